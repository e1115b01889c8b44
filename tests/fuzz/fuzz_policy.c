// SPDX-License-Identifier: Apache-2.0
#include "shared/policy.h"

#include <assert.h>
#include <string.h>

#include "server/policy_page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Whoever puts the file right is told of whole lines, and of the one that a loader would name
// first.
static void check_refusal(const struct bytes *problems, const struct err *err)
{
    size_t first = strcspn(bytes_text(problems), "\n");

    assert(err->kind == ERR_INVALID && strncmp(err->text, "policy fuzz: ", 13) == 0);
    assert(problems->length > 0 && problems->data[problems->length - 1] == '\n');
    assert(first < ERR_TEXT_SIZE);
    assert(strncmp(err->text + 13, bytes_text(problems), strlen(err->text + 13)) == 0);
    (void)first;
    (void)err;
}

// What was taken can be used: its dates compare, its tables have rows where they must, and all of
// it can be told.
static void use(const struct policy *policy)
{
    static const uint8_t hash[RECORD_HASH_SIZE];
    char day[WHEN_DATE_SIZE];
    struct bytes page = {0};

    assert(when_is_date(policy->valid_from) && strcmp(policy->valid_from, policy->valid_to) <= 0);
    assert(policy_mile_row(policy, policy->valid_from));
    assert(policy_year(policy, policy->valid_to) >= policy_year(policy, policy->valid_from));
    assert(policy->id[0] && policy->title[0] && policy->wage_rows > 0);
    if (policy_fee_day(policy, "2026-11-23", day))
        assert(strcmp(day, "2026-11-23") > 0 && strcmp(day, "2026-12-29") < 0);
    policy_page_write(&page, policy, hash, "2026-11-23");
    assert(page.length > 1000);
    bytes_clear(&page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct policy policy;
    struct bytes problems = {0};
    struct err err = {0};
    bool good = policy_check(&policy, (const char *)data, size, "fuzz", &problems);
    bool read = policy_read(&policy, (const char *)data, size, "fuzz", &err);

    assert(good == read);
    if (!read)
        check_refusal(&problems, &err);
    else
        use(&policy);
    bytes_clear(&problems);
    (void)good;
    return 0;
}
