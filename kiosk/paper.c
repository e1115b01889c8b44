// SPDX-License-Identifier: Apache-2.0
#include "kiosk/paper.h"

#include <stdlib.h>

#include "kiosk/grey.h"
#include "shared/mem.h"

#define BLOCK 8       // pixels
#define STEPS_LEAST 3 // up, and as many down, in a block with print
#define AROUND 6      // of the nine blocks around one, where it is an area
#define AREAS_LEAST 4
#define STEP_LEAST 10 // grey levels: less is a camera's grain

// Steps up and down from pixel to pixel in that direction, within one block.
static bool goes_up_and_down(const uint8_t *at, size_t width, size_t next, int step)
{
    int up = 0;
    int down = 0;

    for (size_t y = 0; y < BLOCK; y++)
        for (size_t x = 0; x < BLOCK; x++) {
            const uint8_t *pixel = at + y * width + x;
            int by = pixel[next] - pixel[0];

            up += by >= step;
            down += -by >= step;
        }
    return up >= STEPS_LEAST && down >= STEPS_LEAST;
}

static size_t around(const bool *busy, size_t across, size_t x, size_t y)
{
    size_t count = 0;

    for (size_t j = y - 1; j <= y + 1; j++)
        for (size_t i = x - 1; i <= x + 1; i++)
            count += busy[j * across + i];
    return count;
}

// The last row and column of pixels have no next one: no block reaches there.
static size_t count_areas(const bool *busy, size_t across, size_t down)
{
    size_t areas = 0;

    for (size_t y = 1; y + 1 < down; y++)
        for (size_t x = 1; x + 1 < across; x++)
            areas += busy[y * across + x] && around(busy, across, x, y) >= AROUND;
    return areas;
}

bool paper_is_there(const uint8_t *grey, size_t width, size_t height)
{
    size_t across = width > 0 ? (width - 1) / BLOCK : 0;
    size_t down = height > 0 ? (height - 1) / BLOCK : 0;
    struct grey_range range;
    bool *busy;
    size_t areas;
    int step;

    if (across < 3 || down < 3)
        return false;
    range = grey_range(grey, width * height);
    step = (range.high - range.low) / 8;
    if (step < STEP_LEAST)
        step = STEP_LEAST;
    busy = mem_new(across * down, sizeof *busy);
    for (size_t i = 0; i < across * down; i++) {
        const uint8_t *at = grey + i / across * BLOCK * width + i % across * BLOCK;

        busy[i] = goes_up_and_down(at, width, 1, step) || goes_up_and_down(at, width, width, step);
    }
    areas = count_areas(busy, across, down);
    free(busy);
    return areas >= AREAS_LEAST;
}
