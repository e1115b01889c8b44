// SPDX-License-Identifier: Apache-2.0
#include "shared/policy_field.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "shared/str.h"

#define PROBLEMS_MAX 8192 // bytes; more than anybody puts right at once
#define WHY_SIZE 160
#define NAME_MAX 48

// Something is noted of this very path already: what follows from it is no news.
static bool is_noted(const struct bytes *problems, const char *path)
{
    const char *line = bytes_text(problems);
    size_t length = strlen(path);

    while (*line) {
        if (strncmp(line, path, length) == 0 && line[length] == ' ')
            return true;
        line = strchr(line, '\n') + 1;
    }
    return false;
}

static bool is_full(const struct bytes *problems)
{
    return problems->length > PROBLEMS_MAX;
}

void policy_field_refuse(const struct policy_object *object, const char *name, const char *fmt, ...)
{
    char path[sizeof object->path + NAME_MAX + 2];
    char why[WHY_SIZE];
    va_list args;

    snprintf(path, sizeof path, "%s%s%.*s", object->path, object->path[0] && name[0] ? "." : "",
             NAME_MAX, name);
    if (!object->json || is_full(object->problems) || is_noted(object->problems, path))
        return;
    va_start(args, fmt);
    vsnprintf(why, sizeof why, fmt, args);
    va_end(args);
    bytes_addf(object->problems, "%s%s%s\n", path, path[0] ? " " : "", why);
    if (is_full(object->problems))
        bytes_add_text(object->problems, "there is more that is wrong: put this right first\n");
}

