// SPDX-License-Identifier: Apache-2.0
#include "server/policy_warning.h"

#include <stdio.h>
#include <string.h>

#include "server/plain.h"
#include "server/policy_example.h"
#include "shared/money.h"
#include "shared/str.h"

#define SOON 56 // days in which new rates can still be decided

static void warn_of_dates(struct bytes *out, const struct policy *policy, const char *today)
{
    char from[PLAIN_DATE_SIZE];
    char to[PLAIN_DATE_SIZE];
    char review[PLAIN_DATE_SIZE];

    plain_date(from, policy->valid_from);
    plain_date(to, policy->valid_to);
    if (strcmp(today, policy->valid_to) > 0)
        bytes_addf(out,
                   "Its rates ended on %s: nothing is paid for a later meeting until new rates are "
                   "decided.\n",
                   to);
    else if (strcmp(today, policy->valid_from) < 0)
        bytes_addf(out, "Its rates begin on %s: nothing is paid for an earlier meeting.\n", from);
    else if (when_days(policy->valid_to) - when_days(today) <= SOON)
        bytes_addf(out, "Its rates end on %s: decide what is paid after that day.\n", to);
    if (!policy->review_due[0])
        return;
    plain_date(review, policy->review_due);
    if (strncmp(today, policy->review_due, strlen(policy->review_due)) > 0)
        bytes_addf(out, "Its review was due by %s: have it reviewed (D01).\n", review);
}

static void warn_of_rate(struct bytes *out, const struct policy *policy, const struct facts *facts,
                         const char *what, const char *day)
{
    static const char *const then[] = {
        [POLICY_WAGE_OFF] = "and nobody is told",
        [POLICY_WAGE_FLAG] = "and the payment is marked for the office",
        [POLICY_WAGE_TOP_UP] = "and is topped up to it",
    };
    char wage[MONEY_SIZE];
    char date[PLAIN_DATE_SIZE];

    if (!policy_example_below_wage(policy, facts))
        return;
    money_write(wage, policy_wage(policy, facts_age(facts), day));
    plain_date(date, day);
    bytes_addf(
        out, "From %s %s is below the minimum wage of %s an hour for people of %s, %s (C21, K1).\n",
        date, what, wage,
        str_equal(facts->age_band, "under_18")   ? "under 18"
        : str_equal(facts->age_band, "18_to_20") ? "18 to 20"
                                                 : "21 and over",
        then[policy->wage_action]);
}

static void warn_of_hourly(struct bytes *out, const struct policy *policy, struct facts *facts,
                           const char *day)
{
    static const struct {
        const char *wish;
        enum policy_channel channel;
        const char *what;
    } ways[] = {{"bank", POLICY_BANK, "the bank rate"},
                {"voucher", POLICY_VOUCHER, "the voucher rate"}};

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        str_copy(facts->fee_channel_wanted, sizeof facts->fee_channel_wanted, ways[i].wish);
        if (policy_example_channel(policy, facts) == ways[i].channel)
            warn_of_rate(out, policy, facts, ways[i].what, day);
    }
}

static void warn_of_roles(struct bytes *out, const struct policy *policy, struct facts *facts,
                          const char *day)
{
    const struct policy_role *role;
    char what[POLICY_ROLE_SIZE + 32];
    bool hourly;

    for (size_t k = 0; (role = policy_example_role(policy, k, &hourly)); k++) {
        str_copy(facts->role, sizeof facts->role, role->name);
        snprintf(what, sizeof what, "what %s gets for an hour", role->name);
        warn_of_rate(out, policy, facts, what, day);
    }
}

// On the first day of the policy, and on each day of it from which other wages are in force.
static void warn_of_wages(struct bytes *out, const struct policy *policy)
{
    static const char *const bands[] = {"under_18", "18_to_20", "21_up"};

    for (size_t row = 0; row < policy->wage_rows; row++) {
        const char *day = policy->wages[row].from;
        struct facts facts;

        if (row + 1 < policy->wage_rows &&
            strcmp(policy->wages[row + 1].from, policy->valid_from) <= 0)
            continue;
        if (strcmp(day, policy->valid_from) < 0)
            day = policy->valid_from;
        if (strcmp(day, policy->valid_to) > 0)
            break;
        for (int age = 0; age < POLICY_AGE_COUNT; age++) {
            policy_example_facts(&facts, policy, day, 60);
            str_copy(facts.age_band, sizeof facts.age_band, bands[age]);
            if (policy->fee.basis == POLICY_HOURLY)
                warn_of_hourly(out, policy, &facts, day);
            else
                warn_of_roles(out, policy, &facts, day);
        }
    }
}

// Wages are decided for a year at a time.
static void warn_of_wage_table(struct bytes *out, const struct policy *policy)
{
    const char *first = policy->wages[0].from;
    const char *last = policy->wages[policy->wage_rows - 1].from;
    char date[PLAIN_DATE_SIZE];

    if (policy->wage_action == POLICY_WAGE_OFF)
        return;
    plain_date(date, first);
    if (strcmp(first, policy->valid_from) > 0)
        bytes_addf(out, "No minimum wage is known before %s: until then nothing is compared.\n",
                   date);
    plain_date(date, last);
    if (when_days(policy->valid_to) - when_days(last) > 366)
        bytes_addf(out,
                   "The last minimum wage known is that of %s: after its year fees are compared "
                   "with an old one.\n",
                   date);
}

static void warn_of_fields(struct bytes *out, const struct policy *policy)
{
    const struct policy_expenses *expenses = &policy->expenses;

    if (!policy->types_paid && !policy->types_unpaid && policy->fee.basis != POLICY_ANNUAL)
        bytes_add_text(out, "It pays for no type of meeting: every claim is refused.\n");
    if (!expenses->receipt_required && !expenses->in_lieu_becomes_fee)
        bytes_add_text(out,
                       "It pays costs without a receipt as costs; what is not the exact amount "
                       "of a receipt counts as a payment elsewhere (C25).\n");
    for (int i = 0; i < POLICY_BY_THE_MILE; i++)
        if (!(expenses->listed & UINT32_C(1) << i) && expenses->miles[0].below[i] >= 0)
            bytes_addf(out, "It has a rate for %s and does not list it: such miles are refused.\n",
                       policy_categories[i]);
    for (int i = 0; i < POLICY_CATEGORY_COUNT; i++)
        if (!(expenses->listed & UINT32_C(1) << i) &&
            (expenses->cap_day[i] >= 0 || expenses->cap_night[i] >= 0))
            bytes_addf(out, "It has a cap for %s and does not list it: such a cost is refused.\n",
                       policy_categories[i]);
}

void policy_warning_write(struct bytes *out, const struct policy *policy, const char *today)
{
    bool for_time = policy->fee.basis != POLICY_NO_FEE && policy->fee.basis != POLICY_ANNUAL;

    if (policy->illustrative)
        bytes_add_text(out, "It is a model with invented amounts: pay nobody by it before "
                            "the organisation has put in its own.\n");
    warn_of_dates(out, policy, today);
    if (for_time)
        warn_of_wages(out, policy);
    if (for_time)
        warn_of_wage_table(out, policy);
    warn_of_fields(out, policy);
}
