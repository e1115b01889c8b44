// SPDX-License-Identifier: Apache-2.0
#include "tests/shared/value.h"

#include "shared/str.h"

bool value_equal(const struct json *a, const struct json *b) // NOLINT(misc-no-recursion)
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
            if (!value_equal(x, y))
                return false;
        return !x && !y;
    case JSON_OBJECT:
        for (x = json_first(a); x; x = json_next(x))
            if (!value_equal(x, json_get(b, json_name(x))))
                return false;
        return json_count(a) == json_count(b);
    }
    return false;
}

void value_write(struct bytes *out, const char *name,
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
            value_write(out, list ? NULL : json_name(child), child);
        json_end(out, list ? ']' : '}');
        break;
    }
}
