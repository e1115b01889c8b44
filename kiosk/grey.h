#ifndef KIOSK_GREY_H
#define KIOSK_GREY_H

#include <stddef.h>
#include <stdint.h>

/* From the darkest to the lightest of nearly all grey pixels: a thousandth at each end, a glint or
 * a speck of dirt, is left out. 0 to 255. */
struct grey_range {
    int low, high;
};
struct grey_range grey_range(const uint8_t *grey, size_t count);

#endif
