// SPDX-License-Identifier: Apache-2.0

/* The desk: numbers and amounts at the left, one open claim at the right. No names. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/desk_ticket.h"
#include "kiosk/example.h"
#include "kiosk/kiosk.h"
#include "kiosk/phrase.h"
#include "kiosk/question.h"
#include "kiosk/screens.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/str.h"

#define SHOWN 4 // claims in the list at once

struct state {
    struct books_claim claims[SHOWN];
    size_t shown;
    size_t count; // all claims of the meeting
    size_t first; // in the order of the desk: those to be paid come first
    size_t waiting;
    int64_t due; // of all who wait
    struct books_float held;
    bool has_open;
    struct books_claim open;
    struct body_claim body; // of the open one
    bool fee_paid;
    struct body_payment_made fee;
    struct desk_ticket tickets;
    bool closing; // "Close the meeting" was touched once
};

static int by_turn(const void *a, const void *b)
{
    const struct books_claim *first = a;
    const struct books_claim *second = b;
    bool first_due = desk_due(first) > 0;
    bool second_due = desk_due(second) > 0;

    if (first_due != second_due)
        return first_due ? -1 : 1;
    return first->made_ms < second->made_ms ? -1 : first->made_ms > second->made_ms;
}

static void take_list(struct kiosk *kiosk, struct state *state, struct books_claim *claims)
{
    if (state->count > 0)
        qsort(claims, state->count, sizeof *claims, by_turn);
    state->waiting = 0;
    state->due = 0;
    for (size_t i = 0; i < state->count; i++) {
        state->waiting += desk_due(&claims[i]) > 0;
        state->due += desk_due(&claims[i]);
    }
    if (state->first >= state->count)
        state->first = 0;
    state->shown = 0;
    for (size_t i = state->first; i < state->count && state->shown < SHOWN; i++)
        state->claims[state->shown++] = claims[i];
    // The next waiting claim opens by itself.
    if (id_is_none(kiosk->desk.claim) && state->count > 0 && desk_due(&claims[0]) > 0)
        desk_open_claim(&kiosk->desk, claims[0].claim);
}

static bool load_open(struct kiosk *kiosk, struct state *state, struct err *err)
{
    struct id claim = kiosk->desk.claim;

    state->has_open = !id_is_none(claim);
    if (!state->has_open)
        return true;
    if (!books_get_claim(kiosk->store.db, claim, &state->open, err) ||
        !books_get_claim_body(kiosk->store.db, claim, &state->body, err) ||
        !desk_ticket_load(&state->tickets, kiosk, &state->body, state->tickets.at, err))
        return false;
    state->fee_paid = roster_find_payment(&kiosk->store, claim, "fee", &state->fee, err);
    return state->fee_paid || err->kind == ERR_NOT_FOUND;
}

static void load(struct kiosk *kiosk, struct state *state)
{
    struct books_claim *claims = NULL;
    struct err err;
    bool ok;

    ok = books_list_claims(kiosk->store.db, kiosk->roster.meeting, &claims, &state->count, &err) &&
         books_get_float(kiosk->store.db, kiosk->roster.meeting, &state->held, &err);
    if (ok)
        take_list(kiosk, state, claims);
    free(claims);
    if (!ok || !load_open(kiosk, state, &err))
        kiosk_failed(kiosk, &err);
}

static void enter(struct kiosk *kiosk, void *data)
{
    if (kiosk->store.db) // --dump-screens has no records; its states say what is to be seen
        load(kiosk, data);
}

static void bar_float(const struct state *state, struct ui *ui)
{
    char held[MONEY_SIZE];
    char short_by[MONEY_SIZE];

    money_write(held, state->held.pence);
    if (id_is_none(state->held.float_id)) {
        ui_bar_text(ui, "float.none", "desk.float.none");
        return;
    }
    ui_with(ui, "float", held);
    if (state->waiting == 0) {
        ui_bar_text(ui, "float.held", "desk.float.held");
    } else if (state->due <= state->held.pence) {
        ui_with_count(ui, (int64_t)state->waiting);
        ui_bar_text(ui, "float.enough", "desk.float.enough");
    } else {
        money_write(short_by, state->due - state->held.pence);
        ui_with(ui, "short", short_by);
        ui_bar_text(ui, "float.short", "desk.float.short");
    }
}

static const char *claim_note(const struct books_claim *claim)
{
    if (claim->withdrawn)
        return "desk.withdrawn";
    if (claim->expenses_pence == 0)
        return "desk.no.travel";
    if (claim->cash_pence >= claim->expenses_pence)
        return "desk.paid";
    if (!claim->cash_today)
        return "desk.by.bank";
    return claim->questioned ? "desk.to.look.at" : NULL;
}

static void list_claims(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    for (size_t i = 0; i < state->shown; i++) {
        const struct books_claim *claim = &state->claims[i];
        bool open = id_equal(claim->claim, kiosk->desk.claim);
        char amount[MONEY_SIZE];
        char id[UI_ID_SIZE];

        snprintf(id, sizeof id, "claim.%c%s", claim->number[0] + 'a' - 'A', claim->number + 2);
        money_write(amount, claim->expenses_pence);
        ui_with(ui, "number", claim->number);
        ui_value(ui, claim->expenses_pence ? amount : "");
        if (claim_note(claim))
            ui_second(ui, claim_note(claim));
        if (ui_choice(ui, id, "desk.claim", open)) {
            desk_open_claim(&kiosk->desk, claim->claim);
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

// What is not paid, to staff with code and rule.
static void open_refused(const struct state *state, struct ui *ui)
{
    for (size_t i = 0; i < state->body.outcome.rejected_count; i++) {
        const struct assess_rejected *rejected = &state->body.outcome.rejected[i];
        const struct facts_expense *cost = facts_find_expense(&state->body.facts, rejected->ref);
        const char *rule = assess_reason_rule(rejected->code);
        char key[WORDS_KEY_SIZE];
        char id[UI_ID_SIZE];

        snprintf(id, sizeof id, "refused.%zu", i + 1);
        ui_line(ui, id, question_about_key(cost ? cost->category : "fee", key), "–", NULL);
        snprintf(id, sizeof id, "refused.%zu.why", i + 1);
        ui_with(ui, "code", rejected->code);
        ui_with(ui, "rule", rule ? rule : "–");
        ui_hint(ui, id, "desk.refused");
    }
}

static void open_fee(const struct state *state, struct ui *ui)
{
    char amount[MONEY_SIZE];
    char date[PHRASE_SIZE];

    if (!state->fee_paid)
        return;
    money_write(amount, state->fee.pence);
    phrase_date(date, ui->prefs.lang, state->fee.paid_on);
    ui_with(ui, "amount", amount);
    ui_with(ui, "date", date);
    ui_paragraph(ui, "fee.paid", "desk.fee.paid");
}

static const char *why_nothing(const struct books_claim *claim)
{
    if (claim->withdrawn)
        return "desk.nothing.withdrawn";
    if (claim->expenses_pence == 0)
        return "desk.nothing";
    return claim->cash_pence >= claim->expenses_pence ? "desk.nothing.paid" : "desk.nothing.bank";
}

static void open_due(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    int64_t due = desk_due(&state->open);
    char amount[MONEY_SIZE];
    char coins[128];

    if (due == 0) {
        ui_paragraph(ui, "nothing", why_nothing(&state->open));
        return;
    }
    money_write(amount, due);
    desk_suggest(due, coins, sizeof coins);
    ui_paragraph(ui, "hand.over", "desk.hand.over");
    ui_number(ui, "due", amount);
    ui_with(ui, "coins", coins);
    ui_hint(ui, "coins", "desk.coins");
    if (!desk_may_pay(&kiosk->desk))
        ui_problem(ui, "not.payer", "desk.not.payer");
    else if (state->held.pence < due)
        ui_problem(ui, "too.small", "desk.float.small");
    else if (ui_main_button(ui, "pay", state->open.tickets_wanted ? "desk.pay.ticket" : "desk.pay"))
        kiosk_go(kiosk, &screen_hand_over);
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
    ui_with(ui, "number", state->open.number);
    ui_title(ui, "open.number", "desk.claim");
    open_lines(kiosk, state, ui);
    open_refused(state, ui);
    open_fee(state, ui);
    ui_column_end(ui);
    if (desk_ticket_put_picture(&state->tickets, ui, &at)) {
        state->tickets.at = at;
        load(kiosk, state);
    }
    ui_row_end(ui);
    open_due(kiosk, state, ui);
    ui_card_end(ui);
}

static void close_meeting(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    if (!state->closing) {
        state->closing = true;
        return;
    }
    if (desk_close_meeting(&kiosk->desk, &place, &err))
        kiosk_home(kiosk);
    else
        kiosk_failed(kiosk, &err);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_desk_page(ui, "desk.title");
    bar_float(state, ui);
    if (id_is_none(state->held.float_id) && desk_may_pay(&kiosk->desk) &&
        ui_bar_button(ui, "float", "desk.float"))
        kiosk_go(kiosk, &screen_desk_float);
    if (roster_is_host(&kiosk->roster, kiosk->desk.staff.staff) &&
        ui_bar_button(ui, "people", "people.bar"))
        kiosk_go(kiosk, &screen_desk_people);
    if (ui_bar_button(ui, "lock", "desk.lock"))
        kiosk_home(kiosk);
    ui_row_begin(ui);
    ui_weight(ui, 0.6);
    ui_column_begin(ui);
    list_claims(kiosk, state, ui);
    ui_column_end(ui);
    ui_column_begin(ui);
    open_claim(kiosk, state, ui);
    if (state->closing)
        ui_problem(ui, "closing", "desk.close.sure");
    ui_column_end(ui);
    ui_row_end(ui);
    if (ui_back(ui))
        kiosk_home(kiosk);
    if (ui_foot(ui, "tasks", "tasks.bar"))
        kiosk_go(kiosk, &screen_desk_tasks);
    if (roster_is_host(&kiosk->roster, kiosk->desk.staff.staff) &&
        ui_foot_right(ui, "close", "desk.close"))
        close_meeting(kiosk, state);
}

static void add_claim(struct state *state, const char *number, int64_t pence, int64_t paid)
{
    struct books_claim *claim = &state->claims[state->shown++];

    *claim = (struct books_claim){
        .claim = id_new(), .expenses_pence = pence, .cash_pence = paid, .cash_today = true};
    str_copy(claim->number, sizeof claim->number, number);
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
}

static void set_list(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    pretend_payer(kiosk);
    state->held = (struct books_float){.float_id = id_new(), .pence = 14260};
    add_claim(state, "A 47", 974, 0);
    add_claim(state, "A 48", 1160, 0);
    add_claim(state, "A 50", 630, 0);
    add_claim(state, "A 46", 420, 420);
    state->count = 6;
    state->waiting = 3;
    state->due = 974 + 1160 + 630;
    state->has_open = true;
    state->open = state->claims[0];
    state->open.tickets_wanted = 1;
    kiosk->desk.claim = state->open.claim;
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
    state->open.questioned = true;
    state->body.outcome.rejected[0] = taxi;
    state->body.outcome.rejected_count = 1;
    str_copy(facts_add_expense(&state->body.facts, "taxi")->ref, FACTS_REF_SIZE, "X3");
}

static void set_short(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_list(kiosk, data);
    state->held.pence = 500;
}

static void set_paid(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_list(kiosk, data);
    state->open.cash_pence = state->open.expenses_pence;
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
    {"empty", set_empty},     {"list", set_list},
    {"short", set_short},     {"paid", set_paid},
    {"refused", set_refused}, {"pictures", set_pictures},
    {"unseen", set_unseen},   {0},
};

const struct screen screen_desk = {
    .name = "desk",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
