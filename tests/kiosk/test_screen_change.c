// SPDX-License-Identifier: Apache-2.0

/* One claim for one person at a meeting: changed, taken back, or half done and kept. */

#include <stdlib.h>
#include <string.h>

#include "kiosk/desk.h"
#include "kiosk/draft.h"
#include "kiosk/screens.h"
#include "shared/mem.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

static struct support support;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    support_open_float(&support);
    support.kiosk.roster.policy.expenses.way_home = POLICY_HOME_TICKET_LATER;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static void say_bus(const char *where)
{
    support_tap(&support, "#now");
    support_tap(&support, "1 hour or more");
    support_tap(&support, "Next");
    support_tap(&support, "#bus");
    support_tap(&support, "Next");
    support_type(&support, "4.20");
    support_tap(&support, "Next");
    support_tap(&support, where);
}

static void to_done(void)
{
    support_is_on(&support, "fee");
    support_tap(&support, "#bank");
    support_tap(&support, "Next");
    if (ui_node(&support.ui, "photographs")) {
        support_tap(&support, "#none");
        support_tap(&support, "Next");
    }
    support_to_page_of(&support, "yes");
    support_tap(&support, "#yes");
    support_is_on(&support, "done");
}

// The bus for £4.20 with a picture, its way home to come; to the bank.
static void make_claim(int person)
{
    support_arrive(&support, person);
    say_bus("Here");
    support_photo(&support, support_jpeg(&support));
    support_tap(&support, "Next");
    support_tap(&support, "Not yet");
    to_done();
    support_tap(&support, "#end");
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

static void pay(int64_t pence)
{
    struct books_float held;
    struct body_cash body = {.payment = id_new(),
                             .claim = support.kiosk.visit.claim.claim,
                             .pence = pence,
                             .payer = support.office.payer_id,
                             .confirmed = "person"};
    struct body_evidence_seen seen = {
        .claim = body.claim, .what = "ticket", .ref = "X1", .by = body.payer};
    struct err err;

    check_ok(store_save(&support.kiosk.store, RECORD_EVIDENCE_SEEN, id_new(),
                        support.kiosk.roster.meeting, &seen, &err),
             &err);
    check_ok(books_get_float(support.kiosk.store.db, support.kiosk.roster.meeting, &held, &err),
             &err);
    body.float_id = held.float_id;
    check_ok(store_save(&support.kiosk.store, RECORD_CASH_PAID, id_new(),
                        support.kiosk.roster.meeting, &body, &err),
             &err);
}

static int64_t drafts(void)
{
    int64_t count;
    struct err err;

    check_ok(draft_count(&support.kiosk.store, support.office.meeting, &count, &err), &err);
    return count;
}

// --- changed ---

static void test_screen_claim__letters_alone_may_only_leave_or_ask(void **state)
{
    (void)state;
    make_claim(0);
    support_arrive(&support, 0);
    assert_non_null(ui_node(&support.ui, "leaving"));
    assert_non_null(ui_node(&support.ui, "person"));
    assert_null(ui_node(&support.ui, "change"));
    assert_null(ui_node(&support.ui, "withdraw"));
    assert_null(ui_node(&support.ui, "wrong"));
    assert_null(ui_node(&support.ui, "now"));
}

static void test_screen_claim__change_finds_all_answers_again(void **state)
{
    struct body_claim *before;
    struct body_claim *after;

    (void)state;
    make_claim(0);
    support_arrive_by_card(&support, 0);
    before = saved();
    support_tap(&support, "Change my answers");
    support_is_on(&support, "check");
    support_tap(&support, "#line.1.change");
    support_is_on(&support, "amount");
    assert_true(support_sees(&support, "£4.20"));
    support_tap(&support, "Next");
    assert_true(ui_node(&support.ui, "here")->selected);
    support_tap(&support, "Back");
    support_to_page_of(&support, "yes");
    support_tap(&support, "#yes");
    after = saved();
    assert_int_equal(support_count(&support, RECORD_CLAIM_AMENDED), 1);
    assert_int_equal(support_count(&support, RECORD_CLAIM_MADE), 1);
    assert_int_equal(support_count(&support, RECORD_RECEIPT_TAKEN), 1);
    assert_memory_equal(&before->facts, &after->facts, sizeof after->facts);
    assert_memory_equal(&before->outcome, &after->outcome, sizeof after->outcome);
    assert_memory_equal(before->proofs, after->proofs, sizeof after->proofs);
    free(before);
    free(after);
}

static void test_screen_claim__a_ticket_that_came_is_paid(void **state)
{
    struct body_claim *claim;

    (void)state;
    make_claim(0);
    support_arrive_by_card(&support, 0);
    support_tap(&support, "#change");
    support_to_page_of(&support, "line.2.change");
    assert_true(support_sees(&support, "Bus, the way home"));
    support_tap(&support, "#line.2.change");
    assert_true(support_sees(&support, "How much is the bus home?"));
    support_type(&support, "3.80");
    support_tap(&support, "Next");
    support_tap(&support, "On my phone");
    support_tap(&support, "#desk");
    support_to_page_of(&support, "yes");
    support_tap(&support, "#yes");
    support_is_on(&support, "done");
    claim = saved();
    assert_int_equal(claim->outcome.expenses_pence, 420 + 380);
    assert_string_equal(claim->proofs[1].where, "phone");
    assert_int_equal(claim->outcome.rejected_count, 0);
    assert_string_equal(support.kiosk.visit.claim.number, "A 1");
    free(claim);
}

static void test_screen_claim__every_answer_about_payment_is_found_again(void **state)
{
    static const struct {
        const char *touch;
        enum visit_fee fee;
    } fees[] = {{"#voucher", VISIT_FEE_VOUCHER},
                {"#timeswap", VISIT_FEE_TIMESWAP},
                {"#no", VISIT_FEE_NONE},
                {"#less", VISIT_FEE_LESS}};

    (void)state;
    make_claim(0);
    for (size_t i = 0; i < sizeof fees / sizeof fees[0]; i++) {
        support_arrive_by_card(&support, 0);
        support_tap(&support, "#change");
        support_to_page_of(&support, "payment.change");
        support_tap(&support, "#payment.change");
        support_tap(&support, fees[i].touch);
        support_tap(&support, "Next");
        if (fees[i].fee == VISIT_FEE_LESS) {
            support_type(&support, "20");
            support_tap(&support, "Next");
        }
        support_to_page_of(&support, "yes");
        support_tap(&support, "#yes");
        support_arrive_by_card(&support, 0);
        support_tap(&support, "#change");
        assert_int_equal(support.kiosk.visit.fee, fees[i].fee);
    }
    assert_int_equal(support.kiosk.visit.less_pence, 2000);
}

static void say_less(const char *limit)
{
    support_arrive_by_card(&support, 0);
    support_tap(&support, "#change");
    support_to_page_of(&support, "payment.change");
    support_tap(&support, "#payment.change");
    support_tap(&support, "#less");
    support_to_page_of(&support, "next");
    support_tap(&support, "Next");
    support_type(&support, "20");
    support_tap(&support, limit);
    support_tap(&support, "Next");
    support_to_page_of(&support, "yes");
    support_tap(&support, "#yes");
}

// That their standing maximum ends is not taken back by changing something else.
static void test_screen_claim__what_becomes_of_the_maximum_is_found_again(void **state)
{
    static const char *const limits[][2] = {{"#kept", "kept"}, {"#ended", "dropped"}};
    struct body_claim *claim;

    (void)state;
    make_claim(0);
    support_expected(&support, 0)->maximum_pence = 6000;
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        say_less(limits[i][0]);
        support_arrive_by_card(&support, 0);
        support_tap(&support, "#change");
        support_to_page_of(&support, "yes");
        support_tap(&support, "#yes");
        claim = saved();
        assert_string_equal(claim->maximum, limits[i][1]);
        free(claim);
    }
}

