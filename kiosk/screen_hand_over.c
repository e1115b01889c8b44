// SPDX-License-Identifier: Apache-2.0

/*
 * While money is handed over the whole screen is the person's (hand.h): their amount, and their
 * touch that they have it. Afterwards the desk goes on with the next who waits.
 */

#include "kiosk/desk_handing.h"
#include "kiosk/desk_pay.h"
#include "kiosk/hand.h"
#include "kiosk/kiosk.h"
#include "kiosk/screens.h"
#include "shared/money.h"
#include "shared/str.h"

struct state {
    struct hand hand;
    bool refused; // it could not be recorded; the money stays here
};

// Before the money is seen: what breaks off from here on the desk asks about.
static void begin(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    state->refused = !desk_handing_begin(&place, kiosk->desk.claim, kiosk->desk.offer_pence, &err);
    if (state->refused)
        kiosk_failed(kiosk, &err);
}

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    if (!hand_begin(kiosk, &state->hand))
        state->refused = true;
    else if (!id_is_none(kiosk->desk.claim)) // --dump-screens has none
        begin(kiosk, state);
}

static void pay(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct desk_payment payment = {.payment = kiosk->desk.payment,
                                   .claim = state->hand.view.claim.claim,
                                   .pence = kiosk->desk.offer_pence,
                                   .coins = kiosk->desk.offer,
                                   .tickets_seen = true}; // "Ticket seen · hand over"
    struct err err;

    if (!desk_pay(&kiosk->desk, &place, &payment, &err)) {
        kiosk_failed(kiosk, &err);
        state->refused = true;
        return;
    }
    desk_open_claim(&kiosk->desk, (struct id){{0}}); // the next who waits
    hand_end(kiosk, &state->hand);
}

// They say that they have not got it.
static void wrong(struct kiosk *kiosk, const struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    if (!desk_handing_end(&place, state->hand.view.claim.claim, &err))
        kiosk_failed(kiosk, &err);
    hand_end(kiosk, &state->hand);
}

static void put_rest(const char *id, const char *key, int64_t pence, struct ui *ui)
{
    char amount[MONEY_SIZE];

    if (pence <= 0)
        return;
    money_write(amount, pence);
    ui_private(ui);
    ui_with(ui, "rest", amount);
    ui_paragraph(ui, id, key);
}

// What they do not get now: some may wait until next time, and the rest is not settled yet.
static void put_rests(const struct kiosk *kiosk, const struct desk_pay_view *view, struct ui *ui)
{
    int64_t offer = kiosk->desk.offer_pence;
    int64_t rest = view->claim.expenses_pence - view->claim.cash_pence - view->office_pence - offer;
    int64_t next = view->before ? view->due - offer : view->claim.left_pence;

    put_rest("rest", "hand.rest", rest - next, ui);
    put_rest("next", "hand.next", next, ui);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    char amount[MONEY_SIZE];

    money_write(amount, kiosk->desk.offer_pence);
    ui_page(ui, "hand.bar");
    ui_centre(ui);
    ui_picture(ui, "money", "pound-banknote");
    ui_title(ui, "title", "hand.title");
    ui_private(ui);
    ui_number(ui, "amount", amount);
    if (*state->hand.view.claim.number) {
        ui_with(ui, "number", state->hand.view.claim.number);
        ui_heading(ui, "number", "desk.claim");
    }
    ui_paragraph(ui, "count", "hand.count");
    put_rests(kiosk, &state->hand.view, ui);
    if (state->refused)
        ui_problem(ui, "refused", "hand.refused");
    if (ui_foot(ui, "wrong", "hand.wrong"))
        wrong(kiosk, state);
    ui_with(ui, "amount", amount);
    if (!state->refused && ui_go(ui, "got", "hand.got"))
        pay(kiosk, state);
}

static void set_amount(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    kiosk->desk.unlocked = true;
    kiosk->desk.offer_pence = 974;
    state->hand.view = (struct desk_pay_view){
        .due = 974, .claim = {.number = "A 47", .expenses_pence = 974, .cash_today = true}};
}

static void set_part(struct kiosk *kiosk, void *data)
{
    set_amount(kiosk, data);
    kiosk->desk.offer_pence = 970;
}

// Of what has waited since last time some is handed over.
static void set_next(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_part(kiosk, data);
    state->hand.view.before = true;
}

static void set_refused(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_amount(kiosk, data);
    state->refused = true;
}

static const struct screen_state states[] = {
    {"amount", set_amount}, {"part", set_part}, {"next", set_next}, {"refused", set_refused}, {0},
};

const struct screen screen_hand_over = {
    .name = "hand-over",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
