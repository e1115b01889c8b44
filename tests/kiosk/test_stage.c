// SPDX-License-Identifier: Apache-2.0

#include "tests/check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "shared/str.h"
#include "shared/when.h"
#include "tests/kiosk/gallery.h"
#include "tests/kiosk/hand.h"

// A kiosk of two screens: home, and one that asks something.
struct kiosk {
    struct ui ui;
    struct stage stage;
    int settled, forgotten, asked;
    bool personal;
};

struct asking {
    char typed[UI_TYPED_SIZE];
    int entered;
};

static struct kiosk kiosk;
static const struct screen screen_home, screen_asking, screen_helper, screen_desk;

// Asks much, so that it goes on to further pages; why Next did not go on stands on the first.
static void long_frame(struct kiosk *k, void *data, struct ui *ui)
{
    bool *refused = data;

    (void)k;
    ui_page(ui, "g.travel.bar");
    ui_title(ui, "ask", "g.travel.ask");
    if (*refused)
        ui_problem(ui, "problem", "g.amount.problem");
    ui_paragraph(ui, "why", "still.why");
    ui_grid_begin(ui, 1);
    ui_choice(ui, "bus", "g.bus", false);
    ui_choice(ui, "train", "g.train", false);
    ui_choice(ui, "car", "g.car", false);
    ui_choice(ui, "taxi", "g.taxi", false);
    ui_grid_end(ui);
    if (ui_go(ui, "next", "next"))
        *refused = true;
}

static const struct screen screen_long = {
    .name = "long", .state_size = sizeof(bool), .frame = long_frame};

static void settle(struct kiosk *k)
{
    k->settled++;
}

static void forget(struct kiosk *k)
{
    k->forgotten++;
    k->personal = false;
    stage_end(&k->stage, &screen_home);
}

static void home_frame(struct kiosk *k, void *state, struct ui *ui)
{
    (void)state;
    ui_first_page(ui);
    if (ui_main_button(ui, "begin", "welcome.sign_in"))
        stage_go(&k->stage, &screen_asking);
    ui_paragraph(ui, "leaving", "welcome.leaving");
    if (ui_foot(ui, "desk", "welcome.desk"))
        stage_go(&k->stage, &screen_desk);
}

static void desk_frame(struct kiosk *k, void *state, struct ui *ui)
{
    (void)state;
    ui_desk_page(ui, "desk.bar");
    if (ui_back(ui))
        stage_go(&k->stage, &screen_home);
}

static const struct screen screen_desk = {.name = "desk", .staff = true, .frame = desk_frame};

static void asking_enter(struct kiosk *k, void *data)
{
    struct asking *state = data;

    assert_int_equal(state->entered, 0); // zeroed
    state->entered++;
    k->personal = true;
}

static void asking_frame(struct kiosk *k, void *data, struct ui *ui)
{
    struct asking *state = data;

    ui_page(ui, "g.find.bar");
    ui_pii(ui);
    ui_field(ui, "typed", "g.find.field", state->typed);
    ui_keyboard(ui, "keys", state->typed, sizeof state->typed, UI_KEYBOARD_LETTERS);
    if (ui_back(ui))
        stage_go(&k->stage, &screen_home);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_foot(ui, "end", "end"))
        forget(k);
    if (ui_go(ui, "next", "next"))
        stage_go(&k->stage, &screen_asking);
}

static void helper_frame(struct kiosk *k, void *state, struct ui *ui)
{
    (void)state;
    ui_page(ui, "ask.bar");
    ui_finish(ui);
    if (ui_foot(ui, "elsewhere", "next"))
        stage_go(&k->stage, &screen_asking);
    if (ui_go(ui, "return", "ask.back"))
        assert_true(stage_return(&k->stage));
}

static const struct screen screen_home = {.name = "home", .frame = home_frame};
static const struct screen screen_asking = {.name = "asking",
                                            .state_size = sizeof(struct asking),
                                            .enter = asking_enter,
                                            .frame = asking_frame};
static const struct screen screen_helper = {.name = "helper", .frame = helper_frame};

static void ask(struct kiosk *k)
{
    k->asked++;
    stage_aside(&k->stage, &screen_helper);
}

static bool is_personal(const struct kiosk *k)
{
    return k->personal;
}

