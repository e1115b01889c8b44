// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include <sqlite3.h>

#include "kiosk/words.h"
#include "shared/str.h"
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

static const char *look = ""; // of the screen, to whoever claims

static void claim(int person, int64_t pence)
{
    support_claim(&support, person, pence, look);
}

static void test_screen_desk__paying_takes_a_touch_of_the_payer_and_one_of_the_person(void **state)
{
    (void)state;
    support_count_in(&support);
    claim(0, 974);
    claim(1, 420);
    support_to_desk(&support, &support.office.payer);
    support_must_see(
        &support,
        "£5 · 2 × £2 · 50p · 20p · 2 × 2p"); // the first who waits is open, with what to hand over
    support.touches = 0;
    support_tap(&support, "Ticket seen");
    assert_true(support.touches <= 3); // performance.md, "People's time"
    support_is_on(&support, "hand-over");
    support_must_see(&support, "£9.74");
    support.touches = 0;
    support_tap(&support, "I got £9.74");
    assert_int_equal(support.touches, 1);
    support_is_on(&support, "desk"); // and the next one who waits is open by itself
    assert_true(ui_node(&support.ui, "claim.a2")->selected);
    support_must_see(&support, "£4.20");
    support_tap(&support, "Ticket seen");
    support_tap(&support, "I got £4.20");
    support_must_see(&support, "nobody is waiting");
    assert_int_equal(support_count(&support, RECORD_CASH_PAID), 2);
}

static void test_screen_desk__not_right_pays_nothing(void **state)
{
    (void)state;
    support_count_in(&support);
    claim(0, 974);
    support_to_desk(&support, &support.office.payer);
    support_tap(&support, "Ticket seen");
    support_tap(&support, "Not right");
    support_is_on(&support, "desk");
    assert_int_equal(support_count(&support, RECORD_CASH_PAID), 0);
    support_must_see(&support, "Ticket seen");
}

static void likes(int person, const char *code)
{
    struct body_choice body = {
        .person = support.office.people[person], .choice = "screen", .wording = BODY_WORDING_FIRST};
    struct err err;

    str_copy(body.value, sizeof body.value, code);
    check_ok(store_save(&support.kiosk.store, RECORD_CHOICE_GIVEN, id_new(),
                        support.kiosk.roster.meeting, &body, &err),
             &err);
}

// The whole screen is theirs, and read to who is read to; then the desk is as the payer has it.
static void test_screen_desk__hands_over_in_the_persons_language_size_and_speech(void **state)
{
    struct ui_prefs payer;

    (void)state;
    support_count_in(&support);
    claim(0, 974);
    likes(0, "cy.XL.black.usual.on.2.5");
    support_to_desk(&support, &support.office.payer);
    payer = support.ui.prefs;
    support_tap(&support, "Ticket seen");
    support_is_on(&support, "hand-over");
    assert_int_equal(support.ui.prefs.lang, WORDS_CY);
    assert_int_equal(support.ui.prefs.size, UI_SIZE_XL);
    assert_int_equal(support.ui.prefs.contrast, UI_BLACK);
    assert_true(listen_is_saying(&support.kiosk.stage.listen));
    support_tap(&support, "Cefais £9.74");
    support_is_on(&support, "desk");
    assert_true(ui_prefs_equal(&support.ui.prefs, &payer));
}

// Who chose Welsh and large letters for this visit has them when the money comes too, and after a
// kill; what is remembered of them is older.
static void test_screen_desk__hands_over_as_the_claim_was_made(void **state)
{
    (void)state;
    support_count_in(&support);
    likes(0, "en.M.white.usual.off.2.5");
    look = "cy.XL.black.usual.off.2.5";
    claim(0, 974);
    look = "";
    support_restart(&support);
    support_to_desk(&support, &support.office.payer);
    support_tap(&support, "Ticket seen");
    support_is_on(&support, "hand-over");
    assert_int_equal(support.ui.prefs.lang, WORDS_CY);
    assert_int_equal(support.ui.prefs.size, UI_SIZE_XL);
    assert_int_equal(support.ui.prefs.contrast, UI_BLACK);
}

static void pass(int64_t ms)
{
    when_advance(ms);
    stage_idle(&support.kiosk.stage);
}

// From the last touch on.
static void be_silent(int64_t ms)
{
    stage_wake(&support.kiosk.stage);
    pass(ms);
}

// They ask a person while they count, for as long as that takes, and come back to their coins.
static void ask_and_come_back(void)
{
    kiosk_ask(&support.kiosk);
    stage_event(&support.kiosk.stage, NULL);
    be_silent(122000);
    support_is_on(&support, "ask");
    stage_wake(&support.kiosk.stage);
    support_tap(&support, "#back.there");
    support_is_on(&support, "hand-over");
}

