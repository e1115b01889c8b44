// SPDX-License-Identifier: Apache-2.0

/* A card under a camera: turned, in bad light, a little out of focus, partly dirty. */

#include "kiosk/barcode.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h> // wants stdio.h before it
#include <qrencode.h>

#include "kiosk/camera.h"
#include "kiosk/input_camera.h"
#include "shared/card.h"
#include "tests/check.h"

#define WIDTH 960
#define HEIGHT 720
#define QUIET 4

static uint8_t scene[WIDTH * HEIGHT];

struct look {
    double degrees;   // the card lies turned so far
    double module;    // pixels of one
    int dark, bright; // of ink and paper
    int shade;        // how much darker the right edge is
    int noise;
    int blur;   // times
    bool dirty; // a blot on a corner of it
    const char *what;
};

static uint32_t next_random(void)
{
    static uint32_t seed = 2463534242;

    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed;
}

// Whether that place of the card, in modules from its middle, is ink; -1: beside the card.
static int ink_at(const QRcode *code, double x, double y)
{
    double half = code->width / 2.0;
    int column = (int)floor(x + half);
    int row = (int)floor(y + half);

    if (fabs(x) > half + QUIET || fabs(y) > half + QUIET)
        return -1;
    if (column < 0 || row < 0 || column >= code->width || row >= code->width)
        return 0;
    return code->data[row * code->width + column] & 1;
}

static int light_at(const QRcode *code, const struct look *look, int x, int y)
{
    double turn = look->degrees * 3.14159265358979 / 180;
    double from_x = (x - WIDTH / 2.0) / look->module;
    double from_y = (y - HEIGHT / 2.0) / look->module;
    double on_x = from_x * cos(turn) + from_y * sin(turn);
    double on_y = from_y * cos(turn) - from_x * sin(turn);
    int ink = ink_at(code, on_x, on_y);
    int light = ink < 0 ? 128 : ink ? look->dark : look->bright;

    if (look->dirty && on_x > 8 && on_x < 11 && on_y > 2 && on_y < 5)
        light = look->dark;
    light -= look->shade * x / WIDTH;
    if (look->noise)
        light += (int)(next_random() % (uint32_t)(2 * look->noise + 1)) - look->noise;
    return light < 0 ? 0 : light > 255 ? 255 : light;
}

static void blur(void)
{
    for (int y = 1; y < HEIGHT - 1; y++)
        for (int x = 1; x < WIDTH - 1; x++) {
            uint8_t *at = &scene[(ptrdiff_t)y * WIDTH + x];

            *at = (uint8_t)((at[0] * 2 + at[-1] + at[1] + at[-WIDTH] + at[WIDTH] + 3) / 6);
        }
}

static void lay(const char *text, const struct look *look)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_Q, QR_MODE_8, 1);

    assert_non_null(code);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            scene[y * WIDTH + x] = (uint8_t)light_at(code, look, x, y);
    for (int i = 0; i < look->blur; i++)
        blur();
    QRcode_free(code);
}

static void a_card(char text[static CARD_TEXT_SIZE])
{
    struct card card = {.kind = CARD_MEMBER};

    // The same cards each time: what is read must not hang on chance.
    for (size_t i = 0; i < sizeof card.secret; i++)
        card.secret[i] = (uint8_t)next_random();
    card_write(text, &card);
}

static const struct look looks[] = {
    {.module = 8, .bright = 255, .what = "as it was printed"},
    {.module = 8, .degrees = 180, .bright = 255, .what = "upside down"},
    {.module = 7, .degrees = 33, .dark = 40, .bright = 220, .noise = 20, .what = "askew"},
    {.module = 5, .degrees = 90, .dark = 60, .bright = 170, .shade = 60, .what = "in the shade"},
    {.module = 9, .degrees = 12, .dark = 30, .bright = 230, .blur = 3, .what = "out of focus"},
    {.module = 8, .degrees = 270, .bright = 240, .dirty = true, .what = "with a blot on it"},
};

static void test_barcode__a_card_is_read_however_it_lies(void **state)
{
    char text[CARD_TEXT_SIZE];
    char read[BARCODE_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
        a_card(text);
        lay(text, &looks[i]);
        if (!barcode_read(read, scene, WIDTH, HEIGHT))
            fail_msg("no card is seen %s", looks[i].what);
        assert_string_equal(read, text);
    }
}

static void test_barcode__nothing_is_seen_where_nothing_is(void **state)
{
    char read[BARCODE_SIZE] = "as before";

    (void)state;
    for (size_t i = 0; i < sizeof scene; i++)
        scene[i] = (uint8_t)next_random();
    assert_false(barcode_read(read, scene, WIDTH, HEIGHT));
    memset(scene, 255, sizeof scene);
    assert_false(barcode_read(read, scene, WIDTH, HEIGHT));
    assert_false(barcode_read(read, scene, 1, 1));
    assert_string_equal(read, "as before");
}

