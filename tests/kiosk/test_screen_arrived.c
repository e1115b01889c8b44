// SPDX-License-Identifier: Apache-2.0

/* "You are signed in": how few touches it takes, later, no money, and what became of a claim. */

#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

static struct support support;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    support_open_float(&support);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static void test_screen_arrived__by_card_is_one_scan_and_one_touch(void **state)
{
    int before = support_count(&support, RECORD_ATTENDANCE_ARRIVED);

    (void)state;
    support_arrive_by_card(&support, 0);
    assert_int_equal(support.touches, 1);
    assert_int_equal(support_count(&support, RECORD_ATTENDANCE_ARRIVED), before + 1);
}

static void test_screen_arrived__by_letters_is_seven_touches(void **state)
{
    (void)state;
    support_arrive(&support, 1);
    assert_true(support.touches <= 7);
    assert_true(support.screens <= 4);
}

static void test_screen_arrived__twice_is_one_arrival(void **state)
{
    int before;

    (void)state;
    support_arrive(&support, 2);
    before = support_count(&support, RECORD_ATTENDANCE_ARRIVED);
    support_arrive_by_card(&support, 2);
    assert_int_equal(support_count(&support, RECORD_ATTENDANCE_ARRIVED), before);
}

static void test_screen_arrived__later_ends_the_visit_and_keeps_the_arrival(void **state)
{
    int before = support_count(&support, RECORD_CLAIM_MADE);

    (void)state;
    support_arrive(&support, 2);
    support_tap(&support, "Later");
    support_is_on(&support, "welcome");
    assert_false(support.kiosk.visit.on);
    assert_int_equal(support_count(&support, RECORD_CLAIM_MADE), before);
}

static void test_screen_arrived__counts_from_the_agreed_start(void **state)
{
    (void)state;
    support_arrive(&support, 5);
    assert_true(support_sees(&support, "Your time counts from 10:00."));
    support_arrive(&support, 5); // when they came is not told to who has but their letters
    assert_false(support_sees(&support, "Your time counts"));
    support_arrive_by_card(&support, 5);
    assert_true(support_sees(&support, "Your time counts from 10:00."));
}

static void test_screen_arrived__refusing_everything_is_three_touches(void **state)
{
    struct books_claim claim;
    struct err err;
    int touches;

    (void)state;
    support_arrive(&support, 3);
    touches = support.touches;
    support_tap(&support, "No money, thank you");
    support_is_on(&support, "check");
    support_tap(&support, "#yes");
    support_is_on(&support, "done");
    support_tap(&support, "Finish");
    assert_true(support.touches - touches <= 3);
    check_ok(books_find_claim(support.kiosk.store.db, support.kiosk.roster.meeting,
                              support.office.people[3], &claim, &err),
             &err);
    assert_int_equal(claim.fee_pence, 0);
    assert_int_equal(claim.expenses_pence, 0);
}

// By letters alone nobody learns what somebody said before, or gets (rules.md P01, PRV-07).
static void test_screen_arrived__shows_what_is_stored_only_to_a_card(void **state)
{
    (void)state;
    support_arrive(&support, 4);
    support_tap(&support, "Yes, now");
    support_tap(&support, "#none");
    support_tap(&support, "Next");
    support_tap(&support, "No travel costs");
    support_tap(&support, "Next");
    support_tap(&support, "To my bank");
    support_tap(&support, "Next");
    support_tap(&support, "#none");
    support_tap(&support, "Next");
    support_tap(&support, "#yes");
    support_is_on(&support, "done");
    support_arrive(&support, 4);
    assert_false(support_sees(&support, support.kiosk.visit.claim.number));
    assert_false(support_sees(&support, "£"));
    assert_true(support_sees(&support, "not shown here"));
    support_tap(&support, "#listen");
    support_tap(&support, "#listen"); // how it is read, and the number once more
    assert_non_null(ui_node(&support.ui, "sound.close"));
    assert_false(support_sees(&support, support.kiosk.visit.claim.number));
    assert_false(support_sees(&support, "£"));
    support_arrive_by_card(&support, 4);
    support_tap(&support, "#listen");
    support_tap(&support, "#listen");
    assert_true(support_sees(&support, support.kiosk.visit.claim.number));
    assert_true(support_sees(&support, "£31.25"));
    support_tap(&support, "#sound.close");
    assert_true(support_sees(&support, support.kiosk.visit.claim.number));
    assert_true(support_sees(&support, "£31.25"));
    assert_true(support_sees(&support, "Payment, about"));
}

static void test_screen_arrived__shows_what_the_office_paid(void **state)
{
    struct body_payment_made paid = {
        .what = "fee", .channel = "bank", .pence = 3125, .paid_on = "2026-11-28"};
    struct err err;

    (void)state;
    paid.claim = support.kiosk.visit.claim.claim;
    paid.person = support.office.people[4];
    check_ok(office_say(&support.office, &support.kiosk.store, RECORD_PAYMENT_MADE, &paid, &err),
             &err);
    kiosk_receive(&support.kiosk);
    support_arrive_by_card(&support, 4);
    assert_true(support_sees(&support, "Payment, paid on Saturday 28 November"));
    support_tap(&support, "Cymraeg");
    assert_true(support_sees(&support, "Taliad, talwyd ar ddydd Sadwrn 28 Tachwedd"));
}

// An adjustment that was paid stands beside it; what was said before stays true.
static void test_screen_arrived__shows_what_was_paid_later_apart(void **state)
{
    struct body_payment_made paid = {
        .what = "fee_more", .channel = "bank", .pence = 125, .paid_on = "2026-12-12"};
    struct err err;

    (void)state;
    paid.claim = support.kiosk.visit.claim.claim;
    paid.person = support.office.people[4];
    check_ok(office_say(&support.office, &support.kiosk.store, RECORD_PAYMENT_MADE, &paid, &err),
             &err);
    kiosk_receive(&support.kiosk);
    support_arrive_by_card(&support, 4);
    assert_true(support_sees(&support, "Payment, paid on Saturday 28 November"));
    assert_true(support_sees(&support, "£31.25"));
    assert_true(support_sees(&support, "More payment, paid on Saturday 12 December"));
    assert_true(support_sees(&support, "£1.25"));
    support_tap(&support, "Cymraeg");
    assert_true(support_sees(&support, "Rhagor o daliad, talwyd ar ddydd Sadwrn 12 Rhagfyr"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screen_arrived__by_card_is_one_scan_and_one_touch),
        cmocka_unit_test(test_screen_arrived__by_letters_is_seven_touches),
        cmocka_unit_test(test_screen_arrived__twice_is_one_arrival),
        cmocka_unit_test(test_screen_arrived__later_ends_the_visit_and_keeps_the_arrival),
        cmocka_unit_test(test_screen_arrived__counts_from_the_agreed_start),
        cmocka_unit_test(test_screen_arrived__refusing_everything_is_three_touches),
        cmocka_unit_test(test_screen_arrived__shows_what_is_stored_only_to_a_card),
        cmocka_unit_test(test_screen_arrived__shows_what_the_office_paid),
        cmocka_unit_test(test_screen_arrived__shows_what_was_paid_later_apart),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
