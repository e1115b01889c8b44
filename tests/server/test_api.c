// SPDX-License-Identifier: Apache-2.0

// The console's JSON API, from sign-in to paid, without a network.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/claims.h"
#include "server/meetings.h"
#include "server/people.h"
#include "shared/json.h"
#include "shared/mem.h"
#include "shared/note.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/server/hall.h"

static struct hall hall;

static int open_hall(void **state)
{
    (void)state;
    hall_open(&hall);
    hall_sign_in(&hall);
    return 0;
}

static int close_hall(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

static void pay_cash(const struct body_claim *claim, int64_t pence)
{
    struct body_float tin = {
        .float_id = id_new(), .pence = 10000, .by = id_new(), .witness = id_new()};
    struct body_cash cash = {.payment = id_new(),
                             .claim = claim->claim,
                             .float_id = tin.float_id,
                             .pence = pence,
                             .payer = id_new(),
                             .confirmed = "person"};
    struct body_evidence_seen seen = {
        .claim = claim->claim, .what = "ticket", .ref = "X1", .by = cash.payer};

    hall_record(&hall, RECORD_FLOAT_OPENED, &tin);
    hall_record(&hall, RECORD_EVIDENCE_SEEN, &seen);
    hall_record(&hall, RECORD_CASH_PAID, &cash);
}

static void targets(const struct body_claim *claim, char approve[static 96], char paid[static 96])
{
    char id[ID_TEXT_SIZE];

    id_write(id, claim->claim);
    snprintf(approve, 96, "/api/claims/%s/approve", id);
    snprintf(paid, 96, "/api/claims/%s/paid", id);
}

static void check_state(const char *expected)
{
    char target[80] = "/api/meetings/";
    struct json *page;

    id_write(target + strlen(target), hall.meeting);
    page = hall_press_json(&hall, "GET", target, NULL);
    assert_string_equal(json_text(json_get(hall_first(page, "claims"), "state")), expected);
    json_free(page);
}

static void test_api__from_visit_to_paid(void **state)
{
    struct body_claim *claim = hall_visit(&hall);
    char approve[96];
    char paid[96];
    struct json *json;

    (void)state;
    targets(claim, approve, paid);
    hall_send(&hall, 0);
    check_state("made"); // its ticket may still be paid at the desk
    pay_cash(claim, 420);
    hall_send(&hall, 4);
    check_state("to_approve");
    assert_int_equal(hall_press_for_status(&hall, "POST", paid, "{\"paid_on\":\"2026-11-30\"}"),
                     409);
    assert_int_equal(
        hall_press_for_status(&hall, "POST", approve, "{\"fee_pence\":3125,\"expenses_pence\":0}"),
        409);
    for (int i = 0; i < 2; i++) { // pressed twice is once
        json = hall_press_json(&hall, "POST", approve, "{\"fee_pence\":1250,\"expenses_pence\":0}");
        assert_string_equal(json_text(json_get(json, "state")), "approved");
        assert_string_equal(json_text(json_get(hall_first(json, "costs"), "category")), "bus");
        assert_int_equal(json_int(json_get(hall_first(json, "costs"), "pence")), 420);
        json_free(json);
    }
    for (int i = 0; i < 2; i++) {
        json = hall_press_json(&hall, "POST", paid, "{\"paid_on\":\"2026-11-30\"}");
        assert_string_equal(json_text(json_get(json, "state")), "paid");
        assert_int_equal(json_int(json_get(json_get(json, "paid"), "pence")), 1250);
        assert_string_equal(json_text(json_get(json_get(json, "paid"), "by")), "anna");
        json_free(json);
    }
    assert_int_equal(hall_press_for_status(&hall, "POST", paid, "{\"paid_on\":\"2026-12-01\"}"),
                     409);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 300"), 1);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 301"), 1);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 206"), 1);
    hall_verify(&hall);
    free(claim);
}

