// SPDX-License-Identifier: Apache-2.0

/* What opens what is remembered: one's own picture, one's card, the host's nod; and what is. */

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "kiosk/remember.h"
#include "shared/own_picture.h"
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

static void choose_by_card(int person, const char *picture)
{
    support_arrive_by_card(&support, person);
    support_tap(&support, "Remember me");
    support_is_on(&support, "remember");
    support_to_page_of(&support, "picture.choose");
    support_tap(&support, "#picture.choose");
    support_is_on(&support, "picture");
    support_tap(&support, picture);
    support_tap(&support, "Keep this picture");
    support_is_on(&support, "remember");
}

static void to_pictures(int person)
{
    support_arrive(&support, person);
    support_tap(&support, "My picture");
    support_is_on(&support, "picture");
}

static void test_screen_picture__the_chosen_one_opens_what_is_remembered(void **state)
{
    (void)state;
    choose_by_card(0, "Boat");
    to_pictures(0);
    assert_false(support.kiosk.visit.recognised);
    support_tap(&support, "Boat");
    support_is_on(&support, "arrived");
    assert_true(support.kiosk.visit.recognised);
    assert_true(support_sees(&support, "Remember me"));
}

// PRV-04: for somebody who has none the screen is the same, node for node.
static void remember_screen_words(char *out, size_t size)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(&support.ui, all);
    size_t used = 0;

    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i]->id, "title") != 0) // it says the name that was touched
            used += (size_t)snprintf(out + used, size - used, "%s=%s|", all[i]->id,
                                     ui_text(&support.ui, all[i]));
    assert_true(used < size);
}

static void test_screen_picture__who_has_none_sees_and_hears_the_same(void **state)
{
    char with[4000], without[4000];

    (void)state;
    choose_by_card(0, "Boat");
    to_pictures(0);
    remember_screen_words(with, sizeof with);
    to_pictures(1);
    remember_screen_words(without, sizeof without);
    assert_string_equal(with, without);
    to_pictures(0);
    support_tap(&support, "Fish");
    remember_screen_words(with, sizeof with);
    to_pictures(1);
    support_tap(&support, "Fish");
    remember_screen_words(without, sizeof without);
    assert_string_equal(with, without);
    assert_true(support_sees(&support, "That did not open anything."));
}

static void test_screen_picture__three_tries_then_a_person(void **state)
{
    (void)state;
    choose_by_card(2, "Tree");
    to_pictures(2);
    support_tap(&support, "Fish");
    support_tap(&support, "Bell");
    support_is_on(&support, "picture");
    support_tap(&support, "Key");
    assert_true(support_sees(&support, "Please ask a person."));
    assert_null(ui_node(&support.ui, "picture.tree"));
    support_tap(&support, "Skip");
    support_is_on(&support, "arrived"); // they are signed in all the same
    // Who comes again with the same letters cannot go on guessing, not even rightly.
    to_pictures(2);
    support_tap(&support, "Tree");
    assert_true(support_sees(&support, "That did not open anything."));
    assert_false(support.kiosk.visit.recognised);
    // Others may, and so may the person themselves, once their card has said who they are.
    to_pictures(3);
    support_tap(&support, "Tree");
    assert_true(support_sees(&support, "That did not open anything."));
    support_arrive_by_card(&support, 2);
    to_pictures(2);
    support_tap(&support, "Tree");
    assert_true(support.kiosk.visit.recognised);
}

static int64_t now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

static int64_t time_of_wrong(int person)
{
    int64_t least = INT64_MAX;

    for (int i = 0; i < 5; i++) {
        int64_t start;

        to_pictures(person);
        start = now_us();
        support_tap(&support, "Bell");
        start = now_us() - start;
        least = start < least ? start : least;
    }
    return least;
}

static void test_screen_picture__takes_as_long_for_who_has_none(void **state)
{
    int64_t with, without;

    (void)state;
    choose_by_card(4, "Cup");
    with = time_of_wrong(4);
    without = time_of_wrong(5);
    print_message("PRV-04: with a picture %lld us, without %lld us\n", (long long)with,
                  (long long)without);
    assert_true(with - without < 50000 && without - with < 50000);
}

