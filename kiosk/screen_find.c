// SPDX-License-Identifier: Apache-2.0

/*
 * Who are you? By the first letters of any name, and where many have those, by the first name's
 * first letter too: at most five answers, masked, and never a list. Whether somebody has such a
 * name is not told apart in words (PRV-02, 03, 04). A helper may do it with them, and nothing is
 * asked or kept of that (PRV-18).
 */

#include "kiosk/scan.h"
#include "kiosk/screens.h"
#include "shared/mem.h"
#include "shared/str.h"

enum mode { TYPING, INITIAL, ANSWER };
enum trouble { NOTHING, TOO_SHORT, TOO_MANY, NO_INITIAL, UNKNOWN_CARD };

struct state {
    enum mode mode;
    enum trouble trouble;
    char typed[UI_TYPED_SIZE];
    char initial[UI_TYPED_SIZE]; // of the first name; asked for when many have those letters
    struct id found[ROSTER_MATCHES_MAX];
    size_t count;
};

static void miss(struct kiosk *kiosk, struct state *state)
{
    mem_wipe(state, sizeof *state);
    kiosk_miss(kiosk);
}

static void answer(struct state *state, const struct roster_person *const *found)
{
    for (size_t i = 0; i < state->count; i++)
        state->found[i] = found[i]->expected.person;
    state->mode = ANSWER;
}

static void look(struct kiosk *kiosk, struct state *state)
{
    const struct roster_person *found[ROSTER_MATCHES_MAX];
    struct roster_clue clue = {state->typed, state->initial};

    state->trouble = NOTHING;
    switch (roster_find_letters(&kiosk->roster, &clue, found, &state->count)) {
    case ROSTER_FOUND:
    case ROSTER_NOBODY:
        answer(state, found);
        break;
    case ROSTER_TOO_MANY:
        state->trouble = state->mode == INITIAL ? TOO_MANY : NOTHING;
        state->mode = INITIAL;
        break;
    case ROSTER_TOO_SHORT:
        state->trouble = TOO_SHORT;
        break;
    }
}

static void look_by_initial(struct kiosk *kiosk, struct state *state)
{
    if (*state->initial)
        look(kiosk, state);
    else
        state->trouble = NO_INITIAL;
}

static void show_trouble(struct ui *ui, enum trouble trouble)
{
    switch (trouble) {
    case NOTHING:
        break;
    case TOO_SHORT:
        ui_problem(ui, "trouble", "find.short");
        break;
    case TOO_MANY:
        ui_problem(ui, "trouble", "find.many");
        break;
    case NO_INITIAL:
        ui_problem(ui, "trouble", "find.initial.none");
        break;
    case UNKNOWN_CARD:
        ui_problem(ui, "trouble", "find.card");
        break;
    }
}

static void put_no_name(struct kiosk *kiosk, struct ui *ui)
{
    ui_weight(ui, 0);
    if (ui_button(ui, "new", "find.new"))
        kiosk_go(kiosk, &screen_new_here);
    ui_weight(ui, 0);
    ui_button(ui, "help.helped", "helped"); // the stage answers it
}

static void put_other_ways(struct kiosk *kiosk, struct ui *ui)
{
    bool card = kiosk->live.state != LIVE_NONE;

    if (!card && kiosk->errand != KIOSK_SIGN_IN)
        return;
    ui_row_begin(ui);
    ui_weight(ui, 0);
    if (card && ui_button(ui, "card", "find.show"))
        stage_aside(&kiosk->stage, &screen_card);
    if (kiosk->errand == KIOSK_SIGN_IN)
        put_no_name(kiosk, ui);
    ui_row_end(ui);
}

static void frame_typing(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_page(ui, kiosk->errand == KIOSK_LEAVE ? "find.leave" : "find.bar");
    ui_title(ui, "title", ui_is_short(ui) ? "find.ask.short" : "find.ask");
    ui_pii(ui);
    ui_field(ui, "typed", "find.field", state->typed);
    show_trouble(ui, state->trouble);
    if (ui_keyboard(ui, "keys", state->typed, sizeof state->typed, UI_KEYBOARD_LETTERS))
        state->trouble = NOTHING;
    // Keyboard and Next stand on one page; where that leaves no room, the next page says it.
    if (!ui_is_short(ui) && !(ui_is_low(ui) && state->trouble != NOTHING))
        put_other_ways(kiosk, ui);
    if (ui_back(ui))
        kiosk_home(kiosk);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "next", "next"))
        look(kiosk, state);
}

