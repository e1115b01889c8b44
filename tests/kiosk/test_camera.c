// SPDX-License-Identifier: Apache-2.0
#include "kiosk/camera.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jpeglib.h>

#include "tests/check.h"

static const char SECRET[] = "52.95N 1.15W, Siân";

// Four quarters in four shades, in rows: 0 1 / 2 3.
static const uint8_t shades[4] = {10, 90, 170, 250};

static void make_picture(struct bytes *out, unsigned width, unsigned height, int channels)
{
    struct jpeg_compress_struct info;
    struct jpeg_error_mgr manager;
    unsigned char *memory = NULL;
    unsigned long size = 0;
    JSAMPLE *row = malloc((size_t)width * (size_t)channels);

    info.err = jpeg_std_error(&manager);
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &memory, &size);
    info.image_width = width;
    info.image_height = height;
    info.input_components = channels;
    info.in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_start_compress(&info, TRUE);
    for (unsigned y = 0; y < height; y++) {
        for (unsigned x = 0; x < width; x++)
            memset(row + (size_t)x * (unsigned)channels,
                   shades[(y >= height / 2 ? 2 : 0) + (x >= width / 2)], (size_t)channels);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    bytes_add(out, memory, size);
    free(memory);
    free(row);
}

struct seen {
    unsigned width;
    unsigned height;
    int channels;
    uint8_t quarters[4];
};

static void look_at(struct seen *seen, const struct bytes *jpeg)
{
    struct jpeg_decompress_struct info;
    struct jpeg_error_mgr manager;
    JSAMPLE *row;

    info.err = jpeg_std_error(&manager);
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, jpeg->data, jpeg->length);
    assert_int_equal(jpeg_read_header(&info, TRUE), JPEG_HEADER_OK);
    jpeg_start_decompress(&info);
    seen->width = info.output_width;
    seen->height = info.output_height;
    seen->channels = info.output_components;
    row = malloc((size_t)seen->width * (size_t)seen->channels);
    for (unsigned y = 0; y < seen->height; y++) {
        jpeg_read_scanlines(&info, &row, 1);
        for (unsigned half = 0; half < 2; half++)
            if (y == seen->height / 4 || y == seen->height * 3 / 4)
                seen->quarters[(y > seen->height / 2 ? 2 : 0) + half] =
                    row[(size_t)(seen->width / 4 + half * seen->width / 2) *
                        (unsigned)seen->channels];
    }
    free(row);
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
}

static void add_marker(struct bytes *out, int marker, const void *data, size_t length)
{
    bytes_add_number(out, 0xFF00U | (unsigned)marker, 2);
    bytes_add_number(out, length + 2, 2);
    bytes_add(out, data, length);
}

// The picture again, with markers after its first two bytes.
static void with_markers(struct bytes *out, const struct bytes *jpeg, const struct bytes *markers)
{
    bytes_add(out, jpeg->data, 2);
    bytes_add(out, markers->data, markers->length);
    bytes_add(out, jpeg->data + 2, jpeg->length - 2);
}

static void add_exif(struct bytes *markers, unsigned orientation, bool big)
{
    uint8_t exif[6 + 8 + 2 + 12 + 4 + sizeof SECRET] = "Exif\0\0";
    uint8_t *tiff = exif + 6;

    memcpy(tiff, big ? "MM\0*\0\0\0\x08" : "II*\0\x08\0\0\0", 8);
    tiff[big ? 9 : 8] = 1;        // one entry
    tiff[10] = big ? 0x01 : 0x12; // tag 0x0112
    tiff[11] = big ? 0x12 : 0x01; //
    tiff[big ? 13 : 12] = 3;      // a short
    tiff[big ? 17 : 14] = 1;      // one of them
    tiff[big ? 19 : 18] = (uint8_t)orientation;
    memcpy(tiff + 26, SECRET, sizeof SECRET);
    add_marker(markers, 0xE1, exif, sizeof exif);
}

static void clean(struct bytes *out, const struct bytes *jpeg)
{
    struct err err;

    check_ok(camera_clean(out, jpeg->data, jpeg->length, &err), &err);
}

static void check_turned(const struct bytes *jpeg, const int expected[4], bool swapped)
{
    struct bytes cleaned = {0};
    struct seen seen;

    clean(&cleaned, jpeg);
    look_at(&seen, &cleaned);
    assert_int_equal(seen.width, swapped ? 48 : 96);
    assert_int_equal(seen.height, swapped ? 96 : 48);
    for (int i = 0; i < 4; i++)
        assert_in_range(seen.quarters[i], shades[expected[i]] - 6, shades[expected[i]] + 6);
    bytes_clear(&cleaned);
}

