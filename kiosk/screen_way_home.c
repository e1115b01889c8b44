// SPDX-License-Identifier: Apache-2.0

/*
 * Have you paid for the way home? A ticket that is still to be bought is asked for later: it is
 * neither refused nor paid until it comes.
 */

#include "kiosk/example.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"

static void put(struct kiosk *kiosk, struct ui *ui, const char *id, const char *key,
                enum visit_home home)
{
    ui_private(ui);
    if (!ui_choice(ui, id, key, kiosk->visit.home == home))
        return;
    visit_say_home(&kiosk->visit, home);
    steps_next(kiosk);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    (void)data;
    ui_page(ui, "travel.bar");
    ui_picture_of(ui, "house");
    ui_title(ui, "title", "home.ask");
    if (!ui_is_short(ui))
        ui_hint(ui, "hint", "home.hint");
    ui_grid_begin(ui, 3);
    ui_picture_of(ui, "check-mark-button");
    ui_second(ui, "home.paid2");
    put(kiosk, ui, "paid", "home.paid", VISIT_HOME_PAID);
    ui_picture_of(ui, "receipt");
    ui_second(ui, "home.ticket2");
    put(kiosk, ui, "ticket", "home.ticket", VISIT_HOME_TICKET);
    ui_picture_of(ui, "alarm-clock");
    ui_second(ui, "home.later2");
    put(kiosk, ui, "later", "home.later", VISIT_HOME_LATER);
    ui_grid_end(ui);
    if (ui_back(ui))
        steps_back(kiosk);
    ui_ask(ui);
    ui_finish(ui);
}

static void set_empty(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_line(kiosk, POLICY_BUS)->pence = 420;
}

static void set_filled(struct kiosk *kiosk, void *data)
{
    set_empty(kiosk, data);
    visit_say_home(&kiosk->visit, VISIT_HOME_LATER);
}

static const struct screen_state states[] = {
    {"empty", set_empty},
    {"filled", set_filled},
    {0},
};

const struct screen screen_way_home = {
    .name = "way-home",
    .frame = frame,
    .states = states,
};
