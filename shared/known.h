#ifndef SHARED_KNOWN_H
#define SHARED_KNOWN_H

#include <stdbool.h>

#include "shared/body.h"
#include "shared/facts.h"
#include "shared/policy.h"

/*
 * What the office knows of a person at a meeting, as the facts of a claim: the same wherever it is
 * typed in.
 */

/* Role, age, meeting, agreement and supporter. The facts have been set to nothing known. */
void known_fill(const struct body_person_expected *person,
                const struct body_meeting_planned *meeting, struct facts *facts);

/* Whether costs of that category were agreed with them beforehand; whether the journey was bought
 * for them. */
bool known_is_agreed(const struct body_person_expected *person, enum policy_category category);
bool known_is_supplied(const struct body_person_expected *person, enum policy_category category);

#endif
