#ifndef TESTS_FAULTS_CUT_H
#define TESTS_FAULTS_CUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/faults/disk.h"

/*
 * Power cuts, from a log of what was done to a disk: what would be found after the power went at
 * one place of it. What was synced is there. Of what was not, the mode says what had got there:
 * bytes wait for the sync of their file, names (made, renamed, removed) for that of their folder,
 * and names of one folder never overtake each other.
 */
enum cut_mode {
    CUT_LOST,   // nothing
    CUT_ALL,    // everything: this is also what kill -9 leaves
    CUT_PREFIX, // everything up to some earlier moment, in all files alike
    CUT_SUBSET, // any of the writes, in any order
    CUT_TORN,   // any of their 512-byte sectors, and rubbish where a file had grown
    CUT_MODES,
};

extern const char *const cut_mode_names[CUT_MODES];

struct cut;

/* Begins before the first op. The log is borrowed. */
struct cut *cut_open(const struct disk_log *log);
void cut_close(struct cut *cut);

/* Goes on to just before op number `at`; never back. */
void cut_advance(struct cut *cut, size_t at);

/* Makes `folder`, which does not exist, as it would be found. Nothing below the folder `memory` is
 * there: it is not on a disk. *seed is drawn from. */
void cut_make(const struct cut *cut, enum cut_mode mode, uint64_t *seed, const char *memory,
              const char *folder);

/* The next number drawn, below `limit`. */
size_t cut_draw(uint64_t *seed, size_t limit);

#endif
