#ifndef KIOSK_DESK_PARTS_H
#define KIOSK_DESK_PARTS_H

#include "kiosk/desk.h"

/*
 * Wrong tries, whatever was tried: a PIN or the float tin's code. Each is counted as wrong, and on
 * the disk, before it is looked at: who pulls the plug gains no try (reliability.md F30). After
 * that it is either forgiven or refused; refusing sets the wait and is recorded.
 */
bool desk_count_try(const struct desk *desk, const struct desk_place *place, struct err *err);
bool desk_forgive(const struct desk *desk, const struct desk_place *place, struct err *err);
bool desk_refuse(struct desk *desk, const struct desk_place *place, struct err *err);

void desk_unlock(struct desk *desk);

/* Whoever is at the desk takes part too, and it is them. */
bool desk_is_own(const struct desk *desk, struct id person);

/* Why whoever is at the desk may not say how a claim is to be paid: payers and hosts may. */
enum desk_refusal desk_pay_why_not_staff(const struct desk *desk, const struct desk_place *place);

/* That somebody at the desk has seen the ticket of a claim's line: recorded once. Inside
 * store_begin. */
bool desk_see_ticket(const struct desk *desk, const struct desk_place *place, struct id claim,
                     const char *ref, struct err *err);

#endif
