// SPDX-License-Identifier: Apache-2.0
// A claim that was saved, as the answers it was made of, so that they can be changed.
#include "kiosk/visit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/phrase.h"
#include "kiosk/visit_parts.h"
#include "shared/mem.h"
#include "shared/str.h"

static enum visit_proof proof_of(const struct body_claim *claim, const char *ref)
{
    for (size_t i = 0; i < claim->proofs_count; i++)
        if (str_equal(claim->proofs[i].ref, ref))
            return visit_proof_find(claim->proofs[i].where);
    return VISIT_PROOF_UNSAID;
}

static void load_line(struct visit *visit, const struct body_claim *claim, size_t index)
{
    const struct facts_expense *expense = &claim->facts.expenses[index];
    int category = policy_category_find(expense->category);
    bool by_mile = category < POLICY_BY_THE_MILE;
    struct visit_line *line = &visit->lines[visit->line_count];

    if (category < 0 || visit->line_count == VISIT_LINES_MAX)
        return;
    *line = (struct visit_line){.category = (enum policy_category)category,
                                .number = strtoll(expense->ref + 1, NULL, 10),
                                .home = visit_line(visit, (enum policy_category)category) != NULL,
                                .supplied = expense->prepaid_by_organisation,
                                .pence = by_mile ? -1 : expense->claimed_pence,
                                .milli_miles = by_mile ? expense->miles_claimed : -1,
                                .proof = proof_of(claim, expense->ref)};
    if (line->home && line->proof == VISIT_LATER && line->pence == 0)
        line->pence = -1;
    if (line->number > visit->last_number)
        visit->last_number = line->number;
    visit->line_count++;
}

static enum visit_home home_of(const struct visit *visit)
{
    enum visit_home home = VISIT_HOME_UNSAID;

    for (size_t i = 0; i < visit->line_count; i++) {
        const struct visit_line *line = &visit->lines[i];

        if (visit_line_comes_later(line))
            return VISIT_HOME_LATER;
        if (line->home)
            home = VISIT_HOME_TICKET;
        else if (phrase_is_ticketed(line->category) && home == VISIT_HOME_UNSAID)
            home = VISIT_HOME_PAID;
    }
    return home;
}

static enum visit_fee fee_of(const struct body_claim *claim)
{
    const struct facts *facts = &claim->facts;

    if (claim->undecided)
        return VISIT_FEE_LATER;
    if (str_equal(facts->fee_election.type, "declined"))
        return VISIT_FEE_NONE;
    if (str_equal(facts->fee_election.type, "reduced"))
        return VISIT_FEE_LESS;
    if (str_equal(facts->fee_channel_wanted, "voucher"))
        return VISIT_FEE_VOUCHER;
    return str_equal(facts->fee_channel_wanted, "timeswap") ? VISIT_FEE_TIMESWAP : VISIT_FEE_BANK;
}

static void load_answers(struct visit *visit, const struct body_claim *claim)
{
    visit->prep_minutes = claim->facts.prep_minutes;
    visit->benefits_seen_ms = claim->benefits_seen_ms;
    visit->travel_said = visit->costs_said = true;
    for (size_t i = 0; i < claim->facts.expense_count; i++)
        load_line(visit, claim, i);
    visit->no_costs = visit->line_count == 0;
    visit->home = home_of(visit);
    visit->fee = fee_of(claim);
    visit->limit = visit_limit_find(claim->maximum);
    visit->less_pence =
        visit->fee == VISIT_FEE_LESS ? claim->facts.fee_election.max_pence : INT64_C(-1);
}

