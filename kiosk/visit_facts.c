// SPDX-License-Identifier: Apache-2.0
// What was said, as the facts that an assessment reads.
#include "kiosk/visit.h"

#include <stdlib.h>

#include "kiosk/other_desk.h"
#include "kiosk/visit_parts.h"
#include "shared/known.h"
#include "shared/mem.h"
#include "shared/str.h"

// A ticket to come says by itself what it costs: until then nothing is claimed.
static int64_t claimed(const struct visit_line *line)
{
    if (line->category < POLICY_BY_THE_MILE)
        return FACTS_NONE;
    return line->pence < 0 ? 0 : line->pence;
}

static int64_t miles(const struct visit_line *line)
{
    return line->milli_miles < 0 ? 0 : line->milli_miles; // below: supplied, and nothing was asked
}

static void fill_expense(const struct visit *visit, const struct roster *roster,
                         const struct visit_line *line, struct facts_expense *out)
{
    const struct roster_person *person = visit_person(visit, roster);
    bool by_mile = line->category < POLICY_BY_THE_MILE;
    bool proven = visit_proof_is_shown(line->proof);

    visit_line_ref(out->ref, line);
    str_copy(out->category, sizeof out->category, policy_categories[line->category]);
    out->claimed_pence = claimed(line);
    out->receipt_pence = proven && !by_mile ? line->pence : FACTS_NONE;
    out->miles_claimed = by_mile ? miles(line) : FACTS_NONE;
    out->agreed_return_miles = by_mile && person ? person->expected.return_miles : FACTS_NONE;
    out->miles_already_this_tax_year = by_mile && person ? person->expected.miles_this_tax_year : 0;
    out->cheaper_option_pence = FACTS_NONE;
    out->nights = 1;
    out->item_agreed_in_advance = visit_is_agreed(visit, roster, line->category);
    out->prepaid_by_organisation = visit_is_supplied(visit, roster, line->category);
}

// A line that shares a picture with one before it is the same receipt again.
static void fill_receipt(const struct visit *visit, const struct visit_line *line,
                         struct facts *facts)
{
    char *out = facts->expenses[facts->expense_count].receipt_id;
    size_t said = 0;

    ticket_name(&line->ticket, out);
    for (const struct visit_line *other = visit->lines; other < line; other++) {
        if (visit_is_said(other) && ticket_shares(&line->ticket, &other->ticket))
            str_copy(out, FACTS_RECEIPT_SIZE, facts->expenses[said].receipt_id);
        said += visit_is_said(other);
    }
}

// Every time they were here today. Before leaving, an open presence counts to the agreed end
// ("about", architecture.md decision 7).
static void fill_presence(const struct visit *visit, const struct roster *roster,
                          struct facts *facts)
{
    int64_t to = roster->planned.end_ms;

    if (to < visit->arrived_ms)
        to = visit->arrived_ms;
    if (!visit->arrived_ms)
        return;
    for (size_t i = 0; i < visit->before_count; i++)
        facts->presence[facts->presence_count++] = visit->before[i];
    facts->presence[facts->presence_count++] = (struct shape_span){visit->arrived_ms, to};
}

static void fill_fee(const struct visit *visit, int64_t taken, struct facts *facts)
{
    const char *channel = "bank";
    const char *election = "full";

    if (visit->fee == VISIT_FEE_VOUCHER)
        channel = "voucher";
    if (visit->fee == VISIT_FEE_TIMESWAP)
        channel = "timeswap";
    if (visit->fee == VISIT_FEE_NONE || visit->fee == VISIT_FEE_LATER)
        election = "declined";
    if (visit->fee == VISIT_FEE_LESS && visit->less_pence >= 0)
        election = "reduced";
    str_copy(facts->fee_channel_wanted, sizeof facts->fee_channel_wanted, channel);
    str_copy(facts->fee_election.type, sizeof facts->fee_election.type, election);
    facts->fee_election.max_pence = str_equal(election, "reduced") ? visit->less_pence : FACTS_NONE;
    if (str_equal(election, "reduced") && visit->limit == VISIT_LIMIT_KEPT)
        facts->fee_election.taken_pence = taken;
}

int64_t visit_taken_in_month(const struct visit *visit, const char *date)
{
    int64_t pence = 0;

    for (size_t i = 0; i < visit->taken_count; i++)
        if (when_same_month(visit->taken[i].date, date))
            pence += visit->taken[i].pence;
    return pence;
}

static int64_t taken_this_month(const struct visit *visit, const struct roster *roster,
                                const struct body_person_expected *expected)
{
    char date[WHEN_DATE_SIZE];

    when_local_date(date, roster->planned.start_ms);
    return expected->month_taken_pence + visit_taken_in_month(visit, date);
}

void visit_facts(const struct visit *visit, const struct roster *roster, struct facts *facts)
{
    const struct roster_person *person = visit_person(visit, roster);
    struct body_person_expected nobody = {.return_miles = -1};
    const struct body_person_expected *expected = person ? &person->expected : &nobody;

    *facts = (struct facts){0};
    known_fill(expected, &roster->planned, facts);
    fill_presence(visit, roster, facts);
    fill_fee(visit, taken_this_month(visit, roster, expected), facts);
    facts->prep_minutes = visit->prep_minutes > 0 ? visit->prep_minutes : 0;
    when_local_date(facts->claim_date, when_now_ms());
    for (size_t i = 0; i < visit->line_count; i++) {
        if (!visit_is_said(&visit->lines[i]))
            continue; // chosen, but not said yet
        fill_expense(visit, roster, &visit->lines[i], &facts->expenses[facts->expense_count]);
        fill_receipt(visit, &visit->lines[i], facts);
        facts->expense_count++;
    }
}

