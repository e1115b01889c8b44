// SPDX-License-Identifier: Apache-2.0
#include "shared/tin.h"

#include <string.h>

#include "shared/keys.h"
#include "shared/str.h"
#include "tests/check.h"

static const char CODE[] = "0123456789012345";

static void test_tin__is_shown_printed_and_read_again(void **state)
{
    static const char *const same[] = {"0123456789012345", "0123 4567 8901 2345",
                                       " 0123 4567 8901 2345 ", "DIOLCH:1:T:0123456789012345",
                                       "diolch:1:t:0123456789012345"};
    static const char *const other[] = {"",
                                        "012345678901234",
                                        "01234567890123456",
                                        "O123456789012345",
                                        "DIOLCH:1:H:0123456789012345",
                                        "DIOLCH:1:T:",
                                        "-123456789012345"};
    char shown[TIN_SHOWN_SIZE];
    char text[TIN_TEXT_SIZE];
    char code[TIN_CODE_SIZE];

    (void)state;
    tin_show(shown, CODE);
    assert_string_equal(shown, "0123 4567 8901 2345");
    tin_show(shown, "01234");
    assert_string_equal(shown, "0123 4");
    tin_write(text, CODE);
    assert_string_equal(text, "DIOLCH:1:T:0123456789012345");
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        memset(code, 'x', sizeof code);
        assert_true(tin_parse(code, same[i]));
        assert_string_equal(code, CODE);
    }
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++) {
        str_copy(code, sizeof code, "untouched");
        assert_false(tin_parse(code, other[i]));
        assert_string_equal(code, "untouched");
    }
}

static void test_tin__every_new_code_is_another(void **state)
{
    char first[TIN_CODE_SIZE];
    char second[TIN_CODE_SIZE];
    char back[TIN_CODE_SIZE];

    (void)state;
    tin_make(first);
    tin_make(second);
    assert_string_not_equal(first, second);
    assert_true(tin_parse(back, first));
}

static void test_tin__opens_its_meetings_key_and_no_other(void **state)
{
    uint8_t wrapped[TIN_WRAPPED_SIZE];
    uint8_t key[NOTE_KEY_SIZE];
    uint8_t opened[NOTE_KEY_SIZE] = {0};
    struct id meeting = id_new();
    struct err err;

    (void)state;
    check_ok(keys_start(&err), &err);
    note_make_key(key);
    tin_wrap(wrapped, CODE, meeting, key);
    assert_true(tin_unwrap(opened, CODE, meeting, wrapped));
    assert_memory_equal(opened, key, sizeof key);
    memset(opened, 0, sizeof opened);
    assert_false(tin_unwrap(opened, "0123456789012346", meeting, wrapped));
    assert_false(tin_unwrap(opened, CODE, id_new(), wrapped));
    wrapped[3] ^= 1;
    assert_false(tin_unwrap(opened, CODE, meeting, wrapped));
    assert_int_equal(opened[0] | opened[NOTE_KEY_SIZE - 1], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tin__is_shown_printed_and_read_again),
        cmocka_unit_test(test_tin__every_new_code_is_another),
        cmocka_unit_test(test_tin__opens_its_meetings_key_and_no_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
