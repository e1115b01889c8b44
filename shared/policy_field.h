#ifndef SHARED_POLICY_FIELD_H
#define SHARED_POLICY_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/json.h"
#include "shared/policy.h"

/*
 * Reading the members of a policy, for policy_read*.c alone. What is wrong is noted with its path,
 * once a path, and reading goes on with the value in the last argument or zero, so that a person
 * who puts a file right sees all of it at once. A reader is a list of fields; whoever called it
 * asks once, at the end, whether anything was noted.
 */
struct policy_object {
    struct bytes *problems;  // a line each
    const struct json *json; // NULL when the object is not there: then nothing is noted of it
    char path[96];
};

void policy_field_refuse(const struct policy_object *object, const char *name, const char *fmt, ...)
    ERR_PRINTF(3, 4);

bool policy_field_has(const struct policy_object *object, const char *name);

/* Refuses a member that policy_names does not know, or not with one of these bits of `bases`. */
void policy_field_only(const struct policy_object *object, uint32_t bases);

/* The word of the list that was probably meant, or NULL when none is near. */
const char *policy_field_nearest(const char *const words[], const char *word);

/* `low` to `high`; the first refuses when it is not there, the second then gives `otherwise`. */
int64_t policy_field_int(const struct policy_object *object, const char *name, int64_t low,
                         int64_t high);
int64_t policy_field_int_or(const struct policy_object *object, const char *name, int64_t low,
                            int64_t high, int64_t otherwise);
bool policy_field_bool(const struct policy_object *object, const char *name);
bool policy_field_bool_or(const struct policy_object *object, const char *name, bool otherwise);

/* The place of the text in `words`, which ends in NULL; -1, refused, when it is none of them. */
int policy_field_word(const struct policy_object *object, const char *name,
                      const char *const words[]);
int policy_field_word_or(const struct policy_object *object, const char *name,
                         const char *const words[], int otherwise);

/* A set of words as bits, 1 << place. */
uint32_t policy_field_words(const struct policy_object *object, const char *name,
                            const char *const words[]);

/* Optional text of one line; too long is refused. */
void policy_field_text(const struct policy_object *object, const char *name, char *out,
                       size_t size);
/* False, and leaves out empty, when it was refused. */
bool policy_field_date(const struct policy_object *object, const char *name,
                       char out[static WHEN_DATE_SIZE]);

/* The member as an object, with its path. */
struct policy_object policy_field_object(const struct policy_object *object, const char *name);

/* An element of a list that must be an object: `rows[2]`. */
struct policy_object policy_field_element(const struct policy_object *object, const char *name,
                                          const struct json *element, size_t index);

/* The first element of a list member; NULL, refused, when it is no list or has more than `max`. */
const struct json *policy_field_list(const struct policy_object *object, const char *name,
                                     size_t max);

/* The parts of a policy that stand in files of their own: each reads its members of the top. */
void policy_read_expenses(const struct policy_object *top, struct policy *out);
void policy_read_wages(const struct policy_object *top, struct policy *out);

#endif
