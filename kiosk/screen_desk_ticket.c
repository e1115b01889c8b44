// SPDX-License-Identifier: Apache-2.0

/*
 * The desk's own picture of a ticket that the visitor did not photograph: one touch takes it, ticks
 * the ticket as seen, and leads back. A scanner's picture does so without a touch. Where the camera
 * is gone, or the ticket is on a phone that must not lie there, it is ticked alone.
 */

#include "kiosk/camera.h"
#include "kiosk/desk_ticket.h"
#include "kiosk/example.h"
#include "kiosk/screens.h"
#include "kiosk/tray.h"

struct state {
    bool unreadable; // what came was no picture
};

static void enter(struct kiosk *kiosk, void *data)
{
    (void)data;
    tray_enter(kiosk);
}

static void go_back(struct kiosk *kiosk)
{
    kiosk_go(kiosk, kiosk->desk.before ? &screen_desk_before : &screen_desk);
}

static void see(struct kiosk *kiosk, const struct ticket *taken)
{
    struct err err;

    if (desk_ticket_see(kiosk, kiosk->desk.ticket, taken, &err))
        go_back(kiosk);
    else
        kiosk_failed(kiosk, &err);
}

// The cleaned picture, or why there is none. Wiped here.
static void take(struct kiosk *kiosk, struct state *state, bool clean, struct bytes *jpeg,
                 struct err *err)
{
    struct ticket taken = {.count = 0};

    state->unreadable = !clean || !ticket_add(&taken, kiosk->roster.key, jpeg, err);
    if (state->unreadable)
        kiosk_failed(kiosk, err);
    else
        see(kiosk, &taken);
    ticket_clear(&taken);
    bytes_clear(jpeg);
}

static void take_file(struct kiosk *kiosk, struct state *state, const char *file)
{
    struct bytes jpeg = {0};
    struct err err;
    bool clean;

    stage_work(&kiosk->stage, STAGE_PICTURES);
    clean = camera_clean_file(&jpeg, file, &err);
    take(kiosk, state, clean, &jpeg, &err);
}

static void take_live(struct kiosk *kiosk, struct state *state)
{
    const struct bytes *frame = live_sharpest(&kiosk->live);
    struct bytes jpeg = {0};
    struct err err;
    bool clean;

    state->unreadable = !frame;
    if (!frame)
        return;
    stage_work(&kiosk->stage, STAGE_PICTURES);
    clean = camera_clean(&jpeg, frame->data, frame->length, &err);
    take(kiosk, state, clean, &jpeg, &err);
}

static void put_title(const struct kiosk *kiosk, struct ui *ui)
{
    ui_title(ui, "title", kiosk->live.state == LIVE_GONE ? "ticket.gone" : "desk.ticket.put");
}

static void put_words(const struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    if (state->unreadable)
        ui_problem(ui, "unreadable", "ticket.unreadable");
    else if (kiosk->live.state == LIVE_GONE)
        ui_paragraph(ui, "look", "desk.ticket.look");
    else if (!tray_is_there(kiosk))
        ui_paragraph(ui, "wait", "ticket.wait");
}

static void frame_live(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    put_title(kiosk, ui);
    ui_row_begin(ui);
    tray_put(kiosk, ui, false);
    ui_column_begin(ui);
    put_words(kiosk, state, ui);
    tray_say(kiosk, ui);
    ui_column_end(ui);
    ui_row_end(ui);
    if (ui_go(ui, "take", ui_is_short(ui) ? "ticket.take" : "desk.ticket.take"))
        take_live(kiosk, state);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct ticket none = {.count = 0};
    struct state *state = data;
    const char *file = ui_taken(ui);

    ui_desk_page(ui, "desk.title");
    if (tray_is_there(kiosk)) {
        frame_live(kiosk, state, ui);
    } else {
        ui_centre(ui);
        ui_picture(ui, "camera", "camera-with-flash");
        put_title(kiosk, ui);
        put_words(kiosk, state, ui);
    }
    if (ui_foot_right(ui, "tick", ui_is_short(ui) ? "desk.ticket.tick.short" : "desk.ticket.tick"))
        see(kiosk, &none);
    if (ui_back(ui))
        go_back(kiosk);
    if (file)
        take_file(kiosk, state, file);
}

static void set_live(struct kiosk *kiosk, void *data)
{
    struct bytes frame = {0};

    (void)data;
    kiosk->live.state = LIVE_ON;
    example_ticket(&frame);
    live_add(&kiosk->live, &frame);
}

static void set_unreadable(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_live(kiosk, data);
    state->unreadable = true;
}

static void set_gone(struct kiosk *kiosk, void *data)
{
    (void)data;
    kiosk->live.state = LIVE_GONE;
}

static const struct screen_state states[] = {
    {"live", set_live}, {"wait", NULL}, {"gone", set_gone}, {"unreadable", set_unreadable}, {0},
};

const struct screen screen_desk_ticket = {
    .name = "desk-ticket",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
