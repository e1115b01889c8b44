// SPDX-License-Identifier: Apache-2.0

/* What is known is offered: last time, the whole offer, one's own limit. */

#include <sqlite3.h>
#include <stdlib.h>

#include "shared/mem.h"
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

// The bus for £4.20 last time, an hour's preparation; paid in cash and to the bank. Their choices
// were asked then.
static struct body_person_expected *came_before(int person)
{
    static const char *const choices[] = {"photographs", "words", "contact"};
    struct body_person_expected *body = support_expected(&support, person);

    body->usual_count = 1;
    body->usual[0] = (struct body_usual){.code = "bus", .pence = 420, .miles = -1};
    body->usual_prep_minutes = 60;
    body->last_claim = id_new();
    body->last_cash_pence = 974;
    body->last_paid_pence = 4375;
    str_copy(body->last_paid_on, sizeof body->last_paid_on, "2026-10-28");
    for (size_t i = 0; i < 3; i++) {
        struct body_remembered_choice *choice = &body->choices[body->choices_count++];

        str_copy(choice->choice, sizeof choice->choice, choices[i]);
        str_copy(choice->value, sizeof choice->value, "no");
        choice->wording = BODY_WORDING_FIRST;
        choice->at_ms = when_now_ms() - 86400000;
    }
    return body;
}

static struct body_claim *saved(void)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);
    struct err err;

    check_ok(
        books_get_claim_body(support.kiosk.store.db, support.kiosk.visit.claim.claim, claim, &err),
        &err);
    return claim;
}

static void to_fee(void)
{
    support_tap(&support, "#now");
    support_tap(&support, "1 hour or more");
    support_tap(&support, "Next");
    support_tap(&support, "No travel costs");
    support_tap(&support, "Next");
    support_is_on(&support, "fee");
}

static void from_fee(void)
{
    support_tap(&support, "Next");
    if (ui_node(&support.ui, "photographs")) {
        support_tap(&support, "#none");
        support_tap(&support, "Next");
    }
    support_is_on(&support, "check");
}

static void say_yes(void)
{
    support_to_page_of(&support, "yes");
    support_tap(&support, "#yes");
    support_is_on(&support, "done");
}

// --- last time ---

static void test_same_as_last_time__is_four_touches_and_the_picture(void **state)
{
    struct body_claim *claim;

    (void)state;
    came_before(0);
    support_arrive_by_card(&support, 0);
    support.touches = 0;
    support_tap(&support, "Same as last time");
    support_is_on(&support, "ticket");
    support_photo(&support, support_jpeg(&support));
    support_tap(&support, "Next");
    support_is_on(&support, "check");
    assert_true(support_sees(&support, "If you get benefits"));
    support_tap(&support, "#yes");
    support_tap(&support, "#end");
    support_is_on(&support, "welcome");
    assert_true(support.touches <= 4);
    support_arrive_by_card(&support, 0);
    claim = saved();
    assert_int_equal(claim->outcome.expenses_pence, 420);
    assert_int_equal(claim->outcome.fee_pence, 4375);
    assert_true(claim->benefits_seen_ms > 0);
    free(claim);
}

static void test_same_as_last_time__can_be_changed_and_gone_back_from(void **state)
{
    (void)state;
    came_before(0);
    support_arrive_by_card(&support, 0);
    support_tap(&support, "#same");
    support_is_on(&support, "ticket");
    support_tap(&support, "Back");
    support_is_on(&support, "arrived");
    support_tap(&support, "#same");
    support_tap(&support, "#desk");
    support_is_on(&support, "check");
    support_tap(&support, "#line.1.change");
    support_tap(&support, "#keys.delete");
    support_tap(&support, "#keys.5");
    support_tap(&support, "Next");
    support_tap(&support, "#here");
    support_tap(&support, "#desk");
    support_is_on(&support, "check");
    assert_true(support_sees(&support, "£4.25"));
}

static bool has_said(const char *choice, const char *value)
{
    struct body_choice said;
    int64_t at_ms;
    struct err err;

    return books_find_choice(support.kiosk.store.db, support.kiosk.visit.person, choice, &said,
                             &at_ms, &err) &&
           str_equal(said.value, value);
}

