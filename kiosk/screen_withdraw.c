// SPDX-License-Identifier: Apache-2.0

/* "Take your claim back?" At any moment, and nobody asks why; what was earned stays. */

#include "kiosk/example.h"
#include "kiosk/screens.h"

struct state {
    bool done;
    bool unsaved;
};

static void withdraw(struct kiosk *kiosk, struct state *state)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    state->done = visit_withdraw(&kiosk->visit, &place, &err);
    state->unsaved = !state->done;
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
}

static void frame_ask(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_picture(ui, "sign", "sign-back");
    ui_title(ui, "title", "withdraw.ask");
    ui_paragraph(ui, "why", "withdraw.why");
    ui_paragraph(ui, "stays", "withdraw.stays");
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_arrived);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_foot_right(ui, "yes", "withdraw.yes"))
        withdraw(kiosk, state);
}

static void frame_done(struct kiosk *kiosk, struct ui *ui)
{
    ui_picture(ui, "tick", "check-mark-button");
    ui_title(ui, "title", "withdraw.done");
    ui_paragraph(ui, "stays", "withdraw.stays");
    ui_paragraph(ui, "again", "withdraw.again");
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "end", "end"))
        kiosk_end(kiosk);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "withdraw.bar");
    ui_centre(ui);
    if (state->done)
        frame_done(kiosk, ui);
    else
        frame_ask(kiosk, state, ui);
}

static void set_ask(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
    example_claim(kiosk);
}

static void set_done(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_ask(kiosk, data);
    state->done = true;
}

static const struct screen_state states[] = {
    {"ask", set_ask},
    {"done", set_done},
    {0},
};

const struct screen screen_withdraw = {
    .name = "withdraw",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
