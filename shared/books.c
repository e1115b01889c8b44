// SPDX-License-Identifier: Apache-2.0
#include "shared/books.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/books_completed.h"
#include "shared/mem.h"
#include "shared/str.h"

#define ATTENDANCE_COLUMNS                                                                         \
    "attendance_id, person_id, meeting_id, as_code, how, arrived_ms, left_ms FROM attendance "
static const char SQL_FIND_ATTENDANCE[] =
    "SELECT " ATTENDANCE_COLUMNS "WHERE meeting_id = $1 AND person_id = $2 "
    "ORDER BY arrived_ms DESC, attendance_id DESC LIMIT 1";
static const char SQL_GET_ATTENDANCE[] = "SELECT " ATTENDANCE_COLUMNS "WHERE attendance_id = $1";
static const char SQL_PRESENCE[] =
    "SELECT " ATTENDANCE_COLUMNS "WHERE meeting_id = $1 AND person_id = $2 "
    "ORDER BY arrived_ms, attendance_id";
static const char SQL_ALL_ATTENDANCE[] =
    "SELECT " ATTENDANCE_COLUMNS "WHERE meeting_id = $1 ORDER BY arrived_ms, attendance_id";

#define CLAIM_COLUMNS                                                                              \
    "claim_id, meeting_id, attendance_id, person_id, letter, number, made_ms, expenses_pence, "    \
    "fee_pence, fee_channel, about, cash_today, withdrawn, questioned, leaves_ms, "                \
    "(SELECT sum(pence) FROM entry WHERE account = 'claim' AND account_id = claim_id), "           \
    "(SELECT 1 + by_paper FROM handed WHERE handed.claim_id = claim.claim_id), log_id, "           \
    "(SELECT pence FROM cash_left WHERE cash_left.claim_id = claim.claim_id) "                     \
    "FROM claim "
static const char SQL_GET_CLAIM[] = "SELECT " CLAIM_COLUMNS "WHERE claim_id = $1";
static const char SQL_FIND_CLAIM[] =
    "SELECT " CLAIM_COLUMNS "WHERE meeting_id = $1 AND person_id = $2 AND withdrawn = 0";
static const char SQL_ALL_CLAIMS[] =
    "SELECT " CLAIM_COLUMNS "WHERE meeting_id = $1 ORDER BY letter, number";
static const char SQL_OF_PERSON[] =
    "SELECT " CLAIM_COLUMNS "WHERE person_id = $1 AND withdrawn = 0 "
    "ORDER BY made_ms DESC, claim_id LIMIT 60";
static const char SQL_CLAIM_BODY[] = "SELECT body FROM claim WHERE claim_id = $1";
static const char SQL_TICKETS[] =
    "SELECT count(*) FROM evidence WHERE claim_id = $1 AND what = 'ticket' AND ref = $2";
static const char SQL_RECEIPTS[] =
    "SELECT receipt_id, ref, picture FROM receipt WHERE claim_id = $1 ORDER BY receipt_id";
static const char SQL_PICTURED[] = "SELECT count(*) FROM receipt WHERE claim_id = $1 AND ref = $2";
static const char SQL_CHOICE[] =
    "SELECT value, wording, at_ms FROM choice WHERE person_id = $1 AND choice = $2";
static const char SQL_CHOICES[] = "SELECT choice, value, wording, at_ms FROM choice "
                                  "WHERE person_id = $1 ORDER BY choice";
static const char SQL_LAST_NUMBER[] =
    "SELECT max(number) FROM claim WHERE meeting_id = $1 AND letter = $2";
static const char SQL_ADDED[] =
    "SELECT person_id, names FROM added WHERE meeting_id = $1 ORDER BY person_id";
static const char SQL_IS_ADDED[] = "SELECT count(*) FROM added WHERE person_id = $1";
static const char SQL_TIN_USED[] = "SELECT count(*) FROM tin_use WHERE code = $1";
static const char SQL_SUM[] = "SELECT sum(pence) FROM entry";

static void read_attendance(const struct db_rows *rows, struct books_attendance *out)
{
    out->attendance = db_get_id(rows, 0);
    out->person = db_get_id(rows, 1);
    out->meeting = db_get_id(rows, 2);
    str_copy(out->as, sizeof out->as, db_get_text(rows, 3));
    str_copy(out->how, sizeof out->how, db_get_text(rows, 4));
    out->arrived_ms = db_get_int(rows, 5);
    out->left_ms = db_get_int(rows, 6);
}

