// SPDX-License-Identifier: Apache-2.0
#include "kiosk/choices.h"

#include <stdlib.h>
#include <string.h>

#include "kiosk/display.h"
#include "kiosk/newcomer.h"
#include "kiosk/screens.h"
#include "shared/mem.h"
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

static void go_to(const struct screen *screen)
{
    kiosk_go(&support.kiosk, screen);
    stage_event(&support.kiosk.stage, NULL);
}

// As after the question about payment, which has given its advice.
static void to_check(void)
{
    support.kiosk.visit.benefits_seen_ms = when_now_ms();
    go_to(&screen_check);
}

static void say(int person, const char *choice, const char *value, int64_t wording)
{
    struct body_choice body = {.person = support.office.people[person], .wording = wording};
    struct err err;

    str_copy(body.choice, sizeof body.choice, choice);
    str_copy(body.value, sizeof body.value, value);
    check_ok(store_save(&support.kiosk.store,
                        str_equal(value, "no") ? RECORD_CHOICE_WITHDRAWN : RECORD_CHOICE_GIVEN,
                        id_new(), support.kiosk.roster.meeting, &body, &err),
             &err);
}

static void say_all(int person, const char *photographs)
{
    say(person, "photographs", photographs, BODY_WORDING_FIRST);
    say(person, "words", "no", BODY_WORDING_FIRST);
    say(person, "contact", "letter", BODY_WORDING_FIRST);
}

static void test_choices__before_keeping_in_touch_it_is_asked_whether_that_is_safe(void **state)
{
    const struct visit *visit = &support.kiosk.visit;

    (void)state;
    support_arrive(&support, 0);
    go_to(&screen_choices);
    support_tap(&support, "#contact");
    support_tap(&support, "#next");
    support_tap(&support, "#telephone");
    support_tap(&support, "#next");
    assert_true(support_sees(&support, "Is it safe for us to telephone you?"));
    support_tap(&support, "#safe");
    assert_int_equal(visit->choices[2], VISIT_YES);
    assert_string_equal(visit->contact, "telephone");
}

static void test_choices__not_safe_is_no_contact_at_all(void **state)
{
    const struct visit *visit = &support.kiosk.visit;

    (void)state;
    support_arrive(&support, 1);
    go_to(&screen_choices);
    support_tap(&support, "#photographs");
    support_tap(&support, "#contact");
    support_tap(&support, "#next");
    support_tap(&support, "#letter");
    support_tap(&support, "#next");
    assert_true(support_sees(&support, "Is it safe for us to send you a letter?"));
    support_tap(&support, "#unsafe");
    assert_int_equal(visit->choices[2], VISIT_NO);
    assert_string_equal(visit->contact, "");
    assert_int_equal(visit->choices[0], VISIT_YES); // the others stand
}

static void test_choices__are_asked_again_when_the_words_are_new_or_a_year_is_over(void **state)
{
    (void)state;
    support_arrive(&support, 0);
    assert_true(choices_are_asked(&support.kiosk)); // never asked
    say_all(0, "yes");
    assert_false(choices_are_asked(&support.kiosk));
    say(0, "words", "no", BODY_WORDING_FIRST + 1); // the office has asked in other words
    assert_true(choices_are_asked(&support.kiosk));
    say(0, "words", "no", BODY_WORDING_FIRST);
    assert_false(choices_are_asked(&support.kiosk));
    when_advance(INT64_C(367) * 86400000);
    assert_true(choices_are_asked(&support.kiosk));
    when_advance(-INT64_C(367) * 86400000);
}

static int64_t kept_version(int person, const char *choice)
{
    struct body_choice said;
    int64_t at_ms;
    struct err err;

    check_ok(books_find_choice(support.kiosk.store.db, support.office.people[person], choice, &said,
                               &at_ms, &err),
             &err);
    return said.wording;
}

static void hear(const struct body_wording_set *wording)
{
    struct err err;

    check_ok(office_say(&support.office, &support.kiosk.store, RECORD_WORDING_SET, wording, &err),
             &err);
    kiosk_receive(&support.kiosk);
}

static void look_in(enum words_lang lang)
{
    support.ui.prefs.lang = lang;
    stage_event(&support.kiosk.stage, NULL);
}

