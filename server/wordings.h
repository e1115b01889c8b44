#ifndef SERVER_WORDINGS_H
#define SERVER_WORDINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "server/office.h"
#include "shared/body.h"
#include "shared/bytes.h"
#include "shared/db.h"
#include "shared/err.h"

/*
 * How the office words the opt-ins (rules.md C06, P22). Every version is kept; kiosks have the last
 * one, and ask whoever answered another.
 */

/*
 * From CSV: `choice` (photographs, words, contact, each once), `en` and `cy`. Both languages are
 * required, and each fits its button: at most BODY_WORDING_CHARS characters, no word of more than
 * BODY_WORDING_LONGEST, letters that kiosks can draw. ERR_INVALID with line and column; the same
 * words once more are no new version. Kiosks are told in the same transaction; office_ring after.
 */
bool wordings_import(struct db *db, const struct office *office, const struct bytes *file,
                     size_t *count, struct err *err);

/* The last version; ERR_NOT_FOUND when kiosks have their own words still. */
bool wordings_get(struct db *db, struct body_wording_set *out, struct err *err);

#endif
