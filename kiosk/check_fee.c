// SPDX-License-Identifier: Apache-2.0
// The payment, on "Is this right?": a card of its own, never added to the travel money.
#include "kiosk/check_parts.h"

#include <stdio.h>

#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "shared/money.h"
#include "shared/str.h"

static const char *fee_key(enum visit_fee fee)
{
    const struct phrase_fee *way = phrase_fee(fee);

    return way ? way->row : "check.fee_unsaid";
}

static void put_preparation(struct kiosk *kiosk, struct ui *ui, int64_t pence)
{
    char amount[MONEY_SIZE] = "";
    char time[PHRASE_SIZE];
    int64_t minutes = kiosk->visit.prep_minutes;

    if (pence > 0)
        money_write(amount, pence);
    phrase_minutes(time, ui->prefs.lang, minutes);
    ui_with(ui, "time", time);
    ui_private(ui);
    if (ui_line(ui, "ready", minutes > 0 ? "check.ready" : "check.no_ready", amount, "change"))
        steps_change(kiosk, &screen_preparation, 0);
}

static int64_t fee_lines(const struct assessment *outcome, bool preparation)
{
    int64_t pence = 0;

    for (size_t i = 0; i < outcome->line_count; i++)
        if (str_starts(outcome->lines[i].kind, "fee.") &&
            str_equal(outcome->lines[i].kind, "fee.preparation") == preparation)
            pence += outcome->lines[i].pence;
    return pence;
}

static void put_sums(struct kiosk *kiosk, struct ui *ui)
{
    const struct visit *visit = &kiosk->visit;
    char amount[MONEY_SIZE];

    money_write(amount, fee_lines(&visit->outcome, false));
    ui_private(ui);
    ui_line(ui, "meeting", "check.meeting", amount, NULL);
    check_put_refused(kiosk, ui, "F1");
    if (steps_ask_preparation(kiosk) && visit->prep_minutes >= 0)
        put_preparation(kiosk, ui, fee_lines(&visit->outcome, true));
    check_put_refused(kiosk, ui, "F2");
    money_write(amount, visit->outcome.fee_pence);
    ui_private(ui);
    ui_total(ui, "fee.total", "check.about", amount, NULL);
}

static void put_hours(struct kiosk *kiosk, struct ui *ui)
{
    int64_t minutes = kiosk->visit.outcome.timeswap_minutes;
    char time[48];

    check_put_refused(kiosk, ui, "F1");
    check_put_refused(kiosk, ui, "F2");
    snprintf(time, sizeof time, "%lld:%02lld", (long long)(minutes / 60),
             (long long)(minutes % 60));
    ui_private(ui);
    ui_total(ui, "fee.total", "check.hours", time, NULL);
}

// What was offered stays theirs to take.
static void put_offer(const struct kiosk *kiosk, struct ui *ui)
{
    char amount[MONEY_SIZE];
    char until[WHEN_DATE_SIZE];
    char date[PHRASE_SIZE] = "";

    money_write(amount, kiosk->visit.outcome.fee_offered_pence);
    visit_window_end(&kiosk->roster, until);
    if (*until)
        phrase_date(date, ui->prefs.lang, until);
    ui_with(ui, "amount", amount);
    ui_with(ui, "date", date);
    ui_private(ui);
    ui_paragraph(ui, "open", *until ? "check.open_until" : "check.open");
}

static void put_sums_or_none(struct kiosk *kiosk, struct ui *ui)
{
    char most[MONEY_SIZE];

    if (kiosk->visit.fee == VISIT_FEE_NONE) {
        ui_paragraph(ui, "mind", "check.mind");
        return;
    }
    if (kiosk->visit.fee == VISIT_FEE_LATER) {
        put_offer(kiosk, ui);
        return;
    }
    if (kiosk->visit.fee == VISIT_FEE_TIMESWAP) {
        put_hours(kiosk, ui);
        return;
    }
    if (kiosk->visit.fee == VISIT_FEE_LESS) {
        money_write(most, kiosk->visit.less_pence > 0 ? kiosk->visit.less_pence : 0);
        ui_with(ui, "amount", most);
        ui_private(ui);
        ui_paragraph(ui, "most",
                     kiosk->visit.limit == VISIT_LIMIT_KEPT ? "check.most_kept" : "check.most");
    }
    put_sums(kiosk, ui);
}

void check_put_fee(struct kiosk *kiosk, struct ui *ui)
{
    if (ui_is_low(ui) && kiosk->visit.line_count < 2) // of one ticket there is less to say
        ui_weight(ui, 1.2);
    ui_card_begin(ui, "payment");
    if (!steps_ask_fee(kiosk)) {
        ui_heading(ui, "payment.head", "check.payment");
        check_put_refused(kiosk, ui, "F1");
    } else {
        if (check_put_heading(ui, "payment", fee_key(kiosk->visit.fee)))
            steps_change(kiosk, &screen_fee, 0);
        put_sums_or_none(kiosk, ui);
    }
    ui_card_end(ui);
}

// One sum, and the answer it depends on.
static void put_sum(struct kiosk *kiosk, struct ui *ui)
{
    int64_t minutes = kiosk->visit.prep_minutes;
    bool asked = steps_ask_preparation(kiosk) && minutes >= 0;
    char amount[MONEY_SIZE];
    char time[PHRASE_SIZE];

    money_write(amount, kiosk->visit.outcome.fee_pence);
    phrase_minutes(time, ui->prefs.lang, minutes);
    ui_with(ui, "time", time);
    ui_private(ui);
    if (ui_total(ui, "fee.total", asked && minutes > 0 ? "check.about_ready" : "check.about",
                 amount, asked ? "change" : NULL))
        steps_change(kiosk, &screen_preparation, 0);
}

bool check_may_be_brief(const struct kiosk *kiosk)
{
    const struct visit *visit = &kiosk->visit;

    return visit->line_count == 1 && visit->lines[0].ticket.count < 2 &&
           !visit->lines[0].supplied && visit->outcome.rejected_count == 0 &&
           !visit_waits(visit, &kiosk->roster) &&
           (visit->fee == VISIT_FEE_BANK || visit->fee == VISIT_FEE_VOUCHER);
}

void check_put_fee_brief(struct kiosk *kiosk, struct ui *ui)
{
    ui_weight(ui, 1.85); // it has more to say
    ui_card_begin(ui, "payment");
    if (check_put_heading(ui, "payment", fee_key(kiosk->visit.fee)))
        steps_change(kiosk, &screen_fee, 0);
    put_sum(kiosk, ui);
    ui_card_end(ui);
}
