// SPDX-License-Identifier: Apache-2.0

// /api/claims/ID/by-bank: what was left to be paid in cash next time goes by bank after all.

#include "server/routes.h"

#include "server/api_write.h"
#include "server/journal.h"
#include "server/left.h"

static void to_bank(struct request *request)
{
    struct id claim;
    struct err err;

    if (!request_needs_role(request, "finance"))
        return;
    if (!request_arg_id(request, 0, &claim, &err) ||
        !left_to_bank(request->db, request->office, claim, request->user.user, &err)) {
        request_fail(request, &err);
        return;
    }
    office_ring(request->office);
    journal_write("cash by bank", "claim=%s", request->args[0]);
    api_write_answer(request, claim);
}

const struct request_route api_left_routes[] = {
    {"POST", "/api/claims/*/by-bank", REQUEST_USER, to_bank, 16},
    {0},
};
