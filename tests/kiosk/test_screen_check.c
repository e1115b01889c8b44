// SPDX-License-Identifier: Apache-2.0

/* The whole first claim, "Is this right?", and "Thank you". */

#include <sqlite3.h>

#include "kiosk/look.h"
#include "kiosk/prefs.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"
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

// Where nobody has a claim yet.
static int set_up_anew(void **state)
{
    return tear_down(state) || set_up(state);
}

static void say_bus(const char *amount, const char *where)
{
    support_tap(&support, "Bus");
    support_tap(&support, "Next");
    support_type(&support, amount);
    support_tap(&support, "Next");
    support_tap(&support, where);
}

static void to_preparation(int person)
{
    support_arrive(&support, person);
    support.touches = support.screens = 0;
    support_tap(&support, "Yes, now");
    support_tap(&support, "1 hour or more");
    support_tap(&support, "Next");
}

static void say_rest(void)
{
    if (ui_node(&support.ui, "bank"))
        support_tap(&support, "To my bank");
    else
        support_tap(&support, "A voucher");
    support_tap(&support, "Next");
    if (ui_node(&support.ui, "photographs")) {
        support_tap(&support, "No to all of these");
        support_tap(&support, "Next");
    }
    support_is_on(&support, "check");
}

static void say_yes(void)
{
    support_to_page_of(&support, "yes");
    support_tap(&support, "#yes");
}

static void to_check(int person)
{
    to_preparation(person);
    say_bus("4.20", "I lost it");
    say_rest();
}

static void test_screen_check__first_claim_is_18_touches_and_10_screens(void **state)
{
    (void)state;
    to_preparation(0);
    say_bus("4.20", "Here");
    support_photo(&support, support_jpeg(&support));
    support_tap(&support, "Next");
    say_rest();
    assert_true(support_sees(&support, "Travel money: today, at the desk"));
    assert_true(support_sees(&support, "£4.20"));
    assert_true(support_sees(&support, "£43.75"));
    say_yes();
    support_is_on(&support, "done");
    assert_true(support_sees(&support, "A 1"));
    assert_true(support_sees(&support, "we will call your number for £4.20"));
    support_tap(&support, "Finish");
    support_is_on(&support, "welcome");
    assert_true(support.touches <= 18);
    assert_true(support.screens <= 10);
}

static void test_screen_check__never_adds_travel_money_and_payment(void **state)
{
    (void)state;
    to_preparation(1);
    say_bus("4.20", "On my phone");
    support_tap(&support, "#desk");
    say_rest();
    assert_true(support_sees(&support, "£4.20"));
    assert_true(support_sees(&support, "£43.75"));
    assert_false(support_sees(&support, "£47.95"));
}

static void test_screen_check__change_comes_back_with_all_answers(void **state)
{
    (void)state;
    to_preparation(1);
    support_tap(&support, "My car");
    support_tap(&support, "Bus");
    support_tap(&support, "Next");
    support_type(&support, "12.3");
    support_tap(&support, "Next");
    support_type(&support, "4.20");
    support_tap(&support, "Next");
    support_tap(&support, "On my phone");
    support_tap(&support, "#desk");
    say_rest();
    support_tap(&support, "#line.2.change");
    support_is_on(&support, "amount");
    support_tap(&support, "#keys.delete");
    support_tap(&support, "#keys.5");
    support_tap(&support, "Next");
    assert_true(ui_node(&support.ui, "phone")->selected); // it belongs to the amount
    support_tap(&support, "#phone");
    support_is_on(&support, "ticket"); // and has no picture yet
    support_tap(&support, "#desk");
    support_is_on(&support, "check");
    assert_true(support_sees(&support, "£4.25"));
    support_tap(&support, "#line.1.change");
    support_is_on(&support, "miles");
    support_tap(&support, "Back");
    support_is_on(&support, "check");
    support_tap(&support, "#ready.change");
    support_tap(&support, "15 minutes");
    support_tap(&support, "Next");
    support_is_on(&support, "check");
    assert_true(support_sees(&support, "Getting ready, 15 minutes"));
    assert_true(support_sees(&support, "£5.54"));
}

static void test_screen_check__a_new_journey_is_asked_about(void **state)
{
    (void)state;
    to_check(1);
    support_tap(&support, "#travel.change");
    support_is_on(&support, "travel");
    assert_true(ui_node(&support.ui, "bus")->selected);
    support_tap(&support, "Train");
    support_tap(&support, "Next");
    support_is_on(&support, "amount");
    assert_true(support_sees(&support, "How much was the train?"));
    support_tap(&support, "Back");
    support_is_on(&support, "check");
    say_yes(); // it cannot be saved half said
    support_is_on(&support, "amount");
    support_type(&support, "3");
    support_tap(&support, "Next");
    support_tap(&support, "I lost it");
    support_is_on(&support, "check");
}

