#ifndef SHARED_BOOKS_CASH_H
#define SHARED_BOOKS_CASH_H

#include <stdbool.h>

#include "shared/db.h"
#include "shared/err.h"
#include "shared/record.h"

/*
 * The cash side of books.h, for books_apply only: floats and what is paid out of them; and what was
 * paid by hand where no kiosk worked, from the office to the claim, which is said later and needs
 * no ticket that a desk saw. Who may say that is not asked here.
 *
 * Refused with ERR_INVALID, and nothing written: paying more than the claim's travel money, paying
 * from a float that holds less or is counted out, a return of
 * more than that payment, a second open float of one kiosk at a meeting, a float that one person
 * counted, notes and coins that do not come to what is said (rules.md S22, S24; reliability.md P5).
 * Which coins are in a float is believed and never a reason to refuse: the pence are.
 */
bool books_cash_apply(struct db *db, const struct record *record, struct err *err);

/* Nobody is paid from a float before the desk has seen what the claim says is here (rules.md S22):
 * ERR_INVALID. Any other record is true. */
bool books_cash_check_seen(struct db *db, const struct record *record, struct err *err);

#endif
