// SPDX-License-Identifier: Apache-2.0

/* What is in the float, and what can be done with it. */

#include <stdio.h>

#include "kiosk/desk_float.h"
#include "kiosk/desk_queue.h"
#include "kiosk/kiosk.h"
#include "kiosk/screens.h"
#include "shared/money.h"

struct state {
    struct books_float held;
    struct coins missing; // to pay all who wait exactly
    int64_t short_pence;
    enum desk_refusal why; // why who is at the desk may do nothing with it
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct state *state = data;
    struct desk_queue queue;
    struct err err;

    state->why = desk_why_not_payer(&kiosk->desk);
    if (!kiosk->store.db)
        return; // --dump-screens has no records
    if (!desk_queue_load(&kiosk->desk, &place, &queue, &err)) {
        kiosk_failed(kiosk, &err);
        return;
    }
    state->held = queue.held;
    state->missing = queue.change;
    state->short_pence = queue.short_pence;
    desk_queue_clear(&queue);
}

static void count(struct kiosk *kiosk, enum desk_errand errand)
{
    kiosk->desk.errand = errand;
    kiosk_go(kiosk, &screen_desk_count);
}

static void say_coins(struct ui *ui, const char *id, const char *key, const struct coins *coins)
{
    char text[COINS_TEXT_SIZE];

    coins_write(text, sizeof text, coins);
    ui_with(ui, "coins", text);
    ui_paragraph(ui, id, key);
}

static void say_held(const struct state *state, struct ui *ui)
{
    char amount[MONEY_SIZE];

    if (id_is_none(state->held.float_id)) {
        ui_title(ui, "title", "desk.float.none");
        return;
    }
    ui_title(ui, "title", "desk.float.holds");
    money_write(amount, state->held.pence);
    ui_number(ui, "pence", amount);
    if (state->held.coins_known && state->held.pence)
        say_coins(ui, "coins", "desk.coins", &state->held.coins);
    else if (state->held.pence)
        ui_hint(ui, "unknown", "desk.float.unknown");
    if (state->short_pence) {
        money_write(amount, state->short_pence);
        ui_with(ui, "short", amount);
        ui_problem(ui, "short", "desk.float.short.by");
    }
    if (coins_are_any(&state->missing))
        say_coins(ui, "missing", "desk.float.missing", &state->missing);
}

static void offer(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    bool open = !id_is_none(state->held.float_id);

    if (state->why != DESK_ALLOWED) {
        ui_problem(ui, "why", desk_refusal_words(state->why));
        return;
    }
    if (kiosk->roster.policy.illustrative)
        ui_hint(ui, "model", "desk.float.model");
    if (!open && ui_main_button(ui, "in", "desk.count.in"))
        count(kiosk, DESK_COUNT_IN);
    if (open && ui_button(ui, "add", "desk.float.add"))
        count(kiosk, DESK_COUNT_ADD);
    if (open && ui_button(ui, "swap", "desk.float.swap"))
        count(kiosk, DESK_COUNT_SWAP);
    if (open && ui_button(ui, "out", "desk.float.out"))
        count(kiosk, DESK_COUNT_OUT);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    const struct state *state = data;

    ui_desk_page(ui, "desk.float");
    ui_row_begin(ui);
    ui_column_begin(ui);
    say_held(state, ui);
    ui_column_end(ui);
    ui_column_begin(ui);
    offer(kiosk, state, ui);
    ui_column_end(ui);
    ui_row_end(ui);
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk);
}

static void set_none(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->why = DESK_ALLOWED;
}

static void set_open(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_none(kiosk, data);
    state->held = (struct books_float){.float_id = id_new(), .coins_known = true};
    state->held.coins = (struct coins){{0, 4, 3, 4, 5, 8, 4, 5, 10}};
    state->held.pence = coins_sum(&state->held.coins);
}

static void set_short(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_open(kiosk, data);
    state->short_pence = 1250;
    coins_split(1254, &state->missing);
}

static void set_not_payer(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_open(kiosk, data);
    state->held.coins_known = false;
    state->why = DESK_NOT_NOMINATED;
}

static const struct screen_state states[] = {
    {"none", set_none}, {"open", set_open}, {"short", set_short}, {"not-payer", set_not_payer}, {0},
};

const struct screen screen_desk_float = {
    .name = "desk-float",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
