#ifndef SHARED_JSON_H
#define SHARED_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/err.h"

/*
 * JSON from strangers, read strictly (reliability.md F33): valid UTF-8, names compared with their
 * case, no name twice in one object, no NUL, nothing after the value, no deeper and no larger than
 * the caller allows, and numbers only as whole ones from -(2^53 - 1) to 2^53 - 1, so that an
 * amount is exact or refused. What was signed is kept as its bytes; nothing is printed again to be
 * compared.
 */
#define JSON_DEPTH_MAX 16
#define JSON_INT_MAX INT64_C(9007199254740991)

enum json_kind { JSON_NULL, JSON_BOOL, JSON_INT, JSON_TEXT, JSON_LIST, JSON_OBJECT };

struct json; // one value; borrowed from the tree it stands in

/*
 * Reads exactly one value. The tree is the caller's: json_free. Fails with ERR_INVALID, and a
 * text that says at which line and byte, under which names of ours, and why, but quotes no value.
 */
bool json_read(struct json **out, const char *text, size_t length, size_t max_length,
               struct err *err);
void json_free(struct json *tree);

enum json_kind json_kind(const struct json *value);

/* The member of that name, or NULL when there is none or the value is no object. */
const struct json *json_get(const struct json *object, const char *name);

/* The first element or member, and the one after it; NULL at the end. */
const struct json *json_first(const struct json *list);
const struct json *json_next(const struct json *value);
size_t json_count(const struct json *list);

/* The member's own name; "" outside an object. */
const char *json_name(const struct json *member);

/* Each only for a value of its kind; asserted. */
int64_t json_int(const struct json *value);
bool json_bool(const struct json *value);
const char *json_text(const struct json *value);

/*
 * Writing, compact, straight to the end of some bytes that are empty or end in a newline. The name
 * is NULL in a list and at the top.
 *
 *     json_begin(&out, NULL, '{');
 *     json_put_int(&out, "pence", 420);
 *     json_end(&out, '}');
 */
void json_begin(struct bytes *out, const char *name, char bracket);
void json_end(struct bytes *out, char bracket);
void json_put_int(struct bytes *out, const char *name, int64_t value);
void json_put_bool(struct bytes *out, const char *name, bool value);
void json_put_null(struct bytes *out, const char *name);
void json_put_text(struct bytes *out, const char *name, const char *text);

/* JSON that is written already; the caller vouches for it. */
void json_put_raw(struct bytes *out, const char *name, const char *json, size_t length);

#endif
