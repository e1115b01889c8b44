// SPDX-License-Identifier: Apache-2.0

/* Just sitting in: counted in the room, without a name and without money. Two touches. */

#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

struct state {
    struct id op; // twice Yes is one person
    bool counted;
    bool unsaved;
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->op = id_new();
}

static void count(struct kiosk *kiosk, struct state *state)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    state->counted = visit_sit_in(&place, state->op, &err);
    state->unsaved = !state->counted;
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
}

static void frame_counted(struct kiosk *kiosk, struct ui *ui)
{
    ui_page(ui, "sitting.bar");
    ui_centre(ui);
    ui_picture(ui, "tick", "check-mark-button");
    ui_title(ui, "thanks", "sitting.thanks");
    ui_paragraph(ui, "in", "sitting.in");
    ui_finish(ui);
    if (ui_go(ui, "end", "end"))
        kiosk_home(kiosk);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    if (state->counted) {
        frame_counted(kiosk, ui);
        return;
    }
    ui_page(ui, "sitting.bar");
    ui_centre(ui);
    ui_title(ui, "title", "sitting.ask");
    ui_paragraph(ui, "count", "sitting.count");
    ui_paragraph(ui, "money", "sitting.money");
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (ui_back(ui))
        kiosk_home(kiosk);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "yes", "sitting.yes"))
        count(kiosk, state);
}

static void set_counted(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->counted = true;
}

static void set_unsaved(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->unsaved = true;
}

static const struct screen_state states[] = {
    {"ask", NULL},
    {"counted", set_counted},
    {"unsaved", set_unsaved},
    {0},
};

const struct screen screen_sitting_in = {
    .name = "sitting-in",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
