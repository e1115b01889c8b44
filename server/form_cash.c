// SPDX-License-Identifier: Apache-2.0
#include "server/form_cash.h"

#include "server/down.h"
#include "server/exceptions.h"
#include "server/ingest.h"
#include "server/typed_forms.h"
#include "shared/books.h"
#include "shared/str.h"

static bool find(struct db *db, struct id exception, int64_t total, struct books_claim *out,
                 struct err *err)
{
    struct exceptions_exception found;

    if (!exceptions_get(db, exception, &found, err))
        return false;
    if (!str_equal(found.kind, TYPED_FORMS_CASH) || found.solved_ms)
        return err_set(err, ERR_CONFLICT, "No paper form waits here for what was paid in cash.");
    if (!books_get_claim(db, found.claim, out, err))
        return false;
    if (out->withdrawn || total > out->expenses_pence)
        return err_set(err, ERR_CONFLICT, "That is more than the travel money of this claim.");
    return total >= out->cash_pence ||
           err_set(err, ERR_CONFLICT, "That is less than what is written down already.");
}

static bool record(struct db *db, const struct office *office, const struct books_claim *claim,
                   int64_t total, struct id user, struct err *err)
{
    struct log_entry entry = {.kind = RECORD_CASH_PAID, .meeting_id = claim->meeting};
    struct body_cash body = {.payment = id_new(),
                             .claim = claim->claim,
                             .pence = total - claim->cash_pence,
                             .payer = user};

    return body.pence == 0 || ingest_ours(db, office, &entry, &body, err);
}

bool form_cash_say(struct db *db, const struct office *office, struct id exception, int64_t total,
                   struct id user, struct err *err)
{
    struct books_claim claim = {0};
    bool ok;

    if (!db_begin(db, err))
        return false;
    ok = find(db, exception, total, &claim, err) && record(db, office, &claim, total, user, err) &&
         exceptions_solve(db, exception, "paid_in_cash", user, err) &&
         down_some(db, office, &claim.person, 1, err);
    return db_end(db, ok, err);
}
