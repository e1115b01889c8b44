// SPDX-License-Identifier: Apache-2.0

/*
 * What is said and when it stops: AUD-02, 03, 04, 08, 12, 16, 17, LNG-05, 06, INP-05, TIM-04
 * (t_speech_flow, t_speech_lang).
 */

#include "tests/check.h"

#include <string.h>

#include "shared/str.h"
#include "shared/when.h"
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

// --- flow ---

static void test_listen__says_nothing_unasked(void **state)
{
    (void)state;
    ears_start_asking();
    ears_tap("Bus");
    ears_press("next");
    assert_int_equal(ears.said_count, 0);
    assert_true(ears.kiosk.ui.hearing <= UI_SILENT);
}

static void test_listen__reads_the_page_from_its_title_to_its_end(void **state)
{
    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    ears_check_last("Your travel.");
    ears_hear_one();
    ears_check_last("How did you get here?");
    ears_hear_one();
    ears_check_last("A 47.");
    ears_hear_all();
    assert_int_equal(ears_times("Keys to type with."), 1); // one for all of them
    assert_int_equal(ears_times("Finish and hide. Button."), 1);
    ears_check_last("Help. Button.");
    assert_int_equal(ears.kiosk.ui.hearing, UI_HEARD);
}

static void test_listen__shows_what_it_says(void **state)
{
    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    assert_true(ui_node(&ears.kiosk.ui, "page")->voiced);
    ears_hear_one();
    assert_false(ui_node(&ears.kiosk.ui, "page")->voiced);
    assert_true(ui_node(&ears.kiosk.ui, "ask")->voiced);
    stage_event(&ears.kiosk.stage, NULL);
    assert_true(ui_node(&ears.kiosk.ui, "ask")->voiced);
    ears_hear_all();
    for (size_t i = 0; i < ears.kiosk.ui.node_count; i++)
        assert_false(ears.kiosk.ui.nodes[i].voiced);
}

static void test_listen__is_silent_before_a_touch_is_over(void **state)
{
    (void)state;
    ears_start_asking();
    ears_tap("#listen");
    assert_true(ears.speaking);
    stage_wake(&ears.kiosk.stage); // a finger goes down anywhere
    assert_false(ears.speaking);
    stage_event(&ears.kiosk.stage, NULL); // and up
    assert_false(ears.speaking);
    ears_hear_all();
    assert_false(ears.speaking);
}

static void test_listen__pauses_goes_on_and_says_it_again(void **state)
{
    (void)state;
    ears_start_asking();
    ears_tap("#listen");
    ears_hear_one();
    ears_check_last("How did you get here?");
    assert_non_null(ui_find(&ears.kiosk.ui, "Pause"));
    ears_tap("Pause");
    assert_false(ears.speaking);
    ears_tap("Go on");
    assert_true(ears.speaking);
    ears_check_last("How did you get here?"); // from the beginning of what was cut short
    ears_hear_one();
    ears_tap("Say it again");
    ears_check_last("Your travel.");
    ears_press("listen.pause"); // by key, without looking
    assert_false(ears.speaking);
    ears_press("listen.pause");
    ears_check_last("Your travel.");
}

static void find_and_tap(const char *id)
{
    while (!ui_node(&ears.kiosk.ui, id + 1))
        ears_tap("#more");
    ears_tap(id);
}

// Where there is no room for two, Help leads to how it is read.
static void test_listen__says_it_again_on_a_short_display_too(void **state)
{
    (void)state;
    ears.kiosk.ui.display = (struct ui_display){1280, 800, 218, 136};
    ears_start_asking();
    assert_null(ui_node(&ears.kiosk.ui, "listen.again"));
    ears_tap("#listen");
    ears_check_last("How did you get here?");
    ears_hear_one();
    assert_null(ui_node(&ears.kiosk.ui, "listen"));
    ears_tap("Again");
    ears_check_last("How did you get here?"); // from the beginning of the page
    ears_tap("#help");
    find_and_tap("#help.sound");
    assert_non_null(ui_node(&ears.kiosk.ui, "sound.slower"));
    find_and_tap("#sound.off");
    assert_false(ears.speaking);
    assert_non_null(ui_node(&ears.kiosk.ui, "listen"));
}

static void test_listen__says_what_was_chosen_and_keeps_its_place(void **state)
{
    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    ears_hear_one();
    ears_tap("Bus");
    ears_check_last("Bus. Chosen.");
    ears_hear_one();
    assert_false(ears.speaking); // it does not read on by itself
    ears_tap("Bus");
    ears_check_last("Bus. Not chosen.");
    ears_tap("Go on");
    ears_check_last("How did you get here?");
}

static void test_listen__says_what_is_wrong_first(void **state)
{
    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    ears_tap("#next");
    ears_check_last("Please touch how you came. No travel costs is fine too.");
}

static void test_listen__reads_another_question_on_the_same_screen(void **state)
{
    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    ears_hear_all();
    ears_tap("#turn");
    ears_check_last("Your travel.");
    ears_hear_one();
    ears_check_last("How much was the bus?");
}

