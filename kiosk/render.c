// SPDX-License-Identifier: Apache-2.0

#include "kiosk/render.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <SDL_image.h>
#include <SDL_ttf.h>

#include "kiosk/display.h"
#include "kiosk/layout.h"
#include "kiosk/palette.h"
#include "kiosk/pixels.h"
#include "shared/bytes.h"
#include "shared/mem.h"
#include "shared/str.h"

#define FONTS_MAX 32
#define SIZES_MAX 32
#define WORDS_MAX 512 // surfaces of words kept; a screen has fewer than a hundred
#define WIDTHS_MAX 4096
#define PICTURES_MAX 64
#define TEXT_SIZE 512
#define DAMAGE_MAX 64
#define FACE_MAX ((size_t)16 << 20) // bytes of a font file

struct font {
    int px;
    bool bold;
    TTF_Font *font;
};

struct cap_size {
    double cap; // mm
    int px;
};

struct word_picture {
    char *text;
    int px;
    bool bold;
    uint32_t colour;
    SDL_Surface *surface;
};

struct word_width {
    uint64_t hash; // of text, px and weight; 0 for a free place
    int width;
};

struct picture {
    char name[40];
    int64_t serial; // of a photo, whose name is ""
    int width, height;
    SDL_Surface *surface;
};

// A node as it was painted: where, and all that decides how it looks.
struct painted {
    SDL_Rect rect;
    uint64_t look;
};

struct render {
    struct ui_display display;
    double scale; // pixels a millimetre
    char assets[PATH_MAX];
    struct ui_metrics metrics;
    SDL_Window *window;
    SDL_Surface *surface;
    struct bytes faces[2]; // the font files, regular and bold, which every size is made from
    TTF_Font *probes[2];   // for finding sizes: regular and bold
    struct font fonts[FONTS_MAX];
    size_t font_count;
    struct cap_size sizes[SIZES_MAX]; // a page has a dozen
    size_t next_size;
    struct word_picture words[WORDS_MAX];
    size_t word_count;
    struct word_width *widths;
    size_t width_count;
    struct picture pictures[PICTURES_MAX];
    size_t picture_count;
    struct painted painted[UI_NODES_MAX];
    size_t painted_count;
    SDL_Rect damage[DAMAGE_MAX];
    size_t damage_count;
    uint64_t ground; // of what lies under all nodes
};

// --- fonts ---

static const char *font_name(bool bold)
{
    return bold ? "AtkinsonHyperlegibleNext_700Bold.ttf"
                : "AtkinsonHyperlegibleNext_400Regular.ttf";
}

// Once for all sizes: from a file each of them costs a thousand reads before the first frame.
static bool read_faces(struct render *render, struct err *err)
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

static TTF_Font *open_font(struct render *render, int px, bool bold)
{
    const struct bytes *face = &render->faces[bold];
    TTF_Font *font = TTF_OpenFontRW(SDL_RWFromConstMem(face->data, (int)face->length), 1, px);

    if (font)
        TTF_SetFontHinting(font, TTF_HINTING_LIGHT_SUBPIXEL);
    return font;
}

static TTF_Font *font_of(struct render *render, int px, bool bold)
{
    struct font *slot;

    for (size_t i = 0; i < render->font_count; i++)
        if (render->fonts[i].px == px && render->fonts[i].bold == bold)
            return render->fonts[i].font;
    if (render->font_count == FONTS_MAX) {
        for (size_t i = 0; i < FONTS_MAX; i++)
            TTF_CloseFont(render->fonts[i].font);
        render->font_count = 0;
    }
    slot = &render->fonts[render->font_count];
    slot->font = open_font(render, px, bold);
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
    struct cap_size *size;

    for (size_t i = 0; i < SIZES_MAX; i++)
        if (render->sizes[i].cap == cap_mm)
            return render->sizes[i].px;
    size = &render->sizes[render->next_size];
    render->next_size = (render->next_size + 1) % SIZES_MAX;
    *size = (struct cap_size){cap_mm, px_of_cap(render, cap_mm)};
    return size->px;
}