// NULL when it is not there or is null.
static const struct json *find(const struct policy_object *object, const char *name)
{
    const struct json *member = json_get(object->json, name);

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

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

// How many letters must be put in, taken out or changed to make the one the other (Levenshtein).
static size_t distance(const char *a, const char *b)
{
    size_t row[NAME_MAX + 1];
    size_t length = strlen(b);

    if (length > NAME_MAX)
        return SIZE_MAX;
    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            size_t change = diagonal + (a[i - 1] != b[j - 1]);

            diagonal = row[j];
            row[j] = least(change, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[length];
}

// Two letters of six may be wrong, one of three; "bus" is no slip of the hand for "car".
static bool is_near(const char *word, const char *other, size_t *best)
{
    size_t far = strlen(other) > NAME_MAX ? SIZE_MAX : distance(word, other);

    if (far >= *best || far > 4 || 3 * far > strlen(other))
        return false;
    *best = far;
    return true;
}

const char *policy_field_nearest(const char *const words[], const char *word)
{
    const char *nearest = NULL;
    size_t best = SIZE_MAX;

    for (int i = 0; words[i] && strlen(word) <= NAME_MAX; i++)
        if (is_near(word, words[i], &best))
            nearest = words[i];
    return nearest;
}

// The name of a member of the object, out of a path of policy_names; NULL for any other path.
static const char *name_under(const struct policy_object *object, const char *path)
{
    const char *at = object->path;

    for (; *at; at++, path++) {
        if (*at == '[') // an element has the names of all of them
            at = strchr(at, ']') + 1;
        if (!*at || *at != *path)
            break;
    }
    if (*at)
        return NULL;
    if (object->path[0] && *path++ != '.')
        return NULL;
    return strchr(path, '.') ? NULL : path;
}

static bool is_code(const char *name)
{
    return name[0] && strlen(name) < NAME_MAX &&
           !name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")];
}

static void refuse_name(const struct policy_object *object, const char *name, uint32_t bases)
{
    const char *nearest = NULL;
    size_t best = SIZE_MAX;

    if (!is_code(name)) { // it may be a person's, or a trick on whoever reads this
        policy_field_refuse(object, "?", "is not a name that a policy has here: take it out");
        return;
    }
    for (const struct policy_name *known = policy_names; known->path; known++) {
        const char *other = name_under(object, known->path);

        if (other && (!known->bases || known->bases & bases) && is_near(name, other, &best))
            nearest = other;
    }
    policy_field_refuse(object, name, "is not a name that a policy has here: %s%s",
                        nearest ? "perhaps it is " : "take it out", nearest ? nearest : "");
}

static void check_name(const struct policy_object *object, const char *name, uint32_t bases)
{
    for (const struct policy_name *known = policy_names; known->path; known++) {
        const char *other = name_under(object, known->path);

        if (!other || !str_equal(other, name))
            continue;
        if (known->bases && !(known->bases & bases))
            policy_field_refuse(object, name, "has no meaning with this basis: take it out");
        return;
    }
    refuse_name(object, name, bases);
}

void policy_field_only(const struct policy_object *object, uint32_t bases)
{
    const struct json *member = object->json ? json_first(object->json) : NULL;

    for (; member && !is_full(object->problems); member = json_next(member))
        check_name(object, json_name(member), bases);
}

static int64_t read_int(const struct policy_object *object, const char *name,
                        const struct json *member, int64_t low, int64_t high)
{
    if (!member)
        return low;
    if (json_kind(member) == JSON_INT && json_int(member) >= low && json_int(member) <= high)
        return json_int(member);
    policy_field_refuse(object, name, "must be a whole number from %" PRId64 " to %" PRId64 "%s",
                        low, high,
                        json_kind(member) == JSON_TEXT ? ", without quotes or a point" : "");
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

static int find_word(const char *const words[], const char *word)
{
    for (int i = 0; words[i]; i++)
        if (str_equal(words[i], word))
            return i;
    return -1;
}

// As many of the words as there is room for.
static void list_words(char *out, size_t size, const char *const words[])
{
    size_t used = 0;

    for (int i = 0; words[i]; i++) {
        if (used + strlen(words[i]) + strlen(", ...") >= size) {
            snprintf(out + used, size - used, "...");
            return;
        }
        used +=
            (size_t)snprintf(out + used, size - used, "%s%s", words[i], words[i + 1] ? ", " : "");
    }
}

static int read_word(const struct policy_object *object, const char *name,
                     const struct json *member, const char *const words[])
{
    const char *text = json_kind(member) == JSON_TEXT ? json_text(member) : "";
    int place = find_word(words, text);
    const char *nearest;
    char list[96] = "";

    if (place >= 0)
        return place;
    nearest = policy_field_nearest(words, text);
    list_words(list, sizeof list, words);
    policy_field_refuse(object, name, "must be one of: %s%s%s", list, nearest ? "; perhaps " : "",
                        nearest ? nearest : "");
    return -1;
}

int policy_field_word(const struct policy_object *object, const char *name,
                      const char *const words[])
{
    const struct json *member = need(object, name);

    return member ? read_word(object, name, member, words) : -1;
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

    for (size_t index = 0; item; item = json_next(item), index++) {
        char place[64];
        uint32_t bit;
        int word;

        snprintf(place, sizeof place, "%s[%zu]", name, index);
        word = read_word(object, place, item, words);
        if (word < 0)
            continue;
        bit = UINT32_C(1) << word;
        if (set & bit)
            policy_field_refuse(object, place, "stands in the list twice");
        set |= bit;
    }
    return set;
}

// It is printed, and a terminal must not take orders from it.
static bool is_one_line(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7F)
            return false;
    return true;
}

void policy_field_text(const struct policy_object *object, const char *name, char *out, size_t size)
{
    const struct json *member = find(object, name);

    if (member && (json_kind(member) != JSON_TEXT || !is_one_line(json_text(member)) ||
                   !str_copy(out, size, json_text(member))))
        policy_field_refuse(object, name, "must be a text of one line, at most %zu bytes",
                            size - 1);
}

bool policy_field_date(const struct policy_object *object, const char *name,
                       char out[static WHEN_DATE_SIZE])
{
    const struct json *member = need(object, name);

    out[0] = '\0';
    if (member && (json_kind(member) != JSON_TEXT || !when_is_date(json_text(member)) ||
                   !str_copy(out, WHEN_DATE_SIZE, json_text(member))))
        policy_field_refuse(object, name, "must be a date like 2026-11-23");
    return out[0];
}

static struct policy_object inner(const struct policy_object *object, const char *name,
                                  const struct json *json)
{
    struct policy_object out = {.problems = object->problems};

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
