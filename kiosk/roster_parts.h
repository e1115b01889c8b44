#ifndef KIOSK_ROSTER_PARTS_H
#define KIOSK_ROSTER_PARTS_H

#include "kiosk/roster.h"

/* Parts of the roster that its own files share. */

bool roster_read_row(const struct db_rows *rows, int column, enum record_kind kind, void *out,
                     struct err *err);

/* The one row of a statement, and the meeting that is planned; ERR_NOT_FOUND. */
bool roster_read_one(struct store *store, const char *sql, struct db_args args,
                     enum record_kind kind, void *out, struct err *err);
bool roster_read_planned(struct store *store, struct id meeting, struct body_meeting_planned *out,
                         struct err *err);

/* The meeting's key, when the card is a host's of it. */
bool roster_find_key(const struct body_meeting_planned *planned, const struct card *card,
                     uint8_t key[static NOTE_KEY_SIZE]);

/* Seals somebody's names for a meeting; `sealed` is the caller's. */
void roster_seal_names(const struct body_names *names, const uint8_t key[static NOTE_KEY_SIZE],
                       struct bytes *sealed, uint8_t name[static NOTE_NAME_SIZE]);

/* ERR_NOT_FOUND when the note has not come, ERR_INVALID when it does not open. */
bool roster_open_names(struct store *store, const uint8_t note[static NOTE_NAME_SIZE],
                       const uint8_t key[static NOTE_KEY_SIZE], struct body_names *out,
                       struct err *err);

#endif