static void test_choices__are_asked_again_in_the_offices_words(void **state)
{
    static const struct body_wording_set wording = {
        .version = 2,
        .words = {{"photographs", "Photographs for the newsletter", "Lluniau i’r cylchlythyr"},
                  {"words", "My words, without my name", "Fy ngeiriau, heb fy enw"},
                  {"contact", "Letters about meetings", "Llythyrau am gyfarfodydd"}},
        .words_count = 3};
    struct visit *visit = &support.kiosk.visit;
    struct visit_place place = kiosk_visit_place(&support.kiosk);
    struct err err;

    (void)state;
    say_all(4, "yes");
    support_arrive_by_card(&support, 4);
    assert_false(choices_are_asked(&support.kiosk));
    hear(&wording);
    assert_true(choices_are_asked(&support.kiosk));
    go_to(&screen_choices);
    assert_true(support_sees(&support, "Photographs for the newsletter"));
    assert_true(support_sees(&support, "My words, without my name"));
    // A loudspeaker says the question like any other: whoever cannot read it hears it.
    assert_non_null(strstr(ui_aloud_text(&support.ui, ui_node(&support.ui, "words")),
                           "My words, without my name"));
    look_in(WORDS_CY);
    assert_true(support_sees(&support, "Lluniau i’r cylchlythyr"));
    look_in(WORDS_EN);
    support_tap(&support, "#photographs");
    support_tap(&support, "#next");
    visit->fee = VISIT_FEE_NONE;
    check_ok(visit_save(visit, &place, &err), &err);
    assert_int_equal(kept_version(4, "photographs"), 2);
    assert_int_equal(kept_version(4, "words"), 2);
    visit->choices[0] = VISIT_UNSAID;
    assert_false(choices_are_asked(&support.kiosk)); // until there are newer words
    hear(&(struct body_wording_set){.version = BODY_WORDING_FIRST + 2});
}

// A kiosk that was away hears of the newest wording only: it is the one that is read and kept.
static void test_choices__are_asked_again_when_a_wording_was_missed(void **state)
{
    struct visit *visit = &support.kiosk.visit;
    struct visit_place place = kiosk_visit_place(&support.kiosk);
    struct err err;

    (void)state;
    say_all(5, "yes");
    support_arrive_by_card(&support, 5);
    assert_false(choices_are_asked(&support.kiosk));
    hear(&(struct body_wording_set){.version = 5,
                                    .words = {{"photographs", "In our news", "Yn ein newyddion"}},
                                    .words_count = 1});
    assert_true(choices_are_asked(&support.kiosk));
    say(5, "photographs", "yes", 3); // of a wording that this kiosk never had
    say(5, "words", "yes", 3);
    say(5, "contact", "yes", 3);
    assert_true(choices_are_asked(&support.kiosk));
    go_to(&screen_choices);
    assert_true(support_sees(&support, "In our news"));
    support_tap(&support, "#photographs");
    support_tap(&support, "#next");
    visit->fee = VISIT_FEE_NONE;
    check_ok(visit_save(visit, &place, &err), &err);
    assert_int_equal(kept_version(5, "photographs"), 5);
    assert_int_equal(kept_version(5, "words"), 5);
    visit->choices[0] = VISIT_UNSAID;
    assert_false(choices_are_asked(&support.kiosk));
}

// The office words them in English and Welsh. In any further language the kiosk's own words are
// read.
static void test_choices__in_a_further_language_have_the_kiosks_own_words(void **state)
{
    (void)state;
    say_all(1, "yes");
    support_arrive(&support, 1);
    hear(&(struct body_wording_set){.version = 2,
                                    .words = {{"photographs", "In our news", "Yn ein newyddion"}},
                                    .words_count = 1});
    assert_true(choices_are_asked(&support.kiosk));
    support.ui.prefs.lang = WORDS_OTHER;
    assert_string_equal(choices_own_words(&support.kiosk, VISIT_PHOTOGRAPHS, WORDS_OTHER), "");
    assert_int_equal(choices_version(&support.kiosk, WORDS_OTHER), BODY_WORDING_FIRST);
    assert_int_equal(choices_version(&support.kiosk, WORDS_CY), 2);
    assert_false(choices_are_asked(&support.kiosk)); // those are the words they read
    support.ui.prefs.lang = WORDS_EN;
}

static void test_choices__are_rows_at_check_and_changed_at_any_visit(void **state)
{
    struct visit *visit = &support.kiosk.visit;

    (void)state;
    say_all(2, "yes");
    support_arrive_by_card(&support, 2);
    to_check();
    support_to_page_of(&support, "choice.photographs");
    assert_true(support_sees(&support, "Photographs of me: yes"));
    assert_true(support_sees(&support, "Using my words: no"));
    assert_true(support_sees(&support, "Keeping in touch: by letter"));
    support_tap(&support, "#choices.change");
    support_is_on(&support, "choices");
    assert_true(ui_node(&support.ui, "photographs")->selected); // as it was said
    support_tap(&support, "#photographs");
    support_tap(&support, "#next");
    support_tap(&support, "#next"); // by letter, as before
    support_tap(&support, "#safe");
    support_is_on(&support, "check");
    assert_int_equal(visit->choices[0], VISIT_NO);
    assert_string_equal(visit->contact, "letter");
}

