// SPDX-License-Identifier: Apache-2.0
#include "shared/form.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <sodium.h>

#include "shared/keys.h"

static const char PREFIX[] = "DIOLCH:1:F:";
#define PREFIX_LENGTH (sizeof PREFIX - 1)
// A prime number of letters: then weights tell every wrong letter and every change of places.
static const char ALPHABET[] = "ABCDEFGHJKLMNPRSTUVWXYZ";
#define RADIX (sizeof ALPHABET - 1)

_Static_assert(RADIX == 23, "a prime");
_Static_assert(FORM_TEXT_SIZE == PREFIX_LENGTH + FORM_CODE_SIZE, "prefix and letters");

static char check_letter(const char *code)
{
    size_t sum = 0;

    for (size_t i = 0; i < FORM_LETTERS - 1; i++)
        sum += (i + 2) * (size_t)(strchr(ALPHABET, code[i]) - ALPHABET);
    return ALPHABET[(RADIX - sum % RADIX) % RADIX];
}

void form_make(char code[static FORM_CODE_SIZE])
{
    for (int i = 0; i < FORM_LETTERS - 1; i++)
        code[i] = ALPHABET[randombytes_uniform(RADIX)];
    code[FORM_LETTERS - 1] = check_letter(code);
    code[FORM_LETTERS] = '\0';
}

bool form_parse(char code[static FORM_CODE_SIZE], const char *text)
{
    char letters[FORM_CODE_SIZE] = "";
    size_t used = 0;

    if (strncasecmp(text, PREFIX, PREFIX_LENGTH) == 0)
        text += PREFIX_LENGTH;
    for (; *text; text++) {
        char letter = (char)toupper((unsigned char)*text);

        if (isspace((unsigned char)*text))
            continue;
        if (used == FORM_LETTERS || !strchr(ALPHABET, letter))
            return false;
        letters[used++] = letter;
    }
    if (used < FORM_LETTERS || letters[FORM_LETTERS - 1] != check_letter(letters))
        return false;
    memcpy(code, letters, sizeof letters);
    return true;
}

void form_show(char out[static FORM_SHOWN_SIZE], const char *code)
{
    snprintf(out, FORM_SHOWN_SIZE, "%.5s %s", code, code + 5);
}

void form_write(char out[static FORM_TEXT_SIZE], const char *code)
{
    snprintf(out, FORM_TEXT_SIZE, "%s%s", PREFIX, code);
}

struct id form_claim(const char *code)
{
    return keys_act("form claim", code, FORM_LETTERS);
}

struct id form_act(const char *code)
{
    return keys_act("form act", code, FORM_LETTERS);
}
