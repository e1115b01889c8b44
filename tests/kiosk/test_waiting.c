// SPDX-License-Identifier: Apache-2.0

/* Still to come, of meetings before: tickets that are shown now. */

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

static void test_waiting__a_ticket_is_closed_by_a_picture_at_any_kiosk(void **state)
{
    struct body_person_expected *body = support_waits_for(&support, 0);
    struct body_claim_completed came;

    (void)state;
    support_arrive(&support, 0);
    assert_null(ui_node(&support.ui, "late")); // by letters: not shown
    support_arrive_by_card(&support, 0);
    support_tap(&support, "Still to come");
    support_tap(&support, "#waiting.1");
    support_is_on(&support, "amount");
    assert_true(support_sees(&support, "£4.20"));
    support_tap(&support, "Next");
    support_is_on(&support, "proof");
    support_tap(&support, "Back");
    support_is_on(&support, "amount");
    support_tap(&support, "Next");
    support_tap(&support, "#here");
    support_is_on(&support, "ticket");
    support_tap(&support, "Back");
    support_is_on(&support, "proof");
    assert_true(ui_node(&support.ui, "here")->selected);
    support_tap(&support, "#here");
    support_photo(&support, support_jpeg(&support));
    support_tap(&support, "Next");
    support_is_on(&support, "waiting");
    assert_null(ui_node(&support.ui, "waiting.2"));
    came = last_completed();
    assert_true(id_equal(came.claim, body->waiting[0].claim)); // which this kiosk never saw
    assert_string_equal(came.ref, "X1");
    assert_int_equal(came.pence, 420);
    assert_true(*came.receipt_id);
    assert_int_equal(support_count(&support, RECORD_RECEIPT_TAKEN), 1);
    assert_int_equal(support.kiosk.visit.line_count, 0);
}

static void to_late_picture(int person)
{
    support_waits_for(&support, person);
    support_arrive_by_card(&support, person);
    support_tap(&support, "Still to come");
    support_tap(&support, "#waiting.1");
    support_tap(&support, "Next");
    support_tap(&support, "#here");
    support_photo(&support, support_jpeg(&support));
}

static void test_waiting__a_ticket_that_was_not_saved_can_be_tried_again(void **state)
{
    int before = support_count(&support, RECORD_CLAIM_COMPLETED);
    sqlite3 *beside;
    struct id op;
    bool did;
    struct err err;

    (void)state;
    to_late_picture(1);
    op = support.kiosk.visit.late.op;
    beside = support_beside(&support, "BEGIN IMMEDIATE");
    support_tap(&support, "Next");
    support_is_on(&support, "ticket");
    assert_true(id_equal(support.kiosk.visit.late.op, op));
    assert_true(support_sees(&support, "This is not saved yet."));
    assert_non_null(ui_node(&support.ui, "photo")); // nothing of it is lost
    assert_int_equal(support.kiosk.visit.late.line.ticket.count, 1);
    sqlite3_close(beside);
    support_tap(&support, "Next");
    support_is_on(&support, "waiting");
    assert_null(ui_node(&support.ui, "waiting.2"));
    assert_int_equal(support_count(&support, RECORD_CLAIM_COMPLETED), before + 1);
    check_ok(store_did(&support.kiosk.store, op, &did, &err), &err);
    assert_true(did); // both tries are one operation
}

static void test_waiting__a_ticket_that_is_not_here_after_all_still_waits(void **state)
{
    int before = support_count(&support, RECORD_CLAIM_COMPLETED);

    (void)state;
    support_waits_for(&support, 0);
    support_arrive_by_card(&support, 0);
    support_tap(&support, "Still to come");
    support_tap(&support, "#waiting.1");
    support_tap(&support, "Next");
    support_tap(&support, "I will bring it");
    support_is_on(&support, "waiting");
    assert_non_null(ui_node(&support.ui, "waiting.2"));
    assert_int_equal(support_count(&support, RECORD_CLAIM_COMPLETED), before);
    support_tap(&support, "#waiting.1");
    support_tap(&support, "Back");
    support_is_on(&support, "waiting");
}

