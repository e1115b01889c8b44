// SPDX-License-Identifier: Apache-2.0
#include "shared/shape.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "shared/when.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct inner {
    char word[8];
    int64_t pence;
};

struct outer {
    struct id id;
    bool agreed;
    char note[16];
    uint8_t hash[4];
    int64_t at_ms;
    char date[WHEN_DATE_SIZE];
    int64_t miles;
    struct shape_span span;
    struct inner list[3];
    size_t count;
};

static const struct shape_field INNER_FIELDS[] = {
    SHAPE_FIELD_CODE(struct inner, word),
    SHAPE_MAYBE_INT(struct inner, pence, -10, JSON_INT_MAX, 5),
};
static const struct shape INNER = SHAPE(struct inner, INNER_FIELDS);

static const struct shape_field FIELDS[] = {
    SHAPE_MAYBE_ID(struct outer, id),
    SHAPE_MAYBE_BOOL(struct outer, agreed, true),
    SHAPE_MAYBE_AS(struct outer, note, SHAPE_TEXT),
    SHAPE_MAYBE_BYTES(struct outer, hash),
    SHAPE_MAYBE_INSTANT(struct outer, at_ms),
    SHAPE_MAYBE_AS(struct outer, date, SHAPE_DATE),
    SHAPE_MAYBE_AS(struct outer, miles, SHAPE_MILES),
    SHAPE_MAYBE_AS(struct outer, span, SHAPE_SPAN),
    SHAPE_LIST(struct outer, list, count, SHAPE_OBJECT, &INNER),
};
static const struct shape OUTER = SHAPE(struct outer, FIELDS);

static bool read_outer(struct outer *out, const char *text, size_t size, bool exactly)
{
    struct json *tree;
    struct err err;
    bool ok;

    if (!json_read(&tree, text, size, 16384, &err))
        return false;
    ok =
        exactly ? shape_read_exactly(&OUTER, tree, out, &err) : shape_read(&OUTER, tree, out, &err);
    assert(ok || err.kind == ERR_INVALID);
    json_free(tree);
    return ok;
}

// A reader fills every byte of the struct, so that it may be compared as bytes.
static bool is_same(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct outer)) == 0;
}

// What was taken can be written, and what was written is read as the same and written the same.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes first = {0};
    struct bytes second = {0};
    struct outer outer;
    struct outer again;

    if (!read_outer(&outer, (const char *)data, size, false))
        return 0;
    shape_write(&OUTER, &first, NULL, &outer);
    if (!read_outer(&again, bytes_text(&first), first.length, true))
        abort();
    assert(is_same(&outer, &again));
    shape_write(&OUTER, &second, NULL, &again);
    assert(strcmp(bytes_text(&first), bytes_text(&second)) == 0);
    bytes_clear(&first);
    bytes_clear(&second);
    return 0;
}
