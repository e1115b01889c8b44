// SPDX-License-Identifier: Apache-2.0

/* To whom it is said: AUD-06, 07, PRV-10 (t_speech_private). */

#include "tests/check.h"

#include <string.h>

#include "shared/str.h"
#include "tests/kiosk/ears.h"
#include "tests/kiosk/hand.h"

static int set_up(void **state)
{
    (void)state;
    ears_open();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ears_close();
    return 0;
}

static void check_nothing_private(void)
{
    assert_int_equal(ears_times("47"), 0);
    assert_int_equal(ears_times("9.74"), 0);
    assert_int_equal(ears_times("55"), 0); // what was typed
    assert_int_equal(ears_times("hosen"), 0);
    for (int i = 0; i < ears.said_count; i++)
        assert_int_equal(ears.said[i].sink, LISTEN_SPEAKER);
}

static void test_listen_private__tells_a_loudspeaker_nothing_private(void **state)
{
    (void)state;
    ears_start_asking();
    ears_press("keys.5");
    ears_press("keys.5");
    ears_tap("#listen");
    ears_hear_all();
    assert_int_equal(ears_times("Please look at the screen."), 2); // once for what stands together
    assert_int_equal(ears_times("Bus."), 1);                       // the label, not the answer
    assert_int_equal(ears_times("Letters so far."), 0);            // whose it is, is who they are
    ears_tap("Bus");
    ears_press("keys.5");
    ears_hear_all();
    assert_int_equal(ears_times("Taxi. Chosen."), 0);
    for (int i = 0; i < ears.said_count; i++)
        if (strstr(ears.said[i].text, "Taxi"))
            ears.said[i].text[0] = '\0'; // that choice is not private: its state is told
    check_nothing_private();
}

static void test_listen_private__falls_silent_when_headphones_go(void **state)
{
    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    ears_hear_one();
    ears_hear_one();
    ears_check_last("A 47.");
    assert_int_equal(ears_last()->sink, LISTEN_HEADPHONES);
    ears_forget_said();
    stage_plug(&ears.kiosk.stage, false);
    assert_false(ears.speaking);
    ears_hear_all();
    stage_event(&ears.kiosk.stage, NULL);
    assert_int_equal(ears.said_count, 0); // and never on the loudspeaker instead
    assert_true(ears.kiosk.ui.hearing <= UI_SILENT);
}

static void go_dark(void)
{
    ears_press("listen");
    ears_press("sound.dark");
}

// PRV-08: keys do what they do with the light on; a touch only brings the page back.
static void test_listen_private__the_screen_is_dark_for_who_wants_only_to_hear(void **state)
{
    struct ui *ui = &ears.kiosk.ui;

    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    go_dark();
    assert_true(ui->prefs.dark);
    ears_check_last("The screen is dark now. Touch it to see it again.");
    ears_press("sound.close");
    ears_press("bus");
    assert_true(ui->prefs.dark);
    go_dark(); // by keys alone it can be seen again as well
    assert_false(ui->prefs.dark);
    ears_check_last("The screen can be seen again.");
    ears_press("sound.dark");
    assert_true(stage_lighten(&ears.kiosk.stage));
    assert_false(ui->prefs.dark || ui->veiled);
    assert_false(stage_lighten(&ears.kiosk.stage));
}

static void test_listen_private__darkness_ends_with_headphones_and_with_the_visit(void **state)
{
    struct ui *ui = &ears.kiosk.ui;

    (void)state;
    ears_start_asking();
    go_dark(); // a loudspeaker tells nothing private: what is would be lost
    assert_false(ui->prefs.dark);
    stage_plug(&ears.kiosk.stage, true);
    go_dark();
    stage_plug(&ears.kiosk.stage, false);
    assert_false(ui->prefs.dark);
    assert_true(ui->veiled); // the room is not shown what only they heard
    stage_plug(&ears.kiosk.stage, true);
    go_dark();
    ears_press("finish");
    assert_false(ui->prefs.dark);
}

// What is neither seen nor heard would be lost.
static void test_listen_private__darkness_ends_with_what_is_heard(void **state)
{
    struct ui *ui = &ears.kiosk.ui;

    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    go_dark();
    ears_press("sound.off");
    assert_false(ui->prefs.dark);
    ears_press("listen");
    go_dark();
    assert_true(ui->prefs.dark);
    ears.broken = true;
    ears_press("sound.close");
    assert_false(ui->prefs.dark);
}

// Staff are at the screen meanwhile: whose it was finds it as everybody sees it.
static void test_listen_private__headphones_pulled_while_staff_are_there_light_it(void **state)
{
    struct ui *ui = &ears.kiosk.ui;

    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    go_dark();
    ui_change_hands(ui);
    stage_plug(&ears.kiosk.stage, false);
    stage_plug(&ears.kiosk.stage, true);
    ui_change_hands(ui);
    assert_false(ui->prefs.dark);
}

static void test_listen_private__never_says_what_is_masked(void **state)
{
    (void)state;
    stage_plug(&ears.kiosk.stage, true);
    stage_go(&ears.kiosk.stage, &ears_secret);
    stage_event(&ears.kiosk.stage, NULL);
    ears_press("keys.7");
    ears_press("keys.7");
    ears_hear_all();
    assert_int_equal(ears_times("7"), 0);
    assert_int_equal(ears_times("•"), 0);
    // On the loudspeaker not even the keys that the focus passes.
    stage_plug(&ears.kiosk.stage, false);
    ears_tap("#listen");
    str_copy(ears.kiosk.ui.focus, sizeof ears.kiosk.ui.focus, "keys.7");
    stage_event(&ears.kiosk.stage, NULL);
    ears_hear_all();
    assert_int_equal(ears_times("7"), 0);
}

static void test_listen_private__has_no_button_where_nobody_can_hear(void **state)
{
    (void)state;
    ears.kiosk.stage.listen.speaker = false;
    listen_begin(&ears.kiosk.stage.listen, &ears.kiosk.ui, &ears_voice);
    stage_event(&ears.kiosk.stage, NULL);
    assert_null(ui_node(&ears.kiosk.ui, "listen"));
    stage_plug(&ears.kiosk.stage, true);
    assert_non_null(ui_node(&ears.kiosk.ui, "listen"));
    assert_true(ears.speaking);
}

static void test_listen_private__goes_on_in_silence_without_a_voice(void **state)
{
    (void)state;
    ears_start_asking();
    ears.broken = true;
    ears_tap("#listen");
    assert_null(ui_node(&ears.kiosk.ui, "listen"));
    assert_true(ears.kiosk.ui.hearing <= UI_SILENT);
    ears_tap("Bus");
    assert_int_equal(ears.said_count, 0);
    stage_plug(&ears.kiosk.stage, true);
    assert_int_equal(ears.said_count, 0);
}

#define LISTEN_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LISTEN_TEST(test_listen_private__tells_a_loudspeaker_nothing_private),
        LISTEN_TEST(test_listen_private__falls_silent_when_headphones_go),
        LISTEN_TEST(test_listen_private__the_screen_is_dark_for_who_wants_only_to_hear),
        LISTEN_TEST(test_listen_private__darkness_ends_with_headphones_and_with_the_visit),
        LISTEN_TEST(test_listen_private__darkness_ends_with_what_is_heard),
        LISTEN_TEST(test_listen_private__headphones_pulled_while_staff_are_there_light_it),
        LISTEN_TEST(test_listen_private__never_says_what_is_masked),
        LISTEN_TEST(test_listen_private__has_no_button_where_nobody_can_hear),
        LISTEN_TEST(test_listen_private__goes_on_in_silence_without_a_voice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
