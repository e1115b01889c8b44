#ifndef SHARED_LOG_H
#define SHARED_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/db.h"
#include "shared/envelope.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/record.h"

/*
 * Logs: append-only chains of records in a database, ours and other people's.
 *
 * A log grows in two ways. Its owner appends (log_append), inside the transaction that also makes
 * the projections. Whoever it was sent to stores what arrived (log_store), byte for byte. Nothing
 * here changes or removes a record. The table is log_schema's; only this module names it.
 */
extern const char log_schema_sql[];

struct log_head {
    struct id log_id;
    int64_t seq; // 0: nothing yet, and the hash is zeros
    uint8_t hash[RECORD_HASH_SIZE];
};

/* What is to be said; the log adds its own id, seq, hash, clocks and the local date. */
struct log_entry {
    struct id op_id; // none: a new one
    enum record_kind kind;
    struct id meeting_id;
    const char *body; // JSON
    size_t body_length;
};

bool log_head(struct db *db, struct id log_id, struct log_head *out, struct err *err);

/*
 * Inside db_begin. A record of the same log with the same op_id and the same kind, meeting and body
 * is nothing new: true, and *appended is false (FRM-08). With other content it is ERR_CONFLICT. A
 * body longer than RECORD_BODY_MAX is asserted.
 */
bool log_append(struct db *db, struct id log_id, const struct log_entry *entry, bool *appended,
                struct err *err);

/* Whether that log has a record of that act. */
bool log_has_operation(struct db *db, struct id log_id, struct id op_id, bool *out,
                       struct err *err);

enum log_outcome {
    LOG_STORED, // new, at the end of the chain
    LOG_KNOWN,  // we have these very bytes
    LOG_FORKED, // it does not follow our chain, but another: kept beside it, once, on a branch
    LOG_GAP,    // something before it is missing: not stored
};

/*
 * Inside db_begin. The record is one that envelope_verify gave. A branch is stored as far as it
 * goes, also beyond the end of our chain (reliability.md R7); the head stays our chain's.
 */
bool log_store(struct db *db, const uint8_t *raw, size_t length, enum log_outcome *outcome,
               struct err *err);

/*
 * Claims an operation for the books: *first is true the first time this op_id is seen with any
 * log, false when the same content was seen before (a re-offered tail). Other content under the
 * same op_id is ERR_CONFLICT: an exception, never a second effect (reliability.md F12). Inside
 * db_begin.
 */
bool log_claim_operation(struct db *db, const struct record *record, bool *first, struct err *err);

/* Whether any log has an act of that op_id that the books took or refused. */
bool log_is_claimed(struct db *db, struct id op_id, bool *out, struct err *err);

/* Fills a batch with what follows `after`, as much as fits; count 0 when there is nothing. */
bool log_batch(struct db *db, struct id log_id, int64_t after, struct envelope_batch *out,
               struct err *err);

/* The bytes of one record; ERR_NOT_FOUND. The caller clears them. */
bool log_read(struct db *db, struct id log_id, int64_t seq, struct bytes *out, struct err *err);

/* The hash at a place; ERR_NOT_FOUND. seq 0 gives zeros. */
bool log_hash_at(struct db *db, struct id log_id, int64_t seq, uint8_t out[RECORD_HASH_SIZE],
                 struct err *err);

/*
 * Reads the whole chain, and every branch, and checks each link, length and stored column.
 * ERR_INVALID with the place of the first record that is not what it was. What is cut off at the
 * end of a chain leaves no trace in it: compare *out with a head that somebody else has signed.
 */
bool log_verify(struct db *db, struct id log_id, struct log_head *out, struct err *err);

/*
 * Calls `each` for every record of the log in order, of those after `after`. If it returns false,
 * so does log_each, with the err that `each` filled.
 */
bool log_each(struct db *db, struct id log_id, int64_t after,
              bool (*each)(const struct record *record, void *context, struct err *err),
              void *context, struct err *err);

/*
 * The same for the records of every log, of kinds below `below`, in the order they arrived here,
 * and each operation once, as its first record has it: what projections are made again from.
 */
bool log_each_effect(struct db *db, enum record_kind below,
                     bool (*each)(const struct record *record, void *context, struct err *err),
                     void *context, struct err *err);

#endif
