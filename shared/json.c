// SPDX-License-Identifier: Apache-2.0
#include "shared/json.h"

#include <assert.h>
#include <inttypes.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "shared/mem.h"
#include "shared/str.h"

// cJSON builds the tree, but takes much that JSON is not: so every byte is checked here first, and
// cJSON is only ever given what has passed.
struct place {
    bool member; // of an object, else of a list
    size_t name; // where a member's name begins, and its length
    size_t length;
    size_t count; // begun so far
};

struct checker {
    const char *text;
    size_t length;
    size_t at;
    int depth;
    struct place places[JSON_DEPTH_MAX + 1]; // by depth, from 1
    const char *problem;
};

static bool refuse(struct checker *c, const char *problem)
{
    if (!c->problem)
        c->problem = problem;
    return false;
}

static char peek(const struct checker *c)
{
    if (c->at >= c->length)
        return '\0';
    return c->text[c->at];
}

static void skip_space(struct checker *c)
{
    while (c->at < c->length && strchr(" \t\r\n", c->text[c->at]) && c->text[c->at])
        c->at++;
}

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

static bool check_number(struct checker *c)
{
    int64_t value = 0;
    size_t start;

    if (peek(c) == '-')
        c->at++;
    start = c->at;
    while (is_digit(peek(c))) {
        value = value * 10 + (peek(c) - '0');
        if (value > JSON_INT_MAX)
            return refuse(c, "a number is too large");
        c->at++;
    }
    if (c->at == start)
        return refuse(c, "something is no JSON value");
    if (c->text[start] == '0' && c->at > start + 1)
        return refuse(c, "a number begins with 0");
    if (peek(c) == '.' || peek(c) == 'e' || peek(c) == 'E')
        return refuse(c, "a number is not whole: an amount is in pence, 1250 and not 12.50");
    return true;
}

static bool read_hex4(struct checker *c, unsigned *out)
{
    uint8_t pair[2];
    char digits[5] = {0};

    if (c->length - c->at < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        char digit = c->text[c->at + (size_t)i];

        digits[i] = (char)(digit >= 'A' && digit <= 'F' ? digit - 'A' + 'a' : digit);
    }
    if (!str_unhex(pair, 2, digits))
        return false;
    *out = (unsigned)pair[0] << 8 | pair[1];
    c->at += 4;
    return true;
}

static bool check_unicode_escape(struct checker *c)
{
    unsigned first;
    unsigned second;

    if (!read_hex4(c, &first))
        return refuse(c, "an escape is broken");
    if (first == 0)
        return refuse(c, "a text holds a NUL");
    if (first < 0xD800 || first > 0xDFFF)
        return true;
    if (first > 0xDBFF || c->length - c->at < 2 || c->text[c->at] != '\\' ||
        c->text[c->at + 1] != 'u')
        return refuse(c, "half a character stands alone");
    c->at += 2;
    if (!read_hex4(c, &second) || second < 0xDC00 || second > 0xDFFF)
        return refuse(c, "half a character stands alone");
    return true;
}

static bool check_string(struct checker *c)
{
    c->at++; // the opening quote
    while (c->at < c->length && c->text[c->at] != '"') {
        char letter = c->text[c->at++];

        if ((unsigned char)letter < 0x20)
            return refuse(c, "a text holds a control character");
        if (letter != '\\')
            continue;
        letter = peek(c);
        if (!letter || !strchr("\"\\/bfnrtu", letter))
            return refuse(c, "an escape is broken");
        c->at++;
        if (letter == 'u' && !check_unicode_escape(c))
            return false;
    }
    if (c->at >= c->length)
        return refuse(c, "a text does not end");
    c->at++;
    return true;
}

static bool check_value(struct checker *c);

static bool check_member(struct checker *c, char closing)
{
    struct place *place = &c->places[c->depth];

    skip_space(c);
    place->count++;
    if (closing == '}') {
        place->member = true;
        place->name = c->at + 1;
        place->length = 0;
        if (peek(c) != '"')
            return refuse(c, "a member has no name");
        if (!check_string(c))
            return false;
        place->length = c->at - place->name - 1;
        skip_space(c);
        if (peek(c) != ':')
            return refuse(c, "a member has no value");
        c->at++;
    }
    return check_value(c);
}

static bool check_container(struct checker *c, char closing)
{
    if (++c->depth > JSON_DEPTH_MAX)
        return refuse(c, "it is nested too deeply");
    c->places[c->depth] = (struct place){0};
    c->at++;
    skip_space(c);
    if (peek(c) == closing) {
        c->at++;
        c->depth--;
        return true;
    }
    for (;;) {
        if (!check_member(c, closing))
            return false;
        skip_space(c);
        if (peek(c) != ',')
            break;
        c->at++;
    }
    if (peek(c) != closing)
        return refuse(c, "a list or object does not end");
    c->at++;
    c->depth--;
    return true;
}

