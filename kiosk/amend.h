#ifndef KIOSK_AMEND_H
#define KIOSK_AMEND_H

#include <stdbool.h>
#include <stdint.h>

#include "kiosk/store.h"

/* How and when a claim's travel money is handed over: all that this changes of it; that no float
 * was there yet (cash_wanted) is past. Whether it may be changed is the caller's to know. */
struct amend {
    bool cash_today;
    int64_t leaves_ms; // "my bus goes at"; 0: unsaid
};

bool amend_claim(struct store *store, struct id op, struct id meeting, struct id claim,
                 const struct amend *amend, struct err *err);

#endif
