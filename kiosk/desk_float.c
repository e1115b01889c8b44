// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_float.h"

#include "shared/books.h"
#include "shared/str.h"

const char *const desk_float_reasons[DESK_FLOAT_REASONS] = {"counted_wrong_before", "wrong_change",
                                                            "not_known"};

static bool is_reason(const char *reason)
{
    for (size_t i = 0; i < DESK_FLOAT_REASONS; i++)
        if (str_equal(desk_float_reasons[i], reason))
            return true;
    return false;
}

static bool two_count(const struct desk *desk, struct id witness)
{
    return !id_is_none(witness) && !id_equal(witness, desk->staff.staff);
}

// What was done already is not judged anew: the same touch once more changes nothing.
static bool was_done(const struct desk_place *place, struct id op, bool *ok, struct err *err)
{
    bool done = false;

    *ok = store_did(place->store, op, &done, err);
    return !*ok || done;
}

static bool save(struct desk *desk, const struct desk_place *place, enum record_kind kind,
                 const struct desk_float_count *count, struct body_float *body, struct err *err)
{
    body->by = desk->staff.staff;
    body->witness = count->witness;
    body->coins_count = body_put_coins(body->coins, &count->coins);
    return store_save(place->store, kind, count->op, place->roster->meeting, body, err);
}

// What was counted: money. A swap: as much in as out.
static bool comes_right(enum record_kind kind, const struct coins *coins)
{
    if (kind == RECORD_FLOAT_SWAPPED)
        return coins_are_any(coins) && coins_sum(coins) == 0;
    return coins_are_there(coins);
}

static bool may_count(struct desk *desk, const struct desk_place *place, enum record_kind kind,
                      const struct desk_float_count *count, struct books_float *held,
                      struct err *err)
{
    enum desk_refusal why = desk_why_not_payer(desk);
    bool there = kind != RECORD_FLOAT_OPENED; // one must be open, or none

    if (!books_get_float(place->store->db, place->roster->meeting, held, err))
        return false;
    if (why == DESK_ALLOWED && !two_count(desk, count->witness))
        why = DESK_NO_SECOND;
    if (why == DESK_ALLOWED && id_is_none(held->float_id) == there)
        why = there ? DESK_NO_FLOAT : DESK_FLOAT_THERE;
    if (why == DESK_ALLOWED && !comes_right(kind, &count->coins))
        why = DESK_WRONG_SUM;
    return desk_refusal_answer(&desk->refused, why, err);
}

bool desk_float_open(struct desk *desk, const struct desk_place *place,
                     const struct desk_float_count *count, struct err *err)
{
    struct body_float body = {.float_id = count->op, .pence = coins_sum(&count->coins)};
    struct books_float held;
    bool ok;

    if (was_done(place, count->op, &ok, err))
        return ok;
    return may_count(desk, place, RECORD_FLOAT_OPENED, count, &held, err) &&
           save(desk, place, RECORD_FLOAT_OPENED, count, &body, err);
}

bool desk_float_add(struct desk *desk, const struct desk_place *place,
                    const struct desk_float_count *count, struct err *err)
{
    struct body_float body = {.pence = coins_sum(&count->coins)};
    struct books_float held;
    bool ok;

    if (was_done(place, count->op, &ok, err))
        return ok;
    if (!may_count(desk, place, RECORD_FLOAT_ADDED, count, &held, err))
        return false;
    body.float_id = held.float_id;
    return save(desk, place, RECORD_FLOAT_ADDED, count, &body, err);
}

bool desk_float_swap(struct desk *desk, const struct desk_place *place,
                     const struct desk_float_count *change, struct err *err)
{
    struct body_float body = {0};
    struct books_float held;
    bool ok;

    if (was_done(place, change->op, &ok, err))
        return ok;
    if (!may_count(desk, place, RECORD_FLOAT_SWAPPED, change, &held, err))
        return false;
    body.float_id = held.float_id;
    return save(desk, place, RECORD_FLOAT_SWAPPED, change, &body, err);
}

bool desk_float_count_out(struct desk *desk, const struct desk_place *place,
                          const struct desk_float_count *count, const char *reason, struct err *err)
{
    struct body_float body = {.pence = coins_sum(&count->coins)};
    struct books_float held;
    bool ok;

    if (was_done(place, count->op, &ok, err))
        return ok;
    if (!may_count(desk, place, RECORD_FLOAT_COUNTED, count, &held, err))
        return false;
    if (body.pence != held.pence && !is_reason(reason))
        return desk_refusal_answer(&desk->refused, DESK_NO_REASON, err);
    if (body.pence != held.pence)
        str_copy(body.reason, sizeof body.reason, reason);
    body.float_id = held.float_id;
    return save(desk, place, RECORD_FLOAT_COUNTED, count, &body, err);
}