// The desk is the payer's for a minute from their own last touch: what the person does meanwhile
// leaves it open to nobody for longer.
static void test_screen_desk__asking_while_coins_are_counted_opens_no_desk(void **state)
{
    (void)state;
    support_count_in(&support);
    claim(0, 974);
    support_to_desk(&support, &support.office.payer);
    support_tap(&support, "Ticket seen");
    when_advance(40000);
    ask_and_come_back();
    support_tap(&support, "I got £9.74");
    support_is_on(&support, "welcome");
    assert_false(support.kiosk.desk.unlocked);
    support_scan(&support, &support.office.payer); // the card alone
    support_is_on(&support, "desk");
}

// What is left of the payer's minute goes on when the person has their coins.
static void test_screen_desk__the_persons_touch_gives_the_desk_no_new_minute(void **state)
{
    (void)state;
    support_count_in(&support);
    claim(0, 974);
    support_to_desk(&support, &support.office.payer);
    support_tap(&support, "Ticket seen");
    when_advance(40000);
    stage_wake(&support.kiosk.stage); // the person's finger
    support_tap(&support, "I got £9.74");
    pass(19000);
    support_is_on(&support, "desk");
    pass(2000);
    support_is_on(&support, "welcome");
    assert_false(support.kiosk.desk.unlocked);
}

// The desk's minute is not the person's: they count their coins, and then it locks.
static void test_screen_desk__waits_while_the_person_counts_their_coins(void **state)
{
    (void)state;
    support_count_in(&support);
    claim(0, 974);
    support_to_desk(&support, &support.office.payer);
    support_tap(&support, "Ticket seen");
    be_silent(61000);
    support_is_on(&support, "hand-over");
    support_tap(&support, "Not right");
    support_is_on(&support, "welcome");
    assert_false(support.kiosk.desk.unlocked);
    support_to_desk(&support, &support.office.payer);
    support_tap(&support, "Ticket seen");
    be_silent(122000);
    support_is_on(&support, "hand-over");
    ask_and_come_back();
    support_tap(&support, "I got £9.74");
    support_is_on(&support, "welcome");
    assert_false(support.kiosk.desk.unlocked);
    assert_int_equal(support_count(&support, RECORD_CASH_PAID), 1);
    support_to_desk(&support, &support.office.payer);
    support_must_see(&support, "nobody is waiting");
    be_silent(61000); // its own silence
    support_is_on(&support, "welcome");
}

static void test_screen_desk__hands_over_a_part_where_the_coins_do_not_come_to_all(void **state)
{
    (void)state;
    support_count_in(&support);
    claim(0, 975); // there is no penny
    support_to_desk(&support, &support.office.payer);
    support_must_see(&support, "not the right change");
    support_to_page_of(&support, "pay");
    support_must_see(&support, "£0.01 stays due");
    support_tap(&support, "Ticket seen · hand over £9.74");
    support_must_see(&support, "£0.01 is still to come");
    support_tap(&support, "I got £9.74");
    support_must_see(&support, "part paid");
    support_tap(&support, "Something else");
    support_tap(&support, "£0.01 by bank");
    support_must_see(&support, "nobody is waiting");
}

// That the disk fails is not said of the second person's card.
static void test_screen_desk__records_that_fail_do_not_make_a_card_unknown(void **state)
{
    (void)state;
    support_to_desk(&support, &support.office.payer);
    support_tap(&support, "Float");
    support_tap(&support, "Count the float in");
    sqlite3_close(support_beside(&support, "DROP TABLE staff"));
    support_scan(&support, &support.office.host);
    support_is_on(&support, "out-of-service");
}

static void test_screen_desk__takes_other_coins_that_the_payer_counts(void **state)
{
    (void)state;
    support_count_in(&support);
    claim(0, 420);
    support_to_desk(&support, &support.office.payer);
    support_tap(&support, "Something else");
    support_tap(&support, "Other notes and coins");
    SUPPORT_KEY_COINS(&support, {"£2", "1"}, {"£1", "3"});
    support_tap(&support, "Use these");
    support_must_see(&support, "That is more than is due.");
    support_tap(&support, "#keys.delete");
    SUPPORT_KEY_COINS(&support, {"#coin.100", "2"}, {"20p", "1"});
    support_tap(&support, "Use these");
    support_must_see(&support, "£2 · 2 × £1 · 20p");
    support_tap(&support, "Ticket seen");
    support_tap(&support, "I got £4.20");
    support_tap(&support, "Other tasks");
    support_tap(&support, "Float");
    support_must_see(&support, "2 × £5 · 3 × £2 · £1 · 2 × 50p · 2 × 20p · 2 × 2p");
}

