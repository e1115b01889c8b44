// SPDX-License-Identifier: Apache-2.0

/* Payment and benefits: what to know before choosing, and who can advise. No advice is given. */

#include "kiosk/example.h"
#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

static void frame(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)state;
    ui_page(ui, "fee.bar");
    ui_picture_of(ui, "information");
    ui_title(ui, "title", "benefits.title");
    ui_paragraph(ui, "tell", "benefits.tell");
    ui_paragraph(ui, "time", "benefits.time");
    ui_paragraph(ui, "advice", "benefits.advice");
    ui_picture_of(ui, "envelope");
    if (kiosk->visit.letter)
        ui_second(ui, "benefits.letter2");
    ui_private(ui);
    if (ui_choice(ui, "letter", "benefits.letter", kiosk->visit.letter))
        kiosk->visit.letter = !kiosk->visit.letter;
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_fee);
    ui_ask(ui);
    ui_finish(ui);
}

static void set_plain(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
}

static void set_letter(struct kiosk *kiosk, void *data)
{
    set_plain(kiosk, data);
    kiosk->visit.letter = true;
}

static const struct screen_state states[] = {
    {"plain", set_plain},
    {"letter", set_letter},
    {0},
};

const struct screen screen_benefits = {
    .name = "benefits",
    .frame = frame,
    .states = states,
};
