// SPDX-License-Identifier: Apache-2.0

/* No meeting is open. A host's card opens today's. */

#include "kiosk/scan.h"
#include "kiosk/screens.h"

struct state {
    bool refused; // the card opens no meeting here today
};

static void half(struct ui *ui, enum words_lang lang)
{
    char id[UI_ID_SIZE];

    ui_column_begin(ui);
    ui_in(ui, lang);
    ui_title(ui, ui_id_in(id, "title", lang), "closed.title");
    ui_in(ui, lang);
    ui_paragraph(ui, ui_id_in(id, "do", lang), "closed.do");
    ui_column_end(ui);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    enum words_lang langs[2];
    int count = ui_first_langs(ui, langs);
    struct state *state = data;
    const char *code = ui_scan(ui);

    ui_first_page(ui);
    ui_centre(ui);
    ui_picture(ui, "wait", "house");
    ui_row_begin(ui);
    for (int i = 0; i < count; i++)
        half(ui, langs[i]);
    ui_row_end(ui);
    if (state->refused) {
        ui_in_both(ui);
        ui_problem(ui, "refused", "closed.refused");
    }
    if (kiosk->live.state != LIVE_NONE) {
        ui_in_both(ui);
        if (ui_foot(ui, "card", "find.show"))
            kiosk_go(kiosk, &screen_desk_card);
    }
    if (code)
        state->refused = scan_card(kiosk, code) != SCAN_WENT;
}

static void set_refused(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->refused = true;
}

static const struct screen_state states[] = {
    {"plain", NULL},
    {"refused", set_refused},
    {0},
};

const struct screen screen_closed = {
    .name = "closed",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
