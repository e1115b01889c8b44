#ifndef KIOSK_DESK_EARLY_H
#define KIOSK_DESK_EARLY_H

#include "kiosk/desk.h"

/*
 * Who claimed before the money was here. They wanted cash (body_claim's cash_wanted) and were told
 * that it goes to their bank, unless cash comes: once the float is counted in, the desk may pay
 * them after all. Whoever was sent to the bank because they asked for it is not among them.
 */

/* How many there are whom the float that is open could pay; 0 while none is. */
bool desk_early_count(const struct desk *desk, const struct desk_place *place, size_t *count,
                      struct err *err);

/* All of them are paid in cash, one after the other (desk_pay_in_cash): cut off, and some are still
 * to be turned. */
bool desk_early_in_cash(struct desk *desk, const struct desk_place *place, struct err *err);

#endif
