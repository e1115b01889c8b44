// SPDX-License-Identifier: Apache-2.0

// A policy's rates change after a claim was approved or paid.
#include "server/adopt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/claims.h"
#include "server/exceptions.h"
#include "shared/log.h"
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

static void check_amounts(const struct claims_amounts *amounts, int64_t fee, int64_t expenses)
{
    assert_int_equal(amounts->fee_pence, fee);
    assert_int_equal(amounts->expenses_pence, expenses);
}

static void solve_all(void)
{
    struct exceptions_exception *list;
    static const struct id all;
    size_t count;
    struct err err;

    check_ok(exceptions_list(settling.hall.db, all, &list, &count, &err), &err);
    for (size_t i = 0; i < count; i++)
        check_ok(exceptions_solve(settling.hall.db, list[i].exception, "talked", id_new(), &err),
                 &err);
    free(list);
}

static void test_adopt__a_new_rate_for_days_already_paid_is_an_adjustment_that_waits(void **state)
{
    struct body_claim *claim = settling_visit(&settling, 420);
    struct bytes before = {0};
    struct bytes later = {0};

    (void)state;
    settling_approve(&settling, claim, 2500, 420);
    settling_pay(&settling, claim, "2026-11-30");
    settling_read_settled(&settling, &before);
    settling_set_rate(&settling, "1300");
    settling_check_state(&settling, claim, "to_approve");
    check_amounts(&(struct claims_amounts){settling_now(&settling, claim).to_approve.fee_pence, 0},
                  100, 0);
    settling_check_change(&settling, claim,
                          "A1 of F1 fee.attendance 100 because policy from 2026-04-01");
    settling_approve(&settling, claim, 100, 0);
    check_amounts(&(struct claims_amounts){settling_now(&settling, claim).to_pay.fee_pence,
                                           settling_now(&settling, claim).to_pay.expenses_pence},
                  100, 0);
    settling_pay(&settling, claim, "2026-12-14");
    assert_int_equal(hall_count(&settling.hall, "SELECT sum(pence) FROM payment"), 3020);
    assert_int_equal(hall_count(&settling.hall, "SELECT count(*) FROM record WHERE kind = 304"), 1);
    settling_read_settled(&settling, &later);
    assert_string_equal(bytes_text(&before), bytes_text(&later));
    settling_check_whole(&settling);
    bytes_clear(&before);
    bytes_clear(&later);
    free(claim);
}

static void test_adopt__the_same_files_again_make_nothing(void **state)
{
    struct body_claim *claim = settling_visit(&settling, 0);
    int64_t records;

    (void)state;
    settling_approve(&settling, claim, 2500, 0);
    settling_pay(&settling, claim, "2026-11-30");
    settling_set_rate(&settling, "1300");
    records = hall_count(&settling.hall, "SELECT count(*) FROM record");
    settling_adopt(&settling);
    settling_set_rate(&settling, "1300");
    assert_int_equal(hall_count(&settling.hall, "SELECT count(*) FROM record"), records);
    settling_check_change(&settling, claim,
                          "A1 of F1 fee.attendance 100 because policy from 2026-04-01");
    free(claim);
}

static void test_adopt__a_file_that_is_no_policy_changes_nothing(void **state)
{
    struct body_claim *claim = settling_visit(&settling, 0);
    struct bytes wrong = {0};
    int64_t records;
    struct err err;

    (void)state;
    settling_approve(&settling, claim, 2500, 0);
    records = hall_count(&settling.hall, "SELECT count(*) FROM record");
    settling_put_policy(&settling, "demo", "\"bank_pence_per_hour\": ", "1300");
    bytes_add_text(&wrong, "{\"title\":\"no policy\"}");
    settling_put_file(&settling, "wrong.json", &wrong); // read after the one that is well
    check_fails(adopt_policies(settling.hall.db, &settling.hall.office, &err), &err, ERR_INVALID);
    assert_non_null(strstr(err.text, "wrong.json"));
    assert_int_equal(hall_count(&settling.hall, "SELECT count(*) FROM record"), records);
    settling_check_state(&settling, claim, "approved");
    assert_int_equal(settling_now(&settling, claim).due.fee_pence, 2500);
    bytes_clear(&wrong);
    free(claim);
}

static void test_adopt__two_files_of_one_policy_are_refused(void **state)
{
    struct bytes json = {0};
    struct err err;

    (void)state;
    settling_read_shipped(&json, "demo");
    settling_put_file(&settling, "demo.json", &json);
    settling_put_file(&settling, "again.json", &json);
    check_fails(adopt_policies(settling.hall.db, &settling.hall.office, &err), &err, ERR_INVALID);
    assert_non_null(strstr(err.text, "is the policy demo too"));
    bytes_clear(&json);
}

