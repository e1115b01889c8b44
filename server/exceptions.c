// SPDX-License-Identifier: Apache-2.0
#include "server/exceptions.h"

#include <stdlib.h>

#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

static const char SQL_REFUSED[] = "SELECT count(*) FROM exception WHERE log_id = $1 AND seq = $2 "
                                  "AND kind IN ('refused', 'second_claim')";
static const char SQL_RAISE[] =
    "INSERT INTO exception (exception_id, at_ms, log_id, seq, kind, meeting_id, claim_id, reason, "
    "owner, solved_ms, note_code, user_id, ref, code, due) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, '', NULL, $10, $11, $12) "
    "ON CONFLICT DO NOTHING";

#define COLUMNS                                                                                    \
    "exception_id, at_ms, log_id, seq, kind, meeting_id, claim_id, reason, owner, solved_ms, "     \
    "note_code, ref, code, due FROM exception "
#define ORDER "ORDER BY CASE WHEN solved_ms = 0 THEN 0 ELSE 1 END, at_ms DESC, seq DESC LIMIT 500"
static const char SQL_ALL[] = "SELECT " COLUMNS ORDER;
static const char SQL_OF_MEETING[] = "SELECT " COLUMNS "WHERE meeting_id = $1 " ORDER;
static const char SQL_OPEN[] =
    "SELECT " COLUMNS "WHERE kind = $1 AND solved_ms = 0 ORDER BY at_ms, seq";
static const char SQL_GET[] = "SELECT " COLUMNS "WHERE exception_id = $1";
static const char SQL_ANSWERED[] =
    "SELECT " COLUMNS "WHERE kind = 'questioned' AND solved_ms >= $1 AND solved_ms > 0 "
    "ORDER BY solved_ms, seq";
static const char SQL_COUNT_CLAIM[] = "SELECT count(*) FROM exception "
                                      "WHERE claim_id = $1 AND solved_ms = 0 AND "
                                      "kind <> 'questioned'";
static const char SQL_COUNT_MEETING[] =
    "SELECT count(*) FROM exception WHERE meeting_id = $1 AND solved_ms = 0";
static const char SQL_WAS_RAISED[] =
    "SELECT count(*) FROM exception WHERE kind = $1 AND claim_id = $2 AND reason = $3";
static const char SQL_SOLVE[] = "UPDATE exception SET solved_ms = $2, note_code = $3, user_id = $4 "
                                "WHERE exception_id = $1 AND solved_ms = 0";

static const char *owner_of(const char *kind)
{
    static const struct {
        const char *kind;
        const char *owner;
    } owners[] = {
        {"fork", "installer"},           {"not_understood", "installer"},
        {"policy_unknown", "installer"}, {"form_cash", "finance"},
        {"pence_differ", "finance"},     {"overpaid", "finance"},
        {"paid_more", "finance"},        {"tin_used", "finance"},
        {"second_claim", "finance"},     {"changed_after_approval", "finance"},
    };

    for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++)
        if (str_equal(owners[i].kind, kind))
            return owners[i].owner;
    return "coordinator";
}

bool exceptions_raise(struct db *db, const struct exceptions_exception *exception, struct err *err)
{
    struct id id = id_new();

    return db_exec(db, SQL_RAISE,
                   DB_ARGS(db_id(&id), db_int(when_now_ms()), db_id(&exception->log_id),
                           db_int(exception->seq), db_text(exception->kind),
                           db_id(&exception->meeting), db_id(&exception->claim),
                           db_text(exception->reason), db_text(owner_of(exception->kind)),
                           db_text(exception->ref), db_text(exception->code),
                           db_text(exception->due)),
                   err) ||
           err_wrap(err, "raise an exception");
}

bool exceptions_raise_at(struct db *db, const struct record *record, struct id claim,
                         const char *kind, const char *reason, struct err *err)
{
    struct exceptions_exception exception = {.log_id = record->log_id,
                                             .seq = record->seq,
                                             .meeting = record->meeting_id,
                                             .claim = claim};

    str_copy(exception.kind, sizeof exception.kind, kind);
    str_copy(exception.reason, sizeof exception.reason, reason);
    return exceptions_raise(db, &exception, err);
}

bool exceptions_was_raised(struct db *db, const struct exceptions_exception *exception, bool *out,
                           struct err *err)
{
    int64_t count;

