// SPDX-License-Identifier: Apache-2.0
// The books made again from the logs, and compared.
#include "shared/books.h"

#include "shared/keys.h"
#include "shared/log.h"

// How records come to what is in the books: one more whenever the same records come to something
// else. 1: each kiosk closes a meeting for itself. 2: travel money may be left for next time. 3: no
// ticket is asked for again of what was paid; a claim is whose kiosk made it; and of the closings
// for all the first counts.
#define BOOKS_RULES 3

static const char SQL_RULES[] = "SELECT rules FROM books_made";
static const char SQL_FORGET_RULES[] = "DELETE FROM books_made";
static const char SQL_SET_RULES[] = "INSERT INTO books_made (rules) VALUES ($1)";

// One statement a table: every statement of ours is whole, and none is put together.
static const char *const SQL_EMPTY[] = {
    "DELETE FROM meeting_state", "DELETE FROM attendance", "DELETE FROM added",
    "DELETE FROM claim",         "DELETE FROM receipt",    "DELETE FROM evidence",
    "DELETE FROM choice",        "DELETE FROM cash_float", "DELETE FROM float_coin",
    "DELETE FROM cash",          "DELETE FROM entry",      "DELETE FROM completed",
    "DELETE FROM handed",        "DELETE FROM tin_use",    "DELETE FROM cash_left",
};

bool books_clear(struct db *db, struct err *err)
{
    for (size_t i = 0; i < sizeof SQL_EMPTY / sizeof SQL_EMPTY[0]; i++)
        if (!db_exec(db, SQL_EMPTY[i], DB_NONE, err))
            return false;
    return true;
}

// What the books refused the first time they refuse again: that is an exception, not ours.
static bool apply_again(const struct record *record, void *db, struct err *err)
{
    return books_apply_again(db, record, err) || err->kind == ERR_INVALID ||
           err->kind == ERR_NOT_FOUND;
}

bool books_rebuild(struct db *db, struct err *err)
{
    return books_clear(db, err) &&
           log_each_effect(db, RECORD_KIOSK_CONFIGURED, apply_again, db, err);
}

static const struct {
    const char *sql;
    int columns;
} everything[] = {
    // Not whose words they are: rows from before that was kept have it only once they are made
    // again.
    {"SELECT claim_id, ref, body FROM completed ORDER BY claim_id, ref", 3},
    {"SELECT meeting_id, log_id, opened_ms, closed_ms, takes_over FROM meeting_state "
     "ORDER BY 1, 2",
     5},
    {"SELECT attendance_id, person_id, meeting_id, as_code, how, arrived_ms, left_ms, log_id, "
     "closed_by FROM attendance ORDER BY 1",
     9},
    {"SELECT person_id, meeting_id, names FROM added ORDER BY 1", 3},
    {"SELECT claim_id, meeting_id, attendance_id, person_id, letter, number, made_ms, "
     "expenses_pence, fee_pence, fee_channel, about, cash_today, leaves_ms, withdrawn, questioned, "
     "body, log_id FROM claim ORDER BY 1",
     17},
    {"SELECT claim_id, op_id, by_paper FROM handed ORDER BY 1", 3},
    {"SELECT receipt_id, claim_id, ref, picture FROM receipt ORDER BY 1", 4},
    {"SELECT claim_id, what, ref, until, by_staff FROM evidence ORDER BY 1, 2, 3", 5},
    {"SELECT person_id, choice, value, wording, at_ms FROM choice ORDER BY 1, 2", 5},
    {"SELECT float_id, meeting_id, opened_ms, counted FROM cash_float ORDER BY 1", 4},
    {"SELECT float_id, pence, count FROM float_coin ORDER BY 1, 2", 3},
    {"SELECT op_id, payment_id, meeting_id, claim_id, payer_id, pence, at_ms FROM cash ORDER BY 1",
     7},
    {"SELECT op_id, place, account, account_id, meeting_id, pence FROM entry ORDER BY 1, 2", 6},
    {"SELECT code, meeting_id FROM tin_use ORDER BY 1", 2},
    {"SELECT claim_id, log_id, pence, moved, by_office, until FROM cash_left ORDER BY 1", 6},
};

static void add_value(struct bytes *out, const struct db_rows *rows, int column)
{
    size_t length;
    const void *data = db_get_blob(rows, column, &length);

    bytes_addf(out, "%d %lld %zu:", db_is_null(rows, column), (long long)db_get_int(rows, column),
               length);
    if (length)
        bytes_add(out, data, length);
}

bool books_are_old(struct db *db, bool *old, struct err *err)
{
    int64_t rules;

    if (!db_number(db, &rules, SQL_RULES, DB_NONE, 0, err))
        return false;
    *old = rules < BOOKS_RULES;
    return true;
}

bool books_set_made(struct db *db, struct err *err)
{
    return db_exec(db, SQL_FORGET_RULES, DB_NONE, err) &&
           db_exec(db, SQL_SET_RULES, DB_ARGS(db_int(BOOKS_RULES)), err);
}

bool books_bring_up(struct db *db, struct err *err)
{
    bool old;

    if (!books_are_old(db, &old, err) || (old && !db_begin(db, err)))
        return false;
    return !old || db_end(db, books_rebuild(db, err) && books_set_made(db, err), err) ||
           err_wrap(err, "make the books again");
}

bool books_digest(struct db *db, uint8_t out[static RECORD_HASH_SIZE], struct err *err)
{
    struct bytes all = {0};
    bool ok = true;

    for (size_t i = 0; ok && i < sizeof everything / sizeof everything[0]; i++) {
        struct db_rows *rows;

        ok = db_query(db, &rows, everything[i].sql, DB_NONE, err);
        while (ok && db_next(rows))
            for (int column = 0; column < everything[i].columns; column++)
                add_value(&all, rows, column);
        ok = ok && db_done(rows, err);
    }
    keys_hash(out, RECORD_HASH_SIZE, "books", all.data, all.length);
    bytes_clear(&all);
    return ok;
}
