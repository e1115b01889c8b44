// SPDX-License-Identifier: Apache-2.0

/* The way to the desk, or to an open meeting: a host or payer shows their card. */

#include "kiosk/kiosk.h"
#include "kiosk/scan.h"
#include "kiosk/screens.h"
#include "kiosk/tray.h"
#include "shared/mem.h"

struct state {
    bool unknown; // the card is nobody's here
};

static void show(struct kiosk *kiosk, struct state *state, const char *code)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct card card;
    struct err err = {.kind = ERR_NOT_FOUND};

    state->unknown = false;
    if (!kiosk_is_open(kiosk)) {
        state->unknown = scan_card(kiosk, code) != SCAN_WENT;
        return;
    }
    if (card_parse(&card, code) && card.kind == CARD_HOST &&
        desk_show_card(&kiosk->desk, &place, &card, &err))
        kiosk_go(kiosk, kiosk->desk.unlocked ? &screen_desk : &screen_desk_pin);
    else if (err.kind == ERR_INTERNAL)
        kiosk_failed(kiosk, &err);
    else
        state->unknown = true;
    mem_wipe(&card, sizeof card);
}

static void enter(struct kiosk *kiosk, void *data)
{
    (void)data;
    tray_enter(kiosk);
}

static void put_words(const struct state *state, struct ui *ui)
{
    ui_paragraph(ui, "how", "desk.card.how");
    if (state->unknown)
        ui_problem(ui, "unknown", "desk.card.unknown");
}

static void put_tray(const struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    ui_title(ui, "title", "desk.card");
    ui_row_begin(ui);
    tray_put(kiosk, ui, true);
    ui_column_begin(ui);
    put_words(state, ui);
    tray_say(kiosk, ui);
    ui_column_end(ui);
    ui_row_end(ui);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    const char *code = ui_scan(ui);

    ui_page(ui, "desk.bar");
    if (tray_is_there(kiosk)) {
        put_tray(kiosk, state, ui);
    } else {
        ui_centre(ui);
        ui_picture(ui, "card", "identification-card");
        ui_title(ui, "title", "desk.card");
        put_words(state, ui);
    }
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

static void set_camera(struct kiosk *kiosk, void *data)
{
    (void)data;
    kiosk->live.state = LIVE_ON;
}

static const struct screen_state states[] = {
    {"start", NULL},
    {"camera", set_camera},
    {"unknown", set_unknown},
    {0},
};

const struct screen screen_desk_card = {
    .name = "desk-card",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
