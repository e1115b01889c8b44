#ifndef KIOSK_LOOK_H
#define KIOSK_LOOK_H

#include "kiosk/store.h"
#include "shared/body.h"

/*
 * How the screen looked to whoever made a claim, as a code (prefs.h): their money is handed over to
 * them in that language and size, after a start in between too. It never leaves the kiosk, and is
 * there no longer than until the meeting closes, or another is opened after a power cut.
 */

/* Inside store_begin; what was kept of that claim before is replaced. */
bool look_keep(struct store *store, struct id meeting, struct id claim, const char *code,
               struct err *err);

/* "" when nothing is known of the claim. */
bool look_find(struct store *store, struct id claim, char code[static BODY_CODE_SIZE],
               struct err *err);

/* Forgets it of every meeting but that one; of none: of all. Inside store_begin. */
bool look_clear(struct store *store, struct id except, struct err *err);

#endif
