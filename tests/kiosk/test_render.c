// SPDX-License-Identifier: Apache-2.0

// With the real fonts: what is painted is as large, as dark and as whole as layout believes.

#include "tests/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <SDL_image.h>
#include <SDL_ttf.h>

#include "kiosk/display.h"
#include "kiosk/layout.h"
#include "kiosk/palette.h"
#include "kiosk/render.h"
#include "shared/str.h"
#include "tests/kiosk/gallery.h"
#include "tests/kiosk/hand.h"

static const char *const DISPLAYS[] = {"1280x800@218x136", "1920x1200@218x136", "1366x768@345x194",
                                       "1920x1080@476x268", "1680x1050@474x296"};
#define DISPLAY_COUNT (sizeof DISPLAYS / sizeof DISPLAYS[0])

static struct ui ui;
static struct render *render;

static void open_on(const char *display)
{
    struct ui_display size;
    struct err err;

    check_ok(display_read(&size, display, &err), &err);
    check_ok(words_open(GALLERY_WORDS, &err), &err);
    check_ok(render_open(&render, &size, GALLERY_ASSETS, RENDER_HIDDEN, &err), &err);
    ui_init(&ui, &size, render_metrics(render));
}

static int close_all(void **state)
{
    (void)state;
    ui_clear(&ui);
    render_close(render);
    render = NULL;
    return 0;
}

static void describe(const struct screen *screen)
{
    ui_begin(&ui, NULL);
    screen->frame(NULL, NULL, &ui);
    ui_end(&ui);
}

