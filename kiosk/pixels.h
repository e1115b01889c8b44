#ifndef KIOSK_PIXELS_H
#define KIOSK_PIXELS_H

#include <stdint.h>

/* Plain shapes in memory, 0xAARRGGBB a pixel: what SDL cannot draw smoothly. */
struct pixels {
    uint32_t *data;
    int width, height;
    int stride;                   // in pixels
    int left, top, right, bottom; // nothing is painted outside; right and bottom excluded
};

struct pixels_box {
    int x, y, w, h;
};

/* Filled, with corners of that radius, smoothed. The colour is 0xRRGGBB. */
void pixels_round(struct pixels *pixels, struct pixels_box box, double radius, uint32_t colour);

/* A smaller (or larger) copy: every target pixel is the mean of what it covers. */
void pixels_shrink(const struct pixels *from, struct pixels *to);

#endif
