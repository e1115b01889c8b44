#ifndef SERVER_API_WRITE_H
#define SERVER_API_WRITE_H

#include <stdbool.h>

#include "server/claims.h"
#include "server/exceptions.h"
#include "server/office.h"
#include "server/request.h"
#include "shared/bytes.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"

/* Parts of the console's answers that more than one resource has: docs/api.md. */

/* An id as text, null for none; an instant or null for 0. */
void api_write_id(struct bytes *out, const char *name, struct id id);
void api_write_instant(struct bytes *out, const char *name, int64_t ms);

/* CLAIM, with the person's name, which is looked up. */
bool api_write_claim(struct bytes *out, const char *name, struct db *db,
                     const struct office *office, const struct claims_claim *claim,
                     struct err *err);

/* Answers with the claim as it is now. */
void api_write_answer(struct request *request, struct id id);

/* EXCEPTION. */
bool api_write_exception(struct bytes *out, struct db *db, const struct office *office,
                         const struct exceptions_exception *exception, struct err *err);

#endif