static void frame_initial(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_page(ui, kiosk->errand == KIOSK_LEAVE ? "find.leave" : "find.bar");
    ui_title(ui, "title", ui_is_short(ui) ? "find.initial.short" : "find.initial");
    ui_pii(ui);
    ui_field(ui, "initial", "find.field", state->initial);
    show_trouble(ui, state->trouble);
    if (ui_keyboard(ui, "keys", state->initial, sizeof state->initial, UI_KEYBOARD_LETTERS))
        state->trouble = NOTHING;
    if (ui_back(ui)) {
        mem_wipe(state->initial, sizeof state->initial);
        state->trouble = NOTHING;
        state->mode = TYPING;
    }
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "next", "next"))
        look_by_initial(kiosk, state);
}

static void frame_answer(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    static const char *const ids[ROSTER_MATCHES_MAX] = {"name.1", "name.2", "name.3", "name.4",
                                                        "name.5"};

    ui_page(ui, kiosk->errand == KIOSK_LEAVE ? "find.leave" : "find.bar");
    ui_title(ui, "title", "find.which");
    if (state->count > 0)
        ui_grid_begin(ui, 2);
    for (size_t i = 0; i < state->count; i++) {
        const struct roster_person *person = roster_find_person(&kiosk->roster, state->found[i]);

        ui_with(ui, "name", person ? person->mask : "");
        ui_pii(ui);
        if (ui_button(ui, ids[i], "find.name") && person) {
            visit_begin(&kiosk->visit, state->found[i], VISIT_BY_LETTERS);
            kiosk_go(kiosk, &screen_confirm);
        }
    }
    if (state->count > 0)
        ui_grid_end(ui);
    ui_paragraph(ui, "not", "find.not");
    put_other_ways(kiosk, ui);
    if (ui_back(ui))
        miss(kiosk, state);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_foot_right(ui, "again", "find.again"))
        miss(kiosk, state);
}

// A scanner types what a card says, and its first letters reach the keyboard that is shown.
static void show_card(struct kiosk *kiosk, struct state *state, const char *code)
{
    mem_wipe(state, sizeof *state);
    if (scan_card(kiosk, code) == SCAN_WENT)
        return;
    state->trouble = UNKNOWN_CARD;
    kiosk_miss(kiosk);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    const char *code = ui_scan(ui);

    if (code)
        show_card(kiosk, state, code);
    switch (state->mode) {
    case TYPING:
        frame_typing(kiosk, state, ui);
        break;
    case INITIAL:
        frame_initial(kiosk, state, ui);
        break;
    case ANSWER:
        frame_answer(kiosk, state, ui);
        break;
    }
}

static void set_typed(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    str_copy(state->typed, sizeof state->typed, "DAV");
}

static void set_short(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    str_copy(state->typed, sizeof state->typed, "D");
    look(kiosk, state);
}

static void set_initial(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    str_copy(state->typed, sizeof state->typed, "EVA");
    look(kiosk, state);
}

static void set_many(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_initial(kiosk, data);
    str_copy(state->initial, sizeof state->initial, "M");
    state->trouble = TOO_MANY;
}

static void set_found(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    str_copy(state->typed, sizeof state->typed, "MOR");
    look(kiosk, state);
}

static void set_nobody(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    str_copy(state->typed, sizeof state->typed, "XYZ");
    look(kiosk, state);
}

static void set_camera(struct kiosk *kiosk, void *data)
{
    (void)data;
    kiosk->live.state = LIVE_OFF;
}

static void set_card(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->trouble = UNKNOWN_CARD;
}

static void set_leaving(struct kiosk *kiosk, void *data)
{
    (void)data;
    kiosk->errand = KIOSK_LEAVE;
}

static const struct screen_state states[] = {
    {"empty", NULL},
    {"typed", set_typed},
    {"too-short", set_short},
    {"initial", set_initial},
    {"too-many", set_many},
    {"found", set_found},
    {"nobody", set_nobody},
    {"leave", set_leaving},
    {"camera", set_camera},
    {"card-unknown", set_card},
    {0},
};

const struct screen screen_find = {
    .name = "find",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
