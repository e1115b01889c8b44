#ifndef KIOSK_SCAN_H
#define KIOSK_SCAN_H

#include "kiosk/kiosk.h"

/*
 * A card was shown where nobody is being served. A member's goes on to "Is that you?", a host's
 * opens the meeting when none is open, and else goes on to the desk.
 */
enum scan {
    SCAN_WENT,    // another screen follows
    SCAN_UNKNOWN, // no card of ours, or of nobody who is expected here
    SCAN_REFUSED, // a staff card that opens nothing here
};

enum scan scan_card(struct kiosk *kiosk, const char *code);

#endif