static bool check_word(struct checker *c, const char *word)
{
    size_t length = strlen(word);

    if (c->length - c->at < length || memcmp(c->text + c->at, word, length) != 0)
        return refuse(c, "something is no JSON value");
    c->at += length;
    return true;
}

// Recursion is bounded by JSON_DEPTH_MAX.
static bool check_value(struct checker *c) // NOLINT(misc-no-recursion)
{
    skip_space(c);
    switch (peek(c)) {
    case '{':
        return check_container(c, '}');
    case '[':
        return check_container(c, ']');
    case '"':
        return check_string(c);
    case 't':
        return check_word(c, "true");
    case 'f':
        return check_word(c, "false");
    case 'n':
        return check_word(c, "null");
    default:
        return check_number(c);
    }
}

// A name of ours, as it stands in the text; what else a stranger may have put there is not quoted.
static bool is_plain_name(const char *name, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!is_digit(name[i]) && name[i] != '_' && (name[i] < 'a' || name[i] > 'z'))
            return false;
    return length > 0 && length <= 48;
}

// One step of the path; returns how much longer it is.
static size_t write_place(char *out, size_t size, const struct checker *c,
                          const struct place *place)
{
    const char *name = c->text + place->name;
    int length = (int)place->length;
    const char *dot = place == &c->places[1] ? "" : ".";

    if (!place->member)
        return (size_t)snprintf(out, size, "[%zu]", place->count - 1);
    if (!is_plain_name(name, place->length))
        return (size_t)snprintf(out, size, "%s?", dot);
    return (size_t)snprintf(out, size, "%s%.*s", dot, length, name);
}

// Where the checker stopped: "fee.bank_pence_per_hour", "expenses[2].nights".
static void write_path(char *out, size_t size, const struct checker *c)
{
    size_t used = 0;

    out[0] = '\0';
    for (int i = 1; i <= c->depth && i <= JSON_DEPTH_MAX && used < size; i++) {
        const struct place *place = &c->places[i];

        if (!place->count || (place->member && !place->length))
            break;
        used += write_place(out + used, size - used, c, place);
    }
}