static void begin_on(const char *display)
{
    memset(&kiosk, 0, sizeof kiosk);
    hand_open(&kiosk.ui, display);
    kiosk.stage = (struct stage){.ui = &kiosk.ui,
                                 .kiosk = &kiosk,
                                 .settle = settle,
                                 .forget = forget,
                                 .ask = ask,
                                 .personal = is_personal};
    stage_go(&kiosk.stage, &screen_home);
    stage_event(&kiosk.stage, NULL);
}

static int begin(void **state)
{
    (void)state;
    begin_on("1920x1080@476x268");
    return 0;
}

static int end(void **state)
{
    (void)state;
    stage_clear(&kiosk.stage);
    ui_clear(&kiosk.ui);
    return 0;
}

static void start_asking(void)
{
    hand_tap(&kiosk.stage, "Sign in");
    assert_string_equal(kiosk.stage.screen->name, "asking");
    stage_wake(&kiosk.stage);
}

static void test_stage__goes_on_after_the_frame_with_a_new_state(void **state)
{
    (void)state;
    start_asking();
    hand_type(&kiosk.stage, "DAV");
    assert_true(hand_sees(&kiosk.ui, "DAV"));
    assert_int_equal(kiosk.settled, 4);
    hand_tap(&kiosk.stage, "Next"); // to itself: entered anew
    assert_false(hand_sees(&kiosk.ui, "DAV"));
}

static void test_stage__changing_language_and_size_keeps_what_was_typed(void **state)
{
    (void)state;
    start_asking();
    hand_type(&kiosk.stage, "DAV");
    hand_tap(&kiosk.stage, "Cymraeg");
    assert_true(hand_sees(&kiosk.ui, "Dod o hyd i’ch enw"));
    hand_tap(&kiosk.stage, "#size");
    assert_int_equal(kiosk.ui.prefs.size, UI_SIZE_XL);
    assert_true(hand_sees(&kiosk.ui, "DAV"));
    hand_tap(&kiosk.stage, "#size");
    hand_tap(&kiosk.stage, "#size");
    assert_int_equal(kiosk.ui.prefs.size, UI_SIZE_L);
}

// SES-01, PRV-12: the screen's own button, and the one that is everywhere.
static void test_stage__every_end_forgets_words_and_settings(void **state)
{
    static const char *const ends[] = {"#finish", "#end"};

    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        start_asking();
        hand_type(&kiosk.stage, "DAV");
        hand_tap(&kiosk.stage, "Cymraeg");
        hand_tap(&kiosk.stage, "#size");
        hand_tap(&kiosk.stage, ends[i]);
        assert_int_equal(kiosk.forgotten, i + 1);
        assert_string_equal(kiosk.stage.screen->name, "home");
        assert_int_equal(kiosk.ui.prefs.lang, WORDS_EN);
        assert_int_equal(kiosk.ui.prefs.size, UI_SIZE_L);
        assert_int_equal(kiosk.ui.visits, i + 1);
        assert_null(memmem(kiosk.ui.pool, UI_TEXT_MAX, "DAV", 3));
    }
}

static int blanks;

// Whatever was typed is there still, and nothing was forgotten: it is only not to be seen.
static void go_blank(void *data)
{
    const struct kiosk *k = data;

    blanks++;
    assert_int_equal(k->forgotten, blanks - 1);
    assert_non_null(memmem(k->ui.pool, UI_TEXT_MAX, "DAV", 3));
    assert_string_equal(k->stage.screen->name, "asking");
}

// PRV-05: the screen first, within the touch itself, then the rest; by silence just so.
static void test_stage__is_blank_before_anything_is_wiped(void **state)
{
    (void)state;
    blanks = 0;
    kiosk.stage.blank = go_blank;
    kiosk.stage.blank_data = &kiosk;
    start_asking();
    hand_type(&kiosk.stage, "DAV");
    hand_tap(&kiosk.stage, "#finish");
    assert_int_equal(blanks, 1);
    assert_int_equal(kiosk.forgotten, 1);
    start_asking();
    hand_type(&kiosk.stage, "DAV");
    when_advance(345000);
    stage_idle(&kiosk.stage);
    assert_int_equal(blanks, 2);
    assert_int_equal(kiosk.forgotten, 2);
}

