// SPDX-License-Identifier: Apache-2.0

/* The choice about payment, less, benefits, and what is all right for the person. */

#include "shared/str.h"
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

static void to_fee(int person)
{
    support_arrive_by_card(&support, person);
    if (ui_node(&support.ui, "anew")) // another test began
        support_tap(&support, "#anew");
    support_tap(&support, "Yes, now");
    support_tap(&support, "1 hour or more");
    support_tap(&support, "Next");
    support_tap(&support, "I walked");
    support_tap(&support, "Next");
    support_is_on(&support, "fee");
}

static void test_screen_fee__shows_what_each_choice_comes_to(void **state)
{
    (void)state;
    to_fee(0);
    assert_true(support_sees(&support, "about £43.75"));
    assert_true(support_sees(&support, "about £35.00"));
    assert_non_null(ui_find(&support.ui, "No, thank you"));
    assert_null(ui_find(&support.ui, "reimburse"));
}

static void test_screen_fee__preselects_nothing(void **state)
{
    (void)state;
    to_fee(0);
    for (size_t i = 0; i < support.ui.node_count; i++)
        assert_false(support.ui.nodes[i].role == UI_CHOICE && support.ui.nodes[i].selected);
    support_tap(&support, "Next");
    support_is_on(&support, "fee");
    assert_non_null(ui_node(&support.ui, "unsaid"));
}

// On 15.6 inches too; and never to letters alone.
static void test_screen_fee__says_this_month_before_the_choice_on_small_screens_too(void **state)
{
    const struct ui_display was = support.ui.display;
    struct body_person_expected *body = support_expected(&support, 2);

    (void)state;
    body->month_offered_pence = 8750;
    body->month_taken_pence = 4375;
    to_fee(2);
    support.ui.display = (struct ui_display){1366, 768, 345, 194};
    stage_event(&support.kiosk.stage, NULL);
    assert_true(support_sees(&support, "This month so far: offered £87.50, taken £43.75."));
    support.kiosk.visit.recognised = false;
    stage_event(&support.kiosk.stage, NULL);
    assert_false(support_sees(&support, "This month so far"));
    support.ui.display = was;
    body->month_offered_pence = 0;
}

static void test_screen_fee__marks_what_was_chosen_last_time(void **state)
{
    struct body_person_expected *body = support_expected(&support, 0);

    (void)state;
    body->last_claim = id_new();
    str_copy(body->last_fee, sizeof body->last_fee, "bank");
    to_fee(0);
    assert_true(support_sees(&support, "about £43.75, as last time"));
    assert_false(ui_node(&support.ui, "bank")->selected);
    assert_false(support_sees(&support, "about £35.00, as last time"));
    body->last_claim = (struct id){{0}};
}

// Their travel money went to the bank, and of the payment they wanted less.
static void test_screen_fee__says_as_last_time_only_of_what_was_chosen(void **state)
{
    struct body_person_expected *body = support_expected(&support, 1);

    (void)state;
    body->last_claim = id_new();
    str_copy(body->last_fee, sizeof body->last_fee, "less");
    to_fee(1);
    support.kiosk.visit.recognised = true;
    stage_event(&support.kiosk.stage, NULL);
    assert_false(support_sees(&support, "as last time"));
    str_copy(body->last_fee, sizeof body->last_fee, "bank");
    stage_event(&support.kiosk.stage, NULL);
    assert_true(support_sees(&support, "as last time"));
}

static void test_screen_fee__notes_that_the_benefits_note_was_seen(void **state)
{
    (void)state;
    to_fee(0);
    assert_true(support_sees(&support, "a payment can change them"));
    assert_int_equal(support.kiosk.visit.benefits_seen_ms, 0);
    support_tap(&support, "To my bank");
    support_tap(&support, "Next");
    assert_true(support.kiosk.visit.benefits_seen_ms > 0);
}

// Once-only work and a break from it are no choices of a kiosk; the wage rules of 2008 are history.
static void test_screen_benefits__says_what_no_means_and_which_ways_there_are(void **state)
{
    (void)state;
    to_fee(0);
    support_tap(&support, "Find out more");
    assert_true(support_sees(&support, "no, take less, or set a limit for each month"));
    assert_true(support_sees(&support, "does not count money that you said no to"));
    support_tap(&support, "Cymraeg");
    assert_true(support_sees(&support, "osod terfyn am bob mis"));
    assert_true(support_sees(&support, "y dywedoch na wrtho"));
}

