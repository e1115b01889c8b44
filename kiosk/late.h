#ifndef KIOSK_LATE_H
#define KIOSK_LATE_H

#include <stdbool.h>
#include <stddef.h>

#include "kiosk/kiosk.h"

/*
 * What is still to come of claims made before: a ticket, or the decision about a payment. It is
 * shown to who was recognised, as long as its claim window is open, and answered at any kiosk. Its
 * questions are those of any ticket and any payment, about visit->late, in the order of steps.h.
 *
 * A ticket is closed by its picture, or when somebody at the desk says that they saw it
 * (screen_desk_before); until then it still waits.
 */

/* Looks into the records what of it is open (visit->waiting), and what was taken of it here
 * (visit->taken). Nothing is asked about any more. */
void late_find(struct kiosk *kiosk);

/* Asks about one of them. */
void late_ask(struct kiosk *kiosk, const struct body_waiting *what);

/* All was said of it: saved, and back to what waits. What could not be saved stays as it is, to be
 * tried again with the same operation. */
void late_finish(struct kiosk *kiosk);

/* Says so, where that could not be saved. */
void late_put_unsaved(const struct kiosk *kiosk, struct ui *ui);

/* The line that amount and ticket ask about now; and the most they would like, in pence. */
struct visit_line *late_or_line(struct kiosk *kiosk);
int64_t *late_or_less(struct kiosk *kiosk);

/* What their own standing maximum leaves of the month of that payment; 0: nothing, or they have
 * none, or it leaves all of it. */
int64_t late_standing(const struct kiosk *kiosk);

#endif