// As they are to be seen, for orientations 1 to 8 (Exif 2.3, tag 0x0112).
static const int turned[8][4] = {{0, 1, 2, 3}, {1, 0, 3, 2}, {3, 2, 1, 0}, {2, 3, 0, 1},
                                 {0, 2, 1, 3}, {2, 0, 3, 1}, {3, 1, 2, 0}, {1, 3, 0, 2}};

static void test_camera__turns_every_picture_upright(void **state)
{
    struct bytes plain = {0};

    (void)state;
    make_picture(&plain, 96, 48, 1);
    check_turned(&plain, turned[0], false);
    for (unsigned orientation = 1; orientation <= 8; orientation++)
        for (int big = 0; big < 2; big++) {
            struct bytes markers = {0};
            struct bytes jpeg = {0};

            add_exif(&markers, orientation, big);
            with_markers(&jpeg, &plain, &markers);
            check_turned(&jpeg, turned[orientation - 1], orientation >= 5);
            bytes_clear(&markers);
            bytes_clear(&jpeg);
        }
    bytes_clear(&plain);
}

// A camera that is mounted turned says nothing of it: the kiosk does (camera_turn in its settings).
static void test_camera__says_in_a_picture_how_it_is_turned(void **state)
{
    static const int orientations[] = {1, 6, 3, 8};

    (void)state;
    for (int i = 0; i < 4; i++) {
        struct bytes jpeg = {0};

        make_picture(&jpeg, 96, 48, 3);
        assert_int_equal(camera_orientation(jpeg.data, jpeg.length), 1);
        camera_turn(&jpeg, 90 * i);
        assert_int_equal(camera_orientation(jpeg.data, jpeg.length), orientations[i]);
        check_turned(&jpeg, turned[orientations[i] - 1], i % 2 == 1);
        bytes_clear(&jpeg);
    }
    assert_int_equal(camera_orientation("\xFF\xD8\xFF\xE1\xFF\xFF", 6), 1); // it ends too early
    assert_int_equal(camera_orientation("", 0), 1);
}

// JPEG lets any number of FF bytes stand before a marker.
static void test_camera__finds_the_turn_behind_more_fill_bytes(void **state)
{
    struct bytes plain = {0};
    struct bytes markers = {0};
    struct bytes jpeg = {0};

    (void)state;
    make_picture(&plain, 96, 48, 1);
    bytes_add(&markers, "\xFF\xFF\xFF", 3);
    add_exif(&markers, 6, true);
    with_markers(&jpeg, &plain, &markers);
    assert_int_equal(camera_orientation(jpeg.data, jpeg.length), 6);
    check_turned(&jpeg, turned[5], true);
    bytes_clear(&plain);
    bytes_clear(&markers);
    bytes_clear(&jpeg);
}

static void test_camera__finds_the_turn_behind_other_metadata(void **state)
{
    static const char xmp[] = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>";
    struct bytes plain = {0};
    struct bytes markers = {0};
    struct bytes jpeg = {0};

    (void)state;
    make_picture(&plain, 96, 48, 3);
    add_marker(&markers, 0xE1, xmp, sizeof xmp);
    add_exif(&markers, 6, true);
    with_markers(&jpeg, &plain, &markers);
    check_turned(&jpeg, turned[5], true);
    bytes_clear(&plain);
    bytes_clear(&markers);
    bytes_clear(&jpeg);
}

static void test_camera__reads_no_turn_from_a_damaged_tag(void **state)
{
    struct bytes plain = {0};

    (void)state;
    make_picture(&plain, 96, 48, 1);
    for (size_t length = 0; length < 44; length++) {
        static const unsigned nonsense[] = {0, 9, 255, 6};
        struct bytes whole = {0};
        struct bytes cut = {0};
        struct bytes jpeg = {0};

        add_exif(&whole, nonsense[length % 3], length % 2);
        add_marker(&cut, 0xE1, whole.data + 4, length); // ends anywhere
        with_markers(&jpeg, &plain, &cut);
        check_turned(&jpeg, turned[0], false);
        bytes_clear(&whole);
        bytes_clear(&cut);
        bytes_clear(&jpeg);
    }
    bytes_clear(&plain);
}

static bool holds(const struct bytes *bytes, const char *text)
{
    return memmem(bytes->data, bytes->length, text, strlen(text)) != NULL;
}

