// SPDX-License-Identifier: Apache-2.0

/* The desk: one open claim, and beside it all numbers and amounts. No names. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/desk_claim.h"
#include "kiosk/desk_early.h"
#include "kiosk/desk_float.h"
#include "kiosk/desk_handing.h"
#include "kiosk/desk_pay.h"
#include "kiosk/desk_queue.h"
#include "kiosk/desk_slip.h"
#include "kiosk/desk_ticket.h"
#include "kiosk/example.h"
#include "kiosk/kiosk.h"
#include "kiosk/screens.h"
#include "shared/money.h"
#include "shared/str.h"

#define SHOWN 4 // claims in the list at once

struct state {
    struct desk_pay_view views[SHOWN];
    size_t shown;
    size_t count; // all claims of the meeting
    size_t first; // in the order of the desk: those to be paid come first
    size_t waiting;
    size_t to_see;              // besides: of whom a ticket is to be seen
    struct desk_handing broken; // handed over, or not: it was broken off
    size_t early;            // who claimed before the float was here, and can be paid in cash now
    struct books_claim next; // whose turn it is
    int64_t short_pence;     // for all who wait
    struct coins change;     // that is missing to pay each exactly
    struct books_float held;
    bool has_open;
    struct desk_pay_view open;
    struct coins coins; // suggested, or chosen, for what is due of it
    int64_t pence;      // which they come to
    struct body_claim body;
    bool fee_paid;
    struct body_payment_made fee;
    struct desk_ticket tickets;
    struct desk_slip slip;
};

static void take_list(struct kiosk *kiosk, struct state *state, const struct desk_queue *queue)
{
    state->count = queue->count;
    state->waiting = queue->waiting;
    state->to_see = queue->to_see;
    state->next = (struct books_claim){.made_ms = 0};
    if (queue->turns && *queue->list[0].claim.number) // nobody can call the others
        state->next = queue->list[0].claim;
    state->short_pence = queue->short_pence;
    state->change = queue->change;
    state->held = queue->held;
    if (state->first >= state->count)
        state->first = 0;
    state->shown = 0;
    for (size_t i = state->first; i < state->count && state->shown < SHOWN; i++)
        state->views[state->shown++] = queue->list[i];
    // The next waiting claim opens by itself.
    if (id_is_none(kiosk->desk.claim) && !id_is_none(state->next.claim))
        desk_open_claim(&kiosk->desk, state->next.claim);
}

// Of what the float holds, as near to what is due as it comes; or of what the payer chose.
static void suggest(const struct desk *desk, struct state *state)
{
    int64_t due = state->open.due;

    state->pence = due;
    state->coins = (struct coins){0};
    if (coins_are_any(&desk->chosen)) {
        state->coins = desk->chosen;
        state->pence = coins_sum(&desk->chosen);
    } else if (state->held.coins_known) {
        state->pence -= coins_make(&state->held.coins, due, &state->coins);
    }
}

static bool load_open(struct kiosk *kiosk, struct state *state, struct err *err)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct id claim = kiosk->desk.claim;

    state->has_open = !id_is_none(claim);
    if (!state->has_open)
        return true;
    if (!desk_pay_look(&kiosk->desk, &place, claim, &state->open, err) ||
        !books_get_claim_body(kiosk->store.db, claim, &state->body, err) ||
        !desk_ticket_load(&state->tickets, kiosk, &state->body, state->tickets.at, err))
        return false;
    suggest(&kiosk->desk, state);
    state->fee_paid = roster_find_payment(&kiosk->store, claim, "fee", &state->fee, err);
    return state->fee_paid || err->kind == ERR_NOT_FOUND;
}

static void load(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct desk_queue queue = {0};
    struct err err;

    if (!desk_queue_load(&kiosk->desk, &place, &queue, &err) ||
        !desk_early_count(&kiosk->desk, &place, &state->early, &err) ||
        !desk_handing_find(&place, &state->broken, &err)) {
        desk_queue_clear(&queue);
        kiosk_failed(kiosk, &err);
        return;
    }
    take_list(kiosk, state, &queue);
    desk_queue_clear(&queue);
    if (!load_open(kiosk, state, &err))
        kiosk_failed(kiosk, &err);
}

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    kiosk->desk.called[0] = '\0'; // somebody is at the desk again
    if (!kiosk->store.db) // --dump-screens has no records; its states say what is to be seen
        return;
    load(kiosk, state);
    desk_slip_load(kiosk, &state->slip);
}

static void bar_waiting(const struct state *state, struct ui *ui)
{
    char short_by[MONEY_SIZE];

    if (state->short_pence) {
        money_write(short_by, state->short_pence);
        ui_with(ui, "short", short_by);
        ui_bar_text(ui, "float.short", "desk.float.short");
        return;
    }
    ui_with_count(ui, (int64_t)state->waiting);
    ui_bar_text(ui, "float.enough",
                coins_are_any(&state->change) ? "desk.float.change" : "desk.float.enough");
}

// One line: with two of them a small display has no room for the claim below.
static void bar_float(const struct state *state, struct ui *ui)
{
    bool is_open = !id_is_none(state->held.float_id);
    char held[MONEY_SIZE];

    if (is_open) {
        money_write(held, state->held.pence);
        ui_with(ui, "float", held);
    }
    if (is_open && state->waiting > 0) {
        bar_waiting(state, ui);
    } else if (state->to_see > 0) {
        ui_with_count(ui, (int64_t)state->to_see);
        ui_bar_text(ui, is_open ? "float.held" : "float.none",
                    is_open ? "desk.float.tickets" : "desk.tickets");
    } else if (is_open) {
        ui_bar_text(ui, "float.held", "desk.float.held");
    } else {
        ui_bar_text(ui, "float.none", "desk.float.none");
    }
}

// Those with a ticket to show, where the bar speaks of those who wait for money.
static void list_tickets(const struct state *state, struct ui *ui)
{
    if (state->to_see == 0 || state->waiting == 0 || id_is_none(state->held.float_id))
        return;
    ui_with_count(ui, (int64_t)state->to_see);
    ui_hint(ui, "tickets", "desk.tickets");
}

static void list_claims(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    for (size_t i = 0; i < state->shown; i++) {
        const struct desk_pay_view *view = &state->views[i];

        if (desk_claim_put_choice(view, i, id_equal(view->claim.claim, kiosk->desk.claim), ui)) {
            desk_open_claim(&kiosk->desk, view->claim.claim);
            load(kiosk, state);
        }
    }
    if (state->count > SHOWN) {
        ui_with_count(ui, (int64_t)(state->count - state->shown));
        if (ui_button(ui, "others", "desk.others")) {
            state->first = state->first + SHOWN >= state->count ? 0 : state->first + SHOWN;
            load(kiosk, state);
        }
    }
}

static void open_lines(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    for (size_t i = 0; i < state->body.outcome.line_count; i++) {
        const struct assess_line *line = &state->body.outcome.lines[i];
        char amount[MONEY_SIZE];
        char key[WORDS_KEY_SIZE];
        char id[UI_ID_SIZE];

        if (!str_starts(line->kind, "expense."))
            continue;
        snprintf(key, sizeof key, "cost.%.40s", line->kind + strlen("expense."));
        snprintf(id, sizeof id, "line.%c%s", line->ref[0] + 'a' - 'A', line->ref + 1);
        money_write(amount, line->pence);
        ui_line(ui, id, key, amount, NULL);
        if (desk_ticket_put_line(&state->tickets, kiosk, ui, line->ref))
            load(kiosk, state);
    }
}

static void hand_over(struct kiosk *kiosk, const struct state *state)
{
    kiosk->desk.offer_pence = state->pence;
    kiosk->desk.offer = state->coins;
    kiosk_go(kiosk, &screen_hand_over);
}

// Not all of it can be made of what is in the float: what can be, and what then stays due.
static void open_part(const struct state *state, struct ui *ui)
{
    char rest[MONEY_SIZE];

    money_write(rest, state->open.due - state->pence);
    ui_with(ui, "rest", rest);
    ui_hint(ui, "part", state->pence ? "desk.part.rest" : "desk.part.none");
}

// How much, and in which notes and coins.
static void put_amount(const struct state *state, struct ui *ui)
{
    struct coins coins = state->coins;
    char amount[MONEY_SIZE];
    char text[COINS_TEXT_SIZE];

    money_write(amount, state->pence ? state->pence : state->open.due);
    if (!coins_are_any(&coins))
        coins_split(state->pence, &coins);
    coins_write(text, sizeof text, &coins);
    ui_row_begin(ui);
    ui_weight(ui, 0.5);
    ui_number(ui, "due", amount);
    ui_column_begin(ui);
    ui_with(ui, "coins", text);
    if (state->pence)
        ui_hint(ui, "coins", "desk.coins");
    if (state->pence != state->open.due)
        open_part(state, ui);
    ui_column_end(ui);
    ui_row_end(ui);
}

static void offer(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    bool all = state->pence == state->open.due;
    bool ticket = state->open.claim.tickets_wanted > 0;
    const char *whole = ticket ? "desk.pay.ticket" : "desk.pay";
    const char *part = ticket ? "desk.pay.part.ticket" : "desk.pay.part";
    char amount[MONEY_SIZE];

    put_amount(state, ui);
    money_write(amount, state->pence);
    ui_with(ui, "amount", amount);
    if (state->pence && ui_main_button(ui, "pay", all ? whole : part))
        hand_over(kiosk, state);
}

// After a look, without a hand-over that would lead on.
static bool offer_next(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    if (state->open.to_see || id_is_none(state->next.claim))
        return false;
    ui_with(ui, "number", state->next.number);
    if (!ui_main_button(ui, "next", "desk.next.number"))
        return false;
    desk_open_claim(&kiosk->desk, state->next.claim);
    return true;
}

static void open_due(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    enum desk_refusal why = state->open.why;

    if (why == DESK_ALLOWED) {
        offer(kiosk, state, ui);
        return;
    }
    desk_claim_put_why(why, ui);
    if ((why == DESK_BY_BANK || why == DESK_HELD) && offer_next(kiosk, state, ui))
        load(kiosk, state);
}

// Nothing can be handed over before that.
static void offer_float(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    if (id_is_none(state->held.float_id) && desk_why_not_payer(&kiosk->desk) == DESK_ALLOWED &&
        ui_main_button(ui, "float", "desk.float"))
        kiosk_go(kiosk, &screen_desk_float);
}

// Their own touch says so, as it would have before.
static void broken_has(struct kiosk *kiosk, const struct state *state)
{
    desk_open_claim(&kiosk->desk, state->broken.claim);
    kiosk->desk.offer_pence = state->broken.pence;
    kiosk->desk.offer = (struct coins){0}; // nobody knows by now
    kiosk_go(kiosk, &screen_hand_over);
}

static void broken_not(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    if (!desk_handing_end(&place, state->broken.claim, &err))
        kiosk_failed(kiosk, &err);
    if (!kiosk->out_of_service)
        load(kiosk, state);
}

static void put_broken(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    const struct desk_handing *broken = &state->broken;
    char amount[MONEY_SIZE];

    if (id_is_none(broken->claim))
        return;
    money_write(amount, broken->pence);
    ui_with(ui, "number", *broken->number ? broken->number : "–");
    ui_with(ui, "amount", amount);
    ui_problem(ui, "broken", "desk.broken");
    if (ui_button(ui, "broken.has", "desk.broken.has"))
        broken_has(kiosk, state);
    if (ui_button(ui, "broken.not", "desk.broken.not"))
        broken_not(kiosk, state);
}

static void early_in_cash(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    if (!desk_early_in_cash(&kiosk->desk, &place, &err))
        kiosk_failed(kiosk, &err);
    desk_open_claim(&kiosk->desk, (struct id){{0}}); // the first who waits
    if (!kiosk->out_of_service)
        load(kiosk, state);
}

// Their screen said: by bank, or in cash if it comes.
static void offer_early(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    if (state->early == 0)
        return;
    ui_with_count(ui, (int64_t)state->early);
    if (ui_button(ui, "early", "desk.early"))
        early_in_cash(kiosk, state);
}

static void open_claim(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    size_t at;

    ui_card_begin(ui, "open");
    if (!state->has_open) {
        ui_paragraph(ui, "none", state->count ? "desk.none.open" : "desk.no.claims");
        ui_card_end(ui);
        return;
    }
    ui_row_begin(ui);
    ui_column_begin(ui);
    desk_claim_put_number(&state->open, ui);
    open_lines(kiosk, state, ui);
    desk_claim_put_refused(&state->body, ui);
    if (state->fee_paid)
        desk_claim_put_fee(&state->fee, ui);
    ui_column_end(ui);
    if (desk_ticket_put_picture(&state->tickets, ui, &at)) {
        state->tickets.at = at;
        load(kiosk, state);
    }
    ui_row_end(ui);
    desk_slip_put(kiosk, &state->slip, &state->open.claim, ui);
    open_due(kiosk, state, ui);
    ui_card_end(ui);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    const char *code = ui_scan(ui);

    ui_desk_page(ui, "desk.title");
    bar_float(state, ui);
    if (ui_bar_button(ui, "lock", "desk.lock"))
        kiosk_home(kiosk);
    // The open claim first: where there is room for one of the two only, it is that.
    ui_row_begin(ui);
    ui_column_begin(ui);
    offer_float(kiosk, state, ui);
    put_broken(kiosk, state, ui);
    offer_early(kiosk, state, ui);
    open_claim(kiosk, state, ui);
    ui_column_end(ui);
    ui_weight(ui, 0.6);
    ui_column_begin(ui);
    list_claims(kiosk, state, ui);
    list_tickets(state, ui);
    desk_slip_put_note(&state->slip, ui);
    ui_column_end(ui);
    ui_row_end(ui);
    if (ui_back(ui))
        kiosk_home(kiosk);
    if (ui_foot(ui, "tasks", "tasks.bar"))
        kiosk_go(kiosk, &screen_desk_tasks);
    if (state->has_open && ui_foot_right(ui, "further", "desk.more"))
        kiosk_go(kiosk, &screen_desk_more);
    if (code && desk_slip_scan(kiosk, &state->slip, code))
        load(kiosk, state);
    if (roster_is_host(&kiosk->roster, kiosk->desk.staff.staff) &&
        ui_foot_right(ui, "close", "desk.close"))
        kiosk_go(kiosk, &screen_desk_close);
}

static void add_claim(struct state *state, const char *number, int64_t pence, int64_t paid)
{
    struct desk_pay_view *view = &state->views[state->shown++];

    *view =
        (struct desk_pay_view){.due = pence - paid, .why = paid ? DESK_PAID_HERE : DESK_ALLOWED};
    view->claim = (struct books_claim){
        .claim = id_new(), .expenses_pence = pence, .cash_pence = paid, .cash_today = true};
    str_copy(view->claim.number, sizeof view->claim.number, number);
}

static void add_line(struct state *state, const char *ref, const char *kind, int64_t pence)
{
    struct assess_line *line = &state->body.outcome.lines[state->body.outcome.line_count++];

    str_copy(line->ref, sizeof line->ref, ref);
    str_copy(line->kind, sizeof line->kind, kind);
    line->pence = pence;
}

static void pretend_payer(struct kiosk *kiosk)
{
    kiosk->desk.unlocked = true;
    kiosk->desk.staff.payer = true;
    kiosk->desk.staff.host = true;
    kiosk->desk.staff.staff = kiosk->roster.planned.hosts[0].staff;
}

static void set_list(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    pretend_payer(kiosk);
    state->held = (struct books_float){.float_id = id_new(), .pence = 14260, .coins_known = true};
    add_claim(state, "A 47", 974, 0);
    add_claim(state, "A 48", 1160, 0);
    add_claim(state, "A 50", 630, 0);
    add_claim(state, "A 46", 420, 420);
    state->count = 6;
    state->waiting = 3;
    state->has_open = true;
    state->open = state->views[0];
    state->open.claim.tickets_wanted = 1;
    kiosk->desk.claim = state->open.claim.claim;
    coins_split(974, &state->held.coins);
    suggest(&kiosk->desk, state);
    add_line(state, "X1", "expense.bus", 420);
    add_line(state, "X2", "expense.mileage_car", 554);
    state->tickets.lines[0] = (struct desk_ticket_line){.ref = "X1", .wanted = true};
    state->tickets.line_count = 1;
}

static void set_refused(struct kiosk *kiosk, void *data)
{
    static const struct assess_rejected taxi = {"X3", "TAXI_NOT_AGREED", FACTS_NONE, FACTS_NONE,
                                                FACTS_NONE};
    struct state *state = data;

    set_list(kiosk, data);
    state->open.claim.questioned = true;
    state->body.outcome.rejected[0] = taxi;
    state->body.outcome.rejected_count = 1;
    str_copy(facts_add_expense(&state->body.facts, "taxi")->ref, FACTS_REF_SIZE, "X3");
}

// Read at the desk of the kiosk that has the float; and at the one that handed it out.
static void set_by_slip(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_list(kiosk, data);
    state->open.claim.handed = state->views[0].claim.handed = BOOKS_BY_PAPER;
}

static void set_slip_paid(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_by_slip(kiosk, data);
    state->open.claim.cash_pence = state->open.claim.expenses_pence;
    state->open.due = 0;
    state->open.why = DESK_PAID_HERE;
    state->slip.note = "desk.scan.paid";
    str_copy(state->slip.number, sizeof state->slip.number, "A 47");
}

static void set_slip_back(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_by_slip(kiosk, data);
    state->open.claim.handed = state->views[0].claim.handed = BOOKS_HANDED;
    state->open.due = 0;
    state->open.why = DESK_HANDED;
    state->slip.in_hand = state->open.claim.claim;
}

// Both by bank: one whose ticket is to be seen, and another's turn after it.
static void set_to_see(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_list(kiosk, data);
    for (size_t i = 0; i < 2; i++) {
        state->views[i].due = 0;
        state->views[i].why = DESK_BY_BANK;
        state->views[i].to_see = true;
    }
    state->open = state->views[0];
    state->next = state->views[0].claim;
    state->waiting = 1;
    state->to_see = 2;
}

static void set_looked_at(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_to_see(kiosk, data);
    state->held.float_id = (struct id){{0}};
    state->open.to_see = state->views[0].to_see = false;
    state->next = state->views[1].claim;
    state->waiting = 0;
    state->to_see = 1;
    state->tickets.lines[0].seen = true;
}

// A bus to catch, and no small coins.
static void set_part(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_list(kiosk, data);
    state->views[0].claim.leaves_ms = when_now_ms();
    state->held.coins = (struct coins){.count = {0, 5, 1, 1, 2, 0, 1, 1}};
    coins_split(4, &state->change);
    suggest(&kiosk->desk, state);
}

// Two claimed before the float was counted in.
static void set_early(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_list(kiosk, data);
    state->early = 2;
}

// The power failed while A 47 had their money before them.
static void set_broken(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_list(kiosk, data);
    state->broken =
        (struct desk_handing){.claim = state->open.claim.claim, .number = "A 47", .pence = 974};
}

static void set_short(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_list(kiosk, data);
    state->held.pence = 0;
    state->short_pence = 2764;
    state->open.why = DESK_FLOAT_SMALL;
}

// One of them waits until next time, and one has waited since last time.
static void set_next(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_list(kiosk, data);
    state->views[2].due = 0;
    state->views[2].why = DESK_NEXT_TIME;
    state->views[0].before = state->open.before = true;
    state->views[0].due = state->open.due = 554;
    state->views[0].claim.made_ms = state->open.claim.made_ms =
        when_now_ms() - INT64_C(14) * 86400000;
    suggest(&kiosk->desk, state);
}

static void set_why(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_list(kiosk, data);
    state->open.why = DESK_OWN_CLAIM;
}

static void set_paid(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_list(kiosk, data);
    state->open.claim.cash_pence = state->open.claim.expenses_pence;
    state->open.due = 0;
    state->open.why = DESK_PAID_HERE;
    for (size_t i = 0; i < state->tickets.line_count; i++)
        state->tickets.lines[i].seen = true;
    state->fee_paid = true;
    state->fee.pence = 4375;
    str_copy(state->fee.paid_on, sizeof state->fee.paid_on, "2026-11-28");
}

static void set_pictures(struct kiosk *kiosk, void *data)
{
    struct state *state = data;
    struct bytes jpeg = {0};

    set_list(kiosk, data);
    example_ticket(&jpeg);
    memcpy(state->tickets.shown, jpeg.data, jpeg.length);
    state->tickets.shown_size = jpeg.length;
    state->tickets.lines[0].pictured = true;
    state->tickets.pictures = 2;
    bytes_clear(&jpeg);
}

static void set_unseen(struct kiosk *kiosk, void *data)
{
    set_list(kiosk, data);
    kiosk->receipt_photo = KIOSK_PHOTO_NONE;
}

static void set_empty(struct kiosk *kiosk, void *data)
{
    (void)data;
    pretend_payer(kiosk);
}

static const struct screen_state states[] = {
    {"empty", set_empty},         {"list", set_list},           {"early", set_early},
    {"broken", set_broken},       {"part", set_part},           {"short", set_short},
    {"next", set_next},           {"to-see", set_to_see},       {"looked-at", set_looked_at},
    {"paid", set_paid},           {"refused", set_refused},     {"why", set_why},
    {"pictures", set_pictures},   {"unseen", set_unseen},       {"by-slip", set_by_slip},
    {"slip-paid", set_slip_paid}, {"slip-back", set_slip_back}, {0},
};

const struct screen screen_desk = {
    .name = "desk",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
