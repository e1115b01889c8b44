// SPDX-License-Identifier: Apache-2.0
#include "shared/when.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define FIRST_YEAR 1900
#define LAST_YEAR 9999
#define SUNDAY 7

struct day {
    int year;
    int month; // 1 to 12
    int day;   // 1 to 31
};

// What this program's clocks are ahead of the machine's. Set before the first thread starts, or by
// a robot, whose kiosk has one thread.
static int64_t wall_ahead_ms;
static int64_t monotonic_ahead_ms;
static bool anchored;
static int64_t anchor_ahead_ms; // of the machine's uptime, which goes on while it sleeps

static int64_t machine_ms(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return now.tv_sec * SECOND + now.tv_nsec / 1000000;
}

int64_t when_now_ms(void)
{
    if (anchored)
        return machine_ms(CLOCK_BOOTTIME) + anchor_ahead_ms;
    return machine_ms(CLOCK_REALTIME) + wall_ahead_ms;
}

int64_t when_monotonic_ms(void)
{
    return machine_ms(CLOCK_MONOTONIC) + monotonic_ahead_ms;
}

void when_start_at(int64_t instant_ms)
{
    when_release();
    wall_ahead_ms = instant_ms - machine_ms(CLOCK_REALTIME);
}

int64_t when_anchor(int64_t instant_ms)
{
    when_keep_anchor(instant_ms - machine_ms(CLOCK_BOOTTIME));
    return anchor_ahead_ms;
}

void when_keep_anchor(int64_t anchor)
{
    anchored = true;
    anchor_ahead_ms = anchor;
}

void when_release(void)
{
    anchored = false;
}

void when_advance(int64_t ms)
{
    wall_ahead_ms += ms;
    anchor_ahead_ms += ms;
    monotonic_ahead_ms += ms;
}

static int64_t floor_divide(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return lengths[month - 1] + (month == 2 && is_leap(year));
}

// The calendar counted in years that begin on 1 March, so that 29 February comes last; 400 of them
// are 146,097 days, and 719,468 days lie between 1 March of year 0 and 1 January 1970.
static int64_t days_of(struct day day)
{
    int64_t year = day.year - (day.month <= 2);
    int64_t era = floor_divide(year, 400);
    int64_t in_era = year - era * 400;
    int64_t month = (day.month + 9) % 12;
    int64_t in_year = (153 * month + 2) / 5 + day.day - 1;

    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

static struct day day_of(int64_t days)
{
    int64_t from_march = days + 719468;
    int64_t era = floor_divide(from_march, 146097);
    int64_t in_era = from_march - era * 146097;
    int64_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int64_t in_year = in_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * in_year + 2) / 153;
    struct day day;

    day.day = (int)(in_year - (153 * month + 2) / 5 + 1);
    day.month = (int)(month < 10 ? month + 3 : month - 9);
    day.year = (int)(year + era * 400 + (day.month <= 2));
    return day;
}

// Exactly `count` digits from the front of *text, and what must come after them.
static bool take(const char **text, int count, char after, int *out)
{
    int value = 0;

    for (int i = 0; i < count; i++, ++*text) {
        if (**text < '0' || **text > '9')
            return false;
        value = value * 10 + (**text - '0');
    }
    if (**text != after)
        return false;
    *text += after != '\0';
    *out = value;
    return true;
}

static bool take_day(const char **text, char after, struct day *out)
{
    return take(text, 4, '-', &out->year) && take(text, 2, '-', &out->month) &&
           take(text, 2, after, &out->day) && out->year >= FIRST_YEAR && out->month >= 1 &&
           out->month <= 12 && out->day >= 1 && out->day <= month_length(out->year, out->month);
}

static struct day read_day(const char *date)
{
    struct day day;
    bool ok = take_day(&date, '\0', &day);

    assert(ok);
    (void)ok;
    return day;
}

static void write_day(char out[static WHEN_DATE_SIZE], struct day day)
{
    assert(day.year >= FIRST_YEAR && day.year <= LAST_YEAR);
    snprintf(out, WHEN_DATE_SIZE, "%04u-%02u-%02u", (unsigned)day.year % 10000,
             (unsigned)day.month % 100, (unsigned)day.day % 100);
}

static void write_clock(char out[static WHEN_TIME_SIZE], int64_t ms_in_day)
{
    snprintf(out, WHEN_TIME_SIZE, "%02u:%02u", (unsigned)(ms_in_day / HOUR) % 100,
             (unsigned)(ms_in_day % HOUR / MINUTE) % 100);
}

