#ifndef SHARED_WHEN_H
#define SHARED_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"

/*
 * Time. An instant is int64_t milliseconds since 1970 in UTC, `_ms` at the end of its name. A date
 * is text, "2026-11-23", because a day has no zone and must not move (reliability.md F10). Local
 * always means Europe/London, by the rule in force since 1996: summer time from 01:00 UTC on the
 * last Sunday of March to 01:00 UTC on the last Sunday of October. The rule is written here and not
 * read from the machine, so that a kiosk and a server never disagree about a date.
 */
#define WHEN_DATE_SIZE 11    // "2026-11-23"
#define WHEN_TIME_SIZE 6     // "15:10"
#define WHEN_INSTANT_SIZE 25 // "2026-11-23T10:00:00.123Z"

/*
 * This program's clock. It is the machine's until when_start_at (--clock) sets it elsewhere; from
 * there it runs on. when_advance moves wall and monotonic time together (a robot's `wait`).
 */
int64_t when_now_ms(void);
int64_t when_monotonic_ms(void);
void when_start_at(int64_t instant_ms);
void when_advance(int64_t ms);

/*
 * From here on the wall clock runs from this instant with the machine's uptime, whatever the
 * machine's own clock is set to: the minutes of a meeting count from the time that its host
 * confirmed. The answer gives when_keep_anchor the same clock again after a kill, until the machine
 * itself starts anew. when_start_at ends it.
 */
int64_t when_anchor(int64_t instant_ms);
void when_keep_anchor(int64_t anchor);
/* The wall clock is the machine's again, or that of when_start_at. */
void when_release(void);

/* ".123" is written only when it is not zero; read with or without. Only UTC ("Z") is read. */
void when_write(char out[static WHEN_INSTANT_SIZE], int64_t instant_ms);
bool when_read(int64_t *out, const char *text);

void when_local_date(char out[static WHEN_DATE_SIZE], int64_t instant_ms);
void when_local_time(char out[static WHEN_TIME_SIZE], int64_t instant_ms);

/*
 * The instant a clock on the wall in London shows that date and time. ERR_INVALID for a time that
 * happens twice (the hour after 01:00 when the clocks go back) or never (when they go forward), and
 * for text that is no date or time; the two are told apart by the error's text.
 */
bool when_from_local(int64_t *out, const char *date, const char *time, struct err *err);

/* A day that exists, years 1900 to 9999. */
bool when_is_date(const char *text);
/* Days since 1970-01-01 and back; the date is one that when_is_date. */
int64_t when_days(const char *date);
void when_date_of_days(char out[static WHEN_DATE_SIZE], int64_t days);
/* 1 Monday to 7 Sunday. */
int when_weekday(const char *date);
bool when_same_month(const char *date, const char *other);

/*
 * The day that is so many working days (0 to 1000) after the date. Saturday and Sunday are none;
 * bank holidays count, so that what is promised for that day comes sooner than it had to.
 */
void when_working_day(char out[static WHEN_DATE_SIZE], const char *date, int64_t days);

/* Whole years at the start of `on`; 29 February counts as 1 March in common years (A14). */
int when_age(const char *born, const char *on);

#endif
