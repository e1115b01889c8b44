// SPDX-License-Identifier: Apache-2.0
#include "server/users.h"

#include <time.h>

#include "shared/when.h"
#include "tests/check.h"
#include "tests/server/hall.h"

#define PASSWORD "three words make"

static struct hall hall;

static int open_hall(void **state)
{
    struct err err;

    (void)state;
    hall_open_empty(&hall);
    check_ok(users_add(hall.db, "anna", PASSWORD, USERS_ALL_ROLES, &err), &err);
    return 0;
}

static int close_hall(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

static bool sign_in(const char *name, const char *password, int64_t *wait_ms, struct err *err)
{
    struct users_signed_in in;
    bool ok = users_sign_in(hall.db, name, password, &in, err);

    *wait_ms = in.wait_ms;
    return ok;
}

static void test_users__a_wrong_name_and_a_wrong_password_look_alike(void **state)
{
    int64_t wait_ms;
    struct err one;
    struct err other;

    (void)state;
    check_fails(sign_in("anna", "three words mate", &wait_ms, &one), &one, ERR_NOT_FOUND);
    check_fails(sign_in("nobody", "three words make", &wait_ms, &other), &other, ERR_NOT_FOUND);
    assert_string_equal(one.text, other.text);
}

static double seconds_of(const char *name)
{
    struct timespec before;
    struct timespec after;
    int64_t wait_ms;
    struct err err;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
    assert_false(sign_in(name, "wrong wrong wrong", &wait_ms, &err));
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
    return (double)(after.tv_sec - before.tv_sec) + (double)(after.tv_nsec - before.tv_nsec) / 1e9;
}

// Counted in work done, not on the wall: a name we do not have costs as much as one we have.
static void test_users__a_wrong_name_costs_the_same_time(void **state)
{
    double known = seconds_of("anna");
    double unknown = seconds_of("nobody");

    (void)state;
    assert_true(unknown > known / 2 && unknown < known * 2);
}

static void test_users__each_further_try_waits_twice_as_long(void **state)
{
    int64_t expected = 1000;
    int64_t wait_ms;
    struct err err;

    (void)state;
    for (int i = 0; i < 3; i++)
        check_fails(sign_in("anna", "wrong", &wait_ms, &err), &err, ERR_NOT_FOUND);
    for (int i = 0; i < 4; i++, expected *= 2) {
        check_fails(sign_in("anna", PASSWORD, &wait_ms, &err), &err, ERR_OFFLINE);
        assert_in_range(wait_ms, expected - 900, expected);
        when_advance(expected);
        check_fails(sign_in("anna", "wrong", &wait_ms, &err), &err, ERR_NOT_FOUND);
    }
    when_advance(expected);
    check_ok(sign_in("anna", PASSWORD, &wait_ms, &err), &err);
    check_fails(sign_in("anna", "wrong", &wait_ms, &err), &err, ERR_NOT_FOUND); // counts anew
    check_ok(sign_in("anna", PASSWORD, &wait_ms, &err), &err);
}

static void test_users__unknown_names_wait_too(void **state)
{
    int64_t wait_ms;
    struct err err;

    (void)state;
    for (int i = 0; i < 3; i++)
        check_fails(sign_in("nobody", "wrong", &wait_ms, &err), &err, ERR_NOT_FOUND);
    check_fails(sign_in("nobody", "wrong", &wait_ms, &err), &err, ERR_OFFLINE);
    assert_true(wait_ms > 0);
}

static void test_users__a_new_password_ends_every_session(void **state)
{
    struct users_session session;
    struct users_signed_in in;
    int64_t wait_ms;
    struct err err;

    (void)state;
    check_ok(users_sign_in(hall.db, "anna", PASSWORD, &in, &err), &err);
    check_ok(users_resume(hall.db, in.token, &session, &err), &err);
    assert_string_equal(session.name, "anna");
    check_ok(users_set_password(hall.db, "anna", "other words make", &err), &err);
    check_fails(users_resume(hall.db, in.token, &session, &err), &err, ERR_NOT_FOUND);
    check_fails(sign_in("anna", PASSWORD, &wait_ms, &err), &err, ERR_NOT_FOUND);
    check_ok(sign_in("anna", "other words make", &wait_ms, &err), &err);
}

static void test_users__names_are_taken_once_and_passwords_are_long(void **state)
{
    struct err err;

    (void)state;
    check_fails(users_add(hall.db, "anna", PASSWORD, "", &err), &err, ERR_CONFLICT);
    check_fails(users_add(hall.db, "", PASSWORD, "", &err), &err, ERR_INVALID);
    check_fails(users_add(hall.db, "ben", "short", "", &err), &err, ERR_INVALID);
    check_fails(users_set_password(hall.db, "ben", PASSWORD, &err), &err, ERR_NOT_FOUND);
}

static void test_users__tokens_and_passwords_are_stored_only_hashed(void **state)
{
    struct users_signed_in in;
    struct err err;

    (void)state;
    check_ok(users_sign_in(hall.db, "anna", PASSWORD, &in, &err), &err);
    assert_int_equal(hall_count(&hall, "SELECT count(*) FROM session WHERE length(token) = 32"), 1);
    assert_int_equal(
        hall_count(&hall, "SELECT count(*) FROM office_user WHERE password LIKE '$argon2id$%'"), 1);
}

#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, open_hall, close_hall)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HALL(test_users__a_wrong_name_and_a_wrong_password_look_alike),
        IN_HALL(test_users__a_wrong_name_costs_the_same_time),
        IN_HALL(test_users__each_further_try_waits_twice_as_long),
        IN_HALL(test_users__unknown_names_wait_too),
        IN_HALL(test_users__a_new_password_ends_every_session),
        IN_HALL(test_users__names_are_taken_once_and_passwords_are_long),
        IN_HALL(test_users__tokens_and_passwords_are_stored_only_hashed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
