// SPDX-License-Identifier: Apache-2.0

/* Somebody who was new at a meeting, and with whom the office has agreed it. */

#include "server/newcomers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/claims.h"
#include "server/meetings.h"
#include "shared/assess.h"
#include "shared/json.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "tests/check.h"
#include "tests/server/hall.h"

static struct hall hall;
static struct id person;
static struct id claim;
static char target[96];
static int64_t sent;

// They came by bus for £4.20; nothing was agreed with them, and the policy wants that it is.
static void make_claim(void)
{
    struct body_attendance_arrived there = hall_arrival(&hall, 0);
    struct body_attendance_left left = {
        .attendance = there.attendance, .by = "closing", .at_ms = hall.end_ms};
    struct body_claim *body = mem_new(1, sizeof *body);
    struct policy *policy = mem_new(1, sizeof *policy);
    struct err err;

    check_ok(policy_load(policy, TEST_ROOT "/assets/policies/demo.json", &err), &err);
    there.person = person;
    hall_fill_claim(&hall, &there, 420, body);
    body->cash_today = false;
    body->facts.agreed_at_ms = FACTS_NEVER;
    assess(policy, &body->facts, &body->outcome);
    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
    hall_record(&hall, RECORD_CLAIM_MADE, body);
    hall_record(&hall, RECORD_ATTENDANCE_LEFT, &left);
    hall_close_meeting(&hall);
    sent = hall_send(&hall, sent);
    claim = body->claim;
    free(policy);
    free(body);
}

static void sign_in_new(void)
{
    struct body_person_added added = {.person = id_new(), .names = {1}};
    char text[ID_TEXT_SIZE];

    person = added.person;
    hall_record(&hall, RECORD_PERSON_ADDED, &added);
    id_write(text, person);
    snprintf(target, sizeof target, "/api/people/%s/agree", text);
}

static int set_up(void **state)
{
    (void)state;
    hall_open(&hall);
    hall_sign_in(&hall);
    sent = 0;
    sign_in_new();
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

static void go_to_next_meeting(void)
{
    static const char later[] =
        "meeting_code,public_title,start,end,venue,type,policy,workstream,invited\n"
        "T2,Afternoon,2026-11-24 14:00,2026-11-24 16:30,Hall,agreed_coproduction,demo,W1,\n";
    struct meetings_meeting next;
    struct err err;

    check_ok(hall_import_meetings(&hall, later, &err), &err);
    check_ok(meetings_find(hall.db, &hall.office, "T2", &next, &err), &err);
    hall.meeting = next.meeting;
    hall.start_ms = next.start_ms;
    hall.end_ms = next.end_ms;
}

static void test_newcomers__what_they_claim_later_goes_on_by_itself(void **state)
{
    (void)state;
    assert_int_equal(agree("{\"member_code\":\"M9\",\"agreed_on\":\"2026-11-20\"}"), 200);
    go_to_next_meeting();
    make_claim();
    assert_int_equal(look().state, CLAIMS_TO_APPROVE);
    assert_int_equal(look().to_approve.expenses_pence, 420);
}

// The list that people see has an end; what they claimed is looked for in all of it.
static void test_newcomers__goes_on_however_much_else_waits(void **state)
{
    struct exceptions_exception other = {
        .log_id = hall.log_id, .kind = "facts", .reason = "Another.", .seq = 1000};
    struct err err;

    (void)state;
    check_ok(db_begin(hall.db, &err), &err);
    for (int i = 0; i < 500; i++, other.seq++)
        check_ok(exceptions_raise(hall.db, &other, &err), &err);
    check_ok(db_end(hall.db, true, &err), &err);
    assert_int_equal(agree("{\"member_code\":\"M9\",\"agreed_on\":\"2026-11-20\"}"), 200);
    assert_int_equal(look().state, CLAIMS_TO_APPROVE);
}

// On that day, but nobody says at what time: so not before the meeting.
static void test_newcomers__agreed_on_the_day_is_not_before_the_meeting(void **state)
{
    int64_t now;

    (void)state;
    assert_true(when_read(&now, "2026-11-26T12:00:00Z"));
    when_start_at(now);
    hall_sign_in_again(&hall);
    assert_int_equal(agree("{\"member_code\":\"M9\",\"agreed_on\":\"2026-11-24\"}"), 200);
    assert_int_equal(look().state, CLAIMS_NOTHING_DUE);
}

// A file of people says what it says of others; when it was agreed with somebody new is in the log.
static void test_newcomers__a_list_of_people_leaves_what_was_agreed(void **state)
{
    static const char *const lists[] = {
        "member_code,first_name,last_name\nM9,Mair,Price\n",
        "member_code,first_name,last_name,agreed_at\nM9,Mair,Price,2026-11-24 18:00\n",
    };
    struct err err;

    (void)state;
    assert_int_equal(agree("{\"member_code\":\"M9\",\"agreed_on\":\"2026-11-20\"}"), 200);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        check_ok(hall_import_people(&hall, lists[i], &err), &err);
        hall_verify(&hall);
        assert_int_equal(look().to_approve.expenses_pence, 420);
    }
}

