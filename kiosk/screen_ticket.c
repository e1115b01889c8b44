// SPDX-License-Identifier: Apache-2.0

/*
 * Pictures of the ticket: of both its sides, or of several tickets. Where the kiosk has a camera
 * over the tray, what it sees is shown live and a touch takes the sharpest of the last few frames;
 * it is open while this screen shows it and at no other time, and the screen says so (PRV-17a). Who
 * has no luck with it leaves it to the desk.
 */

#include <stdio.h>

#include "kiosk/camera.h"
#include "kiosk/example.h"
#include "kiosk/late.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "kiosk/tray.h"

enum trouble { NOTHING, UNREADABLE, SAME };

struct state {
    enum trouble trouble; // with the picture that came last
    bool more;            // there are pictures, and another is to be taken
    bool removing;        // the shown one, if that is meant (TGT-13)
    size_t shown;         // which is on the screen
    int64_t serial;       // counts what is shown, so that it is drawn anew
};

static struct visit_line *line_of(struct kiosk *kiosk)
{
    return late_or_line(kiosk);
}

// The open picture lies with the visit: it is wiped with it, and when the next question comes.
static void show(struct kiosk *kiosk, struct state *state, size_t index)
{
    struct err err;

    state->shown = index;
    state->serial++;
    state->more = state->removing = false;
    bytes_clear(&kiosk->visit.viewed);
    if (!ticket_show(&line_of(kiosk)->ticket, index, kiosk->roster.key, &kiosk->visit.viewed, &err))
        kiosk_failed(kiosk, &err);
}

static void enter(struct kiosk *kiosk, void *data)
{
    tray_enter(kiosk);
    if (line_of(kiosk)->ticket.count > 0)
        show(kiosk, data, line_of(kiosk)->ticket.count - 1);
}

static void keep(struct kiosk *kiosk, struct state *state, bool clean, struct err *err)
{
    struct ticket *ticket = &line_of(kiosk)->ticket;

    state->removing = false;
    if (clean && ticket_add(ticket, kiosk->roster.key, &kiosk->visit.viewed, err)) {
        state->trouble = NOTHING;
        show(kiosk, state, ticket->count - 1);
        return;
    }
    state->trouble = err->kind == ERR_CONFLICT ? SAME : UNREADABLE;
    state->more = ticket->count > 0;
    kiosk_failed(kiosk, err);
}

static void take_file(struct kiosk *kiosk, struct state *state, const char *file)
{
    struct err err;
    bool clean;

    stage_work(&kiosk->stage, STAGE_PICTURES);
    clean = camera_clean_file(&kiosk->visit.viewed, file, &err);
    keep(kiosk, state, clean, &err);
}

// What the person saw when they touched, or a moment before it, whichever is sharper.
static void take_live(struct kiosk *kiosk, struct state *state)
{
    const struct bytes *frame = live_sharpest(&kiosk->live);
    struct err err;
    bool clean;

    if (!frame) {
        state->trouble = UNREADABLE;
        return;
    }
    stage_work(&kiosk->stage, STAGE_PICTURES);
    clean = camera_clean(&kiosk->visit.viewed, frame->data, frame->length, &err);
    keep(kiosk, state, clean, &err);
}

static void take_more(struct kiosk *kiosk, struct state *state)
{
    bytes_clear(&kiosk->visit.viewed);
    state->trouble = NOTHING;
    state->more = true;
}

static void drop(struct kiosk *kiosk, struct state *state)
{
    ticket_remove(&line_of(kiosk)->ticket, state->shown);
    bytes_clear(&kiosk->visit.viewed);
}

static void put_trouble(const struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    late_put_unsaved(kiosk, ui);
    if (state->trouble == UNREADABLE)
        ui_problem(ui, "unreadable", "ticket.unreadable");
    if (state->trouble == SAME)
        ui_problem(ui, "same", "ticket.same");
}

static const char *ask_key(struct kiosk *kiosk, const struct state *state, const struct ui *ui)
{
    if (state->more)
        return "ticket.ask.more";
    if (ui_is_short(ui))
        return "ticket.ask.short";
    return line_of(kiosk)->proof == VISIT_ON_PHONE ? "ticket.phone" : "ticket.ask";
}

static void frame_live(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_title(ui, "title", ask_key(kiosk, state, ui));
    ui_row_begin(ui);
    tray_put(kiosk, ui, false);
    ui_column_begin(ui);
    put_trouble(kiosk, state, ui);
    tray_say(kiosk, ui);
    ui_column_end(ui);
    ui_row_end(ui);
    if (!ui_is_short(ui))
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
    late_put_unsaved(kiosk, ui);
    ui_paragraph(ui, "keep", "ticket.gone.keep");
    if (ui_go(ui, "next", "next"))
        steps_next(kiosk);
}

static void frame_wait(const struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    ui_centre(ui);
    ui_picture(ui, "camera", "camera-with-flash");
    ui_title(ui, "title", state->more ? "ticket.ask.more" : "ticket.give");
    if (state->trouble == NOTHING)
        ui_paragraph(ui, "wait", "ticket.wait");
    put_trouble(kiosk, state, ui);
}

// The desk is always an answer; without a camera it is the way on.
static void put_desk(struct kiosk *kiosk, struct ui *ui)
{
    const char *key = ui_is_short(ui) ? "ticket.desk.short" : "ticket.desk";
    bool touched = tray_is_there(kiosk) ? ui_foot_right(ui, "desk", key) : ui_go(ui, "desk", key);

    if (touched)
        steps_next(kiosk);
}

