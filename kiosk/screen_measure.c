// SPDX-License-Identifier: Apache-2.0

/*
 * Staff make a frame larger or smaller until a bank card fits it: then the display's true size is
 * known, and with it every size there is. Each touch goes as far as the one before, and half as far
 * once it has gone too far.
 */

#include <math.h>
#include <stdio.h>

#include "kiosk/display.h"
#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

#define STEP 1.005 // of the frame's width: half a millimetre
#define STRIDE 16
#define WIDTH_MOST 1500.0 // mm of a display: then a card is still large enough to be held to

struct state {
    int steps;  // that the frame is larger than what was thought to be a card's size
    int stride; // fewer than STRIDE once it was too far; 0: nothing was touched
    int way;    // of the last touch
    bool small; // as large as the card is, the display would be too small
    bool unsaved;
    bool kept;
};

static double times(const struct state *state)
{
    return pow(STEP, state->steps);
}

static bool makes_sense(const struct ui *ui, const struct state *state)
{
    struct ui_display display;
    struct err err;

    display_measure(&display, &ui->display, times(state));
    return display.width_mm <= WIDTH_MOST && display_has_room(&display, &err);
}

static void resize(const struct ui *ui, struct state *state, int way)
{
    struct state was = *state;

    if (state->stride == 0)
        state->stride = STRIDE;
    else if (way != state->way && state->stride > 1)
        state->stride /= 2;
    state->way = way;
    state->steps += way * state->stride;
    state->small = state->unsaved = state->kept = false;
    while (state->steps != was.steps && !makes_sense(ui, state)) {
        state->small = way > 0;
        state->steps -= way;
    }
}

static void keep(struct kiosk *kiosk, struct ui *ui, struct state *state)
{
    struct ui_display display;

    display_measure(&display, &ui->display, times(state));
    *state = (struct state){0};
    state->kept = kiosk_measured(kiosk, &display);
    state->unsaved = !state->kept;
}

// What came of the last touch, in place of how it is done; and where there is little room, in place
// of the question too, for frame, buttons and words must stand on one page.
static bool say(const struct state *state, struct ui *ui, bool little)
{
    char width[16];

    if (state->small)
        ui_problem(ui, "small", little ? "small.title" : "measure.small");
    else if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (state->kept) {
        snprintf(width, sizeof width, "%.0f", ui->display.width_mm);
        ui_with(ui, "width", width);
        ui_public(ui);
        ui_heading(ui, "kept", "measure.kept");
    }
    return state->small || state->unsaved || state->kept;
}

static void put_card(const struct state *state, struct ui *ui)
{
    ui_outline(ui, "card", "measure.frame", DISPLAY_CARD_WIDE * times(state),
               DISPLAY_CARD_HIGH * times(state));
}

static void put_buttons(struct state *state, struct ui *ui)
{
    if (ui_button(ui, "larger", "measure.larger"))
        resize(ui, state, 1);
    if (ui_button(ui, "smaller", "measure.smaller"))
        resize(ui, state, -1);
}

static void put_beside(struct state *state, struct ui *ui)
{
    ui_row_begin(ui);
    ui_weight(ui, 0);
    put_card(state, ui);
    ui_column_begin(ui);
    put_buttons(state, ui);
    ui_column_end(ui);
    ui_row_end(ui);
}

// In the largest letters there is no room for words beside a card on 10 inches.
static void put_below(struct state *state, struct ui *ui)
{
    put_card(state, ui);
    ui_row_begin(ui);
    put_buttons(state, ui);
    ui_row_end(ui);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    bool little = ui_is_short(ui) || ui_is_low(ui); // room
    bool said;

    ui_desk_page(ui, "measure.bar");
    said = say(state, ui, little);
    if (!little || (!said && ui->prefs.size < UI_SIZE_XL)) // there the card has the page to itself
        ui_title(ui, "title", little ? "measure.ask.short" : "measure.ask");
    if (!said && !little)
        ui_hint(ui, "how", "measure.how");
    if (little)
        put_below(state, ui);
    else
        put_beside(state, ui);
    if (ui_back(ui)) {
        if (kiosk->desk.unlocked)
            kiosk_go(kiosk, &screen_desk_tasks);
        else
            kiosk_home(kiosk);
    }
    if (ui_go(ui, "fits", "measure.fits"))
        keep(kiosk, ui, state);
}

static void set_largest(struct kiosk *kiosk, void *data)
{
    resize(kiosk->stage.ui, data, 1);
    for (int i = 0; i < 20; i++)
        resize(kiosk->stage.ui, data, 1);
}

static void set_smaller(struct kiosk *kiosk, void *data)
{
    resize(kiosk->stage.ui, data, -1);
}

static void set_kept(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->kept = true;
}

static const struct screen_state states[] = {
    {"plain", NULL}, {"largest", set_largest}, {"smaller", set_smaller}, {"kept", set_kept}, {0},
};

const struct screen screen_measure = {
    .name = "measure",
    .staff = true,
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
