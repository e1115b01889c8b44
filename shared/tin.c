// SPDX-License-Identifier: Apache-2.0
#include "shared/tin.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <sodium.h>

#include "shared/keys.h"
#include "shared/mem.h"

static const char PREFIX[] = "DIOLCH:1:T:";
#define PREFIX_LENGTH (sizeof PREFIX - 1)
#define GROUP 4

_Static_assert(TIN_TEXT_SIZE == PREFIX_LENGTH + TIN_CODE_SIZE, "prefix and digits");

void tin_make(char code[static TIN_CODE_SIZE])
{
    for (int i = 0; i < TIN_DIGITS; i++)
        code[i] = (char)('0' + randombytes_uniform(10));
    code[TIN_DIGITS] = '\0';
}

bool tin_parse(char code[static TIN_CODE_SIZE], const char *text)
{
    char digits[TIN_CODE_SIZE] = "";
    size_t used = 0;

    if (strncasecmp(text, PREFIX, PREFIX_LENGTH) == 0)
        text += PREFIX_LENGTH;
    for (; *text; text++) {
        if (isspace((unsigned char)*text))
            continue;
        if (!isdigit((unsigned char)*text) || used == TIN_DIGITS)
            return false;
        digits[used++] = *text;
    }
    if (used == TIN_DIGITS)
        memcpy(code, digits, sizeof digits);
    mem_wipe(digits, sizeof digits);
    return used == TIN_DIGITS;
}

void tin_show(char out[static TIN_SHOWN_SIZE], const char *code)
{
    size_t used = 0;

    for (size_t i = 0; code[i]; i++) {
        if (i > 0 && i % GROUP == 0)
            out[used++] = ' ';
        out[used++] = code[i];
    }
    out[used] = '\0';
}

void tin_write(char out[static TIN_TEXT_SIZE], const char *code)
{
    snprintf(out, TIN_TEXT_SIZE, "%s%s", PREFIX, code);
}

// The salt is the meeting's: the same digits for another meeting are another key.
static void wrapping_key(uint8_t out[static NOTE_KEY_SIZE], const char *code, struct id meeting)
{
    uint8_t salt[crypto_pwhash_SALTBYTES];

    assert(strlen(code) == TIN_DIGITS);
    keys_hash(salt, sizeof salt, "tin salt", meeting.bytes, ID_BYTES);
    if (crypto_pwhash(out, NOTE_KEY_SIZE, code, TIN_DIGITS, salt,
                      crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        abort(); // there was no memory for it, and there is no weaker way
}

void tin_wrap(uint8_t out[static TIN_WRAPPED_SIZE], const char *code, struct id meeting,
              const uint8_t key[static NOTE_KEY_SIZE])
{
    uint8_t wrapping[NOTE_KEY_SIZE];
    struct bytes sealed = {0};

    wrapping_key(wrapping, code, meeting);
    note_seal(&sealed, wrapping, "meeting key", key, NOTE_KEY_SIZE);
    assert(sealed.length == TIN_WRAPPED_SIZE);
    memcpy(out, sealed.data, TIN_WRAPPED_SIZE);
    bytes_clear(&sealed);
    mem_wipe(wrapping, sizeof wrapping);
}

bool tin_unwrap(uint8_t key[static NOTE_KEY_SIZE], const char *code, struct id meeting,
                const uint8_t wrapped[static TIN_WRAPPED_SIZE])
{
    uint8_t wrapping[NOTE_KEY_SIZE];
    struct bytes plain = {0};
    struct err err;
    bool ok;

    wrapping_key(wrapping, code, meeting);
    ok = note_open(&plain, wrapping, "meeting key", wrapped, TIN_WRAPPED_SIZE, &err) &&
         plain.length == NOTE_KEY_SIZE;
    if (ok)
        memcpy(key, plain.data, NOTE_KEY_SIZE);
    bytes_clear(&plain);
    mem_wipe(wrapping, sizeof wrapping);
    return ok;
}

void tin_id(uint8_t out[static TIN_ID_SIZE], const uint8_t wrapped[static TIN_WRAPPED_SIZE])
{
    keys_hash(out, TIN_ID_SIZE, "tin id", wrapped, TIN_WRAPPED_SIZE);
}