static void hand_over_by_slip(int person)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    struct books_claim claim;
    struct err err;

    support_claim(&support, person, 420, "");
    check_ok(books_find_claim(support.kiosk.store.db, support.kiosk.roster.meeting,
                              support.office.people[person], &claim, &err) &&
                 books_get_claim_body(support.kiosk.store.db, claim.claim, body, &err) &&
                 store_save(&support.kiosk.store, RECORD_CLAIM_HANDED, id_new(),
                            support.kiosk.roster.meeting, body, &err),
             &err);
    free(body);
}

static bool has_said(int person, enum visit_choice choice, const char *value)
{
    struct body_choice said;
    int64_t at_ms;
    struct err err;

    return books_find_choice(support.kiosk.store.db, support.office.people[person],
                             visit_choices[choice], &said, &at_ms, &err) &&
           str_equal(said.value, value);
}

// What the paper says stays; what is all right for them is not on it.
static void test_choices__are_changed_after_a_slip_too(void **state)
{
    int before = support_count(&support, RECORD_CLAIM_AMENDED);

    (void)state;
    say_all(3, "yes");
    hand_over_by_slip(3);
    support_arrive(&support, 3);
    assert_null(ui_node(&support.ui, "choices")); // by letters
    support_arrive_by_card(&support, 3);
    assert_null(ui_node(&support.ui, "change"));
    support_tap(&support, "#choices");
    support_is_on(&support, "choices");
    assert_true(ui_node(&support.ui, "photographs")->selected); // as it was said
    support_tap(&support, "Back");
    support_is_on(&support, "arrived");
    assert_true(has_said(3, VISIT_PHOTOGRAPHS, "yes"));
    support_tap(&support, "#choices");
    support_tap(&support, "#none");
    support_tap(&support, "#next");
    support_is_on(&support, "arrived");
    support_must_see(&support, "That is saved.");
    assert_true(has_said(3, VISIT_PHOTOGRAPHS, "no"));
    assert_true(has_said(3, VISIT_CONTACT, "no"));
    assert_int_equal(support_count(&support, RECORD_CLAIM_AMENDED), before);
    support_tap(&support, "#choices");
    assert_true(ui_node(&support.ui, "none")->selected);
    support_tap(&support, "#photographs"); // and once more
    support_tap(&support, "#next");
    assert_true(has_said(3, VISIT_PHOTOGRAPHS, "yes"));
}

// Where there is no room for rows, in one line beside the button.
static void test_choices__stand_beside_their_button_on_a_low_display(void **state)
{
    struct err err;

    (void)state;
    check_ok(display_read(&support.ui.display, "1920x1080@345x194", &err), &err);
    say_all(2, "yes");
    support_arrive_by_card(&support, 2);
    to_check();
    support_to_page_of(&support, "choices.said");
    assert_true(support_sees(&support, "Photographs: yes. My words: no. Contact: by letter."));
    support_tap(&support, "#choices");
    support_is_on(&support, "choices");
    support_arrive(&support, 2);
    to_check();
    support_to_page_of(&support, "choices");
    assert_false(support_sees(&support, "Photographs: yes.")); // by letters
}

static void check_choices(const struct visit *visit, enum visit_answer answer)
{
    for (size_t i = 0; i < VISIT_CHOICES; i++)
        assert_int_equal(visit->choices[i], answer);
}

// To look at what was said is no answer: nothing is recorded, and it is no question of this visit.
static void test_choices__looked_at_and_left_again_are_not_said(void **state)
{
    const struct visit *visit = &support.kiosk.visit;

    (void)state;
    say_all(2, "yes");
    support_arrive_by_card(&support, 2);
    to_check();
    support_to_page_of(&support, "choices.change");
    support_tap(&support, "#choices.change");
    assert_true(ui_node(&support.ui, "photographs")->selected);
    support_tap(&support, "Back");
    support_is_on(&support, "check");
    check_choices(visit, VISIT_UNSAID);
    assert_string_equal(visit->contact, "");
    assert_false(choices_are_asked(&support.kiosk));
}

// Who goes back before the last of these questions has not answered the first.
static void test_choices__are_said_when_all_of_it_was_answered(void **state)
{
    const struct visit *visit = &support.kiosk.visit;

    (void)state;
    say_all(2, "no");
    support_arrive_by_card(&support, 2);
    to_check();
    support_to_page_of(&support, "choices.change");
    support_tap(&support, "#choices.change");
    support_tap(&support, "#photographs");
    support_tap(&support, "#next");
    assert_true(ui_node(&support.ui, "letter")->selected); // as it was said
    support_tap(&support, "#telephone");
    support_tap(&support, "#next");
    assert_true(support_sees(&support, "Is it safe for us to telephone you?"));
    for (int i = 0; i < 3; i++)
        support_tap(&support, "Back");
    support_is_on(&support, "check");
    check_choices(visit, VISIT_UNSAID);
    assert_string_equal(visit->contact, "");
}