static void test_screen_desk__a_payment_by_mistake_is_counted_back(void **state)
{
    (void)state;
    support_count_in(&support);
    claim(0, 420);
    support_to_desk(&support, &support.office.payer);
    support_tap(&support, "Ticket seen");
    support_tap(&support, "I got £4.20");
    support_tap(&support, "#claim.a1");
    support_tap(&support, "Something else");
    support_tap(&support, "£4.20 was paid by mistake");
    support_is_on(&support, "desk-count");
    SUPPORT_KEY_COINS(&support, {"£2", "2"}, {"20p", "1"});
    support_tap(&support, "Put it back");
    support_is_on(&support, "desk");
    assert_int_equal(support_count(&support, RECORD_CASH_RETURNED), 1);
    support_must_see(&support, "Hand over");
    support_must_see(&support, "We have seen this ticket."); // and so it stays
}

// Every reason has a code, and words of its own in every language there is.
static void test_screen_desk__every_refusal_has_code_and_words(void **state)
{
    (void)state;
    for (int i = DESK_ALLOWED + 1; i < DESK_REFUSALS; i++) {
        enum desk_refusal why = (enum desk_refusal)i;

        assert_true(strlen(desk_refusal_code(why)) > 3);
        for (int lang = 0; lang < words_count(); lang++)
            if (!words_has((enum words_lang)lang, desk_refusal_words(why)))
                fail_msg("%s has no words", desk_refusal_code(why));
        for (int other = i + 1; other < DESK_REFUSALS; other++) {
            assert_string_not_equal(desk_refusal_code(why),
                                    desk_refusal_code((enum desk_refusal)other));
            assert_string_not_equal(desk_refusal_words(why),
                                    desk_refusal_words((enum desk_refusal)other));
        }
    }
}

static void test_screen_desk__says_in_words_and_code_why_it_does_not_pay(void **state)
{
    (void)state;
    support_count_in(&support);
    claim(0, 420);
    claim(1, 420);
    support_to_desk(&support, &support.office.payer);
    support.kiosk.desk.staff.person = support.office.people[0];
    support_tap(&support, "#claim.a1");
    support_must_see(&support, "This claim is your own. Another payer pays it.");
    support_must_see(&support, "OWN_CLAIM");
    assert_null(ui_node(&support.ui, "pay"));
    assert_null(ui_node(&support.ui, "seen.x1")); // nor do they say that they saw their own ticket
    support_tap(&support, "#claim.a2");
    assert_non_null(ui_node(&support.ui, "seen.x1"));
    support_tap(&support, "#claim.a1");
    support_tap(&support, "Cymraeg");
    support_must_see(&support, "Eich cais chi yw hwn. Rhywun arall sy’n ei dalu.");
}

static void test_screen_desk__ticks_that_evidence_was_seen(void **state)
{
    struct policy_expenses *policy = &support.kiosk.roster.policy.expenses;

    (void)state;
    support_count_in(&support);
    claim(0, 420);
    policy->channel = POLICY_EXPENSES_CASH_ON_DAY;
    policy->cash_needs_evidence = true;
    support_to_desk(&support, &support.office.payer);
    support_must_see(&support, "Evidence for cash must be seen first.");
    support_tap(&support, "Something else");
    support_tap(&support, "Seen · good for today");
    assert_int_equal(support_count(&support, RECORD_EVIDENCE_SEEN), 1);
    support_must_see(&support, "Ticket seen");
}

static void test_screen_desk__who_must_catch_a_bus_is_first(void **state)
{
    (void)state;
    support_count_in(&support);
    claim(0, 420);
    claim(1, 500);
    support_to_desk(&support, &support.office.payer);
    support_tap(&support, "#claim.a2");
    support_tap(&support, "Something else");
    support_tap(&support, "#bus.10");
    support_must_see(&support, "leaves at");
    assert_true(ui_node(&support.ui, "claim.a2")->box.y < ui_node(&support.ui, "claim.a1")->box.y);
}

static void test_screen_desk__calls_a_number_only_where_that_is_set(void **state)
{
    (void)state;
    support_count_in(&support);
    claim(0, 420);
    support_to_desk(&support, &support.office.payer);
    support_tap(&support, "Something else");
    assert_null(ui_node(&support.ui, "call"));
    support_tap(&support, "Back");
    support.kiosk.calls = true;
    support_tap(&support, "Something else");
    support_tap(&support, "Call A 1");
    support_is_on(&support, "welcome"); // locked
    assert_false(support.kiosk.desk.unlocked);
    assert_string_equal(ui_text(&support.ui, ui_node(&support.ui, "called.en")), "A 1");
    assert_string_equal(ui_text(&support.ui, ui_node(&support.ui, "called.cy")), "A 1");
    assert_false(support_sees(&support, "4.20"));
    support_to_desk(&support, &support.office.payer); // somebody is there again
    support_tap(&support, "Lock");
    assert_false(support_sees(&support, "A 1"));
}

