// SPDX-License-Identifier: Apache-2.0
#include "shared/err.h"

#include <string.h>

#include "tests/check.h"

static void test_err__set_says_kind_and_sentence(void **state)
{
    struct err err;

    (void)state;
    assert_false(err_set(&err, ERR_OFFLINE, "server answered %d", 500));
    assert_int_equal(err.kind, ERR_OFFLINE);
    assert_string_equal(err.text, "server answered 500");
}

static void test_err__wrap_says_first_what_we_were_doing(void **state)
{
    struct err err;

    (void)state;
    err_set(&err, ERR_CONFLICT, "it is there");
    assert_false(err_wrap(&err, "push claim %d", 7));
    assert_false(err_wrap(&err, "sync"));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_string_equal(err.text, "sync: push claim 7: it is there");
}

static void test_err__a_long_text_is_cut_and_ends(void **state)
{
    char words[2 * ERR_TEXT_SIZE];
    struct err err;

    (void)state;
    memset(words, 'x', sizeof words - 1);
    words[sizeof words - 1] = '\0';
    err_set(&err, ERR_INTERNAL, "%s", words);
    assert_int_equal(strlen(err.text), ERR_TEXT_SIZE - 1);
    err_wrap(&err, "%s", words);
    assert_int_equal(strlen(err.text), ERR_TEXT_SIZE - 1);
    err_wrap(&err, "short");
    assert_int_equal(strlen(err.text), ERR_TEXT_SIZE - 1);
    assert_memory_equal(err.text, "short: xxx", 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_err__set_says_kind_and_sentence),
        cmocka_unit_test(test_err__wrap_says_first_what_we_were_doing),
        cmocka_unit_test(test_err__a_long_text_is_cut_and_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
