#ifndef KIOSK_RENDER_SLIP_H
#define KIOSK_RENDER_SLIP_H

#include "kiosk/render.h"
#include "kiosk/slip.h"

/*
 * Draws a slip in the fonts of the screen, as dots of paper: words broken at spaces, amounts at the
 * right. What is in out is thrown away; clear its rows when done.
 */
void render_slip(struct render *render, const struct slip *slip, struct slip_paper *out);

#endif
