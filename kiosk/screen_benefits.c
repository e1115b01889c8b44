// SPDX-License-Identifier: Apache-2.0

/* Payment and benefits: what to know before choosing, and who can advise. No advice is given. */

#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

static void frame(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)state;
    ui_page(ui, "fee.bar");
    ui_picture_of(ui, "information");
    ui_title(ui, "title", "benefits.title");
    ui_paragraph(ui, "change", "benefits.change");
    ui_paragraph(ui, "tell", "benefits.tell");
    ui_paragraph(ui, "time", "benefits.time");
    ui_paragraph(ui, "advice", "benefits.advice");
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_fee);
    ui_ask(ui);
    ui_finish(ui);
}

const struct screen screen_benefits = {
    .name = "benefits",
    .frame = frame,
};
