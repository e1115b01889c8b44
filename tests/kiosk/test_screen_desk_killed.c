// SPDX-License-Identifier: Apache-2.0

/* The desk, killed between any two steps: money counts whole or not at all, and screen and books
 * agree after a start. */

#include "shared/money.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

static struct support support;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static void step(const char *const taps[])
{
    for (size_t i = 0; taps[i]; i++)
        support_tap(&support, taps[i]);
}
#define STEP(...) step((const char *const[]){__VA_ARGS__, NULL})

static struct books_float held(void)
{
    struct books_float now;
    struct err err;

    check_ok(books_get_float(support.kiosk.store.db, support.kiosk.roster.meeting, &now, &err),
             &err);
    return now;
}

// After a start the desk shows what the books have, and the books have what was shown as paid.
static void start_again_and_compare(int64_t pence, int payments)
{
    char amount[MONEY_SIZE];

    support_restart(&support);
    support_to_desk(&support, &support.office.payer);
    assert_int_equal(held().pence, pence);
    money_write(amount, pence);
    support_must_see(&support, amount);
    assert_int_equal(support_count(&support, RECORD_CASH_PAID), payments);
}

static void test_screen_desk__killed_between_any_two_steps_float_and_screen_agree(void **state)
{
    (void)state;
    support_count_in(&support);
    support_claim(&support, 0, 974, "");
    support_claim(&support, 1, 420, "");
    start_again_and_compare(2264, 0);
    STEP("Ticket seen"); // it is being handed over: nobody has said that they have it
    start_again_and_compare(2264, 0);
    STEP("They do not have it");
    support_must_see(&support, "£9.74"); // and it is still due
    STEP("Ticket seen", "Not right");
    start_again_and_compare(2264, 0);
    STEP("Ticket seen", "I got £9.74");
    start_again_and_compare(1290, 1);
    assert_true(ui_node(&support.ui, "claim.a2")->selected); // not the one who was paid
    STEP("#claim.a1", "Something else", "£9.74 was paid by mistake");
    start_again_and_compare(1290, 1);
    STEP("#claim.a1", "Something else", "£9.74 was paid by mistake");
    SUPPORT_KEY_COINS(&support, {"£5", "1"}, {"£2", "2"}, {"50p", "1"}, {"20p", "1"}, {"2p", "2"});
    STEP("Put it back");
    start_again_and_compare(2264, 1);
    STEP("#claim.a1", "Something else", "£9.74 by bank");
    start_again_and_compare(2264, 1);
    assert_true(ui_node(&support.ui, "claim.a2")->selected);
    STEP("Ticket seen", "I got £4.20");
    start_again_and_compare(1844, 2);
    support_must_see(&support, "nobody is waiting");
}

// The other of the two who count, and the touch that ends it.
static void second_and(const char *go)
{
    support_scan(&support, &support.office.host);
    support_tap(&support, go);
}

static void test_screen_desk__killed_in_the_hand_over_it_says_so(void **state)
{
    static const char words[] = "A 1: handing over £9.74 was begun and not finished.";

    (void)state;
    support_count_in(&support);
    support_claim(&support, 0, 974, "");
    support_claim(&support, 1, 420, "");
    start_again_and_compare(2264, 0);
    assert_false(support_sees(&support, "was begun"));
    STEP("Ticket seen");
    start_again_and_compare(2264, 0);
    support_must_see(&support, words);
    start_again_and_compare(2264, 0); // until somebody has asked them
    support_must_see(&support, words);
    STEP("They do not have it");
    assert_false(support_sees(&support, "was begun"));
    support_must_see(&support, "£9.74"); // still due
    start_again_and_compare(2264, 0);
    assert_false(support_sees(&support, "was begun"));
    STEP("Ticket seen", "Not right");
    start_again_and_compare(2264, 0);
    assert_false(support_sees(&support, "was begun"));
    STEP("Ticket seen");
    start_again_and_compare(2264, 0);
    STEP("They have it");
    support_is_on(&support, "hand-over");
    STEP("I got £9.74"); // the person says so
    start_again_and_compare(1290, 1);
    assert_false(support_sees(&support, "was begun"));
    assert_true(ui_node(&support.ui, "claim.a2")->selected);
    STEP("Ticket seen");
    start_again_and_compare(1290, 1);
    support_to_page_of(&support, "pay");
    STEP("#pay", "I got £4.20"); // who has the same put before them again is paid once
    start_again_and_compare(870, 2);
    assert_false(support_sees(&support, "was begun"));
}