static void test_camera__keeps_no_metadata(void **state)
{
    struct bytes plain = {0};
    struct bytes markers = {0};
    struct bytes jpeg = {0};
    struct bytes cleaned = {0};

    (void)state;
    make_picture(&plain, 96, 48, 3);
    add_exif(&markers, 1, true);
    add_marker(&markers, 0xFE, SECRET, sizeof SECRET); // a comment
    add_marker(&markers, 0xED, SECRET, sizeof SECRET); // IPTC
    with_markers(&jpeg, &plain, &markers);
    bytes_add(&jpeg, SECRET, sizeof SECRET); // and after its end
    assert_true(holds(&jpeg, SECRET));
    clean(&cleaned, &jpeg);
    assert_false(holds(&cleaned, SECRET));
    assert_false(holds(&cleaned, "Exif"));
    bytes_clear(&plain);
    bytes_clear(&markers);
    bytes_clear(&jpeg);
    bytes_clear(&cleaned);
}

static void test_camera__makes_large_pictures_smaller_and_no_other(void **state)
{
    static const unsigned sizes[][2] = {{1, 1},       {1599, 20},   {1600, 1600},
                                        {1601, 30},   {1800, 1200}, {20, 3199},
                                        {3200, 2400}, {4000, 3000}, {12800, 40}};

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        unsigned longer = sizes[i][0] > sizes[i][1] ? sizes[i][0] : sizes[i][1];
        struct bytes jpeg = {0};
        struct bytes cleaned = {0};
        struct seen seen;

        make_picture(&jpeg, sizes[i][0], sizes[i][1], 1);
        clean(&cleaned, &jpeg);
        look_at(&seen, &cleaned);
        assert_true(seen.width <= CAMERA_SIDE_MAX && seen.height <= CAMERA_SIDE_MAX);
        if (longer <= CAMERA_SIDE_MAX) {
            assert_int_equal(seen.width, sizes[i][0]);
            assert_int_equal(seen.height, sizes[i][1]);
        } else {
            assert_true(seen.width >= 1400 || seen.height >= 1400); // still to be read
        }
        bytes_clear(&jpeg);
        bytes_clear(&cleaned);
    }
}

static void test_camera__stays_grey_or_colour(void **state)
{
    (void)state;
    for (int channels = 1; channels <= 3; channels += 2) {
        struct bytes jpeg = {0};
        struct bytes cleaned = {0};
        struct seen seen;

        make_picture(&jpeg, 64, 64, channels);
        clean(&cleaned, &jpeg);
        look_at(&seen, &cleaned);
        assert_int_equal(seen.channels, channels);
        bytes_clear(&jpeg);
        bytes_clear(&cleaned);
    }
}

// One sentence, and nothing kept.
static void check_refused(const void *data, size_t length)
{
    struct bytes kept = {0};
    struct err err;

    bytes_add_text(&kept, "before");
    check_fails(camera_clean(&kept, data, length, &err), &err, ERR_INVALID);
    assert_non_null(strstr(err.text, "nothing was kept"));
    assert_string_equal(bytes_text(&kept), "before");
    bytes_clear(&kept);
}

static void test_camera__refuses_what_is_no_picture(void **state)
{
    static const char png[] = "\x89PNG\r\n\x1a\n....";
    static const char almost[] = "\xFF\xD8\xFF\xE0 and then nothing of the kind";

    (void)state;
    check_refused("", 0);
    check_refused("\xFF\xD8\xFF", 3);
    check_refused(png, sizeof png);
    check_refused("%PDF-1.4", 8);
    check_refused(almost, sizeof almost);
}

static void test_camera__refuses_half_a_picture(void **state)
{
    struct bytes jpeg = {0};

    (void)state;
    make_picture(&jpeg, 640, 480, 3);
    for (size_t length = 0; length < jpeg.length - 2; length += 97)
        check_refused(jpeg.data, length);
    bytes_clear(&jpeg);
}

// Says in its header that it is far larger than it is.
static void test_camera__refuses_more_pixels_than_it_will_hold(void **state)
{
    static const unsigned sizes[][2] = {{8000, 8000}, {65000, 65000}, {12801, 10}, {10, 12801}};
    struct bytes jpeg = {0};
    uint8_t *frame;

    (void)state;
    make_picture(&jpeg, 64, 48, 1);
    frame = memmem(jpeg.data, jpeg.length, "\xFF\xC0", 2);
    assert_non_null(frame);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        frame[5] = (uint8_t)(sizes[i][1] >> 8);
        frame[6] = (uint8_t)sizes[i][1];
        frame[7] = (uint8_t)(sizes[i][0] >> 8);
        frame[8] = (uint8_t)sizes[i][0];
        check_refused(jpeg.data, jpeg.length);
    }
    bytes_clear(&jpeg);
}

