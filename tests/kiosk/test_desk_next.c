// SPDX-License-Identifier: Apache-2.0

/* What is left in cash for next time: at one meeting, and at the one after. */

#include "kiosk/desk_next.h"

#include <stdlib.h>

#include "kiosk/desk_float.h"
#include "kiosk/desk_pay.h"
#include "kiosk/desk_queue.h"
#include "kiosk/desk_sheet.h"
#include "kiosk/visit.h"
#include "shared/mem.h"
#include "tests/check.h"
#include "tests/kiosk/desk_day.h"

#define PERSON 1 // whose evidence for cash is good

static struct id first; // the claim of the meeting before

static void count_out(void)
{
    struct desk_float_count counted = {.op = id_new(),
                                       .witness = desk_day.staff[DESK_DAY_HOST].staff};
    struct books_float held;
    struct err err;

    check_ok(books_get_float(desk_day.store.db, desk_day.roster.meeting, &held, &err), &err);
    coins_split(held.pence, &counted.coins);
    check_ok(desk_float_count_out(&desk_day.desk, &desk_day.place, &counted, "not_known", &err),
             &err);
}

// A new meeting, so many days after the first.
static void begin_a_day(int64_t days)
{
    int64_t start;

    desk_day_begin();
    assert_true(when_read(&start, DESK_DAY_TODAY "T10:00:00Z"));
    start += days * INT64_C(86400000);
    when_start_at(start);
    desk_day.roster.planned.start_ms = start;
    desk_day.roster.planned.end_ms = start + INT64_C(9000000);
    desk_day.roster.policy.expenses.channel = POLICY_EXPENSES_CASH_OR_BANK;
    desk_day.roster.unplanned = false;
}

static struct id claim(int64_t pence)
{
    return desk_day_claim(PERSON, pence);
}

static bool pay(struct id whose, int64_t pence)
{
    struct desk_payment payment = {
        .payment = id_new(), .claim = whose, .pence = pence, .tickets_seen = true};
    struct err err;

    return desk_pay(&desk_day.desk, &desk_day.place, &payment, &err);
}

static struct desk_pay_view look(struct id whose)
{
    struct desk_pay_view view;
    struct err err;

    check_ok(desk_pay_look(&desk_day.desk, &desk_day.place, whose, &view, &err), &err);
    return view;
}

static bool leave(struct id whose)
{
    struct err err;

    return desk_next_leave(&desk_day.desk, &desk_day.place, id_new(), whose, &err);
}

static struct desk_sheet sheet(void)
{
    struct desk_sheet counted;
    struct err err;

    check_ok(desk_sheet_count(&desk_day.desk, &desk_day.place, &counted, &err), &err);
    return counted;
}

static enum desk_refusal why_open(void)
{
    enum desk_refusal why;
    struct err err;

    check_ok(desk_queue_why_open(&desk_day.desk, &desk_day.place, &why, &err), &err);
    return why;
}

static void close_meeting(void)
{
    struct roster closing = desk_day.roster; // its people are wanted again
    struct desk_place there = {&desk_day.store, &closing, "."};
    struct err err;

    closing.people = NULL;
    closing.count = 0;
    check_ok(desk_close_meeting(&desk_day.desk, &there, &err), &err);
}

// At the first meeting £3.00 of £9.74 is paid, and the rest left.
static void leave_some(void)
{
    begin_a_day(0);
    desk_day_open_float(300);
    first = claim(974);
    assert_true(pay(first, 300));
    assert_true(leave(first));
    count_out();
}

static int set_up(void **state)
{
    (void)state;
    desk_day_new_store();
    return 0;
}

static void test_desk_next__the_meeting_may_close_and_the_sheet_counts_it(void **state)
{
    struct desk_sheet counted;

    (void)state;
    begin_a_day(0);
    desk_day_open_float(300);
    first = claim(974);
    assert_true(pay(first, 300));
    assert_int_equal(why_open(), DESK_WAITING);
    assert_true(leave(first));
    assert_int_equal(look(first).due, 0);
    assert_int_equal(look(first).why, DESK_NEXT_TIME);
    assert_false(pay(first, 1));
    assert_int_equal(desk_day.desk.refused, DESK_NEXT_TIME);
    count_out();
    assert_int_equal(why_open(), DESK_ALLOWED);
    counted = sheet();
    assert_int_equal(counted.next_pence, 674);
    assert_int_equal(counted.bank_pence, 0);
    assert_int_equal(counted.ways[DESK_SHEET_DESK].claims, 1);
    assert_int_equal(counted.ways[DESK_SHEET_KIOSK].pence, 300);
    assert_int_equal(counted.ways[DESK_SHEET_DESK].pence, 300);
}

// The float is gone by then; and nothing of the journey is another.
static void test_desk_next__a_change_of_the_claim_leaves_what_was_promised(void **state)
{
    struct visit *visit = &desk_day.visit[PERSON];
    struct err err;

    (void)state;
    leave_some();
    check_ok(visit_arrive(visit, &desk_day.visits, &err), &err);
    visit->fee = VISIT_FEE_BANK;
    check_ok(visit_save(visit, &desk_day.visits, &err), &err);
    assert_int_equal(look(first).claim.left_pence, 674);
}

