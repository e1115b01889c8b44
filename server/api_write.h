#ifndef SERVER_API_WRITE_H
#define SERVER_API_WRITE_H

#include <stdbool.h>

#include "server/claims.h"
#include "server/exceptions.h"
#include "server/looks.h"
#include "server/request.h"
#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/id.h"

/* Parts of the console's answers that more than one resource has: docs/api.md. */

/* An id as text, null for none; an instant or null for 0. */
void api_write_id(struct bytes *out, const char *name, struct id id);
void api_write_instant(struct bytes *out, const char *name, int64_t ms);

/* CLAIM, with the person's name, which is looked up: the caller notes the looks. */
bool api_write_claim(struct request *request, const char *name, const struct claims_claim *claim,
                     struct looks *looks, struct err *err);

/* Answers with the claim as it is now, after something was recorded of it by whom. */
void api_write_answer(struct request *request, struct id id);

/* EXCEPTION, with the name of somebody new: the caller notes the looks. */
bool api_write_exception(struct request *request, const struct exceptions_exception *exception,
                         struct looks *looks, struct err *err);

#endif
