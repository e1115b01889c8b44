// SPDX-License-Identifier: Apache-2.0

/* What is left for next time, where more of the same claim came after it: every screen says what
 * is done. */

#include "kiosk/desk_pay.h"
#include "kiosk/screens.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

static struct support support;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    support_count_in(&support);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static void to_more(void)
{
    support_to_desk(&support, &support.office.host); // a payer too
    support_tap(&support, "#further");
    support_is_on(&support, "desk-more");
}

// £9.74 wait until next time.
static void leave_some(void)
{
    support_claim(&support, 0, 974, "");
    to_more();
    support_tap(&support, "£9.74 in cash, next time");
    support_is_on(&support, "next-time");
    support_tap(&support, "#agree");
    support_is_on(&support, "desk");
    support_tap(&support, "#lock");
}

// And £4.26 are due today.
static void leave_some_and_claim_more(void)
{
    leave_some();
    support_claim(&support, 0, 1400, "");
}

static struct books_claim claim_of(int person)
{
    struct books_claim claim;
    struct err err;

    check_ok(books_find_claim(support.kiosk.store.db, support.kiosk.roster.meeting,
                              support.office.people[person], &claim, &err),
             &err);
    return claim;
}

// What the last screen of their visit says.
static void to_done(int person)
{
    struct visit_place place = kiosk_visit_place(&support.kiosk);
    struct err err;

    visit_begin(&support.kiosk.visit, support.office.people[person], VISIT_BY_CARD);
    check_ok(visit_find(&support.kiosk.visit, &place, &err), &err);
    stage_pose(&support.kiosk.stage, &screen_done, NULL);
}

static void say_paid(int person, int64_t pence)
{
    struct body_payment_made body = {
        .what = "travel", .channel = "bank", .pence = pence, .paid_on = "2026-11-23"};
    struct err err;

    body.claim = claim_of(person).claim;
    body.person = support.office.people[person];
    check_ok(office_say(&support.office, &support.kiosk.store, RECORD_PAYMENT_MADE, &body, &err),
             &err);
    kiosk_receive(&support.kiosk);
}

static void hand_over(int person, int64_t pence)
{
    struct desk_place place = kiosk_desk_place(&support.kiosk);
    struct desk_payment payment = {
        .payment = id_new(), .claim = claim_of(person).claim, .pence = pence, .tickets_seen = true};
    struct err err;

    support_start(&support);
    support_to_desk(&support, &support.office.payer);
    check_ok(desk_pay(&support.kiosk.desk, &place, &payment, &err), &err);
    support_tap(&support, "#lock");
}

static void test_screen_next_time__what_cannot_be_read_is_no_sum(void **state)
{
    sqlite3 *beside;

    (void)state;
    leave_some();
    support.kiosk.desk.claim = claim_of(0).claim;
    beside = support_beside(&support, "BEGIN EXCLUSIVE");
    stage_pose(&support.kiosk.stage, &screen_next_time, NULL);
    sqlite3_close(beside);
    assert_false(support_sees(&support, "£"));
    assert_null(ui_node(&support.ui, "otherwise"));
    support_must_see(&support, "Please ask the desk how much it is.");
}

static void test_screen_desk_more__to_the_bank_goes_what_it_says(void **state)
{
    (void)state;
    leave_some_and_claim_more();
    to_more();
    support_must_see(&support, "£14.00 by bank");
    support_must_see(&support, "£14.00 in cash, next time");
    support_tap(&support, "#bank");
    assert_false(claim_of(0).cash_today);
    assert_int_equal(claim_of(0).left_pence, 0);
}

// They were told so: it is kept, and the rest of it waits with it.
static void test_screen_desk_close__by_bank_goes_nothing_that_was_promised_in_cash(void **state)
{
    (void)state;
    leave_some_and_claim_more();
    support_claim(&support, 1, 420, "");
    support_to_desk(&support, &support.office.host);
    support_tap(&support, "#close");
    support_must_see(&support, "2 people still wait for travel money.");
    support_must_see(&support, "Who was promised some in cash next time gets all of it then.");
    support_tap(&support, "#all.bank");
    assert_int_equal(claim_of(0).left_pence, 1400);
    assert_true(claim_of(0).cash_today);
    assert_false(claim_of(1).cash_today);
    assert_null(ui_node(&support.ui, "promised"));
}

static void test_screen_done__says_what_comes_today_and_what_next_time(void **state)
{
    (void)state;
    leave_some();
    to_done(0);
    support_must_see(&support, "You get your travel money, £9.74, in cash next time.");
    assert_false(support_sees(&support, "we will call"));
    support_claim(&support, 0, 1400, "");
    to_done(0);
    support_must_see(&support, "we will call your number for £4.26 travel money.");
    support_must_see(&support, "You get £9.74 in cash next time.");
}

static void test_screen_done__does_not_promise_again_what_was_handed_over(void **state)
{
    (void)state;
    support_claim(&support, 0, 974, "");
    hand_over(0, 600);
    to_done(0);
    support_must_see(&support, "we will call your number for £3.74 travel money.");
    hand_over(0, 374);
    to_done(0);
    support_must_see(&support, "You have your travel money, £9.74.");
    assert_false(support_sees(&support, "we will call"));
}

static void test_screen_done__counts_what_the_office_has_paid(void **state)
{
    (void)state;
    support_claim(&support, 0, 974, "");
    say_paid(0, 500);
    to_done(0);
    support_must_see(&support, "we will call your number for £4.74 travel money.");
}

static void test_screen_hand_over__what_the_office_has_paid_is_not_to_come(void **state)
{
    (void)state;
    support_claim(&support, 0, 974, "");
    say_paid(0, 500);
    support_to_desk(&support, &support.office.payer);
    support_tap(&support, "#pay");
    support_is_on(&support, "hand-over");
    support_must_see(&support, "£4.74");
    assert_false(support_sees(&support, "is still to come"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_screen_next_time__what_cannot_be_read_is_no_sum),
        TEST(test_screen_desk_more__to_the_bank_goes_what_it_says),
        TEST(test_screen_desk_close__by_bank_goes_nothing_that_was_promised_in_cash),
        TEST(test_screen_done__says_what_comes_today_and_what_next_time),
        TEST(test_screen_done__does_not_promise_again_what_was_handed_over),
        TEST(test_screen_done__counts_what_the_office_has_paid),
        TEST(test_screen_hand_over__what_the_office_has_paid_is_not_to_come),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
