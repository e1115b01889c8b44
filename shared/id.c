// SPDX-License-Identifier: Apache-2.0
#include "shared/id.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "shared/str.h"
#include "shared/when.h"

// RFC 9562, 6.2, method 1: the milliseconds and a counter of 12 bits as one number that only grows,
// so that neither a clock set back nor two names in one millisecond make a later one sort earlier.
static uint64_t next_stamp(void)
{
    static _Atomic uint64_t last;
    uint64_t now = (uint64_t)when_now_ms() << 12 | randombytes_uniform(2048);
    uint64_t seen = atomic_load(&last);
    uint64_t next;

    do
        next = now > seen ? now : seen + 1;
    while (!atomic_compare_exchange_weak(&last, &seen, next));
    return next;
}

struct id id_new(void)
{
    uint64_t stamp = next_stamp();
    struct id id;

    randombytes_buf(id.bytes, sizeof id.bytes);
    for (int i = 0; i < 6; i++)
        id.bytes[i] = (uint8_t)(stamp >> (12 + 8 * (5 - i)));
    id.bytes[6] = (uint8_t)(0x70 | (stamp >> 8 & 0x0F));
    id.bytes[7] = (uint8_t)stamp;
    id.bytes[8] = (uint8_t)(0x80 | (id.bytes[8] & 0x3F));
    return id;
}

bool id_is_none(struct id id)
{
    return sodium_is_zero(id.bytes, sizeof id.bytes);
}

bool id_equal(struct id a, struct id b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

void id_write(char out[static ID_TEXT_SIZE], struct id id)
{
    char hex[2 * ID_BYTES + 1];

    str_hex(hex, id.bytes, sizeof id.bytes);
    snprintf(out, ID_TEXT_SIZE, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16,
             hex + 20);
}

bool id_parse(struct id *out, const char *text)
{
    char hex[2 * ID_BYTES + 1];
    size_t used = 0;

    if (strlen(text) != ID_TEXT_SIZE - 1)
        return false;
    for (size_t i = 0; i < ID_TEXT_SIZE - 1; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;

        if (dash != (text[i] == '-'))
            return false;
        if (!dash)
            hex[used++] = text[i];
    }
    hex[used] = '\0';
    return str_unhex(out->bytes, sizeof out->bytes, hex);
}

void id_short(char out[static ID_SHORT_SIZE], struct id id)
{
    static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"; // no I, O, 0, 1
    uint32_t bits = 0;

    for (int i = ID_BYTES - 4; i < ID_BYTES; i++)
        bits = bits << 8 | id.bytes[i];
    for (int i = ID_SHORT_SIZE - 2; i >= 0; i--) {
        if (i == 3) {
            out[i] = '-';
            continue;
        }
        out[i] = letters[bits & 31];
        bits >>= 5;
    }
    out[ID_SHORT_SIZE - 1] = '\0';
}
