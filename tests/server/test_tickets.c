// SPDX-License-Identifier: Apache-2.0

/* A ticket that was still to come, closed by the office. */

#include "server/tickets.h"

#include <stdio.h>
#include <stdlib.h>

#include "server/claims.h"
#include "shared/books.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/server/hall.h"

static struct hall hall;
static struct id claim;
static char target[96];
static int64_t sent;

static void leave_ticket(struct body_claim *body)
{
    str_copy(body->proofs[0].where, BODY_CODE_SIZE, "later");
    body->facts.expenses[0].receipt_pence = FACTS_NONE;
}

// M1 came by a bus whose ticket is to come.
static void make_claim(void)
{
    struct body_attendance_arrived there = hall_arrival(&hall, 0);
    char text[ID_TEXT_SIZE];

    claim = hall_claim_closed(&hall, &there, leave_ticket);
    sent = hall_send(&hall, 0);
    id_write(text, claim);
    snprintf(target, sizeof target, "/api/claims/%s/ticket", text);
}

static int set_up(void **state)
{
    (void)state;
    hall_open(&hall);
    hall_sign_in(&hall);
    make_claim();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

static struct claims_claim look(void)
{
    struct claims_claim found;
    struct err err;

    check_ok(claims_get(hall.db, claim, &found, &err), &err);
    return found;
}

static int close_ticket(const char *json)
{
    return hall_press_for_status(&hall, "POST", target, json);
}

static void test_tickets__what_came_to_the_office_waits_to_be_approved(void **state)
{
    (void)state;
    assert_int_equal(look().to_approve.expenses_pence, 0);
    assert_int_equal(close_ticket("{\"ref\":\"X1\",\"pence\":390}"), 200);
    assert_int_equal(look().state, CLAIMS_TO_APPROVE);
    assert_int_equal(look().to_approve.expenses_pence, 390); // what stands on it
}

// Approved before: an adjustment, never an edit.
static void test_tickets__after_an_approval_it_is_an_adjustment(void **state)
{
    struct claims_amounts due = look().to_approve;
    struct err err;

    (void)state;
    check_ok(claims_approve(hall.db, &hall.office, claim, &due, hall.people[1], &err), &err);
    check_ok(claims_pay(hall.db, &hall.office, claim, "2026-11-28", hall.people[1], &err), &err);
    assert_int_equal(close_ticket("{\"ref\":\"X1\",\"pence\":420}"), 200);
    assert_int_equal(look().to_approve.expenses_pence, 420);
    assert_int_equal(look().to_approve.fee_pence, 0);
    assert_int_equal(look().sums.turns, 1);
}

struct seen {
    int count;
    struct body_claim_completed body;
};

static bool see(const struct record *record, void *context, struct err *err)
{
    struct seen *seen = context;

    if (record->kind != RECORD_CLAIM_COMPLETED)
        return true;
    seen->count++;
    return body_read(record, &seen->body, err);
}

static void test_tickets__the_log_says_who_took_it_and_once(void **state)
{
    struct seen seen = {0};
    struct err err;

    (void)state;
    assert_int_equal(close_ticket("{\"ref\":\"X1\",\"pence\":420}"), 200);
    assert_int_equal(close_ticket("{\"ref\":\"X1\",\"pence\":420}"), 409);
    assert_int_equal(close_ticket("{\"ref\":\"X1\",\"pence\":999}"), 409);
    check_ok(log_each(hall.db, hall.office.log_id, 0, see, &seen, &err), &err);
    assert_int_equal(seen.count, 1);
    assert_false(id_is_none(seen.body.by));
    assert_int_equal(seen.body.pence, 420);
    assert_int_equal(look().to_approve.expenses_pence, 420);
}

static bool see_waiting(const struct record *record, void *context, struct err *err)
{
    size_t *waiting = context;
    struct body_person_expected body;

    if (record->kind != RECORD_PERSON_EXPECTED)
        return true;
    if (!body_read(record, &body, err))
        return false;
    if (id_equal(body.person, hall.people[0]) && !id_equal(record->meeting_id, hall.meeting))
        *waiting = body.waiting_count;
    return true;
}

static void test_tickets__kiosks_ask_for_it_no_more(void **state)
{
    static const char later[] =
        "meeting_code,public_title,start,end,venue,type,policy,workstream,invited\n"
        "B1,Next,2026-11-30T10:00,2026-11-30T12:30,Hall,agreed_coproduction,demo,W1,M1\n";
    size_t waiting = 99;
    struct err err;

    (void)state;
    check_ok(hall_import_meetings(&hall, later, &err), &err);
    check_ok(log_each(hall.db, hall.enrolment.down_log_id, 0, see_waiting, &waiting, &err), &err);
    assert_int_equal(waiting, 1);
    assert_int_equal(close_ticket("{\"ref\":\"X1\",\"pence\":420}"), 200);
    check_ok(log_each(hall.db, hall.enrolment.down_log_id, 0, see_waiting, &waiting, &err), &err);
    assert_int_equal(waiting, 0);
}

static void test_tickets__not_after_the_last_day_and_of_no_other_line(void **state)
{
    struct tickets_ticket ticket = {.claim = claim, .ref = "X1", .pence = 420};
    int64_t late;
    struct err err;

    (void)state;
    assert_int_equal(close_ticket("{\"ref\":\"X2\",\"pence\":420}"), 409);
    assert_int_equal(close_ticket("{\"ref\":\"X1\",\"pence\":0}"), 400);
    assert_true(when_read(&late, "2027-04-01T09:00:00Z")); // the policy's year ended
    when_start_at(late);
    check_fails(tickets_close(hall.db, &hall.office, &ticket, hall.people[1], &err), &err,
                ERR_CONFLICT);
    assert_int_equal(look().to_approve.expenses_pence, 0);
}

// With a picture of it.
static void bring_at_kiosk(int64_t pence)
{
    struct body_claim_completed body = {.claim = claim,
                                        .person = hall.people[0],
                                        .ref = "X1",
                                        .where = "here",
                                        .pence = pence,
                                        .receipt_id = "5e"};

    hall_record(&hall, RECORD_CLAIM_COMPLETED, &body);
    sent = hall_send(&hall, sent);
}

// How long they were there is a matter of the claim's own meeting, not of the one it came at.
static void test_tickets__at_a_later_meeting_their_time_stays_as_it_was(void **state)
{
    struct id meeting = hall.meeting;
    int64_t fee = look().assessed.fee_pence;

    (void)state;
    assert_true(fee > 0);
    hall.meeting = id_new();
    bring_at_kiosk(390);
    hall.meeting = meeting;
    assert_int_equal(look().assessed.expenses_pence, 390);
    assert_int_equal(look().assessed.fee_pence, fee);
    hall_verify(&hall);
}

// Shown at two kiosks that did not know of each other.
static void test_tickets__the_first_stays_and_another_is_for_a_person(void **state)
{
    (void)state;
    bring_at_kiosk(390);
    bring_at_kiosk(390);
    assert_int_equal(hall_count_exceptions(&hall, "refused"), 0); // the same said twice
    bring_at_kiosk(420);
    assert_int_equal(hall_count_exceptions(&hall, "refused"), 1);
    assert_int_equal(look().assessed.expenses_pence, 390);
    hall_verify(&hall);
}

// Nobody has seen it yet.
static void say_at_kiosk(int64_t pence)
{
    struct body_claim_completed body = {
        .claim = claim, .person = hall.people[0], .ref = "X1", .where = "here", .pence = pence};

    hall_record(&hall, RECORD_CLAIM_COMPLETED, &body);
    sent = hall_send(&hall, sent);
}

static void see_at_kiosk(void)
{
    struct body_evidence_seen seen = {.claim = claim, .what = "ticket", .ref = "X1", .by = {{9}}};

    hall_record(&hall, RECORD_EVIDENCE_SEEN, &seen);
    sent = hall_send(&hall, sent);
}

static void test_tickets__one_that_nobody_has_seen_is_put_right_where_it_was_said(void **state)
{
    (void)state;
    say_at_kiosk(390);
    say_at_kiosk(420);
    assert_int_equal(look().assessed.expenses_pence, 0);
    see_at_kiosk();
    assert_int_equal(look().assessed.expenses_pence, 420);
    assert_int_equal(hall_count_exceptions(&hall, "refused"), 0);
    hall_verify(&hall);
}

// Of which of the two sums the ticket was seen, nobody knows.
static void test_tickets__two_sums_from_two_kiosks_are_for_a_person(void **state)
{
    (void)state;
    say_at_kiosk(390);
    hall_enrol(&hall, "Second kiosk");
    sent = 0;
    say_at_kiosk(390); // the same
    assert_int_equal(hall_count_exceptions(&hall, "refused"), 0);
    hall_enrol(&hall, "Third kiosk");
    sent = 0;
    say_at_kiosk(900);
    see_at_kiosk();
    assert_int_equal(hall_count_exceptions(&hall, "refused"), 1);
    assert_int_equal(look().assessed.expenses_pence, 390);
    assert_int_equal(look().state, CLAIMS_HELD);
    hall_verify(&hall);
}

// Changed at a kiosk that had not heard of the ticket: what came later is still part of it.
static void test_tickets__an_amendment_does_not_lose_it(void **state)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    struct err err;

    (void)state;
    check_ok(books_get_claim_body(hall.db, claim, body, &err), &err);
    bring_at_kiosk(390);
    hall_record(&hall, RECORD_CLAIM_AMENDED, body);
    sent = hall_send(&hall, sent);
    assert_int_equal(look().assessed.expenses_pence, 390);
    assert_int_equal(look().assessed.version, 2);
    assert_true(look().same_pence);
    hall_verify(&hall);
    free(body);
}

