// SPDX-License-Identifier: Apache-2.0
#include "kiosk/cost.h"

bool cost_is_listed(const struct kiosk *kiosk, enum policy_category category)
{
    return kiosk->roster.policy.expenses.listed & UINT32_C(1) << category;
}

static bool has_car(const struct visit *visit)
{
    for (size_t i = 0; i < visit->line_count; i++)
        if (visit->lines[i].category == POLICY_MILEAGE_CAR)
            return true;
    return false;
}

bool cost_is_offered(const struct kiosk *kiosk, enum policy_category category)
{
    return cost_is_listed(kiosk, category) &&
           (category != POLICY_PASSENGER_SUPPLEMENT || has_car(&kiosk->visit));
}

void cost_put_known(const struct kiosk *kiosk, struct ui *ui, enum policy_category category)
{
    if (!kiosk->visit.recognised)
        return;
    if (visit_is_supplied(&kiosk->visit, &kiosk->roster, category))
        ui_second(ui, "cost.supplied");
    else if (visit_is_agreed(&kiosk->visit, &kiosk->roster, category))
        ui_second(ui, "cost.agreed");
}
