// SPDX-License-Identifier: Apache-2.0

#include "tests/check.h"

#include "kiosk/words.h"
#include "shared/bytes.h"

static int open_words(void **state)
{
    struct err err;

    (void)state;
    check_ok(words_open(GALLERY_WORDS, &err), &err);
    return 0;
}

static void check_written(enum words_lang lang, const char *key, const struct words_args *args,
                          const char *expected)
{
    struct bytes out = {0};

    words_write(&out, lang, key, args);
    assert_string_equal(bytes_text(&out), expected);
    bytes_clear(&out);
}

static void test_words__both_languages_are_always_at_hand(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        check_written(WORDS_EN, "next", NULL, "Next");
        check_written(WORDS_CY, "next", NULL, "Nesaf");
    }
}

static void test_words__arguments_stand_whole_and_are_only_text(void **state)
{
    struct words_args args = {.list = {{"amount", "*{count}*"}}, .count = 1};

    (void)state;
    check_written(WORDS_EN, "g.done.call", &args,
                  "Sit down, we will call your number for \x01*{count}*\x01 travel money.");
}

static void test_words__plurals_follow_each_language(void **state)
{
    static const struct {
        int64_t number;
        const char *en, *cy;
    } cases[] = {
        {0, "0 cats", "dim cath"},  {1, "1 cat", "1 gath"},   {2, "2 cats", "2 gath"},
        {3, "3 cats", "3 cath"},    {6, "6 cats", "6 chath"}, {5, "5 cats", "5 cath"},
        {14, "14 cats", "14 cath"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct words_args args = {.counted = true, .number = cases[i].number};

        check_written(WORDS_EN, "g.cats", &args, cases[i].en);
        check_written(WORDS_CY, "g.cats", &args, cases[i].cy);
    }
}

static void test_words__a_folder_without_words_is_refused(void **state)
{
    struct err err;

    (void)state;
    check_fails(words_open("/nowhere", &err), &err, ERR_NOT_FOUND);
    check_ok(words_open(GALLERY_WORDS, &err), &err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words__both_languages_are_always_at_hand),
        cmocka_unit_test(test_words__arguments_stand_whole_and_are_only_text),
        cmocka_unit_test(test_words__plurals_follow_each_language),
        cmocka_unit_test(test_words__a_folder_without_words_is_refused),
    };

    return cmocka_run_group_tests(tests, open_words, NULL);
}