static bool refuse_text(const struct checker *c, struct err *err)
{
    char path[128];
    size_t line = 1;
    size_t begin = 0;

    for (size_t i = 0; i < c->at; i++)
        if (c->text[i] == '\n') {
            line++;
            begin = i + 1;
        }
    write_path(path, sizeof path, c);
    return err_set(err, ERR_INVALID, "not JSON we take, at line %zu, byte %zu%s%s: %s", line,
                   c->at - begin + 1, path[0] ? ", " : "", path, c->problem);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// The name that stands in this object twice, or NULL; borrowed from it.
static const char *find_twice(const cJSON *object)
{
    size_t count = (size_t)cJSON_GetArraySize(object);
    const char **names = mem_new(count, sizeof *names);
    const cJSON *member;
    const char *twice = NULL;
    size_t used = 0;

    cJSON_ArrayForEach(member, object) names[used++] = member->string;
    qsort(names, used, sizeof *names, compare_names);
    for (size_t i = 1; i < used && !twice; i++)
        if (strcmp(names[i - 1], names[i]) == 0)
            twice = names[i];
    free(names);
    return twice;
}

static void add_name(char *path, size_t size, const char *name)
{
    size_t used = strlen(path);

    snprintf(path + used, size - used, "%s%s", used ? "." : "",
             is_plain_name(name, strlen(name)) ? name : "?");
}

// Leaves in path where the name is that stands twice, and what it was when there is none.
static bool any_name_twice(const cJSON *value, char *path, size_t size) // NOLINT(misc-no-recursion)
{
    const char *twice = cJSON_IsObject(value) ? find_twice(value) : NULL;
    size_t used = strlen(path);
    const cJSON *child;
    size_t index = 0;

    if (twice)
        add_name(path, size, twice);
    if (twice)
        return true;
    cJSON_ArrayForEach(child, value)
    {
        if (child->string)
            add_name(path, size, child->string);
        else
            snprintf(path + used, size - used, "[%zu]", index);
        if (any_name_twice(child, path, size))
            return true;
        path[used] = '\0';
        index++;
    }
    return false;
}

static void *take_memory(size_t size)
{
    return mem_new(1, size);
}

// What was in a note (a name) is in the tree too, and must not stay behind in freed memory.
static void give_memory_back(void *memory)
{
    mem_wipe(memory, malloc_usable_size(memory));
    free(memory);
}

static void give_memory_checks(void)
{
    cJSON_InitHooks(&(cJSON_Hooks){.malloc_fn = take_memory, .free_fn = give_memory_back});
}

bool json_read(struct json **out, const char *text, size_t length, size_t max_length,
               struct err *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct checker c = {.text = text, .length = length};
    char path[128] = "";
    cJSON *tree;

    pthread_once(&once, give_memory_checks);
    if (length > max_length)
        return err_set(err, ERR_INVALID, "the JSON is longer than %zu bytes", max_length);
    if (!str_is_utf8(text, length))
        return err_set(err, ERR_INVALID, "the JSON is not valid UTF-8");
    if (check_value(&c)) {
        skip_space(&c);
        if (c.at < length)
            refuse(&c, "something follows the JSON value");
    }
    if (c.problem)
        return refuse_text(&c, err);
    tree = cJSON_ParseWithLength(text, length);
    if (!tree)
        return err_set(err, ERR_INVALID, "not JSON we take");
    if (any_name_twice(tree, path, sizeof path)) {
        cJSON_Delete(tree);
        return err_set(err, ERR_INVALID, "%s: the JSON has this name twice in one object", path);
    }
    *out = (struct json *)tree;
    return true;
}

static const cJSON *node(const struct json *value)
{
    return (const cJSON *)(const void *)value;
}

static const struct json *as_json(const cJSON *value)
{
    return (const struct json *)(const void *)value;
}

void json_free(struct json *tree)
{
    cJSON_Delete((cJSON *)(void *)tree);
}

enum json_kind json_kind(const struct json *value)
{
    const cJSON *item = node(value);

    if (cJSON_IsNumber(item))
        return JSON_INT;
    if (cJSON_IsString(item))
        return JSON_TEXT;
    if (cJSON_IsArray(item))
        return JSON_LIST;
    if (cJSON_IsObject(item))
        return JSON_OBJECT;
    return cJSON_IsBool(item) ? JSON_BOOL : JSON_NULL;
}

const struct json *json_get(const struct json *object, const char *name)
{
    if (!object || json_kind(object) != JSON_OBJECT)
        return NULL;
    return as_json(cJSON_GetObjectItemCaseSensitive(node(object), name));
}

const struct json *json_first(const struct json *list)
{
    return as_json(node(list)->child);
}

const struct json *json_next(const struct json *value)
{
    return as_json(node(value)->next);
}

size_t json_count(const struct json *list)
{
    return (size_t)cJSON_GetArraySize(node(list));
}

const char *json_name(const struct json *member)
{
    return node(member)->string ? node(member)->string : "";
}

int64_t json_int(const struct json *value)
{
    assert(json_kind(value) == JSON_INT);
    return (int64_t)node(value)->valuedouble; // whole and within 2^53: the checker saw to it
}

bool json_bool(const struct json *value)
{
    assert(json_kind(value) == JSON_BOOL);
    return cJSON_IsTrue(node(value));
}

const char *json_text(const struct json *value)
{
    assert(json_kind(value) == JSON_TEXT);
    return node(value)->valuestring;
}

// How many bytes may stand in a JSON text as they are.
static size_t plain_length(const char *text)
{
    size_t length = 0;

    while ((unsigned char)text[length] >= 0x20 && text[length] != '"' && text[length] != '\\')
        length++;
    return length;
}

static void put_string(struct bytes *out, const char *text)
{
    assert(str_is_utf8(text, strlen(text)));
    bytes_add_text(out, "\"");
    while (*text) {
        size_t plain = plain_length(text);

        bytes_add(out, text, plain);
        text += plain;
        if (*text == '"' || *text == '\\')
            bytes_addf(out, "\\%c", *text++);
        else if (*text)
            bytes_addf(out, "\\u%04x", (unsigned char)*text++);
    }
    bytes_add_text(out, "\"");
}

static void put_name(struct bytes *out, const char *name)
{
    uint8_t last = out->length ? out->data[out->length - 1] : '\0';

    if (last && last != '{' && last != '[' && last != '\n')
        bytes_add_text(out, ",");
    if (name) {
        put_string(out, name);
        bytes_add_text(out, ":");
    }
}

void json_begin(struct bytes *out, const char *name, char bracket)
{
    put_name(out, name);
    bytes_add(out, &bracket, 1);
}

void json_end(struct bytes *out, char bracket)
{
    bytes_add(out, &bracket, 1);
}

void json_put_int(struct bytes *out, const char *name, int64_t value)
{
    assert(value >= -JSON_INT_MAX && value <= JSON_INT_MAX);
    put_name(out, name);
    bytes_addf(out, "%" PRId64, value);
}

void json_put_bool(struct bytes *out, const char *name, bool value)
{
    put_name(out, name);
    bytes_add_text(out, value ? "true" : "false");
}

void json_put_null(struct bytes *out, const char *name)
{
    put_name(out, name);
    bytes_add_text(out, "null");
}

void json_put_text(struct bytes *out, const char *name, const char *text)
{
    put_name(out, name);
    put_string(out, text);
}

void json_put_raw(struct bytes *out, const char *name, const char *json, size_t length)
{
    put_name(out, name);
    bytes_add(out, json, length);
}