// On the page they see anyway: who does not want them does not touch them.
static void test_same_as_last_time__has_the_opt_ins_and_the_month_beside_the_sums(void **state)
{
    struct body_person_expected *body = came_before(2);
    struct body_claim *claim;

    (void)state;
    body->month_offered_pence = 8750;
    body->month_taken_pence = 4375;
    support_arrive_by_card(&support, 2);
    support_tap(&support, "#same");
    support_tap(&support, "#desk");
    support_is_on(&support, "check");
    assert_true(support_sees(&support, "This month so far: offered £87.50, taken £43.75."));
    support_tap(&support, "Photographs and contact");
    support_is_on(&support, "choices");
    support_tap(&support, "#photographs");
    support_tap(&support, "Next");
    support_is_on(&support, "check");
    say_yes();
    assert_true(has_said("photographs", "yes"));
    claim = saved();
    assert_true(claim->benefits_seen_ms > 0); // still on the page that was said yes to
    free(claim);
}

// Where the payment is not asked about, more is told of benefits, and then all is as it was.
static void test_same_as_last_time__tells_more_of_benefits_and_comes_back(void **state)
{
    (void)state;
    came_before(2);
    support_arrive_by_card(&support, 2);
    support_tap(&support, "#same");
    support_tap(&support, "#desk");
    support_is_on(&support, "check");
    support_tap(&support, "Find out more");
    support_is_on(&support, "benefits");
    support_tap(&support, "Back");
    support_is_on(&support, "check");
    assert_true(support_sees(&support, "If you get benefits"));
    assert_true(support.kiosk.visit.same);
    say_yes();
    support_is_on(&support, "done");
}

static void test_same_as_last_time__asks_what_the_policy_lists_no_more(void **state)
{
    struct body_person_expected *body = came_before(0);

    (void)state;
    str_copy(body->usual[0].code, sizeof body->usual[0].code, "childcare");
    str_copy(body->pay_channel, sizeof body->pay_channel, "");
    support_arrive_by_card(&support, 0);
    support_tap(&support, "#same");
    support_is_on(&support, "fee"); // nobody knows how they want to be paid
    assert_int_equal(support.kiosk.visit.line_count, 0);
}

// Person 0 has the car's miles on a claim; who came with them has the same ones as last time.
static void to_one_car(void)
{
    struct visit_place place = kiosk_visit_place(&support.kiosk);
    struct body_person_expected *with = came_before(1);
    struct visit visit = {0};
    struct err err;

    with->supports = support.office.people[0];
    with->usual[0] = (struct body_usual){.code = "mileage_car", .pence = -1, .miles = 12300};
    visit_begin(&visit, support.office.people[0], VISIT_BY_CARD);
    check_ok(visit_arrive(&visit, &place, &err), &err);
    visit_say_miles(&visit, visit_add_line(&visit, POLICY_MILEAGE_CAR), 12300);
    check_ok(visit_save(&visit, &place, &err), &err);
    visit_forget(&visit);
    support_arrive_by_card(&support, 1);
    support_tap(&support, "#same");
}

static void test_same_as_last_time__asks_of_a_car_that_is_paid_already(void **state)
{
    (void)state;
    to_one_car();
    assert_true(support_sees(&support, "Did you come in one car?"));
    support_tap(&support, "#same");
    support_is_on(&support, "check");
    assert_int_equal(support.kiosk.visit.line_count, 0);
    say_yes();
    assert_int_equal(support.kiosk.visit.claim.expenses_pence, 0);
}

static void test_same_as_last_time__pays_a_car_of_their_own(void **state)
{
    (void)state;
    to_one_car();
    support_tap(&support, "#own");
    support_tap(&support, "#agreed");
    support_is_on(&support, "check");
    say_yes();
    assert_true(support.kiosk.visit.claim.expenses_pence > 0);
}

static void test_last_time__is_shown_to_a_card_and_not_to_letters(void **state)
{
    (void)state;
    came_before(1);
    support_arrive(&support, 1);
    assert_null(ui_node(&support.ui, "same"));
    assert_false(support_sees(&support, "Last time"));
    support_arrive_by_card(&support, 1);
    assert_true(support_sees(&support, "Last time: £9.74 in cash, £43.75 to your bank on "
                                       "Wednesday 28 October. Is this right?"));
    support_tap(&support, "Cymraeg");
    assert_true(support_sees(&support, "Y tro diwethaf: £9.74 mewn arian parod, £43.75 i’ch banc "
                                       "ar ddydd Mercher 28 Hydref. Ydy hyn yn iawn?"));
}

