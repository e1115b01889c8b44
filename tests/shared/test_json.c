// SPDX-License-Identifier: Apache-2.0
#include "shared/json.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "tests/check.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])
#define LIMIT 4096

// A text that may hold a NUL.
#define BYTES(text)                                                                                \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }

struct sample {
    const char *text;
    size_t length;
};

static struct err err;

static struct json *read_sample(const struct sample *sample)
{
    struct json *tree = NULL;

    json_read(&tree, sample->text, sample->length, LIMIT, &err);
    return tree;
}

static struct json *read_text(const char *text)
{
    return read_sample(&(struct sample){text, strlen(text)});
}

static void check_all(const struct sample *samples, size_t count, bool expected)
{
    for (size_t i = 0; i < count; i++) {
        struct json *tree = read_sample(&samples[i]);

        if ((tree != NULL) != expected)
            fail_msg("%s %s", samples[i].text, expected ? "was refused" : "was taken");
        if (!expected)
            assert_int_equal(err.kind, ERR_INVALID);
        json_free(tree);
    }
}

// What the y_ files of JSONTestSuite stand for.
static const struct sample TAKEN[] = {
    BYTES("[]"),
    BYTES("{}"),
    BYTES(" [] "),
    BYTES("[ ]"),
    BYTES("\t\r\n {} \n"),
    BYTES("null"),
    BYTES("true"),
    BYTES("false"),
    BYTES("42"),
    BYTES("-0"),
    BYTES("0"),
    BYTES("[0]"),
    BYTES("[-1]"),
    BYTES("[-0]"),
    BYTES("[123]"),
    BYTES("\"\""),
    BYTES("\" \""),
    BYTES("[\"\"]"),
    BYTES("[\"a\"]"),
    BYTES("[[]   ]"),
    BYTES("[null, 1, \"1\", {}]"),
    BYTES("[1\n]"),
    BYTES("[1,null,null,null,2]"),
    BYTES("[\"\\u0060\\u012a\\u12AB\"]"),
    BYTES("[\"\\uD801\\udc37\"]"),
    BYTES("[\"\\ud83d\\ude39\\ud83d\\udc8d\"]"),
    BYTES("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]"),
    BYTES("[\"\\\\u0000\"]"),
    BYTES("[\"\\\"\"]"),
    BYTES("[\"a/*b*/c/*d//e\"]"),
    BYTES("[\"\\\\a\"]"),
    BYTES("[\"\\u0012\"]"),
    BYTES("[\"\\uFFFF\"]"),
    BYTES("[\"\xEF\xBF\xBF\"]"),
    BYTES("[\"\xF4\x8F\xBF\xBF\"]"),
    BYTES("[\"\xF0\x9B\xBF\xBF\"]"),
    BYTES("[\"\xE2\x80\xA8\"]"),
    BYTES("[\"\x7F\"]"),
    BYTES("[\"\\u0061\\u30af\\u30EA\"]"),
    BYTES("{\"\":0}"),
    BYTES("{\"a\":[]}"),
    BYTES("{\"asd\":\"sdf\", \"dfg\":\"fgh\"}"),
    BYTES("{\"a\":1,\"A\":2}"),
    BYTES("{\"a\":{\"a\":{\"a\":1}}}"),
    BYTES("{\"foo\\u0062ar\": 42}"),
    BYTES("{\n\"a\": \"b\"\n}"),
    BYTES("9007199254740991"),
    BYTES("-9007199254740991"),
    BYTES("[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"),
};

static void test_json__takes_what_is_json(void **state)
{
    (void)state;
    check_all(TAKEN, COUNT(TAKEN), true);
}