// The picture as pixels, read back from its file.
static SDL_Surface *read_back(void)
{
    SDL_Surface *file, *plain;
    struct err err;

    check_ok(render_save(render, "shot.png", &err), &err);
    file = IMG_Load("shot.png");
    assert_non_null(file);
    plain = SDL_ConvertSurfaceFormat(file, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(file);
    return plain;
}

static SDL_Surface *shoot(void)
{
    render_paint(render, &ui);
    return read_back();
}

static uint32_t pixel(const SDL_Surface *surface, int x, int y)
{
    const uint32_t *row = (const uint32_t *)(const void *)((const char *)surface->pixels +
                                                           (ptrdiff_t)y * surface->pitch);

    return row[x] & 0xFFFFFF;
}

// Rows from the highest to the lowest ink of a single "H".
static int painted_cap(const SDL_Surface *surface, uint32_t ground)
{
    int high = -1, low = -1;

    for (int y = 0; y < surface->h; y++)
        for (int x = 0; x < surface->w; x++)
            if (pixel(surface, x, y) != ground) {
                high = high < 0 ? y : high;
                low = y;
            }
    return low - high + 1;
}

// Paints a paragraph that is an H, and measures it in mm.
static double cap_of_h(void)
{
    double scale = display_px_per_mm(&ui.display);
    SDL_Surface *surface, *part;
    const struct ui_node *node;
    SDL_Rect box;
    double cap;

    ui_begin(&ui, NULL);
    ui_with(&ui, "number", "H");
    ui_paragraph(&ui, "h", "g.desk.claim");
    ui_end(&ui);
    surface = shoot();
    node = ui_node(&ui, "h");
    box = (SDL_Rect){(int)(node->box.x * scale), (int)(node->box.y * scale), (int)(20 * scale),
                     (int)(node->box.h * scale)};
    part = SDL_CreateRGBSurfaceWithFormat(0, box.w, box.h, 32, SDL_PIXELFORMAT_ARGB8888);
    SDL_SetSurfaceBlendMode(surface, SDL_BLENDMODE_NONE);
    SDL_BlitSurface(surface, &box, part, NULL);
    cap = painted_cap(part, pixel(part, 0, box.h - 1)) / scale;
    SDL_FreeSurface(part);
    SDL_FreeSurface(surface);
    return cap;
}

static void test_render__capitals_are_as_high_as_promised(void **state)
{
    (void)state;
    for (size_t d = 0; d < DISPLAY_COUNT; d++)
        for (int size = 0; size < UI_SIZES; size++) {
            double cap;

            open_on(DISPLAYS[d]);
            ui.prefs.size = (enum ui_size)size;
            cap = cap_of_h();
            if (cap < layout_cap(ui.prefs.size) - 0.01 || cap > layout_cap(ui.prefs.size) * 1.12)
                fail_msg("%s: capitals of %.2f mm for %.2f", DISPLAYS[d], cap,
                         layout_cap(ui.prefs.size));
            close_all(NULL);
        }
}

static void check_whole(const struct screen *screen)
{
    const struct ui_node *all[UI_NODES_MAX];
    int page = 0;

    do {
        size_t count;

        ui.page = page;
        describe(screen);
        count = ui_order(&ui, all);
        for (size_t k = 0; k < count; k++)
            if (all[k]->clipped)
                fail_msg("%s: %s is clipped", screen->name, all[k]->id);
    } while (++page < ui.page_count);
}

static void test_render__words_are_whole_with_the_real_font(void **state)
{
    (void)state;
    for (size_t d = 0; d < DISPLAY_COUNT; d++)
        for (int size = 0; size < UI_SIZES; size++) {
            open_on(DISPLAYS[d]);
            ui.prefs.size = (enum ui_size)size;
            ui.prefs.lang = WORDS_CY;
            for (size_t i = 0; gallery_screens[i]; i++)
                check_whole(gallery_screens[i]);
            close_all(NULL);
        }
}

static void test_render__every_letter_has_its_shape(void **state)
{
    static const char *const names[] = {"AtkinsonHyperlegibleNext_400Regular.ttf",
                                        "AtkinsonHyperlegibleNext_700Bold.ttf"};
    static const uint32_t letters[] = {
        0x174,  0x175, 0x176, 0x177, 0x1E80, 0x1E81, 0x1E82, 0x1E83, 0x1E84, 0x1E85, 0x1EF2,
        0x1EF3, 0xC2,  0xE2,  0xCA,  0xEA,   0xCE,   0xEE,   0xD4,   0xF4,   0xDB,   0xFB,
        0xDD,   0xFD,  0x178, 0xFF,  0x2019, 0xA3,   0xB7,   0x2013, 0x2022};

    (void)state;
    TTF_Init();
    for (size_t f = 0; f < 2; f++) {
        char path[4096];
        TTF_Font *font;

        snprintf(path, sizeof path, "%s/fonts/%s", GALLERY_ASSETS, names[f]);
        font = TTF_OpenFont(path, 20);
        assert_non_null(font);
        for (uint32_t c = 0x20; c < 0x7F; c++)
            assert_true(TTF_GlyphIsProvided32(font, c));
        for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
            assert_true(TTF_GlyphIsProvided32(font, letters[i]));
        TTF_CloseFont(font);
    }
    TTF_Quit();
}

static double luminance(uint32_t rgb)
{
    static const double weights[] = {0.0722, 0.7152, 0.2126};
    double sum = 0;

    for (int i = 0; i < 3; i++) {
        double c = ((rgb >> (8 * i)) & 0xFF) / 255.0;

        sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double ratio(uint32_t a, uint32_t b)
{
    double light = fmax(luminance(a), luminance(b));
    double dark = fmin(luminance(a), luminance(b));

    return (light + 0.05) / (dark + 0.05);
}

static void test_render__contrast_is_what_each_mode_promises(void **state)
{
    static const double least[UI_CONTRASTS] = {10, 20, 20, 4.5};
    static const double most[UI_CONTRASTS] = {22, 22, 22, 8};

    (void)state;
    open_on(DISPLAYS[3]);
    for (int contrast = 0; contrast < UI_CONTRASTS; contrast++) {
        ui.prefs.contrast = (enum ui_contrast)contrast;
        for (size_t i = 0; gallery_screens[i]; i++) {
            describe(gallery_screens[i]);
            for (size_t k = 0; k < ui.node_count; k++) {
                struct palette_paint paint = palette_paint(&ui, &ui.nodes[k]);
                double r = ratio(paint.ink, paint.ground);

                if (ui.nodes[k].run_count > 0 && (r < least[contrast] || r > most[contrast]))
                    fail_msg("%s: %s has %.1f in %s", gallery_screens[i]->name, ui.nodes[k].id, r,
                             palette_name(ui.prefs.contrast));
            }
        }
    }
    close_all(NULL);
}

static void test_render__paints_only_when_something_changed(void **state)
{
    (void)state;
    open_on(DISPLAYS[3]);
    describe(gallery_screens[1]);
    assert_true(render_paint(render, &ui));
    describe(gallery_screens[1]);
    assert_false(render_paint(render, &ui));
    assert_true(str_copy(ui.pressed, sizeof ui.pressed, "bus"));
    describe(gallery_screens[1]);
    assert_true(render_paint(render, &ui));
    close_all(NULL);
}

// PRV-05: 200 ms until nothing is to be seen; it is one frame. Then all is painted as before.
static void test_render__is_blank_at_once(void **state)
{
    const struct screen *screen = gallery_screens[0];
    SDL_Surface *before, *blank, *after;
    const uint32_t *pixels;
    Uint64 start;
    double ms;

    (void)state;
    open_on("1920x1080@476x268");
    describe(screen);
    render_paint(render, &ui);
    before = shoot();
    start = SDL_GetPerformanceCounter();
    render_blank(render);
    ms = (double)(SDL_GetPerformanceCounter() - start) * 1000 /
         (double)SDL_GetPerformanceFrequency();
    print_message("PRV-05: blank in %.1f ms\n", ms);
    assert_true(ms <= 200);
    blank = read_back();
    pixels = blank->pixels;
    for (int i = 0; i < blank->h * blank->pitch / 4; i++)
        assert_int_equal(pixels[i], pixels[0]);
    assert_true(render_paint(render, &ui));
    after = shoot();
    assert_memory_equal(after->pixels, before->pixels, (size_t)before->pitch * (size_t)before->h);
    SDL_FreeSurface(before);
    SDL_FreeSurface(blank);
    SDL_FreeSurface(after);
    close_all(NULL);
}

// What is painted piece by piece is what would be painted at once.
static void test_render__pieces_make_the_same_picture(void **state)
{
    SDL_Surface *pieces, *whole;

    (void)state;
    open_on(DISPLAYS[3]);
    describe(gallery_screens[1]);
    render_paint(render, &ui);
    ui_move_focus(&ui, 1);
    describe(gallery_screens[1]);
    render_paint(render, &ui);
    ui_move_focus(&ui, 1);
    describe(gallery_screens[1]);
    pieces = shoot();
    render_expose(render);
    whole = shoot();
    for (int y = 0; y < whole->h; y++)
        for (int x = 0; x < whole->w; x++)
            assert_int_equal(pixel(whole, x, y), pixel(pieces, x, y));
    SDL_FreeSurface(pieces);
    SDL_FreeSurface(whole);
    close_all(NULL);
}

static void test_render__the_veil_covers_what_is_private(void **state)
{
    const struct ui_node *field;
    SDL_Surface *surface;
    double scale;
    uint32_t ink = palette_of(UI_MEDIUM)->ink;

    (void)state;
    open_on(DISPLAYS[3]);
    ui.veiled = true;
    describe(gallery_screens[2]); // amount
    surface = shoot();
    field = ui_node(&ui, "keyed");
    assert_true(field->private);
    scale = display_px_per_mm(&ui.display);
    for (int y = (int)((field->box.y + 3) * scale); y < (field->box.y + field->box.h - 3) * scale;
         y++)
        for (int x = (int)((field->box.x + 6) * scale);
             x < (field->box.x + field->box.w - 6) * scale; x++)
            assert_int_not_equal(pixel(surface, x, y), ink);
    SDL_FreeSurface(surface);
    close_all(NULL);
}

static SDL_Surface *shoot_choice(bool chosen, bool private, const char *picture)
{
    struct ui_node *node;

    describe(gallery_screens[1]); // travel
    node = &ui.nodes[ui_node(&ui, "bus") - ui.nodes];
    node->selected = chosen;
    node->private = private;
    node->picture = picture;
    return shoot();
}

static void assert_same_pixels(SDL_Surface *one, SDL_Surface *other)
{
    for (int y = 0; y < one->h; y++)
        for (int x = 0; x < one->w; x++)
            assert_int_equal(pixel(one, x, y), pixel(other, x, y));
    SDL_FreeSurface(one);
    SDL_FreeSurface(other);
}

// TIM-08: from what is seen nobody can tell what was chosen, nor which picture is theirs.
static void test_render__the_veil_covers_what_was_chosen(void **state)
{
    (void)state;
    open_on(DISPLAYS[3]);
    ui.veiled = true;
    assert_same_pixels(shoot_choice(false, false, "bus"), shoot_choice(true, false, "bus"));
    assert_same_pixels(shoot_choice(false, true, "bus"), shoot_choice(true, true, "train"));
    close_all(NULL);
}

// PRV-08: whatever would be there, and wherever the focus is.
static void test_render__dark_is_the_same_for_every_page(void **state)
{
    SDL_Surface *one, *other, *lit;
    size_t bytes;

    (void)state;
    open_on(DISPLAYS[3]);
    ui.prefs.dark = true;
    describe(gallery_screens[2]);
    one = shoot();
    ui.prefs.contrast = UI_WHITE;
    str_copy(ui.focus, sizeof ui.focus, "keys.7");
    describe(gallery_screens[0]);
    other = shoot();
    bytes = (size_t)one->pitch * (size_t)one->h;
    assert_memory_equal(one->pixels, other->pixels, bytes);
    assert_int_equal(pixel(one, 5, 5), palette_of(UI_BLACK)->paper);
    assert_int_not_equal(pixel(one, one->w / 2, one->h / 2), palette_of(UI_BLACK)->paper); // a sign
    ui.prefs.dark = false;
    describe(gallery_screens[0]);
    lit = shoot();
    assert_int_equal(pixel(lit, lit->w - 5, lit->h / 2), palette_of(UI_WHITE)->paper);
    SDL_FreeSurface(one);
    SDL_FreeSurface(other);
    SDL_FreeSurface(lit);
    close_all(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_render__capitals_are_as_high_as_promised),
        cmocka_unit_test(test_render__words_are_whole_with_the_real_font),
        cmocka_unit_test(test_render__every_letter_has_its_shape),
        cmocka_unit_test(test_render__contrast_is_what_each_mode_promises),
        cmocka_unit_test(test_render__paints_only_when_something_changed),
        cmocka_unit_test(test_render__is_blank_at_once),
        cmocka_unit_test(test_render__pieces_make_the_same_picture),
        cmocka_unit_test(test_render__the_veil_covers_what_is_private),
        cmocka_unit_test(test_render__the_veil_covers_what_was_chosen),
        cmocka_unit_test(test_render__dark_is_the_same_for_every_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
