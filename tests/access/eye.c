// SPDX-License-Identifier: Apache-2.0

#include "tests/access/eye.h"

#include <math.h>
#include <string.h>

#define GROUNDS 512 // colours that are counted in a box; a power of two

// --- light ---

static double linear(uint32_t part)
{
    static double table[256];

    if (table[255] == 0)
        for (int i = 0; i < 256; i++) {
            double c = i / 255.0;

            table[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
        }
    return table[part & 0xFF];
}

static double light(uint32_t colour)
{
    return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
}

double eye_contrast(uint32_t a, uint32_t b)
{
    double la = light(a), lb = light(b);

    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

double eye_least(enum ui_contrast contrast)
{
    static const double least[UI_CONTRASTS] = {
        [UI_MEDIUM] = 10, [UI_BLACK] = 20, [UI_WHITE] = 20, [UI_LOW] = 4.5};

    return least[contrast];
}

double eye_least_edge(enum ui_contrast contrast)
{
    return contrast == UI_LOW ? 3 : eye_least(contrast);
}

static uint32_t part_of(double share)
{
    double c = fmin(fmax(share, 0), 1);

    c = c <= 0.0031308 ? c * 12.92 : 1.055 * pow(c, 1 / 2.4) - 0.055;
    return (uint32_t)lround(c * 255);
}

// Machado, Oliveira, Fernandes 2009, severity 1.0, on linear light.
uint32_t eye_sees(enum eye_kind kind, uint32_t colour)
{
    static const double all[EYE_KINDS][9] = {
        [EYE_WHOLE] = {1, 0, 0, 0, 1, 0, 0, 0, 1},
        [EYE_GREY] = {0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722},
        [EYE_NO_RED] = {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882,
                        -0.048116, 1.051998},
        [EYE_NO_GREEN] = {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820,
                          0.042940, 0.968881},
        [EYE_NO_BLUE] = {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733,
                         0.691367, 0.303900},
    };
    const double *m = all[kind];
    double r = linear(colour >> 16), g = linear(colour >> 8), b = linear(colour);

    return part_of(m[0] * r + m[1] * g + m[2] * b) << 16 |
           part_of(m[3] * r + m[4] * g + m[5] * b) << 8 | part_of(m[6] * r + m[7] * g + m[8] * b);
}

// --- pixels ---

uint32_t eye_pixel(const SDL_Surface *picture, int x, int y)
{
    uint32_t colour;

    if (x < 0 || y < 0 || x >= picture->w || y >= picture->h)
        return EYE_OUTSIDE;
    memcpy(&colour,
           (const char *)picture->pixels + (ptrdiff_t)y * picture->pitch + (ptrdiff_t)4 * x,
           sizeof colour);
    return colour & 0xFFFFFF;
}

SDL_Rect eye_rect(const struct render *render, const struct ui_box *box)
{
    struct pixels_box in = render_box(render, box);
    SDL_Rect whole = {0, 0, render->surface->w, render->surface->h};
    SDL_Rect rect = {in.x, in.y, in.w, in.h};

    if (!SDL_IntersectRect(&rect, &whole, &rect))
        rect = (SDL_Rect){0};
    return rect;
}

struct grounds {
    uint32_t colours[GROUNDS];
    long counts[GROUNDS];
    int used;
};

static void count_colour(struct grounds *grounds, uint32_t colour)
{
    unsigned at = (colour * 2654435761U) >> 16;

    for (;; at++) {
        unsigned place = at % GROUNDS;

        if (grounds->counts[place] == 0) {
            if (grounds->used >= GROUNDS / 2)
                return; // of so many only the smallest parts are new ones
            grounds->used++;
            grounds->colours[place] = colour;
        }
        if (grounds->colours[place] == colour) {
            grounds->counts[place]++;
            return;
        }
    }
}

static bool is_left_out(const SDL_Rect *but, size_t count, int x, int y)
{
    for (size_t i = 0; i < count; i++)
        if (SDL_PointInRect(&(SDL_Point){x, y}, &but[i]))
            return true;
    return false;
}

uint32_t eye_ground(const SDL_Surface *picture, const SDL_Rect *box, const SDL_Rect *but,
                    size_t count)
{
    struct grounds grounds = {0};
    int most = 0;

    for (int y = box->y; y < box->y + box->h; y++)
        for (int x = box->x; x < box->x + box->w; x++)
            if (!is_left_out(but, count, x, y))
                count_colour(&grounds, eye_pixel(picture, x, y));
    for (int i = 1; i < GROUNDS; i++)
        if (grounds.counts[i] > grounds.counts[most])
            most = i;
    return grounds.colours[most];
}

struct eye_ink eye_ink(const SDL_Surface *picture, const SDL_Rect *box, uint32_t ground,
                       double wanted)
{
    struct eye_ink found = {.colour = ground, .most = 1};
    uint32_t last = ground;
    double contrast = 1;

    for (int y = box->y; y < box->y + box->h; y++)
        for (int x = box->x; x < box->x + box->w; x++) {
            uint32_t colour = eye_pixel(picture, x, y);

            if (colour == ground)
                continue;
            if (colour != last)
                contrast = eye_contrast(colour, ground);
            last = colour;
            found.ink += contrast >= 1.05;
            found.core += contrast >= 0.9 * wanted;
            if (contrast > found.most) {
                found.most = contrast;
                found.colour = colour;
            }
        }
    return found;
}

long eye_changed(const SDL_Surface *a, const SDL_Surface *b, const SDL_Rect *box,
                 enum eye_kind kind, double contrast)
{
    uint32_t before = 0, after = 0;
    bool differs = false;
    long changed = 0;

    for (int y = box->y; y < box->y + box->h; y++)
        for (int x = box->x; x < box->x + box->w; x++) {
            uint32_t was = eye_pixel(a, x, y), is = eye_pixel(b, x, y);

            if (was == is)
                continue;
            if (was != before || is != after)
                differs = eye_contrast(eye_sees(kind, was), eye_sees(kind, is)) >= contrast;
            before = was;
            after = is;
            changed += differs;
        }
    return changed;
}
