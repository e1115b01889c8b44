// SPDX-License-Identifier: Apache-2.0
#include "shared/str.h"

#include <assert.h>
#include <string.h>

bool str_copy(char *out, size_t size, const char *text)
{
    size_t length = strlen(text);

    if (length >= size)
        return false;
    memmove(out, text, length + 1);
    return true;
}

bool str_equal(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

bool str_starts(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool is_continuation(uint8_t byte)
{
    return (byte & 0xC0) == 0x80;
}

// RFC 3629, table in section 4: the second byte's range depends on the first.
static bool can_follow(uint8_t first, uint8_t second)
{
    uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;

    return second >= low && second <= high;
}

static size_t utf8_sequence(const uint8_t *at, size_t left)
{
    size_t length;

    if (at[0] < 0x80)
        return 1;
    if (at[0] < 0xC2 || at[0] > 0xF4)
        return 0;
    length = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    if (left < length || !can_follow(at[0], at[1]))
        return 0;
    for (size_t i = 2; i < length; i++)
        if (!is_continuation(at[i]))
            return 0;
    return length;
}

bool str_is_utf8(const char *text, size_t length)
{
    const uint8_t *at = (const uint8_t *)text;

    while (length > 0) {
        size_t taken = utf8_sequence(at, length);

        if (!taken)
            return false;
        at += taken;
        length -= taken;
    }
    return true;
}

size_t str_char_length(const char *text)
{
    uint8_t first = (uint8_t)text[0];

    return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

// What stands for each letter from U+00C0 to U+017F; a space keeps the letter as it is.
static const char LATIN[] = "aaaaaaaceeeeiiiidnooooo ouuuuyts"
                            "aaaaaaaceeeeiiiidnooooo ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggg"
                            "gggghhhhiiiiiiiiiiiijjkkklllllll"
                            "lllnnnnnnnnnoooooooorrrrrrssssss"
                            "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

_Static_assert(sizeof LATIN == 0x180 - 0xC0 + 1, "a letter is missing");

static char fold_letter(uint32_t letter)
{
    if (letter >= 'A' && letter <= 'Z')
        return (char)(letter - 'A' + 'a');
    if (letter >= 0xC0 && letter <= 0x17F)
        return LATIN[letter - 0xC0];
    if (letter >= 0x1E80 && letter <= 0x1E85)
        return 'w';
    if (letter >= 0x1EF2 && letter <= 0x1EF3)
        return 'y';
    return ' ';
}

// Spaces, hyphens and apostrophes, as typists and programs write them, and accents that stand apart
// from their letter.
static bool is_passed_over(uint32_t letter)
{
    static const uint32_t others[] = {' ', '\'', '-', '`', 0xA0, 0xAD, 0xB4, 0x2BC};

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (letter == others[i])
            return true;
    return (letter >= 0x300 && letter <= 0x36F) || (letter >= 0x2010 && letter <= 0x2019);
}

static uint32_t decode(const char *text, size_t length)
{
    uint32_t letter = (uint8_t)text[0];

    if (length > 1)
        letter &= 0xFFU >> (length + 1);
    for (size_t i = 1; i < length; i++)
        letter = letter << 6 | ((uint8_t)text[i] & 0x3F);
    return letter;
}

bool str_fold(char *out, size_t size, const char *text)
{
    char *start = out;
    size_t length;

    assert(str_is_utf8(text, strlen(text)));
    for (; *text; text += length) {
        uint32_t letter;
        char folded;

        length = str_char_length(text);
        letter = decode(text, length);
        folded = fold_letter(letter);
        if (is_passed_over(letter))
            continue;
        if ((size_t)(out - start) + (folded == ' ' ? length : 1) >= size)
            return false;
        if (folded == ' ') {
            memcpy(out, text, length);
            out += length;
        } else {
            *out++ = folded;
        }
    }
    if (!size)
        return false;
    *out = '\0';
    return true;
}

void str_hex(char *out, const uint8_t *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < length; i++) {
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 15];
    }
    *out = '\0';
}

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return -1;
}

bool str_unhex(uint8_t *out, size_t length, const char *text)
{
    if (strlen(text) != 2 * length)
        return false;
    for (size_t i = 0; i < 2 * length; i++)
        if (hex_digit(text[i]) < 0)
            return false;
    for (size_t i = 0; i < length; i++)
        out[i] =
            (uint8_t)((unsigned)hex_digit(text[2 * i]) << 4 | (unsigned)hex_digit(text[2 * i + 1]));
    return true;
}

static const char BASE32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void str_base32(char *out, const uint8_t *bytes, size_t length)
{
    uint32_t window = 0;
    int bits = 0;

    for (size_t i = 0; i < length; i++) {
        window = window << 8 | bytes[i];
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            *out++ = BASE32[window >> bits & 31];
        }
    }
    if (bits > 0)
        *out++ = BASE32[window << (5 - bits) & 31];
    *out = '\0';
}

static int base32_digit(char digit)
{
    const char *found;

    if (digit >= 'a' && digit <= 'z')
        digit = (char)(digit - 'a' + 'A');
    if (digit == '0')
        digit = 'O';
    if (digit == '1')
        digit = 'I';
    found = digit ? strchr(BASE32, digit) : NULL;
    return found ? (int)(found - BASE32) : -1;
}

bool str_unbase32(uint8_t *out, size_t length, const char *text)
{
    size_t letters = STR_BASE32_SIZE(length) - 1;
    uint32_t window = 0;
    int bits = 0;

    assert(length > 0);
    if (strlen(text) != letters)
        return false;
    for (size_t i = 0; i < letters; i++)
        if (base32_digit(text[i]) < 0)
            return false;
    // The bits left over at the end carry nothing; two spellings of one secret would be one too
    // many.
    if ((uint32_t)base32_digit(text[letters - 1]) & ((1U << (letters * 5 - length * 8)) - 1))
        return false;
    for (size_t i = 0; i < letters; i++) {
        window = window << 5 | (uint32_t)base32_digit(text[i]);
        bits += 5;
        if (bits >= 8 && length > 0) {
            bits -= 8;
            *out++ = (uint8_t)(window >> bits);
            length--;
        }
    }
    return true;
}
