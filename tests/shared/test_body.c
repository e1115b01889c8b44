// SPDX-License-Identifier: Apache-2.0
#include "shared/body.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/json.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"

#define LAST_UP 199

static void walk(const struct shape *shape, void (*each)(const struct shape_field *field))
{
    for (size_t i = 0; i < shape->count; i++) {
        each(&shape->fields[i]);
        if (shape->fields[i].type == SHAPE_OBJECT)
            walk(shape->fields[i].object, each);
    }
}

static void check_is_no_prose(const struct shape_field *field)
{
    if (field->type == SHAPE_TEXT)
        fail_msg("'%s' has room for free words", field->name);
}

static void check_is_nothing_to_erase(const struct shape_field *field)
{
    static const char *const never[] = {"birth",   "address", "postcode", "phone", "email", "bank",
                                        "account", "sort",    "first",    "last",  "others"};

    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        if (strstr(field->name, never[i]))
            fail_msg("'%s' must not be in a record that goes up", field->name);
}

static void test_body__what_goes_up_has_no_room_for_free_words(void **state)
{
    enum record_kind kind;

    (void)state;
    for (size_t i = 0; body_kind_at(i, &kind); i++)
        if ((int)kind <= LAST_UP)
            walk(body_shape(kind), check_is_no_prose);
}

static void test_body__what_goes_up_has_no_room_for_what_must_be_erased(void **state)
{
    enum record_kind kind;

    (void)state;
    for (size_t i = 0; body_kind_at(i, &kind); i++)
        if ((int)kind <= LAST_UP)
            walk(body_shape(kind), check_is_nothing_to_erase);
}

static void test_body__a_claim_cannot_carry_a_date_of_birth(void **state)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);
    struct bytes json = {0};

    (void)state;
    claim->claim = claim->attendance = claim->person = (struct id){{1}};
    claim->number = 1;
    str_copy(claim->facts.role, sizeof claim->facts.role, "member");
    str_copy(claim->facts.session.type, sizeof claim->facts.session.type, "forum");
    str_copy(claim->facts.claim_date, sizeof claim->facts.claim_date, "2026-05-13");
    str_copy(claim->facts.date_of_birth, sizeof claim->facts.date_of_birth, "1980-01-02");
    body_write(RECORD_CLAIM_MADE, claim, &json);
    assert_null(strstr(bytes_text(&json), "1980"));
    assert_non_null(strstr(bytes_text(&json), "2026-05-13"));
    bytes_clear(&json);
    free(claim);
}

static void test_body__every_kind_is_listed_once(void **state)
{
    enum record_kind kind;
    enum record_kind other;

    (void)state;
    for (size_t i = 0; body_kind_at(i, &kind); i++) {
        assert_non_null(body_shape(kind));
        assert_string_not_equal(record_kind_name(kind), "unknown");
        for (size_t j = 0; j < i; j++)
            assert_true(body_kind_at(j, &other) && other != kind);
    }
    assert_null(body_shape(RECORD_POLICY_SET));
    assert_null(body_shape((enum record_kind)9999));
}

// --- there and back ---

static void fill(const struct shape *shape, void *out);

static void fill_text(char *out, size_t size, const char *text)
{
    snprintf(out, size, "%.*s", (int)size - 1, text);
}

// A value of the field's type that is not what stands there when it is absent.
static void fill_one(const struct shape_field *field, void *out)
{
    static const struct shape_span span = {INT64_C(1747126800000), INT64_C(1747130400000)};
    int64_t number = field->max > field->min ? field->max : 12300;
    bool yes = !field->absent;

    switch (field->type) {
    case SHAPE_INT:
        memcpy(out, &number, sizeof number);
        break;
    case SHAPE_BOOL:
        memcpy(out, &yes, sizeof yes);
        break;
    case SHAPE_CODE:
        fill_text(out, field->size, "some_code-1.2");
        break;
    case SHAPE_TEXT:
        fill_text(out, field->size, "Grŵp “dydd Mawrth”");
        break;
    case SHAPE_ID:
    case SHAPE_BYTES:
        memset(out, 0xA5, field->size);
        break;
    case SHAPE_INSTANT:
        memcpy(out, &span.from_ms, sizeof span.from_ms);
        break;
    case SHAPE_DATE:
        fill_text(out, field->size, "2026-02-28");
        break;
    case SHAPE_MILES:
        number = 12300;
        memcpy(out, &number, sizeof number);
        break;
    case SHAPE_SPAN:
        memcpy(out, &span, sizeof span);
        break;
    case SHAPE_OBJECT:
        fill(field->object, out);
        break;
    }
}

