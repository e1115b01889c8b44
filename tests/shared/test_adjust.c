// SPDX-License-Identifier: Apache-2.0
/* Adjustments: by hand, at HMRC's change of 6 April 2026, and over many generated pairs. */
#include "shared/adjust.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/visit.h"

#define PAIRS 50000

static const uint64_t seed = 20260521;
static uint64_t random_state;
static int64_t current = -1; // the pair under test

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

static void give(struct adjust_account *out, const struct policy *policy, const struct facts *facts)
{
    struct assessment assessment;

    assess(policy, facts, &assessment);
    adjust_open(out, &assessment);
    assert_int_equal(adjust_sum(out, ADJUST_FEE), assessment.fee_pence);
    assert_int_equal(adjust_sum(out, ADJUST_EXPENSES), assessment.expenses_pence);
}

static void check_line(const struct adjust_account *account, size_t at, const char *expected)
{
    struct bytes text = {0};

    assert_true(at < account->count);
    bytes_addf(&text, "%s of %s %s %" PRId64, account->lines[at].ref, account->lines[at].of,
               account->lines[at].kind, account->lines[at].pence);
    assert_string_equal(bytes_text(&text), expected);
    bytes_clear(&text);
}

static void test_adjust__nothing_changed_is_no_line(void **state)
{
    struct policy policy = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts("agreed_coproduction");
    struct adjust_account was;
    struct adjust_account changes;

    (void)state;
    visit_cost(&facts, "bus", 420);
    give(&was, &policy, &facts);
    adjust(&was, &was, 0, &changes);
    assert_int_equal(changes.count, 0);
}

static void test_adjust__a_line_more_and_a_line_less_point_at_what_they_correct(void **state)
{
    struct policy policy = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts("agreed_coproduction");
    struct adjust_account was;
    struct adjust_account now;
    struct adjust_account changes;

    (void)state;
    facts.prep_minutes = 30;
    visit_cost(&facts, "bus", 420);
    give(&was, &policy, &facts);
    facts.presence[0].to_ms -= INT64_C(15) * 60000; // left early
    facts.expenses[0].receipt_pence = FACTS_NONE;   // and the ticket was none
    visit_cost(&facts, "train", 610);               // but another came
    give(&now, &policy, &facts);
    adjust(&was, &now, 0, &changes);
    assert_int_equal(changes.count, 3);
    check_line(&changes, 0, "A1 of F1 fee.attendance -312"); // 12.50 to 9.38
    check_line(&changes, 1, "A2 of X1 expense.bus -420");
    check_line(&changes, 2, "A3 of X2 expense.train 610");
}

static void test_adjust__who_declines_is_offered_more_and_paid_no_more(void **state)
{
    struct policy policy = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts("agreed_coproduction");
    struct adjust_account was;
    struct adjust_account now;
    struct adjust_account changes;

    (void)state;
    str_copy(facts.fee_election.type, sizeof facts.fee_election.type, "declined");
    give(&was, &policy, &facts);
    policy.fee.bank_rate = 1300;
    give(&now, &policy, &facts);
    adjust(&was, &now, 0, &changes);
    check_line(&changes, 0, "A1 of F1 fee.attendance 50");
    check_line(&changes, 1, "A2 of W1 fee.waived -50");
    assert_int_equal(changes.count, 2);
    assert_int_equal(adjust_sum(&changes, ADJUST_FEE), 0);
}

static void test_adjust__who_takes_up_to_a_maximum_gets_what_is_left_of_it(void **state)
{
    struct policy policy = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts("agreed_coproduction");
    struct adjust_account was;
    struct adjust_account now;
    struct adjust_account changes;

    (void)state;
    str_copy(facts.fee_election.type, sizeof facts.fee_election.type, "reduced");
    facts.fee_election.max_pence = 1280;
    give(&was, &policy, &facts);
    policy.fee.bank_rate = 1300;
    give(&now, &policy, &facts);
    adjust(&was, &now, 0, &changes);
    assert_int_equal(adjust_sum(&changes, ADJUST_FEE), 30);
    check_line(&changes, 1, "A2 of W1 fee.waived -20");
}

static void test_adjust__a_second_change_builds_on_the_first(void **state)
{
    struct policy policy = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts("agreed_coproduction");
    struct adjust_account account;
    struct adjust_account now;
    struct adjust_account changes;

    (void)state;
    give(&account, &policy, &facts);
    policy.fee.bank_rate = 1300;
    give(&now, &policy, &facts);
    adjust(&account, &now, 0, &changes);
    check_line(&changes, 0, "A1 of F1 fee.attendance 50");
    adjust_apply(&account, &changes.lines[0]);
    policy.fee.bank_rate = 1320;
    give(&now, &policy, &facts);
    adjust(&account, &now, 1, &changes);
    assert_int_equal(changes.count, 1);
    check_line(&changes, 0, "A2 of F1 fee.attendance 20");
}

