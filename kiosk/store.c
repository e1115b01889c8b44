// SPDX-License-Identifier: Apache-2.0
#include "kiosk/store.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "shared/body.h"
#include "shared/books.h"
#include "shared/json.h"
#include "shared/log.h"
#include "shared/shape.h"
#include "shared/str.h"

extern const char kiosk_schema_sql[];
extern const char kiosk_wording_sql[];
extern const char kiosk_look_sql[];
extern const char kiosk_handing_sql[];
extern const char kiosk_elsewhere_sql[];

const char *const store_schemas[STORE_SCHEMAS] = {
    log_schema_sql,    books_schema_sql,  kiosk_schema_sql,        books_completed_sql,
    kiosk_wording_sql, kiosk_look_sql,    books_completed_log_sql, books_closing_sql,
    books_left_sql,    kiosk_handing_sql, kiosk_elsewhere_sql};

static const char SQL_FIRST[] =
    "INSERT INTO enrolment (one, log_id, answer, acknowledged, server_ms, money_held, down_forked) "
    "VALUES (1, $1, '', 0, 0, 0, 0) ON CONFLICT (one) DO NOTHING";
static const char SQL_WHO[] =
    "SELECT log_id, answer, acknowledged, server_ms, money_held, down_forked FROM enrolment";
static const char SQL_ADD_NOTE[] =
    "INSERT INTO note (name, meeting_id, ours, arrived, sealed) VALUES ($1, $2, 1, 0, $3) "
    "ON CONFLICT (name) DO NOTHING";
static const char SQL_KEEP_NOTE[] =
    "INSERT INTO note (name, meeting_id, ours, arrived, sealed) VALUES ($1, $2, 0, 1, $3) "
    "ON CONFLICT (name) DO NOTHING";
static const char SQL_NOTE[] = "SELECT sealed FROM note WHERE name = $1 AND sealed IS NOT NULL";
static const char SQL_FORGET[] =
    "DELETE FROM note WHERE arrived = 1 AND meeting_id IN "
    "(SELECT meeting_id FROM meeting_state WHERE closed_ms > 0 AND closed_ms < $1) "
    "AND NOT EXISTS (SELECT 1 FROM record WHERE record.meeting_id = note.meeting_id "
    "AND record.log_id = $2 AND record.seq > $3)";
static const char SQL_NOTES_WAITING[] = "SELECT count(*) FROM note WHERE ours = 1 AND arrived = 0";

static bool join(char out[static OUTBOX_PATH_SIZE], const char *folder, const char *name,
                 struct err *err)
{
    int length = snprintf(out, OUTBOX_PATH_SIZE, "%s%s%s", folder, *name ? "/" : "", name);

    return length < OUTBOX_PATH_SIZE - OUTBOX_NAME_SIZE ||
           err_set(err, ERR_INVALID, "%.100s…: the folder's name is too long", folder);
}

static bool read_answer(struct store *store, const char *text, struct err *err)
{
    struct json *json;
    bool ok;

    store->enrolled = *text != '\0';
    if (!store->enrolled)
        return true;
    if (!json_read(&json, text, strlen(text), OUTBOX_STATE_MAX, err))
        return false;
    ok = shape_read(&outbox_enrolment_shape, json, &store->enrolment, err);
    json_free(json);
    return ok;
}

static bool read_who(struct store *store, struct err *err)
{
    struct db_rows *rows;
    bool ok;

    if (!db_one(store->db, &rows, SQL_WHO, DB_NONE, err))
        return false;
    store->log_id = db_get_id(rows, 0);
    store->acknowledged = db_get_int(rows, 2);
    store->server_ms = db_get_int(rows, 3);
    store->down_forked = db_get_int(rows, 5) != 0;
    store->money_held = db_get_int(rows, 4) != 0 || store->down_forked;
    ok = read_answer(store, db_get_text(rows, 1), err);
    db_free(rows);
    return ok;
}

static bool first_start(struct store *store, struct err *err)
{
    struct id log_id = id_new();

    if (!db_begin(store->db, err))
        return false;
    return db_end(store->db, db_exec(store->db, SQL_FIRST, DB_ARGS(db_id(&log_id)), err), err);
}

bool store_open(struct store *store, const char *folder, const char *out, const char *in,
                struct err *err)
{
    char key[OUTBOX_PATH_SIZE];

    *store = (struct store){0};
    if (outbox_make_folder(folder, err) && outbox_make_folder(out, err) &&
        outbox_make_folder(in, err) && join(store->database, folder, "kiosk.db", err) &&
        join(key, folder, "kiosk.key", err) && join(store->out, out, "", err) &&
        join(store->in, in, "", err) && keys_open(&store->keys, key, err) &&
        db_open(&store->db, store->database, store_schemas, STORE_SCHEMAS, err) &&
        books_bring_up(store->db, err) && first_start(store, err) && read_who(store, err))
        return true;
    store_close(store);
    return err_wrap(err, "open the kiosk's records");
}

void store_close(struct store *store)
{
    db_close(store->db);
    keys_clear(&store->keys);
    *store = (struct store){0};
}

