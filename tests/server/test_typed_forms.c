// SPDX-License-Identifier: Apache-2.0

/* A paper form typed in at the office, at a kiosk, or at both: one claim. */

#include "server/typed_forms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/claims.h"
#include "server/printed_forms.h"
#include "shared/books.h"
#include "shared/json.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/server/hall.h"

static struct hall hall;
static char code[FORM_CODE_SIZE];
static char target[64];
static int64_t sent;

// The meeting is over, and somebody at the office has M1's form: a bus for £4.20, to the bank.
static int set_up(void **state)
{
    struct err err;

    (void)state;
    hall_open(&hall);
    sent = 0;
    form_make(code);
    snprintf(target, sizeof target, "/api/forms/%s", code);
    check_ok(db_begin(hall.db, &err), &err);
    check_ok(db_end(hall.db, printed_forms_add(hall.db, code, hall.meeting, &err), &err), &err);
    when_start_at(hall.end_ms + 7200000);
    hall_sign_in(&hall);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

#define COST(kind, pence, where)                                                                   \
    "{\"category\":\"" kind "\",\"pence\":" #pence ",\"where\":\"" where "\"}"
#define BUS(pence, where) COST("bus", pence, where)
#define FORM(costs, more)                                                                          \
    "{\"member_code\":\"M1\",\"from\":\"10:00\",\"to\":\"12:30\",\"costs\":[" costs                \
    "],\"channel\":\"bank\"" more "}"

#define PAID_BY(channel)                                                                           \
    "{\"member_code\":\"M1\",\"from\":\"10:00\",\"to\":\"12:30\",\"costs\":[],\"channel\":"        \
    "\"" channel "\"}"

static void type_in(const char *json, const char *outcome)
{
    struct json *answer = hall_press_json(&hall, "POST", target, json);

    assert_string_equal(json_text(json_get(answer, "outcome")), outcome);
    json_free(answer);
}

static int status_of(const char *json)
{
    return hall_press_for_status(&hall, "POST", target, json);
}

static struct claims_claim look(void)
{
    struct claims_claim found;
    struct err err;

    check_ok(claims_get(hall.db, form_claim(code), &found, &err), &err);
    return found;
}

static void test_typed_forms__one_is_a_claim_like_any_other(void **state)
{
    struct claims_amounts due;
    struct err err;

    (void)state;
    type_in(FORM(BUS(420, "here"), ""), "made");
    assert_int_equal(look().state, CLAIMS_TO_APPROVE);
    assert_int_equal(look().to_approve.expenses_pence, 420);
    assert_int_equal(look().to_approve.fee_pence, 3125); // two and a half hours
    assert_true(look().same_pence);
    assert_string_equal(look().books.number, "p 1");
    due = look().to_approve;
    check_ok(claims_approve(hall.db, &hall.office, look().books.claim, &due, id_new(), &err), &err);
    assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
    hall_verify(&hall);
}

struct seen {
    int count;
    struct body_form_typed body;
};

static bool see(const struct record *record, void *context, struct err *err)
{
    struct seen *seen = context;

    if (record->kind != RECORD_FORM_TYPED)
        return true;
    seen->count++;
    return body_read(record, &seen->body, err);
}

static void test_typed_forms__the_log_says_by_whom(void **state)
{
    struct seen seen = {0};
    struct err err;

    (void)state;
    type_in(FORM(BUS(420, "here"), ""), "made");
    check_ok(log_each(hall.db, hall.office.log_id, 0, see, &seen, &err), &err);
    assert_int_equal(seen.count, 1);
    assert_true(id_equal(seen.body.claim, form_claim(code)));
    assert_true(id_equal(seen.body.person, hall.people[0]));
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM office_user"), 1);
    assert_false(id_is_none(seen.body.by));
}

// In whatever order: the lines stand as the paper has them.
static void test_typed_forms__twice_is_one_claim(void **state)
{
    (void)state;
    type_in(FORM(COST("train", 420, "here") "," BUS(310, "lost"), ""), "made");
    type_in(FORM(BUS(310, "lost") "," COST("train", 420, "here"), ""), "same");
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM claim"), 1);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM attendance"), 1);
    assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
    hall_verify(&hall);
}

