// SPDX-License-Identifier: Apache-2.0
#include "shared/config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shared/bytes.h"
#include "tests/check.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static const struct config_key KEYS[] = {
    {"server", "url", "https://localhost:8443", "Where the office is."},
    {"server", "retry_s", "30", "Seconds before the first try again.\nEach next waits longer."},
    {"folders", "out", "/var/lib/diolch/out", "What the kiosk writes."},
    {"folders", "extra", "", "A folder more, if any."},
};

static struct err err;

static struct config *open_text(const char *text, size_t length)
{
    struct config *config = NULL;

    check_ok(bytes_write_file("test.conf", text, length, 0600, &err), &err);
    err.text[0] = '\0';
    config_open(&config, "test.conf", KEYS, COUNT(KEYS), &err);
    return config;
}

static void test_config__a_key_has_its_value_or_its_default(void **state)
{
    static const char text[] = "# ours\n[server]\nurl = https://example.org/a=b \n\n[folders]\n"
                               "; nothing\nout=\n";
    struct config *config = open_text(text, strlen(text));
    int64_t number = 0;

    (void)state;
    assert_non_null(config);
    assert_string_equal(config_text(config, "server", "url"), "https://example.org/a=b");
    assert_string_equal(config_text(config, "server", "retry_s"), "30");
    assert_string_equal(config_text(config, "folders", "out"), "");
    assert_string_equal(config_text(config, "folders", "extra"), "");
    check_ok(config_int(config, "server", "retry_s", (struct config_range){1, 30}, &number, &err),
             &err);
    assert_int_equal(number, 30);
    config_close(config);
}

static void test_config__an_empty_file_is_all_defaults(void **state)
{
    struct config *config = open_text("", 0);

    (void)state;
    assert_non_null(config);
    assert_string_equal(config_text(config, "folders", "out"), "/var/lib/diolch/out");
    config_close(config);
    config_close(NULL);
}

static void test_config__what_it_does_not_know_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *text;
        const char *expected;
    } refused[] = {
        {"[server]\nurl = a\n\nulr = b\n",
         "test.conf:4: ulr is no key we know: take it out or correct it"},
        {"[sever]\nurl = a\n", "test.conf:2: sever is no section we know: correct it"},
        {"url = a\n", "test.conf:1: nothing is no section we know: correct it"},
        {"[folders]\nurl = a\n", "test.conf:2: url is no key we know: take it out or correct it"},
        {"[Server]\nurl = a\n", "test.conf:2: Server is no section we know: correct it"},
        {"[server]\nurl = a\nretry_s = 3\nurl = b\n", "test.conf:4: url is there twice: leave one"},
        {"[server]\nurl = a\n  b\n", "test.conf:3: url is there twice: leave one"},
        {"[server]\nurl\n",
         "test.conf:2: the line is no [section], no 'key = value' and no # comment: correct it"},
        {"[server\nurl = a\n",
         "test.conf:1: the line is no [section], no 'key = value' and no # comment: correct it"},
        {"\n[server]\nurl = \xFF\n",
         "test.conf:3: the line is longer than 190 bytes, or not UTF-8: correct it"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++) {
        assert_null(open_text(refused[i].text, strlen(refused[i].text)));
        assert_string_equal(err.text, refused[i].expected);
        assert_int_equal(err.kind, ERR_INVALID);
    }
}

static void test_config__a_nul_does_not_hide_the_rest(void **state)
{
    static const char text[] = "[server]\nurl = a\0\nulr = b\n";

    (void)state;
    assert_null(open_text(text, sizeof text - 1));
    assert_non_null(strstr(err.text, "test.conf:2:"));
}

static void test_config__a_long_line_is_refused_and_not_cut(void **state)
{
    char text[300] = "[server]\nurl = ";
    struct config *config;

    (void)state;
    memset(text + 15, 'x', 190 - 6);
    config = open_text(text, strlen(text));
    assert_non_null(config);
    assert_int_equal(strlen(config_text(config, "server", "url")), 190 - 6);
    config_close(config);
    text[strlen(text)] = 'x';
    assert_null(open_text(text, strlen(text)));
    assert_non_null(strstr(err.text, "test.conf:2:"));
}

