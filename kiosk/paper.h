#ifndef KIOSK_PAPER_H
#define KIOSK_PAPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Whether something with print on it, a ticket or a phone that shows one, lies in a picture of the
 * tray: grey pixels, row by row. The tray itself, its yellow square, the square's edge, shadows and
 * a hand have no print. Print is told by small dark and light places side by side over an area; a
 * line, however it lies, is not enough.
 */
bool paper_is_there(const uint8_t *grey, size_t width, size_t height);

#endif
