// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/desk_holds.h"

#include <stdlib.h>

#include "kiosk/desk_queue.h"
#include "tests/check.h"
#include "tests/kiosk/desk_day.h"

// A claim that has more cash than travel money, less than none, or any though it is withdrawn; or
// other cash than its payments have.
static const char SQL_WRONG_CLAIMS[] =
    "SELECT count(*) FROM (SELECT expenses_pence, withdrawn, "
    "(SELECT coalesce(sum(pence), 0) FROM entry WHERE account = 'claim' AND account_id = claim_id) "
    "AS has, (SELECT coalesce(sum(pence), 0) FROM cash WHERE cash.claim_id = claim.claim_id) AS "
    "paid FROM claim) AS each "
    "WHERE has < 0 OR has > expenses_pence OR has <> paid OR (withdrawn = 1 AND has > 0)";

// More waits for next time than is to come, or something of a claim that goes by bank.
static const char SQL_WRONG_LEFT[] =
    "SELECT count(*) FROM claim, cash_left WHERE cash_left.claim_id = claim.claim_id AND "
    "(pence < 0 OR (pence > 0 AND (withdrawn = 1 OR cash_today = 0 OR pence > expenses_pence - "
    "(SELECT coalesce(sum(pence), 0) FROM entry WHERE account = 'claim' AND "
    "account_id = claim.claim_id))))";

void desk_holds_books(void)
{
    struct books_floats floats;
    struct books_float held;
    int64_t wrong;
    int64_t sum;
    struct err err;

    check_ok(books_sum(desk_day.store.db, &sum, &err), &err);
    assert_int_equal(sum, 0);
    check_ok(books_get_float(desk_day.store.db, desk_day.roster.meeting, &held, &err), &err);
    check_ok(books_get_floats(desk_day.store.db, desk_day.roster.meeting, &floats, &err), &err);
    assert_true(held.pence >= 0);
    assert_int_equal(floats.in_pence, floats.counted_pence + floats.missing_pence +
                                          floats.paid_pence + floats.open_pence);
    assert_int_equal(floats.open_pence, held.pence); // so there are no two of them
    assert_int_equal(floats.paid_pence, held.paid_pence);
    check_ok(db_number(desk_day.store.db, &wrong, SQL_WRONG_CLAIMS, DB_NONE, 0, &err), &err);
    assert_int_equal(wrong, 0);
    check_ok(db_number(desk_day.store.db, &wrong, SQL_WRONG_LEFT, DB_NONE, 0, &err), &err);
    assert_int_equal(wrong, 0);
}

void desk_holds_queue(void)
{
    struct desk_queue queue;
    size_t waiting = 0;
    int64_t due = 0;
    struct err err;

    check_ok(desk_queue_load(&desk_day.desk, &desk_day.place, &queue, &err), &err);
    assert_int_equal(queue.turns, queue.waiting + queue.to_see);
    for (size_t i = 0; i < queue.count; i++) {
        const struct desk_pay_view *view = &queue.list[i];

        waiting += desk_queue_is_paid_here(view);
        due += desk_queue_is_paid_here(view) ? view->due : 0;
        assert_int_equal(i < queue.turns, desk_queue_is_paid_here(view) || view->to_see);
        assert_true(view->due >= 0);
        assert_true(view->due + view->claim.cash_pence <= view->claim.expenses_pence);
        if (i > 0 && i < queue.turns && view->claim.leaves_ms)
            assert_true(queue.list[i - 1].claim.leaves_ms &&
                        queue.list[i - 1].claim.leaves_ms <= view->claim.leaves_ms);
    }
    assert_int_equal(queue.waiting, waiting);
    assert_int_equal(queue.short_pence, due > queue.held.pence ? due - queue.held.pence : 0);
    desk_queue_clear(&queue);
}

// What waits for next time is paid then, when its ticket is seen.
static void check_closed(const struct desk_pay_view *view, bool has_turn)
{
    const struct books_claim *claim = &view->claim;
    bool goes_by_bank = claim->cash_pence + claim->left_pence < claim->expenses_pence;

    assert_true(!has_turn || view->before || claim->handed == BOOKS_BY_PAPER);
    assert_true(!view->before || !view->to_see);
    assert_true(!claim->tickets_unseen || claim->withdrawn || claim->handed ||
                view->office_pence > 0 || view->before || !goes_by_bank);
}

void desk_holds_closed(void)
{
    struct books_floats floats;
    struct desk_queue queue;
    struct err err;

    check_ok(books_get_floats(desk_day.store.db, desk_day.roster.meeting, &floats, &err), &err);
    assert_false(floats.is_open);
    check_ok(desk_queue_load(&desk_day.desk, &desk_day.place, &queue, &err), &err);
    for (size_t i = 0; i < queue.count; i++)
        check_closed(&queue.list[i], i < queue.turns);
    desk_queue_clear(&queue);
}
