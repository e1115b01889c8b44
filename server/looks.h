#ifndef SERVER_LOOKS_H
#define SERVER_LOOKS_H

#include <stdbool.h>
#include <stddef.h>

#include "server/request.h"
#include "shared/err.h"
#include "shared/id.h"

/*
 * Whom one answer names: every look at a person's page is a record (architecture.md part 7), one
 * for each person, however often they are named. Zeros are nobody yet; looks_end clears.
 */
struct looks {
    struct id *people;
    size_t count;
};

/* None is nobody. */
void looks_add(struct looks *looks, struct id person);

/* Before an answer that was written (ok) goes out: records them, all or none. Returns whether that
 * was, and ok. */
bool looks_end(struct looks *looks, struct request *request, bool ok, struct err *err);

#endif