// What the n_ files of JSONTestSuite stand for.
static const struct sample REFUSED[] = {
    BYTES(""),
    BYTES(" "),
    BYTES("\0"),
    BYTES("["),
    BYTES("]"),
    BYTES("{"),
    BYTES("}"),
    BYTES("[1 true]"),
    BYTES("[a\xE5]"),
    BYTES("[\"\": 1]"),
    BYTES("[\"\"],"),
    BYTES("[,1]"),
    BYTES("[1,,2]"),
    BYTES("[\"x\",,]"),
    BYTES("[\"x\"]]"),
    BYTES("[\"\",]"),
    BYTES("[\"x\""),
    BYTES("[x"),
    BYTES("[3[4]]"),
    BYTES("[\xFF]"),
    BYTES("[1:2]"),
    BYTES("[,]"),
    BYTES("[-]"),
    BYTES("[   , \"\"]"),
    BYTES("[\"a\",\n4\n,1,"),
    BYTES("[1,]"),
    BYTES("[\"a\\f\"\x0B]"),
    BYTES("[*]"),
    BYTES("[\"\""),
    BYTES("[1,\n1\n,1"),
    BYTES("[{}"),
    BYTES("[fals]"),
    BYTES("[nul]"),
    BYTES("[tru]"),
    BYTES("[True]"),
    BYTES("nan"),
    BYTES("[NaN]"),
    BYTES("[Infinity]"),
    BYTES("[-Infinity]"),
    BYTES("[inf]"),
    BYTES("123\0"),
    BYTES("[++1234]"),
    BYTES("[+1]"),
    BYTES("[-01]"),
    BYTES("[-2.]"),
    BYTES("[.-1]"),
    BYTES("[.2e-3]"),
    BYTES("[0x1]"),
    BYTES("[012]"),
    BYTES("[-012]"),
    BYTES("[00]"),
    BYTES("[1+2]"),
    BYTES("[- 1]"),
    BYTES("[-foo]"),
    BYTES("[1 000.0]"),
    BYTES("[1eE2]"),
    BYTES("[\xEF\xBC\x91]"),
    BYTES("{\"a\"\"b\"}"),
    BYTES("{\"a\" b}"),
    BYTES("{:\"b\"}"),
    BYTES("{\"a\":\"b\",,\"c\":\"d\"}"),
    BYTES("{key: 'value'}"),
    BYTES("{\"a\":"),
    BYTES("{\"a\""),
    BYTES("{1:1}"),
    BYTES("{null:null,null:null}"),
    BYTES("{\"id\":0,,,,,}"),
    BYTES("{'a':0}"),
    BYTES("{\"id\":0,}"),
    BYTES("{\"a\":\"b\"}/**/"),
    BYTES("{\"a\":\"b\"}//"),
    BYTES("{\"a\":\"b\"}#"),
    BYTES("{\"a\":\"b\"}{}"),
    BYTES("{\"a\":\"b\"} x"),
    BYTES("{ \"foo\" : \"bar\", \"a\" }"),
    BYTES("{\"a\":/*comment*/\"b\"}"),
    BYTES("{[: \"x\"}\n"),
    BYTES("{\"x\", null}"),
    BYTES("{\"x\"::\"b\"}"),
    BYTES("[\"\\uD800\\\"]"),
    BYTES("[\"\\uD800\\u\"]"),
    BYTES("[\"\\uD800\\u1\"]"),
    BYTES("[\"\\uD800\\u1x\"]"),
    BYTES("[\xC3\xA9]"),
    BYTES("[\"\\\0\"]"),
    BYTES("[\"\\x00\"]"),
    BYTES("[\"\\\\\\\"]"),
    BYTES("[\"\\\t\"]"),
    BYTES("[\"\\\xF0\x9F\x8C\x80\"]"),
    BYTES("[\"\\\"]"),
    BYTES("[\"\\u00A\"]"),
    BYTES("[\"\\u00G0\"]"),
    BYTES("[\"\\uD834\\uDd\"]"),
    BYTES("[\"\\a\"]"),
    BYTES("[\"\\uqqqq\"]"),
    BYTES("[\"\\U0041\"]"),
    BYTES("[\\u0020\"asd\"]"),
    BYTES("[\\n]"),
    BYTES("\""),
    BYTES("['single quote']"),
    BYTES("abc"),
    BYTES("[\"\\"),
    BYTES("[\"a\0a\"]"),
    BYTES("[\"new\nline\"]"),
    BYTES("[\"\t\"]"),
    BYTES("\"\x1F\""),
    BYTES("\"\\UA66D\""),
    BYTES("\"\"x"),
    BYTES("<.>"),
    BYTES("[<null>]"),
    BYTES("2@"),
    BYTES("{\"asd\":\"asd\""),
    BYTES("\xC3\xA5"),
    BYTES("\xEF\xBB\xBF{}"),
    BYTES("\xEF\xBB\xBF"),
    BYTES("[\xE2\x81\xA0]"),
    BYTES("\x0C[]"),
    BYTES("[\xC2\xA0]"),
    BYTES("[\"\xFF\"]"),
    BYTES("[\"\xC0\xAF\"]"),
    BYTES("[\"\xED\xA0\x80\"]"),
    BYTES("[\"\xF4\xBF\xBF\xBF\"]"),
    BYTES("[\"\xE0\xFF\"]"),
};

static void test_json__refuses_what_is_not_json(void **state)
{
    (void)state;
    check_all(REFUSED, COUNT(REFUSED), false);
}

