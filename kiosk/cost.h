#ifndef KIOSK_COST_H
#define KIOSK_COST_H

#include <stdbool.h>

#include "kiosk/kiosk.h"

/* What the screens that ask for a cost have in common. Parts of screens. */

/* The policy can pay for it (rules.md S10). */
bool cost_is_listed(const struct kiosk *kiosk, enum policy_category category);

/* One of the further costs, and there is something to claim: a passenger only in a car. */
bool cost_is_offered(const struct kiosk *kiosk, enum policy_category category);

/* The second line of the choice that follows: that it was agreed, or is there already. It is stored
 * of the person, so who is known by letters alone gets none. */
void cost_put_known(const struct kiosk *kiosk, struct ui *ui, enum policy_category category);

#endif
