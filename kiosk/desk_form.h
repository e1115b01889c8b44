#ifndef KIOSK_DESK_FORM_H
#define KIOSK_DESK_FORM_H

#include "kiosk/kiosk.h"
#include "shared/books.h"
#include "shared/form.h"

/*
 * A paper form is typed in at the desk by a host: its id (form.h), whose it is, and then the same
 * questions as ever. The id is the id of the claim and of the act, so what was typed in already is
 * found, and shown, and never a second claim (architecture.md part 5).
 */

/* The claim that was typed in from it here; ERR_NOT_FOUND. */
bool desk_form_find(struct kiosk *kiosk, const char *code, struct books_claim *out,
                    struct err *err);

/*
 * Begins the visit of the person whose form it is, and signs them in. ERR_CONFLICT, and nothing is
 * begun, when they have a claim at this meeting: *claim is that one.
 */
bool desk_form_begin(struct kiosk *kiosk, const char *code, struct id person,
                     struct books_claim *claim, struct err *err);

#endif
