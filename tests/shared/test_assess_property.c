// SPDX-License-Identifier: Apache-2.0
/*
 * The invariants of rules.md 1.6, over made facts under shipped and changed policies. The first
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
#include "tests/shared/made.h"

// cmocka's own looks at one byte after the other, which is a fifth of the whole time.
#define assert_same(a, b, size) assert_true(memcmp(a, b, size) == 0)

static uint64_t seed = 20261123;
static uint64_t current; // the seed of the facts under test; 0 when all have held
static int64_t count = 1;

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

// The cost that a line or a refusal is about; all refs here are "X1" and on, in order.
static size_t place_of(const char *ref)
{
    return (size_t)atoi(ref + 1) - 1;
}

static void check_receipts(const struct policy *policy, const struct facts *facts,
                           const struct assessment *a)
{
    for (size_t i = 0; i < a->line_count; i++) {
        const struct assess_line *line = &a->lines[i];
        const struct facts_expense *expense;

        if (!str_starts(line->kind, "expense."))
            continue;
        expense = &facts->expenses[place_of(line->ref)];
        assert_true(policy->expenses.listed & 1U << policy_category_find(expense->category));
        if (expense->miles_claimed >= 0)
            continue;
        assert_true(line->pence <= expense->claimed_pence);
        assert_true(line->pence <= expense->receipt_pence ||
                    (expense->receipt_pence < 0 && !policy->expenses.receipt_required));
    }
}

static bool is_refused(const struct assessment *a, const char *ref, enum assess_reason reason)
{
    for (size_t i = 0; i < a->rejected_count; i++)
        if (str_equal(a->rejected[i].ref, ref) &&
            str_equal(a->rejected[i].code, assess_reason_code(reason)))
            return true;
    return false;
}

static bool is_paid(const struct assessment *a, const char *ref)
{
    for (size_t i = 0; i < a->line_count; i++)
        if (str_equal(a->lines[i].ref, ref))
            return true;
    return false;
}

// Whether that receipt is on another claim, or on a line above that was not refused for it.
static bool is_used(const struct facts *facts, const struct assessment *a, size_t at)
{
    const char *receipt = facts->expenses[at].receipt_id;

    for (size_t i = 0; i < facts->receipt_count; i++)
        if (str_equal(facts->receipts_already_claimed[i], receipt))
            return true;
    for (size_t i = 0; i < at; i++)
        if (str_equal(facts->expenses[i].receipt_id, receipt) &&
            !is_refused(a, facts->expenses[i].ref, ASSESS_DUPLICATE_RECEIPT))
            return true;
    return false;
}

// One receipt is paid once, on the earlier line; the later ones take nothing from anything else.
static void check_duplicates(const struct policy *policy, const struct facts *facts,
                             const struct assessment *a)
{
    struct facts without = *facts;
    struct assessment b;

    without.expense_count = 0;
    for (size_t i = 0; i < facts->expense_count; i++) {
        const struct facts_expense *expense = &facts->expenses[i];

        if (is_refused(a, expense->ref, ASSESS_DUPLICATE_RECEIPT)) {
            assert_true(is_used(facts, a, i));
            assert_false(is_paid(a, expense->ref));
            continue;
        }
        without.expenses[without.expense_count++] = *expense;
    }
    if (without.expense_count == facts->expense_count)
        return;
    assess(policy, &without, &b);
    assert_int_equal(a->line_count, b.line_count);
    assert_same(a->lines, b.lines, sizeof a->lines);
    assert_same(a->flags, b.flags, sizeof a->flags);
}

static void check_paid_once(const struct facts *facts, const struct assessment *a)
{
    for (size_t i = 0; i < facts->expense_count; i++)
        for (size_t j = i + 1; j < facts->expense_count; j++)
            if (facts->expenses[i].receipt_id[0] && facts->expenses[i].receipt_pence >= 0 &&
                facts->expenses[j].receipt_pence >= 0 &&
                str_equal(facts->expenses[i].receipt_id, facts->expenses[j].receipt_id))
                assert_false(is_paid(a, facts->expenses[i].ref) &&
                             is_paid(a, facts->expenses[j].ref));
}

// The fee of the time is what it is without any cost claimed; a cost adds to the fee in two ways.
static void check_two_ledgers(const struct policy *policy, const struct facts *facts,
                              const struct assessment *a)
{
    struct facts without = *facts;
    struct assessment b;

    without.expense_count = 0;
    assess(policy, &without, &b);
    assert_int_equal(line_sum(a, "fee.", "X"), line_sum(&b, "fee.", NULL));
    assert_int_equal(a->timeswap_minutes, b.timeswap_minutes);
    for (size_t i = 0; i < a->line_count; i++)
        if (a->lines[i].ref[0] == 'X' && str_starts(a->lines[i].kind, "fee."))
            assert_true(str_equal(a->lines[i].kind, "fee.in_lieu_of_expense") ||
                        str_equal(a->lines[i].kind, "fee.excess_over_receipt"));
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
    assert_same(b.lines, a->lines, sizeof b.lines); // what is offered, and the expenses
    assert_same(b.rejected, a->rejected, sizeof b.rejected);
}

// But for receipts used twice, the order of the lines changes nothing but their order.
static void check_any_order(const struct policy *policy, const struct facts *facts)
{
    struct facts plain = *facts;
    struct facts turned;
    struct assessment a;
    struct assessment b;

    for (size_t i = 0; i < plain.expense_count; i++)
        plain.expenses[i].receipt_id[0] = '\0';
    turned = plain;
    for (size_t i = 0; i < facts->expense_count; i++)
        turned.expenses[i] = plain.expenses[facts->expense_count - 1 - i];
    assess(policy, &plain, &a);
    assess(policy, &turned, &b);
    assert_int_equal(a.line_count, b.line_count);
    assert_int_equal(a.rejected_count, b.rejected_count);
    assert_int_equal(a.total_pence, b.total_pence);
    assert_same(a.flags, b.flags, sizeof a.flags);
    for (size_t i = 0; i < a.line_count; i++) {
        bool found = false;

        for (size_t k = 0; k < b.line_count; k++)
            found = found || memcmp(&a.lines[i], &b.lines[k], sizeof a.lines[i]) == 0;
        assert_true(found);
    }
}

static void be_there_longer(struct facts *facts)
{
    for (size_t i = 0; i < facts->presence_count; i++) {
        facts->presence[i].from_ms -= made_below(600) * 1000;
        facts->presence[i].to_ms += made_below(3600) * 1000;
    }
}

// For a moment about the start, where the late grace is.
static void be_there_once_more(struct facts *facts)
{
    struct shape_span *again = &facts->presence[facts->presence_count++];

    again->from_ms = facts->session.start_ms + made_below(900) * 1000;
    again->to_ms = again->from_ms + made_below(180) * 1000;
}

static void check_more_time(const struct policy *policy, const struct facts *facts,
                            const struct assessment *a)
{
    struct facts more = *facts;
    struct assessment b;

    if (made_one_in(2))
        more.prep_minutes += made_below(30);
    else if (made_one_in(2))
        be_there_once_more(&more);
    else
        be_there_longer(&more);
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
    expense = &more.expenses[made_below((int64_t)more.expense_count)];
    if (expense->miles_claimed >= 0 || expense->receipt_pence < 0)
        return; // none at all is another question: an allowance may stand in its place
    expense->receipt_pence += 1 + made_below(2000);
    assess(policy, &more, &b);
    assert_true(b.expenses_pence >= a->expenses_pence);
    // what was a fee beyond the receipt may now be an expense beyond the maximum, and not paid
    if (!is_refused(&b, expense->ref, ASSESS_OVER_CAP))
        assert_true(b.total_pence >= a->total_pence);
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
    assert_same(a, &b, sizeof b);
}

static void check_all(const struct policy *policy, const struct facts *facts)
{
    struct assessment a;
    struct assessment b;

    assess(policy, facts, &a);
    assess(policy, facts, &b);
    assert_same(&a, &b, sizeof a);
    check_sums(&a);
    check_receipts(policy, facts, &a);
    check_duplicates(policy, facts, &a);
    check_paid_once(facts, &a);
    check_two_ledgers(policy, facts, &a);
    check_declining(policy, facts, &a);
    check_any_order(policy, facts);
    check_more_time(policy, facts, &a);
    check_higher_receipt(policy, facts, &a);
    check_wire(policy, facts, &a);
}

static void test_assess_property__the_invariants_hold(void **state)
{
    (void)state;
    for (int64_t i = 0; i < count; i++) {
        struct policy policy;
        struct facts facts;

        current = seed + (uint64_t)i;
        made_begin(current);
        policy = made_policy();
        facts = made_facts();
        check_all(&policy, &facts);
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
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_assess_property__the_invariants_hold, say_seed),
    };
    const char *again = getenv("ASSESS_SEED");

    if (argc > 1)
        count = atoll(argv[1]);
    if (again)
        seed = strtoull(again, NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
