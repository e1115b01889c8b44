// SPDX-License-Identifier: Apache-2.0
#include "server/presence.h"

#include "server/ingest.h"
#include "shared/books.h"
#include "shared/str.h"
#include "shared/when.h"

#define HALF_A_DAY_MS INT64_C(43200000)

bool presence_check(const struct shape_span *there, struct err *err)
{
    return (there->to_ms > there->from_ms && there->to_ms <= when_now_ms()) ||
           err_set(err, ERR_INVALID, "They came before they left, and that is over.");
}

bool presence_read(struct shape_span *out, const struct shape_span *meeting, const char *from,
                   const char *to, struct err *err)
{
    char first[WHEN_DATE_SIZE];
    char next[WHEN_DATE_SIZE];
    char last[WHEN_DATE_SIZE];
    struct shape_span there;
    bool over_midnight;

    when_local_date(first, meeting->from_ms);
    when_local_date(last, meeting->to_ms);
    when_date_of_days(next, when_days(first) + 1);
    over_midnight = !str_equal(first, last);
    if (!when_from_local(&there.from_ms, first, from, err) ||
        !when_from_local(&there.to_ms, first, to, err))
        return false;
    if (over_midnight && there.from_ms < meeting->from_ms - HALF_A_DAY_MS &&
        !when_from_local(&there.from_ms, next, from, err))
        return false;
    if (over_midnight && there.to_ms <= there.from_ms &&
        !when_from_local(&there.to_ms, next, to, err))
        return false;
    if (!presence_check(&there, err))
        return false;
    *out = there;
    return true;
}

static bool is_paper(const struct books_attendance *there)
{
    return str_equal(there->how, PRESENCE_PAPER);
}

static bool has_other_than_paper(const struct books_attendance *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!is_paper(&list[i]))
            return true;
    return false;
}

bool presence_list(struct db *db, struct id meeting, struct id person,
                   struct books_attendance **out, size_t *count, struct err *err)
{
    struct books_attendance *list;
    size_t all;
    bool others;

    if (!books_list_presence(db, meeting, person, &list, &all, err))
        return false;
    others = has_other_than_paper(list, all);
    *count = 0;
    for (size_t i = 0; i < all; i++)
        if (!others || !is_paper(&list[i]))
            list[(*count)++] = list[i];
    *out = list;
    return true;
}

bool presence_is_open(const struct books_attendance *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].left_ms == 0)
            return true;
    return false;
}

// The second says whose account it was, which an arrival has no place for.
bool presence_say(struct db *db, const struct office *office, const struct presence *presence,
                  struct err *err)
{
    struct log_entry came = {.kind = RECORD_ATTENDANCE_ARRIVED, .meeting_id = presence->meeting};
    struct log_entry left = {.kind = RECORD_ATTENDANCE_CORRECTED, .meeting_id = presence->meeting};
    struct body_attendance_arrived arrived = {.attendance = presence->attendance,
                                              .person = presence->person,
                                              .as = "participant",
                                              .at_ms = presence->span.from_ms};
    struct body_attendance_corrected corrected = {.attendance = presence->attendance,
                                                  .arrived_ms = presence->span.from_ms,
                                                  .left_ms = presence->span.to_ms,
                                                  .by = presence->by};
    struct books_attendance there;

    str_copy(arrived.how, sizeof arrived.how, presence->how);
    str_copy(corrected.reason, sizeof corrected.reason, presence->reason);
    if (!books_get_attendance(db, presence->attendance, &there, err) &&
        (err->kind != ERR_NOT_FOUND || !ingest_ours(db, office, &came, &arrived, err)))
        return false;
    return ingest_ours(db, office, &left, &corrected, err);
}
