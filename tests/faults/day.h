#ifndef TESTS_FAULTS_DAY_H
#define TESTS_FAULTS_DAY_H

#include <stdbool.h>
#include <stddef.h>

#include "tests/kiosk/place.h"

/*
 * A scripted day at a kiosk without screens, in steps that each end in something a screen would
 * show as saved. A step that failed may be done again: it is the same act, under the same operation
 * ids, as when somebody touches Save a second time.
 */
#define DAY_DESK_OPS 9

struct day {
    struct place *place;
    struct visit visits[OFFICE_PEOPLE];
    struct id float_id;
    struct id sitting_in;
    struct id payments[OFFICE_PEOPLE];
    struct id desk_ops[DAY_DESK_OPS];
    struct bytes ticket; // a JPEG
};

/* The kiosk is enrolled and no meeting is open. The place is borrowed. */
void day_begin(struct day *day, struct place *place);
void day_end(struct day *day);

/* How many steps there are, and one of them; what it recorded is durable when it returned true. */
size_t day_steps(void);
bool day_step(struct day *day, size_t step, struct err *err);

/* What the kiosk does between touches: takes what came, brings out/ up to the log. */
bool day_between(struct day *day, struct err *err);

#endif
