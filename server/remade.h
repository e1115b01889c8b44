#ifndef SERVER_REMADE_H
#define SERVER_REMADE_H

#include <stdbool.h>

#include "server/office.h"
#include "shared/db.h"
#include "shared/err.h"

/*
 * An office whose books were made by other rules than those of this program (books_are_old): once,
 * they are made again from the logs, and every claim is assessed again by them. What that changes
 * of a claim that is approved is an adjustment, as any other change (claims.h). What the books took
 * and these refuse becomes an exception.
 */
bool remade_bring_up(struct db *db, const struct office *office, struct err *err);

#endif
