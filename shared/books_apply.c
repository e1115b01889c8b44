// SPDX-License-Identifier: Apache-2.0
#include "shared/books.h"

#include <stdlib.h>

#include "shared/books_cash.h"
#include "shared/books_completed.h"
#include "shared/books_handed.h"
#include "shared/books_left.h"
#include "shared/books_parts.h"
#include "shared/mem.h"
#include "shared/str.h"

static const char SQL_ADD_PERSON[] =
    "INSERT INTO added (person_id, meeting_id, names) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
static const char SQL_HAS_CLAIM[] = "SELECT count(*) FROM claim WHERE claim_id = $1";
static const char SQL_OTHER_CLAIM[] =
    "SELECT count(*) FROM claim WHERE meeting_id = $1 AND person_id = $2 AND withdrawn = 0";
static const char SQL_NUMBER_TAKEN[] =
    "SELECT count(*) FROM claim WHERE meeting_id = $1 AND letter = $2 AND number = $3";
static const char SQL_CASH_OF[] =
    "SELECT sum(pence) FROM entry WHERE account = 'claim' AND account_id = $1";
static const char SQL_ADD_CLAIM[] =
    "INSERT INTO claim (claim_id, meeting_id, attendance_id, person_id, letter, number, made_ms, "
    "expenses_pence, fee_pence, fee_channel, about, cash_today, withdrawn, questioned, body, "
    "leaves_ms, log_id) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 0, $13, $14, $15)";
static const char SQL_AMEND_CLAIM[] =
    "UPDATE claim SET expenses_pence = $2, fee_pence = $3, fee_channel = $4, about = $5, "
    "cash_today = $6, body = $7, leaves_ms = $8 WHERE claim_id = $1";
static const char SQL_SET_MAKER[] = "UPDATE claim SET log_id = $2 WHERE claim_id = $1";
static const char SQL_WITHDRAW[] = "UPDATE claim SET withdrawn = 1 WHERE claim_id = $1";
static const char SQL_QUESTION[] = "UPDATE claim SET questioned = 1 WHERE claim_id = $1";
// A ticket that came later may be of a claim that another kiosk made.
static const char SQL_HAS_SUBJECT[] = "SELECT (SELECT count(*) FROM claim WHERE claim_id = $1) + "
                                      "(SELECT count(*) FROM completed WHERE claim_id = $1)";
static const char SQL_HAS_RECEIPT[] = "SELECT count(*) FROM receipt WHERE receipt_id = $1";
static const char SQL_RECEIPT[] = "INSERT INTO receipt (receipt_id, claim_id, ref, picture) "
                                  "VALUES ($1, $2, $3, $4)";
static const char SQL_EVIDENCE[] =
    "INSERT INTO evidence (claim_id, what, ref, until, by_staff) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (claim_id, what, ref) DO UPDATE SET until = excluded.until, "
    "by_staff = excluded.by_staff";
static const char SQL_UNSEE_TICKET[] =
    "DELETE FROM evidence WHERE claim_id = $1 AND what = 'ticket' AND ref = $2";
static const char SQL_CHOOSE[] =
    "INSERT INTO choice (person_id, choice, value, wording, at_ms) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (person_id, choice) DO UPDATE SET value = excluded.value, "
    "wording = excluded.wording, at_ms = excluded.at_ms";

static const char SQL_TIN_USED[] = "SELECT count(*) FROM tin_use WHERE code = $1";
static const char SQL_USE_TIN[] = "INSERT INTO tin_use (code, meeting_id) VALUES ($1, $2)";

static bool require(struct db *db, const char *sql, struct db_args args, const char *what,
                    struct err *err)
{
    int64_t count;

    if (!db_number(db, &count, sql, args, 0, err))
        return false;
    return count > 0 || err_set(err, ERR_NOT_FOUND, "%s is not known", what);
}

static bool forbid(struct db *db, const char *sql, struct db_args args, const char *what,
                   struct err *err)
{
    int64_t count;

    if (!db_number(db, &count, sql, args, 0, err))
        return false;
    return count == 0 || err_set(err, ERR_INVALID, "%s", what);
}

static bool apply_added(struct db *db, const struct record *record, struct err *err)
{
    struct body_person_added body;

    return body_read(record, &body, err) &&
           db_exec(db, SQL_ADD_PERSON,
                   DB_ARGS(db_id(&body.person), db_id(&record->meeting_id),
                           db_blob(body.names, sizeof body.names)),
                   err);
}

