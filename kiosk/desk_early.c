// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_early.h"

#include <stdlib.h>

#include "kiosk/desk_pay.h"
#include "shared/mem.h"

static bool wanted_cash(const struct desk_place *place, struct id claim, bool *out, struct err *err)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    bool ok = books_get_claim_body(place->store->db, claim, body, err);

    *out = ok && body->cash_wanted;
    mem_wipe(body, sizeof *body);
    free(body);
    return ok;
}

// Still by bank, and the desk's to turn.
static bool is_early(const struct desk *desk, const struct desk_place *place, struct id claim,
                     bool *out, struct err *err)
{
    struct desk_pay_view view;

    if (!desk_pay_look(desk, place, claim, &view, err))
        return false;
    *out =
        view.why == DESK_BY_BANK && view.office_pence == 0 && view.claim.handed == BOOKS_NOT_HANDED;
    return !*out || wanted_cash(place, claim, out, err);
}

// In the order in which they claimed, at the front of the list.
static bool find(const struct desk *desk, const struct desk_place *place,
                 struct books_claim **claims, size_t *count, struct err *err)
{
    struct books_claim *list = NULL;
    size_t all;
    bool ok = books_list_claims(place->store->db, place->roster->meeting, &list, &all, err);

    *count = 0;
    for (size_t i = 0; ok && i < all; i++) {
        bool early;

        ok = is_early(desk, place, list[i].claim, &early, err);
        if (ok && early)
            list[(*count)++] = list[i];
    }
    *claims = ok ? list : NULL;
    if (!ok)
        free(list);
    return ok;
}

static bool is_float_open(const struct desk_place *place, bool *open, struct err *err)
{
    struct books_float held;

    if (!books_get_float(place->store->db, place->roster->meeting, &held, err))
        return false;
    *open = !id_is_none(held.float_id) &&
            place->roster->policy.expenses.channel != POLICY_EXPENSES_BY_BANK;
    return true;
}

bool desk_early_count(const struct desk *desk, const struct desk_place *place, size_t *count,
                      struct err *err)
{
    struct books_claim *claims;
    bool open;

    if (!is_float_open(place, &open, err))
        return false;
    *count = 0;
    if (!open)
        return true;
    if (!find(desk, place, &claims, count, err))
        return false;
    free(claims);
    return true;
}

bool desk_early_in_cash(struct desk *desk, const struct desk_place *place, struct err *err)
{
    struct books_claim *claims;
    size_t count;
    bool ok = find(desk, place, &claims, &count, err);

    if (!ok)
        return false;
    for (size_t i = 0; ok && i < count; i++)
        ok = desk_pay_in_cash(desk, place, id_new(), claims[i].claim, err);
    free(claims);
    return ok;
}
