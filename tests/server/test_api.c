// SPDX-License-Identifier: Apache-2.0

// The console's JSON API, from sign-in to paid, without a network.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/claims.h"
#include "server/import.h"
#include "server/meetings.h"
#include "server/people.h"
#include "server/users.h"
#include "server/verify.h"
#include "shared/envelope.h"
#include "shared/json.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/note.h"
#include "shared/str.h"
#include "shared/when.h"
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

static void say_nothing(const char *line)
{
    (void)line;
}

static struct json *ask(const char *method, const char *target, const char *body)
{
    struct request request;
    struct json *json;
    struct err err;

    hall_press(&hall, &request, method, target, body);
    if (request.status != 200)
        fail_msg("%s %s: status %d: %s", method, target, request.status,
                 bytes_text(&request.answer));
    check_ok(json_read(&json, bytes_text(&request.answer), request.answer.length,
                       (size_t)1024 * 1024, &err),
             &err);
    request_clear(&request);
    return json;
}

static const struct json *first(const struct json *object, const char *list)
{
    const struct json *found = json_first(json_get(object, list));

    assert_non_null(found);
    return found;
}

/* A visit that is over: arrived, claimed a bus ticket, left after an hour. */
static struct body_claim *visit(void)
{
    struct body_meeting_opened opened = {.at_ms = hall.start_ms, .local_date = "2026-11-24"};
    struct body_attendance_arrived there = hall_arrival(&hall, 0);
    struct body_attendance_left left = {
        .attendance = there.attendance, .by = "person", .at_ms = hall.start_ms + 3600000};
    struct body_claim *claim = mem_new(1, sizeof *claim);

    hall_record(&hall, RECORD_MEETING_OPENED, &opened);
    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
    hall_fill_claim(&hall, &there, 420, claim);
    hall_record(&hall, RECORD_CLAIM_MADE, claim);
    hall_record(&hall, RECORD_ATTENDANCE_LEFT, &left);
    return claim;
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
    page = ask("GET", target, NULL);
    assert_string_equal(json_text(json_get(first(page, "claims"), "state")), expected);
    json_free(page);
}

static void test_api__from_visit_to_paid(void **state)
{
    struct body_claim *claim = visit();
    char approve[96];
    char paid[96];
    struct json *json;
    struct err err;

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
        json = ask("POST", approve, "{\"fee_pence\":1250,\"expenses_pence\":0}");
        assert_string_equal(json_text(json_get(json, "state")), "approved");
        json_free(json);
    }
    for (int i = 0; i < 2; i++) {
        json = ask("POST", paid, "{\"paid_on\":\"2026-11-30\"}");
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
    check_ok(verify_all(hall.db, &hall.office, say_nothing, &err), &err);
    free(claim);
}

static void test_api__travel_money_the_desk_did_not_pay_is_the_offices(void **state)
{
    struct body_meeting_closed closed = {.at_ms = hall.end_ms};
    struct body_claim *claim = visit();
    char approve[96];
    char paid[96];

    (void)state;
    targets(claim, approve, paid);
    hall_record(&hall, RECORD_MEETING_CLOSED, &closed);
    hall_send(&hall, 0);
    check_state("to_approve");
    json_free(ask("POST", approve, "{\"fee_pence\":1250,\"expenses_pence\":420}"));
    json_free(ask("POST", paid, "{\"paid_on\":\"2026-11-30\"}"));
    assert_int_equal(hall_count(&hall, "SELECT pence FROM payment"), 1670);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 206"), 2);
    free(claim);
}

static void test_api__an_open_exception_holds_the_claim(void **state)
{
    struct body_claim *claim = visit();
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
    list = ask("GET", "/api/exceptions", NULL);
    assert_string_equal(json_text(json_get(first(list, "exceptions"), "kind")), "pence_differ");
    assert_string_equal(json_text(json_get(first(list, "exceptions"), "owner")), "finance");
    assert_string_equal(json_text(json_get(first(list, "exceptions"), "kiosk")), "Hall kiosk");
    snprintf(solve, sizeof solve, "/api/exceptions/%s/solve",
             json_text(json_get(first(list, "exceptions"), "id")));
    json_free(list);
    json_free(ask("POST", solve, "{\"note_code\":\"looked_at\"}"));
    check_state("to_approve");
    free(claim);
}

