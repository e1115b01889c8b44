// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_note.h"

#include "kiosk/phrase.h"
#include "shared/when.h"

const char *desk_note(const struct desk_pay_view *view, struct ui *ui)
{
    char time[WHEN_TIME_SIZE];
    char day[WHEN_DATE_SIZE];
    char date[PHRASE_SIZE];

    if (view->before && view->due > 0) {
        when_local_date(day, view->claim.made_ms);
        phrase_date(date, ui->prefs.lang, day);
        ui_with(ui, "date", date);
        return "desk.before";
    }
    if (view->due > 0 && view->claim.leaves_ms) {
        when_local_time(time, view->claim.leaves_ms);
        ui_with(ui, "time", time);
        return "desk.leaves";
    }
    if (view->claim.withdrawn)
        return "desk.withdrawn";
    if (view->claim.handed == BOOKS_HANDED)
        return "desk.handed";
    if (view->claim.expenses_pence == 0)
        return "desk.no.travel";
    if (view->claim.cash_pence >= view->claim.expenses_pence)
        return "desk.paid";
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
