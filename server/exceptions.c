// SPDX-License-Identifier: Apache-2.0
#include "server/exceptions.h"

#include <stdlib.h>

#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

static const char SQL_RAISE[] =
    "INSERT INTO exception (exception_id, at_ms, log_id, seq, kind, meeting_id, claim_id, reason, "
    "owner, solved_ms, note_code, user_id) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, '', NULL) ON CONFLICT DO NOTHING";

#define COLUMNS                                                                                    \
    "exception_id, at_ms, log_id, seq, kind, meeting_id, claim_id, reason, owner, solved_ms "      \
    "FROM exception "
#define ORDER "ORDER BY CASE WHEN solved_ms = 0 THEN 0 ELSE 1 END, at_ms DESC, seq DESC LIMIT 500"
static const char SQL_ALL[] = "SELECT " COLUMNS ORDER;
static const char SQL_OF_MEETING[] = "SELECT " COLUMNS "WHERE meeting_id = $1 " ORDER;
static const char SQL_COUNT_CLAIM[] =
    "SELECT count(*) FROM exception WHERE claim_id = $1 AND solved_ms = 0";
static const char SQL_COUNT_MEETING[] =
    "SELECT count(*) FROM exception WHERE meeting_id = $1 AND solved_ms = 0";
static const char SQL_HAS[] = "SELECT count(*) FROM exception WHERE exception_id = $1";
static const char SQL_SOLVE[] = "UPDATE exception SET solved_ms = $2, note_code = $3, user_id = $4 "
                                "WHERE exception_id = $1 AND solved_ms = 0";

static const char *owner_of(const char *kind)
{
    static const struct {
        const char *kind;
        const char *owner;
    } owners[] = {
        {"fork", "installer"},           {"not_understood", "installer"},
        {"policy_unknown", "installer"}, {"pence_differ", "finance"},
        {"overpaid", "finance"},         {"paid_more", "finance"},
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
                           db_text(exception->reason), db_text(owner_of(exception->kind))),
                   err) ||
           err_wrap(err, "raise an exception");
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
}

bool exceptions_list(struct db *db, struct id meeting, struct exceptions_exception **out,
                     size_t *count, struct err *err)
{
    struct exceptions_exception *list;
    struct db_rows *rows;
    size_t used = 0;
    bool ok = id_is_none(meeting)
                  ? db_query(db, &rows, SQL_ALL, DB_NONE, err)
                  : db_query(db, &rows, SQL_OF_MEETING, DB_ARGS(db_id(&meeting)), err);

    if (!ok)
        return false;
    list = mem_new(0, sizeof *list);
    while (db_next(rows)) {
        list = mem_resize(list, used + 1, sizeof *list);
        read_row(rows, &list[used++]);
    }
    if (!db_done(rows, err)) {
        free(list);
        return false;
    }
    *out = list;
    *count = used;
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
    int64_t there;

    if (!db_number(db, &there, SQL_HAS, DB_ARGS(db_id(&exception)), 0, err))
        return false;
    if (!there)
        return err_set(err, ERR_NOT_FOUND, "there is no such exception");
    return db_exec(
        db, SQL_SOLVE,
        DB_ARGS(db_id(&exception), db_int(when_now_ms()), db_text(note_code), db_id(&user)), err);
}
