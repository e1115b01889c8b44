// SPDX-License-Identifier: Apache-2.0
/* Rules of docs/rules.md that no test of one module keeps by its own name. */
#include <string.h>

#include "shared/assess.h"
#include "shared/body.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/visit.h"

#define AGREED "agreed_coproduction"
#define set(field, text) assert_true(str_copy(field, sizeof(field), text))

// D18, S01
static void test_rules__who_supports_somebody_gets_the_same(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);
    struct assessment own;
    struct assessment supporter;

    (void)state;
    visit_cost(&facts, "bus", 480);
    visit_miles(&facts, "mileage_car", 12300);
    assess(&dcc, &facts, &own);
    facts.carer.number = 1;
    assess(&dcc, &facts, &supporter);
    assert_memory_equal(&own, &supporter, sizeof own);
}

// D09, A1
static void test_rules__preparation_is_capped_for_each_meeting_by_itself(void **state)
{
    static const char *const meetings[] = {"2025-11-12T10:00:00Z", "2025-11-12T14:00:00Z"};
    struct policy dcc = visit_policy("dcc-2025-26");

    (void)state;
    for (int i = 0; i < 2; i++) { // two on one day
        struct facts facts = visit_on(AGREED, meetings[i], 60);

        facts.prep_minutes = 61;
        visit_gives(&dcc, &facts,
                    "F1 fee.attendance 1250; F2 fee.preparation 1250 | F2 PREP_OVER_CAP 1min | - | "
                    "bank 2500 of 2500");
    }
}

// A4: the last evening that has rates, and the first that has none.
static void test_rules__a_meeting_over_midnight_is_of_the_day_it_began(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_on(AGREED, "2026-03-31T22:00:00Z", 120); // 23:00 to 01:00

    (void)state;
    set(facts.date_of_birth, "2008-04-01"); // 18 after midnight
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 2000 | - | CHANNEL_FORCED_UNDER_18; CROSSES_FINANCIAL_YEAR | "
                "voucher 2000 of 2000");
    facts = visit_on(AGREED, "2026-03-31T23:00:00Z", 120);
    visit_gives(&dcc, &facts, "- | F1 NO_RATE_IN_FORCE | - | -");
}

// A14: in a common year
static void test_rules__born_on_29_february_is_18_on_1_march(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts;

    (void)state;
    dcc.under_18_channel = POLICY_VOUCHER;
    set(dcc.valid_to, "2027-03-31");
    facts = visit_on(AGREED, "2026-02-28T10:00:00Z", 60);
    set(facts.date_of_birth, "2008-02-29");
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1000 | - | CHANNEL_FORCED_UNDER_18 | voucher 1000 of 1000");
    facts = visit_on(AGREED, "2026-03-01T10:00:00Z", 60);
    set(facts.date_of_birth, "2008-02-29");
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
}

// A8
static void test_rules__derbyshire_pays_miles_by_car_and_refers_the_others(void **state)
{
    static const char *const others[] = {"mileage_motorcycle", "mileage_bicycle",
                                         "passenger_supplement"};
    struct policy dcc = visit_policy("dcc-2025-26");

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct facts facts = visit_facts(AGREED);

        visit_miles(&facts, "mileage_car", 10000);
        visit_miles(&facts, others[i], 10000);
        visit_gives(&dcc, &facts,
                    "F1 fee.attendance 1250; X1 expense.mileage_car 450 | X2 CATEGORY_NOT_LISTED | "
                    "- | bank 1250 of 1250");
    }
}

// C10: nobody need sign out for a break, and who does so in between loses no minute by it.
static void test_rules__a_break_is_paid_time(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_on(AGREED, "2025-11-12T10:00:00Z", 180);

    (void)state;
    visit_gives(&dcc, &facts, "F1 fee.attendance 3750 | - | - | bank 3750 of 3750");
    facts.presence[0].to_ms = visit_at("2025-11-12T11:30:30Z");
    facts.presence[1].from_ms = facts.presence[0].to_ms;
    facts.presence[1].to_ms = facts.session.end_ms;
    facts.presence_count = 2;
    visit_gives(&dcc, &facts, "F1 fee.attendance 3750 | - | - | bank 3750 of 3750");
}

