// SPDX-License-Identifier: Apache-2.0
#include "server/meetings.h"

#include <stdlib.h>
#include <string.h>

#include "server/notes.h"
#include "shared/mem.h"
#include "shared/shape.h"
#include "shared/str.h"

#define MEETING                                                                                    \
    "meeting_id, code, public_title, venue, start_ms, end_ms, type, policy, workstream, "          \
    "agreed_ms, key, owner, origin FROM meeting "
static const char SQL_GET[] = "SELECT " MEETING "WHERE meeting_id = $1";
static const char SQL_FIND[] = "SELECT " MEETING "WHERE code = $1";
static const char SQL_LIST[] = "SELECT " MEETING "WHERE end_ms >= $1 ORDER BY start_ms, code";
static const char SQL_PUT[] =
    "INSERT INTO meeting (meeting_id, code, public_title, venue, start_ms, end_ms, type, policy, "
    "workstream, agreed_ms, key, owner, origin) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) "
    "ON CONFLICT (meeting_id) DO UPDATE SET public_title = excluded.public_title, "
    "venue = excluded.venue, start_ms = excluded.start_ms, end_ms = excluded.end_ms, "
    "type = excluded.type, policy = excluded.policy, workstream = excluded.workstream, "
    "agreed_ms = excluded.agreed_ms, owner = excluded.owner, origin = excluded.origin";
static const char SQL_ORIGIN[] = "SELECT origin, start_ms, end_ms, type, policy FROM meeting "
                                 "WHERE meeting_id = $1";
static const char SQL_INVITE[] =
    "INSERT INTO invited (meeting_id, person_id, names) VALUES ($1, $2, NULL) "
    "ON CONFLICT DO NOTHING";
static const char SQL_IS_INVITED[] =
    "SELECT count(*) FROM invited WHERE meeting_id = $1 AND person_id = $2";
static const char SQL_SUPPORTER[] =
    "SELECT count(*) FROM invited JOIN person ON person.person_id = invited.person_id "
    "WHERE invited.meeting_id = $1 AND person.supports = $3 AND person.person_id <= $2";
static const char SQL_INVITED[] =
    "SELECT person_id FROM invited WHERE meeting_id = $1 ORDER BY person_id";
static const char SQL_NAMES[] =
    "SELECT names FROM invited WHERE meeting_id = $1 AND person_id = $2";
static const char SQL_SET_NAMES[] =
    "UPDATE invited SET names = $3 WHERE meeting_id = $1 AND person_id = $2";
static const char SQL_FORGET_NAMES[] = "UPDATE invited SET names = NULL WHERE person_id = $1";

static bool read_meeting(const struct db_rows *rows, const struct office *office,
                         struct meetings_meeting *out, struct err *err)
{
    struct bytes key = {0};
    size_t length;
    const void *sealed = db_get_blob(rows, 10, &length);
    bool ok = note_open(&key, office->rest_key, "meeting key", sealed, length, err) &&
              key.length == sizeof out->key;

    *out = (struct meetings_meeting){.meeting = db_get_id(rows, 0),
                                     .origin = (enum meetings_origin)db_get_int(rows, 12),
                                     .start_ms = db_get_int(rows, 4),
                                     .end_ms = db_get_int(rows, 5),
                                     .agreed_ms = db_get_int(rows, 9)};
    if (ok)
        memcpy(out->key, key.data, sizeof out->key);
    bytes_clear(&key);
    str_copy(out->code, sizeof out->code, db_get_text(rows, 1));
    str_copy(out->public_title, sizeof out->public_title, db_get_text(rows, 2));
    str_copy(out->venue, sizeof out->venue, db_get_text(rows, 3));
    str_copy(out->type, sizeof out->type, db_get_text(rows, 6));
    str_copy(out->policy, sizeof out->policy, db_get_text(rows, 7));
    str_copy(out->workstream, sizeof out->workstream, db_get_text(rows, 8));
    str_copy(out->owner, sizeof out->owner, db_get_text(rows, 11));
    return ok ||
           err_set(err, ERR_INTERNAL, "a meeting's key does not open with this server's keys");
}

