// SPDX-License-Identifier: Apache-2.0
#include "shared/form.h"

#include <string.h>

#include "shared/keys.h"
#include "shared/str.h"
#include "tests/check.h"

static int set_up(void **state)
{
    struct err err;

    (void)state;
    check_ok(keys_start(&err), &err);
    return 0;
}

static void test_form__is_shown_printed_and_read_again(void **state)
{
    char code[FORM_CODE_SIZE];
    char shown[FORM_SHOWN_SIZE];
    char text[FORM_TEXT_SIZE];
    char back[FORM_CODE_SIZE];

    (void)state;
    for (int i = 0; i < 100; i++) {
        form_make(code);
        form_show(shown, code);
        assert_int_equal(shown[5], ' ');
        assert_true(form_parse(back, shown));
        assert_string_equal(back, code);
        form_write(text, code);
        assert_true(str_starts(text, "DIOLCH:1:F:"));
        assert_true(form_parse(back, text));
        assert_string_equal(back, code);
        for (char *letter = text; *letter; letter++)
            *letter = (char)(*letter >= 'A' && *letter <= 'Z' ? *letter + 32 : *letter);
        assert_true(form_parse(back, text));
    }
    assert_false(form_parse(back, ""));
    assert_false(form_parse(back, "DIOLCH:1:F:"));
    code[9] = '\0';
    assert_false(form_parse(back, code));
}

// Who keys a letter wrong gets no other form, which would be paid a second time.
static void test_form__one_wrong_letter_or_two_changed_round_is_no_form(void **state)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    char code[FORM_CODE_SIZE];
    char back[FORM_CODE_SIZE];

    (void)state;
    form_make(code);
    for (size_t i = 0; i < FORM_LETTERS; i++) {
        char wrong[FORM_CODE_SIZE];

        for (const char *letter = alphabet; *letter; letter++) {
            str_copy(wrong, sizeof wrong, code);
            wrong[i] = *letter;
            assert_int_equal(form_parse(back, wrong), *letter == code[i]);
        }
        str_copy(wrong, sizeof wrong, code);
        wrong[i] = code[(i + 1) % FORM_LETTERS];
        wrong[(i + 1) % FORM_LETTERS] = code[i];
        assert_int_equal(form_parse(back, wrong), str_equal(wrong, code));
    }
}

static void test_form__is_one_claim_however_often_it_is_read(void **state)
{
    char code[FORM_CODE_SIZE];
    char other[FORM_CODE_SIZE];

    (void)state;
    form_make(code);
    form_make(other);
    assert_true(id_equal(form_claim(code), form_claim(code)));
    assert_true(id_equal(form_act(code), form_act(code)));
    assert_false(id_equal(form_claim(code), form_act(code)));
    assert_false(id_equal(form_act(code), form_act(other)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form__is_shown_printed_and_read_again),
        cmocka_unit_test(test_form__one_wrong_letter_or_two_changed_round_is_no_form),
        cmocka_unit_test(test_form__is_one_claim_however_often_it_is_read),
    };

    return cmocka_run_group_tests(tests, set_up, NULL);
}
