// SPDX-License-Identifier: Apache-2.0

// /api/claims/ID/taken-back and .../presence: what a kiosk never said of a claim.

#include "server/routes.h"

#include <stdlib.h>

#include "server/api_write.h"
#include "server/journal.h"
#include "server/presence.h"
#include "server/slips.h"
#include "shared/books.h"
#include "shared/mem.h"
#include "shared/when.h"

static void take_back(struct request *request)
{
    struct id claim;
    struct err err;

    if (!request_needs_role(request, "finance"))
        return;
    if (!request_arg_id(request, 0, &claim, &err) ||
        !slips_take_back(request->db, request->office, claim, request->user.user, &err)) {
        request_fail(request, &err);
        return;
    }
    journal_write("slip taken back", "claim=%s", request->args[0]);
    api_write_answer(request, claim);
}

struct asked {
    char from[WHEN_TIME_SIZE];
    char to[WHEN_TIME_SIZE];
};
static const struct shape_field asked_fields[] = {
    SHAPE_FIELD_TEXT(struct asked, from),
    SHAPE_FIELD_TEXT(struct asked, to),
};
static const struct shape asked_shape = SHAPE(struct asked, asked_fields);

static bool read_asked(struct request *request, struct id claim, struct shape_span *out,
                       struct err *err)
{
    struct body_claim *body;
    struct shape_span meeting;
    struct asked asked;
    bool ok;

    if (!request_read(request, &asked_shape, &asked, err))
        return false;
    body = mem_new(1, sizeof *body);
    ok = books_get_claim_body(request->db, claim, body, err);
    meeting = (struct shape_span){body->facts.session.start_ms, body->facts.session.end_ms};
    free(body);
    return ok && presence_read(out, &meeting, asked.from, asked.to, err);
}

static void say_presence(struct request *request)
{
    struct shape_span there;
    struct id claim;
    struct err err;

    if (!request_needs_role(request, "coordinator"))
        return;
    if (!request_arg_id(request, 0, &claim, &err) || !read_asked(request, claim, &there, &err) ||
        !slips_say_presence(request->db, request->office, claim, &there, request->user.user,
                            &err)) {
        request_fail(request, &err);
        return;
    }
    journal_write("presence", "claim=%s", request->args[0]);
    api_write_answer(request, claim);
}

const struct request_route api_slips_routes[] = {
    {"POST", "/api/claims/*/taken-back", REQUEST_USER, take_back, 16},
    {"POST", "/api/claims/*/presence", REQUEST_USER, say_presence, 256},
    {0},
};
