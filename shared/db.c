// SPDX-License-Identifier: Apache-2.0
#include "shared/db.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "shared/db_driver.h"
#include "shared/mem.h"
#include "shared/str.h"

struct db {
    const struct db_driver *driver;
    struct db_connection *connection;
    bool in_transaction;
    bool failed;  // a statement of this transaction did: the rest of it must not happen either
    bool unknown; // a commit failed: what is on the disk must be looked at
    int64_t changed;
};

struct db_rows {
    struct db *db;
    struct db_cursor *cursor;
    bool at_row;
    bool failed;
    struct err err;
};

struct db_value db_int(int64_t number)
{
    return (struct db_value){.type = DB_INT, .number = number};
}

struct db_value db_text(const char *text)
{
    return (struct db_value){.type = DB_TEXT, .data = text, .length = strlen(text)};
}

struct db_value db_blob(const void *data, size_t length)
{
    return (struct db_value){.type = DB_BLOB, .data = data, .length = length};
}

struct db_value db_id(const struct id *id)
{
    return id_is_none(*id) ? db_null() : db_blob(id->bytes, sizeof id->bytes);
}

struct db_value db_null(void)
{
    return (struct db_value){.type = DB_NULL};
}

// PostgreSQL refuses every statement after a failed one until the transaction ends. SQLite may have
// rolled back already, and would run them outside of any transaction: so we refuse them too.
static bool is_ready(const struct db *db, struct err *err)
{
    if (db->unknown)
        return err_set(err, ERR_INTERNAL,
                       "the outcome of a commit is unknown: close the database, open it and look");
    if (db->failed)
        return err_set(err, ERR_INTERNAL, "a statement of this transaction has failed before");
    return true;
}

static bool start(struct db *db, struct db_cursor **out, const char *sql, struct db_args args,
                  struct err *err)
{
    if (!is_ready(db, err))
        return false;
    if (db->driver->start(db->connection, out, sql, args, db->in_transaction, err))
        return true;
    db->failed = db->in_transaction;
    return false;
}

static bool run(struct db *db, const char *sql, struct db_args args, struct err *err)
{
    struct db_cursor *cursor;
    enum db_step step;

    if (!start(db, &cursor, sql, args, err))
        return false;
    do
        step = db->driver->step(cursor, err);
    while (step == DB_STEP_ROW);
    db->changed = db->driver->finish(cursor);
    if (step == DB_STEP_FAILED)
        db->failed = true;
    return step == DB_STEP_DONE;
}

bool db_begin(struct db *db, struct err *err)
{
    assert(!db->in_transaction);
    db->in_transaction = true;
    if (run(db, db->driver->begin, DB_NONE, err))
        return true;
    db->in_transaction = false;
    db->failed = false;
    return err_wrap(err, "begin");
}

static void roll_back(struct db *db)
{
    struct err ignored; // SQLite may have done it already, and says so by failing

    db->failed = false;
    run(db, db->driver->rollback, DB_NONE, &ignored);
}

bool db_end(struct db *db, bool ok, struct err *err)
{
    int64_t changed = db->changed;

    assert(db->in_transaction);
    if (ok && !is_ready(db, err)) {
        roll_back(db);
        ok = false;
    } else if (ok) {
        ok = run(db, db->driver->commit, DB_NONE, err);
        db->unknown = !ok;
        if (!ok)
            err_wrap(err, "commit, of which the outcome is unknown");
    } else {
        roll_back(db);
    }
    db->in_transaction = false;
    db->failed = false;
    db->changed = changed;
    return ok;
}

bool db_exec(struct db *db, const char *sql, struct db_args args, struct err *err)
{
    if (db->in_transaction)
        return run(db, sql, args, err);
    return db_begin(db, err) && db_end(db, run(db, sql, args, err), err);
}

int64_t db_changed(const struct db *db)
{
    return db->changed;
}

bool db_query(struct db *db, struct db_rows **out, const char *sql, struct db_args args,
              struct err *err)
{
    struct db_cursor *cursor;
    struct db_rows *rows;

    if (!start(db, &cursor, sql, args, err))
        return false;
    rows = mem_new(1, sizeof *rows);
    rows->db = db;
    rows->cursor = cursor;
    *out = rows;
    return true;
}

bool db_next(struct db_rows *rows)
{
    enum db_step step;

    if (rows->failed)
        return false;
    step = rows->db->driver->step(rows->cursor, &rows->err);
    rows->at_row = step == DB_STEP_ROW;
    rows->failed = step == DB_STEP_FAILED;
    if (rows->failed)
        rows->db->failed = rows->db->in_transaction;
    return rows->at_row;
}

void db_free(struct db_rows *rows)
{
    if (!rows)
        return;
    rows->db->driver->finish(rows->cursor);
    free(rows);
}

bool db_done(struct db_rows *rows, struct err *err)
{
    bool ok = !rows->failed;

    if (!ok)
        *err = rows->err;
    db_free(rows);
    return ok;
}

