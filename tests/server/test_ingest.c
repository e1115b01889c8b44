// SPDX-License-Identifier: Apache-2.0
#include "server/ingest.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "server/worker.h"
#include "shared/envelope.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "tests/check.h"
#include "tests/server/hall.h"

#define WORKERS 8
#define ROUNDS 20

static struct hall hall;

static int open_hall(void **state)
{
    (void)state;
    hall_open(&hall);
    return 0;
}

static int close_hall(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

static void check_all_is_well(void)
{
    hall_verify(&hall);
}

static void open_meeting(void)
{
    struct body_meeting_opened opened = {.at_ms = hall.start_ms, .local_date = "2026-11-24"};

    hall_record(&hall, RECORD_MEETING_OPENED, &opened);
}

static void leave(const struct body_attendance_arrived *there, int64_t at_ms)
{
    struct body_attendance_left left = {
        .attendance = there->attendance, .by = "person", .at_ms = at_ms};

    hall_record(&hall, RECORD_ATTENDANCE_LEFT, &left);
}

// Arrives and claims; the claim is the caller's to free.
static struct body_claim *claim(size_t person, struct body_attendance_arrived *there)
{
    struct body_claim *body = mem_new(1, sizeof *body);

    *there = hall_arrival(&hall, person);
    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, there);
    hall_fill_claim(&hall, there, 420, body);
    return body;
}

static void test_ingest__stores_a_visit_and_agrees_to_the_penny(void **state)
{
    struct body_attendance_arrived there;
    struct body_claim *body;

    (void)state;
    open_meeting();
    body = claim(0, &there);
    hall_record(&hall, RECORD_CLAIM_MADE, body);
    assert_int_equal(body->outcome.fee_pence, 3125);
    assert_int_equal(body->outcome.expenses_pence, 420);
    assert_int_equal(hall_send(&hall, 0), 3);
    assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
    assert_int_equal(hall_count(&hall, "SELECT same_pence FROM assessed"), 1);
    assert_int_equal(hall_count(&hall, "SELECT agreed FROM assessed"), 0);
    leave(&there, hall.start_ms + 3600000);
    assert_int_equal(hall_send(&hall, 3), 4);
    assert_int_equal(hall_count(&hall, "SELECT agreed FROM assessed"), 1);
    assert_int_equal(hall_count(&hall, "SELECT fee_pence FROM assessed"), 1250);
    assert_int_equal(hall_count(&hall, "SELECT expenses_pence FROM assessed"), 420);
    assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
    check_all_is_well();
    free(body);
}

static void test_ingest__other_pence_are_an_exception(void **state)
{
    struct body_attendance_arrived there;
    struct body_claim *body;

    (void)state;
    body = claim(0, &there);
    body->outcome.fee_pence++;
    body->outcome.total_pence++;
    hall_record(&hall, RECORD_CLAIM_MADE, body);
    assert_int_equal(hall_send(&hall, 0), 2);
    assert_int_equal(hall_count_exceptions(&hall, "pence_differ"), 1);
    assert_int_equal(hall_count(&hall, "SELECT same_pence FROM assessed"), 0);
    check_all_is_well();
    free(body);
}

static void test_ingest__an_unknown_policy_is_an_exception(void **state)
{
    struct body_attendance_arrived there;
    struct body_claim *body;

    (void)state;
    body = claim(0, &there);
    body->policy_hash[0] ^= 1;
    hall_record(&hall, RECORD_CLAIM_MADE, body);
    leave(&there, hall.end_ms);
    assert_int_equal(hall_send(&hall, 0), 3);
    assert_int_equal(hall_count_exceptions(&hall, "policy_unknown"), 1);
    assert_int_equal(hall_count(&hall, "SELECT agreed FROM assessed"), 0);
    free(body);
}

static void test_ingest__closing_the_meeting_agrees_every_claim(void **state)
{
    struct body_attendance_arrived there[HALL_PEOPLE];

    (void)state;
    open_meeting();
    for (size_t i = 0; i < HALL_PEOPLE; i++) {
        struct body_claim *body = claim(i, &there[i]);

        hall_record(&hall, RECORD_CLAIM_MADE, body);
        free(body);
    }
    hall_close_meeting(&hall);
    assert_int_equal(hall_send(&hall, 0), 6);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM assessed WHERE agreed = 1"), 2);
    assert_int_equal(hall_count(&hall, "SELECT sum(fee_pence) FROM assessed"), 6250);
    check_all_is_well();
}

