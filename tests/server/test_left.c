// SPDX-License-Identifier: Apache-2.0

/* What a desk left for next time is none of the office's while it waits; and once, afterwards. */

#include "server/left.h"

#include <stdio.h>

#include "server/claims.h"
#include "shared/books.h"
#include "shared/log.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/server/hall.h"

#define LEFT_UNTIL "2026-11-30"

static struct hall hall;
static struct id claim;
static struct id meeting; // of the claim
static char target[96];
static int64_t sent;

static void in_cash(struct body_claim *body)
{
    body->cash_today = true;
}

static void send_up(void)
{
    sent = hall_send(&hall, sent);
}

// £1.00 of £4.20 was paid, the rest left, and the meeting closed.
static void leave_some(void)
{
    struct body_attendance_arrived there = hall_arrival(&hall, 0);
    struct body_float tin = {.float_id = {{7}}, .pence = 100};
    struct body_cash part = {
        .payment = {{8}}, .float_id = tin.float_id, .pence = 100, .payer = {{9}}};
    struct body_cash_left left = {.pence = 320, .until = LEFT_UNTIL, .by = {{9}}};
    struct body_evidence_seen seen = {.what = "ticket", .ref = "X1", .by = {{9}}};
    char text[ID_TEXT_SIZE];

    claim = part.claim = left.claim = seen.claim = hall_claim_closed(&hall, &there, in_cash);
    hall_record(&hall, RECORD_EVIDENCE_SEEN, &seen);
    hall_record(&hall, RECORD_FLOAT_OPENED, &tin);
    hall_record(&hall, RECORD_CASH_PAID, &part);
    tin.pence = 0;
    hall_record(&hall, RECORD_FLOAT_COUNTED, &tin);
    hall_record(&hall, RECORD_CASH_LEFT, &left);
    hall_close_meeting(&hall);
    send_up();
    id_write(text, claim);
    snprintf(target, sizeof target, "/api/claims/%s/by-bank", text);
}

static int set_up(void **state)
{
    (void)state;
    hall_open(&hall);
    hall_sign_in(&hall);
    sent = 0;
    meeting = hall.meeting;
    leave_some();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hall.meeting = meeting;
    hall_close(&hall);
    return 0;
}

static struct claims_claim look(void)
{
    struct claims_claim found;
    struct err err;

    check_ok(claims_get(hall.db, claim, &found, &err), &err);
    return found;
}

static int press(void)
{
    return hall_press_for_status(&hall, "POST", target, NULL);
}

static void settle(void)
{
    struct claims_amounts due = look().to_approve;
    struct err err;

    check_ok(claims_approve(hall.db, &hall.office, claim, &due, hall.people[1], &err), &err);
    check_ok(claims_pay(hall.db, &hall.office, claim, "2026-11-28", hall.people[1], &err), &err);
}

// At a meeting after it, with that one's float.
static void pay_next_time(int64_t pence)
{
    struct body_float tin = {.float_id = id_new(), .pence = pence};
    struct body_cash cash = {.payment = id_new(),
                             .claim = claim,
                             .float_id = tin.float_id,
                             .pence = pence,
                             .payer = {{9}}};

    hall.meeting = id_new();
    hall_record(&hall, RECORD_FLOAT_OPENED, &tin);
    hall_record(&hall, RECORD_CASH_PAID, &cash);
    send_up();
    hall.meeting = meeting;
}

static void test_left__waits_and_holds_nothing_else_up(void **state)
{
    struct claims_amounts due = look().to_approve;
    struct err err;

    (void)state;
    assert_int_equal(look().left_pence, 320);
    assert_true(due.fee_pence > 0);
    assert_int_equal(due.expenses_pence, 0);
    assert_int_equal(look().state, CLAIMS_TO_APPROVE);
    settle();
    check_ok(claims_approve(hall.db, &hall.office, claim, &due, hall.people[1], &err), &err);
    check_ok(claims_pay(hall.db, &hall.office, claim, "2026-11-28", hall.people[1], &err), &err);
    assert_int_equal(look().sums.turns, 1); // pressed twice
    assert_int_equal(look().state, CLAIMS_MADE);
    assert_int_equal(look().waits_for, CLAIMS_WAIT_NEXT_TIME);
    assert_int_equal(look().to_pay.expenses_pence, 0);
    hall_verify(&hall);
}

static void test_left__paid_in_cash_it_is_never_paid_by_bank(void **state)
{
    (void)state;
    settle();
    pay_next_time(300);
    assert_int_equal(look().left_pence, 20);
    assert_int_equal(look().to_approve.expenses_pence, 0);
    pay_next_time(20);
    assert_int_equal(look().left_pence, 0);
    assert_int_equal(look().books.cash_pence, 420);
    assert_int_equal(look().state, CLAIMS_PAID);
    assert_int_equal(press(), 409);
    pay_next_time(1); // more than there was
    assert_int_equal(hall_count_exceptions(&hall, "refused"), 1);
    assert_int_equal(look().books.cash_pence, 420);
    hall_verify(&hall);
}

static void test_left__another_kiosk_pays_none_of_it_and_takes_none_back(void **state)
{
    struct body_cash_left back = {.claim = claim, .by = {{9}}};

    (void)state;
    hall_enrol(&hall, "Second kiosk");
    sent = 0;
    pay_next_time(320);
    hall_record(&hall, RECORD_CASH_LEFT, &back);
    send_up();
    assert_int_equal(hall_count_exceptions(&hall, "refused"), 2);
    assert_int_equal(look().left_pence, 320);
    hall_verify(&hall);
}

struct seen {
    int count;
    bool held;
};