// A picture that is here no more was seen by then: the claim keeps its receipt's name.
static bool load_receipts(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct bytes sealed = {0};
    struct books_receipt *list;
    size_t count;

    if (!books_list_receipts(place->store->db, visit->claim.claim, &list, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct visit_line *line = visit_line_of(visit, list[i].ref);
        struct err gone;

        if (line && store_find_note(place->store, list[i].picture, &sealed, &gone))
            ticket_restore(&visit->lines[line - visit->lines].ticket, place->roster->key,
                           list[i].receipt, &sealed, &gone);
    }
    bytes_clear(&sealed);
    free(list);
    return true;
}

void visit_unsay(struct visit *visit)
{
    while (visit->line_count > 0)
        visit_remove_line(visit, visit->lines[0].category);
    visit->last_number = 0;
    visit->prep_minutes = visit->less_pence = -1;
    visit->travel_said = visit->costs_said = false;
    visit->walked = visit->lift = visit->no_costs = false;
    visit->home = VISIT_HOME_UNSAID;
    visit->fee = VISIT_FEE_UNSAID;
    visit->limit = VISIT_LIMIT_NOW;
    visit->same = false;
    visit->questioned = 0;
    visit->half = (struct visit_half){0};
    for (size_t i = 0; i < VISIT_CHOICES; i++)
        visit->choices[i] = VISIT_UNSAID;
}

// --- last time ---

bool visit_has_usual(const struct visit *visit, const struct roster *roster)
{
    const struct roster_person *person = visit_person(visit, roster);

    return visit->recognised && person && person->expected.usual_count > 0;
}

static void take_usual_line(struct visit *visit, const struct visit_place *place,
                            const struct body_usual *usual)
{
    const struct roster *roster = place->roster;
    int found = policy_category_find(usual->code);
    enum policy_category category = (enum policy_category)found;
    struct visit_line *line;

    // What the policy does not list today, or a way home: that is asked each time.
    if (found < 0 || visit_line(visit, category) ||
        !(roster->policy.expenses.listed & UINT32_C(1) << category))
        return;
    visit_toggle_line(visit, roster, category);
    line = visit_line(visit, category);
    if (!line || line->supplied)
        return;
    line->pence = usual->pence;
    if (category != POLICY_MILEAGE_CAR || !visit_miles_are_taken(visit, place))
        line->milli_miles = usual->miles;
    if (usual->pence >= 0 && roster->policy.expenses.receipt_required)
        line->proof = VISIT_HERE;
}

static enum visit_fee usual_fee(const struct visit *visit, const struct roster *roster,
                                const struct body_person_expected *expected)
{
    static const struct {
        const char *channel;
        enum visit_fee fee;
    } fees[] = {{"bank", VISIT_FEE_BANK},
                {"voucher", VISIT_FEE_VOUCHER},
                {"timeswap", VISIT_FEE_TIMESWAP},
                {"none", VISIT_FEE_NONE}};

    if (expected->maximum_pence >= 0 && visit_may_choose(visit, roster, VISIT_FEE_LESS))
        return VISIT_FEE_LESS;
    for (size_t i = 0; i < sizeof fees / sizeof fees[0]; i++)
        if (str_equal(fees[i].channel, expected->pay_channel) &&
            visit_may_choose(visit, roster, fees[i].fee))
            return fees[i].fee;
    return VISIT_FEE_UNSAID;
}

void visit_take_usual(struct visit *visit, const struct visit_place *place)
{
    const struct roster_person *person = visit_person(visit, place->roster);
    const struct body_person_expected *expected;

    assert(person);
    expected = &person->expected;
    visit_unsay(visit);
    for (size_t i = 0; i < expected->usual_count; i++)
        take_usual_line(visit, place, &expected->usual[i]);
    visit->same = visit->travel_said = visit->costs_said = true;
    visit->prep_minutes = expected->usual_prep_minutes;
    visit->fee = usual_fee(visit, place->roster, expected);
    if (visit->fee == VISIT_FEE_LESS) {
        visit->less_pence = expected->maximum_pence;
        visit->limit = VISIT_LIMIT_KEPT;
    }
}

// --- the claim there is ---

bool visit_load(struct visit *visit, const struct visit_place *place, struct err *err)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);
    bool ok = books_get_claim_body(place->store->db, visit->claim.claim, claim, err);

    visit_unsay(visit);
    if (ok) {
        load_answers(visit, claim);
        ok = load_receipts(visit, place, err);
    }
    mem_wipe(claim, sizeof *claim);
    free(claim);
    return ok || err_wrap(err, "read the claim again");
}
