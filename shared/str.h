#ifndef SHARED_STR_H
#define SHARED_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Text in the caller's memory: UTF-8, NUL at the end, never cut in silence. */

/* False, and leaves out alone, when text with its NUL does not fit. */
bool str_copy(char *out, size_t size, const char *text);

bool str_equal(const char *a, const char *b);
bool str_starts(const char *text, const char *start);

/* Well-formed UTF-8 by RFC 3629: no surrogates, nothing overlong. */
bool str_is_utf8(const char *text, size_t length);

/* Bytes of the character that text begins with, 1 to 4. The text is valid UTF-8 and not empty. */
size_t str_char_length(const char *text);

/*
 * How names are compared and looked up: small letters, no accents, spaces, apostrophes or hyphens,
 * so that "SIAN" finds "Siân" and "oneill" finds "O'Neill" (accessibility.md LNG-09). Covers
 * Latin-1, Latin Extended-A and the Welsh letters beyond; other characters stay. False if out is
 * too small.
 */
bool str_fold(char *out, size_t size, const char *text);

/* 2 * length + 1 characters. */
void str_hex(char *out, const uint8_t *bytes, size_t length);

/* Exactly 2 * length small hex digits, nothing before or after. */
bool str_unhex(uint8_t *out, size_t length, const char *text);

/*
 * RFC 4648 base32, capitals, no padding: what is typed from a card. Reading takes small letters
 * too, and 0 and 1 for O and I. Unused bits at the end must be zero. The length is not 0.
 */
#define STR_BASE32_SIZE(length) (((length)*8 + 4) / 5 + 1)
void str_base32(char *out, const uint8_t *bytes, size_t length);
bool str_unbase32(uint8_t *out, size_t length, const char *text);

#endif
