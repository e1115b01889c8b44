#ifndef KIOSK_CHECK_PARTS_H
#define KIOSK_CHECK_PARTS_H

#include <stdbool.h>

#include "kiosk/kiosk.h"

/* Parts of the screen "check". */

/* What is said against one line ("X1", "F1"), each with its own touch. */
void check_put_refused(struct kiosk *kiosk, struct ui *ui, const char *ref);

/* What a card is, and the button to answer it anew: true when that was touched. */
bool check_put_heading(struct ui *ui, const char *id, const char *key);

/* The cards. `today`: travel money is handed over at the desk. */
void check_put_travel(struct kiosk *kiosk, bool today, struct ui *ui);
void check_put_fee(struct kiosk *kiosk, struct ui *ui);

/*
 * The same briefly, where there is little room: how each is paid, and one row that is its sum, so
 * that the advice on benefits is seen on the same page. For one ticket and a payment in pounds with
 * nothing to be said against either.
 */
bool check_may_be_brief(const struct kiosk *kiosk);
void check_put_travel_brief(struct kiosk *kiosk, bool today, struct ui *ui);
void check_put_fee_brief(struct kiosk *kiosk, struct ui *ui);

#endif
