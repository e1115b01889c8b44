#ifndef KIOSK_DISPLAY_H
#define KIOSK_DISPLAY_H

#include <stdbool.h>

#include "kiosk/ui.h"
#include "shared/err.h"

#define DISPLAY_TEXT_SIZE 32

/*
 * The display's pixels and its true size, which no driver tells reliably: both are measured by a
 * person once and written down as "1280x800@218x136" (pixels, then millimetres of the lit part), or
 * with the unit, "1280x800@218mmx136mm".
 *
 * Parsing takes any display whose millimetres go with its pixels (ERR_INVALID for others), however
 * small.
 */
bool display_parse(struct ui_display *out, const char *text, struct err *err);
void display_write(char out[static DISPLAY_TEXT_SIZE], const struct ui_display *display);

/* Whether large print has room on it (accessibility.md 1.1); if not, ERR_INVALID says what would
 * do.
 */
bool display_has_room(const struct ui_display *display, struct err *err);

/* Both. */
bool display_read(struct ui_display *out, const char *text, struct err *err);

double display_px_per_mm(const struct ui_display *display);

/*
 * Measured with a bank card (ISO/IEC 7810 ID-1), whose size is the same everywhere: a frame was
 * drawn as the display was thought to be, and a card needs one that is `times` as large. Fills *out
 * with what the display truly is, in whole millimetres.
 */
#define DISPLAY_CARD_WIDE 85.60
#define DISPLAY_CARD_HIGH 53.98
void display_measure(struct ui_display *out, const struct ui_display *thought, double times);

/*
 * What was measured that way, in a file of the kiosk's data folder; it holds for a display of the
 * same pixels. ERR_NOT_FOUND when nothing was, ERR_INVALID for a file that makes no sense: what is
 * configured then holds.
 */
bool display_keep(const char *folder, const struct ui_display *display, struct err *err);
bool display_recall(struct ui_display *out, const char *folder, const struct ui_display *configured,
                    struct err *err);

#endif
