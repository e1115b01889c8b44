// SPDX-License-Identifier: Apache-2.0
#include "kiosk/wav.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// In one piece or in pieces, it is the same sound, and never more than there is room for.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int16_t *whole = malloc((size / 2 + 1) * sizeof *whole);
    int16_t piece[5];
    struct wav at_once = {0};
    struct wav in_pieces = {0};
    size_t count, got = 0;
    bool ok = wav_take(&at_once, data, size, whole, &count);
    bool piece_ok = true;

    assert(count <= size / 2 + 1);
    for (size_t at = 0; at < size && piece_ok; at += 7) {
        size_t length = size - at < 7 ? size - at : 7;
        size_t here;

        piece_ok = wav_take(&in_pieces, data + at, length, piece, &here);
        assert(here <= length / 2 + 1 && got + here <= count);
        assert(memcmp(piece, whole + got, here * sizeof *piece) == 0);
        got += here;
    }
    assert(ok == piece_ok && got == count);
    free(whole);
    return 0;
}
