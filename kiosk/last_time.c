// SPDX-License-Identifier: Apache-2.0
#include "kiosk/last_time.h"

#include "kiosk/phrase.h"
#include "shared/money.h"

#define WORDS_SHARE 3.5 // times as wide as the button beside them, where there is little room

bool last_time_is_known(const struct kiosk *kiosk)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);

    return kiosk->visit.recognised && person && !id_is_none(person->expected.last_claim);
}

// By which ways the money went: cash or not, a voucher or not, the bank or not.
static const char *paid_key(const struct body_person_expected *expected)
{
    static const char *const keys[2][2][2] = {
        {{"last.cash", "last.bank"}, {"last.voucher", "last.voucher_and_bank"}},
        {{"last.cash", "last.cash_and_bank"},
         {"last.cash_and_voucher", "last.cash_voucher_and_bank"}},
    };
    int64_t bank = expected->last_paid_pence - expected->last_voucher_pence;

    return keys[expected->last_cash_pence > 0][expected->last_voucher_pence > 0][bank > 0];
}

static void with_paid(const struct body_person_expected *expected, struct ui *ui)
{
    char cash[MONEY_SIZE], voucher[MONEY_SIZE], paid[MONEY_SIZE];
    char date[PHRASE_SIZE] = "";

    money_write(cash, expected->last_cash_pence);
    money_write(voucher, expected->last_voucher_pence);
    money_write(paid, expected->last_paid_pence - expected->last_voucher_pence);
    if (*expected->last_paid_on)
        phrase_date(date, ui->prefs.lang, expected->last_paid_on);
    ui_with(ui, "cash", cash);
    ui_with(ui, "voucher", voucher);
    ui_with(ui, "paid", paid);
    ui_with(ui, "date", date);
    ui_private(ui);
}

// A box would take the room of an answer.
static bool put_paid_low(const struct body_person_expected *expected, struct ui *ui)
{
    bool touched;

    ui_row_begin(ui);
    with_paid(expected, ui);
    ui_weight(ui, WORDS_SHARE);
    ui_paragraph(ui, "last", paid_key(expected));
    touched = ui_button(ui, "last.more", "last.wrong");
    ui_row_end(ui);
    return touched;
}

bool last_time_put_paid(const struct kiosk *kiosk, struct ui *ui)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);

    if (!last_time_is_known(kiosk))
        return false;
    if (ui_is_low(ui))
        return put_paid_low(&person->expected, ui);
    with_paid(&person->expected, ui);
    return ui_note(ui, "last", paid_key(&person->expected), "last.wrong");
}

bool last_time_put_same(const struct kiosk *kiosk, struct ui *ui)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);
    const struct phrase_cost *cost;

    if (!visit_has_usual(&kiosk->visit, &kiosk->roster))
        return false;
    cost = phrase_cost_of(person->expected.usual[0].code);
    ui_picture_of(ui, cost ? cost->picture : "receipt");
    if (!ui_is_low(ui))
        ui_second(ui, "arrived.same2");
    return ui_choice(ui, "same", "arrived.same", false);
}
