// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/ears.h"

#include <string.h>

#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/hand.h"

struct ears ears;

struct asking {
    bool bus, other, problem, second;
    char typed[UI_TYPED_SIZE];
};

// --- the voice ---

static bool say(void *data, const struct listen_words *words)
{
    struct ears_said *one = &ears.said[ears.said_count];

    (void)data;
    if (ears.broken)
        return false;
    assert_false(ears.speaking); // nothing else is being said (AUD-08)
    assert_true(ears.said_count + 1 < EARS_MAX);
    assert_true(str_copy(one->text, sizeof one->text, words->text));
    one->lang = words->lang;
    one->private = words->private;
    one->sink = words->sink;
    one->speed = words->speed;
    one->volume = words->volume;
    for (size_t i = 0; i < LISTEN_KEYS_MAX; i++)
        str_copy(one->keys[i], WORDS_KEY_SIZE, i < words->key_count ? words->keys[i] : "");
    ears.said_count++;
    ears.speaking = true;
    ears.over = false;
    return true;
}

static bool chime(void *data, enum listen_sink sink, int volume)
{
    (void)data;
    (void)volume;
    assert_int_equal(sink, LISTEN_SPEAKER);
    assert_false(ears.speaking); // it falls into nothing that is said (AUD-08)
    ears.chimes++;
    ears.speaking = true;
    ears.over = false;
    return true;
}

static void stop(void *data)
{
    (void)data;
    ears.stops++;
    ears.speaking = false;
}

static bool is_over(void *data, int64_t *ask_ms)
{
    (void)data;
    *ask_ms = -1;
    return ears.over || !ears.speaking;
}

const struct listen_voice ears_voice = {NULL, say, chime, stop, is_over};

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
        stage_go(&k->stage, &ears_asking);
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

const struct screen ears_home = {.name = "home", .frame = home_frame};
const struct screen ears_asking = {.name = "asking",
                                   .state_size = sizeof(struct asking),
                                   .enter = asking_enter,
                                   .frame = asking_frame};
const struct screen ears_secret = {
    .name = "secret", .state_size = sizeof(struct asking), .frame = secret_frame};

static void forget(struct kiosk *k)
{
    k->personal = false;
    stage_end(&k->stage, &ears_home);
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

void ears_open(void)
{
    struct stage *stage = &ears.kiosk.stage;

    memset(&ears, 0, sizeof ears);
    hand_open(&ears.kiosk.ui, "2560x1440@600x338");
    *stage = (struct stage){.ui = &ears.kiosk.ui,
                            .kiosk = &ears.kiosk,
                            .forget = forget,
                            .personal = is_personal,
                            .recall = recall};
    stage->listen.speaker = true;
    listen_begin(&stage->listen, &ears.kiosk.ui, &ears_voice);
    stage_go(stage, &ears_home);
    stage_event(stage, NULL);
}

void ears_close(void)
{
    stage_clear(&ears.kiosk.stage);
    ui_clear(&ears.kiosk.ui);
}

void ears_tap(const char *what)
{
    stage_wake(&ears.kiosk.stage);
    hand_tap(&ears.kiosk.stage, what);
}

void ears_press(const char *id)
{
    const struct ui_event event = {UI_TOUCHED, id, NULL};

    stage_wake(&ears.kiosk.stage);
    stage_event(&ears.kiosk.stage, &event);
}

void ears_hear_one(void)
{
    ears.over = true;
    stage_idle(&ears.kiosk.stage);
}

void ears_hear_all(void)
{
    while (ears.speaking)
        ears_hear_one();
}

const struct ears_said *ears_last(void)
{
    assert_true(ears.said_count > 0);
    return &ears.said[ears.said_count - 1];
}

void ears_check_last(const char *text)
{
    assert_string_equal(ears_last()->text, text);
}

int ears_times(const char *words)
{
    int count = 0;

    for (int i = 0; i < ears.said_count; i++)
        count += strstr(ears.said[i].text, words) != NULL;
    return count;
}

void ears_forget_said(void)
{
    ears.said_count = 0;
}

void ears_start_asking(void)
{
    ears_tap("Sign in");
    assert_string_equal(ears.kiosk.stage.screen->name, "asking");
}