// SES-04: staff have settings of their own; the visitor's come back, and staff's as well.
static void test_stage__staff_and_visitors_keep_their_own_settings(void **state)
{
    (void)state;
    hand_tap(&kiosk.stage, "#size");
    assert_int_equal(kiosk.ui.prefs.size, UI_SIZE_XL);
    hand_tap(&kiosk.stage, "#desk");
    assert_true(ui_prefs_equal(&kiosk.ui.prefs, &ui_prefs_usual));
    hand_tap(&kiosk.stage, "Cymraeg");
    hand_tap(&kiosk.stage, "#back");
    assert_int_equal(kiosk.ui.prefs.size, UI_SIZE_XL);
    assert_int_equal(kiosk.ui.prefs.lang, WORDS_EN);
    hand_tap(&kiosk.stage, "#desk");
    assert_int_equal(kiosk.ui.prefs.lang, WORDS_CY);
}

// CON-01 to CON-04, TXT-12, SES-02, SES-03: applied at once, and nothing that was typed is lost.
static void test_stage__help_changes_how_it_looks_at_once(void **state)
{
    (void)state;
    start_asking();
    hand_type(&kiosk.stage, "DAV");
    hand_tap(&kiosk.stage, "#help");
    hand_tap(&kiosk.stage, "Colours");
    hand_tap(&kiosk.stage, "White on black");
    assert_int_equal(kiosk.ui.prefs.contrast, UI_BLACK);
    assert_true(ui_node(&kiosk.ui, "colours.black")->selected);
    hand_tap(&kiosk.stage, "#back");
    hand_tap(&kiosk.stage, "#help.sizes");
    hand_tap(&kiosk.stage, "Very large");
    hand_tap(&kiosk.stage, "More space");
    assert_int_equal(kiosk.ui.prefs.size, UI_SIZE_XL);
    assert_true(kiosk.ui.prefs.spacious);
    hand_tap(&kiosk.stage, "Close help");
    assert_true(hand_sees(&kiosk.ui, "DAV"));
    hand_tap(&kiosk.stage, "Cymraeg");
    hand_tap(&kiosk.stage, "#help");
    while (!ui_node(&kiosk.ui, "help.usual"))
        hand_tap(&kiosk.stage, "#more");
    kiosk.ui.prefs.speech = true;
    hand_tap(&kiosk.stage, "Adfer y gosodiadau");
    assert_int_equal(kiosk.ui.prefs.lang, WORDS_CY); // no setting, but how somebody talks
    assert_true(kiosk.ui.prefs.speech);              // nor does a voice fall silent without a word
    kiosk.ui.prefs.lang = WORDS_EN;
    kiosk.ui.prefs.speech = false;
    assert_true(ui_prefs_equal(&kiosk.ui.prefs, &ui_prefs_usual));
}

static void test_stage__help_that_nobody_closes_closes_itself(void **state)
{
    (void)state;
    hand_tap(&kiosk.stage, "#help"); // at the first screen, where nobody is
    stage_wake(&kiosk.stage);
    assert_true(stage_idle(&kiosk.stage) > 0);
    when_advance(346000);
    stage_idle(&kiosk.stage);
    assert_int_equal(kiosk.stage.over, STAGE_NOTHING);
    assert_string_equal(kiosk.stage.screen->name, "home");
}

// TXT-12: letters 0.12 and words 0.16 of the font's size further apart, paragraphs 2.
static void test_stage__more_space_is_as_much_as_promised(void **state)
{
    static const char *const words = "I am leaving";
    const struct ui_node *node;
    double em, usual, more;

    (void)state;
    node = ui_find(&kiosk.ui, words);
    usual = kiosk.ui.runs[node->run].width;
    kiosk.ui.prefs.spacious = true;
    stage_event(&kiosk.stage, NULL);
    node = ui_find(&kiosk.ui, words);
    more = kiosk.ui.runs[node->run].width;
    em = kiosk.ui.runs[node->run].cap / 0.668;
    assert_true(fabs(more - usual - (12 * 0.12 + 2 * 0.16) * em) < 0.01);
}

static void tap_on_any_page(const char *id)
{
    char what[UI_ID_SIZE + 1];

    while (!ui_node(&kiosk.ui, id))
        hand_tap(&kiosk.stage, "#more");
    snprintf(what, sizeof what, "#%s", id);
    hand_tap(&kiosk.stage, what);
}

// Who needs both has both, whatever the display: neither takes the other away.
static void test_stage__more_space_goes_with_the_largest_words_everywhere(void **state)
{
    static const char *const displays[] = {"1280x800@218x136", "1920x1080@345x194",
                                           "1080x1920@166x294"};

    (void)state;
    for (size_t i = 0; i < sizeof displays / sizeof displays[0]; i++) {
        end(NULL);
        begin_on(displays[i]);
        hand_tap(&kiosk.stage, "#help");
        tap_on_any_page("help.sizes");
        tap_on_any_page("sizes.space");
        kiosk.ui.page = 0;
        stage_event(&kiosk.stage, NULL);
        tap_on_any_page("sizes.xl");
        assert_int_equal(kiosk.ui.prefs.size, UI_SIZE_XL);
        assert_true(kiosk.ui.prefs.spacious);
    }
}

