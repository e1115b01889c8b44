// SPDX-License-Identifier: Apache-2.0

/* What is left for next time: paid once, by who left it, and by nobody else. */

#include "tests/shared/clerk.h"

#include <stdlib.h>
#include <string.h>

#include "shared/books_left.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"

static struct id later; // the meeting after

// 974 of claim A 1, to be paid in cash; of which 300 were.
static void begin(void)
{
    struct body_claim *claim = new_claim(claim_id, 1, 974);
    struct body_cash part = cash(claim_id, 300);

    later = id_new();
    arrive(person, attendance);
    claim->cash_today = true;
    must(RECORD_CLAIM_MADE, claim);
    free(claim);
    open_float(2000);
    must(RECORD_CASH_PAID, &part);
}

static struct body_cash_left leaves(int64_t pence)
{
    return (struct body_cash_left){
        .claim = claim_id, .pence = pence, .until = "2026-08-13", .by = {{9}}};
}

static void leave(int64_t pence)
{
    struct body_cash_left body = leaves(pence);

    must(RECORD_CASH_LEFT, &body);
}

static int64_t left(void)
{
    struct books_claim claim;
    struct err err;

    check_ok(books_get_claim(db, claim_id, &claim, &err), &err);
    return claim.left_pence;
}

static void come_again(void)
{
    struct body_attendance_arrived body = {
        .attendance = id_new(), .person = person, .as = "participant", .how = "card", .at_ms = 9};
    struct body_float tin_then = {.float_id = id_new(), .pence = 2000};
    struct err err;

    check_ok(say_at(later, RECORD_ATTENDANCE_ARRIVED, &body, &err), &err);
    check_ok(say_at(later, RECORD_FLOAT_OPENED, &tin_then, &err), &err);
    tin = tin_then.float_id;
}

// The same record, out of another log.
static bool say_elsewhere(struct id where, enum record_kind kind, const void *body, struct err *err)
{
    struct record record = {
        .log_id = id_new(), .op_id = id_new(), .kind = kind, .schema = 1, .meeting_id = where};
    struct bytes json = {0};
    bool ok;

    body_write(kind, body, &json);
    record.body = bytes_text(&json);
    record.body_length = json.length;
    check_ok(db_begin(db, err), err);
    ok = books_apply(db, &record, err);
    if (ok)
        check_ok(db_end(db, true, err), err);
    else
        db_end(db, false, &(struct err){0});
    bytes_clear(&json);
    return ok;
}

static void pay_later(int64_t pence, enum err_kind refused)
{
    struct body_cash body = cash(claim_id, pence);
    struct err err;

    if (refused)
        check_fails(say_at(later, RECORD_CASH_PAID, &body, &err), &err, refused);
    else
        check_ok(say_at(later, RECORD_CASH_PAID, &body, &err), &err);
}

static void test_books_left__no_more_than_is_to_be_paid_in_cash(void **state)
{
    struct body_cash_left body;

    (void)state;
    begin();
    body = leaves(675); // 674 are
    must_not(RECORD_CASH_LEFT, &body, ERR_INVALID);
    body.claim = id_new();
    must_not(RECORD_CASH_LEFT, &body, ERR_NOT_FOUND);
    body = leaves(0);
    must_not(RECORD_CASH_LEFT, &body, ERR_INVALID); // none is left
    leave(674);
    assert_int_equal(left(), 674);
    leave(600); // said again: that it is
    assert_int_equal(left(), 600);
    check_rebuilt();
}

static void test_books_left__is_not_paid_at_its_own_meeting_too(void **state)
{
    struct body_cash body;

    (void)state;
    begin();
    leave(600);
    body = cash(claim_id, 75); // 74 are not left
    must_not(RECORD_CASH_PAID, &body, ERR_INVALID);
    body.pence = 74;
    must(RECORD_CASH_PAID, &body);
    leave(0);
    body = cash(claim_id, 600);
    must(RECORD_CASH_PAID, &body);
    check_rebuilt();
}

static void test_books_left__is_paid_at_a_later_meeting_once_and_in_parts(void **state)
{
    (void)state;
    begin();
    come_again();
    pay_later(1, ERR_INVALID); // nothing was left
    leave(674);
    pay_later(675, ERR_INVALID);
    pay_later(600, 0);
    assert_int_equal(left(), 74);
    pay_later(75, ERR_INVALID);
    pay_later(74, 0);
    assert_int_equal(left(), 0);
    pay_later(1, ERR_INVALID);
    check_rebuilt();
}

