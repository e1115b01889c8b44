// SPDX-License-Identifier: Apache-2.0

/*
 * A card under the camera: to sign in, to leave, or for who is signed in by letters alone. What the
 * camera sees is shown, and read (tray.h says why not on the first screen). Back leads to where it
 * was asked for, with what was typed there.
 */

#include "kiosk/example.h"
#include "kiosk/scan.h"
#include "kiosk/screens.h"
#include "kiosk/tray.h"

struct state {
    bool unknown; // the card opened nothing
};

static void enter(struct kiosk *kiosk, void *data)
{
    (void)data;
    tray_enter(kiosk);
}

static void show(struct kiosk *kiosk, struct state *state, const char *code)
{
    if (kiosk->visit.on) {
        state->unknown = scan_for_visitor(kiosk, code) != SCAN_WENT;
        return;
    }
    state->unknown = scan_card(kiosk, code) != SCAN_WENT;
    if (state->unknown)
        kiosk_miss(kiosk);
}

static const char *unknown_key(const struct kiosk *kiosk)
{
    return kiosk->visit.on ? "card.other" : "card.unknown";
}

static void frame_tray(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    ui_title(ui, "title", "tray.card");
    ui_row_begin(ui);
    tray_put(kiosk, ui, true);
    ui_column_begin(ui);
    if (state->unknown)
        ui_problem(ui, "unknown", unknown_key(kiosk));
    tray_say(kiosk, ui);
    ui_column_end(ui);
    ui_row_end(ui);
}

static void frame_gone(const struct kiosk *kiosk, struct ui *ui)
{
    ui_centre(ui);
    ui_picture(ui, "card", "identification-card");
    ui_title(ui, "gone", "ticket.gone");
    ui_paragraph(ui, "letters", kiosk->visit.on ? "picture.ask" : "card.letters");
}

static void go_back(struct kiosk *kiosk)
{
    if (!stage_return(&kiosk->stage))
        kiosk_home(kiosk);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    const char *code = ui_scan(ui);

    ui_page(ui, kiosk->errand == KIOSK_LEAVE ? "find.leave" : "find.bar");
    if (tray_is_there(kiosk))
        frame_tray(kiosk, state, ui);
    else
        frame_gone(kiosk, ui);
    if (ui_back(ui))
        go_back(kiosk);
    ui_ask(ui);
    ui_finish(ui);
    if (code)
        show(kiosk, state, code);
}

static void set_shown(struct kiosk *kiosk, void *data)
{
    (void)data;
    kiosk->live.state = LIVE_ON;
}

static void set_unknown(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_shown(kiosk, data);
    state->unknown = true;
}

static void set_other(struct kiosk *kiosk, void *data)
{
    example_arrive(kiosk, VISIT_BY_LETTERS);
    set_unknown(kiosk, data);
}

static void set_gone(struct kiosk *kiosk, void *data)
{
    (void)data;
    kiosk->live.state = LIVE_GONE;
}

static const struct screen_state states[] = {
    {"shown", set_shown}, {"unknown", set_unknown}, {"other", set_other}, {"gone", set_gone}, {0},
};

const struct screen screen_card = {
    .name = "card",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
