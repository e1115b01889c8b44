// SPDX-License-Identifier: Apache-2.0
#include "shared/policy_field.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "shared/str.h"

void policy_field_refuse(const struct policy_object *object, const char *name, const char *fmt, ...)
{
    char why[128];
    va_list args;

    if (object->reader->failed)
        return;
    va_start(args, fmt);
    vsnprintf(why, sizeof why, fmt, args);
    va_end(args);
    object->reader->failed = true;
    err_set(&object->reader->err, ERR_INVALID, "%s%s%s %s", object->path,
            object->path[0] && name[0] != '[' ? "." : "", name, why);
}

// NULL when it is not there, is null, or something was wrong before.
static const struct json *find(const struct policy_object *object, const char *name)
{
    const struct json *member = object->reader->failed ? NULL : json_get(object->json, name);

    return member && json_kind(member) != JSON_NULL ? member : NULL;
}

static const struct json *need(const struct policy_object *object, const char *name)
{
    const struct json *member = find(object, name);

    if (!member)
        policy_field_refuse(object, name, "is missing");
    return member;
}

bool policy_field_has(const struct policy_object *object, const char *name)
{
    return find(object, name) != NULL;
}

static int find_word(const char *const words[], const char *word)
{
    for (int i = 0; words[i]; i++)
        if (str_equal(words[i], word))
            return i;
    return -1;
}

void policy_field_only(const struct policy_object *object, const char *const known[])
{
    const struct json *member;
    char name[48];

    if (object->reader->failed || !object->json)
        return;
    for (member = json_first(object->json); member; member = json_next(member)) {
        if (find_word(known, json_name(member)) >= 0)
            continue;
        snprintf(name, sizeof name, "%.40s", json_name(member));
        policy_field_refuse(object, name, "is not a name that a policy has here");
    }
}

static int64_t read_int(const struct policy_object *object, const char *name,
                        const struct json *member, int64_t low, int64_t high)
{
    if (!member)
        return low;
    if (json_kind(member) == JSON_INT && json_int(member) >= low && json_int(member) <= high)
        return json_int(member);
    policy_field_refuse(object, name, "must be a whole number from %" PRId64 " to %" PRId64, low,
                        high);
    return low;
}

int64_t policy_field_int(const struct policy_object *object, const char *name, int64_t low,
                         int64_t high)
{
    return read_int(object, name, need(object, name), low, high);
}

int64_t policy_field_int_or(const struct policy_object *object, const char *name, int64_t low,
                            int64_t high, int64_t otherwise)
{
    const struct json *member = find(object, name);

    return member ? read_int(object, name, member, low, high) : otherwise;
}

bool policy_field_bool(const struct policy_object *object, const char *name)
{
    return need(object, name) && policy_field_bool_or(object, name, false);
}

bool policy_field_bool_or(const struct policy_object *object, const char *name, bool otherwise)
{
    const struct json *member = find(object, name);

    if (!member)
        return otherwise;
    if (json_kind(member) == JSON_BOOL)
        return json_bool(member);
    policy_field_refuse(object, name, "must be true or false");
    return otherwise;
}

static int read_word(const struct policy_object *object, const char *name,
                     const struct json *member, const char *const words[])
{
    int place = json_kind(member) == JSON_TEXT ? find_word(words, json_text(member)) : -1;
    char list[96] = "";
    size_t used = 0;

    if (place >= 0)
        return place;
    for (int i = 0; words[i] && used < sizeof list; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", words[i]);
    policy_field_refuse(object, name, "must be one of: %s%s", list,
                        used >= sizeof list ? "..." : "");
    return 0;
}

int policy_field_word(const struct policy_object *object, const char *name,
                      const char *const words[])
{
    const struct json *member = need(object, name);

    return member ? read_word(object, name, member, words) : 0;
}

int policy_field_word_or(const struct policy_object *object, const char *name,
                         const char *const words[], int otherwise)
{
    const struct json *member = find(object, name);

    return member ? read_word(object, name, member, words) : otherwise;
}

uint32_t policy_field_words(const struct policy_object *object, const char *name,
                            const char *const words[])
{
    const struct json *item = policy_field_list(object, name, 32);
    uint32_t set = 0;
    size_t index = 0;

    for (; item && !object->reader->failed; item = json_next(item), index++) {
        char place[64];
        uint32_t bit;

        snprintf(place, sizeof place, "%s[%zu]", name, index);
        bit = UINT32_C(1) << read_word(object, place, item, words);
        if (set & bit)
            policy_field_refuse(object, place, "stands in the list twice");
        set |= bit;
    }
    return set;
}

void policy_field_text(const struct policy_object *object, const char *name, char *out, size_t size)
{
    const struct json *member = find(object, name);

    if (member && (json_kind(member) != JSON_TEXT || !str_copy(out, size, json_text(member))))
        policy_field_refuse(object, name, "must be a text of at most %zu bytes", size - 1);
}

void policy_field_date(const struct policy_object *object, const char *name,
                       char out[static WHEN_DATE_SIZE])
{
    const struct json *member = need(object, name);

    if (member && (json_kind(member) != JSON_TEXT || !when_is_date(json_text(member)) ||
                   !str_copy(out, WHEN_DATE_SIZE, json_text(member))))
        policy_field_refuse(object, name, "must be a date like 2026-11-23");
}

static struct policy_object inner(const struct policy_object *object, const char *name,
                                  const struct json *json)
{
    struct policy_object out = {.reader = object->reader};

    snprintf(out.path, sizeof out.path, "%.60s%s%.32s", object->path, object->path[0] ? "." : "",
             name);
    if (json && json_kind(json) == JSON_OBJECT)
        out.json = json;
    else if (json)
        policy_field_refuse(object, name, "must be an object");
    return out;
}

struct policy_object policy_field_object(const struct policy_object *object, const char *name)
{
    return inner(object, name, need(object, name));
}

struct policy_object policy_field_element(const struct policy_object *object, const char *name,
                                          const struct json *element, size_t index)
{
    char place[64];

    snprintf(place, sizeof place, "%s[%zu]", name, index);
    return inner(object, place, element);
}

const struct json *policy_field_list(const struct policy_object *object, const char *name,
                                     size_t max)
{
    const struct json *member = need(object, name);

    if (!member)
        return NULL;
    if (json_kind(member) == JSON_LIST && json_count(member) <= max)
        return json_first(member);
    policy_field_refuse(object, name, "must be a list of at most %zu", max);
    return NULL;
}