// What the desk paid, and what is not taken back, are lines of their own.
static void test_adjust__what_is_not_taken_back_is_taken_up_by_what_comes_later(void **state)
{
    struct adjust_account was = {0};
    struct adjust_account now = {0};
    struct adjust_account changes;

    (void)state;
    adjust_put(&was, "F1", "fee.attendance", 1250);
    adjust_put(&was, "X1", "expense.bus", 420);
    adjust_put(&was, "D1", ADJUST_DESK, -420);
    assert_int_equal(adjust_sum(&was, ADJUST_EXPENSES), 0);
    adjust_put(&now, "F1", "fee.attendance", 1000);
    adjust_put(&now, "K1", ADJUST_FEE_KEPT, 250);
    adjust_put(&now, "X1", "expense.bus", 420);
    adjust_put(&now, "D1", ADJUST_DESK, -400); // 20p came back to the desk
    adjust(&was, &now, 0, &changes);
    assert_int_equal(adjust_sum(&changes, ADJUST_FEE), 0);
    assert_int_equal(adjust_sum(&changes, ADJUST_EXPENSES), 20);
    check_line(&changes, 0, "A1 of F1 fee.attendance -250");
    check_line(&changes, 1, "A2 of K1 fee.kept 250");
    check_line(&changes, 2, "A3 of D1 expense.desk 20");
}

/* --- HMRC's rate: 45p until 5 April 2026, 55p from the 6th, made known on 21 May --- */

static void give_miles(struct adjust_account *out, const struct policy *policy, const char *start,
                       int64_t milli_miles, int64_t before)
{
    struct facts facts = visit_on("agreed_coproduction", start, 60);

    visit_miles(&facts, "mileage_car", milli_miles)->miles_already_this_tax_year = before;
    give(out, policy, &facts);
}

static void test_adjust__hmrc_change_to_the_penny_on_either_side_of_6_april(void **state)
{
    static const struct {
        const char *start;
        int64_t milli_miles;
        int64_t before; // driven this tax year
        const char *expected;
    } cases[] = {
        {"2026-04-05T22:59:00Z", 12300, 0, NULL}, // the last minute of the 5th, by local time
        {"2026-04-05T23:00:00Z", 12300, 0, "A1 of X1 expense.mileage_car 123"}, // 5.54 to 6.77
        {"2026-04-06T10:00:00Z", 12300, 0, "A1 of X1 expense.mileage_car 123"},
        {"2026-05-20T10:00:00Z", 12300, 9990000, "A1 of X1 expense.mileage_car 100"}, // 10 + 2.3
        {"2026-05-20T10:00:00Z", 12300, 9999999, NULL}, // a thousandth of a mile below it
        {"2026-05-20T10:00:00Z", 12300, 10000000, NULL},
    };
    struct policy after = visit_policy("hmrc-linked");
    struct policy before = after;
    struct adjust_account was;
    struct adjust_account now;
    struct adjust_account changes;

    (void)state;
    assert_int_equal(before.expenses.mile_rows, 2);
    before.expenses.mile_rows = 1; // as it was known until 21 May
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        give_miles(&was, &before, cases[i].start, cases[i].milli_miles, cases[i].before);
        give_miles(&now, &after, cases[i].start, cases[i].milli_miles, cases[i].before);
        adjust(&was, &now, 0, &changes);
        assert_int_equal(changes.count, cases[i].expected ? 1 : 0);
        if (cases[i].expected)
            check_line(&changes, 0, cases[i].expected);
    }
}

/* --- generated pairs --- */

static struct facts make_facts(void)
{
    static const char *const elections[] = {"full", "reduced", "declined"};
    static const char *const channels[] = {"bank", "voucher", "timeswap"};
    static const char *const costs[] = {"bus", "train", "parking"};
    struct facts facts = visit_on("agreed_coproduction", "2026-05-20T10:00:00Z", 1 + below(300));

    facts.presence[0].to_ms -= below(60) * 60000;
    if (facts.presence[0].to_ms < facts.presence[0].from_ms)
        facts.presence_count = 0;
    facts.prep_minutes = below(90);
    facts.one_off = below(2) == 0;
    str_copy(facts.fee_election.type, sizeof facts.fee_election.type, elections[below(3)]);
    facts.fee_election.max_pence = below(6000);
    str_copy(facts.fee_channel_wanted, sizeof facts.fee_channel_wanted, channels[below(3)]);
    for (int64_t n = below(4); n > 0; n--) {
        struct facts_expense *cost = visit_cost(&facts, costs[below(3)], below(3000));

        cost->receipt_pence = below(4) ? below(3000) : FACTS_NONE;
        cost->item_agreed_in_advance = below(2) == 0;
        cost->paid_as_allowance = cost->pay_excess_as_fee = below(4) == 0;
    }
    visit_miles(&facts, "mileage_car", below(40000))->miles_already_this_tax_year =
        9980000 + below(30000);
    return facts;
}

