// SPDX-License-Identifier: Apache-2.0

// /api/exceptions: what waits for a person.

#include "server/routes.h"

#include <stdlib.h>

#include "server/api_write.h"
#include "server/form_cash.h"
#include "server/journal.h"
#include "server/questions.h"
#include "server/remedy.h"
#include "shared/json.h"
#include "shared/money.h"

static void get(struct request *request)
{
    static const struct id all;
    struct exceptions_exception *list;
    struct looks looks = {0};
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
        ok = api_write_exception(request, &list[i], &looks, &err);
    json_end(&request->answer, ']');
    json_end(&request->answer, '}');
    free(list);
    if (looks_end(&looks, request, ok, &err))
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

static void settle(struct request *request, const struct exceptions_exception *exception,
                   const char *note_code)
{
    struct remedy remedy;
    struct err err;

    if (!remedy_find(request->db, request->office, exception, &remedy, &err)) {
        request_fail(request, &err);
        return;
    }
    if (!request_needs_role(request, remedy.role))
        return;
    if (!remedy_may_settle(exception, &remedy, &err) ||
        !exceptions_solve(request->db, exception->exception, note_code, request->user.user, &err)) {
        request_fail(request, &err);
        return;
    }
    journal_write("settled", "exception=%s", request->args[0]);
    bytes_add_text(&request->answer, "{}");
    request_answer_json(request, 200);
}

static void solve(struct request *request)
{
    struct exceptions_exception exception;
    struct solution asked;
    struct id id;
    struct err err;

    if (request_arg_id(request, 0, &id, &err) &&
        request_read(request, &solution_shape, &asked, &err) &&
        exceptions_get(request->db, id, &exception, &err))
        settle(request, &exception, asked.note_code);
    else
        request_fail(request, &err);
}

struct answer {
    char answer[EXCEPTIONS_CODE_SIZE];
};
static const struct shape_field answer_fields[] = {
    SHAPE_FIELD_CODE(struct answer, answer),
};
static const struct shape answer_shape = SHAPE(struct answer, answer_fields);

static void answer(struct request *request)
{
    struct answer asked;
    struct id exception;
    struct err err;

    if (!request_needs_role(request, "approver"))
        return;
    if (!request_arg_id(request, 0, &exception, &err) ||
        !request_read(request, &answer_shape, &asked, &err) ||
        !questions_answer(request->db, request->office, exception, asked.answer, request->user.user,
                          &err)) {
        request_fail(request, &err);
        return;
    }
    office_ring(request->office);
    journal_write("answered", "exception=%s", request->args[0]);
    bytes_add_text(&request->answer, "{}");
    request_answer_json(request, 200);
}

struct cash {
    int64_t pence;
};
static const struct shape_field cash_fields[] = {
    SHAPE_FIELD_INT(struct cash, pence, 1, MONEY_MAX),
};
static const struct shape cash_shape = SHAPE(struct cash, cash_fields);

static void say_cash(struct request *request)
{
    struct cash asked;
    struct id exception;
    struct err err;

    if (!request_needs_role(request, "finance"))
        return;
    if (!request_arg_id(request, 0, &exception, &err) ||
        !request_read(request, &cash_shape, &asked, &err) ||
        !form_cash_say(request->db, request->office, exception, asked.pence, request->user.user,
                       &err)) {
        request_fail(request, &err);
        return;
    }
    office_ring(request->office);
    journal_write("paid by hand", "exception=%s", request->args[0]);
    bytes_add_text(&request->answer, "{}");
    request_answer_json(request, 200);
}

const struct request_route api_exceptions_routes[] = {
    {"GET", "/api/exceptions", REQUEST_USER, get, 0},
    {"POST", "/api/exceptions/*/solve", REQUEST_USER, solve, 1024},
    {"POST", "/api/exceptions/*/answer", REQUEST_USER, answer, 1024},
    {"POST", "/api/exceptions/*/cash", REQUEST_USER, say_cash, 1024},
    {0},
};