// What comes later of a line finds it by its name: another line under that name is another form.
static void test_typed_forms__the_same_costs_in_other_lines_are_for_a_person(void **state)
{
    (void)state;
    type_in(FORM(BUS(420, "later") "," BUS(310, "later"), ""), "made");
    type_in(FORM(BUS(310, "later") "," BUS(420, "later"), ""), "differs");
    assert_int_equal(hall_count_exceptions(&hall, "form_differs"), 1);
    assert_int_equal(look().state, CLAIMS_HELD);
}

static void test_typed_forms__another_place_of_a_ticket_is_for_a_person(void **state)
{
    (void)state;
    type_in(FORM(BUS(420, "later"), ""), "made");
    type_in(FORM(BUS(420, "lost"), ""), "differs");
    assert_int_equal(hall_count_exceptions(&hall, "form_differs"), 1);
}

// Nothing is written over: who looks at the paper decides.
static void test_typed_forms__another_typing_is_for_a_person(void **state)
{
    (void)state;
    type_in(FORM(BUS(420, "here"), ""), "made");
    type_in(FORM(BUS(480, "here"), ""), "differs");
    assert_int_equal(hall_count_exceptions(&hall, "form_differs"), 1);
    assert_int_equal(look().state, CLAIMS_HELD);
    assert_int_equal(look().assessed.expenses_pence, 420);
    hall_verify(&hall);
}

// A ticket that came meanwhile is no difference.
static void test_typed_forms__what_came_later_is_no_difference(void **state)
{
    char ticket[96];
    char text[ID_TEXT_SIZE];

    (void)state;
    type_in(FORM(BUS(420, "later"), ""), "made");
    assert_int_equal(look().assessed.expenses_pence, 0);
    id_write(text, form_claim(code));
    snprintf(ticket, sizeof ticket, "/api/claims/%s/ticket", text);
    assert_int_equal(hall_press_for_status(&hall, "POST", ticket, "{\"ref\":\"X1\",\"pence\":390}"),
                     200);
    type_in(FORM(BUS(420, "later"), ""), "same");
    assert_int_equal(look().assessed.expenses_pence, 390);
    hall_verify(&hall);
}

// The same form, typed in by a host at a kiosk.
static void type_in_at_kiosk(int64_t pence, bool arrived)
{
    struct body_attendance_arrived there = hall_arrival(&hall, 0);
    struct body_attendance_left left = {
        .attendance = there.attendance, .by = "closing", .at_ms = hall.end_ms};
    struct body_claim *claim = mem_new(1, sizeof *claim);
    struct bytes json = {0};

    hall_fill_claim(&hall, &there, pence, claim);
    claim->claim = form_claim(code);
    body_write(RECORD_CLAIM_MADE, claim, &json);
    if (arrived)
        hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
    hall_record_raw(&hall, RECORD_CLAIM_MADE, bytes_text(&json), form_act(code));
    if (arrived)
        hall_record(&hall, RECORD_ATTENDANCE_LEFT, &left);
    sent = hall_send(&hall, sent);
    bytes_clear(&json);
    free(claim);
}

static void test_typed_forms__typed_at_a_kiosk_first_it_is_one_claim(void **state)
{
    (void)state;
    type_in_at_kiosk(420, true);
    type_in(FORM(BUS(420, "here"), ""), "same");
    assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
    type_in(FORM(BUS(300, "here"), ""), "differs");
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM claim"), 1);
    assert_int_equal(hall_count_exceptions(&hall, "form_differs"), 1);
    hall_verify(&hall);
}

static void test_typed_forms__typed_at_a_kiosk_later_it_is_one_claim(void **state)
{
    (void)state;
    type_in(FORM(BUS(420, "here"), ""), "made");
    type_in_at_kiosk(420, true);
    assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM claim"), 1);
    assert_int_equal(look().assessed.fee_pence, 3125); // there once, whoever says it
    hall_verify(&hall);
}

