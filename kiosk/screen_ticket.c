// SPDX-License-Identifier: Apache-2.0

/*
 * A picture of the ticket. Where the kiosk has a camera over the tray, what it sees is shown live
 * and a touch takes the sharpest of the last few frames; it is open while this screen shows it and
 * at no other time, and the screen says so (PRV-17a). Who has no luck with it leaves it to the
 * desk.
 */

#include "kiosk/camera.h"
#include "kiosk/example.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "kiosk/tray.h"

struct state {
    bool unreadable; // what came was no picture
    int64_t taken;   // counts the pictures, so that a new one is drawn
};

static struct visit_line *line_of(struct kiosk *kiosk)
{
    return &kiosk->visit.lines[kiosk->visit.at];
}

// The open picture lies with the visit: it is wiped with it, and when the next question comes.
static void enter(struct kiosk *kiosk, void *data)
{
    struct err err;

    (void)data;
    tray_enter(kiosk);
    if (line_of(kiosk)->picture.length &&
        !visit_show_picture(line_of(kiosk), &kiosk->roster, &kiosk->visit.viewed, &err))
        kiosk_failed(kiosk, &err);
}

static void keep(struct kiosk *kiosk, struct state *state, bool clean, const struct err *err)
{
    state->unreadable = !clean;
    if (state->unreadable) {
        kiosk_failed(kiosk, err);
        return;
    }
    state->taken++;
    visit_keep_picture(line_of(kiosk), &kiosk->roster, &kiosk->visit.viewed);
}

static void take_file(struct kiosk *kiosk, struct state *state, const char *file)
{
    struct err err;

    keep(kiosk, state, camera_clean_file(&kiosk->visit.viewed, file, &err), &err);
}

// What the person saw when they touched, or a moment before it, whichever is sharper.
static void take_live(struct kiosk *kiosk, struct state *state)
{
    const struct bytes *frame = live_sharpest(&kiosk->live);
    struct err err;

    state->unreadable = !frame;
    if (frame)
        keep(kiosk, state, camera_clean(&kiosk->visit.viewed, frame->data, frame->length, &err),
             &err);
}

static void drop(struct kiosk *kiosk)
{
    visit_drop_picture(line_of(kiosk));
    bytes_clear(&kiosk->visit.viewed);
}

static void frame_live(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_row_begin(ui);
    tray_put(kiosk, ui, false);
    ui_column_begin(ui);
    ui_title(ui, "title", line_of(kiosk)->proof == VISIT_ON_PHONE ? "ticket.phone" : "ticket.ask");
    if (state->unreadable)
        ui_problem(ui, "unreadable", "ticket.unreadable");
    ui_hint(ui, "open", "tray.open");
    ui_column_end(ui);
    ui_row_end(ui);
    if (ui_foot_right(ui, "desk", "ticket.desk"))
        steps_next(kiosk);
    ui_picture_of(ui, "camera-with-flash");
    if (ui_go(ui, "take", "ticket.take"))
        take_live(kiosk, state);
}

// The camera does not work, and that is nobody's fault here.
static void frame_gone(struct kiosk *kiosk, struct ui *ui)
{
    ui_centre(ui);
    ui_picture(ui, "camera", "camera-with-flash");
    ui_title(ui, "title", "ticket.gone");
    ui_paragraph(ui, "keep", "ticket.gone.keep");
    if (ui_go(ui, "next", "next"))
        steps_next(kiosk);
}

static void frame_wait(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    bool phone = line_of(kiosk)->proof == VISIT_ON_PHONE;

    ui_centre(ui);
    ui_picture(ui, "camera", "camera-with-flash");
    ui_title(ui, "title", phone ? "ticket.phone" : "ticket.ask");
    if (state->unreadable)
        ui_problem(ui, "unreadable", "ticket.unreadable");
    else
        ui_paragraph(ui, "wait", "ticket.wait");
    ui_hint(ui, "open", "tray.open");
    if (ui_foot_right(ui, "desk", "ticket.desk"))
        steps_next(kiosk);
}

static void frame_taken(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    const struct bytes *viewed = &kiosk->visit.viewed;
    struct ui_photo photo = {.data = viewed->data, .size = viewed->length, .serial = state->taken};

    ui_row_begin(ui);
    ui_private(ui);
    ui_photo(ui, "photo", "ticket.photo", &photo);
    ui_column_begin(ui);
    ui_title(ui, "title", "ticket.clear");
    ui_paragraph(ui, "how", "ticket.amount");
    if (ui_button(ui, "again", "ticket.again"))
        drop(kiosk);
    ui_column_end(ui);
    ui_row_end(ui);
    if (ui_go(ui, "next", "next"))
        steps_next(kiosk);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    const char *file = ui_taken(ui);

    if (file)
        take_file(kiosk, state, file);
    ui_page(ui, "ticket.bar");
    if (line_of(kiosk)->picture.length)
        frame_taken(kiosk, state, ui);
    else if (kiosk->live.state == LIVE_GONE)
        frame_gone(kiosk, ui);
    else if (tray_is_there(kiosk))
        frame_live(kiosk, state, ui);
    else
        frame_wait(kiosk, state, ui);
    if (ui_back(ui))
        steps_back(kiosk);
    ui_ask(ui);
    ui_finish(ui);
}

static void set_here(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_line(kiosk, POLICY_BUS)->proof = VISIT_HERE;
}

static void set_phone(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_line(kiosk, POLICY_BUS)->proof = VISIT_ON_PHONE;
}

static void set_unreadable(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_here(kiosk, data);
    state->unreadable = true;
}

static void set_live(struct kiosk *kiosk, void *data)
{
    struct bytes frame = {0};

    set_here(kiosk, data);
    kiosk->live.state = LIVE_ON;
    example_ticket(&frame);
    live_add(&kiosk->live, &frame);
}

static void set_gone(struct kiosk *kiosk, void *data)
{
    set_here(kiosk, data);
    kiosk->live.state = LIVE_GONE;
}

static void set_taken(struct kiosk *kiosk, void *data)
{
    set_here(kiosk, data);
    example_ticket(&kiosk->visit.viewed);
    visit_keep_picture(line_of(kiosk), &kiosk->roster, &kiosk->visit.viewed);
}

static const struct screen_state states[] = {
    {"here", set_here},
    {"phone", set_phone},
    {"unreadable", set_unreadable},
    {"live", set_live},
    {"gone", set_gone},
    {"taken", set_taken},
    {0},
};

const struct screen screen_ticket = {
    .name = "ticket",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
