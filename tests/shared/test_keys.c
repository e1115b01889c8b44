// SPDX-License-Identifier: Apache-2.0
#include "shared/keys.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared/bytes.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/sample.h"

#define PATH "keys"
#define FILE_SIZE 88

static int remove_file(void **state)
{
    (void)state;
    unlink(PATH);
    return 0;
}

static void test_keys__what_was_signed_is_verified(void **state)
{
    struct keys keys = sample_keys(1);
    uint8_t signature[KEYS_SIGNATURE_SIZE];

    (void)state;
    keys_sign(&keys, "test", "message", 7, signature);
    assert_true(keys_verify(keys.sign_public, "test", "message", 7, signature));
    keys_sign(&keys, "test", NULL, 0, signature);
    assert_true(keys_verify(keys.sign_public, "test", NULL, 0, signature));
}

static void test_keys__another_message_context_or_signer_is_refused(void **state)
{
    struct keys keys = sample_keys(1);
    struct keys other = sample_keys(2);
    uint8_t signature[KEYS_SIGNATURE_SIZE];

    (void)state;
    keys_sign(&keys, "test", "message", 7, signature);
    assert_false(keys_verify(keys.sign_public, "test", "massage", 7, signature));
    assert_false(keys_verify(keys.sign_public, "test", "message", 6, signature));
    assert_false(keys_verify(keys.sign_public, "tes", "tmessage", 8, signature));
    assert_false(keys_verify(keys.sign_public, "tests", "message", 7, signature));
    assert_false(keys_verify(other.sign_public, "test", "message", 7, signature));
}

