// SPDX-License-Identifier: Apache-2.0

/* Still to come, of meetings before: payments that are decided now. */

#include <sqlite3.h>

#include "shared/str.h"
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

static struct body_claim_completed last_completed(void)
{
    struct body_claim_completed found;

    support_last(&support, RECORD_CLAIM_COMPLETED, &found);
    return found;
}

static void test_waiting_payment__a_payment_that_was_not_saved_can_be_tried_again(void **state)
{
    sqlite3 *beside;

    (void)state;
    support_waits_for(&support, 2);
    support_arrive_by_card(&support, 2);
    support_tap(&support, "Still to come");
    support_tap(&support, "#waiting.2");
    support_tap(&support, "A voucher");
    support_tap(&support, "Next");
    beside = support_beside(&support, "BEGIN IMMEDIATE");
    support_tap(&support, "#yes");
    assert_true(support_sees(&support, "This is not saved yet."));
    sqlite3_close(beside);
    support_tap(&support, "#yes");
    assert_null(ui_node(&support.ui, "waiting.2"));
    assert_false(support_sees(&support, "This is not saved yet."));
}

static void to_payment(int person)
{
    support_arrive_by_card(&support, person);
    support_tap(&support, "Still to come");
    support_to_page_of(&support, "waiting.2");
    support_tap(&support, "#waiting.2");
}

// From the choice to what is saved.
static void say(const char *choice)
{
    support_to_page_of(&support, choice + 1);
    support_tap(&support, choice);
    support_tap(&support, "Next");
}

static void test_waiting_payment__a_payment_is_decided_and_gone(void **state)
{
    int before = support_count(&support, RECORD_CLAIM_COMPLETED);

    (void)state;
    support_waits_for(&support, 0);
    to_payment(0);
    support_is_on(&support, "fee");
    assert_null(ui_node(&support.ui, "later")); // that is what was said last time
    support_tap(&support, "Next");
    assert_true(support_sees(&support, "Please touch one answer."));
    say("#voucher");
    assert_int_equal(support_count(&support, RECORD_CLAIM_COMPLETED), before);
    support_is_on(&support, "waiting-check");
    assert_true(support_sees(&support, "Is this right?"));
    assert_true(support_sees(&support, "Payment: a voucher"));
    support_tap(&support, "#yes");
    support_is_on(&support, "waiting");
    assert_string_equal(last_completed().channel, "voucher");
    assert_null(ui_node(&support.ui, "waiting.2"));
}

static void test_waiting_payment__advice_is_there_before_a_payment_is_taken_up(void **state)
{
    int64_t now = when_now_ms();

    (void)state;
    support_waits_for(&support, 0);
    to_payment(0);
    support_to_page_of(&support, "benefits.more");
    assert_true(support_sees(&support, "If you get benefits"));
    support_tap(&support, "Find out more");
    support_is_on(&support, "benefits");
    assert_null(ui_node(&support.ui, "letter")); // there is no claim of today to write of
    support_tap(&support, "Back");
    support_is_on(&support, "fee");
    say("#bank");
    assert_true(support_sees(&support, "£43.75"));
    assert_true(support_sees(&support, "If you get benefits"));
    support_tap(&support, "#yes");
    assert_true(last_completed().benefits_seen_ms >= now);
}

static void test_waiting_payment__a_change_at_the_check_leads_back_to_it(void **state)
{
    (void)state;
    support_waits_for(&support, 0);
    to_payment(0);
    say("#bank");
    support_tap(&support, "#payment.change");
    support_is_on(&support, "fee");
    support_tap(&support, "Back");
    support_is_on(&support, "waiting-check");
    support_tap(&support, "#payment.change");
    say("#less");
    support_is_on(&support, "less");
    support_type(&support, "12");
    support_tap(&support, "Next");
    support_is_on(&support, "waiting-check");
    assert_true(support_sees(&support, "£12.00 at most, as you said."));
    support_tap(&support, "Back");
    support_is_on(&support, "less");
    support_tap(&support, "Back");
    support_tap(&support, "Back");
    support_is_on(&support, "waiting");
}

// Less of it was wanted, and how much less was never said: that is asked, and nothing is saved.
static void test_waiting_payment__no_amount_of_its_own_is_asked_for_before_it_is_saved(void **state)
{
    int before = support_count(&support, RECORD_CLAIM_COMPLETED);

    (void)state;
    support_waits_for(&support, 0);
    to_payment(0);
    say("#bank");
    support_tap(&support, "#payment.change");
    say("#less");
    support_is_on(&support, "less");
    support_tap(&support, "Back");
    support_is_on(&support, "waiting-check");
    assert_false(support_sees(&support, "-£"));
    support_tap(&support, "#yes");
    support_is_on(&support, "less");
    assert_int_equal(support_count(&support, RECORD_CLAIM_COMPLETED), before);
    support_type(&support, "12");
    support_tap(&support, "Next");
    support_is_on(&support, "waiting-check");
    support_tap(&support, "#yes");
    assert_int_equal(last_completed().pence, 1200);
}