static void test_screen_check__less_is_asked_when_it_is_chosen(void **state)
{
    (void)state;
    to_check(1);
    support_to_page_of(&support, "payment.change");
    support_tap(&support, "#payment.change");
    support_is_on(&support, "fee");
    support_tap(&support, "Less");
    support_tap(&support, "Next");
    support_is_on(&support, "less");
    support_type(&support, "20");
    support_tap(&support, "Next");
    support_is_on(&support, "check");
    support_to_page_of(&support, "most");
    assert_true(support_sees(&support, "£20.00"));
}

static void test_screen_check__says_kindly_what_is_not_paid(void **state)
{
    int before = support_count(&support, RECORD_CLAIM_QUESTIONED);

    (void)state;
    to_check(2);
    assert_true(support_sees(&support, "We need to see a ticket"));
    assert_false(support_sees(&support, "NO_RECEIPT"));
    support_to_page_of(&support, "look.0");
    support_tap(&support, "Ask someone to look at this");
    say_yes();
    support_is_on(&support, "done");
    assert_int_equal(support_count(&support, RECORD_CLAIM_QUESTIONED), before + 1);
}

static void test_screen_check__a_ticket_to_come_is_waited_for(void **state)
{
    (void)state;
    to_preparation(1);
    say_bus("4.20", "I will bring it");
    say_rest();
    assert_true(support_sees(&support, "Bring the ticket"));
    assert_null(ui_node(&support.ui, "look.0"));
}

static void test_screen_check__asking_a_person_keeps_the_answers(void **state)
{
    (void)state;
    to_check(1);
    support_tap(&support, "Ask a person");
    support_is_on(&support, "ask");
    support_tap(&support, "#back.there");
    support_is_on(&support, "check");
    assert_true(support_sees(&support, "Bus"));
}

static void test_screen_check__finish_and_hide_leaves_no_trace(void **state)
{
    int before = support_count(&support, RECORD_CLAIM_MADE);

    (void)state;
    to_check(1);
    support_tap(&support, "Finish and hide");
    support_is_on(&support, "welcome");
    assert_false(support.kiosk.visit.on);
    assert_int_equal(support.kiosk.visit.line_count, 0);
    assert_int_equal(support_count(&support, RECORD_CLAIM_MADE), before);
}

// FRM-02: that it is done, its number, what comes and when, and whom to ask.
static void test_screen_done__says_what_comes_next_and_whom_to_ask(void **state)
{
    (void)state;
    to_preparation(2);
    say_bus("4.20", "On my phone");
    support_tap(&support, "#desk");
    say_rest();
    say_yes();
    support_is_on(&support, "done");
    assert_true(support_sees(&support, "All done"));
    assert_true(support_sees(&support, support.kiosk.visit.claim.number));
    assert_true(support_sees(&support, "Sit down, we will call your number for £4.20"));
    assert_true(support_sees(&support, "comes to your bank with the next payments"));
    assert_non_null(ui_find(&support.ui, "Something is wrong"));
    support_tap(&support, "Help");
    support_to_page_of(&support, "complain.who");
    assert_true(support_sees(&support, "Tell anyone of the team."));
}

static void test_screen_done__something_is_wrong_is_recorded(void **state)
{
    int before = support_count(&support, RECORD_CLAIM_QUESTIONED);

    (void)state;
    to_check(3);
    say_yes();
    support_tap(&support, "Something is wrong");
    assert_int_equal(support_count(&support, RECORD_CLAIM_QUESTIONED), before + 1);
    assert_true(support_sees(&support, "Someone at the office will look at what you asked."));
    assert_null(ui_node(&support.ui, "wrong"));
}

static void test_screen_check__says_so_in_welsh(void **state)
{
    (void)state;
    to_check(1);
    support_tap(&support, "Cymraeg");
    assert_true(support_sees(&support, "Ydy hyn yn iawn?"));
    support_to_page_of(&support, "ready");
    assert_true(support_sees(&support, "Paratoi, 1 awr"));
    support_to_page_of(&support, "yes");
    support_tap(&support, "Ydy, mae’n iawn");
    support_is_on(&support, "done");
    assert_true(support_sees(&support, "Diolch am eich amser."));
}

