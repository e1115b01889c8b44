// SPDX-License-Identifier: Apache-2.0

// Who may ask the console's JSON API, from where, for how long, and with what.

#include <stdio.h>

#include "server/exceptions.h"
#include "server/users.h"
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

static void test_api_access__strangers_are_sent_away(void **state)
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

static void test_api_access__writing_needs_our_own_page(void **state)
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

static void test_api_access__a_role_is_needed(void **state)
{
    static const char approve[] = "/api/claims/018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2b/approve";
    static const char paid[] = "/api/claims/018f2b5e-7c1a-7d3e-9b0a-3f1c5e7d9a2b/paid";
    struct err err;

    (void)state;
    check_ok(db_exec(hall.db, "UPDATE office_user SET roles = 'auditor'", DB_NONE, &err), &err);
    assert_int_equal(
        hall_press_for_status(&hall, "POST", approve, "{\"fee_pence\":0,\"expenses_pence\":0}"),
        403);
    assert_int_equal(hall_press_for_status(&hall, "POST", paid, "{\"paid_on\":\"2026-11-30\"}"),
                     403);
    assert_int_equal(hall_press_for_status(&hall, "POST", "/api/kiosks", "{\"name\":\"x\"}"), 403);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/meetings", NULL), 200);
}

static int settle_as(const char *role, const char *kind, int64_t seq)
{
    struct exceptions_exception exception = {.log_id = hall.log_id, .seq = seq, .reason = "One."};
    struct db_rows *rows;
    char text[ID_TEXT_SIZE];
    char target[96];
    struct err err;

    str_copy(exception.kind, sizeof exception.kind, kind);
    check_ok(db_begin(hall.db, &err), &err);
    check_ok(db_end(hall.db, exceptions_raise(hall.db, &exception, &err), &err), &err);
    check_ok(db_exec(hall.db, "UPDATE office_user SET roles = $1", DB_ARGS(db_text(role)), &err),
             &err);
    check_ok(db_one(hall.db, &rows, "SELECT exception_id FROM exception WHERE seq = $1",
                    DB_ARGS(db_int(seq)), &err),
             &err);
    id_write(text, db_get_id(rows, 0));
    db_free(rows);
    snprintf(target, sizeof target, "/api/exceptions/%s/solve", text);
    return hall_press_for_status(&hall, "POST", target, "{\"note_code\":\"checked\"}");
}

// What is the installer's, who has no account, the coordinator settles.
static void test_api_access__an_exception_is_settled_by_whose_task_it_is(void **state)
{
    (void)state;
    assert_int_equal(settle_as("auditor approver", "facts", 1), 403);
    assert_int_equal(settle_as("finance", "facts", 2), 403);
    assert_int_equal(settle_as("coordinator", "facts", 3), 200);
    assert_int_equal(settle_as("coordinator", "paid_more", 4), 403);
    assert_int_equal(settle_as("finance", "paid_more", 5), 200);
    assert_int_equal(settle_as("finance", "fork", 6), 403);
    assert_int_equal(settle_as("coordinator", "fork", 7), 200);
}

static void test_api_access__a_session_ends(void **state)
{
    (void)state;
    when_advance(USERS_IDLE_MS - 1000);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/session", NULL), 200);
    when_advance(USERS_IDLE_MS - 1000); // it was used in between
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/session", NULL), 200);
    when_advance(USERS_IDLE_MS + 1000);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/session", NULL), 401);
}

static void test_api_access__a_session_is_over_after_a_day_of_work(void **state)
{
    (void)state;
    for (int i = 0; i < 24; i++) {
        when_advance(USERS_IDLE_MS - 1000);
        assert_int_equal(hall_press_for_status(&hall, "GET", "/api/session", NULL), 200);
    }
    when_advance(60000);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/session", NULL), 401);
}

static void test_api_access__signing_out_ends_it(void **state)
{
    (void)state;
    assert_int_equal(hall_press_for_status(&hall, "DELETE", "/api/session", NULL), 200);
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/session", NULL), 401);
}

static void test_api_access__hostile_bodies_are_refused(void **state)
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

static void test_api_access__addresses_that_are_none(void **state)
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
        IN_HALL(test_api_access__strangers_are_sent_away),
        IN_HALL(test_api_access__writing_needs_our_own_page),
        IN_HALL(test_api_access__a_role_is_needed),
        IN_HALL(test_api_access__an_exception_is_settled_by_whose_task_it_is),
        IN_HALL(test_api_access__a_session_ends),
        IN_HALL(test_api_access__a_session_is_over_after_a_day_of_work),
        IN_HALL(test_api_access__signing_out_ends_it),
        IN_HALL(test_api_access__hostile_bodies_are_refused),
        IN_HALL(test_api_access__addresses_that_are_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
