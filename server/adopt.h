#ifndef SERVER_ADOPT_H
#define SERVER_ADOPT_H

#include <stdbool.h>

#include "server/office.h"
#include "shared/db.h"
#include "shared/err.h"

/*
 * Takes the policies of the office's folder as they are now. In one transaction: what is new or
 * changed is set, the claims it concerns are assessed again, also those that were paid (rules.md
 * headline 4: what comes of it is adjusted, nothing is edited), and kiosks are told. The same files
 * again change nothing, and a file that is no policy leaves all as it was: ERR_INVALID. Outside
 * db_begin; office_ring after.
 */
bool adopt_policies(struct db *db, const struct office *office, struct err *err);

#endif
