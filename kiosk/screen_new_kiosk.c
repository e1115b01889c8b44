// SPDX-License-Identifier: Apache-2.0

/* Not enrolled yet: tells the installer what to do. Goes on by itself when the office answers. */

#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

static void half(struct ui *ui, enum words_lang lang, bool english)
{
    ui_column_begin(ui);
    ui_in(ui, lang);
    ui_title(ui, english ? "title.en" : "title.cy", "new.title");
    ui_in(ui, lang);
    ui_paragraph(ui, english ? "do.en" : "do.cy", "new.do");
    ui_in(ui, lang);
    ui_paragraph(ui, english ? "then.en" : "then.cy", "new.then");
    ui_column_end(ui);
}

static void frame(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)kiosk;
    (void)state;
    ui_first_page(ui);
    ui_centre(ui);
    ui_picture(ui, "new", "identification-card");
    ui_row_begin(ui);
    half(ui, WORDS_EN, true);
    half(ui, WORDS_CY, false);
    ui_row_end(ui);
}

const struct screen screen_new_kiosk = {
    .name = "new-kiosk",
    .frame = frame,
};
