#ifndef SERVER_EXCEPTIONS_H
#define SERVER_EXCEPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"

/*
 * What could not be applied, or needs a person to look: each with a reason, in words without
 * anybody's data, and an owner (architecture.md decision 4). An open one holds its claim.
 */
#define EXCEPTIONS_KIND_SIZE 32
#define EXCEPTIONS_OWNER_SIZE 32
#define EXCEPTIONS_CODE_SIZE 40

struct exceptions_exception {
    struct id exception;
    int64_t at_ms;
    struct id log_id; // the kiosk's
    int64_t seq;
    char kind[EXCEPTIONS_KIND_SIZE];
    struct id meeting; // none
    struct id claim;   // none
    char reason[ERR_TEXT_SIZE];
    char owner[EXCEPTIONS_OWNER_SIZE]; // coordinator, finance or installer
    int64_t solved_ms;                 // 0: open
};

/*
 * Adds one; the same kind at the same record again is no other. Its id and instant are made here;
 * the owner is whose the kind is. Inside db_begin.
 */
bool exceptions_raise(struct db *db, const struct exceptions_exception *exception, struct err *err);

/* Open ones first, newest first. meeting none: of all. The caller frees. */
bool exceptions_list(struct db *db, struct id meeting, struct exceptions_exception **out,
                     size_t *count, struct err *err);
bool exceptions_count_claim(struct db *db, struct id claim, int64_t *open, struct err *err);
bool exceptions_count_meeting(struct db *db, struct id meeting, int64_t *open, struct err *err);

/* ERR_NOT_FOUND; solved already is no failure. */
bool exceptions_solve(struct db *db, struct id exception, const char *note_code, struct id user,
                      struct err *err);

#endif