static void test_typed_forms__typed_otherwise_at_a_kiosk_later_is_for_a_person(void **state)
{
    (void)state;
    type_in(FORM(BUS(420, "here"), ""), "made");
    type_in_at_kiosk(480, true);
    assert_int_equal(hall_count_exceptions(&hall, "form_differs"), 1);
    assert_int_equal(hall_count_exceptions(&hall, NULL), 1);
    assert_int_equal(look().state, CLAIMS_HELD);
    assert_int_equal(look().assessed.expenses_pence, 420);
    hall_verify(&hall);
}

// An act that comes again with other content is a form only where that form was printed.
static void test_typed_forms__another_act_that_comes_twice_is_no_form(void **state)
{
    struct err err;

    (void)state;
    type_in(FORM(BUS(420, "here"), ""), "made");
    check_ok(db_exec(hall.db, "DELETE FROM printed_form", DB_NONE, &err), &err);
    type_in_at_kiosk(420, true);
    assert_int_equal(hall_count_exceptions(&hall, "form_differs"), 0);
    assert_int_equal(hall_count_exceptions(&hall, "operation_conflict"), 1);
    assert_int_equal(look().state, CLAIMS_HELD);
}

// The kiosk's claim was refused, because they had one already; that one was withdrawn since.
static void test_typed_forms__one_that_was_refused_from_a_kiosk_can_be_typed_here(void **state)
{
    struct body_claim *other;
    struct body_claim_withdrawn withdrawn;

    (void)state;
    other = hall_visit(&hall);
    type_in_at_kiosk(420, false);
    assert_int_equal(hall_count_exceptions(&hall, "second_claim"), 1);
    withdrawn = (struct body_claim_withdrawn){.claim = other->claim};
    hall_record(&hall, RECORD_CLAIM_WITHDRAWN, &withdrawn);
    sent = hall_send(&hall, sent);
    type_in(FORM(BUS(420, "here"), ""), "made");
    assert_int_equal(look().assessed.expenses_pence, 420);
    type_in(FORM(BUS(420, "here"), ""), "same");
    hall_verify(&hall);
    free(other);
}

// An hour, signed in at a kiosk.
static void sign_in_at_kiosk(void)
{
    struct body_attendance_arrived there = hall_arrival(&hall, 0);
    struct body_attendance_left left = {
        .attendance = there.attendance, .by = "person", .at_ms = hall.start_ms + 3600000};

    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
    hall_record(&hall, RECORD_ATTENDANCE_LEFT, &left);
    sent = hall_send(&hall, sent);
}

// A kiosk signed them in, and the claim is on paper: how long is as the kiosk has it.
static void test_typed_forms__a_kiosks_presence_counts_and_not_the_papers(void **state)
{
    (void)state;
    sign_in_at_kiosk();
    type_in(FORM(BUS(420, "here"), ""), "made");
    assert_int_equal(look().assessed.fee_pence, 1250);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM attendance"), 1);
}

static void test_typed_forms__a_kiosks_presence_counts_also_where_it_comes_later(void **state)
{
    (void)state;
    type_in(FORM(BUS(420, "here"), ""), "made");
    assert_int_equal(look().assessed.fee_pence, 3125);
    sign_in_at_kiosk();
    assert_int_equal(look().assessed.fee_pence, 1250);
    assert_int_equal(look().assessed.expenses_pence, 420);
    hall_verify(&hall);
}

static int64_t count_told(const char *sum)
{
    char sql[160];

    snprintf(
        sql, sizeof sql,
        "SELECT count(*) FROM exception WHERE kind = 'form_cash' AND reason LIKE '%%got %s in%%'",
        sum);
    return hall_count(&hall, sql);
}

static void test_typed_forms__cash_that_no_kiosk_wrote_down_is_for_a_person(void **state)
{
    struct seen seen = {0};
    struct err err;

    (void)state;
    type_in(FORM(BUS(420, "here"), ",\"cash_pence\":420"), "made");
    assert_int_equal(count_told("£4.20"), 1);
    assert_int_equal(look().state, CLAIMS_HELD);
    check_ok(log_each(hall.db, hall.office.log_id, 0, see, &seen, &err), &err);
    assert_int_equal(seen.body.cash_pence, 420);
}

