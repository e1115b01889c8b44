// SPDX-License-Identifier: Apache-2.0

#include "kiosk/display.h"

#include <math.h>
#include <stdio.h>

double display_px_per_mm(const struct ui_display *display)
{
    return display->width_px / display->width_mm;
}

// A question in capitals of 7 mm, and keys of 15 mm, must have room (accessibility.md 1.1).
static bool is_big_enough(const struct ui_display *display)
{
    if (display->width_mm >= display->height_mm)
        return display->width_mm >= 200 && display->height_mm >= 125;
    return display->width_mm >= 160 && display->height_mm >= 280;
}

static bool is_square(const struct ui_display *display)
{
    double across = display->width_px / display->width_mm;
    double down = display->height_px / display->height_mm;

    return fabs(across - down) <= 0.05 * across;
}

bool display_read(struct ui_display *out, const char *text, struct err *err)
{
    int wide, high, wide_mm, high_mm;
    char rest;
    struct ui_display display;

    if (sscanf(text, "%5dx%5d@%5dx%5d%c", &wide, &high, &wide_mm, &high_mm, &rest) != 4 ||
        wide < 640 || high < 480 || wide > 8192 || high > 8192 || wide_mm < 1 || high_mm < 1)
        return err_set(err, ERR_INVALID,
                       "a display is written like 1920x1080@476x268: its pixels, then its "
                       "millimetres measured with a ruler");
    display = (struct ui_display){wide, high, wide_mm, high_mm};
    if (!is_square(&display))
        return err_set(err, ERR_INVALID,
                       "the display's %d x %d mm do not go with its %d x %d pixels: measure the "
                       "lit part again",
                       wide_mm, high_mm, wide, high);
    if (!is_big_enough(&display))
        return err_set(err, ERR_INVALID,
                       "a display of %d x %d mm is too small for large print: use one of 10.1 "
                       "inches or more (13.3 upright)",
                       wide_mm, high_mm);
    *out = display;
    return true;
}
