// SPDX-License-Identifier: Apache-2.0
#include "server/typed_claim.h"

#include <string.h>

#include "server/down.h"
#include "server/forms.h"
#include "server/policies.h"
#include "server/presence.h"
#include "shared/assess.h"
#include "shared/known.h"
#include "shared/str.h"

static bool read_times(struct typed_claim *claim, struct err *err)
{
    struct shape_span meeting = {claim->meeting.start_ms, claim->meeting.end_ms};

    return presence_read(&claim->there, &meeting, claim->form->from, claim->form->to, err);
}

// By that day it is in time or not: a form may lie in a drawer.
static bool read_day(struct typed_claim *claim, const char *date, struct err *err)
{
    const char *day = claim->form->handed_on[0] ? claim->form->handed_on : date;
    char today[WHEN_DATE_SIZE];

    when_local_date(today, when_now_ms());
    if (strcmp(day, date) < 0 || strcmp(day, today) > 0)
        return err_set(err, ERR_INVALID,
                       "It was given in on the day of the meeting or later, and not after today.");
    return str_copy(claim->body.facts.claim_date, sizeof claim->body.facts.claim_date, day);
}

static bool find_policy(struct db *db, struct typed_claim *claim, struct err *err)
{
    str_copy(claim->body.policy, sizeof claim->body.policy, claim->meeting.policy);
    return policies_find_at(db, claim->meeting.policy, claim->meeting.start_ms, &claim->policy,
                            claim->body.policy_hash, err);
}

static bool check_channel(const struct typed_claim *claim, struct err *err)
{
    const char *channel = claim->form->channel;

    return !channel[0] || forms_offers(&claim->policy, channel) ||
           err_set(err, ERR_INVALID, "The policy of this meeting offers no such payment.");
}

static void fill_fee(struct typed_claim *claim)
{
    struct facts *facts = &claim->body.facts;
    const char *channel = claim->form->channel;
    bool paid = channel[0] && !str_equal(channel, "none");

    claim->body.undecided = !channel[0];
    str_copy(facts->fee_channel_wanted, sizeof facts->fee_channel_wanted, paid ? channel : "bank");
    str_copy(facts->fee_election.type, sizeof facts->fee_election.type, paid ? "full" : "declined");
    facts->fee_election.max_pence = FACTS_NONE;
}

static bool check_cost(const struct typed_claim *claim, const struct typed_cost *cost,
                       enum policy_category category, struct err *err)
{
    bool by_mile = category < POLICY_BY_THE_MILE;
    const char *where = cost->where;

    if (!(claim->policy.expenses.listed & (uint32_t)1 << category))
        return err_set(err, ERR_INVALID, "The policy of this meeting pays no such cost.");
    if (by_mile ? cost->miles <= 0 || cost->pence >= 0 : cost->pence <= 0 || cost->miles >= 0)
        return err_set(err, ERR_INVALID,
                       "Each cost is said in pounds, or in miles where it is paid by the mile.");
    return (by_mile && !where[0]) ||
           (!by_mile &&
            (str_equal(where, "here") || str_equal(where, "later") || str_equal(where, "lost"))) ||
           err_set(err, ERR_INVALID, "Say of each cost where its ticket is.");
}

// As a kiosk has it: a ticket that is here says what it cost.
static void fill_cost(struct typed_claim *claim, const struct typed_cost *cost,
                      enum policy_category category)
{
    struct facts_expense *expense = facts_add_expense(&claim->body.facts, cost->category);
    struct body_proof *proof = &claim->body.proofs[claim->body.proofs_count++];
    bool by_mile = category < POLICY_BY_THE_MILE;

    expense->claimed_pence = cost->pence;
    expense->receipt_pence = str_equal(cost->where, "here") ? cost->pence : FACTS_NONE;
    expense->miles_claimed = cost->miles;
    if (by_mile) {
        expense->agreed_return_miles = claim->expected.return_miles;
        expense->miles_already_this_tax_year = claim->expected.miles_this_tax_year;
    }
    expense->item_agreed_in_advance = known_is_agreed(&claim->expected, category);
    expense->prepaid_by_organisation = known_is_supplied(&claim->expected, category);
    str_copy(proof->ref, sizeof proof->ref, expense->ref);
    str_copy(proof->where, sizeof proof->where, by_mile ? "none_needed" : cost->where);
}

static bool fill_costs_of(struct typed_claim *claim, enum policy_category category, struct err *err)
{
    for (size_t i = 0; i < claim->form->costs_count; i++) {
        const struct typed_cost *cost = &claim->form->costs[i];

        if (!str_equal(cost->category, policy_categories[category]))
            continue;
        if (!check_cost(claim, cost, category, err))
            return false;
        fill_cost(claim, cost, category);
    }
    return true;
}

// In the paper's order, so that each line has the same name whoever types it in.
static bool fill_costs(struct typed_claim *claim, struct err *err)
{
    enum policy_category order[POLICY_CATEGORY_COUNT];

    for (size_t i = 0; i < claim->form->costs_count; i++)
        if (policy_category_find(claim->form->costs[i].category) < 0)
            return err_set(err, ERR_INVALID, "The policy of this meeting pays no such cost.");
    forms_order(order);
    for (size_t i = 0; i < POLICY_CATEGORY_COUNT; i++)
        if (!fill_costs_of(claim, order[i], err))
            return false;
    return true;
}

static void fill_known(struct typed_claim *claim)
{
    struct body_meeting_planned planned = {.start_ms = claim->meeting.start_ms,
                                           .end_ms = claim->meeting.end_ms};
    struct facts *facts = &claim->body.facts;

    str_copy(planned.type, sizeof planned.type, claim->meeting.type);
    known_fill(&claim->expected, &planned, facts);
    facts->presence[0] = claim->there;
    facts->presence_count = 1;
    claim->body.claim = form_claim(claim->form->code);
    claim->body.person = claim->person.person;
    str_copy(claim->body.letter, sizeof claim->body.letter, TYPED_FORMS_LETTER);
}

bool typed_claim_fill(struct db *db, const struct office *office, struct typed_claim *claim,
                      struct err *err)
{
    char date[WHEN_DATE_SIZE];

    when_local_date(date, claim->meeting.start_ms);
    facts_init(&claim->body.facts);
    if (!people_find_typed(db, office, claim->form->member_code, &claim->person, err) ||
        !read_times(claim, err) || !read_day(claim, date, err) || !find_policy(db, claim, err) ||
        !check_channel(claim, err) ||
        !down_expected(db, &claim->meeting, &claim->person, &claim->expected, err))
        return false;
    fill_known(claim);
    fill_fee(claim);
    if (!fill_costs(claim, err) || !facts_check(&claim->body.facts, err))
        return false;
    assess(&claim->policy, &claim->body.facts, &claim->body.outcome);
    return true;
}
