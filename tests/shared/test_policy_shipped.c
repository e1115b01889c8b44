// SPDX-License-Identifier: Apache-2.0

// The policies that come with Diolch: models that say so, and what the rules' own file has. The
// first argument is that file, examples.json; without it half of this is skipped.

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shared/bytes.h"
#include "shared/json.h"
#include "shared/outbox.h"
#include "shared/policy.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/value.h"

#define EXAMPLES_MAX ((size_t)1 << 20)

static const char *examples;

static void path_of(char *out, size_t size, const char *name)
{
    snprintf(out, size, "%s/../../assets/policies/%s", getenv("TEST_SOURCE_DIR"), name);
}

static struct json *read_file(const char *path)
{
    struct bytes text = {0};
    struct json *tree;
    struct err err;

    check_ok(bytes_read_file(&text, path, EXAMPLES_MAX, &err), &err);
    check_ok(json_read(&tree, bytes_text(&text), text.length, EXAMPLES_MAX, &err), &err);
    bytes_clear(&text);
    return tree;
}

// Whoever reads the title knows that nobody has decided these amounts.
static bool says_so(const char *title)
{
    return strstr(title, "invented") || strstr(title, "No council has decided this");
}

static void test_policy_shipped__only_derbyshires_is_no_model_and_the_others_say_so(void **state)
{
    char path[512];
    struct dirent *entry;
    DIR *folder;
    int models = 0;

    (void)state;
    path_of(path, sizeof path, "");
    folder = opendir(path);
    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        struct policy policy;
        struct err err;

        if (!outbox_ends(entry->d_name, ".json") || str_equal(entry->d_name, "minimum-wage.json"))
            continue;
        path_of(path, sizeof path, entry->d_name);
        check_ok(policy_load(&policy, path, &err), &err);
        assert_int_equal(policy.illustrative, !str_equal(policy.id, "dcc-2025-26"));
        assert_int_equal(says_so(policy.title), policy.illustrative);
        assert_true(policy.source[0]);
        models += policy.illustrative;
    }
    closedir(folder);
    assert_true(models >= 5);
}

// Of Derbyshire's own policy, version 1, October 2025.
static void test_policy_shipped__derbyshires_is_as_the_council_has_it(void **state)
{
    char path[512];
    struct policy policy;
    struct err err;

    (void)state;
    path_of(path, sizeof path, "dcc-2025-26.json");
    check_ok(policy_load(&policy, path, &err), &err);
    assert_int_equal(policy.version, 1);
    assert_string_equal(policy.issued, "2025-10");
    assert_string_equal(policy.review_due, "2027-10");
    assert_string_equal(policy.valid_from, "2025-04-01");
    assert_string_equal(policy.valid_to, "2026-03-31");
    assert_int_equal(policy.fee.bank_rate, 1250);
    assert_int_equal(policy.fee.voucher_rate, 1000);
    assert_int_equal(policy.fee.prep_cap, 60);
    assert_true(policy.fee.timeswap);
    assert_int_equal(policy.under_18_channel, POLICY_VOUCHER);
    assert_int_equal(policy.expenses.miles[0].below[POLICY_MILEAGE_CAR], 450);
    assert_int_equal(policy.expenses.listed, 1U << POLICY_MILEAGE_CAR | 1U << POLICY_BUS |
                                                 1U << POLICY_TRAIN | 1U << POLICY_TAXI);
    assert_int_equal(policy.expenses.channel, POLICY_EXPENSES_BY_BANK);
    assert_true(policy.expenses.receipt_required && policy.expenses.taxi_agreement &&
                policy.expenses.least_expensive && policy.expenses.home_route_only);
    assert_int_equal(policy.carer.max_per_person, 1);
    assert_true(policy.carer.extra_needs_agreement && policy.carer.blocked_if_supported);
    assert_true(policy.prior_agreement && policy.claim_in_same_year);
}

// Ours has words and marks of its own, and says its id and the rule of instalments in short.
static bool is_ours(const char *name)
{
    return str_equal(name, "id") || str_equal(name, "title") || str_equal(name, "source") ||
           str_equal(name, "illustrative_values");
}

static void check_fee(const struct json *ours, const struct json *theirs, const char *id)
{
    const struct json *member;

    for (member = json_first(theirs); member; member = json_next(member))
        if (!str_equal(json_name(member), "instalment_rule") &&
            !value_equal(member, json_get(ours, json_name(member))))
            fail_msg("%s differs in fee.%s", id, json_name(member));
    assert_int_equal(json_count(ours), json_count(theirs));
}

static void check_same(const struct json *ours, const struct json *theirs, const char *id)
{
    const struct json *member;

    for (member = json_first(theirs); member; member = json_next(member)) {
        const char *name = json_name(member);

        if (str_equal(name, "fee"))
            check_fee(json_get(ours, name), member, id);
        else if (!is_ours(name) && !value_equal(member, json_get(ours, name)))
            fail_msg("%s differs in %s", id, name);
    }
    for (member = json_first(ours); member; member = json_next(member))
        if (!is_ours(json_name(member)) && !json_get(theirs, json_name(member)))
            fail_msg("%s alone has %s", id, json_name(member));
}

static void test_policy_shipped__each_is_what_the_examples_have(void **state)
{
    const struct json *policy;
    struct json *tree;

    (void)state;
    if (access(examples, R_OK) != 0)
        skip();
    tree = read_file(examples);
    policy = json_first(json_get(tree, "policies"));
    assert_non_null(policy);
    for (; policy; policy = json_next(policy)) {
        char file[96];
        char path[512];
        struct json *ours;

        snprintf(file, sizeof file, "%s.json", json_name(policy));
        path_of(path, sizeof path, file);
        ours = read_file(path);
        check_same(ours, policy, json_name(policy));
        json_free(ours);
    }
    json_free(tree);
}

static void test_policy_shipped__the_wages_are_what_the_examples_have(void **state)
{
    char path[512];
    struct json *ours;
    struct json *tree;

    (void)state;
    if (access(examples, R_OK) != 0)
        skip();
    path_of(path, sizeof path, "minimum-wage.json");
    ours = read_file(path);
    tree = read_file(examples);
    assert_true(value_equal(json_get(ours, "minimum_wage_pence_per_hour"),
                            json_get(tree, "minimum_wage_pence_per_hour")));
    json_free(ours);
    json_free(tree);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_policy_shipped__only_derbyshires_is_no_model_and_the_others_say_so),
        cmocka_unit_test(test_policy_shipped__derbyshires_is_as_the_council_has_it),
        cmocka_unit_test(test_policy_shipped__each_is_what_the_examples_have),
        cmocka_unit_test(test_policy_shipped__the_wages_are_what_the_examples_have),
    };

    examples = argc > 1 ? argv[1] : "";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
