// SPDX-License-Identifier: Apache-2.0
/*
 * The invariants of rules.md 1.6, over generated facts under every shipped policy. The first
 * argument is how many; the environment's ASSESS_SEED makes a failed run again.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/assess.h"
#include "shared/bytes.h"
#include "shared/json.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/visit.h"

#define POLICIES 6

static uint64_t seed = 20261123;
static uint64_t random_state;
static uint64_t current; // the seed of the facts under test; 0 when all have held
static int64_t count = 20000;
static struct policy policies[POLICIES];

// SplitMix64: the same numbers everywhere.
static uint64_t next(void)
{
    uint64_t z = random_state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static int64_t below(int64_t limit)
{
    return (int64_t)(next() % (uint64_t)limit);
}

static bool one_in(int64_t n)
{
    return below(n) == 0;
}

static void pick(char *out, size_t size, const char *const words[], int64_t n)
{
    assert_true(str_copy(out, size, words[below(n)]));
}

static void make_presence(struct facts *facts, int64_t minutes)
{
    facts->presence_count = (size_t)below(4);
    for (size_t i = 0; i < facts->presence_count; i++) {
        int64_t from = facts->session.start_ms + (below(minutes + 60) - 30) * 60000;

        facts->presence[i].from_ms = from + below(60) * 1000;
        facts->presence[i].to_ms = facts->presence[i].from_ms + below(minutes * 60 + 60) * 1000;
    }
}

static void make_expense(struct facts *facts)
{
    int64_t kind = below(POLICY_CATEGORY_COUNT);
    struct facts_expense *expense;

    if (kind < POLICY_BY_THE_MILE) {
        expense = visit_miles(facts, policy_categories[kind], below(60000));
        expense->agreed_return_miles = one_in(4) ? below(60000) : expense->miles_claimed;
        expense->miles_already_this_tax_year = one_in(3) ? 9970000 + below(60000) : below(9000000);
    } else {
        expense = visit_cost(facts, policy_categories[kind], below(15000));
        if (one_in(3))
            expense->receipt_pence = one_in(2) ? FACTS_NONE : below(15000);
        expense->cheaper_option_pence = one_in(6) ? below(15000) : FACTS_NONE;
        expense->nights = 1 + below(3);
    }
    expense->item_agreed_in_advance = one_in(2);
    expense->prepaid_by_organisation = one_in(12);
    expense->paid_as_allowance = one_in(4);
    expense->pay_excess_as_fee = one_in(4);
}

static struct facts make_facts(void)
{
    static const char *const starts[] = {"2025-10-26T00:15:00Z", "2025-11-12T10:00:00Z",
                                         "2026-03-29T00:30:00Z", "2026-03-31T22:30:00Z",
                                         "2026-04-05T22:00:00Z", "2026-06-10T09:00:00Z",
                                         "2027-03-15T10:00:00Z"};
    static const char *const types[] = {"agreed_coproduction", "forum", "committee",
                                        "public_meeting", "survey"};
    static const char *const roles[] = {"member", "chair", "selection_panel_half_day",
                                        "trainer_day", "peer_researcher"};
    static const char *const channels[] = {"bank", "voucher", "timeswap", "cash", "charity"};
    static const char *const elections[] = {"full", "full", "reduced", "declined"};
    static const char *const births[] = {"1980-01-01", "2004-11-12", "2007-11-13", "2008-02-29"};
    int64_t minutes = 1 + below(400);
    struct facts facts = visit_on(types[one_in(2) ? 0 : below(5)], starts[below(7)], minutes);

    pick(facts.role, sizeof facts.role, roles, one_in(3) ? 5 : 1);
    pick(facts.date_of_birth, sizeof facts.date_of_birth, births, one_in(3) ? 4 : 1);
    pick(facts.fee_channel_wanted, sizeof facts.fee_channel_wanted, channels, 5);
    pick(facts.fee_election.type, sizeof facts.fee_election.type, elections, 4);
    facts.fee_election.max_pence = below(8000);
    if (!one_in(3))
        make_presence(&facts, minutes);
    facts.prep_minutes = one_in(2) ? 0 : below(120);
    facts.one_off = one_in(2);
    facts.joint_event = one_in(8);
    facts.opted_in_at_start = !one_in(20);
    facts.paid_capacity = one_in(20);
    facts.cancelled_by_organisation = one_in(15);
    facts.typed_local_time_ambiguous = one_in(30);
    facts.instalment_number = below(14);
    facts.agreed_at_ms -= one_in(15) ? -INT64_C(30) * 86400000 : 0;
    if (one_in(3))
        facts.carer = (struct facts_carer){1 + below(2), one_in(4), FACTS_NEVER};
    facts.cash = (struct facts_cash){one_in(2), one_in(2), below(30000)};
    for (int64_t n = below(5); n > 0; n--)
        make_expense(&facts);
    return facts;
}

static int64_t line_sum(const struct assessment *a, const char *start, const char *but)
{
    int64_t sum = 0;

    for (size_t i = 0; i < a->line_count; i++)
        if (str_starts(a->lines[i].kind, start) && (!but || !str_starts(a->lines[i].ref, but)))
            sum += a->lines[i].pence;
    return sum;
}

static void check_sums(const struct assessment *a)
{
    assert_int_equal(a->fee_pence + a->fee_waived_pence, a->fee_offered_pence);
    assert_int_equal(a->fee_offered_pence, line_sum(a, "fee.", NULL));
    assert_int_equal(a->expenses_pence, line_sum(a, "expense.", NULL));
    assert_int_equal(a->total_pence, line_sum(a, "", NULL) - a->fee_waived_pence);
    assert_true(a->fee_pence >= 0 && a->fee_waived_pence >= 0 && a->timeswap_minutes >= 0);
    for (size_t i = 0; i < a->line_count; i++)
        assert_true(a->lines[i].pence > 0);
    assert_int_equal(a->fee_channel[0] != '\0', a->fee_pence > 0 || a->timeswap_minutes > 0);
}

static void check_receipts(const struct policy *policy, const struct facts *facts,
                           const struct assessment *a)
{
    for (size_t i = 0; i < a->line_count; i++) {
        const struct assess_line *line = &a->lines[i];
        const struct facts_expense *expense;

        if (!str_starts(line->kind, "expense."))
            continue;
        expense = &facts->expenses[atoi(line->ref + 1) - 1];
        assert_true(expense->miles_claimed >= 0 || line->pence <= expense->receipt_pence);
        assert_true(expense->miles_claimed >= 0 || line->pence <= expense->claimed_pence);
        assert_true(policy->expenses.listed & 1U << policy_category_find(expense->category));
    }
}

// The fee of the time is what it is without any cost claimed.
static void check_two_ledgers(const struct policy *policy, const struct facts *facts,
                              const struct assessment *a)
{
    struct facts without = *facts;
    struct assessment b;

    without.expense_count = 0;
    assess(policy, &without, &b);
    assert_int_equal(line_sum(a, "fee.", "X"), line_sum(&b, "fee.", NULL));
    assert_int_equal(a->timeswap_minutes, b.timeswap_minutes);
}

static void check_declining(const struct policy *policy, const struct facts *facts,
                            const struct assessment *a)
{
    struct facts declined = *facts;
    struct assessment b;

    str_copy(declined.fee_election.type, sizeof declined.fee_election.type, "declined");
    assess(policy, &declined, &b);
    assert_int_equal(b.fee_pence, 0);
    assert_int_equal(b.expenses_pence, a->expenses_pence);
    assert_int_equal(b.fee_offered_pence, a->fee_offered_pence);
}

// No receipt here has a name, so the order of the lines changes nothing but their order.
static void check_any_order(const struct policy *policy, const struct facts *facts,
                            const struct assessment *a)
{
    struct facts turned = *facts;
    struct assessment b;

    for (size_t i = 0; i < facts->expense_count; i++)
        turned.expenses[i] = facts->expenses[facts->expense_count - 1 - i];
    assess(policy, &turned, &b);
    assert_int_equal(a->line_count, b.line_count);
    assert_int_equal(a->rejected_count, b.rejected_count);
    assert_int_equal(a->total_pence, b.total_pence);
    assert_memory_equal(a->flags, b.flags, sizeof a->flags);
    for (size_t i = 0; i < a->line_count; i++) {
        bool found = false;

        for (size_t j = 0; j < b.line_count; j++)
            found = found || memcmp(&a->lines[i], &b.lines[j], sizeof a->lines[i]) == 0;
        assert_true(found);
    }
}

static void check_more_time(const struct policy *policy, const struct facts *facts,
                            const struct assessment *a)
{
    struct facts more = *facts;
    struct assessment b;

    more.prep_minutes += below(30);
    for (size_t i = 0; i < more.presence_count; i++)
        more.presence[i].to_ms += below(3600) * 1000;
    assess(policy, &more, &b);
    assert_true(b.fee_pence >= a->fee_pence);
    assert_true(b.timeswap_minutes >= a->timeswap_minutes);
    assert_true(b.total_pence >= a->total_pence);
}

static void check_higher_receipt(const struct policy *policy, const struct facts *facts,
                                 const struct assessment *a)
{
    struct facts more = *facts;
    struct facts_expense *expense;
    struct assessment b;

    if (!more.expense_count)
        return;
    expense = &more.expenses[below((int64_t)more.expense_count)];
    if (expense->miles_claimed >= 0 || expense->receipt_pence < 0)
        return; // none at all is another question: an allowance may stand in its place
    expense->receipt_pence += 1 + below(2000);
    assess(policy, &more, &b);
    assert_true(b.total_pence >= a->total_pence);
    assert_true(b.expenses_pence >= a->expenses_pence);
}

// What goes over the wire gives the same at the other end, to the byte.
static void check_wire(const struct policy *policy, const struct facts *facts,
                       const struct assessment *a)
{
    struct bytes text = {0};
    struct facts again;
    struct assessment b;
    struct json *json;
    struct err err;

    shape_write(&facts_shape, &text, NULL, facts);
    check_ok(json_read(&json, bytes_text(&text), text.length, FACTS_BYTES_MAX, &err), &err);
    check_ok(facts_read(&again, json, &err), &err);
    json_free(json);
    bytes_clear(&text);
    assess(policy, &again, &b);
    assert_memory_equal(a, &b, sizeof b);
}

static void check_all(const struct policy *policy, const struct facts *facts)
{
    struct assessment a;
    struct assessment b;

    assess(policy, facts, &a);
    assess(policy, facts, &b);
    assert_memory_equal(&a, &b, sizeof a);
    check_sums(&a);
    check_receipts(policy, facts, &a);
    check_two_ledgers(policy, facts, &a);
    check_declining(policy, facts, &a);
    check_any_order(policy, facts, &a);
    check_more_time(policy, facts, &a);
    check_higher_receipt(policy, facts, &a);
    check_wire(policy, facts, &a);
}

static void test_assess_property__the_invariants_hold(void **state)
{
    (void)state;
    for (int64_t i = 0; i < count; i++) {
        struct facts facts;

        random_state = seed + (uint64_t)i;
        facts = make_facts();
        current = seed + (uint64_t)i;
        check_all(&policies[below(POLICIES)], &facts);
    }
    current = 0;
}

// After a failed check too.
static int say_seed(void **state)
{
    (void)state;
    if (current)
        print_error("to see it again: ASSESS_SEED=%" PRIu64 " and a count of 1\n", current);
    return 0;
}

int main(int argc, char **argv)
{
    static const char *const ids[POLICIES] = {"dcc-2025-26", "sip2-model",   "clinks-model",
                                              "hmrc-linked", "annual-board", "demo"};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_assess_property__the_invariants_hold, say_seed),
    };
    const char *again = getenv("ASSESS_SEED");

    if (argc > 1)
        count = atoll(argv[1]);
    if (again)
        seed = strtoull(again, NULL, 10);
    for (int i = 0; i < POLICIES; i++)
        policies[i] = visit_policy(ids[i]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
