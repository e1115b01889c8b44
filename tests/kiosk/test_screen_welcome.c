// SPDX-License-Identifier: Apache-2.0

/* The first screen, and what is one step from it: just sitting in, cards, the desk. */

#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

static struct support support;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static void test_screen_welcome__says_both_languages_alike(void **state)
{
    const struct ui_node *english;
    const struct ui_node *welsh;

    (void)state;
    support_start(&support);
    english = ui_node(&support.ui, "sign.en");
    welsh = ui_node(&support.ui, "sign.cy");
    assert_string_equal(ui_text(&support.ui, english), "Sign in");
    assert_string_equal(ui_text(&support.ui, welsh), "Mewngofnodi");
    assert_true(english->box.w == welsh->box.w && english->box.h == welsh->box.h);
    assert_true(english->box.y == welsh->box.y && english->cap == welsh->cap);
}

static void test_screen_welcome__says_nothing_personal(void **state)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count;

    (void)state;
    support_arrive(&support, 0);
    support_start(&support);
    count = ui_order(&support.ui, all);
    for (size_t i = 0; i < count; i++)
        assert_false(all[i]->pii || all[i]->private);
    assert_false(support_sees(&support, "Dafydd"));
}

// Who made it dark to only hear it, and left.
static void test_screen_welcome__does_not_stay_dark(void **state)
{
    (void)state;
    support_start(&support);
    assert_false(kiosk_is_personal(&support.kiosk)); // no silence would end it
    support.ui.prefs.dark = true;
    assert_true(kiosk_is_personal(&support.kiosk));
    kiosk_home(&support.kiosk);
    stage_event(&support.kiosk.stage, NULL);
    assert_false(support.ui.prefs.dark);
}

static void test_screen_welcome__goes_on_in_the_language_that_was_touched(void **state)
{
    (void)state;
    support_start(&support);
    support_tap(&support, "#sign.cy");
    support_is_on(&support, "find");
    assert_true(support_sees(&support, "Llythrennau cyntaf"));
    support_start(&support);
    support_tap(&support, "#sign.en");
    assert_true(support_sees(&support, "The first letters"));
}

static void test_screen_welcome__takes_a_members_card(void **state)
{
    (void)state;
    support_start(&support);
    support_scan(&support, &support.office.members[3]);
    support_is_on(&support, "confirm");
    assert_true(support_sees(&support, "Jo S. – is that you?"));
}

static void test_screen_welcome__says_kindly_that_a_card_is_unknown(void **state)
{
    struct card stranger;

    (void)state;
    card_make(&stranger, CARD_MEMBER);
    support_start(&support);
    support_scan(&support, &stranger);
    support_is_on(&support, "welcome");
    assert_non_null(ui_node(&support.ui, "unknown.en"));
    assert_non_null(ui_node(&support.ui, "unknown.cy"));
    assert_false(support.kiosk.visit.on);
}

static void test_screen_welcome__a_hosts_card_goes_to_the_desk(void **state)
{
    (void)state;
    support_start(&support);
    support_scan(&support, &support.office.host);
    support_is_on(&support, "desk-pin");
}

static void test_screen_welcome__the_desk_is_one_touch_away_but_locked(void **state)
{
    (void)state;
    support_start(&support);
    support_tap(&support, "Desk");
    support_is_on(&support, "desk-card");
    assert_false(support.kiosk.desk.unlocked);
}

static void test_screen_sitting_in__is_two_touches_and_no_name(void **state)
{
    int before;
    struct books_meeting meeting;
    struct err err;

    (void)state;
    support_start(&support);
    before = support_count(&support, RECORD_ATTENDANCE_ARRIVED);
    support_tap(&support, "Just sitting in");
    support_is_on(&support, "sitting-in");
    support_tap(&support, "Yes, count me");
    assert_int_equal(support.touches, 2);
    assert_int_equal(support_count(&support, RECORD_ATTENDANCE_ARRIVED), before + 1);
    assert_true(support_sees(&support, "You are counted"));
    assert_false(support.kiosk.visit.on);
    check_ok(
        books_get_meeting(support.kiosk.store.db, support.kiosk.roster.meeting, &meeting, &err),
        &err);
    assert_true(meeting.present >= 1);
    support_tap(&support, "Finish");
    support_is_on(&support, "welcome");
}

static void test_screen_sitting_in__counts_nobody_who_goes_back(void **state)
{
    int before = support_count(&support, RECORD_ATTENDANCE_ARRIVED);

    (void)state;
    support_start(&support);
    support_tap(&support, "Just sitting in");
    support_tap(&support, "Back");
    support_is_on(&support, "welcome");
    assert_int_equal(support_count(&support, RECORD_ATTENDANCE_ARRIVED), before);
}

// Letters, and a thank-you that nobody finished, must not stay for the next person.
static void test_screen_welcome__comes_back_by_itself(void **state)
{
    (void)state;
    support_start(&support);
    support_tap(&support, "Sign in");
    support_type(&support, "DA");
    support.kiosk.stage.touched_ms = when_monotonic_ms();
    when_advance(346000);
    stage_idle(&support.kiosk.stage);
    support_is_on(&support, "welcome");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screen_welcome__says_both_languages_alike),
        cmocka_unit_test(test_screen_welcome__says_nothing_personal),
        cmocka_unit_test(test_screen_welcome__does_not_stay_dark),
        cmocka_unit_test(test_screen_welcome__goes_on_in_the_language_that_was_touched),
        cmocka_unit_test(test_screen_welcome__takes_a_members_card),
        cmocka_unit_test(test_screen_welcome__says_kindly_that_a_card_is_unknown),
        cmocka_unit_test(test_screen_welcome__a_hosts_card_goes_to_the_desk),
        cmocka_unit_test(test_screen_welcome__the_desk_is_one_touch_away_but_locked),
        cmocka_unit_test(test_screen_sitting_in__is_two_touches_and_no_name),
        cmocka_unit_test(test_screen_sitting_in__counts_nobody_who_goes_back),
        cmocka_unit_test(test_screen_welcome__comes_back_by_itself),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
