// SPDX-License-Identifier: Apache-2.0

// Keyboard, tactile keypad and two switches (accessibility.md 1.4), without SDL's events.

#include "tests/check.h"

#include <string.h>

#include <SDL.h>

#include "kiosk/input_keys.h"
#include "kiosk/settings.h"
#include "shared/bytes.h"
#include "shared/when.h"
#include "tests/kiosk/gallery.h"
#include "tests/kiosk/hand.h"

static struct ui ui;
static struct input_keys keys;
static char id[UI_ID_SIZE];

static void read_keys(const char *file)
{
    struct config *config;
    struct err err;

    check_ok(bytes_write_file("kiosk.conf", file, strlen(file), 0600, &err), &err);
    check_ok(config_open(&config, "kiosk.conf", settings_keys, settings_key_count, &err), &err);
    check_ok(input_keys_read(&keys, config, &err), &err);
    config_close(config);
}

static void refuses(const char *file, const char *why)
{
    struct config *config;
    struct input_keys before = keys;
    struct err err;

    check_ok(bytes_write_file("kiosk.conf", file, strlen(file), 0600, &err), &err);
    check_ok(config_open(&config, "kiosk.conf", settings_keys, settings_key_count, &err), &err);
    check_fails(input_keys_read(&keys, config, &err), &err, ERR_INVALID);
    assert_non_null(strstr(err.text, why));
    assert_memory_equal(&before, &keys, sizeof keys);
    config_close(config);
}

static void show(const char *screen)
{
    for (size_t i = 0; gallery_screens[i]; i++)
        if (strcmp(gallery_screens[i]->name, screen) == 0) {
            ui.focus[0] = '\0';
            ui_begin(&ui, NULL);
            gallery_screens[i]->frame(NULL, NULL, &ui);
            ui_end(&ui);
            return;
        }
    fail_msg("there is no screen %s", screen);
}

static int open(void **state)
{
    (void)state;
    hand_open(&ui, "1920x1080@476x268");
    memset(&keys, 0, sizeof keys);
    read_keys("");
    show("travel");
    return 0;
}

static int clear(void **state)
{
    (void)state;
    ui_clear(&ui);
    return 0;
}

static enum input_answer press(int32_t code)
{
    when_advance(200);
    return input_keys_press(&keys, &ui, code, false, id);
}

// INP-01: what a keyboard and a number pad send.
static void test_input_keys__go_on_back_and_select(void **state)
{
    static const int32_t on[] = {SDLK_TAB, SDLK_DOWN, SDLK_RIGHT, SDLK_KP_2, SDLK_KP_6};
    static const int32_t back[] = {SDLK_UP, SDLK_LEFT, SDLK_KP_4, SDLK_KP_8};
    static const int32_t select[] = {SDLK_RETURN, SDLK_KP_ENTER, SDLK_SPACE, SDLK_KP_5};

    (void)state;
    for (size_t i = 0; i < sizeof on / sizeof on[0]; i++) {
        show("travel");
        assert_int_equal(press(on[i]), INPUT_MOVED);
        assert_string_equal(ui.focus, "bus");
        assert_int_equal(press(on[i]), INPUT_MOVED);
        assert_string_equal(ui.focus, "train");
    }
    for (size_t i = 0; i < sizeof back / sizeof back[0]; i++) {
        assert_int_equal(press(SDLK_TAB), INPUT_MOVED);
        assert_int_equal(press(back[i]), INPUT_MOVED);
        assert_string_equal(ui.focus, "train");
    }
    for (size_t i = 0; i < sizeof select / sizeof select[0]; i++) {
        id[0] = '\0';
        assert_int_equal(press(select[i]), INPUT_PRESSED);
        assert_string_equal(id, "train");
    }
    when_advance(200);
    assert_int_equal(input_keys_press(&keys, &ui, SDLK_TAB, true, id), INPUT_MOVED); // Shift
    assert_string_equal(ui.focus, "bus");
}

static void test_input_keys__select_without_a_focus_presses_nothing(void **state)
{
    (void)state;
    assert_int_equal(press(SDLK_RETURN), INPUT_NOTHING);
    assert_int_equal(press(SDLK_SPACE), INPUT_NOTHING);
}