// The bytes on the disk do not say which one it is, without the meeting's key.
static void test_screen_picture__is_recorded_as_a_proof(void **state)
{
    struct body_choice said;
    size_t picture;
    int64_t at_ms;
    struct err err;

    (void)state;
    choose_by_card(1, "Umbrella");
    check_ok(books_find_choice(support.kiosk.store.db, support.office.people[1], "picture", &said,
                               &at_ms, &err),
             &err);
    assert_null(strstr(said.value, "umbrella"));
    assert_true(own_picture_find(&picture, said.value, support.office.meeting_key,
                                 support.office.people[1]));
    assert_string_equal(own_picture_names[picture], "umbrella");
}

static void test_screen_picture__one_touch_forgets_it(void **state)
{
    (void)state;
    choose_by_card(0, "Boat");
    support_tap(&support, "#picture.forget");
    assert_true(support_sees(&support, "You have not chosen one."));
    to_pictures(0);
    support_tap(&support, "Boat");
    assert_false(support.kiosk.visit.recognised);
}

static void test_screen_picture__another_persons_card_opens_nothing(void **state)
{
    struct card strange;

    (void)state;
    card_make(&strange, CARD_MEMBER);
    to_pictures(3);
    support_scan(&support, &support.office.members[0]);
    assert_false(support.kiosk.visit.recognised);
    assert_true(support_sees(&support, "That did not open anything."));
    support_scan(&support, &strange);
    assert_true(support_sees(&support, "That did not open anything."));
    support_scan(&support, &support.office.payer); // is no host of the meeting
    assert_true(support_sees(&support, "Please ask a person."));
    assert_false(support.kiosk.visit.recognised);
    support_scan(&support, &support.office.members[3]); // their own, at last
    support_is_on(&support, "arrived");
    assert_true(support.kiosk.visit.recognised);
}

static void test_screen_picture__the_host_nods_with_card_and_pin(void **state)
{
    (void)state;
    to_pictures(1);
    support_scan(&support, &support.office.host);
    support_is_on(&support, "desk-pin");
    assert_false(support.kiosk.visit.recognised); // the card alone is not enough
    support_tap(&support, "Back");
    support_is_on(&support, "picture");
    support_scan(&support, &support.office.host);
    support_type(&support, OFFICE_PIN);
    support_tap(&support, "Unlock");
    support_is_on(&support, "arrived");
    assert_true(support.kiosk.visit.recognised);
    assert_false(support.kiosk.desk.unlocked);
    assert_false(support.kiosk.desk.has_card);
    assert_true(id_equal(support.kiosk.visit.person, support.office.people[1]));
    // For the next one within a quarter of an hour the card is enough.
    to_pictures(2);
    support_scan(&support, &support.office.host);
    support_is_on(&support, "arrived");
    assert_true(support.kiosk.visit.recognised);
}

// --- how they like the screen ---

static void test_screen_remember__asks_once_and_brings_it_back(void **state)
{
    (void)state;
    support_arrive_by_card(&support, 0);
    support.ui.prefs.size = UI_SIZE_XL;
    support.ui.prefs.lang = WORDS_CY;
    support_to_page_of(&support, "later");
    support_tap(&support, "#later");
    support_is_on(&support, "remember");
    assert_true(support_sees(&support, "A gawn ni gofio"));
    support_tap(&support, "#yes");
    support_is_on(&support, "welcome");
    assert_true(support.ui.prefs.size == UI_SIZE_L); // gone with them (SES-01)
    assert_true(support.ui.prefs.lang == WORDS_EN);
    support_start(&support);
    support_scan(&support, &support.office.members[0]);
    assert_true(support.ui.prefs.size == UI_SIZE_XL); // before the first touch
    assert_true(support.ui.prefs.lang == WORDS_CY);
    support_tap(&support, "#yes");
    support.ui.prefs.size = UI_SIZE_M;
    support_to_page_of(&support, "later");
    support_tap(&support, "#later"); // asked once
    support_is_on(&support, "welcome");
}

