#ifndef KIOSK_HAND_H
#define KIOSK_HAND_H

#include <stdbool.h>
#include <stdint.h>

#include "kiosk/desk_pay.h"
#include "kiosk/kiosk.h"

/*
 * The whole screen turned to the person whose claim is open at the desk: what is handed over, or
 * waits until next time, as they like it and as long as they need. Afterwards the desk is open, if
 * the payer's own minute (DESK_IDLE_MS from their last touch, whatever the person did since) is not
 * over.
 */
struct hand {
    struct desk_pay_view view;
    int64_t handed_ms; // when the payer touched last; monotonic
};

/* Nothing is in it where no claim is open, as --dump-screens shows it. False: it could not be read,
 * and the kiosk knows. */
bool hand_begin(struct kiosk *kiosk, struct hand *hand);
void hand_end(struct kiosk *kiosk, const struct hand *hand);

#endif
