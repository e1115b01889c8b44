#ifndef SERVER_TICKETS_H
#define SERVER_TICKETS_H

#include <stdbool.h>
#include <stdint.h>

#include "server/office.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/facts.h"
#include "shared/id.h"

/*
 * A ticket that was still to come, and came to the office: by post, or over the counter. It is the
 * same claim.completed that a kiosk makes of it, in the office's own log, with who saw it.
 */
struct tickets_ticket {
    struct id claim;
    char ref[FACTS_REF_SIZE]; // the claim's line
    int64_t pence;            // that stand on it
};

/*
 * The line is assessed with it, and what comes of that waits to be approved; the kiosks hear that
 * it came. ERR_CONFLICT: none is to come for that line, it came already, the claim was withdrawn,
 * or its time to claim is over; ERR_INVALID: no such sum. office_ring after it.
 */
bool tickets_close(struct db *db, const struct office *office, const struct tickets_ticket *ticket,
                   struct id user, struct err *err);

#endif
