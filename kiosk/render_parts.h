#ifndef KIOSK_RENDER_PARTS_H
#define KIOSK_RENDER_PARTS_H

#include <limits.h>
#include <stdint.h>

#include <SDL.h>
#include <SDL_ttf.h>

#include "kiosk/pixels.h"
#include "kiosk/render.h"
#include "shared/bytes.h"

/* What the files of render share. */
#define RENDER_FONTS_MAX 32
#define RENDER_SIZES_MAX 32
#define RENDER_WORDS_MAX 512 // surfaces of words kept; a screen has fewer than a hundred
#define RENDER_WIDTHS_MAX 4096
#define RENDER_PICTURES_MAX 64
#define RENDER_TEXT_SIZE 512
#define RENDER_DAMAGE_MAX 64

struct render_font {
    int px;
    bool bold;
    TTF_Font *font;
};

struct render_cap_size {
    double cap; // mm
    int px;
};

struct render_word_picture {
    char *text;
    int px;
    bool bold;
    uint32_t colour;
    SDL_Surface *surface;
};

struct render_word_width {
    uint64_t hash; // of text, px and weight; 0 for a free place
    int width;
};

struct render_image {
    char name[40];
    int64_t serial; // of a photo, whose name is ""
    int width, height;
    SDL_Surface *surface;
    SDL_Surface *outline; // of a picture in many colours: its shape, a little larger, in white
};

/* A node as it was painted: where, and all that decides how it looks. */
struct render_painted {
    SDL_Rect rect;
    uint64_t look;
};

struct render {
    struct ui_display display;
    double scale; // pixels a millimetre
    char assets[PATH_MAX];
    struct ui_metrics metrics;
    SDL_Window *window;
    bool fills_later; // its window is to fill the screen once something is in it
    SDL_Surface *surface;
    struct bytes faces[2]; // the font files, regular and bold, which every size is made from
    TTF_Font *probes[2];   // for finding sizes: regular and bold
    struct render_font fonts[RENDER_FONTS_MAX];
    size_t font_count;
    struct render_cap_size sizes[RENDER_SIZES_MAX]; // a page has a dozen
    size_t next_size, last_size;
    struct render_word_picture words[RENDER_WORDS_MAX];
    size_t word_count;
    struct render_word_width *widths;
    size_t width_count;
    struct render_image pictures[RENDER_PICTURES_MAX];
    size_t picture_count;
    struct render_painted painted[UI_NODES_MAX];
    size_t painted_count;
    SDL_Rect damage[RENDER_DAMAGE_MAX];
    size_t damage_count;
    uint64_t ground; // of what lies under all nodes
    int64_t visits;  // whose words and pictures are kept (ui->visits)
};

/* FNV-1a, to be begun with RENDER_HASH_SEED. */
#define RENDER_HASH_SEED UINT64_C(14695981039346656037)
uint64_t render_hash(uint64_t seed, const void *data, size_t size);
int render_px(const struct render *render, double mm);
struct pixels_box render_box(const struct render *render, const struct ui_box *box);
struct pixels_box render_grown(struct pixels_box box, int by);

/* --- words --- */

bool render_read_faces(struct render *render, struct err *err);
TTF_Font *render_open_font(struct render *render, int px, bool bold);
double render_width(void *data, const char *text, size_t length, double cap_mm, bool bold);
double render_em(void *data, double cap_mm);
void render_forget_words(struct render *render);
SDL_Color render_colour(uint32_t rgb);
void render_run(struct render *render, const struct ui *ui, const struct ui_node *node,
                const struct ui_run *run, uint32_t colour);

/* --- pictures --- */

void render_forget_pictures(struct render *render);
struct pixels render_pixels(SDL_Surface *surface);
void render_picture(struct render *render, const struct ui_box *box, const char *name,
                    uint32_t colour);
void render_photo(struct render *render, const struct ui *ui, const struct ui_node *node);

#endif
