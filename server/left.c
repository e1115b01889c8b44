// SPDX-License-Identifier: Apache-2.0
#include "server/left.h"

#include <string.h>

#include "server/claims.h"
#include "server/down.h"
#include "server/ingest.h"
#include "shared/books_left.h"
#include "shared/log.h"
#include "shared/str.h"

// The day of the last record of that log, as its own clock had it; "" when there is none.
static bool find_last_day(struct db *db, struct id log_id, char out[static WHEN_DATE_SIZE],
                          struct err *err)
{
    struct bytes raw = {0};
    struct log_head head;
    struct record record;
    bool ok;

    *out = '\0';
    if (!log_head(db, log_id, &head, err))
        return false;
    if (head.seq == 0)
        return true;
    ok = log_read(db, log_id, head.seq, &raw, err) &&
         record_read(&record, raw.data, raw.length, err);
    if (ok)
        str_copy(out, WHEN_DATE_SIZE, record.local_date);
    bytes_clear(&raw);
    return ok;
}

bool left_find(struct db *db, struct id claim, int64_t *pence, struct err *err)
{
    struct books_left left;
    char heard[WHEN_DATE_SIZE];

    if (!books_left_get(db, claim, &left, err))
        return false;
    *pence = left.pence;
    if (left.pence == 0 || !*left.until)
        return true;
    if (!find_last_day(db, left.log_id, heard, err))
        return err_wrap(err, "look until when a kiosk was heard of");
    if (strcmp(heard, left.until) > 0)
        *pence = 0;
    return true;
}

static bool check(struct db *db, struct id claim, struct claims_claim *out, struct err *err)
{
    bool over;

    if (!claims_get(db, claim, out, err) ||
        !books_is_over(db, out->books.meeting, out->books.log_id, &over, err))
        return false;
    if (out->left_pence == 0 || out->books.withdrawn)
        return err_set(err, ERR_CONFLICT, "Nothing of this claim waits for next time.");
    if (out->state == CLAIMS_HELD)
        return err_set(err, ERR_CONFLICT,
                       "This claim is held until somebody has looked, or its meeting is accepted.");
    return over || err_set(err, ERR_CONFLICT, "The meeting of this claim is not closed yet.");
}

static bool record(struct db *db, const struct office *office, const struct claims_claim *claim,
                   struct id user, struct err *err)
{
    struct log_entry entry = {.kind = RECORD_CASH_LEFT, .meeting_id = claim->books.meeting};
    struct body_cash_left body = {.claim = claim->books.claim, .by = user};
    struct body_claim_ruled held = {.claim = claim->books.claim, .code = "to_bank"};

    return ingest_ours(db, office, &entry, &body, err) &&
           down_hold(db, claim->books.meeting, &held, err);
}

bool left_to_bank(struct db *db, const struct office *office, struct id claim, struct id user,
                  struct err *err)
{
    struct claims_claim found;

    if (!db_begin(db, err))
        return false;
    return db_end(db, check(db, claim, &found, err) && record(db, office, &found, user, err), err);
}
