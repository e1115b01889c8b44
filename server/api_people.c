// SPDX-License-Identifier: Apache-2.0

// /api/people/ID/agree: somebody who was new at a meeting.

#include "server/routes.h"

#include "server/journal.h"
#include "server/newcomers.h"
#include "shared/str.h"
#include "shared/when.h"

struct asked {
    char member_code[PEOPLE_CODE_SIZE];
    char agreed_on[WHEN_DATE_SIZE];
};
static const struct shape_field asked_fields[] = {
    SHAPE_FIELD_CODE(struct asked, member_code),
    SHAPE_FIELD_DATE(struct asked, agreed_on),
};
static const struct shape asked_shape = SHAPE(struct asked, asked_fields);

// Nobody says at what time of that day it was: at its end, so that what was agreed on the day of a
// meeting is never taken for agreed before it.
static bool end_of_day(int64_t *out, const char *day, struct err *err)
{
    int64_t now = when_now_ms();
    int64_t last_minute;
    char today[WHEN_DATE_SIZE];

    when_local_date(today, now);
    if (!when_from_local(&last_minute, day, "23:59", err))
        return false;
    *out = str_equal(day, today) ? now : last_minute;
    return true;
}

static bool read_asked(struct request *request, struct newcomers_agreed *out, struct err *err)
{
    struct asked asked;

    if (!request_arg_id(request, 0, &out->person, err) ||
        !request_read(request, &asked_shape, &asked, err))
        return false;
    str_copy(out->member_code, sizeof out->member_code, asked.member_code);
    return end_of_day(&out->agreed_ms, asked.agreed_on, err);
}

static void agree(struct request *request)
{
    struct newcomers_agreed agreed = {0};
    struct err err;

    if (!request_needs_role(request, "coordinator"))
        return;
    if (!read_asked(request, &agreed, &err) ||
        !newcomers_agree(request->db, request->office, &agreed, request->user.user, &err)) {
        request_fail(request, &err);
        return;
    }
    journal_write("agreed", "person=%s", request->args[0]);
    bytes_add_text(&request->answer, "{}");
    request_answer_json(request, 200);
}

const struct request_route api_people_routes[] = {
    {"POST", "/api/people/*/agree", REQUEST_USER, agree, 1024},
    {0},
};
