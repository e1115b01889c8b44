// SPDX-License-Identifier: Apache-2.0

/*
 * What is said, to whom, and when it stops: AUD-02, 03, 04, 06, 07, 12, 16, 17, LNG-05, 06, INP-05,
 * TIM-04, PRV-10 (t_speech_flow, t_speech_lang, t_speech_private).
 */

#include "tests/check.h"

#include <stdio.h>
#include <string.h>

#include "kiosk/stage.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/kiosk/hand.h"

#define SAID_MAX 200

struct said {
    char text[256];
    enum words_lang lang;
    bool private;
    enum listen_sink sink;
    int speed, volume;
};

// A first screen in two languages, and a question with somebody's own things on it.
struct kiosk {
    struct ui ui;
    struct stage stage;
    bool personal;
};

struct asking {
    bool bus, other, problem, second;
    char typed[UI_TYPED_SIZE];
};

static struct kiosk kiosk;
static struct said said[SAID_MAX];
static int said_count;
static bool speaking, over, broken;
static int stops, chimes;
static const struct screen screen_home, screen_asking, screen_secret;

// --- the voice ---

static bool say(void *data, const struct listen_words *words)
{
    struct said *one = &said[said_count];

    (void)data;
    if (broken)
        return false;
    assert_false(speaking); // nothing else is being said (AUD-08)
    assert_true(said_count + 1 < SAID_MAX);
    assert_true(str_copy(one->text, sizeof one->text, words->text));
    one->lang = words->lang;
    one->private = words->private;
    one->sink = words->sink;
    one->speed = words->speed;
    one->volume = words->volume;
    said_count++;
    speaking = true;
    over = false;
    return true;
}

static bool chime(void *data, enum listen_sink sink, int volume)
{
    (void)data;
    (void)volume;
    assert_int_equal(sink, LISTEN_SPEAKER);
    assert_false(speaking); // it falls into nothing that is said (AUD-08)
    chimes++;
    speaking = true;
    over = false;
    return true;
}

static void stop(void *data)
{
    (void)data;
    stops++;
    speaking = false;
}

static bool is_over(void *data, int64_t *ask_ms)
{
    (void)data;
    *ask_ms = -1;
    return over || !speaking;
}

static const struct listen_voice voice = {NULL, say, chime, stop, is_over};

// --- the screens ---

static void home_frame(struct kiosk *k, void *state, struct ui *ui)
{
    (void)state;
    ui_first_page(ui);
    ui_in(ui, WORDS_EN);
    ui_title(ui, "title.en", "welcome.title");
    ui_in(ui, WORDS_CY);
    ui_title(ui, "title.cy", "welcome.title");
    if (ui_main_button(ui, "begin", "welcome.sign_in"))
        stage_go(&k->stage, &screen_asking);
    ui_in_both(ui);
    ui_foot(ui, "leaving", "welcome.leaving");
}

static void asking_enter(struct kiosk *k, void *data)
{
    (void)data;
    k->personal = true;
}

static void asking_frame(struct kiosk *k, void *data, struct ui *ui)
{
    struct asking *state = data;

    (void)k;
    ui_page(ui, "travel.bar");
    ui_row_begin(ui);
    ui_column_begin(ui);
    ui_title(ui, "ask", state->second ? "amount.bus" : "travel.ask");
    ui_private(ui);
    ui_number(ui, "number", "A 47");
    ui_with(ui, "amount", "£9.74");
    ui_private(ui);
    ui_paragraph(ui, "call", "done.call");
    ui_private(ui);
    if (ui_choice(ui, "bus", "cost.bus", state->bus))
        state->bus = !state->bus;
    if (ui_choice(ui, "other", "cost.taxi", state->other))
        state->other = !state->other;
    ui_pii(ui);
    ui_field(ui, "typed", "find.field", state->typed);
    if (state->problem)
        ui_problem(ui, "problem", "travel.unsaid");
    ui_column_end(ui);
    ui_keypad(ui, "keys", state->typed, sizeof state->typed, UI_KEYPAD_DIGITS);
    ui_row_end(ui);
    ui_finish(ui);
    if (ui_foot(ui, "turn", "more"))
        state->second = true;
    if (ui_go(ui, "next", "next"))
        state->problem = true;
}

static void secret_frame(struct kiosk *k, void *data, struct ui *ui)
{
    struct asking *state = data;

    (void)k;
    ui_page(ui, "desk.bar");
    ui_title(ui, "ask", "desk.pin");
    ui_masked(ui);
    ui_field(ui, "pin", "desk.pin", state->typed);
    ui_keypad(ui, "keys", state->typed, sizeof state->typed, UI_KEYPAD_DIGITS);
}

