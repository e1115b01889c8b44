// SPDX-License-Identifier: Apache-2.0
// When a meeting began and was over, at each of its kiosks, and who was there.
#include "shared/books.h"

#include "shared/books_parts.h"
#include "shared/str.h"

static const char SQL_OPEN[] =
    "INSERT INTO meeting_state (meeting_id, log_id, opened_ms, closed_ms, takes_over) "
    "VALUES ($1, $2, $3, 0, 0) ON CONFLICT (meeting_id, log_id) DO UPDATE SET closed_ms = 0";
static const char SQL_CLOSE[] =
    "INSERT INTO meeting_state (meeting_id, log_id, opened_ms, closed_ms, takes_over) "
    "VALUES ($1, $2, 0, $3, 0) ON CONFLICT (meeting_id, log_id) "
    "DO UPDATE SET closed_ms = excluded.closed_ms";
static const char SQL_TAKE_OVER[] =
    "UPDATE meeting_state SET takes_over = $3 WHERE meeting_id = $1 AND log_id = $2";

// Whoever took the meeting over speaks for all; and who never opened it, which is the office.
#define FOR_ALL "(takes_over = 1 OR opened_ms = 0) "
static const char SQL_IS_OVER[] =
    "SELECT count(*) FROM meeting_state WHERE meeting_id = $1 AND closed_ms > 0 "
    "AND (log_id = $2 OR " FOR_ALL ")";

static const char SQL_MEETING[] =
    "SELECT min(CASE WHEN opened_ms > 0 THEN opened_ms END), min(closed_ms), max(closed_ms), "
    "max(CASE WHEN " FOR_ALL "THEN closed_ms END), max(CASE WHEN closed_ms = 0 THEN opened_ms END) "
    "FROM meeting_state WHERE meeting_id = $1";
// Who left and came back is one person; each who has no name is another.
#define PEOPLE "SELECT count(DISTINCT person_id) + count(*) - count(person_id) FROM attendance "
static const char SQL_ARRIVED[] = PEOPLE "WHERE meeting_id = $1";
static const char SQL_PRESENT[] = PEOPLE "WHERE meeting_id = $1 AND left_ms = 0";
static const char SQL_CLAIMS[] =
    "SELECT count(*) FROM claim WHERE meeting_id = $1 AND withdrawn = 0";

// Of its own people it knows best, also where another kiosk spoke for it before.
static const char SQL_END_OWN[] =
    "UPDATE attendance SET left_ms = $3, closed_by = $2 WHERE meeting_id = $1 AND log_id = $2 "
    "AND (left_ms = 0 OR closed_by <> $2)";
// Of the others' people: the first closing for all after they came, of those that stand. So it is
// the same in whichever order the logs come.
#define FIRST_FOR_ALL(column)                                                                      \
    "(SELECT state." column " FROM meeting_state AS state "                                        \
    "WHERE state.meeting_id = attendance.meeting_id AND state.log_id <> attendance.log_id "        \
    "AND closed_ms > 0 AND closed_ms >= attendance.arrived_ms AND " FOR_ALL                        \
    "ORDER BY closed_ms, state.log_id LIMIT 1)"
#define END_BY_OTHERS                                                                              \
    "UPDATE attendance SET left_ms = coalesce(" FIRST_FOR_ALL(                                     \
        "closed_ms") ", 0), "                                                                      \
                     "closed_by = " FIRST_FOR_ALL("log_id") " "
static const char SQL_END_OTHERS[] =
    END_BY_OTHERS "WHERE meeting_id = $1 AND (left_ms = 0 OR closed_by <> log_id)";
static const char SQL_END_ONE[] = END_BY_OTHERS "WHERE attendance_id = $1 AND left_ms = 0";

static const char SQL_ARRIVE[] = "INSERT INTO attendance (attendance_id, meeting_id, person_id, "
                                 "as_code, how, arrived_ms, left_ms, log_id) "
                                 "VALUES ($1, $2, $3, $4, $5, $6, 0, $7)";
static const char SQL_LEAVE[] =
    "UPDATE attendance SET left_ms = $2, closed_by = NULL WHERE attendance_id = $1";
static const char SQL_CORRECT[] = "UPDATE attendance SET arrived_ms = $2, left_ms = $3, "
                                  "closed_by = NULL WHERE attendance_id = $1";
static const char SQL_HAS_ATTENDANCE[] = "SELECT count(*) FROM attendance WHERE attendance_id = $1";

// --- the meeting ---

// Whoever it is said by, and whatever that changes of who speaks for all.
static bool end_others(struct db *db, struct id meeting, struct err *err)
{
    return db_exec(db, SQL_END_OTHERS, DB_ARGS(db_id(&meeting)), err);
}

static bool open_it(struct db *db, const struct record *record, struct err *err)
{
    struct body_meeting_opened body;

    return body_read(record, &body, err) &&
           db_exec(db, SQL_OPEN,
                   DB_ARGS(db_id(&record->meeting_id), db_id(&record->log_id), db_int(body.at_ms)),
                   err) &&
           end_others(db, record->meeting_id, err);
}

static bool end_with(struct db *db, const char *sql, const struct db_value where[static 2],
                     int64_t at_ms, struct err *err)
{
    return db_exec(db, sql, DB_ARGS(where[0], where[1], db_int(at_ms)), err);
}