static void test_screen_desk__killed_while_money_is_counted_all_of_it_counts_or_none(void **state)
{
    (void)state;
    support_to_desk(&support, &support.office.payer);
    STEP("Float", "Count the float in");
    SUPPORT_KEY_COINS(&support, {"£5", "2"}, {"20p", "5"});
    support_scan(&support, &support.office.host);
    support_restart(&support);
    support_to_desk(&support, &support.office.payer);
    support_must_see(&support, "No float is open");
    STEP("Float", "Count the float in");
    SUPPORT_KEY_COINS(&support, {"£5", "2"}, {"20p", "5"});
    second_and("Count it in");
    start_again_and_compare(1100, 0);
    STEP("Other tasks", "Float", "Add money");
    SUPPORT_KEY_COINS(&support, {"£5", "1"});
    support_scan(&support, &support.office.host);
    start_again_and_compare(1100, 0);
    STEP("Other tasks", "Float", "Add money");
    SUPPORT_KEY_COINS(&support, {"£5", "1"});
    second_and("Add it");
    start_again_and_compare(1600, 0);
    STEP("Other tasks", "Float", "Swap for change");
    SUPPORT_KEY_COINS(&support, {"£5", "1"});
    STEP("Next");
    start_again_and_compare(1600, 0); // the note is out and nothing came in: none of it counts
    STEP("Other tasks", "Float", "Swap for change");
    SUPPORT_KEY_COINS(&support, {"£5", "1"});
    STEP("Next");
    SUPPORT_KEY_COINS(&support, {"£1", "5"});
    STEP("Swap it");
    support_must_see(&support, "A second person must show their card.");
    start_again_and_compare(1600, 0);
    assert_int_equal(held().coins.count[3], 3); // fives
    STEP("Other tasks", "Float", "Swap for change");
    SUPPORT_KEY_COINS(&support, {"£5", "1"});
    STEP("Next");
    SUPPORT_KEY_COINS(&support, {"£1", "5"});
    second_and("Swap it");
    start_again_and_compare(1600, 0);
    assert_int_equal(held().coins.count[3], 2);
    assert_int_equal(held().coins.count[5], 5);
    assert_true(held().coins_known);
}

static void count_out_less(void)
{
    STEP("Other tasks", "Float", "Count the float out");
    SUPPORT_KEY_COINS(&support, {"£5", "2"}, {"£2", "4"}, {"£1", "3"}, {"50p", "2"}, {"20p", "3"});
    second_and("Count it out");
    support_must_see(&support, "£0.04 less than there should be");
}

static void test_screen_desk__killed_at_the_other_steps_each_is_done_or_not(void **state)
{
    struct policy_expenses *policy = &support.kiosk.roster.policy.expenses;

    (void)state;
    support_count_in(&support);
    support_claim(&support, 0, 420, "");
    support_claim(&support, 1, 500, "");
    support_to_desk(&support, &support.office.payer);
    STEP("#claim.a2", "Something else");
    start_again_and_compare(2264, 0);
    assert_true(ui_node(&support.ui, "claim.a1")->selected);
    STEP("#claim.a2", "Something else", "#bus.10");
    start_again_and_compare(2264, 0);
    assert_true(ui_node(&support.ui, "claim.a2")->selected); // who must go is first
    STEP("Something else", "£5.00 by bank");
    start_again_and_compare(2264, 0);
    STEP("#claim.a2", "Something else", "In cash instead");
    start_again_and_compare(2264, 0);
    assert_true(ui_node(&support.ui, "claim.a2")->selected); // is due again
    policy->channel = POLICY_EXPENSES_CASH_ON_DAY;
    policy->cash_needs_evidence = true;
    STEP("#claim.a1", "Something else", "Seen · good for today");
    start_again_and_compare(2264, 0);
    policy->channel = POLICY_EXPENSES_CASH_ON_DAY;
    policy->cash_needs_evidence = true;
    STEP("#claim.a1");
    assert_non_null(ui_node(&support.ui, "pay")); // nobody must see it twice
    STEP("Something else", "Other notes and coins");
    start_again_and_compare(2264, 0);
    STEP("#claim.a1", "Ticket seen", "I got £4.20");
    start_again_and_compare(1844, 1);
    STEP("#claim.a2", "Something else", "£5.00 by bank");
    start_again_and_compare(1844, 1);
    support_must_see(&support, "1 ticket to see");
    STEP("#seen.x1", "I have seen the ticket");
    start_again_and_compare(1844, 1);
    support_must_see(&support, "nobody is waiting");
}

static void test_screen_desk__killed_at_the_end_it_is_counted_out_and_closed_once(void **state)
{
    (void)state;
    support_count_in(&support);
    support_to_desk(&support, &support.office.payer);
    count_out_less();
    start_again_and_compare(2264, 0); // nobody said why: it is open still
    count_out_less();
    STEP("We do not know why", "Count it out");
    support_restart(&support);
    support_to_desk(&support, &support.office.payer);
    support_must_see(&support, "No float is open");
    assert_int_equal(support_count(&support, RECORD_FLOAT_COUNTED), 1);
    support_tap(&support, "Lock");
    support_to_desk(&support, &support.office.host);
    STEP("Close the meeting");
    support_restart(&support);
    support_is_on(&support, "welcome");
    support_to_desk(&support, &support.office.host);
    STEP("Close the meeting", "Close the meeting");
    support_restart(&support);
    support_is_on(&support, "closed");
    assert_int_equal(support_count(&support, RECORD_MEETING_CLOSED), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_screen_desk__killed_between_any_two_steps_float_and_screen_agree),
        TEST(test_screen_desk__killed_in_the_hand_over_it_says_so),
        TEST(test_screen_desk__killed_while_money_is_counted_all_of_it_counts_or_none),
        TEST(test_screen_desk__killed_at_the_other_steps_each_is_done_or_not),
        TEST(test_screen_desk__killed_at_the_end_it_is_counted_out_and_closed_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
