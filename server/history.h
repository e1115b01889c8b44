#ifndef SERVER_HISTORY_H
#define SERVER_HISTORY_H

#include <stdbool.h>

#include "server/meetings.h"
#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/record.h"

/*
 * What came of a person's meetings before one: what they claimed last time and were paid, what they
 * were offered and took in that month, their own standing maximum, until when evidence of
 * an entitlement that was seen is good (the day and nothing else: rules.md S22), and what is still
 * to come. It goes down in person.expected, so that a kiosk can offer it instead of asking.
 */

/* Fills all of that for one person at one meeting. */
bool history_fill(struct db *db, const struct meetings_meeting *meeting, struct id person,
                  struct body_person_expected *body, struct err *err);

/* Which claim a record of these kinds says something of, whether we have that claim or not: made,
 * amended, withdrawn, completed, taken back, evidence seen, cash. None: it is of another kind, or
 * cannot be read. */
struct id history_claim(const struct record *record);

/* Whose history a record changes; none: nobody's. After the books have taken it. */
struct id history_of(struct db *db, const struct record *record);

#endif
