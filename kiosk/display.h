#ifndef KIOSK_DISPLAY_H
#define KIOSK_DISPLAY_H

#include <stdbool.h>

#include "kiosk/ui.h"
#include "shared/err.h"

/*
 * The display's pixels and its true size, which no driver tells reliably: both are measured by a
 * person once and written down as "1280x800@218x136" (pixels, then millimetres).
 */
bool display_read(struct ui_display *out, const char *text, struct err *err);

double display_px_per_mm(const struct ui_display *display);

#endif
