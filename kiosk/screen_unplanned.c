// SPDX-License-Identifier: Apache-2.0

/* Nobody had planned this meeting: said to everybody before they type a letter. */

#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    (void)data;
    ui_page(ui, "unplanned.bar");
    ui_centre(ui);
    ui_title(ui, "title", "unplanned.title");
    ui_paragraph(ui, "in", "unplanned.in");
    ui_paragraph(ui, "waits", "unplanned.waits");
    if (ui_back(ui))
        kiosk_home(kiosk);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "next", "next"))
        kiosk_go(kiosk, &screen_find);
}

static const struct screen_state states[] = {
    {"told", NULL},
    {0},
};

const struct screen screen_unplanned = {
    .name = "unplanned",
    .frame = frame,
    .states = states,
};
