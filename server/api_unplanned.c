// SPDX-License-Identifier: Apache-2.0

// /api/meetings/ID/accept: what a meeting was that nobody had planned.

#include "server/routes.h"

#include "server/journal.h"
#include "server/unplanned.h"
#include "shared/str.h"
#include "shared/when.h"

#define NIGHT_MS INT64_C(43200000)

// As it is typed: a day, and two times of it.
struct asked {
    char title[BODY_TITLE_SIZE];
    char date[WHEN_DATE_SIZE];
    char from[WHEN_TIME_SIZE];
    char to[WHEN_TIME_SIZE];
    char type[BODY_CODE_SIZE];
    char policy[POLICY_ID_SIZE];
};
static const struct shape_field asked_fields[] = {
    SHAPE_FIELD_TEXT(struct asked, title), SHAPE_FIELD_DATE(struct asked, date),
    SHAPE_FIELD_TEXT(struct asked, from),  SHAPE_FIELD_TEXT(struct asked, to),
    SHAPE_FIELD_CODE(struct asked, type),  SHAPE_FIELD_CODE(struct asked, policy),
};
static const struct shape asked_shape = SHAPE(struct asked, asked_fields);

// One that ended before it began, by the clock, went on over midnight, if that is not too long.
static bool read_times(const struct asked *asked, struct unplanned_accepted *out, struct err *err)
{
    char next[WHEN_DATE_SIZE];

    if (!when_from_local(&out->start_ms, asked->date, asked->from, err) ||
        !when_from_local(&out->end_ms, asked->date, asked->to, err))
        return false;
    if (out->end_ms > out->start_ms)
        return true;
    when_date_of_days(next, when_days(asked->date) + 1);
    return when_from_local(&out->end_ms, next, asked->to, err) &&
           (out->end_ms - out->start_ms <= NIGHT_MS ||
            err_set(err, ERR_INVALID,
                    "A meeting ends after it begins, on that day or that night."));
}

static bool read_asked(struct request *request, struct unplanned_accepted *out, struct err *err)
{
    struct asked asked;

    if (!request_read(request, &asked_shape, &asked, err))
        return false;
    *out = (struct unplanned_accepted){0};
    str_copy(out->public_title, sizeof out->public_title, asked.title);
    str_copy(out->type, sizeof out->type, asked.type);
    str_copy(out->policy, sizeof out->policy, asked.policy);
    return read_times(&asked, out, err);
}

static void accept(struct request *request)
{
    struct unplanned_accepted accepted;
    struct id meeting;
    struct err err;

    if (!request_needs_role(request, "coordinator"))
        return;
    if (!request_arg_id(request, 0, &meeting, &err) || !read_asked(request, &accepted, &err) ||
        !unplanned_accept(request->db, request->office, meeting, &accepted, request->user.user,
                          &err)) {
        request_fail(request, &err);
        return;
    }
    office_ring(request->office);
    journal_write("accepted", "meeting=%s", request->args[0]);
    bytes_add_text(&request->answer, "{}");
    request_answer_json(request, 200);
}

const struct request_route api_unplanned_routes[] = {
    {"POST", "/api/meetings/*/accept", REQUEST_USER, accept, 1024},
    {0},
};
