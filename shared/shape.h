#ifndef SHARED_SHAPE_H
#define SHARED_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/json.h"

/*
 * What a JSON object on the wire looks like, written once beside its struct: one table reads it,
 * checks it, writes it, is listed in docs/protocol.md, and shows a test that no record has room
 * for free words (architecture.md, "Notes").
 *
 *     static const struct shape_field fields[] = {
 *         SHAPE_FIELD_ID(struct cash_paid, claim),
 *         SHAPE_FIELD_INT(struct cash_paid, pence, 1, MONEY_MAX),
 *     };
 *     const struct shape cash_paid_shape = SHAPE(struct cash_paid, fields);
 *
 * A struct with a shape is a value: fixed sizes, no pointers, copied and dropped freely.
 */
enum shape_type {
    SHAPE_INT,     // int64_t from min to max
    SHAPE_BOOL,    // bool
    SHAPE_CODE,    // char[]: a word of ours or a name in code, [A-Za-z0-9_.:+-]*, never prose
    SHAPE_TEXT,    // char[]: free words; no shape of a record that goes up may have one
    SHAPE_ID,      // struct id, as text; none only where it is optional
    SHAPE_BYTES,   // uint8_t[], always full, as small hex
    SHAPE_INSTANT, // int64_t milliseconds since 1970, as "2026-11-23T10:00:00Z"
    SHAPE_DATE,    // char[WHEN_DATE_SIZE], as "2026-11-23", a day that exists
    SHAPE_MILES,   // int64_t thousandths of a mile, as decimal text "12.3", at most 3 places
    SHAPE_SPAN,    // struct shape_span, as ["from", "to"], from not after to
    SHAPE_OBJECT,  // a struct of its own shape
};

struct shape_span {
    int64_t from_ms;
    int64_t to_ms;
};

struct shape;

struct shape_field {
    const char *name;
    enum shape_type type;
    bool optional; // may be absent or null: then `absent` (or zeros) stands in its place,
                   // and a value equal to that is not written
    bool list;     // an array of `type`; its length is the size_t at count_offset
    size_t offset;
    size_t size; // of one element
    size_t count_offset;
    size_t count_max;
    int64_t min;
    int64_t max;
    int64_t absent; // for SHAPE_INT, SHAPE_INSTANT, SHAPE_MILES and SHAPE_BOOL
    const struct shape *object;
};

struct shape {
    const struct shape_field *fields;
    size_t count;
    size_t size;
};

#define SHAPE(of, list)                                                                            \
    {                                                                                              \
        (list), sizeof(list) / sizeof(list)[0], sizeof(of)                                         \
    }

#define SHAPE_AT(of, member) .offset = offsetof(of, member), .size = sizeof(((of *)0)->member)
#define SHAPE_FIELD_INT(of, member, low, high)                                                     \
    {                                                                                              \
        .name = #member, .type = SHAPE_INT, .min = (low), .max = (high), SHAPE_AT(of, member)      \
    }
#define SHAPE_MAYBE_INT(of, member, low, high, otherwise)                                          \
    {                                                                                              \
        .name = #member, .type = SHAPE_INT, .optional = true, .min = (low), .max = (high),         \
        .absent = (otherwise), SHAPE_AT(of, member)                                                \
    }
#define SHAPE_FIELD_BOOL(of, member)                                                               \
    {                                                                                              \
        .name = #member, .type = SHAPE_BOOL, SHAPE_AT(of, member)                                  \
    }
#define SHAPE_MAYBE_BOOL(of, member, otherwise)                                                    \
    {                                                                                              \
        .name = #member, .type = SHAPE_BOOL, .optional = true, .absent = (otherwise),              \
        SHAPE_AT(of, member)                                                                       \
    }
#define SHAPE_FIELD_AS(of, member, as)                                                             \
    {                                                                                              \
        .name = #member, .type = (as), SHAPE_AT(of, member)                                        \
    }
