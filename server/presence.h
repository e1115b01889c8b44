#ifndef SERVER_PRESENCE_H
#define SERVER_PRESENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "server/office.h"
#include "shared/body.h"
#include "shared/books.h"
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

/* They came before they left, and that is over: else ERR_INVALID. */
bool presence_check(const struct shape_span *there, struct err *err);

/*
 * "10:00" and "12:30" as two times at a meeting, which somebody said. They are of the day on which
 * it begins; of the next one where the meeting goes on over midnight and they cannot be of the
 * first: they left before they came, or came half a day before it began. ERR_INVALID likewise, and
 * for what is no time.
 */
bool presence_read(struct shape_span *out, const struct shape_span *meeting, const char *from,
                   const char *to, struct err *err);

/*
 * Every time that somebody was at a meeting, in order of arriving. A kiosk knows better than a
 * paper form when they came and left, also where its log comes later: what the form says counts
 * only where no kiosk says anything. The caller frees.
 */
bool presence_list(struct db *db, struct id meeting, struct id person,
                   struct books_attendance **out, size_t *count, struct err *err);
/* Whether they still are there at any of these: nobody has said that they left. */
bool presence_is_open(const struct books_attendance *list, size_t count);

/* Arrived, and when they left, by whom. Inside db_begin. */
bool presence_say(struct db *db, const struct office *office, const struct presence *presence,
                  struct err *err);

#endif
