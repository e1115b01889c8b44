// SPDX-License-Identifier: Apache-2.0

/* What did the bus cost? Of the visit's open line. */

#include "kiosk/example.h"
#include "kiosk/late.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "shared/money.h"
#include "shared/str.h"

#define AMOUNT_MAX INT64_C(100000) // a thousand pounds: more is a slip of the finger

struct state {
    char keyed[VISIT_KEYED_SIZE];
    bool unclear; // Next was touched, and the amount could not be read
};

static struct visit_line *line_of(struct kiosk *kiosk)
{
    return late_or_line(kiosk);
}

static void enter(struct kiosk *kiosk, void *data)
{
    const struct visit_line *line = line_of(kiosk);
    struct state *state = data;
    char plain[MONEY_SIZE];

    str_copy(state->keyed, sizeof state->keyed, line->keyed);
    if (*line->keyed || line->pence < 0)
        return;
    money_write_plain(plain, line->pence);
    str_copy(state->keyed, sizeof state->keyed, plain);
}

static void finish(struct kiosk *kiosk, struct state *state)
{
    struct visit_line *line = line_of(kiosk);
    int64_t pence = 0;

    state->unclear = !money_parse(state->keyed, &pence) || pence <= 0 || pence > AMOUNT_MAX;
    if (state->unclear)
        return;
    line->pence = pence;
    line->keyed[0] = '\0';
    steps_next(kiosk);
}

static void go_back(struct kiosk *kiosk, const struct state *state)
{
    steps_keep(kiosk, line_of(kiosk)->keyed, state->keyed);
    steps_back(kiosk);
}

static void put_amount(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    const struct visit_line *line = line_of(kiosk);
    const struct phrase_cost *cost = phrase_cost(line->category);

    ui_picture_of(ui, cost->picture);
    ui_title(ui, "title", line->home ? cost->ask_home : cost->ask);
    if (state->unclear)
        ui_problem(ui, "unclear", "amount.unclear");
    else
        ui_hint(ui, "hint", phrase_is_ticketed(line->category) ? "amount.hint" : "costs.hint");
    late_put_unsaved(kiosk, ui);
    ui_pounds(ui, "keyed", "amount.field", state->keyed);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, phrase_is_ticketed(line_of(kiosk)->category) ? "travel.bar" : "costs.bar");
    ui_row_begin(ui);
    ui_column_begin(ui);
    put_amount(kiosk, state, ui);
    ui_column_end(ui);
    ui_weight(ui, 0);
    ui_column_begin(ui);
    if (ui_keypad(ui, "keys", state->keyed, sizeof state->keyed, UI_KEYPAD_POINT))
        state->unclear = false;
    ui_column_end(ui);
    ui_row_end(ui);
    if (ui_back(ui))
        go_back(kiosk, state);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "next", "next"))
        finish(kiosk, state);
}

static void set_empty(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    state->keyed[0] = '\0';
    example_line(kiosk, POLICY_BUS);
}

static void set_filled(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_line(kiosk, POLICY_BUS);
    str_copy(state->keyed, sizeof state->keyed, "4.20");
}

static void set_unclear(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_line(kiosk, POLICY_TRAIN);
    str_copy(state->keyed, sizeof state->keyed, "4.2.");
    finish(kiosk, state);
}

static void set_home(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    state->keyed[0] = '\0';
    example_line(kiosk, POLICY_TRAIN)->pence = 690;
    visit_say_home(&kiosk->visit, VISIT_HOME_TICKET);
    kiosk->visit.at = 1;
}

static void set_other(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_line(kiosk, POLICY_DEPENDENT_ADULT_CARE);
    str_copy(state->keyed, sizeof state->keyed, "36");
}

static const struct screen_state states[] = {
    {"empty", set_empty}, {"filled", set_filled}, {"unclear", set_unclear},
    {"home", set_home},   {"other", set_other},   {0},
};

const struct screen screen_amount = {
    .name = "amount",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