static void test_input_keys__have_a_key_for_what_is_everywhere(void **state)
{
    static const struct {
        int32_t code;
        const char *id;
    } cases[] = {{SDLK_ESCAPE, "back"},
                 {SDLK_BACKSPACE, "back"},
                 {SDLK_F1, "help"},
                 {SDLK_F5, "lang"},
                 {SDLK_F12, "finish"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(press(cases[i].code), INPUT_PRESSED);
        assert_string_equal(id, cases[i].id);
    }
    assert_int_equal(press(SDLK_F11), INPUT_NOTHING);
    assert_int_equal(press('x'), INPUT_NOTHING);
}

static void test_input_keys__type_where_the_screen_shows_letters(void **state)
{
    (void)state;
    show("find");
    assert_int_equal(press('d'), INPUT_TYPED);
    assert_string_equal(id, "keys.d");
    assert_int_equal(press('d'), INPUT_TYPED); // twice the same letter is two
    assert_int_equal(press(SDLK_BACKSPACE), INPUT_TYPED);
    assert_string_equal(id, "keys.delete");
    assert_int_equal(press(SDLK_ESCAPE), INPUT_PRESSED);
    assert_string_equal(id, "back");
    assert_int_equal(press(SDLK_RETURN), INPUT_PRESSED); // no focus: on to the next question
    assert_string_equal(id, "next");
}

static void test_input_keys__type_digits_of_both_kinds(void **state)
{
    static const struct {
        int32_t code;
        const char *id;
    } cases[] = {{'4', "keys.4"},       {SDLK_KP_4, "keys.4"}, {'1', "keys.1"},
                 {SDLK_KP_0, "keys.0"}, {'.', "keys.point"},   {SDLK_KP_PERIOD, "keys.point"},
                 {',', "keys.point"}};

    (void)state;
    show("amount");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(press(cases[i].code), INPUT_TYPED);
        assert_string_equal(id, cases[i].id);
    }
}

// INP-02: the same keys are switches where somebody uses them so.
static void test_input_keys__two_switches_stay_switches_where_digits_are_asked(void **state)
{
    (void)state;
    assert_int_equal(press('1'), INPUT_MOVED);
    assert_string_equal(ui.focus, "bus");
    assert_int_equal(press('2'), INPUT_PRESSED);
    assert_string_equal(id, "bus");
    show("amount");
    assert_int_equal(press('1'), INPUT_MOVED);
    assert_int_equal(press('2'), INPUT_PRESSED);
    assert_int_equal(press('3'), INPUT_TYPED); // who has a 3 has a keyboard
    assert_int_equal(press('1'), INPUT_TYPED);
}

static void test_input_keys__the_next_visit_begins_without_switches(void **state)
{
    (void)state;
    press('1');
    ui_forget(&ui);
    show("amount");
    assert_int_equal(press('1'), INPUT_TYPED);
}

// TGT-11, EN 5.8: a key that bounces, or a hand that does.
static void test_input_keys__the_same_at_once_is_one(void **state)
{
    (void)state;
    read_keys("[keys]\nrepeat_ms = 600\n");
    when_advance(1000);
    assert_int_equal(input_keys_press(&keys, &ui, SDLK_TAB, false, id), INPUT_MOVED);
    when_advance(500);
    assert_int_equal(input_keys_press(&keys, &ui, SDLK_TAB, false, id), INPUT_NOTHING);
    assert_int_equal(input_keys_press(&keys, &ui, SDLK_DOWN, false, id), INPUT_MOVED);
    when_advance(700);
    assert_int_equal(input_keys_press(&keys, &ui, SDLK_DOWN, false, id), INPUT_MOVED);
}

static void test_input_keys__are_those_of_the_file(void **state)
{
    (void)state;
    read_keys("[keys]\nmove = F13\npick = F14 , Keypad Enter\nselect = Return\nhelp =\n");
    assert_int_equal(press(SDLK_F13), INPUT_MOVED);
    assert_int_equal(press(SDLK_KP_ENTER), INPUT_PRESSED);
    assert_string_equal(id, "bus");
    assert_int_equal(press('1'), INPUT_NOTHING);
    assert_int_equal(press(SDLK_F1), INPUT_NOTHING);
    refuses("[keys]\nmove = Elbow\n", "\"Elbow\"");
    refuses("[keys]\nmove = Tab\n", "for next and for move");
    refuses("[keys]\nnext = A,B,C,D,E,F,G,H,I\n", "at most 8");
    refuses("[keys]\nrepeat_ms = -1\n", "repeat_ms");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_input_keys__go_on_back_and_select, open, clear),
        cmocka_unit_test_setup_teardown(test_input_keys__select_without_a_focus_presses_nothing,
                                        open, clear),
        cmocka_unit_test_setup_teardown(test_input_keys__have_a_key_for_what_is_everywhere, open,
                                        clear),
        cmocka_unit_test_setup_teardown(test_input_keys__type_where_the_screen_shows_letters, open,
                                        clear),
        cmocka_unit_test_setup_teardown(test_input_keys__type_digits_of_both_kinds, open, clear),
        cmocka_unit_test_setup_teardown(
            test_input_keys__two_switches_stay_switches_where_digits_are_asked, open, clear),
        cmocka_unit_test_setup_teardown(test_input_keys__the_next_visit_begins_without_switches,
                                        open, clear),
        cmocka_unit_test_setup_teardown(test_input_keys__the_same_at_once_is_one, open, clear),
        cmocka_unit_test_setup_teardown(test_input_keys__are_those_of_the_file, open, clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
