// SPDX-License-Identifier: Apache-2.0

// A claim's facts change after it was approved or paid.
#include <stdlib.h>

#include "shared/mem.h"
#include "tests/check.h"
#include "tests/server/settling.h"

static struct settling settling;

static int open_hall(void **state)
{
    (void)state;
    settling_open(&settling);
    return 0;
}

static int close_hall(void **state)
{
    (void)state;
    settling_close(&settling);
    return 0;
}

// The desk looks at the bus ticket, as it must before it pays.
static void see_ticket(const struct body_claim *claim)
{
    struct body_evidence_seen seen = {
        .claim = claim->claim, .what = "ticket", .ref = "X1", .by = id_new()};

    hall_record(&settling.hall, RECORD_EVIDENCE_SEEN, &seen);
}

static void test_adopt_facts__presence_corrected_after_approval_is_an_adjustment(void **state)
{
    struct body_claim *claim = settling_visit(&settling, 0);
    struct body_attendance_corrected later = {.attendance = claim->attendance,
                                              .arrived_ms = settling.hall.start_ms,
                                              .left_ms = settling.hall.start_ms + 7260000,
                                              .reason = "clock"};

    (void)state;
    settling_approve(&settling, claim, 2500, 0);
    hall_record(&settling.hall, RECORD_ATTENDANCE_CORRECTED, &later); // one minute more
    settling_send(&settling);
    settling_check_change(&settling, claim, "A1 of F1 fee.attendance 21 because facts");
    settling_approve(&settling, claim, 21, 0);
    settling_pay(&settling, claim, "2026-11-30");
    assert_int_equal(hall_count_exceptions(&settling.hall, NULL), 0);
    settling_check_whole(&settling);
    free(claim);
}

static void test_adopt_facts__withdrawn_after_approval_waits_for_a_person(void **state)
{
    struct body_claim *claim = settling_visit(&settling, 0);
    struct body_claim_withdrawn withdrawn = {.claim = claim->claim};

    (void)state;
    settling_approve(&settling, claim, 2500, 0);
    hall_record(&settling.hall, RECORD_CLAIM_WITHDRAWN, &withdrawn);
    settling_send(&settling);
    settling_check_state(&settling, claim, "withdrawn");
    assert_int_equal(settling_open_exceptions(&settling, "changed_after_approval"), 1);
    settling_set_rate(&settling, "1300");
    settling_check_state(&settling, claim, "withdrawn");
    settling_check_whole(&settling);
    free(claim);
}

// The desk's record came late: the office had paid the ticket by then.
static void test_adopt_facts__a_ticket_paid_twice_waits_for_a_person(void **state)
{
    struct body_claim *claim = settling_visit(&settling, 420);
    struct body_float tin = {
        .float_id = id_new(), .pence = 10000, .by = id_new(), .witness = id_new()};
    struct body_cash cash = {.payment = id_new(),
                             .claim = claim->claim,
                             .float_id = tin.float_id,
                             .pence = 420,
                             .payer = id_new(),
                             .confirmed = "person"};

    (void)state;
    settling_approve(&settling, claim, 2500, 420);
    settling_pay(&settling, claim, "2026-11-30");
    hall_record(&settling.hall, RECORD_FLOAT_OPENED, &tin);
    see_ticket(claim);
    hall_record(&settling.hall, RECORD_CASH_PAID, &cash);
    settling_send(&settling);
    settling_check_state(&settling, claim, "held");
    assert_int_equal(settling_open_exceptions(&settling, "paid_more"), 1);
    settling_check_change(&settling, claim,
                          "A1 of D1 expense.desk -420; A2 of K1 expense.kept 420 because desk");
    settling_check_whole(&settling);
    free(claim);
}

// Nobody of them was there for a minute, and the desk had paid both tickets.
static void test_adopt_facts__one_closing_tells_of_every_claim_it_concerns(void **state)
{
    struct body_float tin = {
        .float_id = id_new(), .pence = 10000, .by = id_new(), .witness = id_new()};
    struct body_claim *claim = mem_new(1, sizeof *claim);

    (void)state;
    hall_record(&settling.hall, RECORD_FLOAT_OPENED, &tin);
    for (size_t i = 0; i < HALL_PEOPLE; i++) {
        struct body_attendance_arrived there = hall_arrival(&settling.hall, i);
        struct body_cash cash = {.payment = id_new(),
                                 .float_id = tin.float_id,
                                 .pence = 420,
                                 .payer = id_new(),
                                 .confirmed = "person"};

        hall_fill_claim(&settling.hall, &there, 420, claim);
        cash.claim = claim->claim;
        there.at_ms = settling.hall.end_ms; // the clock had been wrong
        hall_record(&settling.hall, RECORD_ATTENDANCE_ARRIVED, &there);
        hall_record(&settling.hall, RECORD_CLAIM_MADE, claim);
        see_ticket(claim);
        hall_record(&settling.hall, RECORD_CASH_PAID, &cash);
    }
    hall_close_meeting(&settling.hall);
    settling_send(&settling);
    assert_int_equal(settling_open_exceptions(&settling, "overpaid"), HALL_PEOPLE);
    free(claim);
}

// Its claims are still shown; only why they changed is not told apart.
int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_hall, close_hall)
    const struct CMUnitTest tests[] = {
        TEST(test_adopt_facts__presence_corrected_after_approval_is_an_adjustment),
        TEST(test_adopt_facts__withdrawn_after_approval_waits_for_a_person),
        TEST(test_adopt_facts__a_ticket_paid_twice_waits_for_a_person),
        TEST(test_adopt_facts__one_closing_tells_of_every_claim_it_concerns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
