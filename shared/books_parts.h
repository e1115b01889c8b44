#ifndef SHARED_BOOKS_PARTS_H
#define SHARED_BOOKS_PARTS_H

#include <stdbool.h>

#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/record.h"

/* What the files of books.h share. */

/* A claim that the books do not have yet: ERR_INVALID when its person or number has another. */
bool books_add_claim(struct db *db, const struct record *record, const struct body_claim *claim,
                     struct err *err);

/* The whole claim again. ERR_INVALID when more of it was paid than it would have. */
bool books_amend_claim(struct db *db, const struct record *record, const struct body_claim *claim,
                       struct err *err);

#endif
