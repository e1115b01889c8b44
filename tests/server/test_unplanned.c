// SPDX-License-Identifier: Apache-2.0

/* A meeting that nobody planned: what is claimed waits, until the office says what it was. */

#include "server/unplanned.h"

#include <stdio.h>
#include <string.h>

#include "server/claims.h"
#include "server/down.h"
#include "server/people.h"
#include "shared/json.h"
#include "shared/log.h"
#include "shared/note.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/server/hall.h"

#define HOUR_MS INT64_C(3600000)

static struct hall hall;
static uint8_t key[NOTE_KEY_SIZE];
static struct id planned; // the meeting that the hall has
static struct id claim;
static char meeting[ID_TEXT_SIZE];
static char accept_target[96];

static void promise_no_cash(struct body_claim *body)
{
    body->cash_today = false;
}

// What a kiosk sends of it: M1 came for all of it, by a bus for £4.20, and it is over.
static void send_meeting(const uint8_t sealed_to[static KEYS_PUBLIC_SIZE])
{
    struct body_meeting_unplanned unplanned = {.host = id_new(),
                                               .start_ms = hall.start_ms,
                                               .end_ms = hall.end_ms,
                                               .type = "agreed_coproduction",
                                               .policy = "demo"};
    struct body_attendance_arrived there = hall_arrival(&hall, 0);

    note_make_key(key);
    note_wrap_key(unplanned.office_key, sealed_to, key);
    hall.meeting = id_new();
    id_write(meeting, hall.meeting);
    snprintf(accept_target, sizeof accept_target, "/api/meetings/%s/accept", meeting);
    hall_record(&hall, RECORD_MEETING_UNPLANNED, &unplanned);
    claim = hall_claim_closed(&hall, &there, promise_no_cash);
    assert_true(hall_send(&hall, 0) > 0);
}

static int set_up(void **state)
{
    (void)state;
    hall_open(&hall);
    hall_sign_in(&hall);
    planned = hall.meeting;
    send_meeting(hall.office.keys.seal_public);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

static enum claims_state state_of_claim(struct claims_claim *out)
{
    struct err err;

    check_ok(claims_get(hall.db, claim, out, &err), &err);
    return out->state;
}

static int accept(const char *json)
{
    return hall_press_for_status(&hall, "POST", accept_target, json);
}

#define ACCEPT(from, to)                                                                           \
    "{\"title\":\"Garden day\",\"date\":\"2026-11-24\",\"from\":\"" from "\",\"to\":\"" to         \
    "\",\"type\":\"agreed_coproduction\",\"policy\":\"demo\"}"

static int64_t count_open(void)
{
    return hall_count(&hall, "SELECT count(*) FROM exception WHERE kind = 'meeting_unplanned' AND "
                             "solved_ms = 0");
}

// How often kiosks were told of the meeting in a record of that kind.
struct told {
    enum record_kind kind;
    size_t count;
};

static bool look(const struct record *record, void *context, struct err *err)
{
    struct told *told = context;

    (void)err;
    told->count += record->kind == told->kind && id_equal(record->meeting_id, hall.meeting);
    return true;
}

static size_t count_told(enum record_kind kind)
{
    struct told told = {.kind = kind};
    struct err err;

    check_ok(log_each(hall.db, hall.enrolment.down_log_id, 0, look, &told, &err), &err);
    return told.count;
}

static void test_unplanned__every_claim_waits(void **state)
{
    struct claims_claim found;
    struct request request;
    char target[96];
    struct err err;

    (void)state;
    assert_int_equal(state_of_claim(&found), CLAIMS_HELD);
    assert_int_equal(count_open(), 1);
    assert_int_equal(hall_count_exceptions(&hall, NULL), 1); // and no other
    check_fails(claims_approve(hall.db, &hall.office, claim, &found.to_approve, id_new(), &err),
                &err, ERR_CONFLICT);
    check_ok(db_begin(hall.db, &err), &err); // nor are they told when they are told of all
    check_ok(db_end(hall.db, down_staff(hall.db, &hall.office, &err), &err), &err);
    assert_int_equal(count_told(RECORD_MEETING_PLANNED), 0);
    // It has a page, on which people have their names.
    snprintf(target, sizeof target, "/api/meetings/%s", meeting);
    hall_press(&hall, &request, "GET", target, NULL);
    assert_int_equal(request.status, 200);
    assert_non_null(strstr(bytes_text(&request.answer), "\"waits\":true"));
    assert_non_null(strstr(bytes_text(&request.answer), "Morgan"));
    request_clear(&request);
}

static void test_unplanned__accepted_it_is_assessed_by_what_it_was(void **state)
{
    struct claims_claim found;
    int64_t all;
    struct err err;

    (void)state;
    state_of_claim(&found);
    all = found.assessed.fee_pence;
    // It was an hour, and not two and a half.
    assert_int_equal(accept(ACCEPT("10:00", "11:00")), 200);
    assert_int_equal(state_of_claim(&found), CLAIMS_TO_APPROVE);
    assert_true(found.assessed.fee_pence > 0);
    assert_int_equal(found.assessed.fee_pence * 5, all * 2);
    assert_int_equal(found.assessed.expenses_pence, 420);
    assert_true(found.same_pence); // the kiosk counted right, by what it knew
    assert_int_equal(count_open(), 0);
    check_ok(claims_approve(hall.db, &hall.office, claim, &found.to_approve, id_new(), &err), &err);
}

static void test_unplanned__accepted_it_may_be_under_another_policy(void **state)
{
    struct claims_claim found;

    (void)state;
    assert_int_equal(
        accept("{\"title\":\"Garden day\",\"date\":\"2026-11-24\",\"from\":\"10:00\",\"to\":"
               "\"12:30\",\"type\":\"open_meeting\",\"policy\":\"dcc-2025-26\"}"),
        400); // it has no rates for that day
    assert_int_equal(
        accept("{\"title\":\"Garden day\",\"date\":\"2026-11-24\",\"from\":\"10:00\",\"to\":"
               "\"12:30\",\"type\":\"agreed_coproduction\",\"policy\":\"sip2-model\"}"),
        200);
    assert_int_equal(state_of_claim(&found), CLAIMS_TO_APPROVE);
    assert_true(found.same_pence);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM assessed WHERE policy = 'sip2-model'"),
                     1);
}

