#ifndef KIOSK_DESK_CLAIM_H
#define KIOSK_DESK_CLAIM_H

#include "kiosk/desk_pay.h"
#include "kiosk/ui.h"

/* What is said of one claim at the desk, in the list and where it is open. */

/* One of the list, with what it comes to and a word about it: paid, by bank, of a meeting before.
 * index: in the list, from 0. True when it was touched. */
bool desk_claim_put_choice(const struct desk_pay_view *view, size_t index, bool is_open,
                           struct ui *ui);

/* The number of the one that is open; and that it is of another day: what is due is what was left
 * then. */
void desk_claim_put_number(const struct desk_pay_view *view, struct ui *ui);

/* What is not paid, to staff with code and rule. */
void desk_claim_put_refused(const struct body_claim *claim, struct ui *ui);

/* What the office has paid of its payment, and when. */
void desk_claim_put_fee(const struct body_payment_made *fee, struct ui *ui);

/* Why nothing is handed over now: in words for whoever is at the desk, and as a code. */
void desk_claim_put_why(enum desk_refusal why, struct ui *ui);

#endif
