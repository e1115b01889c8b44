// SPDX-License-Identifier: Apache-2.0

/* What came of one meeting stands in what kiosks are told for the next. */

#include "server/history.h"

#include <stdlib.h>
#include <string.h>

#include "server/claims.h"
#include "shared/log.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/server/hall.h"

static const char LATER[] =
    "meeting_code,public_title,start,end,venue,type,policy,workstream,invited\n"
    "B1,Same month,2026-11-30T10:00,2026-11-30T12:30,Hall,agreed_coproduction,demo,W1,M1\n"
    "C1,Next month,2026-12-01T10:00,2026-12-01T12:30,Hall,agreed_coproduction,demo,W1,M1\n";

static struct hall hall;
static struct meetings_meeting *meetings; // hall.meeting, and those two

static int set_up(void **state)
{
    size_t count;
    struct err err;

    (void)state;
    hall_open(&hall);
    check_ok(hall_import_meetings(&hall, LATER, &err), &err);
    check_ok(meetings_list(hall.db, &hall.office, 0, &meetings, &count, &err), &err);
    assert_int_equal(count, 3);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(meetings);
    hall_close(&hall);
    return 0;
}

// What M1's kiosk was last told for that meeting.
struct told {
    struct id meeting;
    struct body_person_expected body;
};

static bool look(const struct record *record, void *context, struct err *err)
{
    struct told *told = context;
    struct body_person_expected body;

    if (record->kind != RECORD_PERSON_EXPECTED || !id_equal(record->meeting_id, told->meeting))
        return true;
    if (!body_read(record, &body, err))
        return false;
    if (id_equal(body.person, hall.people[0]))
        told->body = body;
    return true;
}

static struct body_person_expected *told(size_t meeting)
{
    static struct told last;
    struct err err;

    last = (struct told){.meeting = meetings[meeting].meeting};
    check_ok(log_each(hall.db, hall.enrolment.down_log_id, 0, look, &last, &err), &err);
    return &last.body;
}

// M1 came by bus for £4.20 and goes to the bank; `change` says what is otherwise.
static struct id make_claim(void (*change)(struct body_claim *claim))
{
    struct body_attendance_arrived there = hall_arrival(&hall, 0);

    struct id claim = hall_claim_closed(&hall, &there, change);

    assert_true(hall_send(&hall, 0) > 0);
    return claim;
}

static void test_history__of_nobody_is_nothing(void **state)
{
    (void)state;
    assert_int_equal(told(1)->usual_prep_minutes, -1);
    assert_int_equal(told(1)->usual_count, 0);
    assert_int_equal(told(1)->maximum_pence, -1);
    assert_int_equal(told(1)->month_offered_pence, 0);
}

static void test_history__next_time_is_offered_as_it_was(void **state)
{
    (void)state;
    make_claim(NULL);
    assert_int_equal(told(1)->usual_count, 1);
    assert_string_equal(told(1)->usual[0].code, "bus");
    assert_int_equal(told(1)->usual[0].pence, 420);
    assert_int_equal(told(1)->usual[0].miles, -1);
    assert_true(told(1)->usual_prep_minutes >= 0);
    // Not at the meeting itself.
    assert_int_equal(told(0)->usual_count, 0);
}

static void test_history__a_month_is_added_up_by_itself(void **state)
{
    (void)state;
    make_claim(NULL);
    assert_true(told(1)->month_offered_pence > 0);
    assert_int_equal(told(1)->month_offered_pence, told(1)->month_taken_pence);
    assert_int_equal(told(2)->month_offered_pence, 0);
}

static void test_history__what_was_paid_stands_with_its_day(void **state)
{
    struct id claim = make_claim(NULL);
    struct claims_claim found;
    struct err err;

    (void)state;
    assert_true(id_is_none(told(1)->last_claim));
    check_ok(claims_get(hall.db, claim, &found, &err), &err);
    check_ok(claims_approve(hall.db, &hall.office, claim, &found.to_approve, hall.people[1], &err),
             &err);
    check_ok(claims_pay(hall.db, &hall.office, claim, "2026-11-28", hall.people[1], &err), &err);
    assert_true(id_equal(told(1)->last_claim, claim));
    assert_int_equal(told(1)->last_paid_pence,
                     found.to_approve.fee_pence + found.to_approve.expenses_pence);
    assert_string_equal(told(1)->last_paid_on, "2026-11-28");
    assert_int_equal(told(1)->last_voucher_pence, 0);
}

static void want_voucher(struct body_claim *claim)
{
    str_copy(claim->facts.fee_channel_wanted, sizeof claim->facts.fee_channel_wanted, "voucher");
    str_copy(claim->facts.age_band, sizeof claim->facts.age_band, "under_18");
}