// J02, J09, C07, C17
static void test_rules__who_leaves_early_is_paid_until_then(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    visit_cost(&facts, "bus", 480);
    facts.presence[0].to_ms = visit_at("2025-11-12T10:07:00Z");
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 146; X1 expense.bus 480 | - | - | bank 146 of 146");
}

// C22
static void test_rules__a_voucher_is_payment_and_never_expense(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);
    struct assessment assessment;

    (void)state;
    set(facts.fee_channel_wanted, "voucher");
    assess(&dcc, &facts, &assessment);
    assert_int_equal(assessment.fee_pence, 1000);
    assert_int_equal(assessment.expenses_pence, 0);
    assert_true(str_starts(assessment.lines[0].kind, "fee."));
}

// C08, C24, S14, S38: all that Wales names is paid where the policy lists it and it was agreed.
static void test_rules__every_item_that_a_policy_lists_is_paid_by_its_receipt(void **state)
{
    static const char *const items[] = {
        "bus",     "train",  "taxi",       "subsistence",    "childcare",     "support_carer",
        "parking", "stamps", "stationery", "phone_internet", "accommodation", "printing"};
    struct policy sip2 = visit_policy("sip2-model");

    (void)state;
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        struct facts facts = visit_on("committee", "2026-06-10T09:00:00Z", 60);
        struct assessment assessment;

        visit_cost(&facts, items[i], 700)->item_agreed_in_advance = true;
        assess(&sip2, &facts, &assessment);
        if (assessment.expenses_pence != 700)
            fail_msg("%s is not paid", items[i]);
    }
}

// K3, S11, S25: the same receipt under two policies.
static void test_rules__what_one_policy_refuses_another_pays(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct policy sip2 = visit_policy("sip2-model");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    visit_cost(&facts, "printing", 350)->item_agreed_in_advance = true;
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1250 | X1 CATEGORY_EXCLUDED | - | bank 1250 of 1250");
    facts = visit_on(AGREED, "2026-06-10T09:00:00Z", 60);
    visit_cost(&facts, "printing", 350)->item_agreed_in_advance = true;
    visit_gives(&sip2, &facts,
                "F1 fee.attendance 1400; X1 expense.printing 350 | - | "
                "CASH_REFUSED_NO_ENTITLEMENT_EVIDENCE | bank 1400 of 1400");
}

// K5
static void test_rules__an_age_decides_before_one_off_or_regular(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    dcc.vouchers_one_off_only = true;
    facts.one_off = false;
    set(facts.date_of_birth, "");
    set(facts.age_band, "under_18");
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1000 | - | CHANNEL_FORCED_UNDER_18 | voucher 1000 of 1000");
}

// K9, D05, D27: the type decides, and no word of a title.
static void test_rules__types_of_meeting_are_paid_or_not_as_the_policy_has_them(void **state)
{
    static const char *const excluded[] = {
        "open_meeting",
        "open_workshop",
        "consultation",
        "survey",
        "webinar",
        "learning_event",
        "audit_activity",
        "one_off_engagement",
        "practitioner_feedback",
        "care_plan",
    };
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    for (size_t i = 0; i < sizeof excluded / sizeof excluded[0]; i++) {
        facts = visit_facts(excluded[i]);
        visit_cost(&facts, "bus", 480);
        visit_gives(&dcc, &facts, "- | F1 SESSION_TYPE_EXCLUDED; X1 SESSION_TYPE_EXCLUDED | - | -");
    }
}