bool books_get_attendance(struct db *db, struct id attendance, struct books_attendance *out,
                          struct err *err)
{
    struct db_rows *rows;

    if (!db_one(db, &rows, SQL_GET_ATTENDANCE, DB_ARGS(db_id(&attendance)), err))
        return err_wrap(err, "find a presence");
    *out = (struct books_attendance){0};
    read_attendance(rows, out);
    db_free(rows);
    return true;
}

bool books_find_attendance(struct db *db, struct id meeting, struct id person,
                           struct books_attendance *out, struct err *err)
{
    struct db_rows *rows;

    if (!db_one(db, &rows, SQL_FIND_ATTENDANCE, DB_ARGS(db_id(&meeting), db_id(&person)), err))
        return err_wrap(err, "find a presence");
    *out = (struct books_attendance){0};
    read_attendance(rows, out);
    db_free(rows);
    return true;
}

static void read_claim(const struct db_rows *rows, struct books_claim *out)
{
    out->claim = db_get_id(rows, 0);
    out->meeting = db_get_id(rows, 1);
    out->attendance = db_get_id(rows, 2);
    out->person = db_get_id(rows, 3);
    snprintf(out->number, sizeof out->number, "%.1s %lld", db_get_text(rows, 4),
             (long long)db_get_int(rows, 5));
    out->made_ms = db_get_int(rows, 6);
    out->expenses_pence = db_get_int(rows, 7);
    out->fee_pence = db_get_int(rows, 8);
    str_copy(out->fee_channel, sizeof out->fee_channel, db_get_text(rows, 9));
    out->about = db_get_int(rows, 10) != 0;
    out->cash_today = db_get_int(rows, 11) != 0;
    out->withdrawn = db_get_int(rows, 12) != 0;
    out->questioned = db_get_int(rows, 13) != 0;
    out->leaves_ms = db_get_int(rows, 14);
    out->cash_pence = db_get_int(rows, 15);
    out->handed = (enum books_handed)db_get_int(rows, 16);
    out->log_id = db_get_id(rows, 17);
    out->left_pence = db_get_int(rows, 18);
}

static bool read_body(struct db *db, struct id claim, struct body_claim *out, struct err *err)
{
    struct record record = {.kind = RECORD_CLAIM_MADE};
    struct db_rows *rows;
    bool ok;

    if (!db_one(db, &rows, SQL_CLAIM_BODY, DB_ARGS(db_id(&claim)), err))
        return false;
    record.body = db_get_text(rows, 0);
    record.body_length = strlen(record.body);
    ok = body_read(&record, out, err);
    db_free(rows);
    return ok && books_completed_merge(db, out, err);
}

bool books_get_claim_body(struct db *db, struct id claim, struct body_claim *out, struct err *err)
{
    return read_body(db, claim, out, err) || err_wrap(err, "read a claim");
}

bool books_ticket_seen(struct db *db, struct id claim, const char *ref, bool *out, struct err *err)
{
    int64_t seen;

    if (!db_number(db, &seen, SQL_TICKETS, DB_ARGS(db_id(&claim), db_text(ref)), 0, err))
        return false;
    *out = seen > 0;
    return true;
}

static bool needs_ticket(const struct body_claim *body, const struct body_proof *proof)
{
    if (!str_equal(proof->where, "here") && !str_equal(proof->where, "phone"))
        return false;
    for (size_t i = 0; i < body->outcome.line_count; i++)
        if (str_equal(body->outcome.lines[i].ref, proof->ref))
            return true;
    return false;
}

static bool is_pictured(struct db *db, struct id claim, const char *ref, bool *out, struct err *err)
{
    int64_t pictures;

    if (!db_number(db, &pictures, SQL_PICTURED, DB_ARGS(db_id(&claim), db_text(ref)), 0, err))
        return false;
    *out = pictures > 0;
    return true;
}

bool books_ticket_unseen(struct db *db, const struct body_claim *claim,
                         const struct body_proof *proof, bool *out, struct err *err)
{
    bool seen = true;

    if (needs_ticket(claim, proof) &&
        (!books_ticket_seen(db, claim->claim, proof->ref, &seen, err) ||
         (!seen && !is_pictured(db, claim->claim, proof->ref, &seen, err))))
        return false;
    *out = !seen;
    return true;
}

