// SPDX-License-Identifier: Apache-2.0
#include "kiosk/claimed.h"

#include "kiosk/phrase.h"
#include "shared/money.h"

static bool find_paid(struct kiosk *kiosk, const char *what, struct body_payment_made *out)
{
    struct err err;

    return roster_find_payment(&kiosk->store, kiosk->visit.claim.claim, what, out, &err);
}

void claimed_find(struct kiosk *kiosk, struct claimed *out)
{
    *out = (struct claimed){0};
    if (!kiosk->visit.claimed)
        return;
    out->has_fee = find_paid(kiosk, "fee", &out->fee);
    out->has_fee_more = find_paid(kiosk, "fee_more", &out->fee_more);
    out->has_travel = find_paid(kiosk, "travel", &out->travel);
    out->has_travel_more = find_paid(kiosk, "travel_more", &out->travel_more);
}

static void put_line(struct ui *ui, const char *id, const char *key, int64_t pence)
{
    char amount[MONEY_SIZE];

    money_write(amount, pence);
    ui_private(ui);
    ui_line(ui, id, key, amount, NULL);
}

static void put_paid(struct ui *ui, const char *id, const char *key,
                     const struct body_payment_made *paid)
{
    char date[PHRASE_SIZE];

    phrase_date(date, ui->prefs.lang, paid->paid_on);
    ui_with(ui, "date", date);
    put_line(ui, id, key, paid->pence);
}

static void put_travel(const struct kiosk *kiosk, const struct claimed *claimed, struct ui *ui)
{
    const struct books_claim *claim = &kiosk->visit.claim;
    int64_t rest = claim->expenses_pence - claim->cash_pence - claim->left_pence;

    if (claim->cash_pence > 0)
        put_line(ui, "cash", "arrived.cash", claim->cash_pence);
    if (claimed->has_travel)
        put_paid(ui, "travel", "arrived.travel_paid", &claimed->travel);
    else if (rest > 0)
        put_line(ui, "travel", claim->cash_today ? "arrived.travel_desk" : "arrived.travel_bank",
                 rest);
    if (claim->left_pence > 0)
        put_line(ui, "travel.next", "arrived.travel_next", claim->left_pence);
    if (claimed->has_travel_more)
        put_paid(ui, "travel.more", "arrived.travel_more", &claimed->travel_more);
}

void claimed_put(const struct kiosk *kiosk, const struct claimed *claimed, struct ui *ui)
{
    const struct books_claim *claim = &kiosk->visit.claim;

    if (claim->expenses_pence == 0 && claim->fee_pence == 0 && !claimed->has_fee_more &&
        !claimed->has_travel_more)
        return;
    ui_card_begin(ui, "money");
    put_travel(kiosk, claimed, ui);
    if (claimed->has_fee)
        put_paid(ui, "fee", "arrived.fee_paid", &claimed->fee);
    else if (claim->fee_pence > 0)
        put_line(ui, "fee", "arrived.fee_about", claim->fee_pence);
    if (claimed->has_fee_more)
        put_paid(ui, "fee.more", "arrived.fee_more", &claimed->fee_more);
    ui_card_end(ui);
}
