// SPDX-License-Identifier: Apache-2.0

/* Where a meeting has several kiosks: which of them pays out, and whether one has stopped. */

#include "kiosk/kiosk.h"
#include "kiosk/other_desk.h"
#include "kiosk/screens.h"

struct state {
    enum other_desk_part part;
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;
    struct err err;

    if (kiosk->roster.open && // --dump-screens poses it before there is a meeting
        !other_desk_part(&kiosk->store, kiosk->roster.meeting, &state->part, &err))
        kiosk_failed(kiosk, &err);
}

static void say(struct kiosk *kiosk, struct state *state, enum other_desk_part part)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    if (other_desk_set_part(&kiosk->desk, &place, part, &err))
        state->part = part;
    else
        kiosk_failed(kiosk, &err);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    static const struct {
        const char *id, *words, *how;
    } parts[] = {
        [OTHER_DESK_NONE] = {"here", "desk.other.here", "desk.other.here2"},
        [OTHER_DESK_PAYS] = {"pays", "desk.other.pays", "desk.other.pays2"},
        [OTHER_DESK_DIED] = {"died", "desk.other.died", "desk.other.died2"},
    };
    struct state *state = data;

    ui_desk_page(ui, "desk.other");
    ui_title(ui, "ask", "desk.other.ask");
    for (enum other_desk_part part = OTHER_DESK_NONE; part <= OTHER_DESK_DIED; part++) {
        ui_second(ui, parts[part].how);
        if (ui_choice(ui, parts[part].id, parts[part].words, state->part == part))
            say(kiosk, state, part);
    }
    if (state->part == OTHER_DESK_DIED)
        ui_paragraph(ui, "safe", "desk.other.safe");
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk_tasks);
}

static void set_died(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->part = OTHER_DESK_DIED;
}

static const struct screen_state states[] = {
    {"here", NULL},
    {"died", set_died},
    {0},
};

const struct screen screen_desk_other = {
    .name = "desk-other",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
