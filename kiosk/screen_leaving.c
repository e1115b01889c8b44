// SPDX-License-Identifier: Apache-2.0

/* Goodbye: their time has ended, which may be taken back; or they were not signed in at all. */

#include "kiosk/example.h"
#include "kiosk/screens.h"

struct state {
    bool unsaved;
};

static void stay(struct kiosk *kiosk, struct state *state)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    state->unsaved = !visit_stay(&kiosk->visit, &place, &err);
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    const struct visit *visit = &kiosk->visit;
    struct state *state = data;

    ui_page(ui, "leaving.bar");
    ui_centre(ui);
    ui_picture(ui, "bye", visit->left ? "waving-hand" : "information");
    if (visit->left) {
        ui_title(ui, "thanks", "leaving.thanks");
        ui_paragraph(ui, "out", "leaving.out");
    } else if (visit->arrived_ms) {
        ui_title(ui, "stays", "leaving.stays");
    } else {
        ui_title(ui, "unknown", "leaving.unknown");
        ui_paragraph(ui, "desk", "leaving.desk");
    }
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (visit->left && ui_foot(ui, "stay", "leaving.stay"))
        stay(kiosk, state);
    if (visit->left && ui_foot(ui, "feedback", "feedback.bar"))
        kiosk_ask_nameless(kiosk);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "end", "end"))
        kiosk_home(kiosk);
}

static void set_left(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
    kiosk->visit.left = true;
}

static void set_stays(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
}

static void set_unknown(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_visit(kiosk, VISIT_BY_LETTERS);
}

static const struct screen_state states[] = {
    {"left", set_left},
    {"stays", set_stays},
    {"not-here", set_unknown},
    {0},
};

const struct screen screen_leaving = {
    .name = "leaving",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
