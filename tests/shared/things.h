#ifndef TESTS_SHARED_THINGS_H
#define TESTS_SHARED_THINGS_H

#include "shared/db.h"

/* A database of things to count, in two schemas: thing (id, name, pence) and part (thing, later,
 * note).
 */
#define THINGS_SCHEMAS 2

extern const char *const things_schemas[THINGS_SCHEMAS];

struct id things_id(uint8_t number);
/* Asserts that it opens; as new: a file that was there is removed. */
struct db *things_open(const char *path);
struct db *things_open_new(const char *path);
bool things_add(struct db *db, uint8_t number, const char *name, int64_t pence, struct err *err);
int64_t things_count(struct db *db);

#endif
