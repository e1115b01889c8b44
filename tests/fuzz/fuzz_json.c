// SPDX-License-Identifier: Apache-2.0
#include "shared/json.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Walks all of it, so that a value that cannot be read as its kind is noticed.
static void
walk(const struct json *value) // NOLINT(misc-no-recursion): no deeper than JSON_DEPTH_MAX
{
    const struct json *child;

    if (json_kind(value) == JSON_INT)
        assert(json_int(value) >= -JSON_INT_MAX && json_int(value) <= JSON_INT_MAX);
    if (json_kind(value) == JSON_TEXT)
        assert(json_text(value));
    if (json_kind(value) != JSON_LIST && json_kind(value) != JSON_OBJECT)
        return;
    for (child = json_first(value); child; child = json_next(child))
        walk(child);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json *tree;
    struct err err;

    if (json_read(&tree, (const char *)data, size, 16384, &err)) {
        walk(tree);
        json_free(tree);
    } else {
        assert(err.kind == ERR_INVALID);
    }
    return 0;
}
