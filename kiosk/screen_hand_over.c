// SPDX-License-Identifier: Apache-2.0

/*
 * While money is handed over the whole screen is the person's: their amount, as they like it, and
 * as long as they count. Afterwards the desk is open, with the next who waits, if the payer's own
 * minute (DESK_IDLE_MS from their last touch, whatever the person did since) is not over.
 */

#include "kiosk/desk_pay.h"
#include "kiosk/kiosk.h"
#include "kiosk/look.h"
#include "kiosk/prefs.h"
#include "kiosk/remember.h"
#include "kiosk/screens.h"
#include "shared/money.h"
#include "shared/str.h"
#include "shared/when.h"

struct state {
    struct books_claim claim;
    bool refused;      // it could not be recorded; the money stays here
    int64_t handed_ms; // when the payer touched last; monotonic
};

// As they had it when they claimed; of a claim that was made elsewhere, as it is remembered of
// them.
static struct ui_prefs prefs_of(struct kiosk *kiosk, const struct books_claim *claim)
{
    struct ui_prefs prefs;
    char code[BODY_CODE_SIZE];
    struct err err;

    if (!look_find(&kiosk->store, claim->claim, code, &err))
        kiosk_failed(kiosk, &err);
    else if (prefs_read(&prefs, code))
        return prefs;
    return remember_screen(kiosk, claim->person);
}

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;
    struct err err;

    state->handed_ms = when_monotonic_ms();
    kiosk->stage.ui->prefs = ui_prefs_usual; // not those of who was paid before
    if (id_is_none(kiosk->desk.claim))
        return; // as --dump-screens shows it: no claim is open
    if (!books_get_claim(kiosk->store.db, kiosk->desk.claim, &state->claim, &err)) {
        kiosk_failed(kiosk, &err);
        return;
    }
    kiosk->stage.ui->prefs = prefs_of(kiosk, &state->claim);
}

static void end(struct kiosk *kiosk, const struct state *state)
{
    if (when_monotonic_ms() - state->handed_ms >= DESK_IDLE_MS) {
        kiosk_home(kiosk);
        return;
    }
    kiosk->stage.touched_ms = state->handed_ms; // the person's touch is none of the payer's
    kiosk_go(kiosk, &screen_desk);
}

static void pay(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct desk_payment payment = {.payment = kiosk->desk.payment,
                                   .claim = state->claim.claim,
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
    end(kiosk, state);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    int64_t rest = state->claim.expenses_pence - state->claim.cash_pence - kiosk->desk.offer_pence;
    char amount[MONEY_SIZE];
    char later[MONEY_SIZE];

    money_write(amount, kiosk->desk.offer_pence);
    money_write(later, rest > 0 ? rest : 0);
    ui_page(ui, "hand.bar");
    ui_centre(ui);
    ui_picture(ui, "money", "pound-banknote");
    ui_title(ui, "title", "hand.title");
    ui_private(ui);
    ui_number(ui, "amount", amount);
    ui_with(ui, "number", state->claim.number);
    ui_heading(ui, "number", "desk.claim");
    ui_paragraph(ui, "count", "hand.count");
    if (rest > 0) {
        ui_private(ui);
        ui_with(ui, "rest", later);
        ui_paragraph(ui, "rest", "hand.rest");
    }
    if (state->refused)
        ui_problem(ui, "refused", "hand.refused");
    if (ui_foot(ui, "wrong", "hand.wrong"))
        end(kiosk, state);
    ui_with(ui, "amount", amount);
    if (!state->refused && ui_go(ui, "got", "hand.got"))
        pay(kiosk, state);
}

static void set_amount(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    kiosk->desk.unlocked = true;
    kiosk->desk.offer_pence = 974;
    state->claim =
        (struct books_claim){.number = "A 47", .expenses_pence = 974, .cash_today = true};
}

static void set_part(struct kiosk *kiosk, void *data)
{
    set_amount(kiosk, data);
    kiosk->desk.offer_pence = 970;
}

static void set_refused(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_amount(kiosk, data);
    state->refused = true;
}

static const struct screen_state states[] = {
    {"amount", set_amount},
    {"part", set_part},
    {"refused", set_refused},
    {0},
};

const struct screen screen_hand_over = {
    .name = "hand-over",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