static void test_screen_desk__closing_asks_for_what_is_still_to_do(void **state)
{
    (void)state;
    support_count_in(&support);
    claim(0, 420);
    claim(1, 500);
    support_to_desk(&support, &support.office.payer);
    support_tap(&support, "Ticket seen");
    support_tap(&support, "I got £4.20");
    support_tap(&support, "Lock");
    support.touches = 0;
    support_to_desk(&support, &support.office.host);
    support_tap(&support, "Close the meeting");
    support_is_on(&support, "desk-close");
    support_must_see(&support, "1 person still waits");
    assert_null(ui_node(&support.ui, "close"));
    support_tap(&support, "All who wait: by bank");
    support_tap(&support, "Count the float out");
    SUPPORT_KEY_COINS(&support, {"£5", "2"}, {"£2", "2"}, {"£1", "3"}, {"50p", "2"}, {"20p", "2"},
                      {"2p", "1"});
    support_scan(&support, &support.office.payer);
    support_tap(&support, "Count it out");
    support_must_see(&support, "£0.02 less than there should be");
    support_tap(&support, "We do not know why");
    support_tap(&support, "Count it out");
    support_is_on(&support, "desk-close");
    support_must_see(&support, "1 person still has a ticket to show.");
    support_must_see(&support, "By bank when the tickets come");
    support_must_see(&support, "Recorded here: 2 people, 2 claims");
    support_must_see(&support, "The office has: 0 people, 0 claims"); // nothing was sent yet
    support_tap(&support, "Close the meeting");
    support_is_on(&support, "closed");
    assert_true(support.touches <= 60); // performance.md, "People's time"
}

static void test_screen_desk__calls_for_the_ticket_of_a_claim_that_goes_by_bank(void **state)
{
    (void)state;
    claim(0, 4000); // before there is a float
    claim(1, 500);
    support_to_desk(&support, &support.office.host);
    support_must_see(&support, "2 tickets to see");
    assert_true(ui_node(&support.ui, "claim.a1")->selected); // it has opened by itself
    support_must_see(&support, "ticket to see");
    assert_null(ui_node(&support.ui, "pay"));
    support_tap(&support, "#seen.x1");
    support_tap(&support, "I have seen the ticket");
    support_must_see(&support, "1 ticket to see");
    support_tap(&support, "Next: A 2");
    assert_true(ui_node(&support.ui, "claim.a2")->selected);
    support_tap(&support, "#seen.x1");
    support_tap(&support, "I have seen the ticket");
    assert_null(ui_node(&support.ui, "next"));
    assert_null(ui_node(&support.ui, "tickets"));
    assert_int_equal(support_count(&support, RECORD_EVIDENCE_SEEN), 2);
    support_tap(&support, "Close the meeting");
    support_must_see(&support, "Everything is settled.");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_screen_desk__paying_takes_a_touch_of_the_payer_and_one_of_the_person),
        TEST(test_screen_desk__not_right_pays_nothing),
        TEST(test_screen_desk__hands_over_in_the_persons_language_size_and_speech),
        TEST(test_screen_desk__hands_over_as_the_claim_was_made),
        TEST(test_screen_desk__waits_while_the_person_counts_their_coins),
        TEST(test_screen_desk__asking_while_coins_are_counted_opens_no_desk),
        TEST(test_screen_desk__the_persons_touch_gives_the_desk_no_new_minute),
        TEST(test_screen_desk__hands_over_a_part_where_the_coins_do_not_come_to_all),
        TEST(test_screen_desk__takes_other_coins_that_the_payer_counts),
        TEST(test_screen_desk__a_payment_by_mistake_is_counted_back),
        TEST(test_screen_desk__records_that_fail_do_not_make_a_card_unknown),
        TEST(test_screen_desk__every_refusal_has_code_and_words),
        TEST(test_screen_desk__says_in_words_and_code_why_it_does_not_pay),
        TEST(test_screen_desk__ticks_that_evidence_was_seen),
        TEST(test_screen_desk__who_must_catch_a_bus_is_first),
        TEST(test_screen_desk__calls_a_number_only_where_that_is_set),
        TEST(test_screen_desk__calls_for_the_ticket_of_a_claim_that_goes_by_bank),
        TEST(test_screen_desk__closing_asks_for_what_is_still_to_do),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
