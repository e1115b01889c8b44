#ifndef KIOSK_HOST_H
#define KIOSK_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kiosk/desk.h"
#include "shared/books.h"

/*
 * What the host does for the people of the meeting: arrivals put right, and whoever cannot do it
 * themselves signed in and out. The desk is unlocked by a host of the meeting, else ERR_INVALID.
 * Each act is one commit, with the host's id and a reason as a code. The office assesses again
 * every claim that it concerns.
 */

/* Why an arrival was not what was recorded, in the order that screens show it; ended by NULL. */
extern const char *const host_reasons[];

/* How many came after the agreed start and by that instant, for the first time at this meeting, and
 * by name. */
bool host_count_late(const struct desk_place *place, int64_t by_ms, size_t *count, struct err *err);

/* All of them are counted from the agreed start. */
bool host_count_from_start(const struct desk *desk, const struct desk_place *place, int64_t by_ms,
                           struct err *err);

/* The latest presence of a person; zeros when they were not here. */
bool host_find_presence(const struct desk_place *place, struct id person,
                        struct books_attendance *out, struct err *err);

/* What was not as it is recorded. */
struct host_correction {
    struct id person;
    int64_t arrived_ms; // when they came; 0: as it is recorded
    int64_t left_ms;    // when they went; 0: as it is recorded
    const char *reason; // of host_reasons; "" for a leaving
};

/* The beginning of today; of the day before, where the meeting began then and runs over midnight.
 */
int64_t host_first_ms(const struct desk_place *place);

/*
 * Puts the latest presence of a person right; who is not signed in is signed in by it. Times lie
 * between host_first_ms and now, and nobody leaves before they come: ERR_INVALID.
 */
bool host_correct(const struct desk *desk, const struct desk_place *place,
                  const struct host_correction *correction, struct err *err);

/* How many are or were here: with a name, of those now, and just sitting in. */
struct host_counts {
    size_t came;
    size_t here;
    size_t sitting_in;
};
bool host_count(const struct desk_place *place, struct host_counts *out, struct err *err);

#endif
