// SPDX-License-Identifier: Apache-2.0

/* Notes and coins by kind: touch a kind, key how many. The kiosk adds them up, never a person. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/desk_float.h"
#include "kiosk/desk_pay.h"
#include "kiosk/desk_second.h"
#include "kiosk/kiosk.h"
#include "kiosk/screens.h"
#include "shared/money.h"
#include "shared/str.h"

#define KEYED_SIZE 5 // "9999"

struct state {
    char keyed[COINS_KINDS][KEYED_SIZE];
    size_t at;    // the kind that the keys are for
    struct id op; // made when the form opened
    bool second;  // a swap: what goes in is counted, after what came out
    struct coins out;
    struct id witness;
    bool differs; // what was counted out is not what should be there: why?
    int64_t less; // by how much; below zero: there is more
    const char *reason;
    const char *problem;       // its key; NULL: none
    struct books_payment back; // that is taken back
};

/* What the page says, for each thing that is counted for. */
static const struct {
    const char *title, *go;
    bool witness;
} errands[] = {
    [DESK_COUNT_IN] = {"desk.count.in", "desk.count.in.go", true},
    [DESK_COUNT_ADD] = {"desk.count.add", "desk.count.add.go", true},
    [DESK_COUNT_SWAP] = {"desk.count.swap", "next", true},
    [DESK_COUNT_OUT] = {"desk.count.out", "desk.count.out.go", true},
    [DESK_COUNT_PAY] = {"desk.count.pay", "desk.count.pay.go", false},
    [DESK_COUNT_RETURN] = {"desk.count.back", "desk.count.back.go", false},
};

static struct coins counted(const struct state *state)
{
    struct coins coins = {0};

    for (size_t i = 0; i < COINS_KINDS; i++)
        coins.count[i] = strtoll(state->keyed[i], NULL, 10);
    return coins;
}

static void fill(struct state *state, const struct coins *coins)
{
    for (size_t i = 0; i < COINS_KINDS; i++)
        if (coins->count[i] > 0)
            snprintf(state->keyed[i], KEYED_SIZE, "%d", (int)(coins->count[i] % 10000));
}

static bool find_payment(struct kiosk *kiosk, struct state *state, struct err *err)
{
    struct books_payment *payments = NULL;
    size_t count;

    if (!books_list_payments(kiosk->store.db, kiosk->desk.claim, &payments, &count, err))
        return false;
    if (count)
        state->back = payments[0];
    free(payments);
    return true;
}

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;
    struct err err;

    state->op = id_new();
    state->at = kiosk->desk.errand == DESK_COUNT_PAY ? 3 : 1;
    if (kiosk->desk.errand == DESK_COUNT_PAY)
        fill(state, &kiosk->desk.offer);
    if (kiosk->desk.errand == DESK_COUNT_RETURN && kiosk->store.db &&
        !find_payment(kiosk, state, &err))
        kiosk_failed(kiosk, &err);
}

// In a swap not before it is seen what goes in for what came out.
static bool wants_witness(const struct kiosk *kiosk, const struct state *state)
{
    return errands[kiosk->desk.errand].witness &&
           (kiosk->desk.errand != DESK_COUNT_SWAP || state->second);
}

static const struct screen *way_back(const struct kiosk *kiosk)
{
    if (kiosk->desk.errand == DESK_COUNT_PAY || kiosk->desk.errand == DESK_COUNT_RETURN)
        return &screen_desk_more;
    if (kiosk->desk.errand == DESK_COUNT_IN)
        return &screen_desk;
    return &screen_desk_float;
}

// It was refused: a difference asks for its reason, anything else is said.
static void look_why(struct kiosk *kiosk, struct state *state, const struct err *err)
{
    struct coins coins = counted(state);
    struct books_float held;
    struct err other;

    state->problem = desk_refusal_words(kiosk->desk.refused);
    if (err->kind != ERR_INVALID) {
        kiosk_failed(kiosk, err);
        return;
    }
    if (kiosk->desk.refused != DESK_NO_REASON)
        return;
    if (!books_get_float(kiosk->store.db, kiosk->roster.meeting, &held, &other)) {
        kiosk_failed(kiosk, &other);
        return;
    }
    state->problem = NULL;
    state->differs = true;
    state->less = held.pence - coins_sum(&coins);
}

