// SPDX-License-Identifier: Apache-2.0

/* Somebody came with the visitor: signed in in the same act, and their turn at the kiosk. */
#include "kiosk/together.h"

#include "kiosk/draft.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

static struct support support;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    support_open_float(&support);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

// Li comes along with Jo; that was settled at the office.
#define JO 3
#define LI 4

static void li_supports_jo(void)
{
    support_expected(&support, LI)->supports = support.office.people[JO];
    support_expected(&support, LI)->supporter_number = 1;
}

static void to_together(int person)
{
    li_supports_jo();
    support_arrive_by_card(&support, person);
    support_tap(&support, "#together");
    support_is_on(&support, "together");
}

static struct body_attendance_arrived last_arrived(void)
{
    struct body_attendance_arrived found;

    support_last(&support, RECORD_ATTENDANCE_ARRIVED, &found);
    return found;
}

static void test_together__signs_a_supporter_in_with_one_touch_more(void **state)
{
    struct body_attendance_arrived arrived;

    (void)state;
    to_together(JO);
    support_tap(&support, "Li v.");
    arrived = last_arrived();
    assert_true(id_equal(arrived.person, support.office.people[LI]));
    assert_string_equal(arrived.as, "supporter");
    assert_string_equal(arrived.how, "together");
    assert_true(support_sees(&support, "Li v. is signed in too."));
    assert_null(ui_node(&support.ui, "with.1")); // and is asked about no more
    support_tap(&support, "Next");
    support_is_on(&support, "arrived");
    assert_true(support_sees(&support, "You and Li v. are signed in. Thank you."));
    assert_int_equal(support_count(&support, RECORD_ATTENDANCE_ARRIVED), 2);
}

static void test_together__is_asked_on_every_display(void **state)
{
    static const struct ui_display displays[] = {
        {1920, 1080, 344, 194}, {1080, 1920, 194, 344}, {1280, 800, 217, 136}};
    const struct ui_display was = support.ui.display;

    (void)state;
    support_arrive(&support, LI);
    for (size_t i = 0; i < sizeof displays / sizeof displays[0]; i++) {
        support.ui.display = displays[i];
        stage_event(&support.kiosk.stage, NULL);
        support_to_page_of(&support, "together");
    }
    support.ui.display = was;
}

static void test_together__works_from_either_side(void **state)
{
    (void)state;
    to_together(LI);
    support_tap(&support, "Jo S.");
    assert_string_equal(last_arrived().as, "participant");
    assert_true(id_equal(last_arrived().person, support.office.people[JO]));
}

// Who comes with whom is stored; and who is here already is not asked about.
static void test_together__names_nobody_to_letters_nor_who_is_here(void **state)
{
    (void)state;
    li_supports_jo();
    support_arrive(&support, JO);
    support_tap(&support, "#together");
    assert_null(ui_node(&support.ui, "with.1"));
    assert_non_null(ui_node(&support.ui, "sit"));
    support_arrive_by_card(&support, LI);
    support_tap(&support, "#together");
    assert_null(ui_node(&support.ui, "with.1"));
}

static void test_together__anybody_else_sits_in_counted_without_a_name(void **state)
{
    (void)state;
    support_arrive(&support, 0);
    support_tap(&support, "Someone came with me");
    support_tap(&support, "Someone to sit in");
    assert_string_equal(last_arrived().as, "sitting_in");
    assert_true(id_is_none(last_arrived().person));
    support_tap(&support, "Someone to sit in");
    assert_true(support_sees(&support, "2 people who came with you are counted."));
    support_tap(&support, "Back");
    support_is_on(&support, "arrived");
    assert_int_equal(support_count(&support, RECORD_ATTENDANCE_ARRIVED), 3);
}

static void likes_large_letters(int person)
{
    struct body_choice body = {.person = support.office.people[person],
                               .choice = "screen",
                               .value = "en.XL.medium.usual.off.2.5",
                               .wording = BODY_WORDING_FIRST};
    struct err err;

    check_ok(store_save(&support.kiosk.store, RECORD_CHOICE_GIVEN, id_new(),
                        support.kiosk.roster.meeting, &body, &err),
             &err);
}

