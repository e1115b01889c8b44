// SPDX-License-Identifier: Apache-2.0

// A meeting with two kiosks, of which one is closed before the other: nobody's time ends, and no
// travel money becomes the office's, by what the other kiosk says.

#include <stdio.h>
#include <stdlib.h>

#include "server/remade.h"
#include "server/slips.h"
#include "server/verify.h"
#include "shared/when.h"
#include "tests/check.h"
#include "tests/server/two_desks.h"

#define HOUR_MS INT64_C(3600000)

/* One person at each kiosk, who is still there. */
static struct visit at[2];

static void come(int64_t bus_pence)
{
    for (int which = 0; which < 2; which++) {
        go_to(which);
        open_meeting();
        at[which] = visit((size_t)which, bus_pence);
        hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &at[which].there);
        hall_record(&hall, RECORD_CLAIM_MADE, at[which].claim);
        send_up();
    }
    when_start_at(hall.end_ms + HOUR_MS);
}

static void close_at(int which, int64_t at_ms)
{
    go_to(which);
    close_meeting(at_ms);
    send_up();
}

static void go_home(void)
{
    check_all_is_well();
    assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
    free(at[0].claim);
    free(at[1].claim);
}

static void test_closing__at_one_kiosk_shortens_nobodys_time_at_the_other(void **state)
{
    for (int first = 0; first < 2; first++) {
        come(0);
        close_at(first, first ? hall.end_ms : hall.start_ms + HOUR_MS);
        assert_int_equal(now(&at[!first]).state, CLAIMS_MADE);
        close_at(!first, first ? hall.start_ms + HOUR_MS : hall.end_ms);
        assert_int_equal(now(&at[0]).to_approve.fee_pence, 1250);
        assert_int_equal(now(&at[1]).to_approve.fee_pence, 3125);
        go_home();
        two_desks_close(state);
        two_desks_open(state);
    }
}

// What B's desk still owes in cash must not go to the bank as well.
static void test_closing__at_one_kiosk_leaves_the_others_desk_its_money(void **state)
{
    struct body_attendance_left left = {.by = "person"};

    (void)state;
    come(420);
    go_to(1);
    left.attendance = at[1].there.attendance;
    left.at_ms = hall.end_ms;
    hall_record(&hall, RECORD_ATTENDANCE_LEFT, &left);
    send_up();
    close_at(0, hall.end_ms);
    assert_int_equal(now(&at[0]).state, CLAIMS_TO_APPROVE);
    assert_int_equal(now(&at[1]).state, CLAIMS_MADE);
    assert_int_equal(now(&at[1]).waits_for, CLAIMS_WAIT_DESK);
    go_to(1);
    open_float(15000);
    pay(at[1].claim);
    close_meeting(hall.end_ms);
    send_up();
    assert_int_equal(now(&at[1]).state, CLAIMS_TO_APPROVE);
    assert_int_equal(now(&at[1]).to_approve.expenses_pence, 0);
    go_home();
}

static void test_closing__where_one_took_over_is_of_both(void **state)
{
    (void)state;
    come(420);
    go_to(1);
    take_over();
    close_at(1, hall.end_ms);
    for (int which = 0; which < 2; which++) {
        assert_int_equal(now(&at[which]).state, CLAIMS_TO_APPROVE);
        assert_int_equal(now(&at[which]).to_approve.fee_pence, 3125);
    }
    go_home();
}

// B went home open. Its records say that they came, and no more.
static void test_closing__the_office_says_when_they_left_where_one_never_closed(void **state)
{
    struct shape_span there = {hall.start_ms, hall.start_ms + HOUR_MS};
    struct err err;

    (void)state;
    come(0);
    assert_int_equal(now(&at[1]).waits_for, CLAIMS_WAIT_PERSON);
    close_at(0, hall.end_ms);
    assert_int_equal(now(&at[1]).waits_for, CLAIMS_WAIT_PRESENCE);
    check_ok(slips_say_presence(hall.db, &hall.office, at[1].claim->claim, &there, id_new(), &err),
             &err);
    assert_int_equal(now(&at[1]).to_approve.fee_pence, 1250);
    go_home();
}

