#ifndef SERVER_POLICIES_H
#define SERVER_POLICIES_H

#include <stdbool.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/policy.h"
#include "shared/record.h"

/*
 * The policies this office pays by. They come from files; every version that was ever told to a
 * kiosk is kept, so that a claim can be assessed again by what it was made under.
 */

/* The table of minimum wages, which lies in the same folder, is built in, and is no policy. */
#define POLICIES_WAGES "minimum-wage.json"

/*
 * Makes of a policy's file what records carry, with its id in it, and the hash by which each claim
 * names the very policy it was made under. ERR_INVALID when it is too large for a kiosk.
 */
bool policies_body(struct bytes *json, uint8_t hash[static RECORD_HASH_SIZE],
                   const struct policy *policy, struct err *err);

/*
 * Reads every .json file of the folder (except the table of minimum wages) and remembers what is
 * new; `changed` is called with the id of each policy that has another version now.
 * ERR_INVALID names the file, the place in it and the reason. Inside db_begin: all or nothing.
 */
bool policies_load(struct db *db, const char *folder,
                   bool (*changed)(const char *id, void *context, struct err *err), void *context,
                   struct err *err);

/* What a claim was made under, and the day it is about. */
struct policies_made {
    const char *id;
    const uint8_t *hash; // RECORD_HASH_SIZE bytes; NULL: under another policy
    const char *date;
};

/* The one in force of that id: as last loaded. ERR_NOT_FOUND. */
bool policies_find(struct db *db, const char *id, struct policy *out, struct err *err);
/* The very one a claim was made under; ERR_NOT_FOUND. */
bool policies_find_version(struct db *db, const char *id,
                           const uint8_t hash[static RECORD_HASH_SIZE], struct policy *out,
                           struct err *err);

/*
 * The version that a claim of that day is assessed by: the last that was set and has rates for the
 * day, so that a change of rates reaches back and the next year's rates do not; if none has, the
 * one it was made under. ERR_NOT_FOUND when the latter is none of ours.
 */
bool policies_find_for_day(struct db *db, const struct policies_made *made, struct policy *out,
                           uint8_t hash[static RECORD_HASH_SIZE], struct err *err);

/* The one that a meeting at that instant is under, with its version. ERR_NOT_FOUND. */
bool policies_find_at(struct db *db, const char *id, int64_t start_ms, struct policy *out,
                      uint8_t hash[static RECORD_HASH_SIZE], struct err *err);

/* Calls `each` with the JSON of each policy in force, as a record's body has it. */
bool policies_each(struct db *db,
                   bool (*each)(const char *id, const char *json, void *context, struct err *err),
                   void *context, struct err *err);

#endif
