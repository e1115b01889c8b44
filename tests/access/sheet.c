// SPDX-License-Identifier: Apache-2.0

// A contact sheet: many pictures of screens small on one, to be looked at by a person.
//
//     sheet OUT.png ACROSS WIDTH PICTURE.png...

#include <stdio.h>
#include <stdlib.h>

#include <SDL.h>
#include <SDL_image.h>

#include "kiosk/pixels.h"
#include "shared/mem.h"

#define MARGIN 8 // pixels

static int failed(const char *what, const char *why)
{
    fprintf(stderr, "sheet: %s: %s\n", what, why);
    return 1;
}

static struct pixels pixels_of(const SDL_Surface *surface)
{
    return (struct pixels){.data = surface->pixels,
                           .width = surface->w,
                           .height = surface->h,
                           .stride = surface->pitch / 4};
}

// As wide as asked for; NULL if there is no such picture. SDL_FreeSurface.
static SDL_Surface *load_small(const char *file, int wide)
{
    SDL_Surface *any = IMG_Load(file);
    SDL_Surface *whole, *small;
    struct pixels from, to;

    if (!any)
        return NULL;
    whole = SDL_ConvertSurfaceFormat(any, SDL_PIXELFORMAT_ARGB8888, 0);
    small = SDL_CreateRGBSurfaceWithFormat(0, wide, any->h * wide / any->w, 32,
                                           SDL_PIXELFORMAT_ARGB8888);
    from = pixels_of(whole);
    to = pixels_of(small);
    pixels_shrink(&from, &to);
    SDL_FreeSurface(whole);
    SDL_FreeSurface(any);
    return small;
}

static int make_sheet(const char *out, int across, int wide, char **files, int count)
{
    SDL_Surface **all = mem_new((size_t)count, sizeof(SDL_Surface *));
    int rows = (count + across - 1) / across;
    int high = 0;
    int status = 0;
    SDL_Surface *sheet;

    for (int i = 0; i < count && status == 0; i++) {
        all[i] = load_small(files[i], wide);
        if (!all[i])
            status = failed(files[i], IMG_GetError());
        else if (all[i]->h > high)
            high = all[i]->h;
    }
    sheet = SDL_CreateRGBSurfaceWithFormat(0, across * (wide + MARGIN) + MARGIN,
                                           rows * (high + MARGIN) + MARGIN, 32,
                                           SDL_PIXELFORMAT_ARGB8888);
    SDL_FillRect(sheet, NULL, 0xFF7A7A7AU);
    for (int i = 0; i < count && status == 0; i++) {
        SDL_Rect to = {MARGIN + i % across * (wide + MARGIN), MARGIN + i / across * (high + MARGIN),
                       0, 0};

        SDL_SetSurfaceBlendMode(all[i], SDL_BLENDMODE_NONE);
        SDL_BlitSurface(all[i], NULL, sheet, &to);
    }
    if (status == 0 && IMG_SavePNG(sheet, out) != 0)
        status = failed(out, IMG_GetError());
    for (int i = 0; i < count; i++)
        SDL_FreeSurface(all[i]);
    SDL_FreeSurface(sheet);
    free(all);
    return status;
}

int main(int argc, char **argv)
{
    int across = argc > 4 ? atoi(argv[2]) : 0;
    int wide = argc > 4 ? atoi(argv[3]) : 0;
    int status;

    if (across < 1 || wide < 1) {
        fputs("sheet: use it as sheet OUT.png ACROSS WIDTH PICTURE.png...\n", stderr);
        return 2;
    }
    status = make_sheet(argv[1], across, wide, argv + 4, argc - 4);
    IMG_Quit();
    SDL_Quit();
    return status;
}