void visit_assess(struct visit *visit, const struct roster *roster)
{
    struct facts *facts = mem_new(1, sizeof *facts);

    visit_facts(visit, roster, facts);
    assess(&roster->policy, facts, &visit->outcome);
    mem_wipe(facts, sizeof *facts);
    free(facts);
}

bool visit_may_choose(const struct visit *visit, const struct roster *roster, enum visit_fee fee)
{
    const struct roster_person *person = visit_person(visit, roster);
    const struct policy *policy = &roster->policy;
    bool regular = !person || !person->expected.one_off;
    enum policy_channel forced = POLICY_CHANNEL_NONE;

    if (person && str_equal(person->expected.age_band, "under_18"))
        forced = policy->under_18_channel;
    switch (fee) {
    case VISIT_FEE_BANK:
    case VISIT_FEE_LESS:
        return forced == POLICY_CHANNEL_NONE || forced == POLICY_BANK;
    case VISIT_FEE_VOUCHER:
        return forced == POLICY_VOUCHER ||
               (forced == POLICY_CHANNEL_NONE && policy->fee.voucher_rate >= 0 &&
                !(policy->vouchers_one_off_only && regular));
    case VISIT_FEE_TIMESWAP:
        return forced == POLICY_CHANNEL_NONE && policy->fee.timeswap;
    case VISIT_FEE_NONE:
    case VISIT_FEE_LATER:
        return true;
    case VISIT_FEE_UNSAID:
        break;
    }
    return false;
}

int64_t visit_offer(const struct visit *visit, const struct roster *roster, enum visit_fee fee)
{
    struct visit *copy = mem_new(1, sizeof *copy);
    int64_t pence;

    *copy = *visit; // its pictures stay the other's: nothing here clears them
    copy->fee = fee;
    visit_assess(copy, roster);
    pence = copy->outcome.fee_offered_pence;
    mem_wipe(copy, sizeof *copy);
    free(copy);
    return pence;
}

int64_t visit_offer_in_all(const struct visit *visit, const struct roster *roster)
{
    enum visit_fee fee = VISIT_FEE_BANK;

    if (!visit_may_choose(visit, roster, fee))
        fee = VISIT_FEE_VOUCHER;
    return visit_offer_whole(visit, roster, fee);
}

int64_t visit_offer_whole(const struct visit *visit, const struct roster *roster,
                          enum visit_fee fee)
{
    struct visit *copy = mem_new(1, sizeof *copy);
    int64_t pence;

    *copy = *visit;
    copy->arrived_ms = roster->planned.start_ms;
    copy->before_count = 0;
    copy->prep_minutes = roster->policy.fee.prep_cap;
    pence = visit_offer(copy, roster, fee);
    mem_wipe(copy, sizeof *copy);
    free(copy);
    return pence;
}

bool visit_takes_standing(const struct visit *visit, const struct roster *roster)
{
    const struct roster_person *person = visit_person(visit, roster);

    return visit->recognised && person && visit->fee == VISIT_FEE_LESS &&
           visit->limit == VISIT_LIMIT_KEPT && visit->less_pence == person->expected.maximum_pence;
}

void visit_window_end(const struct roster *roster, char out[static WHEN_DATE_SIZE])
{
    char date[WHEN_DATE_SIZE];

    when_local_date(date, roster->planned.start_ms);
    if (!policy_window_end(&roster->policy, date, out))
        out[0] = '\0';
}

bool visit_waits(const struct visit *visit, const struct roster *roster)
{
    const struct roster_person *person = visit_person(visit, roster);

    return roster->unplanned || (person && person->added);
}

// As far as the person, their claim and the policy are concerned.
static bool may_be_cash(const struct visit *visit, const struct visit_place *place)
{
    return (!visit->claimed || visit->claim.cash_today || visit->cash_wanted) &&
           !visit_waits(visit, place->roster) &&
           place->roster->policy.expenses.channel != POLICY_EXPENSES_BY_BANK &&
           !place->store->money_held;
}

bool visit_cash_today(const struct visit *visit, const struct visit_place *place)
{
    struct id meeting = place->roster->meeting;
    enum other_desk_part part;
    struct books_float held;
    struct err err;

    return may_be_cash(visit, place) && books_get_float(place->store->db, meeting, &held, &err) &&
           (!id_is_none(held.float_id) ||
            (other_desk_part(place->store, meeting, &part, &err) && part == OTHER_DESK_PAYS));
}

bool visit_wants_cash(const struct visit *visit, const struct visit_place *place)
{
    struct books_floats floats;
    struct err err;

    return may_be_cash(visit, place) && !visit_cash_today(visit, place) &&
           books_get_floats(place->store->db, place->roster->meeting, &floats, &err) &&
           !floats.is_any;
}
