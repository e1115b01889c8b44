// SPDX-License-Identifier: Apache-2.0
#include "server/same_form.h"

#include "shared/books_handed.h"
#include "shared/record.h"
#include "shared/str.h"

bool same_form_stands(struct db *db, struct id claim, struct body_claim *out, struct err *err)
{
    struct record record = {.kind = RECORD_CLAIM_MADE};
    struct bytes json = {0};
    bool ok = books_handed_json(db, claim, &json, err);

    record.body = bytes_text(&json);
    record.body_length = json.length;
    ok = ok && body_read(&record, out, err);
    bytes_clear(&json);
    return ok;
}

// Where its ticket is: one on a phone is one that can be shown.
static const char *where_of(const struct body_claim *claim, const char *ref)
{
    for (size_t i = 0; i < claim->proofs_count; i++)
        if (str_equal(claim->proofs[i].ref, ref))
            return str_equal(claim->proofs[i].where, "phone") ? "here" : claim->proofs[i].where;
    return "";
}

static bool same_cost(const struct facts_expense *a, const struct facts_expense *b)
{
    return str_equal(a->category, b->category) && a->claimed_pence == b->claimed_pence &&
           a->receipt_pence == b->receipt_pence && a->miles_claimed == b->miles_claimed;
}

// By the name of its line: tickets that come later, pictures and what a desk saw find it by that.
static bool same_costs(const struct body_claim *a, const struct body_claim *b)
{
    if (a->facts.expense_count != b->facts.expense_count)
        return false;
    for (size_t i = 0; i < a->facts.expense_count; i++) {
        const struct facts_expense *cost = &a->facts.expenses[i];
        const struct facts_expense *other = facts_find_expense(&b->facts, cost->ref);

        if (!other || !same_cost(cost, other) ||
            !str_equal(where_of(a, cost->ref), where_of(b, cost->ref)))
            return false;
    }
    return true;
}

static bool is_declined(const struct facts *facts)
{
    return str_equal(facts->fee_election.type, "declined");
}

bool same_form_is(const struct body_claim *a, const struct body_claim *b)
{
    return id_equal(a->person, b->person) && a->undecided == b->undecided &&
           is_declined(&a->facts) == is_declined(&b->facts) &&
           (is_declined(&a->facts) ||
            str_equal(a->facts.fee_channel_wanted, b->facts.fee_channel_wanted)) &&
           same_costs(a, b);
}
