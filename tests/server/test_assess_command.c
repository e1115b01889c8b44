// SPDX-License-Identifier: Apache-2.0
/* The program as it is called: `diolch-server assess`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "shared/bytes.h"
#include "tests/check.h"

#define SESSION                                                                                    \
    "\"session\":{\"type\":\"agreed_coproduction\",\"start_utc\":\"2025-11-12T10:00:00Z\","        \
    "\"end_utc\":\"2025-11-12T11:00:00Z\"},\"agreed_at_utc\":\"2025-10-29T10:00:00Z\","            \
    "\"presence_utc\":[[\"2025-11-12T10:00:00Z\",\"2025-11-12T11:00:00Z\"]]"
#define FACTS "{\"role\":\"member\"," SESSION ",\"claim_date\":\"2025-11-12\"}"
#define ANSWER                                                                                     \
    "{\"fee_pence\":1250,\"expenses_pence\":0,\"total_pence\":1250,\"fee_channel\":\"bank\","      \
    "\"fee_offered_pence\":1250,\"fee_waived_pence\":0,\"timeswap_minutes\":0,\"lines\":"          \
    "[{\"ref\":\"F1\",\"kind\":\"fee.attendance\",\"pence\":1250}],\"rejected\":[],\"flags\":[]}"  \
    "\n"

static void put(const char *path, const char *text)
{
    struct err err;

    check_ok(bytes_write_file(path, text, strlen(text), 0600, &err), &err);
}

static int run(const char *arguments, struct bytes *out, struct bytes *said)
{
    char command[1024];
    struct err err;
    int status;

    bytes_clear(out);
    bytes_clear(said);
    snprintf(command, sizeof command, "'%s/diolch-server' assess %s >out 2>said",
             getenv("TEST_BIN_DIR"), arguments);
    status = system(command); // NOLINT(cert-env33-c): what a person types is what is tested
    check_ok(bytes_read_file(out, "out", 1 << 20, &err), &err);
    check_ok(bytes_read_file(said, "said", 1 << 20, &err), &err);
    return WEXITSTATUS(status);
}

static void test_assess_command__answers_a_file_by_a_policys_id(void **state)
{
    struct bytes out = {0};
    struct bytes said = {0};

    (void)state;
    put("facts.json", FACTS);
    assert_int_equal(run("--policy dcc-2025-26 facts.json", &out, &said), 0);
    assert_string_equal(bytes_text(&out), ANSWER);
    assert_string_equal(bytes_text(&said), "");
    bytes_clear(&out);
    bytes_clear(&said);
}

// The shipped policy with another rate, in a file of its own.
static void put_new_rate(const char *path)
{
    struct bytes json = {0};
    char shipped[512];
    char *rate;
    struct err err;

    snprintf(shipped, sizeof shipped, "%s/../../assets/policies/dcc-2025-26.json",
             getenv("TEST_SOURCE_DIR"));
    check_ok(bytes_read_file(&json, shipped, 1 << 20, &err), &err);
    rate = strstr((char *)json.data, "\"bank_pence_per_hour\": 1250");
    assert_non_null(rate);
    rate = strstr(rate, "1250");
    rate[1] = '3'; // 13.00 an hour
    rate[2] = '0';
    check_ok(bytes_write_file(path, json.data, json.length, 0600, &err), &err);
    bytes_clear(&json);
}

// What a new version does to a claim, before anybody sets it.
static void test_assess_command__says_what_would_be_adjusted(void **state)
{
    struct bytes out = {0};
    struct bytes said = {0};

    (void)state;
    put("facts.json", FACTS);
    assert_int_equal(run("--policy dcc-2025-26 --paid-under dcc-2025-26 facts.json", &out, &said),
                     0);
    assert_non_null(strstr(bytes_text(&out), ",\"flags\":[],\"adjustments\":[]}\n"));
    put_new_rate("new.json");
    assert_int_equal(run("--policy new.json --paid-under dcc-2025-26 facts.json", &out, &said), 0);
    assert_non_null(strstr(bytes_text(&out), "{\"fee_pence\":1300,"));
    assert_non_null(strstr(bytes_text(&out),
                           ",\"adjustments\":[{\"ref\":\"A1\",\"kind\":\"adjustment\",\"of\":"
                           "{\"ref\":\"F1\",\"kind\":\"fee.attendance\"},\"was_pence\":1250,"
                           "\"now_pence\":1300,\"pence\":50}]}\n"));
    bytes_clear(&out);
    bytes_clear(&said);
}

static void test_assess_command__answers_each_line_and_goes_on_after_a_bad_one(void **state)
{
    struct bytes out = {0};
    struct bytes said = {0};

    (void)state;
    put("lines", FACTS "\n\n{\"role\":7}\n[1,2\n" FACTS);
    assert_int_equal(run("--policy dcc-2025-26 <lines", &out, &said), 1);
    assert_string_equal(bytes_text(&out),
                        ANSWER "{\"error\":\"line 3: role must be a text\"}\n"
                               "{\"error\":\"line 4: not JSON we take, at line 1, byte 5, [1]: a "
                               "list or object does not end\"}\n" ANSWER);
    assert_string_equal(
        bytes_text(&said),
        "diolch-server: lines that could not be assessed: 2; their answers say why\n");
    bytes_clear(&out);
    bytes_clear(&said);
}

static void test_assess_command__a_line_of_ten_thousand_costs_is_refused_in_a_sentence(void **state)
{
    struct bytes text = {0};
    struct bytes out = {0};
    struct bytes said = {0};
    struct err err;

    (void)state;
    bytes_add_text(&text, "{\"expenses\":[0");
    for (int i = 0; i < 40000; i++)
        bytes_add_text(&text, ",0");
    bytes_add_text(&text, "]}\n" FACTS "\n");
    check_ok(bytes_write_file("long", text.data, text.length, 0600, &err), &err);
    assert_int_equal(run("--policy dcc-2025-26 <long", &out, &said), 1);
    assert_string_equal(bytes_text(&out),
                        "{\"error\":\"line 1: the JSON is longer than 65536 bytes\"}\n" ANSWER);
    bytes_clear(&text);
    bytes_clear(&out);
    bytes_clear(&said);
}

static void test_assess_command__what_is_wrong_is_said_in_one_sentence(void **state)
{
    static const struct {
        const char *arguments;
        int status;
        const char *said;
    } cases[] = {
        {"--policy nowhere facts.json", 1,
         "there is no policy \"nowhere\", as a file or by its id"},
        {"--policy ../facts.json facts.json", 1, "there is no policy \"../facts.json\""},
        {"--policy facts.json facts.json", 1,
         "policy facts.json: role is not a name that a policy has here"},
        {"--policy dcc-2025-26 wrong.json", 1,
         "wrong.json was not assessed, correct it: session is missing"},
        {"--policy dcc-2025-26 not-there.json", 1, "not-there.json"},
        {"facts.json", 2, "usage: diolch-server assess"},
        {"--policy dcc-2025-26 facts.json facts.json", 2, "usage: diolch-server assess"},
        {"--polcy dcc-2025-26", 2, "--polcy"},
        {"--policy", 2, "--policy"},
        {"--policy dcc-2025-26 --paid-under nowhere facts.json", 1,
         "there is no policy \"nowhere\", as a file or by its id"},
    };
    struct bytes out = {0};
    struct bytes said = {0};

    (void)state;
    put("facts.json", FACTS);
    put("wrong.json", "{\"role\":\"member\"}");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(run(cases[i].arguments, &out, &said), cases[i].status);
        assert_string_equal(bytes_text(&out), "");
        if (!strstr(bytes_text(&said), cases[i].said))
            fail_msg("\"%s\" does not say \"%s\"", bytes_text(&said), cases[i].said);
    }
    bytes_clear(&out);
    bytes_clear(&said);
}

static void test_assess_command__tells_how_it_is_used(void **state)
{
    struct bytes out = {0};
    struct bytes said = {0};

    (void)state;
    assert_int_equal(run("--help", &out, &said), 0);
    assert_non_null(strstr(bytes_text(&out), "usage: diolch-server assess"));
    bytes_clear(&out);
    bytes_clear(&said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_assess_command__answers_a_file_by_a_policys_id),
        cmocka_unit_test(test_assess_command__says_what_would_be_adjusted),
        cmocka_unit_test(test_assess_command__answers_each_line_and_goes_on_after_a_bad_one),
        cmocka_unit_test(
            test_assess_command__a_line_of_ten_thousand_costs_is_refused_in_a_sentence),
        cmocka_unit_test(test_assess_command__what_is_wrong_is_said_in_one_sentence),
        cmocka_unit_test(test_assess_command__tells_how_it_is_used),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
