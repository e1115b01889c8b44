// SPDX-License-Identifier: Apache-2.0
#include "server/forms.h"

#include <stdio.h>

#include "shared/when.h"
#include "tests/check.h"
#include "tests/server/printed.h"

#define FORMS 2

static struct forms_meeting meeting = {.title = "Monday group"};
static char codes[FORMS][FORM_CODE_SIZE];

static void print_under(const char *policy, const char *name)
{
    char command[400];
    struct bytes pdf = {0};
    struct err err;

    check_ok(policy_load(&meeting.policy, policy, &err), &err);
    check_ok(forms_write(&meeting, (const char(*)[FORM_CODE_SIZE])codes, FORMS,
                         TEST_ROOT "/assets/fonts", &pdf, &err),
             &err);
    snprintf(command, sizeof command, "%s.pdf", name);
    check_ok(bytes_write_file(command, pdf.data, pdf.length, 0600, &err), &err);
    bytes_clear(&pdf);
    snprintf(command, sizeof command,
             "pdftoppm -gray -r 100 %s.pdf %s && pdftotext -layout %s.pdf %s.txt && "
             "pdftotext -bbox %s.pdf %s-boxes.txt",
             name, name, name, name, name, name);
    printed_run(command);
}

static int print_forms(void **state)
{
    struct err err;

    (void)state;
    check_ok(keys_start(&err), &err);
    when_read(&meeting.start_ms, "2026-11-23T10:00:00Z");
    for (size_t i = 0; i < FORMS; i++)
        form_make(codes[i]);
    print_under(TEST_ROOT "/assets/policies/demo.json", "cash");
    print_under(TEST_ROOT "/assets/policies/dcc-2025-26.json", "bank");
    return 0;
}

static int remove_forms(void **state)
{
    (void)state;
    printed_run("rm -f cash.pdf bank.pdf cash-?.pgm bank-?.pgm cash.txt bank.txt *-boxes.txt");
    return 0;
}

static void test_forms__each_has_its_id_on_both_sides(void **state)
{
    (void)state;
    for (size_t i = 0; i < (size_t)2 * FORMS; i++) {
        char texts[2][PRINTED_CODE_SIZE];
        char shown[FORM_SHOWN_SIZE];
        char code[FORM_CODE_SIZE];
        char page[32];

        snprintf(page, sizeof page, "cash-%zu.pgm", i + 1);
        assert_int_equal(printed_read_codes(page, texts, 2), 1);
        assert_true(form_parse(code, texts[0]));
        assert_string_equal(code, codes[i / 2]);
        form_show(shown, code);
        printed_check_has("cash.txt", shown, true);
    }
}

static void test_forms__ask_in_english_and_welsh_and_for_nothing_from_the_bank(void **state)
{
    static const char *const there[] = {"Travel money and payment",
                                        "Arian teithio a thaliad",
                                        "Monday group, 23/11/2026",
                                        "My name",
                                        "Fy enw",
                                        "Bws",
                                        "I got in cash today",
                                        "Please give this to the host."};
    static const char *const absent[] = {"sort code", "account number", "postcode", "benefit"};

    (void)state;
    for (size_t i = 0; i < sizeof there / sizeof there[0]; i++)
        printed_check_has("cash.txt", there[i], true);
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++)
        printed_check_has("cash.txt", absent[i], false);
}

static void test_forms__ask_what_the_policy_pays(void **state)
{
    (void)state;
    printed_check_has("bank.txt", "in cash", false);
    printed_check_has("bank.txt", "by voucher", meeting.policy.fee.voucher_rate >= 0);
    printed_check_has("bank.txt", "Taxi",
                      meeting.policy.expenses.listed & (uint32_t)1 << POLICY_TAXI);
}

static void test_forms__are_in_large_print(void **state)
{
    (void)state;
    printed_check_large("cash-boxes.txt", 200);
    printed_check_large("bank-boxes.txt", 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms__each_has_its_id_on_both_sides),
        cmocka_unit_test(test_forms__ask_in_english_and_welsh_and_for_nothing_from_the_bank),
        cmocka_unit_test(test_forms__ask_what_the_policy_pays),
        cmocka_unit_test(test_forms__are_in_large_print),
    };

    return cmocka_run_group_tests(tests, print_forms, remove_forms);
}