// Nobody queues to leave: the host's closing ends every presence at that kiosk (architecture.md
// part 4). At another kiosk the meeting may go on.
static bool close_it(struct db *db, const struct record *record, struct err *err)
{
    const struct db_value where[] = {db_id(&record->meeting_id), db_id(&record->log_id)};
    struct body_meeting_closed body;

    return body_read(record, &body, err) && end_with(db, SQL_CLOSE, where, body.at_ms, err) &&
           end_with(db, SQL_END_OWN, where, body.at_ms, err) &&
           end_others(db, record->meeting_id, err);
}

static bool take_over(struct db *db, const struct record *record, struct err *err)
{
    struct body_kiosk_noted body;
    bool takes_over;

    if (!body_read(record, &body, err))
        return false;
    takes_over = str_equal(body.what, BODY_TAKES_OVER);
    if (!takes_over && !str_equal(body.what, BODY_PAYS_HERE) &&
        !str_equal(body.what, BODY_PAYS_ELSEWHERE))
        return true;
    return db_exec(db, SQL_TAKE_OVER,
                   DB_ARGS(db_id(&record->meeting_id), db_id(&record->log_id), db_int(takes_over)),
                   err) &&
           end_others(db, record->meeting_id, err);
}

bool books_meeting_apply(struct db *db, const struct record *record, struct err *err)
{
    if (record->kind == RECORD_MEETING_OPENED)
        return open_it(db, record, err);
    if (record->kind == RECORD_MEETING_CLOSED)
        return close_it(db, record, err);
    return take_over(db, record, err);
}

static bool fill_times(struct db *db, struct id meeting, struct books_meeting *out, struct err *err)
{
    struct db_rows *row;
    bool everywhere;

    if (!db_one(db, &row, SQL_MEETING, DB_ARGS(db_id(&meeting)), err))
        return false;
    everywhere = db_get_int(row, 1) > 0 || db_get_int(row, 3) > 0;
    out->opened_ms = db_get_int(row, 0);
    out->closed_ms = everywhere ? db_get_int(row, 2) : 0;
    out->some_closed = db_get_int(row, 2) > 0;
    out->last_opened_ms = db_get_int(row, 4);
    db_free(row);
    return true;
}

bool books_get_meeting(struct db *db, struct id meeting, struct books_meeting *out, struct err *err)
{
    struct books_meeting found = {0};

    if (!fill_times(db, meeting, &found, err) ||
        !db_number(db, &found.arrived, SQL_ARRIVED, DB_ARGS(db_id(&meeting)), 0, err) ||
        !db_number(db, &found.present, SQL_PRESENT, DB_ARGS(db_id(&meeting)), 0, err) ||
        !db_number(db, &found.claims, SQL_CLAIMS, DB_ARGS(db_id(&meeting)), 0, err))
        return false;
    *out = found;
    return true;
}

bool books_is_over(struct db *db, struct id meeting, struct id log_id, bool *out, struct err *err)
{
    int64_t count;

    if (!db_number(db, &count, SQL_IS_OVER, DB_ARGS(db_id(&meeting), db_id(&log_id)), 0, err))
        return false;
    *out = count > 0;
    return true;
}

// --- who was there ---

static bool has(struct db *db, struct id attendance, bool *out, struct err *err)
{
    int64_t count;

    if (!db_number(db, &count, SQL_HAS_ATTENDANCE, DB_ARGS(db_id(&attendance)), 0, err))
        return false;
    *out = count > 0;
    return true;
}

static bool arrive(struct db *db, const struct record *record, struct id *attendance,
                   struct err *err)
{
    struct body_attendance_arrived body;
    bool there;

    if (!body_read(record, &body, err) || !has(db, body.attendance, &there, err))
        return false;
    if (there)
        return err_set(err, ERR_INVALID, "this arrival was recorded before");
    *attendance = body.attendance;
    return db_exec(db, SQL_ARRIVE,
                   DB_ARGS(db_id(&body.attendance), db_id(&record->meeting_id), db_id(&body.person),
                           db_text(body.as), db_text(body.how), db_int(body.at_ms),
                           db_id(&record->log_id)),
                   err);
}

static bool require(struct db *db, struct id attendance, struct err *err)
{
    bool there;

    return has(db, attendance, &there, err) &&
           (there || err_set(err, ERR_NOT_FOUND, "the arrival is not known"));
}

static bool leave(struct db *db, const struct record *record, struct id *attendance,
                  struct err *err)
{
    struct body_attendance_left body;

    if (!body_read(record, &body, err) || !require(db, body.attendance, err))
        return false;
    *attendance = body.attendance;
    return db_exec(db, SQL_LEAVE, DB_ARGS(db_id(&body.attendance), db_int(body.at_ms)), err);
}

static bool correct(struct db *db, const struct record *record, struct id *attendance,
                    struct err *err)
{
    struct body_attendance_corrected body;

    if (!body_read(record, &body, err) || !require(db, body.attendance, err))
        return false;
    *attendance = body.attendance;
    return db_exec(db, SQL_CORRECT,
                   DB_ARGS(db_id(&body.attendance), db_int(body.arrived_ms), db_int(body.left_ms)),
                   err);
}

bool books_presence_apply(struct db *db, const struct record *record, struct err *err)
{
    struct id attendance = {{0}};
    bool ok;

    if (record->kind == RECORD_ATTENDANCE_ARRIVED)
        ok = arrive(db, record, &attendance, err);
    else if (record->kind == RECORD_ATTENDANCE_LEFT)
        ok = leave(db, record, &attendance, err);
    else
        ok = correct(db, record, &attendance, err);
    // What comes from a kiosk after another has closed for it is over as well.
    return ok && db_exec(db, SQL_END_ONE, DB_ARGS(db_id(&attendance)), err);
}