// --- the folder ---

static void put(const char *name, const char *text)
{
    char path[64];
    struct err err;

    snprintf(path, sizeof path, "camera/%s", name);
    check_ok(bytes_write_file(path, text, strlen(text), 0600, &err), &err);
}

static int empty_folder(void **state)
{
    (void)state;
    mkdir("camera", 0700);
    unlink("camera/1.jpg");
    unlink("camera/2.jpeg");
    unlink("camera/0.code");
    unlink("camera/notes.txt");
    return 0;
}

static void test_camera__takes_the_first_of_the_folder_once(void **state)
{
    struct camera_find found;
    struct err err;

    (void)state;
    check_fails(camera_find(&found, "camera", &err), &err, ERR_NOT_FOUND);
    put("notes.txt", "not for us");
    put("2.jpeg", "second");
    put("1.jpg", "first");
    check_ok(camera_find(&found, "camera", &err), &err);
    assert_string_equal(found.path, "camera/1.jpg");
    assert_false(found.is_code);
    camera_remove(found.path);
    check_ok(camera_find(&found, "camera", &err), &err);
    assert_string_equal(found.path, "camera/2.jpeg");
    camera_remove(found.path);
    check_fails(camera_find(&found, "camera", &err), &err, ERR_NOT_FOUND);
    assert_int_equal(access("camera/notes.txt", F_OK), 0);
}

static void test_camera__reads_a_code_without_what_is_around_it(void **state)
{
    struct camera_find found;
    struct err err;

    (void)state;
    put("0.code", " \tDIOLCH:1:M:ABC \r\nmore");
    check_ok(camera_find(&found, "camera", &err), &err);
    assert_true(found.is_code);
    assert_string_equal(found.code, "DIOLCH:1:M:ABC");
}

static void test_camera__takes_a_code_that_is_none_away(void **state)
{
    char large[BARCODE_SIZE + 1];
    struct camera_find found;
    struct err err;

    (void)state;
    memset(large, 'x', sizeof large);
    large[sizeof large - 1] = '\0';
    put("0.code", large);
    check_fails(camera_find(&found, "camera", &err), &err, ERR_INVALID);
    check_fails(camera_find(&found, "camera", &err), &err, ERR_NOT_FOUND);
}

static void test_camera__reads_no_file_that_is_too_large(void **state)
{
    struct bytes kept = {0};
    struct err err;

    (void)state;
    put("1.jpg", "");
    assert_int_equal(truncate("camera/1.jpg", CAMERA_FILE_MAX + 1), 0);
    check_fails(camera_clean_file(&kept, "camera/1.jpg", &err), &err, ERR_INVALID);
    check_fails(camera_clean_file(&kept, "camera", &err), &err, ERR_INVALID);
    check_fails(camera_clean_file(&kept, "camera/none.jpg", &err), &err, ERR_NOT_FOUND);
    assert_int_equal(kept.length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_camera__turns_every_picture_upright),
        cmocka_unit_test(test_camera__says_in_a_picture_how_it_is_turned),
        cmocka_unit_test(test_camera__finds_the_turn_behind_more_fill_bytes),
        cmocka_unit_test(test_camera__finds_the_turn_behind_other_metadata),
        cmocka_unit_test(test_camera__reads_no_turn_from_a_damaged_tag),
        cmocka_unit_test(test_camera__keeps_no_metadata),
        cmocka_unit_test(test_camera__makes_large_pictures_smaller_and_no_other),
        cmocka_unit_test(test_camera__stays_grey_or_colour),
        cmocka_unit_test(test_camera__refuses_what_is_no_picture),
        cmocka_unit_test(test_camera__refuses_half_a_picture),
        cmocka_unit_test(test_camera__refuses_more_pixels_than_it_will_hold),
        cmocka_unit_test_setup(test_camera__takes_the_first_of_the_folder_once, empty_folder),
        cmocka_unit_test_setup(test_camera__reads_a_code_without_what_is_around_it, empty_folder),
        cmocka_unit_test_setup(test_camera__takes_a_code_that_is_none_away, empty_folder),
        cmocka_unit_test_setup(test_camera__reads_no_file_that_is_too_large, empty_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