static void test_ingest__a_second_claim_waits_for_a_person(void **state)
{
    struct body_attendance_arrived there;
    struct body_claim *first;
    struct body_claim *second = mem_new(1, sizeof *second);

    (void)state;
    first = claim(0, &there);
    hall_record(&hall, RECORD_CLAIM_MADE, first);
    assert_int_equal(hall_send(&hall, 0), 2);
    hall_enrol(&hall, "Second kiosk");
    assert_string_equal(hall.enrolment.letter, "B");
    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED,
                &(struct body_attendance_arrived){.attendance = id_new(),
                                                  .person = hall.people[0],
                                                  .as = "participant",
                                                  .how = "card",
                                                  .at_ms = hall.start_ms});
    hall_fill_claim(&hall, &there, 420, second);
    hall_record(&hall, RECORD_CLAIM_MADE, second);
    assert_int_equal(hall_send(&hall, 0), 2);
    assert_int_equal(hall_count(&hall,
                                "SELECT count(*) FROM exception WHERE kind = 'second_claim' AND "
                                "claim_id = (SELECT claim_id FROM claim)"),
                     1);
    check_all_is_well();
    free(first);
    free(second);
}

static void test_ingest__the_same_again_changes_nothing(void **state)
{
    struct body_attendance_arrived there;
    struct body_claim *body = claim(0, &there);

    (void)state;
    hall_record(&hall, RECORD_CLAIM_MADE, body);
    for (int i = 0; i < 3; i++)
        assert_int_equal(hall_send(&hall, 0), 2);
    assert_int_equal(hall_send(&hall, 1), 2); // the second alone
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind < 200"), 2);
    assert_int_equal(hall_count(&hall, "SELECT version FROM assessed"), 1);
    check_all_is_well();
    free(body);
}

static void test_ingest__a_gap_stores_nothing_and_says_where_it_is(void **state)
{
    struct body_attendance_arrived there = hall_arrival(&hall, 0);

    (void)state;
    open_meeting();
    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
    assert_int_equal(hall_send(&hall, 1), 0);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind < 200"), 0);
    assert_int_equal(hall_send(&hall, 0), 2);
}

// The disk of a kiosk was copied: both write on.
static void test_ingest__a_fork_is_kept_and_holds_the_money(void **state)
{
    const char *const schemas[] = {log_schema_sql};
    struct body_attendance_arrived there;
    struct body_claim *body = claim(0, &there);
    struct db *original = hall.log;
    struct acknowledgement answer;
    struct bytes raw = {0};
    enum log_outcome outcome;
    struct err err;

    (void)state;
    hall_record(&hall, RECORD_CLAIM_MADE, body);
    check_ok(db_open(&hall.log, ":memory:", schemas, 1, &err), &err);
    check_ok(log_read(original, hall.log_id, 1, &raw, &err), &err);
    check_ok(db_begin(hall.log, &err), &err);
    check_ok(db_end(hall.log, log_store(hall.log, raw.data, raw.length, &outcome, &err), &err),
             &err);
    leave(&there, hall.end_ms);
    assert_int_equal(hall_send(&hall, 0), 2); // the copy comes first
    db_close(hall.log);
    hall.log = original;
    assert_int_equal(hall_send(&hall, 0), 2);
    assert_int_equal(hall_send(&hall, 0), 2); // and again
    assert_int_equal(hall_count_exceptions(&hall, "fork"), 1);
    assert_int_equal(
        hall_count(&hall, "SELECT count(*) FROM record WHERE kind < 200 AND branch > 0"), 1);
    check_ok(ingest_acknowledge(hall.db, hall.log_id, &answer, &err), &err);
    assert_true(answer.forked);
    check_all_is_well();
    bytes_clear(&raw);
    free(body);
}

/* What is wrong with a record in the middle of good ones. */
static const struct {
    enum record_kind kind;
    const char *json;
    const char *exception;
} poisons[] = {
    {RECORD_CLAIM_MADE, "{}", "refused"},
    {RECORD_CLAIM_MADE, "not json", "refused"},
    {RECORD_CLAIM_WITHDRAWN, "{\"claim\":\"018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2b\"}", "refused"},
    {RECORD_CASH_PAID,
     "{\"payment\":\"018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2b\","
     "\"claim\":\"018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2b\","
     "\"float_id\":\"018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2b\",\"pence\":420,"
     "\"payer\":\"018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2b\"}",
     "refused"},
    {(enum record_kind)99, "{}", "not_understood"},
    {RECORD_FEE_PAID, "{}", "not_understood"},
    // Nobody's arrival at nothing: the database itself refuses the row.
    {RECORD_ATTENDANCE_ARRIVED,
     "{\"attendance\":\"00000000-0000-0000-0000-000000000000\",\"as\":\"participant\","
     "\"how\":\"none\",\"at_ms\":\"2026-11-24T10:00:00Z\"}",
     "refused"},
};
#define GOOD 6

static void send_with_poison(size_t poison, size_t place)
{
    char sql[160];

    for (size_t i = 0; i < GOOD; i++) {
        struct body_attendance_arrived there = hall_arrival(&hall, 0);

        if (i == place)
            hall_record_raw(&hall, poisons[poison].kind, poisons[poison].json, id_new());
        hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
    }
    assert_int_equal(hall_send(&hall, 0), GOOD + 1);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM attendance"), GOOD);
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM exception WHERE kind = '%s' AND seq = %zu AND reason <> ''",
             poisons[poison].exception, place + 1);
    assert_int_equal(hall_count(&hall, sql), 1);
    assert_int_equal(hall_count_exceptions(&hall, NULL), 1);
    check_all_is_well();
}

