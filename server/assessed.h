#ifndef SERVER_ASSESSED_H
#define SERVER_ASSESSED_H

#include <stdbool.h>
#include <stdint.h>

#include "server/office.h"
#include "shared/body.h"
#include "shared/books.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/record.h"

/*
 * Claims assessed by the server: first the same facts under the same policy, which must give the
 * same pence as at the kiosk (a difference is an exception, never a silent repair); then, when
 * presence is closed, with how long somebody was really there, by the version of the policy that
 * holds for the day (policies_find_for_day). That is what is agreed. Whatever changes later, also
 * the policy, is assessed again; what was approved by then is adjusted (claims.h), and more paid
 * than is agreed is an exception.
 */
struct assessed_claim {
    struct id claim;
    struct id log_id;
    int64_t version; // 1 when made, one more with each change
    bool same_pence; // as at the kiosk, of the last change
    bool agreed;
    int64_t fee_pence;      // this and what follows only when agreed
    int64_t expenses_pence; // before what the desk paid
    char fee_channel[BODY_CODE_SIZE];
    uint8_t policy_hash[RECORD_HASH_SIZE]; // the version it was agreed under; zeros: none yet
    int64_t over_pence;                    // more paid than agreed, as a person was last told
};

/*
 * After the books have taken a record. What does not fit becomes an exception (exceptions.h) and is
 * true. Inside db_begin.
 */
bool assessed_apply(struct db *db, const struct record *record, struct err *err);

/* ERR_NOT_FOUND. */
bool assessed_get(struct db *db, struct id claim, struct assessed_claim *out, struct err *err);

/*
 * The claim's facts with how long they were really there, under that version of its policy (zeros:
 * the one it was made under), line by line. Under the one it was agreed under the lines add up to
 * what is agreed. out is large: not on a small stack.
 */
bool assessed_lines(struct db *db, const struct books_claim *claim,
                    const uint8_t policy_hash[static RECORD_HASH_SIZE], struct assessment *out,
                    struct err *err);

/*
 * Every claim under that policy, after it was set anew; "" for those from before the server kept
 * which policy a claim is under. A claim that comes to other pence is a record of the office's log;
 * *others counts them. Inside db_begin.
 */
bool assessed_again(struct db *db, const struct office *office, const char *policy, int64_t *others,
                    struct err *err);

/* All there are, after the books were made again. Inside db_begin. */
bool assessed_every_again(struct db *db, const struct office *office, struct err *err);

/* One, after something that the office knows of its person is known. Inside db_begin. */
bool assessed_claim_again(struct db *db, const struct office *office, struct id claim,
                          struct err *err);
/* Every claim of a meeting, after what it was is known. Inside db_begin. */
bool assessed_meeting_again(struct db *db, const struct office *office, struct id meeting,
                            struct err *err);

/* Throws the table away and makes it again from the log; the books have been. Inside db_begin. */
bool assessed_clear(struct db *db, struct err *err);
/* A hash over the whole table, to compare before and after. */
bool assessed_digest(struct db *db, uint8_t out[static RECORD_HASH_SIZE], struct err *err);

#endif
