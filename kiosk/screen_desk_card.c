// SPDX-License-Identifier: Apache-2.0

/* The way to the desk: a host or payer shows their card. */

#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

struct state {
    bool unknown; // the card is nobody's here
};

static void show(struct kiosk *kiosk, struct state *state, const char *code)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct card card;
    struct err err = {.kind = ERR_NOT_FOUND};

    state->unknown = false;
    if (card_parse(&card, code) && card.kind == CARD_HOST &&
        desk_show_card(&kiosk->desk, &place, &card, &err))
        kiosk_go(kiosk, kiosk->desk.unlocked ? &screen_desk : &screen_desk_pin);
    else if (err.kind == ERR_INTERNAL)
        kiosk_failed(kiosk, &err);
    else
        state->unknown = true;
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    const char *code = ui_scan(ui);

    ui_page(ui, "desk.bar");
    ui_centre(ui);
    ui_picture(ui, "card", "identification-card");
    ui_title(ui, "title", "desk.card");
    ui_paragraph(ui, "how", "desk.card.how");
    if (state->unknown)
        ui_problem(ui, "unknown", "desk.card.unknown");
    if (ui_back(ui))
        kiosk_home(kiosk);
    if (code)
        show(kiosk, state, code);
}

static void set_unknown(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->unknown = true;
}

static const struct screen_state states[] = {
    {"start", NULL},
    {"unknown", set_unknown},
    {0},
};

const struct screen screen_desk_card = {
    .name = "desk-card",
    .staff = true,
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
