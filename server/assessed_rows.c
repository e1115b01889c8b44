// SPDX-License-Identifier: Apache-2.0
// The table of assessed claims, as it is read.
#include "server/assessed.h"

#include "shared/bytes.h"
#include "shared/keys.h"
#include "shared/str.h"

#define COLUMNS                                                                                    \
    "claim_id, log_id, version, agreed, fee_pence, expenses_pence, fee_channel, same_pence, "      \
    "policy_hash, over_pence FROM assessed "
static const char SQL_GET[] = "SELECT " COLUMNS "WHERE claim_id = $1";
static const char SQL_CLEAR[] = "DELETE FROM assessed";
static const char SQL_ALL[] = "SELECT " COLUMNS "ORDER BY claim_id";

static void read_row(const struct db_rows *rows, struct assessed_claim *out)
{
    *out = (struct assessed_claim){.claim = db_get_id(rows, 0),
                                   .log_id = db_get_id(rows, 1),
                                   .version = db_get_int(rows, 2),
                                   .agreed = db_get_int(rows, 3) != 0,
                                   .fee_pence = db_get_int(rows, 4),
                                   .expenses_pence = db_get_int(rows, 5),
                                   .same_pence = db_get_int(rows, 7) != 0,
                                   .over_pence = db_get_int(rows, 9)};
    str_copy(out->fee_channel, sizeof out->fee_channel, db_get_text(rows, 6));
    db_get_bytes(rows, 8, out->policy_hash, sizeof out->policy_hash);
}

bool assessed_get(struct db *db, struct id claim, struct assessed_claim *out, struct err *err)
{
    struct db_rows *rows;

    if (!db_one(db, &rows, SQL_GET, DB_ARGS(db_id(&claim)), err))
        return err_wrap(err, "find an assessment");
    read_row(rows, out);
    db_free(rows);
    return true;
}

bool assessed_clear(struct db *db, struct err *err)
{
    return db_exec(db, SQL_CLEAR, DB_NONE, err);
}

bool assessed_digest(struct db *db, uint8_t out[static RECORD_HASH_SIZE], struct err *err)
{
    struct bytes all = {0};
    struct db_rows *rows;
    bool ok;

    if (!db_query(db, &rows, SQL_ALL, DB_NONE, err))
        return false;
    while (db_next(rows)) {
        struct assessed_claim claim;

        read_row(rows, &claim);
        bytes_add(&all, claim.claim.bytes, ID_BYTES);
        bytes_add(&all, claim.log_id.bytes, ID_BYTES);
        bytes_addf(&all, "%lld %d %d %lld %lld %s\n", (long long)claim.version, claim.same_pence,
                   claim.agreed, (long long)claim.fee_pence, (long long)claim.expenses_pence,
                   claim.fee_channel);
        bytes_add(&all, claim.policy_hash, sizeof claim.policy_hash);
    }
    ok = db_done(rows, err);
    keys_hash(out, RECORD_HASH_SIZE, "assessed", all.data, all.length);
    bytes_clear(&all);
    return ok;
}
