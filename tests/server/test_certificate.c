// SPDX-License-Identifier: Apache-2.0
#include "server/certificate.h"

#include <string.h>
#include <time.h>

#include "tests/check.h"

static void test_certificate__is_good_for_years_by_the_machines_clock(void **state)
{
    int64_t now = (int64_t)time(NULL) * 1000;
    struct certificate_facts facts;
    struct bytes certificate = {0};
    struct bytes key = {0};
    struct err err;

    (void)state;
    check_ok(certificate_make("office.example, 192.0.2.7, ::1", &certificate, &key, &err), &err);
    check_ok(certificate_read(&facts, bytes_text(&certificate), &err), &err);
    assert_int_equal(strlen(facts.fingerprint), 95);
    assert_true(facts.until_ms > now + INT64_C(1800) * 86400000);
    assert_non_null(strstr(bytes_text(&key), "PRIVATE KEY"));
    bytes_clear(&certificate);
    bytes_clear(&key);
}

static void test_certificate__needs_names_that_are_names(void **state)
{
    static const char *const wrong[] = {"", " , ", "of fice.example/", "a_b", "http://x"};
    struct bytes certificate = {0};
    struct bytes key = {0};
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        check_fails(certificate_make(wrong[i], &certificate, &key, &err), &err, ERR_INVALID);
        assert_int_equal(certificate.length + key.length, 0);
    }
}

static void test_certificate__says_when_it_is_none(void **state)
{
    struct certificate_facts facts;
    struct err err;

    (void)state;
    check_fails(certificate_read(&facts, "-----BEGIN CERTIFICATE-----\nxx\n", &err), &err,
                ERR_INTERNAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certificate__is_good_for_years_by_the_machines_clock),
        cmocka_unit_test(test_certificate__needs_names_that_are_names),
        cmocka_unit_test(test_certificate__says_when_it_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
