// SPDX-License-Identifier: Apache-2.0
/* What is given back for costs: each reason and flag of an expense line at its boundary. */
#include "shared/assess.h"

#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/visit.h"

#define AGREED "agreed_coproduction"
#define FEE "F1 fee.attendance 1250; "
#define PAID "bank 1250 of 1250"
#define set(field, text) assert_true(str_copy(field, sizeof(field), text))

static void test_assess_expense__miles_are_rounded_half_up_once_a_line(void **state)
{
    static const struct {
        int64_t miles;
        const char *expected;
    } cases[] = {
        {12340, "F1 fee.attendance 1250; X1 expense.mileage_car 555 | - | - | " PAID},
        {12300, "F1 fee.attendance 1250; X1 expense.mileage_car 554 | - | - | " PAID},
        {12299, "F1 fee.attendance 1250; X1 expense.mileage_car 553 | - | - | " PAID},
        {11, "F1 fee.attendance 1250 | - | - | " PAID},
        {12, "F1 fee.attendance 1250; X1 expense.mileage_car 1 | - | - | " PAID},
        {10000000, "F1 fee.attendance 1250; X1 expense.mileage_car 450000 | - | - | " PAID},
    };
    struct policy dcc = visit_policy("dcc-2025-26");

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct facts facts = visit_facts(AGREED);

        visit_miles(&facts, "mileage_car", cases[i].miles);
        visit_gives(&dcc, &facts, cases[i].expected);
    }
}

static void test_assess_expense__a_policy_may_round_miles_down(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    dcc.expenses.round_miles_down = true;
    visit_miles(&facts, "mileage_car", 12300);
    visit_gives(&dcc, &facts, FEE "X1 expense.mileage_car 553 | - | - | " PAID);
}

static void test_assess_expense__ROUTE_NOT_HOME_VENUE(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);
    struct facts_expense *miles = visit_miles(&facts, "mileage_car", 12300);

    (void)state;
    miles->miles_claimed = 12301;
    visit_gives(&dcc, &facts,
                FEE "X1 expense.mileage_car 554 | X1 ROUTE_NOT_HOME_VENUE 0.001mi | - | " PAID);
    miles->miles_claimed = 12000; // less than agreed: what they say
    visit_gives(&dcc, &facts, FEE "X1 expense.mileage_car 540 | - | - | " PAID);
    miles->agreed_return_miles = FACTS_NONE; // no mile is known to be on the way
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | X1 ROUTE_NOT_HOME_VENUE 12mi | - | " PAID);
    dcc.expenses.home_route_only = false;
    visit_gives(&dcc, &facts, FEE "X1 expense.mileage_car 540 | - | - | " PAID);
}

static void test_assess_expense__a_line_across_the_threshold_is_rounded_once(void **state)
{
    static const struct {
        int64_t already;
        const char *expected;
    } cases[] = {
        {9987000, "X1 expense.mileage_car 677 | - | - | -"},
        {9987700, "X1 expense.mileage_car 677 | - | - | -"},
        // 2.001 miles at 55p and 10.299 at 25p: 367.53, where two roundings would give 367
        {9997999, "X1 expense.mileage_car 368 | - | - | -"},
        // 0.034 miles below it: 308.52; 0.033: 308.49
        {9999966, "X1 expense.mileage_car 309 | - | - | -"},
        {9999967, "X1 expense.mileage_car 308 | - | - | -"},
        {10000000, "X1 expense.mileage_car 308 | - | - | -"},
        {12000000, "X1 expense.mileage_car 308 | - | - | -"},
    };
    struct policy hmrc = visit_policy("hmrc-linked");

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct facts facts = visit_on(AGREED, "2026-04-06T09:00:00Z", 60);

        visit_miles(&facts, "mileage_car", 12300)->miles_already_this_tax_year = cases[i].already;
        visit_gives(&hmrc, &facts, cases[i].expected);
    }
}

static void test_assess_expense__rates_follow_the_day_of_the_meeting(void **state)
{
    struct policy hmrc = visit_policy("hmrc-linked");
    struct facts before = visit_on(AGREED, "2026-04-05T21:59:00Z", 61);
    struct facts after = visit_on(AGREED, "2026-04-05T23:00:00Z", 60); // 6 April in London

    (void)state;
    visit_miles(&before, "mileage_car", 12300);
    visit_gives(&hmrc, &before, "X1 expense.mileage_car 554 | - | - | -");
    visit_miles(&after, "mileage_car", 12300);
    visit_miles(&after, "mileage_motorcycle", 3300);
    visit_miles(&after, "mileage_bicycle", 7500);
    visit_miles(&after, "passenger_supplement", 12300);
    visit_gives(&hmrc, &after,
                "X1 expense.mileage_car 677; X2 expense.mileage_motorcycle 79; "
                "X3 expense.mileage_bicycle 150; X4 expense.passenger_supplement 62 | - | - | -");
}

