#ifndef SERVER_POLICY_EXAMPLE_H
#define SERVER_POLICY_EXAMPLE_H

#include "shared/assess.h"

/*
 * Made-up facts to show a policy by: what people are told of it is what assess() gives for them,
 * and never worked out a second time.
 */

/* The day itself, or the first or last on which the policy has rates. */
void policy_example_day(char out[static WHEN_DATE_SIZE], const struct policy *policy,
                        const char *today);

/*
 * One person of 21 or over, in the policy's first role, at one meeting of a type that it pays:
 * agreed in time, there from 10:00 for so many minutes, claimed on the day; the first part of a
 * yearly fee is due with it.
 */
void policy_example_facts(struct facts *out, const struct policy *policy, const char *day,
                          int64_t minutes);

/* One more cost with a ticket for all of it, and whatever had to be agreed. NULL: no room. */
struct facts_expense *policy_example_cost(struct facts *facts, enum policy_category category,
                                          int64_t pence);

/* What the policy pays by: "bank" for the wish "charity", "" when nothing is due. */
enum policy_channel policy_example_channel(const struct policy *policy, const struct facts *facts);

/* The fee is below the wage reference, whatever the policy then does. */
bool policy_example_below_wage(const struct policy *policy, const struct facts *facts);

/* The k-th role with a rate, by the hour first and then by the meeting; NULL when there are fewer.
 */
const struct policy_role *policy_example_role(const struct policy *policy, size_t k, bool *hourly);

#endif
