// SPDX-License-Identifier: Apache-2.0

#include "kiosk/render.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL_image.h>

#include "kiosk/display.h"
#include "kiosk/layout.h"
#include "kiosk/palette.h"
#include "kiosk/pixels.h"
#include "kiosk/render_parts.h"
#include "shared/mem.h"
#include "shared/str.h"

#define DARK_SIGN_MM 30.0

uint64_t render_hash(uint64_t seed, const void *data, size_t size)
{
    const unsigned char *bytes = data;

    for (size_t i = 0; i < size; i++)
        seed = (seed ^ bytes[i]) * UINT64_C(1099511628211);
    return seed;
}

int render_px(const struct render *render, double mm)
{
    return (int)lround(mm * render->scale);
}

struct pixels_box render_box(const struct render *render, const struct ui_box *box)
{
    int left = render_px(render, box->x);
    int top = render_px(render, box->y);

    return (struct pixels_box){left, top, render_px(render, box->x + box->w) - left,
                               render_px(render, box->y + box->h) - top};
}

struct pixels_box render_grown(struct pixels_box box, int by)
{
    return (struct pixels_box){box.x - by, box.y - by, box.w + 2 * by, box.h + 2 * by};
}

static struct pixels canvas(const struct render *render)
{
    struct pixels pixels = render_pixels(render->surface);
    SDL_Rect clip;

    SDL_GetClipRect(render->surface, &clip);
    pixels.left = clip.x;
    pixels.top = clip.y;
    pixels.right = clip.x + clip.w;
    pixels.bottom = clip.y + clip.h;
    return pixels;
}

static void paint_box(struct render *render, const struct ui *ui, const struct ui_node *node,
                      const struct palette_paint *paint)
{
    struct pixels pixels = canvas(render);
    struct pixels_box box = render_box(render, &node->box);
    double radius = layout_radius(ui) * render->scale;
    bool thick = (node->selectable && node->selected) || node->pressed;
    int within = render_px(render, layout_thick_edge(ui));
    int edge = 0;

    if (paint->has_edge)
        edge = render_px(render, thick ? layout_thick_edge(ui) : layout_edge(ui));
    if (paint->has_edge && edge < 2)
        edge = 2;
    if (edge)
        pixels_round(&pixels, box, radius, paint->edge);
    pixels_round(&pixels, render_grown(box, -edge), radius - edge, paint->ground);
    if (node->pressed && (!paint->has_edge || node->selected)) { // no edge to grow (TIM-09)
        pixels_round(&pixels, render_grown(box, -within), radius - within, paint->ink);
        pixels_round(&pixels, render_grown(box, -2 * within), radius - 2 * within, paint->ground);
    }
}

static bool has_box(const struct ui_node *node, const struct palette_paint *paint)
{
    return paint->has_edge || node->role == UI_GO;
}

// Around what has the focus, and around what is being said (AUD-17).
static void paint_ring(struct render *render, const struct ui *ui, const struct ui_node *node,
                       const struct palette_paint *paint)
{
    const struct palette *palette = palette_of(ui->prefs.contrast);
    struct pixels pixels = canvas(render);
    struct pixels_box box = render_box(render, &node->box);
    int width = (int)lround(1.3 * render->scale);
    bool boxed = has_box(node, paint);
    double radius = boxed ? layout_radius(ui) * render->scale : 0; // words go into the corners
    int gap = boxed ? width : width / 2;                           // words have room of their own
    uint32_t paper = ui->desk ? palette->desk_paper : palette->paper;

    pixels_round(&pixels, render_grown(box, gap + width), radius + gap + width,
                 boxed ? palette->ink : paint->ink);
    pixels_round(&pixels, render_grown(box, gap), radius + gap, boxed ? paper : paint->ground);
}

static void fill_mm(struct render *render, struct ui_box mm, uint32_t colour)
{
    struct pixels_box box = render_box(render, &mm);
    SDL_Rect rect = {box.x, box.y, box.w, box.h > 0 ? box.h : 1};

    SDL_FillRect(render->surface, &rect, 0xFF000000U | colour);
}

static bool is_veiled(const struct ui *ui, const struct ui_node *node)
{
    return ui->veiled && node->private;
}

// Under the veil nobody sees what was said: not what is chosen, nor a picture that is theirs.
static struct ui_node as_seen(const struct ui *ui, const struct ui_node *node)
{
    struct ui_node seen = *node;

    if (ui->veiled)
        seen.selected = false;
    if (is_veiled(ui, node))
        seen.picture = NULL;
    return seen;
}

