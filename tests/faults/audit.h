#ifndef TESTS_FAULTS_AUDIT_H
#define TESTS_FAULTS_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/record.h"
#include "tests/kiosk/office.h"

/*
 * What must be true of a kiosk's folder after a fault, looked at with the kiosk's own code: the
 * database whole, the chain whole, the books what the log says and in balance, every picture there,
 * out/ made again and readable by the office.
 */

/* What was shown as saved at some moment: the logs' lengths then. */
struct audit_mark {
    size_t op; // of the disk's log: everything before it had happened
    int64_t up;
    int64_t down;
};

/* Both logs as they were at the end of the undisturbed day. */
struct audit_truth {
    uint8_t (*up)[RECORD_HASH_SIZE]; // by seq; [0] is not used
    int64_t up_count;
    uint8_t (*down)[RECORD_HASH_SIZE];
    int64_t down_count;
};

bool audit_learn(struct audit_truth *truth, const struct store *store, struct err *err);
void audit_forget(struct audit_truth *truth);

/* How often each went wrong. */
struct audit_count {
    size_t lost;    // something shown as saved is not there
    size_t twice;   // an act is recorded or counted twice
    size_t damaged; // anything else that must be true is not
};

/*
 * Opens the kiosk in `folder` and looks. truth may be NULL: then what is there need not be the
 * beginning of that very day. The first thing wrong is counted and put into err: true when there is
 * none. Leaves the kiosk closed, its out/ complete.
 */
bool audit_folder(const char *folder, const struct office *office, const struct audit_truth *truth,
                  const struct audit_mark *mark, struct audit_count *count, struct err *err);

#endif