// Whoever types it first may have left it out; and each sum is told once.
static void test_typed_forms__cash_that_only_another_typing_says_is_for_a_person(void **state)
{
    (void)state;
    type_in_at_kiosk(420, true);
    type_in(FORM(BUS(420, "here"), ",\"cash_pence\":420"), "same");
    assert_int_equal(count_told("£4.20"), 1);
    type_in(FORM(BUS(420, "here"), ",\"cash_pence\":420"), "same");
    assert_int_equal(hall_count_exceptions(&hall, "form_cash"), 1);
    type_in(FORM(BUS(420, "here"), ",\"cash_pence\":300"), "same");
    assert_int_equal(count_told("£3.00"), 1);
    assert_int_equal(look().state, CLAIMS_HELD);
}

// At a desk, from its float, of the £4.20 that was typed in there.
static void pay_at_desk(int64_t pence)
{
    struct body_float tin = {
        .float_id = id_new(), .pence = 1000, .by = id_new(), .witness = id_new()};
    struct body_evidence_seen seen = {
        .claim = form_claim(code), .what = "ticket", .ref = "X1", .by = tin.by};
    struct body_cash cash = {.payment = id_new(),
                             .claim = form_claim(code),
                             .float_id = tin.float_id,
                             .pence = pence,
                             .payer = tin.by};

    type_in_at_kiosk(420, true);
    hall_record(&hall, RECORD_FLOAT_OPENED, &tin);
    hall_record(&hall, RECORD_EVIDENCE_SEEN, &seen);
    hall_record(&hall, RECORD_CASH_PAID, &cash);
    sent = hall_send(&hall, sent);
}

// The desk wrote down just that.
static void test_typed_forms__cash_that_a_desk_paid_is_no_exception(void **state)
{
    (void)state;
    pay_at_desk(420);
    type_in(FORM(BUS(420, "here"), ",\"cash_pence\":420"), "same");
    assert_int_equal(hall_count_exceptions(&hall, NULL), 0);
    assert_int_equal(look().to_approve.expenses_pence, 0);
}

static int say_cash(const struct json *exception, int pence)
{
    char address[96];
    char json[32];

    snprintf(address, sizeof address, "/api/exceptions/%s/cash",
             json_text(json_get(exception, "id")));
    snprintf(json, sizeof json, "{\"pence\":%d}", pence);
    return hall_press_for_status(&hall, "POST", address, json);
}

// What is said is all that they got, with what the desk paid of it: that is not taken off twice.
static void test_typed_forms__cash_in_all_counts_what_a_desk_paid_of_it(void **state)
{
    const struct json *exception;
    struct json *list;

    (void)state;
    pay_at_desk(100);
    type_in(FORM(BUS(420, "here"), ",\"cash_pence\":400"), "same");
    list = hall_press_json(&hall, "GET", "/api/exceptions", NULL);
    exception = hall_first(list, "exceptions");
    assert_int_equal(say_cash(exception, 99), 409); // the desk paid more
    assert_int_equal(say_cash(exception, 400), 200);
    json_free(list);
    assert_int_equal(look().to_approve.expenses_pence, 20);
    hall_verify(&hall);
}

static void test_typed_forms__cash_that_was_paid_goes_off_what_the_office_pays(void **state)
{
    const struct json *exception;
    struct json *list;

    (void)state;
    type_in(FORM(BUS(420, "here"), ",\"cash_pence\":300"), "made");
    list = hall_press_json(&hall, "GET", "/api/exceptions", NULL);
    exception = hall_first(list, "exceptions");
    assert_string_equal(json_text(json_get(exception, "action")), "cash");
    assert_string_equal(json_text(json_get(exception, "role")), "finance");
    assert_int_equal(say_cash(exception, 421), 409); // more than the claim's travel money
    assert_int_equal(say_cash(exception, 0), 400);
    assert_int_equal(say_cash(exception, 300), 200);
    assert_int_equal(say_cash(exception, 300), 409);
    json_free(list);
    assert_int_equal(look().state, CLAIMS_TO_APPROVE);
    assert_int_equal(look().books.cash_pence, 300);
    assert_int_equal(look().to_approve.expenses_pence, 120);
    assert_int_equal(look().to_approve.fee_pence, 3125);
    hall_verify(&hall);
}