void when_write(char out[static WHEN_INSTANT_SIZE], int64_t instant_ms)
{
    int64_t days = floor_divide(instant_ms, DAY);
    int64_t rest = instant_ms - days * DAY;
    char date[WHEN_DATE_SIZE];
    char clock[WHEN_TIME_SIZE];
    unsigned seconds = (unsigned)(rest % MINUTE / SECOND) % 100;
    unsigned thousandths = (unsigned)(rest % SECOND) % 1000;

    write_day(date, day_of(days));
    write_clock(clock, rest);
    if (thousandths)
        snprintf(out, WHEN_INSTANT_SIZE, "%sT%s:%02u.%03uZ", date, clock, seconds, thousandths);
    else
        snprintf(out, WHEN_INSTANT_SIZE, "%sT%s:%02uZ", date, clock, seconds);
}

bool when_read(int64_t *out, const char *text)
{
    struct day day;
    int hour;
    int minute;
    int second;
    int thousandth = 0;

    if (!take_day(&text, 'T', &day) || !take(&text, 2, ':', &hour) || !take(&text, 2, ':', &minute))
        return false;
    if (strchr(text, '.')) {
        if (!take(&text, 2, '.', &second) || !take(&text, 3, 'Z', &thousandth))
            return false;
    } else if (!take(&text, 2, 'Z', &second)) {
        return false;
    }
    if (*text || hour > 23 || minute > 59 || second > 59)
        return false;
    *out = days_of(day) * DAY + hour * HOUR + minute * MINUTE + second * SECOND + thousandth;
    return true;
}

// Day 0 was a Thursday, which is 4.
static int weekday_of(int64_t days)
{
    return (int)(days + 3 - floor_divide(days + 3, 7) * 7) + 1;
}

// 01:00 UTC on the last Sunday of a month of 31 days.
static int64_t clocks_change_ms(int year, int month)
{
    int64_t last = days_of((struct day){year, month, 31});

    return (last - weekday_of(last) % SUNDAY) * DAY + HOUR;
}

static int64_t to_local_ms(int64_t instant_ms)
{
    int year = day_of(floor_divide(instant_ms, DAY)).year;
    bool summer =
        instant_ms >= clocks_change_ms(year, 3) && instant_ms < clocks_change_ms(year, 10);

    return instant_ms + (summer ? HOUR : 0);
}

void when_local_date(char out[static WHEN_DATE_SIZE], int64_t instant_ms)
{
    when_date_of_days(out, floor_divide(to_local_ms(instant_ms), DAY));
}

void when_local_time(char out[static WHEN_TIME_SIZE], int64_t instant_ms)
{
    int64_t local = to_local_ms(instant_ms);

    write_clock(out, local - floor_divide(local, DAY) * DAY);
}

// A wall shows one time at two instants, at one, or at none: both readings are tried.
bool when_from_local(int64_t *out, const char *date, const char *time, struct err *err)
{
    int hour;
    int minute;
    int64_t local;
    bool in_winter;
    bool in_summer;

    if (!when_is_date(date) || !take(&time, 2, ':', &hour) || !take(&time, 2, '\0', &minute) ||
        hour > 23 || minute > 59)
        return err_set(err, ERR_INVALID, "not a date and a time of day");
    local = when_days(date) * DAY + hour * HOUR + minute * MINUTE;
    in_winter = to_local_ms(local) == local;
    in_summer = to_local_ms(local - HOUR) == local;
    if (in_winter && in_summer)
        return err_set(err, ERR_INVALID, "that time happens twice: the clocks go back");
    if (!in_winter && !in_summer)
        return err_set(err, ERR_INVALID, "that time never happens: the clocks go forward");
    *out = in_winter ? local : local - HOUR;
    return true;
}

bool when_is_date(const char *text)
{
    struct day day;

    return take_day(&text, '\0', &day);
}

int64_t when_days(const char *date)
{
    return days_of(read_day(date));
}

void when_date_of_days(char out[static WHEN_DATE_SIZE], int64_t days)
{
    write_day(out, day_of(days));
}

int when_weekday(const char *date)
{
    return weekday_of(when_days(date));
}

bool when_same_month(const char *date, const char *other)
{
    return strncmp(date, other, strlen("2026-11")) == 0;
}

// Comparing month and day as they stand makes 29 February come on 1 March in common years.
void when_working_day(char out[static WHEN_DATE_SIZE], const char *date, int64_t days)
{
    int64_t day = when_days(date);

    assert(days >= 0 && days <= 1000);
    when_date_of_days(out, day);
    while (days > 0) {
        when_date_of_days(out, ++day);
        days -= when_weekday(out) <= 5;
    }
}

int when_age(const char *born, const char *on)
{
    struct day from = read_day(born);
    struct day to = read_day(on);
    bool before_birthday = to.month < from.month || (to.month == from.month && to.day < from.day);

    return to.year - from.year - before_birthday;
}
