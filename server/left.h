#ifndef SERVER_LEFT_H
#define SERVER_LEFT_H

#include <stdbool.h>
#include <stdint.h>

#include "server/office.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"

/*
 * Travel money that a desk left for next time (books_left.h). The office pays none of it while it
 * waits: until its last day, and after that until a later record of the same kiosk has come, which
 * proves that nothing is missing of the days before. From then on it is due by bank like any.
 */
bool left_find(struct db *db, struct id claim, int64_t *pence, struct err *err);

/*
 * By bank at once, because an account says so: in the office's log, and told to the kiosks, which
 * then hand none of it out. What one had paid before it heard of it counts as well, and more paid
 * than is agreed is an exception. ERR_CONFLICT: nothing of it waits, its meeting is not closed, or
 * the claim is held: of a meeting that nobody has accepted its kiosk is told nothing. office_ring
 * after it.
 */
bool left_to_bank(struct db *db, const struct office *office, struct id claim, struct id user,
                  struct err *err);

#endif
