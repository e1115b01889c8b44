// SPDX-License-Identifier: Apache-2.0
#include "server/plain.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_SIZE 8192 // far above thirty-two roles in one sentence, the longest there is
#define INDENT ((size_t)2)
#define FACT_COLUMN ((size_t)16)
#define ROW_DOTS 4

#define FORMAT(text, fmt)                                                                          \
    do {                                                                                           \
        va_list args;                                                                              \
        int length;                                                                                \
                                                                                                   \
        va_start(args, fmt);                                                                       \
        length = vsnprintf(text, sizeof(text), fmt, args);                                         \
        va_end(args);                                                                              \
        assert(length >= 0 && length < TEXT_SIZE); /* never cut in silence */                      \
    } while (0)

static size_t width_of(const char *text, size_t bytes)
{
    size_t width = 0;

    for (size_t i = 0; i < bytes; i++)
        width += ((unsigned char)text[i] & 0xC0) != 0x80; // each character once
    return width;
}

static void add_spaces(struct bytes *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        bytes_add_text(out, " ");
}

// The line begins at `column` already; those that follow are indented to it.
static void wrap(struct bytes *out, const char *text, size_t indent)
{
    size_t column = indent;

    while (*text) {
        size_t length = strcspn(text, " ");
        size_t width = width_of(text, length);

        if (column > indent && column + 1 + width > PLAIN_WIDTH) {
            bytes_add_text(out, "\n");
            add_spaces(out, indent);
            column = indent;
        }
        if (column > indent) {
            bytes_add_text(out, " ");
            column++;
        }
        bytes_add(out, text, length);
        column += width;
        text += length;
        text += strspn(text, " ");
    }
    bytes_add_text(out, "\n");
}

void plain_gap(struct bytes *out)
{
    const char *end = bytes_text(out) + out->length;

    if (out->length && !(out->length > 1 && end[-1] == '\n' && end[-2] == '\n'))
        bytes_add_text(out, "\n");
}

void plain_heading(struct bytes *out, const char *text)
{
    plain_gap(out);
    bytes_addf(out, "%s\n\n", text);
}

void plain_paragraph(struct bytes *out, const char *fmt, ...)
{
    char text[TEXT_SIZE];

    FORMAT(text, fmt);
    add_spaces(out, INDENT);
    wrap(out, text, INDENT);
}

void plain_item(struct bytes *out, const char *mark, const char *fmt, ...)
{
    char text[TEXT_SIZE];

    FORMAT(text, fmt);
    add_spaces(out, INDENT);
    bytes_addf(out, "%s ", mark);
    wrap(out, text, INDENT + strlen(mark) + 1);
}

void plain_row(struct bytes *out, const char *value, const char *fmt, ...)
{
    char text[TEXT_SIZE];
    size_t used;

    FORMAT(text, fmt);
    used = 2 * INDENT + width_of(text, strlen(text)) + 1;
    add_spaces(out, 2 * INDENT);
    if (used + width_of(value, strlen(value)) + ROW_DOTS <= PLAIN_WIDTH) {
        bytes_addf(out, "%s ", text);
    } else { // no room for both: the value has a line of its own
        wrap(out, text, 2 * INDENT);
        used = 2 * INDENT;
        add_spaces(out, used);
    }
    for (size_t end = PLAIN_WIDTH - width_of(value, strlen(value)) - 1; used < end; used++)
        bytes_add_text(out, ".");
    bytes_addf(out, " %s\n", value);
}

void plain_fact(struct bytes *out, const char *name, const char *fmt, ...)
{
    char text[TEXT_SIZE];

    FORMAT(text, fmt);
    add_spaces(out, INDENT);
    bytes_add_text(out, name);
    add_spaces(out, FACT_COLUMN - INDENT - width_of(name, strlen(name)));
    wrap(out, text, FACT_COLUMN);
}

void plain_date(char out[static PLAIN_DATE_SIZE], const char *date)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    const char *month = date[0] ? months[atoi(date + strlen("2026-")) - 1] : "";

    if (strlen(date) > strlen("2026-11"))
        snprintf(out, PLAIN_DATE_SIZE, "%d %s %.4s", atoi(date + strlen("2026-11-")), month, date);
    else
        snprintf(out, PLAIN_DATE_SIZE, "%s%s%.4s", month, date[0] ? " " : "", date);
}

void plain_list(struct bytes *out, const char *word, size_t index, size_t count)
{
    if (index)
        bytes_add_text(out, index + 1 == count ? " and " : ", ");
    bytes_add_text(out, word);
}