// Only what went that way is said to have gone that way.
static void test_last_time__each_way_has_its_own_sum(void **state)
{
    struct body_person_expected *body = came_before(1);

    (void)state;
    body->last_voucher_pence = 2500;
    body->last_paid_pence = 2920;
    support_arrive_by_card(&support, 1);
    assert_true(support_sees(&support, "Last time: £9.74 in cash, a voucher for £25.00, £4.20 to "
                                       "your bank. Is this right?"));
    body->last_cash_pence = 0;
    support_arrive_by_card(&support, 1);
    assert_true(support_sees(&support, "Last time: £25.00 as a voucher, £4.20 to your bank on "
                                       "Wednesday 28 October."));
    body->last_paid_pence = 2500;
    support_arrive_by_card(&support, 1);
    assert_true(support_sees(&support, "Last time: £25.00 as a voucher on Wednesday 28 October."));
}

static struct body_claim_questioned last_question(void)
{
    struct body_claim_questioned found;

    support_last(&support, RECORD_CLAIM_QUESTIONED, &found);
    return found;
}

static void test_last_time__that_is_not_right_is_told_the_office(void **state)
{
    struct body_person_expected *body = came_before(1);
    struct body_claim_questioned asked;

    (void)state;
    support_arrive_by_card(&support, 1);
    support_tap(&support, "That is not right");
    support_is_on(&support, "arrived");
    assert_true(support_sees(&support, "will look at what you asked"));
    assert_null(ui_node(&support.ui, "last.more"));
    asked = last_question();
    assert_true(id_equal(asked.claim, body->last_claim)); // which this kiosk has never seen
    assert_string_equal(asked.code, "something_is_wrong");
    assert_true(*asked.due);
}

static void test_offer__is_in_pounds_and_for_the_whole_meeting(void **state)
{
    (void)state;
    support_arrive(&support, 0);
    assert_true(support_sees(&support, "The offer for your time is £43.75 in all."));
    assert_false(support_sees(&support, "£12.50"));
    support_arrive(&support, 5); // under 18: by voucher
    assert_true(support_sees(&support, "The offer for your time is £35.00 in all."));
}

// --- the choice of payment ---

static void test_decide_later__keeps_the_offer_and_loses_nothing(void **state)
{
    struct body_claim *claim;

    (void)state;
    support_arrive(&support, 0);
    to_fee();
    support_tap(&support, "I will decide later");
    from_fee();
    assert_true(support_sees(&support, "You are offered £43.75. You can take it until"));
    assert_true(support_sees(&support, "31 March"));
    say_yes();
    claim = saved();
    assert_true(claim->undecided);
    assert_int_equal(claim->outcome.fee_pence, 0);
    assert_int_equal(claim->outcome.fee_offered_pence, 4375);
    free(claim);
    support_arrive_by_card(&support, 0);
    support_tap(&support, "#change");
    assert_int_equal(support.kiosk.visit.fee, VISIT_FEE_LATER);
    support_to_page_of(&support, "payment.change");
    support_tap(&support, "#payment.change");
    support_tap(&support, "To my bank");
    support_tap(&support, "Next");
    say_yes();
    claim = saved();
    assert_false(claim->undecided);
    assert_int_equal(claim->outcome.fee_pence, 4375);
    free(claim);
}

static void test_own_limit__is_said_once_and_kept(void **state)
{
    struct body_claim *claim;

    (void)state;
    support_arrive(&support, 1);
    to_fee();
    support_tap(&support, "#less");
    support_to_page_of(&support, "next");
    support_tap(&support, "Next");
    support_type(&support, "20");
    support_tap(&support, "Each month, from now on");
    assert_null(ui_node(&support.ui, "ended"));
    from_fee();
    assert_true(support_sees(&support, "£20.00 a month at most"));
    say_yes();
    claim = saved();
    assert_string_equal(claim->maximum, "kept");
    assert_int_equal(claim->facts.fee_election.max_pence, 2000);
    assert_int_equal(claim->outcome.fee_pence, 2000);
    free(claim);
}

static void test_own_limit__counts_what_was_taken_this_month_and_can_end(void **state)
{
    struct body_person_expected *body = support_expected(&support, 2);
    struct body_claim *claim;

    (void)state;
    body->maximum_pence = 6000;
    body->month_offered_pence = 13125;
    body->month_taken_pence = 5000;
    support_arrive(&support, 2);
    to_fee();
    assert_null(ui_node(&support.ui, "standing")); // by letters: not shown
    assert_false(support_sees(&support, "£131.25"));
    support_arrive_by_card(&support, 2);
    support_tap(&support, "#anew");
    to_fee();
    assert_true(support_sees(&support, "offered £131.25, taken £50.00"));
    support_tap(&support, "#less");
    support_to_page_of(&support, "standing");
    support_tap(&support, "My usual limit");
    assert_true(ui_node(&support.ui, "standing")->selected);
    support_to_page_of(&support, "next");
    from_fee();
    say_yes();
    claim = saved();
    assert_int_equal(claim->outcome.fee_pence, 1000);
    free(claim);
    support_arrive_by_card(&support, 2);
    support_tap(&support, "#change");
    support_to_page_of(&support, "payment.change");
    support_tap(&support, "#payment.change");
    support_tap(&support, "#less");
    support_to_page_of(&support, "next");
    support_tap(&support, "Next");
    support_is_on(&support, "less");
    support_type(&support, "15");
    support_tap(&support, "#ended");
    support_tap(&support, "Next");
    say_yes();
    claim = saved();
    assert_string_equal(claim->maximum, "dropped");
    assert_int_equal(claim->outcome.fee_pence, 1500);
    free(claim);
}

