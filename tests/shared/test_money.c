// SPDX-License-Identifier: Apache-2.0
#include "shared/money.h"
#include "tests/check.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static void test_money__is_written_with_a_pound_sign_and_two_decimals(void **state)
{
    static const struct {
        int64_t pence;
        const char *text;
        const char *plain;
    } cases[] = {
        {0, "£0.00", "0.00"},
        {5, "£0.05", "0.05"},
        {-5, "-£0.05", "-0.05"},
        {420, "£4.20", "4.20"},
        {99999, "£999.99", "999.99"},
        {120400, "£1,204.00", "1204.00"},
        {-123456, "-£1,234.56", "-1234.56"},
        {MONEY_MAX, "£1,000,000.00", "1000000.00"},
        {-MONEY_MAX, "-£1,000,000.00", "-1000000.00"},
        {INT64_C(-999999999999), "-£9,999,999,999.99", "-9999999999.99"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[MONEY_SIZE];

        money_write(text, cases[i].pence);
        assert_string_equal(text, cases[i].text);
        money_write_plain(text, cases[i].pence);
        assert_string_equal(text, cases[i].plain);
    }
}

static void test_money__what_a_person_keys_is_read(void **state)
{
    static const struct {
        const char *text;
        int64_t pence;
    } cases[] = {
        {"4", 400},
        {"4.2", 420},
        {"4.20", 420},
        {".50", 50},
        {".5", 50},
        {"£4.20", 420},
        {" 4.20 ", 420},
        {"  £.05", 5},
        {"0", 0},
        {"0.00", 0},
        {"007", 700},
        {"1000000", MONEY_MAX},
        {"999999.99", 99999999},
        {"1000000.00", MONEY_MAX},
        {"000000000000000000004.20", 420},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t pence = -1;

        assert_true(money_parse(cases[i].text, &pence));
        assert_int_equal(pence, cases[i].pence);
    }
}

static void test_money__anything_else_is_refused(void **state)
{
    static const char *const cases[] = {
        "",
        " ",
        "£",
        ".",
        "£.",
        "4.",
        "4.205",
        "4,20",
        "1,204",
        "-4",
        "+4",
        "4 .20",
        "4. 20",
        "£ 4",
        "4£",
        "££4",
        "4.20p",
        "four",
        "0x4",
        "4e2",
        "1000000.01",
        "1000001",
        "4.2.0",
        "4\n",
        ("\xc2"
         "4"),
        "99999999999999999999999999",
        "18446744073709551620",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t pence = -1;

        assert_false(money_parse(cases[i], &pence));
        assert_int_equal(pence, -1);
    }
}

static void test_money__what_is_written_is_read_again(void **state)
{
    (void)state;
    for (int64_t pence = 0; pence < 99999; pence += 7) {
        char text[MONEY_SIZE];
        int64_t again = -1;

        money_write_plain(text, pence);
        assert_true(money_parse(text, &again));
        assert_int_equal(again, pence);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_money__is_written_with_a_pound_sign_and_two_decimals),
        cmocka_unit_test(test_money__what_a_person_keys_is_read),
        cmocka_unit_test(test_money__anything_else_is_refused),
        cmocka_unit_test(test_money__what_is_written_is_read_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
