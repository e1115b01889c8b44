// SPDX-License-Identifier: Apache-2.0

/* The first screen: both languages, side by side and equal. Nothing personal, no name, no count. */

#include "kiosk/scan.h"
#include "kiosk/screens.h"

struct state {
    bool unknown; // a card was shown that is nobody's here
};

// Both languages must stand on one page: on a short display the title and the button are enough.
static bool has_room(const struct ui *ui)
{
    return !ui_is_short(ui) || ui->prefs.size == UI_SIZE_M;
}

static bool half(struct ui *ui, enum words_lang lang, const char *how, bool unknown)
{
    char id[UI_ID_SIZE];
    bool touched;

    ui_column_begin(ui);
    ui_in(ui, lang);
    ui_title(ui, ui_id_in(id, "title", lang), "welcome.title");
    if (unknown) {
        ui_in(ui, lang);
        ui_problem(ui, ui_id_in(id, "unknown", lang), "welcome.unknown");
    } else if (has_room(ui)) {
        ui_in(ui, lang);
        ui_paragraph(ui, ui_id_in(id, "how", lang), how);
    }
    ui_in(ui, lang);
    touched = ui_main_button(ui, ui_id_in(id, "sign", lang), "welcome.sign_in");
    ui_column_end(ui);
    return touched;
}

static void sign_in(struct kiosk *kiosk, struct ui *ui, enum words_lang lang)
{
    ui->prefs.lang = lang;
    kiosk->errand = KIOSK_SIGN_IN;
    kiosk_go(kiosk, &screen_find);
}

static void choose(struct kiosk *kiosk, struct ui *ui)
{
    ui_in_both(ui);
    if (ui_foot(ui, "leaving", "welcome.leaving")) {
        kiosk->errand = KIOSK_LEAVE;
        kiosk_go(kiosk, &screen_find);
    }
    ui_in_both(ui);
    if (ui_foot(ui, "sitting", "welcome.sitting"))
        kiosk_go(kiosk, &screen_sitting_in);
    ui_in_both(ui);
    if (ui_foot(ui, "desk", "welcome.desk"))
        kiosk_go(kiosk, &screen_desk_card);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    enum words_lang langs[2];
    int count = ui_first_langs(ui, langs);
    // A camera is closed until somebody asks for it (PRV-17a); a scanner always listens.
    const char *how = kiosk->live.state == LIVE_NONE ? "welcome.how" : "welcome.how.camera";
    struct state *state = data;
    const char *code = ui_scan(ui);

    ui_first_page(ui);
    ui_centre(ui);
    ui_picture(ui, "hello", "waving-hand");
    ui_row_begin(ui);
    for (int i = 0; i < count; i++)
        if (half(ui, langs[i], how, state->unknown))
            sign_in(kiosk, ui, langs[i]);
    ui_row_end(ui);
    choose(kiosk, ui);
    if (code)
        state->unknown = scan_card(kiosk, code) != SCAN_WENT;
}

static void set_unknown(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->unknown = true;
}

static const struct screen_state states[] = {
    {"start", NULL},
    {"card-unknown", set_unknown},
    {0},
};

const struct screen screen_welcome = {
    .name = "welcome",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