static const struct screen screen_home = {.name = "home", .frame = home_frame};
static const struct screen screen_asking = {.name = "asking",
                                            .state_size = sizeof(struct asking),
                                            .enter = asking_enter,
                                            .frame = asking_frame};
static const struct screen screen_secret = {
    .name = "secret", .state_size = sizeof(struct asking), .frame = secret_frame};

static void forget(struct kiosk *k)
{
    k->personal = false;
    stage_end(&k->stage, &screen_home);
}

static bool is_personal(const struct kiosk *k)
{
    return k->personal;
}

static void recall(const struct kiosk *k, struct ui *ui)
{
    (void)k;
    ui_with(ui, "number", "A 47");
    ui_private(ui);
    ui_heading(ui, "recall.number", "recall.number");
}

// --- hands and ears ---

static int begin(void **state)
{
    (void)state;
    memset(&kiosk, 0, sizeof kiosk);
    hand_open(&kiosk.ui, "2560x1440@600x338"); // the bar has room for its title, too
    kiosk.stage = (struct stage){.ui = &kiosk.ui,
                                 .kiosk = &kiosk,
                                 .forget = forget,
                                 .personal = is_personal,
                                 .recall = recall};
    said_count = stops = chimes = 0;
    speaking = over = broken = false;
    kiosk.stage.listen.speaker = true;
    listen_begin(&kiosk.stage.listen, &kiosk.ui, &voice);
    stage_go(&kiosk.stage, &screen_home);
    stage_event(&kiosk.stage, NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    stage_clear(&kiosk.stage);
    ui_clear(&kiosk.ui);
    return 0;
}

// A finger: down, and up on it.
static void tap(const char *what)
{
    stage_wake(&kiosk.stage);
    hand_tap(&kiosk.stage, what);
}

static void press(const char *id)
{
    const struct ui_event event = {UI_TOUCHED, id, NULL};

    stage_wake(&kiosk.stage);
    stage_event(&kiosk.stage, &event);
}

static void hear_one(void)
{
    over = true;
    stage_idle(&kiosk.stage);
}

static void hear_all(void)
{
    while (speaking)
        hear_one();
}

static const struct said *last(void)
{
    assert_true(said_count > 0);
    return &said[said_count - 1];
}

static void check_last(const char *text)
{
    assert_string_equal(last()->text, text);
}

static int times(const char *words)
{
    int count = 0;

    for (int i = 0; i < said_count; i++)
        count += strstr(said[i].text, words) != NULL;
    return count;
}

static void forget_said(void)
{
    said_count = 0;
}

static void start_asking(void)
{
    tap("Sign in");
    assert_string_equal(kiosk.stage.screen->name, "asking");
}

// --- flow ---

static void test_listen__says_nothing_unasked(void **state)
{
    (void)state;
    start_asking();
    tap("Bus");
    press("next");
    assert_int_equal(said_count, 0);
    assert_true(kiosk.ui.hearing <= UI_SILENT);
}

static void test_listen__reads_the_page_from_its_title_to_its_end(void **state)
{
    (void)state;
    start_asking();
    stage_plug(&kiosk.stage, true);
    check_last("Your travel.");
    hear_one();
    check_last("How did you get here?");
    hear_one();
    check_last("A 47.");
    hear_all();
    assert_int_equal(times("Keys to type with."), 1); // one for all of them
    assert_int_equal(times("Finish and hide. Button."), 1);
    check_last("Help. Button.");
    assert_int_equal(kiosk.ui.hearing, UI_HEARD);
}

static void test_listen__shows_what_it_says(void **state)
{
    (void)state;
    start_asking();
    stage_plug(&kiosk.stage, true);
    assert_true(ui_node(&kiosk.ui, "page")->voiced);
    hear_one();
    assert_false(ui_node(&kiosk.ui, "page")->voiced);
    assert_true(ui_node(&kiosk.ui, "ask")->voiced);
    stage_event(&kiosk.stage, NULL);
    assert_true(ui_node(&kiosk.ui, "ask")->voiced);
    hear_all();
    for (size_t i = 0; i < kiosk.ui.node_count; i++)
        assert_false(kiosk.ui.nodes[i].voiced);
}

static void test_listen__is_silent_before_a_touch_is_over(void **state)
{
    (void)state;
    start_asking();
    tap("#listen");
    assert_true(speaking);
    stage_wake(&kiosk.stage); // a finger goes down anywhere
    assert_false(speaking);
    stage_event(&kiosk.stage, NULL); // and up
    assert_false(speaking);
    hear_all();
    assert_false(speaking);
}

static void test_listen__pauses_goes_on_and_says_it_again(void **state)
{
    (void)state;
    start_asking();
    tap("#listen");
    hear_one();
    check_last("How did you get here?");
    assert_non_null(ui_find(&kiosk.ui, "Pause"));
    tap("Pause");
    assert_false(speaking);
    tap("Go on");
    assert_true(speaking);
    check_last("How did you get here?"); // from the beginning of what was cut short
    hear_one();
    tap("Say it again");
    check_last("Your travel.");
    press("listen.pause"); // by key, without looking
    assert_false(speaking);
    press("listen.pause");
    check_last("Your travel.");
}

static void find_and_tap(const char *id)
{
    while (!ui_node(&kiosk.ui, id + 1))
        tap("#more");
    tap(id);
}

// Where there is no room for two, Help leads to how it is read.
static void test_listen__says_it_again_on_a_short_display_too(void **state)
{
    (void)state;
    kiosk.ui.display = (struct ui_display){1280, 800, 218, 136};
    start_asking();
    assert_null(ui_node(&kiosk.ui, "listen.again"));
    tap("#listen");
    check_last("How did you get here?");
    hear_one();
    assert_null(ui_node(&kiosk.ui, "listen"));
    tap("Again");
    check_last("How did you get here?"); // from the beginning of the page
    tap("#help");
    find_and_tap("#help.sound");
    assert_non_null(ui_node(&kiosk.ui, "sound.slower"));
    find_and_tap("#sound.off");
    assert_false(speaking);
    assert_non_null(ui_node(&kiosk.ui, "listen"));
}

static void test_listen__says_what_was_chosen_and_keeps_its_place(void **state)
{
    (void)state;
    start_asking();
    stage_plug(&kiosk.stage, true);
    hear_one();
    tap("Bus");
    check_last("Bus. Chosen.");
    hear_one();
    assert_false(speaking); // it does not read on by itself
    tap("Bus");
    check_last("Bus. Not chosen.");
    tap("Go on");
    check_last("How did you get here?");
}

static void test_listen__says_what_is_wrong_first(void **state)
{
    (void)state;
    start_asking();
    stage_plug(&kiosk.stage, true);
    tap("#next");
    check_last("Please touch how you came. No travel costs is fine too.");
}

static void test_listen__reads_another_question_on_the_same_screen(void **state)
{
    (void)state;
    start_asking();
    stage_plug(&kiosk.stage, true);
    hear_all();
    tap("#turn");
    check_last("Your travel.");
    hear_one();
    check_last("How much was the bus?");
}

static void test_listen__says_where_the_focus_is(void **state)
{
    (void)state;
    start_asking();
    stage_plug(&kiosk.stage, true);
    stage_wake(&kiosk.stage);
    str_copy(kiosk.ui.focus, sizeof kiosk.ui.focus, "bus");
    stage_event(&kiosk.stage, NULL);
    check_last("Bus. Not chosen.");
    hear_one();
    assert_false(speaking);
}

static void test_listen__tells_each_change_of_speed_and_loudness(void **state)
{
    (void)state;
    start_asking();
    stage_plug(&kiosk.stage, true);
    hear_one();
    forget_said();
    press("sound.faster");
    assert_int_equal(said_count, 1);
    check_last("Speed: 125 per cent.");
    assert_int_equal(last()->speed, 3);
    hear_one(); // and the page goes on, as fast, where it was
    check_last("How did you get here?");
    assert_int_equal(last()->speed, 3);
    for (int i = 0; i < 20; i++)
        press("sound.louder");
    check_last("Loudness: 11 of 11.");
    assert_int_equal(last()->volume, 10);
    for (int i = 0; i < 20; i++)
        press("sound.slower");
    check_last("Speed: 50 per cent.");
}

static void test_listen__says_each_change_once_on_its_own_page(void **state)
{
    (void)state;
    start_asking();
    stage_plug(&kiosk.stage, true);
    tap("#listen");
    assert_int_equal(kiosk.stage.over, STAGE_SOUND);
    hear_all();
    assert_int_equal(times("Your number is A 47."), 1); // heard again, whenever it is wanted
    forget_said();
    tap("Louder");
    assert_int_equal(said_count, 1);
    check_last("Loudness: 7 of 11.");
    tap("Stop listening");
    assert_int_equal(kiosk.stage.over, STAGE_NOTHING);
    assert_false(speaking);
    assert_true(kiosk.ui.hearing <= UI_SILENT);
}

static void test_listen__begins_every_visit_as_usual(void **state)
{
    (void)state;
    start_asking();
    tap("#listen");
    press("sound.louder");
    press("sound.faster");
    tap("Finish and hide");
    assert_false(speaking);
    assert_true(ui_prefs_equal(&kiosk.ui.prefs, &ui_prefs_usual));
    assert_string_equal(kiosk.stage.screen->name, "home");
}

// --- languages ---

static void test_listen__restarts_in_the_other_language(void **state)
{
    (void)state;
    start_asking();
    stage_plug(&kiosk.stage, true);
    hear_one();
    check_last("How did you get here?");
    tap("Cymraeg");
    check_last("Sut ddaethoch chi yma?");
    assert_int_equal(last()->lang, WORDS_CY);
    forget_said();
    hear_all();
    for (int i = 0; i < said_count; i++)
        if (said[i].lang != WORDS_CY)
            assert_string_equal(said[i].text, "English. Button."); // the way back, in its language
}

static void test_listen__says_the_first_screen_in_two_utterances_each(void **state)
{
    (void)state;
    stage_plug(&kiosk.stage, true);
    check_last("Welcome.");
    assert_int_equal(last()->lang, WORDS_EN);
    hear_one();
    check_last("Croeso.");
    assert_int_equal(last()->lang, WORDS_CY);
    hear_all();
    assert_int_equal(times("I am leaving. Button."), 1);
    assert_int_equal(times("Rwy’n gadael. Botwm."), 1);
    for (int i = 0; i < said_count; i++)
        if (strstr(said[i].text, "I am leaving"))
            assert_int_equal(said[i].lang, WORDS_EN);
        else if (strstr(said[i].text, "gadael"))
            assert_int_equal(said[i].lang, WORDS_CY);
}

// --- what is private ---

static void check_nothing_private(void)
{
    assert_int_equal(times("47"), 0);
    assert_int_equal(times("9.74"), 0);
    assert_int_equal(times("55"), 0); // what was typed
    assert_int_equal(times("hosen"), 0);
    for (int i = 0; i < said_count; i++)
        assert_int_equal(said[i].sink, LISTEN_SPEAKER);
}

static void test_listen__tells_a_loudspeaker_nothing_private(void **state)
{
    (void)state;
    start_asking();
    press("keys.5");
    press("keys.5");
    tap("#listen");
    hear_all();
    assert_int_equal(times("Please look at the screen."), 2); // once for what stands together
    assert_int_equal(times("Bus."), 1);                       // the label, not the answer
    assert_int_equal(times("Letters so far."), 0);            // whose it is, is who they are
    tap("Bus");
    press("keys.5");
    hear_all();
    assert_int_equal(times("Taxi. Chosen."), 0);
    for (int i = 0; i < said_count; i++)
        if (strstr(said[i].text, "Taxi"))
            said[i].text[0] = '\0'; // that choice is not private: its state is told
    check_nothing_private();
}

static void test_listen__falls_silent_when_headphones_go(void **state)
{
    (void)state;
    start_asking();
    stage_plug(&kiosk.stage, true);
    hear_one();
    hear_one();
    check_last("A 47.");
    assert_int_equal(last()->sink, LISTEN_HEADPHONES);
    forget_said();
    stage_plug(&kiosk.stage, false);
    assert_false(speaking);
    hear_all();
    stage_event(&kiosk.stage, NULL);
    assert_int_equal(said_count, 0); // and never on the loudspeaker instead
    assert_true(kiosk.ui.hearing <= UI_SILENT);
}

static void test_listen__never_says_what_is_masked(void **state)
{
    (void)state;
    stage_plug(&kiosk.stage, true);
    stage_go(&kiosk.stage, &screen_secret);
    stage_event(&kiosk.stage, NULL);
    press("keys.7");
    press("keys.7");
    hear_all();
    assert_int_equal(times("7"), 0);
    assert_int_equal(times("•"), 0);
    // On the loudspeaker not even the keys that the focus passes.
    stage_plug(&kiosk.stage, false);
    tap("#listen");
    str_copy(kiosk.ui.focus, sizeof kiosk.ui.focus, "keys.7");
    stage_event(&kiosk.stage, NULL);
    hear_all();
    assert_int_equal(times("7"), 0);
}

static void test_listen__has_no_button_where_nobody_can_hear(void **state)
{
    (void)state;
    kiosk.stage.listen.speaker = false;
    listen_begin(&kiosk.stage.listen, &kiosk.ui, &voice);
    stage_event(&kiosk.stage, NULL);
    assert_null(ui_node(&kiosk.ui, "listen"));
    stage_plug(&kiosk.stage, true);
    assert_non_null(ui_node(&kiosk.ui, "listen"));
    assert_true(speaking);
}

static void test_listen__goes_on_in_silence_without_a_voice(void **state)
{
    (void)state;
    start_asking();
    broken = true;
    tap("#listen");
    assert_null(ui_node(&kiosk.ui, "listen"));
    assert_true(kiosk.ui.hearing <= UI_SILENT);
    tap("Bus");
    assert_int_equal(said_count, 0);
    stage_plug(&kiosk.stage, true);
    assert_int_equal(said_count, 0);
}

// --- silence ---

static void test_listen__speaking_is_no_silence(void **state)
{
    (void)state;
    start_asking();
    stage_plug(&kiosk.stage, true);
    for (int i = 0; i < 5; i++) {
        when_advance(50000);
        stage_idle(&kiosk.stage);
        assert_false(kiosk.ui.veiled);
        hear_one();
    }
    stage_wake(&kiosk.stage); // paused: now it is
    when_advance(60001);
    stage_idle(&kiosk.stage);
    assert_true(kiosk.ui.veiled);
}

static void test_listen__a_voice_that_got_stuck_keeps_no_visit_open(void **state)
{
    (void)state;
    start_asking();
    stage_plug(&kiosk.stage, true);
    when_advance(61000);
    stage_idle(&kiosk.stage);
    assert_false(speaking);
    when_advance(345000);
    stage_idle(&kiosk.stage);
    assert_string_equal(kiosk.stage.screen->name, "home");
}

static void test_listen__asks_headphones_whether_somebody_is_there(void **state)
{
    int before;

    (void)state;
    start_asking();
    stage_plug(&kiosk.stage, true);
    hear_all();
    when_advance(300001);
    stage_idle(&kiosk.stage);
    assert_int_equal(chimes, 0);
    check_last("Are you still there?");
    hear_all();
    when_advance(25000); // a number, and it counts down
    stage_idle(&kiosk.stage);
    hear_all();
    before = said_count;
    for (int i = 0; i < 10; i++) {
        when_advance(1000);
        stage_idle(&kiosk.stage);
    }
    assert_int_equal(said_count, before); // it is said once, not every second
    when_advance(20000);
    stage_idle(&kiosk.stage);
    assert_string_equal(kiosk.stage.screen->name, "home"); // asking is no answer
}

static void test_listen__rings_on_the_loudspeaker_instead(void **state)
{
    (void)state;
    start_asking();
    when_advance(300001);
    stage_idle(&kiosk.stage);
    assert_int_equal(chimes, 1);
    hear_all();
    stage_idle(&kiosk.stage);
    assert_int_equal(chimes, 1);
    assert_int_equal(said_count, 0);
    stage_wake(&kiosk.stage);
    assert_string_equal(kiosk.stage.screen->name, "asking");
}

// Of a card under the camera, while a page is read.
static void test_listen__a_sound_waits_until_nothing_is_said(void **state)
{
    int before;

    (void)state;
    start_asking();
    press("listen");
    assert_true(speaking);
    before = said_count;
    stage_found(&kiosk.stage);
    stage_event(&kiosk.stage, NULL);
    assert_int_equal(chimes, 0);
    hear_one();
    assert_int_equal(chimes, 1);
    assert_int_equal(said_count, before);
    hear_one(); // and what is said waits until it has rung
    assert_int_equal(said_count, before + 1);
    assert_int_equal(chimes, 1);
}

#define LISTEN_TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)

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
        LISTEN_TEST(test_listen__tells_a_loudspeaker_nothing_private),
        LISTEN_TEST(test_listen__falls_silent_when_headphones_go),
        LISTEN_TEST(test_listen__never_says_what_is_masked),
        LISTEN_TEST(test_listen__has_no_button_where_nobody_can_hear),
        LISTEN_TEST(test_listen__goes_on_in_silence_without_a_voice),
        LISTEN_TEST(test_listen__speaking_is_no_silence),
        LISTEN_TEST(test_listen__a_voice_that_got_stuck_keeps_no_visit_open),
        LISTEN_TEST(test_listen__asks_headphones_whether_somebody_is_there),
        LISTEN_TEST(test_listen__rings_on_the_loudspeaker_instead),
        LISTEN_TEST(test_listen__a_sound_waits_until_nothing_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
