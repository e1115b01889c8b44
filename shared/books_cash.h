#ifndef SHARED_BOOKS_CASH_H
#define SHARED_BOOKS_CASH_H

#include <stdbool.h>

#include "shared/db.h"
#include "shared/err.h"
#include "shared/record.h"

/*
 * The cash side of books.h, for books_apply only: floats and what is paid out of them.
 *
 * Refused with ERR_INVALID, and nothing written: paying more than the claim's travel money, paying
 * from a float that holds less or is counted out, a return of more than was paid, a second open
 * float of one kiosk at a meeting (rules.md S24; reliability.md P5).
 */
bool books_cash_apply(struct db *db, const struct record *record, struct err *err);

#endif