// What the kiosk promised stays to be seen beside it.
static void test_adopt__a_claim_not_approved_yet_simply_comes_to_other_pence(void **state)
{
    struct body_claim *claim = settling_visit(&settling, 420);

    (void)state;
    check_amounts(&(struct claims_amounts){settling_now(&settling, claim).due.fee_pence, 0}, 2500,
                  0);
    settling_set_rate(&settling, "1300");
    settling_check_state(&settling, claim, "to_approve");
    assert_int_equal(settling_now(&settling, claim).due.fee_pence, 2600);
    assert_int_equal(settling_now(&settling, claim).books.fee_pence, claim->outcome.fee_pence);
    assert_true(settling_now(&settling, claim).same_pence);
    assert_int_equal(settling_now(&settling, claim).sums.turns, 0);
    settling_approve(&settling, claim, 2600, 420);
    settling_check_whole(&settling);
    free(claim);
}

// Only what is approved and not paid can become less by itself.
static void test_adopt__a_lower_rate_takes_off_what_is_approved_and_not_paid(void **state)
{
    struct body_claim *claim = settling_visit(&settling, 0);

    (void)state;
    settling_approve(&settling, claim, 2500, 0);
    settling_set_rate(&settling, "1200");
    settling_check_change(&settling, claim,
                          "A1 of F1 fee.attendance -100 because policy from 2026-04-01");
    assert_int_equal(settling_open_exceptions(&settling, "paid_more"), 0);
    settling_approve(&settling, claim, -100, 0);
    settling_pay(&settling, claim, "2026-11-30");
    assert_int_equal(hall_count(&settling.hall, "SELECT pence FROM payment"), 2400);
    settling_check_whole(&settling);
    free(claim);
}

static void test_adopt__money_that_was_paid_is_never_taken_back_by_itself(void **state)
{
    struct body_claim *claim = settling_visit(&settling, 0);

    (void)state;
    settling_approve(&settling, claim, 2500, 0);
    settling_pay(&settling, claim, "2026-11-30");
    settling_set_rate(&settling, "1200");
    settling_check_state(&settling, claim, "held");
    assert_int_equal(settling_open_exceptions(&settling, "paid_more"), 1);
    assert_int_equal(
        hall_count(&settling.hall, "SELECT count(*) FROM exception WHERE owner = 'finance'"), 1);
    check_amounts(&(struct claims_amounts){settling_now(&settling, claim).to_approve.fee_pence,
                                           settling_now(&settling, claim).over.fee_pence},
                  0, 100);
    settling_check_change(&settling, claim,
                          "A1 of F1 fee.attendance -100; A2 of K1 fee.kept 100 because policy "
                          "from 2026-04-01");
    solve_all();
    settling_check_state(&settling, claim, "paid");
    settling_adopt(&settling);
    settling_check_state(&settling, claim, "paid"); // and is not asked again
    settling_set_rate(&settling, "1320");           // what becomes due later fills it up first
    settling_check_change(&settling, claim,
                          "A1 of F1 fee.attendance 140 because policy from 2026-04-01");
    settling_approve(&settling, claim, 140, 0);
    settling_pay(&settling, claim, "2026-12-14");
    assert_int_equal(hall_count(&settling.hall, "SELECT sum(pence) FROM payment"), 2640);
    settling_check_whole(&settling);
    free(claim);
}

// Less of the fee and more of the travel money: neither pays for the other.
static void test_adopt__two_ledgers_are_never_set_against_each_other(void **state)
{
    struct body_claim *claim = settling_visit(&settling, 420);

    (void)state;
    settling_approve(&settling, claim, 2500, 420);
    settling_pay(&settling, claim, "2026-11-30");
    settling_set_rate(&settling, "1200");
    claim->facts.expenses[0].claimed_pence = claim->facts.expenses[0].receipt_pence = 520;
    claim->outcome.expenses_pence += 100;
    claim->outcome.total_pence += 100;
    claim->outcome.lines[claim->outcome.line_count - 1].pence = 520;
    hall_record(&settling.hall, RECORD_CLAIM_AMENDED, claim);
    settling_send(&settling);
    settling_check_state(&settling, claim, "held");
    solve_all();
    check_amounts(
        &(struct claims_amounts){settling_now(&settling, claim).to_approve.fee_pence,
                                 settling_now(&settling, claim).to_approve.expenses_pence},
        0, 100);
    settling_check_change(&settling, claim,
                          "A1 of F1 fee.attendance -100; A2 of K1 fee.kept 100; "
                          "A3 of X1 expense.bus 100 because policy facts from 2026-04-01");
    settling_approve(&settling, claim, 0, 100);
    settling_pay(&settling, claim, "2026-12-14");
    assert_int_equal(hall_count(&settling.hall, "SELECT sum(pence) FROM payment"), 3020);
    settling_check_whole(&settling);
    settling_set_rate(&settling,
                      "1350"); // 200 more than was paid: the 100 that were kept are in it
    settling_check_change(&settling, claim,
                          "A4 of F1 fee.attendance 300; A5 of K1 fee.kept -100 because policy "
                          "from 2026-04-01");
    settling_approve(&settling, claim, 200, 0);
    settling_pay(&settling, claim, "2026-12-21");
    settling_check_whole(&settling);
    free(claim);
}

