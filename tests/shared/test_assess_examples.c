// SPDX-License-Identifier: Apache-2.0
/* Every worked example of the rules, where their file is at hand: the first argument. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shared/assess.h"
#include "shared/bytes.h"
#include "shared/json.h"
#include "shared/str.h"
#include "tests/check.h"

#define SKIPPED 77

static struct json *examples;

// Equal as JSON is: members in any order.
static bool equal(const struct json *a, const struct json *b) // NOLINT(misc-no-recursion)
{
    const struct json *x;
    const struct json *y;

    if (!a || !b || json_kind(a) != json_kind(b))
        return false;
    switch (json_kind(a)) {
    case JSON_NULL:
        return true;
    case JSON_BOOL:
        return json_bool(a) == json_bool(b);
    case JSON_INT:
        return json_int(a) == json_int(b);
    case JSON_TEXT:
        return str_equal(json_text(a), json_text(b));
    case JSON_LIST:
        for (x = json_first(a), y = json_first(b); x && y; x = json_next(x), y = json_next(y))
            if (!equal(x, y))
                return false;
        return !x && !y;
    case JSON_OBJECT:
        for (x = json_first(a); x; x = json_next(x))
            if (!equal(x, json_get(b, json_name(x))))
                return false;
        return json_count(a) == json_count(b);
    }
    return false;
}

static void write_json(struct bytes *out, const char *name,
                       const struct json *value) // NOLINT(misc-no-recursion)
{
    const struct json *child;
    bool list = json_kind(value) == JSON_LIST;

    switch (json_kind(value)) {
    case JSON_NULL:
        json_put_null(out, name);
        break;
    case JSON_BOOL:
        json_put_bool(out, name, json_bool(value));
        break;
    case JSON_INT:
        json_put_int(out, name, json_int(value));
        break;
    case JSON_TEXT:
        json_put_text(out, name, json_text(value));
        break;
    case JSON_LIST:
    case JSON_OBJECT:
        json_begin(out, name, list ? '[' : '{');
        for (child = json_first(value); child; child = json_next(child))
            write_json(out, list ? NULL : json_name(child), child);
        json_end(out, list ? ']' : '}');
        break;
    }
}

static void read_policy(const char *id, struct policy *out)
{
    struct bytes json = {0};
    struct err err;

    write_json(&json, NULL, json_get(json_get(examples, "policies"), id));
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
    if (!equal(answer, json_get(example, "expected")))
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