static bool find(struct db *db, const struct office *office, const char *sql, struct db_args args,
                 struct meetings_meeting *out, struct err *err)
{
    struct meetings_meeting meeting;
    struct db_rows *rows;
    bool ok;

    if (!db_one(db, &rows, sql, args, err))
        return err_wrap(err, "find a meeting");
    ok = read_meeting(rows, office, &meeting, err);
    db_free(rows);
    if (ok)
        *out = meeting;
    return ok;
}

bool meetings_get(struct db *db, const struct office *office, struct id meeting,
                  struct meetings_meeting *out, struct err *err)
{
    return find(db, office, SQL_GET, DB_ARGS(db_id(&meeting)), out, err);
}

bool meetings_find(struct db *db, const struct office *office, const char *code,
                   struct meetings_meeting *out, struct err *err)
{
    return find(db, office, SQL_FIND, DB_ARGS(db_text(code)), out, err);
}

bool meetings_list(struct db *db, const struct office *office, int64_t from_ms,
                   struct meetings_meeting **out, size_t *count, struct err *err)
{
    struct meetings_meeting *list = mem_new(0, sizeof *list);
    struct db_rows *rows = NULL;
    size_t used = 0;
    bool ok = db_query(db, &rows, SQL_LIST, DB_ARGS(db_int(from_ms)), err);

    while (ok && db_next(rows)) {
        list = mem_resize(list, used + 1, sizeof *list);
        ok = read_meeting(rows, office, &list[used++], err);
    }
    if (ok)
        ok = db_done(rows, err);
    else
        db_free(rows);
    if (!ok) {
        free(list);
        return false;
    }
    *out = list;
    *count = used;
    return true;
}

bool meetings_put(struct db *db, const struct office *office, struct meetings_meeting *meeting,
                  struct err *err)
{
    struct meetings_meeting old = {0};

    if (find(db, office, SQL_FIND, DB_ARGS(db_text(meeting->code)), &old, err)) {
        meeting->meeting = old.meeting;
        meeting->agreed_ms = old.agreed_ms;
        meeting->origin = old.origin;
        memcpy(meeting->key, old.key, sizeof meeting->key);
    } else if (err->kind == ERR_NOT_FOUND) {
        meeting->meeting = id_new();
        note_make_key(meeting->key);
    } else {
        return false;
    }
    return meetings_keep(db, office, meeting, err);
}

bool meetings_keep(struct db *db, const struct office *office,
                   const struct meetings_meeting *meeting, struct err *err)
{
    struct bytes key = {0};
    bool ok;

    note_seal(&key, office->rest_key, "meeting key", meeting->key, sizeof meeting->key);
    ok = db_exec(db, SQL_PUT,
                 DB_ARGS(db_id(&meeting->meeting), db_text(meeting->code),
                         db_text(meeting->public_title), db_text(meeting->venue),
                         db_int(meeting->start_ms), db_int(meeting->end_ms), db_text(meeting->type),
                         db_text(meeting->policy), db_text(meeting->workstream),
                         db_int(meeting->agreed_ms), db_blob(key.data, key.length),
                         db_text(meeting->owner), db_int(meeting->origin)),
                 err);
    bytes_clear(&key);
    return ok || err_wrap(err, "store a meeting");
}

bool meetings_find_accepted(struct db *db, struct id meeting, struct meetings_accepted *out,
                            struct err *err)
{
    struct db_rows *rows;