    if (!db_number(
            db, &count, SQL_WAS_RAISED,
            DB_ARGS(db_text(exception->kind), db_id(&exception->claim), db_text(exception->reason)),
            0, err))
        return false;
    *out = count > 0;
    return true;
}

static void read_row(const struct db_rows *rows, struct exceptions_exception *out)
{
    *out = (struct exceptions_exception){.exception = db_get_id(rows, 0),
                                         .at_ms = db_get_int(rows, 1),
                                         .log_id = db_get_id(rows, 2),
                                         .seq = db_get_int(rows, 3),
                                         .meeting = db_get_id(rows, 5),
                                         .claim = db_get_id(rows, 6),
                                         .solved_ms = db_get_int(rows, 9)};
    str_copy(out->kind, sizeof out->kind, db_get_text(rows, 4));
    str_copy(out->reason, sizeof out->reason, db_get_text(rows, 7));
    str_copy(out->owner, sizeof out->owner, db_get_text(rows, 8));
    str_copy(out->note_code, sizeof out->note_code, db_get_text(rows, 10));
    str_copy(out->ref, sizeof out->ref, db_get_text(rows, 11));
    str_copy(out->code, sizeof out->code, db_get_text(rows, 12));
    str_copy(out->due, sizeof out->due, db_get_text(rows, 13));
}

static bool list(struct db *db, const char *sql, struct db_args args,
                 struct exceptions_exception **out, size_t *count, struct err *err)
{
    struct exceptions_exception *found;
    struct db_rows *rows;
    size_t used = 0;

    if (!db_query(db, &rows, sql, args, err))
        return false;
    found = mem_new(0, sizeof *found);
    while (db_next(rows)) {
        found = mem_resize(found, used + 1, sizeof *found);
        read_row(rows, &found[used++]);
    }
    if (!db_done(rows, err)) {
        free(found);
        return false;
    }
    *out = found;
    *count = used;
    return true;
}

bool exceptions_was_refused(struct db *db, const struct record *record, bool *out, struct err *err)
{
    int64_t count;

    if (!db_number(db, &count, SQL_REFUSED, DB_ARGS(db_id(&record->log_id), db_int(record->seq)), 0,
                   err))
        return false;
    *out = count > 0;
    return true;
}

bool exceptions_list(struct db *db, struct id meeting, struct exceptions_exception **out,
                     size_t *count, struct err *err)
{
    return id_is_none(meeting)
               ? list(db, SQL_ALL, DB_NONE, out, count, err)
               : list(db, SQL_OF_MEETING, DB_ARGS(db_id(&meeting)), out, count, err);
}

bool exceptions_list_open(struct db *db, const char *kind, struct exceptions_exception **out,
                          size_t *count, struct err *err)
{
    return list(db, SQL_OPEN, DB_ARGS(db_text(kind)), out, count, err);
}

bool exceptions_list_answered(struct db *db, int64_t from_ms, struct exceptions_exception **out,
                              size_t *count, struct err *err)
{
    return list(db, SQL_ANSWERED, DB_ARGS(db_int(from_ms)), out, count, err);
}

bool exceptions_get(struct db *db, struct id exception, struct exceptions_exception *out,
                    struct err *err)
{
    struct db_rows *rows;

    if (!db_one(db, &rows, SQL_GET, DB_ARGS(db_id(&exception)), err))
        return err->kind == ERR_NOT_FOUND
                   ? err_set(err, ERR_NOT_FOUND, "there is no such exception")
                   : false;
    read_row(rows, out);
    db_free(rows);
    return true;
}

bool exceptions_count_claim(struct db *db, struct id claim, int64_t *open, struct err *err)
{
    return db_number(db, open, SQL_COUNT_CLAIM, DB_ARGS(db_id(&claim)), 0, err);
}

bool exceptions_count_meeting(struct db *db, struct id meeting, int64_t *open, struct err *err)
{
    return db_number(db, open, SQL_COUNT_MEETING, DB_ARGS(db_id(&meeting)), 0, err);
}

bool exceptions_solve(struct db *db, struct id exception, const char *note_code, struct id user,
                      struct err *err)
{
    struct exceptions_exception found;

    return exceptions_get(db, exception, &found, err) &&
           db_exec(
               db, SQL_SOLVE,
               DB_ARGS(db_id(&exception), db_int(when_now_ms()), db_text(note_code), db_id(&user)),
               err);
}
