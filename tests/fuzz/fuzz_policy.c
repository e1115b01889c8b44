// SPDX-License-Identifier: Apache-2.0
#include "shared/policy.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// What was taken can be used: its dates compare, its tables have rows where they must.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct policy policy;
    struct err err = {0};

    if (!policy_read(&policy, (const char *)data, size, "fuzz", &err)) {
        assert(err.kind == ERR_INVALID && strncmp(err.text, "policy fuzz", 11) == 0);
        return 0;
    }
    assert(when_is_date(policy.valid_from) && strcmp(policy.valid_from, policy.valid_to) <= 0);
    assert(policy_mile_row(&policy, policy.valid_from));
    assert(policy_year(&policy, policy.valid_to) >= policy_year(&policy, policy.valid_from));
    assert(policy.id[0] && policy.title[0]);
    return 0;
}
