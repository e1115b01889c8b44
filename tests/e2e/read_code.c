// SPDX-License-Identifier: Apache-2.0
// Says what the QR code in a picture says, as a scanner before a kiosk's screen would type it.
//
//     read_code PICTURE.png

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <SDL.h>
#include <SDL_image.h>

#include "kiosk/barcode.h"
#include "shared/mem.h"

static bool read_code(char out[static BARCODE_SIZE], const char *path)
{
    SDL_Surface *picture = IMG_Load(path);
    SDL_Surface *plain =
        picture ? SDL_ConvertSurfaceFormat(picture, SDL_PIXELFORMAT_RGB24, 0) : NULL;
    uint8_t *grey = plain ? mem_new((size_t)plain->w * (size_t)plain->h, 1) : NULL;
    bool found = false;

    for (int y = 0; grey && y < plain->h; y++)
        for (int x = 0; x < plain->w; x++)
            grey[y * plain->w + x] = ((uint8_t *)plain->pixels)[y * plain->pitch + 3 * x];
    if (grey)
        found = barcode_read(out, grey, (unsigned)plain->w, (unsigned)plain->h);
    free(grey);
    SDL_FreeSurface(plain);
    SDL_FreeSurface(picture);
    return found;
}

int main(int argc, char **argv)
{
    char code[BARCODE_SIZE];

    if (argc != 2) {
        fputs("usage: read_code PICTURE.png\n", stderr);
        return 2;
    }
    if (!read_code(code, argv[1])) {
        fputs("read_code: there is no code in the picture\n", stderr);
        return 1;
    }
    puts(code);
    return 0;
}
