// SPDX-License-Identifier: Apache-2.0
#include "shared/record.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// What is read has one way to be written, and nothing in it is a trap for whoever shows it.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char instant[WHEN_INSTANT_SIZE];
    struct bytes again = {0};
    struct record record;
    struct err err;

    if (!record_read(&record, data, size, &err)) {
        assert(err.kind == ERR_INVALID);
        return 0;
    }
    when_write(instant, record.wall_ms);
    assert(record_kind_name(record.kind)[0]);
    assert(when_weekday(record.local_date) >= 1);
    record_write(&record, &again);
    assert(again.length == size && memcmp(again.data, data, size) == 0);
    bytes_clear(&again);
    return 0;
}
