// SPDX-License-Identifier: Apache-2.0

/*
 * What is remembered of somebody, on their own yes (rules.md R7): asked once, when the screen is
 * not as it would come by itself; and whenever they like, seen and taken back in one touch.
 */

#include "kiosk/example.h"
#include "kiosk/prefs.h"
#include "kiosk/remember.h"
#include "kiosk/screens.h"
#include "shared/str.h"

struct state {
    bool asking; // the question at the end of a visit
    struct id op_id;
    bool screen, picture; // is remembered
    bool unsaved;
};

static bool has(const struct kiosk *kiosk, const char *choice)
{
    char value[BODY_CODE_SIZE];

    remember_find(kiosk, kiosk->visit.person, choice, value);
    return *value && !str_equal(value, REMEMBER_NO);
}

static void look(struct kiosk *kiosk, struct state *state)
{
    state->op_id = id_new();
    state->screen = has(kiosk, "screen");
    state->picture = has(kiosk, "picture");
}

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    state->asking = kiosk->visit.ending;
    look(kiosk, state);
}

static bool keep(struct kiosk *kiosk, struct state *state, const char *choice, const char *value)
{
    struct err err;

    state->unsaved = !remember_keep(kiosk, state->op_id, choice, value, &err);
    if (state->unsaved)
        return kiosk_failed(kiosk, &err);
    look(kiosk, state);
    return true;
}

static bool keep_screen(struct kiosk *kiosk, struct state *state)
{
    char code[BODY_CODE_SIZE];

    prefs_write(code, &kiosk->stage.ui->prefs);
    return keep(kiosk, state, "screen", code);
}

// --- asked once ---

static void frame_ask(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_centre(ui);
    ui_title(ui, "title", "remember.ask");
    ui_paragraph(ui, "what", "remember.what");
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    ui_grid_begin(ui, 2);
    if (ui_button(ui, "yes", "remember.yes") && keep_screen(kiosk, state))
        kiosk_home(kiosk);
    if (ui_button(ui, "no", "remember.no") && keep(kiosk, state, "screen", REMEMBER_NO))
        kiosk_home(kiosk);
    ui_grid_end(ui);
    ui_hint(ui, "change", "remember.change");
}

// --- seen and changed ---

static void put_screen(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_card_begin(ui, "screen");
    ui_heading(ui, "screen.head", "remember.screen");
    ui_private(ui);
    ui_paragraph(ui, "screen.now", state->screen ? "remember.screen.on" : "remember.off");
    if (ui_button(ui, "screen.keep", "remember.screen.keep"))
        keep_screen(kiosk, state);
    if (state->screen && ui_button(ui, "screen.forget", "remember.forget"))
        keep(kiosk, state, "screen", REMEMBER_NO);
    ui_card_end(ui);
}

static void put_picture(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_card_begin(ui, "picture");
    ui_heading(ui, "picture.head", "remember.picture");
    ui_private(ui);
    ui_paragraph(ui, "picture.now",
                 state->picture ? "remember.picture.on" : "remember.picture.off");
    if (ui_button(ui, "picture.choose",
                  state->picture ? "remember.picture.other" : "remember.picture.choose"))
        kiosk_go(kiosk, &screen_picture);
    if (state->picture && ui_button(ui, "picture.forget", "remember.forget"))
        keep(kiosk, state, "picture", REMEMBER_NO);
    ui_card_end(ui);
}

static void frame_see(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_title(ui, "title", "remember.title");
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    ui_row_begin(ui);
    put_screen(kiosk, state, ui);
    put_picture(kiosk, state, ui);
    ui_row_end(ui);
    if (ui_go(ui, "back.there", "remember.back"))
        kiosk_go(kiosk, &screen_arrived);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "remember.bar");
    if (state->asking)
        frame_ask(kiosk, state, ui);
    else
        frame_see(kiosk, state, ui);
    ui_ask(ui);
    ui_finish(ui);
}

static void set_ask(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_arrive(kiosk, VISIT_BY_CARD);
    state->asking = true;
}

static void set_none(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
}

static void set_both(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_none(kiosk, data);
    state->screen = state->picture = true;
}

static void set_unsaved(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_ask(kiosk, data);
    state->unsaved = true;
}

static const struct screen_state states[] = {
    {"ask", set_ask}, {"none", set_none}, {"both", set_both}, {"unsaved", set_unsaved}, {0},
};

const struct screen screen_remember = {
    .name = "remember",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