// "£29.20 as a voucher" would be false: the bus of £4.20 went to the bank.
static void test_history__travel_money_is_in_no_voucher(void **state)
{
    struct id claim = make_claim(want_voucher);
    struct claims_claim found;
    struct err err;

    (void)state;
    check_ok(claims_get(hall.db, claim, &found, &err), &err);
    assert_true(found.to_approve.fee_pence > 0 && found.to_approve.expenses_pence > 0);
    check_ok(claims_approve(hall.db, &hall.office, claim, &found.to_approve, hall.people[1], &err),
             &err);
    check_ok(claims_pay(hall.db, &hall.office, claim, "2026-11-28", hall.people[1], &err), &err);
    assert_int_equal(told(1)->last_paid_pence,
                     found.to_approve.fee_pence + found.to_approve.expenses_pence);
    assert_int_equal(told(1)->last_voucher_pence, found.to_approve.fee_pence);
}

static void keep_maximum(struct body_claim *claim)
{
    str_copy(claim->maximum, sizeof claim->maximum, "kept");
    str_copy(claim->facts.fee_election.type, sizeof claim->facts.fee_election.type, "reduced");
    claim->facts.fee_election.max_pence = 2000;
}

static void test_history__a_maximum_that_is_kept_comes_back(void **state)
{
    (void)state;
    make_claim(keep_maximum);
    assert_int_equal(told(1)->maximum_pence, 2000);
    assert_int_equal(told(1)->month_taken_pence, 2000);
}

static void leave_open(struct body_claim *claim)
{
    claim->undecided = true;
    str_copy(claim->facts.fee_election.type, sizeof claim->facts.fee_election.type, "declined");
    claim->facts.expenses[0].receipt_pence = FACTS_NONE;
    claim->proofs_count = 1;
    str_copy(claim->proofs[0].ref, sizeof claim->proofs[0].ref, "X1");
    str_copy(claim->proofs[0].where, sizeof claim->proofs[0].where, "later");
}

static void test_history__what_is_still_to_come_is_named(void **state)
{
    const struct body_waiting *waiting;

    (void)state;
    make_claim(leave_open);
    assert_int_equal(told(1)->waiting_count, 2);
    waiting = told(1)->waiting;
    assert_string_equal(waiting[0].ref, "X1");
    assert_string_equal(waiting[0].code, "bus");
    assert_int_equal(waiting[0].pence, 420);
    assert_string_equal(waiting[0].until, "2027-03-31");
    assert_string_equal(waiting[1].code, "fee");
    assert_true(waiting[1].pence > 0);
}

// Their kiosk counted to the end; in truth they were there for an hour.
static void make_claim_of_an_hour(void (*change)(struct body_claim *claim))
{
    struct body_attendance_arrived there = hall_arrival(&hall, 0);
    struct body_attendance_corrected hour = {.attendance = there.attendance,
                                             .arrived_ms = hall.start_ms,
                                             .left_ms = hall.start_ms + 3600000,
                                             .reason = "forgot",
                                             .by = hall.people[1]};

    hall_claim_closed(&hall, &there, change);
    hall_record(&hall, RECORD_ATTENDANCE_CORRECTED, &hour);
    assert_true(hall_send(&hall, 0) > 0);
}

static void test_history__what_was_offered_is_what_is_agreed(void **state)
{
    (void)state;
    make_claim_of_an_hour(NULL);
    assert_int_equal(told(1)->month_offered_pence, 1250);
    assert_int_equal(told(1)->month_taken_pence, 1250);
}

static void test_history__the_offer_that_stays_is_what_is_agreed(void **state)
{
    (void)state;
    make_claim_of_an_hour(leave_open);
    assert_int_equal(told(1)->waiting_count, 2);
    assert_string_equal(told(1)->waiting[1].code, "fee");
    assert_int_equal(told(1)->waiting[1].pence, 1250);
    assert_int_equal(told(1)->month_taken_pence, 0);
}

static void complete(struct id claim, const char *ref, int64_t pence, const char *channel)
{
    struct body_claim_completed body = {.claim = claim, .person = hall.people[0], .pence = pence};

    str_copy(body.ref, sizeof body.ref, ref);
    str_copy(body.where, sizeof body.where, *ref ? "here" : "");
    str_copy(body.channel, sizeof body.channel, channel);
    hall_record(&hall, RECORD_CLAIM_COMPLETED, &body);
    assert_true(hall_send(&hall, 0) > 0);
}

static struct claims_amounts to_approve(struct id claim)
{
    struct claims_claim found;
    struct err err;

    check_ok(claims_get(hall.db, claim, &found, &err), &err);
    return found.to_approve;
}