static void test_screen_benefits__comes_back_with_the_answer_kept(void **state)
{
    (void)state;
    to_fee(0);
    support_tap(&support, "A voucher");
    support_tap(&support, "Find out more");
    support_is_on(&support, "benefits");
    assert_true(support_sees(&support, "Citizens Advice"));
    support_tap(&support, "Back");
    support_is_on(&support, "fee");
    assert_true(ui_node(&support.ui, "voucher")->selected);
}

static void test_screen_fee__gives_under_18s_what_applies_to_them(void **state)
{
    (void)state;
    to_fee(OFFICE_PEOPLE - 1);
    assert_null(ui_node(&support.ui, "bank"));
    assert_null(ui_node(&support.ui, "less"));
    assert_non_null(ui_node(&support.ui, "voucher"));
    assert_non_null(ui_node(&support.ui, "no"));
    assert_false(support_sees(&support, "18"));
}

static void test_screen_less__keeps_the_most_they_want(void **state)
{
    (void)state;
    to_fee(0);
    support_tap(&support, "Less");
    support_tap(&support, "Next");
    support_is_on(&support, "less");
    support_tap(&support, "Next");
    assert_non_null(ui_node(&support.ui, "unclear"));
    support_type(&support, "20");
    support_tap(&support, "Next");
    support_is_on(&support, "choices");
    assert_int_equal(support.kiosk.visit.less_pence, 2000);
    support_tap(&support, "Back");
    support_is_on(&support, "less");
    assert_true(support_sees(&support, "£20.00"));
}

static void to_choices(int person)
{
    to_fee(person);
    support_tap(&support, "No, thank you");
    support_tap(&support, "Next");
    support_is_on(&support, "choices");
}

static void test_screen_choices__no_to_all_stands_first(void **state)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count;
    const struct ui_node *first = NULL;

    (void)state;
    to_choices(0);
    count = ui_order(&support.ui, all);
    for (size_t i = 0; i < count && !first; i++)
        if (all[i]->role == UI_CHOICE)
            first = all[i];
    assert_string_equal(first->id, "none");
    support_tap(&support, "No to all of these");
    support_tap(&support, "Next");
    support_is_on(&support, "check");
    for (int i = 0; i < VISIT_CHOICES; i++)
        assert_int_equal(support.kiosk.visit.choices[i], VISIT_NO);
}

static void test_screen_choices__yes_is_only_what_was_touched(void **state)
{
    (void)state;
    to_choices(0);
    support_tap(&support, "No to all of these");
    support_tap(&support, "Keeping in touch");
    assert_false(ui_node(&support.ui, "none")->selected);
    support_tap(&support, "Next");
    support_tap(&support, "Next");
    assert_non_null(ui_node(&support.ui, "unsaid"));
    support_tap(&support, "By letter");
    support_tap(&support, "Next");
    support_tap(&support, "#safe");
    support_is_on(&support, "check");
    assert_int_equal(support.kiosk.visit.choices[0], VISIT_NO);
    assert_int_equal(support.kiosk.visit.choices[2], VISIT_YES);
    assert_string_equal(support.kiosk.visit.contact, "letter");
}

static void test_screen_choices__is_not_asked_twice(void **state)
{
    (void)state;
    to_choices(1);
    support_tap(&support, "Photographs of me");
    support_tap(&support, "Next");
    support_tap(&support, "#yes");
    support_is_on(&support, "done");
    assert_int_equal(support_count(&support, RECORD_CHOICE_GIVEN), 1);
    to_fee(2);
    support.kiosk.visit.person = support.office.people[1]; // as that person, another time
    support_tap(&support, "To my bank");
    support_tap(&support, "Next");
    support_is_on(&support, "check");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screen_fee__shows_what_each_choice_comes_to),
        cmocka_unit_test(test_screen_fee__preselects_nothing),
        cmocka_unit_test(test_screen_fee__says_this_month_before_the_choice_on_small_screens_too),
        cmocka_unit_test(test_screen_fee__marks_what_was_chosen_last_time),
        cmocka_unit_test(test_screen_fee__says_as_last_time_only_of_what_was_chosen),
        cmocka_unit_test(test_screen_fee__notes_that_the_benefits_note_was_seen),
        cmocka_unit_test(test_screen_benefits__says_what_no_means_and_which_ways_there_are),
        cmocka_unit_test(test_screen_benefits__comes_back_with_the_answer_kept),
        cmocka_unit_test(test_screen_fee__gives_under_18s_what_applies_to_them),
        cmocka_unit_test(test_screen_less__keeps_the_most_they_want),
        cmocka_unit_test(test_screen_choices__no_to_all_stands_first),
        cmocka_unit_test(test_screen_choices__yes_is_only_what_was_touched),
        cmocka_unit_test(test_screen_choices__is_not_asked_twice),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