static void test_listen__says_where_the_focus_is(void **state)
{
    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    stage_wake(&ears.kiosk.stage);
    str_copy(ears.kiosk.ui.focus, sizeof ears.kiosk.ui.focus, "bus");
    stage_event(&ears.kiosk.stage, NULL);
    ears_check_last("Bus. Not chosen.");
    ears_hear_one();
    assert_false(ears.speaking);
}

static void test_listen__tells_each_change_of_speed_and_loudness(void **state)
{
    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    ears_hear_one();
    ears_forget_said();
    ears_press("sound.faster");
    assert_int_equal(ears.said_count, 1);
    ears_check_last("Speed: 125 per cent.");
    assert_int_equal(ears_last()->speed, 3);
    ears_hear_one(); // and the page goes on, as fast, where it was
    ears_check_last("How did you get here?");
    assert_int_equal(ears_last()->speed, 3);
    for (int i = 0; i < 20; i++)
        ears_press("sound.louder");
    ears_check_last("Loudness: 11 of 11.");
    assert_int_equal(ears_last()->volume, 10);
    for (int i = 0; i < 20; i++)
        ears_press("sound.slower");
    ears_check_last("Speed: 50 per cent.");
}

static void test_listen__says_each_change_once_on_its_own_page(void **state)
{
    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    ears_tap("#listen");
    assert_int_equal(ears.kiosk.stage.over, STAGE_SOUND);
    ears_hear_all();
    assert_int_equal(ears_times("Your number is A 47."), 1); // heard again, whenever it is wanted
    ears_forget_said();
    ears_tap("Louder");
    assert_int_equal(ears.said_count, 1);
    ears_check_last("Loudness: 7 of 11.");
    ears_tap("Stop listening");
    assert_int_equal(ears.kiosk.stage.over, STAGE_NOTHING);
    assert_false(ears.speaking);
    assert_true(ears.kiosk.ui.hearing <= UI_SILENT);
}

static void test_listen__begins_every_visit_as_usual(void **state)
{
    (void)state;
    ears_start_asking();
    ears_tap("#listen");
    ears_press("sound.louder");
    ears_press("sound.faster");
    ears_tap("Finish and hide");
    assert_false(ears.speaking);
    assert_true(ui_prefs_equal(&ears.kiosk.ui.prefs, &ui_prefs_usual));
    assert_string_equal(ears.kiosk.stage.screen->name, "home");
}

// --- languages ---

static void test_listen__restarts_in_the_other_language(void **state)
{
    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    ears_hear_one();
    ears_check_last("How did you get here?");
    ears_tap("Cymraeg");
    ears_check_last("Sut ddaethoch chi yma?");
    assert_int_equal(ears_last()->lang, WORDS_CY);
    ears_forget_said();
    ears_hear_all();
    for (int i = 0; i < ears.said_count; i++)
        if (ears.said[i].lang != WORDS_CY)
            assert_string_equal(ears.said[i].text,
                                "English. Button."); // the way back, in its language
}

static void test_listen__says_the_first_screen_in_two_utterances_each(void **state)
{
    (void)state;
    stage_plug(&ears.kiosk.stage, true);
    ears_check_last("Welcome.");
    assert_int_equal(ears_last()->lang, WORDS_EN);
    ears_hear_one();
    ears_check_last("Croeso.");
    assert_int_equal(ears_last()->lang, WORDS_CY);
    ears_hear_all();
    assert_int_equal(ears_times("I am leaving. Button."), 1);
    assert_int_equal(ears_times("Rwy’n gadael. Botwm."), 1);
    for (int i = 0; i < ears.said_count; i++)
        if (strstr(ears.said[i].text, "I am leaving"))
            assert_int_equal(ears.said[i].lang, WORDS_EN);
        else if (strstr(ears.said[i].text, "gadael"))
            assert_int_equal(ears.said[i].lang, WORDS_CY);
}

// A voice that is recorded in one language and synthetic in the next is hard to follow.
static void test_listen__recordings_may_stand_for_both_languages(void **state)
{
    int buttons = 0;

    (void)state;
    stage_plug(&ears.kiosk.stage, true);
    ears_hear_all();
    for (int i = 0; i < ears.said_count; i++) {
        const struct ears_said *said = &ears.said[i];

        if (!str_equal(said->text, "I am leaving. Button.") &&
            !str_equal(said->text, "Rwy’n gadael. Botwm."))
            continue;
        buttons++;
        assert_string_equal(said->keys[0], "welcome.leaving");
        assert_string_equal(said->keys[1], "spoken.button");
        assert_string_equal(said->keys[2], "");
    }
    assert_int_equal(buttons, 2);
}

static void test_listen__recordings_may_stand_for_what_it_says_of_itself(void **state)
{
    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    ears_press("sound.dark");
    assert_string_equal(ears_last()->keys[0], "listen.dark");
    ears_press("sound.dark");
    assert_string_equal(ears_last()->keys[0], "listen.lit");
    ears_press("sound.louder"); // a number stands in it
    assert_string_equal(ears_last()->keys[0], "");
}