bool db_one(struct db *db, struct db_rows **out, const char *sql, struct db_args args,
            struct err *err)
{
    struct db_rows *rows;

    if (!db_query(db, &rows, sql, args, err))
        return false;
    if (db_next(rows)) {
        *out = rows;
        return true;
    }
    if (db_done(rows, err))
        err_set(err, ERR_NOT_FOUND, "it is not there");
    return false;
}

bool db_number(struct db *db, int64_t *out, const char *sql, struct db_args args, int64_t otherwise,
               struct err *err)
{
    int64_t number = otherwise;
    struct db_rows *rows;

    if (!db_query(db, &rows, sql, args, err))
        return false;
    if (db_next(rows) && !db_is_null(rows, 0))
        number = db_get_int(rows, 0);
    if (!db_done(rows, err))
        return false;
    *out = number;
    return true;
}

static struct db_value get(const struct db_rows *rows, int column)
{
    assert(rows->at_row);
    return rows->db->driver->column(rows->cursor, column);
}

bool db_is_null(const struct db_rows *rows, int column)
{
    return get(rows, column).type == DB_NULL;
}

int64_t db_get_int(const struct db_rows *rows, int column)
{
    return get(rows, column).number;
}

const char *db_get_text(const struct db_rows *rows, int column)
{
    struct db_value value = get(rows, column);

    return value.type == DB_TEXT ? value.data : "";
}

const void *db_get_blob(const struct db_rows *rows, int column, size_t *length)
{
    struct db_value value = get(rows, column);

    *length = value.length;
    return value.data;
}

struct id db_get_id(const struct db_rows *rows, int column)
{
    struct id id = {{0}};

    db_get_bytes(rows, column, id.bytes, sizeof id.bytes);
    return id;
}

bool db_get_bytes(const struct db_rows *rows, int column, void *out, size_t length)
{
    struct db_value value = get(rows, column);

    if (value.type != DB_BLOB || value.length != length)
        return false;
    if (length)
        memcpy(out, value.data, length);
    return true;
}

bool db_check(struct db *db, struct err *err)
{
    struct db_rows *rows;
    bool ok;

    if (!db_one(db, &rows, db->driver->check, DB_NONE, err))
        return err_wrap(err, "check the database");
    ok = str_equal(db_get_text(rows, 0), "ok");
    if (!ok)
        err_set(err, ERR_INTERNAL, "the database is damaged (%s): put a backup in its place",
                db_get_text(rows, 0));
    db_free(rows);
    return ok;
}

static bool read_version(struct db *db, size_t known, size_t *out, struct err *err)
{
    int64_t version = 0;

    if (!db_number(db, &version, db->driver->version, DB_NONE, 0, err))
        return false;
    if (version < 0 || (uint64_t)version > known)
        return err_set(err, ERR_INVALID,
                       "a newer Diolch has written it (version %lld, this one knows %zu): "
                       "install that Diolch again, or a newer one",
                       (long long)version, known);
    *out = (size_t)version;
    return true;
}

// Another thread or program may be doing the same: what counts is the version seen inside.
static bool apply_missing(struct db *db, const char *const schemas[], size_t count, struct err *err)
{
    size_t version = 0;
    bool ok;

    if (!db_begin(db, err))
        return false;
    ok = read_version(db, count, &version, err);
    for (; ok && version < count; version++) {
        ok = db->driver->script(db->connection, schemas[version], version + 1, err);
        if (!ok)
            err_wrap(err, "schema %zu", version + 1);
    }
    return db_end(db, ok, err);
}

bool db_open(struct db **out, const char *path, const char *const schemas[], size_t count,
             struct err *err)
{
    struct db *db = mem_new(1, sizeof *db);
    size_t version = 0;
    bool ok;

    db->driver = &db_sqlite_driver;
    ok = db->driver->open(&db->connection, path, err) && read_version(db, count, &version, err) &&
         (version == count || apply_missing(db, schemas, count, err));
    if (!ok) {
        db_close(db);
        return err_wrap(err, "open %s", path);
    }
    *out = db;
    return true;
}

bool db_reopen(struct db *db, const char *path, struct err *err)
{
    int64_t version; // the first reading puts a commit right that was cut off

    assert(!db->in_transaction);
    if (db->connection)
        db->driver->close(db->connection);
    db->connection = NULL;
    db->unknown = true;
    if (!db->driver->open(&db->connection, path, err))
        return err_wrap(err, "open %s again", path);
    db->unknown = false;
    db->failed = false;
    if (db_number(db, &version, db->driver->version, DB_NONE, 0, err))
        return true;
    db->unknown = true;
    return err_wrap(err, "open %s again", path);
}

void db_close(struct db *db)
{
    if (!db)
        return;
    if (db->connection)
        db->driver->close(db->connection);
    free(db);
}