static void test_books_left__what_came_back_waits_again(void **state)
{
    struct body_cash body = cash(claim_id, 674);
    struct err err;

    (void)state;
    begin();
    come_again();
    leave(674);
    body.float_id = tin;
    check_ok(say_at(later, RECORD_CASH_PAID, &body, &err), &err);
    check_ok(say_at(later, RECORD_CASH_RETURNED, &body, &err), &err);
    assert_int_equal(left(), 674);
    pay_later(674, 0);
    check_rebuilt();
}

static void test_books_left__another_kiosk_pays_none_of_it(void **state)
{
    struct body_cash_left body;
    struct body_cash paid;
    struct err err;

    (void)state;
    begin();
    come_again();
    leave(674);
    paid = cash(claim_id, 674);
    check_fails(say_elsewhere(later, RECORD_CASH_PAID, &paid, &err), &err, ERR_INVALID);
    body = leaves(100);
    check_fails(say_elsewhere(meeting, RECORD_CASH_LEFT, &body, &err), &err, ERR_INVALID);
    assert_int_equal(left(), 674);
}

// The office took it over, and the kiosk had not heard of it: the cash is gone all the same.
static void test_books_left__cash_that_crosses_with_the_offices_word_counts(void **state)
{
    struct body_cash_left over = leaves(0);
    struct err err;

    (void)state;
    begin();
    come_again();
    leave(674);
    check_ok(say_elsewhere(meeting, RECORD_CASH_LEFT, &over, &err), &err);
    assert_int_equal(left(), 0);
    leave(0);   // said at the desk as well: the same
    leave(500); // and not: it stays the office's
    assert_int_equal(left(), 0);
    pay_later(501, ERR_INVALID);
    pay_later(500, 0);
    pay_later(1, ERR_INVALID);
    assert_int_equal(left(), 0);
}

static void test_books_left__goes_with_what_the_claim_has_no_more(void **state)
{
    struct body_claim *claim = new_claim(claim_id, 1, 500);

    (void)state;
    begin();
    leave(674);
    claim->cash_today = true;
    must(RECORD_CLAIM_AMENDED, claim);
    assert_int_equal(left(), 200); // of 500, 300 are paid
    claim->cash_today = false;
    must(RECORD_CLAIM_AMENDED, claim);
    assert_int_equal(left(), 0);
    free(claim);
    check_rebuilt();
}

static void test_books_left__what_is_left_is_handed_to_no_other_desk(void **state)
{
    struct body_claim *claim = new_claim(claim_id, 1, 974);

    (void)state;
    arrive(person, attendance);
    claim->cash_today = true;
    must(RECORD_CLAIM_MADE, claim);
    leave(974);
    must_not(RECORD_CLAIM_HANDED, claim, ERR_INVALID);
    free(claim);
}

static int64_t paid_there;

static size_t listed(struct id log, const char *date)
{
    struct books_left_at at = {later, log, date};
    struct books_left_claim *claims = NULL;
    size_t count;
    struct err err;

    check_ok(books_left_list(db, &at, &claims, &count, &err), &err);
    assert_true(count == 0 || id_equal(claims[0].claim, claim_id));
    paid_there = count ? claims[0].paid_pence : 0;
    free(claims);
    return count;
}

static void test_books_left__is_listed_where_its_person_comes_next(void **state)
{
    (void)state;
    begin();
    leave(674);
    assert_int_equal(listed(log_id, "2026-05-20"), 0); // they have not come
    come_again();
    assert_int_equal(listed(log_id, "2026-05-20"), 1);
    assert_int_equal(listed(id_new(), "2026-05-20"), 0); // another kiosk's
    assert_int_equal(listed(log_id, "2026-08-13"), 1);   // the last day
    assert_int_equal(listed(log_id, "2026-08-14"), 0);
    pay_later(674, 0);
    assert_int_equal(listed(log_id, "2026-08-14"), 1); // for it was paid here
    assert_int_equal(paid_there, 674);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_books_left__no_more_than_is_to_be_paid_in_cash),
        TEST(test_books_left__is_not_paid_at_its_own_meeting_too),
        TEST(test_books_left__is_paid_at_a_later_meeting_once_and_in_parts),
        TEST(test_books_left__what_came_back_waits_again),
        TEST(test_books_left__another_kiosk_pays_none_of_it),
        TEST(test_books_left__cash_that_crosses_with_the_offices_word_counts),
        TEST(test_books_left__goes_with_what_the_claim_has_no_more),
        TEST(test_books_left__what_is_left_is_handed_to_no_other_desk),
        TEST(test_books_left__is_listed_where_its_person_comes_next),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
