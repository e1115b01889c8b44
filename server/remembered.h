#ifndef SERVER_REMEMBERED_H
#define SERVER_REMEMBERED_H

#include <stdbool.h>

#include "server/meetings.h"
#include "server/office.h"
#include "server/people.h"
#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/record.h"

/*
 * What people chose at a kiosk and is brought back at the next one (rules.md R7): the last word on
 * each choice is in the books, and goes down in person.expected. Their own picture comes up, and
 * goes down, only as a proof under the key of one meeting; which it is stands in the person's own
 * sealed details, and is erased with them (own_picture.h).
 */

/* A choice came up. Inside db_begin. A proof of no picture of ours changes nothing. */
bool remembered_apply(struct db *db, const struct office *office, const struct record *record,
                      struct err *err);

/* Fills body->choices for one person at one meeting. */
bool remembered_fill(struct db *db, const struct meetings_meeting *meeting,
                     const struct people_person *person, struct body_person_expected *body,
                     struct err *err);

#endif