static void test_screen_claim__cash_that_was_paid_is_not_taken_off(void **state)
{
    (void)state;
    make_claim(0);
    support_arrive_by_card(&support, 0);
    pay(420);
    support_arrive_by_card(&support, 0);
    assert_null(ui_node(&support.ui, "withdraw"));
    support_tap(&support, "#change");
    support_tap(&support, "#travel.change");
    support_tap(&support, "No travel costs");
    support_tap(&support, "Next");
    support_to_page_of(&support, "yes");
    support_tap(&support, "#yes");
    support_is_on(&support, "check");
    support.ui.page = 0;
    stage_event(&support.kiosk.stage, NULL);
    assert_true(support_sees(&support, "You have £4.20 in cash already"));
    assert_int_equal(support_count(&support, RECORD_CLAIM_AMENDED), 0);
}

// --- taken back ---

static void test_screen_withdraw__asks_no_reason_and_time_stays(void **state)
{
    struct books_attendance there;
    struct books_claim claim;
    struct err err;

    (void)state;
    make_claim(0);
    support_arrive_by_card(&support, 0);
    support_tap(&support, "Take my claim back");
    support_is_on(&support, "withdraw");
    support_tap(&support, "Yes, take it back");
    assert_true(support_sees(&support, "The time you were here stays counted."));
    support_tap(&support, "#end");
    check_fails(books_find_claim(support.kiosk.store.db, support.office.meeting,
                                 support.office.people[0], &claim, &err),
                &err, ERR_NOT_FOUND);
    check_ok(books_find_attendance(support.kiosk.store.db, support.office.meeting,
                                   support.office.people[0], &there, &err),
             &err);
    assert_int_equal(there.left_ms, 0);
    // And they may ask again: another claim, with a number of its own.
    make_claim(0);
    check_ok(books_find_claim(support.kiosk.store.db, support.office.meeting,
                              support.office.people[0], &claim, &err),
             &err);
    assert_string_equal(claim.number, "A 2");
}