static bool save(struct kiosk *kiosk, struct state *state, struct err *err)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct desk_float_count count = {state->op, counted(state), state->witness};
    struct desk_return back = {.op = state->op,
                               .payment = state->back.payment,
                               .claim = kiosk->desk.claim,
                               .coins = count.coins};

    switch (kiosk->desk.errand) {
    case DESK_COUNT_IN:
        return desk_float_open(&kiosk->desk, &place, &count, err);
    case DESK_COUNT_ADD:
        return desk_float_add(&kiosk->desk, &place, &count, err);
    case DESK_COUNT_OUT:
        return desk_float_count_out(&kiosk->desk, &place, &count,
                                    state->reason ? state->reason : "", err);
    case DESK_COUNT_SWAP:
        coins_remove(&count.coins, &state->out);
        return desk_float_swap(&kiosk->desk, &place, &count, err);
    case DESK_COUNT_RETURN:
        return desk_pay_return(&kiosk->desk, &place, &back, err);
    case DESK_COUNT_PAY:
        kiosk->desk.chosen = count.coins;
        return true;
    }
    return false;
}

static void finish(struct kiosk *kiosk, struct state *state)
{
    bool paying = kiosk->desk.errand == DESK_COUNT_PAY;
    struct coins coins = counted(state);
    struct err err;

    if (wants_witness(kiosk, state) && id_is_none(state->witness)) {
        state->problem = "desk.second.none";
    } else if (kiosk->desk.errand == DESK_COUNT_SWAP && !state->second) {
        state->second = true;
        state->out = coins;
        memset(state->keyed, 0, sizeof state->keyed);
    } else if (paying && coins_sum(&coins) > kiosk->desk.offer_pence) {
        state->problem = desk_refusal_words(DESK_TOO_MUCH);
    } else if (save(kiosk, state, &err)) {
        kiosk_go(kiosk, kiosk->desk.errand == DESK_COUNT_OUT ? &screen_desk_close : &screen_desk);
    } else {
        look_why(kiosk, state, &err);
    }
}

static void put_kinds(struct state *state, struct ui *ui)
{
    ui_grid_begin(ui, 4);
    for (size_t i = 0; i < COINS_KINDS; i++) {
        char name[COINS_NAME_SIZE];
        char many[KEYED_SIZE + sizeof "× "] = "";
        char id[UI_ID_SIZE];

        if (*state->keyed[i])
            snprintf(many, sizeof many, "× %s", state->keyed[i]);
        coins_name(name, i);
        snprintf(id, sizeof id, "coin.%d", (int)coins_pence[i]);
        ui_with(ui, "coin", name);
        ui_value(ui, many);
        if (ui_choice(ui, id, "desk.coin", i == state->at))
            state->at = i;
    }
    ui_grid_end(ui);
}

static bool put_kind(struct ui *ui, const char *id, size_t kind)
{
    char name[COINS_NAME_SIZE];

    coins_name(name, kind);
    ui_with(ui, "coin", name);
    return ui_button(ui, id, "desk.coin");
}

// Where there is no room for all of them beside the keys: one, and the next to either side.
static void put_one_kind(struct state *state, struct ui *ui)
{
    char field[COINS_NAME_SIZE + KEYED_SIZE + sizeof " × "];
    char name[COINS_NAME_SIZE];
    size_t at = state->at;

    coins_name(name, at);
    snprintf(field, sizeof field, "%s × %s", name, state->keyed[at]);
    ui_field(ui, "kind", "desk.coin.field", field);
    ui_grid_begin(ui, 2);
    if (put_kind(ui, "larger", (at + COINS_KINDS - 1) % COINS_KINDS))
        state->at = (at + COINS_KINDS - 1) % COINS_KINDS;
    if (put_kind(ui, "smaller", (at + 1) % COINS_KINDS))
        state->at = (at + 1) % COINS_KINDS;
    ui_grid_end(ui);
}

static void put_sum(const struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    struct coins coins = counted(state);
    char sum[MONEY_SIZE];
    char want[MONEY_SIZE];

    money_write(sum, coins_sum(&coins));
    ui_with(ui, "sum", sum);
    if (state->second) {
        money_write(want, coins_sum(&state->out));
        ui_with(ui, "want", want);
        ui_heading(ui, "sum", "desk.count.of");
    } else if (kiosk->desk.errand == DESK_COUNT_PAY || kiosk->desk.errand == DESK_COUNT_RETURN) {
        money_write(want, kiosk->desk.errand == DESK_COUNT_PAY ? kiosk->desk.offer_pence
                                                               : state->back.pence);
        ui_with(ui, "want", want);
        ui_heading(ui, "sum", "desk.count.of");
    } else {
        ui_heading(ui, "sum", "desk.count.sum");
    }
}

static void put_problem(const struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    if (wants_witness(kiosk, state) && (!ui_is_short(ui) || !id_is_none(state->witness)))
        ui_paragraph(ui, "second",
                     id_is_none(state->witness) ? "desk.float.second" : "desk.float.second.here");
    if (state->problem)
        ui_problem(ui, "problem", state->problem);
}

