// SPDX-License-Identifier: Apache-2.0
/* Every worked example of the rules, where their file is at hand: the first argument. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shared/assess.h"
#include "shared/bytes.h"
#include "shared/json.h"
#include "tests/check.h"
#include "tests/shared/value.h"

#define SKIPPED 77

static struct json *examples;

static void read_policy(const char *id, struct policy *out)
{
    struct bytes json = {0};
    struct err err;

    value_write(&json, NULL, json_get(json_get(examples, "policies"), id));
    check_ok(policy_read(out, bytes_text(&json), json.length, id, &err), &err);
    bytes_clear(&json);
}

static void check_example(const struct json *example)
{
    struct policy policy;
    struct facts facts;
    struct assessment assessment;
    struct bytes text = {0};
    struct json *answer;
    struct err err;

    read_policy(json_text(json_get(example, "policy")), &policy);
    check_ok(facts_read(&facts, json_get(example, "facts"), &err), &err);
    assess(&policy, &facts, &assessment);
    assess_write(&text, &assessment);
    check_ok(json_read(&answer, bytes_text(&text), text.length, 65536, &err), &err);
    if (!value_equal(answer, json_get(example, "expected")))
        fail_msg("%s: %s", json_text(json_get(example, "id")), bytes_text(&text));
    json_free(answer);
    bytes_clear(&text);
}

static void test_assess_examples__each_comes_out_as_it_was_worked_by_hand(void **state)
{
    const struct json *list = json_get(examples, "examples");

    (void)state;
    assert_true(json_count(list) >= 62);
    for (const struct json *example = json_first(list); example; example = json_next(example))
        check_example(example);
}

static void test_assess_examples__reasons_are_worded_as_agreed(void **state)
{
    const struct json *codes = json_get(examples, "reason_codes");

    (void)state;
    assert_int_equal(json_count(codes), ASSESS_REASON_COUNT - 1);
    for (const struct json *code = json_first(codes); code; code = json_next(code))
        assert_string_equal(assess_reason_words(json_name(code)), json_text(code));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_assess_examples__each_comes_out_as_it_was_worked_by_hand),
        cmocka_unit_test(test_assess_examples__reasons_are_worded_as_agreed),
    };
    struct bytes bytes = {0};
    struct err err;
    int failed;

    if (argc < 2 || access(argv[1], R_OK) != 0) {
        puts("skipped: the worked examples are not beside this source tree");
        return SKIPPED;
    }
    if (!bytes_read_file(&bytes, argv[1], 1 << 20, &err) ||
        !json_read(&examples, bytes_text(&bytes), bytes.length, 1 << 20, &err)) {
        puts(err.text);
        return 1;
    }
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    json_free(examples);
    bytes_clear(&bytes);
    return failed;
}