// Nothing to pay came of it, so nothing waits.
static void test_api__a_change_that_makes_no_pence_leaves_an_approval_alone(void **state)
{
    struct body_claim *claim = visit();
    char approve[96];
    char paid[96];

    (void)state;
    targets(claim, approve, paid);
    claim->cash_today = false;
    hall_record(&hall, RECORD_CLAIM_AMENDED, claim);
    hall_send(&hall, 0);
    json_free(ask("POST", approve, "{\"fee_pence\":1250,\"expenses_pence\":420}"));
    claim->benefits_seen_ms = hall.start_ms;
    hall_record(&hall, RECORD_CLAIM_AMENDED, claim);
    hall_send(&hall, 0);
    check_state("approved");
    json_free(ask("POST", paid, "{\"paid_on\":\"2026-11-30\"}"));
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
    struct body_claim *claim = visit();
    struct body_attendance_corrected later = {.attendance = claim->attendance,
                                              .arrived_ms = hall.start_ms,
                                              .left_ms = hall.start_ms + 5400000,
                                              .reason = "clock"};
    const struct json *adjustment;
    struct json *json;
    char approve[96];
    char paid[96];
    struct err err;

    (void)state;
    targets(claim, approve, paid);
    claim->cash_today = false;
    hall_record(&hall, RECORD_CLAIM_AMENDED, claim);
    hall_send(&hall, 0);
    json = ask("POST", approve, "{\"fee_pence\":1250,\"expenses_pence\":420}");
    assert_int_equal(json_kind(json_get(json, "adjustment")), JSON_NULL);
    assert_int_equal(json_int(json_get(json_get(json, "to_pay"), "fee_pence")), 1250);
    json_free(json);
    json_free(ask("POST", paid, "{\"paid_on\":\"2026-11-30\"}"));
    hall_record(&hall, RECORD_ATTENDANCE_CORRECTED, &later); // half an hour more
    hall_send(&hall, 0);
    check_state("to_approve");
    assert_int_equal(hall_press_for_status(&hall, "POST", approve,
                                           "{\"fee_pence\":1875,\"expenses_pence\":420}"),
                     409);
    for (int i = 0; i < 2; i++) { // pressed twice is once
        json = ask("POST", approve, "{\"fee_pence\":625,\"expenses_pence\":0}");
        assert_string_equal(json_text(json_get(json, "state")), "approved");
        adjustment = first(json, "adjustments");
        assert_int_equal(json_int(json_get(adjustment, "fee_pence")), 625);
        assert_string_equal(json_text(json_first(json_get(adjustment, "why"))), "facts");
        assert_int_equal(json_kind(json_get(adjustment, "paid")), JSON_NULL);
        check_line(first(adjustment, "lines"), "F1", 1250, 1875);
        json_free(json);
    }
    json = ask("POST", paid, "{\"paid_on\":\"2026-12-14\"}");
    assert_string_equal(json_text(json_get(json, "state")), "paid");
    assert_int_equal(json_int(json_get(json_get(json, "paid"), "pence")), 1670);
    adjustment = first(json, "adjustments");
    assert_int_equal(json_int(json_get(json_get(adjustment, "paid"), "pence")), 625);
    assert_string_equal(json_text(json_get(json_get(adjustment, "paid"), "on")), "2026-12-14");
    json_free(json);
    check_ok(verify_all(hall.db, &hall.office, say_nothing, &err), &err);
    free(claim);
}

static void test_api__meetings_tell_what_happened(void **state)
{
    struct json *json;
    const struct json *meeting;

    (void)state;
    free(visit());
    hall_send(&hall, 0);
    json = ask("GET", "/api/meetings", NULL);
    meeting = first(json, "meetings");
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
    free(visit());
    hall_send(&hall, 0);
    check_state("made");
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 302"), 1);
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
    free(visit());
    hall_send(&hall, 0);
    id_write(target + strlen(target), hall.meeting);
    page = ask("GET", target, NULL);
    assert_string_equal(json_text(json_get(first(page, "people"), "name")),
                        "<script>alert(1)</script> \"};/*' \\ \xE2\x80\xA8");
    json_free(page);
}

