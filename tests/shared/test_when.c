// SPDX-License-Identifier: Apache-2.0
#include "shared/str.h"
#include "shared/when.h"
#include "tests/check.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static int64_t at(const char *instant)
{
    int64_t out = 0;

    assert_true(when_read(&out, instant));
    return out;
}

static void test_when__instants_are_read_as_they_are_written(void **state)
{
    static const struct {
        const char *text;
        int64_t ms;
    } cases[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"1970-01-01T00:00:00.001Z", 1},
        {"1969-12-31T23:59:59.999Z", -1},
        {"2026-11-23T10:00:00Z", INT64_C(1795428000000)},
        {"2000-02-29T12:34:56.789Z", INT64_C(951827696789)},
        {"1900-01-01T00:00:00Z", INT64_C(-2208988800000)},
        {"9999-12-31T23:59:59.999Z", INT64_C(253402300799999)},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[WHEN_INSTANT_SIZE];

        assert_int_equal(at(cases[i].text), cases[i].ms);
        when_write(text, cases[i].ms);
        assert_string_equal(text, cases[i].text);
    }
    assert_int_equal(at("2026-11-23T10:00:00.000Z"), at("2026-11-23T10:00:00Z"));
}

static void test_when__what_is_no_instant_in_utc_is_refused(void **state)
{
    static const char *const cases[] = {
        "",
        "2026-11-23",
        "2026-11-23T10:00Z",
        "2026-11-23T10:00:00",
        "2026-11-23T10:00:00z",
        "2026-11-23t10:00:00Z",
        "2026-11-23 10:00:00Z",
        "2026-11-23T10:00:00+00:00",
        "2026-11-23T10:00:00Z ",
        " 2026-11-23T10:00:00Z",
        "2026-11-23T10:00:00.Z",
        "2026-11-23T10:00:00.1Z",
        "2026-11-23T10:00:00.1234Z",
        "2026-11-23T10:00:00.123",
        "2026-11-23T24:00:00Z",
        "2026-11-23T10:60:00Z",
        "2026-11-23T10:00:60Z",
        "2026-02-29T10:00:00Z",
        "2026-13-01T10:00:00Z",
        "2026-00-01T10:00:00Z",
        "2026-01-00T10:00:00Z",
        "1899-12-31T10:00:00Z",
        "+026-01-01T10:00:00Z",
        "12026-01-01T10:00:00Z",
        "2026-1-01T10:00:00Z",
        "0x26-01-01T10:00:00Z",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t out = 42;

        assert_false(when_read(&out, cases[i]));
        assert_int_equal(out, 42);
    }
}

