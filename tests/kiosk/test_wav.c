// SPDX-License-Identifier: Apache-2.0

#include "tests/check.h"

#include <string.h>

#include "kiosk/wav.h"
#include "shared/bytes.h"

#define HEADER_SIZE 44

// A file as espeak-ng writes it: sizes that were guessed, then samples 1, 2, 3...
static void make_file(struct bytes *file, uint16_t channels, uint32_t rate, uint16_t bits,
                      uint32_t size, int samples)
{
    static const char zeros[HEADER_SIZE];
    static const char begin[22] = "RIFF\x24\xf0\xff\x7fWAVEfmt \x10\0\0\0\x01";
    static const char data[4] = {'d', 'a', 't', 'a'};
    uint8_t *at;

    bytes_add(file, zeros, HEADER_SIZE);
    at = file->data;
    memcpy(at, begin, sizeof begin);
    memcpy(at + 22, &channels, 2); // the tests run on little-endian machines, as the kiosk does
    memcpy(at + 24, &rate, 4);
    memcpy(at + 34, &bits, 2);
    memcpy(at + 36, data, sizeof data);
    memcpy(at + 40, &size, 4);
    for (int i = 1; i <= samples; i++) {
        int16_t sample = (int16_t)(i * 100 - 300);

        bytes_add(file, &sample, 2);
    }
}

static void check_samples(const struct bytes *file, size_t piece, size_t expected)
{
    struct wav wav = {0};
    int16_t out[1024];
    size_t all = 0;

    for (size_t at = 0; at < file->length; at += piece) {
        size_t length = file->length - at < piece ? file->length - at : piece;
        size_t count;

        assert_true(wav_take(&wav, file->data + at, length, out, &count));
        for (size_t i = 0; i < count; i++)
            assert_int_equal(out[i], (int)(all + i + 1) * 100 - 300);
        all += count;
    }
    assert_int_equal(all, expected);
}

static void test_wav__gives_the_same_samples_in_pieces_of_any_size(void **state)
{
    struct bytes file = {0};

    (void)state;
    make_file(&file, 1, 22050, 16, 0x7ffff000, 300);
    for (size_t piece = 1; piece < 60; piece++)
        check_samples(&file, piece, 300);
    check_samples(&file, file.length, 300);
    bytes_clear(&file);
}

static void test_wav__reads_no_further_than_the_sound(void **state)
{
    struct bytes file = {0};

    (void)state;
    make_file(&file, 1, 22050, 16, 40, 300);
    check_samples(&file, 7, 20);
    bytes_clear(&file);
}

static void test_wav__skips_what_stands_between(void **state)
{
    struct bytes file = {0};
    struct bytes longer = {0};

    (void)state;
    make_file(&file, 1, 22050, 16, 20, 10);
    bytes_add(&longer, file.data, 36);
    bytes_add(&longer, "LIST\x05\0\0\0words\0", 14); // five bytes, and one to be even
    bytes_add(&longer, file.data + 36, file.length - 36);
    check_samples(&longer, 3, 10);
    bytes_clear(&longer);
    bytes_clear(&file);
}

static void check_refused(struct bytes *file)
{
    struct wav wav = {0};
    int16_t out[1024];
    size_t count;

    assert_false(wav_take(&wav, file->data, file->length, out, &count));
    assert_int_equal(count, 0);
    assert_false(wav_take(&wav, "more", 4, out, &count));
    bytes_clear(file);
}

static void test_wav__refuses_what_it_would_have_to_convert(void **state)
{
    struct bytes file = {0};

    (void)state;
    make_file(&file, 2, 22050, 16, 40, 20);
    check_refused(&file);
    make_file(&file, 1, 44100, 16, 40, 20);
    check_refused(&file);
    make_file(&file, 1, 22050, 8, 40, 20);
    check_refused(&file);
    make_file(&file, 1, 22050, 16, 40, 20);
    file.data[20] = 3; // floating point
    check_refused(&file);
}

static void test_wav__refuses_what_is_no_sound(void **state)
{
    struct bytes file = {0};

    (void)state;
    bytes_add_text(&file, "usage: espeak-ng [options]\n");
    check_refused(&file);
    make_file(&file, 1, 22050, 16, 40, 20);
    memcpy(file.data + 8, "AVI ", 4);
    check_refused(&file);
    make_file(&file, 1, 22050, 16, 40, 20);
    memcpy(file.data + 12, "data", 4); // sound before its format
    check_refused(&file);
    make_file(&file, 1, 22050, 16, 40, 20);
    memcpy(file.data + 36, "LIST\xff\xff\xff\xff", 8);
    check_refused(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wav__gives_the_same_samples_in_pieces_of_any_size),
        cmocka_unit_test(test_wav__reads_no_further_than_the_sound),
        cmocka_unit_test(test_wav__skips_what_stands_between),
        cmocka_unit_test(test_wav__refuses_what_it_would_have_to_convert),
        cmocka_unit_test(test_wav__refuses_what_is_no_sound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
