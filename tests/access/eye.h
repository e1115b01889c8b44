#ifndef TESTS_ACCESS_EYE_H
#define TESTS_ACCESS_EYE_H

#include <stdbool.h>
#include <stdint.h>

#include <SDL.h>

#include "kiosk/palette.h"
#include "kiosk/render.h"
#include "kiosk/render_parts.h"

/*
 * What an eye makes of what was painted (accessibility.md 4.2). Colours are 0xRRGGBB, boxes and
 * places in pixels of the picture.
 */

/* WCAG's contrast, 1 to 21. */
double eye_contrast(uint32_t a, uint32_t b);

/* The least contrast of words, signs and edges that mean something, and the least of edges alone,
 * that people chose with these colours. */
double eye_least(enum ui_contrast contrast);
double eye_least_edge(enum ui_contrast contrast);

/* As somebody sees it who sees no colour, or not all of them: EYE_WHOLE is as it is. */
enum eye_kind { EYE_WHOLE, EYE_GREY, EYE_NO_RED, EYE_NO_GREEN, EYE_NO_BLUE, EYE_KINDS };
uint32_t eye_sees(enum eye_kind kind, uint32_t colour);

/* A pixel; EYE_OUTSIDE beyond the picture. */
#define EYE_OUTSIDE UINT32_MAX
uint32_t eye_pixel(const SDL_Surface *picture, int x, int y);

/* The part of a box in mm that is in the picture. */
SDL_Rect eye_rect(const struct render *render, const struct ui_box *box);

/* The colour that most of the box has, leaving out `but` (what lies in it and is another's). */
uint32_t eye_ground(const SDL_Surface *picture, const SDL_Rect *box, const SDL_Rect *but,
                    size_t count);

/* What stands out from a ground in a box. */
struct eye_ink {
    uint32_t colour; // that which stands out most
    double most;     // its contrast with the ground
    long ink;        // pixels that can be told from the ground
    long core;       // of these, those with nine tenths of the contrast asked for
};
struct eye_ink eye_ink(const SDL_Surface *picture, const SDL_Rect *box, uint32_t ground,
                       double wanted);

/* How many pixels of the box differ by that contrast or more between two pictures, as seen so. */
long eye_changed(const SDL_Surface *a, const SDL_Surface *b, const SDL_Rect *box,
                 enum eye_kind kind, double contrast);

#endif