// --- half done ---

static void test_draft__waits_until_they_are_recognised(void **state)
{
    (void)state;
    support_arrive(&support, 1);
    say_bus("Here");
    support_photo(&support, support_jpeg(&support));
    support_tap(&support, "Finish and hide");
    assert_int_equal(drafts(), 1);
    kiosk_go(&support.kiosk, &screen_desk_people);
    stage_event(&support.kiosk.stage, NULL);
    assert_true(support_sees(&support, "One began their claim and did not finish."));
    // By letters alone: asked as if nothing had been said.
    support_arrive(&support, 1);
    assert_null(ui_node(&support.ui, "on"));
    assert_non_null(ui_node(&support.ui, "now"));
    // By card: on where they stopped, with what they said and its picture.
    support_arrive_by_card(&support, 1);
    support_tap(&support, "Go on");
    support_is_on(&support, "way-home");
    assert_int_equal(visit_line(&support.kiosk.visit, POLICY_BUS)->ticket.count, 1);
    support_tap(&support, "Not yet");
    to_done();
    assert_int_equal(support.kiosk.visit.claim.expenses_pence, 420);
    assert_int_equal(support_count(&support, RECORD_RECEIPT_TAKEN), 1);
    assert_int_equal(drafts(), 0);
}

// A shutdown, or a start of the program anew, in the middle of somebody's answers.
static void test_draft__outlives_the_end_of_the_program(void **state)
{
    (void)state;
    support_arrive(&support, 1);
    say_bus("Here");
    support_photo(&support, support_jpeg(&support));
    support_end(&support);
    assert_int_equal(drafts(), 1);
    support_arrive_by_card(&support, 1);
    support_tap(&support, "Go on");
    assert_int_equal(visit_line(&support.kiosk.visit, POLICY_BUS)->ticket.count, 1);
}

static void test_draft__keeps_the_opt_ins(void **state)
{
    const struct visit *visit = &support.kiosk.visit;

    (void)state;
    support_arrive_by_card(&support, 1);
    say_bus("I lost it");
    support_tap(&support, "Not yet");
    support_to_page_of(&support, "bank");
    support_tap(&support, "#bank");
    support_to_page_of(&support, "next");
    support_tap(&support, "Next");
    support_is_on(&support, "choices");
    support_tap(&support, "#photographs");
    support_tap(&support, "#contact");
    support_tap(&support, "Next");
    support_tap(&support, "#email");
    support_tap(&support, "Next");
    support_tap(&support, "#safe");
    support_is_on(&support, "check");
    support_tap(&support, "Finish and hide");
    support_arrive_by_card(&support, 1);
    support_tap(&support, "Go on");
    support_is_on(&support, "check");
    assert_int_equal(visit->choices[VISIT_PHOTOGRAPHS], VISIT_YES);
    assert_int_equal(visit->choices[VISIT_WORDS], VISIT_NO);
    assert_string_equal(visit->contact, "email");
}

