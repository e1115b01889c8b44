// SPDX-License-Identifier: Apache-2.0

// /api/meetings/ID/closed: when a meeting was over that is not closed at each of its kiosks.

#include "server/routes.h"

#include "server/closing.h"
#include "server/journal.h"
#include "server/meetings.h"
#include "shared/books.h"
#include "shared/mem.h"
#include "shared/when.h"

struct asked {
    char at[WHEN_TIME_SIZE];
};
static const struct shape_field asked_fields[] = {SHAPE_FIELD_TEXT(struct asked, at)};
static const struct shape asked_shape = SHAPE(struct asked, asked_fields);

#define HOUR_MS INT64_C(3600000)
#define LONGEST_MS                                                                                 \
    (16 * HOUR_MS) // a time of the next day that is further away is a slip of the key

// A time of the day on which it began, or of that night.
static bool read_night(int64_t opened_ms, const char *at, int64_t *at_ms, struct err *err)
{
    char first[WHEN_DATE_SIZE];
    char next[WHEN_DATE_SIZE];
    int64_t night_ms;

    when_local_date(first, opened_ms);
    if (!when_from_local(at_ms, first, at, err))
        return false;
    if (*at_ms >= opened_ms)
        return true;
    when_date_of_days(next, when_days(first) + 1);
    if (!when_from_local(&night_ms, next, at, err))
        return false;
    if (night_ms - opened_ms <= LONGEST_MS)
        *at_ms = night_ms;
    return true;
}

static bool read_asked(struct request *request, struct id id, int64_t *at_ms, struct err *err)
{
    struct meetings_meeting meeting;
    struct books_meeting state;
    struct asked asked;

    if (!request_read(request, &asked_shape, &asked, err) ||
        !meetings_get(request->db, request->office, id, &meeting, err))
        return false;
    mem_wipe(&meeting, sizeof meeting);
    return books_get_meeting(request->db, id, &state, err) &&
           read_night(state.opened_ms, asked.at, at_ms, err);
}

static void say_closed(struct request *request)
{
    struct id meeting;
    int64_t at_ms;
    struct err err;

    if (!request_needs_role(request, "coordinator"))
        return;
    if (!request_arg_id(request, 0, &meeting, &err) ||
        !read_asked(request, meeting, &at_ms, &err) ||
        !closing_say(request->db, request->office, meeting, at_ms, request->user.user, &err)) {
        request_fail(request, &err);
        return;
    }
    journal_write("closed", "meeting=%s", request->args[0]);
    bytes_add_text(&request->answer, "{}");
    request_answer_json(request, 200);
}

const struct request_route api_closing_routes[] = {
    {"POST", "/api/meetings/*/closed", REQUEST_USER, say_closed, 256},
    {0},
};
