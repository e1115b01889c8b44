// SPDX-License-Identifier: Apache-2.0
#include "kiosk/code.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <qrencode.h>

#define HEAD_SIZE (14 + 40 + 8) // file, picture, two colours

void code_make(struct code *out, const char *text)
{
    // Medium: a crease or a stain of a seventh of it does no harm.
    QRcode *symbol = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);

    assert(symbol);
    *out = (struct code){symbol->width, symbol};
}

void code_clear(struct code *code)
{
    QRcode *symbol = code->symbol;

    if (symbol)
        QRcode_free(symbol);
    *code = (struct code){0};
}

bool code_is_black(const struct code *code, int x, int y)
{
    const QRcode *symbol = code->symbol;

    return x >= 0 && y >= 0 && x < code->size && y < code->size &&
           symbol->data[y * code->size + x] & 1;
}

// Little-endian, unlike all that is ours.
static void add_number(struct bytes *out, uint32_t value, int width)
{
    for (int i = 0; i < width; i++)
        bytes_add_number(out, value >> (8 * i) & 0xFF, 1);
}

static void add_head(struct bytes *out, uint32_t side, uint32_t rows_size)
{
    bytes_add_text(out, "BM");
    add_number(out, HEAD_SIZE + rows_size, 4);
    add_number(out, 0, 4);
    add_number(out, HEAD_SIZE, 4);
    add_number(out, 40, 4);
    add_number(out, side, 4);
    add_number(out, side, 4);
    add_number(out, 1, 2); // planes
    add_number(out, 1, 2); // bits a dot
    add_number(out, 0, 4); // not packed
    add_number(out, rows_size, 4);
    add_number(out, 0, 4); // dots a metre: nobody asks
    add_number(out, 0, 4);
    add_number(out, 2, 4);
    add_number(out, 2, 4);
    add_number(out, 0xFFFFFF, 4);
    add_number(out, 0x000000, 4);
}

void code_draw(const struct code *code, int dots, struct bytes *out)
{
    int side = (code->size + 2 * CODE_QUIET) * dots;
    size_t row_size = ((size_t)side + 31) / 32 * 4;

    bytes_clear(out);
    add_head(out, (uint32_t)side, (uint32_t)(row_size * (size_t)side));
    for (int y = side - 1; y >= 0; y--) { // the lowest row comes first
        uint8_t *row = bytes_extend(out, row_size);

        memset(row, 0, row_size);
        for (int x = 0; x < side; x++)
            if (code_is_black(code, x / dots - CODE_QUIET, y / dots - CODE_QUIET))
                row[x / 8] |= (uint8_t)(0x80 >> x % 8);
    }
}
