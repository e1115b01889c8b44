// SPDX-License-Identifier: Apache-2.0

// What the office says of a claim that went by slip, where a kiosk never says it.

#include "server/slips.h"

#include <stdlib.h>

#include "shared/when.h"
#include "tests/check.h"
#include "tests/server/two_desks.h"

// B had no float, or died: whoever looks after the money says that it paid nothing.
static void test_slips__goes_on_when_the_office_says_that_no_desk_paid(void **state)
{
    struct visit one;
    struct err err;

    (void)state;
    go_to(0);
    one = visit(0, 420);
    record_until_closed(&one);
    send_up();
    assert_int_equal(now(&one).waits_for, CLAIMS_WAIT_SLIP);
    check_ok(slips_take_back(hall.db, &hall.office, one.claim->claim, payer, &err), &err);
    assert_int_equal(now(&one).state, CLAIMS_TO_APPROVE);
    assert_int_equal(now(&one).to_approve.expenses_pence, 420);
    check_fails(slips_take_back(hall.db, &hall.office, one.claim->claim, payer, &err), &err,
                ERR_CONFLICT);
    check_all_is_well();
    // B comes after all, and had paid it: then there is nothing for the office to pay.
    go_to(1);
    open_float(15000);
    hand(one.claim, one.op_id);
    pay(one.claim);
    send_up();
    assert_int_equal(now(&one).to_approve.expenses_pence, 0);
    assert_int_equal(now(&one).books.cash_pence, 420);
    check_all_is_well();
    free(one.claim);
}

// A died before it sent a word: the office says how long they were there.
static void test_slips__the_paper_alone_goes_on_when_the_office_says_how_long(void **state)
{
    struct shape_span there = {hall.start_ms, hall.end_ms};
    struct shape_span wrong = {hall.end_ms, hall.start_ms};
    struct visit one;
    struct err err;

    (void)state;
    go_to(0);
    one = visit(0, 420);
    go_to(1);
    open_float(15000);
    hand(one.claim, one.op_id);
    pay(one.claim);
    send_up();
    assert_int_equal(now(&one).waits_for, CLAIMS_WAIT_PRESENCE);
    when_start_at(hall.end_ms + 3600000);
    check_fails(slips_say_presence(hall.db, &hall.office, one.claim->claim, &wrong, payer, &err),
                &err, ERR_INVALID);
    check_ok(slips_say_presence(hall.db, &hall.office, one.claim->claim, &there, payer, &err),
             &err);
    assert_int_equal(now(&one).state, CLAIMS_TO_APPROVE);
    assert_int_equal(now(&one).to_approve.fee_pence, 3125);
    check_fails(slips_say_presence(hall.db, &hall.office, one.claim->claim, &there, payer, &err),
                &err, ERR_CONFLICT);
    check_all_is_well();
    free(one.claim);
}

// B has paid it by its slip. A sends that they came, before or after B has closed the meeting, and
// then dies.
static struct visit pay_and_hear_that_they_came(bool closed)
{
    struct visit one;

    go_to(0);
    one = visit(0, 420);
    go_to(1);
    open_meeting();
    open_float(15000);
    hand(one.claim, one.op_id);
    pay(one.claim);
    if (closed)
        hall_close_meeting(&hall);
    send_up();
    go_to(0);
    step(&one, 0);
    send_up();
    when_start_at(hall.end_ms + 3600000);
    return one;
}

// Once its own kiosk has said that they came, that one says when they left; or the closing at the
// kiosk that went on for it.
static void test_slips__waits_for_the_person_once_its_own_kiosk_speaks(void **state)
{
    struct visit one = pay_and_hear_that_they_came(false);
    struct shape_span there = {hall.start_ms, hall.end_ms};
    struct err err;

    (void)state;
    assert_int_equal(now(&one).waits_for, CLAIMS_WAIT_PERSON);
    check_fails(slips_say_presence(hall.db, &hall.office, one.claim->claim, &there, payer, &err),
                &err, ERR_CONFLICT);
    go_to(1);
    take_over();
    hall_close_meeting(&hall);
    send_up();
    assert_int_equal(now(&one).state, CLAIMS_TO_APPROVE);
    assert_int_equal(now(&one).to_approve.fee_pence, 3125);
    check_all_is_well();
    free(one.claim);
}

static void test_slips__the_office_says_when_they_left_if_nobody_else_will(void **state)
{
    struct visit one = pay_and_hear_that_they_came(true);
    struct shape_span there = {hall.start_ms, hall.start_ms + 3600000};
    struct err err;

    (void)state;
    assert_int_equal(now(&one).waits_for, CLAIMS_WAIT_PRESENCE);
    check_ok(slips_say_presence(hall.db, &hall.office, one.claim->claim, &there, payer, &err),
             &err);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM attendance"), 1);
    assert_int_equal(now(&one).to_approve.fee_pence, 1250);
    check_all_is_well();
    free(one.claim);
}

// They signed in at B too, later than at A, and left B when it closed. A, where they came first,
// says so and never that they left.
static void test_slips__who_signed_in_at_both_waits_for_the_one_that_is_silent(void **state)
{
    struct body_meeting_opened opened = {.at_ms = hall.start_ms};
    struct shape_span there = {hall.start_ms, hall.end_ms};
    struct body_attendance_arrived second;
    struct visit one;
    struct err err;

    (void)state;
    go_to(0);
    one = visit(0, 420);
    second = one.there;
    second.attendance = id_new();
    second.at_ms += 3600000;
    go_to(1);
    when_local_date(opened.local_date, opened.at_ms);
    hall_record(&hall, RECORD_MEETING_OPENED, &opened);
    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &second);
    open_float(15000);
    hand(one.claim, one.op_id);
    pay(one.claim);
    hall_close_meeting(&hall);
    send_up();
    go_to(0);
    step(&one, 0);
    send_up();
    when_start_at(hall.end_ms + 3600000);
    assert_int_equal(now(&one).waits_for, CLAIMS_WAIT_PRESENCE);
    check_ok(slips_say_presence(hall.db, &hall.office, one.claim->claim, &there, payer, &err),
             &err);
    assert_int_equal(now(&one).state, CLAIMS_TO_APPROVE);
    assert_int_equal(now(&one).to_approve.fee_pence, 3125);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM attendance"), 2);
    check_all_is_well();
    free(one.claim);
}

#define AT_HALL(test) cmocka_unit_test_setup_teardown(test, two_desks_open, two_desks_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_HALL(test_slips__goes_on_when_the_office_says_that_no_desk_paid),
        AT_HALL(test_slips__the_paper_alone_goes_on_when_the_office_says_how_long),
        AT_HALL(test_slips__waits_for_the_person_once_its_own_kiosk_speaks),
        AT_HALL(test_slips__the_office_says_when_they_left_if_nobody_else_will),
        AT_HALL(test_slips__who_signed_in_at_both_waits_for_the_one_that_is_silent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