static void test_closing__the_office_says_when_it_was_over_where_one_never_closed(void **state)
{
    struct body_attendance_left left = {.by = "person"};
    char target[64];
    char id[ID_TEXT_SIZE];

    (void)state;
    when_start_at(hall.end_ms + HOUR_MS);
    hall_sign_in(&hall);
    id_write(id, hall.meeting);
    snprintf(target, sizeof target, "/api/meetings/%s/closed", id);
    assert_int_equal(hall_press_for_status(&hall, "POST", target, "{\"at\":\"12:30\"}"), 409);
    come(420);
    left.attendance = at[1].there.attendance;
    left.at_ms = hall.start_ms + HOUR_MS;
    hall_record(&hall, RECORD_ATTENDANCE_LEFT, &left); // B is where we are
    send_up();
    close_at(0, hall.end_ms);
    assert_int_equal(now(&at[1]).waits_for, CLAIMS_WAIT_DESK);
    assert_int_equal(hall_press_for_status(&hall, "POST", target, "{\"at\":\"23:30\"}"), 400);
    assert_int_equal(hall_press_for_status(&hall, "POST", target, "{\"at\":\"12:30\"}"), 200);
    assert_int_equal(now(&at[1]).state, CLAIMS_TO_APPROVE);
    assert_int_equal(now(&at[1]).to_approve.fee_pence, 1250); // as B said
    assert_int_equal(now(&at[1]).to_approve.expenses_pence, 420);
    assert_int_equal(hall_press_for_status(&hall, "POST", target, "{\"at\":\"12:30\"}"), 409);
    go_home();
}

static void open_at(int which, int64_t at_ms)
{
    struct body_meeting_opened opened = {.at_ms = at_ms};

    go_to(which);
    when_local_date(opened.local_date, at_ms);
    hall_record(&hall, RECORD_MEETING_OPENED, &opened);
    send_up();
}

static int say_over(const char *json)
{
    char target[64];
    char id[ID_TEXT_SIZE];

    id_write(id, hall.meeting);
    snprintf(target, sizeof target, "/api/meetings/%s/closed", id);
    return hall_press_for_status(&hall, "POST", target, json);
}

static int64_t over_ms(void)
{
    struct books_meeting found;
    struct err err;

    check_ok(books_get_meeting(hall.db, hall.meeting, &found, &err), &err);
    return found.closed_ms;
}

// Planned for the morning, it began late in the evening; the time is of that night.
static void test_closing__the_office_may_say_a_time_after_midnight(void **state)
{
    int64_t opened_ms = hall.start_ms + 12 * HOUR_MS; // 22:00

    (void)state;
    when_start_at(hall.start_ms + 72 * HOUR_MS);
    hall_sign_in(&hall);
    open_at(0, opened_ms);
    assert_int_equal(say_over("{\"at\":\"21:30\"}"), 400); // nobody stays until the next evening
    assert_int_equal(say_over("{\"at\":\"00:30\"}"), 200);
    assert_int_equal(over_ms(), opened_ms + 5 * HOUR_MS / 2);
    check_all_is_well();
}

// It would end nobody's time there, and could not be said again.
static void test_closing__it_was_not_over_before_a_kiosk_opened_that_never_closed(void **state)
{
    (void)state;
    when_start_at(hall.end_ms + HOUR_MS);
    hall_sign_in(&hall);
    open_at(0, hall.start_ms);
    open_at(1, hall.start_ms + HOUR_MS);
    assert_int_equal(say_over("{\"at\":\"10:30\"}"), 400);
    assert_int_equal(say_over("{\"at\":\"11:30\"}"), 200);
    check_all_is_well();
}

// --- books from before each kiosk closed for itself ---

static const char *const before[] = {
    "DELETE FROM books_made",
    "DELETE FROM meeting_state",
    "UPDATE attendance SET log_id = NULL, closed_by = NULL",
    "UPDATE claim SET log_id = NULL",
    // The first closing ended every presence.
    "UPDATE attendance SET left_ms = (SELECT min(left_ms) FROM attendance)",
    "UPDATE assessed SET fee_pence = 1250",
};

static void say_nothing(const char *line)
{
    (void)line;
}

static void test_closing__books_from_before_are_made_again_once(void **state)
{
    struct claims_amounts due = {1250, 0};
    struct err err;

    (void)state;
    come(0);
    close_at(0, hall.start_ms + HOUR_MS);
    close_at(1, hall.end_ms);
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++)
        check_ok(db_exec(hall.db, before[i], DB_NONE, &err), &err);
    check_ok(claims_approve(hall.db, &hall.office, at[1].claim->claim, &due, id_new(), &err), &err);
    assert_false(verify_all(hall.db, &hall.office, say_nothing, &err));
    check_ok(remade_bring_up(hall.db, &hall.office, &err), &err);
    assert_int_equal(now(&at[0]).to_approve.fee_pence, 1250);
    // What was approved stays, and what was missing waits to be approved.
    assert_int_equal(now(&at[1]).sums.fee_pence, 1250);
    assert_int_equal(now(&at[1]).to_approve.fee_pence, 1875);
    check_ok(db_exec(hall.db, "DELETE FROM meeting_state", DB_NONE, &err), &err);
    check_ok(remade_bring_up(hall.db, &hall.office, &err), &err); // they are not old any more
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM meeting_state"), 0);
    check_ok(db_exec(hall.db, "DELETE FROM books_made", DB_NONE, &err), &err);
    check_ok(remade_bring_up(hall.db, &hall.office, &err), &err);
    go_home();
}