static void test_barcode__what_is_too_long_is_none_of_ours(void **state)
{
    struct look plain = {.module = 4, .bright = 255};
    char read[BARCODE_SIZE] = "as before";
    char text[BARCODE_SIZE + 1];

    (void)state;
    memset(text, 'A', BARCODE_SIZE);
    text[BARCODE_SIZE] = '\0';
    lay(text, &plain);
    assert_false(barcode_read(read, scene, WIDTH, HEIGHT));
    assert_string_equal(read, "as before");
    text[BARCODE_SIZE - 1] = '\0';
    lay(text, &plain);
    assert_true(barcode_read(read, scene, WIDTH, HEIGHT));
    assert_string_equal(read, text);
}

static void write_jpeg(const char *path, bool colour)
{
    struct jpeg_compress_struct info;
    struct jpeg_error_mgr manager;
    uint8_t row[3 * WIDTH];
    JSAMPROW rows[] = {row};
    FILE *file = fopen(path, "wbe");

    assert_non_null(file);
    info.err = jpeg_std_error(&manager);
    jpeg_create_compress(&info);
    jpeg_stdio_dest(&info, file);
    info.image_width = WIDTH;
    info.image_height = HEIGHT;
    info.input_components = colour ? 3 : 1;
    info.in_color_space = colour ? JCS_RGB : JCS_GRAYSCALE;
    jpeg_set_defaults(&info);
    jpeg_start_compress(&info, TRUE);
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH * info.input_components; x++)
            row[x] = scene[y * WIDTH + x / info.input_components];
        jpeg_write_scanlines(&info, rows, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    fclose(file);
}

static void test_barcode__a_cards_picture_says_what_it_says(void **state)
{
    static const char path[] = "card.jpg";
    char text[CARD_TEXT_SIZE];
    char read[BARCODE_SIZE];

    (void)state;
    for (int colour = 0; colour < 2; colour++) {
        a_card(text);
        lay(text, &looks[2]);
        write_jpeg(path, colour);
        assert_true(camera_read_code(read, path));
        assert_string_equal(read, text);
    }
    memset(scene, 200, sizeof scene);
    write_jpeg(path, true);
    assert_false(camera_read_code(read, path)); // a ticket
    assert_false(camera_read_code(read, "there-is-none.jpg"));
    remove(path);
}

// --- under the camera that is shown live ---

static void see(struct live *live)
{
    struct bytes jpeg = {0};
    struct err err;

    write_jpeg("frame.jpg", false);
    check_ok(bytes_read_file(&jpeg, "frame.jpg", CAMERA_FILE_MAX, &err), &err);
    live_add(live, &jpeg);
    remove("frame.jpg");
}

static void test_input_camera__tells_once_of_a_card_that_lies_there(void **state)
{
    struct ui_node node = {
        .role = UI_PHOTO, .placed = true, .photo = {.live = true, .cards = true}};
    struct ui ui = {.nodes = &node, .node_count = 1};
    struct live live = {.state = LIVE_ON};
    struct input_camera camera = {.live = &live};
    char text[CARD_TEXT_SIZE];
    char code[BARCODE_SIZE];

    (void)state;
    assert_false(input_camera_card(&camera, &ui, code)); // no frame yet
    a_card(text);
    lay(text, &looks[0]);
    see(&live);
    assert_true(input_camera_card(&camera, &ui, code));
    assert_string_equal(code, text);
    assert_false(input_camera_card(&camera, &ui, code));
    memset(scene, 200, sizeof scene); // taken away, and laid down again
    see(&live);
    for (int i = 0; i < INPUT_CAMERA_AWAY; i++)
        assert_false(input_camera_card(&camera, &ui, code));
    lay(text, &looks[1]);
    see(&live);
    assert_true(input_camera_card(&camera, &ui, code));
    a_card(text); // another on top of it
    lay(text, &looks[0]);
    see(&live);
    node.photo.cards = false; // the ticket's screen looks for none
    assert_false(input_camera_card(&camera, &ui, code));
    node.photo.cards = true;
    assert_true(input_camera_card(&camera, &ui, code));
    assert_string_equal(code, text);
    lay("https://example.org", &looks[0]); // no card of ours
    see(&live);
    assert_false(input_camera_card(&camera, &ui, code));
    live_clear(&live);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_barcode__a_card_is_read_however_it_lies),
        cmocka_unit_test(test_barcode__nothing_is_seen_where_nothing_is),
        cmocka_unit_test(test_barcode__what_is_too_long_is_none_of_ours),
        cmocka_unit_test(test_barcode__a_cards_picture_says_what_it_says),
        cmocka_unit_test(test_input_camera__tells_once_of_a_card_that_lies_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
