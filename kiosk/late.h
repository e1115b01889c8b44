#ifndef KIOSK_LATE_H
#define KIOSK_LATE_H

#include <stdbool.h>
#include <stddef.h>

#include "kiosk/kiosk.h"

/*
 * What is still to come of claims made before: a ticket, or the decision about a payment. It is
 * shown to who was recognised, as long as its claim window is open, and closed at any kiosk: its
 * questions are those of any ticket, about the visit's late_line.
 */

/* Those that are open still. Borrowed from the roster; returns how many. */
size_t late_list(struct kiosk *kiosk, const struct body_waiting *out[static BODY_WAITING_MAX]);

/* Asks about a ticket: amount, where it is, then its picture; late_next goes on, late_back gives
 * up. What could not be saved stays as it is, to be tried again. */
void late_ask(struct kiosk *kiosk, const struct body_waiting *waiting);
void late_next(struct kiosk *kiosk);
void late_back(struct kiosk *kiosk);

/* How an undecided payment is to be made. */
struct late_decision {
    const char *channel; // bank | voucher | timeswap | none
    int64_t most_pence;  // by bank, and no more than that; 0: all of it
};

/* Records it. False when it could not be saved. */
bool late_decide(struct kiosk *kiosk, const struct body_waiting *waiting,
                 const struct late_decision *decision);

/* Says so, where the last of these could not be saved. */
void late_put_unsaved(const struct kiosk *kiosk, struct ui *ui);

/* The line that amount and ticket ask about now. */
struct visit_line *late_or_line(struct kiosk *kiosk);

#endif
