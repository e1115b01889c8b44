// SPDX-License-Identifier: Apache-2.0
#include "shared/db.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "shared/bytes.h"
#include "tests/check.h"
#include "tests/shared/things.h"

static const char SQL_ADD[] = "INSERT INTO thing (id, name, pence) VALUES ($1, $2, $3)";
static const char SQL_ADD_PART[] = "INSERT INTO part (thing, later, note) VALUES ($1, $2, $3)";
static const char SQL_COUNT[] = "SELECT count(*) FROM thing";
static const char SQL_NAMES[] = "SELECT name FROM thing ORDER BY name";

static struct err err;

static void test_db__gives_back_what_was_put_in(void **state)
{
    static const uint8_t note[] = {0, 1, 0, 255};
    struct db *db = things_open(":memory:");
    struct id id = things_id(7);
    struct db_rows *rows;
    uint8_t read[sizeof note] = {0};
    size_t length = 99;

    (void)state;
    check_ok(things_add(db, 7, "Siân'); DROP TABLE thing; --", INT64_MAX, &err), &err);
    check_ok(db_exec(db, SQL_ADD_PART, DB_ARGS(db_id(&id), db_null(), db_blob(note, 4)), &err),
             &err);
    check_ok(
        db_one(db, &rows,
               "SELECT thing.id, name, pence, later, note FROM thing, part WHERE thing.id = $1",
               DB_ARGS(db_id(&id)), &err),
        &err);
    assert_true(id_equal(db_get_id(rows, 0), id));
    assert_string_equal(db_get_text(rows, 1), "Siân'); DROP TABLE thing; --");
    assert_int_equal(db_get_int(rows, 2), INT64_MAX);
    assert_true(db_is_null(rows, 3));
    assert_true(id_is_none(db_get_id(rows, 3)));
    assert_string_equal(db_get_text(rows, 3), "");
    assert_int_equal(db_get_int(rows, 3), 0);
    assert_null(db_get_blob(rows, 3, &length));
    assert_int_equal(length, 0);
    assert_memory_equal(db_get_blob(rows, 4, &length), note, sizeof note);
    assert_int_equal(length, sizeof note);
    assert_false(db_get_bytes(rows, 4, read, 3));
    assert_true(db_get_bytes(rows, 4, read, 4));
    assert_memory_equal(read, note, sizeof note);
    db_free(rows);
    db_close(db);
}

static void test_db__an_empty_blob_is_not_null(void **state)
{
    struct db *db = things_open(":memory:");
    int64_t is_null = -1;

    (void)state;
    check_ok(db_number(db, &is_null, "SELECT $1 IS NULL", DB_ARGS(db_blob(NULL, 0)), -1, &err),
             &err);
    assert_int_equal(is_null, 0);
    db_close(db);
}

static void test_db__binds_by_number_and_not_by_place(void **state)
{
    struct db *db = things_open(":memory:");
    int64_t number = 0;

    (void)state;
    check_ok(db_number(db, &number, "SELECT $2 * 10 + $1 + $2 * 0", DB_ARGS(db_int(1), db_int(2)),
                       -1, &err),
             &err);
    assert_int_equal(number, 21);
    db_close(db);
}

static void test_db__walks_all_rows_and_may_leave_early(void **state)
{
    struct db *db = things_open(":memory:");
    struct db_rows *outer;
    struct db_rows *inner;
    int pairs = 0;

    (void)state;
    check_ok(things_add(db, 1, "a", 0, &err) && things_add(db, 2, "b", 0, &err) &&
                 things_add(db, 3, "c", 0, &err),
             &err);
    check_ok(db_query(db, &outer, SQL_NAMES, DB_NONE, &err), &err);
    while (db_next(outer)) {
        check_ok(db_query(db, &inner, SQL_NAMES, DB_NONE, &err), &err);
        while (db_next(inner))
            pairs++;
        check_ok(db_done(inner, &err), &err);
    }
    check_ok(db_done(outer, &err), &err);
    assert_int_equal(pairs, 9);
    check_ok(db_one(db, &outer, SQL_NAMES, DB_NONE, &err), &err);
    assert_string_equal(db_get_text(outer, 0), "a");
    db_free(outer);
    db_free(NULL);
    db_close(db);
}

static void test_db__more_statements_than_it_keeps(void **state)
{
    struct db *db = things_open(":memory:");
    char sql[200][24];

    (void)state;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 200; i++) {
            int64_t number = -1;

            snprintf(sql[i], sizeof sql[i], "SELECT %d + $1", i);
            check_ok(db_number(db, &number, sql[i], DB_ARGS(db_int(1000)), -1, &err), &err);
            assert_int_equal(number, 1000 + i);
        }
    }
    db_close(db);
}

