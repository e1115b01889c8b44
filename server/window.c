// SPDX-License-Identifier: Apache-2.0
#include "server/window.h"

#include <stdlib.h>

#include "server/policies.h"
#include "shared/mem.h"

bool window_last_day(struct db *db, const struct body_claim *claim, char out[static WHEN_DATE_SIZE],
                     struct err *err)
{
    struct policy *policy = mem_new(1, sizeof *policy);
    char date[WHEN_DATE_SIZE];
    bool ok = policies_find_version(db, claim->policy, claim->policy_hash, policy, err);

    facts_date(&claim->facts, date);
    if (ok && !policy_window_end(policy, date, out))
        out[0] = '\0';
    free(policy);
    return ok;
}
