// SPDX-License-Identifier: Apache-2.0
#include "shared/books_handed.h"

#include <stdlib.h>
#include <string.h>

#include "shared/books_left.h"
#include "shared/books_parts.h"
#include "shared/mem.h"

static const char SQL_FIND[] = "SELECT op_id, by_paper FROM handed WHERE claim_id = $1";
static const char SQL_JSON[] = "SELECT body FROM claim WHERE claim_id = $1";
static const char SQL_HAS_CLAIM[] = "SELECT count(*) FROM claim WHERE claim_id = $1";
static const char SQL_PAID[] =
    "SELECT sum(pence) FROM entry WHERE account = 'claim' AND account_id = $1";
static const char SQL_HAND[] = "INSERT INTO handed (claim_id, op_id, by_paper) VALUES ($1, $2, $3)";
static const char SQL_HAND_AGAIN[] = "UPDATE handed SET op_id = $2 WHERE claim_id = $1";
static const char SQL_TAKE_BACK[] = "DELETE FROM handed WHERE claim_id = $1";

bool books_handed_find(struct db *db, struct id claim, struct books_paper *out, struct err *err)
{
    struct db_rows *rows;

    if (!db_one(db, &rows, SQL_FIND, DB_ARGS(db_id(&claim)), err))
        return false;
    *out = (struct books_paper){db_get_id(rows, 0), db_get_int(rows, 1) != 0};
    db_free(rows);
    return true;
}

bool books_handed_json(struct db *db, struct id claim, struct bytes *out, struct err *err)
{
    struct db_rows *rows;

    if (!db_one(db, &rows, SQL_JSON, DB_ARGS(db_id(&claim)), err))
        return err_wrap(err, "read a claim");
    bytes_clear(out);
    bytes_add_text(out, db_get_text(rows, 0));
    db_free(rows);
    return true;
}

static bool check_unpaid(struct db *db, struct id claim, const char *why, struct err *err)
{
    struct books_left left;
    int64_t paid;

    return db_number(db, &paid, SQL_PAID, DB_ARGS(db_id(&claim)), 0, err) &&
           books_left_get(db, claim, &left, err) &&
           ((paid == 0 && left.pence == 0) || err_set(err, ERR_INVALID, "%s", why));
}

// Ids sort by when they were made, and the claim's own kiosk made all of these.
static bool is_later(struct id a, struct id b)
{
    return memcmp(a.bytes, b.bytes, ID_BYTES) > 0;
}

// Another paper of the same claim, which had been taken back between: the later one counts, in
// whichever order they come.
static bool hand_again(struct db *db, const struct record *record, const struct body_claim *claim,
                       const struct books_paper *before, struct err *err)
{
    return !is_later(record->op_id, before->op_id) ||
           (books_amend_claim(db, record, claim, err) &&
            db_exec(db, SQL_HAND_AGAIN, DB_ARGS(db_id(&claim->claim), db_id(&record->op_id)), err));
}

static bool hand_over(struct db *db, const struct record *record, const struct body_claim *claim,
                      struct err *err)
{
    struct books_paper before;
    int64_t known;

    if (books_handed_find(db, claim->claim, &before, err))
        return hand_again(db, record, claim, &before, err);
    if (err->kind != ERR_NOT_FOUND ||
        !db_number(db, &known, SQL_HAS_CLAIM, DB_ARGS(db_id(&claim->claim)), 0, err) ||
        !check_unpaid(db, claim->claim,
                      "some of this claim was paid, or left for next time, where it was made", err))
        return false;
    return (known ? books_amend_claim(db, record, claim, err)
                  : books_add_claim(db, record, claim, err)) &&
           db_exec(db, SQL_HAND,
                   DB_ARGS(db_id(&claim->claim), db_id(&record->op_id), db_int(known == 0)), err);
}

// Of a paper that was followed by another: it has been taken back long since.
static bool take_back(struct db *db, const struct body_claim_taken_back *back, struct err *err)
{
    struct books_paper paper;

    if (!books_handed_find(db, back->claim, &paper, err))
        return err_wrap(err, "take a claim back that was handed over");
    if (!id_equal(paper.op_id, back->handed))
        return true;
    return check_unpaid(db, back->claim, "the other desk has paid this claim", err) &&
           db_exec(db, SQL_TAKE_BACK, DB_ARGS(db_id(&back->claim)), err);
}

bool books_handed_apply(struct db *db, const struct record *record, struct err *err)
{
    struct body_claim_taken_back back;
    struct body_claim *claim;
    bool ok;

    if (record->kind == RECORD_CLAIM_TAKEN_BACK)
        return body_read(record, &back, err) && take_back(db, &back, err);
    claim = mem_new(1, sizeof *claim);
    ok = body_read(record, claim, err) && hand_over(db, record, claim, err);
    free(claim);
    return ok;
}

bool books_handed_precedes(struct db *db, const struct record *record, struct id claim, bool *done,
                           struct err *err)
{
    struct books_paper paper;

    *done = false;
    if (!books_handed_find(db, claim, &paper, err))
        return err->kind == ERR_NOT_FOUND;
    // A claim is made before it is handed over; that of a paper form has no id to tell by (form.h).
    *done = record->kind == RECORD_CLAIM_MADE || is_later(paper.op_id, record->op_id);
    return *done || err_set(err, ERR_INVALID, "the claim was handed to another desk");
}
