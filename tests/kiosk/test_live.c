// SPDX-License-Identifier: Apache-2.0

/* The last frames, and which of them is the sharpest. */

#include "kiosk/live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h> // wants stdio.h before it

#include "kiosk/camera.h"
#include "tests/check.h"

#define WIDTH 320
#define HEIGHT 240

static uint8_t page[WIDTH * HEIGHT];

// Print, with so much of a shake: each dot is the mean of that many beside it.
static void print_page(int shake)
{
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            int sum = 0;

            for (int i = 0; i <= shake; i++)
                sum += (x + i) / 3 % 2 && y / 8 % 2 ? 40 : 220;
            page[y * WIDTH + x] = (uint8_t)(sum / (shake + 1));
        }
}

// As it comes from a sensor in that light: below 1 dark and full of grain, above 1 the paper is
// white all over and thin print is lost in it.
static void expose(double light)
{
    unsigned chance = 1;

    for (size_t i = 0; i < sizeof page; i++) {
        double level = page[i] * light;

        chance = chance * 1103515245U + 12345U;
        if (light < 1)
            level += (int)(chance >> 16) % 29 - 14;
        page[i] = (uint8_t)(level < 0 ? 0 : level > 255 ? 255 : level);
    }
}

static struct bytes jpeg_of_page(void)
{
    struct jpeg_compress_struct info;
    struct jpeg_error_mgr manager;
    struct bytes frame = {0};
    unsigned char *memory = NULL;
    unsigned long size = 0;

    info.err = jpeg_std_error(&manager);
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &memory, &size);
    info.image_width = WIDTH;
    info.image_height = HEIGHT;
    info.input_components = 1;
    info.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&info);
    jpeg_start_compress(&info, TRUE);
    for (size_t y = 0; y < HEIGHT; y++) {
        JSAMPROW row = page + y * WIDTH;

        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    bytes_add(&frame, memory, size);
    free(memory);
    return frame;
}

static struct bytes frame_of(int shake)
{
    print_page(shake);
    return jpeg_of_page();
}

static void test_live__a_shake_makes_it_less_sharp(void **state)
{
    double last = 1e12;

    (void)state;
    for (int shake = 0; shake < 6; shake++) {
        double sharpness;

        print_page(shake);
        sharpness = camera_measure(page, WIDTH, HEIGHT);
        assert_true(sharpness < last || sharpness == 0);
        last = sharpness;
    }
    memset(page, 128, sizeof page);
    assert_true(camera_measure(page, WIDTH, HEIGHT) == 0);
    assert_true(camera_measure(page, 2, 2) == 0);
}

static void test_live__takes_the_sharpest_of_the_last_few(void **state)
{
    static const int shakes[] = {4, 0, 2, 4, 3};
    struct live live = {0};
    struct bytes best = frame_of(2);
    struct bytes sharp = frame_of(0);

    (void)state;
    assert_null(live_sharpest(&live));
    assert_null(live_newest(&live));
    for (size_t i = 0; i < 3; i++) {
        struct bytes frame = frame_of(shakes[i]);

        live_add(&live, &frame);
        assert_int_equal(frame.length, 0); // it is the ring's now
    }
    assert_int_equal(live_sharpest(&live)->length, sharp.length);
    assert_memory_equal(live_sharpest(&live)->data, sharp.data, sharp.length);
    // The sharp one is too long ago: what it shows may be gone from the tray.
    for (size_t i = 3; i < 5; i++) {
        struct bytes frame = frame_of(shakes[i]);

        live_add(&live, &frame);
    }
    live_add(&live, &(struct bytes){0});
    assert_memory_equal(live_sharpest(&live)->data, best.data, best.length);
    live_clear(&live);
    assert_null(live_newest(&live));
    bytes_clear(&best);
    bytes_clear(&sharp);
}

// As the camera is mounted: what is shown and kept stands upright.
static void test_live__says_in_each_frame_how_it_is_turned(void **state)
{
    struct live live = {.turn = 90};
    struct bytes frame = frame_of(0);
    const struct bytes *newest;

    (void)state;
    live_add(&live, &frame);
    newest = live_newest(&live);
    assert_int_equal(camera_orientation(newest->data, newest->length), 6);
    live_clear(&live);
    assert_int_equal(live.turn, 90); // it is still mounted so
}

// A page with little on it, so that grain weighs as much as print does.
static void print_little(double light)
{
    memset(page, 210, sizeof page);
    for (int y = 100; y < 106; y++)
        for (int x = 60; x < 260; x++)
            page[y * WIDTH + x] = x / 4 % 2 ? 60 : 210;
    expose(light);
}

static void test_live__too_dark_and_too_bright_are_passed_over(void **state)
{
    static const double lights[LIVE_FRAMES] = {0.3, 1, 3, 0.25};
    struct live live = {0};
    struct bytes good;

    (void)state;
    print_little(1);
    good = jpeg_of_page();
    for (size_t i = 0; i < LIVE_FRAMES; i++) {
        struct bytes frame;

        print_little(lights[i]);
        frame = jpeg_of_page();
        live_add(&live, &frame);
    }
    assert_int_equal(live_sharpest(&live)->length, good.length);
    assert_memory_equal(live_sharpest(&live)->data, good.data, good.length);
    live_clear(&live);
    bytes_clear(&good);
}

static void test_live__what_cannot_be_read_is_never_the_sharpest(void **state)
{
    struct live live = {0};
    struct bytes broken = {0};
    struct bytes good = frame_of(4);
    size_t length = good.length;

    (void)state;
    bytes_add_text(&broken, "\xFF\xD8\xFF\xE0 and then nothing of it");
    live_add(&live, &broken);
    assert_null(live_sharpest(&live));
    assert_non_null(live_newest(&live));
    live_add(&live, &good);
    assert_int_equal(live_sharpest(&live)->length, length);
    live_clear(&live);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_live__a_shake_makes_it_less_sharp),
        cmocka_unit_test(test_live__takes_the_sharpest_of_the_last_few),
        cmocka_unit_test(test_live__says_in_each_frame_how_it_is_turned),
        cmocka_unit_test(test_live__too_dark_and_too_bright_are_passed_over),
        cmocka_unit_test(test_live__what_cannot_be_read_is_never_the_sharpest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