bool books_add_claim(struct db *db, const struct record *record, const struct body_claim *claim,
                     struct err *err)
{
    return forbid(db, SQL_HAS_CLAIM, DB_ARGS(db_id(&claim->claim)), "this claim was made before",
                  err) &&
           forbid(db, SQL_OTHER_CLAIM, DB_ARGS(db_id(&record->meeting_id), db_id(&claim->person)),
                  "this person has a claim at this meeting", err) &&
           forbid(
               db, SQL_NUMBER_TAKEN,
               DB_ARGS(db_id(&record->meeting_id), db_text(claim->letter), db_int(claim->number)),
               "this claim number is another claim's", err) &&
           db_exec(db, SQL_ADD_CLAIM,
                   DB_ARGS(db_id(&claim->claim), db_id(&record->meeting_id),
                           db_id(&claim->attendance), db_id(&claim->person), db_text(claim->letter),
                           db_int(claim->number), db_int(record->wall_ms),
                           db_int(claim->outcome.expenses_pence), db_int(claim->outcome.fee_pence),
                           db_text(claim->outcome.fee_channel), db_int(claim->about),
                           db_int(claim->cash_today),
                           (struct db_value){DB_TEXT, 0, record->body, record->body_length},
                           db_int(claim->leaves_ms), db_id(&record->log_id)),
                   err);
}

// A ticket that somebody saw is proof of that cost, and of no more than that.
static bool still_proves(const struct facts_expense *seen, const struct facts_expense *now)
{
    return now && str_equal(seen->category, now->category) &&
           now->claimed_pence <= seen->claimed_pence && now->receipt_pence <= seen->receipt_pence;
}

static bool unsee_tickets(struct db *db, const struct body_claim *claim, struct err *err)
{
    struct body_claim *before = mem_new(1, sizeof *before);
    bool ok = books_get_claim_body(db, claim->claim, before, err);

    for (size_t i = 0; ok && i < before->facts.expense_count; i++) {
        const struct facts_expense *seen = &before->facts.expenses[i];

        if (!still_proves(seen, facts_find_expense(&claim->facts, seen->ref)))
            ok = db_exec(db, SQL_UNSEE_TICKET, DB_ARGS(db_id(&claim->claim), db_text(seen->ref)),
                         err);
    }
    free(before);
    return ok;
}

bool books_amend_claim(struct db *db, const struct record *record, const struct body_claim *claim,
                       struct err *err)
{
    int64_t paid;

    if (!require(db, SQL_HAS_CLAIM, DB_ARGS(db_id(&claim->claim)), "the claim", err) ||
        !db_number(db, &paid, SQL_CASH_OF, DB_ARGS(db_id(&claim->claim)), 0, err))
        return false;
    if (claim->outcome.expenses_pence < paid)
        return err_set(err, ERR_INVALID, "more travel money was paid than the claim would have");
    return unsee_tickets(db, claim, err) &&
           db_exec(db, SQL_AMEND_CLAIM,
                   DB_ARGS(db_id(&claim->claim), db_int(claim->outcome.expenses_pence),
                           db_int(claim->outcome.fee_pence), db_text(claim->outcome.fee_channel),
                           db_int(claim->about), db_int(claim->cash_today),
                           (struct db_value){DB_TEXT, 0, record->body, record->body_length},
                           db_int(claim->leaves_ms)),
                   err) &&
           books_left_limit(db, claim->claim,
                            claim->cash_today ? claim->outcome.expenses_pence - paid : 0, err);
}

static bool apply_claim(struct db *db, const struct record *record, struct err *err)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);
    bool done = false;
    bool ok = body_read(record, claim, err) &&
              books_handed_precedes(db, record, claim->claim, &done, err);

    if (ok && done && record->kind == RECORD_CLAIM_MADE) // until now it was whose paper came first
        ok = db_exec(db, SQL_SET_MAKER, DB_ARGS(db_id(&claim->claim), db_id(&record->log_id)), err);
    if (ok && !done)
        ok = record->kind == RECORD_CLAIM_MADE ? books_add_claim(db, record, claim, err)
                                               : books_amend_claim(db, record, claim, err);
    free(claim);
    return ok;
}

static bool apply_withdrawn(struct db *db, const struct record *record, struct err *err)
{
    struct body_claim_withdrawn body;
    int64_t paid;

    if (!body_read(record, &body, err) ||
        !require(db, SQL_HAS_CLAIM, DB_ARGS(db_id(&body.claim)), "the claim", err) ||
        !db_number(db, &paid, SQL_CASH_OF, DB_ARGS(db_id(&body.claim)), 0, err))
        return false;
    if (paid > 0)
        return err_set(err, ERR_INVALID, "the claim's travel money was paid");
    return db_exec(db, SQL_WITHDRAW, DB_ARGS(db_id(&body.claim)), err) &&
           books_left_limit(db, body.claim, 0, err);
}

static bool apply_questioned(struct db *db, const struct record *record, struct err *err)
{
    struct body_claim_questioned body;

    // It may be about a claim of another kiosk, which only the office has.
    return body_read(record, &body, err) &&
           (str_equal(body.code, BODY_LETTER) ||
            db_exec(db, SQL_QUESTION, DB_ARGS(db_id(&body.claim)), err));
}

