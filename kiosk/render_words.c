// SPDX-License-Identifier: Apache-2.0

#include "kiosk/render.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/render_parts.h"
#include "kiosk/wrap.h"
#include "shared/mem.h"
#include "shared/str.h"

#define FACE_MAX ((size_t)16 << 20) // bytes of a font file

static const char *font_name(bool bold)
{
    return bold ? "AtkinsonHyperlegibleNext_700Bold.ttf"
                : "AtkinsonHyperlegibleNext_400Regular.ttf";
}

// Once for all sizes: from a file each of them costs a thousand reads before the first frame.
bool render_read_faces(struct render *render, struct err *err)
{
    char path[PATH_MAX + 64];

    for (int bold = 0; bold < 2; bold++) {
        snprintf(path, sizeof path, "%s/fonts/%s", render->assets, font_name(bold));
        if (!bytes_read_file(&render->faces[bold], path, FACE_MAX, err))
            return err_set(err, ERR_NOT_FOUND, "no fonts in %s: install Diolch again",
                           render->assets);
    }
    return true;
}

TTF_Font *render_open_font(struct render *render, int px, bool bold)
{
    const struct bytes *face = &render->faces[bold];
    TTF_Font *font = TTF_OpenFontRW(SDL_RWFromConstMem(face->data, (int)face->length), 1, px);

    if (font)
        TTF_SetFontHinting(font, TTF_HINTING_LIGHT_SUBPIXEL);
    return font;
}

static TTF_Font *font_of(struct render *render, int px, bool bold)
{
    struct render_font *slot;

    for (size_t i = 0; i < render->font_count; i++)
        if (render->fonts[i].px == px && render->fonts[i].bold == bold)
            return render->fonts[i].font;
    if (render->font_count == RENDER_FONTS_MAX) {
        for (size_t i = 0; i < RENDER_FONTS_MAX; i++)
            TTF_CloseFont(render->fonts[i].font);
        render->font_count = 0;
    }
    slot = &render->fonts[render->font_count];
    slot->font = render_open_font(render, px, bold);
    if (!slot->font) {
        fprintf(stderr, "cannot open a font: %s\n", TTF_GetError());
        abort(); // it was there at the start; systemd starts us again
    }
    slot->px = px;
    slot->bold = bold;
    render->font_count++;
    return slot->font;
}

static int cap_of(TTF_Font *font)
{
    int low_x, high_x, low_y, high_y = 0, advance;

    TTF_GlyphMetrics32(font, 'H', &low_x, &high_x, &low_y, &high_y, &advance);
    return high_y;
}

// The smallest font whose capitals, as drawn, are as high as asked for (accessibility.md 4.2).
static int px_of_cap(struct render *render, double cap_mm)
{
    static const double most_cap = 0.75; // of the em; this face has 0.668
    double cap = cap_mm * render->scale;
    int px = (int)(cap / most_cap);

    for (;; px++) {
        TTF_SetFontSize(render->probes[0], px);
        TTF_SetFontSize(render->probes[1], px);
        if (cap_of(render->probes[0]) >= cap - 0.01 && cap_of(render->probes[1]) >= cap - 0.01)
            return px;
    }
}

static int px_of(struct render *render, double cap_mm)
{
    struct render_cap_size *size = &render->sizes[render->last_size];

    if (size->cap == cap_mm) // as nearly always
        return size->px;
    for (size_t i = 0; i < RENDER_SIZES_MAX; i++)
        if (render->sizes[i].cap == cap_mm) {
            render->last_size = i;
            return render->sizes[i].px;
        }
    size = &render->sizes[render->next_size];
    render->next_size = (render->next_size + 1) % RENDER_SIZES_MAX;
    *size = (struct render_cap_size){cap_mm, px_of_cap(render, cap_mm)};
    return size->px;
}

static int measure(struct render *render, const char *text, size_t length, int px, bool bold)
{
    char copy[RENDER_TEXT_SIZE];
    int wide = 0;

    if (length >= sizeof copy)
        length = sizeof copy - 1; // a line of that length is far too wide anyway
    memcpy(copy, text, length);
    copy[length] = '\0';
    TTF_SizeUTF8(font_of(render, px, bold), copy, &wide, NULL);
    mem_wipe(copy, length);
    return wide;
}