// Letters alone show nothing that was stored.
static void test_choices__by_letters_only_the_button_is_shown(void **state)
{
    (void)state;
    say_all(3, "yes");
    support_arrive(&support, 3);
    to_check();
    assert_non_null(ui_node(&support.ui, "choices.change"));
    assert_false(support_sees(&support, "Photographs of me"));
    support_tap(&support, "#choices.change");
    assert_false(ui_node(&support.ui, "photographs")->selected);
}

// Not asked is a no, and so is who just sits in; who did not come is not on the list.
static void test_choices__the_host_sees_of_whom_no_photographs_are_taken(void **state)
{
    (void)state;
    say_all(0, "yes");
    say_all(1, "no");
    support_arrive(&support, 0);
    support_arrive(&support, 1);
    support_arrive(&support, 2); // never asked
    support_start(&support);
    support_scan(&support, &support.office.host);
    support_type(&support, OFFICE_PIN);
    support_tap(&support, "#unlock");
    support_tap(&support, "Other tasks");
    support_tap(&support, "#people");
    support_tap(&support, "No photographs");
    assert_false(support_sees(&support, "Dafydd E."));
    assert_true(support_sees(&support, "Siân M."));
    assert_true(support_sees(&support, "Mary O."));
    assert_false(support_sees(&support, "Jo S."));
    assert_true(support_sees(&support, "One person said yes to photographs."));
}

// Somebody who left and came back is one person; who has no room on the list is counted.
static void test_choices__everybody_is_counted_once_and_nobody_is_left_out(void **state)
{
    struct choices_photographs people;
    struct visit_place place;
    struct err err;

    (void)state;
    say_all(0, "yes");
    place = kiosk_visit_place(&support.kiosk);
    for (int i = 0; i < 2; i++) {
        support_arrive(&support, 0);
        check_ok(visit_leave(&support.kiosk.visit, &place, &err), &err);
    }
    for (int i = 0; i < CHOICES_NO_MAX + 2; i++) {
        struct newcomer newcomer;

        newcomer_begin(&newcomer);
        check_ok(newcomer_sign_in(&newcomer, &(struct body_names){.first = "Mair"},
                                  VISIT_BY_LETTERS, &place, &support.kiosk.visit, &err),
                 &err);
    }
    check_ok(choices_list_photographs(&support.kiosk, &people, &err), &err);
    assert_int_equal(people.yes, 1);
    assert_int_equal(people.no_count, CHOICES_NO_MAX);
    assert_int_equal(people.more, 2);
}

static void as_it_was(const struct office *office, struct body_person_expected *body)
{
    (void)office;
    (void)body;
}

// The office's news may come at any moment, and then everybody is read anew.
static void test_choices__the_list_of_the_host_outlives_news_from_the_office(void **state)
{
    struct err err;

    (void)state;
    support_arrive(&support, 2);
    support_start(&support);
    support_unlock(&support, &support.office.host);
    go_to(&screen_desk_photos);
    assert_true(support_sees(&support, "Mary O."));
    check_ok(office_expect(&support.office, &support.kiosk.store, 2, as_it_was, &err), &err);
    kiosk_receive(&support.kiosk);
    stage_event(&support.kiosk.stage, NULL);
    assert_true(support_sees(&support, "Mary O."));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_choices__before_keeping_in_touch_it_is_asked_whether_that_is_safe),
        TEST(test_choices__not_safe_is_no_contact_at_all),
        TEST(test_choices__are_asked_again_when_the_words_are_new_or_a_year_is_over),
        TEST(test_choices__are_asked_again_in_the_offices_words),
        TEST(test_choices__are_asked_again_when_a_wording_was_missed),
        TEST(test_choices__in_a_further_language_have_the_kiosks_own_words),
        TEST(test_choices__are_rows_at_check_and_changed_at_any_visit),
        TEST(test_choices__are_changed_after_a_slip_too),
        TEST(test_choices__stand_beside_their_button_on_a_low_display),
        TEST(test_choices__looked_at_and_left_again_are_not_said),
        TEST(test_choices__are_said_when_all_of_it_was_answered),
        TEST(test_choices__by_letters_only_the_button_is_shown),
        TEST(test_choices__the_host_sees_of_whom_no_photographs_are_taken),
        TEST(test_choices__everybody_is_counted_once_and_nobody_is_left_out),
        TEST(test_choices__the_list_of_the_host_outlives_news_from_the_office),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
