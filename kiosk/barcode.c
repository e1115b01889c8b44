// SPDX-License-Identifier: Apache-2.0
#include "kiosk/barcode.h"

#include <stdlib.h>
#include <string.h>

#include <zbar.h>

#include "shared/mem.h"

static bool take(char out[static BARCODE_SIZE], const zbar_symbol_t *symbol)
{
    unsigned length = zbar_symbol_get_data_length(symbol);
    const char *data = zbar_symbol_get_data(symbol);

    if (zbar_symbol_get_type(symbol) != ZBAR_QRCODE || length >= BARCODE_SIZE ||
        memchr(data, '\0', length))
        return false;
    memcpy(out, data, length);
    out[length] = '\0';
    return true;
}

static bool scan(char out[static BARCODE_SIZE], const uint8_t *grey, unsigned width,
                 unsigned height)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    const zbar_symbol_t *symbol;
    bool found = false;

    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, width, height);
    zbar_image_set_data(image, grey, (unsigned long)width * height, NULL); // stays the caller's
    zbar_scan_image(scanner, image);
    for (symbol = zbar_image_first_symbol(image); symbol && !found;
         symbol = zbar_symbol_next(symbol))
        found = take(out, symbol);
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    return found;
}

// The mean of each four pixels: grain and fine print go, and a card stays.
static uint8_t *halve(const uint8_t *grey, unsigned width, unsigned height)
{
    unsigned half = width / 2;
    uint8_t *smaller = mem_new((size_t)half * (height / 2), 1);

    for (unsigned y = 0; y < height / 2; y++)
        for (unsigned x = 0; x < half; x++) {
            const uint8_t *at = grey + (size_t)2 * y * width + (size_t)2 * x;

            smaller[(size_t)y * half + x] =
                (uint8_t)((at[0] + at[1] + at[width] + at[width + 1] + 2) / 4);
        }
    return smaller;
}

bool barcode_read(char out[static BARCODE_SIZE], const uint8_t *grey, unsigned width,
                  unsigned height)
{
    uint8_t *smaller;
    bool found;

    if (scan(out, grey, width, height))
        return true;
    smaller = halve(grey, width, height);
    found = scan(out, smaller, width / 2, height / 2);
    mem_wipe(smaller, (size_t)(width / 2) * (height / 2));
    free(smaller);
    return found;
}
