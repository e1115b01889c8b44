// SPDX-License-Identifier: Apache-2.0

// POST /v1/enrol: a kiosk begins, with a code that somebody was shown.

#include "server/routes.h"

#include "server/enrolling.h"

static void post(struct request *request)
{
    struct outbox_enrolment answer;
    struct enrol_request asked;
    struct err err;

    if (request_read(request, &enrol_request_shape, &asked, &err) &&
        enrolling_accept(request->db, request->office, &asked, &answer, &err)) {
        office_ring(request->office); // the other kiosks must know its key
        enrol_write_answer(&answer, &request->office->keys, &request->answer);
        request_answer(request, 200, "application/vnd.diolch.enrolment");
        return;
    }
    if (err.kind == ERR_NOT_FOUND || err.kind == ERR_CONFLICT)
        request_refuse(request, 403, "not_this_code", err.text);
    else
        request_fail(request, &err);
}

const struct request_route v1_enrol_routes[] = {
    {"POST", "/v1/enrol", REQUEST_OPEN, post, 4096},
    {0},
};
