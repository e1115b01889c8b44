#ifndef TESTS_SHARED_VALUE_H
#define TESTS_SHARED_VALUE_H

#include <stdbool.h>

#include "shared/bytes.h"
#include "shared/json.h"

/* JSON values as tests compare and change them. */

/* Equal as JSON is: members in any order. NULL equals nothing. */
bool value_equal(const struct json *a, const struct json *b);

/* Writes it again, whole; name: of the member it becomes, or NULL. */
void value_write(struct bytes *out, const char *name, const struct json *value);

#endif