static void test_api__travel_money_the_desk_did_not_pay_is_the_offices(void **state)
{
    struct body_claim *claim = hall_visit(&hall);
    char approve[96];
    char paid[96];

    (void)state;
    targets(claim, approve, paid);
    hall_close_meeting(&hall);
    hall_send(&hall, 0);
    check_state("to_approve");
    json_free(
        hall_press_json(&hall, "POST", approve, "{\"fee_pence\":1250,\"expenses_pence\":420}"));
    json_free(hall_press_json(&hall, "POST", paid, "{\"paid_on\":\"2026-11-30\"}"));
    assert_int_equal(hall_count(&hall, "SELECT pence FROM payment"), 1670);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 206"), 2);
    free(claim);
}

static void test_api__an_open_exception_holds_the_claim(void **state)
{
    struct body_claim *claim = hall_visit(&hall);
    char approve[96];
    char paid[96];
    char solve[96];
    struct json *list;

    (void)state;
    targets(claim, approve, paid);
    claim->outcome.expenses_pence -= 20; // amended at the kiosk, by other sums than ours
    claim->outcome.total_pence -= 20;
    claim->outcome.lines[claim->outcome.line_count - 1].pence -= 20;
    claim->cash_today = false;
    hall_record(&hall, RECORD_CLAIM_AMENDED, claim);
    hall_send(&hall, 0);
    check_state("held");
    assert_int_equal(hall_press_for_status(&hall, "POST", approve,
                                           "{\"fee_pence\":1250,\"expenses_pence\":420}"),
                     409);
    list = hall_press_json(&hall, "GET", "/api/exceptions", NULL);
    assert_string_equal(json_text(json_get(hall_first(list, "exceptions"), "kind")),
                        "pence_differ");
    assert_string_equal(json_text(json_get(hall_first(list, "exceptions"), "owner")), "finance");
    assert_string_equal(json_text(json_get(hall_first(list, "exceptions"), "kiosk")), "Hall kiosk");
    snprintf(solve, sizeof solve, "/api/exceptions/%s/solve",
             json_text(json_get(hall_first(list, "exceptions"), "id")));
    json_free(list);
    json_free(hall_press_json(&hall, "POST", solve, "{\"note_code\":\"looked_at\"}"));
    check_state("to_approve");
    free(claim);
}

// Nothing to pay came of it, so nothing waits.
static void test_api__a_change_that_makes_no_pence_leaves_an_approval_alone(void **state)
{
    struct body_claim *claim = hall_visit(&hall);
    char approve[96];
    char paid[96];

    (void)state;
    targets(claim, approve, paid);
    claim->cash_today = false;
    hall_record(&hall, RECORD_CLAIM_AMENDED, claim);
    hall_send(&hall, 0);
    json_free(
        hall_press_json(&hall, "POST", approve, "{\"fee_pence\":1250,\"expenses_pence\":420}"));
    claim->benefits_seen_ms = hall.start_ms;
    hall_record(&hall, RECORD_CLAIM_AMENDED, claim);
    hall_send(&hall, 0);
    check_state("approved");
    json_free(hall_press_json(&hall, "POST", paid, "{\"paid_on\":\"2026-11-30\"}"));
    check_state("paid");
    free(claim);
}

static void check_line(const struct json *line, const char *of, int64_t was, int64_t is)
{
    assert_string_equal(json_text(json_get(line, "kind")), "adjustment");
    assert_string_equal(json_text(json_get(json_get(line, "of"), "ref")), of);
    assert_int_equal(json_int(json_get(line, "was_pence")), was);
    assert_int_equal(json_int(json_get(line, "now_pence")), is);
    assert_int_equal(json_int(json_get(line, "pence")), is - was);
}

