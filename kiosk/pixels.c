// SPDX-License-Identifier: Apache-2.0

#include "kiosk/pixels.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static int at_most(int a, int b)
{
    return a < b ? a : b;
}

static int at_least(int a, int b)
{
    return a > b ? a : b;
}

static uint32_t mix(uint32_t below, uint32_t above, double share)
{
    uint32_t out = 0xFF000000U;

    for (int shift = 0; shift < 24; shift += 8) {
        double a = (below >> shift) & 0xFF;
        double b = (above >> shift) & 0xFF;

        out |= (uint32_t)lround(a + (b - a) * share) << shift;
    }
    return out;
}

static void fill(struct pixels *pixels, int y, int from, int to, uint32_t colour)
{
    // The row in a variable of its own: what is written could else be the struct, and is read
    // again.
    uint32_t *row = pixels->data + (ptrdiff_t)y * pixels->stride;
    uint32_t opaque = 0xFF000000U | colour;
    const uint32_t eight[8] = {opaque, opaque, opaque, opaque, opaque, opaque, opaque, opaque};
    int x = at_least(from, pixels->left);

    to = at_most(to, pixels->right);
    for (; x + 8 <= to; x += 8)
        memcpy(row + x, eight, sizeof eight);
    for (; x < to; x++)
        row[x] = opaque;
}

static void put(struct pixels *pixels, int x, int y, uint32_t colour, double share)
{
    uint32_t *pixel = &pixels->data[y * pixels->stride + x];

    if (x >= pixels->left && x < pixels->right && share > 0)
        *pixel = mix(*pixel, colour, share);
}

void pixels_round(struct pixels *pixels, struct pixels_box box, double radius, uint32_t colour)
{
    int r;

    radius = fmin(radius, fmin(box.w, box.h) / 2.0);
    radius = fmax(radius, 0);
    r = (int)ceil(radius);
    for (int y = at_least(box.y, pixels->top); y < at_most(box.y + box.h, pixels->bottom); y++) {
        int inside = at_most(y - box.y, box.y + box.h - 1 - y);
        double down = fmax(radius - inside - 0.5, 0);
        int edge = inside < r ? r : 0;
        int x = 0;

        for (; x < edge; x++) {
            double across = fmax(radius - x - 0.5, 0);
            double share = radius - sqrt(across * across + down * down) + 0.5;

            if (share >= 1) // and so are all that are further in
                break;
            put(pixels, box.x + x, y, colour, share);
            put(pixels, box.x + box.w - 1 - x, y, colour, share);
        }
        fill(pixels, y, box.x + x, box.x + box.w - x, colour);
    }
}

static uint32_t mean(const struct pixels *from, int left, int top, int right, int bottom)
{
    uint64_t sum[4] = {0};
    uint64_t count = (uint64_t)(right - left) * (uint64_t)(bottom - top);
    uint32_t out = 0;

    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++)
            for (int part = 0; part < 4; part++)
                sum[part] += (from->data[y * from->stride + x] >> (8 * part)) & 0xFF;
    for (int part = 0; part < 4; part++)
        out |= (uint32_t)(sum[part] / count) << (8 * part);
    return out;
}

void pixels_shrink(const struct pixels *from, struct pixels *to)
{
    for (int y = 0; y < to->height; y++)
        for (int x = 0; x < to->width; x++) {
            int left = (int)((int64_t)x * from->width / to->width);
            int top = (int)((int64_t)y * from->height / to->height);
            int right = (int)((int64_t)(x + 1) * from->width / to->width);
            int bottom = (int)((int64_t)(y + 1) * from->height / to->height);

            to->data[y * to->stride + x] =
                mean(from, left, top, at_least(right, left + 1), at_least(bottom, top + 1));
        }
}