// Finding 10 and F33 of reliability.md: what cJSON, or JSON, would take.
static const struct sample AMBIGUOUS[] = {
    BYTES("{\"a\":1,\"a\":1}"),
    BYTES("{\"a\":1,\"b\":2,\"\\u0061\":3}"),
    BYTES("[{\"in\":{\"a\":1,\"a\":2}}]"),
    BYTES("\"Ann\\u0000<script>\""),
    BYTES("{\"a\\u0000b\":1}"),
    BYTES("9007199254740992"),
    BYTES("9007199254740993"),
    BYTES("-9007199254740992"),
    BYTES("18446744073709551616"),
    BYTES("99999999999999999999999999999999999999"),
    BYTES("[1.0]"),
    BYTES("[4.20]"),
    BYTES("[1e3]"),
    BYTES("[1E400]"),
    BYTES("[1e999]"),
    BYTES("[0e0]"),
    BYTES("[-0.0]"),
    BYTES("\"\\ud800\""),
    BYTES("\"\\udc00\""),
    BYTES("\"\\ud800a\""),
    BYTES("\"\\ud800\\n\""),
    BYTES("\"\\ud800\\ud800\""),
    BYTES("\"\\udc00\\ud800\""),
    BYTES("[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]"),
    BYTES("{\"a\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}"),
    BYTES("{} {}"),
    BYTES("{}\0"),
    BYTES("1 2"),
    BYTES(".5"),
    BYTES("1."),
    BYTES("/**/1"),
    BYTES("\"\xC3\""),
    BYTES("\"a\0b\""),
};

static void test_json__refuses_what_could_mean_two_things(void **state)
{
    (void)state;
    check_all(AMBIGUOUS, COUNT(AMBIGUOUS), false);
}

static void test_json__deep_nesting_does_not_eat_the_stack(void **state)
{
    static char deep[1 << 20];
    struct json *tree = NULL;

    (void)state;
    memset(deep, '[', sizeof deep);
    check_fails(json_read(&tree, deep, sizeof deep, sizeof deep, &err), &err, ERR_INVALID);
    assert_non_null(strstr(err.text, "not JSON we take, at line 1, byte 17, "));
    assert_non_null(strstr(err.text, "nested too deeply"));
}

static void test_json__refuses_more_than_the_caller_allows(void **state)
{
    struct json *tree = NULL;

    (void)state;
    check_fails(json_read(&tree, "[1,2]", 5, 4, &err), &err, ERR_INVALID);
    assert_null(tree);
    check_ok(json_read(&tree, "[1,2]", 5, 5, &err), &err);
    json_free(tree);
    json_free(NULL);
}

static void test_json__says_where_and_quotes_nothing(void **state)
{
    (void)state;
    assert_null(read_text("{\"name\":\"Blodwen\x01\"}"));
    assert_string_equal(err.text,
                        "not JSON we take, at line 1, byte 18, name: a text holds a control "
                        "character");
    assert_null(read_text("{\"a\":\r\n{\"b\":\n [1.5]}}"));
    assert_string_equal(err.text, "not JSON we take, at line 3, byte 4, a.b[0]: a number is not "
                                  "whole: an amount is in pence, 1250 and not 12.50");
    assert_null(read_text("{\"name\":\"Blodwen\",\"name\":\"Blodwen\"}"));
    assert_string_equal(err.text, "name: the JSON has this name twice in one object");
    assert_null(read_text("{\"a\":{\"x\":1},\"b\":[7,{\"c\":[],\"d\":1,\"c\":2}]}"));
    assert_string_equal(err.text, "b[1].c: the JSON has this name twice in one object");
    assert_null(read_text("{\"Blodwen\":1,\"Blodwen\":2}"));
    assert_string_equal(err.text, "?: the JSON has this name twice in one object");
}

static void test_json__names_are_compared_with_their_case(void **state)
{
    struct json *tree = read_text("{\"Amount\":1,\"amount\":999}");

    (void)state;
    assert_non_null(tree);
    assert_int_equal(json_int(json_get(tree, "amount")), 999);
    assert_int_equal(json_int(json_get(tree, "Amount")), 1);
    assert_null(json_get(tree, "AMOUNT"));
    assert_null(json_get(json_get(tree, "amount"), "amount"));
    assert_null(json_get(NULL, "amount"));
    json_free(tree);
}

