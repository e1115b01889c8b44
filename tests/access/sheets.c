// SPDX-License-Identifier: Apache-2.0

// Contact sheets: all pages of all screens small on one picture for each language and display, and
// for each set of colours, to be looked at by a person (check-pictures). Says where they are.
//
//     sheets FOLDER

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <SDL.h>
#include <SDL_image.h>

#include "kiosk/palette.h"
#include "kiosk/pixels.h"
#include "kiosk/render_parts.h"
#include "shared/mem.h"
#include "tests/access/every.h"

#define MARGIN 8 // pixels
#define PAGES_MAX 1024

struct sheet {
    const char *name, *display;
    int across, wide; // pictures beside each other, and how wide each is
    enum ui_size size;
    enum ui_contrast contrast;
};

static const struct sheet SHEETS[] = {
    {"10-inch", "1280x800@218x136", 16, 320, UI_SIZE_L, UI_MEDIUM},
    {"15-inch", "1920x1080@345x194", 16, 320, UI_SIZE_L, UI_MEDIUM},
    {"21-inch", "1920x1080@476x268", 16, 320, UI_SIZE_L, UI_MEDIUM},
    {"upright", "1080x1920@166x294", 24, 200, UI_SIZE_L, UI_MEDIUM},
    {"black", "1920x1080@345x194", 16, 320, UI_SIZE_M, UI_BLACK},
    {"white", "1920x1080@345x194", 16, 320, UI_SIZE_M, UI_WHITE},
    {"low", "1920x1080@345x194", 16, 320, UI_SIZE_M, UI_LOW},
};

static struct every every;
static const struct sheet *sheet;
static SDL_Surface *pages[PAGES_MAX];
static int count;

static void keep_page(struct every *e)
{
    const SDL_Surface *whole = e->render->surface;
    int high = whole->h * sheet->wide / whole->w;
    struct pixels from, to;

    if (count == PAGES_MAX)
        return;
    render_paint(e->render, &e->ui);
    pages[count] =
        SDL_CreateRGBSurfaceWithFormat(0, sheet->wide, high, 32, SDL_PIXELFORMAT_ARGB8888);
    from = render_pixels(e->render->surface);
    to = render_pixels(pages[count++]);
    pixels_shrink(&from, &to);
}

static SDL_Surface *put_together(void)
{
    int rows = (count + sheet->across - 1) / sheet->across;
    int high = pages[0]->h;
    SDL_Surface *all = SDL_CreateRGBSurfaceWithFormat(
        0, sheet->across * (sheet->wide + MARGIN) + MARGIN, rows * (high + MARGIN) + MARGIN, 32,
        SDL_PIXELFORMAT_ARGB8888);

    SDL_FillRect(all, NULL, 0xFF7A7A7AU);
    for (int i = 0; i < count; i++) {
        SDL_Rect to = {MARGIN + i % sheet->across * (sheet->wide + MARGIN),
                       MARGIN + i / sheet->across * (high + MARGIN), 0, 0};

        SDL_SetSurfaceBlendMode(pages[i], SDL_BLENDMODE_NONE);
        SDL_BlitSurface(pages[i], NULL, all, &to);
        SDL_FreeSurface(pages[i]);
    }
    return all;
}

static bool make_sheet(const char *folder, enum words_lang lang)
{
    struct every_test test = {"sheets", keep_page, 0, 0};
    char path[512];
    SDL_Surface *all;
    bool ok;

    every.usual = ui_prefs_usual;
    every.usual.lang = lang;
    every.usual.size = sheet->size;
    every.usual.contrast = sheet->contrast;
    every.usual_display = sheet->display;
    count = 0;
    every_walk(&every, EVERY_STATE, 1, &test, 1);
    all = put_together();
    snprintf(path, sizeof path, "%s/sheet-%s-%s.png", folder, sheet->name, words_code(lang));
    ok = IMG_SavePNG(all, path) == 0;
    if (!ok)
        fprintf(stderr, "sheets: %s: %s\n", path, IMG_GetError());
    SDL_FreeSurface(all);
    return ok;
}

int main(int argc, char **argv)
{
    int made = 0, wanted = 0;

    if (argc != 2) {
        fputs("sheets: use it as sheets FOLDER\n", stderr);
        return 2;
    }
    mkdir(argv[1], 0755);
    every_open(&every, 0, NULL);
    for (size_t i = 0; i < sizeof SHEETS / sizeof SHEETS[0]; i++)
        for (int lang = 0; lang < WORDS_OTHER; lang++, wanted++) {
            sheet = &SHEETS[i];
            made += make_sheet(argv[1], (enum words_lang)lang);
        }
    every_close(&every);
    printf("contact sheets: %d in %s\n", made, argv[1]);
    return made == wanted ? 0 : 1;
}