// Whether it came in time cannot be told: that is not "in time".
static void test_tickets__whose_last_day_is_not_known_is_for_a_person(void **state)
{
    struct err err;

    (void)state;
    check_ok(db_exec(hall.db, "UPDATE policy SET json = '{}' WHERE id = 'demo'", DB_NONE, &err),
             &err);
    bring_at_kiosk(390);
    assert_int_equal(hall_count_exceptions(&hall, "policy_unknown"), 1);
    assert_int_equal(look().state, CLAIMS_HELD);
}

// There are databases from before it was kept in whose log a ticket was said to be there.
static void test_tickets__from_before_its_log_was_kept_the_logs_come_to_the_same(void **state)
{
    struct err err;

    (void)state;
    say_at_kiosk(390);
    check_ok(db_exec(hall.db, "UPDATE completed SET log_id = NULL", DB_NONE, &err), &err);
    hall_verify(&hall);
}

static void test_tickets__the_logs_come_to_the_same(void **state)
{
    (void)state;
    assert_int_equal(close_ticket("{\"ref\":\"X1\",\"pence\":420}"), 200);
    hall_verify(&hall);
}

#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HALL(test_tickets__what_came_to_the_office_waits_to_be_approved),
        IN_HALL(test_tickets__after_an_approval_it_is_an_adjustment),
        IN_HALL(test_tickets__the_log_says_who_took_it_and_once),
        IN_HALL(test_tickets__kiosks_ask_for_it_no_more),
        IN_HALL(test_tickets__not_after_the_last_day_and_of_no_other_line),
        IN_HALL(test_tickets__at_a_later_meeting_their_time_stays_as_it_was),
        IN_HALL(test_tickets__the_first_stays_and_another_is_for_a_person),
        IN_HALL(test_tickets__one_that_nobody_has_seen_is_put_right_where_it_was_said),
        IN_HALL(test_tickets__two_sums_from_two_kiosks_are_for_a_person),
        IN_HALL(test_tickets__an_amendment_does_not_lose_it),
        IN_HALL(test_tickets__whose_last_day_is_not_known_is_for_a_person),
        IN_HALL(test_tickets__from_before_its_log_was_kept_the_logs_come_to_the_same),
        IN_HALL(test_tickets__the_logs_come_to_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