#define SHAPE_MAYBE_AS(of, member, as)                                                             \
    {                                                                                              \
        .name = #member, .type = (as), .optional = true, SHAPE_AT(of, member)                      \
    }
#define SHAPE_FIELD_CODE(of, member) SHAPE_FIELD_AS(of, member, SHAPE_CODE)
#define SHAPE_MAYBE_CODE(of, member) SHAPE_MAYBE_AS(of, member, SHAPE_CODE)
#define SHAPE_FIELD_ID(of, member) SHAPE_FIELD_AS(of, member, SHAPE_ID)
#define SHAPE_MAYBE_ID(of, member) SHAPE_MAYBE_AS(of, member, SHAPE_ID)
#define SHAPE_FIELD_BYTES(of, member) SHAPE_FIELD_AS(of, member, SHAPE_BYTES)
#define SHAPE_MAYBE_BYTES(of, member) SHAPE_MAYBE_AS(of, member, SHAPE_BYTES)
#define SHAPE_FIELD_TEXT(of, member) SHAPE_FIELD_AS(of, member, SHAPE_TEXT)
#define SHAPE_MAYBE_TEXT(of, member) SHAPE_MAYBE_AS(of, member, SHAPE_TEXT)
#define SHAPE_FIELD_DATE(of, member) SHAPE_FIELD_AS(of, member, SHAPE_DATE)
#define SHAPE_MAYBE_DATE(of, member) SHAPE_MAYBE_AS(of, member, SHAPE_DATE)
#define SHAPE_FIELD_MILES(of, member) SHAPE_FIELD_AS(of, member, SHAPE_MILES)
#define SHAPE_MAYBE_MILES(of, member, otherwise)                                                   \
    {                                                                                              \
        .name = #member, .type = SHAPE_MILES, .optional = true, .absent = (otherwise),             \
        SHAPE_AT(of, member)                                                                       \
    }
#define SHAPE_FIELD_INSTANT(of, member) SHAPE_FIELD_AS(of, member, SHAPE_INSTANT)
#define SHAPE_MAYBE_INSTANT(of, member) SHAPE_MAYBE_AS(of, member, SHAPE_INSTANT)
#define SHAPE_FIELD_OBJECT(of, member, inner)                                                      \
    {                                                                                              \
        .name = #member, .type = SHAPE_OBJECT, .object = (inner), SHAPE_AT(of, member)             \
    }
/* An array member[max] whose length is the size_t member `counter`; absent means empty. */
#define SHAPE_LIST(of, member, counter, as, inner)                                                 \
    {                                                                                              \
        .name = #member, .type = (as), .list = true, .optional = true, .object = (inner),          \
        .offset = offsetof(of, member), .size = sizeof(((of *)0)->member[0]),                      \
        .count_offset = offsetof(of, counter),                                                     \
        .count_max = sizeof(((of *)0)->member) / sizeof(((of *)0)->member[0]), .min = 0,           \
        .max = JSON_INT_MAX                                                                        \
    }

/*
 * Fills all of *out, or fails with ERR_INVALID and the path: "expenses[2].claimed_pence must be a
 * whole number from 0 to 100000". A member the shape does not know is passed over, because the
 * sender may be newer than we are; shape_read_exactly refuses it.
 */
bool shape_read(const struct shape *shape, const struct json *json, void *out, struct err *err);
bool shape_read_exactly(const struct shape *shape, const struct json *json, void *out,
                        struct err *err);

/* As one JSON object; the name as in json_begin. Asserts what shape_read would refuse. */
void shape_write(const struct shape *shape, struct bytes *out, const char *name, const void *value);

/* Miles as people and documents write them: "12.3"; at most three places, at most a million. */
#define SHAPE_MILES_SIZE 20
bool shape_read_miles(int64_t *milli_miles, const char *text);
void shape_write_miles(char out[static SHAPE_MILES_SIZE], int64_t milli_miles);

#endif
