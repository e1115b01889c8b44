// SPDX-License-Identifier: Apache-2.0

// /api/meetings/ID/closed: when a meeting was over that is not closed at each of its kiosks.

#include "server/routes.h"

#include "server/closing.h"
#include "server/journal.h"
#include "server/meetings.h"
#include "server/presence.h"
#include "shared/mem.h"
#include "shared/when.h"

struct asked {
    char at[WHEN_TIME_SIZE];
};
static const struct shape_field asked_fields[] = {SHAPE_FIELD_TEXT(struct asked, at)};
static const struct shape asked_shape = SHAPE(struct asked, asked_fields);

// A time of the meeting's day, or of that night.
static bool read_asked(struct request *request, struct id id, int64_t *at_ms, struct err *err)
{
    struct meetings_meeting meeting;
    struct shape_span planned;
    struct shape_span there;
    struct asked asked;
    char from[WHEN_TIME_SIZE];

    if (!request_read(request, &asked_shape, &asked, err) ||
        !meetings_get(request->db, request->office, id, &meeting, err))
        return false;
    planned = (struct shape_span){meeting.start_ms, meeting.end_ms};
    mem_wipe(&meeting, sizeof meeting);
    when_local_time(from, planned.from_ms);
    if (!presence_read(&there, &planned, from, asked.at, err))
        return false;
    *at_ms = there.to_ms;
    return true;
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
