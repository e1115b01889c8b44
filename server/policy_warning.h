#ifndef SERVER_POLICY_WARNING_H
#define SERVER_POLICY_WARNING_H

#include "shared/bytes.h"
#include "shared/policy.h"

/*
 * What a manager must see of a policy that is well made, before signing it or on the day: a model
 * with invented amounts, rates that ended, a review that is due (rules.md D01, K10), a rate below
 * the wage reference (headline 3, K1), a field without effect. Adds one sentence a line.
 */
void policy_warning_write(struct bytes *out, const struct policy *policy, const char *today);

#endif
