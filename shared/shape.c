// SPDX-License-Identifier: Apache-2.0
#include "shared/shape.h"

#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

#define MILES_MAX INT64_C(1000000000) // a million miles, in thousandths
#define BYTES_MAX 4096

struct reader {
    bool exactly;
    char path[128];
};

static bool refuse(const struct reader *r, struct err *err, const char *why)
{
    return err_set(err, ERR_INVALID, "%s %s", r->path[0] ? r->path : "the JSON", why);
}

static bool read_object(const struct shape *shape, const struct json *json, void *out,
                        struct reader *r, struct err *err);

static bool is_code(const char *text)
{
    return text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                             "0123456789_.:+-")] == '\0';
}

static bool read_text(const struct shape_field *field, const char *text, void *out,
                      const struct reader *r, struct err *err)
{
    switch (field->type) {
    case SHAPE_CODE:
        return (is_code(text) && str_copy(out, field->size, text)) ||
               refuse(r, err, "must be a word of ours, letters, digits and _ . : + -");
    case SHAPE_TEXT:
        return str_copy(out, field->size, text) || refuse(r, err, "is too long");
    case SHAPE_ID:
        return (id_parse(out, text) && (field->optional || !id_is_none(*(struct id *)out))) ||
               refuse(r, err, "must be an id");
    case SHAPE_BYTES:
        return str_unhex(out, field->size, text) ||
               refuse(r, err, "must be hex of the right length");
    case SHAPE_INSTANT:
        return when_read(out, text) ||
               refuse(r, err, "must be an instant in UTC like 2026-11-23T10:00:00Z");
    case SHAPE_DATE:
        return (when_is_date(text) && str_copy(out, field->size, text)) ||
               refuse(r, err, "must be a date like 2026-11-23");
    case SHAPE_MILES:
        return shape_read_miles(out, text) || refuse(r, err, "must be miles like \"12.3\"");
    case SHAPE_INT:
    case SHAPE_BOOL:
    case SHAPE_SPAN:
    case SHAPE_OBJECT:
        break;
    }
    return refuse(r, err, "must not be a text");
}

bool shape_read_miles(int64_t *out, const char *text)
{
    int64_t value = 0;
    int places = -1;

    if (!isdigit((unsigned char)*text))
        return false;
    for (; *text; text++) {
        if (*text == '.' && places < 0) {
            places = 0;
            continue;
        }
        if (!isdigit((unsigned char)*text) || places >= 3)
            return false;
        value = value * 10 + (*text - '0');
        if (value > MILES_MAX)
            return false;
        places += places >= 0;
    }
    if (places == 0)
        return false;
    for (int i = places < 0 ? 0 : places; i < 3; i++)
        value *= 10;
    if (value > MILES_MAX)
        return false;
    *out = value;
    return true;
}

void shape_write_miles(char out[static SHAPE_MILES_SIZE], int64_t milli_miles)
{
    size_t end;

    assert(milli_miles >= 0 && milli_miles <= MILES_MAX);
    snprintf(out, SHAPE_MILES_SIZE, "%" PRId64 ".%03d", milli_miles / 1000,
             (int)(milli_miles % 1000));
    end = strlen(out);
    while (out[end - 1] == '0')
        out[--end] = '\0';
    if (out[end - 1] == '.')
        out[end - 1] = '\0';
}

static bool read_span(const struct json *json, struct shape_span *out, const struct reader *r,
                      struct err *err)
{
    const struct json *from = json_kind(json) == JSON_LIST ? json_first(json) : NULL;
    const struct json *to = from ? json_next(from) : NULL;

    if (!to || json_next(to) || json_kind(from) != JSON_TEXT || json_kind(to) != JSON_TEXT)
        return refuse(r, err, "must be a pair of instants");
    if (!when_read(&out->from_ms, json_text(from)) || !when_read(&out->to_ms, json_text(to)))
        return refuse(r, err, "must be a pair of instants in UTC like 2026-11-23T10:00:00Z");
    return out->from_ms <= out->to_ms || refuse(r, err, "must not end before it begins");
}

static bool read_one(const struct shape_field *field, const struct json *json, void *out,
                     struct reader *r, struct err *err)
{
    char why[96];