// The line under a row of amounts, the bar beside a problem, the place where typing goes on.
static void paint_extras(struct render *render, const struct ui *ui, const struct ui_node *node,
                         const struct palette_paint *paint)
{
    const struct palette *palette = palette_of(ui->prefs.contrast);
    const struct ui_box *box = &node->box;

    if (node->role == UI_LINE && node->next >= 0 && ui->nodes[node->next].role == UI_LINE)
        fill_mm(render, (struct ui_box){box->x, box->y + box->h - 0.25, box->w, 0.5},
                palette->line);
    if (node->role == UI_PROBLEM)
        fill_mm(render, (struct ui_box){box->x, box->y, node->cap * 0.35, box->h}, paint->ink);
    if (node->role == UI_FIELD && !is_veiled(ui, node)) {
        const struct ui_run *run = node->run_count ? &ui->runs[node->run] : NULL;
        double x = box->x + (run ? run->x + run->width + 0.6 : layout_radius(ui));
        double high = node->cap * 1.5;

        fill_mm(render, (struct ui_box){x, box->y + (box->h - high) / 2, 0.9, high}, paint->edge);
    }
}

// Words as a plain block of their size: what was there is no secret, what it said is.
static void paint_veil(struct render *render, const struct ui *ui, const struct ui_node *node)
{
    for (size_t i = 0; i < node->run_count; i++) {
        const struct ui_run *run = &ui->runs[node->run + i];

        fill_mm(render,
                (struct ui_box){node->box.x + run->x, node->box.y + run->baseline - run->cap,
                                run->width, run->cap},
                palette_of(ui->prefs.contrast)->line);
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
        render_run(render, ui, node, &ui->runs[node->run + i], ink);
    if (node->role == UI_PHOTO)
        render_photo(render, ui, node);
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

        pixels_round(&pixels, render_grown(render_box(render, box), render_px(render, 0.8)), 1000,
                     paint->ink);
        colour = paint->ground;
    }
    render_picture(render, box, "sign-tick", colour);
}

static void paint_node(struct render *render, const struct ui *ui, const struct ui_node *node)
{
    struct ui_node seen = as_seen(ui, node);
    struct palette_paint paint = palette_paint(ui, &seen);

    if (seen.focused || seen.voiced)
        paint_ring(render, ui, &seen, &paint);
    if (has_box(&seen, &paint))
        paint_box(render, ui, &seen, &paint);
    paint_extras(render, ui, &seen, &paint);
    paint_words(render, ui, &seen, paint.ink);
    if (seen.picture)
        render_picture(render, &seen.picture_box, seen.picture, paint.ink);
    if (seen.selectable && seen.selected)
        paint_tick(render, &seen, &paint);
}

static SDL_Rect reach(const struct render *render, const struct ui_node *node)
{
    struct pixels_box box =
        render_grown(render_box(render, &node->box), (int)ceil(3 * render->scale));

    return (SDL_Rect){box.x, box.y, box.w, box.h};
}

static uint64_t mix(uint64_t look, uint64_t value)
{
    return (look ^ value) * UINT64_C(1099511628211);
}

static uint64_t look_of_number(uint64_t look, double mm)
{
    return mix(look, (uint64_t)llround(mm * 1000));
}

static uint64_t look_of_box(uint64_t look, const struct ui_box *box)
{
    look = look_of_number(look_of_number(look, box->x), box->y);
    return look_of_number(look_of_number(look, box->w), box->h);
}

static uint64_t look_of(const struct ui *ui, const struct ui_node *shown)
{
    struct ui_node seen = as_seen(ui, shown);
    const struct ui_node *node = &seen;
    struct palette_paint paint = palette_paint(ui, node);
    const uint64_t parts[] = {node->role,
                              paint.ink,
                              paint.ground,
                              paint.edge,
                              paint.has_edge,
                              node->selected,
                              node->focused || node->voiced,
                              node->pressed,
                              node->selectable,
                              is_veiled(ui, node),
                              node->run_count};
    uint64_t look = RENDER_HASH_SEED;

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        look = mix(look, parts[i]);
    if (node->picture)
        look = render_hash(look, node->picture, strlen(node->picture));
    look = mix(look, (uint64_t)node->photo.serial);
    look = look_of_box(look, &node->picture_box);
    look = look_of_box(look, &node->box);
    for (size_t i = 0; i < node->run_count; i++) {
        const struct ui_run *run = &ui->runs[node->run + i];

        look = render_hash(look, ui->pool + run->start, run->length);
        look = look_of_number(look_of_number(look, run->x), run->baseline);
        look = look_of_number(look_of_number(look, run->cap), run->bold);
        look = look_of_number(look, run->tracking);
    }
    return look;
}

static size_t list_painted(const struct render *render, const struct ui *ui,
                           struct render_painted *out)
{
    size_t count = 0;

    for (size_t i = 0; i < ui->node_count && !ui->prefs.dark; i++) {
        const struct ui_node *node = &ui->nodes[i];

        if (node->placed && node->role > UI_KEYS)
            out[count++] = (struct render_painted){reach(render, node), look_of(ui, node)};
    }
    return count;
}

static bool is_listed(const struct render_painted *list, size_t count,
                      const struct render_painted *one)
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
    if (render->damage_count == RENDER_DAMAGE_MAX) {
        render->damage[0] = whole;
        render->damage_count = 1;
        return;
    }
    render->damage[render->damage_count++] = rect;
}

