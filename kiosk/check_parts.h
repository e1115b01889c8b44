#ifndef KIOSK_CHECK_PARTS_H
#define KIOSK_CHECK_PARTS_H

#include <stdbool.h>

#include "kiosk/kiosk.h"

/* Parts of the screen "check". */

/* What is said against one line ("X1", "F1"), each with its own touch. */
void check_put_refused(struct kiosk *kiosk, struct ui *ui, const char *ref);

/* What a card is, and the button to answer it anew: true when that was touched. */
bool check_put_heading(struct ui *ui, const char *id, const char *key);

/* The card of the payment. */
void check_put_fee(struct kiosk *kiosk, struct ui *ui);

#endif