// The kiosk seals a ticket under the meeting's key; the office opens it, and that is a record.
static void test_api__a_picture_is_opened_and_the_look_recorded(void **state)
{
    static const uint8_t jpeg[] = {0xFF, 0xD8, 0xFF, 0xE0, 'x'};
    struct body_claim *claim = visit();
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
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 302"), 1);
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

// "Ask someone to look at this", of the bus.
static void question(const struct body_claim *claim, const char *due)
{
    struct body_claim_questioned asked = {.claim = claim->claim, .ref = "X1", .code = "OVER_CAP"};

    str_copy(asked.due, sizeof asked.due, due);
    hall_record(&hall, RECORD_CLAIM_QUESTIONED, &asked);
    hall_send(&hall, 0);
}

static struct json *open_question(char answer[static 96])
{
    struct json *list = ask("GET", "/api/exceptions", NULL);

    snprintf(answer, 96, "/api/exceptions/%s/answer",
             json_text(json_get(first(list, "exceptions"), "id")));
    return list;
}

static void check_text(const struct json *object, const char *name, const char *expected)
{
    assert_string_equal(json_text(json_get(object, name)), expected);
}

static void test_api__a_question_has_line_code_rule_owner_and_day(void **state)
{
    struct body_claim *claim = visit();
    char number[BODY_NUMBER_SIZE];
    const struct json *asked;
    struct json *list;
    char target[96];

    (void)state;
    question(claim, "2026-12-08");
    list = open_question(target);
    assert_string_equal(json_text(json_get(first(list, "exceptions"), "kind")), "questioned");
    asked = json_get(first(list, "exceptions"), "question");
    snprintf(number, sizeof number, "%s %lld", claim->letter, (long long)claim->number);
    check_text(asked, "number", number);
    check_text(asked, "ref", "X1");
    check_text(asked, "about", "bus");
    check_text(asked, "code", "OVER_CAP");
    check_text(asked, "rule", "S15");
    check_text(asked, "owner", "Siân Evans");
    check_text(asked, "due", "2026-12-08");
    assert_false(json_bool(json_get(asked, "overdue")));
    json_free(list);
    free(claim);
}

// The day that was promised is still in time; the next is not. Today is 24 November.
static void test_api__a_question_is_overdue_when_its_day_is_over(void **state)
{
    struct body_claim *claim = visit();
    struct json *list;
    char target[96];

    (void)state;
    question(claim, "2026-11-24");
    list = open_question(target);
    assert_false(json_bool(json_get(json_get(first(list, "exceptions"), "question"), "overdue")));
    json_free(list);
    question(claim, "2026-11-23");
    list = open_question(target); // the newest first
    assert_true(json_bool(json_get(json_get(first(list, "exceptions"), "question"), "overdue")));
    json_free(list);
    free(claim);
}

static void test_api__a_question_holds_no_money(void **state)
{
    struct body_claim *claim = visit();
    char approve[96];
    char paid[96];

    (void)state;
    targets(claim, approve, paid);
    pay_cash(claim, 420);
    question(claim, "2026-12-08");
    check_state("to_approve");
    json_free(ask("POST", approve, "{\"fee_pence\":1250,\"expenses_pence\":0}"));
    free(claim);
}

static void test_api__an_answer_goes_down_once_and_cannot_be_changed(void **state)
{
    struct body_claim *claim = visit();
    char target[96];
    char solve[96];
    struct err err;

    (void)state;
    question(claim, "2026-12-08");
    json_free(open_question(target));
    snprintf(solve, sizeof solve, "%.*ssolve", (int)(strlen(target) - strlen("answer")), target);
    assert_int_equal(hall_press_for_status(&hall, "POST", solve, "{\"note_code\":\"checked\"}"),
                     409);
    assert_int_equal(hall_press_for_status(&hall, "POST", target, "{\"answer\":\"no\"}"), 400);
    for (int i = 0; i < 2; i++) // pressed twice is once
        json_free(ask("POST", target, "{\"answer\":\"bring_proof\"}"));
    assert_int_equal(
        hall_press_for_status(&hall, "POST", target, "{\"answer\":\"stays_as_it_is\"}"), 409);
    // To the kiosk, and with who answered in the office's own log.
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 209"), 2);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 209 AND "
                                       "instr(raw, CAST('\"by\":' AS BLOB)) > 0"),
                     1);
    check_ok(verify_all(hall.db, &hall.office, say_nothing, &err), &err);
    hall_enrol(&hall, "Another kiosk"); // hears of it when it comes
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 209"), 3);
    free(claim);
}

