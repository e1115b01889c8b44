#ifndef SHARED_BOOKS_PARTS_H
#define SHARED_BOOKS_PARTS_H

#include <stdbool.h>

#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/record.h"

/* What the files of books.h share. */

/* For books_apply only. Of a kiosk's notes what it says of its part at the meeting. */
bool books_meeting_apply(struct db *db, const struct record *record, struct err *err);
/* Arrived, left, corrected. */
bool books_presence_apply(struct db *db, const struct record *record, struct err *err);

/* A claim that the books do not have yet: ERR_INVALID when its person or number has another. */
bool books_add_claim(struct db *db, const struct record *record, const struct body_claim *claim,
                     struct err *err);

/* The whole claim again. A ticket that was seen must be seen again where its cost is another one
 * now, or more. ERR_INVALID when more of it was paid than it would have. */
bool books_amend_claim(struct db *db, const struct record *record, const struct body_claim *claim,
                       struct err *err);

#endif