static void test_screen_remember__no_is_an_answer_too(void **state)
{
    (void)state;
    support_arrive_by_card(&support, 1);
    support.ui.prefs.contrast = UI_BLACK;
    support_tap(&support, "#later");
    support_tap(&support, "#no");
    support_is_on(&support, "welcome");
    support_arrive_by_card(&support, 1);
    assert_true(support.ui.prefs.contrast == UI_MEDIUM);
    support.ui.prefs.contrast = UI_BLACK;
    support_tap(&support, "#later");
    support_is_on(&support, "welcome");
}

static void test_screen_remember__letters_alone_bring_nothing_back_and_ask_nothing(void **state)
{
    (void)state;
    support_arrive_by_card(&support, 2);
    support.ui.prefs.size = UI_SIZE_XL;
    support_tap(&support, "#later");
    support_tap(&support, "#yes");
    choose_by_card(2, "Chair");
    support_arrive(&support, 2);
    assert_true(support.ui.prefs.size == UI_SIZE_L);
    assert_null(ui_node(&support.ui, "remembered"));
    support.ui.prefs.contrast = UI_LOW;
    support_tap(&support, "#later");
    support_is_on(&support, "welcome");
    to_pictures(2);
    support_tap(&support, "Chair");
    assert_true(support.ui.prefs.size == UI_SIZE_XL);
}

// The host has the screen as staff have it; what comes back is the visitor's.
static void test_screen_remember__the_hosts_nod_brings_back_the_visitors(void **state)
{
    (void)state;
    support_arrive_by_card(&support, 4);
    support.ui.prefs.size = UI_SIZE_XL;
    support_tap(&support, "#later");
    support_tap(&support, "#yes");
    to_pictures(4);
    support_scan(&support, &support.office.host);
    support_is_on(&support, "desk-pin");
    assert_true(support.ui.prefs.size == UI_SIZE_L);
    support_type(&support, OFFICE_PIN);
    support_tap(&support, "Unlock");
    support_is_on(&support, "arrived");
    assert_true(support.ui.prefs.size == UI_SIZE_XL);
}

static void test_screen_remember__one_touch_takes_it_back(void **state)
{
    int before = support_count(&support, RECORD_CHOICE_WITHDRAWN);

    (void)state;
    support_arrive_by_card(&support, 3);
    support_tap(&support, "Remember me");
    support_tap(&support, "#screen.keep");
    assert_true(support_sees(&support, "It is remembered."));
    support_tap(&support, "#screen.forget");
    assert_true(support_sees(&support, "It is not remembered."));
    assert_int_equal(support_count(&support, RECORD_CHOICE_WITHDRAWN), before + 1);
    support_tap(&support, "Back to your visit");
    support_is_on(&support, "arrived");
}

static void test_screen_remember__as_usual_asks_nothing(void **state)
{
    (void)state;
    support_arrive_by_card(&support, 5);
    support_tap(&support, "#later");
    support_is_on(&support, "welcome");
}

int main(void)
{
#define AT_KIOSK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        AT_KIOSK(test_screen_picture__the_chosen_one_opens_what_is_remembered),
        AT_KIOSK(test_screen_picture__who_has_none_sees_and_hears_the_same),
        AT_KIOSK(test_screen_picture__three_tries_then_a_person),
        AT_KIOSK(test_screen_picture__takes_as_long_for_who_has_none),
        AT_KIOSK(test_screen_picture__is_recorded_as_a_proof),
        AT_KIOSK(test_screen_picture__one_touch_forgets_it),
        AT_KIOSK(test_screen_picture__another_persons_card_opens_nothing),
        AT_KIOSK(test_screen_picture__the_host_nods_with_card_and_pin),
        AT_KIOSK(test_screen_remember__asks_once_and_brings_it_back),
        AT_KIOSK(test_screen_remember__no_is_an_answer_too),
        AT_KIOSK(test_screen_remember__letters_alone_bring_nothing_back_and_ask_nothing),
        AT_KIOSK(test_screen_remember__the_hosts_nod_brings_back_the_visitors),
        AT_KIOSK(test_screen_remember__one_touch_takes_it_back),
        AT_KIOSK(test_screen_remember__as_usual_asks_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
