// SPDX-License-Identifier: Apache-2.0
#include "shared/shape.h"

#include <string.h>

#include "shared/money.h"
#include "shared/when.h"
#include "tests/check.h"

struct inner {
    char code[8];
    int64_t pence;
};

struct outer {
    struct id id;
    int64_t count;
    int64_t maybe;
    bool flag;
    char words[16];
    uint8_t bytes[4];
    int64_t at_ms;
    char day[WHEN_DATE_SIZE];
    int64_t miles;
    struct shape_span spans[2];
    size_t span_count;
    struct inner inner;
    struct inner list[2];
    size_t list_count;
};

static const struct shape_field inner_fields[] = {
    SHAPE_FIELD_CODE(struct inner, code),
    SHAPE_FIELD_INT(struct inner, pence, 0, MONEY_MAX),
};
static const struct shape inner_shape = SHAPE(struct inner, inner_fields);

static const struct shape_field outer_fields[] = {
    SHAPE_FIELD_ID(struct outer, id),
    SHAPE_FIELD_INT(struct outer, count, 1, 9),
    SHAPE_MAYBE_INT(struct outer, maybe, 0, 9, -1),
    SHAPE_MAYBE_BOOL(struct outer, flag, true),
    SHAPE_MAYBE_TEXT(struct outer, words),
    SHAPE_FIELD_BYTES(struct outer, bytes),
    SHAPE_FIELD_INSTANT(struct outer, at_ms),
    SHAPE_MAYBE_DATE(struct outer, day),
    SHAPE_MAYBE_MILES(struct outer, miles, -1),
    SHAPE_LIST(struct outer, spans, span_count, SHAPE_SPAN, NULL),
    SHAPE_FIELD_OBJECT(struct outer, inner, &inner_shape),
    SHAPE_LIST(struct outer, list, list_count, SHAPE_OBJECT, &inner_shape),
};
static const struct shape outer_shape = SHAPE(struct outer, outer_fields);

#define LEAST                                                                                      \
    "\"id\":\"018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2b\",\"count\":3,\"bytes\":\"00ff10ab\","          \
    "\"at_ms\":\"2026-11-23T10:00:00Z\",\"inner\":{\"code\":\"bus\",\"pence\":420}"

static bool read_text(const char *text, struct outer *out, bool exactly, struct err *err)
{
    struct json *json;
    bool ok;

    if (!json_read(&json, text, strlen(text), 4096, err))
        return false;
    ok = exactly ? shape_read_exactly(&outer_shape, json, out, err)
                 : shape_read(&outer_shape, json, out, err);
    json_free(json);
    return ok;
}

static void test_shape__what_is_absent_has_its_value(void **state)
{
    struct outer out = {0};
    struct err err;

    (void)state;
    check_ok(read_text("{" LEAST ",\"words\":null}", &out, true, &err), &err);
    assert_int_equal(out.maybe, -1);
    assert_true(out.flag);
    assert_string_equal(out.words, "");
    assert_string_equal(out.day, "");
    assert_int_equal(out.miles, -1);
    assert_int_equal(out.span_count, 0);
    assert_int_equal(out.list_count, 0);
    assert_int_equal(out.inner.pence, 420);
    assert_int_equal(out.bytes[3], 0xAB);
}

static void test_shape__writes_what_it_reads_again(void **state)
{
    static const char text[] =
        "{" LEAST ",\"maybe\":0,\"flag\":false,\"words\":\"a \\\"b\\\"\",\"day\":\"2028-02-29\","
        "\"miles\":\"12.3\",\"spans\":[[\"2026-11-23T10:00:00Z\",\"2026-11-23T10:00:00.001Z\"]],"
        "\"list\":[{\"code\":\"a\",\"pence\":0},{\"code\":\"b\",\"pence\":1}]}";
    struct bytes written = {0};
    struct outer first = {0};
    struct outer second = {0};
    struct err err;

    (void)state;
    check_ok(read_text(text, &first, true, &err), &err);
    shape_write(&outer_shape, &written, NULL, &first);
    check_ok(read_text(bytes_text(&written), &second, true, &err), &err);
    assert_memory_equal(&first, &second, sizeof first);
    assert_int_equal(second.miles, 12300);
    bytes_clear(&written);
}

static void test_shape__refuses_with_the_path_and_leaves_the_struct_alone(void **state)
{
    static const struct {
        const char *text;
        const char *says;
    } table[] = {
        {"{}", "id is missing"},
        {"{" LEAST ",\"maybe\":10}", "maybe must be a whole number from 0 to 9"},
        {"{" LEAST ",\"maybe\":\"1\"}", "maybe must be a whole number from 0 to 9"},
        {"{" LEAST ",\"flag\":1}", "flag must be true or false"},
        {"{" LEAST ",\"words\":\"0123456789012345\"}", "words is too long"},
        {"{" LEAST ",\"day\":\"2027-02-29\"}", "day must be a date"},
        {"{" LEAST ",\"miles\":12.3}", ""},
        {"{" LEAST ",\"miles\":\"1.2345\"}", "miles must be miles"},
        {"{" LEAST ",\"spans\":[[\"2026-11-23T10:00:01Z\",\"2026-11-23T10:00:00Z\"]]}",
         "spans[0] must not end before it begins"},
        {"{" LEAST ",\"list\":[{\"code\":\"a\",\"pence\":0},{\"code\":\"b\",\"pence\":-1}]}",
         "list[1].pence must be a whole number"},
        {"{" LEAST ",\"list\":[{\"code\":\"a b\",\"pence\":0}]}", "list[0].code must be a word"},
        {"{" LEAST ",\"list\":[{},{},{}]}", "list must not have more than 2 entries"},
        {"{" LEAST ",\"new\":1}", "new is not a name we know"},
        {"[]", "must be an object"},
    };
    struct outer out;
    struct outer before;
    struct err err;

    (void)state;
    memset(&out, 0x5A, sizeof out);
    before = out;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        check_fails(read_text(table[i].text, &out, true, &err), &err, ERR_INVALID);
        if (!strstr(err.text, table[i].says))
            fail_msg("%s: says \"%s\"", table[i].text, err.text);
        assert_memory_equal(&out, &before, sizeof out);
    }
}

static void test_shape__a_newer_sender_may_say_more(void **state)
{
    struct outer out;
    struct err err;

    (void)state;
    check_ok(read_text("{" LEAST ",\"new\":{\"deep\":[1]}}", &out, false, &err), &err);
}

static void test_shape__an_unknown_name_is_not_quoted_when_it_may_be_a_persons(void **state)
{
    struct outer out;
    struct err err;

    (void)state;
    check_fails(read_text("{" LEAST ",\"Siân Morgan\":1}", &out, true, &err), &err, ERR_INVALID);
    assert_null(strstr(err.text, "Morgan"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shape__what_is_absent_has_its_value),
        cmocka_unit_test(test_shape__writes_what_it_reads_again),
        cmocka_unit_test(test_shape__refuses_with_the_path_and_leaves_the_struct_alone),
        cmocka_unit_test(test_shape__a_newer_sender_may_say_more),
        cmocka_unit_test(test_shape__an_unknown_name_is_not_quoted_when_it_may_be_a_persons),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
