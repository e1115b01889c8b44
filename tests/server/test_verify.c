// SPDX-License-Identifier: Apache-2.0
#include "server/verify.h"

#include <stdlib.h>

#include "server/claims.h"
#include "shared/mem.h"
#include "tests/check.h"
#include "tests/server/hall.h"

static struct hall hall;
static int lines;

static void count_line(const char *line)
{
    assert_true(line[0] != '\0');
    lines++;
}

// A meeting with a claim that is approved and paid, and an exception.
static int open_hall(void **state)
{
    struct body_attendance_arrived there;
    struct body_attendance_left left = {.by = "person"};
    struct body_claim *claim = mem_new(1, sizeof *claim);
    const struct claims_amounts due = {3125, 0};
    struct err err;

    (void)state;
    hall_open(&hall);
    there = hall_arrival(&hall, 0);
    left.attendance = there.attendance;
    left.at_ms = hall.end_ms;
    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
    hall_fill_claim(&hall, &there, 0, claim);
    hall_record(&hall, RECORD_CLAIM_MADE, claim);
    hall_record(&hall, RECORD_ATTENDANCE_LEFT, &left);
    hall_record_raw(&hall, RECORD_CLAIM_WITHDRAWN, "{}", id_new());
    assert_int_equal(hall_send(&hall, 0), 4);
    check_ok(claims_approve(hall.db, &hall.office, claim->claim, &due, id_new(), &err), &err);
    check_ok(claims_pay(hall.db, &hall.office, claim->claim, "2026-11-30", id_new(), &err), &err);
    free(claim);
    return 0;
}

static int close_hall(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

static void test_verify__says_a_line_for_each_thing_that_is_well(void **state)
{
    struct err err;

    (void)state;
    lines = 0;
    check_ok(verify_all(hall.db, &hall.office, count_line, &err), &err);
    assert_int_equal(lines, 1 + 3 + 1 + 1 + 1); // pages, three logs, sum, projections, payments
    check_ok(verify_all(hall.db, &hall.office, count_line, &err), &err); // and changed nothing
}

static const char *const tampering[] = {
    "UPDATE record SET raw = CAST(replace(CAST(raw AS TEXT), '3125', '9125') AS BLOB) "
    "WHERE kind = 20",
    "UPDATE record SET kind = 21 WHERE kind = 20",
    "DELETE FROM record WHERE kind = 10",
    "UPDATE claim SET fee_pence = fee_pence + 1",
    "UPDATE claim SET number = number + 1",
    "UPDATE attendance SET left_ms = left_ms + 60000",
    "DELETE FROM attendance",
    "INSERT INTO evidence (claim_id, what, ref, until) SELECT claim_id, 'ticket', 'X1', '' "
    "FROM claim",
    "UPDATE assessed SET fee_pence = fee_pence + 1",
    "UPDATE assessed SET agreed = 0",
    "UPDATE assessed SET same_pence = 0",
    "UPDATE approval SET fee_pence = fee_pence + 1",
    "DELETE FROM approval",
    "UPDATE payment SET pence = pence + 1",
    "UPDATE payment SET paid_on = '2026-12-01'",
    "DELETE FROM payment",
    "INSERT INTO payment SELECT x'00112233445566778899AABBCCDDEEFF', turn, payment_id, pence, "
    "channel, paid_on, user_id FROM payment",
    "INSERT INTO approval SELECT claim_id, turn + 1, version, fee_pence, expenses_pence, channel, "
    "at_ms, user_id, policy_hash, why, rates_from FROM approval",
    "UPDATE approval SET turn = 1",
    "UPDATE approval SET why = 'policy'",
    "UPDATE approval SET policy_hash = NULL",
    "UPDATE approval_line SET pence = pence + 1",
    "UPDATE approval_line SET kind = 'fee.preparation'",
    "UPDATE approval_line SET of_ref = 'X1'",
    "DELETE FROM approval_line",
    "INSERT INTO approval_line SELECT claim_id, 7, place, ref, of_ref, kind, pence "
    "FROM approval_line",
    "UPDATE assessed SET policy_hash = NULL",
    "INSERT INTO entry (op_id, place, account, meeting_id, pence) "
    "SELECT claim_id, 0, 'office', meeting_id, 5 FROM claim",
};

static void test_verify__finds_whatever_was_changed(void **state)
{
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof tampering / sizeof tampering[0]; i++) {
        check_ok(db_exec(hall.db, tampering[i], DB_NONE, &err), &err);
        if (db_changed(hall.db) == 0)
            fail_msg("changed nothing: %s", tampering[i]);
        if (verify_all(hall.db, &hall.office, count_line, &err))
            fail_msg("not found: %s", tampering[i]);
        hall_close(&hall);
        open_hall(state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_verify__says_a_line_for_each_thing_that_is_well,
                                        open_hall, close_hall),
        cmocka_unit_test_setup_teardown(test_verify__finds_whatever_was_changed, open_hall,
                                        close_hall),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
