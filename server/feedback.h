#ifndef SERVER_FEEDBACK_H
#define SERVER_FEEDBACK_H

#include <stdbool.h>
#include <stddef.h>

#include "server/office.h"
#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/note.h"
#include "shared/record.h"

/*
 * What was said of a meeting without a name (rules.md S36). A kiosk sends all of it at closing, in
 * no order; its words are notes that only this server opens. Nothing here has a person or a time.
 */
struct feedback_entry {
    char mark[BODY_CODE_SIZE];
    char words[NOTE_WORDS_MAX + 1]; // "": none, or still on their way
};

/* A feedback.left: keeps what it says and asks for its notes. Inside db_begin. */
bool feedback_apply(struct db *db, const struct office *office, const struct record *record,
                    struct err *err);

/* Of one meeting, of all its kiosks. The caller frees. */
bool feedback_list(struct db *db, const struct office *office, struct id meeting,
                   struct feedback_entry **out, size_t *count, struct err *err);

#endif
