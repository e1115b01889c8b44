#ifndef KIOSK_LAST_TIME_H
#define KIOSK_LAST_TIME_H

#include <stdbool.h>

#include "kiosk/kiosk.h"

/* What is known of the time before, for who was recognised. Parts of screens. */

/* Something was paid then; a note that says what, and true when "That is not right" was touched. */
bool last_time_is_known(const struct kiosk *kiosk);
bool last_time_put_paid(const struct kiosk *kiosk, struct ui *ui);

/* The choice "Same as last time", where there is one: true when it was touched. */
bool last_time_put_same(const struct kiosk *kiosk, struct ui *ui);

#endif
