#ifndef KIOSK_BARCODE_H
#define KIOSK_BARCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Reads a card's or slip's QR code in a picture, however it lies there. This is the only file that
 * knows zbar. What it finds is somebody's text and no more: card_parse and handed_open say whether
 * it is one of ours.
 */
#define BARCODE_SIZE 1024 // of a code's text, with its NUL; a longer one is none of ours

/* One byte a pixel, row by row without gaps. False, and out is left alone, when there is none. */
bool barcode_read(char out[static BARCODE_SIZE], const uint8_t *grey, unsigned width,
                  unsigned height);

#endif