    *out = (struct meetings_accepted){0};
    if (!db_query(db, &rows, SQL_ORIGIN, DB_ARGS(db_id(&meeting)), err))
        return false;
    if (db_next(rows) && db_get_int(rows, 0) == MEETINGS_ACCEPTED) {
        out->is = true;
        out->start_ms = db_get_int(rows, 1);
        out->end_ms = db_get_int(rows, 2);
        str_copy(out->type, sizeof out->type, db_get_text(rows, 3));
        str_copy(out->policy, sizeof out->policy, db_get_text(rows, 4));
    }
    return db_done(rows, err);
}

bool meetings_waits(struct db *db, struct id meeting, bool *out, struct err *err)
{
    struct db_rows *rows;

    if (!db_query(db, &rows, SQL_ORIGIN, DB_ARGS(db_id(&meeting)), err))
        return false;
    *out = !db_next(rows) || db_get_int(rows, 0) == MEETINGS_UNPLANNED;
    return db_done(rows, err);
}

bool meetings_invite(struct db *db, struct id meeting, struct id person, struct err *err)
{
    return db_exec(db, SQL_INVITE, DB_ARGS(db_id(&meeting), db_id(&person)), err);
}

bool meetings_is_invited(struct db *db, struct id meeting, struct id person, bool *out,
                         struct err *err)
{
    int64_t count;

    if (!db_number(db, &count, SQL_IS_INVITED, DB_ARGS(db_id(&meeting), db_id(&person)), 0, err))
        return false;
    *out = count > 0;
    return true;
}

bool meetings_number_supporter(struct db *db, struct id meeting, struct id supporter,
                               struct id supported, int64_t *out, struct err *err)
{
    return db_number(db, out, SQL_SUPPORTER,
                     DB_ARGS(db_id(&meeting), db_id(&supporter), db_id(&supported)), 0, err);
}

bool meetings_list_invited(struct db *db, struct id meeting, struct id **out, size_t *count,
                           struct err *err)
{
    struct id *list;
    struct db_rows *rows;
    size_t used = 0;

    if (!db_query(db, &rows, SQL_INVITED, DB_ARGS(db_id(&meeting)), err))
        return false;
    list = mem_new(0, sizeof *list);
    while (db_next(rows)) {
        list = mem_resize(list, used + 1, sizeof *list);
        list[used++] = db_get_id(rows, 0);
    }
    if (!db_done(rows, err)) {
        free(list);
        return false;
    }
    *out = list;
    *count = used;
    return true;
}

static bool make_note(struct db *db, const struct meetings_meeting *meeting, struct id person,
                      const struct body_names *names, uint8_t out[static NOTE_NAME_SIZE],
                      struct err *err)
{
    struct bytes sealed = {0};
    struct bytes json = {0};
    bool ok;

    shape_write(&body_names_shape, &json, NULL, names);
    note_seal(&sealed, meeting->key, "names", json.data, json.length);
    note_name(out, sealed.data, sealed.length);
    ok = notes_keep(db, out, &sealed, err) &&
         db_exec(db, SQL_SET_NAMES,
                 DB_ARGS(db_id(&meeting->meeting), db_id(&person), db_blob(out, NOTE_NAME_SIZE)),
                 err);
    bytes_clear(&json);
    bytes_clear(&sealed);
    return ok;
}

bool meetings_names_note(struct db *db, const struct meetings_meeting *meeting, struct id person,
                         const struct body_names *names, uint8_t out[static NOTE_NAME_SIZE],
                         struct err *err)
{
    struct db_rows *rows;
    bool made;

    if (!db_one(db, &rows, SQL_NAMES, DB_ARGS(db_id(&meeting->meeting), db_id(&person)), err))
        return err_wrap(err, "find an invitation");
    made = db_get_bytes(rows, 0, out, NOTE_NAME_SIZE);
    db_free(rows);
    return made || make_note(db, meeting, person, names, out, err);
}

bool meetings_forget_names(struct db *db, struct id person, struct err *err)
{
    return db_exec(db, SQL_FORGET_NAMES, DB_ARGS(db_id(&person)), err);
}
