// SPDX-License-Identifier: Apache-2.0

#include "tests/check.h"

#include <stdlib.h>
#include <string.h>

#include "kiosk/tree.h"
#include "shared/bytes.h"
#include "shared/str.h"
#include "tests/kiosk/gallery.h"
#include "tests/kiosk/hand.h"

#define WIDE "1920x1080@476x268"

static struct ui ui;

static int open(void **state)
{
    (void)state;
    hand_open(&ui, WIDE);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    ui_clear(&ui);
    return 0;
}

static void describe(const struct screen *screen)
{
    ui_begin(&ui, NULL);
    screen->frame(NULL, NULL, &ui);
    ui_end(&ui);
}

static void test_ui__describing_twice_gives_the_same_nodes(void **state)
{
    struct ui_node *first = calloc(UI_NODES_MAX, sizeof *first);
    char *pool = malloc(UI_TEXT_MAX);

    (void)state;
    for (size_t i = 0; gallery_screens[i]; i++) {
        size_t count;

        describe(gallery_screens[i]);
        count = ui.node_count;
        memcpy(first, ui.nodes, UI_NODES_MAX * sizeof *first);
        memcpy(pool, ui.pool, UI_TEXT_MAX);
        describe(gallery_screens[i]);
        assert_int_equal(ui.node_count, count);
        assert_memory_equal(first, ui.nodes, UI_NODES_MAX * sizeof *first);
        assert_memory_equal(pool, ui.pool, UI_TEXT_MAX);
    }
    free(first);
    free(pool);
}

static bool act(const char *id)
{
    struct ui_event event = {UI_TOUCHED, id, NULL};
    bool touched;

    ui_begin(&ui, &event);
    touched = ui_button(&ui, "one", "next");
    assert_false(ui_button(&ui, "two", "back") && touched);
    ui_end(&ui);
    return touched;
}

static void test_ui__a_button_answers_only_to_its_own_touch(void **state)
{
    (void)state;
    assert_true(act("one"));
    assert_false(act("two"));
    assert_false(act("three"));
}

static void test_ui__a_touch_is_answered_once(void **state)
{
    struct ui_event event = {UI_TOUCHED, "one", NULL};

    (void)state;
    ui_begin(&ui, &event);
    assert_true(ui_button(&ui, "one", "next"));
    assert_false(ui_button(&ui, "one", "next"));
    ui_end(&ui);
}

static void test_ui__a_scan_is_answered_once_and_by_no_button(void **state)
{
    struct ui_event event = {UI_SCANNED, NULL, "DIOLCH:1:M:AAAA"};

    (void)state;
    ui_begin(&ui, &event);
    assert_false(ui_button(&ui, "one", "next"));
    assert_null(ui_taken(&ui));
    assert_string_equal(ui_scan(&ui), "DIOLCH:1:M:AAAA");
    assert_null(ui_scan(&ui));
    ui_end(&ui);
}

static const struct screen *named(const char *name)
{
    for (size_t i = 0; gallery_screens[i]; i++)
        if (strcmp(gallery_screens[i]->name, name) == 0)
            return gallery_screens[i];
    fail_msg("there is no screen %s", name);
    return NULL;
}

static void test_ui__words_are_found_whole_or_by_a_start_that_is_alone(void **state)
{
    (void)state;
    describe(named("travel"));
    assert_string_equal(ui_find(&ui, "Taxi")->id, "taxi");
    assert_string_equal(ui_find(&ui, "No travel")->id, "none");
    assert_null(ui_find(&ui, "T")); // Train, Taxi
    assert_null(ui_find(&ui, "Helicopter"));
    describe(named("done"));
    assert_string_equal(ui_find(&ui, "A 47")->id, "number");
}