// Nobody was paid a penny of it; but only what was promised in cash.
static void test_desk_next__the_whole_may_wait(void **state)
{
    (void)state;
    begin_a_day(0);
    desk_day_open_float(1);
    count_out();
    first = claim(974);
    assert_int_equal(look(first).due, 0); // no float is open: it was promised by bank
    assert_false(leave(first));
    assert_int_equal(desk_day.desk.refused, DESK_BY_BANK);
    begin_a_day(0);
    desk_day_open_float(1);
    first = claim(974);
    assert_true(leave(first));
    assert_int_equal(look(first).claim.left_pence, 974);
}

static void test_desk_next__is_paid_at_the_next_meeting_once(void **state)
{
    struct desk_sheet counted;

    (void)state;
    leave_some();
    begin_a_day(14);
    desk_day_open_float(2000);
    assert_int_equal(sheet().ways[DESK_SHEET_DESK].people, 0); // they are not here
    claim(420);
    assert_int_equal(look(first).due, 674);
    assert_true(look(first).before);
    assert_string_equal(look(first).claim.number, desk_day.visit[PERSON].claim.number);
    assert_false(pay(first, 675));
    assert_int_equal(desk_day.desk.refused, DESK_TOO_MUCH);
    assert_true(pay(first, 600));
    assert_int_equal(look(first).due, 74);
    assert_true(pay(first, 74));
    assert_int_equal(look(first).due, 0);
    assert_false(pay(first, 1));
    assert_int_equal(desk_day.desk.refused, DESK_PAID_HERE);
    assert_true(pay(desk_day.visit[PERSON].claim.claim, 420));
    count_out();
    counted = sheet();
    assert_int_equal(counted.ways[DESK_SHEET_DESK].people, 1); // both are one person's
    assert_int_equal(counted.ways[DESK_SHEET_DESK].claims, 1);
    assert_int_equal(counted.ways[DESK_SHEET_KIOSK].claims, 1);
    assert_int_equal(counted.ways[DESK_SHEET_KIOSK].pence, 1094);
    assert_int_equal(counted.ways[DESK_SHEET_DESK].pence, 1094);
    assert_int_equal(counted.next_pence, 0);
    assert_int_equal(counted.bank_pence, 0);
    assert_int_equal(why_open(), DESK_ALLOWED);
}

// It was not handed over yet, so nobody need have seen the ticket yet.
static void test_desk_next__its_ticket_is_seen_when_it_is_handed_over(void **state)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    struct desk_payment unseen = {.payment = id_new(), .pence = 974};
    struct err err;

    (void)state;
    begin_a_day(0);
    desk_day_open_float(1);
    first = unseen.claim = claim(974);
    assert_true(look(first).to_see);
    assert_true(leave(first));
    assert_false(look(first).to_see);
    count_out();
    assert_int_equal(sheet().next_pence, 974);
    assert_int_equal(sheet().to_come_pence, 0);
    assert_int_equal(sheet().bank_pence, 0);
    close_meeting();
    check_ok(books_get_claim_body(desk_day.store.db, first, body, &err), &err);
    assert_string_equal(body->proofs[0].where, "here");
    begin_a_day(14);
    desk_day_open_float(2000);
    claim(420);
    assert_false(look(first).to_see);
    check_fails(desk_pay(&desk_day.desk, &desk_day.place, &unseen, &err), &err, ERR_INVALID);
    assert_int_equal(desk_day.desk.refused, DESK_NO_TICKET);
    check_ok(desk_pay_by_bank(&desk_day.desk, &desk_day.place, id_new(), first, &err), &err);
    assert_false(look(first).to_see); // it has no turn of its own: another meeting's
    free(body);
}

static void test_desk_next__keeps_no_meeting_open(void **state)
{
    struct desk_queue queue;
    struct err err;

    (void)state;
    leave_some();
    begin_a_day(14);
    desk_day_open_float(500);
    check_ok(visit_arrive(&desk_day.visit[PERSON], &desk_day.visits, &err), &err);
    check_ok(desk_queue_load(&desk_day.desk, &desk_day.place, &queue, &err), &err);
    assert_int_equal(queue.count, 1);
    assert_int_equal(queue.waiting, 1);
    assert_int_equal(queue.short_pence, 174); // it is counted with what all wait for
    desk_queue_clear(&queue);
    count_out();
    assert_int_equal(why_open(), DESK_ALLOWED);
    begin_a_day(28);
    desk_day_open_float(2000);
    check_ok(visit_arrive(&desk_day.visit[PERSON], &desk_day.visits, &err), &err);
    desk_day.desk.by_card = first;
    assert_true(pay(first, 674)); // then next time
}

