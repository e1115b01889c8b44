// SPDX-License-Identifier: Apache-2.0

/* What else can be done with the claim that is open at the desk. */

#include <stdio.h>
#include <stdlib.h>

#include "kiosk/desk_next.h"
#include "kiosk/desk_pay.h"
#include "kiosk/kiosk.h"
#include "kiosk/screens.h"
#include "shared/money.h"
#include "shared/str.h"
#include "shared/when.h"

#define MINUTE_MS INT64_C(60000)

struct state {
    struct desk_pay_view view;
    int64_t back_pence; // of the last payment, which can be taken back; 0: none
    struct id op;
    enum desk_refusal refused; // the last touch was
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct books_payment *payments = NULL;
    struct state *state = data;
    size_t count = 0;
    struct err err;
    bool ok;

    state->op = id_new();
    ok = desk_pay_look(&kiosk->desk, &place, kiosk->desk.claim, &state->view, &err) &&
         books_list_payments(kiosk->store.db, kiosk->desk.claim, &payments, &count, &err);
    if (!ok && err.kind != ERR_NOT_FOUND) // --dump-screens has no records
        kiosk_failed(kiosk, &err);
    state->back_pence = count ? payments[0].pence : 0;
    free(payments);
}

// It was done: back to the desk, where it is seen. Or it was refused, and why.
static void did(struct kiosk *kiosk, struct state *state, bool ok, const struct err *err)
{
    state->refused = ok ? DESK_ALLOWED : kiosk->desk.refused;
    if (ok)
        kiosk_go(kiosk, &screen_desk);
    else if (err->kind != ERR_INVALID)
        kiosk_failed(kiosk, err);
}

static void leaves_in(struct kiosk *kiosk, struct state *state, int64_t minutes)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    int64_t leaves_ms = minutes ? when_now_ms() + minutes * MINUTE_MS : 0;
    struct err err;

    did(kiosk, state,
        desk_pay_leaves_at(&kiosk->desk, &place, state->op, kiosk->desk.claim, leaves_ms, &err),
        &err);
}

static void by_bank(struct kiosk *kiosk, struct state *state, bool bank)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct id claim = kiosk->desk.claim;
    struct err err;
    bool ok;

    ok = bank ? desk_pay_by_bank(&kiosk->desk, &place, state->op, claim, &err)
              : desk_pay_in_cash(&kiosk->desk, &place, state->op, claim, &err);
    if (ok && bank)
        desk_open_claim(&kiosk->desk, (struct id){{0}}); // the next who waits
    did(kiosk, state, ok, &err);
}

// What waits in cash is said to its person as it would be handed over: on their screen.
static void next_time(struct kiosk *kiosk, struct state *state, bool leave)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct id claim = kiosk->desk.claim;
    struct err err;
    bool ok;

    ok = leave ? desk_next_leave(&kiosk->desk, &place, state->op, claim, &err)
               : desk_next_take_back(&kiosk->desk, &place, state->op, claim, &err);
    did(kiosk, state, ok, &err);
    if (ok && leave)
        kiosk_go(kiosk, &screen_next_time);
}

// They are somewhere in the room: the kiosk shows their number until somebody is at the desk again.
static void call(struct kiosk *kiosk, const struct state *state)
{
    str_copy(kiosk->desk.called, sizeof kiosk->desk.called, state->view.claim.number);
    kiosk_home(kiosk);
}

// The last day of it: today, or so many days on.
static void evidence(struct kiosk *kiosk, struct state *state, int64_t days)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    char until[WHEN_DATE_SIZE];
    struct err err;

    when_local_date(until, when_now_ms() + days * 24 * 60 * MINUTE_MS);
    did(kiosk, state,
        desk_pay_evidence(&kiosk->desk, &place, state->op, kiosk->desk.claim, until, &err), &err);
}

static void count(struct kiosk *kiosk, const struct state *state, enum desk_errand errand)
{
    kiosk->desk.errand = errand;
    kiosk->desk.offer_pence = state->view.due;
    kiosk->desk.offer = kiosk->desk.chosen;
    kiosk_go(kiosk, &screen_desk_count);
}

// Only that it was seen, by whom, until when (rules.md P05).
static void put_evidence(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_heading(ui, "evidence", "desk.evidence");
    ui_hint(ui, "evidence.how", "desk.evidence.how");
    if (ui_button(ui, "evidence.today", "desk.evidence.today"))
        evidence(kiosk, state, 0);
    if (ui_button(ui, "evidence.months", "desk.evidence.months"))
        evidence(kiosk, state, 182);
}

static void put_bus(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    static const int64_t minutes[] = {10, 30, 60};

    ui_heading(ui, "bus", "desk.bus");
    ui_grid_begin(ui, 2);
    for (size_t i = 0; i < sizeof minutes / sizeof minutes[0]; i++) {
        char time[WHEN_TIME_SIZE];
        char id[UI_ID_SIZE];

        when_local_time(time, when_now_ms() + minutes[i] * MINUTE_MS);
        snprintf(id, sizeof id, "bus.%d", (int)minutes[i]);
        ui_with(ui, "time", time);
        if (ui_button(ui, id, "desk.bus.by"))
            leaves_in(kiosk, state, minutes[i]);
    }
    if (state->view.claim.leaves_ms && ui_button(ui, "bus.none", "desk.bus.none"))
        leaves_in(kiosk, state, 0);
    ui_grid_end(ui);
}

