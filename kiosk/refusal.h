#ifndef KIOSK_REFUSAL_H
#define KIOSK_REFUSAL_H

#include "kiosk/render.h"
#include "kiosk/stage.h"

/*
 * A computer on which the kiosk may not start says so on its display, or an installer with no
 * terminal would see nothing. Places that screen (screen_too_small, screen_swaps) in the largest
 * letters in which all of it fits; on a display that is too small they are smaller than is promised
 * to visitors. The stage has a kiosk and a ui; the render was opened for that display.
 */
void refusal_place(struct stage *stage, struct render *render, const struct ui_display *display,
                   const struct screen *screen);

#endif