static void test_config__a_missing_file_is_not_found(void **state)
{
    struct config *config = NULL;

    (void)state;
    check_fails(config_open(&config, "none.conf", KEYS, COUNT(KEYS), &err), &err, ERR_NOT_FOUND);
    assert_null(config);
    assert_non_null(strstr(err.text, "none.conf"));
}

static void test_config__a_number_is_whole_and_within_its_limits(void **state)
{
    static const char *const refused[] = {"0",  "31",  "-1",  "",     "1.5",
                                          "0x", "ten", "- 1", "12 s", "99999999999999999999",
                                          "+5", "1e1"};

    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct bytes text = {0};
        struct config *config;
        int64_t number = 77;

        bytes_addf(&text, "[server]\nretry_s = %s\n", refused[i]);
        config = open_text(bytes_text(&text), text.length);
        assert_non_null(config);
        check_fails(
            config_int(config, "server", "retry_s", (struct config_range){1, 30}, &number, &err),
            &err, ERR_INVALID);
        assert_string_equal(err.text, "test.conf: retry_s in [server] must be a whole number "
                                      "from 1 to 30");
        assert_int_equal(number, 77);
        config_close(config);
        bytes_clear(&text);
    }
}

static void test_config__a_choice_is_one_of_its_words(void **state)
{
    static const char *const words[] = {"10", "20", "30", NULL};
    struct config *config = open_text("[server]\nretry_s = 20\n", 22);
    size_t which = 7;

    (void)state;
    check_ok(config_choice(config, "server", "retry_s", words, &which, &err), &err);
    assert_int_equal(which, 1);
    config_close(config);
    config = open_text("[server]\nretry_s = 2\n", 21);
    check_fails(config_choice(config, "server", "retry_s", words, &which, &err), &err, ERR_INVALID);
    assert_string_equal(err.text, "test.conf: retry_s in [server] must be one of: 10, 20, 30");
    assert_int_equal(which, 1);
    config_close(config);
}

static void test_config__the_example_shows_every_key_and_can_be_used(void **state)
{
    char *example = config_example(KEYS, COUNT(KEYS));
    struct bytes uncommented = {0};
    struct config *config;

    (void)state;
    assert_string_equal(example, "[server]\n\n# Where the office is.\n#url = https://localhost:8443"
                                 "\n\n# Seconds before the first try again.\n# Each next waits "
                                 "longer.\n#retry_s = 30\n\n[folders]\n\n# What the kiosk writes.\n"
                                 "#out = /var/lib/diolch/out\n\n# A folder more, if any.\n#extra "
                                 "=\n");
    config = open_text(example, strlen(example));
    assert_non_null(config);
    config_close(config);
    for (const char *at = example; *at; at++)
        if (at[0] != '#' || at[1] == ' ')
            bytes_add(&uncommented, at, 1);
    config = open_text(bytes_text(&uncommented), uncommented.length);
    assert_non_null(config);
    for (size_t i = 0; i < COUNT(KEYS); i++)
        assert_string_equal(config_text(config, KEYS[i].section, KEYS[i].name), KEYS[i].otherwise);
    config_close(config);
    bytes_clear(&uncommented);
    free(example);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_config__a_key_has_its_value_or_its_default),
        cmocka_unit_test(test_config__an_empty_file_is_all_defaults),
        cmocka_unit_test(test_config__what_it_does_not_know_is_refused_with_its_line),
        cmocka_unit_test(test_config__a_nul_does_not_hide_the_rest),
        cmocka_unit_test(test_config__a_long_line_is_refused_and_not_cut),
        cmocka_unit_test(test_config__a_missing_file_is_not_found),
        cmocka_unit_test(test_config__a_number_is_whole_and_within_its_limits),
        cmocka_unit_test(test_config__a_choice_is_one_of_its_words),
        cmocka_unit_test(test_config__the_example_shows_every_key_and_can_be_used),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