static void test_when__local_time_follows_the_clocks(void **state)
{
    static const struct {
        const char *instant;
        const char *date;
        const char *time;
    } cases[] = {
        {"2025-10-25T22:59:59.999Z", "2025-10-25", "23:59"},
        {"2025-10-25T23:00:00Z", "2025-10-26", "00:00"},
        {"2025-10-26T00:59:59.999Z", "2025-10-26", "01:59"},
        {"2025-10-26T01:00:00Z", "2025-10-26", "01:00"},
        {"2025-12-31T23:59:00Z", "2025-12-31", "23:59"},
        {"2026-03-29T00:59:59.999Z", "2026-03-29", "00:59"},
        {"2026-03-29T01:00:00Z", "2026-03-29", "02:00"},
        {"2026-03-31T23:00:00Z", "2026-04-01", "00:00"},
        {"2026-10-25T00:59:59Z", "2026-10-25", "01:59"},
        {"2026-10-25T01:00:00Z", "2026-10-25", "01:00"},
        {"2027-03-28T00:59:00Z", "2027-03-28", "00:59"},
        {"2027-03-28T01:00:00Z", "2027-03-28", "02:00"},
        {"2024-03-31T01:00:00Z", "2024-03-31", "02:00"}, // the month's last day is the Sunday
        {"2027-10-31T00:59:59Z", "2027-10-31", "01:59"},
        {"2027-10-31T01:00:00Z", "2027-10-31", "01:00"},
        {"2026-11-23T10:00:00Z", "2026-11-23", "10:00"},
        {"2026-07-01T10:00:00Z", "2026-07-01", "11:00"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char date[WHEN_DATE_SIZE];
        char time[WHEN_TIME_SIZE];

        when_local_date(date, at(cases[i].instant));
        when_local_time(time, at(cases[i].instant));
        assert_string_equal(date, cases[i].date);
        assert_string_equal(time, cases[i].time);
    }
}

static void test_when__a_time_on_the_wall_is_one_instant(void **state)
{
    static const struct {
        const char *date;
        const char *time;
        const char *instant;
    } cases[] = {
        {"2025-10-26", "00:59", "2025-10-25T23:59:00Z"},
        {"2025-10-26", "02:00", "2025-10-26T02:00:00Z"},
        {"2026-03-29", "00:59", "2026-03-29T00:59:00Z"},
        {"2026-03-29", "02:00", "2026-03-29T01:00:00Z"},
        {"2026-10-25", "00:00", "2026-10-24T23:00:00Z"},
        {"2026-10-25", "02:00", "2026-10-25T02:00:00Z"},
        {"2027-03-28", "00:59", "2027-03-28T00:59:00Z"},
        {"2027-03-28", "02:00", "2027-03-28T01:00:00Z"},
        {"2026-10-24", "01:30", "2026-10-24T00:30:00Z"},
        {"2026-03-28", "01:30", "2026-03-28T01:30:00Z"},
        {"2027-01-01", "00:00", "2027-01-01T00:00:00Z"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err err;
        int64_t out = 0;

        assert_true(when_from_local(&out, cases[i].date, cases[i].time, &err));
        assert_int_equal(out, at(cases[i].instant));
    }
}

static void test_when__a_time_that_happens_twice_or_never_is_refused(void **state)
{
    static const struct {
        const char *date;
        const char *time;
        const char *why;
    } cases[] = {
        {"2025-10-26", "01:00", "that time happens twice: the clocks go back"},
        {"2025-10-26", "01:59", "that time happens twice: the clocks go back"},
        {"2026-10-25", "01:15", "that time happens twice: the clocks go back"},
        {"2026-03-29", "01:00", "that time never happens: the clocks go forward"},
        {"2026-03-29", "01:59", "that time never happens: the clocks go forward"},
        {"2027-03-28", "01:30", "that time never happens: the clocks go forward"},
        {"2026-02-30", "10:00", "not a date and a time of day"},
        {"2026-03-29", "24:00", "not a date and a time of day"},
        {"2026-03-29", "10:60", "not a date and a time of day"},
        {"2026-03-29", "1:00", "not a date and a time of day"},
        {"2026-03-29", "10:00:00", "not a date and a time of day"},
        {"", "", "not a date and a time of day"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err err = {0};
        int64_t out = 42;

        assert_false(when_from_local(&out, cases[i].date, cases[i].time, &err));
        assert_int_equal(out, 42);
        assert_int_equal(err.kind, ERR_INVALID);
        assert_string_equal(err.text, cases[i].why);
    }
}

static void test_when__every_minute_of_a_year_is_found_again_from_the_wall(void **state)
{
    int64_t twice = 0;

    (void)state;
    for (int64_t ms = at("2026-01-01T00:00:00Z"); ms < at("2027-01-01T00:00:00Z"); ms += 60000) {
        char date[WHEN_DATE_SIZE];
        char time[WHEN_TIME_SIZE];
        struct err err;
        int64_t out;

        when_local_date(date, ms);
        when_local_time(time, ms);
        if (!when_from_local(&out, date, time, &err))
            twice++;
        else
            assert_int_equal(out, ms);
    }
    assert_int_equal(twice, 120);
}

static void test_when__only_days_that_exist_are_dates(void **state)
{
    static const char *const good[] = {"1900-01-01", "2000-02-29", "2024-02-29", "2026-12-31",
                                       "9999-12-31"};
    static const char *const bad[] = {"",           "1899-12-31", "1900-02-29",  "2026-02-29",
                                      "2026-04-31", "2026-13-01", "2026-00-10",  "2026-01-00",
                                      "2026-1-01",  "2026/01/01", "2026-01-01 ", "20260101"};

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(when_is_date(good[i]));
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(when_is_date(bad[i]));
}

static void test_when__days_count_one_by_one(void **state)
{
    char date[WHEN_DATE_SIZE] = "1900-01-01";
    int64_t days = when_days(date);
    int weekday = 1; // a Monday

    (void)state;
    assert_int_equal(when_days("1970-01-01"), 0);
    assert_int_equal(when_days("1969-12-31"), -1);
    while (!str_equal(date, "2101-01-01")) {
        assert_true(when_is_date(date));
        assert_int_equal(when_days(date), days);
        assert_int_equal(when_weekday(date), weekday);
        weekday = weekday % 7 + 1;
        when_date_of_days(date, ++days);
    }
    assert_int_equal(when_weekday("2026-11-23"), 1);
    assert_int_equal(when_weekday("2026-03-29"), 7);
}

static void test_when__a_month_is_one_of_its_year(void **state)
{
    (void)state;
    assert_true(when_same_month("2026-11-01", "2026-11-30"));
    assert_false(when_same_month("2026-11-30", "2025-11-30"));
    assert_false(when_same_month("2026-11-30", "2026-12-01"));
}

static void test_when__ages_change_on_the_birthday(void **state)
{
    static const struct {
        const char *born;
        const char *on;
        int age;
    } cases[] = {
        {"2007-11-12", "2025-11-11", 17}, {"2007-11-12", "2025-11-12", 18},
        {"2007-11-12", "2025-12-01", 18}, {"2007-11-12", "2026-10-31", 18},
        {"2008-02-29", "2026-02-28", 17}, {"2008-02-29", "2026-03-01", 18},
        {"2008-02-29", "2028-02-28", 19}, {"2008-02-29", "2028-02-29", 20},
        {"1990-01-01", "1990-01-01", 0},  {"1990-12-31", "1991-12-30", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(when_age(cases[i].born, cases[i].on), cases[i].age);
}

static void test_when__the_clock_starts_where_it_is_told_and_runs_on(void **state)
{
    int64_t start = at("2025-10-26T00:30:00Z");
    int64_t monotonic = when_monotonic_ms();

    (void)state;
    when_start_at(start);
    assert_in_range(when_now_ms() - start, 0, 5000);
    assert_in_range(when_monotonic_ms() - monotonic, 0, 5000);
    when_advance(61000);
    assert_in_range(when_now_ms() - start, 61000, 66000);
    assert_in_range(when_monotonic_ms() - monotonic, 61000, 66000);
}

// Whatever the machine's clock is set to in between: a start after a kill finds the same time.
static void test_when__an_anchored_clock_runs_on_by_itself(void **state)
{
    int64_t confirmed = at("2026-11-23T09:55:00Z");
    int64_t anchor;

    (void)state;
    when_start_at(at("1970-01-02T00:00:00Z"));
    anchor = when_anchor(confirmed);
    assert_in_range(when_now_ms() - confirmed, 0, 5000);
    when_advance(61000);
    assert_in_range(when_now_ms() - confirmed, 61000, 66000);
    when_start_at(at("2099-01-01T00:00:00Z"));
    assert_in_range(when_now_ms() - at("2099-01-01T00:00:00Z"), 0, 5000);
    when_keep_anchor(anchor);
    assert_in_range(when_now_ms() - confirmed, 0, 5000);
    when_release();
    assert_in_range(when_now_ms() - at("2099-01-01T00:00:00Z"), 0, 5000);
}

static void test_when__working_days_pass_over_the_weekends(void **state)
{
    static const struct {
        const char *date;
        int64_t days;
        const char *expected;
    } cases[] = {
        {"2026-11-23", 0, "2026-11-23"}, // a Monday
        {"2026-11-23", 1, "2026-11-24"},  {"2026-11-23", 4, "2026-11-27"},
        {"2026-11-23", 5, "2026-11-30"},  {"2026-11-23", 10, "2026-12-07"},
        {"2026-11-27", 1, "2026-11-30"}, // a Friday
        {"2026-11-28", 1, "2026-11-30"}, // a Saturday
        {"2026-11-29", 1, "2026-11-30"},  {"2026-11-29", 10, "2026-12-11"},
        {"2028-02-25", 3, "2028-03-01"}, // over a leap day
        {"2026-12-24", 10, "2027-01-07"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char out[WHEN_DATE_SIZE];

        when_working_day(out, cases[i].date, cases[i].days);
        assert_string_equal(out, cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_when__working_days_pass_over_the_weekends),
        cmocka_unit_test(test_when__instants_are_read_as_they_are_written),
        cmocka_unit_test(test_when__what_is_no_instant_in_utc_is_refused),
        cmocka_unit_test(test_when__local_time_follows_the_clocks),
        cmocka_unit_test(test_when__a_time_on_the_wall_is_one_instant),
        cmocka_unit_test(test_when__a_time_that_happens_twice_or_never_is_refused),
        cmocka_unit_test(test_when__every_minute_of_a_year_is_found_again_from_the_wall),
        cmocka_unit_test(test_when__only_days_that_exist_are_dates),
        cmocka_unit_test(test_when__days_count_one_by_one),
        cmocka_unit_test(test_when__a_month_is_one_of_its_year),
        cmocka_unit_test(test_when__ages_change_on_the_birthday),
        cmocka_unit_test(test_when__an_anchored_clock_runs_on_by_itself),
        cmocka_unit_test(test_when__the_clock_starts_where_it_is_told_and_runs_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