// --- silence ---

static void test_listen__speaking_is_no_silence(void **state)
{
    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    for (int i = 0; i < 5; i++) {
        when_advance(50000);
        stage_idle(&ears.kiosk.stage);
        assert_false(ears.kiosk.ui.veiled);
        ears_hear_one();
    }
    stage_wake(&ears.kiosk.stage); // paused: now it is
    when_advance(60001);
    stage_idle(&ears.kiosk.stage);
    assert_true(ears.kiosk.ui.veiled);
}

static void test_listen__a_voice_that_got_stuck_keeps_no_visit_open(void **state)
{
    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    when_advance(61000);
    stage_idle(&ears.kiosk.stage);
    assert_false(ears.speaking);
    when_advance(345000);
    stage_idle(&ears.kiosk.stage);
    assert_string_equal(ears.kiosk.stage.screen->name, "home");
}

static void test_listen__asks_headphones_whether_somebody_is_there(void **state)
{
    int before;

    (void)state;
    ears_start_asking();
    stage_plug(&ears.kiosk.stage, true);
    ears_hear_all();
    when_advance(300001);
    stage_idle(&ears.kiosk.stage);
    assert_int_equal(ears.chimes, 0);
    ears_check_last("Are you still there?");
    ears_hear_all();
    when_advance(25000); // a number, and it counts down
    stage_idle(&ears.kiosk.stage);
    ears_hear_all();
    before = ears.said_count;
    for (int i = 0; i < 10; i++) {
        when_advance(1000);
        stage_idle(&ears.kiosk.stage);
    }
    assert_int_equal(ears.said_count, before); // it is said once, not every second
    when_advance(20000);
    stage_idle(&ears.kiosk.stage);
    assert_string_equal(ears.kiosk.stage.screen->name, "home"); // asking is no answer
}

static void test_listen__rings_on_the_loudspeaker_instead(void **state)
{
    (void)state;
    ears_start_asking();
    when_advance(300001);
    stage_idle(&ears.kiosk.stage);
    assert_int_equal(ears.chimes, 1);
    ears_hear_all();
    stage_idle(&ears.kiosk.stage);
    assert_int_equal(ears.chimes, 1);
    assert_int_equal(ears.said_count, 0);
    stage_wake(&ears.kiosk.stage);
    assert_string_equal(ears.kiosk.stage.screen->name, "asking");
}

// Of a card under the camera, while a page is read.
static void test_listen__a_sound_waits_until_nothing_is_said(void **state)
{
    int before;

    (void)state;
    ears_start_asking();
    ears_press("listen");
    assert_true(ears.speaking);
    before = ears.said_count;
    stage_found(&ears.kiosk.stage);
    stage_event(&ears.kiosk.stage, NULL);
    assert_int_equal(ears.chimes, 0);
    ears_hear_one();
    assert_int_equal(ears.chimes, 1);
    assert_int_equal(ears.said_count, before);
    ears_hear_one(); // and what is said waits until it has rung
    assert_int_equal(ears.said_count, before + 1);
    assert_int_equal(ears.chimes, 1);
}

#define LISTEN_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LISTEN_TEST(test_listen__says_nothing_unasked),
        LISTEN_TEST(test_listen__reads_the_page_from_its_title_to_its_end),
        LISTEN_TEST(test_listen__shows_what_it_says),
        LISTEN_TEST(test_listen__is_silent_before_a_touch_is_over),
        LISTEN_TEST(test_listen__pauses_goes_on_and_says_it_again),
        LISTEN_TEST(test_listen__says_it_again_on_a_short_display_too),
        LISTEN_TEST(test_listen__says_what_was_chosen_and_keeps_its_place),
        LISTEN_TEST(test_listen__says_what_is_wrong_first),
        LISTEN_TEST(test_listen__reads_another_question_on_the_same_screen),
        LISTEN_TEST(test_listen__says_where_the_focus_is),
        LISTEN_TEST(test_listen__tells_each_change_of_speed_and_loudness),
        LISTEN_TEST(test_listen__says_each_change_once_on_its_own_page),
        LISTEN_TEST(test_listen__begins_every_visit_as_usual),
        LISTEN_TEST(test_listen__restarts_in_the_other_language),
        LISTEN_TEST(test_listen__says_the_first_screen_in_two_utterances_each),
        LISTEN_TEST(test_listen__recordings_may_stand_for_both_languages),
        LISTEN_TEST(test_listen__recordings_may_stand_for_what_it_says_of_itself),
        LISTEN_TEST(test_listen__speaking_is_no_silence),
        LISTEN_TEST(test_listen__a_voice_that_got_stuck_keeps_no_visit_open),
        LISTEN_TEST(test_listen__asks_headphones_whether_somebody_is_there),
        LISTEN_TEST(test_listen__rings_on_the_loudspeaker_instead),
        LISTEN_TEST(test_listen__a_sound_waits_until_nothing_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