// As an office took it that did not yet ask for the ticket again: its cost had grown since it was
// seen. The cash is gone all the same, and must not go to the bank as well.
static void test_closing__what_was_paid_stays_paid_when_books_are_made_again(void **state)
{
    struct visit made = visit(0, 420);
    struct body_cash cash = {.payment = id_new(),
                             .claim = made.claim->claim,
                             .float_id = float_id,
                             .payer = payer,
                             .confirmed = "person"};
    struct body_evidence_seen seen = {
        .claim = made.claim->claim, .what = "ticket", .ref = "X1", .by = payer};
    struct err err;

    (void)state;
    when_start_at(hall.end_ms + HOUR_MS);
    go_to(0);
    open_meeting();
    open_float(1000);
    step(&made, 0);
    step(&made, 1); // £1.20
    hall_record(&hall, RECORD_EVIDENCE_SEEN, &seen);
    step(&made, 2); // £4.20
    cash.pence = made.claim->outcome.expenses_pence;
    hall_record(&hall, RECORD_CASH_PAID, &cash);
    step(&made, 4);
    close_meeting(hall.end_ms);
    send_up();
    check_ok(db_exec(hall.db, "DELETE FROM exception", DB_NONE, &err), &err);
    check_ok(db_exec(hall.db, "DELETE FROM books_made", DB_NONE, &err), &err);
    check_ok(remade_bring_up(hall.db, &hall.office, &err), &err);
    assert_int_equal(now(&made).books.cash_pence, 420);
    assert_int_equal(now(&made).to_approve.expenses_pence, 0);
    check_all_is_well();
    assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
    free(made.claim);
}

// Nothing is passed over in silence: somebody looks at what these books refuse, and the claim
// waits.
static void test_closing__what_books_made_again_refuse_is_an_exception(void **state)
{
    struct visit made = visit(0, 420);
    struct body_cash cash = {.payment = id_new(),
                             .claim = made.claim->claim,
                             .float_id = float_id,
                             .pence = 5000, // and the claim says less
                             .payer = payer,
                             .confirmed = "person"};
    struct err err;

    (void)state;
    when_start_at(hall.end_ms + HOUR_MS);
    go_to(0);
    open_meeting();
    open_float(9000);
    step(&made, 0);
    step(&made, 1);
    hall_record(&hall, RECORD_CASH_PAID, &cash);
    step(&made, 4);
    close_meeting(hall.end_ms);
    send_up();
    check_ok(db_exec(hall.db, "DELETE FROM exception", DB_NONE, &err), &err);
    check_ok(db_exec(hall.db, "DELETE FROM books_made", DB_NONE, &err), &err);
    check_ok(remade_bring_up(hall.db, &hall.office, &err), &err);
    assert_int_equal(hall_count_exceptions(&hall, "refused"), 1);
    assert_int_equal(now(&made).state, CLAIMS_HELD);
    check_all_is_well();
    free(made.claim);
}

#define AT_HALL(test) cmocka_unit_test_setup_teardown(test, two_desks_open, two_desks_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_HALL(test_closing__at_one_kiosk_shortens_nobodys_time_at_the_other),
        AT_HALL(test_closing__at_one_kiosk_leaves_the_others_desk_its_money),
        AT_HALL(test_closing__where_one_took_over_is_of_both),
        AT_HALL(test_closing__the_office_says_when_they_left_where_one_never_closed),
        AT_HALL(test_closing__the_office_says_when_it_was_over_where_one_never_closed),
        AT_HALL(test_closing__the_office_may_say_a_time_after_midnight),
        AT_HALL(test_closing__it_was_not_over_before_a_kiosk_opened_that_never_closed),
        AT_HALL(test_closing__books_from_before_are_made_again_once),
        AT_HALL(test_closing__what_was_paid_stays_paid_when_books_are_made_again),
        AT_HALL(test_closing__what_books_made_again_refuse_is_an_exception),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
