// SPDX-License-Identifier: Apache-2.0
#include "shared/db_driver.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <sqlite3.h>

#include "shared/mem.h"
#include "shared/str.h"

#define BUSY_TIMEOUT_MS 5000
#define STATEMENTS_MAX 64

struct statement {
    sqlite3_stmt *handle;
    const char *sql; // told apart by address first: nearly all are static
    bool busy;
    uint64_t last_used;
};

struct db_connection {
    sqlite3 *sqlite;
    struct statement kept[STATEMENTS_MAX];
    uint64_t uses;
};

struct db_cursor {
    struct db_connection *connection;
    sqlite3_stmt *handle;
    struct statement *kept; // NULL when this statement is not kept
};

static bool fail(const struct db_connection *connection, int code, struct err *err)
{
    const char *why = sqlite3_errmsg(connection->sqlite);

    if (code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_UNIQUE)
        return err_set(err, ERR_CONFLICT, "it is there already (%s)", why);
    switch (code & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return err_set(err, ERR_INTERNAL,
                       "the database is damaged (%s): keep the file, put a backup in its place",
                       why);
    case SQLITE_FULL:
        return err_set(err, ERR_INTERNAL, "the disk is full: make room and try again");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, ERR_OFFLINE, "another program is writing to the database: try again");
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
        return err_set(err, ERR_INTERNAL, "%s: see who owns the file and its folder", why);
    default:
        return err_set(err, ERR_INTERNAL, "%s (SQLite %d)", why, code);
    }
}

// One value of a statement of our own that has none to bind; "" when there is no row.
static bool ask(const struct db_connection *connection, const char *sql, char *out, size_t size,
                struct err *err)
{
    sqlite3_stmt *handle = NULL;
    int code = sqlite3_prepare_v2(connection->sqlite, sql, -1, &handle, NULL);
    const char *text;

    if (code == SQLITE_OK)
        code = sqlite3_step(handle);
    text = code == SQLITE_ROW ? (const char *)sqlite3_column_text(handle, 0) : NULL;
    snprintf(out, size, "%s", text ? text : "");
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        fail(connection, code, err);
    sqlite3_finalize(handle);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

// Each is read back: a pragma that SQLite does not know, or cannot obey, says nothing.
static bool configure(const struct db_connection *connection, bool in_memory, struct err *err)
{
    static const struct {
        const char *set;
        const char *get;
        const char *expected;
    } settings[] = {
        {"PRAGMA journal_mode=TRUNCATE", "PRAGMA journal_mode", "truncate"},
        {"PRAGMA synchronous=FULL", "PRAGMA synchronous", "2"},
        {"PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1"},
        {"PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0"},
        {"PRAGMA secure_delete=ON", "PRAGMA secure_delete", "1"},
        {"PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1"},
        {"PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2"}, // no names in temporary files
    };

    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        const char *expected = in_memory && i == 0 ? "memory" : settings[i].expected;
        char got[16];

        if (!ask(connection, settings[i].set, got, sizeof got, err) ||
            !ask(connection, settings[i].get, got, sizeof got, err))
            return false;
        if (!str_equal(got, expected))
            return err_set(err, ERR_INTERNAL, "SQLite answers '%s' to %s: this file cannot be used",
                           got, settings[i].set);
    }
    return true;
}

