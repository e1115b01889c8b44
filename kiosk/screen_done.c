// SPDX-License-Identifier: Apache-2.0

/* Saved: the number, what happens next and when. */

#include "kiosk/example.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "shared/money.h"
#include "shared/str.h"

struct state {
    bool told; // somebody is asked to look at it
    bool unsaved;
};

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

static void tell(struct kiosk *kiosk, struct state *state)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    state->told = visit_question(&kiosk->visit, &place, &err);
    state->unsaved = !state->told;
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
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
    if (state->told)
        ui_hint(ui, "told", "done.told");
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (!state->told && ui_foot(ui, "wrong", "done.wrong"))
        tell(kiosk, state);
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

static void set_told(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_today(kiosk, data);
    state->told = true;
}

static const struct screen_state states[] = {
    {"today", set_today}, {"to-bank", set_bank}, {"nothing", set_nothing}, {"told", set_told}, {0},
};

const struct screen screen_done = {
    .name = "done",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