static void test_ingest__a_bad_record_holds_up_no_other_wherever_it_is(void **state)
{
    (void)state;
    for (size_t poison = 0; poison < sizeof poisons / sizeof poisons[0]; poison++)
        for (size_t place = 0; place < GOOD; place += GOOD - 1) {
            send_with_poison(poison, place);
            hall_close(&hall);
            hall_open(&hall);
        }
}

static void test_ingest__the_same_act_with_other_content_is_an_exception(void **state)
{
    struct body_attendance_arrived there = hall_arrival(&hall, 0);
    struct bytes json = {0};
    struct id act = id_new();

    (void)state;
    body_write(RECORD_ATTENDANCE_ARRIVED, &there, &json);
    hall_record_raw(&hall, RECORD_ATTENDANCE_ARRIVED, bytes_text(&json), act);
    assert_int_equal(hall_send(&hall, 0), 1);
    bytes_clear(&json);
    hall_enrol(&hall, "Second kiosk"); // a new life of a kiosk that was rolled back, say
    there.at_ms++;
    body_write(RECORD_ATTENDANCE_ARRIVED, &there, &json);
    hall_record_raw(&hall, RECORD_ATTENDANCE_ARRIVED, bytes_text(&json), act);
    assert_int_equal(hall_send(&hall, 0), 1);
    assert_int_equal(hall_count_exceptions(&hall, "operation_conflict"), 1);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM attendance"), 1);
    check_all_is_well();
    bytes_clear(&json);
}

static void test_ingest__somebody_elses_signature_is_refused(void **state)
{
    struct body_attendance_arrived there = hall_arrival(&hall, 0);
    struct bytes envelope = {0};
    struct request request;

    (void)state;
    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
    keys_make(&hall.kiosk); // signs what another's keys should
    hall_pack(&hall, 0, &envelope);
    hall_ask(&hall, &request, "POST", "/v1/envelope", &envelope);
    assert_int_equal(request.status, 404);
    request_clear(&request);
    envelope.data[envelope.length / 2] ^= 1;
    hall_ask(&hall, &request, "POST", "/v1/envelope", &envelope);
    assert_int_equal(request.status, 400);
    request_clear(&request);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind < 200"), 0);
    bytes_clear(&envelope);
}

static void *send_many(void *data)
{
    struct bytes *envelope = data;
    intptr_t failed = 0;

    for (int i = 0; i < ROUNDS; i++) {
        struct ingest_result result;
        struct db *db;
        struct err err;

        // Busy is an answer too: an agent tries again.
        if (!worker_db(&hall.office, &db, &err) ||
            (!ingest_envelope(db, &hall.office, envelope, &result, &err) &&
             err.kind != ERR_OFFLINE))
            failed++;
    }
    worker_forget();
    return (void *)failed;
}

static void test_ingest__many_at_a_time_are_one(void **state)
{
    struct body_attendance_arrived there;
    struct body_claim *body = claim(0, &there);
    struct bytes envelope = {0};
    pthread_t threads[WORKERS];

    (void)state;
    hall_record(&hall, RECORD_CLAIM_MADE, body);
    hall_pack(&hall, 0, &envelope);
    for (size_t i = 0; i < WORKERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, send_many, &envelope), 0);
    for (size_t i = 0; i < WORKERS; i++) {
        void *failed;

        pthread_join(threads[i], &failed);
        assert_null(failed);
    }
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind < 200"), 2);
    assert_int_equal(hall_count(&hall, "SELECT version FROM assessed"), 1);
    assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
    check_all_is_well();
    bytes_clear(&envelope);
    free(body);
}

#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, open_hall, close_hall)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HALL(test_ingest__stores_a_visit_and_agrees_to_the_penny),
        IN_HALL(test_ingest__other_pence_are_an_exception),
        IN_HALL(test_ingest__an_unknown_policy_is_an_exception),
        IN_HALL(test_ingest__closing_the_meeting_agrees_every_claim),
        IN_HALL(test_ingest__a_second_claim_waits_for_a_person),
        IN_HALL(test_ingest__the_same_again_changes_nothing),
        IN_HALL(test_ingest__a_gap_stores_nothing_and_says_where_it_is),
        IN_HALL(test_ingest__a_fork_is_kept_and_holds_the_money),
        IN_HALL(test_ingest__a_bad_record_holds_up_no_other_wherever_it_is),
        IN_HALL(test_ingest__the_same_act_with_other_content_is_an_exception),
        IN_HALL(test_ingest__somebody_elses_signature_is_refused),
        IN_HALL(test_ingest__many_at_a_time_are_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
