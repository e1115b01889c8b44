// SPDX-License-Identifier: Apache-2.0

/* The display is too small for large print: says so to staff, and does nothing else. */

#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

static void half(const struct kiosk *kiosk, struct ui *ui, enum words_lang lang)
{
    char id[UI_ID_SIZE];

    ui_column_begin(ui);
    ui_in(ui, lang);
    ui_title(ui, ui_id_in(id, "title", lang), "small.title");
    ui_in(ui, lang);
    ui_with(ui, "size", kiosk->trouble);
    ui_public(ui);
    ui_paragraph(ui, ui_id_in(id, "use", lang), "small.use");
    ui_in(ui, lang);
    ui_paragraph(ui, ui_id_in(id, "settings", lang), "small.settings");
    ui_column_end(ui);
}

static void frame(struct kiosk *kiosk, void *state, struct ui *ui)
{
    enum words_lang langs[2];
    int count = ui_first_langs(ui, langs);

    (void)state;
    ui_bare_page(ui);
    ui_centre(ui);
    ui_row_begin(ui);
    for (int i = 0; i < count; i++)
        half(kiosk, ui, langs[i]);
    ui_row_end(ui);
}

static void set_seven_inches(struct kiosk *kiosk, void *state)
{
    (void)state;
    kiosk_too_small(kiosk, &(struct ui_display){1024, 600, 152, 91});
}

static const struct screen_state states[] = {
    {"seven-inches", set_seven_inches},
    {0},
};

const struct screen screen_too_small = {
    .name = "too-small",
    .frame = frame,
    .states = states,
};