static void test_assess_expense__NO_RECEIPT(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    visit_cost(&facts, "bus", 480)->receipt_pence = FACTS_NONE;
    facts.expenses[0].paid_as_allowance = true; // which this policy does not know
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | X1 NO_RECEIPT | - | " PAID);
    facts.expenses[0].receipt_pence = 0; // a ticket that says nothing was paid is a ticket
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | X1 OVER_RECEIPT 480p | - | " PAID);
    facts.expenses[0].receipt_pence = 480;
    visit_gives(&dcc, &facts, FEE "X1 expense.bus 480 | - | - | " PAID);
    facts.expenses[0].receipt_pence = FACTS_NONE;
    dcc.expenses.receipt_required = false;
    visit_gives(&dcc, &facts, FEE "X1 expense.bus 480 | - | - | " PAID);
}

static void test_assess_expense__OVER_RECEIPT(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);
    struct facts_expense *bus = visit_cost(&facts, "bus", 480);

    (void)state;
    visit_gives(&dcc, &facts, FEE "X1 expense.bus 480 | - | - | " PAID);
    bus->claimed_pence = 481;
    visit_gives(&dcc, &facts, FEE "X1 expense.bus 480 | X1 OVER_RECEIPT 1p | - | " PAID);
    bus->pay_excess_as_fee = true; // which this policy does not know
    visit_gives(&dcc, &facts, FEE "X1 expense.bus 480 | X1 OVER_RECEIPT 1p | - | " PAID);
    bus->claimed_pence = 479;
    visit_gives(&dcc, &facts, FEE "X1 expense.bus 479 | - | - | " PAID);
}

static struct facts in_wales(const char *category, int64_t pence)
{
    struct facts facts = visit_on("committee", "2026-06-10T09:00:00Z", 60);

    facts.cash = (struct facts_cash){true, true, 20000};
    visit_cost(&facts, category, pence)->item_agreed_in_advance = true;
    return facts;
}

static void test_assess_expense__OVER_CAP(void **state)
{
    struct policy sip2 = visit_policy("sip2-model");
    struct facts facts = in_wales("accommodation", 9500);
    struct facts_expense *cost = &facts.expenses[0];

    (void)state;
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X1 expense.accommodation 9500 | - | CASH_PAID_ON_DAY | "
                "bank 1400 of 1400");
    cost->claimed_pence = cost->receipt_pence = 9501;
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X1 expense.accommodation 9500 | X1 OVER_CAP 1p | "
                "CASH_PAID_ON_DAY | bank 1400 of 1400");
    cost->nights = 2;
    cost->claimed_pence = 19101;
    cost->receipt_pence = 19050;
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X1 expense.accommodation 19000 | X1 OVER_RECEIPT 51p; "
                "X1 OVER_CAP 50p | CASH_PAID_ON_DAY | bank 1400 of 1400");
    cost->nights = 3;
    cost->claimed_pence = cost->receipt_pence = 28501;
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X1 expense.accommodation 28500 | X1 OVER_CAP 1p | "
                "CASH_REFUSED_BUDGET | bank 1400 of 1400");
    cost->nights = 2;
    cost->claimed_pence = cost->receipt_pence = 19000; // two nights exactly
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X1 expense.accommodation 19000 | - | CASH_PAID_ON_DAY | "
                "bank 1400 of 1400");
    facts = in_wales("subsistence", 1000);
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X1 expense.subsistence 1000 | - | CASH_PAID_ON_DAY | "
                "bank 1400 of 1400");
    facts = in_wales("subsistence", 1001);
    facts.expenses[0].nights = 2; // of which a day's maximum knows nothing
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X1 expense.subsistence 1000 | X1 OVER_CAP 1p | "
                "CASH_PAID_ON_DAY | bank 1400 of 1400");
}