// No picture yet, or another is to come.
static void frame_take(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    if (kiosk->live.state == LIVE_GONE) {
        frame_gone(kiosk, ui);
        return;
    }
    if (tray_is_there(kiosk))
        frame_live(kiosk, state, ui);
    else
        frame_wait(kiosk, state, ui);
    if (!state->more)
        put_desk(kiosk, ui);
}

static void put_one(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    if (!ui_is_short(ui)) // or picture and buttons stand on two pages
        ui_paragraph(ui, "how", "ticket.amount");
    if (ui_button(ui, "again", "ticket.again"))
        drop(kiosk, state);
}

// Which of so many, or whether it is clear.
static void put_taken_title(const struct state *state, struct ui *ui, size_t count)
{
    char number[8];
    char all[8];

    if (count == 1) {
        ui_title(ui, "title", "ticket.clear");
        return;
    }
    snprintf(number, sizeof number, "%zu", state->shown + 1);
    snprintf(all, sizeof all, "%zu", count);
    ui_with(ui, "number", number);
    ui_with(ui, "all", all);
    ui_title(ui, "which", "ticket.which");
}

static void put_several(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    size_t count = line_of(kiosk)->ticket.count;

    if (ui_button(ui, "other", "ticket.other"))
        show(kiosk, state, (state->shown + 1) % count);
    if (ui_button(ui, "remove", "ticket.remove"))
        state->removing = true;
}

static void put_shown(const struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    const struct bytes *viewed = &kiosk->visit.viewed;
    struct ui_photo photo = {.data = viewed->data, .size = viewed->length, .serial = state->serial};

    ui_private(ui);
    ui_photo(ui, "photo", "ticket.photo", &photo);
}

// A picture that is gone does not come back.
static void frame_removing(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_title(ui, "title", "ticket.remove.ask");
    ui_row_begin(ui);
    put_shown(kiosk, state, ui);
    ui_column_begin(ui);
    if (ui_button(ui, "remove", "ticket.remove.yes")) {
        drop(kiosk, state);
        show(kiosk, state, state->shown > 0 ? state->shown - 1 : 0);
    }
    ui_column_end(ui);
    ui_row_end(ui);
    if (ui_go(ui, "keep", "ticket.remove.no"))
        state->removing = false;
}

static void frame_taken(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    size_t count = line_of(kiosk)->ticket.count;

    put_taken_title(state, ui, count);
    ui_row_begin(ui);
    put_shown(kiosk, state, ui);
    ui_column_begin(ui);
    late_put_unsaved(kiosk, ui);
    if (count == 1)
        put_one(kiosk, state, ui);
    else
        put_several(kiosk, state, ui);
    ui_column_end(ui);
    ui_row_end(ui);
    if (count < TICKET_PICTURES_MAX &&
        ui_foot_right(ui, "another", ui_is_short(ui) ? "ticket.more.short" : "ticket.more"))
        take_more(kiosk, state);
    if (ui_go(ui, "next", "next"))
        steps_next(kiosk);
}

static void go_back(struct kiosk *kiosk, struct state *state)
{
    if (state->more)
        show(kiosk, state, line_of(kiosk)->ticket.count - 1);
    else if (state->removing)
        state->removing = false;
    else
        steps_back(kiosk);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    const char *file = ui_taken(ui);

    if (file)
        take_file(kiosk, state, file);
    ui_page(ui, "ticket.bar");
    if (state->removing)
        frame_removing(kiosk, state, ui);
    else if (line_of(kiosk)->ticket.count > 0 && !state->more)
        frame_taken(kiosk, state, ui);
    else
        frame_take(kiosk, state, ui);
    if (ui_back(ui))
        go_back(kiosk, state);
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
    state->trouble = UNREADABLE;
}

static void set_live(struct kiosk *kiosk, void *data)
{
    struct bytes frame = {0};

    set_here(kiosk, data);
    kiosk->live.state = LIVE_ON;
    example_ticket(&frame);
    live_add(&kiosk->live, &frame);
}

static void set_found(struct kiosk *kiosk, void *data)
{
    set_live(kiosk, data);
    kiosk->live.found = true;
}

static void set_gone(struct kiosk *kiosk, void *data)
{
    set_here(kiosk, data);
    kiosk->live.state = LIVE_GONE;
}

static void set_taken(struct kiosk *kiosk, void *data)
{
    struct err err;

    set_here(kiosk, data);
    example_ticket(&kiosk->visit.viewed);
    keep(kiosk, data, true, &err);
}

// Another picture: one byte after its end is enough.
static void set_several(struct kiosk *kiosk, void *data)
{
    struct err err;

    set_taken(kiosk, data);
    bytes_add(&kiosk->visit.viewed, "", 1);
    keep(kiosk, data, true, &err);
}

static void set_removing(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_several(kiosk, data);
    state->removing = true;
}

static void set_more(struct kiosk *kiosk, void *data)
{
    set_live(kiosk, data);
    set_taken(kiosk, data);
    take_more(kiosk, data);
}

static void set_unsaved(struct kiosk *kiosk, void *data)
{
    set_taken(kiosk, data);
    kiosk->visit.late.unsaved = true;
}

static void set_same(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_more(kiosk, data);
    state->trouble = SAME;
}

static const struct screen_state states[] = {
    {"here", set_here},
    {"phone", set_phone},
    {"unreadable", set_unreadable},
    {"unsaved", set_unsaved},
    {"live", set_live},
    {"found", set_found},
    {"gone", set_gone},
    {"taken", set_taken},
    {"several", set_several},
    {"more", set_more},
    {"same", set_same},
    {"removing", set_removing},
    {0},
};

const struct screen screen_ticket = {
    .name = "ticket",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
