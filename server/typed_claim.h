#ifndef SERVER_TYPED_CLAIM_H
#define SERVER_TYPED_CLAIM_H

#include "server/typed_forms.h"

/* For typed_forms.c: the claim that a form says, assessed. */
struct typed_claim {
    const struct typed_form *form;
    struct meetings_meeting meeting;
    struct people_person person;
    struct shape_span there;
    struct body_person_expected expected;
    struct policy policy;
    struct body_claim body; // without attendance and number
};

/* Checks what is typed, and fills all of it from code, meeting and form. ERR_INVALID; large. */
bool typed_claim_fill(struct db *db, const struct office *office, struct typed_claim *claim,
                      struct err *err);

#endif
