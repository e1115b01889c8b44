// SPDX-License-Identifier: Apache-2.0
#include "server/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/bytes.h"
#include "tests/check.h"

static void put(const char *text)
{
    struct err err;

    check_ok(bytes_write_file("server.conf", text, strlen(text), 0600, &err), &err);
}

static void test_settings__the_shipped_file_shows_every_key(void **state)
{
    char *example = settings_example();
    struct bytes file = {0};
    struct err err;

    (void)state;
    check_ok(bytes_read_file(&file, TEST_ROOT "/assets/config/server.conf", 65536, &err), &err);
    assert_string_equal(bytes_text(&file), example);
    bytes_clear(&file);
    free(example);
}

static void test_settings__a_written_file_reads_as_it_was_meant(void **state)
{
    static const struct settings_value values[] = {
        {"server", "organisation", "Cymdeithas y Bobl"},
        {"server", "demonstration", "yes"},
        {"listen", "port", "0"},
    };
    struct settings settings;
    struct err err;

    (void)state;
    remove("server.conf");
    check_ok(settings_write("server.conf", values, 3, &err), &err);
    check_ok(settings_read(&settings, "server.conf", &err), &err);
    assert_string_equal(settings.organisation, "Cymdeithas y Bobl");
    assert_true(settings.demonstration);
    assert_int_equal(settings.port, 0);
    assert_int_equal(settings.wait_ms, 50000);
    assert_int_equal(settings.code_ms, 86400000);
    check_fails(settings_write("server.conf", values, 3, &err), &err, ERR_CONFLICT);
}

#define ADVISER "[advice]\nadviser_en = Rhys Lewis\nadviser_cy = Rhys Lewis\n"

// LNG-01, LNG-06: what the office says of its own stands on screens in the person's language.
static void test_settings__words_are_given_in_both_languages_or_in_none(void **state)
{
    static const struct {
        const char *file, *says;
    } wrong[] = {
        {"[questions]\ncomplaints_en = Call us\n", "complaints_cy"},
        {"[questions]\ncomplaints_cy = Ffoniwch ni\n", "complaints_en"},
        {"[advice]\nadviser_en = Rhys Lewis\n", "adviser_cy"},
        {"[advice]\nadviser_cy = Rhys Lewis\n", "adviser_en"},
    };
    struct settings settings;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        put(wrong[i].file);
        check_fails(settings_read(&settings, "server.conf", &err), &err, ERR_INVALID);
        assert_non_null(strstr(err.text, wrong[i].says));
        assert_non_null(strstr(err.text, "both languages"));
    }
    put("[questions]\ncomplaints_en = Call us\ncomplaints_cy = Ffoniwch ni\n");
    check_ok(settings_read(&settings, "server.conf", &err), &err);
}

// A name that nobody looked at for a year may be of somebody who left.
static void test_settings__advice_is_by_a_name_that_was_checked_within_a_year(void **state)
{
    static const struct {
        const char *file;
        enum settings_advice advice;
    } files[] = {
        {"", SETTINGS_ADVICE_NOBODY},
        {"[advice]\nchecked = 2026-11-01\n", SETTINGS_ADVICE_NOBODY},
        {ADVISER, SETTINGS_ADVICE_UNCHECKED},
        {ADVISER "checked = 2025-11-28\n", SETTINGS_ADVICE_UNCHECKED},
        {ADVISER "checked = 2025-11-29\n", SETTINGS_ADVICE_CHECKED},
    };
    struct settings settings;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        put(files[i].file);
        check_ok(settings_read(&settings, "server.conf", &err), &err);
        assert_int_equal(settings_advice(&settings, "2026-11-29"), files[i].advice);
    }
}

static void test_settings__every_setting_has_its_limits(void **state)
{
    static const char *const wrong[] = {
        "[listen]\nport = 65536\n",
        "[listen]\nport = https\n",
        "[listen]\nthreads = 0\n",
        "[listen]\ncertificate = a.pem\n",
        "[limits]\nwait_seconds = 51\n",
        "[limits]\nrequest_seconds = 0\n",
        "[kiosks]\ncode_hours = 0\n",
        "[server]\ndemonstration = perhaps\n",
        "[advice]\nchecked = last year\n",
        "[server]\npassword = x\n",
        "[nonsense]\nx = 1\n",
    };
    struct settings settings;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        put(wrong[i]);
        check_fails(settings_read(&settings, "server.conf", &err), &err, ERR_INVALID);
    }
    put("");
    check_ok(settings_read(&settings, "server.conf", &err), &err);
    remove("server.conf");
    check_fails(settings_read(&settings, "server.conf", &err), &err, ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settings__the_shipped_file_shows_every_key),
        cmocka_unit_test(test_settings__a_written_file_reads_as_it_was_meant),
        cmocka_unit_test(test_settings__words_are_given_in_both_languages_or_in_none),
        cmocka_unit_test(test_settings__advice_is_by_a_name_that_was_checked_within_a_year),
        cmocka_unit_test(test_settings__every_setting_has_its_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