static void test_adopt__a_second_change_builds_on_the_first(void **state)
{
    struct body_claim *claim = settling_visit(&settling, 0);

    (void)state;
    settling_approve(&settling, claim, 2500, 0);
    settling_pay(&settling, claim, "2026-11-30");
    settling_set_rate(&settling, "1300");
    settling_approve(&settling, claim, 100, 0);
    settling_set_rate(&settling, "1310"); // while the first is not paid yet
    settling_check_change(&settling, claim,
                          "A2 of F1 fee.attendance 20 because policy from 2026-04-01");
    settling_approve(&settling, claim, 20, 0);
    settling_pay(&settling, claim, "2026-12-14");
    assert_int_equal(hall_count(&settling.hall, "SELECT count(*) FROM payment"), 2);
    assert_int_equal(hall_count(&settling.hall, "SELECT max(pence) FROM payment WHERE turn = 2"),
                     120);
    settling_set_rate(&settling, "1330");
    settling_check_change(&settling, claim,
                          "A3 of F1 fee.attendance 40 because policy from 2026-04-01");
    settling_approve(&settling, claim, 40, 0);
    settling_pay(&settling, claim, "2027-01-11");
    settling_check_whole(&settling);
    free(claim);
}

static int64_t payments_told(const char *what, const char *pence)
{
    int64_t count;
    struct err err;

    check_ok(db_number(settling.hall.db, &count,
                       "SELECT count(*) FROM record WHERE kind = 206 AND instr(raw, $1) > 0 AND "
                       "instr(raw, $2) > 0",
                       DB_ARGS(db_blob(what, strlen(what)), db_blob(pence, strlen(pence))), 0,
                       &err),
             &err);
    return count;
}

// What a kiosk hears: what it was told before stays true, and what came later is one sum.
static void test_adopt__kiosks_are_told_of_later_payments_apart(void **state)
{
    struct body_claim *claim = settling_visit(&settling, 0);

    (void)state;
    settling_approve(&settling, claim, 2500, 0);
    settling_pay(&settling, claim, "2026-11-30");
    settling_set_rate(&settling, "1300");
    settling_approve(&settling, claim, 100, 0);
    settling_pay(&settling, claim, "2026-12-14");
    settling_set_rate(&settling, "1310");
    settling_approve(&settling, claim, 20, 0);
    settling_pay(&settling, claim, "2026-12-21");
    assert_int_equal(payments_told("\"what\":\"fee\"", "\"pence\":2500,"), 1);
    assert_int_equal(payments_told("\"what\":\"fee_more\"", "\"pence\":100,"), 1);
    assert_int_equal(payments_told("\"what\":\"fee_more\"", "\"pence\":120,"), 1);
    free(claim);
}

static void test_adopt__rates_of_other_days_leave_a_claim_alone(void **state)
{
    struct body_claim *claim = settling_visit(&settling, 0);
    struct bytes json = {0};

    (void)state;
    settling_approve(&settling, claim, 2500, 0);
    settling_pay(&settling, claim, "2026-11-30");
    settling_read_shipped(&json, "demo");
    settling_write_over(settling_after(&json, "\"bank_pence_per_hour\": "),
                        "\"bank_pence_per_hour\": 1300");
    settling_write_over(settling_after(&json, "2026-04-01"), "2026-11-25"); // from the day after
    settling_put_file(&settling, "demo.json", &json);
    settling_adopt(&settling);
    settling_check_state(&settling, claim, "paid");
    settling_write_over(settling_after(&json, "2026-11-25"), "2026-11-24"); // from that very day
    settling_put_file(&settling, "demo.json", &json);
    settling_adopt(&settling);
    settling_check_change(&settling, claim,
                          "A1 of F1 fee.attendance 100 because policy from 2026-11-24");
    bytes_clear(&json);
    free(claim);
}

/* --- facts that change after an approval --- */

static void test_adopt__a_version_that_can_no_longer_be_read_takes_no_claim_away(void **state)
{
    struct body_claim *claim = settling_visit(&settling, 0);
    struct err err;

    (void)state;
    settling_approve(&settling, claim, 2500, 0);
    settling_set_rate(&settling, "1300");
    check_ok(db_exec(settling.hall.db, "UPDATE policy SET json = '{}' WHERE hash = $1",
                     DB_ARGS(db_blob(claim->policy_hash, RECORD_HASH_SIZE)), &err),
             &err);
    settling_check_change(&settling, claim, "A1 of F1 fee.attendance 100 because facts");
    free(claim);
}