static void test_assess_expense__CATEGORY_EXCLUDED(void **state)
{
    static const char *const excluded[] = {"laptop", "mobile_phone", "phone_internet", "printing",
                                           "other_resources"};
    struct policy dcc = visit_policy("dcc-2025-26");

    (void)state;
    for (size_t i = 0; i < sizeof excluded / sizeof excluded[0]; i++) {
        struct facts facts = visit_facts(AGREED);

        visit_cost(&facts, excluded[i], 350)->prepaid_by_organisation = true;
        visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | X1 CATEGORY_EXCLUDED | - | " PAID);
    }
    for (size_t i = 0; i < sizeof excluded / sizeof excluded[0]; i++) {
        struct facts facts = visit_facts(AGREED);

        visit_cost(&facts, excluded[i], 350);
        dcc.expenses.excluded = 0; // no longer: then it is a cost nobody has listed
        visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | X1 CATEGORY_NOT_LISTED | - | " PAID);
    }
}

static void test_assess_expense__CATEGORY_NOT_LISTED(void **state)
{
    static const char *const unlisted[] = {"parking", "mileage_bicycle", "hot_air_balloon"};
    struct policy dcc = visit_policy("dcc-2025-26");

    (void)state;
    for (size_t i = 0; i < sizeof unlisted / sizeof unlisted[0]; i++) {
        struct facts facts = visit_facts(AGREED);
        struct facts_expense *cost = visit_cost(&facts, unlisted[i], 350);

        cost->prepaid_by_organisation = true;
        cost->miles_claimed = 1000;
        visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | X1 CATEGORY_NOT_LISTED | - | " PAID);
        set(cost->category, "train"); // which is listed
        visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | X1 ALREADY_PREPAID | - | " PAID);
    }
}

static void test_assess_expense__ALREADY_PREPAID(void **state)
{
    struct policy sip2 = visit_policy("sip2-model");
    struct facts facts = visit_on("committee", "2026-06-10T09:00:00Z", 60);

    (void)state;
    visit_cost(&facts, "taxi", 480)->prepaid_by_organisation = true;
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400 | X1 ALREADY_PREPAID | - | bank 1400 of 1400");
    facts.expenses[0].prepaid_by_organisation = false;
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400 | X1 NOT_AGREED_IN_ADVANCE | - | bank 1400 of 1400");
}

static void test_assess_expense__NOT_AGREED_IN_ADVANCE(void **state)
{
    struct policy sip2 = visit_policy("sip2-model");
    struct facts facts = visit_on("committee", "2026-06-10T09:00:00Z", 60);

    (void)state;
    visit_cost(&facts, "taxi", 480);
    visit_miles(&facts, "mileage_car", 12300);
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400 | X1 NOT_AGREED_IN_ADVANCE; X2 NOT_AGREED_IN_ADVANCE | - | "
                "bank 1400 of 1400");
    facts.cash = (struct facts_cash){true, true, 20000};
    facts.expenses[1].item_agreed_in_advance = true;
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X2 expense.mileage_car 554 | X1 NOT_AGREED_IN_ADVANCE | "
                "CASH_PAID_ON_DAY | bank 1400 of 1400");
}

static void test_assess_expense__TAXI_NOT_AGREED(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);
    struct facts_expense *taxi = visit_cost(&facts, "taxi", 1860);

    (void)state;
    taxi->cheaper_option_pence = 480; // asked about later
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | X1 TAXI_NOT_AGREED | - | " PAID);
    taxi->item_agreed_in_advance = true;
    visit_gives(&dcc, &facts, FEE "X1 expense.taxi 1860 | - | - | " PAID);
    taxi->item_agreed_in_advance = false;
    taxi->cheaper_option_pence = FACTS_NONE;
    dcc.expenses.taxi_agreement = false;
    visit_gives(&dcc, &facts, FEE "X1 expense.taxi 1860 | - | - | " PAID);
}

static void test_assess_expense__NOT_LEAST_EXPENSIVE(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);
    struct facts_expense *train = visit_cost(&facts, "train", 1240);

    (void)state;
    train->cheaper_option_pence = 1240;
    visit_gives(&dcc, &facts, FEE "X1 expense.train 1240 | - | - | " PAID);
    train->cheaper_option_pence = 1239;
    train->receipt_pence = FACTS_NONE; // asked about later
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | X1 NOT_LEAST_EXPENSIVE | - | " PAID);
    train->receipt_pence = 1240;
    train->item_agreed_in_advance = true;
    visit_gives(&dcc, &facts, FEE "X1 expense.train 1240 | - | - | " PAID);
    train->item_agreed_in_advance = false;
    dcc.expenses.least_expensive = false;
    visit_gives(&dcc, &facts, FEE "X1 expense.train 1240 | - | - | " PAID);
}

