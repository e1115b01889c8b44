#ifndef SERVER_CLOSING_H
#define SERVER_CLOSING_H

#include <stdbool.h>
#include <stdint.h>

#include "server/office.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"

/*
 * A meeting that is not closed at each of its kiosks: one was switched off open, or died. By an
 * account the office says in its own log when it was over, which ends it everywhere (books.h). If
 * the kiosk's records come all the same, what they say of its own people counts more.
 *
 * ERR_CONFLICT: no kiosk opened it, or all have closed it; ERR_INVALID: that time is before it was
 * opened at a kiosk that has not closed it, or to come.
 */
bool closing_say(struct db *db, const struct office *office, struct id meeting, int64_t at_ms,
                 struct id user, struct err *err);

#endif
