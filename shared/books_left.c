// SPDX-License-Identifier: Apache-2.0
#include "shared/books_left.h"

#include "shared/mem.h"
#include "shared/str.h"

static const char SQL_GET[] =
    "SELECT log_id, pence, moved, by_office, until FROM cash_left WHERE claim_id = $1";
static const char SQL_PUT[] =
    "INSERT INTO cash_left (claim_id, log_id, pence, moved, by_office, until) "
    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (claim_id) DO UPDATE SET pence = excluded.pence, "
    "moved = excluded.moved, by_office = excluded.by_office, until = excluded.until";
static const char SQL_LIMIT[] =
    "UPDATE cash_left SET pence = $2 WHERE claim_id = $1 AND pence > $2";
// What of a claim may still be handed over at its own meeting.
static const char SQL_OPEN[] =
    "SELECT CASE WHEN withdrawn = 1 OR cash_today = 0 THEN 0 ELSE expenses_pence - "
    "(SELECT coalesce(sum(pence), 0) FROM entry WHERE account = 'claim' AND "
    "account_id = claim_id) END FROM claim WHERE claim_id = $1 AND meeting_id = $2";
static const char SQL_HANDED[] = "SELECT count(*) FROM handed WHERE claim_id = $1";
static const char SQL_ELSEWHERE[] =
    "SELECT count(*) FROM claim WHERE claim_id = $1 AND meeting_id <> $2";
static const char SQL_LIST[] =
    "SELECT claim_id, (SELECT sum(pence) FROM cash WHERE cash.claim_id = claim.claim_id AND "
    "cash.meeting_id = $1) FROM claim WHERE meeting_id <> $1 AND "
    "((withdrawn = 0 AND EXISTS (SELECT 1 FROM cash_left WHERE cash_left.claim_id = claim.claim_id "
    "AND pence > 0 AND log_id = $2 AND (until = '' OR until >= $3)) "
    "AND EXISTS (SELECT 1 FROM attendance WHERE attendance.meeting_id = $1 AND "
    "attendance.person_id = claim.person_id)) "
    "OR EXISTS (SELECT 1 FROM cash WHERE cash.claim_id = claim.claim_id AND cash.meeting_id = $1)) "
    "ORDER BY made_ms, claim_id";

/* A row as it is kept. */
struct row {
    struct books_left left;
    int64_t moved;
    bool by_office;
    bool there;
};

static bool get(struct db *db, struct id claim, struct row *out, struct err *err)
{
    struct db_rows *rows;

    *out = (struct row){.left.claim = claim};
    if (!db_query(db, &rows, SQL_GET, DB_ARGS(db_id(&claim)), err))
        return false;
    if (db_next(rows)) {
        out->there = true;
        out->left.log_id = db_get_id(rows, 0);
        out->left.pence = db_get_int(rows, 1);
        out->moved = db_get_int(rows, 2);
        out->by_office = db_get_int(rows, 3) != 0;
        str_copy(out->left.until, sizeof out->left.until, db_get_text(rows, 4));
    }
    return db_done(rows, err);
}

static bool put(struct db *db, const struct row *row, struct err *err)
{
    return db_exec(db, SQL_PUT,
                   DB_ARGS(db_id(&row->left.claim), db_id(&row->left.log_id),
                           db_int(row->left.pence), db_int(row->moved), db_int(row->by_office),
                           db_text(row->left.until)),
                   err);
}

bool books_left_get(struct db *db, struct id claim, struct books_left *out, struct err *err)
{
    struct row row;

    if (!get(db, claim, &row, err))
        return err_wrap(err, "look for what is left for next time");
    *out = row.left;
    if (!row.there)
        *out = (struct books_left){0};
    return true;
}

bool books_left_list(struct db *db, const struct books_left_at *at, struct books_left_claim **out,
                     size_t *count, struct err *err)
{
    struct db_rows *rows;

    *out = mem_new(0, sizeof **out);
    *count = 0;
    if (!db_query(db, &rows, SQL_LIST,
                  DB_ARGS(db_id(&at->meeting), db_id(&at->log_id), db_text(at->date)), err))
        return false;
    while (db_next(rows)) {
        *out = mem_resize(*out, *count + 1, sizeof **out);
        (*out)[(*count)++] = (struct books_left_claim){db_get_id(rows, 0), db_get_int(rows, 1)};
    }
    return db_done(rows, err) || err_wrap(err, "look for what was left for next time");
}

