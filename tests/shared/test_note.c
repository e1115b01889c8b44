// SPDX-License-Identifier: Apache-2.0
#include "shared/note.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "shared/keys.h"
#include "shared/mem.h"
#include "tests/check.h"

static const uint8_t KEY[NOTE_KEY_SIZE] = {1, 2, 3};

static bool opens(const struct bytes *sealed, const uint8_t *key, const char *purpose)
{
    uint8_t *exact = mem_new(sealed->length, 1);
    struct bytes plain = {0};
    struct err err = {0};
    bool ok;

    if (sealed->length)
        memcpy(exact, sealed->data, sealed->length);
    ok = note_open(&plain, key, purpose, exact, sealed->length, &err);
    if (!ok) {
        assert_int_equal(err.kind, ERR_INVALID);
        assert_null(plain.data);
    }
    bytes_clear(&plain);
    free(exact);
    return ok;
}

static struct bytes sample(const char *text)
{
    struct bytes sealed = {0};

    note_seal(&sealed, KEY, "name", text, strlen(text));
    return sealed;
}

static void test_note__opens_to_what_was_sealed(void **state)
{
    struct bytes sealed = sample("Siân");
    struct bytes plain = {0};
    struct err err;

    (void)state;
    bytes_add_text(&plain, "what was here before");
    check_ok(note_open(&plain, KEY, "name", sealed.data, sealed.length, &err), &err);
    assert_string_equal(bytes_text(&plain), "Siân");
    assert_int_equal(plain.length, strlen("Siân"));
    assert_int_equal(sealed.length, plain.length + NOTE_OVERHEAD);
    assert_memory_equal(sealed.data, "DNOT\1", 5);
    assert_null(memmem(sealed.data, sealed.length, "Si", 2));
    bytes_clear(&plain);
    bytes_clear(&sealed);
}

static void test_note__may_be_empty(void **state)
{
    struct bytes sealed = sample("");

    (void)state;
    assert_int_equal(sealed.length, NOTE_OVERHEAD);
    assert_true(opens(&sealed, KEY, "name"));
    bytes_clear(&sealed);
}

static void test_note__is_sealed_anew_each_time(void **state)
{
    struct bytes first = sample("same");
    struct bytes second = sample("same");
    uint8_t names[2][NOTE_NAME_SIZE];

    (void)state;
    note_name(names[0], first.data, first.length);
    note_name(names[1], second.data, second.length);
    assert_memory_not_equal(names[0], names[1], NOTE_NAME_SIZE);
    assert_memory_not_equal(first.data + 5, second.data + 5, 24);
    note_name(names[1], first.data, first.length);
    assert_memory_equal(names[0], names[1], NOTE_NAME_SIZE);
    bytes_clear(&first);
    bytes_clear(&second);
}

static void test_note__another_key_or_purpose_is_refused(void **state)
{
    struct bytes sealed = sample("Siân");
    uint8_t other[NOTE_KEY_SIZE];

    (void)state;
    note_make_key(other);
    assert_false(opens(&sealed, other, "name"));
    assert_false(opens(&sealed, KEY, "draft"));
    assert_false(opens(&sealed, KEY, "nam"));
    assert_false(opens(&sealed, KEY, ""));
    assert_true(opens(&sealed, KEY, "name"));
    bytes_clear(&sealed);
}

static void test_note__every_flipped_bit_is_refused(void **state)
{
    struct bytes sealed = sample("Siân");

    (void)state;
    for (size_t bit = 0; bit < 8 * sealed.length; bit++) {
        sealed.data[bit / 8] ^= (uint8_t)(1U << bit % 8);
        assert_false(opens(&sealed, KEY, "name"));
        sealed.data[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
    assert_true(opens(&sealed, KEY, "name"));
    bytes_clear(&sealed);
}

static void test_note__cut_short_or_lengthened_is_refused(void **state)
{
    struct bytes sealed = sample("Siân");
    size_t whole = sealed.length;

    (void)state;
    bytes_add_number(&sealed, 0, 1);
    assert_false(opens(&sealed, KEY, "name"));
    for (sealed.length = 0; sealed.length < whole; sealed.length++)
        assert_false(opens(&sealed, KEY, "name"));
    assert_true(opens(&sealed, KEY, "name"));
    bytes_clear(&sealed);
}

// By hand, because note_seal does not make one.
static void seal_too_much(struct bytes *out, const uint8_t *plain, size_t length)
{
    static const uint8_t nonce[24] = {7};

    bytes_clear(out);
    bytes_add(out, "DNOT\1", 5);
    bytes_add(out, nonce, sizeof nonce);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_extend(out, length + 16), NULL, plain, length,
                                               (const uint8_t *)"picture", 7, NULL, nonce, KEY);
}

static void test_note__largest_picture_fits_and_no_more(void **state)
{
    uint8_t *picture = mem_new(NOTE_PLAIN_MAX + 1, 1);
    struct bytes sealed = {0};

    (void)state;
    note_seal(&sealed, KEY, "picture", picture, NOTE_PLAIN_MAX);
    assert_int_equal(sealed.length, NOTE_SEALED_MAX);
    assert_true(opens(&sealed, KEY, "picture"));
    seal_too_much(&sealed, picture, NOTE_PLAIN_MAX + 1);
    assert_false(opens(&sealed, KEY, "picture"));
    seal_too_much(&sealed, picture, NOTE_PLAIN_MAX);
    assert_true(opens(&sealed, KEY, "picture"));
    bytes_clear(&sealed);
    free(picture);
}

static void test_note__a_refusal_leaves_what_was_there(void **state)
{
    struct bytes sealed = sample("Siân");
    struct bytes plain = {0};
    struct err err;

    (void)state;
    bytes_add_text(&plain, "before");
    sealed.data[sealed.length - 1] ^= 1;
    check_fails(note_open(&plain, KEY, "name", sealed.data, sealed.length, &err), &err,
                ERR_INVALID);
    assert_string_equal(bytes_text(&plain), "before");
    bytes_clear(&plain);
    bytes_clear(&sealed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_note__opens_to_what_was_sealed),
        cmocka_unit_test(test_note__may_be_empty),
        cmocka_unit_test(test_note__is_sealed_anew_each_time),
        cmocka_unit_test(test_note__another_key_or_purpose_is_refused),
        cmocka_unit_test(test_note__every_flipped_bit_is_refused),
        cmocka_unit_test(test_note__cut_short_or_lengthened_is_refused),
        cmocka_unit_test(test_note__largest_picture_fits_and_no_more),
        cmocka_unit_test(test_note__a_refusal_leaves_what_was_there),
    };
    struct err err;

    return keys_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
