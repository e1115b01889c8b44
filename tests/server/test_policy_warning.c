// SPDX-License-Identifier: Apache-2.0
#include "server/policy_warning.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/str.h"
#include "tests/check.h"

static struct policy shipped(const char *id)
{
    char path[512];
    struct policy policy;
    struct err err;

    snprintf(path, sizeof path, "%s/../../assets/policies/%s.json", getenv("TEST_SOURCE_DIR"), id);
    check_ok(policy_load(&policy, path, &err), &err);
    return policy;
}

static void check_said(const struct policy *policy, const char *today, const char *said)
{
    struct bytes out = {0};

    policy_warning_write(&out, policy, today);
    if (!strstr(bytes_text(&out), said))
        fail_msg("\"%s\" does not say \"%s\"", bytes_text(&out), said);
    bytes_clear(&out);
}

static void check_not_said(const struct policy *policy, const char *today, const char *said)
{
    struct bytes out = {0};

    policy_warning_write(&out, policy, today);
    if (strstr(bytes_text(&out), said))
        fail_msg("it should not say \"%s\": %s", said, bytes_text(&out));
    bytes_clear(&out);
}

static void test_policy_warning__a_model_is_no_ground_to_pay(void **state)
{
    struct policy model = shipped("sip2-model");
    struct policy real = shipped("dcc-2025-26");

    (void)state;
    check_said(&model, "2026-06-01", "It is a model with invented amounts: pay nobody by it");
    check_not_said(&real, "2025-06-01", "model");
}

static void test_policy_warning__rates_begin_and_end_on_their_days(void **state)
{
    struct policy dcc = shipped("dcc-2025-26");

    (void)state;
    check_said(&dcc, "2025-03-31", "Its rates begin on 1 April 2025");
    check_not_said(&dcc, "2025-04-01", "Its rates");
    check_not_said(&dcc, "2026-02-02", "Its rates");
    check_said(&dcc, "2026-02-03", "Its rates end on 31 March 2026: decide");
    check_said(&dcc, "2026-03-31", "Its rates end on 31 March 2026: decide");
    check_said(&dcc, "2026-04-01", "Its rates ended on 31 March 2026: nothing is paid");
}

static void test_policy_warning__a_review_is_due_after_its_month_or_day(void **state)
{
    struct policy dcc = shipped("dcc-2025-26");

    (void)state;
    check_not_said(&dcc, "2027-10-31", "review");
    check_said(&dcc, "2027-11-01", "Its review was due by October 2027");
    str_copy(dcc.review_due, sizeof dcc.review_due, "2027-10-15");
    check_not_said(&dcc, "2027-10-15", "review");
    check_said(&dcc, "2027-10-16", "Its review was due by 15 October 2027");
    dcc.review_due[0] = '\0';
    check_not_said(&dcc, "2030-01-01", "review");
}

// Headline 3 of the rules: the bank rate above the wage of 2025-26 and below that of 2026-27, the
// voucher rate below it for those of 21 and over from the first day.
static void test_policy_warning__a_rate_below_the_wage_of_some_age_is_named(void **state)
{
    struct policy dcc = shipped("dcc-2025-26");
    struct policy demo = shipped("demo");

    (void)state;
    check_said(&dcc, "2025-06-01",
               "From 1 April 2025 the voucher rate is below the minimum wage of £12.21 an hour for "
               "people of 21 and over, and the payment is marked for the office (C21, K1).");
    check_not_said(&dcc, "2025-06-01", "the bank rate");
    check_not_said(&dcc, "2025-06-01", "18 to 20");
    check_said(&demo, "2026-06-01", "the bank rate is below the minimum wage of £12.71");
    check_said(&demo, "2026-06-01", "the voucher rate is below the minimum wage of £10.85");
    dcc.fee.voucher_rate = 1221;
    check_not_said(&dcc, "2025-06-01", "voucher");
    dcc.fee.voucher_rate = 1220;
    dcc.wage_action = POLICY_WAGE_TOP_UP;
    check_said(&dcc, "2025-06-01", "and is topped up to it");
    dcc.wage_action = POLICY_WAGE_OFF;
    check_said(&dcc, "2025-06-01", "and nobody is told");
}

static void
test_policy_warning__a_wage_that_rises_within_the_policy_counts_from_its_day(void **state)
{
    struct policy dcc = shipped("dcc-2025-26");

    (void)state;
    str_copy(dcc.valid_to, sizeof dcc.valid_to, "2026-04-01");
    check_said(&dcc, "2025-06-01", "From 1 April 2026 the bank rate is below");
    str_copy(dcc.valid_to, sizeof dcc.valid_to, "2026-03-31");
    check_not_said(&dcc, "2025-06-01", "From 1 April 2026");
}

static void test_policy_warning__a_role_is_named_by_what_it_gets_for_an_hour(void **state)
{
    struct policy sip2 = shipped("sip2-model");

    (void)state;
    check_not_said(&sip2, "2026-06-01", "below the minimum wage");
    sip2.fee.hourly.list[0].pence = 1270;
    check_said(&sip2, "2026-06-01",
               "what member gets for an hour is below the minimum wage of £12.71");
    check_not_said(&sip2, "2026-06-01", "what chair gets");
}

static void test_policy_warning__wages_that_are_not_known_are_said(void **state)
{
    struct policy dcc = shipped("dcc-2025-26");

    (void)state;
    check_not_said(&dcc, "2025-06-01", "minimum wage known");
    str_copy(dcc.valid_to, sizeof dcc.valid_to, "2028-03-31");
    check_said(&dcc, "2025-06-01", "The last minimum wage known is that of 1 April 2026");
    str_copy(dcc.valid_from, sizeof dcc.valid_from, "2024-03-31");
    check_said(&dcc, "2025-06-01", "No minimum wage is known before 1 April 2024");
    dcc.wage_action = POLICY_WAGE_OFF;
    check_not_said(&dcc, "2025-06-01", "known");
}

static void test_policy_warning__a_field_without_effect_is_said(void **state)
{
    struct policy dcc = shipped("dcc-2025-26");

    (void)state;
    check_not_said(&dcc, "2025-06-01", "refused");
    dcc.expenses.miles[0].below[POLICY_MILEAGE_BICYCLE] = 200;
    check_said(&dcc, "2025-06-01", "It has a rate for mileage_bicycle and does not list it");
    dcc.expenses.cap_night[POLICY_ACCOMMODATION] = 9500;
    check_said(&dcc, "2025-06-01", "It has a cap for accommodation and does not list it");
    dcc.expenses.receipt_required = false;
    check_said(&dcc, "2025-06-01", "It pays costs without a receipt as costs");
    dcc.types_paid = 0;
    check_said(&dcc, "2025-06-01", "It pays for no type of meeting");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_policy_warning__a_model_is_no_ground_to_pay),
        cmocka_unit_test(test_policy_warning__rates_begin_and_end_on_their_days),
        cmocka_unit_test(test_policy_warning__a_review_is_due_after_its_month_or_day),
        cmocka_unit_test(test_policy_warning__a_rate_below_the_wage_of_some_age_is_named),
        cmocka_unit_test(
            test_policy_warning__a_wage_that_rises_within_the_policy_counts_from_its_day),
        cmocka_unit_test(test_policy_warning__a_role_is_named_by_what_it_gets_for_an_hour),
        cmocka_unit_test(test_policy_warning__wages_that_are_not_known_are_said),
        cmocka_unit_test(test_policy_warning__a_field_without_effect_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
