// SPDX-License-Identifier: Apache-2.0

/* The first screen: both languages, side by side and equal. Nothing personal, no name, no count. */

#include "kiosk/screens.h"

static bool half(struct ui *ui, enum words_lang lang)
{
    bool touched;

    ui_column_begin(ui);
    ui_in(ui, lang);
    ui_title(ui, lang == WORDS_EN ? "title.en" : "title.cy", "welcome.title");
    ui_in(ui, lang);
    ui_paragraph(ui, lang == WORDS_EN ? "how.en" : "how.cy", "welcome.how");
    ui_in(ui, lang);
    touched = ui_main_button(ui, lang == WORDS_EN ? "sign.en" : "sign.cy", "welcome.sign_in");
    ui_column_end(ui);
    return touched;
}

static void frame(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)kiosk;
    (void)state;
    ui_first_page(ui);
    ui_centre(ui);
    ui_picture(ui, "hello", "waving-hand");
    ui_row_begin(ui);
    if (half(ui, WORDS_EN))
        ui->lang = WORDS_EN;
    if (half(ui, WORDS_CY))
        ui->lang = WORDS_CY;
    ui_row_end(ui);
}

const struct screen screen_welcome = {
    .name = "welcome",
    .frame = frame,
};