double render_width(void *data, const char *text, size_t length, double cap_mm, bool bold)
{
    struct render *render = data;
    int px = px_of(render, cap_mm);
    int how[2] = {px, bold};
    uint64_t key = render_hash(render_hash(RENDER_HASH_SEED, text, length), how, sizeof how) | 1;
    size_t first = (key >> 1) % RENDER_WIDTHS_MAX;
    size_t at = first;

    while (render->widths[at].hash && render->widths[at].hash != key)
        at = (at + 1) % RENDER_WIDTHS_MAX;
    if (!render->widths[at].hash) {
        if (render->width_count > RENDER_WIDTHS_MAX / 2) {
            mem_wipe(render->widths, RENDER_WIDTHS_MAX * sizeof *render->widths);
            render->width_count = 0;
            at = first;
        }
        render->widths[at] =
            (struct render_word_width){key, measure(render, text, length, px, bold)};
        render->width_count++;
    }
    return render->widths[at].width / render->scale;
}

double render_em(void *data, double cap_mm)
{
    struct render *render = data;

    return px_of(render, cap_mm) / render->scale;
}

void render_forget_words(struct render *render)
{
    for (size_t i = 0; i < render->word_count; i++) {
        struct render_word_picture *word = &render->words[i];

        mem_wipe(word->text, strlen(word->text));
        free(word->text);
        if (word->surface) {
            mem_wipe(word->surface->pixels,
                     (size_t)word->surface->pitch * (size_t)word->surface->h);
            SDL_FreeSurface(word->surface);
        }
    }
    render->word_count = 0;
}

SDL_Color render_colour(uint32_t rgb)
{
    return (SDL_Color){(Uint8)(rgb >> 16), (Uint8)(rgb >> 8), (Uint8)rgb, 255};
}

static SDL_Surface *word_surface(struct render *render, const char *text, int px, bool bold,
                                 uint32_t colour)
{
    struct render_word_picture *word;

    for (size_t i = 0; i < render->word_count; i++) {
        word = &render->words[i];
        if (word->px == px && word->bold == bold && word->colour == colour &&
            str_equal(word->text, text))
            return word->surface;
    }
    if (render->word_count == RENDER_WORDS_MAX)
        render_forget_words(render);
    word = &render->words[render->word_count++];
    *word = (struct render_word_picture){mem_dup(text), px, bold, colour, NULL};
    word->surface = TTF_RenderUTF8_Blended(font_of(render, px, bold), text, render_colour(colour));
    return word->surface;
}

// At a place in mm, on its baseline.
static void put_text(struct render *render, const char *text, const struct ui_run *run, double x,
                     double baseline, uint32_t colour)
{
    int px = px_of(render, run->cap);
    SDL_Surface *surface = word_surface(render, text, px, run->bold, colour);
    SDL_Rect to;

    if (!surface)
        return;
    to = (SDL_Rect){render_px(render, x),
                    render_px(render, baseline) - TTF_FontAscent(font_of(render, px, run->bold)),
                    surface->w, surface->h};
    SDL_BlitSurface(surface, NULL, render->surface, &to);
}

// SDL_ttf cannot set letters apart, so each is painted by itself.
static void put_spaced(struct render *render, const char *text, const struct ui_run *run, double x,
                       double baseline, uint32_t colour)
{
    while (*text) {
        size_t length = str_char_length(text);
        char letter[8] = "";

        memcpy(letter, text, length);
        if (*letter != ' ')
            put_text(render, letter, run, x, baseline, colour);
        x += render_width(render, text, length, run->cap, run->bold) +
             wrap_apart(run->tracking, *text);
        text += length;
    }
}

void render_run(struct render *render, const struct ui *ui, const struct ui_node *node,
                const struct ui_run *run, uint32_t colour)
{
    double x = node->box.x + run->x;
    double baseline = node->box.y + run->baseline;
    char text[RENDER_TEXT_SIZE];

    if (run->length >= sizeof text)
        return;
    memcpy(text, ui->pool + run->start, run->length);
    text[run->length] = '\0';
    if (run->tracking > 0)
        put_spaced(render, text, run, x, baseline, colour);
    else
        put_text(render, text, run, x, baseline, colour);
    mem_wipe(text, run->length);
}