// Tables are made by schemas when the file is opened; from then on no statement changes them.
static int authorize(void *data, int action, const char *first, const char *second,
                     const char *schema, const char *trigger)
{
    static const char *const readable[] = {"user_version", "integrity_check", "foreign_key_check"};

    (void)data;
    (void)schema;
    (void)trigger;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
        return SQLITE_OK;
    case SQLITE_PRAGMA:
        for (size_t i = 0; i < sizeof readable / sizeof readable[0]; i++)
            if (str_equal(first, readable[i]) && (!second || !str_equal(first, readable[0])))
                return SQLITE_OK;
        return SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

static bool harden(const struct db_connection *connection, struct err *err)
{
    sqlite3 *sqlite = connection->sqlite;
    int code = sqlite3_busy_timeout(sqlite, BUSY_TIMEOUT_MS);

    if (code == SQLITE_OK)
        code = sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    return code == SQLITE_OK || fail(connection, code, err);
}

static void close_connection(struct db_connection *connection)
{
    for (size_t i = 0; i < STATEMENTS_MAX; i++) {
        assert(!connection->kept[i].busy); // rows are freed before their database is closed
        sqlite3_finalize(connection->kept[i].handle);
    }
    sqlite3_close_v2(connection->sqlite);
    free(connection);
}

// SQLite would make it readable by everyone. Never by open and close: closing a file that another
// thread has open as a database drops that thread's locks.
static bool make_private(const char *path, struct err *err)
{
    if (mknod(path, S_IFREG | 0600, 0) != 0 && errno != EEXIST)
        return err_set(err, ERR_INTERNAL, "%s: see who owns the folder", strerror(errno));
    return true;
}

static bool open_connection(struct db_connection **out, const char *path, struct err *err)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE;
    bool in_memory = str_equal(path, ":memory:");
    struct db_connection *connection;
    bool ok;
    int code;

    if (!in_memory && !make_private(path, err))
        return false;
    connection = mem_new(1, sizeof *connection);
    code = sqlite3_open_v2(path, &connection->sqlite, flags, NULL);
    ok = code == SQLITE_OK || fail(connection, code, err);
    if (!ok || !harden(connection, err) || !configure(connection, in_memory, err)) {
        close_connection(connection);
        return false;
    }
    sqlite3_set_authorizer(connection->sqlite, authorize, NULL);
    *out = connection;
    return true;
}

static bool run_script(const struct db_connection *connection, const char *sql, struct err *err)
{
    while (*sql) {
        sqlite3_stmt *handle = NULL;
        int code = sqlite3_prepare_v2(connection->sqlite, sql, -1, &handle, &sql);

        if (code == SQLITE_OK && !handle)
            continue; // a comment, or the space after the last statement
        if (code == SQLITE_OK)
            code = sqlite3_step(handle);
        if (code != SQLITE_DONE && code != SQLITE_ROW) {
            fail(connection, code, err);
            sqlite3_finalize(handle);
            return false;
        }
        sqlite3_finalize(handle);
    }
    return true;
}

static bool apply_schema(struct db_connection *connection, const char *sql, size_t version,
                         struct err *err)
{
    char pragma[48];
    char none[8];
    bool ok;

    snprintf(pragma, sizeof pragma, "PRAGMA user_version = %zu", version);
    sqlite3_set_authorizer(connection->sqlite, NULL, NULL);
    ok = run_script(connection, sql, err) && ask(connection, pragma, none, sizeof none, err);
    sqlite3_set_authorizer(connection->sqlite, authorize, NULL);
    return ok;
}

static bool is_same(const struct statement *kept, const char *sql)
{
    return kept->handle && kept->sql == sql && str_equal(sqlite3_sql(kept->handle), sql);
}

// The kept statement for this text, or the place for it; NULL when all of them are being read.
static struct statement *find_place(struct db_connection *connection, const char *sql)
{
    struct statement *oldest = NULL;

    for (size_t i = 0; i < STATEMENTS_MAX; i++) {
        struct statement *kept = &connection->kept[i];

        if (kept->busy)
            continue;
        if (is_same(kept, sql))
            return kept;
        if (!oldest || kept->last_used < oldest->last_used)
            oldest = kept;
    }
    return oldest;
}

static bool prepare(const struct db_connection *connection, sqlite3_stmt **out, const char *sql,
                    struct err *err)
{
    const char *rest = NULL;
    int code =
        sqlite3_prepare_v3(connection->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, out, &rest);

    if (code != SQLITE_OK)
        return fail(connection, code, err);
    assert(*out && rest[strspn(rest, " \t\r\n;")] == '\0'); // exactly one statement
    return true;
}

static bool take_statement(struct db_connection *connection, struct db_cursor *cursor,
                           const char *sql, struct err *err)
{
    struct statement *place = find_place(connection, sql);

    cursor->connection = connection;
    if (place && is_same(place, sql)) {
        cursor->handle = place->handle;
    } else {
        if (!prepare(connection, &cursor->handle, sql, err))
            return false;
        if (place) {
            sqlite3_finalize(place->handle);
            place->handle = cursor->handle;
            place->sql = sql;
        }
    }
    if (place) {
        place->busy = true;
        place->last_used = ++connection->uses;
    }
    cursor->kept = place;
    return true;
}

