#ifndef SERVER_PRESENCE_H
#define SERVER_PRESENCE_H

#include <stdbool.h>

#include "server/office.h"
#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/shape.h"

/*
 * How long somebody was at a meeting, as the office says it in its own log where no kiosk did.
 */
#define PRESENCE_PAPER "paper" // how they came, as a paper form says it

struct presence {
    struct id attendance; // a new one; or one that a kiosk said, and did not say when it ended
    struct id meeting;
    struct id person;
    struct shape_span span;
    char how[BODY_CODE_SIZE];    // of the arrival: host, PRESENCE_PAPER
    char reason[BODY_CODE_SIZE]; // why the office says it: kiosk_lost, paper
    struct id by;                // whose account
};

/* Arrived, and when they left, by whom. Inside db_begin. */
bool presence_say(struct db *db, const struct office *office, const struct presence *presence,
                  struct err *err);

#endif