static bool check_left(struct db *db, const struct record *record,
                       const struct body_cash_left *body, struct err *err)
{
    int64_t handed;
    int64_t open;

    if (!db_number(db, &handed, SQL_HANDED, DB_ARGS(db_id(&body->claim)), 0, err) ||
        !db_number(db, &open, SQL_OPEN, DB_ARGS(db_id(&body->claim), db_id(&record->meeting_id)),
                   -1, err))
        return false;
    if (open < 0)
        return err_set(err, ERR_NOT_FOUND, "no such claim of this meeting is known");
    if (handed)
        return err_set(err, ERR_INVALID, "the claim was handed to another desk");
    return body->pence <= open ||
           err_set(err, ERR_INVALID, "more is left than is to be paid in cash");
}

// By who may pay it. Where the office took it over before, it stays the office's.
static bool leave(struct db *db, const struct record *record, const struct body_cash_left *body,
                  struct row *row, struct err *err)
{
    if (!check_left(db, record, body, err))
        return false;
    row->left.log_id = record->log_id;
    row->left.pence = row->by_office ? 0 : body->pence;
    row->moved = row->by_office ? body->pence : 0;
    str_copy(row->left.until, sizeof row->left.until, body->until);
    return put(db, row, err);
}

static bool take_back(struct db *db, const struct record *record, struct row *row, struct err *err)
{
    bool ours = id_equal(row->left.log_id, record->log_id);

    if (row->by_office && ours)
        return true; // it crossed with the office's word, and says the same
    if (!row->there || row->left.pence == 0)
        return err_set(err, ERR_INVALID, "nothing of the claim is left for next time");
    if (!ours) {
        row->by_office = true;
        row->moved = row->left.pence;
    }
    row->left.pence = 0;
    return put(db, row, err);
}

bool books_left_apply(struct db *db, const struct record *record, struct err *err)
{
    struct body_cash_left body;
    struct row row;

    if (!body_read(record, &body, err) || !get(db, body.claim, &row, err))
        return false;
    if (body.pence == 0)
        return take_back(db, record, &row, err);
    if (row.there && !id_equal(row.left.log_id, record->log_id))
        return err_set(err, ERR_INVALID, "another kiosk left it for next time");
    return leave(db, record, &body, &row, err);
}

bool books_left_limit(struct db *db, struct id claim, int64_t pence, struct err *err)
{
    return db_exec(db, SQL_LIMIT, DB_ARGS(db_id(&claim), db_int(pence > 0 ? pence : 0)), err);
}

static bool is_elsewhere(struct db *db, const struct record *record, struct id claim, bool *out,
                         struct err *err)
{
    int64_t others;

    if (!db_number(db, &others, SQL_ELSEWHERE, DB_ARGS(db_id(&claim), db_id(&record->meeting_id)),
                   0, err))
        return false;
    *out = others > 0;
    return true;
}

bool books_left_check(struct db *db, const struct record *record, const struct body_cash *cash,
                      int64_t open, struct err *err)
{
    struct row row;
    bool elsewhere;

    if (!is_elsewhere(db, record, cash->claim, &elsewhere, err) || !get(db, cash->claim, &row, err))
        return false;
    if (!elsewhere)
        return cash->pence <= open - row.left.pence ||
               err_set(err, ERR_INVALID, "what is left for next time is not paid at its meeting");
    return (id_equal(row.left.log_id, record->log_id) &&
            cash->pence <= row.left.pence + row.moved) ||
           err_set(err, ERR_INVALID, "more was paid than was left for next time");
}

bool books_left_paid(struct db *db, const struct record *record, const struct body_cash *cash,
                     struct err *err)
{
    bool back = record->kind == RECORD_CASH_RETURNED;
    struct row row;
    int64_t *from;
    bool elsewhere;

    if (!is_elsewhere(db, record, cash->claim, &elsewhere, err) || !get(db, cash->claim, &row, err))
        return false;
    if (!elsewhere || !row.there)
        return true;
    from = row.by_office ? &row.moved : &row.left.pence;
    *from += back ? cash->pence : -cash->pence;
    return put(db, &row, err);
}
