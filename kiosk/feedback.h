#ifndef KIOSK_FEEDBACK_H
#define KIOSK_FEEDBACK_H

#include <stdbool.h>
#include <stddef.h>

#include "kiosk/store.h"
#include "shared/body.h"
#include "shared/err.h"
#include "shared/id.h"

/*
 * What people say of the meeting without a name (rules.md S36, P21; architecture.md part 4). It
 * waits in a table of its own, in no order and without a time: with every one more all are written
 * anew, shuffled, under new random ids, so that neither the rows nor the places on the disk say
 * which came last. Words are sealed to the office at once; this kiosk cannot read them again.
 *
 * At closing they go up in one record, shuffled once more, if FEEDBACK_PEOPLE_MIN people signed in:
 * else they are destroyed, for among few it is easily guessed who said what.
 */
#define FEEDBACK_PEOPLE_MIN 5
#define FEEDBACK_WORDS_SIZE 200 // with its NUL

extern const char *const feedback_marks[]; // the codes, best first; ended by NULL

/* One commit. mark is one of the codes; words may be "". ERR_CONFLICT when there is no more room.
 */
bool feedback_keep(struct store *store, struct id meeting, const char *mark, const char *words,
                   struct err *err);

/* Inside store_begin, just before meeting.closed: appends or destroys what waits. */
bool feedback_close(struct store *store, struct id meeting, size_t people, struct err *err);

#endif
