#ifndef SERVER_EXCEPTIONS_H
#define SERVER_EXCEPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/record.h"

/*
 * What could not be applied, or needs a person to look: each with a reason, in words without
 * anybody's data, and an owner (architecture.md decision 4). An open one holds its claim, unless it
 * is a question: nobody is paid later because they asked (rules.md C35).
 */
#define EXCEPTIONS_KIND_SIZE 32
#define EXCEPTIONS_OWNER_SIZE 32
#define EXCEPTIONS_CODE_SIZE 40
#define EXCEPTIONS_QUESTIONED "questioned"

struct exceptions_exception {
    struct id exception;
    int64_t at_ms;
    struct id log_id; // the kiosk's
    int64_t seq;
    char kind[EXCEPTIONS_KIND_SIZE];
    struct id meeting; // none
    struct id claim;   // none
    char reason[ERR_TEXT_SIZE];
    char owner[EXCEPTIONS_OWNER_SIZE];    // coordinator, finance or installer
    int64_t solved_ms;                    // 0: open
    char note_code[EXCEPTIONS_CODE_SIZE]; // how it was solved
    // of what somebody asked to be looked at (questions.h) only
    char ref[FACTS_REF_SIZE]; // the claim's line; "" for all of it
    char code[BODY_CODE_SIZE];
    char due[WHEN_DATE_SIZE]; // by when they were told that there is an answer
};

/*
 * Adds one; the same kind of the same claim at the same record again is no other. Its id and
 * instant are made here; the owner is whose the kind is. Inside db_begin.
 */
bool exceptions_raise(struct db *db, const struct exceptions_exception *exception, struct err *err);
/* The same, at that record, of that claim (none: of none). */
bool exceptions_raise_at(struct db *db, const struct record *record, struct id claim,
                         const char *kind, const char *reason, struct err *err);

/* Whether a person was told that of that claim, in these words; also when it is solved. */
bool exceptions_was_raised(struct db *db, const struct exceptions_exception *exception, bool *out,
                           struct err *err);

/* Whether that record was, so that it had no effect on the books. */
bool exceptions_was_refused(struct db *db, const struct record *record, bool *out, struct err *err);

/* Open ones first, newest first, at most 500. meeting none: of all. The caller frees. */
bool exceptions_list(struct db *db, struct id meeting, struct exceptions_exception **out,
                     size_t *count, struct err *err);
/* All of a kind that are open, the oldest first. The caller frees. */
bool exceptions_list_open(struct db *db, const char *kind, struct exceptions_exception **out,
                          size_t *count, struct err *err);
/* ERR_NOT_FOUND. */
bool exceptions_get(struct db *db, struct id exception, struct exceptions_exception *out,
                    struct err *err);
/* Questions that were answered at that instant or later, in that order. The caller frees. */
bool exceptions_list_answered(struct db *db, int64_t from_ms, struct exceptions_exception **out,
                              size_t *count, struct err *err);
/* Those that hold the claim. */
bool exceptions_count_claim(struct db *db, struct id claim, int64_t *open, struct err *err);
bool exceptions_count_meeting(struct db *db, struct id meeting, int64_t *open, struct err *err);

/* ERR_NOT_FOUND; solved already is no failure. Inside or outside db_begin. */
bool exceptions_solve(struct db *db, struct id exception, const char *note_code, struct id user,
                      struct err *err);

#endif
