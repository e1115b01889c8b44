// SPDX-License-Identifier: Apache-2.0

/*
 * Who are you? By the first letters of any name: at most five answers, masked, and never a list.
 * Whether somebody has such a name is not told apart in words (PRV-02, 03, 04).
 */

#include "kiosk/scan.h"
#include "kiosk/screens.h"
#include "shared/mem.h"
#include "shared/str.h"

#define GUESSES_MAX 3

enum mode { TYPING, ANSWER, NEW_HERE };
enum trouble { NOTHING, TOO_SHORT, TOO_MANY, UNKNOWN_CARD };

struct state {
    enum mode mode;
    enum trouble trouble;
    char typed[UI_TYPED_SIZE];
    struct id found[ROSTER_MATCHES_MAX];
    size_t count;
};

static void miss(struct kiosk *kiosk, struct state *state)
{
    mem_wipe(state, sizeof *state);
    if (++kiosk->guesses >= GUESSES_MAX)
        kiosk_go(kiosk, &screen_ask); // from there it goes home
}

static void look(struct kiosk *kiosk, struct state *state)
{
    const struct roster_person *found[ROSTER_MATCHES_MAX];
    enum roster_found answer =
        roster_find_letters(&kiosk->roster, state->typed, found, &state->count);

    state->trouble = answer == ROSTER_TOO_SHORT  ? TOO_SHORT
                     : answer == ROSTER_TOO_MANY ? TOO_MANY
                                                 : NOTHING;
    if (state->trouble != NOTHING)
        return;
    for (size_t i = 0; i < state->count; i++)
        state->found[i] = found[i]->expected.person;
    state->mode = ANSWER;
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
    case UNKNOWN_CARD:
        ui_problem(ui, "trouble", "find.card");
        break;
    }
}

static void frame_typing(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_page(ui, kiosk->errand == KIOSK_LEAVE ? "find.leave" : "find.bar");
    ui_title(ui, "title", "find.ask");
    ui_row_begin(ui);
    ui_pii(ui);
    ui_weight(ui, 0);
    ui_field(ui, "typed", "find.field", state->typed);
    ui_weight(ui, 0);
    if (kiosk->errand == KIOSK_SIGN_IN && ui_button(ui, "new", "find.new"))
        state->mode = NEW_HERE;
    ui_row_end(ui);
    show_trouble(ui, state->trouble);
    if (ui_keyboard(ui, "keys", state->typed, sizeof state->typed, UI_KEYBOARD_LETTERS))
        state->trouble = NOTHING;
    if (ui_back(ui))
        kiosk_home(kiosk);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "next", "next"))
        look(kiosk, state);
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
    if (ui_back(ui))
        miss(kiosk, state);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_foot_right(ui, "again", "find.again"))
        miss(kiosk, state);
}

static void frame_new(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_page(ui, "find.bar");
    ui_centre(ui);
    ui_picture(ui, "hello", "waving-hand");
    ui_title(ui, "welcome", "find.new.title");
    ui_paragraph(ui, "desk", "find.new.desk");
    ui_paragraph(ui, "money", "find.new.money");
    if (ui_back(ui))
        state->mode = TYPING;
    if (ui_go(ui, "end", "end"))
        kiosk_home(kiosk);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    const char *code = ui_scan(ui);

    if (code && scan_card(kiosk, code) != SCAN_WENT) {
        state->mode = TYPING;
        state->trouble = UNKNOWN_CARD;
    }
    if (state->mode == TYPING)
        frame_typing(kiosk, state, ui);
    else if (state->mode == ANSWER)
        frame_answer(kiosk, state, ui);
    else
        frame_new(kiosk, state, ui);
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

static void set_many(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    str_copy(state->typed, sizeof state->typed, "EVA");
    look(kiosk, state);
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

static void set_new(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->mode = NEW_HERE;
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
    {"too-many", set_many},
    {"found", set_found},
    {"nobody", set_nobody},
    {"new", set_new},
    {"leave", set_leaving},
    {"card-unknown", set_card},
    {0},
};

const struct screen screen_find = {
    .name = "find",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