static void test_json__numbers_are_exact(void **state)
{
    static const int64_t numbers[] = {0,
                                      1,
                                      -1,
                                      420,
                                      2147483648,
                                      3000000000,
                                      -2147483649,
                                      4503599627370497,
                                      JSON_INT_MAX,
                                      -JSON_INT_MAX,
                                      JSON_INT_MAX - 1};

    (void)state;
    for (size_t i = 0; i < COUNT(numbers); i++) {
        struct bytes text = {0};
        struct json *tree;

        json_put_int(&text, NULL, numbers[i]);
        tree = read_text(bytes_text(&text));
        assert_non_null(tree);
        assert_int_equal(json_kind(tree), JSON_INT);
        assert_true(json_int(tree) == numbers[i]);
        json_free(tree);
        bytes_clear(&text);
    }
}

static void test_json__texts_are_what_their_escapes_say(void **state)
{
    struct json *tree = read_text("[\"\\ud83d\\ude00\\u00e2\\u0175\\n\\/\\\"\\\\\"]");

    (void)state;
    assert_non_null(tree);
    assert_string_equal(json_text(json_first(tree)), "\xF0\x9F\x98\x80âŵ\n/\"\\");
    json_free(tree);
}

static void test_json__walks_lists_and_objects(void **state)
{
    static const enum json_kind kinds[] = {JSON_NULL, JSON_BOOL, JSON_INT,
                                           JSON_TEXT, JSON_LIST, JSON_OBJECT};
    struct json *tree =
        read_text("{\"a\":null,\"b\":true,\"c\":7,\"d\":\"x\",\"e\":[1,2],\"f\":{}}");
    const struct json *member;
    size_t count = 0;

    (void)state;
    assert_non_null(tree);
    assert_int_equal(json_count(tree), 6);
    assert_string_equal(json_name(tree), "");
    for (member = json_first(tree); member; member = json_next(member), count++) {
        assert_int_equal(json_kind(member), kinds[count]);
        assert_int_equal(json_name(member)[0], 'a' + (int)count);
    }
    assert_int_equal(count, 6);
    assert_true(json_bool(json_get(tree, "b")));
    assert_int_equal(json_count(json_get(tree, "e")), 2);
    assert_string_equal(json_name(json_first(json_get(tree, "e"))), "");
    assert_null(json_first(json_get(tree, "f")));
    json_free(tree);
}

static void test_json__writes_what_it_would_read(void **state)
{
    struct bytes out = {0};
    struct json *tree;

    (void)state;
    json_begin(&out, NULL, '{');
    json_put_int(&out, "pence", -420);
    json_put_bool(&out, "yes", true);
    json_put_bool(&out, "no", false);
    json_put_null(&out, "none");
    json_put_text(&out, "words", "Siân\t\"\\\x01{,");
    json_begin(&out, "list", '[');
    json_put_int(&out, NULL, 1);
    json_put_text(&out, NULL, "");
    json_begin(&out, NULL, '{');
    json_end(&out, '}');
    json_begin(&out, NULL, '[');
    json_end(&out, ']');
    json_end(&out, ']');
    json_put_raw(&out, "raw", "[1]", 3);
    json_end(&out, '}');
    assert_string_equal(bytes_text(&out),
                        "{\"pence\":-420,\"yes\":true,\"no\":false,\"none\":null,"
                        "\"words\":\"Siân\\u0009\\\"\\\\\\u0001{,\",\"list\":[1,\"\",{},[]],"
                        "\"raw\":[1]}");
    tree = read_text(bytes_text(&out));
    assert_non_null(tree);
    assert_string_equal(json_text(json_get(tree, "words")), "Siân\t\"\\\x01{,");
    json_free(tree);
    bytes_add_text(&out, "\n"); // the next line is a value of its own
    json_put_int(&out, NULL, 5);
    assert_string_equal(bytes_text(&out) + out.length - 4, "]}\n5");
    bytes_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json__takes_what_is_json),
        cmocka_unit_test(test_json__refuses_what_is_not_json),
        cmocka_unit_test(test_json__refuses_what_could_mean_two_things),
        cmocka_unit_test(test_json__deep_nesting_does_not_eat_the_stack),
        cmocka_unit_test(test_json__refuses_more_than_the_caller_allows),
        cmocka_unit_test(test_json__says_where_and_quotes_nothing),
        cmocka_unit_test(test_json__names_are_compared_with_their_case),
        cmocka_unit_test(test_json__numbers_are_exact),
        cmocka_unit_test(test_json__texts_are_what_their_escapes_say),
        cmocka_unit_test(test_json__walks_lists_and_objects),
        cmocka_unit_test(test_json__writes_what_it_would_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