static void test_db__a_reused_address_is_not_the_same_statement(void **state)
{
    struct db *db = things_open(":memory:");
    char sql[16] = "SELECT 1";
    int64_t number = 0;

    (void)state;
    check_ok(db_number(db, &number, sql, DB_NONE, -1, &err), &err);
    sql[7] = '2';
    check_ok(db_number(db, &number, sql, DB_NONE, -1, &err), &err);
    assert_int_equal(number, 2);
    db_close(db);
}

static void test_db__nothing_there_is_not_found_and_number_has_an_otherwise(void **state)
{
    struct db *db = things_open(":memory:");
    struct db_rows *rows = NULL;
    int64_t number = 0;

    (void)state;
    check_fails(db_one(db, &rows, SQL_NAMES, DB_NONE, &err), &err, ERR_NOT_FOUND);
    assert_null(rows);
    check_ok(db_number(db, &number, "SELECT pence FROM thing", DB_NONE, -5, &err), &err);
    assert_int_equal(number, -5);
    check_ok(db_number(db, &number, "SELECT sum(pence) FROM thing", DB_NONE, -6, &err), &err);
    assert_int_equal(number, -6);
    db_close(db);
}

static void test_db__only_a_duplicate_is_a_conflict(void **state)
{
    struct db *db = things_open(":memory:");
    struct id missing = things_id(9);

    (void)state;
    check_ok(things_add(db, 1, "a", 0, &err), &err);
    check_fails(things_add(db, 1, "b", 0, &err), &err, ERR_CONFLICT); // primary key
    check_fails(things_add(db, 2, "a", 0, &err), &err, ERR_CONFLICT); // unique
    check_fails(things_add(db, 2, "b", -1, &err), &err, ERR_INTERNAL);
    check_fails(db_exec(db, SQL_ADD, DB_ARGS(db_id(&missing), db_null(), db_int(0)), &err), &err,
                ERR_INTERNAL);
    check_fails(db_exec(db, SQL_ADD_PART, DB_ARGS(db_id(&missing), db_null(), db_null()), &err),
                &err, ERR_INTERNAL);
    assert_int_equal(things_count(db), 1);
    db_close(db);
}

static void test_db__errors_quote_no_values(void **state)
{
    struct db *db = things_open(":memory:");

    (void)state;
    check_ok(things_add(db, 1, "Blodwen", 0, &err), &err);
    assert_false(things_add(db, 2, "Blodwen", 0, &err));
    assert_null(strstr(err.text, "Blodwen"));
    assert_false(things_add(db, 3, "Myfanwy", -1, &err));
    assert_null(strstr(err.text, "Myfanwy"));
    db_close(db);
}

static void test_db__changed_counts_the_last_change(void **state)
{
    struct db *db = things_open(":memory:");

    (void)state;
    check_ok(things_add(db, 1, "a", 0, &err) && things_add(db, 2, "b", 0, &err), &err);
    check_ok(db_exec(db, "UPDATE thing SET pence = 5", DB_NONE, &err), &err);
    assert_int_equal(db_changed(db), 2);
    check_ok(db_exec(db, "UPDATE thing SET pence = 5 WHERE name = 'z'", DB_NONE, &err), &err);
    assert_int_equal(db_changed(db), 0);
    db_close(db);
}

static void test_db__a_transaction_is_whole_or_nothing(void **state)
{
    struct db *db = things_open(":memory:");

    (void)state;
    check_ok(db_begin(db, &err), &err);
    check_ok(things_add(db, 1, "a", 0, &err) && things_add(db, 2, "b", 0, &err), &err);
    err.kind = ERR_OFFLINE;
    assert_false(db_end(db, false, &err));
    assert_int_equal(err.kind, ERR_OFFLINE); // untouched: the caller's reason stands
    assert_int_equal(things_count(db), 0);
    check_ok(db_begin(db, &err), &err);
    check_ok(things_add(db, 1, "a", 0, &err) && things_add(db, 2, "b", 0, &err), &err);
    check_ok(db_end(db, true, &err), &err);
    assert_int_equal(things_count(db), 2);
    db_close(db);
}

