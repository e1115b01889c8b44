#ifndef KIOSK_TRAY_H
#define KIOSK_TRAY_H

#include "kiosk/kiosk.h"

/*
 * The tray under the camera, on a screen: what the camera sees, live. Putting it is what opens the
 * camera (PRV-17a), so the screen says beside it that it is on. With `cards` a card's code that it
 * sees is a scan like any other.
 *
 * The first screen, where the kiosk stands unattended and whoever passes is not asked, has none:
 * who shows a card there touches "Show my card" first. So arriving by card is one scan and two
 * touches under a camera, and one scan and one touch with a scanner, which sees nothing but cards.
 * "Is that you?" stays a touch, for the card that lies there may be that of the visitor before. Nor
 * does the camera look on while letters are touched: most who do that have no card, and should not
 * be told that they are seen.
 */
void tray_put(const struct kiosk *kiosk, struct ui *ui, bool cards);

/* Says that the camera is on, on every screen that opens it, and that a ticket was found. */
void tray_say(const struct kiosk *kiosk, struct ui *ui);

/* This kiosk has such a camera, as far as is known. */
bool tray_is_there(const struct kiosk *kiosk);

/* A screen that shows it is entered: one that was unplugged is tried again. */
void tray_enter(struct kiosk *kiosk);

#endif
