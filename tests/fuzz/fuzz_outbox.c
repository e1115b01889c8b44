// SPDX-License-Identifier: Apache-2.0
#include "shared/outbox.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "shared/json.h"
#include "shared/mem.h"
#include "shared/shape.h"
#include "shared/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// A name that is taken is the one we would have given.
static void read_name(const char *name)
{
    char again[OUTBOX_NAME_SIZE];
    uint8_t note[NOTE_NAME_SIZE];
    struct outbox_range range;

    if (outbox_parse_envelope(&range, name)) {
        outbox_envelope_name(again, &range);
        assert(str_equal(name, again));
    }
    if (outbox_parse_note(note, name, ".note")) {
        outbox_note_name(again, note, ".note");
        assert(str_equal(name, again));
    }
}

// A state that is taken can be written, and read again as the same.
static void read_state(const struct shape *shape, const struct json *json)
{
    void *value = mem_new(1, shape->size);
    void *back = mem_new(1, shape->size);
    struct bytes again = {0};
    struct json *tree;
    struct err err;

    if (shape_read(shape, json, value, &err)) {
        shape_write(shape, &again, NULL, value);
        assert(json_read(&tree, bytes_text(&again), again.length, OUTBOX_STATE_MAX, &err));
        assert(shape_read(shape, tree, back, &err));
        assert(memcmp(value, back, shape->size) == 0);
        json_free(tree);
    } else {
        assert(err.kind == ERR_INVALID);
    }
    bytes_clear(&again);
    free(back);
    free(value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct shape *const shapes[] = {&outbox_kiosk_shape, &outbox_agent_shape,
                                                 &outbox_wish_shape, &outbox_answer_shape,
                                                 &outbox_enrolment_shape};
    struct bytes text = {0};
    struct json *json;
    struct err err;

    bytes_add(&text, data, size);
    read_name(bytes_text(&text));
    if (json_read(&json, bytes_text(&text), size, OUTBOX_STATE_MAX, &err)) {
        for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
            read_state(shapes[i], json);
        json_free(json);
    }
    bytes_clear(&text);
    return 0;
}