    if (field->type == SHAPE_OBJECT)
        return json_kind(json) == JSON_OBJECT ? read_object(field->object, json, out, r, err)
                                              : refuse(r, err, "must be an object");
    if (field->type == SHAPE_SPAN)
        return read_span(json, out, r, err);
    if (field->type == SHAPE_BOOL) {
        if (json_kind(json) != JSON_BOOL)
            return refuse(r, err, "must be true or false");
        *(bool *)out = json_bool(json);
        return true;
    }
    if (field->type == SHAPE_INT) {
        if (json_kind(json) == JSON_INT && json_int(json) >= field->min &&
            json_int(json) <= field->max) {
            *(int64_t *)out = json_int(json);
            return true;
        }
        snprintf(why, sizeof why, "must be a whole number from %" PRId64 " to %" PRId64, field->min,
                 field->max);
        return refuse(r, err, why);
    }
    if (json_kind(json) != JSON_TEXT)
        return refuse(r, err, "must be a text");
    return read_text(field, json_text(json), out, r, err);
}

static bool read_list(const struct shape_field *field, const struct json *json, void *out,
                      struct reader *r, struct err *err)
{
    size_t *count = (size_t *)(void *)((char *)out + field->count_offset);
    size_t length = strlen(r->path);
    const struct json *item;
    char why[64];

    if (json_kind(json) != JSON_LIST)
        return refuse(r, err, "must be a list");
    if (json_count(json) > field->count_max) {
        snprintf(why, sizeof why, "must not have more than %zu entries", field->count_max);
        return refuse(r, err, why);
    }
    *count = 0;
    for (item = json_first(json); item; item = json_next(item)) {
        char *place = (char *)out + field->offset + *count * field->size;

        snprintf(r->path + length, sizeof r->path - length, "[%zu]", *count);
        if (!read_one(field, item, place, r, err))
            return false;
        ++*count;
    }
    return true;
}

static void set_absent(const struct shape_field *field, void *out)
{
    char *place = (char *)out + field->offset;

    if (field->list)
        return; // zeroed already: its count is 0
    if (field->type == SHAPE_BOOL)
        *(bool *)place = field->absent != 0;
    else if (field->type == SHAPE_INT || field->type == SHAPE_INSTANT || field->type == SHAPE_MILES)
        *(int64_t *)(void *)place = field->absent;
}

static bool read_field(const struct shape_field *field, const struct json *json, void *out,
                       struct reader *r, struct err *err)
{
    size_t length = strlen(r->path);
    bool ok;

    snprintf(r->path + length, sizeof r->path - length, "%s%s", length ? "." : "", field->name);
    if (!json || json_kind(json) == JSON_NULL) {
        set_absent(field, out);
        ok = field->optional || refuse(r, err, "is missing");
    } else if (field->list) {
        ok = read_list(field, json, out, r, err);
    } else {
        ok = read_one(field, json, (char *)out + field->offset, r, err);
    }
    r->path[length] = '\0';
    return ok;
}

// A name with anything but code in it may be a person's, or a trick on whoever reads the log.
static bool refuse_name(const struct reader *r, struct err *err, const char *name)
{
    return err_set(err, ERR_INVALID, "%s%s%.60s is not a name we know", r->path,
                   r->path[0] ? "." : "", is_code(name) && name[0] ? name : "something");
}

static bool knows(const struct shape *shape, const char *name)
{
    for (size_t i = 0; i < shape->count; i++)
        if (str_equal(shape->fields[i].name, name))
            return true;
    return false;
}

static bool read_object(const struct shape *shape, const struct json *json, void *out,
                        struct reader *r, struct err *err) // NOLINT(misc-no-recursion)
{
    const struct json *member;

    memset(out, 0, shape->size);
    for (member = json_first(json); r->exactly && member; member = json_next(member))
        if (!knows(shape, json_name(member)))
            return refuse_name(r, err, json_name(member));
    for (size_t i = 0; i < shape->count; i++) {
        const struct shape_field *field = &shape->fields[i];

        if (!read_field(field, json_get(json, field->name), out, r, err))
            return false;
    }
    return true;
}

// Read into a copy first, so that a refusal leaves the caller's struct alone.
static bool read_whole(const struct shape *shape, const struct json *json, void *out, bool exactly,
                       struct err *err)
{
    struct reader r = {.exactly = exactly};
    void *copy;
    bool ok;

