// SPDX-License-Identifier: Apache-2.0

// Who may ask the console's JSON API, from where, for how long, and with what.

#include <stdio.h>
#include <string.h>

#include "server/exceptions.h"
#include "server/routes.h"
#include "server/users.h"
#include "shared/form.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/check.h"
#include "tests/server/hall.h"

#define TARGET_SIZE 160

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

// A route's path with that id in the place of its '*'; of a form, with letters that one may have.
static void target_of(char out[static TARGET_SIZE], const char *path, struct id id)
{
    const char *star = strchr(path, '*');
    char text[ID_TEXT_SIZE];

    id_write(text, id);
    if (str_starts(path, "/api/forms/"))
        form_make(text);
    if (star)
        snprintf(out, TARGET_SIZE, "%.*s%s%s", (int)(star - path), path, text, star + 1);
    else
        snprintf(out, TARGET_SIZE, "%s", path);
}

static bool is_api(const struct request_route *route)
{
    return str_starts(route->path, "/api/");
}

static size_t send_stranger_away(const struct request_route *route)
{
    char target[TARGET_SIZE];

    target_of(target, route->path, id_new());
    if (!is_api(route) || route->access == REQUEST_SIGN_IN)
        return 0;
    if (hall_press_for_status(&hall, route->method, target, NULL) != 401)
        fail_msg("%s %s lets a stranger in", route->method, route->path);
    return 1;
}

static void send_strangers_away(void)
{
    size_t count = 0;

    for (size_t i = 0; routes_all[i]; i++)
        for (const struct request_route *route = routes_all[i]; route->method; route++)
            count += send_stranger_away(route);
    assert_true(count >= 20);
}

static void test_api_access__strangers_are_sent_away(void **state)
{
    (void)state;
    str_copy(hall.cookie, sizeof hall.cookie,
             "diolch=0000000000000000000000000000000000000000000000000000000000000000");
    send_strangers_away();
    hall.cookie[0] = '\0';
    send_strangers_away();
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

// Every route that writes, and the one role that it takes; NULL: whoever is signed in.
static const struct writing {
    const char *method;
    const char *path;
    const char *role;
    const char *json;
} writings[] = {
    {"POST", "/api/session", NULL, NULL},
    {"DELETE", "/api/session", NULL, NULL},
    {"POST", "/api/claims/*/approve", "approver", "{\"fee_pence\":0,\"expenses_pence\":0}"},
    {"POST", "/api/claims/*/paid", "finance", "{\"paid_on\":\"2026-11-30\"}"},
    {"POST", "/api/claims/*/ticket", "approver", "{\"ref\":\"X1\",\"pence\":420}"},
    {"POST", "/api/claims/*/taken-back", "finance", NULL},
    {"POST", "/api/claims/*/by-bank", "finance", NULL},
    {"POST", "/api/claims/*/presence", "coordinator", "{\"from\":\"10:00\",\"to\":\"12:00\"}"},
    {"POST", "/api/exceptions/*/solve", "coordinator", "{\"note_code\":\"checked\"}"},
    {"POST", "/api/exceptions/*/answer", "approver", "{\"answer\":\"bring_proof\"}"},
    {"POST", "/api/exceptions/*/cash", "finance", "{\"pence\":420}"},
    {"POST", "/api/kiosks", "coordinator", "{\"name\":\"Hall\"}"},
    {"POST", "/api/payers/*", "coordinator", "{\"limit_pence\":2000}"},
    {"POST", "/api/people/*/agree", "coordinator",
     "{\"member_code\":\"M9\",\"agreed_on\":\"2026-11-20\"}"},
    {"POST", "/api/meetings/*/accept", "coordinator",
     "{\"title\":\"Garden day\",\"date\":\"2026-11-24\",\"from\":\"10:00\",\"to\":\"12:00\","
     "\"type\":\"agreed_coproduction\",\"policy\":\"demo\"}"},
    {"POST", "/api/meetings/*/closed", "coordinator", "{\"at\":\"12:00\"}"},
    {"POST", "/api/forms/*", "coordinator",
     "{\"member_code\":\"M9\",\"from\":\"10:00\",\"to\":\"12:00\",\"costs\":[]}"},
};
#define WRITINGS (sizeof writings / sizeof writings[0])

static size_t count_rows(const struct request_route *route)
{
    size_t count = 0;

    for (size_t i = 0; i < WRITINGS; i++)
        count += str_equal(writings[i].method, route->method) &&
                 str_equal(writings[i].path, route->path);
    return count;
}

static void test_api_access__the_table_of_what_writes_is_whole(void **state)
{
    size_t count = 0;

    (void)state;
    for (size_t i = 0; routes_all[i]; i++)
        for (const struct request_route *route = routes_all[i]; route->method; route++) {
            if (!is_api(route) || str_equal(route->method, "GET"))
                continue;
            count++;
            if (count_rows(route) != 1)
                fail_msg("%s %s has no row that says what role it takes", route->method,
                         route->path);
        }
    assert_int_equal(count, WRITINGS);
}

static void set_roles(const char *roles)
{
    struct err err;

    check_ok(db_exec(hall.db, "UPDATE office_user SET roles = $1", DB_ARGS(db_text(roles)), &err),
             &err);
}

// All roles but that one.
static void set_roles_without(const char *role)
{
    const char *at = strstr(USERS_ALL_ROLES, role);
    char roles[USERS_ROLES_SIZE];

    assert_non_null(at);
    snprintf(roles, sizeof roles, "%.*s%s", (int)(at - USERS_ALL_ROLES), USERS_ALL_ROLES,
             at + strlen(role));
    assert_null(strstr(roles, role));
    set_roles(roles);
}

static struct id raise_exception(const char *kind, int64_t seq)
{
    struct exceptions_exception exception = {.log_id = hall.log_id, .seq = seq, .reason = "One."};
    struct db_rows *rows;
    struct id id;
    struct err err;

    str_copy(exception.kind, sizeof exception.kind, kind);
    check_ok(db_begin(hall.db, &err), &err);
    check_ok(db_end(hall.db, exceptions_raise(hall.db, &exception, &err), &err), &err);
    check_ok(db_one(hall.db, &rows, "SELECT exception_id FROM exception WHERE seq = $1",
                    DB_ARGS(db_int(seq)), &err),
             &err);
    id = db_get_id(rows, 0);
    db_free(rows);
    return id;
}

static void test_api_access__a_role_is_needed(void **state)
{
    struct id exception = raise_exception("facts", 1);
    char target[TARGET_SIZE];
    int status;

    (void)state;
    for (size_t i = 0; i < WRITINGS; i++) {
        const struct writing *writing = &writings[i];

        if (!writing->role)
            continue;
        target_of(target, writing->path, exception);
        set_roles_without(writing->role);
        if (hall_press_for_status(&hall, writing->method, target, writing->json) != 403)
            fail_msg("%s is done without being %s", writing->path, writing->role);
        set_roles(writing->role); // and with it nothing else is wrong with the request
        status = hall_press_for_status(&hall, writing->method, target, writing->json);
        if (status != 200 && status != 404 && status != 409)
            fail_msg("%s: status %d for %s", writing->path, status, writing->role);
    }
    set_roles("auditor");
    assert_int_equal(hall_press_for_status(&hall, "GET", "/api/meetings", NULL), 200);
}

static int settle_as(const char *role, const char *kind, int64_t seq)
{
    char target[TARGET_SIZE];

    target_of(target, "/api/exceptions/*/solve", raise_exception(kind, seq));
    set_roles(role);
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
        IN_HALL(test_api_access__the_table_of_what_writes_is_whole),
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
