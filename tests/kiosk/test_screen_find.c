// SPDX-License-Identifier: Apache-2.0

/* Being found by letters, and "Is that you?". */

#include <stdio.h>

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

static void look_for(const char *letters)
{
    support_start(&support);
    support_tap(&support, "Sign in");
    support_type(&support, letters);
    support_tap(&support, "Next");
}

static void test_screen_find__shows_masked_names_and_no_more(void **state)
{
    (void)state;
    look_for("EVA");
    support_is_on(&support, "find");
    assert_true(support_sees(&support, "Dafydd E."));
    assert_true(support_sees(&support, "Tomos E."));
    assert_false(support_sees(&support, "Evans"));
    assert_false(support_sees(&support, "Morgan"));
    assert_true(ui_node(&support.ui, "name.1")->pii);
}

static void test_screen_find__needs_three_letters_or_a_whole_name(void **state)
{
    (void)state;
    look_for("DA");
    assert_true(support_sees(&support, "Please touch three letters"));
    assert_false(support_sees(&support, "Dafydd"));
    look_for("LI");
    assert_true(support_sees(&support, "Li v."));
}

// Found or not, the words are the same; only the names differ (PRV-04).
static void test_screen_find__says_the_same_for_nobody(void **state)
{
    char title[200], not_seen[200];

    (void)state;
    look_for("EVA");
    snprintf(title, sizeof title, "%s", ui_text(&support.ui, ui_node(&support.ui, "title")));
    snprintf(not_seen, sizeof not_seen, "%s", ui_text(&support.ui, ui_node(&support.ui, "not")));
    look_for("XYZ");
    assert_string_equal(ui_text(&support.ui, ui_node(&support.ui, "title")), title);
    assert_string_equal(ui_text(&support.ui, ui_node(&support.ui, "not")), not_seen);
    assert_null(ui_node(&support.ui, "name.1"));
}

static void test_screen_find__asks_for_a_person_after_three_misses(void **state)
{
    (void)state;
    look_for("XYZ");
    for (int i = 0; i < 2; i++) {
        support_tap(&support, "Try other letters");
        support_is_on(&support, "find");
        support_type(&support, "QQQ");
        support_tap(&support, "Next");
    }
    support_tap(&support, "Try other letters");
    support_is_on(&support, "ask");
    support_tap(&support, "#back.there");
    support_is_on(&support, "welcome");
}

static void test_screen_find__takes_newcomers_to_the_desk(void **state)
{
    (void)state;
    support_start(&support);
    support_tap(&support, "Sign in");
    support_tap(&support, "I am new here");
    assert_true(support_sees(&support, "Please go to the desk"));
    support_tap(&support, "Back");
    assert_non_null(ui_node(&support.ui, "typed"));
}

static void test_screen_find__takes_a_card_as_well(void **state)
{
    (void)state;
    support_start(&support);
    support_tap(&support, "Sign in");
    support_scan(&support, &support.office.members[1]);
    support_is_on(&support, "confirm");
}

static void test_screen_find__reads_the_same_in_welsh(void **state)
{
    (void)state;
    support_start(&support);
    support_tap(&support, "Mewngofnodi");
    support_type(&support, "DAF");
    support_tap(&support, "Nesaf");
    support_tap(&support, "Dafydd E.");
    assert_true(support_sees(&support, "Dafydd E. – ai dyma chi?"));
    support_tap(&support, "#lang");
    assert_true(support_sees(&support, "Dafydd E. – is that you?"));
}

static void test_screen_confirm__no_records_nothing(void **state)
{
    int before;

    (void)state;
    before = support_count(&support, RECORD_ATTENDANCE_ARRIVED);
    look_for("MAR");
    support_tap(&support, "Mary O.");
    support_tap(&support, "No, that is not me");
    support_is_on(&support, "find");
    assert_false(support.kiosk.visit.on);
    assert_int_equal(support_count(&support, RECORD_ATTENDANCE_ARRIVED), before);
}

static void test_screen_confirm__yes_is_recorded_before_any_question(void **state)
{
    int before;

    (void)state;
    before = support_count(&support, RECORD_ATTENDANCE_ARRIVED);
    look_for("MAR");
    support_tap(&support, "Mary O.");
    assert_int_equal(support_count(&support, RECORD_ATTENDANCE_ARRIVED), before);
    support_tap(&support, "Yes, that is me");
    support_is_on(&support, "arrived");
    assert_int_equal(support_count(&support, RECORD_ATTENDANCE_ARRIVED), before + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screen_find__shows_masked_names_and_no_more),
        cmocka_unit_test(test_screen_find__needs_three_letters_or_a_whole_name),
        cmocka_unit_test(test_screen_find__says_the_same_for_nobody),
        cmocka_unit_test(test_screen_find__asks_for_a_person_after_three_misses),
        cmocka_unit_test(test_screen_find__takes_newcomers_to_the_desk),
        cmocka_unit_test(test_screen_find__takes_a_card_as_well),
        cmocka_unit_test(test_screen_find__reads_the_same_in_welsh),
        cmocka_unit_test(test_screen_confirm__no_records_nothing),
        cmocka_unit_test(test_screen_confirm__yes_is_recorded_before_any_question),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
