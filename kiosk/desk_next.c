// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_next.h"

#include <stdlib.h>

#include "kiosk/desk_parts.h"
#include "kiosk/desk_pay.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

static bool record(const struct desk *desk, const struct desk_place *place, struct id op,
                   struct body_cash_left *body, struct err *err)
{
    body->by = desk->staff.staff;
    return store_save(place->store, RECORD_CASH_LEFT, op, place->roster->meeting, body, err);
}

// As long as the claim itself could be made: then it is the bank's.
static bool find_until(const struct desk_place *place, struct id claim,
                       char out[static WHEN_DATE_SIZE], struct err *err)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    char date[WHEN_DATE_SIZE];
    bool ok = books_get_claim_body(place->store->db, claim, body, err);

    facts_date(&body->facts, date);
    if (!ok || !policy_window_end(&place->roster->policy, date, out))
        *out = '\0';
    mem_wipe(body, sizeof *body);
    free(body);
    return ok;
}

// Of what is due now. What the office looks at, or nobody may be paid in cash, waits for nothing.
static enum desk_refusal why_not_leave(const struct desk_place *place,
                                       const struct desk_pay_view *view)
{
    if (view->before)
        return DESK_NEXT_TIME;
    if (view->claim.handed != BOOKS_NOT_HANDED)
        return DESK_HANDED;
    if (view->due == 0 || view->why == DESK_HELD)
        return view->why;
    if (place->store->money_held)
        return DESK_MONEY_HELD;
    return place->roster->policy.expenses.channel == POLICY_EXPENSES_BY_BANK ? DESK_BY_BANK
                                                                             : DESK_ALLOWED;
}

bool desk_next_leave(struct desk *desk, const struct desk_place *place, struct id op,
                     struct id claim, struct err *err)
{
    enum desk_refusal why = desk_pay_why_not_staff(desk, place);
    struct body_cash_left body = {.claim = claim};
    struct desk_pay_view view;
    bool done;

    if (!store_did(place->store, op, &done, err) || !desk_pay_look(desk, place, claim, &view, err))
        return false;
    if (done)
        return true;
    if (why == DESK_ALLOWED)
        why = why_not_leave(place, &view);
    body.pence = desk_pay_rest(&view);
    return desk_refusal_answer(&desk->refused, why, err) &&
           find_until(place, claim, body.until, err) && record(desk, place, op, &body, err);
}

bool desk_next_take_back(struct desk *desk, const struct desk_place *place, struct id op,
                         struct id claim, struct err *err)
{
    enum desk_refusal why = desk_pay_why_not_staff(desk, place);
    struct body_cash_left body = {.claim = claim};
    struct books_claim now;
    bool done;

    if (!store_did(place->store, op, &done, err) ||
        !books_get_claim(place->store->db, claim, &now, err))
        return false;
    if (done)
        return true;
    if (why == DESK_ALLOWED && now.left_pence == 0)
        why = DESK_NOTHING_DUE;
    return desk_refusal_answer(&desk->refused, why, err) && record(desk, place, op, &body, err);
}

static void add_waiting(struct desk_next_waits *waits, const struct desk_pay_view *view)
{
    if (view->due == 0 || view->why == DESK_HELD)
        return;
    waits->pence += view->due;
    if (id_is_none(waits->claim))
        waits->claim = view->claim.claim;
}

bool desk_next_list(const struct desk_place *place, struct books_left_claim **out, size_t *count,
                    struct err *err)
{
    char today[WHEN_DATE_SIZE];
    struct books_left_at at = {place->roster->meeting, place->store->log_id, today};

    when_local_date(today, when_now_ms());
    return books_left_list(place->store->db, &at, out, count, err);
}

bool desk_next_find(const struct desk_place *place, struct id person, struct desk_next_waits *out,
                    struct err *err)
{
    static const struct desk nobody;
    struct books_left_claim *list;
    struct desk_pay_view view;
    size_t count;
    bool ok = true;

    *out = (struct desk_next_waits){0};
    if (!desk_next_list(place, &list, &count, err))
        return false;
    for (size_t i = 0; ok && i < count; i++) {
        ok = desk_pay_look(&nobody, place, list[i].claim, &view, err);
        if (ok && id_equal(view.claim.person, person))
            add_waiting(out, &view);
    }
    free(list);
    return ok;
}
