// SPDX-License-Identifier: Apache-2.0
#include "shared/note.h"

#include <assert.h>
#include <string.h>

#include "shared/keys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t KEY[NOTE_KEY_SIZE] = {1, 2, 3};

// As a sealed note, and as what is to be sealed.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes sealed = {0};
    struct bytes plain = {0};
    struct err err;

    if (!keys_start(&err))
        return 0;
    if (note_open(&plain, KEY, "name", data, size, &err))
        assert(plain.length + NOTE_OVERHEAD == size);
    else
        assert(err.kind == ERR_INVALID && !plain.data);
    note_seal(&sealed, KEY, "name", data, size);
    assert(note_open(&plain, KEY, "name", sealed.data, sealed.length, &err));
    assert(plain.length == size && (!size || memcmp(plain.data, data, size) == 0));
    bytes_clear(&plain);
    bytes_clear(&sealed);
    return 0;
}
