// SPDX-License-Identifier: Apache-2.0
#include "tests/shared/things.h"

#include <unistd.h>

#include "tests/check.h"

const char *const things_schemas[THINGS_SCHEMAS] = {
    "-- Things to count.\n"
    "CREATE TABLE thing (id BYTEA PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    " pence BIGINT NOT NULL CHECK (pence >= 0));\n",
    "CREATE TABLE part (thing BYTEA NOT NULL REFERENCES thing (id),"
    " later BYTEA REFERENCES thing (id) DEFERRABLE INITIALLY DEFERRED, note BYTEA);\n"
    "CREATE INDEX part_thing ON part (thing); -- the end\n",
};

static const char SQL_ADD[] = "INSERT INTO thing (id, name, pence) VALUES ($1, $2, $3)";
static const char SQL_COUNT[] = "SELECT count(*) FROM thing";

struct id things_id(uint8_t number)
{
    struct id id = {{0}};

    id.bytes[15] = number;
    return id;
}

struct db *things_open(const char *path)
{
    struct db *db = NULL;
    struct err err;

    check_ok(db_open(&db, path, things_schemas, THINGS_SCHEMAS, &err), &err);
    return db;
}

struct db *things_open_new(const char *path)
{
    unlink(path);
    return things_open(path);
}

bool things_add(struct db *db, uint8_t number, const char *name, int64_t pence, struct err *err)
{
    struct id id = things_id(number);

    return db_exec(db, SQL_ADD, DB_ARGS(db_id(&id), db_text(name), db_int(pence)), err);
}

int64_t things_count(struct db *db)
{
    int64_t number = -1;
    struct err err;

    check_ok(db_number(db, &number, SQL_COUNT, DB_NONE, -1, &err), &err);
    return number;
}