static int bind_one(sqlite3_stmt *handle, int place, const struct db_value *value)
{
    // A NULL pointer would bind NULL, even with a length of 0.
    const void *data = value->data ? value->data : "";

    switch (value->type) {
    case DB_NULL:
        return sqlite3_bind_null(handle, place);
    case DB_INT:
        return sqlite3_bind_int64(handle, place, value->number);
    case DB_TEXT:
        return sqlite3_bind_text64(handle, place, data, value->length, SQLITE_TRANSIENT,
                                   SQLITE_UTF8);
    case DB_BLOB:
        return sqlite3_bind_blob64(handle, place, data, value->length, SQLITE_TRANSIENT);
    }
    return SQLITE_MISUSE;
}

// By name: SQLite numbers "$2 … $1" by order of appearance.
static int bind_all(sqlite3_stmt *handle, struct db_args args)
{
    int code = SQLITE_OK;

    assert(args.count < 100 && args.count == (size_t)sqlite3_bind_parameter_count(handle));
    for (size_t i = 0; i < args.count && code == SQLITE_OK; i++) {
        // Written by hand: printf took more time here than SQLite.
        char name[] = {'$', (char)('0' + (i + 1) / 10), (char)('0' + (i + 1) % 10), '\0'};
        int place;

        if (i + 1 < 10) {
            name[1] = name[2];
            name[2] = '\0';
        }
        place = sqlite3_bind_parameter_index(handle, name);
        assert(place > 0);
        code = bind_one(handle, place, &args.values[i]);
    }
    return code;
}

static int64_t finish_statement(struct db_cursor *cursor)
{
    int64_t changed =
        sqlite3_stmt_readonly(cursor->handle) ? 0 : sqlite3_changes64(cursor->connection->sqlite);

    if (cursor->kept) {
        sqlite3_reset(cursor->handle);
        sqlite3_clear_bindings(cursor->handle);
        cursor->kept->busy = false;
    } else {
        sqlite3_finalize(cursor->handle);
    }
    free(cursor);
    return changed;
}

static bool start_statement(struct db_connection *connection, struct db_cursor **out,
                            const char *sql, struct db_args args, bool may_change, struct err *err)
{
    struct db_cursor *cursor = mem_new(1, sizeof *cursor);
    int code;

    if (!take_statement(connection, cursor, sql, err)) {
        free(cursor);
        return false;
    }
    assert(may_change || sqlite3_stmt_readonly(cursor->handle));
    code = bind_all(cursor->handle, args);
    if (code != SQLITE_OK) {
        fail(connection, code, err);
        finish_statement(cursor);
        return false;
    }
    *out = cursor;
    return true;
}

static enum db_step step_statement(struct db_cursor *cursor, struct err *err)
{
    int code = sqlite3_step(cursor->handle);

    if (code == SQLITE_ROW)
        return DB_STEP_ROW;
    if (code == SQLITE_DONE)
        return DB_STEP_DONE;
    fail(cursor->connection, code, err);
    return DB_STEP_FAILED;
}

static struct db_value read_column(const struct db_cursor *cursor, int column)
{
    struct db_value value = {.type = DB_NULL};

    assert(column >= 0 && column < sqlite3_data_count(cursor->handle));
    switch (sqlite3_column_type(cursor->handle, column)) {
    case SQLITE_INTEGER:
        value.type = DB_INT;
        value.number = sqlite3_column_int64(cursor->handle, column);
        break;
    case SQLITE_TEXT:
        value.type = DB_TEXT;
        value.data = sqlite3_column_text(cursor->handle, column);
        break;
    case SQLITE_BLOB:
        value.type = DB_BLOB;
        value.data = sqlite3_column_blob(cursor->handle, column);
        break;
    default: // NULL, and fractions, which no table of ours holds
        break;
    }
    if (value.type == DB_TEXT || value.type == DB_BLOB)
        value.length = (size_t)sqlite3_column_bytes(cursor->handle, column);
    return value;
}

const struct db_driver db_sqlite_driver = {
    .open = open_connection,
    .close = close_connection,
    .script = apply_schema,
    .start = start_statement,
    .step = step_statement,
    .column = read_column,
    .finish = finish_statement,
    .begin = "BEGIN IMMEDIATE",
    .commit = "COMMIT",
    .rollback = "ROLLBACK",
    .version = "PRAGMA user_version",
    .check = "SELECT integrity_check FROM pragma_integrity_check(1) WHERE integrity_check <> 'ok' "
             "UNION ALL SELECT 'a row of ' || \"table\" || ' points at nothing' "
             "FROM pragma_foreign_key_check UNION ALL SELECT 'ok' LIMIT 1",
};
