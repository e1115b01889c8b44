// SPDX-License-Identifier: Apache-2.0
#include "shared/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/bytes.h"
#include "shared/str.h"

const char *const policy_categories[] = {
    "mileage_car",
    "mileage_motorcycle",
    "mileage_bicycle",
    "passenger_supplement",
    "bus",
    "train",
    "taxi",
    "parking",
    "subsistence",
    "childcare",
    "dependent_adult_care",
    "support_carer",
    "stamps",
    "stationery",
    "phone_internet",
    "printing",
    "accommodation",
    "administration",
    "other",
    "laptop",
    "mobile_phone",
    "other_resources",
    NULL,
};

const char *const policy_types[] = {
    "agreed_coproduction",
    "forum",
    "committee",
    "focus_group",
    "selection_panel",
    "listening_only",
    "public_meeting",
    "open_meeting",
    "open_workshop",
    "consultation",
    "survey",
    "webinar",
    "learning_event",
    "one_off_engagement",
    "practitioner_feedback",
    "audit_activity",
    "care_plan",
    NULL,
};

const char *const policy_channels[] = {"none", "bank",    "voucher", "timeswap",
                                       "cash", "charity", NULL};

static int find(const char *const names[], const char *name)
{
    for (int i = 0; names[i]; i++)
        if (str_equal(names[i], name))
            return i;
    return -1;
}

int policy_category_find(const char *name)
{
    return find(policy_categories, name);
}

int policy_type_find(const char *name)
{
    return find(policy_types, name);
}

int policy_channel_find(const char *name)
{
    int place = find(policy_channels, name);

    return place == POLICY_CHANNEL_NONE ? -1 : place;
}

int64_t policy_role_pence(const struct policy_roles *roles, const char *role)
{
    for (size_t i = 0; i < roles->count; i++)
        if (str_equal(roles->list[i].name, role))
            return roles->list[i].pence;
    return -1;
}

// Dates as text stand in the order of time.
const struct policy_mile_row *policy_mile_row(const struct policy *policy, const char *date)
{
    const struct policy_mile_row *row = NULL;

    for (size_t i = 0; i < policy->expenses.mile_rows; i++)
        if (strcmp(policy->expenses.miles[i].from, date) <= 0)
            row = &policy->expenses.miles[i];
    return row;
}

int64_t policy_wage(const struct policy *policy, enum policy_age age, const char *date)
{
    int64_t pence = 0;

    for (size_t i = 0; i < policy->wage_rows; i++)
        if (strcmp(policy->wages[i].from, date) <= 0)
            pence = policy->wages[i].pence[age];
    return pence;
}

int policy_year(const struct policy *policy, const char *date)
{
    return atoi(date) - (strcmp(date + strlen("2026-"), policy->year_start) < 0);
}

bool policy_window_end(const struct policy *policy, const char *date,
                       char out[static WHEN_DATE_SIZE])
{
    char next[WHEN_DATE_SIZE + 8];

    if (!policy->claim_in_same_year)
        return false;
    snprintf(next, sizeof next, "%04d-%s", policy_year(policy, date) + 1, policy->year_start);
    when_date_of_days(out, when_days(next) - 1);
    return true;
}

bool policy_fee_day(const struct policy *policy, const char *date, char out[static WHEN_DATE_SIZE])
{
    int64_t days = when_days(date);

    if (policy->fee.paid == POLICY_PAID_NEXT_RUN)
        return false;
    for (;;) {
        int day;

        when_date_of_days(out, ++days);
        day = policy->fee.paid == POLICY_PAID_WEEKLY ? when_weekday(out)
                                                     : atoi(out + strlen("2026-11-"));
        if (day == policy->fee.paid_day)
            return true;
    }
}

bool policy_load(struct policy *out, const char *path, struct err *err)
{
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    struct bytes bytes = {0};
    bool ok;

    if (!bytes_read_file(&bytes, path, POLICY_BYTES_MAX, err))
        return false;
    ok = policy_read(out, bytes_text(&bytes), bytes.length, name, err);
    bytes_clear(&bytes);
    return ok;
}