static void fill(const struct shape *shape, void *out)
{
    for (size_t i = 0; i < shape->count; i++) {
        const struct shape_field *field = &shape->fields[i];
        char *at = (char *)out + field->offset;
        size_t count = 2;

        if (!field->list) {
            fill_one(field, at);
            continue;
        }
        for (size_t j = 0; j < count; j++)
            fill_one(field, at + j * field->size);
        memcpy((char *)out + field->count_offset, &count, sizeof count);
    }
}

static void test_body__every_kind_comes_back_as_it_was(void **state)
{
    enum record_kind kind;

    (void)state;
    for (size_t i = 0; body_kind_at(i, &kind); i++) {
        const struct shape *shape = body_shape(kind);
        void *value = mem_new(1, shape->size);
        void *back = mem_new(1, shape->size);
        struct record record = {.kind = kind};
        struct bytes first = {0};
        struct bytes second = {0};
        struct err err;

        fill(shape, value);
        body_write(kind, value, &first);
        record.body = bytes_text(&first);
        record.body_length = first.length;
        check_ok(body_read(&record, back, &err), &err);
        body_write(kind, back, &second);
        assert_string_equal(bytes_text(&first), bytes_text(&second));
        for (size_t j = 0; j < shape->count; j++)
            assert_non_null(strstr(bytes_text(&first), shape->fields[j].name));
        bytes_clear(&first);
        bytes_clear(&second);
        free(value);
        free(back);
    }
}

// Takes the member out of an object that has others.
static void drop_member(struct bytes *out, const char *json, const char *name)
{
    char key[80];
    const char *at;
    const char *end;
    int depth = 0;
    bool quoted = false;

    snprintf(key, sizeof key, "\"%s\":", name);
    at = strstr(json, key);
    assert_non_null(at);
    for (end = at; *end && (depth > 0 || quoted || (*end != ',' && *end != '}')); end++) {
        quoted = quoted != (*end == '"');
        depth += !quoted && (*end == '{' || *end == '[') ? 1 : 0;
        depth -= !quoted && (*end == '}' || *end == ']') ? 1 : 0;
    }
    if (*end == ',')
        end++;
    else if (at[-1] == ',')
        at--;
    bytes_add(out, json, (size_t)(at - json));
    bytes_add_text(out, end);
}

static void test_body__what_a_kind_needs_must_be_there(void **state)
{
    enum record_kind kind;

    (void)state;
    for (size_t i = 0; body_kind_at(i, &kind); i++) {
        const struct shape *shape = body_shape(kind);
        void *value = mem_new(1, shape->size);
        struct bytes whole = {0};
        struct err err;

        fill(shape, value);
        body_write(kind, value, &whole);
        for (size_t j = 0; j < shape->count; j++) {
            struct record record = {.kind = kind};
            struct bytes less = {0};
            bool ok;

            drop_member(&less, bytes_text(&whole), shape->fields[j].name);
            record.body = bytes_text(&less);
            record.body_length = less.length;
            ok = body_read(&record, value, &err);
            if (ok != shape->fields[j].optional)
                fail_msg("%s without %s: %s", record_kind_name(kind), shape->fields[j].name,
                         ok ? "taken" : err.text);
            bytes_clear(&less);
        }
        bytes_clear(&whole);
        free(value);
    }
}

static void test_body__what_does_not_fit_leaves_the_value_alone(void **state)
{
    static const char *const bodies[] = {
        "",
        "{}",
        "[]",
        "{\"claim\":\"x\",\"reason\":\"\"}",
        "{\"claim\":\"01990000-0000-7000-8000-000000000000\",\"reason\":\"two words\"}",
        "{\"claim\":\"01990000-0000-7000-8000-000000000000\",\"reason\":7}",
    };
    struct body_claim_withdrawn value = {.reason = "before"};
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        struct record record = {
            .kind = RECORD_CLAIM_WITHDRAWN, .body = bodies[i], .body_length = strlen(bodies[i])};

        check_fails(body_read(&record, &value, &err), &err, ERR_INVALID);
        assert_string_equal(value.reason, "before");
    }
    check_fails(body_read(&(struct record){.kind = RECORD_POLICY_SET, .body = "{}"}, &value, &err),
                &err, ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_body__what_goes_up_has_no_room_for_free_words),
        cmocka_unit_test(test_body__what_goes_up_has_no_room_for_what_must_be_erased),
        cmocka_unit_test(test_body__a_claim_cannot_carry_a_date_of_birth),
        cmocka_unit_test(test_body__every_kind_is_listed_once),
        cmocka_unit_test(test_body__every_kind_comes_back_as_it_was),
        cmocka_unit_test(test_body__what_a_kind_needs_must_be_there),
        cmocka_unit_test(test_body__what_does_not_fit_leaves_the_value_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
