#ifndef SERVER_SLIPS_H
#define SERVER_SLIPS_H

#include <stdbool.h>

#include "server/office.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/shape.h"

/*
 * Claims where a kiosk never sends a word: no float was ever opened where one went by slip, or it
 * died. What it would have said, the office says in its own log, by an account. If its records come
 * all the same, what they say counts as well, and more paid than is agreed is an exception.
 */

/* Nobody paid the claim by its slip. ERR_CONFLICT: it does not wait for that. */
bool slips_take_back(struct db *db, const struct office *office, struct id claim, struct id user,
                     struct err *err);

/* How long its person was there. ERR_CONFLICT: it does not wait for that; ERR_INVALID: they left
 * before they came, or on a day to come. */
bool slips_say_presence(struct db *db, const struct office *office, struct id claim,
                        const struct shape_span *there, struct id user, struct err *err);

#endif