    if (!json || json_kind(json) != JSON_OBJECT)
        return err_set(err, ERR_INVALID, "the JSON must be an object");
    copy = mem_new(1, shape->size);
    ok = read_object(shape, json, copy, &r, err);
    if (ok)
        memcpy(out, copy, shape->size);
    mem_wipe(copy, shape->size);
    free(copy);
    return ok;
}

bool shape_read(const struct shape *shape, const struct json *json, void *out, struct err *err)
{
    return read_whole(shape, json, out, false, err);
}

bool shape_read_exactly(const struct shape *shape, const struct json *json, void *out,
                        struct err *err)
{
    return read_whole(shape, json, out, true, err);
}

static bool is_absent(const struct shape_field *field, const void *place)
{
    const uint8_t *bytes = place;

    if (field->type == SHAPE_BOOL)
        return *(const bool *)place == (field->absent != 0);
    if (field->type == SHAPE_INT || field->type == SHAPE_INSTANT || field->type == SHAPE_MILES)
        return *(const int64_t *)place == field->absent;
    if (field->type == SHAPE_CODE || field->type == SHAPE_TEXT || field->type == SHAPE_DATE)
        return bytes[0] == '\0';
    for (size_t i = 0; i < field->size; i++)
        if (bytes[i])
            return false;
    return true;
}

static void write_instant(struct bytes *out, const char *name, int64_t instant_ms)
{
    char text[WHEN_INSTANT_SIZE];

    when_write(text, instant_ms);
    json_put_text(out, name, text);
}

static void write_text(const struct shape_field *field, struct bytes *out, const char *name,
                       const void *place)
{
    char text[2 * BYTES_MAX + 1];

    if (field->type == SHAPE_ID) {
        id_write(text, *(const struct id *)place);
    } else if (field->type == SHAPE_BYTES) {
        assert(field->size <= BYTES_MAX);
        str_hex(text, place, field->size);
    } else if (field->type == SHAPE_MILES) {
        shape_write_miles(text, *(const int64_t *)place);
    } else {
        assert(field->type != SHAPE_CODE || is_code(place));
        assert(field->type != SHAPE_DATE || when_is_date(place));
        json_put_text(out, name, place);
        return;
    }
    json_put_text(out, name, text);
}

static void write_one(const struct shape_field *field, struct bytes *out, const char *name,
                      const void *place) // NOLINT(misc-no-recursion)
{
    const struct shape_span *span = place;

    switch (field->type) {
    case SHAPE_INT:
        assert(*(const int64_t *)place >= field->min && *(const int64_t *)place <= field->max);
        json_put_int(out, name, *(const int64_t *)place);
        break;
    case SHAPE_BOOL:
        json_put_bool(out, name, *(const bool *)place);
        break;
    case SHAPE_INSTANT:
        write_instant(out, name, *(const int64_t *)place);
        break;
    case SHAPE_SPAN:
        json_begin(out, name, '[');
        write_instant(out, NULL, span->from_ms);
        write_instant(out, NULL, span->to_ms);
        json_end(out, ']');
        break;
    case SHAPE_OBJECT:
        shape_write(field->object, out, name, place);
        break;
    case SHAPE_CODE:
    case SHAPE_TEXT:
    case SHAPE_ID:
    case SHAPE_BYTES:
    case SHAPE_DATE:
    case SHAPE_MILES:
        write_text(field, out, name, place);
        break;
    }
}

void shape_write(const struct shape *shape, struct bytes *out, const char *name,
                 const void *value) // NOLINT(misc-no-recursion)
{
    json_begin(out, name, '{');
    for (size_t i = 0; i < shape->count; i++) {
        const struct shape_field *field = &shape->fields[i];
        const char *place = (const char *)value + field->offset;
        size_t count = 0;

        if (!field->list) {
            if (!field->optional || !is_absent(field, place))
                write_one(field, out, field->name, place);
            continue;
        }
        memcpy(&count, (const char *)value + field->count_offset, sizeof count);
        assert(count <= field->count_max);
        if (!count)
            continue;
        json_begin(out, field->name, '[');
        for (size_t item = 0; item < count; item++)
            write_one(field, out, NULL, place + item * field->size);
        json_end(out, ']');
    }
    json_end(out, '}');
}