// Nothing ticked about the payment: the offer stays open.
static void test_typed_forms__no_tick_leaves_the_payment_open(void **state)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    struct err err;

    (void)state;
    type_in("{\"member_code\":\"M1\",\"from\":\"10:00\",\"to\":\"12:30\",\"costs\":[]}", "made");
    check_ok(books_get_claim_body(hall.db, form_claim(code), body, &err), &err);
    assert_true(body->undecided);
    assert_int_equal(look().assessed.fee_pence, 0);
    free(body);
}

static void test_typed_forms__what_cannot_be_is_refused(void **state)
{
    static const char *const wrong[] = {
        "{\"member_code\":\"M99\",\"from\":\"10:00\",\"to\":\"12:30\",\"costs\":[]}",
        "{\"member_code\":\"M1\",\"from\":\"12:30\",\"to\":\"10:00\",\"costs\":[]}",
        "{\"member_code\":\"M1\",\"from\":\"10:00\",\"to\":\"23:59\",\"costs\":[]}",
        "{\"member_code\":\"M1\",\"from\":\"noon\",\"to\":\"12:30\",\"costs\":[]}",
        FORM("", ",\"handed_on\":\"2026-11-23\""),
        FORM("", ",\"handed_on\":\"2026-11-25\""),
        FORM(BUS(420, "somewhere"), ""),
        FORM(BUS(420, ""), ""),
        FORM("{\"category\":\"rocket\",\"pence\":1,\"where\":\"here\"}", ""),
        FORM("{\"category\":\"bus\",\"miles\":\"3\"}", ""),
        FORM("{\"category\":\"mileage_car\",\"pence\":300,\"where\":\"here\"}", ""),
        PAID_BY("gold"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (status_of(wrong[i]) != 400)
            fail_msg("taken: %s", wrong[i]);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM claim"), 0);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM attendance"), 0);
}

static void test_typed_forms__a_second_claim_of_a_person_is_refused(void **state)
{
    struct body_claim *claim;

    (void)state;
    claim = hall_visit(&hall);
    sent = hall_send(&hall, sent);
    assert_int_equal(status_of(FORM("", "")), 409);
    free(claim);
}

static void check_refusal(const char *letters, int status, const char *says)
{
    struct request request;
    char address[64];

    snprintf(address, sizeof address, "/api/forms/%s", letters);
    hall_press(&hall, &request, "GET", address, NULL);
    assert_int_equal(request.status, status);
    if (!strstr(bytes_text(&request.answer), says))
        fail_msg("\"%s\" does not say \"%s\"", bytes_text(&request.answer), says);
    request_clear(&request);
}

static void test_typed_forms__letters_of_no_form_are_refused(void **state)
{
    char other[FORM_CODE_SIZE];
    char wrong[FORM_CODE_SIZE];

    (void)state;
    form_make(other);
    check_refusal(other, 404, "No form with these letters was printed here.");
    str_copy(wrong, sizeof wrong, code);
    wrong[0] = wrong[0] == 'A' ? 'B' : 'A';
    check_refusal(wrong, 400, "one of them is wrong");
    check_refusal("ABC", 400, "No form has these letters");
    assert_int_equal(hall_press_for_status(&hall, "POST", "/api/forms/ABC", FORM("", "")), 400);
}

