#ifndef SERVER_NEWCOMERS_H
#define SERVER_NEWCOMERS_H

#include <stdbool.h>
#include <stdint.h>

#include "server/exceptions.h"
#include "server/office.h"
#include "server/people.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"

/*
 * Somebody who was new at a meeting: what they claim is held until the office has agreed it with
 * them. Then they are on the list, and their claims are assessed by when it was agreed, which their
 * kiosk could not know.
 */
#define NEWCOMERS_KIND "new_person"

struct newcomers_agreed {
    struct id person;
    char member_code[PEOPLE_CODE_SIZE];
    int64_t agreed_ms;
};

/* ERR_NOT_FOUND; ERR_INVALID: no such code, or a day to come; ERR_CONFLICT: they are on the list,
 * or somebody else has that code. */
bool newcomers_agree(struct db *db, const struct office *office,
                     const struct newcomers_agreed *agreed, struct id user, struct err *err);

/* Whether somebody was new at a meeting and it is not agreed with them yet: until then nothing that
 * they claim is paid, whatever the policy says. */
bool newcomers_wait(struct db *db, struct id person, bool *out, struct err *err);

/* Whom an exception of the kind NEWCOMERS_KIND is about; none for any other. */
bool newcomers_of(struct db *db, const struct exceptions_exception *exception, struct id *person,
                  struct err *err);

#endif
