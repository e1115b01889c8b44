// SPDX-License-Identifier: Apache-2.0
#include "server/policy_example.h"

#include <string.h>

#include "shared/str.h"

#define MINUTE INT64_C(60000)
#define FORTNIGHT (MINUTE * 60 * 24 * 14)

void policy_example_day(char out[static WHEN_DATE_SIZE], const struct policy *policy,
                        const char *today)
{
    if (strcmp(today, policy->valid_from) < 0)
        today = policy->valid_from;
    else if (strcmp(today, policy->valid_to) > 0)
        today = policy->valid_to;
    str_copy(out, WHEN_DATE_SIZE, today);
}

const struct policy_role *policy_example_role(const struct policy *policy, size_t k, bool *hourly)
{
    const struct policy_fee *fee = &policy->fee;

    *hourly = k < fee->hourly.count;
    if (*hourly)
        return &fee->hourly.list[k];
    k -= fee->hourly.count;
    return k < fee->flat.count ? &fee->flat.list[k] : NULL;
}

// The first that is paid for, or else one that is not.
static const char *first_type(const struct policy *policy)
{
    uint32_t types = policy->types_paid ? policy->types_paid : policy->types_unpaid;

    for (int i = 0; policy_types[i]; i++)
        if (types & UINT32_C(1) << i)
            return policy_types[i];
    return policy_types[0];
}

void policy_example_facts(struct facts *out, const struct policy *policy, const char *day,
                          int64_t minutes)
{
    bool hourly;
    const struct policy_role *role = policy_example_role(policy, 0, &hourly);
    struct facts_session *session = &out->session;
    struct err err;

    facts_init(out);
    str_copy(out->role, sizeof out->role, role ? role->name : "member");
    str_copy(out->age_band, sizeof out->age_band, "21_up");
    str_copy(session->type, sizeof session->type, first_type(policy));
    when_from_local(&session->start_ms, day, "10:00", &err); // never twice, never left out
    session->end_ms = session->start_ms + minutes * MINUTE;
    out->agreed_at_ms = session->start_ms - FORTNIGHT;
    out->presence[0] = (struct shape_span){session->start_ms, session->end_ms};
    out->presence_count = 1;
    out->instalment_number = policy->fee.basis == POLICY_ANNUAL;
    str_copy(out->claim_date, sizeof out->claim_date, day);
}

struct facts_expense *policy_example_cost(struct facts *facts, enum policy_category category,
                                          int64_t pence)
{
    struct facts_expense *expense = facts_add_expense(facts, policy_categories[category]);

    if (!expense)
        return NULL;
    expense->claimed_pence = expense->receipt_pence = pence;
    expense->item_agreed_in_advance = true;
    return expense;
}

enum policy_channel policy_example_channel(const struct policy *policy, const struct facts *facts)
{
    struct assessment assessment;
    int channel;

    assess(policy, facts, &assessment);
    channel = policy_channel_find(assessment.fee_channel);
    return channel < 0 ? POLICY_CHANNEL_NONE : (enum policy_channel)channel;
}

bool policy_example_below_wage(const struct policy *policy, const struct facts *facts)
{
    struct policy flagged = *policy;
    struct assessment assessment;

    flagged.wage_action = POLICY_WAGE_FLAG;
    assess(&flagged, facts, &assessment);
    return assess_has_flag(&assessment, ASSESS_BELOW_MIN_WAGE_REFERENCE);
}
