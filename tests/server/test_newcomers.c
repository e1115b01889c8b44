// SPDX-License-Identifier: Apache-2.0

/* Somebody who was new at a meeting, and with whom the office has agreed it. */

#include "server/newcomers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/claims.h"
#include "server/verify.h"
#include "shared/assess.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/server/hall.h"

static struct hall hall;
static struct id person;
static struct id claim;
static char target[96];

// They came by bus for £4.20; nothing was agreed with them, and the policy wants that it is.
static void make_claim(void)
{
    struct body_person_added added = {.person = id_new(), .names = {1}};
    struct body_attendance_arrived there = hall_arrival(&hall, 0);
    struct body_attendance_left left = {
        .attendance = there.attendance, .by = "closing", .at_ms = hall.end_ms};
    struct body_meeting_closed closed = {.at_ms = hall.end_ms};
    struct body_claim *body = mem_new(1, sizeof *body);
    struct policy *policy = mem_new(1, sizeof *policy);
    char text[ID_TEXT_SIZE];
    struct err err;

    check_ok(policy_load(policy, TEST_ROOT "/assets/policies/demo.json", &err), &err);
    person = there.person = added.person;
    hall_fill_claim(&hall, &there, 420, body);
    body->cash_today = false;
    body->facts.agreed_at_ms = FACTS_NEVER;
    assess(policy, &body->facts, &body->outcome);
    hall_record(&hall, RECORD_PERSON_ADDED, &added);
    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
    hall_record(&hall, RECORD_CLAIM_MADE, body);
    hall_record(&hall, RECORD_ATTENDANCE_LEFT, &left);
    hall_record(&hall, RECORD_MEETING_CLOSED, &closed);
    assert_true(hall_send(&hall, 0) > 0);
    claim = body->claim;
    id_write(text, person);
    snprintf(target, sizeof target, "/api/people/%s/agree", text);
    free(policy);
    free(body);
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

static int agree(const char *json)
{
    return hall_press_for_status(&hall, "POST", target, json);
}

static void test_newcomers__agreed_with_their_claims_go_on(void **state)
{
    struct people_person found;
    struct err err;

    (void)state;
    assert_int_equal(look().state, CLAIMS_HELD);
    assert_int_equal(agree("{\"member_code\":\"M9\",\"agreed_on\":\"2026-11-20\"}"), 200);
    assert_int_equal(look().state, CLAIMS_TO_APPROVE);
    assert_int_equal(look().to_approve.expenses_pence, 420);
    assert_true(look().to_approve.fee_pence > 0);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM exception WHERE kind = 'new_person' "
                                       "AND solved_ms = 0"),
                     0);
    check_ok(people_find(hall.db, &hall.office, "M9", &found, &err), &err);
    assert_true(id_equal(found.person, person));
}

// What the policy asks for is not what the office says it was: agreed on the day is not before it.
static void test_newcomers__what_was_not_agreed_before_stays_refused(void **state)
{
    struct newcomers_agreed agreed = {.person = person, .member_code = "M9"};
    int64_t now;
    struct err err;

    (void)state;
    assert_true(when_read(&now, "2026-11-26T12:00:00Z"));
    when_start_at(now);
    agreed.agreed_ms = now - 86400000;
    check_ok(newcomers_agree(hall.db, &hall.office, &agreed, hall.people[1], &err), &err);
    assert_int_equal(look().state, CLAIMS_NOTHING_DUE);
}

static void test_newcomers__refuses_what_cannot_be(void **state)
{
    (void)state;
    assert_int_equal(agree("{\"member_code\":\"\",\"agreed_on\":\"2026-11-20\"}"), 400);
    assert_int_equal(agree("{\"member_code\":\"M 9\",\"agreed_on\":\"2026-11-20\"}"), 400);
    assert_int_equal(agree("{\"member_code\":\"M9\",\"agreed_on\":\"2026-12-24\"}"), 400);
    assert_int_equal(agree("{\"member_code\":\"M1\",\"agreed_on\":\"2026-11-20\"}"), 409);
    assert_int_equal(look().state, CLAIMS_HELD);
    assert_int_equal(agree("{\"member_code\":\"M9\",\"agreed_on\":\"2026-11-20\"}"), 200);
    assert_int_equal(agree("{\"member_code\":\"M9\",\"agreed_on\":\"2026-11-20\"}"), 409);
}

struct seen {
    int count;
    struct body_person_agreed body;
};

static bool see(const struct record *record, void *context, struct err *err)
{
    struct seen *seen = context;

    if (record->kind != RECORD_PERSON_AGREED)
        return true;
    seen->count++;
    return body_read(record, &seen->body, err);
}

static void say_nothing(const char *line)
{
    (void)line;
}

static void test_newcomers__the_log_says_who_agreed_and_comes_to_the_same(void **state)
{
    struct seen seen = {0};
    struct err err;

    (void)state;
    check_ok(verify_all(hall.db, &hall.office, say_nothing, &err), &err);
    assert_int_equal(agree("{\"member_code\":\"M9\",\"agreed_on\":\"2026-11-20\"}"), 200);
    check_ok(log_each(hall.db, hall.office.log_id, 0, see, &seen, &err), &err);
    assert_int_equal(seen.count, 1);
    assert_true(id_equal(seen.body.person, person));
    assert_false(id_is_none(seen.body.by));
    check_ok(verify_all(hall.db, &hall.office, say_nothing, &err), &err);
}

static void test_newcomers__exceptions_say_whom_they_are_about(void **state)
{
    struct request request;
    char text[ID_TEXT_SIZE];
    const char *at;
    int count = 0;

    (void)state;
    id_write(text, person);
    hall_press(&hall, &request, "GET", "/api/exceptions", NULL);
    assert_int_equal(request.status, 200);
    for (at = bytes_text(&request.answer); (at = strstr(at, text)); at += strlen(text))
        count++;
    assert_int_equal(count, 2); // themselves, and their claim
    request_clear(&request);
}

#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HALL(test_newcomers__agreed_with_their_claims_go_on),
        IN_HALL(test_newcomers__what_was_not_agreed_before_stays_refused),
        IN_HALL(test_newcomers__refuses_what_cannot_be),
        IN_HALL(test_newcomers__the_log_says_who_agreed_and_comes_to_the_same),
        IN_HALL(test_newcomers__exceptions_say_whom_they_are_about),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