static void test_letter__is_one_touch_and_no_question_of_the_claim(void **state)
{
    (void)state;
    support_arrive(&support, 3);
    to_fee();
    support_tap(&support, "#bank");
    from_fee();
    say_yes();
    support_tap(&support, "Letter for the Jobcentre, please");
    assert_string_equal(last_question().code, BODY_LETTER);
    assert_true(support_sees(&support, "The office will write your letter"));
    assert_true(ui_node(&support.ui, "letter.asked")->private); // not for a loudspeaker
    assert_null(ui_node(&support.ui, "letter"));
    support_arrive_by_card(&support, 3);
    assert_false(support.kiosk.visit.claim.questioned);
}

static void test_letter__asked_beside_the_advice_goes_with_the_claim(void **state)
{
    (void)state;
    support_arrive(&support, 4);
    to_fee();
    support_tap(&support, "Find out more");
    support_tap(&support, "Letter for the Jobcentre, please");
    support_tap(&support, "Back");
    support_tap(&support, "#no");
    from_fee();
    assert_int_equal(support_count(&support, RECORD_CLAIM_QUESTIONED), 0);
    say_yes();
    assert_int_equal(support_count(&support, RECORD_CLAIM_QUESTIONED), 1);
    assert_string_equal(last_question().code, BODY_LETTER);
}

// They touch "Less" and key what they have said before: that is no reason to ask all of it again.
static void test_own_limit__keyed_once_more_goes_on(void **state)
{
    struct body_person_expected *body = support_expected(&support, 4);

    (void)state;
    body->maximum_pence = 6000;
    support_arrive_by_card(&support, 4);
    to_fee();
    support_tap(&support, "#less");
    support_to_page_of(&support, "next");
    support_tap(&support, "Next");
    support_is_on(&support, "less");
    support_type(&support, "60");
    support_tap(&support, "Each month");
    from_fee();
    assert_int_equal(support.kiosk.visit.less_pence, 6000);
    assert_int_equal(support.kiosk.visit.limit, VISIT_LIMIT_KEPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_as_last_time__is_four_touches_and_the_picture),
        cmocka_unit_test(test_same_as_last_time__can_be_changed_and_gone_back_from),
        cmocka_unit_test(test_same_as_last_time__has_the_opt_ins_and_the_month_beside_the_sums),
        cmocka_unit_test(test_same_as_last_time__tells_more_of_benefits_and_comes_back),
        cmocka_unit_test(test_same_as_last_time__asks_what_the_policy_lists_no_more),
        cmocka_unit_test(test_same_as_last_time__asks_of_a_car_that_is_paid_already),
        cmocka_unit_test(test_same_as_last_time__pays_a_car_of_their_own),
        cmocka_unit_test(test_last_time__is_shown_to_a_card_and_not_to_letters),
        cmocka_unit_test(test_last_time__each_way_has_its_own_sum),
        cmocka_unit_test(test_last_time__that_is_not_right_is_told_the_office),
        cmocka_unit_test(test_offer__is_in_pounds_and_for_the_whole_meeting),
        cmocka_unit_test(test_decide_later__keeps_the_offer_and_loses_nothing),
        cmocka_unit_test(test_own_limit__is_said_once_and_kept),
        cmocka_unit_test(test_own_limit__counts_what_was_taken_this_month_and_can_end),
        cmocka_unit_test(test_letter__is_one_touch_and_no_question_of_the_claim),
        cmocka_unit_test(test_letter__asked_beside_the_advice_goes_with_the_claim),
        cmocka_unit_test(test_own_limit__keyed_once_more_goes_on),
    };
    struct CMUnitTest each[sizeof tests / sizeof tests[0]];

    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        each[i] = tests[i];
        each[i].setup_func = set_up;
        each[i].teardown_func = tear_down;
    }
    return cmocka_run_group_tests(each, NULL, NULL);
}
