#ifndef SERVER_PRINTED_FORMS_H
#define SERVER_PRINTED_FORMS_H

#include <stdbool.h>

#include "shared/db.h"
#include "shared/err.h"
#include "shared/form.h"
#include "shared/id.h"

/* Which paper forms there are, and for which meeting each was printed. */

/* Inside db_begin. */
bool printed_forms_add(struct db *db, const char *code, struct id meeting, struct err *err);

/* ERR_NOT_FOUND, with what to do: no form of ours has these letters. */
bool printed_forms_find(struct db *db, const char *code, struct id *meeting, struct err *err);

/* Whether the claim is of one of ours. */
bool printed_forms_has(struct db *db, struct id claim, bool *out, struct err *err);

#endif
