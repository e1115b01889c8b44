// SPDX-License-Identifier: Apache-2.0

/*
 * A picture of the ticket. The camera serves this screen only, and the screen says so (PRV-17a).
 * Who has no luck with it leaves it to the desk.
 */

#include "kiosk/camera.h"
#include "kiosk/example.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"

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
    if (line_of(kiosk)->picture.length &&
        !visit_show_picture(line_of(kiosk), &kiosk->roster, &kiosk->visit.viewed, &err))
        kiosk_failed(kiosk, &err);
}

static void take(struct kiosk *kiosk, struct state *state, const char *file)
{
    struct err err;

    state->unreadable = !camera_clean_file(&kiosk->visit.viewed, file, &err);
    if (state->unreadable) {
        kiosk_failed(kiosk, &err);
        return;
    }
    state->taken++;
    visit_keep_picture(line_of(kiosk), &kiosk->roster, &kiosk->visit.viewed);
}

static void drop(struct kiosk *kiosk)
{
    visit_drop_picture(line_of(kiosk));
    bytes_clear(&kiosk->visit.viewed);
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
    ui_hint(ui, "open", "ticket.open");
    if (ui_foot_right(ui, "desk", "ticket.desk"))
        steps_next(kiosk);
}

static void frame_taken(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    const struct bytes *viewed = &kiosk->visit.viewed;
    struct ui_photo photo = {viewed->data, viewed->length, state->taken};

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
        take(kiosk, state, file);
    ui_page(ui, "ticket.bar");
    if (line_of(kiosk)->picture.length)
        frame_taken(kiosk, state, ui);
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