// The numbers of that day are other people's today.
static void test_desk_next__who_has_no_number_today_shows_a_card(void **state)
{
    struct err err;

    (void)state;
    leave_some();
    begin_a_day(14);
    desk_day_open_float(2000);
    check_ok(visit_arrive(&desk_day.visit[PERSON], &desk_day.visits, &err), &err);
    assert_string_equal(look(first).claim.number, "");
    assert_int_equal(look(first).due, 674);
    assert_false(pay(first, 674));
    assert_int_equal(desk_day.desk.refused, DESK_NO_NUMBER);
    desk_day.desk.by_card = first;
    assert_true(pay(first, 600));
    desk_open_claim(&desk_day.desk, first); // touched in the list
    assert_false(pay(first, 74));
    claim(420);
    assert_true(pay(first, 74));
}

static void test_desk_next__goes_by_bank_when_they_would_rather(void **state)
{
    struct err err;

    (void)state;
    leave_some();
    begin_a_day(14);
    desk_day_open_float(2000);
    check_ok(visit_arrive(&desk_day.visit[PERSON], &desk_day.visits, &err), &err);
    check_ok(desk_pay_by_bank(&desk_day.desk, &desk_day.place, id_new(), first, &err), &err);
    assert_int_equal(look(first).due, 0);
    assert_false(pay(first, 674));
}

static void test_desk_next__not_after_its_last_day(void **state)
{
    char until[WHEN_DATE_SIZE];
    int64_t last;
    struct err err;

    (void)state;
    leave_some();
    assert_true(policy_window_end(&desk_day.roster.policy, DESK_DAY_TODAY, until));
    begin_a_day(0);
    check_ok(when_from_local(&last, until, "12:00", &err), &err);
    when_start_at(last);
    desk_day_open_float(2000);
    check_ok(visit_arrive(&desk_day.visit[PERSON], &desk_day.visits, &err), &err);
    assert_int_equal(look(first).due, 674);
    when_start_at(last + 24 * INT64_C(3600000));
    assert_int_equal(look(first).due, 0);
    assert_false(pay(first, 674));
}

static void test_desk_next__where_it_cannot_be_it_is_refused(void **state)
{
    struct err err;

    (void)state;
    begin_a_day(0);
    desk_day_open_float(300);
    first = claim(974);
    desk_day.roster.unplanned = true; // it waits for the office
    assert_false(leave(first));
    assert_int_equal(desk_day.desk.refused, DESK_HELD);
    desk_day.roster.unplanned = false;
    desk_day.store.money_held = true;
    assert_false(leave(first));
    assert_int_equal(desk_day.desk.refused, DESK_MONEY_HELD);
    desk_day.store.money_held = false;
    desk_day.roster.policy.expenses.channel = POLICY_EXPENSES_BY_BANK;
    assert_false(leave(first));
    assert_int_equal(desk_day.desk.refused, DESK_BY_BANK);
    desk_day.roster.policy.expenses.channel = POLICY_EXPENSES_CASH_OR_BANK;
    desk_day.desk.staff = desk_day.staff[DESK_DAY_TAKES_PART];
    desk_day.desk.staff.payer = false;
    assert_false(leave(first));
    assert_int_equal(desk_day.desk.refused, DESK_NOT_NOMINATED);
    desk_day.desk.staff = desk_day.staff[DESK_DAY_HOST_AND_PAYER];
    assert_true(leave(first));
    assert_false(leave(first)); // it is
    assert_int_equal(desk_day.desk.refused, DESK_NEXT_TIME);
    check_ok(desk_next_take_back(&desk_day.desk, &desk_day.place, id_new(), first, &err), &err);
    assert_int_equal(look(first).due, 974);
    assert_true(pay(first, 300));
}

static void test_desk_next__who_is_here_is_told(void **state)
{
    struct desk_next_waits waits;
    struct id person = desk_day.people[PERSON].expected.person;
    struct err err;

    (void)state;
    leave_some();
    check_ok(desk_next_find(&desk_day.place, person, &waits, &err), &err);
    assert_int_equal(waits.pence, 0); // at its own meeting it is no news
    begin_a_day(14);
    check_ok(visit_arrive(&desk_day.visit[PERSON], &desk_day.visits, &err), &err);
    check_ok(desk_next_find(&desk_day.place, person, &waits, &err), &err);
    assert_int_equal(waits.pence, 674);
    assert_true(id_equal(waits.claim, first));
    check_ok(desk_next_find(&desk_day.place, desk_day.people[0].expected.person, &waits, &err),
             &err);
    assert_int_equal(waits.pence, 0);
}

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_desk_next__the_meeting_may_close_and_the_sheet_counts_it),
        TEST(test_desk_next__a_change_of_the_claim_leaves_what_was_promised),
        TEST(test_desk_next__the_whole_may_wait),
        TEST(test_desk_next__is_paid_at_the_next_meeting_once),
        TEST(test_desk_next__its_ticket_is_seen_when_it_is_handed_over),
        TEST(test_desk_next__keeps_no_meeting_open),
        TEST(test_desk_next__who_has_no_number_today_shows_a_card),
        TEST(test_desk_next__goes_by_bank_when_they_would_rather),
        TEST(test_desk_next__not_after_its_last_day),
        TEST(test_desk_next__where_it_cannot_be_it_is_refused),
        TEST(test_desk_next__who_is_here_is_told),
    };

    return cmocka_run_group_tests(tests, desk_day_set_up, desk_day_tear_down);
}