static void test_screen_check__says_when_it_is_not_saved_and_keeps_the_answers(void **state)
{
    int before = support_count(&support, RECORD_CLAIM_MADE);
    sqlite3 *beside;

    (void)state;
    to_check(4);
    beside = support_beside(&support, "BEGIN IMMEDIATE");
    say_yes();
    support_is_on(&support, "check");
    assert_true(support_sees(&support, "This is not saved yet."));
    assert_false(support_sees(&support, "A 1"));
    assert_int_equal(sqlite3_exec(beside, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(beside);
    say_yes();
    support_is_on(&support, "done");
    assert_int_equal(support_count(&support, RECORD_CLAIM_MADE), before + 1);
}

static void test_screen_check__keeps_how_the_screen_looked_with_the_claim(void **state)
{
    struct ui_prefs prefs;
    char code[BODY_CODE_SIZE];
    struct err err;

    (void)state;
    to_check(0);
    support_tap(&support, "#lang");
    say_yes();
    support_is_on(&support, "done");
    check_ok(look_find(&support.kiosk.store, support.kiosk.visit.claim.claim, code, &err), &err);
    assert_true(prefs_read(&prefs, code));
    assert_int_equal(prefs.lang, WORDS_CY);
    assert_true(ui_prefs_equal(&prefs, &support.ui.prefs));
}

// A line may have three questions, and a visit all the lines there can be.
static void test_screen_check__leads_through_as_many_lines_as_there_can_be(void **state)
{
    struct visit *visit = &support.kiosk.visit;
    size_t amounts = 0, proofs = 0, tickets = 0; // one after the other, of each line

    (void)state;
    to_preparation(0);
    visit->line_count = VISIT_LINES_MAX;
    for (size_t i = 0; i < visit->line_count; i++)
        visit->lines[i] = (struct visit_line){
            .category = POLICY_BUS, .number = (int64_t)i + 1, .pence = 100, .proof = VISIT_HERE};
    visit->travel_said = true;
    for (int left = 100; support.kiosk.stage.screen != &screen_check; left--) {
        const struct screen *screen = support.kiosk.stage.screen;

        assert_true(left > 0); // round and round
        amounts += screen == &screen_amount && visit->at == amounts;
        proofs += screen == &screen_proof && visit->at == proofs;
        tickets += screen == &screen_ticket && visit->at == tickets;
        steps_next(&support.kiosk);
        stage_event(&support.kiosk.stage, NULL);
    }
    assert_int_equal(amounts, VISIT_LINES_MAX);
    assert_int_equal(proofs, VISIT_LINES_MAX);
    assert_int_equal(tickets, VISIT_LINES_MAX);
}

// The last test: the records do not do their work. Nothing says "saved", and no more is taken.
static void test_screen_check__takes_no_more_when_the_records_fail(void **state)
{
    (void)state;
    to_check(5);
    sqlite3_close(support_beside(&support, "DROP TABLE claim"));
    say_yes();
    support_is_on(&support, "out-of-service");
    assert_false(support_sees(&support, "Thank you"));
    assert_true(support_sees(&support, "What it said was saved is safe."));
    assert_false(support.kiosk.visit.on);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screen_check__first_claim_is_18_touches_and_10_screens),
        cmocka_unit_test(test_screen_check__never_adds_travel_money_and_payment),
        cmocka_unit_test(test_screen_check__change_comes_back_with_all_answers),
        cmocka_unit_test(test_screen_check__a_new_journey_is_asked_about),
        cmocka_unit_test(test_screen_check__less_is_asked_when_it_is_chosen),
        cmocka_unit_test(test_screen_check__says_kindly_what_is_not_paid),
        cmocka_unit_test(test_screen_check__a_ticket_to_come_is_waited_for),
        cmocka_unit_test(test_screen_check__asking_a_person_keeps_the_answers),
        cmocka_unit_test(test_screen_check__finish_and_hide_leaves_no_trace),
        cmocka_unit_test(test_screen_done__something_is_wrong_is_recorded),
        cmocka_unit_test(test_screen_check__says_so_in_welsh),
        cmocka_unit_test(test_screen_check__says_when_it_is_not_saved_and_keeps_the_answers),
        cmocka_unit_test(test_screen_check__takes_no_more_when_the_records_fail),
        cmocka_unit_test_setup(test_screen_check__keeps_how_the_screen_looked_with_the_claim,
                               set_up_anew),
        cmocka_unit_test_setup(test_screen_check__leads_through_as_many_lines_as_there_can_be,
                               set_up_anew),
        cmocka_unit_test_setup(test_screen_done__says_what_comes_next_and_whom_to_ask, set_up_anew),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