static void test_stage__a_person_is_asked_for_from_help_too(void **state)
{
    (void)state;
    start_asking();
    hand_tap(&kiosk.stage, "Ask a person");
    assert_int_equal(kiosk.asked, 1);
    end(NULL);
    begin_on("1280x800@218x136");
    start_asking();
    assert_null(ui_node(&kiosk.ui, "person"));
    hand_tap(&kiosk.stage, "#help");
    hand_tap(&kiosk.stage, "Ask a person");
    assert_int_equal(kiosk.asked, 1);
    assert_string_equal(kiosk.stage.screen->name, "helper");
}

// COG-08, COG-13: who asked a person goes on where they were, with what was half typed.
static void test_stage__what_is_set_aside_waits_as_it_is(void **state)
{
    (void)state;
    start_asking();
    hand_type(&kiosk.stage, "DAV");
    hand_tap(&kiosk.stage, "Ask a person");
    assert_false(hand_sees(&kiosk.ui, "DAV"));
    hand_tap(&kiosk.stage, "#lang");
    hand_tap(&kiosk.stage, "#return");
    assert_string_equal(kiosk.stage.screen->name, "asking");
    assert_true(hand_sees(&kiosk.ui, "DAV"));
    assert_false(stage_return(&kiosk.stage));
    hand_tap(&kiosk.stage, "#person");
    hand_tap(&kiosk.stage, "#elsewhere");
    assert_false(hand_sees(&kiosk.ui, "DAV"));
    assert_false(stage_return(&kiosk.stage));
    hand_tap(&kiosk.stage, "#person");
    hand_tap(&kiosk.stage, "#finish");
    assert_string_equal(kiosk.stage.screen->name, "home");
    assert_false(stage_return(&kiosk.stage));
}

static void test_stage__silence_veils_then_asks_then_forgets(void **state)
{
    (void)state;
    start_asking();
    hand_type(&kiosk.stage, "DAV");
    assert_in_range(stage_idle(&kiosk.stage), 59000, 60000); // the clock runs meanwhile
    when_advance(58000);
    assert_true(stage_idle(&kiosk.stage) <= 2000);
    assert_false(kiosk.ui.veiled);
    when_advance(2000);
    assert_true(stage_idle(&kiosk.stage) <= 240000);
    assert_true(kiosk.ui.veiled);
    when_advance(240000);
    assert_true(stage_idle(&kiosk.stage) <= 23000);
    assert_true(hand_sees(&kiosk.ui, "Are you still there?"));
    assert_false(hand_sees(&kiosk.ui, "DAV"));
    assert_false(hand_sees(&kiosk.ui, "seconds")); // words first
    when_advance(30000);
    stage_idle(&kiosk.stage);
    assert_true(hand_sees(&kiosk.ui, "seconds"));
    assert_int_equal(kiosk.forgotten, 0);
    when_advance(15000);
    assert_int_equal(stage_idle(&kiosk.stage), -1);
    assert_int_equal(kiosk.forgotten, 1);
    assert_string_equal(kiosk.stage.screen->name, "home");
}

static void test_stage__asks_after_as_long_as_staff_set(void **state)
{
    (void)state;
    start_asking();
    kiosk.stage.idle_ms = 600000;
    when_advance(599000);
    stage_idle(&kiosk.stage);
    assert_true(kiosk.ui.veiled);
    assert_false(hand_sees(&kiosk.ui, "Are you still there?"));
    when_advance(1000);
    assert_in_range(stage_idle(&kiosk.stage), 1, 23000);
    assert_true(hand_sees(&kiosk.ui, "Are you still there?"));
    when_advance(45000);
    stage_idle(&kiosk.stage);
    assert_int_equal(kiosk.forgotten, 1);
}

static void test_stage__one_touch_takes_the_veil_away_and_does_nothing_else(void **state)
{
    (void)state;
    start_asking();
    hand_type(&kiosk.stage, "DAV");
    for (int i = 0; i < 12; i++) {
        when_advance(320000);
        stage_idle(&kiosk.stage);
        assert_true(hand_sees(&kiosk.ui, "Are you still there?"));
        assert_true(stage_wake(&kiosk.stage));
        assert_false(kiosk.ui.veiled);
        assert_true(hand_sees(&kiosk.ui, "DAV"));
    }
    assert_false(stage_wake(&kiosk.stage));
}

