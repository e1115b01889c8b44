// SPDX-License-Identifier: Apache-2.0
#include "kiosk/grey.h"

struct grey_range grey_range(const uint8_t *grey, size_t count)
{
    struct grey_range range = {0, 255};
    size_t levels[256] = {0};
    size_t dark = 0;
    size_t light = 0;

    for (size_t i = 0; i < count; i++)
        levels[grey[i]]++;
    while (range.low < 255 && (dark += levels[range.low]) <= count / 1000)
        range.low++;
    while (range.high > range.low && (light += levels[range.high]) <= count / 1000)
        range.high--;
    return range;
}
