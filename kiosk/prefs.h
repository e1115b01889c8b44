#ifndef KIOSK_PREFS_H
#define KIOSK_PREFS_H

#include <stdbool.h>

#include "kiosk/ui.h"
#include "shared/body.h"

/*
 * How somebody wants to see and hear it, as one code that a record can hold:
 * "cy.XL.black.usual.off.2.5". The fourth part may be "spacious", the fifth "on" for who is read
 * to; then the steps of speed and loudness (voice.h). Parts that come later are added at the end: a
 * kiosk that does not know them passes them over, and what an older kiosk did not write is as
 * usual.
 */
void prefs_write(char out[static BODY_CODE_SIZE], const struct ui_prefs *prefs);

/* False, and *out is left alone, for a code that no kiosk writes. */
bool prefs_read(struct ui_prefs *out, const char *code);

#endif
