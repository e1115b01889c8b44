// SPDX-License-Identifier: Apache-2.0
// Waits until an X screen shows a picture: seen FRAMEBUFFER PICTURE.png MILLISECONDS
//
// The framebuffer is the file Xvfb keeps with -fbdir. Two pixels in a thousand may differ: a minute
// may have passed. Exit status 1 when it was not seen in that time.

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <SDL_image.h>

// The header of an xwd file is 32-bit numbers, the first byte the highest (X11/XWDFile.h).
enum xwd_field {
    XWD_HEADER_SIZE = 0,
    XWD_WIDTH = 4,
    XWD_HEIGHT = 5,
    XWD_LINE = 12,
    XWD_COLORS = 19
};

static uint32_t field(const unsigned char *xwd, enum xwd_field field)
{
    const unsigned char *at = xwd + (size_t)4 * field;

    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static const unsigned char *map(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat stat;
    void *memory = MAP_FAILED;

    if (file >= 0 && fstat(file, &stat) == 0 && stat.st_size > 200)
        memory = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_SHARED, file, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static bool is_shown(const unsigned char *xwd, const SDL_Surface *picture)
{
    const unsigned char *pixels =
        xwd + field(xwd, XWD_HEADER_SIZE) + (size_t)12 * field(xwd, XWD_COLORS);
    int64_t differ = 0;

    if (field(xwd, XWD_WIDTH) != (uint32_t)picture->w ||
        field(xwd, XWD_HEIGHT) != (uint32_t)picture->h)
        return false;
    for (int y = 0; y < picture->h; y++) {
        const unsigned char *a = pixels + (size_t)y * field(xwd, XWD_LINE);
        const unsigned char *b =
            (const unsigned char *)picture->pixels + (ptrdiff_t)y * picture->pitch;

        for (int x = 0; x < picture->w; x++)
            differ += memcmp(a + (ptrdiff_t)4 * x, b + (ptrdiff_t)4 * x, 3) != 0;
    }
    return differ * 500 <= (int64_t)picture->w * picture->h;
}

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int main(int argc, char **argv)
{
    SDL_Surface *file = argc == 4 ? IMG_Load(argv[2]) : NULL;
    SDL_Surface *picture =
        file ? SDL_ConvertSurfaceFormat(file, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    const unsigned char *xwd = picture ? map(argv[1]) : NULL;
    int64_t until = argc == 4 ? now_ms() + strtol(argv[3], NULL, 10) : 0;
    struct timespec moment = {0, 20000000};
    bool shown = false;

    if (!xwd) {
        fputs("usage: seen FRAMEBUFFER PICTURE.png MILLISECONDS\n", stderr);
        return 2;
    }
    while (!(shown = is_shown(xwd, picture)) && now_ms() < until)
        nanosleep(&moment, NULL);
    SDL_FreeSurface(picture);
    SDL_FreeSurface(file);
    return shown ? 0 : 1;
}
