// SPDX-License-Identifier: Apache-2.0
#include "shared/bytes.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/check.h"

static int remove_files(void **state)
{
    (void)state;
    unlink("file");
    unlink("pipe");
    return 0;
}

static void test_bytes__grow_and_always_end_in_a_nul(void **state)
{
    struct bytes bytes = {0};

    (void)state;
    assert_string_equal(bytes_text(&bytes), "");
    for (int i = 0; i < 1000; i++) {
        bytes_addf(&bytes, "%d,", i % 10);
        assert_int_equal(bytes.data[bytes.length], 0);
    }
    assert_int_equal(bytes.length, 2000);
    assert_int_equal(strlen(bytes_text(&bytes)), 2000);
    bytes_clear(&bytes);
    assert_null(bytes.data);
    bytes_clear(&bytes);
}

static void test_bytes__numbers_are_big_endian_and_come_back(void **state)
{
    static const uint64_t values[] = {0, 1, 0x80, 0xFFFF, 0x123456789ABCDEF0, UINT64_MAX};
    struct bytes bytes = {0};

    (void)state;
    bytes_add_number(&bytes, 0x010203, 3);
    assert_memory_equal(bytes.data, "\1\2\3", 3);
    bytes_clear(&bytes);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        struct bytes_reader reader;
        uint64_t value;

        bytes_add_number(&bytes, values[i], 8);
        reader = (struct bytes_reader){bytes.data, bytes.length};
        assert_true(bytes_take_number(&reader, &value, 8));
        assert_true(value == values[i]);
        bytes_clear(&bytes);
    }
}

static void test_bytes__a_reader_takes_all_or_nothing(void **state)
{
    struct bytes_reader reader = {(const uint8_t *)"abc", 3};
    uint8_t out[8] = "unmoved";
    const uint8_t *view = NULL;
    uint64_t number = 42;

    (void)state;
    assert_false(bytes_take(&reader, out, 4));
    assert_false(bytes_take_view(&reader, &view, SIZE_MAX));
    assert_false(bytes_take_number(&reader, &number, 8));
    assert_string_equal((char *)out, "unmoved");
    assert_null(view);
    assert_int_equal(number, 42);
    assert_int_equal(reader.left, 3);
    assert_true(bytes_take(&reader, out, 3));
    assert_false(bytes_take(&reader, out, 1));
    assert_true(bytes_take(&reader, out, 0));
}

static void test_bytes__a_file_is_whole_and_has_its_mode(void **state)
{
    struct bytes back = {0};
    struct stat found;
    struct err err;

    (void)state;
    check_ok(bytes_write_file("file", "content", 7, 0400, &err), &err);
    assert_int_equal(stat("file", &found), 0);
    assert_int_equal(found.st_mode & 07777, 0400);
    check_ok(bytes_write_file("file", "more of it", 10, 0640, &err), &err);
    assert_int_equal(stat("file", &found), 0);
    assert_int_equal(found.st_mode & 07777, 0640);
    check_ok(bytes_read_file(&back, "file", 10, &err), &err);
    assert_string_equal(bytes_text(&back), "more of it");
    check_fails(bytes_read_file(&back, "file", 9, &err), &err, ERR_INVALID);
    assert_string_equal(bytes_text(&back), "more of it");
    assert_int_equal(access("file.tmp", F_OK), -1);
    bytes_clear(&back);
}

// A pipe without a writer would hold open() up for ever; /dev/zero would never end.
static void test_bytes__only_plain_files_are_read(void **state)
{
    struct bytes back = {0};
    struct err err;

    (void)state;
    assert_int_equal(mkfifo("pipe", 0600), 0);
    check_fails(bytes_read_file(&back, "pipe", 100, &err), &err, ERR_INVALID);
    check_fails(bytes_read_file(&back, "/dev/zero", 100, &err), &err, ERR_INVALID);
    check_fails(bytes_read_file(&back, ".", 100, &err), &err, ERR_INVALID);
    check_fails(bytes_read_file(&back, "missing", 100, &err), &err, ERR_NOT_FOUND);
}

static void test_bytes__a_path_too_long_is_refused(void **state)
{
    char path[5000];
    struct err err;

    (void)state;
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    check_fails(bytes_write_file(path, "x", 1, 0600, &err), &err, ERR_INTERNAL);
}

static void test_bytes__formats_texts_of_any_length(void **state)
{
    struct bytes bytes = {0};

    (void)state;
    bytes_addf(&bytes, "%s %d", "A", 47);
    assert_string_equal(bytes_text(&bytes), "A 47");
    bytes_addf(&bytes, "%05000d", 7);
    assert_int_equal(bytes.length, 5004);
    assert_string_equal(bytes_text(&bytes) + 5000, "0007");
    bytes_clear(&bytes);
}

// A disk that takes a part of it and no more.
static void test_bytes__a_write_that_fails_leaves_the_old_file_and_no_other(void **state)
{
    char content[5000] = {0};
    struct bytes back = {0};
    struct rlimit before;
    struct rlimit small;
    struct err err;

    (void)state;
    check_ok(bytes_write_file("file", "old", 3, 0600, &err), &err);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    small = (struct rlimit){.rlim_cur = 1000, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    check_fails(bytes_write_file("file", content, sizeof content, 0600, &err), &err, ERR_INTERNAL);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_string_equal(err.text, "write file: File too large");
    check_ok(bytes_read_file(&back, "file", 3, &err), &err);
    assert_string_equal(bytes_text(&back), "old");
    assert_int_equal(access("file.tmp", F_OK), -1);
    check_fails(bytes_write_file("no/folder", "x", 1, 0600, &err), &err, ERR_NOT_FOUND);
    bytes_clear(&back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes__grow_and_always_end_in_a_nul),
        cmocka_unit_test(test_bytes__numbers_are_big_endian_and_come_back),
        cmocka_unit_test(test_bytes__a_reader_takes_all_or_nothing),
        cmocka_unit_test_setup(test_bytes__a_file_is_whole_and_has_its_mode, remove_files),
        cmocka_unit_test_setup(test_bytes__only_plain_files_are_read, remove_files),
        cmocka_unit_test(test_bytes__a_path_too_long_is_refused),
        cmocka_unit_test(test_bytes__formats_texts_of_any_length),
        cmocka_unit_test_setup(test_bytes__a_write_that_fails_leaves_the_old_file_and_no_other,
                               remove_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
