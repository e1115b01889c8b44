#ifndef SHARED_POLICY_FIELD_H
#define SHARED_POLICY_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/json.h"
#include "shared/when.h"

/*
 * Reading the members of a policy, for policy_read.c alone. The first thing that is wrong is kept,
 * with its path; after it every call is quiet and gives the value in its last argument or zero, so
 * that a reader is a list of fields and asks once, at the end.
 */
struct policy_reader {
    bool failed;
    struct err err;
};

struct policy_object {
    struct policy_reader *reader;
    const struct json *json; // NULL when the object is not there
    char path[96];
};

void policy_field_refuse(const struct policy_object *object, const char *name, const char *fmt, ...)
    ERR_PRINTF(3, 4);

bool policy_field_has(const struct policy_object *object, const char *name);

/* Refuses a member that is not in `known`, which ends in NULL. */
void policy_field_only(const struct policy_object *object, const char *const known[]);

/* `low` to `high`; the first refuses when it is not there, the second then gives `otherwise`. */
int64_t policy_field_int(const struct policy_object *object, const char *name, int64_t low,
                         int64_t high);
int64_t policy_field_int_or(const struct policy_object *object, const char *name, int64_t low,
                            int64_t high, int64_t otherwise);
bool policy_field_bool(const struct policy_object *object, const char *name);
bool policy_field_bool_or(const struct policy_object *object, const char *name, bool otherwise);

/* The place of the text in `words`, which ends in NULL. */
int policy_field_word(const struct policy_object *object, const char *name,
                      const char *const words[]);
int policy_field_word_or(const struct policy_object *object, const char *name,
                         const char *const words[], int otherwise);

/* A set of words as bits, 1 << place. */
uint32_t policy_field_words(const struct policy_object *object, const char *name,
                            const char *const words[]);

/* Optional text; too long is refused. */
void policy_field_text(const struct policy_object *object, const char *name, char *out,
                       size_t size);
void policy_field_date(const struct policy_object *object, const char *name,
                       char out[static WHEN_DATE_SIZE]);

/* The member as an object, with its path. */
struct policy_object policy_field_object(const struct policy_object *object, const char *name);

/* An element of a list that must be an object: `rows[2]`. */
struct policy_object policy_field_element(const struct policy_object *object, const char *name,
                                          const struct json *element, size_t index);

/* The first element of a list member; NULL, refused, when it is no list or has more than `max`. */
const struct json *policy_field_list(const struct policy_object *object, const char *name,
                                     size_t max);

#endif