static void change_rates(struct policy *policy)
{
    policy->fee.bank_rate = 1 + below(3000);
    policy->fee.voucher_rate = 1 + below(3000);
    for (size_t i = 0; i < policy->fee.hourly.count; i++)
        policy->fee.hourly.list[i].pence = 1 + below(3000);
    for (size_t i = 0; i < policy->expenses.mile_rows; i++)
        policy->expenses.miles[i].below[POLICY_MILEAGE_CAR] = below(900);
}

static void shuffle(struct adjust_account *account)
{
    for (size_t i = account->count; i > 1; i--) {
        size_t other = (size_t)below((int64_t)i);
        struct adjust_line line = account->lines[i - 1];

        account->lines[i - 1] = account->lines[other];
        account->lines[other] = line;
    }
}

static void check_same(const struct adjust_account *a, const struct adjust_account *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++)
        assert_memory_equal(&a->lines[i], &b->lines[i], sizeof a->lines[i]);
}

// Applied, the account is the new one; what is left to adjust then is nothing.
static void check_pair(struct adjust_account *account, struct adjust_account *now, size_t before)
{
    struct adjust_account changes;
    struct adjust_account again;

    adjust(account, now, before, &changes);
    assert_int_equal(adjust_sum(account, ADJUST_FEE) + adjust_sum(&changes, ADJUST_FEE),
                     adjust_sum(now, ADJUST_FEE));
    assert_int_equal(adjust_sum(account, ADJUST_EXPENSES) + adjust_sum(&changes, ADJUST_EXPENSES),
                     adjust_sum(now, ADJUST_EXPENSES));
    for (size_t i = 0; i < changes.count; i++)
        assert_true(changes.lines[i].pence != 0 && changes.lines[i].ref[0] == 'A' &&
                    changes.lines[i].of[0] != '\0');
    shuffle(account);
    shuffle(now);
    adjust(account, now, before, &again);
    check_same(&changes, &again);
    for (size_t i = 0; i < changes.count; i++)
        adjust_apply(account, &changes.lines[i]);
    adjust(account, now, before + changes.count, &again);
    assert_int_equal(again.count, 0);
    for (size_t i = 0; i < account->count; i++)
        assert_true(account->lines[i].pence > 0 ||
                    str_equal(account->lines[i].kind, ADJUST_WAIVED));
    assert_int_equal(account->count, now->count);
}

// Three assessments of one claim, as its facts and its policy change: the second change builds on
// the first.
static void test_adjust__sums_hold_in_any_order_and_twice_is_once(void **state)
{
    static const char *const ids[] = {"demo", "sip2-model", "hmrc-linked", "clinks-model"};
    struct policy policies[4];

    (void)state;
    for (size_t i = 0; i < 4; i++)
        policies[i] = visit_policy(ids[i]);
    for (current = 0; current < PAIRS; current++) {
        struct policy policy = policies[current % 4];
        struct adjust_account account;
        struct adjust_account now;
        struct facts facts;

        random_state = seed + (uint64_t)current;
        facts = make_facts();
        give(&account, &policy, &facts);
        change_rates(&policy);
        give(&now, &policy, &facts);
        check_pair(&account, &now, 0);
        facts = make_facts();
        give(&now, &policy, &facts);
        check_pair(&account, &now, 7);
    }
    current = -1;
}

// After a failed check too.
static int say_pair(void **state)
{
    (void)state;
    if (current >= 0)
        print_error("it was pair %" PRId64 " of seed %" PRIu64 "\n", current, seed);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_adjust__nothing_changed_is_no_line),
        cmocka_unit_test(test_adjust__a_line_more_and_a_line_less_point_at_what_they_correct),
        cmocka_unit_test(test_adjust__who_declines_is_offered_more_and_paid_no_more),
        cmocka_unit_test(test_adjust__who_takes_up_to_a_maximum_gets_what_is_left_of_it),
        cmocka_unit_test(test_adjust__a_second_change_builds_on_the_first),
        cmocka_unit_test(test_adjust__what_is_not_taken_back_is_taken_up_by_what_comes_later),
        cmocka_unit_test(test_adjust__hmrc_change_to_the_penny_on_either_side_of_6_april),
        cmocka_unit_test_teardown(test_adjust__sums_hold_in_any_order_and_twice_is_once, say_pair),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
