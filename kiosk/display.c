// SPDX-License-Identifier: Apache-2.0

#include "kiosk/display.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "shared/bytes.h"
#include "shared/outbox.h"

double display_px_per_mm(const struct ui_display *display)
{
    return display->width_px / display->width_mm;
}

static bool is_square(const struct ui_display *display)
{
    double across = display->width_px / display->width_mm;
    double down = display->height_px / display->height_mm;

    return fabs(across - down) <= 0.05 * across;
}

// With or without the word of the unit: 476x268 or 476mmx268mm.
static bool read_size(struct ui_display *out, const char *text)
{
    int wide, high, wide_mm, high_mm;
    int end = 0;

    if (sscanf(text, "%5dx%5d@%5dx%5d%n", &wide, &high, &wide_mm, &high_mm, &end) != 4 &&
        sscanf(text, "%5dx%5d@%5dmmx%5dmm%n", &wide, &high, &wide_mm, &high_mm, &end) != 4)
        return false;
    *out = (struct ui_display){wide, high, wide_mm, high_mm};
    return end > 0 && text[end] == '\0' && wide >= 240 && high >= 240 && wide <= 8192 &&
           high <= 8192 && wide_mm >= 1 && high_mm >= 1;
}

bool display_parse(struct ui_display *out, const char *text, struct err *err)
{
    struct ui_display display;

    if (!read_size(&display, text))
        return err_set(err, ERR_INVALID,
                       "a display is written like 1920x1080@476x268: its pixels, then its "
                       "millimetres measured with a ruler");
    if (!is_square(&display))
        return err_set(err, ERR_INVALID,
                       "the display's %.0f x %.0f mm do not go with its %d x %d pixels: measure "
                       "the lit part again",
                       display.width_mm, display.height_mm, display.width_px, display.height_px);
    *out = display;
    return true;
}

void display_write(char out[static DISPLAY_TEXT_SIZE], const struct ui_display *display)
{
    snprintf(out, DISPLAY_TEXT_SIZE, "%dx%d@%.0fx%.0f", display->width_px, display->height_px,
             display->width_mm, display->height_mm);
}

// A question in capitals of 7 mm, and keys of 15 mm, must have room (accessibility.md 1.1).
static bool is_large(const struct ui_display *display)
{
    if (display->width_mm >= display->height_mm)
        return display->width_mm >= 200 && display->height_mm >= 125;
    return display->width_mm >= 160 && display->height_mm >= 280;
}

static bool is_fine(const struct ui_display *display)
{
    int less = display->width_px < display->height_px ? display->width_px : display->height_px;
    int more = display->width_px + display->height_px - less;

    return less >= 480 && more >= 640;
}

bool display_has_room(const struct ui_display *display, struct err *err)
{
    if (is_large(display) && is_fine(display))
        return true;
    return err_set(err, ERR_INVALID,
                   "a display of %.0f x %.0f mm with %d x %d pixels is too small for large print: "
                   "use one of 10.1 inches or more (13.3 upright)",
                   display->width_mm, display->height_mm, display->width_px, display->height_px);
}

bool display_read(struct ui_display *out, const char *text, struct err *err)
{
    struct ui_display display = {0};

    if (!display_parse(&display, text, err) || !display_has_room(&display, err))
        return false;
    *out = display;
    return true;
}

// --- measured with a card ---

void display_measure(struct ui_display *out, const struct ui_display *thought, double times)
{
    *out = *thought;
    out->width_mm = round(thought->width_mm / times);
    out->height_mm = round(out->width_mm * thought->height_px / thought->width_px);
}

static const char FILE_NAME[] = "display";

bool display_keep(const char *folder, const struct ui_display *display, struct err *err)
{
    char text[DISPLAY_TEXT_SIZE];

    if (!*folder)
        return err_set(err, ERR_NOT_FOUND, "there is no folder to keep the display's size in");
    display_write(text, display);
    return outbox_put(folder, FILE_NAME, text, strlen(text), err);
}

static bool recall(struct ui_display *out, const struct bytes *text,
                   const struct ui_display *configured, struct err *err)
{
    struct ui_display display = {0};

    if (strlen(bytes_text(text)) != text->length || !display_read(&display, bytes_text(text), err))
        return err_set(err, ERR_INVALID,
                       "the measured size of the display makes no sense, so the configured one is "
                       "used: measure it again with a card");
    if (display.width_px != configured->width_px || display.height_px != configured->height_px)
        return err_set(err, ERR_INVALID,
                       "another display was measured, with %d x %d pixels, so the configured size "
                       "is used: measure this one with a card",
                       display.width_px, display.height_px);
    *out = display;
    return true;
}

bool display_recall(struct ui_display *out, const char *folder, const struct ui_display *configured,
                    struct err *err)
{
    struct bytes text = {0};
    bool ok = outbox_get(folder, FILE_NAME, DISPLAY_TEXT_SIZE, &text, err) &&
              recall(out, &text, configured, err);

    bytes_clear(&text);
    return ok;
}