static void test_ui__everything_is_spoken_and_holds_the_words_that_are_seen(void **state)
{
    const struct ui_node *all[UI_NODES_MAX];

    (void)state;
    for (size_t i = 0; gallery_screens[i]; i++) {
        size_t count;

        describe(gallery_screens[i]);
        count = ui_order(&ui, all);
        for (size_t k = 0; k < count; k++) {
            if (all[k]->role == UI_PICTURE || all[k]->role == UI_CARD || all[k]->both)
                continue;
            if (!strstr(ui_spoken_text(&ui, all[k]), ui_text(&ui, all[k])) ||
                !*ui_spoken_text(&ui, all[k]))
                fail_msg("%s is not spoken", all[k]->id);
        }
    }
}

static void test_ui__a_choice_says_whether_it_is_chosen(void **state)
{
    (void)state;
    describe(named("travel"));
    assert_string_equal(ui_spoken_text(&ui, ui_node(&ui, "bus")), "Bus. Chosen.");
    assert_string_equal(ui_spoken_text(&ui, ui_node(&ui, "train")), "Train. Not chosen.");
}

static void test_ui__what_is_masked_is_neither_shown_nor_spoken(void **state)
{
    struct bytes tree = {0};

    (void)state;
    ui_begin(&ui, NULL);
    ui_masked(&ui);
    ui_field(&ui, "pin", "g.find.field", "4711");
    ui_end(&ui);
    tree_write(&tree, &ui, "pin");
    assert_null(strstr(bytes_text(&tree), "4711"));
    assert_non_null(strstr(bytes_text(&tree), "••••"));
    bytes_clear(&tree);
}

static void type(char *text, size_t size, enum ui_keyboard kind, const char *id)
{
    struct ui_event event = {UI_TOUCHED, id, NULL};

    ui_begin(&ui, &event);
    ui_keyboard(&ui, "keys", text, size, kind);
    ui_end(&ui);
}

static void test_ui__the_keyboard_types_welsh_letters_and_takes_them_back_whole(void **state)
{
    char text[8] = "";

    (void)state;
    type(text, sizeof text, UI_KEYBOARD_LETTERS, "keys.s");
    type(text, sizeof text, UI_KEYBOARD_LETTERS, "keys.ŵ");
    assert_string_equal(text, "SŴ");
    type(text, sizeof text, UI_KEYBOARD_LETTERS, "keys.accents");
    assert_true(ui.accents);
    type(text, sizeof text, UI_KEYBOARD_LETTERS, "keys.ẃ");
    assert_string_equal(text, "SŴẂ");
    type(text, sizeof text, UI_KEYBOARD_LETTERS, "keys.ẁ"); // 3 bytes: no room
    assert_string_equal(text, "SŴẂ");
    type(text, sizeof text, UI_KEYBOARD_LETTERS, "keys.delete");
    assert_string_equal(text, "SŴ");
    type(text, sizeof text, UI_KEYBOARD_LETTERS, "keys.delete");
    type(text, sizeof text, UI_KEYBOARD_LETTERS, "keys.delete");
    type(text, sizeof text, UI_KEYBOARD_LETTERS, "keys.delete");
    assert_string_equal(text, "");
}

static void test_ui__names_begin_with_capitals(void **state)
{
    static const char *const ids[] = {"keys.s", "keys.i", "keys.space", "keys.r"};
    char text[16] = "";

    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        type(text, sizeof text, UI_KEYBOARD_NAMES, ids[i]);
    assert_string_equal(text, "Si R");
}

static void test_ui__the_keypad_types_and_clears(void **state)
{
    static const char *const ids[] = {"keys.4", "keys.point", "keys.2", "keys.0", "keys.delete"};
    char text[8] = "";

    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        struct ui_event event = {UI_TOUCHED, ids[i], NULL};

        ui_begin(&ui, &event);
        assert_true(ui_keypad(&ui, "keys", text, sizeof text, UI_KEYPAD_POINT));
        ui_end(&ui);
    }
    assert_string_equal(text, "4.2");
}

