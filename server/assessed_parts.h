#ifndef SERVER_ASSESSED_PARTS_H
#define SERVER_ASSESSED_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "server/assessed.h"
#include "shared/assess.h"
#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/policy.h"
#include "shared/record.h"

/* For assessed.h's own files. */

/* What one claim is assessed from and to. All large: one piece of heap. */
struct assessed_work {
    const struct record *record; // that made us look; it may be of a later meeting
    struct id meeting;           // of the claim
    struct body_claim body;
    struct policy policy;
    bool other_policy;                     // than it was made under
    uint8_t policy_hash[RECORD_HASH_SIZE]; // its version
    struct assessment outcome;
};

/* An exception of its claim, at its record. */
bool assessed_object(struct db *db, const struct assessed_work *work, const char *kind,
                     const char *reason, struct err *err);

/* A trouble of the facts or the policy leaves the claim not agreed; one of the database is ours. */
bool assessed_is_ours(const struct err *why);

/* A claim that is not withdrawn, by what the books have of it now. */
bool assessed_settle(struct db *db, struct assessed_work *work, struct id claim, struct err *err);

#endif
