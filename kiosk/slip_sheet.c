// SPDX-License-Identifier: Apache-2.0
// The closing sheet on paper, for the tin: what was counted, and room for two to sign.
#include <stdio.h>

#include "kiosk/slip_parts.h"

#define SIGNATURES 2

static void add_line(struct slip *slip, const struct desk_sheet_line *line)
{
    char people[MONEY_SIZE];
    char claims[MONEY_SIZE];
    struct words_args args = {.list = {{"people", people}, {"claims", claims}}, .count = 2};

    snprintf(people, sizeof people, "%d", (int)line->people);
    snprintf(claims, sizeof claims, "%d", (int)line->claims);
    money_write(slip_add_words(slip, SLIP_WORDS, line->key, &args)->value, line->pence);
}

void slip_describe_sheet(struct slip *out, enum words_lang lang, const char *today,
                         const struct desk_sheet *sheet)
{
    struct desk_sheet_line lines[DESK_SHEET_LINES_MAX];
    size_t count = desk_sheet_list(sheet, lines);

    *out = (struct slip){.lang = lang};
    slip_add_words(out, SLIP_HEAD, "sheet.title", NULL);
    slip_add_day(out, today);
    slip_add_rule(out);
    for (size_t i = 0; i < count; i++)
        add_line(out, &lines[i]);
    slip_add_rule(out);
    slip_add_words(out, SLIP_WORDS, "sheet.signed", NULL);
    slip_add_room(out, SIGNATURES);
}