// Approved and paid by the same two requests as the claim was.
static void test_api__a_change_after_payment_is_an_adjustment(void **state)
{
    struct body_claim *claim = hall_visit(&hall);
    struct body_attendance_corrected later = {.attendance = claim->attendance,
                                              .arrived_ms = hall.start_ms,
                                              .left_ms = hall.start_ms + 5400000,
                                              .reason = "clock"};
    const struct json *adjustment;
    struct json *json;
    char approve[96];
    char paid[96];

    (void)state;
    targets(claim, approve, paid);
    claim->cash_today = false;
    hall_record(&hall, RECORD_CLAIM_AMENDED, claim);
    hall_send(&hall, 0);
    json = hall_press_json(&hall, "POST", approve, "{\"fee_pence\":1250,\"expenses_pence\":420}");
    assert_int_equal(json_kind(json_get(json, "adjustment")), JSON_NULL);
    assert_int_equal(json_int(json_get(json_get(json, "to_pay"), "fee_pence")), 1250);
    json_free(json);
    json_free(hall_press_json(&hall, "POST", paid, "{\"paid_on\":\"2026-11-30\"}"));
    hall_record(&hall, RECORD_ATTENDANCE_CORRECTED, &later); // half an hour more
    hall_send(&hall, 0);
    check_state("to_approve");
    assert_int_equal(hall_press_for_status(&hall, "POST", approve,
                                           "{\"fee_pence\":1875,\"expenses_pence\":420}"),
                     409);
    for (int i = 0; i < 2; i++) { // pressed twice is once
        json = hall_press_json(&hall, "POST", approve, "{\"fee_pence\":625,\"expenses_pence\":0}");
        assert_string_equal(json_text(json_get(json, "state")), "approved");
        adjustment = hall_first(json, "adjustments");
        assert_int_equal(json_int(json_get(adjustment, "fee_pence")), 625);
        assert_string_equal(json_text(json_first(json_get(adjustment, "why"))), "facts");
        assert_int_equal(json_kind(json_get(adjustment, "paid")), JSON_NULL);
        check_line(hall_first(adjustment, "lines"), "F1", 1250, 1875);
        json_free(json);
    }
    json = hall_press_json(&hall, "POST", paid, "{\"paid_on\":\"2026-12-14\"}");
    assert_string_equal(json_text(json_get(json, "state")), "paid");
    assert_int_equal(json_int(json_get(json_get(json, "paid"), "pence")), 1670);
    adjustment = hall_first(json, "adjustments");
    assert_int_equal(json_int(json_get(json_get(adjustment, "paid"), "pence")), 625);
    assert_string_equal(json_text(json_get(json_get(adjustment, "paid"), "on")), "2026-12-14");
    json_free(json);
    hall_verify(&hall);
    free(claim);
}

static void test_api__meetings_tell_what_happened(void **state)
{
    struct json *json;
    const struct json *meeting;

    (void)state;
    free(hall_visit(&hall));
    hall_send(&hall, 0);
    json = hall_press_json(&hall, "GET", "/api/meetings", NULL);
    meeting = hall_first(json, "meetings");
    assert_string_equal(json_text(json_get(json, "organisation")), "Example organisation");
    assert_string_equal(json_text(json_get(meeting, "local_date")), "2026-11-24");
    assert_int_equal(json_int(json_get(meeting, "arrived")), 1);
    assert_int_equal(json_int(json_get(meeting, "present")), 0);
    assert_int_equal(json_int(json_get(meeting, "claims")), 1);
    assert_true(json_bool(json_get(meeting, "demonstration")));
    json_free(json);
}

static void test_api__looking_at_people_is_a_record(void **state)
{
    (void)state;
    free(hall_visit(&hall));
    hall_send(&hall, 0);
    check_state("made");
    assert_int_equal(hall_count_looks(&hall), 1);
}

static void test_api__names_are_only_ever_text(void **state)
{
    static const char people[] = "member_code,first_name,last_name\n"
                                 "M1,<script>alert(1)</script>,\"\"\"};/*' \\ \xE2\x80\xA8\"\n";
    char target[80] = "/api/meetings/";
    struct json *page;
    struct err err;

    (void)state;
    check_ok(hall_import_people(&hall, people, &err), &err);
    free(hall_visit(&hall));
    hall_send(&hall, 0);
    id_write(target + strlen(target), hall.meeting);
    page = hall_press_json(&hall, "GET", target, NULL);
    assert_string_equal(json_text(json_get(hall_first(page, "people"), "name")),
                        "<script>alert(1)</script> \"};/*' \\ \xE2\x80\xA8");
    json_free(page);
}