// Whoever shows their card is signed in so, also beside somebody known by letters; and is known.
static void test_together__a_card_recognises_its_person_when_it_is_their_turn(void **state)
{
    const struct visit *visit = &support.kiosk.visit;

    (void)state;
    support_arrive(&support, 0);
    support_tap(&support, "Someone came with me");
    support_scan(&support, &support.office.members[0]); // the visitor's own is no companion's
    assert_true(support_sees(&support, "This card signs in nobody here."));
    support_scan(&support, &support.office.members[1]);
    assert_true(support_sees(&support, "Siân M. is signed in too."));
    assert_null(ui_node(&support.ui, "unknown"));
    assert_string_equal(last_arrived().how, "card");
    assert_false(visit->recognised); // it is not the visitor's card
    support_tap(&support, "Next");
    likes_large_letters(1);
    support_tap(&support, "Now Siân M.");
    support_is_on(&support, "arrived");
    assert_true(id_equal(visit->person, support.office.people[1]));
    assert_true(visit->recognised);
    assert_int_equal(support.ui.prefs.size, UI_SIZE_XL); // as she likes it
}

static void test_together__the_camera_is_opened_only_to_show_a_card(void **state)
{
    (void)state;
    support.kiosk.live.state = LIVE_OFF;
    support_arrive(&support, 0);
    support_tap(&support, "Someone came with me");
    assert_null(ui_node(&support.ui, "photo"));
    support_tap(&support, "Someone with a card");
    assert_non_null(ui_node(&support.ui, "photo"));
    support_scan(&support, &support.office.members[1]);
    assert_null(ui_node(&support.ui, "photo"));
    assert_true(support_sees(&support, "Siân M. is signed in too."));
}

static bool is_kept(int person)
{
    struct visit_place place = kiosk_visit_place(&support.kiosk);
    bool there;
    struct err err;

    check_ok(draft_find(&place, support.office.people[person], &there, &err), &err);
    return there;
}

// The other is signed in and claims; of the first nothing is left to see, and nothing is lost.
static void test_together__their_turn_begins_with_nothing_of_the_first(void **state)
{
    const struct visit *visit = &support.kiosk.visit;

    (void)state;
    to_together(JO);
    support_tap(&support, "Li v.");
    support_tap(&support, "Next");
    support.ui.prefs.size = UI_SIZE_XL;
    support_tap(&support, "Yes, now");
    support_tap(&support, "#time.4");
    support_tap(&support, "Next");
    support_tap(&support, "#bus");
    support_tap(&support, "Next");
    for (int i = 0; i < 3; i++)
        support_tap(&support, "Back");
    support_is_on(&support, "arrived");
    support_tap(&support, "Now Li v.");
    support_is_on(&support, "arrived");
    assert_true(id_equal(visit->person, support.office.people[LI]));
    assert_false(visit->recognised); // they have not shown who they are
    assert_int_equal(visit->line_count, 0);
    assert_true(ui_prefs_equal(&support.ui.prefs, &ui_prefs_usual));
    assert_true(is_kept(JO));
    assert_int_equal(support_count(&support, RECORD_ATTENDANCE_ARRIVED), 2);
    support_tap(&support, "Yes, now"); // a supporter is not asked about getting ready
    support_is_on(&support, "travel");
}

static void test_together__their_turn_comes_when_the_first_has_claimed(void **state)
{
    (void)state;
    to_together(JO);
    support_tap(&support, "Li v.");
    support_tap(&support, "Next");
    support_tap(&support, "#none");
    support_tap(&support, "#yes");
    support_is_on(&support, "done");
    support_tap(&support, "Now Li v.");
    support_is_on(&support, "arrived");
    assert_true(id_equal(support.kiosk.visit.person, support.office.people[LI]));
    assert_false(support.kiosk.visit.claimed);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_together__signs_a_supporter_in_with_one_touch_more),
        TEST(test_together__is_asked_on_every_display),
        TEST(test_together__works_from_either_side),
        TEST(test_together__names_nobody_to_letters_nor_who_is_here),
        TEST(test_together__anybody_else_sits_in_counted_without_a_name),
        TEST(test_together__a_card_recognises_its_person_when_it_is_their_turn),
        TEST(test_together__the_camera_is_opened_only_to_show_a_card),
        TEST(test_together__their_turn_begins_with_nothing_of_the_first),
        TEST(test_together__their_turn_comes_when_the_first_has_claimed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
