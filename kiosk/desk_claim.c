// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_claim.h"

#include <stdio.h>

#include "kiosk/desk_queue.h"
#include "kiosk/phrase.h"
#include "kiosk/question.h"
#include "shared/assess.h"
#include "shared/money.h"
#include "shared/when.h"

// Of what is due: since when it waits, or until when.
static const char *time_note(const struct desk_pay_view *view, struct ui *ui)
{
    char time[WHEN_TIME_SIZE];
    char day[WHEN_DATE_SIZE];
    char date[PHRASE_SIZE];

    if (view->before) {
        when_local_date(day, view->claim.made_ms);
        phrase_date(date, ui->prefs.lang, day);
        ui_with(ui, "date", date);
        return "desk.before";
    }
    when_local_time(time, view->claim.leaves_ms);
    ui_with(ui, "time", time);
    return "desk.leaves";
}

// Nothing more is handed over for it, whatever its way.
static bool is_over(const struct books_claim *claim)
{
    return claim->withdrawn || claim->handed == BOOKS_HANDED ||
           claim->cash_pence >= claim->expenses_pence;
}

static const char *over_note(const struct books_claim *claim)
{
    if (claim->withdrawn)
        return "desk.withdrawn";
    if (claim->handed == BOOKS_HANDED)
        return "desk.handed";
    return claim->expenses_pence == 0 ? "desk.no.travel" : "desk.paid";
}

// In a word or two, beside its number; fills what the words need. NULL: nothing.
static const char *note_of(const struct desk_pay_view *view, struct ui *ui)
{
    if (view->due > 0 && (view->before || view->claim.leaves_ms))
        return time_note(view, ui);
    if (view->before && view->paid_pence > 0)
        return "desk.paid"; // what waited; its other ways were settled at its own meeting
    if (is_over(&view->claim))
        return over_note(&view->claim);
    if (view->to_see && !desk_queue_is_paid_here(view))
        return "desk.to.see";
    if (view->due > 0 && view->claim.cash_pence)
        return "desk.part";
    if (view->why == DESK_NEXT_TIME)
        return "desk.next";
    if (view->due == 0)
        return "desk.by.bank";
    if (view->why == DESK_HELD)
        return "desk.held";
    if (view->claim.handed == BOOKS_BY_PAPER)
        return "desk.by.slip";
    return view->claim.questioned ? "desk.to.look.at" : NULL;
}

static int64_t sum_of(const struct desk_pay_view *view)
{
    if (view->due)
        return view->due;
    return view->before ? view->paid_pence : view->claim.expenses_pence;
}

bool desk_claim_put_choice(const struct desk_pay_view *view, size_t index, bool is_open,
                           struct ui *ui)
{
    const char *number = view->claim.number;
    int64_t pence = sum_of(view);
    const char *note = note_of(view, ui);
    char amount[MONEY_SIZE];
    char id[UI_ID_SIZE];

    if (view->before) // it may have the number of one of today
        snprintf(id, sizeof id, "before.%zu", index + 1);
    else
        snprintf(id, sizeof id, "claim.%c%s", number[0] + 'a' - 'A', number + 2);
    money_write(amount, pence);
    ui_with(ui, "number", number);
    ui_value(ui, pence ? amount : "");
    if (note)
        ui_second(ui, note);
    return ui_choice(ui, id, *number ? "desk.claim" : "desk.no.number", is_open);
}

void desk_claim_put_number(const struct desk_pay_view *view, struct ui *ui)
{
    ui_with(ui, "number", view->claim.number);
    ui_title(ui, "open.number", *view->claim.number ? "desk.claim" : "desk.no.number");
    if (view->before && view->due)
        ui_hint(ui, "before", time_note(view, ui));
}

void desk_claim_put_refused(const struct body_claim *claim, struct ui *ui)
{
    for (size_t i = 0; i < claim->outcome.rejected_count; i++) {
        const struct assess_rejected *rejected = &claim->outcome.rejected[i];
        const struct facts_expense *cost = facts_find_expense(&claim->facts, rejected->ref);
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

void desk_claim_put_fee(const struct body_payment_made *fee, struct ui *ui)
{
    char amount[MONEY_SIZE];
    char date[PHRASE_SIZE];

    money_write(amount, fee->pence);
    phrase_date(date, ui->prefs.lang, fee->paid_on);
    ui_with(ui, "amount", amount);
    ui_with(ui, "date", date);
    ui_paragraph(ui, "fee.paid", "desk.fee.paid");
}

void desk_claim_put_why(enum desk_refusal why, struct ui *ui)
{
    if (why == DESK_PAID_HERE || why == DESK_BY_BANK || why == DESK_NEXT_TIME ||
        why == DESK_NOTHING_DUE) {
        ui_paragraph(ui, "why", desk_refusal_words(why)); // as it should be
        return;
    }
    ui_problem(ui, "why", desk_refusal_words(why));
    ui_with(ui, "code", desk_refusal_code(why));
    ui_hint(ui, "why.code", "desk.why.code");
}
