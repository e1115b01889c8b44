// SPDX-License-Identifier: Apache-2.0
/* The program as it is called: `diolch-server policy`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "shared/bytes.h"
#include "shared/str.h"
#include "tests/check.h"

static struct bytes out;  // of the last run
static struct bytes said; // on its standard error

static int run(const char *arguments)
{
    char command[1024];
    struct err err;
    int status;

    bytes_clear(&out);
    bytes_clear(&said);
    snprintf(command, sizeof command, "'%s/diolch-server' %s >out 2>said", getenv("TEST_BIN_DIR"),
             arguments);
    status = system(command); // NOLINT(cert-env33-c): what a person types is what is tested
    check_ok(bytes_read_file(&out, "out", 1 << 20, &err), &err);
    check_ok(bytes_read_file(&said, "said", 1 << 20, &err), &err);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void check_has(const struct bytes *text, const char *words)
{
    if (!strstr(bytes_text(text), words))
        fail_msg("\"%s\" does not have \"%s\"", bytes_text(text), words);
}

// A copy of Derbyshire's in this folder, with one piece of its text put in the place of another.
static void put_other(const char *name, const char *old, const char *new)
{
    char path[512];
    struct bytes text = {0};
    struct bytes other = {0};
    const char *at;
    struct err err;

    snprintf(path, sizeof path, "%s/../../assets/policies/dcc-2025-26.json",
             getenv("TEST_SOURCE_DIR"));
    check_ok(bytes_read_file(&text, path, 1 << 16, &err), &err);
    at = strstr(bytes_text(&text), old);
    assert_non_null(at);
    bytes_add(&other, text.data, (size_t)(at - bytes_text(&text)));
    bytes_add_text(&other, new);
    bytes_add_text(&other, at + strlen(old));
    check_ok(bytes_write_file(name, other.data, other.length, 0600, &err), &err);
    bytes_clear(&text);
    bytes_clear(&other);
}

static void test_command_policy__check_says_that_it_is_good_and_what_to_know(void **state)
{
    (void)state;
    put_other("good.json", "\"version\": 1", "\"version\": 4");
    assert_int_equal(run("--clock 2025-06-02T09:00:00Z policy check good.json"), 0);
    assert_string_equal(
        bytes_text(&out),
        "good.json: good: dcc-2025-26, version 4, \"Derbyshire County Council, Adult Social Care: "
        "thank-you payments, rates of 2025-26\", for meetings from 2025-04-01 to 2026-03-31\n"
        "good.json: to know: From 1 April 2025 the voucher rate is below the minimum wage of "
        "£12.21 "
        "an hour for people of 21 and over, and the payment is marked for the office (C21, K1).\n");
    assert_string_equal(bytes_text(&said), "");
}

static void test_command_policy__its_clock_is_the_one_it_is_given(void **state)
{
    (void)state;
    put_other("good.json", "\"version\": 1", "\"version\": 4");
    assert_int_equal(run("--clock 2026-03-31T22:59:59Z policy check good.json"), 0);
    check_has(&out, "good.json: to know: Its rates end on 31 March 2026");
    assert_int_equal(run("--clock 2026-03-31T23:00:00Z policy check good.json"), 0);
    check_has(&out, "good.json: to know: Its rates ended on 31 March 2026");
    assert_int_equal(run("--clock 2027-11-01T09:00:00Z policy explain good.json"), 0);
    check_has(&out, "! Its review was due by October 2027");
    check_has(&out, "This page     of 1 November 2027\n");
}

static void test_command_policy__check_says_all_that_is_wrong_a_line_each(void **state)
{
    (void)state;
    put_other("bad.json", "\"bank_pence_per_hour\": 1250,",
              "\"bank_pence_per_hour\": -1, \"voucher_rate\": 1000, \"day\": {},");
    put_other("good.json", "\"version\": 1", "\"version\": 4");
    assert_int_equal(run("policy check bad.json good.json not-there.json"), 1);
    check_has(&out, "good.json: good: ");
    assert_null(strstr(bytes_text(&out), "bad.json"));
    check_has(&said,
              "diolch-server: bad.json: fee.voucher_rate is not a name that a policy has here: "
              "take it out\n"
              "diolch-server: bad.json: fee.day is not a name that a policy has here: take it out\n"
              "diolch-server: bad.json: fee.bank_pence_per_hour must be a whole number from 0 to "
              "100000\n");
    check_has(&said, "not-there.json");
}

static void test_command_policy__a_policy_without_an_id_has_its_files_name(void **state)
{
    (void)state;
    put_other("our-own.json", "\"id\": \"dcc-2025-26\",", "");
    assert_int_equal(run("policy check ./our-own.json"), 0);
    check_has(&out, "./our-own.json: good: our-own, version 1, ");
    put_other("Our Own.json", "\"id\": \"dcc-2025-26\",", "");
    assert_int_equal(run("policy check 'Our Own.json'"), 1);
    check_has(&said, "diolch-server: Our Own.json: id must be small letters, digits and hyphens");
}

static void test_command_policy__one_that_no_kiosk_would_take_is_not_good(void **state)
{
    char wide[17000];

    (void)state;
    memset(wide, ' ', sizeof wide);
    str_copy(wide + sizeof wide - sizeof "\"version\": 1", sizeof "\"version\": 1",
             "\"version\": 1");
    put_other("wide.json", "\"version\": 1", wide);
    assert_int_equal(run("policy check wide.json"), 1);
    assert_string_equal(bytes_text(&said), "diolch-server: wide.json: the policy is larger than "
                                           "kiosks take: at most 16384 bytes\n");
    assert_string_equal(bytes_text(&out), "");
}

static void test_command_policy__every_shipped_file_may_be_checked(void **state)
{
    char arguments[1024];

    (void)state;
    snprintf(arguments, sizeof arguments, "policy check '%s'/../../assets/policies/*.json",
             getenv("TEST_SOURCE_DIR"));
    assert_int_equal(run(arguments), 0);
    check_has(&out,
              "minimum-wage.json: the table of minimum wages, which is built in, and no policy");
    check_has(&out, "sip2-model.json: to know: It is a model with invented amounts");
    assert_string_equal(bytes_text(&said), "");
}

static void test_command_policy__explain_writes_a_page_or_says_what_is_wrong(void **state)
{
    (void)state;
    put_other("good.json", "\"version\": 1", "\"version\": 4");
    put_other("bad.json", "\"version\": 1", "\"version\": 0");
    assert_int_equal(run("policy explain good.json"), 0);
    assert_true(str_starts(bytes_text(&out), "A POLICY IN PLAIN WORDS\n"));
    check_has(&out, "11. SIGNED FOR THE ORGANISATION\n");
    check_has(&out, "Policy        dcc-2025-26, version 4\n");
    assert_int_equal(run("policy explain bad.json"), 1);
    assert_string_equal(bytes_text(&out), "");
    assert_string_equal(
        bytes_text(&said),
        "diolch-server: bad.json: version must be a whole number from 1 to 1000000\n");
}

static void test_command_policy__what_it_does_not_understand_is_usage(void **state)
{
    static const char *const cases[] = {"policy",         "policy check",
                                        "policy explain", "policy explain a b",
                                        "policy look a",  "policy --check a"};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(run(cases[i]), 2);
        assert_string_equal(bytes_text(&said),
                            "usage: diolch-server policy check FILE... | explain FILE\n");
    }
    assert_int_equal(run("policy --help"), 0);
    check_has(&out, "says what is wrong with a policy");
    assert_int_equal(run("--help"), 0);
    check_has(&out, "    policy check FILE... | explain FILE\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_command_policy__check_says_that_it_is_good_and_what_to_know),
        cmocka_unit_test(test_command_policy__its_clock_is_the_one_it_is_given),
        cmocka_unit_test(test_command_policy__check_says_all_that_is_wrong_a_line_each),
        cmocka_unit_test(test_command_policy__a_policy_without_an_id_has_its_files_name),
        cmocka_unit_test(test_command_policy__one_that_no_kiosk_would_take_is_not_good),
        cmocka_unit_test(test_command_policy__every_shipped_file_may_be_checked),
        cmocka_unit_test(test_command_policy__explain_writes_a_page_or_says_what_is_wrong),
        cmocka_unit_test(test_command_policy__what_it_does_not_understand_is_usage),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    bytes_clear(&out);
    bytes_clear(&said);
    return failed;
}