static void test_api__only_an_approver_answers(void **state)
{
    struct body_claim *claim = visit();
    char target[96];

    (void)state;
    question(claim, "");
    json_free(open_question(target));
    db_exec(hall.db, "UPDATE office_user SET roles = 'finance coordinator'", DB_NONE,
            &(struct err){0});
    assert_int_equal(hall_press_for_status(&hall, "POST", target, "{\"answer\":\"bring_proof\"}"),
                     403);
    free(claim);
}

static void test_api__strangers_are_sent_away(void **state)
{
    static const struct {
        const char *method;
        const char *target;
    } asked[] = {
        {"GET", "/api/session"},
        {"GET", "/api/meetings"},
        {"GET", "/api/kiosks"},
        {"GET", "/api/exceptions"},
        {"GET", "/api/status"},
        {"GET", "/api/pictures/00"},
        {"DELETE", "/api/session"},
        {"POST", "/api/kiosks"},
        {"POST", "/api/claims/018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2b/approve"},
        {"POST", "/api/exceptions/018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2b/answer"},
    };

    (void)state;
    str_copy(hall.cookie, sizeof hall.cookie,
             "diolch=0000000000000000000000000000000000000000000000000000000000000000");
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
        assert_int_equal(hall_press_for_status(&hall, asked[i].method, asked[i].target, NULL), 401);
    hall.cookie[0] = '\0';
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
        assert_int_equal(hall_press_for_status(&hall, asked[i].method, asked[i].target, NULL), 401);
}

static int press_from(const char *origin, const char *type, const char *json)
{
    const struct request_route *route;
    struct request request = {.office = &hall.office,
                              .method = "POST",
                              .path = "/api/kiosks",
                              .target = "/api/kiosks",
                              .query = "",
                              .authorization = "",
                              .origin = origin,
                              .host = "office.example:8443",
                              .cookie = hall.cookie,
                              .content_type = type};
    bool known;
    int status;

    bytes_add_text(&request.body, json);
    route = request_find_route("POST", "/api/kiosks", &known);
    request_run(&request, route);
    status = request.status;
    request_clear(&request);
    return status;
}

static void test_api__writing_needs_our_own_page(void **state)
{
    static const char json[] = "{\"name\":\"Side door\"}";

    (void)state;
    assert_int_equal(press_from("https://evil.example", "application/json", json), 403);
    assert_int_equal(press_from("http://office.example:8443", "application/json", json), 403);
    assert_int_equal(press_from("https://office.example", "application/json", json), 403);
    assert_int_equal(press_from("", "application/json", json), 403);
    assert_int_equal(press_from("null", "application/json", json), 403);
    assert_int_equal(press_from("https://office.example:8443", "text/plain", json), 415);
    assert_int_equal(press_from("https://office.example:8443", "application/json", json), 200);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM kiosk"), 2);
}

