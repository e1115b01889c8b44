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

static bool same_cost(const struct facts_expense *a, const struct facts_expense *b)
{
    return str_equal(a->category, b->category) && a->claimed_pence == b->claimed_pence &&
           a->receipt_pence == b->receipt_pence && a->miles_claimed == b->miles_claimed;
}

// In whatever order they were typed.
static bool same_costs(const struct facts *a, const struct facts *b)
{
    bool used[FACTS_EXPENSES_MAX] = {false};

    if (a->expense_count != b->expense_count)
        return false;
    for (size_t i = 0; i < a->expense_count; i++) {
        size_t j = 0;

        while (j < b->expense_count && (used[j] || !same_cost(&a->expenses[i], &b->expenses[j])))
            j++;
        if (j == b->expense_count)
            return false;
        used[j] = true;
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
           same_costs(&a->facts, &b->facts);
}
