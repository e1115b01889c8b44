// SPDX-License-Identifier: Apache-2.0

/* Counting the float in, where real money comes to a model with invented amounts. */

#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

#define MADE_UP "The amounts here are made up, for practice."

static struct support support;

static void to_float(enum support_policy policy)
{
    support_open(&support, policy);
    support_tap(&support, "Desk");
    support_scan(&support, &support.office.payer);
    support_type(&support, OFFICE_PIN);
    support_tap(&support, "Unlock");
    support_is_on(&support, "desk");
    support_tap(&support, "Float");
    support_is_on(&support, "desk-float");
}

static void test_screen_desk_float__says_that_a_models_amounts_are_made_up(void **state)
{
    (void)state;
    to_float(SUPPORT_CASH); // the demonstration's policy
    assert_true(support.kiosk.roster.policy.illustrative);
    assert_true(support_sees(&support, MADE_UP));
    support_close(&support);
}

static void test_screen_desk_float__says_no_such_thing_of_a_real_policy(void **state)
{
    (void)state;
    to_float(SUPPORT_BANK);
    assert_false(support.kiosk.roster.policy.illustrative);
    assert_false(support_sees(&support, MADE_UP));
    support_close(&support);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screen_desk_float__says_that_a_models_amounts_are_made_up),
        cmocka_unit_test(test_screen_desk_float__says_no_such_thing_of_a_real_policy),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