static void test_stage__nobody_there_means_no_timer(void **state)
{
    (void)state;
    when_advance(10000000);
    assert_int_equal(stage_idle(&kiosk.stage), -1);
    assert_string_equal(kiosk.stage.screen->name, "home");
    assert_int_equal(kiosk.forgotten, 0);
}

static void test_stage__pages_turn_both_ways(void **state)
{
    (void)state;
    end(NULL);
    begin_on("1280x800@218x136");
    stage_pose(&kiosk.stage, gallery_screens[1], NULL); // travel
    assert_true(kiosk.ui.page_count > 1);
    assert_null(ui_node(&kiosk.ui, "next"));
    hand_tap(&kiosk.stage, "More");
    assert_int_equal(kiosk.ui.page, 1);
    hand_tap(&kiosk.stage, "Back");
    assert_int_equal(kiosk.ui.page, 0);
    assert_true(hand_sees(&kiosk.ui, "How did you get here?"));
}

// FRM-07.
static void test_stage__why_next_did_not_go_on_is_seen_and_has_the_focus(void **state)
{
    (void)state;
    end(NULL);
    begin_on("1280x800@218x136");
    stage_pose(&kiosk.stage, &screen_long, NULL);
    while (!ui_node(&kiosk.ui, "next"))
        hand_tap(&kiosk.stage, "#more");
    assert_true(kiosk.ui.page > 0);
    hand_tap(&kiosk.stage, "#next");
    assert_int_equal(kiosk.ui.page, 0);
    assert_non_null(ui_node(&kiosk.ui, "problem"));
    assert_string_equal(kiosk.ui.focus, ""); // who touches sees no focus
    while (!ui_node(&kiosk.ui, "next"))
        hand_tap(&kiosk.stage, "#more");
    ui_move_focus(&kiosk.ui, 1);
    hand_tap(&kiosk.stage, "#next");
    assert_true(ui_node(&kiosk.ui, "problem")->focused);
    ui_move_focus(&kiosk.ui, 1);
    assert_string_equal(kiosk.ui.focus, "more");
    hand_tap(&kiosk.stage, "#lang"); // LNG-05: the focus stays; and the problem was said once
    assert_string_equal(kiosk.ui.focus, "more");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_stage__goes_on_after_the_frame_with_a_new_state, begin,
                                        end),
        cmocka_unit_test_setup_teardown(test_stage__changing_language_and_size_keeps_what_was_typed,
                                        begin, end),
        cmocka_unit_test_setup_teardown(test_stage__every_end_forgets_words_and_settings, begin,
                                        end),
        cmocka_unit_test_setup_teardown(test_stage__is_blank_before_anything_is_wiped, begin, end),
        cmocka_unit_test_setup_teardown(test_stage__what_is_set_aside_waits_as_it_is, begin, end),
        cmocka_unit_test_setup_teardown(test_stage__staff_and_visitors_keep_their_own_settings,
                                        begin, end),
        cmocka_unit_test_setup_teardown(test_stage__help_changes_how_it_looks_at_once, begin, end),
        cmocka_unit_test_setup_teardown(test_stage__help_that_nobody_closes_closes_itself, begin,
                                        end),
        cmocka_unit_test_setup_teardown(test_stage__more_space_is_as_much_as_promised, begin, end),
        cmocka_unit_test_setup_teardown(
            test_stage__more_space_goes_with_the_largest_words_everywhere, begin, end),
        cmocka_unit_test_setup_teardown(test_stage__a_person_is_asked_for_from_help_too, begin,
                                        end),
        cmocka_unit_test_setup_teardown(test_stage__silence_veils_then_asks_then_forgets, begin,
                                        end),
        cmocka_unit_test_setup_teardown(test_stage__asks_after_as_long_as_staff_set, begin, end),
        cmocka_unit_test_setup_teardown(
            test_stage__one_touch_takes_the_veil_away_and_does_nothing_else, begin, end),
        cmocka_unit_test_setup_teardown(test_stage__nobody_there_means_no_timer, begin, end),
        cmocka_unit_test_setup_teardown(test_stage__pages_turn_both_ways, begin, end),
        cmocka_unit_test_setup_teardown(
            test_stage__why_next_did_not_go_on_is_seen_and_has_the_focus, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
