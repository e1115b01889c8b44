// SPDX-License-Identifier: Apache-2.0

#include "kiosk/render.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL_image.h>

#include "kiosk/camera.h"
#include "kiosk/layout.h"
#include "kiosk/render_parts.h"
#include "shared/mem.h"
#include "shared/str.h"

#define OUTLINE 0.025 // of a picture's width

static void drop_picture(struct render_image *picture)
{
    if (picture->surface) {
        mem_wipe(picture->surface->pixels,
                 (size_t)picture->surface->pitch * (size_t)picture->surface->h);
        SDL_FreeSurface(picture->surface);
    }
    SDL_FreeSurface(picture->outline);
    memset(picture, 0, sizeof *picture);
}

void render_forget_pictures(struct render *render)
{
    for (size_t i = 0; i < render->picture_count; i++)
        drop_picture(&render->pictures[i]);
    render->picture_count = 0;
}

static struct render_image *new_picture(struct render *render)
{
    if (render->picture_count == RENDER_PICTURES_MAX)
        render_forget_pictures(render);
    return &render->pictures[render->picture_count++];
}

static bool is_sign(const char *name)
{
    return str_starts(name, "sign-");
}

#define REACH_MAX 64 // pixels

// How far the disc of that radius goes at each distance from its middle, below 0 for not at all;
// returns how many.
static int disc(double radius, int wide[REACH_MAX])
{
    int far = (int)fmin(ceil(radius), REACH_MAX - 1);

    for (int dy = 0; dy <= far; dy++) {
        wide[dy] = far;
        while (wide[dy] >= 0 && hypot(wide[dy], dy) > radius + 0.5)
            wide[dy]--;
    }
    return far;
}

static uint32_t most_of_row(const struct pixels *from, int y, int left, int right, uint32_t most)
{
    const uint32_t *row = from->data + (ptrdiff_t)y * from->stride;

    left = left > 0 ? left : 0;
    right = right < from->width ? right : from->width - 1;
    for (int x = left; x <= right && most < 255; x++)
        if (row[x] >> 24 > most)
            most = row[x] >> 24;
    return most;
}

// The most opaque within the disc.
static uint32_t reach(const struct pixels *from, int x, int y, int far, const int wide[REACH_MAX])
{
    uint32_t most = 0;

    for (int dy = -far; dy <= far; dy++) {
        int across = wide[abs(dy)];

        if (y + dy >= 0 && y + dy < from->height && across >= 0)
            most = most_of_row(from, y + dy, x - across, x + across, most);
    }
    return most;
}

// Pale pictures on paper and dark ones on black would be lost without an edge in the colour of the
// words (CON-06).
static SDL_Surface *outline_of(SDL_Surface *whole)
{
    SDL_Surface *plain = SDL_ConvertSurfaceFormat(whole, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_Surface *outline =
        SDL_CreateRGBSurfaceWithFormat(0, whole->w, whole->h, 32, SDL_PIXELFORMAT_ARGB8888);

    if (plain && outline) {
        struct pixels from = render_pixels(plain);
        struct pixels to = render_pixels(outline);
        int wide[REACH_MAX];
        int far = disc(fmax(1, OUTLINE * whole->w), wide);

        for (int y = 0; y < to.height; y++)
            for (int x = 0; x < to.width; x++)
                to.data[y * to.stride + x] = reach(&from, x, y, far, wide) << 24 | 0xFFFFFF;
    }
    SDL_FreeSurface(plain);
    return outline;
}

static const struct render_image *picture_of(struct render *render, const char *name, int size)
{
    char path[PATH_MAX + 64];
    struct render_image *picture;
    SDL_RWops *file;

    for (size_t i = 0; i < render->picture_count; i++)
        if (render->pictures[i].width == size && str_equal(render->pictures[i].name, name))
            return &render->pictures[i];
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
    else if (!is_sign(name))
        picture->outline = outline_of(picture->surface);
    return picture;
}

struct pixels render_pixels(SDL_Surface *surface)
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
        struct pixels from = render_pixels(plain);
        struct pixels to = render_pixels(small);

        pixels_shrink(&from, &to);
    }
    SDL_FreeSurface(plain);
    return small;
}

