// SPDX-License-Identifier: Apache-2.0

/* Saved: the number, what happens next and when. */

#include "kiosk/example.h"
#include "kiosk/phrase.h"
#include "kiosk/question.h"
#include "kiosk/screens.h"
#include "shared/money.h"
#include "shared/str.h"

struct state {
    bool asked; // somebody is to look at it
    bool unsaved;
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    state->asked = visit_has_questions(&kiosk->visit); // saved with the claim
}

static void put_travel(const struct books_claim *claim, struct ui *ui)
{
    char amount[MONEY_SIZE];

    if (claim->expenses_pence == 0)
        return;
    money_write(amount, claim->expenses_pence);
    ui_with(ui, "amount", amount);
    ui_private(ui);
    ui_paragraph(ui, "travel", claim->cash_today ? "done.call" : "done.travel_bank");
}

static const char *fee_key(const struct books_claim *claim, bool dated)
{
    if (str_equal(claim->fee_channel, "voucher"))
        return "done.voucher";
    return dated ? "done.bank_on" : "done.bank";
}

static void put_fee(const struct kiosk *kiosk, struct ui *ui)
{
    const struct books_claim *claim = &kiosk->visit.claim;
    char amount[MONEY_SIZE];
    char date[PHRASE_SIZE];
    char today[WHEN_DATE_SIZE];
    char day[WHEN_DATE_SIZE];
    bool dated;

    if (claim->fee_pence == 0)
        return;
    when_local_date(today, when_now_ms());
    dated = policy_fee_day(&kiosk->roster.policy, today, day);
    if (dated)
        phrase_date(date, ui->prefs.lang, day);
    money_write(amount, claim->fee_pence);
    ui_with(ui, "amount", amount);
    if (dated)
        ui_with(ui, "date", date);
    ui_private(ui);
    ui_paragraph(ui, "fee", fee_key(claim, dated));
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    const struct books_claim *claim = &kiosk->visit.claim;
    struct state *state = data;

    ui_page(ui, "done.bar");
    ui_centre(ui);
    ui_picture(ui, "tick", "check-mark-button");
    ui_title(ui, "thanks", "done.thanks");
    put_travel(claim, ui);
    ui_private(ui);
    ui_number(ui, "number", claim->number);
    put_fee(kiosk, ui);
    if (claim->expenses_pence == 0 && claim->fee_pence == 0)
        ui_paragraph(ui, "saved", "done.saved");
    if (state->asked)
        question_put_promise(kiosk, ui);
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (!state->asked && ui_foot(ui, "wrong", "done.wrong")) {
        state->asked = question_claim(kiosk);
        state->unsaved = !state->asked;
    }
    if (ui_go(ui, "end", "end"))
        kiosk_home(kiosk);
}

static void set_today(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
    example_claim(kiosk);
}

static void set_bank(struct kiosk *kiosk, void *data)
{
    set_today(kiosk, data);
    kiosk->visit.claim.cash_today = false;
}

static void set_nothing(struct kiosk *kiosk, void *data)
{
    set_today(kiosk, data);
    kiosk->visit.claim.expenses_pence = kiosk->visit.claim.fee_pence = 0;
}

static void set_asked(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_today(kiosk, data);
    state->asked = true;
}

static const struct screen_state states[] = {
    {"today", set_today},
    {"to-bank", set_bank},
    {"nothing", set_nothing},
    {"asked", set_asked},
    {0},
};

const struct screen screen_done = {
    .name = "done",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