static void test_unplanned__accepted_its_kiosks_are_told_and_who_was_there_is_expected(void **state)
{
    struct err err;

    (void)state;
    assert_int_equal(accept(ACCEPT("10:00", "12:30")), 200);
    assert_int_equal(count_told(RECORD_MEETING_PLANNED), 1);
    assert_int_equal(count_told(RECORD_PERSON_EXPECTED), 1);
    assert_int_equal(accept(ACCEPT("10:00", "12:30")), 409); // it waits no longer
    check_ok(log_verify(hall.db, hall.office.log_id, &(struct log_head){0}, &err), &err);
}

static void test_unplanned__the_logs_come_to_the_same_before_and_after(void **state)
{
    (void)state;
    hall_verify(&hall);
    assert_int_equal(accept(ACCEPT("10:30", "12:00")), 200);
    hall_verify(&hall);
}

static void test_unplanned__it_may_have_gone_on_over_midnight(void **state)
{
    (void)state;
    assert_int_equal(accept(ACCEPT("22:00", "00:30")), 200);
    assert_int_equal(hall_count(&hall, "SELECT end_ms - start_ms FROM meeting WHERE public_title = "
                                       "'Garden day'"),
                     9000000);
}

static void test_unplanned__what_it_cannot_have_been_is_refused(void **state)
{
    static const char *const wrong[] = {
        ACCEPT("12:00", "10:00"),
        ACCEPT("10:00", "noon"),
        "{\"title\":\"\",\"date\":\"2026-11-24\",\"from\":\"10:00\",\"to\":\"12:00\",\"type\":"
        "\"agreed_coproduction\",\"policy\":\"demo\"}",
        "{\"title\":\"x\",\"date\":\"2026-11-24\",\"from\":\"10:00\",\"to\":\"12:00\",\"type\":"
        "\"party\",\"policy\":\"demo\"}",
        "{\"title\":\"x\",\"date\":\"2026-11-24\",\"from\":\"10:00\",\"to\":\"12:00\",\"type\":"
        "\"agreed_coproduction\",\"policy\":\"gold\"}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(accept(wrong[i]), 400);
    assert_int_equal(count_open(), 1);
}

static void test_unplanned__nothing_but_saying_what_it_was_lets_its_claims_go_on(void **state)
{
    struct json *list = hall_press_json(&hall, "GET", "/api/exceptions", NULL);
    struct claims_claim found;
    char solve[96];

    (void)state;
    snprintf(solve, sizeof solve, "/api/exceptions/%s/solve",
             json_text(json_get(hall_first(list, "exceptions"), "id")));
    json_free(list);
    assert_int_equal(hall_press_for_status(&hall, "POST", solve, "{\"note_code\":\"checked\"}"),
                     409);
    assert_int_equal(count_open(), 1);
    assert_int_equal(state_of_claim(&found), CLAIMS_HELD);
}

// The next year's version came since: the day's own rates are still there.
static void test_unplanned__accepted_it_is_under_the_version_for_its_day(void **state)
{
    struct claims_claim found;
    struct err err;

    (void)state;
    check_ok(db_exec(hall.db,
                     "INSERT INTO policy (hash, id, json, set_ms) SELECT $1, id, "
                     "replace(json, '\"valid_from\": \"2026-04-01\"', "
                     "'\"valid_from\": \"2027-04-01\"'), set_ms + 1 FROM policy "
                     "WHERE id = 'demo'",
                     DB_ARGS(db_blob((uint8_t[RECORD_HASH_SIZE]){7}, RECORD_HASH_SIZE)), &err),
             &err);
    assert_int_equal(accept(ACCEPT("10:00", "12:30")), 200);
    assert_int_equal(state_of_claim(&found), CLAIMS_TO_APPROVE);
}

static bool import_until(const char *to, struct err *err)
{
    struct meetings_meeting found;
    char csv[400];

    check_ok(meetings_get(hall.db, &hall.office, hall.meeting, &found, err), err);
    snprintf(csv, sizeof csv,
             "meeting_code,public_title,start,end,venue,type,policy\n"
             "%s,Garden day,2026-11-24 10:00,2026-11-24 %s,Hall,agreed_coproduction,demo\n",
             found.code, to);
    return hall_import_meetings(&hall, csv, err);
}

// Its times and policy are in the log, with who said so: a file changes only what is beside them.
static void test_unplanned__a_list_of_meetings_leaves_what_was_accepted(void **state)
{
    struct meetings_meeting found;
    struct err err;

    (void)state;
    check_fails(import_until("11:00", &err), &err, ERR_INVALID); // it waits
    assert_non_null(strstr(err.text, "line 2, meeting_code"));
    assert_int_equal(accept(ACCEPT("10:00", "11:00")), 200);
    check_fails(import_until("12:30", &err), &err, ERR_INVALID);
    assert_non_null(strstr(err.text, "line 2, meeting_code"));
    check_ok(import_until("11:00", &err), &err);
    check_ok(meetings_get(hall.db, &hall.office, hall.meeting, &found, &err), &err);
    assert_string_equal(found.venue, "Hall");
    assert_int_equal(found.end_ms - found.start_ms, HOUR_MS);
}

static int accept_other(struct id which)
{
    char target[96];

    id_write(meeting, which);
    snprintf(target, sizeof target, "/api/meetings/%s/accept", meeting);
    return hall_press_for_status(&hall, "POST", target, ACCEPT("10:00", "12:00"));
}

static void test_unplanned__a_planned_meeting_is_not_accepted(void **state)
{
    (void)state;
    assert_int_equal(accept_other(planned), 409);
    assert_int_equal(accept_other((struct id){{1}}), 404); // and one that nobody knows
    assert_int_equal(count_open(), 1);
}

// Sealed to somebody else, it is no meeting here, and a person is told.
static void test_unplanned__without_its_key_a_person_is_told(void **state)
{
    struct claims_claim found;
    struct keys others;

    (void)state;
    keys_make(&others);
    send_meeting(others.seal_public);
    assert_int_equal(count_open(), 2);
    assert_int_equal(state_of_claim(&found), CLAIMS_HELD);
    assert_int_equal(accept(ACCEPT("10:00", "12:00")), 404);
}

static void test_unplanned__names_of_who_was_new_open_with_its_key(void **state)
{
    static const char json[] = "{\"first\":\"Mair\",\"last\":\"Price\"}";
    struct body_person_added added = {.person = id_new()};
    char hex[2 * NOTE_NAME_SIZE + 1];
    struct people_person person;
    struct request request;
    struct bytes note = {0};
    char target[160];
    struct err err;

    (void)state;
    note_seal(&note, key, "names", json, strlen(json));
    note_name(added.names, note.data, note.length);
    hall_record(&hall, RECORD_PERSON_ADDED, &added);
    hall_send(&hall, 0);
    str_hex(hex, added.names, NOTE_NAME_SIZE);
    snprintf(target, sizeof target, "/v1/note/%s", hex);
    hall_ask(&hall, &request, "PUT", target, &note);
    assert_int_equal(request.status, 200);
    request_clear(&request);
    check_ok(people_get(hall.db, &hall.office, added.person, &person, &err), &err);
    assert_string_equal(person.names.first, "Mair");
    bytes_clear(&note);
}

#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HALL(test_unplanned__every_claim_waits),
        IN_HALL(test_unplanned__accepted_it_is_assessed_by_what_it_was),
        IN_HALL(test_unplanned__accepted_it_may_be_under_another_policy),
        IN_HALL(test_unplanned__accepted_its_kiosks_are_told_and_who_was_there_is_expected),
        IN_HALL(test_unplanned__the_logs_come_to_the_same_before_and_after),
        IN_HALL(test_unplanned__it_may_have_gone_on_over_midnight),
        IN_HALL(test_unplanned__what_it_cannot_have_been_is_refused),
        IN_HALL(test_unplanned__nothing_but_saying_what_it_was_lets_its_claims_go_on),
        IN_HALL(test_unplanned__accepted_it_is_under_the_version_for_its_day),
        IN_HALL(test_unplanned__a_list_of_meetings_leaves_what_was_accepted),
        IN_HALL(test_unplanned__a_planned_meeting_is_not_accepted),
        IN_HALL(test_unplanned__without_its_key_a_person_is_told),
        IN_HALL(test_unplanned__names_of_who_was_new_open_with_its_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
