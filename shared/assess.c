// SPDX-License-Identifier: Apache-2.0
#include "shared/assess.h"

#include <string.h>

#include "shared/assess_work.h"
#include "shared/json.h"
#include "shared/str.h"

static const char *const flag_codes[ASSESS_FLAG_COUNT] = {
    "CHANNEL_FORCED_UNDER_18",
    "REGULAR_PAYMENT_MUST_BE_BACS",
    "BELOW_MIN_WAGE_REFERENCE",
    "MIN_WAGE_TOP_UP",
    "FEE_DECLINED",
    "FEE_REDUCED_BY_REQUEST",
    "PAYMENT_IN_LIEU",
    "CROSSES_FINANCIAL_YEAR",
    "SESSION_CANCELLED_BY_ORGANISATION",
    "CASH_PAID_ON_DAY",
    "CASH_REFUSED_NO_ENTITLEMENT_EVIDENCE",
    "CASH_REFUSED_NOT_NOMINATED",
    "CASH_REFUSED_BUDGET",
};

static const struct shape_field line_fields[] = {
    SHAPE_FIELD_CODE(struct assess_line, ref),
    SHAPE_FIELD_CODE(struct assess_line, kind),
    SHAPE_FIELD_INT(struct assess_line, pence, 0, JSON_INT_MAX),
};
static const struct shape line_shape = SHAPE(struct assess_line, line_fields);

static const struct shape_field rejected_fields[] = {
    SHAPE_FIELD_CODE(struct assess_rejected, ref),
    SHAPE_FIELD_CODE(struct assess_rejected, code),
    SHAPE_MAYBE_INT(struct assess_rejected, pence, 0, JSON_INT_MAX, FACTS_NONE),
    SHAPE_MAYBE_INT(struct assess_rejected, minutes, 0, JSON_INT_MAX, FACTS_NONE),
    SHAPE_MAYBE_MILES(struct assess_rejected, miles, FACTS_NONE),
};
static const struct shape rejected_shape = SHAPE(struct assess_rejected, rejected_fields);

static const struct shape_field fields[] = {
    SHAPE_FIELD_INT(struct assessment, fee_pence, 0, JSON_INT_MAX),
    SHAPE_FIELD_INT(struct assessment, expenses_pence, 0, JSON_INT_MAX),
    SHAPE_FIELD_INT(struct assessment, total_pence, 0, JSON_INT_MAX),
    SHAPE_MAYBE_CODE(struct assessment, fee_channel),
    SHAPE_MAYBE_INT(struct assessment, fee_offered_pence, 0, JSON_INT_MAX, 0),
    SHAPE_MAYBE_INT(struct assessment, fee_waived_pence, 0, JSON_INT_MAX, 0),
    SHAPE_MAYBE_INT(struct assessment, timeswap_minutes, 0, JSON_INT_MAX, 0),
    SHAPE_LIST(struct assessment, lines, line_count, SHAPE_OBJECT, &line_shape),
    SHAPE_LIST(struct assessment, rejected, rejected_count, SHAPE_OBJECT, &rejected_shape),
    SHAPE_LIST(struct assessment, flags, flag_count, SHAPE_CODE, NULL),
};
const struct shape assess_shape = SHAPE(struct assessment, fields);

// Steps 1 and 2: can anything be said at all.
static enum assess_reason no_ground(const struct assess_work *work)
{
    const struct policy *policy = work->policy;

    if (work->facts->typed_local_time_ambiguous)
        return ASSESS_AMBIGUOUS_LOCAL_TIME;
    if (strcmp(work->date, policy->valid_from) < 0 || strcmp(work->date, policy->valid_to) > 0)
        return ASSESS_NO_RATE_IN_FORCE;
    return ASSESS_PAID;
}

static bool type_is_covered(const struct assess_work *work)
{
    const struct policy *policy = work->policy;
    uint32_t types = policy->types_paid | policy->types_unpaid;
    int type = policy_type_find(work->facts->session.type);

    if (policy->fee.basis == POLICY_ANNUAL && !types)
        return true;
    return type >= 0 && types & UINT32_C(1) << type;
}

static bool is_before_start(const struct assess_work *work, int64_t instant_ms)
{
    return instant_ms != FACTS_NEVER && instant_ms < work->facts->session.start_ms;
}

