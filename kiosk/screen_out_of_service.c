// SPDX-License-Identifier: Apache-2.0

/* The disk does not do its work: nothing more is taken, and people are told who can help. */

#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

static void half(struct ui *ui, enum words_lang lang, bool english)
{
    ui_column_begin(ui);
    ui_in(ui, lang);
    ui_title(ui, english ? "title.en" : "title.cy", "broken.title");
    ui_in(ui, lang);
    ui_paragraph(ui, english ? "do.en" : "do.cy", "broken.do");
    ui_in(ui, lang);
    ui_paragraph(ui, english ? "safe.en" : "safe.cy", "broken.safe");
    ui_column_end(ui);
}

static void frame(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)kiosk;
    (void)state;
    ui_first_page(ui);
    ui_centre(ui);
    ui_picture(ui, "stop", "person-raising-hand");
    ui_row_begin(ui);
    half(ui, WORDS_EN, true);
    half(ui, WORDS_CY, false);
    ui_row_end(ui);
}

const struct screen screen_out_of_service = {
    .name = "out-of-service",
    .frame = frame,
};
