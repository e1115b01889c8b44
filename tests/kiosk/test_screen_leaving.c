// SPDX-License-Identifier: Apache-2.0

/* Leaving, taking it back, and a policy that pays everything by bank. */

#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

static struct support support;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_BANK);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static void leave(const char *letters)
{
    support_start(&support);
    support_tap(&support, "I am leaving");
    support_type(&support, letters);
    support_tap(&support, "Next");
    support_tap(&support, "#name.1");
    support_tap(&support, "#yes");
    support_is_on(&support, "leaving");
}

static int64_t left_ms(int person)
{
    struct books_attendance there;
    struct err err;

    check_ok(books_find_attendance(support.kiosk.store.db, support.kiosk.roster.meeting,
                                   support.office.people[person], &there, &err),
             &err);
    return there.left_ms;
}

static void test_screen_leaving__ends_presence_and_may_be_taken_back(void **state)
{
    (void)state;
    support_arrive(&support, 0);
    leave("DAF");
    assert_true(support_sees(&support, "Thank you for coming."));
    assert_true(left_ms(0) > 0);
    support_tap(&support, "I am not leaving yet");
    assert_int_equal(left_ms(0), 0);
    assert_true(support_sees(&support, "You are still signed in."));
    support_tap(&support, "Finish");
    support_is_on(&support, "welcome");
    assert_int_equal(support_count(&support, RECORD_ATTENDANCE_ARRIVED), 1);
}

static bool asked_to_wait;

static void paint(void *data, const struct ui *ui)
{
    (void)data;
    asked_to_wait = ui_node(ui, "wait.title") != NULL;
}

// No screen has to say that it keeps something for good: whatever does is waited for.
static void test_screen_leaving__a_slow_disk_asks_to_wait(void **state)
{
    struct stage *stage = &support.kiosk.stage;

    (void)state;
    support_arrive(&support, 0);
    stage->paint = paint;
    stage->took_ms[STAGE_SAVES] = STAGE_LONG_MS;
    leave("DAF");
    stage->paint = NULL;
    assert_true(asked_to_wait);
}

// SES-01, LNG-07: nobody begins with the language and letters of who was here before.
static void test_screen_leaving__puts_language_and_size_back(void **state)
{
    (void)state;
    support_arrive(&support, 1);
    leave("SIA");
    support_tap(&support, "#lang");
    support_tap(&support, "#size");
    assert_false(ui_prefs_equal(&support.ui.prefs, &ui_prefs_usual));
    support_tap(&support, "#end");
    support_is_on(&support, "welcome");
    assert_true(ui_prefs_equal(&support.ui.prefs, &ui_prefs_usual));
}

static void test_screen_leaving__does_not_sign_anybody_in(void **state)
{
    int before = support_count(&support, RECORD_ATTENDANCE_ARRIVED);

    (void)state;
    leave("MAR");
    assert_true(support_sees(&support, "You are not signed in here."));
    assert_int_equal(support_count(&support, RECORD_ATTENDANCE_ARRIVED), before);
}

static void test_screen_leaving__by_card_is_one_more_touch(void **state)
{
    (void)state;
    support_arrive_by_card(&support, 1);
    support_start(&support);
    support_tap(&support, "I am leaving");
    support_scan(&support, &support.office.members[1]);
    support_tap(&support, "#yes");
    support_is_on(&support, "leaving");
    assert_true(left_ms(1) > 0);
}

static void no_cash_here(void)
{
    static const char *const words[] = {"cash", "Cash", "today", "Today"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (support_sees(&support, words[i]))
            fail_msg("\"%s\" on %s", words[i], support.kiosk.stage.screen->name);
}

static void step(const char *what)
{
    support_tap(&support, what);
    no_cash_here();
}

// A whole visit under the council's own policy: everything goes to the bank.
static void test_screens__say_neither_cash_nor_today_under_a_bank_policy(void **state)
{
    (void)state;
    support_open_float(&support); // even then
    support_arrive_by_card(&support, 3);
    no_cash_here();
    step("Yes, now");
    step("1 hour or more");
    step("Next");
    step("Bus");
    step("Next");
    support_type(&support, "4.20");
    step("Next");
    step("Here");
    support_photo(&support, support_jpeg(&support));
    no_cash_here();
    step("Next");
    step("To my bank");
    step("Find out more");
    step("Back");
    step("Next");
    step("No to all of these");
    step("Next");
    support_is_on(&support, "check");
    assert_true(support_sees(&support, "Travel money: to your bank"));
    step("Yes, this is right");
    assert_true(support_sees(&support, "Your travel money, £4.20, goes to your bank."));
    step("Finish");
    support_arrive_by_card(&support, 3);
    no_cash_here();
    assert_true(support_sees(&support, "Travel money, to your bank"));
    step("I am leaving");
    support_is_on(&support, "leaving");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screen_leaving__ends_presence_and_may_be_taken_back),
        cmocka_unit_test(test_screen_leaving__a_slow_disk_asks_to_wait),
        cmocka_unit_test(test_screen_leaving__puts_language_and_size_back),
        cmocka_unit_test(test_screen_leaving__does_not_sign_anybody_in),
        cmocka_unit_test(test_screen_leaving__by_card_is_one_more_touch),
        cmocka_unit_test(test_screens__say_neither_cash_nor_today_under_a_bank_policy),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
