// SPDX-License-Identifier: Apache-2.0

/* Not enrolled yet: tells the installer what to do. Goes on by itself when the office answers. */

#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

static void half(struct ui *ui, enum words_lang lang)
{
    char id[UI_ID_SIZE];

    ui_column_begin(ui);
    ui_in(ui, lang);
    ui_title(ui, ui_id_in(id, "title", lang), "new.title");
    ui_in(ui, lang);
    ui_paragraph(ui, ui_id_in(id, "do", lang), "new.do");
    ui_in(ui, lang);
    ui_paragraph(ui, ui_id_in(id, "then", lang), "new.then");
    ui_column_end(ui);
}

static void frame(struct kiosk *kiosk, void *state, struct ui *ui)
{
    enum words_lang langs[2];
    int count = ui_first_langs(ui, langs);

    (void)state;
    ui_first_page(ui);
    ui_centre(ui);
    ui_picture(ui, "new", "identification-card");
    ui_row_begin(ui);
    for (int i = 0; i < count; i++)
        half(ui, langs[i]);
    ui_row_end(ui);
    ui_in_both(ui);
    if (ui_foot(ui, "measure", "measure.open"))
        kiosk_go(kiosk, &screen_measure);
}

const struct screen screen_new_kiosk = {
    .name = "new-kiosk",
    .frame = frame,
};
