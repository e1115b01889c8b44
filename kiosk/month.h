#ifndef KIOSK_MONTH_H
#define KIOSK_MONTH_H

#include <stdbool.h>

#include "kiosk/kiosk.h"

/* "This month you were offered £87.50 and took £43.75." (rules.md J05, D33). A part of screens that
 * ask about the payment; false, and nothing is put, when there is nothing to say or the visitor was
 * not recognised: it is their own affair, and letters alone show nothing of it. */
bool month_put(const struct kiosk *kiosk, struct ui *ui);

#endif
