#ifndef KIOSK_SCAN_H
#define KIOSK_SCAN_H

#include "kiosk/kiosk.h"

/*
 * A card was shown where nobody is being served. A member's goes on to "Is that you?", and so does
 * a slip that was made here, whose claim it finds; a host's to the opening of a meeting when none
 * is open, and else to the desk.
 */
enum scan {
    SCAN_WENT,    // another screen follows
    SCAN_UNKNOWN, // no card of ours, or of nobody who is expected here
    SCAN_REFUSED, // a staff card that opens nothing here
};

enum scan scan_card(struct kiosk *kiosk, const char *code);

/*
 * A card was shown for the visitor, who is known by letters alone. Their own recognises them, and
 * the slip of their claim; a host's does so with its PIN (the host's nod), which goes by way of the
 * PIN's screen unless it was keyed in a moment ago. Any other is SCAN_UNKNOWN.
 */
enum scan scan_for_visitor(struct kiosk *kiosk, const char *code);

/* A card's text, or a slip's, and not somebody's shopping. */
bool scan_is_ours(const char *code);

/* The host's PIN was right: they vouch for the visitor, and the desk stays locked. */
void scan_nod(struct kiosk *kiosk);

#endif
