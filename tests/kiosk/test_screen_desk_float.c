// SPDX-License-Identifier: Apache-2.0

/* Counting the float in, where real money comes to a model with invented amounts. */

#include <sqlite3.h>

#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

#define MADE_UP "The amounts here are made up, for practice."

static struct support support;

static void to_float(enum support_policy policy)
{
    support_open(&support, policy);
    support_to_desk(&support, &support.office.payer);
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

// That nothing could be read for a while says nothing about whose card it is.
static void test_screen_desk_float__a_card_that_was_not_looked_up_is_asked_for_again(void **state)
{
    sqlite3 *beside;

    (void)state;
    to_float(SUPPORT_CASH);
    support_tap(&support, "Count the float in");
    support_scan(&support, &support.office.members[0]);
    assert_true(support_sees(&support, "That is no host’s or payer’s card."));
    beside = support_beside(&support, "BEGIN EXCLUSIVE");
    support_scan(&support, &support.office.host);
    sqlite3_close(beside);
    assert_true(support_sees(&support, "Please show it again."));
    support_scan(&support, &support.office.host);
    assert_true(support_sees(&support, "The second person is here."));
    support_close(&support);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screen_desk_float__says_that_a_models_amounts_are_made_up),
        cmocka_unit_test(test_screen_desk_float__says_no_such_thing_of_a_real_policy),
        cmocka_unit_test(test_screen_desk_float__a_card_that_was_not_looked_up_is_asked_for_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