static void test_history__a_ticket_that_came_later_is_to_be_approved(void **state)
{
    struct id claim = make_claim(leave_open);
    struct body_evidence_seen seen = {.claim = claim, .what = "ticket", .ref = "X1"};

    (void)state;
    assert_int_equal(to_approve(claim).expenses_pence, 0);
    complete(claim, "X1", 380, "");
    assert_int_equal(to_approve(claim).expenses_pence, 0); // nobody has seen it
    assert_int_equal(told(1)->waiting_count, 2);
    hall_record(&hall, RECORD_EVIDENCE_SEEN, &seen);
    assert_true(hall_send(&hall, 0) > 0);
    assert_int_equal(to_approve(claim).expenses_pence, 380);
    assert_int_equal(told(1)->waiting_count, 1);
    assert_string_equal(told(1)->waiting[0].code, "fee");
}

static void test_history__a_payment_decided_later_loses_nothing(void **state)
{
    struct id claim = make_claim(leave_open);
    int64_t offered = told(1)->waiting[1].pence;

    (void)state;
    assert_int_equal(to_approve(claim).fee_pence, 0);
    assert_int_equal(told(1)->month_taken_pence, 0);
    complete(claim, "", 0, "bank");
    assert_int_equal(to_approve(claim).fee_pence, offered);
    assert_int_equal(told(1)->month_taken_pence, offered);
    assert_int_equal(told(1)->waiting_count, 1);
}

static void test_history__a_payment_decided_later_may_be_less(void **state)
{
    struct id claim = make_claim(leave_open);

    (void)state;
    complete(claim, "", 1000, "bank");
    assert_int_equal(to_approve(claim).fee_pence, 1000);
    assert_int_equal(told(1)->month_taken_pence, 1000);
}

static void test_history__what_comes_for_no_claim_waits_for_a_person(void **state)
{
    (void)state;
    complete(id_new(), "X1", 380, "");
    assert_int_equal(hall_count_exceptions(&hall, "claim_unknown"), 1);
}

static void see_entitlement(struct id claim, const char *until)
{
    struct body_evidence_seen body = {.claim = claim, .what = "entitlement", .by = hall.people[1]};

    str_copy(body.until, sizeof body.until, until);
    hall_record(&hall, RECORD_EVIDENCE_SEEN, &body);
    assert_true(hall_send(&hall, 0) > 0);
}

static void test_history__what_the_desk_saw_is_a_day_next_time(void **state)
{
    struct id claim = make_claim(NULL);

    (void)state;
    assert_string_equal(told(1)->evidence_until, "");
    see_entitlement(claim, "2027-03-31");
    assert_string_equal(told(1)->evidence_until, "2027-03-31");
    assert_string_equal(told(2)->evidence_until, "2027-03-31");
}

// Whoever keeps the bank's lines learns an amount, a channel and a day (rules.md S22, P09).
static bool find_why(const struct record *record, void *context, struct err *err)
{
    size_t *payments = context;
    struct bytes body = {0};

    (void)err;
    if (record->kind != RECORD_FEE_PAID && record->kind != RECORD_PAYMENT_MADE)
        return true;
    (*payments)++;
    bytes_add(&body, record->body, record->body_length);
    bytes_add(&body, "", 1);
    assert_null(strstr(bytes_text(&body), "viden"));
    assert_null(strstr(bytes_text(&body), "ntitlement"));
    assert_null(strstr(bytes_text(&body), "2027-03-31"));
    bytes_clear(&body);
    return true;
}

static void test_history__no_bank_line_says_what_was_seen(void **state)
{
    struct id claim = make_claim(NULL);
    struct claims_claim found;
    size_t payments = 0;
    struct err err;

    (void)state;
    see_entitlement(claim, "2027-03-31");
    check_ok(claims_get(hall.db, claim, &found, &err), &err);
    check_ok(claims_approve(hall.db, &hall.office, claim, &found.to_approve, hall.people[1], &err),
             &err);
    check_ok(claims_pay(hall.db, &hall.office, claim, "2026-11-28", hall.people[1], &err), &err);
    check_ok(log_each(hall.db, hall.office.log_id, 0, find_why, &payments, &err), &err);
    check_ok(log_each(hall.db, hall.enrolment.down_log_id, 0, find_why, &payments, &err), &err);
    assert_int_equal(payments, 3); // one paid, and kiosks hear of fee and travel
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_history__what_the_desk_saw_is_a_day_next_time, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_history__no_bank_line_says_what_was_seen, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_history__of_nobody_is_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_history__next_time_is_offered_as_it_was, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_history__a_month_is_added_up_by_itself, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_history__what_was_paid_stands_with_its_day, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_history__travel_money_is_in_no_voucher, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_history__a_maximum_that_is_kept_comes_back, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_history__what_is_still_to_come_is_named, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_history__what_was_offered_is_what_is_agreed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_history__the_offer_that_stays_is_what_is_agreed,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_history__a_ticket_that_came_later_is_to_be_approved,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_history__a_payment_decided_later_loses_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_history__a_payment_decided_later_may_be_less, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_history__what_comes_for_no_claim_waits_for_a_person,
                                        set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