static void test_keys__every_flipped_bit_of_a_signature_is_refused(void **state)
{
    struct keys keys = sample_keys(1);
    uint8_t signature[KEYS_SIGNATURE_SIZE];

    (void)state;
    keys_sign(&keys, "test", "message", 7, signature);
    for (size_t bit = 0; bit < 8 * sizeof signature; bit++) {
        signature[bit / 8] ^= (uint8_t)(1U << bit % 8);
        assert_false(keys_verify(keys.sign_public, "test", "message", 7, signature));
        signature[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
}

// From another implementation: blake2b(b"test\0message", digest_size=32) of Python.
static void test_keys__hash_is_the_documented_one(void **state)
{
    uint8_t hash[32];
    char hex[65];

    (void)state;
    keys_hash(hash, sizeof hash, "test", "message", 7);
    str_hex(hex, hash, sizeof hash);
    assert_string_equal(hex, "a964d0bad4ca3923882eb6e24ad4cc788db4a889d3fa16658f713fb36a21bbe0");
}

static void test_keys__made_once_and_the_same_ever_after(void **state)
{
    struct keys first;
    struct keys second;
    struct stat found;
    struct err err;

    (void)state;
    check_ok(keys_open(&first, PATH, &err), &err);
    check_ok(keys_open(&second, PATH, &err), &err);
    assert_memory_equal(&first, &second, sizeof first);
    assert_int_equal(stat(PATH, &found), 0);
    assert_int_equal(found.st_mode & 07777, 0400);
    assert_int_equal(found.st_size, FILE_SIZE);
    assert_int_equal(access(PATH ".tmp", F_OK), -1);
    keys_make(&second);
    assert_memory_not_equal(first.sign_public, second.sign_public, KEYS_PUBLIC_SIZE);
    assert_memory_not_equal(first.seal_public, second.seal_public, KEYS_PUBLIC_SIZE);
}

static void write_file(const struct bytes *content)
{
    struct err err;

    check_ok(bytes_write_file(PATH, content->data, content->length, 0600, &err), &err);
}

// Refused, and not one byte of it touched.
static void check_left_alone(const struct bytes *content)
{
    struct keys keys = {.sign_public = {42}};
    struct bytes after = {0};
    struct err err;

    write_file(content);
    check_fails(keys_open(&keys, PATH, &err), &err, ERR_INVALID);
    assert_int_equal(keys.sign_public[0], 42);
    check_ok(bytes_read_file(&after, PATH, 1000, &err), &err);
    assert_int_equal(after.length, content->length);
    if (after.length)
        assert_memory_equal(after.data, content->data, after.length);
    bytes_clear(&after);
}

static void test_keys__a_damaged_file_is_refused_and_left_alone(void **state)
{
    static const size_t lengths[] = {0, 1, 8, 40, 72, FILE_SIZE - 1};
    struct bytes content = {0};
    struct keys keys;
    struct err err;

    (void)state;
    check_ok(keys_open(&keys, PATH, &err), &err);
    check_ok(bytes_read_file(&content, PATH, 1000, &err), &err);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        content.length = lengths[i];
        check_left_alone(&content);
    }
    content.length = FILE_SIZE;
    bytes_add_number(&content, 0, 1);
    check_left_alone(&content);
    content.length = FILE_SIZE;
    for (size_t i = 0; i < 8; i++) {
        content.data[i] ^= 1;
        check_left_alone(&content);
        content.data[i] ^= 1;
    }
    bytes_clear(&content);
}

static void test_keys__a_flipped_secret_is_refused(void **state)
{
    struct bytes content = {0};
    struct keys keys;
    struct keys again;
    struct err err;

    (void)state;
    check_ok(keys_open(&keys, PATH, &err), &err);
    check_ok(bytes_read_file(&content, PATH, 1000, &err), &err);
    for (size_t i = 8; i < FILE_SIZE; i++) {
        content.data[i] ^= 0x10;
        check_left_alone(&content);
        content.data[i] ^= 0x10;
    }
    write_file(&content);
    check_ok(keys_open(&again, PATH, &err), &err);
    assert_memory_equal(&keys, &again, sizeof keys);
    bytes_clear(&content);
}

static void test_keys__a_missing_folder_is_an_error_and_no_keys(void **state)
{
    struct keys keys;
    struct err err;

    (void)state;
    assert_false(keys_open(&keys, "nowhere/keys", &err));
    assert_int_equal(access("nowhere", F_OK), -1);
}

static void test_keys__clear_leaves_nothing(void **state)
{
    struct keys keys = sample_keys(1);
    static const struct keys nothing;

    (void)state;
    keys_clear(&keys);
    assert_memory_equal(&keys, &nothing, sizeof keys);
}

static void test_keys__an_act_is_named_by_what_it_is_about(void **state)
{
    struct id first = keys_act("pay", "claim 1", 7);

    (void)state;
    assert_true(id_equal(first, keys_act("pay", "claim 1", 7)));
    assert_false(id_equal(first, keys_act("pay", "claim 2", 7)));
    assert_false(id_equal(first, keys_act("approve", "claim 1", 7)));
    assert_int_equal(first.bytes[6] >> 4, 8); // a UUIDv8
    assert_int_equal(first.bytes[8] >> 6, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys__an_act_is_named_by_what_it_is_about),
        cmocka_unit_test(test_keys__what_was_signed_is_verified),
        cmocka_unit_test(test_keys__another_message_context_or_signer_is_refused),
        cmocka_unit_test(test_keys__every_flipped_bit_of_a_signature_is_refused),
        cmocka_unit_test(test_keys__hash_is_the_documented_one),
        cmocka_unit_test_setup(test_keys__made_once_and_the_same_ever_after, remove_file),
        cmocka_unit_test_setup(test_keys__a_damaged_file_is_refused_and_left_alone, remove_file),
        cmocka_unit_test_setup(test_keys__a_flipped_secret_is_refused, remove_file),
        cmocka_unit_test(test_keys__a_missing_folder_is_an_error_and_no_keys),
        cmocka_unit_test(test_keys__clear_leaves_nothing),
    };
    struct err err;

    return keys_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
