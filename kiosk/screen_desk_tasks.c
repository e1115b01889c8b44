// SPDX-License-Identifier: Apache-2.0

/* What is done at the desk only now and then. */

#include "kiosk/kiosk.h"
#include "kiosk/practice.h"
#include "kiosk/screens.h"

// Of the kiosk itself: none of it is for play.
static void put_real(struct kiosk *kiosk, struct ui *ui)
{
    ui_picture_of(ui, "sign-size");
    if (ui_button(ui, "measure", "measure.open"))
        kiosk_go(kiosk, &screen_measure);
    if (kiosk->roster.planned.kiosks_count > 1) {
        ui_picture_of(ui, "handshake");
        if (ui_button(ui, "other", "desk.other"))
            kiosk_go(kiosk, &screen_desk_other);
    }
    ui_picture_of(ui, "teddy-bear");
    if (ui_button(ui, "practise", "tasks.practice"))
        practice_begin(kiosk);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    (void)data;
    ui_page(ui, "tasks.bar");
    ui_title(ui, "title", "tasks.ask");
    ui_grid_begin(ui, 2);
    ui_picture_of(ui, "pound-banknote");
    if (ui_button(ui, "float", "desk.float"))
        kiosk_go(kiosk, &screen_desk_float);
    if (roster_is_host(&kiosk->roster, kiosk->desk.staff.staff)) {
        ui_picture_of(ui, "busts-in-silhouette");
        if (ui_button(ui, "people", "people.bar"))
            kiosk_go(kiosk, &screen_desk_people);
    }
    ui_picture_of(ui, "alarm-clock");
    if (ui_button(ui, "before", "before.bar"))
        kiosk_go(kiosk, &screen_desk_before);
    ui_picture_of(ui, "memo");
    if (ui_button(ui, "form", "tasks.form"))
        kiosk_go(kiosk, &screen_desk_form);
    if (!kiosk->practice)
        put_real(kiosk, ui);
    ui_grid_end(ui);
    if (!kiosk->practice)
        ui_hint(ui, "what", "tasks.practice.what");
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk);
}

static void set_host(struct kiosk *kiosk, void *data)
{
    (void)data;
    kiosk->desk.staff.staff = kiosk->roster.planned.hosts[0].staff;
}

static void set_kiosks(struct kiosk *kiosk, void *data)
{
    (void)data;
    kiosk->roster.planned.kiosks_count = 2;
}

static const struct screen_state states[] = {
    {"one", NULL},
    {"host", set_host},
    {"kiosks", set_kiosks},
    {0},
};

const struct screen screen_desk_tasks = {
    .name = "desk-tasks",
    .staff = true,
    .frame = frame,
    .states = states,
};
