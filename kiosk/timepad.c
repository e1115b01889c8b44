// SPDX-License-Identifier: Apache-2.0
#include "kiosk/timepad.h"

#include <stdio.h>
#include <string.h>

#include "shared/when.h"

// "9:55" while it has three digits: a time is never seen that is not meant.
static void write_time(char out[static WHEN_TIME_SIZE], const char *typed)
{
    size_t length = strlen(typed);

    if (length < 3)
        snprintf(out, WHEN_TIME_SIZE, "%s", typed);
    else
        snprintf(out, WHEN_TIME_SIZE, "%.*s:%s", (int)length - 2, typed, typed + length - 2);
}

void timepad_show(struct ui *ui, const char *key, const char typed[static TIMEPAD_SIZE])
{
    char time[WHEN_TIME_SIZE];

    write_time(time, typed);
    ui_field(ui, "time", key, time);
}

bool timepad_keys(struct ui *ui, char typed[static TIMEPAD_SIZE])
{
    return ui_keypad(ui, "keys", typed, TIMEPAD_SIZE, UI_KEYPAD_DIGITS);
}

bool timepad_read(const char typed[static TIMEPAD_SIZE], const char *date, int64_t *out)
{
    char time[WHEN_TIME_SIZE];
    size_t length = strlen(typed);
    struct err err;

    if (length < 3)
        return false;
    snprintf(time, sizeof time, "%s%.*s:%s", length == 3 ? "0" : "", (int)length - 2, typed,
             typed + length - 2);
    return when_from_local(out, date, time, &err);
}

static int64_t outside(int64_t instant, int64_t from_ms, int64_t to_ms)
{
    if (instant < from_ms)
        return from_ms - instant;
    return instant > to_ms ? instant - to_ms : 0;
}

bool timepad_read_near(const char typed[static TIMEPAD_SIZE], int64_t from_ms, int64_t to_ms,
                       int64_t *out)
{
    char day[WHEN_DATE_SIZE];
    char next[WHEN_DATE_SIZE];
    int64_t later;

    when_local_date(day, from_ms);
    when_date_of_days(next, when_days(day) + 1);
    if (!timepad_read(typed, day, out))
        return false;
    if (timepad_read(typed, next, &later) &&
        outside(later, from_ms, to_ms) < outside(*out, from_ms, to_ms))
        *out = later;
    return true;
}
