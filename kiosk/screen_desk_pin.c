// SPDX-License-Identifier: Apache-2.0

/* Six digits unlock the desk for whoever showed their card, or are a host's nod for a visitor. */

#include "kiosk/kiosk.h"
#include "kiosk/practice.h"
#include "kiosk/scan.h"
#include "kiosk/screens.h"
#include "shared/mem.h"
#include "shared/str.h"

struct state {
    char pin[CARD_PIN_DIGITS + 1];
    enum { PIN_ASKED, PIN_SHORT, PIN_WRONG, PIN_WAIT } problem;
    int64_t wait_seconds; // as it was when the last try was refused
};

// With a visitor there the host only nods for them; else the desk is open.
static void unlocked(struct kiosk *kiosk)
{
    if (kiosk->visit.on)
        scan_nod(kiosk);
    else
        kiosk_go(kiosk, &screen_desk);
}

static void give_up(struct kiosk *kiosk)
{
    desk_lock(&kiosk->desk);
    if (kiosk->visit.on)
        kiosk_go(kiosk, &screen_picture);
    else
        kiosk_home(kiosk);
}

static void try_pin(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    enum desk_pin answer;
    struct err err;

    if (!card_is_pin(state->pin)) {
        state->problem = PIN_SHORT;
        return;
    }
    stage_work(&kiosk->stage, STAGE_SECRETS);
    if (!desk_try_pin(&kiosk->desk, &place, state->pin, &answer, &err)) {
        kiosk_failed(kiosk, &err);
        return;
    }
    mem_wipe(state->pin, sizeof state->pin);
    if (answer == DESK_PIN_RIGHT)
        unlocked(kiosk);
    state->problem = answer == DESK_PIN_WAIT ? PIN_WAIT : PIN_WRONG;
    state->wait_seconds = (desk_wait_ms(&kiosk->desk) + 999) / 1000;
}

static void say_problem(const struct state *state, struct ui *ui)
{
    if (state->problem == PIN_SHORT)
        ui_problem(ui, "problem", "desk.pin.short");
    if (state->problem == PIN_WRONG)
        ui_problem(ui, "problem", "desk.pin.wrong");
    if (state->problem == PIN_WAIT) {
        ui_with_count(ui, state->wait_seconds);
        ui_problem(ui, "problem", "desk.pin.wait");
    }
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "desk.bar");
    ui_row_begin(ui);
    ui_column_begin(ui);
    ui_title(ui, "title", "desk.pin");
    ui_hint(ui, "how", "desk.pin.how");
    if (kiosk->practice) {
        ui_with(ui, "pin", PRACTICE_PIN);
        ui_public(ui);
        ui_hint(ui, "practice.pin", "practice.pin");
    }
    ui_masked(ui);
    ui_field(ui, "pin", "desk.pin", state->pin);
    say_problem(state, ui);
    ui_column_end(ui);
    if (ui_keypad(ui, "keys", state->pin, sizeof state->pin, UI_KEYPAD_DIGITS))
        state->problem = PIN_ASKED;
    ui_row_end(ui);
    if (ui_back(ui))
        give_up(kiosk);
    if (!kiosk->visit.on && ui_foot(ui, "tin", "desk.pin.none"))
        kiosk_go(kiosk, &screen_desk_tin);
    if (ui_go(ui, "unlock", "desk.unlock"))
        try_pin(kiosk, state);
}

static void set_card(struct kiosk *kiosk, void *data)
{
    (void)data;
    kiosk->desk.has_card = true; // or nobody is asked
}

static void set_wrong(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_card(kiosk, data);
    state->problem = PIN_WRONG;
}

static void set_wait(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_card(kiosk, data);
    str_copy(state->pin, sizeof state->pin, "123456");
    state->problem = PIN_WAIT;
    state->wait_seconds = 30;
}

static const struct screen_state states[] = {
    {"start", set_card},
    {"wrong", set_wrong},
    {"wait", set_wait},
    {0},
};

const struct screen screen_desk_pin = {
    .name = "desk-pin",
    .staff = true,
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
