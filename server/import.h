#ifndef SERVER_IMPORT_H
#define SERVER_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "server/office.h"
#include "shared/bytes.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"

/*
 * Lists of people, of meetings and of payers, from CSV (contract.md has the columns). All of a file
 * is taken or none of it: the first thing that cannot be taken is ERR_INVALID with line and column.
 * A code that is known is brought up to date. Kiosks are told in the same transaction; office_ring
 * after.
 */
bool import_people(struct db *db, const struct office *office, const struct bytes *file,
                   size_t *count, struct err *err);
bool import_meetings(struct db *db, const struct office *office, const struct bytes *file,
                     size_t *count, struct err *err);
/* Who pays cash, from when until when and how much: of those who have a card (staff.h). */
bool import_payers(struct db *db, const struct office *office, const struct bytes *file,
                   size_t *count, struct err *err);

#endif
