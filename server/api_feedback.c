// SPDX-License-Identifier: Apache-2.0
// /api/feedback/MEETING: what was said of it without a name.
#include <stdlib.h>

#include "server/feedback.h"
#include "server/meetings.h"
#include "server/request.h"
#include "server/routes.h"
#include "shared/json.h"
#include "shared/mem.h"

static void write(struct bytes *out, const struct feedback_entry *list, size_t count)
{
    json_begin(out, NULL, '{');
    json_begin(out, "feedback", '[');
    for (size_t i = 0; i < count; i++) {
        json_begin(out, NULL, '{');
        json_put_text(out, "mark", list[i].mark);
        json_put_text(out, "words", list[i].words);
        json_end(out, '}');
    }
    json_end(out, ']');
    json_end(out, '}');
}

static void get(struct request *request)
{
    struct feedback_entry *list = NULL;
    struct meetings_meeting meeting;
    size_t count = 0;
    struct id id;
    struct err err;

    if (request_arg_id(request, 0, &id, &err) &&
        meetings_get(request->db, request->office, id, &meeting, &err) &&
        feedback_list(request->db, request->office, id, &list, &count, &err)) {
        write(&request->answer, list, count);
        request_answer_json(request, 200);
    } else {
        request_fail(request, &err);
    }
    mem_wipe(&meeting, sizeof meeting);
    free(list);
}

const struct request_route api_feedback_routes[] = {
    {"GET", "/api/feedback/*", REQUEST_USER, get, 0},
    {0},
};
