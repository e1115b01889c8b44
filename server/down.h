#ifndef SERVER_DOWN_H
#define SERVER_DOWN_H

#include <stdbool.h>

#include "server/kiosks.h"
#include "server/meetings.h"
#include "server/office.h"
#include "server/people.h"
#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"

/*
 * What the office tells its kiosks: a log for each life of a kiosk, signed by the server when it is
 * sent. A record is appended only when it says something else than the last one about the same
 * subject. All of it inside db_begin; office_ring after the commit.
 */

/* All that a kiosk must know when it has enrolled; and to the others, its key. */
bool down_welcome(struct db *db, const struct office *office, const struct kiosks_life *life,
                  struct err *err);

/* Each to every kiosk. */
bool down_policies(struct db *db, struct err *err);
/* How the opt-ins are worded, where the office has its own words (wordings.h). */
bool down_wording(struct db *db, struct err *err);
/* What of our settings kiosks show. */
bool down_settings(struct db *db, const struct office *office, struct err *err);
/* Also the meetings that are coming, because their keys are wrapped to hosts' cards. */
bool down_staff(struct db *db, const struct office *office, struct err *err);
/* The meeting and all who are invited; passed over when it is before the window. */
bool down_meeting(struct db *db, const struct office *office, struct id meeting, struct err *err);
/* Somebody changed: at every meeting that is coming and they are invited to. */
bool down_people(struct db *db, const struct office *office, struct err *err);
/* The same for some of them. */
bool down_some(struct db *db, const struct office *office, const struct id *people, size_t count,
               struct err *err);

/* What the office knows of somebody at a meeting, as kiosks are told it; without their names and
 * what they asked to be remembered. *out is zeros before. Tells nobody. */
bool down_expected(struct db *db, const struct meetings_meeting *meeting,
                   const struct people_person *person, struct body_person_expected *out,
                   struct err *err);

/* To the kiosks that know the meeting. */
bool down_payment(struct db *db, struct id meeting, const struct body_payment_made *payment,
                  struct err *err);

/* Cash that a kiosk handed over: the same to all of them but that kiosk, which knows. */
bool down_cash(struct db *db, struct id meeting, const struct body_payment_made *payment,
               struct id kiosk, struct err *err);

/* That the desk hands out nothing of the claim. To the same. */
bool down_hold(struct db *db, struct id meeting, const struct body_claim_ruled *held,
               struct err *err);

/* To every kiosk, because nobody knows at which one they will be next; or to one that enrols. */
bool down_answer(struct db *db, const struct body_claim_answered *answer, struct err *err);
bool down_answer_to(struct db *db, const struct kiosks_life *life,
                    const struct body_claim_answered *answer, struct err *err);

#endif
