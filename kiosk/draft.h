#ifndef KIOSK_DRAFT_H
#define KIOSK_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "kiosk/visit.h"

/*
 * A claim that somebody began and did not save. It waits until they are recognised again, never by
 * letters alone, and no longer than until the meeting closes (accessibility.md PRV-15). On the disk
 * it is a note under the meeting's key, and with that key it can be read no more. It never leaves
 * the kiosk.
 */

/* A question of the visit was answered; a bus to catch is no answer. */
bool draft_has_answers(const struct visit *visit);

/* There is something in the visit that would be lost: an answer, or a bus. */
bool draft_is_worth_keeping(const struct visit *visit);

/* In one commit; what was kept of them before is replaced. */
bool draft_keep(const struct visit *visit, const struct visit_place *place, struct err *err);

/* *there: one is kept of that person. */
bool draft_find(const struct visit_place *place, struct id person, bool *there, struct err *err);

/* Puts the answers into the visit; what it had said is forgotten. ERR_NOT_FOUND. */
bool draft_resume(struct visit *visit, const struct visit_place *place, struct err *err);

/* Of one person, and of a whole meeting; inside store_begin. */
bool draft_drop(const struct visit_place *place, struct id person, struct err *err);
bool draft_clear(struct store *store, struct id meeting, struct err *err);

/* How many people began and did not finish, for the host. */
bool draft_count(struct store *store, struct id meeting, int64_t *count, struct err *err);

#endif