static uint64_t hash(uint64_t seed, const void *data, size_t size)
{
    const unsigned char *bytes = data;

    for (size_t i = 0; i < size; i++)
        seed = (seed ^ bytes[i]) * UINT64_C(1099511628211);
    return seed;
}

static const uint64_t HASH_SEED = UINT64_C(14695981039346656037);

static int measure(struct render *render, const char *text, size_t length, int px, bool bold)
{
    char copy[TEXT_SIZE];
    int wide = 0;

    if (length >= sizeof copy)
        length = sizeof copy - 1; // a line of that length is far too wide anyway
    memcpy(copy, text, length);
    copy[length] = '\0';
    TTF_SizeUTF8(font_of(render, px, bold), copy, &wide, NULL);
    mem_wipe(copy, length);
    return wide;
}

static double width_of(void *data, const char *text, size_t length, double cap_mm, bool bold)
{
    struct render *render = data;
    int px = px_of(render, cap_mm);
    uint64_t key = hash(hash(HASH_SEED, text, length), &px, sizeof px) * 2 + bold + 1;
    size_t at = key % WIDTHS_MAX;

    while (render->widths[at].hash && render->widths[at].hash != key)
        at = (at + 1) % WIDTHS_MAX;
    if (!render->widths[at].hash) {
        if (render->width_count > WIDTHS_MAX / 2) {
            mem_wipe(render->widths, WIDTHS_MAX * sizeof *render->widths);
            render->width_count = 0;
            at = key % WIDTHS_MAX;
        }
        render->widths[at] = (struct word_width){key, measure(render, text, length, px, bold)};
        render->width_count++;
    }
    return render->widths[at].width / render->scale;
}

static double em_of(void *data, double cap_mm)
{
    struct render *render = data;

    return px_of(render, cap_mm) / render->scale;
}

// --- words ---