// Of each: wanted by whoever hands over cash, and shown to nobody yet.
static bool count_tickets(struct db *db, struct id claim, int64_t *wanted, int64_t *unseen,
                          struct err *err)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    bool ok = read_body(db, claim, body, err);

    *wanted = *unseen = 0;
    for (size_t i = 0; ok && i < body->proofs_count; i++) {
        const struct body_proof *proof = &body->proofs[i];
        bool is_unseen = false;
        bool seen = true;

        if (needs_ticket(body, proof))
            ok = books_ticket_seen(db, claim, proof->ref, &seen, err) &&
                 (seen || books_ticket_unseen(db, body, proof, &is_unseen, err));
        *wanted += !seen;
        *unseen += is_unseen;
    }
    free(body);
    return ok;
}

bool books_count_tickets(struct db *db, struct id claim, int64_t *wanted, struct err *err)
{
    int64_t unseen;

    return count_tickets(db, claim, wanted, &unseen, err);
}

static bool one_claim(struct db *db, const char *sql, struct db_args args, struct books_claim *out,
                      struct err *err)
{
    struct books_claim claim = {0};
    struct db_rows *rows;

    if (!db_one(db, &rows, sql, args, err))
        return false;
    read_claim(rows, &claim);
    db_free(rows);
    if (!count_tickets(db, claim.claim, &claim.tickets_wanted, &claim.tickets_unseen, err))
        return false;
    *out = claim;
    return true;
}

bool books_get_claim(struct db *db, struct id claim, struct books_claim *out, struct err *err)
{
    return one_claim(db, SQL_GET_CLAIM, DB_ARGS(db_id(&claim)), out, err) ||
           err_wrap(err, "find a claim");
}

bool books_find_claim(struct db *db, struct id meeting, struct id person, struct books_claim *out,
                      struct err *err)
{
    return one_claim(db, SQL_FIND_CLAIM, DB_ARGS(db_id(&meeting), db_id(&person)), out, err) ||
           err_wrap(err, "find a person's claim");
}

static bool list_attendance(struct db *db, const char *sql, struct db_args args,
                            struct books_attendance **out, size_t *count, struct err *err)
{
    struct books_attendance *list = NULL;
    struct db_rows *rows;
    size_t used = 0;

    if (!db_query(db, &rows, sql, args, err))
        return false;
    while (db_next(rows)) {
        list = mem_resize(list, used + 1, sizeof *list);
        list[used] = (struct books_attendance){0};
        read_attendance(rows, &list[used++]);
    }
    if (!db_done(rows, err)) {
        free(list);
        return false;
    }
    *out = list;
    *count = used;
    return true;
}

bool books_list_attendance(struct db *db, struct id meeting, struct books_attendance **out,
                           size_t *count, struct err *err)
{
    return list_attendance(db, SQL_ALL_ATTENDANCE, DB_ARGS(db_id(&meeting)), out, count, err);
}

bool books_list_presence(struct db *db, struct id meeting, struct id person,
                         struct books_attendance **out, size_t *count, struct err *err)
{
    return list_attendance(db, SQL_PRESENCE, DB_ARGS(db_id(&meeting), db_id(&person)), out, count,
                           err);
}

bool books_list_added(struct db *db, struct id meeting, struct body_person_added **out,
                      size_t *count, struct err *err)
{
    struct body_person_added *list = NULL;
    struct db_rows *rows;
    size_t used = 0;

    if (!db_query(db, &rows, SQL_ADDED, DB_ARGS(db_id(&meeting)), err))
        return false;
    while (db_next(rows)) {
        list = mem_resize(list, used + 1, sizeof *list);
        list[used] = (struct body_person_added){.person = db_get_id(rows, 0)};
        db_get_bytes(rows, 1, list[used].names, sizeof list[used].names);
        used++;
    }
    if (!db_done(rows, err)) {
        free(list);
        return false;
    }
    *out = list;
    *count = used;
    return true;
}

bool books_is_added(struct db *db, struct id person, bool *out, struct err *err)
{
    int64_t count;

    if (!db_number(db, &count, SQL_IS_ADDED, DB_ARGS(db_id(&person)), 0, err))
        return false;
    *out = count > 0;
    return true;
}

