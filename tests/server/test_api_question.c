// SPDX-License-Identifier: Apache-2.0

// What somebody asked at a kiosk, as the console shows and answers it.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/json.h"
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
    struct json *list = hall_press_json(&hall, "GET", "/api/exceptions", NULL);

    snprintf(answer, 96, "/api/exceptions/%s/answer",
             json_text(json_get(hall_first(list, "exceptions"), "id")));
    return list;
}

static void check_text(const struct json *object, const char *name, const char *expected)
{
    assert_string_equal(json_text(json_get(object, name)), expected);
}

static void test_api_question__a_question_has_line_code_rule_owner_and_day(void **state)
{
    struct body_claim *claim = hall_visit(&hall);
    char number[BODY_NUMBER_SIZE];
    const struct json *asked;
    struct json *list;
    char target[96];

    (void)state;
    question(claim, "2026-12-08");
    list = open_question(target);
    assert_string_equal(json_text(json_get(hall_first(list, "exceptions"), "kind")), "questioned");
    asked = json_get(hall_first(list, "exceptions"), "question");
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
static void test_api_question__a_question_is_overdue_when_its_day_is_over(void **state)
{
    struct body_claim *claim = hall_visit(&hall);
    struct json *list;
    char target[96];

    (void)state;
    question(claim, "2026-11-24");
    list = open_question(target);
    assert_false(
        json_bool(json_get(json_get(hall_first(list, "exceptions"), "question"), "overdue")));
    json_free(list);
    question(claim, "2026-11-23");
    list = open_question(target); // the newest first
    assert_true(
        json_bool(json_get(json_get(hall_first(list, "exceptions"), "question"), "overdue")));
    json_free(list);
    free(claim);
}

static void test_api_question__an_answer_goes_down_once_and_cannot_be_changed(void **state)
{
    struct body_claim *claim = hall_visit(&hall);
    char target[96];
    char solve[96];

    (void)state;
    question(claim, "2026-12-08");
    json_free(open_question(target));
    snprintf(solve, sizeof solve, "%.*ssolve", (int)(strlen(target) - strlen("answer")), target);
    assert_int_equal(hall_press_for_status(&hall, "POST", solve, "{\"note_code\":\"checked\"}"),
                     409);
    assert_int_equal(hall_press_for_status(&hall, "POST", target, "{\"answer\":\"no\"}"), 400);
    for (int i = 0; i < 2; i++) // pressed twice is once
        json_free(hall_press_json(&hall, "POST", target, "{\"answer\":\"bring_proof\"}"));
    assert_int_equal(
        hall_press_for_status(&hall, "POST", target, "{\"answer\":\"stays_as_it_is\"}"), 409);
    // To the kiosk, and with who answered in the office's own log.
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 209"), 2);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 209 AND "
                                       "instr(raw, CAST('\"by\":' AS BLOB)) > 0"),
                     1);
    hall_verify(&hall);
    hall_enrol(&hall, "Another kiosk"); // hears of it when it comes
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM record WHERE kind = 209"), 3);
    free(claim);
}

static void test_api_question__only_an_approver_answers(void **state)
{
    struct body_claim *claim = hall_visit(&hall);
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

#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, open_hall, close_hall)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HALL(test_api_question__a_question_has_line_code_rule_owner_and_day),
        IN_HALL(test_api_question__a_question_is_overdue_when_its_day_is_over),
        IN_HALL(test_api_question__an_answer_goes_down_once_and_cannot_be_changed),
        IN_HALL(test_api_question__only_an_approver_answers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