static void forget_words(struct render *render)
{
    for (size_t i = 0; i < render->word_count; i++) {
        struct word_picture *word = &render->words[i];

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

static SDL_Color colour_of(uint32_t rgb)
{
    return (SDL_Color){(Uint8)(rgb >> 16), (Uint8)(rgb >> 8), (Uint8)rgb, 255};
}

static SDL_Surface *word_surface(struct render *render, const char *text, int px, bool bold,
                                 uint32_t colour)
{
    struct word_picture *word;

    for (size_t i = 0; i < render->word_count; i++) {
        word = &render->words[i];
        if (word->px == px && word->bold == bold && word->colour == colour &&
            str_equal(word->text, text))
            return word->surface;
    }
    if (render->word_count == WORDS_MAX)
        forget_words(render);
    word = &render->words[render->word_count++];
    *word = (struct word_picture){mem_dup(text), px, bold, colour, NULL};
    word->surface = TTF_RenderUTF8_Blended(font_of(render, px, bold), text, colour_of(colour));
    return word->surface;
}

static int px_at(const struct render *render, double mm)
{
    return (int)lround(mm * render->scale);
}

static void paint_run(struct render *render, const struct ui *ui, const struct ui_node *node,
                      const struct ui_run *run, uint32_t colour)
{
    char text[TEXT_SIZE];
    int px = px_of(render, run->cap);
    SDL_Surface *surface;
    SDL_Rect to;

    if (run->length >= sizeof text)
        return;
    memcpy(text, ui->pool + run->start, run->length);
    text[run->length] = '\0';
    surface = word_surface(render, text, px, run->bold, colour);
    mem_wipe(text, run->length);
    if (!surface)
        return;
    to = (SDL_Rect){px_at(render, node->box.x + run->x),
                    px_at(render, node->box.y + run->baseline) -
                        TTF_FontAscent(font_of(render, px, run->bold)),
                    surface->w, surface->h};
    SDL_BlitSurface(surface, NULL, render->surface, &to);
}

// --- pictures ---

static void drop_picture(struct picture *picture)
{
    if (picture->surface) {
        mem_wipe(picture->surface->pixels,
                 (size_t)picture->surface->pitch * (size_t)picture->surface->h);
        SDL_FreeSurface(picture->surface);
    }
    memset(picture, 0, sizeof *picture);
}

static void forget_pictures(struct render *render)
{
    for (size_t i = 0; i < render->picture_count; i++)
        drop_picture(&render->pictures[i]);
    render->picture_count = 0;
}

static struct picture *new_picture(struct render *render)
{
    if (render->picture_count == PICTURES_MAX)
        forget_pictures(render);
    return &render->pictures[render->picture_count++];
}

static SDL_Surface *picture_surface(struct render *render, const char *name, int size)
{
    char path[PATH_MAX + 64];
    struct picture *picture;
    SDL_RWops *file;

    for (size_t i = 0; i < render->picture_count; i++)
        if (render->pictures[i].width == size && str_equal(render->pictures[i].name, name))
            return render->pictures[i].surface;
    picture = new_picture(render);
    picture->width = size;
    snprintf(picture->name, sizeof picture->name, "%s", name);
    snprintf(path, sizeof path, "%s/pictures/%s.svg", render->assets, name);
    file = SDL_RWFromFile(path, "rb");
    if (file) {
        picture->surface = IMG_LoadSizedSVG_RW(file, size, size);
        SDL_RWclose(file);
    }
    if (!picture->surface)
        fprintf(stderr, "the picture %s is missing\n", name);
    return picture->surface;
}

static struct pixels pixels_of(SDL_Surface *surface)
{
    return (struct pixels){surface->pixels, surface->w, surface->h, surface->pitch / 4, 0, 0,
                           surface->w,      surface->h};
}

static SDL_Surface *shrunk(SDL_Surface *whole, int wide, int high)
{
    double share = fmin((double)wide / whole->w, (double)high / whole->h);
    int w = (int)fmax(1, whole->w * share);
    int h = (int)fmax(1, whole->h * share);
    SDL_Surface *plain = SDL_ConvertSurfaceFormat(whole, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_Surface *small = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);

    if (plain && small) {
        struct pixels from = pixels_of(plain);
        struct pixels to = pixels_of(small);

        pixels_shrink(&from, &to);
    }
    SDL_FreeSurface(plain);
    return small;
}

static SDL_Surface *photo_surface(struct render *render, const struct ui_photo *photo, int wide,
                                  int high)
{
    struct picture *picture;
    SDL_Surface *whole;

    for (size_t i = 0; i < render->picture_count; i++) {
        picture = &render->pictures[i];
        if (!*picture->name && picture->serial == photo->serial && picture->width == wide &&
            picture->height == high)
            return picture->surface;
    }
    picture = new_picture(render);
    picture->serial = photo->serial;
    picture->width = wide;
    picture->height = high;
    whole = IMG_Load_RW(SDL_RWFromConstMem(photo->data, (int)photo->size), 1);
    if (whole)
        picture->surface = shrunk(whole, wide, high);
    SDL_FreeSurface(whole);
    return picture->surface;
}

// --- nodes ---

static struct pixels_box box_px(const struct render *render, const struct ui_box *box)
{
    int left = px_at(render, box->x);
    int top = px_at(render, box->y);

    return (struct pixels_box){left, top, px_at(render, box->x + box->w) - left,
                               px_at(render, box->y + box->h) - top};
}

static struct pixels canvas(const struct render *render)
{
    struct pixels pixels = pixels_of(render->surface);
    SDL_Rect clip;

    SDL_GetClipRect(render->surface, &clip);
    pixels.left = clip.x;
    pixels.top = clip.y;
    pixels.right = clip.x + clip.w;
    pixels.bottom = clip.y + clip.h;
    return pixels;
}

static struct pixels_box grown(struct pixels_box box, int by)
{
    return (struct pixels_box){box.x - by, box.y - by, box.w + 2 * by, box.h + 2 * by};
}

static void paint_box(struct render *render, const struct ui *ui, const struct ui_node *node,
                      const struct palette_paint *paint)
{
    struct pixels pixels = canvas(render);
    struct pixels_box box = box_px(render, &node->box);
    double radius = layout_radius(ui) * render->scale;
    bool thick = (node->selectable && node->selected) || node->pressed;
    int edge = 0;

    if (paint->has_edge)
        edge = px_at(render, thick ? layout_thick_edge(ui) : layout_edge(ui));
    if (paint->has_edge && edge < 2)
        edge = 2;
    if (edge)
        pixels_round(&pixels, box, radius, paint->edge);
    pixels_round(&pixels, grown(box, -edge), radius - edge, paint->ground);
}

static void paint_ring(struct render *render, const struct ui *ui, const struct ui_node *node)
{
    const struct palette *palette = palette_of(ui->contrast);
    struct pixels pixels = canvas(render);
    struct pixels_box box = box_px(render, &node->box);
    int width = (int)lround(1.3 * render->scale);
    double radius = layout_radius(ui) * render->scale;
    uint32_t paper = ui->desk ? palette->desk_paper : palette->paper;

    pixels_round(&pixels, grown(box, 2 * width), radius + 2 * width, palette->ink);
    pixels_round(&pixels, grown(box, width), radius + width, paper);
}

static void paint_picture(struct render *render, const struct ui_box *box, const char *name,
                          uint32_t colour)
{
    struct pixels_box to = box_px(render, box);
    int size = to.w < to.h ? to.w : to.h;
    SDL_Surface *surface = size > 0 ? picture_surface(render, name, size) : NULL;
    SDL_Color tint = colour_of(str_starts(name, "sign-") ? colour : 0xFFFFFF);
    SDL_Rect rect = {to.x + (to.w - size) / 2, to.y + (to.h - size) / 2, size, size};

    if (!surface)
        return;
    SDL_SetSurfaceColorMod(surface, tint.r, tint.g, tint.b);
    SDL_BlitSurface(surface, NULL, render->surface, &rect);
}

static void paint_photo(struct render *render, const struct ui *ui, const struct ui_node *node)
{
    struct pixels_box box =
        grown(box_px(render, &node->box), -(int)lround(layout_radius(ui) / 2 * render->scale));
    SDL_Surface *surface = photo_surface(render, &node->photo, box.w, box.h);
    SDL_Rect rect;

    if (!surface)
        return;
    rect = (SDL_Rect){box.x + (box.w - surface->w) / 2, box.y + (box.h - surface->h) / 2,
                      surface->w, surface->h};
    SDL_BlitSurface(surface, NULL, render->surface, &rect);
}

static bool has_box(const struct ui_node *node, const struct palette_paint *paint)
{
    return paint->has_edge || node->role == UI_GO;
}

static void fill_mm(struct render *render, struct ui_box mm, uint32_t colour)
{
    struct pixels_box box = box_px(render, &mm);
    SDL_Rect rect = {box.x, box.y, box.w, box.h > 0 ? box.h : 1};

    SDL_FillRect(render->surface, &rect, 0xFF000000U | colour);
}

// The line under a row of amounts, the bar beside a problem, the place where typing goes on.
static void paint_extras(struct render *render, const struct ui *ui, const struct ui_node *node,
                         const struct palette_paint *paint)
{
    const struct palette *palette = palette_of(ui->contrast);
    const struct ui_box *box = &node->box;

    if (node->role == UI_LINE && node->next >= 0 && ui->nodes[node->next].role == UI_LINE)
        fill_mm(render, (struct ui_box){box->x, box->y + box->h - 0.25, box->w, 0.5},
                palette->line);
    if (node->role == UI_PROBLEM)
        fill_mm(render, (struct ui_box){box->x, box->y, node->cap * 0.35, box->h}, paint->ink);
    if (node->role == UI_FIELD) {
        const struct ui_run *run = node->run_count ? &ui->runs[node->run] : NULL;
        double x = box->x + (run ? run->x + run->width + 0.6 : layout_radius(ui));
        double high = node->cap * 1.5;

        fill_mm(render, (struct ui_box){x, box->y + (box->h - high) / 2, 0.9, high}, palette->line);
    }
}

static bool is_veiled(const struct ui *ui, const struct ui_node *node)
{
    return ui->veiled && node->private;
}

// Words as a plain block of their size: what was there is no secret, what it said is.
static void paint_veil(struct render *render, const struct ui *ui, const struct ui_node *node)
{
    for (size_t i = 0; i < node->run_count; i++) {
        const struct ui_run *run = &ui->runs[node->run + i];

        fill_mm(render,
                (struct ui_box){node->box.x + run->x, node->box.y + run->baseline - run->cap,
                                run->width, run->cap},
                palette_of(ui->contrast)->line);
    }
}

static void paint_words(struct render *render, const struct ui *ui, const struct ui_node *node,
                        uint32_t ink)
{
    if (is_veiled(ui, node)) {
        paint_veil(render, ui, node);
        return;
    }
    for (size_t i = 0; i < node->run_count; i++)
        paint_run(render, ui, node, &ui->runs[node->run + i], ink);
    if (node->role == UI_PHOTO)
        paint_photo(render, ui, node);
}

static void paint_tick(struct render *render, const struct ui_node *node,
                       const struct palette_paint *paint)
{
    const struct ui_box *box = &node->tick_box;
    const struct ui_box *picture = &node->picture_box;
    bool on_picture = box->x < picture->x + picture->w && box->y + box->h > picture->y;
    uint32_t colour = paint->ink;

    if (on_picture) { // on a round ground of its own, or it would be lost
        struct pixels pixels = canvas(render);

        pixels_round(&pixels, grown(box_px(render, box), px_at(render, 0.8)), 1000, paint->ink);
        colour = paint->ground;
    }
    paint_picture(render, box, "sign-tick", colour);
}

static void paint_node(struct render *render, const struct ui *ui, const struct ui_node *node)
{
    struct palette_paint paint = palette_paint(ui, node);

    if (node->focused)
        paint_ring(render, ui, node);
    if (has_box(node, &paint))
        paint_box(render, ui, node, &paint);
    paint_extras(render, ui, node, &paint);
    paint_words(render, ui, node, paint.ink);
    if (node->picture)
        paint_picture(render, &node->picture_box, node->picture, paint.ink);
    if (node->selectable && node->selected)
        paint_tick(render, node, &paint);
}

// --- what changed ---

static SDL_Rect reach(const struct render *render, const struct ui_node *node)
{
    struct pixels_box box = grown(box_px(render, &node->box), (int)ceil(3 * render->scale));

    return (SDL_Rect){box.x, box.y, box.w, box.h};
}

static uint64_t look_of(const struct ui *ui, const struct ui_node *node)
{
    struct palette_paint paint = palette_paint(ui, node);
    uint32_t parts[] = {(uint32_t)node->role, paint.ink,
                        paint.ground,         paint.edge,
                        node->selected,       node->focused,
                        node->pressed,        node->selectable,
                        is_veiled(ui, node),  (uint32_t)node->run_count};
    uint64_t look = hash(HASH_SEED, parts, sizeof parts);

    if (node->picture)
        look = hash(look, node->picture, strlen(node->picture));
    look = hash(look, &node->photo.serial, sizeof node->photo.serial);
    look = hash(look, &node->picture_box, sizeof node->picture_box);
    look = hash(look, &node->box, sizeof node->box);
    for (size_t i = 0; i < node->run_count; i++) {
        const struct ui_run *run = &ui->runs[node->run + i];
        double place[] = {run->x, run->baseline, run->cap, run->bold};

        look = hash(look, ui->pool + run->start, run->length);
        look = hash(look, place, sizeof place);
    }
    return look;
}

static size_t list_painted(const struct render *render, const struct ui *ui, struct painted *out)
{
    size_t count = 0;

    for (size_t i = 0; i < ui->node_count; i++) {
        const struct ui_node *node = &ui->nodes[i];

        if (node->placed && node->role > UI_KEYS)
            out[count++] = (struct painted){reach(render, node), look_of(ui, node)};
    }
    return count;
}

static bool is_listed(const struct painted *list, size_t count, const struct painted *one)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].look == one->look && SDL_RectEquals(&list[i].rect, &one->rect))
            return true;
    return false;
}

