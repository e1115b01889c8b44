// SPDX-License-Identifier: Apache-2.0
#include "server/adopt.h"

#include <stdint.h>

#include "server/assessed.h"
#include "server/down.h"
#include "server/journal.h"
#include "server/ledger.h"
#include "server/policies.h"

struct adopting {
    struct db *db;
    const struct office *office;
    int64_t count;
};

static bool take(const char *id, void *context, struct err *err)
{
    struct adopting *adopting = context;
    int64_t others;

    adopting->count++;
    if (!assessed_again(adopting->db, adopting->office, id, &others, err))
        return false;
    journal_write("policy", "id=%s claims_to_other_pence=%lld", id, (long long)others);
    return true;
}

static bool adopt(struct adopting *adopting, struct err *err)
{
    struct db *db = adopting->db;
    const struct office *office = adopting->office;
    int64_t others;

    return policies_load(db, office->settings.policies, take, adopting, err) &&
           assessed_again(db, office, "", &others, err) &&
           (adopting->count == 0 || ledger_import(db, office, "policies", adopting->count, err)) &&
           down_policies(db, err);
}

bool adopt_policies(struct db *db, const struct office *office, struct err *err)
{
    struct adopting adopting = {db, office, 0};

    if (!db_begin(db, err))
        return false;
    return db_end(db, adopt(&adopting, err), err);
}
