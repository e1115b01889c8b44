// SPDX-License-Identifier: Apache-2.0
#include "shared/money.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "shared/str.h"

#define POUND "\xc2\xa3"
#define WRITTEN_MAX INT64_C(999999999999) // what MONEY_SIZE holds; sums may go over MONEY_MAX

void money_write(char out[static MONEY_SIZE], int64_t pence)
{
    uint64_t size = pence < 0 ? -(uint64_t)pence : (uint64_t)pence;
    uint64_t pounds = size / 100;
    char digits[MONEY_SIZE];
    size_t length;
    size_t at = 0;

    assert(size <= WRITTEN_MAX);
    length = (size_t)snprintf(digits, sizeof digits, "%" PRIu64, pounds);
    at += (size_t)snprintf(out, MONEY_SIZE, "%s" POUND, pence < 0 ? "-" : "");
    for (size_t i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    snprintf(out + at, MONEY_SIZE - at, ".%02u", (unsigned)(size % 100));
}

void money_write_plain(char out[static MONEY_SIZE], int64_t pence)
{
    uint64_t size = pence < 0 ? -(uint64_t)pence : (uint64_t)pence;

    assert(size <= WRITTEN_MAX);
    snprintf(out, MONEY_SIZE, "%s%" PRIu64 ".%02u", pence < 0 ? "-" : "", size / 100,
             (unsigned)(size % 100));
}

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

// Stops counting, but not reading, above what money_parse refuses.
static const char *take_pounds(const char *text, int64_t *pounds)
{
    for (*pounds = 0; is_digit(*text); text++)
        if (*pounds <= MONEY_MAX)
            *pounds = *pounds * 10 + (*text - '0');
    return text;
}

bool money_parse(const char *text, int64_t *pence)
{
    const char *start;
    int64_t value;
    int64_t parts = 0;
    bool digits;

    while (*text == ' ')
        text++;
    if (str_starts(text, POUND))
        text += strlen(POUND);
    start = text;
    text = take_pounds(text, &value);
    digits = text > start;
    if (*text == '.') {
        if (!is_digit(text[1]))
            return false;
        parts = INT64_C(10) * (text[1] - '0');
        text += 2;
        if (is_digit(*text))
            parts += *text++ - '0';
        digits = true;
    }
    while (*text == ' ')
        text++;
    if (!digits || *text || value > MONEY_MAX || value * 100 + parts > MONEY_MAX)
        return false;
    *pence = value * 100 + parts;
    return true;
}