static void add_damage(struct render *render, SDL_Rect rect)
{
    SDL_Rect whole = {0, 0, render->surface->w, render->surface->h};

    if (!SDL_IntersectRect(&rect, &whole, &rect))
        return;
    for (size_t i = 0; i < render->damage_count; i++)
        if (SDL_HasIntersection(&render->damage[i], &rect)) {
            SDL_UnionRect(&render->damage[i], &rect, &render->damage[i]);
            return;
        }
    if (render->damage_count == DAMAGE_MAX) {
        render->damage[0] = whole;
        render->damage_count = 1;
        return;
    }
    render->damage[render->damage_count++] = rect;
}

static void compare(struct render *render, const struct painted *was, size_t was_count,
                    const struct painted *is, size_t is_count)
{
    for (size_t i = 0; i < was_count; i++)
        if (!is_listed(is, is_count, &was[i]))
            add_damage(render, was[i].rect);
    for (size_t i = 0; i < is_count; i++)
        if (!is_listed(was, was_count, &is[i]))
            add_damage(render, is[i].rect);
}

static void paint_ground(struct render *render, const struct ui *ui, const SDL_Rect *rect)
{
    const struct palette *palette = palette_of(ui->contrast);
    struct ui_box bar = layout_bar(ui);

    SDL_FillRect(render->surface, rect,
                 0xFF000000U | (ui->desk ? palette->desk_paper : palette->paper));
    if (bar.h > 0)
        fill_mm(render, bar, ui->desk ? palette->desk_bar : palette->bar);
}

