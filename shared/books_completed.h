#ifndef SHARED_BOOKS_COMPLETED_H
#define SHARED_BOOKS_COMPLETED_H

#include <stdbool.h>

#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/record.h"

/*
 * What came later of a claim (claim.completed), at whatever kiosk. It is kept beside the claim,
 * also where the claim itself is not known, and is part of the claim as the books give it from then
 * on: a claim is never edited, and an amendment that says the same itself needs it no more. What
 * counted first stays; other pence, or another decision, that come after it are ERR_INVALID, for a
 * person. So are other pence of a ticket that nobody has seen yet, where another log says them:
 * whoever looks at it then does not know of which of the two.
 */

/*
 * What was said of that line, or ("") of the payment. A ticket counts when there is a picture of
 * it, when the office took it, or when somebody at a desk has seen it.
 */
struct books_completed {
    bool there;
    bool counts;
    struct id log_id; // whose words it is in; none: from before that was kept
    struct body_claim_completed body;
};
bool books_completed_find(struct db *db, struct id claim, const char *ref,
                          struct books_completed *out, struct err *err);

/* The tickets that were said to be here by who is signed in at the meeting, and that nobody has
 * seen. At most BOOKS_UNSEEN_MAX, which is more than a meeting brings: some may never be seen. */
#define BOOKS_UNSEEN_MAX 60
bool books_completed_unseen(struct db *db, struct id meeting,
                            struct body_claim_completed out[static BOOKS_UNSEEN_MAX], size_t *count,
                            struct err *err);

/* For books.h's own files: keeps it; puts it into the claim that was read. */
bool books_completed_apply(struct db *db, const struct record *record, struct err *err);
bool books_completed_merge(struct db *db, struct body_claim *claim, struct err *err);

#endif