// Step 8.
static enum assess_reason against_carer(const struct assess_work *work)
{
    const struct policy_carer *policy = &work->policy->carer;
    const struct facts_carer *carer = &work->facts->carer;

    if (!carer->number)
        return ASSESS_PAID;
    if (policy->blocked_if_supported && carer->existing_support)
        return ASSESS_CARER_ALREADY_SUPPORTED;
    if (carer->number > policy->max_per_person && policy->extra_needs_agreement &&
        !is_before_start(work, carer->extra_agreed_at_ms))
        return ASSESS_CARER_LIMIT;
    return ASSESS_PAID;
}

// Steps 3 to 8: may this person be paid for this meeting.
static enum assess_reason against_person(const struct assess_work *work)
{
    const struct policy *policy = work->policy;
    const struct facts *facts = work->facts;

    if (!facts->opted_in_at_start)
        return ASSESS_NOT_OPTED_IN;
    if (facts->paid_capacity)
        return ASSESS_PAID_CAPACITY;
    if (!type_is_covered(work))
        return ASSESS_SESSION_TYPE_EXCLUDED;
    if (policy->prior_agreement && !is_before_start(work, facts->agreed_at_ms))
        return ASSESS_NO_PRIOR_AGREEMENT;
    if (policy->claim_in_same_year &&
        policy_year(policy, facts->claim_date) != policy_year(policy, work->date))
        return ASSESS_CLAIM_OUTSIDE_FINANCIAL_YEAR;
    return against_carer(work);
}

static void reject_expenses(struct assess_work *work, enum assess_reason reason)
{
    for (size_t i = 0; i < work->facts->expense_count; i++)
        assess_line_reject(work, work->facts->expenses[i].ref, reason);
}

// The window ends before its last instant: a meeting until midnight is all on one day.
static bool crosses_year(const struct assess_work *work)
{
    char last[WHEN_DATE_SIZE];
    int64_t start = work->facts->session.start_ms;
    int64_t end = work->facts->session.end_ms;

    when_local_date(last, end > start ? end - 1 : end);
    return policy_year(work->policy, last) != policy_year(work->policy, work->date);
}

static int64_t sum(const struct assess_line lines[], size_t count)
{
    int64_t pence = 0;

    for (size_t i = 0; i < count; i++)
        pence += lines[i].pence;
    return pence;
}

// What they still take of the offer; a maximum for a period counts what they took in it before.
static int64_t elected(const struct facts_election *election, int64_t offered)
{
    int64_t left = election->max_pence - election->taken_pence;

    if (str_equal(election->type, "declined"))
        return 0;
    if (!str_equal(election->type, "reduced") || left >= offered)
        return offered;
    return left < 0 ? 0 : left;
}

// Step 15.
static void elect(struct assess_work *work)
{
    struct assessment *out = work->out;
    bool declined = str_equal(work->facts->fee_election.type, "declined");

    out->fee_offered_pence = sum(out->lines, out->line_count);
    out->fee_pence = elected(&work->facts->fee_election, out->fee_offered_pence);
    out->fee_waived_pence = out->fee_offered_pence - out->fee_pence;
    if (declined)
        out->timeswap_minutes = 0;
    work->flags[ASSESS_FEE_DECLINED] = declined;
    work->flags[ASSESS_FEE_REDUCED_BY_REQUEST] = !declined && out->fee_waived_pence > 0;
    if (out->fee_pence > 0 || out->timeswap_minutes > 0)
        str_copy(out->fee_channel, sizeof out->fee_channel, policy_channels[work->channel]);
}

// Step 16. Without cash the expense is still owed, and goes by bank (A6).
static void try_cash(struct assess_work *work)
{
    const struct policy_expenses *policy = &work->policy->expenses;
    const struct facts_cash *cash = &work->facts->cash;
    enum assess_flag flag = ASSESS_CASH_PAID_ON_DAY;

    if (policy->channel != POLICY_EXPENSES_CASH_ON_DAY || !work->out->expenses_pence)
        return;
    if (policy->cash_needs_evidence && !cash->entitlement_evidence_seen)
        flag = ASSESS_CASH_REFUSED_NO_ENTITLEMENT_EVIDENCE;
    else if (policy->cash_needs_nominated && !cash->payer_is_nominated)
        flag = ASSESS_CASH_REFUSED_NOT_NOMINATED;
    else if (policy->cash_needs_budget && work->out->expenses_pence > cash->budget_remaining_pence)
        flag = ASSESS_CASH_REFUSED_BUDGET;
    work->flags[flag] = true;
}