static void put_call(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    if (!kiosk->calls || !state->view.due || !*state->view.claim.number)
        return;
    ui_with(ui, "number", state->view.claim.number);
    if (ui_button(ui, "call", "desk.call"))
        call(kiosk, state);
}

// What came by slip is the office's, as far as it was not paid here by the end of the meeting.
static bool is_by_slip(const struct state *state)
{
    return state->view.claim.handed == BOOKS_BY_PAPER;
}

// Not now in cash, as it was meant.
static void put_otherwise(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    const struct desk_pay_view *view = &state->view;
    char amount[MONEY_SIZE];

    if (is_by_slip(state)) {
        ui_paragraph(ui, "office", "desk.slip.office");
        return;
    }
    money_write(amount, desk_pay_rest(view));
    ui_with(ui, "amount", amount);
    if (ui_button(ui, "bank", "desk.to.bank"))
        by_bank(kiosk, state, true);
    if (view->before || view->why == DESK_HELD)
        return; // it waits until next time by itself; or it must not
    ui_with(ui, "amount", amount);
    if (ui_button(ui, "next", "desk.to.next"))
        next_time(kiosk, state, true);
}

static void put_ways(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    bool may_cash = kiosk->roster.policy.expenses.channel != POLICY_EXPENSES_BY_BANK;
    bool next = state->view.why == DESK_NEXT_TIME;
    char amount[MONEY_SIZE];

    put_call(kiosk, state, ui);
    if (state->view.due && state->view.why == DESK_ALLOWED &&
        ui_button(ui, "other", "desk.count.pay.other"))
        count(kiosk, state, DESK_COUNT_PAY);
    if (state->view.due)
        put_otherwise(kiosk, state, ui);
    if (state->view.why == DESK_BY_BANK && may_cash && ui_button(ui, "cash", "desk.to.cash"))
        by_bank(kiosk, state, false);
    if (next && ui_button(ui, "now", "desk.to.now"))
        next_time(kiosk, state, false);
    if (state->back_pence) {
        money_write(amount, state->back_pence);
        ui_with(ui, "amount", amount);
        if (ui_button(ui, "mistake", "desk.mistake"))
            count(kiosk, state, DESK_COUNT_RETURN);
    }
    if (!state->view.due && !next && state->view.why != DESK_BY_BANK && !state->back_pence)
        ui_paragraph(ui, "nothing", "desk.more.nothing");
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_desk_page(ui, "desk.title");
    ui_with(ui, "number", state->view.claim.number);
    ui_title(ui, "number", *state->view.claim.number ? "desk.claim" : "desk.no.number");
    if (state->refused)
        ui_problem(ui, "refused", desk_refusal_words(state->refused));
    ui_row_begin(ui);
    ui_column_begin(ui);
    if (state->view.why == DESK_NO_EVIDENCE)
        put_evidence(kiosk, state, ui);
    put_ways(kiosk, state, ui);
    ui_column_end(ui);
    if (state->view.due && !state->view.before && !is_by_slip(state)) {
        ui_column_begin(ui);
        put_bus(kiosk, state, ui);
        ui_column_end(ui);
    }
    ui_row_end(ui);
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk);
}

static void set_waiting(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->view = (struct desk_pay_view){.due = 974};
    state->view.claim = (struct books_claim){.number = "A 47", .expenses_pence = 974};
}

static void set_calls(struct kiosk *kiosk, void *data)
{
    set_waiting(kiosk, data);
    kiosk->calls = true;
}

static void set_evidence(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_waiting(kiosk, data);
    state->view.why = DESK_NO_EVIDENCE;
    state->view.claim.leaves_ms = when_now_ms();
}

static void set_part(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_waiting(kiosk, data);
    state->view.due = 4;
    state->back_pence = 970;
}

static void set_next(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_waiting(kiosk, data);
    state->view.due = 0;
    state->view.claim.left_pence = 974;
    state->view.why = DESK_NEXT_TIME;
}

static void set_before(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_waiting(kiosk, data);
    state->view.before = true;
}

static void set_by_slip(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_part(kiosk, data);
    state->view.claim.handed = BOOKS_BY_PAPER;
}

static void set_refused(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_waiting(kiosk, data);
    state->view.due = 0;
    state->view.why = DESK_BY_BANK;
    state->refused = DESK_NO_FLOAT;
    kiosk->roster.policy.expenses.channel = POLICY_EXPENSES_CASH_OR_BANK;
}

static const struct screen_state states[] = {
    {"waiting", set_waiting}, {"calls", set_calls},     {"evidence", set_evidence},
    {"part", set_part},       {"by-slip", set_by_slip}, {"refused", set_refused},
    {"next", set_next},       {"before", set_before},   {0},
};

const struct screen screen_desk_more = {
    .name = "desk-more",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