static void test_api__a_role_is_needed(void **state)
{
    struct body_claim *claim = visit();
    char approve[96];
    char paid[96];
    struct err err;

    (void)state;
    targets(claim, approve, paid);
    check_ok(db_exec(hall.db, "UPDATE office_user SET roles = 'auditor'", DB_NONE, &err), &err);
    assert_int_equal(
        hall_press_for_status(&hall, "POST", approve, "{\"fee_pence\":0,\"expenses_pence\":0}"),
        403);
    assert_int_equal(hall_press_for_status(&hall, "POST", paid, "{\"paid_on\":\"2026-11-30\"}"),
                     403);
    assert_int_equal(hall_press_for_status(&hall, "POST", "/api/kiosks", "{\"name\":\"x\"}"), 403);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/meetings", NULL), 200);
    free(claim);
}

static void test_api__a_session_ends(void **state)
{
    (void)state;
    when_advance(USERS_IDLE_MS - 1000);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/session", NULL), 200);
    when_advance(USERS_IDLE_MS - 1000); // it was used in between
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/session", NULL), 200);
    when_advance(USERS_IDLE_MS + 1000);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/session", NULL), 401);
}

static void test_api__a_session_is_over_after_a_day_of_work(void **state)
{
    (void)state;
    for (int i = 0; i < 24; i++) {
        when_advance(USERS_IDLE_MS - 1000);
        assert_int_equal(hall_press_for_status(&hall, "GET", "/api/session", NULL), 200);
    }
    when_advance(60000);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/session", NULL), 401);
}

static void test_api__signing_out_ends_it(void **state)
{
    (void)state;
    assert_int_equal(hall_press_for_status(&hall, "DELETE", "/api/session", NULL), 200);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/session", NULL), 401);
}

static void test_api__status_is_honest(void **state)
{
    struct json *json = ask("GET", "/api/status", NULL);

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
    free(visit());
    hall_send(&hall, 0);
    json = ask("GET", "/api/kiosks", NULL);
    kiosk = first(json, "kiosks");
    assert_string_equal(json_text(json_get(kiosk, "letter")), "A");
    assert_int_equal(json_int(json_get(kiosk, "up_seq")), 4);
    assert_true(json_int(json_get(kiosk, "down_seq")) > 5);
    assert_false(json_bool(json_get(kiosk, "forked")));
    json_free(json);
}

static void test_api__hostile_bodies_are_refused(void **state)
{
    static const char *const bodies[] = {
        "",
        "[]",
        "{",
        "{\"name\":1}",
        "{\"Name\":\"x\"}",
        "{\"name\":\"x\",\"name\":\"y\"}",
        "{\"name\":\"\"}",
        "{\"name\":\"x\",\"more\":1}",
        "{\"name\":\"x\\ny\"}",
        "{\"name\":\"x\"} ,",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++)
        assert_int_equal(hall_press_for_status(&hall, "POST", "/api/kiosks", bodies[i]), 400);
}

static void test_api__addresses_that_are_none(void **state)
{
    (void)state;
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/nothing", NULL), 404);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/meetings/", NULL), 404);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/meetings/x/y", NULL), 404);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/meetings/x", NULL), 404);
    assert_int_equal(hall_press_for_status(&hall, "PUT", "/api/meetings", NULL), 405);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/console/..%2f..%2fserver.keys", NULL),
                     404);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/console/../index.html", NULL), 404);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/console/.htaccess", NULL), 404);
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
        IN_HALL(test_api__a_question_has_line_code_rule_owner_and_day),
        IN_HALL(test_api__a_question_is_overdue_when_its_day_is_over),
        IN_HALL(test_api__a_question_holds_no_money),
        IN_HALL(test_api__an_answer_goes_down_once_and_cannot_be_changed),
        IN_HALL(test_api__only_an_approver_answers),
        IN_HALL(test_api__strangers_are_sent_away),
        IN_HALL(test_api__writing_needs_our_own_page),
        IN_HALL(test_api__a_role_is_needed),
        IN_HALL(test_api__a_session_ends),
        IN_HALL(test_api__a_session_is_over_after_a_day_of_work),
        IN_HALL(test_api__signing_out_ends_it),
        IN_HALL(test_api__status_is_honest),
        IN_HALL(test_api__kiosks_tell_how_far_they_are),
        IN_HALL(test_api__hostile_bodies_are_refused),
        IN_HALL(test_api__addresses_that_are_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
