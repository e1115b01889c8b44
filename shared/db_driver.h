#ifndef SHARED_DB_DRIVER_H
#define SHARED_DB_DRIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/db.h"

/*
 * What one kind of database does for db.c: seven functions, and the few statements that every
 * database spells its own way. Each driver defines its connection and its cursor, and nobody else
 * looks into them. Errors are sentences without a row's contents; a duplicate, and nothing else, is
 * ERR_CONFLICT; "busy, try again" is ERR_OFFLINE.
 */
struct db_connection;
struct db_cursor;

enum db_step { DB_STEP_ROW, DB_STEP_DONE, DB_STEP_FAILED };

struct db_driver {
    /* The path is the caller's; a connection that was opened is as durable as it can be. */
    bool (*open)(struct db_connection **out, const char *path, struct err *err);
    void (*close)(struct db_connection *connection);

    /* Several statements without values, and then the schema's version, in the open transaction. */
    bool (*script)(struct db_connection *connection, const char *sql, size_t version,
                   struct err *err);

    /* Copies the values. Asserts that sql has exactly those, and changes nothing unless it may. */
    bool (*start)(struct db_connection *connection, struct db_cursor **out, const char *sql,
                  struct db_args args, bool may_change, struct err *err);
    enum db_step (*step)(struct db_cursor *cursor, struct err *err);
    /* Borrowed until the next step; a text has its NUL. The column exists: asserted. */
    struct db_value (*column)(const struct db_cursor *cursor, int column);
    /* Frees the cursor. Returns how many rows it changed. */
    int64_t (*finish)(struct db_cursor *cursor);

    const char *begin; // a write transaction, from its start
    const char *commit;
    const char *rollback;
    const char *version; // one row: the newest schema applied, 0 for none
    const char *check;   // one row "ok", or what is damaged
};

extern const struct db_driver db_sqlite_driver;

#endif
