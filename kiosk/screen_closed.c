// SPDX-License-Identifier: Apache-2.0

/* No meeting is open. A host's card opens today's. */

#include "kiosk/scan.h"
#include "kiosk/screens.h"

struct state {
    bool refused; // the card opens no meeting here today
};

static void half(struct ui *ui, enum words_lang lang, bool english)
{
    ui_column_begin(ui);
    ui_in(ui, lang);
    ui_title(ui, english ? "title.en" : "title.cy", "closed.title");
    ui_in(ui, lang);
    ui_paragraph(ui, english ? "do.en" : "do.cy", "closed.do");
    ui_column_end(ui);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    const char *code = ui_scan(ui);

    ui_first_page(ui);
    ui_centre(ui);
    ui_picture(ui, "wait", "house");
    ui_row_begin(ui);
    half(ui, WORDS_EN, true);
    half(ui, WORDS_CY, false);
    ui_row_end(ui);
    if (state->refused) {
        ui_in_both(ui);
        ui_problem(ui, "refused", "closed.refused");
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
