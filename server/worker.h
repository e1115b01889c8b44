#ifndef SERVER_WORKER_H
#define SERVER_WORKER_H

#include <stdbool.h>

#include "server/office.h"
#include "shared/db.h"
#include "shared/err.h"

/*
 * Each thread's own connection to the database, made when it first asks and closed when the thread
 * ends. One office a program.
 */

/* Borrowed. */
bool worker_db(const struct office *office, struct db **db, struct err *err);

/* Closes this thread's connection: after a commit whose outcome is unknown (reliability.md F4). */
void worker_forget(void);

#endif
