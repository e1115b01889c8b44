#ifndef SHARED_DB_H
#define SHARED_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/id.h"

/*
 * A database: SQLite now, shaped so that PostgreSQL can follow with the same statements. Seven
 * functions are the driver (struct db_driver in db_driver.h); everything else is written on them.
 *
 * Statements hold values as $1, $2 … and nothing pasted in; types are TEXT, BIGINT and BYTEA.
 * SQLite runs with a rollback journal (TRUNCATE), synchronous=FULL read back on opening,
 * foreign keys on, trusted_schema off, and a busy timeout of 5 s (then ERR_OFFLINE). Tables are
 * made by schemas only; later statements may not. One struct db is used by one thread.
 *
 * After a statement has failed inside a transaction, all that follow in it fail too, and it ends in
 * nothing: so never branch on an error inside one, say ON CONFLICT DO NOTHING.
 */
struct db;
struct db_rows;

struct db_value {
    enum { DB_NULL, DB_INT, DB_TEXT, DB_BLOB } type;
    int64_t number;
    const void *data;
    size_t length;
};

struct db_value db_int(int64_t number);
struct db_value db_text(const char *text); // borrowed until the call returns
struct db_value db_blob(const void *data, size_t length);
/* The 16 bytes of an id; NULL when it is none. The id must outlive the call. */
struct db_value db_id(const struct id *id);
struct db_value db_null(void);

struct db_args {
    const struct db_value *values;
    size_t count;
};
#define DB_ARGS(...)                                                                               \
    ((struct db_args){(const struct db_value[]){__VA_ARGS__},                                      \
                      sizeof((const struct db_value[]){__VA_ARGS__}) / sizeof(struct db_value)})
#define DB_NONE ((struct db_args){NULL, 0})

/*
 * Opens or makes the file (":memory:" for tests) and brings its tables up to the newest of the
 * given schemas, each applied once, in order, in one transaction; schemas[i] is version i + 1. A
 * database of a newer version is ERR_INVALID and is not touched; one that SQLite finds damaged is
 * ERR_INTERNAL. Never makes a new file in place of an old one. The program must not open the file
 * in any other way while it is open here: closing it would drop SQLite's locks.
 */
bool db_open(struct db **out, const char *path, const char *const schemas[], size_t count,
             struct err *err);
void db_close(struct db *db);

/*
 * Changes; outside a transaction, in one of its own. A broken unique rule is ERR_CONFLICT; any
 * other broken rule is ERR_INTERNAL.
 */
bool db_exec(struct db *db, const char *sql, struct db_args args, struct err *err);
/* Rows that the last db_exec changed. */
int64_t db_changed(const struct db *db);

/*
 * Reads; inside a transaction it may also change (INSERT … RETURNING).
 *
 *     if (!db_query(db, &rows, SQL, DB_ARGS(db_int(7)), err)) …
 *     while (db_next(rows)) … db_get_int(rows, 0) …
 *     ok = db_done(rows, err);       // frees; false if reading stopped on an error
 */
bool db_query(struct db *db, struct db_rows **out, const char *sql, struct db_args args,
              struct err *err);
bool db_next(struct db_rows *rows);
bool db_done(struct db_rows *rows, struct err *err);
void db_free(struct db_rows *rows); // for leaving early

/* The first row; ERR_NOT_FOUND if there is none. Free with db_free. */
bool db_one(struct db *db, struct db_rows **out, const char *sql, struct db_args args,
            struct err *err);
/* One number from the first row, or `otherwise` when there is none or it is NULL. */
bool db_number(struct db *db, int64_t *out, const char *sql, struct db_args args, int64_t otherwise,
               struct err *err);

bool db_is_null(const struct db_rows *rows, int column);
int64_t db_get_int(const struct db_rows *rows, int column);
/* Borrowed until the next db_next; "" for NULL. */
const char *db_get_text(const struct db_rows *rows, int column);
const void *db_get_blob(const struct db_rows *rows, int column, size_t *length);
/* None for NULL or a length other than 16. */
struct id db_get_id(const struct db_rows *rows, int column);
/* False, and out is left alone, unless it is a blob of exactly that length. */
bool db_get_bytes(const struct db_rows *rows, int column, void *out, size_t length);

/* A write transaction from its start (BEGIN IMMEDIATE). They do not nest: asserted. */
bool db_begin(struct db *db, struct err *err);
/*
 * Commits if ok, else rolls back; returns whether the work is durable. Writes err only when ok was
 * true and the commit failed: then the outcome is unknown (reliability.md F4) and the caller must
 * close, open and look before anything is shown or tried again. Until then every call fails.
 */
bool db_end(struct db *db, bool ok, struct err *err);

/*
 * After a commit whose outcome is unknown: closes the connection and opens another to the same
 * file, so that what is read next is what is true. When that fails every call goes on failing, and
 * it may be tried again. Outside a transaction, with no rows open.
 */
bool db_reopen(struct db *db, const char *path, struct err *err);

/* Reads every page and every reference; ERR_INTERNAL when something is damaged. Slow: seconds. */
bool db_check(struct db *db, struct err *err);

#endif
