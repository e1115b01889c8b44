#ifndef SERVER_WINDOW_H
#define SERVER_WINDOW_H

#include <stdbool.h>

#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/when.h"

/*
 * Until when something may still come of a claim: a ticket, a decision about its payment.
 */

/*
 * The last day, by the version of the policy that the claim was made under; "" when that has none.
 * ERR_NOT_FOUND: that version is none of ours; ERR_INVALID: it can no longer be read. Neither says
 * that there is time.
 */
bool window_last_day(struct db *db, const struct body_claim *claim, char out[static WHEN_DATE_SIZE],
                     struct err *err);

#endif
