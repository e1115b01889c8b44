#ifndef SHARED_BOOKS_HANDED_H
#define SHARED_BOOKS_HANDED_H

#include <stdbool.h>

#include "shared/body.h"
#include "shared/bytes.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/record.h"

/*
 * Claims that went to another kiosk's desk on paper (handed.h). The kiosk that made a claim records
 * claim.handed, and so does the one that took the paper: one act, in whichever of the two logs it
 * comes first. A claim that is known by its paper alone is as good as any; what its own kiosk said
 * before that changes nothing any more.
 */
enum books_handed {
    BOOKS_NOT_HANDED,
    BOOKS_HANDED,  // made here, and paid by another kiosk
    BOOKS_BY_PAPER // made by another kiosk, whose records are not here
};

struct books_paper {
    struct id op_id; // of the claim.handed
    bool by_paper;   // BOOKS_BY_PAPER
};

/* ERR_NOT_FOUND when the claim was not handed over, or was taken back. */
bool books_handed_find(struct db *db, struct id claim, struct books_paper *out, struct err *err);

/* The body of the claim as it was last recorded, byte for byte. Replaces what is in out. */
bool books_handed_json(struct db *db, struct id claim, struct bytes *out, struct err *err);

/*
 * For books_apply only. handed: ERR_INVALID when some of the claim was paid; of two papers the
 * later counts. taken_back: ERR_INVALID when the other desk has paid.
 */
bool books_handed_apply(struct db *db, const struct record *record, struct err *err);

/*
 * What its own kiosk says of a claim, made or amended, that was handed over: *done says that it
 * changes nothing, because it was said before the paper that is known here. ERR_INVALID when it
 * would change what the paper says.
 */
bool books_handed_precedes(struct db *db, const struct record *record, struct id claim, bool *done,
                           struct err *err);

#endif