static void compare(struct render *render, const struct render_painted *was, size_t was_count,
                    const struct render_painted *is, size_t is_count)
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
    const struct palette *palette = palette_of(ui->prefs.contrast);
    struct ui_box bar = layout_bar(ui);

    SDL_FillRect(render->surface, rect,
                 0xFF000000U | (ui->desk ? palette->desk_paper : palette->paper));
    if (bar.h > 0)
        fill_mm(render, bar, ui->desk ? palette->desk_bar : palette->bar);
}

// The sign of listening on black: it is not broken. The same whatever would be there.
static void paint_dark(struct render *render, const struct ui *ui)
{
    const struct palette *black = palette_of(UI_BLACK);
    struct ui_box sign = {(ui->display.width_mm - DARK_SIGN_MM) / 2,
                          (ui->display.height_mm - DARK_SIGN_MM) / 2, DARK_SIGN_MM, DARK_SIGN_MM};

    SDL_FillRect(render->surface, NULL, 0xFF000000U | black->paper);
    render_picture(render, &sign, "sign-listen", black->soft);
}

static void paint_rect(struct render *render, const struct ui *ui, const SDL_Rect *rect)
{
    if (ui->prefs.dark) {
        paint_dark(render, ui);
        return;
    }
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

// See open_window. What a window manager makes of it comes as an event like any other.
static void fill_screen(struct render *render)
{
    if (!render->fills_later)
        return;
    render->fills_later = false;
    SDL_SetWindowFullscreen(render->window, SDL_WINDOW_FULLSCREEN_DESKTOP);
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
    fill_screen(render);
}

bool render_paint(struct render *render, const struct ui *ui)
{
    struct render_painted now[UI_NODES_MAX];
    size_t count = list_painted(render, ui, now);
    struct ui_box bar = layout_bar(ui);
    struct palette_paint paint = palette_paint(ui, &ui->nodes[0]);
    uint64_t look =
        look_of_box(mix(RENDER_HASH_SEED + paint.ground + ui->desk, ui->prefs.dark), &bar);

    if (ui->visits != render->visits)
        render_forget(render);
    render->visits = ui->visits;
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

void render_blank(struct render *render)
{
    SDL_FillRect(render->surface, NULL, 0xFF000000U | palette_of(UI_MEDIUM)->paper);
    render->damage_count = 0;
    add_damage(render, (SDL_Rect){0, 0, render->surface->w, render->surface->h});
    show(render);
    render_expose(render);
}

void render_forget(struct render *render)
{
    render_forget_words(render);
    render_forget_pictures(render);
    mem_wipe(render->widths, RENDER_WIDTHS_MAX * sizeof *render->widths);
    render->width_count = 0;
    mem_wipe(render->surface->pixels, (size_t)render->surface->pitch * (size_t)render->surface->h);
    render_expose(render);
}

// On X11 SDL waits a tenth of a second for a window manager to make a window fill the screen, and a
// kiosk may have none: there it covers the screen at once, and fills it once it is painted.
static Uint32 window_flags(struct render *render, enum render_where where)
{
    const char *driver = SDL_GetCurrentVideoDriver();

    if (where != RENDER_FULL_SCREEN)
        return 0;
    render->fills_later = driver && str_equal(driver, "x11");
    return render->fills_later ? SDL_WINDOW_BORDERLESS : SDL_WINDOW_FULLSCREEN_DESKTOP;
}

static bool open_window(struct render *render, enum render_where where, struct err *err)
{
    Uint32 flags;

    if (where == RENDER_HIDDEN)
        return true;
    // We draw ourselves: no graphics card is to be woken for it.
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return err_set(err, ERR_INTERNAL, "cannot open the display: %s", SDL_GetError());
    flags = window_flags(render, where);
    render->window = SDL_CreateWindow("Diolch", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                      render->display.width_px, render->display.height_px, flags);
    return render->window || err_set(err, ERR_INTERNAL, "cannot open a window: %s", SDL_GetError());
}

static bool start(struct render *render, enum render_where where, struct err *err)
{
    render->widths = mem_new(RENDER_WIDTHS_MAX, sizeof *render->widths);
    if (TTF_Init() != 0)
        return err_set(err, ERR_INTERNAL, "cannot draw words: %s", TTF_GetError());
    if (!render_read_faces(render, err))
        return false;
    render->probes[0] = render_open_font(render, 32, false);
    render->probes[1] = render_open_font(render, 32, true);
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
    render->metrics = (struct ui_metrics){render, render_width, render_em};
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

void render_measure(struct render *render, const struct ui_display *display)
{
    assert(display->width_px == render->display.width_px &&
           display->height_px == render->display.height_px);
    render->display = *display;
    render->scale = display_px_per_mm(display);
    memset(render->sizes, 0, sizeof render->sizes);
    render_expose(render);
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
