#ifndef SERVER_FORMS_H
#define SERVER_FORMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/body.h"
#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/form.h"
#include "shared/policy.h"

/*
 * Paper forms to print, for who will not or cannot use the screen, and for the day on which no
 * kiosk works: in large print, each with its own id (form.h), English on one side and Welsh on the
 * other. What is asked is what the meeting's policy pays; never bank details or an address.
 */
struct forms_meeting {
    char title[BODY_TITLE_SIZE]; // the public one
    int64_t start_ms;
    struct policy policy;
};

/* Adds the PDF to out: two pages a form. codes: one a form. fonts: the folder with ours, or NULL.
 */
bool forms_write(const struct forms_meeting *meeting, const char (*codes)[FORM_CODE_SIZE],
                 size_t count, const char *fonts, struct bytes *out, struct err *err);

/* What may be ticked for the payment, in the paper's order (ends with NULL), and whether a policy
 * offers it. */
extern const char *const forms_channels[];
bool forms_offers(const struct policy *policy, const char *channel);

/* Every category in the order in which the paper has its costs; those without a row come after. */
void forms_order(enum policy_category out[static POLICY_CATEGORY_COUNT]);

#endif
