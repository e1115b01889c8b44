#ifndef KIOSK_TIMEPAD_H
#define KIOSK_TIMEPAD_H

#include <stdbool.h>
#include <stdint.h>

#include "kiosk/ui.h"

/* A time of day, keyed as three or four digits: "955" and "0955" are five to ten. Part of screens.
 */
#define TIMEPAD_SIZE 5

/* The field that shows what was keyed; the key names it. Then, in another column, the keys: true
 * when something was keyed. */
void timepad_show(struct ui *ui, const char *key, const char typed[static TIMEPAD_SIZE]);
bool timepad_keys(struct ui *ui, char typed[static TIMEPAD_SIZE]);

/* The instant of that local day; false for what is no time, or no single one (the hour that the
 * clocks go back over). */
bool timepad_read(const char typed[static TIMEPAD_SIZE], const char *date, int64_t *out);

/* The same of the day on which that span begins, or of the next one: whichever lies in the span or
 * nearer to it, for a meeting may run over midnight. */
bool timepad_read_near(const char typed[static TIMEPAD_SIZE], int64_t from_ms, int64_t to_ms,
                       int64_t *out);

#endif
