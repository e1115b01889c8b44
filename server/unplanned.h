#ifndef SERVER_UNPLANNED_H
#define SERVER_UNPLANNED_H

#include <stdbool.h>
#include <stdint.h>

#include "server/meetings.h"
#include "server/office.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/record.h"

/*
 * A meeting that a host opened though nobody had planned it. It is kept as a meeting at once, with
 * the key that its kiosk made, so that names and pictures open; but its claims are held, kiosks are
 * told nothing of it, and an exception asks somebody to look. Accepted, it is a meeting like any
 * other: its claims are assessed by what the office says that it was.
 */

#define UNPLANNED_KIND "meeting_unplanned"

/* A meeting.unplanned came up. Inside db_begin. */
bool unplanned_take(struct db *db, const struct office *office, const struct record *record,
                    struct err *err);

/* What the office says that it was. */
struct unplanned_accepted {
    char public_title[BODY_TITLE_SIZE];
    int64_t start_ms;
    int64_t end_ms;
    char type[BODY_CODE_SIZE];
    char policy[POLICY_ID_SIZE];
};

/*
 * Accepts it; who was there is invited, so that kiosks know them by name. ERR_INVALID: no such
 * type, no policy with rates for the day, no title, it ends before it begins; ERR_CONFLICT: it does
 * not wait. office_ring after it.
 */
bool unplanned_accept(struct db *db, const struct office *office, struct id meeting,
                      const struct unplanned_accepted *accepted, struct id user, struct err *err);

#endif
