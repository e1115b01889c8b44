#ifndef SHARED_BOOKS_LEFT_H
#define SHARED_BOOKS_LEFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/record.h"
#include "shared/when.h"

/*
 * Travel money that is left for next time (cash.left): what was not handed over at the meeting of
 * its claim, and is at a later one. Only the kiosk that left it pays it, for only that one knows
 * for certain what it has paid; the office pays none of it while it waits, and may take it over. A
 * payment that crosses with that counts: the cash is gone, and the office then owes that much less.
 */
struct books_left {
    struct id claim;
    struct id log_id;           // who left it, and may pay it
    int64_t pence;              // that still wait; 0: none
    char until[WHEN_DATE_SIZE]; // the last day on which it is paid in cash; "" none
};

/* All zeros, and true, where nothing of that claim was ever left. */
bool books_left_get(struct db *db, struct id claim, struct books_left *out, struct err *err);

/* Where and when somebody looks for it: at which meeting, in whose log, on which day. */
struct books_left_at {
    struct id meeting;
    struct id log_id;
    const char *date;
};

/*
 * Claims of other meetings whose person is or was at this one and of which that log left some that
 * still waits on that day; and those of which some was paid at this meeting. The caller frees.
 */
struct books_left_claim {
    struct id claim;
    int64_t paid_pence; // at this meeting, less what came back
};
bool books_left_list(struct db *db, const struct books_left_at *at, struct books_left_claim **out,
                     size_t *count, struct err *err);

/* For books.h's own files. */
bool books_left_apply(struct db *db, const struct record *record, struct err *err);
/* A claim has no more than that to come in cash: never is more left than that. */
bool books_left_limit(struct db *db, struct id claim, int64_t pence, struct err *err);
/* Cash of a claim that has `open` more to come. ERR_INVALID: at its own meeting, what is left for
 * next time; at another, more than was left to be paid there. And afterwards, what is left then. */
bool books_left_check(struct db *db, const struct record *record, const struct body_cash *cash,
                      int64_t open, struct err *err);
bool books_left_paid(struct db *db, const struct record *record, const struct body_cash *cash,
                     struct err *err);

#endif
