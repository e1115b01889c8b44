#ifndef TESTS_SHARED_CHAIN_H
#define TESTS_SHARED_CHAIN_H

#include "shared/log.h"

/* A log in memory, in a transaction that is taken back in the end. Everything asserts that it
 * works.
 */
struct chain {
    struct db *db;
    struct id ours; // the log's
};

void chain_open(struct chain *chain);
void chain_close(struct chain *chain);
void chain_run(struct chain *chain, const char *sql);

/* --- what we say --- */

void chain_append(struct chain *chain, const struct log_entry *what, bool appended);
void chain_append_some(struct chain *chain, int count);
struct log_head chain_head(struct chain *chain, struct id log_id);

/* --- what was sent --- */

/* Record `seq` of some history of our log, of which the body says which. prev is the hash before,
 * and becomes this one's. The caller clears it. */
struct bytes chain_next(const struct chain *chain, int64_t seq,
                        uint8_t prev[static RECORD_HASH_SIZE], const char *body);
void chain_store(struct chain *chain, const struct bytes *raw, enum log_outcome outcome);
/* So many records after `seq`, all with that body; prev as in chain_next. */
void chain_store_run(struct chain *chain, int64_t seq, int count,
                     uint8_t prev[static RECORD_HASH_SIZE], const char *body,
                     enum log_outcome outcome);

#endif
