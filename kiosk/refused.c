// SPDX-License-Identifier: Apache-2.0
#include "kiosk/refused.h"

#include "shared/str.h"

static const char *const keys[ASSESS_REASON_COUNT] = {
    [ASSESS_PAID] = "refused.other", // a reason that this program does not know yet
    [ASSESS_NO_ATTENDANCE] = "refused.no_time",
    [ASSESS_PREP_WITHOUT_ATTENDANCE] = "refused.prep_alone",
    [ASSESS_PREP_OVER_CAP] = "refused.prep_cap",
    [ASSESS_NO_RATE_IN_FORCE] = "refused.no_rate",
    [ASSESS_CLAIM_OUTSIDE_FINANCIAL_YEAR] = "refused.year",
    [ASSESS_SESSION_TYPE_EXCLUDED] = "refused.meeting",
    [ASSESS_LISTENING_ONLY] = "refused.listening",
    [ASSESS_NO_PRIOR_AGREEMENT] = "refused.agreement",
    [ASSESS_NOT_OPTED_IN] = "refused.opted_out",
    [ASSESS_PAID_CAPACITY] = "refused.paid_job",
    [ASSESS_CARER_ALREADY_SUPPORTED] = "refused.supported",
    [ASSESS_CARER_LIMIT] = "refused.supporters",
    [ASSESS_NO_RECEIPT] = "refused.ticket_lost",
    [ASSESS_OVER_RECEIPT] = "refused.over_ticket",
    [ASSESS_OVER_CAP] = "refused.over_cap",
    [ASSESS_ROUTE_NOT_HOME_VENUE] = "refused.miles",
    [ASSESS_TAXI_NOT_AGREED] = "refused.taxi",
    [ASSESS_NOT_LEAST_EXPENSIVE] = "refused.dearer",
    [ASSESS_CATEGORY_EXCLUDED] = "refused.excluded",
    [ASSESS_CATEGORY_NOT_LISTED] = "refused.not_listed",
    [ASSESS_NOT_AGREED_IN_ADVANCE] = "refused.not_agreed",
    [ASSESS_ALREADY_PREPAID] = "refused.prepaid",
    [ASSESS_DUPLICATE_RECEIPT] = "refused.same_ticket",
    [ASSESS_AMBIGUOUS_LOCAL_TIME] = "refused.clocks",
};

bool refused_is_waited_for(const struct visit *visit, const struct assess_rejected *rejected)
{
    const struct visit_line *line = visit_line_of(visit, rejected->ref);

    return line && line->proof == VISIT_LATER &&
           assess_reason_find(rejected->code) == ASSESS_NO_RECEIPT;
}

const char *refused_key(const struct visit *visit, const struct assess_rejected *rejected)
{
    return refused_words_key(rejected->code, refused_is_waited_for(visit, rejected));
}

const char *refused_words_key(const char *code, bool waited_for)
{
    return waited_for ? "refused.ticket_later" : keys[assess_reason_find(code)];
}

int64_t refused_paid_for(const struct assessment *outcome, const char *ref)
{
    int64_t pence = 0;

    for (size_t i = 0; i < outcome->line_count; i++)
        if (str_equal(outcome->lines[i].ref, ref) && str_starts(outcome->lines[i].kind, "expense."))
            pence += outcome->lines[i].pence;
    return pence;
}

bool refused_find_part(const struct assessment *outcome, const struct assess_rejected *rejected,
                       enum words_lang lang, struct refused_part *out)
{
    *out = (struct refused_part){0};
    if (rejected->pence > 0) {
        out->key = "refused.part";
        money_write(out->paid, refused_paid_for(outcome, rejected->ref));
        money_write(out->rest, rejected->pence);
    } else if (rejected->minutes > 0) {
        out->key = "refused.part_time";
        phrase_minutes(out->rest, lang, rejected->minutes);
    } else if (rejected->miles > 0) {
        out->key = "refused.part_miles";
        phrase_miles(out->rest, rejected->miles);
    }
    return out->key != NULL;
}