static void test_db__a_transaction_may_insert_and_read_at_once(void **state)
{
    struct db *db = things_open(":memory:");
    int64_t number = 0;

    (void)state;
    check_ok(db_begin(db, &err), &err);
    check_ok(db_number(db, &number,
                       "INSERT INTO thing (id, name, pence) VALUES (x'01', 'a', 4) "
                       "ON CONFLICT DO NOTHING RETURNING pence",
                       DB_NONE, -1, &err),
             &err);
    check_ok(db_end(db, true, &err), &err);
    assert_int_equal(number, 4);
    assert_int_equal(things_count(db), 1);
    db_close(db);
}

static void test_db__nothing_follows_a_failure_in_a_transaction(void **state)
{
    struct db *db = things_open(":memory:");
    int64_t number = 0;

    (void)state;
    check_ok(things_add(db, 1, "a", 0, &err), &err);
    check_ok(db_begin(db, &err), &err);
    check_ok(things_add(db, 2, "b", 0, &err), &err);
    assert_false(things_add(db, 1, "c", 0, &err));
    check_fails(things_add(db, 3, "d", 0, &err), &err, ERR_INTERNAL);
    check_fails(db_number(db, &number, SQL_COUNT, DB_NONE, 0, &err), &err, ERR_INTERNAL);
    check_fails(db_end(db, true, &err), &err, ERR_INTERNAL);
    assert_int_equal(things_count(db), 1);
    check_ok(things_add(db, 3, "d", 0, &err), &err);
    db_close(db);
}

static void test_db__after_a_commit_that_failed_it_must_be_opened_again(void **state)
{
    struct db *db = things_open_new("commit.db");
    struct id id = things_id(1);
    struct id missing = things_id(9);
    int64_t number = 0;

    (void)state;
    check_ok(things_add(db, 1, "a", 0, &err), &err);
    check_ok(db_begin(db, &err), &err);
    check_ok(db_exec(db, SQL_ADD_PART, DB_ARGS(db_id(&id), db_id(&missing), db_null()), &err),
             &err);
    check_fails(db_end(db, true, &err), &err, ERR_INTERNAL); // the deferred reference
    assert_non_null(strstr(err.text, "unknown"));
    check_fails(db_number(db, &number, SQL_COUNT, DB_NONE, 0, &err), &err, ERR_INTERNAL);
    check_fails(db_begin(db, &err), &err, ERR_INTERNAL);
    check_fails(things_add(db, 2, "b", 0, &err), &err, ERR_INTERNAL);
    db_close(db);
    db = things_open("commit.db");
    assert_int_equal(things_count(db), 1);
    check_ok(db_number(db, &number, "SELECT count(*) FROM part", DB_NONE, -1, &err), &err);
    assert_int_equal(number, 0);
    db_close(db);
}

static void test_db__a_disk_that_refuses_loses_nothing_said_to_be_saved(void **state)
{
    struct db *db = things_open_new("full.db");
    struct rlimit before;
    struct rlimit small;
    int64_t saved = 0;

    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    small = (struct rlimit){.rlim_cur = 120000, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    for (int i = 0; i < 250; i++) {
        char name[600];

        snprintf(name, sizeof name, "%0599d", i);
        if (!things_add(db, (uint8_t)i, name, i, &err))
            break;
        saved++;
    }
    setrlimit(RLIMIT_FSIZE, &before);
    assert_in_range(saved, 10, 249);
    db_close(db);
    db = things_open("full.db");
    check_ok(db_check(db, &err), &err);
    assert_in_range(things_count(db), saved, saved + 1);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_db__gives_back_what_was_put_in),
        cmocka_unit_test(test_db__an_empty_blob_is_not_null),
        cmocka_unit_test(test_db__binds_by_number_and_not_by_place),
        cmocka_unit_test(test_db__walks_all_rows_and_may_leave_early),
        cmocka_unit_test(test_db__more_statements_than_it_keeps),
        cmocka_unit_test(test_db__a_reused_address_is_not_the_same_statement),
        cmocka_unit_test(test_db__nothing_there_is_not_found_and_number_has_an_otherwise),
        cmocka_unit_test(test_db__only_a_duplicate_is_a_conflict),
        cmocka_unit_test(test_db__errors_quote_no_values),
        cmocka_unit_test(test_db__changed_counts_the_last_change),
        cmocka_unit_test(test_db__a_transaction_is_whole_or_nothing),
        cmocka_unit_test(test_db__a_transaction_may_insert_and_read_at_once),
        cmocka_unit_test(test_db__nothing_follows_a_failure_in_a_transaction),
        cmocka_unit_test(test_db__after_a_commit_that_failed_it_must_be_opened_again),
        cmocka_unit_test(test_db__a_disk_that_refuses_loses_nothing_said_to_be_saved),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
