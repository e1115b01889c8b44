#ifndef SERVER_INGEST_H
#define SERVER_INGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/kiosks.h"
#include "server/office.h"
#include "shared/acknowledgement.h"
#include "shared/bytes.h"
#include "shared/db.h"
#include "shared/envelope.h"
#include "shared/err.h"
#include "shared/log.h"
#include "shared/record.h"

/*
 * Takes what kiosks send. Stored is not approved: all that is properly signed is stored, one
 * transaction an envelope. What the books refuse, or nobody here understands, becomes an exception,
 * and the records behind it go on (architecture.md decision 4 and part 5).
 */
struct ingest_result {
    struct kiosks_life life; // whose log it is
    int64_t from;
    int64_t to;
    int64_t stored; // new ones
    int64_t known;
    int64_t forked;
    int64_t exceptions;
    struct id chose[ENVELOPE_RECORDS]; // people of whom something is new: kiosks are to be told
    size_t chose_count;
    bool gap; // something before it is missing: nothing was stored
};

/*
 * ERR_INVALID: no envelope, or not sealed to us; ERR_NOT_FOUND: of a log we do not know, or not
 * signed by its kiosk. When it returns true, what the result says is on the disk.
 */
bool ingest_envelope(struct db *db, const struct office *office, const struct bytes *envelope,
                     struct ingest_result *out, struct err *err);

/*
 * Makes of one record what it means here: books, assessment, what is wanted. What does not fit is
 * an exception, counted in *exceptions. Inside db_begin.
 */
bool ingest_apply(struct db *db, const struct office *office, const struct record *record,
                  int64_t *exceptions, struct err *err);
/* The same of a record that had its effect before, and has it again (books_apply_again). */
bool ingest_apply_again(struct db *db, const struct office *office, const struct record *record,
                        struct err *err);

/* Whether this program understands it; if not it is kept, and has no effect. */
bool ingest_understands(const struct record *record);

/*
 * Something that kiosks record as well, done at the office: into the office's own log, with the
 * effect it has from there. What the books refuse is an error here, and nothing was recorded once
 * db_end is told. Inside db_begin.
 */
bool ingest_ours(struct db *db, const struct office *office, const struct log_entry *entry,
                 const void *body, struct err *err);

/* A note came whole: names of somebody who was added are put where names are. */
bool ingest_note(struct db *db, const struct office *office,
                 const uint8_t name[static NOTE_NAME_SIZE], struct err *err);

/* The signed answer for one kiosk: how far its log and ours for it are stored, right now. */
bool ingest_acknowledge(struct db *db, struct id log_id, struct acknowledgement *out,
                        struct err *err);

#endif
