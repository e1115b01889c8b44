// SPDX-License-Identifier: Apache-2.0
#include "kiosk/month.h"

#include "shared/money.h"

bool month_put(const struct kiosk *kiosk, struct ui *ui)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);
    char offered[MONEY_SIZE], taken[MONEY_SIZE];

    if (!kiosk->visit.recognised || !person || person->expected.month_offered_pence <= 0)
        return false;
    money_write(offered, person->expected.month_offered_pence);
    money_write(taken, person->expected.month_taken_pence);
    ui_with(ui, "offered", offered);
    ui_with(ui, "taken", taken);
    ui_private(ui);
    ui_hint(ui, "month", "fee.month");
    return true;
}