// The kiosk seals a ticket under the meeting's key; the office opens it, and that is a record.
static void test_api__a_picture_is_opened_and_the_look_recorded(void **state)
{
    static const uint8_t jpeg[] = {0xFF, 0xD8, 0xFF, 0xE0, 'x'};
    struct body_claim *claim = hall_visit(&hall);
    struct body_receipt_taken receipt = {
        .receipt = id_new(), .claim = claim->claim, .ref = "X1", .by = "person"};
    struct meetings_meeting *meetings;
    char hex[2 * NOTE_NAME_SIZE + 1];
    struct request request;
    struct bytes note = {0};
    char target[160];
    size_t count;
    struct err err;

    (void)state;
    check_ok(meetings_list(hall.db, &hall.office, 0, &meetings, &count, &err), &err);
    note_seal(&note, meetings[0].key, "picture", jpeg, sizeof jpeg);
    note_name(receipt.picture, note.data, note.length);
    receipt.sealed_bytes = (int64_t)note.length;
    hall_record(&hall, RECORD_RECEIPT_TAKEN, &receipt);
    hall_send(&hall, 0);
    str_hex(hex, receipt.picture, NOTE_NAME_SIZE);
    snprintf(target, sizeof target, "/api/pictures/%s", hex);
    assert_int_equal(hall_press_for_status(&hall, "GET", target, NULL), 404); // on its way
    snprintf(target, sizeof target, "/v1/note/%s", hex);
    hall_ask(&hall, &request, "PUT", target, &note);
    assert_int_equal(request.status, 200);
    request_clear(&request);
    snprintf(target, sizeof target, "/api/pictures/%s", hex);
    hall_press(&hall, &request, "GET", target, NULL);
    assert_int_equal(request.status, 200);
    assert_string_equal(request.type, "image/jpeg");
    assert_memory_equal(request.answer.data, jpeg, sizeof jpeg);
    request_clear(&request);
    assert_int_equal(hall_count_looks(&hall), 1);
    bytes_clear(&note);
    free(meetings);
    free(claim);
}

static void test_api__names_of_somebody_added_come_with_their_note(void **state)
{
    static const char json[] = "{\"first\":\"Mair\",\"last\":\"Price\"}";
    struct body_person_added added = {.person = id_new()};
    struct meetings_meeting *meetings;
    struct people_person person;
    char hex[2 * NOTE_NAME_SIZE + 1];
    struct request request;
    struct bytes note = {0};
    char target[160];
    size_t count;
    struct err err;

    (void)state;
    check_ok(meetings_list(hall.db, &hall.office, 0, &meetings, &count, &err), &err);
    note_seal(&note, meetings[0].key, "names", json, strlen(json));
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
    free(meetings);
}

static void test_api__feedback_has_marks_and_words_and_nobody(void **state)
{
    struct body_feedback_left *body = mem_new(1, sizeof *body);
    struct meetings_meeting *meetings;
    char hex[2 * NOTE_NAME_SIZE + 1];
    struct request request;
    struct bytes note = {0};
    char target[160];
    char meeting[ID_TEXT_SIZE];
    size_t count;
    struct err err;

    (void)state;
    check_ok(meetings_list(hall.db, &hall.office, 0, &meetings, &count, &err), &err);
    note_seal_to(&note, hall.office.keys.seal_public, "feedback", "More breaks");
    body->entries_count = 2;
    str_copy(body->entries[0].mark, BODY_CODE_SIZE, "good");
    str_copy(body->entries[1].mark, BODY_CODE_SIZE, "bad");
    note_name(body->entries[1].words, note.data, note.length);
    hall_record(&hall, RECORD_FEEDBACK_LEFT, body);
    hall_send(&hall, 0);
    str_hex(hex, body->entries[1].words, NOTE_NAME_SIZE);
    snprintf(target, sizeof target, "/v1/note/%s", hex);
    hall_ask(&hall, &request, "PUT", target, &note);
    assert_int_equal(request.status, 200);
    request_clear(&request);
    id_write(meeting, meetings[0].meeting);
    snprintf(target, sizeof target, "/api/feedback/%s", meeting);
    hall_press(&hall, &request, "GET", target, NULL);
    assert_int_equal(request.status, 200);
    assert_string_equal(bytes_text(&request.answer),
                        "{\"feedback\":[{\"mark\":\"good\",\"words\":\"\"},"
                        "{\"mark\":\"bad\",\"words\":\"More breaks\"}]}");
    request_clear(&request);
    bytes_clear(&note);
    free(meetings);
    free(body);
}

