// SPDX-License-Identifier: Apache-2.0

// /api/claims: approving, marking as paid, and tickets that came later.

#include "server/routes.h"

#include "server/api_write.h"
#include "server/claims.h"
#include "server/journal.h"
#include "server/tickets.h"
#include "shared/money.h"

static const struct shape_field amounts_fields[] = {
    SHAPE_FIELD_INT(struct claims_amounts, fee_pence, -MONEY_MAX, MONEY_MAX),
    SHAPE_FIELD_INT(struct claims_amounts, expenses_pence, -MONEY_MAX, MONEY_MAX),
};
static const struct shape amounts_shape = SHAPE(struct claims_amounts, amounts_fields);

struct payment {
    char paid_on[WHEN_DATE_SIZE];
};
static const struct shape_field payment_fields[] = {
    SHAPE_FIELD_DATE(struct payment, paid_on),
};
static const struct shape payment_shape = SHAPE(struct payment, payment_fields);

static void approve(struct request *request)
{
    struct claims_amounts asked;
    struct id claim;
    struct err err;

    if (!request_needs_role(request, "approver"))
        return;
    if (!request_arg_id(request, 0, &claim, &err) ||
        !request_read(request, &amounts_shape, &asked, &err) ||
        !claims_approve(request->db, request->office, claim, &asked, request->user.user, &err)) {
        request_fail(request, &err);
        return;
    }
    journal_write("approved", "claim=%s", request->args[0]);
    api_write_answer(request, claim);
}

static void pay(struct request *request)
{
    struct payment asked;
    struct id claim;
    struct err err;

    if (!request_needs_role(request, "finance"))
        return;
    if (!request_arg_id(request, 0, &claim, &err) ||
        !request_read(request, &payment_shape, &asked, &err) ||
        !claims_pay(request->db, request->office, claim, asked.paid_on, request->user.user, &err)) {
        request_fail(request, &err);
        return;
    }
    office_ring(request->office);
    journal_write("paid", "claim=%s", request->args[0]);
    api_write_answer(request, claim);
}

static const struct shape_field ticket_fields[] = {
    SHAPE_FIELD_CODE(struct tickets_ticket, ref),
    SHAPE_FIELD_INT(struct tickets_ticket, pence, 1, MONEY_MAX),
};
static const struct shape ticket_shape = SHAPE(struct tickets_ticket, ticket_fields);

static void close_ticket(struct request *request)
{
    struct tickets_ticket asked;
    struct id claim;
    struct err err;

    if (!request_needs_role(request, "approver"))
        return;
    if (!request_arg_id(request, 0, &claim, &err) ||
        !request_read(request, &ticket_shape, &asked, &err)) {
        request_fail(request, &err);
        return;
    }
    asked.claim = claim;
    if (!tickets_close(request->db, request->office, &asked, request->user.user, &err)) {
        request_fail(request, &err);
        return;
    }
    office_ring(request->office);
    journal_write("ticket", "claim=%s", request->args[0]);
    api_write_answer(request, claim);
}

const struct request_route api_claims_routes[] = {
    {"POST", "/api/claims/*/approve", REQUEST_USER, approve, 1024},
    {"POST", "/api/claims/*/paid", REQUEST_USER, pay, 1024},
    {"POST", "/api/claims/*/ticket", REQUEST_USER, close_ticket, 1024},
    {0},
};