static void settle(struct assess_work *work)
{
    struct assessment *out = work->out;

    elect(work);
    memcpy(out->lines + out->line_count, work->expenses,
           work->expense_count * sizeof work->expenses[0]);
    out->line_count += work->expense_count;
    out->expenses_pence = sum(work->expenses, work->expense_count);
    out->total_pence = out->fee_pence + out->expenses_pence;
    try_cash(work);
    for (int i = 0; i < ASSESS_FLAG_COUNT; i++)
        if (work->flags[i])
            str_copy(out->flags[out->flag_count++], sizeof out->flags[0], flag_codes[i]);
}

void assess(const struct policy *policy, const struct facts *facts, struct assessment *out)
{
    struct assess_work work = {.policy = policy, .facts = facts, .out = out};
    enum assess_reason reason;
    enum assess_reason person;

    memset(out, 0, sizeof *out);
    facts_date(facts, work.date);
    work.age = facts_age(facts);
    reason = no_ground(&work);
    person = reason == ASSESS_PAID ? against_person(&work) : reason;
    if (reason == ASSESS_PAID && policy->fee.basis != POLICY_ANNUAL)
        reason = person;
    if (reason != ASSESS_PAID) {
        assess_line_reject(&work, "F1", reason);
        reject_expenses(&work, reason);
        return;
    }
    work.flags[ASSESS_CROSSES_FINANCIAL_YEAR] = crosses_year(&work);
    work.flags[ASSESS_SESSION_CANCELLED_BY_ORGANISATION] = facts->cancelled_by_organisation;
    assess_presence_count(&work);
    assess_fee_lines(&work);
    if (person == ASSESS_PAID)
        assess_expense_lines(&work);
    else
        reject_expenses(&work, person); // an instalment does not hang on the meeting; a cost does
    settle(&work);
}

static void write_rejected(struct bytes *out, const struct assess_rejected *rejected)
{
    char miles[SHAPE_MILES_SIZE];

    json_begin(out, NULL, '{');
    json_put_text(out, "ref", rejected->ref);
    json_put_text(out, "code", rejected->code);
    json_put_text(out, "reason", assess_reason_words(rejected->code));
    if (rejected->minutes >= 0)
        json_put_int(out, "minutes", rejected->minutes);
    if (rejected->miles >= 0) {
        shape_write_miles(miles, rejected->miles);
        json_put_text(out, "miles", miles);
    }
    if (rejected->pence >= 0)
        json_put_int(out, "pence", rejected->pence);
    json_end(out, '}');
}

void assess_write(struct bytes *out, const struct assessment *assessment)
{
    json_begin(out, NULL, '{');
    json_put_int(out, "fee_pence", assessment->fee_pence);
    json_put_int(out, "expenses_pence", assessment->expenses_pence);
    json_put_int(out, "total_pence", assessment->total_pence);
    if (assessment->fee_channel[0])
        json_put_text(out, "fee_channel", assessment->fee_channel);
    else
        json_put_null(out, "fee_channel");
    json_put_int(out, "fee_offered_pence", assessment->fee_offered_pence);
    json_put_int(out, "fee_waived_pence", assessment->fee_waived_pence);
    json_put_int(out, "timeswap_minutes", assessment->timeswap_minutes);
    json_begin(out, "lines", '[');
    for (size_t i = 0; i < assessment->line_count; i++)
        shape_write(&line_shape, out, NULL, &assessment->lines[i]);
    json_end(out, ']');
    json_begin(out, "rejected", '[');
    for (size_t i = 0; i < assessment->rejected_count; i++)
        write_rejected(out, &assessment->rejected[i]);
    json_end(out, ']');
    json_begin(out, "flags", '[');
    for (size_t i = 0; i < assessment->flag_count; i++)
        json_put_text(out, NULL, assessment->flags[i]);
    json_end(out, ']');
    json_end(out, '}');
}

const char *assess_flag_code(enum assess_flag flag)
{
    return flag_codes[flag];
}

bool assess_has_flag(const struct assessment *assessment, enum assess_flag flag)
{
    for (size_t i = 0; i < assessment->flag_count; i++)
        if (str_equal(assessment->flags[i], flag_codes[flag]))
            return true;
    return false;
}
