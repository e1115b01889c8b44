// SPDX-License-Identifier: Apache-2.0

/* A slip that was handed out here came back: two people see it, and the claim is paid here again.
 */

#include "kiosk/desk_second.h"
#include "kiosk/kiosk.h"
#include "kiosk/other_desk.h"
#include "kiosk/screens.h"

struct state {
    struct books_claim claim;
    struct id witness;
    const char *problem; // its key; NULL: none
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;
    struct err err;

    if (!id_is_none(kiosk->desk.claim) && // --dump-screens has none
        !books_get_claim(kiosk->store.db, kiosk->desk.claim, &state->claim, &err))
        kiosk_failed(kiosk, &err);
}

static void take_back(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    if (id_is_none(state->witness)) {
        state->problem = "desk.second.none";
    } else if (other_desk_take_back(&kiosk->desk, &place, kiosk->desk.claim, state->witness,
                                    &err)) {
        kiosk_go(kiosk, &screen_desk);
    } else {
        kiosk_failed(kiosk, &err);
        state->problem = "unsaved";
    }
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    const char *code = ui_scan(ui);

    ui_desk_page(ui, "desk.slip");
    ui_with(ui, "number", state->claim.number);
    ui_title(ui, "number", "desk.claim");
    ui_paragraph(ui, "how", "desk.slip.how");
    ui_paragraph(ui, "keep", "desk.slip.tear");
    ui_paragraph(ui, "second",
                 id_is_none(state->witness) ? "desk.float.second" : "desk.float.second.here");
    if (state->problem)
        ui_problem(ui, "problem", state->problem);
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk);
    if (ui_go(ui, "take.back", "desk.slip.go"))
        take_back(kiosk, state);
    if (code)
        state->problem = desk_second_show(kiosk, code, &state->witness);
}

static void set_asked(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->claim = (struct books_claim){.number = "A 47"};
}

static void set_same(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_asked(kiosk, data);
    state->problem = "desk.second.same";
}

static void set_ready(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_asked(kiosk, data);
    state->witness = id_new();
}

static const struct screen_state states[] = {
    {"asked", set_asked},
    {"same", set_same},
    {"ready", set_ready},
    {0},
};

const struct screen screen_desk_slip = {
    .name = "desk-slip",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