static void test_assess_expense__DUPLICATE_RECEIPT(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    for (int i = 0; i < 3; i++)
        set(visit_cost(&facts, "bus", 480)->receipt_id, "r-1");
    facts.expenses[0].cheaper_option_pence = 1; // never got as far as its receipt
    facts.expenses[1].claimed_pence = 500;
    visit_gives(&dcc, &facts,
                FEE "X2 expense.bus 480 | X1 NOT_LEAST_EXPENSIVE; X2 OVER_RECEIPT 20p; "
                    "X3 DUPLICATE_RECEIPT | - | " PAID);
    facts.receipt_count = 2;
    set(facts.receipts_already_claimed[0], "r-0");
    set(facts.receipts_already_claimed[1], "r-1");
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1250 | X1 NOT_LEAST_EXPENSIVE; X2 DUPLICATE_RECEIPT; "
                "X3 DUPLICATE_RECEIPT | - | " PAID);
    for (int i = 0; i < 3; i++)
        facts.expenses[i].receipt_id[0] = '\0'; // receipts without a name are not compared
    visit_gives(&dcc, &facts,
                FEE "X2 expense.bus 480; X3 expense.bus 480 | X1 NOT_LEAST_EXPENSIVE; "
                    "X2 OVER_RECEIPT 20p | - | " PAID);
}

static void test_assess_expense__PAYMENT_IN_LIEU(void **state)
{
    struct policy clinks = visit_policy("clinks-model");
    struct facts facts = visit_on("forum", "2026-05-13T09:00:00Z", 60);
    struct facts_expense *bus = visit_cost(&facts, "bus", 500);
    struct facts_expense *food = visit_cost(&facts, "subsistence", 1000);

    (void)state;
    bus->receipt_pence = FACTS_NONE;
    bus->paid_as_allowance = true;
    food->receipt_pence = 840;
    food->pay_excess_as_fee = true;
    visit_gives(&clinks, &facts,
                "F1 fee.session 4000; X1 fee.in_lieu_of_expense 500; X2 fee.excess_over_receipt "
                "160; X2 expense.subsistence 840 | - | PAYMENT_IN_LIEU | bank 4660 of 4660");
    set(facts.fee_election.type, "reduced");
    facts.fee_election.max_pence = 4100;
    visit_gives(&clinks, &facts,
                "F1 fee.session 4000; X1 fee.in_lieu_of_expense 500; X2 fee.excess_over_receipt "
                "160; X2 expense.subsistence 840 | - | FEE_REDUCED_BY_REQUEST; PAYMENT_IN_LIEU | "
                "bank 4100 of 4660");
    set(facts.fee_election.type, "full");
    bus->claimed_pence = 0; // nothing in place of nothing is no payment
    food->claimed_pence = 841;
    visit_gives(&clinks, &facts,
                "F1 fee.session 4000; X2 fee.excess_over_receipt 1; X2 expense.subsistence 840 | "
                "- | PAYMENT_IN_LIEU | bank 4001 of 4001");
    food->claimed_pence = 840;
    visit_gives(&clinks, &facts,
                "F1 fee.session 4000; X2 expense.subsistence 840 | - | - | bank 4000 of 4000");
    bus->claimed_pence = 500;
    bus->receipt_pence = 500; // with a receipt there is nothing to stand in for
    visit_gives(&clinks, &facts,
                "F1 fee.session 4000; X1 expense.bus 500; X2 expense.subsistence 840 | - | - | "
                "bank 4000 of 4000");
}

static void test_assess_expense__CASH_PAID_ON_DAY(void **state)
{
    struct policy sip2 = visit_policy("sip2-model");
    struct facts facts = in_wales("bus", 480);

    (void)state;
    facts.cash.budget_remaining_pence = 480;
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X1 expense.bus 480 | - | CASH_PAID_ON_DAY | "
                "bank 1400 of 1400");
    facts.expenses[0].claimed_pence = facts.expenses[0].receipt_pence = 0; // nothing is due
    visit_gives(&sip2, &facts, "F1 fee.attendance 1400 | - | - | bank 1400 of 1400");
}

static void test_assess_expense__CASH_REFUSED_NO_ENTITLEMENT_EVIDENCE(void **state)
{
    struct policy sip2 = visit_policy("sip2-model");
    struct facts facts = in_wales("bus", 480);

    (void)state;
    facts.cash = (struct facts_cash){0};
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X1 expense.bus 480 | - | "
                "CASH_REFUSED_NO_ENTITLEMENT_EVIDENCE | bank 1400 of 1400");
}

