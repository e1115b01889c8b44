#ifndef SERVER_FORM_CASH_H
#define SERVER_FORM_CASH_H

#include <stdbool.h>
#include <stdint.h>

#include "server/office.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"

/*
 * Cash that was paid by hand where no kiosk worked, as a paper form says (TYPED_FORMS_CASH).
 * Somebody in finance asks who paid it, and says how much of the claim was paid in cash in all,
 * what kiosks wrote down with it: the rest is then in the books like cash that a desk paid, and
 * goes off what the office pays.
 */

/*
 * Settles that exception by it; office_ring after. ERR_NOT_FOUND; ERR_CONFLICT, in a sentence: it
 * is settled, is another kind, the claim's travel money is less, or more is
 * written down already.
 */
bool form_cash_say(struct db *db, const struct office *office, struct id exception, int64_t total,
                   struct id user, struct err *err);

#endif
