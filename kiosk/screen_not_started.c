// SPDX-License-Identifier: Apache-2.0

/*
 * What the computer lacks before the kiosk may start: a display large enough for large print, or
 * memory that is written to no disk. Says so to staff in both languages, and does nothing else.
 */

#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

struct why {
    const char *title, *use, *settings;
};

static void half(const struct kiosk *kiosk, struct ui *ui, enum words_lang lang,
                 const struct why *why)
{
    char id[UI_ID_SIZE];

    ui_column_begin(ui);
    ui_in(ui, lang);
    ui_title(ui, ui_id_in(id, "title", lang), why->title);
    ui_in(ui, lang);
    ui_with(ui, "size", kiosk->trouble);
    ui_public(ui);
    ui_paragraph(ui, ui_id_in(id, "use", lang), why->use);
    ui_in(ui, lang);
    ui_paragraph(ui, ui_id_in(id, "settings", lang), why->settings);
    ui_column_end(ui);
}

static void show(const struct kiosk *kiosk, struct ui *ui, const struct why *why)
{
    enum words_lang langs[2];
    int count = ui_first_langs(ui, langs);

    ui_bare_page(ui);
    ui_centre(ui);
    ui_row_begin(ui);
    for (int i = 0; i < count; i++)
        half(kiosk, ui, langs[i], why);
    ui_row_end(ui);
}

static void frame_too_small(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)state;
    show(kiosk, ui, &(struct why){"small.title", "small.use", "small.settings"});
}

static void frame_swaps(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)state;
    show(kiosk, ui, &(struct why){"swaps.title", "swaps.use", "swaps.settings"});
}

static void set_seven_inches(struct kiosk *kiosk, void *state)
{
    (void)state;
    kiosk_too_small(kiosk, &(struct ui_display){1024, 600, 152, 91});
}

static void set_plain(struct kiosk *kiosk, void *state)
{
    (void)kiosk;
    (void)state;
}

static const struct screen_state sizes[] = {
    {"seven-inches", set_seven_inches},
    {0},
};

static const struct screen_state plain[] = {
    {"plain", set_plain},
    {0},
};

const struct screen screen_too_small = {
    .name = "too-small",
    .frame = frame_too_small,
    .states = sizes,
};

const struct screen screen_swaps = {
    .name = "swaps",
    .frame = frame_swaps,
    .states = plain,
};
