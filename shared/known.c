// SPDX-License-Identifier: Apache-2.0
#include "shared/known.h"

#include "shared/str.h"

void known_fill(const struct body_person_expected *person,
                const struct body_meeting_planned *meeting, struct facts *facts)
{
    str_copy(facts->role, sizeof facts->role, *person->role ? person->role : "member");
    str_copy(facts->age_band, sizeof facts->age_band, person->age_band);
    str_copy(facts->session.type, sizeof facts->session.type, meeting->type);
    facts->session.start_ms = meeting->start_ms;
    facts->session.end_ms = meeting->end_ms;
    facts->agreed_at_ms = person->agreed_ms ? person->agreed_ms : FACTS_NEVER;
    facts->one_off = person->one_off;
    facts->joint_event = meeting->joint;
    facts->opted_in_at_start = person->opted_in;
    facts->paid_capacity = person->paid_capacity;
    facts->cancelled_by_organisation = meeting->cancelled;
    if (!person->supporter_number)
        return; // in their own right: the facts name no supporter at all
    facts->carer.number = person->supporter_number;
    facts->carer.existing_support = person->existing_support;
    facts->carer.extra_agreed_at_ms =
        person->extra_agreed_ms ? person->extra_agreed_ms : FACTS_NEVER;
}

static bool is_listed(const struct body_item *items, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(items[i].code, code))
            return true;
    return false;
}

bool known_is_agreed(const struct body_person_expected *person, enum policy_category category)
{
    return is_listed(person->items, person->items_count, policy_categories[category]) ||
           (category == POLICY_TAXI && person->taxi_agreed);
}

bool known_is_supplied(const struct body_person_expected *person, enum policy_category category)
{
    return is_listed(person->prepaid, person->prepaid_count, policy_categories[category]);
}
