// SPDX-License-Identifier: Apache-2.0

/* "Is this right?", of a payment for a meeting before that is decided now. */

#include "kiosk/check_parts.h"
#include "kiosk/example.h"
#include "kiosk/late.h"
#include "kiosk/month.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "shared/money.h"

static void enter(struct kiosk *kiosk, void *data)
{
    (void)data;
    kiosk->visit.checking = false;
}

// What it comes to, where that is known: a voucher has a rate of its own.
static void put_amount(const struct visit_late *late, struct ui *ui)
{
    bool less = late->fee == VISIT_FEE_LESS;
    char amount[MONEY_SIZE];
    int64_t pence;

    if (late->fee == VISIT_FEE_NONE) {
        ui_paragraph(ui, "mind", "check.mind");
        return;
    }
    if (!less && late->fee != VISIT_FEE_BANK)
        return;
    pence = less ? late->less_pence : late->what.pence;
    money_write(amount, pence > 0 ? pence : 0);
    ui_with(ui, "amount", amount);
    ui_private(ui);
    if (less)
        ui_paragraph(ui, "most", "check.most");
    else
        ui_total(ui, "total", "check.about", amount, NULL);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    const struct visit_late *late = &kiosk->visit.late;
    char date[PHRASE_SIZE];

    (void)data;
    ui_page(ui, "waiting.bar");
    ui_title(ui, "title", "check.ask");
    late_put_unsaved(kiosk, ui);
    ui_card_begin(ui, "payment");
    if (check_put_heading(ui, "payment", phrase_fee(late->fee)->row))
        steps_change(kiosk, &screen_fee, 0);
    phrase_date(date, ui->prefs.lang, late->what.date);
    ui_with(ui, "date", date);
    ui_private(ui);
    ui_paragraph(ui, "of", "waiting.payment");
    put_amount(late, ui);
    ui_card_end(ui);
    month_put(kiosk, ui);
    ui_hint(ui, "benefits", "fee.benefits");
    if (ui_back(ui))
        steps_back(kiosk);
    ui_ask(ui);
    ui_finish(ui);
    ui_picture_of(ui, "sign-tick");
    if (ui_go(ui, "yes", "check.yes") && !steps_unfinished(kiosk))
        steps_next(kiosk);
}

static void set_bank(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
    example_late(kiosk, 1);
    kiosk->visit.late.fee = VISIT_FEE_BANK;
}

static void set_less(struct kiosk *kiosk, void *data)
{
    set_bank(kiosk, data);
    kiosk->visit.late.fee = VISIT_FEE_LESS;
    kiosk->visit.late.less_pence = 2000;
}

static void set_voucher(struct kiosk *kiosk, void *data)
{
    set_bank(kiosk, data);
    kiosk->visit.late.fee = VISIT_FEE_VOUCHER;
}

static void set_no(struct kiosk *kiosk, void *data)
{
    set_bank(kiosk, data);
    kiosk->visit.late.fee = VISIT_FEE_NONE;
}

static void set_unsaved(struct kiosk *kiosk, void *data)
{
    set_bank(kiosk, data);
    kiosk->visit.late.unsaved = true;
}

static const struct screen_state states[] = {
    {"bank", set_bank}, {"less", set_less},       {"voucher", set_voucher},
    {"no", set_no},     {"unsaved", set_unsaved}, {0},
};

const struct screen screen_waiting_check = {
    .name = "waiting-check",
    .enter = enter,
    .frame = frame,
    .states = states,
};