static bool list_claims(struct db *db, const char *sql, struct id whose, struct books_claim **out,
                        size_t *count, struct err *err)
{
    struct books_claim *list = NULL;
    struct db_rows *rows;
    size_t used = 0;
    bool ok;

    if (!db_query(db, &rows, sql, DB_ARGS(db_id(&whose)), err))
        return false;
    while (db_next(rows)) {
        list = mem_resize(list, used + 1, sizeof *list);
        list[used] = (struct books_claim){0};
        read_claim(rows, &list[used++]);
    }
    ok = db_done(rows, err);
    for (size_t i = 0; ok && i < used; i++)
        ok =
            count_tickets(db, list[i].claim, &list[i].tickets_wanted, &list[i].tickets_unseen, err);
    if (!ok) {
        free(list);
        return false;
    }
    *out = list;
    *count = used;
    return true;
}

bool books_list_claims(struct db *db, struct id meeting, struct books_claim **out, size_t *count,
                       struct err *err)
{
    return list_claims(db, SQL_ALL_CLAIMS, meeting, out, count, err);
}

bool books_list_person_claims(struct db *db, struct id person, struct books_claim **out,
                              size_t *count, struct err *err)
{
    return list_claims(db, SQL_OF_PERSON, person, out, count, err);
}

bool books_list_receipts(struct db *db, struct id claim, struct books_receipt **out, size_t *count,
                         struct err *err)
{
    struct books_receipt *list = NULL;
    struct db_rows *rows;
    size_t used = 0;

    if (!db_query(db, &rows, SQL_RECEIPTS, DB_ARGS(db_id(&claim)), err))
        return false;
    while (db_next(rows)) {
        list = mem_resize(list, used + 1, sizeof *list);
        list[used] = (struct books_receipt){.receipt = db_get_id(rows, 0)};
        str_copy(list[used].ref, sizeof list[used].ref, db_get_text(rows, 1));
        db_get_bytes(rows, 2, list[used].picture, sizeof list[used].picture);
        used++;
    }
    if (!db_done(rows, err)) {
        free(list);
        return false;
    }
    *out = list;
    *count = used;
    return true;
}

bool books_find_choice(struct db *db, struct id person, const char *choice, struct body_choice *out,
                       int64_t *at_ms, struct err *err)
{
    struct body_choice found = {.person = person};
    struct db_rows *rows;

    if (!db_one(db, &rows, SQL_CHOICE, DB_ARGS(db_id(&person), db_text(choice)), err))
        return err_wrap(err, "find a choice");
    str_copy(found.choice, sizeof found.choice, choice);
    str_copy(found.value, sizeof found.value, db_get_text(rows, 0));
    found.wording = db_get_int(rows, 1);
    *at_ms = db_get_int(rows, 2);
    db_free(rows);
    *out = found;
    return true;
}

bool books_list_choices(struct db *db, struct id person,
                        struct body_remembered_choice out[static BODY_CHOICES_MAX], size_t *count,
                        struct err *err)
{
    struct db_rows *rows;

    *count = 0;
    if (!db_query(db, &rows, SQL_CHOICES, DB_ARGS(db_id(&person)), err))
        return false;
    while (*count < BODY_CHOICES_MAX && db_next(rows)) {
        struct body_remembered_choice *choice = &out[(*count)++];

        *choice = (struct body_remembered_choice){.wording = db_get_int(rows, 2),
                                                  .at_ms = db_get_int(rows, 3)};
        str_copy(choice->choice, sizeof choice->choice, db_get_text(rows, 0));
        str_copy(choice->value, sizeof choice->value, db_get_text(rows, 1));
    }
    if (*count < BODY_CHOICES_MAX)
        return db_done(rows, err);
    db_free(rows);
    return true;
}

bool books_next_number(struct db *db, struct id meeting, const char *letter, int64_t *out,
                       struct err *err)
{
    int64_t last;

    if (!db_number(db, &last, SQL_LAST_NUMBER, DB_ARGS(db_id(&meeting), db_text(letter)), 0, err))
        return false;
    *out = last + 1;
    return true;
}

bool books_tin_used(struct db *db, const uint8_t code[static TIN_ID_SIZE], bool *out,
                    struct err *err)
{
    int64_t count;

    if (!db_number(db, &count, SQL_TIN_USED, DB_ARGS(db_blob(code, TIN_ID_SIZE)), 0, err))
        return false;
    *out = count > 0;
    return true;
}

bool books_sum(struct db *db, int64_t *pence, struct err *err)
{
    return db_number(db, pence, SQL_SUM, DB_NONE, 0, err);
}
