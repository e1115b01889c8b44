#ifndef SERVER_NOTES_H
#define SERVER_NOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/office.h"
#include "shared/bytes.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/note.h"

/*
 * Sealed notes: those we made for kiosks are in the database, those that kiosks send are files in
 * the notes folder, which may come in parts. A note that is whole is never replaced.
 */

/* Ours, to be fetched. Inside db_begin or not. */
bool notes_keep(struct db *db, const uint8_t name[static NOTE_NAME_SIZE],
                const struct bytes *sealed, struct err *err);

/* ERR_NOT_FOUND. Replaces what is in out. */
bool notes_get(struct db *db, const struct office *office,
               const uint8_t name[static NOTE_NAME_SIZE], struct bytes *out, struct err *err);

struct notes_state {
    int64_t received;
    bool complete;
};
bool notes_state(struct db *db, const struct office *office,
                 const uint8_t name[static NOTE_NAME_SIZE], struct notes_state *out,
                 struct err *err);

/* Some bytes of a note, from `offset` on. */
struct notes_part {
    uint8_t name[NOTE_NAME_SIZE];
    int64_t offset;
    const struct bytes *bytes;
};

/*
 * Takes a part: what is there already is passed over, a part behind a gap
 * is not taken, and the state says so. It is complete when the name is the hash of the whole. When
 * a record has said how long it is, or it is longer than any note, and the hash is another, all of
 * it is forgotten: ERR_INVALID. Durable when it returns.
 */
bool notes_take(struct db *db, const struct office *office, const struct notes_part *part,
                struct notes_state *out, struct err *err);

/* What a record says of a note that is to come. */
struct notes_wanted {
    uint8_t name[NOTE_NAME_SIZE];
    struct id meeting;
    struct id log_id;
    char purpose[16]; // "picture", "names"
    struct id about;
    int64_t sealed_bytes; // 0: not said
    bool arrived;
};
/* Inside db_begin. */
bool notes_want(struct db *db, const struct notes_wanted *wanted, struct err *err);
/* ERR_NOT_FOUND. */
bool notes_find_wanted(struct db *db, const uint8_t name[static NOTE_NAME_SIZE],
                       struct notes_wanted *out, struct err *err);
/* Of one kiosk's log. */
bool notes_count_waiting(struct db *db, struct id log_id, int64_t *out, struct err *err);

#endif
