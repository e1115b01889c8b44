#ifndef SERVER_ASSESSED_H
#define SERVER_ASSESSED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/body.h"
#include "shared/books.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/record.h"

/*
 * Claims assessed by the server: first the same facts under the same policy, which must give the
 * same pence as at the kiosk (a difference is an exception, never a silent repair); then, when
 * presence is closed, with how long somebody was really there. That is what is agreed.
 */
struct assessed_claim {
    struct id claim;
    struct id log_id;
    int64_t version; // 1 when made, one more with each change
    bool same_pence; // as at the kiosk, of the last change
    bool agreed;
    int64_t fee_pence; // these three are only when agreed
    int64_t expenses_pence;
    char fee_channel[BODY_CODE_SIZE];
};

/*
 * After the books have taken a record. What does not fit becomes an exception (exceptions.h) and is
 * true. Inside db_begin.
 */
bool assessed_apply(struct db *db, const struct record *record, struct err *err);

/* ERR_NOT_FOUND. */
bool assessed_get(struct db *db, struct id claim, struct assessed_claim *out, struct err *err);

/*
 * What is agreed, line by line: the claim's facts with how long they were really there. Only for a
 * claim that is agreed; its lines add up to what is approved. out is large: not on a small stack.
 */
bool assessed_lines(struct db *db, const struct books_claim *claim, struct assessment *out,
                    struct err *err);

/* Throws the table away and makes it again from the log; the books have been. Inside db_begin. */
bool assessed_clear(struct db *db, struct err *err);
/* A hash over the whole table, to compare before and after. */
bool assessed_digest(struct db *db, uint8_t out[static RECORD_HASH_SIZE], struct err *err);

#endif
