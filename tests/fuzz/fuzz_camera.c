// SPDX-License-Identifier: Apache-2.0
#include "kiosk/camera.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// What is kept of a picture can be read again, and is then no larger than it may be.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes kept = {0};
    struct bytes again = {0};
    struct err err;

    if (!camera_clean(&kept, data, size, &err)) {
        assert(err.kind == ERR_INVALID && kept.length == 0);
        return 0;
    }
    assert(camera_clean(&again, kept.data, kept.length, &err));
    bytes_clear(&kept);
    bytes_clear(&again);
    return 0;
}