static bool see(const struct record *record, void *context, struct err *err)
{
    struct body_claim_ruled ruled;
    struct body_cash_left left;
    struct seen *seen = context;

    if (record->kind == RECORD_CLAIM_HELD) {
        if (!body_read(record, &ruled, err))
            return false;
        seen->held = id_equal(ruled.claim, claim) && str_equal(ruled.code, "to_bank");
    }
    if (record->kind == RECORD_CASH_LEFT) {
        if (!body_read(record, &left, err))
            return false;
        seen->count += left.pence == 0 && !id_is_none(left.by);
    }
    return true;
}

static void test_left__an_account_takes_it_over_and_the_kiosks_are_told(void **state)
{
    struct seen seen = {0};
    struct err err;

    (void)state;
    assert_int_equal(press(), 200);
    assert_int_equal(look().left_pence, 0);
    assert_int_equal(look().to_approve.expenses_pence, 320);
    assert_int_equal(press(), 409);
    check_ok(log_each(hall.db, hall.office.log_id, 0, see, &seen, &err), &err);
    assert_int_equal(seen.count, 1);
    check_ok(log_each(hall.db, hall.enrolment.down_log_id, 0, see, &seen, &err), &err);
    assert_true(seen.held);
    settle();
    assert_int_equal(look().state, CLAIMS_PAID);
    hall_verify(&hall);
}

// The kiosk had not heard of it: the cash is gone, and the bank pays that much less.
static void test_left__cash_that_crosses_with_it_is_not_paid_again(void **state)
{
    (void)state;
    assert_int_equal(press(), 200);
    pay_next_time(320);
    assert_int_equal(hall_count_exceptions(&hall, "refused"), 0);
    assert_int_equal(look().to_approve.expenses_pence, 0);
    assert_int_equal(look().books.cash_pence, 420);
    hall_verify(&hall);
}

static void test_left__cash_that_came_after_the_bank_is_for_a_person(void **state)
{
    (void)state;
    assert_int_equal(press(), 200);
    settle();
    pay_next_time(320);
    assert_int_equal(hall_count_exceptions(&hall, "paid_more"), 1);
    assert_int_equal(look().over.expenses_pence, 320);
    assert_int_equal(look().state, CLAIMS_HELD);
    hall_verify(&hall);
}

static void go_to_day(const char *instant)
{
    int64_t at_ms;

    assert_true(when_read(&at_ms, instant));
    when_start_at(at_ms);
}

// Its kiosk may have paid on that day, as long as nothing later of it has come.
static void test_left__after_its_last_day_it_is_due_once_the_kiosk_has_spoken(void **state)
{
    struct body_kiosk_noted started = {.what = "started"};

    (void)state;
    go_to_day("2026-12-03T09:00:00Z");
    assert_int_equal(look().left_pence, 320);
    go_to_day("2026-11-30T09:00:00Z");
    hall_record(&hall, RECORD_KIOSK_NOTED, &started);
    send_up();
    assert_int_equal(look().left_pence, 320); // the last day itself
    go_to_day("2026-12-01T09:00:00Z");
    hall_record(&hall, RECORD_KIOSK_NOTED, &started);
    send_up();
    assert_int_equal(look().left_pence, 0);
    assert_int_equal(look().to_approve.expenses_pence, 320);
    settle();
    assert_int_equal(look().state, CLAIMS_PAID);
    hall_verify(&hall);
}

static void test_left__a_kiosk_that_is_never_heard_of_is_for_an_account(void **state)
{
    (void)state;
    go_to_day("2027-01-10T09:00:00Z");
    hall_sign_in_again(&hall);
    assert_int_equal(look().left_pence, 320);
    assert_int_equal(press(), 200);
    assert_int_equal(look().to_approve.expenses_pence, 320);
}

static void test_left__not_while_its_meeting_is_open(void **state)
{
    struct body_meeting_opened opened = {.at_ms = hall.start_ms, .local_date = "2026-11-24"};

    (void)state;
    hall_record(&hall, RECORD_MEETING_OPENED, &opened);
    send_up();
    assert_int_equal(press(), 409);
    assert_int_equal(look().left_pence, 320);
}

// Its kiosk hears nothing of a meeting that nobody has accepted: it would not know of this either.
static void test_left__not_while_the_claim_is_held(void **state)
{
    struct err err;

    (void)state;
    check_ok(db_exec(hall.db, "UPDATE meeting SET origin = 1", DB_NONE, &err), &err);
    assert_int_equal(look().state, CLAIMS_HELD);
    assert_int_equal(press(), 409);
    assert_int_equal(look().left_pence, 320);
    check_ok(db_exec(hall.db, "UPDATE meeting SET origin = 0", DB_NONE, &err), &err);
    pay_next_time(420); // more than was left: an exception
    assert_int_equal(press(), 409);
    assert_int_equal(look().left_pence, 320);
}

#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HALL(test_left__waits_and_holds_nothing_else_up),
        IN_HALL(test_left__paid_in_cash_it_is_never_paid_by_bank),
        IN_HALL(test_left__another_kiosk_pays_none_of_it_and_takes_none_back),
        IN_HALL(test_left__an_account_takes_it_over_and_the_kiosks_are_told),
        IN_HALL(test_left__cash_that_crosses_with_it_is_not_paid_again),
        IN_HALL(test_left__cash_that_came_after_the_bank_is_for_a_person),
        IN_HALL(test_left__after_its_last_day_it_is_due_once_the_kiosk_has_spoken),
        IN_HALL(test_left__a_kiosk_that_is_never_heard_of_is_for_an_account),
        IN_HALL(test_left__not_while_its_meeting_is_open),
        IN_HALL(test_left__not_while_the_claim_is_held),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