static void test_typed_forms__the_page_says_what_it_is_for_and_what_stands(void **state)
{
    char address[80];
    struct json *page;

    (void)state;
    snprintf(address, sizeof address, "%s?member=M1", target);
    page = hall_press_json(&hall, "GET", address, NULL);
    assert_string_equal(json_text(json_get(json_get(page, "meeting"), "code")), "T1");
    assert_string_equal(json_text(json_get(json_get(page, "person"), "name")), "Siân Morgan");
    assert_int_equal(json_kind(json_get(page, "claim")), JSON_NULL);
    assert_non_null(hall_first(page, "costs"));
    assert_string_equal(json_text(hall_first(page, "channels")), "bank");
    json_free(page);
    assert_int_equal(hall_count_looks(&hall), 1);
    type_in(FORM(BUS(420, "here"), ""), "made");
    page = hall_press_json(&hall, "GET", target, NULL);
    assert_string_equal(json_text(json_get(json_get(page, "claim"), "number")), "p 1");
    assert_true(json_bool(json_get(json_get(page, "claim"), "from_form")));
    json_free(page);
}

// Whose claim it is stands on the page, whatever code was typed.
static void test_typed_forms__whoever_is_named_was_looked_at(void **state)
{
    char address[80];

    (void)state;
    type_in(FORM(BUS(420, "here"), ""), "made");
    snprintf(address, sizeof address, "%s?member=M2", target);
    for (int i = 1; i <= 2; i++) {
        int64_t before = hall_count_looks(&hall);

        assert_int_equal(hall_press_for_status(&hall, "GET", i == 1 ? target : address, NULL), 200);
        assert_int_equal(hall_count_looks(&hall), before + i);
    }
}

static void test_typed_forms__only_a_coordinator_types(void **state)
{
    struct err err;

    (void)state;
    check_ok(db_exec(hall.db, "UPDATE office_user SET roles = 'approver finance auditor'", DB_NONE,
                     &err),
             &err);
    assert_int_equal(status_of(FORM("", "")), 403);
    assert_int_equal(hall_press_for_status(&hall, "GET", target, NULL), 403);
}

#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HALL(test_typed_forms__one_is_a_claim_like_any_other),
        IN_HALL(test_typed_forms__the_log_says_by_whom),
        IN_HALL(test_typed_forms__twice_is_one_claim),
        IN_HALL(test_typed_forms__the_same_costs_in_other_lines_are_for_a_person),
        IN_HALL(test_typed_forms__another_place_of_a_ticket_is_for_a_person),
        IN_HALL(test_typed_forms__another_typing_is_for_a_person),
        IN_HALL(test_typed_forms__what_came_later_is_no_difference),
        IN_HALL(test_typed_forms__typed_at_a_kiosk_first_it_is_one_claim),
        IN_HALL(test_typed_forms__typed_at_a_kiosk_later_it_is_one_claim),
        IN_HALL(test_typed_forms__typed_otherwise_at_a_kiosk_later_is_for_a_person),
        IN_HALL(test_typed_forms__another_act_that_comes_twice_is_no_form),
        IN_HALL(test_typed_forms__one_that_was_refused_from_a_kiosk_can_be_typed_here),
        IN_HALL(test_typed_forms__a_kiosks_presence_counts_and_not_the_papers),
        IN_HALL(test_typed_forms__a_kiosks_presence_counts_also_where_it_comes_later),
        IN_HALL(test_typed_forms__cash_that_no_kiosk_wrote_down_is_for_a_person),
        IN_HALL(test_typed_forms__cash_that_only_another_typing_says_is_for_a_person),
        IN_HALL(test_typed_forms__cash_that_a_desk_paid_is_no_exception),
        IN_HALL(test_typed_forms__cash_in_all_counts_what_a_desk_paid_of_it),
        IN_HALL(test_typed_forms__cash_that_was_paid_goes_off_what_the_office_pays),
        IN_HALL(test_typed_forms__no_tick_leaves_the_payment_open),
        IN_HALL(test_typed_forms__what_cannot_be_is_refused),
        IN_HALL(test_typed_forms__a_second_claim_of_a_person_is_refused),
        IN_HALL(test_typed_forms__letters_of_no_form_are_refused),
        IN_HALL(test_typed_forms__the_page_says_what_it_is_for_and_what_stands),
        IN_HALL(test_typed_forms__whoever_is_named_was_looked_at),
        IN_HALL(test_typed_forms__only_a_coordinator_types),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