/* --- a database from before there were adjustments --- */

extern const char server_schema_sql[];
extern const char server_adjustments_sql[];

static void test_adopt__approvals_from_before_adjustments_are_kept_as_they_were(void **state)
{
    static const char *const schemas[] = {log_schema_sql, books_schema_sql, server_schema_sql,
                                          server_adjustments_sql};
    struct id claim = id_new();
    struct adjust_account *lines = mem_new(1, sizeof *lines);
    struct ledger_payment payment;
    struct ledger_sums sums;
    struct db *db;
    struct err err;

    (void)state;
    check_ok(db_open(&db, "before.db", schemas, 3, &err), &err);
    check_ok(db_exec(db,
                     "INSERT INTO approval (claim_id, version, fee_pence, expenses_pence, channel, "
                     "at_ms, user_id) VALUES ($1, 2, 2500, 420, 'bank', 7, $1)",
                     DB_ARGS(db_id(&claim)), &err),
             &err);
    check_ok(db_exec(db,
                     "INSERT INTO payment (claim_id, payment_id, pence, channel, paid_on, user_id) "
                     "VALUES ($1, $1, 2920, 'bank', '2026-11-30', $1)",
                     DB_ARGS(db_id(&claim)), &err),
             &err);
    db_close(db);
    check_ok(db_open(&db, "before.db", schemas, 4, &err), &err);
    check_ok(ledger_get_sums(db, claim, &sums, &err), &err);
    assert_int_equal(sums.turns, 1);
    assert_int_equal(sums.turns_paid, 1);
    assert_int_equal(sums.fee_paid, 2500);
    assert_int_equal(sums.expenses_paid, 420);
    check_ok(ledger_get_payment(db, claim, 0, &payment, &err), &err);
    assert_string_equal(payment.paid_on, "2026-11-30");
    check_ok(ledger_get_lines(db, claim, 0, lines, &err), &err);
    assert_int_equal(adjust_sum(lines, ADJUST_FEE), 2500);
    assert_int_equal(adjust_sum(lines, ADJUST_EXPENSES), 420);
    db_close(db);
    free(lines);
    assert_int_equal(remove("before.db"), 0);
}

extern const char server_people_sql[];
extern const char server_unplanned_sql[];

static void test_adopt__a_database_from_before_anything_came_later_takes_it(void **state)
{
    static const char *const before[] = {log_schema_sql,    books_schema_sql,
                                         server_schema_sql, server_adjustments_sql,
                                         server_people_sql, server_unplanned_sql};
    struct office office = {.settings = {.data = "."}};
    int64_t count;
    struct db *db;
    struct err err;

    (void)state;
    check_ok(db_open(&db, "server.db", before, sizeof before / sizeof before[0], &err), &err);
    assert_false(db_number(db, &count, "SELECT count(*) FROM completed", DB_NONE, -1, &err));
    db_close(db);
    check_ok(office_connect(&office, &db, &err), &err);
    check_ok(db_number(db, &count, "SELECT count(*) FROM completed", DB_NONE, -1, &err), &err);
    assert_int_equal(count, 0);
    db_close(db);
    assert_int_equal(remove("server.db"), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_hall, close_hall)
    const struct CMUnitTest tests[] = {
        TEST(test_adopt__a_new_rate_for_days_already_paid_is_an_adjustment_that_waits),
        TEST(test_adopt__the_same_files_again_make_nothing),
        TEST(test_adopt__a_file_that_is_no_policy_changes_nothing),
        TEST(test_adopt__two_files_of_one_policy_are_refused),
        TEST(test_adopt__a_claim_not_approved_yet_simply_comes_to_other_pence),
        TEST(test_adopt__a_lower_rate_takes_off_what_is_approved_and_not_paid),
        TEST(test_adopt__money_that_was_paid_is_never_taken_back_by_itself),
        TEST(test_adopt__two_ledgers_are_never_set_against_each_other),
        TEST(test_adopt__a_second_change_builds_on_the_first),
        TEST(test_adopt__kiosks_are_told_of_later_payments_apart),
        TEST(test_adopt__rates_of_other_days_leave_a_claim_alone),
        TEST(test_adopt__a_version_that_can_no_longer_be_read_takes_no_claim_away),
        cmocka_unit_test(test_adopt__approvals_from_before_adjustments_are_kept_as_they_were),
        cmocka_unit_test(test_adopt__a_database_from_before_anything_came_later_takes_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