bool store_begin(struct store *store, struct err *err)
{
    store->last = (struct log_head){0};
    if (store->begins)
        store->begins(store->begins_data);
    return db_begin(store->db, err);
}

static bool apply_last(struct store *store, struct err *err)
{
    struct bytes raw = {0};
    struct record record;
    bool ok;

    ok = log_head(store->db, store->log_id, &store->last, err) &&
         log_read(store->db, store->log_id, store->last.seq, &raw, err) &&
         record_read(&record, raw.data, raw.length, err) && books_apply(store->db, &record, err);
    bytes_clear(&raw);
    return ok;
}

static bool record_json(struct store *store, enum record_kind kind, struct id op_id,
                        struct id meeting, const struct bytes *json, struct err *err)
{
    bool appended = false;

    return log_append(store->db, store->log_id,
                      &(struct log_entry){op_id, kind, meeting, bytes_text(json), json->length},
                      &appended, err) &&
           (!appended || apply_last(store, err));
}

bool store_record(struct store *store, enum record_kind kind, struct id op_id, struct id meeting,
                  const void *body, struct err *err)
{
    struct bytes json = {0};
    bool ok;

    body_write(kind, body, &json);
    ok = record_json(store, kind, op_id, meeting, &json, err);
    bytes_clear(&json);
    return ok;
}

bool store_note(struct store *store, const uint8_t name[static NOTE_NAME_SIZE], struct id meeting,
                const struct bytes *sealed, struct err *err)
{
    return db_exec(store->db, SQL_ADD_NOTE,
                   DB_ARGS(db_blob(name, NOTE_NAME_SIZE), db_id(&meeting),
                           db_blob(sealed->data, sealed->length)),
                   err);
}

bool store_keep_note(struct store *store, const uint8_t name[static NOTE_NAME_SIZE],
                     struct id meeting, const struct bytes *sealed, struct err *err)
{
    return db_exec(store->db, SQL_KEEP_NOTE,
                   DB_ARGS(db_blob(name, NOTE_NAME_SIZE), db_id(&meeting),
                           db_blob(sealed->data, sealed->length)),
                   err);
}

static bool is_there(struct store *store, const struct log_head *last, struct err *err)
{
    uint8_t hash[RECORD_HASH_SIZE];

    return last->seq > 0 && log_hash_at(store->db, store->log_id, last->seq, hash, err) &&
           memcmp(hash, last->hash, sizeof hash) == 0;
}

// Whether it was saved is not known. Only what a new connection reads can be believed; and that it
// is not only read but on the disk, only when another commit has gone through.
static bool settle(struct store *store, struct err *err)
{
    struct body_kiosk_noted body = {.what = "disk_trouble"};
    struct log_head last = store->last;
    struct id nowhere = {{0}};
    struct err here;

    // What the server has said is then believed as the disk has it, too.
    if (!db_reopen(store->db, store->database, err) || !read_who(store, err))
        return false;
    return is_there(store, &last, &here) && store_begin(store, err) &&
           db_end(store->db, store_record(store, RECORD_KIOSK_NOTED, id_new(), nowhere, &body, err),
                  err);
}

bool store_end(struct store *store, bool ok, struct err *err)
{
    return db_end(store->db, ok, err) || (ok && settle(store, err));
}

bool store_did(struct store *store, struct id op_id, bool *did, struct err *err)
{
    return log_has_operation(store->db, store->log_id, op_id, did, err);
}

bool store_forget(struct store *store, int64_t closed_before_ms, struct err *err)
{
    return store_begin(store, err) &&
           store_end(store,
                     db_exec(store->db, SQL_FORGET,
                             DB_ARGS(db_int(closed_before_ms), db_id(&store->log_id),
                                     db_int(store->secured)),
                             err),
                     err);
}

bool store_save(struct store *store, enum record_kind kind, struct id op_id, struct id meeting,
                const void *body, struct err *err)
{
    return store_begin(store, err) &&
           store_end(store, store_record(store, kind, op_id, meeting, body, err), err);
}

bool store_save_json(struct store *store, enum record_kind kind, struct id op_id, struct id meeting,
                     const struct bytes *json, struct err *err)
{
    return store_begin(store, err) &&
           store_end(store, record_json(store, kind, op_id, meeting, json, err), err);
}

bool store_find_note(struct store *store, const uint8_t name[static NOTE_NAME_SIZE],
                     struct bytes *sealed, struct err *err)
{
    struct db_rows *rows;
    const void *data;
    size_t length;

    if (!db_one(store->db, &rows, SQL_NOTE, DB_ARGS(db_blob(name, NOTE_NAME_SIZE)), err))
        return false;
    data = db_get_blob(rows, 0, &length);
    bytes_clear(sealed);
    bytes_add(sealed, data, length);
    db_free(rows);
    return true;
}

bool store_waiting(struct store *store, int64_t *records, int64_t *notes, struct err *err)
{
    struct log_head head;

    if (!log_head(store->db, store->log_id, &head, err) ||
        !db_number(store->db, notes, SQL_NOTES_WAITING, DB_NONE, 0, err))
        return false;
    *records = head.seq > store->acknowledged ? head.seq - store->acknowledged : 0;
    return true;
}