static void paint_rect(struct render *render, const struct ui *ui, const SDL_Rect *rect)
{
    SDL_SetClipRect(render->surface, rect);
    paint_ground(render, ui, rect);
    for (size_t i = 0; i < ui->node_count; i++) {
        const struct ui_node *node = &ui->nodes[i];
        SDL_Rect near;

        if (!node->placed || node->role <= UI_KEYS)
            continue;
        near = reach(render, node);
        if (SDL_HasIntersection(&near, rect))
            paint_node(render, ui, node);
    }
    SDL_SetClipRect(render->surface, NULL);
}

static void show(struct render *render)
{
    SDL_Surface *screen;

    if (!render->window)
        return;
    screen = SDL_GetWindowSurface(render->window);
    if (!screen)
        return;
    if (screen->w == render->surface->w && screen->h == render->surface->h) {
        for (size_t i = 0; i < render->damage_count; i++) {
            SDL_Rect to = render->damage[i];

            SDL_BlitSurface(render->surface, &render->damage[i], screen, &to);
        }
        SDL_UpdateWindowSurfaceRects(render->window, render->damage, (int)render->damage_count);
    } else {
        SDL_BlitScaled(render->surface, NULL, screen, NULL);
        SDL_UpdateWindowSurface(render->window);
    }
}

