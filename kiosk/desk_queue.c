// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_queue.h"

#include <stdlib.h>

#include "kiosk/desk_next.h"
#include "shared/mem.h"

bool desk_queue_is_paid_here(const struct desk_pay_view *view)
{
    return view->due > 0 && view->why != DESK_HELD;
}

static bool waits(const struct desk_pay_view *view)
{
    return desk_queue_is_paid_here(view) || view->to_see;
}

static bool came_by_slip(const struct desk_pay_view *view)
{
    return view->claim.handed == BOOKS_BY_PAPER;
}

// Some of it is to come in cash next time: they were told so.
static bool is_promised(const struct desk_pay_view *view)
{
    return view->claim.left_pence > 0;
}

static int less(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

// Who must go: the earliest first; nobody else before them. A slip opens its claim by itself when
// it is shown: who went away with one keeps nobody waiting.
static int by_leaving(const struct desk_pay_view *a, const struct desk_pay_view *b)
{
    int64_t first = a->claim.leaves_ms ? a->claim.leaves_ms : INT64_MAX;
    int64_t second = b->claim.leaves_ms ? b->claim.leaves_ms : INT64_MAX;

    if (came_by_slip(a) != came_by_slip(b))
        return came_by_slip(a) ? 1 : -1;
    return less(first, second);
}

static bool has_number(const struct desk_pay_view *view)
{
    return *view->claim.number != '\0';
}

static int by_turn(const void *one, const void *other)
{
    const struct desk_pay_view *a = one;
    const struct desk_pay_view *b = other;

    if (waits(a) != waits(b))
        return waits(a) ? -1 : 1;
    if (waits(a) && by_leaving(a, b) != 0)
        return by_leaving(a, b);
    if (has_number(a) != has_number(b)) // nobody can call them
        return has_number(a) ? -1 : 1;
    return less(a->claim.made_ms, b->claim.made_ms);
}

static bool has_account(const struct roster *roster, const struct desk_pay_view *view)
{
    const struct roster_person *person = roster_find_person(roster, view->claim.person);

    return person && person->expected.bank_on_file;
}

static int by_need(const struct roster *roster, const struct desk_pay_view *a,
                   const struct desk_pay_view *b)
{
    bool first = has_account(roster, a);
    bool second = has_account(roster, b);

    if (by_leaving(a, b) != 0)
        return by_leaving(a, b);
    if (has_number(a) != has_number(b))
        return has_number(a) ? -1 : 1;
    if (desk_queue_is_paid_here(a) != desk_queue_is_paid_here(b))
        return desk_queue_is_paid_here(a) ? 1 : -1; // a look takes nothing from the float
    if (roster->policy.expenses.when_short == POLICY_SHORT_NO_ACCOUNT && first != second)
        return first ? 1 : -1;
    return less(a->due, b->due);
}

// Those who wait, again, when there is not enough for all: few, and the roster is needed.
static void share_fairly(struct desk_queue *queue, const struct roster *roster)
{
    for (size_t i = 1; i < queue->turns; i++) {
        struct desk_pay_view view = queue->list[i];
        size_t at = i;

        for (; at > 0 && by_need(roster, &view, &queue->list[at - 1]) < 0; at--)
            queue->list[at] = queue->list[at - 1];
        queue->list[at] = view;
    }
}

// What came on paper and was not paid here is the office's, once both meetings are closed; and what
// waited for next time waits again.
static bool is_ours(const struct desk_pay_view *view)
{
    return view->claim.handed == BOOKS_NOT_HANDED && !view->before;
}

// The coins of each, out of what the float holds: what is missing for them.
static void count_change(struct desk_queue *queue)
{
    struct coins tin = queue->held.coins;

    for (size_t i = 0; i < queue->turns; i++) {
        struct coins out;
        struct coins missing;

        if (!desk_queue_is_paid_here(&queue->list[i]))
            continue;
        coins_split(coins_make(&tin, queue->list[i].due, &out), &missing);
        coins_remove(&tin, &out);
        coins_add(&queue->change, &missing);
    }
}

static void count_waiting(struct desk_queue *queue)
{
    int64_t due = 0;

    for (size_t i = 0; i < queue->turns; i++) {
        if (!desk_queue_is_paid_here(&queue->list[i]))
            continue;
        due += queue->list[i].due;
        queue->ours += is_ours(&queue->list[i]);
        queue->promised += is_ours(&queue->list[i]) && is_promised(&queue->list[i]);
    }
    if (due > queue->held.pence)
        queue->short_pence = due - queue->held.pence;
    if (queue->held.coins_known)
        count_change(queue);
}

static bool look_at(const struct desk *desk, const struct desk_place *place, struct id claim,
                    struct desk_queue *queue, struct err *err)
{
    queue->list = mem_resize(queue->list, queue->count + 1, sizeof *queue->list);
    if (!desk_pay_look(desk, place, claim, &queue->list[queue->count], err))
        return false;
    queue->waiting += desk_queue_is_paid_here(&queue->list[queue->count]);
    queue->turns += waits(&queue->list[queue->count++]);
    return true;
}

static bool look_at_today(const struct desk *desk, const struct desk_place *place,
                          struct desk_queue *queue, struct err *err)
{
    struct books_claim *claims = NULL;
    size_t count;
    bool ok = true;

    if (!books_list_claims(place->store->db, place->roster->meeting, &claims, &count, err))
        return false;
    for (size_t i = 0; ok && i < count; i++)
        ok = look_at(desk, place, claims[i].claim, queue, err);
    free(claims);
    return ok;
}

static bool look_at_before(const struct desk *desk, const struct desk_place *place,
                           struct desk_queue *queue, struct err *err)
{
    struct books_left_claim *claims = NULL;
    size_t count;
    bool ok = true;

    if (!desk_next_list(place, &claims, &count, err))
        return false;
    for (size_t i = 0; ok && i < count; i++) {
        ok = look_at(desk, place, claims[i].claim, queue, err);
        if (ok)
            queue->list[queue->count - 1].paid_pence = claims[i].paid_pence;
    }
    free(claims);
    return ok;
}

bool desk_queue_load(const struct desk *desk, const struct desk_place *place,
                     struct desk_queue *out, struct err *err)
{
    struct desk_queue queue = {0};

    if (!look_at_today(desk, place, &queue, err) || !look_at_before(desk, place, &queue, err) ||
        !books_get_float(place->store->db, place->roster->meeting, &queue.held, err)) {
        desk_queue_clear(&queue);
        return false;
    }
    queue.to_see = queue.turns - queue.waiting;
    if (queue.count > 0)
        qsort(queue.list, queue.count, sizeof *queue.list, by_turn);
    count_waiting(&queue);
    if (queue.short_pence)
        share_fairly(&queue, place->roster);
    *out = queue;
    return true;
}

void desk_queue_clear(struct desk_queue *queue)
{
    free(queue->list);
    *queue = (struct desk_queue){0};
}

bool desk_queue_why_open(const struct desk *desk, const struct desk_place *place,
                         enum desk_refusal *why, struct err *err)
{
    struct desk_queue queue;

    if (!desk_queue_load(desk, place, &queue, err))
        return false;
    *why = DESK_ALLOWED;
    if (!desk->unlocked || !roster_is_host(place->roster, desk->staff.staff))
        *why = desk->unlocked ? DESK_NOT_HOST : DESK_LOCKED;
    else if (queue.ours > 0)
        *why = DESK_WAITING;
    else if (!id_is_none(queue.held.float_id))
        *why = DESK_FLOAT_OPEN;
    desk_queue_clear(&queue);
    return true;
}

static bool settle(struct desk *desk, const struct desk_place *place,
                   const struct desk_pay_view *view, struct err *err)
{
    if (!desk_queue_is_paid_here(view) || !is_ours(view))
        return true;
    return is_promised(view) ? desk_next_leave(desk, place, id_new(), view->claim.claim, err)
                             : desk_pay_by_bank(desk, place, id_new(), view->claim.claim, err);
}

bool desk_queue_by_bank(struct desk *desk, const struct desk_place *place, struct err *err)
{
    struct desk_queue queue;
    bool ok;

    if (!desk_queue_load(desk, place, &queue, err))
        return false;
    ok = true;
    for (size_t i = 0; ok && i < queue.turns; i++)
        ok = settle(desk, place, &queue.list[i], err);
    desk_queue_clear(&queue);
    return ok;
}
