// SPDX-License-Identifier: Apache-2.0
#include "kiosk/options.h"

#include "shared/str.h"
#include "shared/when.h"
#include "tests/check.h"

#define WORDS_MAX 8

// Ends with NULL, as argv does.
static enum options_answer read_words(struct options *options, const char *const words[])
{
    static char copies[WORDS_MAX][64];
    char *argv[WORDS_MAX + 1] = {0};
    int count = 0;

    for (; words[count]; count++) {
        assert_true(count < WORDS_MAX);
        assert_true(str_copy(copies[count], sizeof copies[0], words[count]));
        argv[count] = copies[count];
    }
    return options_read(options, count, argv);
}

#define READ(options, ...) read_words(options, (const char *const[]){"kiosk", __VA_ARGS__, NULL})

static void test_options__of_an_empty_line_are_the_usual_ones(void **state)
{
    struct options options;

    (void)state;
    assert_int_equal(read_words(&options, (const char *const[]){"kiosk", NULL}), OPTIONS_RUN);
    assert_null(options.config);
    assert_int_equal(options.start_ms, 0);
    assert_string_equal(options.langs, "en,cy");
    assert_string_equal(options.sizes, "M,L,XL");
    assert_string_equal(options.contrasts, "medium");
    assert_false(options.dump || options.practice);
}

static void test_options__are_taken_as_they_are_said(void **state)
{
    struct options options;
    int64_t start;

    (void)state;
    when_read(&start, "2026-11-23T10:00:00Z");
    assert_int_equal(READ(&options, "--config", "k.conf", "--clock", "2026-11-23T10:00:00Z",
                          "--practice", "--display=800x480@154x86"),
                     OPTIONS_RUN);
    assert_string_equal(options.config, "k.conf");
    assert_string_equal(options.display, "800x480@154x86");
    assert_int_equal(options.start_ms, start);
    assert_true(options.practice);
    assert_int_equal(
        READ(&options, "--dump-screens", "--out", "x", "--lang", "cy", "--screens", "help"),
        OPTIONS_RUN);
    assert_string_equal(options.screens, "help");
    assert_true(options.dump);
    assert_string_equal(options.langs, "cy");
}

static void test_options__that_make_no_sense_are_wrong(void **state)
{
    struct options options;

    (void)state;
    assert_int_equal(READ(&options, "--nothing"), OPTIONS_WRONG);
    assert_int_equal(READ(&options, "kiosk.conf"), OPTIONS_WRONG);
    assert_int_equal(READ(&options, "--config"), OPTIONS_WRONG);
    assert_int_equal(READ(&options, "--clock", "ten"), OPTIONS_WRONG);
    assert_int_equal(READ(&options, "--robot", "x"), OPTIONS_WRONG); // pictures go where?
    assert_int_equal(READ(&options, "--dump-screens"), OPTIONS_WRONG);
}

static void test_options__help_and_version_are_all_that_is_wanted(void **state)
{
    struct options options;

    (void)state;
    assert_int_equal(READ(&options, "--help", "--nothing"), OPTIONS_SAID);
    assert_int_equal(READ(&options, "--version"), OPTIONS_SAID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_options__of_an_empty_line_are_the_usual_ones),
        cmocka_unit_test(test_options__are_taken_as_they_are_said),
        cmocka_unit_test(test_options__that_make_no_sense_are_wrong),
        cmocka_unit_test(test_options__help_and_version_are_all_that_is_wanted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