// Those of claims, or those of people; there are some.
static void solve_all(enum json_kind of_claim, int expected)
{
    struct json *list = hall_press_json(&hall, "GET", "/api/exceptions", NULL);
    const struct json *one = hall_first(list, "exceptions");
    int solved = 0;

    for (; one; one = json_next(one)) {
        char solve[96];

        if (json_kind(json_get(one, "claim")) != of_claim)
            continue;
        snprintf(solve, sizeof solve, "/api/exceptions/%s/solve", json_text(json_get(one, "id")));
        assert_int_equal(hall_press_for_status(&hall, "POST", solve, "{\"note_code\":\"checked\"}"),
                         expected);
        solved++;
    }
    assert_int_equal(solved, 1);
    json_free(list);
}

static void test_newcomers__nothing_but_agreeing_lets_a_claim_go_on(void **state)
{
    (void)state;
    solve_all(JSON_TEXT, 409);
    assert_int_equal(look().state, CLAIMS_HELD);
}

// Also where only what they claim still waits: their name stands beside that as well.
static void test_newcomers__each_look_at_their_name_is_a_record(void **state)
{
    (void)state;
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/exceptions", NULL), 200);
    assert_int_equal(hall_count_looks(&hall), 1); // named twice
    solve_all(JSON_NULL, 200);
    assert_int_equal(hall_count_looks(&hall), 2);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/exceptions", NULL), 200);
    assert_int_equal(hall_count_looks(&hall), 3);
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

static void test_newcomers__the_log_says_who_agreed_and_comes_to_the_same(void **state)
{
    struct seen seen = {0};
    struct err err;

    (void)state;
    hall_verify(&hall);
    assert_int_equal(agree("{\"member_code\":\"M9\",\"agreed_on\":\"2026-11-20\"}"), 200);
    check_ok(log_each(hall.db, hall.office.log_id, 0, see, &seen, &err), &err);
    assert_int_equal(seen.count, 1);
    assert_true(id_equal(seen.body.person, person));
    assert_false(id_is_none(seen.body.by));
    hall_verify(&hall);
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
        IN_HALL(test_newcomers__what_they_claim_later_goes_on_by_itself),
        IN_HALL(test_newcomers__goes_on_however_much_else_waits),
        IN_HALL(test_newcomers__agreed_on_the_day_is_not_before_the_meeting),
        IN_HALL(test_newcomers__a_list_of_people_leaves_what_was_agreed),
        IN_HALL(test_newcomers__nothing_but_agreeing_lets_a_claim_go_on),
        IN_HALL(test_newcomers__each_look_at_their_name_is_a_record),
        IN_HALL(test_newcomers__refuses_what_cannot_be),
        IN_HALL(test_newcomers__the_log_says_who_agreed_and_comes_to_the_same),
        IN_HALL(test_newcomers__exceptions_say_whom_they_are_about),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