static void test_ui__the_focus_visits_everything_and_comes_round(void **state)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count, steps = 0;
    char first[UI_ID_SIZE];

    (void)state;
    describe(named("amount"));
    count = ui_order(&ui, all);
    for (size_t i = 0; i < count; i++)
        steps += all[i]->touchable;
    ui_move_focus(&ui, 1);
    assert_true(str_copy(first, sizeof first, ui.focus));
    for (size_t i = 1; i < steps; i++) {
        ui_move_focus(&ui, 1);
        assert_string_not_equal(ui.focus, first);
    }
    ui_move_focus(&ui, 1);
    assert_string_equal(ui.focus, first);
    assert_int_equal(ui_node(&ui, first)->zone, UI_BODY); // the question, not the bar above it
    ui_move_focus(&ui, -1);
    assert_int_equal(ui_node(&ui, ui.focus)->zone, UI_BAR_RIGHT);
}

// INP-03: where the bar has one place for the two, whoever is at the one is at the other next.
static void test_ui__the_focus_goes_from_again_to_go_on(void **state)
{
    (void)state;
    ui_clear(&ui);
    hand_open(&ui, "1920x1080@345x194");
    ui.hearing = UI_HEARD;
    str_copy(ui.focus, sizeof ui.focus, "listen.again");
    describe(gallery_screens[0]);
    assert_string_equal(ui.focus, "listen.again");
    ui.hearing = UI_PAUSED;
    describe(gallery_screens[0]);
    assert_string_equal(ui.focus, "listen.pause");
    assert_true(ui_node(&ui, "listen.pause")->focused);
    ui.hearing = UI_HEARD;
    describe(gallery_screens[0]);
    assert_string_equal(ui.focus, "listen.again");
}

static void test_ui__forgetting_leaves_no_word_behind(void **state)
{
    static const char canary[] = "ZZQX7-CANARY";

    (void)state;
    ui_begin(&ui, NULL);
    ui_number(&ui, "name", canary);
    ui_end(&ui);
    assert_non_null(memmem(ui.pool, UI_TEXT_MAX, canary, strlen(canary)));
    ui_forget(&ui);
    assert_null(memmem(ui.pool, UI_TEXT_MAX, canary, strlen(canary)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_ui__describing_twice_gives_the_same_nodes, open,
                                        clear),
        cmocka_unit_test_setup_teardown(test_ui__a_button_answers_only_to_its_own_touch, open,
                                        clear),
        cmocka_unit_test_setup_teardown(test_ui__a_touch_is_answered_once, open, clear),
        cmocka_unit_test_setup_teardown(test_ui__a_scan_is_answered_once_and_by_no_button, open,
                                        clear),
        cmocka_unit_test_setup_teardown(test_ui__words_are_found_whole_or_by_a_start_that_is_alone,
                                        open, clear),
        cmocka_unit_test_setup_teardown(
            test_ui__everything_is_spoken_and_holds_the_words_that_are_seen, open, clear),
        cmocka_unit_test_setup_teardown(test_ui__a_choice_says_whether_it_is_chosen, open, clear),
        cmocka_unit_test_setup_teardown(test_ui__what_is_masked_is_neither_shown_nor_spoken, open,
                                        clear),
        cmocka_unit_test_setup_teardown(
            test_ui__the_keyboard_types_welsh_letters_and_takes_them_back_whole, open, clear),
        cmocka_unit_test_setup_teardown(test_ui__names_begin_with_capitals, open, clear),
        cmocka_unit_test_setup_teardown(test_ui__the_keypad_types_and_clears, open, clear),
        cmocka_unit_test_setup_teardown(test_ui__the_focus_visits_everything_and_comes_round, open,
                                        clear),
        cmocka_unit_test_setup_teardown(test_ui__the_focus_goes_from_again_to_go_on, open, clear),
        cmocka_unit_test_setup_teardown(test_ui__forgetting_leaves_no_word_behind, open, clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
