// SPDX-License-Identifier: Apache-2.0
// What the books say about floats, and about the cash that went out of them.
#include "shared/books.h"

#include <stdlib.h>

#include "shared/mem.h"
#include "shared/str.h"

static const char SQL_FLOAT[] =
    "SELECT float_id FROM cash_float WHERE meeting_id = $1 AND counted = 0 "
    "ORDER BY opened_ms DESC LIMIT 1";
static const char SQL_HOLDS[] =
    "SELECT sum(pence) FROM entry WHERE account = 'float' AND account_id = $1";
static const char SQL_COINS[] = "SELECT pence, count FROM float_coin WHERE float_id = $1";
static const char SQL_MEETING_CASH[] =
    "SELECT sum(pence) FROM entry WHERE account = 'claim' AND meeting_id = $1";
static const char SQL_PAID_BY[] =
    "SELECT sum(pence) FROM cash WHERE meeting_id = $1 AND payer_id = $2";
static const char SQL_PAYMENTS[] =
    "SELECT paid.payment_id, paid.payer_id, paid.at_ms, "
    "(SELECT sum(pence) FROM cash WHERE cash.payment_id = paid.payment_id) FROM cash AS paid "
    "WHERE paid.claim_id = $1 AND paid.pence > 0 ORDER BY paid.at_ms DESC, paid.op_id DESC";
static const char SQL_FLOATS[] =
    "SELECT sum(CASE WHEN account = 'office' AND pence < 0 THEN -pence END), "
    "sum(CASE WHEN account = 'office' AND pence > 0 THEN pence END), "
    "sum(CASE WHEN account = 'difference' THEN pence END), "
    "sum(CASE WHEN account = 'claim' THEN pence END), "
    "sum(CASE WHEN account = 'float' THEN pence END) FROM entry WHERE meeting_id = $1";
static const char SQL_ANY[] = "SELECT count(*) FROM cash_float WHERE meeting_id = $1";
static const char SQL_OPEN[] =
    "SELECT count(*) FROM cash_float WHERE meeting_id = $1 AND counted = 0";
static const char SQL_EVIDENCE[] =
    "SELECT until FROM evidence WHERE claim_id = $1 AND what = 'entitlement' AND ref = ''";
static const char SQL_PAID_FROM[] =
    "SELECT sum(pence) FROM entry WHERE account = 'claim' AND account_id = $1 AND EXISTS "
    "(SELECT 1 FROM entry AS side JOIN cash_float ON cash_float.float_id = side.account_id "
    "WHERE side.op_id = entry.op_id AND side.account = 'float' AND cash_float.log_id = $2)";

static bool read_coins(struct db *db, struct books_float *held, struct err *err)
{
    struct db_rows *rows;

    if (!db_query(db, &rows, SQL_COINS, DB_ARGS(db_id(&held->float_id)), err))
        return false;
    while (db_next(rows)) {
        int kind = coins_find(db_get_int(rows, 0));

        if (kind >= 0)
            held->coins.count[kind] = db_get_int(rows, 1);
    }
    held->coins_known = coins_are_there(&held->coins) && coins_sum(&held->coins) == held->pence;
    return db_done(rows, err);
}

bool books_get_float(struct db *db, struct id meeting, struct books_float *out, struct err *err)
{
    struct books_float found = {0};
    struct db_rows *rows;

    if (!db_query(db, &rows, SQL_FLOAT, DB_ARGS(db_id(&meeting)), err))
        return false;
    if (db_next(rows))
        found.float_id = db_get_id(rows, 0);
    if (!db_done(rows, err) ||
        !db_number(db, &found.pence, SQL_HOLDS, DB_ARGS(db_id(&found.float_id)), 0, err) ||
        !db_number(db, &found.paid_pence, SQL_MEETING_CASH, DB_ARGS(db_id(&meeting)), 0, err) ||
        !read_coins(db, &found, err))
        return false;
    *out = found;
    return true;
}

bool books_paid_by(struct db *db, struct id meeting, struct id payer, int64_t *pence,
                   struct err *err)
{
    return db_number(db, pence, SQL_PAID_BY, DB_ARGS(db_id(&meeting), db_id(&payer)), 0, err);
}

bool books_list_payments(struct db *db, struct id claim, struct books_payment **out, size_t *count,
                         struct err *err)
{
    struct books_payment *list = NULL;
    struct db_rows *rows;
    size_t used = 0;

    if (!db_query(db, &rows, SQL_PAYMENTS, DB_ARGS(db_id(&claim)), err))
        return false;
    while (db_next(rows)) {
        if (db_get_int(rows, 3) <= 0)
            continue; // all of it came back
        list = mem_resize(list, used + 1, sizeof *list);
        list[used++] = (struct books_payment){.payment = db_get_id(rows, 0),
                                              .payer = db_get_id(rows, 1),
                                              .at_ms = db_get_int(rows, 2),
                                              .pence = db_get_int(rows, 3)};
    }
    if (!db_done(rows, err)) {
        free(list);
        return false;
    }
    *out = list;
    *count = used;
    return true;
}

bool books_get_floats(struct db *db, struct id meeting, struct books_floats *out, struct err *err)
{
    struct db_rows *rows;
    int64_t any;
    int64_t open;

    if (!db_number(db, &any, SQL_ANY, DB_ARGS(db_id(&meeting)), 0, err) ||
        !db_number(db, &open, SQL_OPEN, DB_ARGS(db_id(&meeting)), 0, err) ||
        !db_one(db, &rows, SQL_FLOATS, DB_ARGS(db_id(&meeting)), err))
        return false;
    *out = (struct books_floats){.in_pence = db_get_int(rows, 0),
                                 .counted_pence = db_get_int(rows, 1),
                                 .missing_pence = db_get_int(rows, 2),
                                 .paid_pence = db_get_int(rows, 3),
                                 .open_pence = db_get_int(rows, 4),
                                 .is_any = any > 0,
                                 .is_open = open > 0};
    db_free(rows);
    return true;
}

bool books_get_evidence(struct db *db, struct id claim, char until[static WHEN_DATE_SIZE],
                        struct err *err)
{
    struct db_rows *rows;

    *until = '\0';
    if (!db_query(db, &rows, SQL_EVIDENCE, DB_ARGS(db_id(&claim)), err))
        return false;
    if (db_next(rows))
        str_copy(until, WHEN_DATE_SIZE, db_get_text(rows, 0));
    return db_done(rows, err);
}

bool books_paid_from(struct db *db, struct id claim, struct id log_id, int64_t *pence,
                     struct err *err)
{
    return db_number(db, pence, SQL_PAID_FROM, DB_ARGS(db_id(&claim), db_id(&log_id)), 0, err) ||
           err_wrap(err, "look what a kiosk paid of a claim");
}
