// SPDX-License-Identifier: Apache-2.0
#include "kiosk/render_slip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/code.h"
#include "kiosk/render_parts.h"
#include "kiosk/wrap.h"
#include "shared/mem.h"
#include "shared/str.h"

#define WORDS_POINTS 18 // large print (TXT-15)
#define NUMBER_POINTS 44
#define MARGIN 8 // dots at either side
#define VALUE_GAP 24
#define RULE_ROWS 3
#define RULE_GAP 14
#define CODE_DOTS_MAX 6 // a module: three quarters of a millimetre
#define INK 110         // of 255: as dark as that is a black dot

/* One slip being drawn. */
struct press {
    struct render *render;
    struct slip_paper *paper;
    const char *code;
    TTF_Font *words, *bold, *number;
};

static int dots(int points)
{
    return (points * SLIP_DPI + 36) / 72;
}

static uint8_t *add_rows(struct press *press, int rows)
{
    struct bytes *all = &press->paper->rows;
    size_t from = all->length;

    for (int i = 0; i < rows; i++) {
        static const uint8_t white[SLIP_ROW_BYTES];

        bytes_add(all, white, sizeof white);
    }
    return all->data + from;
}

static void put_surface(uint8_t *rows, int height, const SDL_Surface *surface, int left)
{
    for (int y = 0; y < surface->h && y < height; y++) {
        const uint8_t *from = (const uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch;

        for (int x = 0; x < surface->w && left + x < SLIP_DOTS; x++)
            if (from[x] > INK)
                rows[y * SLIP_ROW_BYTES + (left + x) / 8] |= (uint8_t)(0x80 >> (left + x) % 8);
    }
}

// One row of words, already short enough.
static void put_words(uint8_t *rows, int height, TTF_Font *font, const char *text, int left)
{
    static const SDL_Color ink = {255, 255, 255, 255};
    static const SDL_Color paper = {0, 0, 0, 255};
    SDL_Surface *surface = *text ? TTF_RenderUTF8_Shaded(font, text, ink, paper) : NULL;

    if (!surface)
        return;
    put_surface(rows, height, surface, left);
    mem_wipe(surface->pixels, (size_t)surface->pitch * (size_t)surface->h);
    SDL_FreeSurface(surface);
}

static int width_of(TTF_Font *font, const char *text)
{
    int wide = 0;

    TTF_SizeUTF8(font, text, &wide, NULL);
    return wide;
}

// Bytes of the text that one row has room for: to the last space, or, of a word that is longer than
// a row, as many letters as there is room for.
static size_t fitting(TTF_Font *font, const char *text, int width)
{
    int extent = 0, letters = 0;
    size_t length = 0, space = 0;

    TTF_MeasureUTF8(font, text, width, &extent, &letters);
    for (int i = 0; i < letters && text[length]; i++) {
        if (text[length] == ' ' && wrap_may_end(text, text + length))
            space = length;
        length += str_char_length(text + length);
    }
    if (!text[length] || (text[length] == ' ' && wrap_may_end(text, text + length)))
        return length;
    if (space > 0)
        return space;
    return length > 0 ? length : str_char_length(text);
}

static void print_line(struct press *press, const struct slip_line *line, TTF_Font *font)
{
    int height = TTF_FontLineSkip(font);
    int value = *line->value ? width_of(press->bold, line->value) : 0;
    int width = SLIP_DOTS - 2 * MARGIN - (value ? value + VALUE_GAP : 0);
    const char *text = line->text;
    char row[SLIP_TEXT_SIZE];

    do {
        size_t length = fitting(font, text, width);
        uint8_t *rows = add_rows(press, height);

        memcpy(row, text, length);
        row[length] = '\0';
        put_words(rows, height, font, row, MARGIN);
        if (value && text == line->text)
            put_words(rows, height, press->bold, line->value, SLIP_DOTS - MARGIN - value);
        text += length;
        text += strspn(text, " ");
    } while (*text);
    mem_wipe(row, sizeof row);
}

static void print_rule(struct press *press)
{
    add_rows(press, RULE_GAP);
    memset(add_rows(press, RULE_ROWS) - 0, 0xFF, (size_t)RULE_ROWS * SLIP_ROW_BYTES);
    add_rows(press, RULE_GAP);
}

// As large as the paper has room for, but a short one no larger than a card's.
static void print_code(struct press *press, const char *text)
{
    struct code code;
    int side, size, left;

    code_make(&code, text);
    side = code.size + 2 * CODE_QUIET;
    size = SLIP_DOTS / side < CODE_DOTS_MAX ? SLIP_DOTS / side : CODE_DOTS_MAX;
    left = (SLIP_DOTS - side * size) / 2;
    for (int y = 0; y < side * size; y++) {
        uint8_t *row = add_rows(press, 1);

        for (int x = 0; x < side * size; x++)
            if (code_is_black(&code, x / size - CODE_QUIET, y / size - CODE_QUIET))
                row[(left + x) / 8] |= (uint8_t)(0x80 >> (left + x) % 8);
    }
    code_clear(&code);
}

static void print(struct press *press, const struct slip_line *line)
{
    switch (line->style) {
    case SLIP_WORDS:
        print_line(press, line, press->words);
        break;
    case SLIP_HEAD:
        print_line(press, line, press->bold);
        break;
    case SLIP_NUMBER:
        print_line(press, line, press->number);
        break;
    case SLIP_RULE:
        print_rule(press);
        break;
    case SLIP_CODE:
        print_code(press, press->code);
        break;
    }
}

void render_slip(struct render *render, const struct slip *slip, struct slip_paper *out)
{
    struct press press = {.render = render, .paper = out, .code = slip->code};

    bytes_clear(&out->rows);
    press.words = render_open_font(render, dots(WORDS_POINTS), false);
    press.bold = render_open_font(render, dots(WORDS_POINTS), true);
    press.number = render_open_font(render, dots(NUMBER_POINTS), true);
    if (!press.words || !press.bold || !press.number) {
        fprintf(stderr, "cannot open a font: %s\n", TTF_GetError());
        abort(); // it was there at the start; systemd starts us again
    }
    for (size_t i = 0; i < slip->count; i++)
        print(&press, &slip->lines[i]);
    TTF_CloseFont(press.words);
    TTF_CloseFont(press.bold);
    TTF_CloseFont(press.number);
}