static void test_assess_expense__CASH_REFUSED_NOT_NOMINATED(void **state)
{
    struct policy sip2 = visit_policy("sip2-model");
    struct facts facts = in_wales("bus", 480);

    (void)state;
    facts.cash = (struct facts_cash){true, false, 0};
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X1 expense.bus 480 | - | CASH_REFUSED_NOT_NOMINATED | "
                "bank 1400 of 1400");
}

static void test_assess_expense__CASH_REFUSED_BUDGET(void **state)
{
    struct policy sip2 = visit_policy("sip2-model");
    struct facts facts = in_wales("bus", 480);

    (void)state;
    facts.cash.budget_remaining_pence = 479;
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X1 expense.bus 480 | - | CASH_REFUSED_BUDGET | "
                "bank 1400 of 1400");
    sip2.expenses.cash_needs_budget = false;
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X1 expense.bus 480 | - | CASH_PAID_ON_DAY | "
                "bank 1400 of 1400");
}

static void test_assess_expense__the_desk_decides_where_the_policy_lets_it(void **state)
{
    struct policy sip2 = visit_policy("sip2-model");
    struct facts facts = in_wales("bus", 480);

    (void)state;
    sip2.expenses.channel = POLICY_EXPENSES_CASH_OR_BANK;
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X1 expense.bus 480 | - | - | bank 1400 of 1400");
}

static void test_assess_expense__a_full_claim_fits(void **state)
{
    struct policy clinks = visit_policy("clinks-model");
    struct facts facts = visit_on("forum", "2026-05-13T09:00:00Z", 300);
    struct assessment assessment;

    (void)state;
    clinks.expenses.cap_day[POLICY_SUBSISTENCE] = 5;
    for (int i = 0; i < FACTS_EXPENSES_MAX; i++) {
        struct facts_expense *cost = visit_cost(&facts, "subsistence", 100);

        cost->receipt_pence = 90;
        cost->pay_excess_as_fee = i % 2 == 0;
    }
    assess(&clinks, &facts, &assessment);
    assert_int_equal(assessment.line_count, 2 + FACTS_EXPENSES_MAX + FACTS_EXPENSES_MAX / 2);
    assert_int_equal(assessment.rejected_count, FACTS_EXPENSES_MAX + FACTS_EXPENSES_MAX / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_assess_expense__miles_are_rounded_half_up_once_a_line),
        cmocka_unit_test(test_assess_expense__a_policy_may_round_miles_down),
        cmocka_unit_test(test_assess_expense__ROUTE_NOT_HOME_VENUE),
        cmocka_unit_test(test_assess_expense__a_line_across_the_threshold_is_rounded_once),
        cmocka_unit_test(test_assess_expense__rates_follow_the_day_of_the_meeting),
        cmocka_unit_test(test_assess_expense__NO_RECEIPT),
        cmocka_unit_test(test_assess_expense__OVER_RECEIPT),
        cmocka_unit_test(test_assess_expense__OVER_CAP),
        cmocka_unit_test(test_assess_expense__CATEGORY_EXCLUDED),
        cmocka_unit_test(test_assess_expense__CATEGORY_NOT_LISTED),
        cmocka_unit_test(test_assess_expense__ALREADY_PREPAID),
        cmocka_unit_test(test_assess_expense__NOT_AGREED_IN_ADVANCE),
        cmocka_unit_test(test_assess_expense__TAXI_NOT_AGREED),
        cmocka_unit_test(test_assess_expense__NOT_LEAST_EXPENSIVE),
        cmocka_unit_test(test_assess_expense__DUPLICATE_RECEIPT),
        cmocka_unit_test(test_assess_expense__PAYMENT_IN_LIEU),
        cmocka_unit_test(test_assess_expense__CASH_PAID_ON_DAY),
        cmocka_unit_test(test_assess_expense__CASH_REFUSED_NO_ENTITLEMENT_EVIDENCE),
        cmocka_unit_test(test_assess_expense__CASH_REFUSED_NOT_NOMINATED),
        cmocka_unit_test(test_assess_expense__CASH_REFUSED_BUDGET),
        cmocka_unit_test(test_assess_expense__the_desk_decides_where_the_policy_lets_it),
        cmocka_unit_test(test_assess_expense__a_full_claim_fits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
