// SPDX-License-Identifier: Apache-2.0
#include "shared/json.h"

#include <string.h>

#include "tests/check.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static bool reads(const char *text, size_t length)
{
    struct json *json = NULL;
    struct err err;
    bool ok = json_read(&json, text, length, 4096, &err);

    assert_true(ok || err.kind == ERR_INVALID);
    if (ok)
        json_free(json);
    return ok;
}

static void test_json__takes_what_json_is(void **state)
{
    static const char *const good[] = {
        "0",
        "-1",
        "9007199254740991",
        "-9007199254740991",
        "true",
        "false",
        "null",
        "\"\"",
        " {\"a\" : [ 1 , 2 ] , \"b\":{}} \n",
        "[]",
        "\"\\u00e9\\ud83d\\ude00\\n\"",
        "\"\xc3\xa9\"",
        "{\"a\":1,\"A\":2}",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++)
        if (!reads(good[i], strlen(good[i])))
            fail_msg("refused: %s", good[i]);
}

// reliability.md finding 10 and F33, and the kinds of JSONTestSuite's n_ files.
static void test_json__refuses_what_it_is_not(void **state)
{
    static const char *const bad[] = {
        "",
        " ",
        "1 2",
        "{}x",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "[1 2]",
        "{\"a\" 1}",
        "\"a",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"\\u0000\"",
        "01",
        "-",
        "+1",
        "1.0",
        "1e3",
        ".5",
        "1.",
        "0x1",
        "NaN",
        "Infinity",
        "9007199254740992",
        "-9007199254740992",
        "99999999999999999999999",
        "tru",
        "nul",
        "True",
        "\xef\xbb\xbf{}",
        "\"\xc3\"",
        "\"\xed\xa0\x80\"",
        "\"\xc0\x80\"",
        "\"\xff\"",
        "[",
        "{",
        "[\"a\"",
        "{\"a\":1",
        "/**/1",
        "{\"a\":1,\"a\":1}",
        "{\"x\":{\"b\":1,\"b\":2}}",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++)
        if (reads(bad[i], strlen(bad[i])))
            fail_msg("taken: %s", bad[i]);
    assert_false(reads("1\0", 2));
    assert_false(reads("\"a\0b\"", 5));
}

static void nest(char *out, int depth)
{
    memset(out, '[', (size_t)depth);
    memset(out + depth, ']', (size_t)depth);
}

static void test_json__has_its_limits_of_depth_and_size(void **state)
{
    char text[4098];

    (void)state;
    nest(text, JSON_DEPTH_MAX);
    assert_true(reads(text, (size_t)2 * JSON_DEPTH_MAX));
    nest(text, JSON_DEPTH_MAX + 1);
    assert_false(reads(text, (size_t)2 * (JSON_DEPTH_MAX + 1)));
    memset(text, ' ', sizeof text);
    text[0] = '1';
    assert_true(reads(text, 4096));
    assert_false(reads(text, 4097));
}

static void test_json__names_are_told_apart_by_their_case(void **state)
{
    static const char text[] = "{\"Amount\":1,\"amount\":999}";
    struct json *json;
    struct err err;

    (void)state;
    check_ok(json_read(&json, text, strlen(text), 4096, &err), &err);
    assert_int_equal(json_int(json_get(json, "amount")), 999);
    assert_int_equal(json_int(json_get(json, "Amount")), 1);
    assert_null(json_get(json, "AMOUNT"));
    json_free(json);
}

static void test_json__writes_what_it_reads_again(void **state)
{
    struct bytes out = {0};
    struct json *json;
    struct err err;

    (void)state;
    json_begin(&out, NULL, '{');
    json_put_text(&out, "words", "a\"b\\c\n\x01 Siân");
    json_put_int(&out, "most", JSON_INT_MAX);
    json_put_bool(&out, "yes", true);
    json_put_null(&out, "none");
    json_begin(&out, "list", '[');
    json_put_int(&out, NULL, -1);
    json_put_int(&out, NULL, 2);
    json_end(&out, ']');
    json_end(&out, '}');
    check_ok(json_read(&json, bytes_text(&out), out.length, 4096, &err), &err);
    assert_string_equal(json_text(json_get(json, "words")), "a\"b\\c\n\x01 Siân");
    assert_int_equal(json_int(json_get(json, "most")), JSON_INT_MAX);
    assert_true(json_bool(json_get(json, "yes")));
    assert_int_equal(json_kind(json_get(json, "none")), JSON_NULL);
    assert_int_equal(json_count(json_get(json, "list")), 2);
    assert_int_equal(json_int(json_first(json_get(json, "list"))), -1);
    json_free(json);
    bytes_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json__takes_what_json_is),
        cmocka_unit_test(test_json__refuses_what_it_is_not),
        cmocka_unit_test(test_json__has_its_limits_of_depth_and_size),
        cmocka_unit_test(test_json__names_are_told_apart_by_their_case),
        cmocka_unit_test(test_json__writes_what_it_reads_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
