#ifndef KIOSK_REFUSAL_H
#define KIOSK_REFUSAL_H

#include "kiosk/render.h"
#include "kiosk/stage.h"

/*
 * A display without room for large print is refused, and says so itself, or an installer with no
 * terminal would see nothing. Places screen_too_small on it, in the largest letters in which all of
 * it fits; they are smaller than is promised to visitors. The stage has a kiosk and a ui; the
 * render was opened for that display.
 */
void refusal_place(struct stage *stage, struct render *render, const struct ui_display *display);

#endif