static void
test_waiting_payment__what_was_keyed_for_one_payment_is_not_there_for_the_next(void **state)
{
    struct body_person_expected *body = support_waits_for(&support, 0);

    (void)state;
    str_copy(body->waiting[0].code, sizeof body->waiting[0].code, "fee");
    body->waiting[0].ref[0] = '\0';
    body->waiting[0].claim = id_new();
    to_payment(0);
    say("#less");
    support_type(&support, "20");
    support_tap(&support, "Next");
    support_tap(&support, "#yes");
    support_is_on(&support, "waiting");
    support_tap(&support, "#waiting.1");
    assert_false(ui_node(&support.ui, "less")->selected);
    say("#less");
    assert_false(support_sees(&support, "£20"));
    support_tap(&support, "Next");
    assert_true(support_sees(&support, "Please key in an amount"));
}

static void test_waiting_payment__less_of_a_payment_is_by_bank_and_no_more(void **state)
{
    (void)state;
    support_waits_for(&support, 4);
    to_payment(4);
    say("#less");
    assert_true(support_sees(&support, "All of it would be about £43.75."));
    support_tap(&support, "Next");
    assert_true(support_sees(&support, "Please key in an amount"));
    support_tap(&support, "Back");
    assert_non_null(ui_node(&support.ui, "bank"));
    say("#less");
    support_type(&support, "20");
    support_tap(&support, "Next");
    support_tap(&support, "#yes");
    assert_string_equal(last_completed().channel, "bank");
    assert_int_equal(last_completed().pence, 2000);
    assert_null(ui_node(&support.ui, "waiting.2"));
}

// £60.00 a month, of which £43.75 of October's are taken.
static struct body_person_expected *has_limit(int person)
{
    struct body_person_expected *body = support_waits_for(&support, person);

    str_copy(body->age_band, sizeof body->age_band, "21_up");
    body->maximum_pence = 6000;
    body->waiting[1].month_taken_pence = 4375;
    return body;
}

static void test_waiting_payment__an_own_limit_takes_what_it_leaves(void **state)
{
    struct body_person_expected *body = has_limit(5);

    (void)state;
    body->month_offered_pence = 8750;
    body->month_taken_pence = 6000; // of November's, and so no matter
    to_payment(5);
    assert_true(support_sees(&support, "This month so far: offered £87.50, taken £60.00."));
    support_to_page_of(&support, "standing");
    assert_true(support_sees(&support, "£16.25, what your limit leaves"));
    say("#standing");
    support_tap(&support, "#yes");
    assert_string_equal(last_completed().channel, "bank");
    assert_int_equal(last_completed().pence, 1625);
}

static void test_waiting_payment__an_own_limit_is_spent_once_by_two_payments(void **state)
{
    struct body_person_expected *body = has_limit(0);

    (void)state;
    body->waiting[0] = body->waiting[1];
    body->waiting[0].claim = id_new();
    to_payment(0);
    say("#standing");
    support_tap(&support, "#yes");
    assert_int_equal(last_completed().pence, 1625);
    support_tap(&support, "#waiting.1");
    support_is_on(&support, "fee");
    assert_null(ui_node(&support.ui, "standing")); // nothing of it is left
    body->waiting[0].month_taken_pence = body->waiting[1].month_taken_pence = 2000;
    support_tap(&support, "Back"); // the office says that less was taken
    support_tap(&support, "#waiting.1");
    support_to_page_of(&support, "standing");
    assert_true(support_sees(&support, "£23.75, what your limit leaves"));
}

static void test_waiting_payment__what_was_taken_up_counts_in_the_claim_of_that_month(void **state)
{
    struct body_person_expected *body = has_limit(1);
    struct facts facts;

    (void)state;
    body->month_taken_pence = 1000;
    str_copy(body->waiting[1].date, sizeof body->waiting[1].date, "2026-11-09");
    body->waiting[1].month_taken_pence = 1000;
    to_payment(1);
    say("#bank");
    support_tap(&support, "#yes");
    support_tap(&support, "Next");
    support_is_on(&support, "arrived");
    support.kiosk.visit.fee = VISIT_FEE_LESS;
    support.kiosk.visit.limit = VISIT_LIMIT_KEPT;
    support.kiosk.visit.less_pence = 6000;
    visit_facts(&support.kiosk.visit, &support.kiosk.roster, &facts);
    assert_int_equal(facts.fee_election.taken_pence, 1000 + 4375);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_waiting_payment__a_payment_that_was_not_saved_can_be_tried_again),
        cmocka_unit_test(test_waiting_payment__a_payment_is_decided_and_gone),
        cmocka_unit_test(test_waiting_payment__advice_is_there_before_a_payment_is_taken_up),
        cmocka_unit_test(test_waiting_payment__a_change_at_the_check_leads_back_to_it),
        cmocka_unit_test(
            test_waiting_payment__no_amount_of_its_own_is_asked_for_before_it_is_saved),
        cmocka_unit_test(
            test_waiting_payment__what_was_keyed_for_one_payment_is_not_there_for_the_next),
        cmocka_unit_test(test_waiting_payment__less_of_a_payment_is_by_bank_and_no_more),
        cmocka_unit_test(test_waiting_payment__an_own_limit_takes_what_it_leaves),
        cmocka_unit_test(test_waiting_payment__an_own_limit_is_spent_once_by_two_payments),
        cmocka_unit_test(test_waiting_payment__what_was_taken_up_counts_in_the_claim_of_that_month),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
