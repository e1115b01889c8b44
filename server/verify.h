#ifndef SERVER_VERIFY_H
#define SERVER_VERIFY_H

#include <stdbool.h>

#include "server/office.h"
#include "shared/db.h"
#include "shared/err.h"

/*
 * Checks everything that can be checked: the database's pages, the chain of every log, that the
 * books' accounts sum to zero, that books and assessments made again from the log are what is
 * stored, and that approvals and payments are what the office's log says. `say` gets one line for
 * each that is well. Stops at the first that is not. Changes nothing.
 */
bool verify_all(struct db *db, const struct office *office, void (*say)(const char *line),
                struct err *err);

#endif
