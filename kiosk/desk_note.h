#ifndef KIOSK_DESK_NOTE_H
#define KIOSK_DESK_NOTE_H

#include "kiosk/desk_pay.h"
#include "kiosk/ui.h"

/* What the desk says of a claim in a word: paid, by bank, of a meeting before. Its key, with what
 * is in its words; NULL: there is nothing to say. */
const char *desk_note(const struct desk_pay_view *view, struct ui *ui);

#endif
