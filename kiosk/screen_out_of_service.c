// SPDX-License-Identifier: Apache-2.0

/* The disk does not do its work: nothing more is taken, and people are told who can help. */

#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

static void half(struct ui *ui, enum words_lang lang)
{
    char id[UI_ID_SIZE];

    ui_column_begin(ui);
    ui_in(ui, lang);
    ui_title(ui, ui_id_in(id, "title", lang), "broken.title");
    ui_in(ui, lang);
    ui_paragraph(ui, ui_id_in(id, "do", lang), "broken.do");
    ui_in(ui, lang);
    ui_paragraph(ui, ui_id_in(id, "safe", lang), "broken.safe");
    ui_column_end(ui);
}

static void frame(struct kiosk *kiosk, void *state, struct ui *ui)
{
    enum words_lang langs[2];
    int count = ui_first_langs(ui, langs);

    (void)kiosk;
    (void)state;
    ui_first_page(ui);
    ui_centre(ui);
    ui_picture(ui, "stop", "person-raising-hand");
    ui_row_begin(ui);
    for (int i = 0; i < count; i++)
        half(ui, langs[i]);
    ui_row_end(ui);
}

const struct screen screen_out_of_service = {
    .name = "out-of-service",
    .frame = frame,
};