static void test_draft__letters_alone_do_not_replace_it(void **state)
{
    (void)state;
    support_arrive_by_card(&support, 1);
    say_bus("I lost it");
    support_tap(&support, "Finish and hide");
    support_arrive(&support, 1);
    support_tap(&support, "#now");
    support_tap(&support, "#none");
    support_tap(&support, "Next");
    support_tap(&support, "Finish and hide");
    support_arrive_by_card(&support, 1);
    support_tap(&support, "Go on");
    assert_int_equal(support.kiosk.visit.prep_minutes, 60);
}

static void test_draft__start_again_begins_anew(void **state)
{
    (void)state;
    support_arrive_by_card(&support, 1);
    say_bus("I lost it");
    support_tap(&support, "Finish and hide");
    support_arrive_by_card(&support, 1);
    support_tap(&support, "Start again");
    support_tap(&support, "#now");
    support_is_on(&support, "preparation");
    assert_int_equal(support.kiosk.visit.prep_minutes, -1);
    assert_int_equal(support.kiosk.visit.line_count, 0);
}

static void test_draft__of_nothing_is_none(void **state)
{
    (void)state;
    support_arrive_by_card(&support, 1);
    support_tap(&support, "#later");
    make_claim(0);
    assert_int_equal(drafts(), 0);
}

static void count_float_out(void)
{
    struct body_float body = {.by = support.office.payer_id, .witness = support.office.host_id};
    struct books_float held;
    struct err err;

    check_ok(books_get_float(support.kiosk.store.db, support.kiosk.roster.meeting, &held, &err),
             &err);
    body.float_id = held.float_id;
    body.pence = held.pence;
    check_ok(store_save(&support.kiosk.store, RECORD_FLOAT_COUNTED, id_new(),
                        support.kiosk.roster.meeting, &body, &err),
             &err);
}

static void test_draft__goes_when_the_meeting_closes(void **state)
{
    struct desk_place place = kiosk_desk_place(&support.kiosk);
    struct desk desk = {.unlocked = true, .staff = {.staff = support.office.host_id}};
    struct err err;

    (void)state;
    count_float_out();
    support_arrive_by_card(&support, 1);
    say_bus("I lost it");
    support_tap(&support, "Finish and hide");
    assert_int_equal(drafts(), 1);
    check_ok(desk_close_meeting(&desk, &place, &err), &err);
    assert_int_equal(drafts(), 0);
}

// In the closing's own commit: cut off behind it, before the key is destroyed, none is left.
static void test_draft__goes_in_the_commit_of_the_closing(void **state)
{
    struct desk_place place = kiosk_desk_place(&support.kiosk);
    struct desk desk = {.unlocked = true, .staff = {.staff = support.office.host_id}};
    struct err err;

    (void)state;
    count_float_out();
    support_arrive_by_card(&support, 1);
    say_bus("I lost it");
    support_tap(&support, "Finish and hide");
    assert_int_equal(drafts(), 1);
    place.run = "/dev/null"; // no folder: the key cannot be destroyed
    assert_false(desk_close_meeting(&desk, &place, &err));
    assert_int_equal(support_count(&support, RECORD_MEETING_CLOSED), 1);
    assert_int_equal(drafts(), 0);
}

// What it says is sealed: no amount of it stands in the table.
static void test_draft__is_sealed(void **state)
{
    struct db_rows *rows;
    const void *data;
    size_t length;
    struct err err;

    (void)state;
    support_arrive_by_card(&support, 1);
    say_bus("I lost it");
    support_tap(&support, "Finish and hide");
    check_ok(db_one(support.kiosk.store.db, &rows, "SELECT sealed FROM draft", DB_NONE, &err),
             &err);
    data = db_get_blob(rows, 0, &length);
    assert_true(length > 0);
    assert_null(memmem(data, length, "pence", 5));
    db_free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_screen_claim__letters_alone_may_only_leave_or_ask,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_screen_claim__change_finds_all_answers_again, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_screen_claim__a_ticket_that_came_is_paid, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            test_screen_claim__every_answer_about_payment_is_found_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_screen_claim__what_becomes_of_the_maximum_is_found_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_screen_claim__cash_that_was_paid_is_not_taken_off,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_screen_withdraw__asks_no_reason_and_time_stays, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_draft__waits_until_they_are_recognised, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_draft__outlives_the_end_of_the_program, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_draft__keeps_the_opt_ins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_draft__letters_alone_do_not_replace_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_draft__start_again_begins_anew, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_draft__of_nothing_is_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_draft__goes_when_the_meeting_closes, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_draft__goes_in_the_commit_of_the_closing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_draft__is_sealed, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
