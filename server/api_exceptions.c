// SPDX-License-Identifier: Apache-2.0

// /api/exceptions: what waits for a person.

#include "server/routes.h"

#include <stdlib.h>

#include "server/api_write.h"
#include "shared/json.h"

static void get(struct request *request)
{
    static const struct id all;
    struct exceptions_exception *list;
    size_t count;
    struct err err;
    bool ok = true;

    if (!exceptions_list(request->db, all, &list, &count, &err)) {
        request_fail(request, &err);
        return;
    }
    json_begin(&request->answer, NULL, '{');
    json_begin(&request->answer, "exceptions", '[');
    for (size_t i = 0; ok && i < count; i++)
        ok = api_write_exception(&request->answer, request->db, &list[i], &err);
    json_end(&request->answer, ']');
    json_end(&request->answer, '}');
    free(list);
    if (ok)
        request_answer_json(request, 200);
    else
        request_fail(request, &err);
}

struct solution {
    char note_code[EXCEPTIONS_CODE_SIZE];
};
static const struct shape_field solution_fields[] = {
    SHAPE_MAYBE_CODE(struct solution, note_code),
};
static const struct shape solution_shape = SHAPE(struct solution, solution_fields);

static void solve(struct request *request)
{
    struct solution asked;
    struct id exception;
    struct err err;

    if (request_arg_id(request, 0, &exception, &err) &&
        request_read(request, &solution_shape, &asked, &err) &&
        exceptions_solve(request->db, exception, asked.note_code, request->user.user, &err)) {
        bytes_add_text(&request->answer, "{}");
        request_answer_json(request, 200);
    } else {
        request_fail(request, &err);
    }
}

const struct request_route api_exceptions_routes[] = {
    {"GET", "/api/exceptions", REQUEST_USER, get, 0},
    {"POST", "/api/exceptions/*/solve", REQUEST_USER, solve, 1024},
    {0},
};