static void test_waiting__is_over_with_its_claim_window(void **state)
{
    struct body_person_expected *body = support_waits_for(&support, 0);

    (void)state;
    for (size_t i = 0; i < 2; i++)
        str_copy(body->waiting[i].until, sizeof body->waiting[i].until, "2026-11-22");
    support_arrive_by_card(&support, 0);
    assert_null(ui_node(&support.ui, "late"));
}

static bool has_waiting(const char *id)
{
    return ui_node(&support.ui, id);
}

// The payer's, to what the desk is to look at.
static void to_before(void)
{
    support_start(&support);
    support_to_desk(&support, &support.office.payer);
    support_tap(&support, "#tasks");
    support_tap(&support, "Tickets from before");
    support_is_on(&support, "desk-before");
}

// "Leave it to the desk" is no proof that there is a ticket.
static void test_waiting__a_ticket_without_a_picture_waits_until_the_desk_saw_it(void **state)
{
    struct body_person_expected *body = support_waits_for(&support, 2);
    int before = support_count(&support, RECORD_EVIDENCE_SEEN);

    (void)state;
    support_arrive_by_card(&support, 2);
    support_tap(&support, "Still to come");
    support_tap(&support, "#waiting.1");
    support_tap(&support, "Next");
    support_tap(&support, "#here");
    support_tap(&support, "#desk");
    support_is_on(&support, "waiting");
    assert_true(support_sees(&support, "Please show your ticket at the desk."));
    assert_true(has_waiting("waiting.2"));
    to_before();
    assert_true(support_sees(&support, "£4.20"));
    support_tap(&support, "#ticket.1");
    support_is_on(&support, "desk-ticket");
    support_tap(&support, "Back");
    support_is_on(&support, "desk-before");
    support_tap(&support, "#ticket.1");
    support_tap(&support, "I have seen the ticket");
    support_is_on(&support, "desk-before");
    assert_true(support_sees(&support, "No ticket from before waits for you."));
    assert_int_equal(support_count(&support, RECORD_EVIDENCE_SEEN), before + 1);
    support_arrive_by_card(&support, 2);
    support_tap(&support, "Still to come");
    assert_false(has_waiting("waiting.2"));
    assert_false(support_sees(&support, "Please show your ticket at the desk."));
    assert_true(id_equal(support.kiosk.visit.waiting[0].what.claim, body->waiting[1].claim));
}

static void test_waiting__no_ticket_is_closed_where_visitors_take_no_pictures(void **state)
{
    static const enum kiosk_photo photos[] = {KIOSK_PHOTO_DESK, KIOSK_PHOTO_NONE};
    enum kiosk_photo person = support.kiosk.receipt_photo;

    (void)state;
    for (int i = 0; i < 2; i++) {
        support_waits_for(&support, 3 + i);
        support.kiosk.receipt_photo = photos[i];
        support_arrive_by_card(&support, 3 + i);
        support_tap(&support, "Still to come");
        support_tap(&support, "#waiting.1");
        support_tap(&support, "Next");
        support_tap(&support, "#here");
        support_is_on(&support, "waiting");
        assert_true(has_waiting("waiting.2"));
    }
    to_before();
    support_tap(&support, "#ticket.1"); // seen at once: there is no camera
    support_is_on(&support, "desk-before");
    support_tap(&support, "#ticket.1");
    assert_true(support_sees(&support, "No ticket from before waits for you."));
    support.kiosk.receipt_photo = person;
}