static bool apply_receipt(struct db *db, const struct record *record, struct err *err)
{
    struct body_receipt_taken body;

    return body_read(record, &body, err) &&
           require(db, SQL_HAS_SUBJECT, DB_ARGS(db_id(&body.claim)), "the claim", err) &&
           forbid(db, SQL_HAS_RECEIPT, DB_ARGS(db_id(&body.receipt)),
                  "this receipt was recorded before", err) &&
           db_exec(db, SQL_RECEIPT,
                   DB_ARGS(db_id(&body.receipt), db_id(&body.claim), db_text(body.ref),
                           db_blob(body.picture, sizeof body.picture)),
                   err);
}

static bool apply_evidence(struct db *db, const struct record *record, struct err *err)
{
    struct body_evidence_seen body;

    return body_read(record, &body, err) &&
           require(db, SQL_HAS_SUBJECT, DB_ARGS(db_id(&body.claim)), "the claim", err) &&
           db_exec(db, SQL_EVIDENCE,
                   DB_ARGS(db_id(&body.claim), db_text(body.what), db_text(body.ref),
                           db_text(body.until), db_id(&body.by)),
                   err);
}

static bool apply_choice(struct db *db, const struct record *record, struct err *err)
{
    struct body_choice body;

    return body_read(record, &body, err) &&
           db_exec(db, SQL_CHOOSE,
                   DB_ARGS(db_id(&body.person), db_text(body.choice), db_text(body.value),
                           db_int(body.wording), db_int(record->wall_ms)),
                   err);
}

static bool apply_tin(struct db *db, const struct record *record, struct err *err)
{
    struct body_tin_used body;

    return body_read(record, &body, err) &&
           forbid(db, SQL_TIN_USED, DB_ARGS(db_blob(body.code, sizeof body.code)),
                  "this one-time code was used before", err) &&
           db_exec(db, SQL_USE_TIN,
                   DB_ARGS(db_blob(body.code, sizeof body.code), db_id(&record->meeting_id)), err);
}

// Everything in the books but what a person agrees to is of some meeting; and much that a kiosk
// notes of itself.
static bool check_belongs(const struct record *record, struct err *err)
{
    return !id_is_none(record->meeting_id) || record->kind == RECORD_CHOICE_GIVEN ||
           record->kind == RECORD_CHOICE_WITHDRAWN || record->kind == RECORD_KIOSK_NOTED ||
           err_set(err, ERR_INVALID, "it belongs to no meeting");
}

static const struct {
    enum record_kind kind;
    bool (*apply)(struct db *db, const struct record *record, struct err *err);
} appliers[] = {
    {RECORD_MEETING_OPENED, books_meeting_apply},
    {RECORD_MEETING_CLOSED, books_meeting_apply},
    {RECORD_ATTENDANCE_ARRIVED, books_presence_apply},
    {RECORD_ATTENDANCE_LEFT, books_presence_apply},
    {RECORD_ATTENDANCE_CORRECTED, books_presence_apply},
    {RECORD_CLAIM_MADE, apply_claim},
    {RECORD_CLAIM_AMENDED, apply_claim},
    {RECORD_CLAIM_WITHDRAWN, apply_withdrawn},
    {RECORD_CLAIM_QUESTIONED, apply_questioned},
    {RECORD_RECEIPT_TAKEN, apply_receipt},
    {RECORD_CHOICE_GIVEN, apply_choice},
    {RECORD_CHOICE_WITHDRAWN, apply_choice},
    {RECORD_EVIDENCE_SEEN, apply_evidence},
    {RECORD_FLOAT_OPENED, books_cash_apply},
    {RECORD_FLOAT_ADDED, books_cash_apply},
    {RECORD_FLOAT_SWAPPED, books_cash_apply},
    {RECORD_FLOAT_COUNTED, books_cash_apply},
    {RECORD_CASH_PAID, books_cash_apply},
    {RECORD_CASH_RETURNED, books_cash_apply},
    {RECORD_CASH_LEFT, books_left_apply},
    {RECORD_CLAIM_HANDED, books_handed_apply},
    {RECORD_CLAIM_COMPLETED, books_completed_apply},
    {RECORD_CLAIM_TAKEN_BACK, books_handed_apply},
    {RECORD_PERSON_ADDED, apply_added},
    {RECORD_TIN_USED, apply_tin},
    {RECORD_KIOSK_NOTED, books_meeting_apply},
};

bool books_apply(struct db *db, const struct record *record, struct err *err)
{
    return (books_cash_check_seen(db, record, err) ||
            err_wrap(err, "%s", record_kind_name(record->kind))) &&
           books_apply_again(db, record, err);
}

bool books_apply_again(struct db *db, const struct record *record, struct err *err)
{
    for (size_t i = 0; i < sizeof appliers / sizeof appliers[0]; i++)
        if (appliers[i].kind == record->kind)
            return (check_belongs(record, err) && appliers[i].apply(db, record, err)) ||
                   err_wrap(err, "%s", record_kind_name(record->kind));
    return true;
}