// Kinds, keys and sum; the second person, where there must be one.
static void put_count(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    const char *title = errands[kiosk->desk.errand].title;
    struct coins coins = counted(state);

    ui_row_begin(ui);
    ui_column_begin(ui);
    ui_title(ui, "title", state->second ? "desk.count.swap.in" : title);
    put_sum(kiosk, state, ui);
    if (!coins_are_any(&coins) && !ui_is_short(ui))
        ui_hint(ui, "how", "desk.count.how");
    put_problem(kiosk, state, ui);
    if (ui_is_short(ui) || ui_is_low(ui) || ui_is_narrow(ui) || ui->prefs.size == UI_SIZE_XL)
        put_one_kind(state, ui);
    else
        put_kinds(state, ui);
    ui_column_end(ui);
    ui_weight(ui, 0);
    ui_column_begin(ui);
    if (ui_keypad(ui, "keys", state->keyed[state->at], KEYED_SIZE, UI_KEYPAD_DIGITS))
        state->problem = NULL;
    ui_column_end(ui);
    ui_row_end(ui);
}

// What was counted is not what should be there: a fact, and nobody's debt.
static void put_difference(struct state *state, struct ui *ui)
{
    static const char *const keys[DESK_FLOAT_REASONS] = {
        "desk.differs.before", "desk.differs.change", "desk.differs.unknown"};
    char amount[MONEY_SIZE];
    char id[UI_ID_SIZE];

    money_write(amount, state->less < 0 ? -state->less : state->less);
    ui_with(ui, "amount", amount);
    ui_title(ui, "title", state->less < 0 ? "desk.differs.more" : "desk.differs.less");
    ui_paragraph(ui, "nobody", "desk.differs.nobody");
    for (size_t i = 0; i < DESK_FLOAT_REASONS; i++) {
        snprintf(id, sizeof id, "reason.%zu", i + 1);
        if (ui_choice(ui, id, keys[i], state->reason == desk_float_reasons[i]))
            state->reason = desk_float_reasons[i];
    }
}

static void go_back(struct kiosk *kiosk, struct state *state)
{
    if (state->differs)
        state->differs = false; // to count once more
    else
        kiosk_go(kiosk, way_back(kiosk));
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    const char *code = ui_scan(ui);
    const char *go = errands[kiosk->desk.errand].go;

    ui_desk_page(ui, "desk.float");
    if (state->differs)
        put_difference(state, ui);
    else
        put_count(kiosk, state, ui);
    if (ui_back(ui))
        go_back(kiosk, state);
    if ((!state->differs || state->reason) &&
        ui_go(ui, "count.go", state->second ? "desk.count.swap.go" : go))
        finish(kiosk, state);
    if (code && wants_witness(kiosk, state))
        state->problem = desk_second_show(kiosk, code, &state->witness);
}

static void set_in(struct kiosk *kiosk, void *data)
{
    static const struct coins tin = {{0, 4, 3, 4, 5, 8, 4, 5, 10, 0, 5, 10}};
    struct state *state = data;

    kiosk->desk.errand = DESK_COUNT_IN;
    fill(state, &tin);
}

static void set_empty(struct kiosk *kiosk, void *data)
{
    (void)data;
    kiosk->desk.errand = DESK_COUNT_ADD;
}

static void set_ready(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_in(kiosk, data);
    state->witness = id_new();
}

static void set_problem(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_in(kiosk, data);
    state->problem = "desk.second.none";
}

static void set_swap(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    kiosk->desk.errand = DESK_COUNT_SWAP;
    state->second = true;
    state->out.count[1] = 1;
    state->at = 5;
    str_copy(state->keyed[5], KEYED_SIZE, "15");
}

static void set_pay(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    kiosk->desk.errand = DESK_COUNT_PAY;
    kiosk->desk.offer_pence = 974;
    str_copy(state->keyed[3], KEYED_SIZE, "2");
    state->problem = desk_refusal_words(DESK_TOO_MUCH);
}

static void set_back(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    kiosk->desk.errand = DESK_COUNT_RETURN;
    state->back.pence = 974;
}

static void set_differs(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    kiosk->desk.errand = DESK_COUNT_OUT;
    state->differs = true;
    state->less = 50;
    state->reason = desk_float_reasons[1];
}

static const struct screen_state states[] = {
    {"empty", set_empty},     {"in", set_in},           {"ready", set_ready},
    {"problem", set_problem}, {"swap", set_swap},       {"pay", set_pay},
    {"back", set_back},       {"differs", set_differs}, {0},
};

const struct screen screen_desk_count = {
    .name = "desk-count",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