// Nothing is left for them to do here but to show it: said again, it is nothing new.
static void test_waiting__what_is_left_to_the_desk_is_said_once(void **state)
{
    struct body_person_expected *body = support_waits_for(&support, 2);
    int before;

    (void)state;
    body->waiting_count = 1;
    support_arrive_by_card(&support, 2);
    support_tap(&support, "Still to come");
    assert_true(support_sees(&support, "Touch what you can show or decide today."));
    for (int i = 0; i < 2; i++) {
        support_tap(&support, "#waiting.1");
        support_tap(&support, "Next");
        support_tap(&support, "#here");
        support_tap(&support, "#desk");
        support_is_on(&support, "waiting");
        if (i == 0)
            before = support_count(&support, RECORD_CLAIM_COMPLETED);
    }
    assert_false(support_sees(&support, "Touch what you can show or decide today."));
    assert_int_equal(support_count(&support, RECORD_CLAIM_COMPLETED), before);
    support_tap(&support, "#waiting.1"); // now there is a picture of it
    support_tap(&support, "Next");
    support_tap(&support, "#here");
    support_photo(&support, support_jpeg(&support));
    support_tap(&support, "Next");
    assert_int_equal(support_count(&support, RECORD_CLAIM_COMPLETED), before + 1);
    assert_true(support_sees(&support, "Nothing is left to come."));
}

// Said to be here by somebody who is signed in; nobody has seen it.
static void say_here(int person, const struct body_waiting *what)
{
    struct body_claim_completed body = {.claim = what->claim,
                                        .person = support.office.people[person],
                                        .where = "here",
                                        .pence = what->pence};
    struct err err;

    str_copy(body.ref, sizeof body.ref, what->ref);
    check_ok(store_save(&support.kiosk.store, RECORD_CLAIM_COMPLETED, id_new(),
                        support.kiosk.roster.meeting, &body, &err),
             &err);
}

// Who never comes up with theirs keeps nobody else's from the desk.
static void test_waiting__no_ticket_keeps_another_from_the_desk(void **state)
{
    struct body_person_expected *body = support_waits_for(&support, 0);

    (void)state;
    support_arrive(&support, 0);
    support_arrive(&support, 1);
    body->waiting_count = BODY_WAITING_MAX;
    for (size_t i = 0; i < BODY_WAITING_MAX; i++) {
        body->waiting[i] = body->waiting[0];
        body->waiting[i].claim = id_new();
        say_here(0, &body->waiting[i]);
    }
    body = support_waits_for(&support, 1);
    say_here(1, &body->waiting[0]);
    to_before();
    support_to_page_of(&support, "ticket.9");
    support_tap(&support, "#ticket.9");
    support_is_on(&support, "desk-ticket");
}

// What the office has settled meanwhile is nothing to ask about.
static void test_waiting__a_ticket_that_waits_no_more_is_not_asked_for(void **state)
{
    (void)state;
    support_arrive(&support, 2);
    say_here(2, &support_waits_for(&support, 2)->waiting[0]);
    to_before();
    assert_false(support_sees(&support, "No ticket from before waits for you."));
    for (int person = 0; person < OFFICE_PEOPLE; person++)
        support_expected(&support, person)->waiting_count = 0;
    to_before();
    assert_true(support_sees(&support, "No ticket from before waits for you."));
}

// The records do not do their work: nothing says thank you.
static void test_waiting__thanks_for_nothing_when_the_records_fail(void **state)
{
    (void)state;
    to_late_picture(3);
    sqlite3_close(support_beside(&support, "DROP TABLE receipt"));
    support_tap(&support, "Next");
    support_is_on(&support, "out-of-service");
    assert_false(support.kiosk.visit.on);
    assert_false(support.kiosk.visit.late.unsaved);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_waiting__a_ticket_is_closed_by_a_picture_at_any_kiosk),
        cmocka_unit_test(test_waiting__a_ticket_that_was_not_saved_can_be_tried_again),
        cmocka_unit_test(test_waiting__a_ticket_that_is_not_here_after_all_still_waits),
        cmocka_unit_test(test_waiting__is_over_with_its_claim_window),
        cmocka_unit_test(test_waiting__a_ticket_without_a_picture_waits_until_the_desk_saw_it),
        cmocka_unit_test(test_waiting__no_ticket_is_closed_where_visitors_take_no_pictures),
        cmocka_unit_test(test_waiting__what_is_left_to_the_desk_is_said_once),
        cmocka_unit_test(test_waiting__no_ticket_keeps_another_from_the_desk),
        cmocka_unit_test(test_waiting__a_ticket_that_waits_no_more_is_not_asked_for),
        cmocka_unit_test(test_waiting__thanks_for_nothing_when_the_records_fail),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