bool render_paint(struct render *render, const struct ui *ui)
{
    struct painted now[UI_NODES_MAX];
    size_t count = list_painted(render, ui, now);
    struct ui_box bar = layout_bar(ui);
    double ground[] = {ui->desk, ui->contrast, bar.h, 1};
    uint64_t look = hash(HASH_SEED, ground, sizeof ground);

    render->damage_count = 0;
    if (look != render->ground)
        add_damage(render, (SDL_Rect){0, 0, render->surface->w, render->surface->h});
    else
        compare(render, render->painted, render->painted_count, now, count);
    render->ground = look;
    memcpy(render->painted, now, count * sizeof now[0]);
    render->painted_count = count;
    for (size_t i = 0; i < render->damage_count; i++)
        paint_rect(render, ui, &render->damage[i]);
    if (render->damage_count > 0)
        show(render);
    return render->damage_count > 0;
}

void render_expose(struct render *render)
{
    render->ground = 0;
}

void render_forget(struct render *render)
{
    forget_words(render);
    forget_pictures(render);
    mem_wipe(render->widths, WIDTHS_MAX * sizeof *render->widths);
    render->width_count = 0;
    mem_wipe(render->surface->pixels, (size_t)render->surface->pitch * (size_t)render->surface->h);
    render_expose(render);
}