// S04, C18: travel money without any fee.
static void test_rules__a_volunteers_expenses_are_paid(void **state)
{
    struct policy hmrc = visit_policy("hmrc-linked");
    struct facts facts = visit_on(AGREED, "2026-05-13T09:00:00Z", 60);

    (void)state;
    visit_cost(&facts, "bus", 480);
    visit_gives(&hmrc, &facts, "X1 expense.bus 480 | - | - | -");
}

// C19, D28: there is time to decide, until the year of the work ends.
static void test_rules__who_decides_late_loses_nothing_within_the_year(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    set(facts.claim_date, "2026-03-31");
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    set(facts.claim_date, "2026-04-01");
    visit_gives(&dcc, &facts, "- | F1 CLAIM_OUTSIDE_FINANCIAL_YEAR | - | -");
}

// K4: a rate by the mile is an expense, an allowance is a payment.
static void test_rules__an_allowance_is_payment_and_a_mile_is_expense(void **state)
{
    struct policy clinks = visit_policy("clinks-model");
    struct facts facts = visit_on("forum", "2026-05-13T09:00:00Z", 60);
    struct facts_expense *stamps = visit_cost(&facts, "stamps", 300);

    (void)state;
    stamps->receipt_pence = FACTS_NONE;
    stamps->paid_as_allowance = true;
    visit_miles(&facts, "mileage_car", 10000);
    visit_gives(
        &clinks, &facts,
        "F1 fee.session 4000; X1 fee.in_lieu_of_expense 300; X2 expense.mileage_car 450 | - "
        "| PAYMENT_IN_LIEU | bank 4300 of 4300");
}

/* --- C05, P04: what nobody is ever asked has no place to be written down --- */

static void check_names(const struct shape *shape) // NOLINT(misc-no-recursion): no circles
{
    static const char *const never[] = {"offence",  "diagnos",   "illness",  "disab",
                                        "benefit_", "insurance", "ethnic",   "birth",
                                        "address",  "sort_code", "account_n"};

    for (size_t i = 0; i < shape->count; i++) {
        for (size_t j = 0; j < sizeof never / sizeof never[0]; j++)
            if (strstr(shape->fields[i].name, never[j]))
                fail_msg("a record has a place for %s", shape->fields[i].name);
        if (shape->fields[i].object)
            check_names(shape->fields[i].object);
    }
}

static void test_rules__no_record_has_a_place_for_what_is_nobodys_business(void **state)
{
    enum record_kind kind;

    (void)state;
    for (size_t i = 0; body_kind_at(i, &kind); i++)
        check_names(body_shape(kind));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules__who_supports_somebody_gets_the_same),
        cmocka_unit_test(test_rules__preparation_is_capped_for_each_meeting_by_itself),
        cmocka_unit_test(test_rules__a_meeting_over_midnight_is_of_the_day_it_began),
        cmocka_unit_test(test_rules__born_on_29_february_is_18_on_1_march),
        cmocka_unit_test(test_rules__derbyshire_pays_miles_by_car_and_refers_the_others),
        cmocka_unit_test(test_rules__a_break_is_paid_time),
        cmocka_unit_test(test_rules__who_leaves_early_is_paid_until_then),
        cmocka_unit_test(test_rules__a_voucher_is_payment_and_never_expense),
        cmocka_unit_test(test_rules__every_item_that_a_policy_lists_is_paid_by_its_receipt),
        cmocka_unit_test(test_rules__what_one_policy_refuses_another_pays),
        cmocka_unit_test(test_rules__an_age_decides_before_one_off_or_regular),
        cmocka_unit_test(test_rules__types_of_meeting_are_paid_or_not_as_the_policy_has_them),
        cmocka_unit_test(test_rules__a_volunteers_expenses_are_paid),
        cmocka_unit_test(test_rules__who_decides_late_loses_nothing_within_the_year),
        cmocka_unit_test(test_rules__an_allowance_is_payment_and_a_mile_is_expense),
        cmocka_unit_test(test_rules__no_record_has_a_place_for_what_is_nobodys_business),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
