#ifndef SERVER_SAME_FORM_H
#define SERVER_SAME_FORM_H

#include <stdbool.h>

#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"

/*
 * Whether a paper form says the same as what stands of it, wherever it was typed in. That each
 * place says it in words of its own, with its own number, is no conflict; that it says other things
 * is an exception, for a person.
 */
#define SAME_FORM_DIFFERS "form_differs" // the exception's kind

/* Whether the same form may have been typed in for both: whose it is, payment, and each cost, in
 * the same line and with its ticket in the same place. */
bool same_form_is(const struct body_claim *a, const struct body_claim *b);

/* The claim as it was last said, without what came later. ERR_NOT_FOUND. */
bool same_form_stands(struct db *db, struct id claim, struct body_claim *out, struct err *err);

#endif