// Whatever its facts say: what somebody new claims waits until it is agreed with them.
static void test_api__what_somebody_new_claims_is_held(void **state)
{
    struct body_attendance_arrived there = hall_arrival(&hall, 1);
    struct body_person_added added = {.person = id_new(), .names = {1}};
    struct body_claim *body = mem_new(1, sizeof *body);
    struct claims_claim claim;
    struct err err;

    (void)state;
    there.person = added.person;
    there.attendance = id_new();
    hall_fill_claim(&hall, &there, 420, body);
    hall_record(&hall, RECORD_PERSON_ADDED, &added);
    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
    hall_record(&hall, RECORD_CLAIM_MADE, body);
    hall_send(&hall, 0);
    check_ok(claims_get(hall.db, body->claim, &claim, &err), &err);
    assert_int_equal(claim.state, CLAIMS_HELD);
    assert_int_equal(hall_count(&hall,
                                "SELECT count(*) FROM exception WHERE kind = 'new_person' AND "
                                "solved_ms = 0"),
                     2); // the person, and what they claim
    free(body);
}

static void test_api__a_question_holds_no_money(void **state)
{
    struct body_claim *claim = hall_visit(&hall);
    struct body_claim_questioned asked = {
        .claim = claim->claim, .ref = "X1", .code = "OVER_CAP", .due = "2026-12-08"};
    char approve[96];
    char paid[96];

    (void)state;
    targets(claim, approve, paid);
    pay_cash(claim, 420);
    hall_record(&hall, RECORD_CLAIM_QUESTIONED, &asked);
    hall_send(&hall, 0);
    check_state("to_approve");
    json_free(hall_press_json(&hall, "POST", approve, "{\"fee_pence\":1250,\"expenses_pence\":0}"));
    free(claim);
}

static void test_api__status_is_honest(void **state)
{
    struct json *json = hall_press_json(&hall, "GET", "/api/status", NULL);

    (void)state;
    assert_int_equal(json_kind(json_get(json_get(json, "backup"), "last_tested")), JSON_NULL);
    assert_int_equal(strlen(json_text(json_get(json_get(json, "certificate"), "fingerprint"))), 95);
    assert_string_equal(json_text(json_get(json, "advice")), "nobody");
    json_free(json);
}

static void test_api__kiosks_tell_how_far_they_are(void **state)
{
    struct json *json;
    const struct json *kiosk;

    (void)state;
    free(hall_visit(&hall));
    hall_send(&hall, 0);
    json = hall_press_json(&hall, "GET", "/api/kiosks", NULL);
    kiosk = hall_first(json, "kiosks");
    assert_string_equal(json_text(json_get(kiosk, "letter")), "A");
    assert_int_equal(json_int(json_get(kiosk, "up_seq")), 4);
    assert_true(json_int(json_get(kiosk, "down_seq")) > 5);
    assert_false(json_bool(json_get(kiosk, "forked")));
    json_free(json);
}

#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, open_hall, close_hall)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HALL(test_api__from_visit_to_paid),
        IN_HALL(test_api__travel_money_the_desk_did_not_pay_is_the_offices),
        IN_HALL(test_api__an_open_exception_holds_the_claim),
        IN_HALL(test_api__a_change_that_makes_no_pence_leaves_an_approval_alone),
        IN_HALL(test_api__a_change_after_payment_is_an_adjustment),
        IN_HALL(test_api__meetings_tell_what_happened),
        IN_HALL(test_api__looking_at_people_is_a_record),
        IN_HALL(test_api__names_are_only_ever_text),
        IN_HALL(test_api__a_picture_is_opened_and_the_look_recorded),
        IN_HALL(test_api__names_of_somebody_added_come_with_their_note),
        IN_HALL(test_api__what_somebody_new_claims_is_held),
        IN_HALL(test_api__feedback_has_marks_and_words_and_nobody),
        IN_HALL(test_api__a_question_holds_no_money),
        IN_HALL(test_api__status_is_honest),
        IN_HALL(test_api__kiosks_tell_how_far_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