// As its camera was mounted.
static SDL_Surface *upright(SDL_Surface *surface, int orientation)
{
    bool swap = orientation >= 5;
    int w = swap ? surface->h : surface->w;
    int h = swap ? surface->w : surface->h;
    SDL_Surface *turned = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    struct pixels from = render_pixels(surface);
    struct pixels to;

    if (!turned)
        return surface;
    to = render_pixels(turned);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            struct camera_at at =
                camera_upright(orientation, (size_t)surface->w, (size_t)surface->h,
                               (struct camera_at){(size_t)x, (size_t)y});

            to.data[y * to.stride + x] = from.data[(int)at.y * from.stride + (int)at.x];
        }
    SDL_FreeSurface(surface);
    return turned;
}

static SDL_Surface *fitted(SDL_Surface *whole, const struct ui_photo *photo, int wide, int high)
{
    int orientation = camera_orientation(photo->data, photo->size);
    SDL_Surface *small = orientation >= 5 ? shrunk(whole, high, wide) : shrunk(whole, wide, high);

    return small && orientation != 1 ? upright(small, orientation) : small;
}

// A frame takes the place of the one before, so that five a second do not push all else out.
static struct render_image *place_for(struct render *render, const struct ui_photo *photo)
{
    for (size_t i = 0; photo->serial < 0 && i < render->picture_count; i++) {
        struct render_image *picture = &render->pictures[i];

        if (*picture->name || picture->serial >= 0)
            continue;
        SDL_FreeSurface(picture->surface);
        picture->surface = NULL;
        return picture;
    }
    return new_picture(render);
}

static SDL_Surface *photo_surface(struct render *render, const struct ui_photo *photo, int wide,
                                  int high)
{
    struct render_image *picture;
    SDL_Surface *whole;

    if (!photo->data)
        return NULL;
    for (size_t i = 0; i < render->picture_count; i++) {
        picture = &render->pictures[i];
        if (!*picture->name && picture->serial == photo->serial && picture->width == wide &&
            picture->height == high)
            return picture->surface;
    }
    picture = place_for(render, photo);
    picture->serial = photo->serial;
    picture->width = wide;
    picture->height = high;
    whole = IMG_Load_RW(SDL_RWFromConstMem(photo->data, (int)photo->size), 1);
    if (whole)
        picture->surface = fitted(whole, photo, wide, high);
    SDL_FreeSurface(whole);
    return picture->surface;
}

static void put_tinted(struct render *render, SDL_Surface *surface, uint32_t colour, SDL_Rect to)
{
    SDL_Color tint = render_colour(colour);

    if (!surface)
        return;
    SDL_SetSurfaceColorMod(surface, tint.r, tint.g, tint.b);
    SDL_BlitSurface(surface, NULL, render->surface, &to);
}

void render_picture(struct render *render, const struct ui_box *box, const char *name,
                    uint32_t colour)
{
    struct pixels_box to = render_box(render, box);
    int size = to.w < to.h ? to.w : to.h;
    SDL_Rect rect = {to.x + (to.w - size) / 2, to.y + (to.h - size) / 2, size, size};
    const struct render_image *picture = size > 0 ? picture_of(render, name, size) : NULL;

    if (!picture)
        return;
    put_tinted(render, picture->outline, colour, rect);
    put_tinted(render, picture->surface, is_sign(name) ? colour : 0xFFFFFF, rect);
}

void render_photo(struct render *render, const struct ui *ui, const struct ui_node *node)
{
    struct pixels_box box = render_grown(render_box(render, &node->box),
                                         -(int)lround(layout_radius(ui) / 2 * render->scale));
    SDL_Surface *surface = photo_surface(render, &node->photo, box.w, box.h);
    SDL_Rect rect;

    if (!surface)
        return;
    rect = (SDL_Rect){box.x + (box.w - surface->w) / 2, box.y + (box.h - surface->h) / 2,
                      surface->w, surface->h};
    SDL_BlitSurface(surface, NULL, render->surface, &rect);
}