// --- opening ---

static bool open_window(struct render *render, enum render_where where, struct err *err)
{
    Uint32 flags = where == RENDER_FULL_SCREEN ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0;

    if (where == RENDER_HIDDEN)
        return true;
    // We draw ourselves: no graphics card is to be woken for it.
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return err_set(err, ERR_INTERNAL, "cannot open the display: %s", SDL_GetError());
    render->window = SDL_CreateWindow("Diolch", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                      render->display.width_px, render->display.height_px, flags);
    return render->window || err_set(err, ERR_INTERNAL, "cannot open a window: %s", SDL_GetError());
}

static bool start(struct render *render, enum render_where where, struct err *err)
{
    render->widths = mem_new(WIDTHS_MAX, sizeof *render->widths);
    if (TTF_Init() != 0)
        return err_set(err, ERR_INTERNAL, "cannot draw words: %s", TTF_GetError());
    if (!read_faces(render, err))
        return false;
    render->probes[0] = open_font(render, 32, false);
    render->probes[1] = open_font(render, 32, true);
    if (!render->probes[0] || !render->probes[1])
        return err_set(err, ERR_INTERNAL, "cannot read a font: %s", TTF_GetError());
    render->surface = SDL_CreateRGBSurfaceWithFormat(
        0, render->display.width_px, render->display.height_px, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!render->surface)
        return err_set(err, ERR_INTERNAL, "cannot draw: %s", SDL_GetError());
    SDL_SetSurfaceBlendMode(render->surface, SDL_BLENDMODE_NONE);
    return open_window(render, where, err);
}

bool render_open(struct render **out, const struct ui_display *display, const char *assets,
                 enum render_where where, struct err *err)
{
    struct render *render = mem_new(1, sizeof *render);

    render->display = *display;
    render->scale = display_px_per_mm(display);
    render->metrics = (struct ui_metrics){render, width_of, em_of};
    if (!str_copy(render->assets, sizeof render->assets, assets)) {
        free(render);
        return err_set(err, ERR_INVALID, "the path to the fonts is too long");
    }
    if (!start(render, where, err)) {
        render_close(render);
        return false;
    }
    *out = render;
    return true;
}

void render_close(struct render *render)
{
    if (!render)
        return;
    if (render->surface)
        render_forget(render);
    for (size_t i = 0; i < render->font_count; i++)
        TTF_CloseFont(render->fonts[i].font);
    for (int i = 0; i < 2; i++)
        if (render->probes[i])
            TTF_CloseFont(render->probes[i]);
    SDL_FreeSurface(render->surface);
    if (render->window)
        SDL_DestroyWindow(render->window);
    if (TTF_WasInit())
        TTF_Quit();
    for (int i = 0; i < 2; i++)
        bytes_clear(&render->faces[i]);
    free(render->widths);
    free(render);
}

const struct ui_metrics *render_metrics(struct render *render)
{
    return &render->metrics;
}

bool render_save(struct render *render, const char *path, struct err *err)
{
    if (IMG_SavePNG(render->surface, path) != 0)
        return err_set(err, ERR_INTERNAL, "cannot write a picture: %s", IMG_GetError());
    return true;
}

void render_to_mm(const struct render *render, double *x, double *y)
{
    int wide = render->display.width_px;
    int high = render->display.height_px;

    if (render->window)
        SDL_GetWindowSize(render->window, &wide, &high);
    *x *= render->display.width_mm / wide;
    *y *= render->display.height_mm / high;
}
