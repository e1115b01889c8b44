// SPDX-License-Identifier: Apache-2.0
/* Who is paid for their time, and how much: each reason and flag of the fee at its boundary. */
#include "shared/assess.h"

#include <string.h>

#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/visit.h"

#define AGREED "agreed_coproduction"
#define set(field, text) assert_true(str_copy(field, sizeof(field), text))

static void test_assess__minutes_are_rounded_half_up_once_a_line(void **state)
{
    static const struct {
        int64_t minutes;
        int64_t rate;
        int64_t pence;
    } cases[] = {
        {60, 1250, 1250},
        {59, 1250, 1229},
        {61, 1250, 1271},
        {1, 1250, 21},
        {105, 1250, 2188},
        {6, 1250, 125},
        {3, 1250, 63},
        {9, 1250, 188},
        {59, 1000, 983},
        {0, 1250, 0},
        {44640, 100000, 74400000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(assess_fee_for_minutes(cases[i].rate, cases[i].minutes), cases[i].pence);
}

static void test_assess__instalments_make_the_year(void **state)
{
    static const int64_t years[] = {350000, 350001, 1, 0, 100000000, 999999};

    (void)state;
    for (size_t i = 0; i < sizeof years / sizeof years[0]; i++) {
        for (int64_t parts = 1; parts <= 53; parts++) {
            int64_t sum = 0;

            for (int64_t k = 1; k <= parts; k++)
                sum += assess_fee_instalment(years[i], parts, k);
            assert_int_equal(sum, years[i]);
        }
    }
    assert_int_equal(assess_fee_instalment(350000, 12, 1), 29167);
    assert_int_equal(assess_fee_instalment(350000, 12, 2), 29166);
    assert_int_equal(assess_fee_instalment(350000, 12, 3), 29167);
}

static void test_assess__AMBIGUOUS_LOCAL_TIME(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_on(AGREED, "2027-10-26T10:00:00Z", 60);

    (void)state;
    visit_cost(&facts, "bus", 480);
    facts.prep_minutes = 30;
    facts.typed_local_time_ambiguous = true;
    visit_gives(&dcc, &facts, "- | F1 AMBIGUOUS_LOCAL_TIME; X1 AMBIGUOUS_LOCAL_TIME | - | -");
    facts.typed_local_time_ambiguous = false; // somebody said which: the next question is asked
    visit_gives(&dcc, &facts, "- | F1 NO_RATE_IN_FORCE; X1 NO_RATE_IN_FORCE | - | -");
}

static void test_assess__NO_RATE_IN_FORCE(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts;

    (void)state;
    facts = visit_on(AGREED, "2025-03-31T10:00:00Z", 60);
    facts.opted_in_at_start = false; // the rate is asked about before the person
    visit_gives(&dcc, &facts, "- | F1 NO_RATE_IN_FORCE | - | -");
    facts = visit_on(AGREED, "2025-03-31T23:00:00Z", 60); // 1 April in London
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    facts = visit_on(AGREED, "2026-03-31T22:00:00Z", 60);
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    facts = visit_on(AGREED, "2026-03-31T23:00:00Z", 60);
    visit_cost(&facts, "bus", 480);
    visit_gives(&dcc, &facts, "- | F1 NO_RATE_IN_FORCE; X1 NO_RATE_IN_FORCE | - | -");
}

static void test_assess__NO_RATE_IN_FORCE_for_a_role_without_one(void **state)
{
    struct policy sip2 = visit_policy("sip2-model");
    struct facts facts = visit_on("committee", "2026-06-10T09:00:00Z", 60);

    (void)state;
    set(facts.role, "peer_researcher");
    visit_cost(&facts, "bus", 480)->item_agreed_in_advance = true;
    facts.cash = (struct facts_cash){true, true, 480};
    visit_gives(&sip2, &facts, "X1 expense.bus 480 | F1 NO_RATE_IN_FORCE | CASH_PAID_ON_DAY | -");
}

static void test_assess__NOT_OPTED_IN(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts("survey");

    (void)state;
    facts.opted_in_at_start = false;
    facts.paid_capacity = true;
    visit_gives(&dcc, &facts, "- | F1 NOT_OPTED_IN | - | -");
    facts.opted_in_at_start = true;
    visit_gives(&dcc, &facts, "- | F1 PAID_CAPACITY | - | -");
}

static void test_assess__PAID_CAPACITY(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts("survey");

    (void)state;
    facts.paid_capacity = true;
    visit_cost(&facts, "bus", 480);
    visit_gives(&dcc, &facts, "- | F1 PAID_CAPACITY; X1 PAID_CAPACITY | - | -");
    facts.paid_capacity = false;
    visit_gives(&dcc, &facts, "- | F1 SESSION_TYPE_EXCLUDED; X1 SESSION_TYPE_EXCLUDED | - | -");
}

static void test_assess__SESSION_TYPE_EXCLUDED(void **state)
{
    static const char *const excluded[] = {"open_meeting", "survey", "forum", "listening_only",
                                           "a_type_nobody_knows"};
    struct policy dcc = visit_policy("dcc-2025-26");

    (void)state;
    for (size_t i = 0; i < sizeof excluded / sizeof excluded[0]; i++) {
        struct facts facts = visit_facts(excluded[i]);

        facts.agreed_at_ms = FACTS_NEVER; // the type is asked about first
        facts.prep_minutes = 30;
        visit_cost(&facts, "bus", 480);
        visit_gives(&dcc, &facts, "- | F1 SESSION_TYPE_EXCLUDED; X1 SESSION_TYPE_EXCLUDED | - | -");
        set(facts.session.type, AGREED);
        visit_gives(&dcc, &facts, "- | F1 NO_PRIOR_AGREEMENT; X1 NO_PRIOR_AGREEMENT | - | -");
    }
}

static void test_assess__NO_PRIOR_AGREEMENT(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    set(facts.claim_date, "2026-04-01"); // asked about later
    facts.agreed_at_ms = facts.session.start_ms;
    visit_gives(&dcc, &facts, "- | F1 NO_PRIOR_AGREEMENT | - | -");
    facts.agreed_at_ms = FACTS_NEVER;
    visit_gives(&dcc, &facts, "- | F1 NO_PRIOR_AGREEMENT | - | -");
    set(facts.claim_date, "2025-11-12");
    facts.agreed_at_ms = facts.session.start_ms - 1;
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    dcc.prior_agreement = false;
    facts.agreed_at_ms = FACTS_NEVER;
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
}

static void test_assess__CLAIM_OUTSIDE_FINANCIAL_YEAR(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    facts.carer.number = 2; // asked about later
    set(facts.claim_date, "2026-04-01");
    visit_gives(&dcc, &facts, "- | F1 CLAIM_OUTSIDE_FINANCIAL_YEAR | - | -");
    set(facts.claim_date, "2025-03-31");
    visit_gives(&dcc, &facts, "- | F1 CLAIM_OUTSIDE_FINANCIAL_YEAR | - | -");
    facts.carer.number = 0;
    set(facts.claim_date, "2025-04-01");
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    set(facts.claim_date, "2026-03-31");
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    set(facts.claim_date, "2026-04-01");
    dcc.claim_in_same_year = false;
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
}

static void test_assess__a_tax_year_begins_on_the_sixth(void **state)
{
    struct policy clinks = visit_policy("clinks-model");
    struct facts facts = visit_on("forum", "2026-04-05T09:00:00Z", 60);

    (void)state;
    visit_gives(&clinks, &facts, "F1 fee.session 4000 | - | - | bank 4000 of 4000");
    set(facts.claim_date, "2026-04-06");
    visit_gives(&clinks, &facts, "- | F1 CLAIM_OUTSIDE_FINANCIAL_YEAR | - | -");
    facts = visit_on("forum", "2026-04-06T09:00:00Z", 60);
    visit_gives(&clinks, &facts, "F1 fee.session 4000 | - | - | bank 4000 of 4000");
}

static void test_assess__CARER_ALREADY_SUPPORTED(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    facts.carer = (struct facts_carer){2, true, FACTS_NEVER};
    visit_gives(&dcc, &facts, "- | F1 CARER_ALREADY_SUPPORTED | - | -");
    facts.carer.existing_support = false;
    visit_gives(&dcc, &facts, "- | F1 CARER_LIMIT | - | -");
    facts.carer.existing_support = true;
    dcc.carer.blocked_if_supported = false;
    facts.carer.number = 1;
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
}

static void test_assess__CARER_LIMIT(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    facts.carer = (struct facts_carer){1, false, FACTS_NEVER};
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    facts.carer.number = 2;
    visit_gives(&dcc, &facts, "- | F1 CARER_LIMIT | - | -");
    facts.carer.extra_agreed_at_ms = facts.session.start_ms;
    visit_gives(&dcc, &facts, "- | F1 CARER_LIMIT | - | -");
    facts.carer.extra_agreed_at_ms = facts.session.start_ms - 1;
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
}

static void test_assess__a_carers_preparation_is_over_a_cap_of_nothing(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    facts.carer.number = 1;
    facts.prep_minutes = 20;
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1250 | F2 PREP_OVER_CAP 20min | - | bank 1250 of 1250");
    dcc.carer.prep_paid = true;
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1250; F2 fee.preparation 417 | - | - | bank 1667 of 1667");
}

static void test_assess__CHANNEL_FORCED_UNDER_18(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    set(facts.date_of_birth, "2007-11-13");
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1000 | - | CHANNEL_FORCED_UNDER_18 | voucher 1000 of 1000");
    set(facts.fee_channel_wanted, "timeswap");
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1000 | - | CHANNEL_FORCED_UNDER_18 | voucher 1000 of 1000");
    set(facts.fee_channel_wanted, "voucher"); // nothing was forced
    visit_gives(&dcc, &facts, "F1 fee.attendance 1000 | - | - | voucher 1000 of 1000");
    set(facts.fee_channel_wanted, "bank");
    set(facts.date_of_birth, "2007-11-12");
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    set(facts.date_of_birth, "");
    set(facts.age_band, "under_18");
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1000 | - | CHANNEL_FORCED_UNDER_18 | voucher 1000 of 1000");
    set(facts.age_band, "18_to_20");
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    set(facts.date_of_birth, "2007-11-13"); // a date says more than a band
    facts.presence_count = 0;               // the channel is step 10 whatever step 9 found
    visit_gives(&dcc, &facts, "- | F1 NO_ATTENDANCE | CHANNEL_FORCED_UNDER_18 | -");
    facts.opted_in_at_start = false; // what steps 1 to 8 refuse has no channel
    visit_gives(&dcc, &facts, "- | F1 NOT_OPTED_IN | - | -");
}

// A14: who is born on 29 February is 18 on 1 March of a year that has none.
static void test_assess__a_leap_day_birthday_is_the_first_of_march(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_on(AGREED, "2026-02-28T23:59:00Z", 60);

    (void)state;
    set(facts.date_of_birth, "2008-02-29");
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1000 | - | CHANNEL_FORCED_UNDER_18 | voucher 1000 of 1000");
    facts = visit_on(AGREED, "2026-03-01T00:00:00Z", 60);
    set(facts.date_of_birth, "2008-02-29");
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
}

static void test_assess__REGULAR_PAYMENT_MUST_BE_BACS(void **state)
{
    static const char *const channels[] = {"voucher", "cash"};
    struct policy clinks = visit_policy("clinks-model");
    struct facts facts = visit_on("forum", "2026-05-13T09:00:00Z", 120);

    (void)state;
    for (int i = 0; i < 2; i++) {
        set(facts.fee_channel_wanted, channels[i]);
        facts.one_off = false;
        visit_gives(&clinks, &facts,
                    "F1 fee.session 4000 | - | REGULAR_PAYMENT_MUST_BE_BACS | bank 4000 of 4000");
        facts.one_off = true;
        visit_gives(&clinks, &facts,
                    i ? "F1 fee.session 4000 | - | - | cash 4000 of 4000"
                      : "F1 fee.session 4000 | - | - | voucher 4000 of 4000");
    }
    facts.one_off = false;
    set(facts.fee_channel_wanted, "charity");
    visit_gives(&clinks, &facts, "F1 fee.session 4000 | - | - | bank 4000 of 4000");
    set(facts.fee_channel_wanted, "cash");
    facts.presence_count = 0; // it is said of the person, not of the fee
    visit_gives(&clinks, &facts, "- | F1 NO_ATTENDANCE | REGULAR_PAYMENT_MUST_BE_BACS | -");
}

static void test_assess__BELOW_MIN_WAGE_REFERENCE(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    dcc.fee.bank_rate = 1221;
    visit_gives(&dcc, &facts, "F1 fee.attendance 1221 | - | - | bank 1221 of 1221");
    dcc.fee.bank_rate = 1220;
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1220 | - | BELOW_MIN_WAGE_REFERENCE | bank 1220 of 1220");
    set(facts.date_of_birth, "2004-11-13"); // 20, whose wage is lower
    visit_gives(&dcc, &facts, "F1 fee.attendance 1220 | - | - | bank 1220 of 1220");
    set(facts.date_of_birth, "2004-11-12");
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1220 | - | BELOW_MIN_WAGE_REFERENCE | bank 1220 of 1220");
    dcc.wage_action = POLICY_WAGE_OFF;
    visit_gives(&dcc, &facts, "F1 fee.attendance 1220 | - | - | bank 1220 of 1220");
}

static void test_assess__MIN_WAGE_TOP_UP(void **state)
{
    struct policy clinks = visit_policy("clinks-model");
    struct facts facts = visit_on("forum", "2026-05-13T09:00:00Z", 188);

    (void)state;
    visit_gives(&clinks, &facts, "F1 fee.session 4000 | - | - | bank 4000 of 4000");
    facts = visit_on("forum", "2026-05-13T09:00:00Z", 189); // 4003.65: one minute more
    visit_gives(&clinks, &facts,
                "F1 fee.session 4000; F3 fee.min_wage_top_up 4 | - | MIN_WAGE_TOP_UP | "
                "bank 4004 of 4004");
    facts = visit_on("forum", "2026-05-13T09:00:00Z", 191); // 4046.02: the floor is rounded up
    visit_gives(&clinks, &facts,
                "F1 fee.session 4000; F3 fee.min_wage_top_up 47 | - | MIN_WAGE_TOP_UP | "
                "bank 4047 of 4047");
    visit_cost(&facts, "bus", 500)->receipt_pence = FACTS_NONE;
    facts.expenses[0].paid_as_allowance = true; // does not lift the fee over the floor
    visit_gives(&clinks, &facts,
                "F1 fee.session 4000; F3 fee.min_wage_top_up 47; X1 fee.in_lieu_of_expense 500 | - "
                "| MIN_WAGE_TOP_UP; PAYMENT_IN_LIEU | bank 4547 of 4547");
}

static void test_assess__FEE_DECLINED(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    set(facts.fee_election.type, "declined");
    visit_cost(&facts, "bus", 480);
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1250; X1 expense.bus 480 | - | FEE_DECLINED | none 0 of 1250");
    facts.presence_count = 0;
    facts.expense_count = 0;
    visit_gives(&dcc, &facts, "- | F1 NO_ATTENDANCE | FEE_DECLINED | -");
    set(facts.fee_election.type, "full");
    visit_gives(&dcc, &facts, "- | F1 NO_ATTENDANCE | - | -");
}

static void test_assess__FEE_REDUCED_BY_REQUEST(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    set(facts.fee_election.type, "reduced");
    facts.fee_election.max_pence = 1251;
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    facts.fee_election.max_pence = 1250;
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    facts.fee_election.max_pence = 1249;
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1250 | - | FEE_REDUCED_BY_REQUEST | bank 1249 of 1250");
    facts.fee_election.max_pence = 0;
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1250 | - | FEE_REDUCED_BY_REQUEST | none 0 of 1250");
}

static void test_assess__a_maximum_for_a_period_counts_what_was_taken_before(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    set(facts.fee_election.type, "reduced");
    facts.fee_election.max_pence = 5000;
    facts.fee_election.taken_pence = 3750;
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    facts.fee_election.taken_pence = 4000;
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1250 | - | FEE_REDUCED_BY_REQUEST | bank 1000 of 1250");
    facts.fee_election.taken_pence = 6000;
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1250 | - | FEE_REDUCED_BY_REQUEST | none 0 of 1250");
}

static void test_assess__CROSSES_FINANCIAL_YEAR(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_on(AGREED, "2026-03-31T22:00:00Z", 60); // until midnight

    (void)state;
    visit_gives(&dcc, &facts, "F1 fee.attendance 1250 | - | - | bank 1250 of 1250");
    facts = visit_on(AGREED, "2026-03-31T22:00:00Z", 61);
    visit_gives(&dcc, &facts,
                "F1 fee.attendance 1271 | - | CROSSES_FINANCIAL_YEAR | bank 1271 of 1271");
    facts = visit_on(AGREED, "2025-12-31T23:00:00Z", 120); // a calendar year is another thing
    visit_gives(&dcc, &facts, "F1 fee.attendance 2500 | - | - | bank 2500 of 2500");
}

static void test_assess__SESSION_CANCELLED_BY_ORGANISATION(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);

    (void)state;
    facts.cancelled_by_organisation = true;
    facts.prep_minutes = 30;
    visit_cost(&facts, "bus", 480);
    visit_gives(&dcc, &facts,
                "X1 expense.bus 480 | F1 NO_ATTENDANCE; F2 PREP_WITHOUT_ATTENDANCE 30min | "
                "SESSION_CANCELLED_BY_ORGANISATION | -");
    facts.presence_count = 0; // a bus to a meeting that was not held, or to one they missed
    visit_gives(&dcc, &facts,
                "X1 expense.bus 480 | F1 NO_ATTENDANCE; F2 PREP_WITHOUT_ATTENDANCE 30min | "
                "SESSION_CANCELLED_BY_ORGANISATION | -");
    facts.cancelled_by_organisation = false;
    visit_gives(&dcc, &facts,
                "- | F1 NO_ATTENDANCE; F2 PREP_WITHOUT_ATTENDANCE 30min; X1 NO_ATTENDANCE | - | -");
}

static void test_assess__every_reason_has_words_and_a_rule(void **state)
{
    (void)state;
    for (int i = ASSESS_PAID + 1; i < ASSESS_REASON_COUNT; i++) {
        const char *code = assess_reason_code((enum assess_reason)i);

        assert_true(strlen(assess_reason_words(code)) > 0);
        assert_true(strlen(assess_reason_rule(code)) > 0);
    }
    assert_null(assess_reason_words(""));
    assert_null(assess_reason_rule("NO_SUCH_CODE"));
}

static void test_assess__a_record_carries_what_was_assessed(void **state)
{
    struct policy dcc = visit_policy("dcc-2025-26");
    struct facts facts = visit_facts(AGREED);
    struct assessment first;
    struct assessment again;
    struct bytes text = {0};
    struct json *json;
    struct err err;

    (void)state;
    facts.prep_minutes = 75;
    visit_miles(&facts, "mileage_car", 20000)->agreed_return_miles = 12300;
    assess(&dcc, &facts, &first);
    shape_write(&assess_shape, &text, NULL, &first);
    check_ok(json_read(&json, bytes_text(&text), text.length, 65536, &err), &err);
    check_ok(shape_read_exactly(&assess_shape, json, &again, &err), &err);
    assert_memory_equal(&first, &again, sizeof first);
    assert_true(assess_has_flag(&first, ASSESS_FEE_DECLINED) == false);
    json_free(json);
    bytes_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_assess__minutes_are_rounded_half_up_once_a_line),
        cmocka_unit_test(test_assess__instalments_make_the_year),
        cmocka_unit_test(test_assess__AMBIGUOUS_LOCAL_TIME),
        cmocka_unit_test(test_assess__NO_RATE_IN_FORCE),
        cmocka_unit_test(test_assess__NO_RATE_IN_FORCE_for_a_role_without_one),
        cmocka_unit_test(test_assess__NOT_OPTED_IN),
        cmocka_unit_test(test_assess__PAID_CAPACITY),
        cmocka_unit_test(test_assess__SESSION_TYPE_EXCLUDED),
        cmocka_unit_test(test_assess__NO_PRIOR_AGREEMENT),
        cmocka_unit_test(test_assess__CLAIM_OUTSIDE_FINANCIAL_YEAR),
        cmocka_unit_test(test_assess__a_tax_year_begins_on_the_sixth),
        cmocka_unit_test(test_assess__CARER_ALREADY_SUPPORTED),
        cmocka_unit_test(test_assess__CARER_LIMIT),
        cmocka_unit_test(test_assess__a_carers_preparation_is_over_a_cap_of_nothing),
        cmocka_unit_test(test_assess__CHANNEL_FORCED_UNDER_18),
        cmocka_unit_test(test_assess__a_leap_day_birthday_is_the_first_of_march),
        cmocka_unit_test(test_assess__REGULAR_PAYMENT_MUST_BE_BACS),
        cmocka_unit_test(test_assess__BELOW_MIN_WAGE_REFERENCE),
        cmocka_unit_test(test_assess__MIN_WAGE_TOP_UP),
        cmocka_unit_test(test_assess__FEE_DECLINED),
        cmocka_unit_test(test_assess__FEE_REDUCED_BY_REQUEST),
        cmocka_unit_test(test_assess__a_maximum_for_a_period_counts_what_was_taken_before),
        cmocka_unit_test(test_assess__CROSSES_FINANCIAL_YEAR),
        cmocka_unit_test(test_assess__SESSION_CANCELLED_BY_ORGANISATION),
        cmocka_unit_test(test_assess__every_reason_has_words_and_a_rule),
        cmocka_unit_test(test_assess__a_record_carries_what_was_assessed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
