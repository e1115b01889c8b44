// SPDX-License-Identifier: Apache-2.0
#include "shared/db.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "shared/bytes.h"
#include "shared/str.h"
#include "tests/check.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static const char *const SCHEMAS[] = {
    "-- Things to count.\n"
    "CREATE TABLE thing (id BYTEA PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    " pence BIGINT NOT NULL CHECK (pence >= 0));\n",
    "CREATE TABLE part (thing BYTEA NOT NULL REFERENCES thing (id),"
    " later BYTEA REFERENCES thing (id) DEFERRABLE INITIALLY DEFERRED, note BYTEA);\n"
    "CREATE INDEX part_thing ON part (thing); -- the end\n",
};

static const char SQL_ADD[] = "INSERT INTO thing (id, name, pence) VALUES ($1, $2, $3)";
static const char SQL_ADD_PART[] = "INSERT INTO part (thing, later, note) VALUES ($1, $2, $3)";
static const char SQL_COUNT[] = "SELECT count(*) FROM thing";
static const char SQL_NAMES[] = "SELECT name FROM thing ORDER BY name";

static struct err err;

static struct id id_of(uint8_t number)
{
    struct id id = {{0}};

    id.bytes[15] = number;
    return id;
}

static struct db *open_at(const char *path)
{
    struct db *db = NULL;

    check_ok(db_open(&db, path, SCHEMAS, COUNT(SCHEMAS), &err), &err);
    return db;
}

static struct db *open_new(const char *path)
{
    unlink(path);
    return open_at(path);
}

static bool add(struct db *db, uint8_t number, const char *name, int64_t pence)
{
    struct id id = id_of(number);

    return db_exec(db, SQL_ADD, DB_ARGS(db_id(&id), db_text(name), db_int(pence)), &err);
}

static int64_t count(struct db *db)
{
    int64_t number = -1;

    check_ok(db_number(db, &number, SQL_COUNT, DB_NONE, -1, &err), &err);
    return number;
}

static void test_db__gives_back_what_was_put_in(void **state)
{
    static const uint8_t note[] = {0, 1, 0, 255};
    struct db *db = open_at(":memory:");
    struct id id = id_of(7);
    struct db_rows *rows;
    uint8_t read[sizeof note] = {0};
    size_t length = 99;

    (void)state;
    check_ok(add(db, 7, "Siân'); DROP TABLE thing; --", INT64_MAX), &err);
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
    struct db *db = open_at(":memory:");
    int64_t is_null = -1;

    (void)state;
    check_ok(db_number(db, &is_null, "SELECT $1 IS NULL", DB_ARGS(db_blob(NULL, 0)), -1, &err),
             &err);
    assert_int_equal(is_null, 0);
    db_close(db);
}

static void test_db__binds_by_number_and_not_by_place(void **state)
{
    struct db *db = open_at(":memory:");
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
    struct db *db = open_at(":memory:");
    struct db_rows *outer;
    struct db_rows *inner;
    int pairs = 0;

    (void)state;
    check_ok(add(db, 1, "a", 0) && add(db, 2, "b", 0) && add(db, 3, "c", 0), &err);
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
    struct db *db = open_at(":memory:");
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
    struct db *db = open_at(":memory:");
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
    struct db *db = open_at(":memory:");
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
    struct db *db = open_at(":memory:");
    struct id missing = id_of(9);

    (void)state;
    check_ok(add(db, 1, "a", 0), &err);
    check_fails(add(db, 1, "b", 0), &err, ERR_CONFLICT); // primary key
    check_fails(add(db, 2, "a", 0), &err, ERR_CONFLICT); // unique
    check_fails(add(db, 2, "b", -1), &err, ERR_INTERNAL);
    check_fails(db_exec(db, SQL_ADD, DB_ARGS(db_id(&missing), db_null(), db_int(0)), &err), &err,
                ERR_INTERNAL);
    check_fails(db_exec(db, SQL_ADD_PART, DB_ARGS(db_id(&missing), db_null(), db_null()), &err),
                &err, ERR_INTERNAL);
    assert_int_equal(count(db), 1);
    db_close(db);
}

static void test_db__errors_quote_no_values(void **state)
{
    struct db *db = open_at(":memory:");

    (void)state;
    check_ok(add(db, 1, "Blodwen", 0), &err);
    assert_false(add(db, 2, "Blodwen", 0));
    assert_null(strstr(err.text, "Blodwen"));
    assert_false(add(db, 3, "Myfanwy", -1));
    assert_null(strstr(err.text, "Myfanwy"));
    db_close(db);
}

static void test_db__changed_counts_the_last_change(void **state)
{
    struct db *db = open_at(":memory:");

    (void)state;
    check_ok(add(db, 1, "a", 0) && add(db, 2, "b", 0), &err);
    check_ok(db_exec(db, "UPDATE thing SET pence = 5", DB_NONE, &err), &err);
    assert_int_equal(db_changed(db), 2);
    check_ok(db_exec(db, "UPDATE thing SET pence = 5 WHERE name = 'z'", DB_NONE, &err), &err);
    assert_int_equal(db_changed(db), 0);
    db_close(db);
}

static void test_db__a_transaction_is_whole_or_nothing(void **state)
{
    struct db *db = open_at(":memory:");

    (void)state;
    check_ok(db_begin(db, &err), &err);
    check_ok(add(db, 1, "a", 0) && add(db, 2, "b", 0), &err);
    err.kind = ERR_OFFLINE;
    assert_false(db_end(db, false, &err));
    assert_int_equal(err.kind, ERR_OFFLINE); // untouched: the caller's reason stands
    assert_int_equal(count(db), 0);
    check_ok(db_begin(db, &err), &err);
    check_ok(add(db, 1, "a", 0) && add(db, 2, "b", 0), &err);
    check_ok(db_end(db, true, &err), &err);
    assert_int_equal(count(db), 2);
    db_close(db);
}

static void test_db__a_transaction_may_insert_and_read_at_once(void **state)
{
    struct db *db = open_at(":memory:");
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
    assert_int_equal(count(db), 1);
    db_close(db);
}

static void test_db__nothing_follows_a_failure_in_a_transaction(void **state)
{
    struct db *db = open_at(":memory:");
    int64_t number = 0;

    (void)state;
    check_ok(add(db, 1, "a", 0), &err);
    check_ok(db_begin(db, &err), &err);
    check_ok(add(db, 2, "b", 0), &err);
    assert_false(add(db, 1, "c", 0));
    check_fails(add(db, 3, "d", 0), &err, ERR_INTERNAL);
    check_fails(db_number(db, &number, SQL_COUNT, DB_NONE, 0, &err), &err, ERR_INTERNAL);
    check_fails(db_end(db, true, &err), &err, ERR_INTERNAL);
    assert_int_equal(count(db), 1);
    check_ok(add(db, 3, "d", 0), &err);
    db_close(db);
}

static void test_db__after_a_commit_that_failed_it_must_be_opened_again(void **state)
{
    struct db *db = open_new("commit.db");
    struct id id = id_of(1);
    struct id missing = id_of(9);
    int64_t number = 0;

    (void)state;
    check_ok(add(db, 1, "a", 0), &err);
    check_ok(db_begin(db, &err), &err);
    check_ok(db_exec(db, SQL_ADD_PART, DB_ARGS(db_id(&id), db_id(&missing), db_null()), &err),
             &err);
    check_fails(db_end(db, true, &err), &err, ERR_INTERNAL); // the deferred reference
    assert_non_null(strstr(err.text, "unknown"));
    check_fails(db_number(db, &number, SQL_COUNT, DB_NONE, 0, &err), &err, ERR_INTERNAL);
    check_fails(db_begin(db, &err), &err, ERR_INTERNAL);
    check_fails(add(db, 2, "b", 0), &err, ERR_INTERNAL);
    db_close(db);
    db = open_at("commit.db");
    assert_int_equal(count(db), 1);
    check_ok(db_number(db, &number, "SELECT count(*) FROM part", DB_NONE, -1, &err), &err);
    assert_int_equal(number, 0);
    db_close(db);
}

static void test_db__a_disk_that_refuses_loses_nothing_said_to_be_saved(void **state)
{
    struct db *db = open_new("full.db");
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
        if (!add(db, (uint8_t)i, name, i))
            break;
        saved++;
    }
    setrlimit(RLIMIT_FSIZE, &before);
    assert_in_range(saved, 10, 249);
    db_close(db);
    db = open_at("full.db");
    check_ok(db_check(db, &err), &err);
    assert_in_range(count(db), saved, saved + 1);
    db_close(db);
}

static void test_db__schemas_are_applied_once_and_in_order(void **state)
{
    struct db *db = NULL;

    (void)state;
    unlink("steps.db");
    check_ok(db_open(&db, "steps.db", SCHEMAS, 1, &err), &err);
    check_ok(add(db, 1, "a", 0), &err);
    assert_false(db_exec(db, "INSERT INTO part (thing) VALUES (x'01')", DB_NONE, &err));
    db_close(db);
    for (int i = 0; i < 2; i++) {
        db = open_at("steps.db");
        assert_int_equal(count(db), 1);
        check_ok(db_exec(db, "DELETE FROM part", DB_NONE, &err), &err);
        db_close(db);
    }
}

static void test_db__a_schema_that_fails_changes_nothing(void **state)
{
    static const char *const broken[] = {"CREATE TABLE a (b TEXT);",
                                         "CREATE TABLE c (d TEXT); CREATE TABEL e;"};
    static const char *const whole[] = {"CREATE TABLE a (b TEXT);", "CREATE TABLE c (d TEXT);"};
    struct db *db = NULL;

    (void)state;
    unlink("broken.db");
    check_fails(db_open(&db, "broken.db", broken, 2, &err), &err, ERR_INTERNAL);
    assert_null(db);
    assert_non_null(strstr(err.text, "schema 2"));
    check_ok(db_open(&db, "broken.db", whole, 2, &err), &err);
    db_close(db);
}

static void read_all(const char *path, struct bytes *bytes)
{
    check_ok(bytes_read_file(bytes, path, 1 << 24, &err), &err);
}

static void test_db__a_newer_version_is_refused_and_left_alone(void **state)
{
    static const char *const newer[] = {"CREATE TABLE a (b TEXT);", "CREATE TABLE c (d TEXT);",
                                        "CREATE TABLE e (f TEXT);"};
    struct bytes before = {0};
    struct bytes after = {0};
    struct db *db = NULL;

    (void)state;
    unlink("newer.db");
    check_ok(db_open(&db, "newer.db", newer, 3, &err), &err);
    db_close(db);
    db = NULL;
    read_all("newer.db", &before);
    check_fails(db_open(&db, "newer.db", SCHEMAS, COUNT(SCHEMAS), &err), &err, ERR_INVALID);
    assert_null(db);
    assert_string_equal(err.text, "open newer.db: a newer Diolch has written it (version 3, this "
                                  "one knows 2): install that Diolch again, or a newer one");
    read_all("newer.db", &after);
    assert_int_equal(before.length, after.length);
    assert_memory_equal(before.data, after.data, after.length);
    bytes_clear(&before);
    bytes_clear(&after);
}

static void refuse_damaged(const char *path, const struct bytes *bytes)
{
    struct bytes after = {0};
    struct db *db = NULL;

    check_ok(bytes_write_file(path, bytes->data, bytes->length, 0600, &err), &err);
    check_fails(db_open(&db, path, SCHEMAS, COUNT(SCHEMAS), &err), &err, ERR_INTERNAL);
    assert_non_null(strstr(err.text, "the database is damaged"));
    read_all(path, &after);
    assert_int_equal(after.length, bytes->length);
    assert_memory_equal(after.data, bytes->data, bytes->length);
    bytes_clear(&after);
}

static void test_db__a_damaged_file_is_refused_and_left_alone(void **state)
{
    struct bytes bytes = {0};

    (void)state;
    for (int i = 0; i < 20; i++)
        bytes_add_text(&bytes, "This is a shopping list and no database at all.\n");
    refuse_damaged("damaged.db", &bytes);
    bytes_clear(&bytes);
    db_close(open_new("damaged.db"));
    read_all("damaged.db", &bytes);
    bytes.length /= 2;
    refuse_damaged("damaged.db", &bytes);
    bytes_clear(&bytes);
}

static void test_db__check_finds_a_page_gone_bad(void **state)
{
    struct db *db = open_new("page.db");
    struct bytes bytes = {0};
    uint8_t *found;

    (void)state;
    check_ok(add(db, 1, "aaaaaaaaaaaaaaaa", 0) && add(db, 2, "bbbbbbbbbbbbbbbb", 0), &err);
    check_ok(db_check(db, &err), &err);
    db_close(db);
    read_all("page.db", &bytes);
    found = memmem(bytes.data, bytes.length, "aaaaaaaaaaaaaaaa", 16);
    assert_non_null(found);
    found[0] = 'z'; // the table's copy or the index's: they no longer agree
    check_ok(bytes_write_file("page.db", bytes.data, bytes.length, 0600, &err), &err);
    db = open_at("page.db");
    check_fails(db_check(db, &err), &err, ERR_INTERNAL);
    db_close(db);
    bytes_clear(&bytes);
}

static int64_t pragma_of(sqlite3 *sqlite, const char *sql)
{
    sqlite3_stmt *handle = NULL;
    int64_t number;

    assert_int_equal(sqlite3_prepare_v2(sqlite, sql, -1, &handle, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(handle), SQLITE_ROW);
    number = sqlite3_column_int64(handle, 0);
    sqlite3_finalize(handle);
    return number;
}

static void test_db__a_write_ahead_file_is_taken_back_to_a_journal(void **state)
{
    sqlite3 *sqlite = NULL;
    struct bytes bytes = {0};

    (void)state;
    db_close(open_new("wal.db"));
    assert_int_equal(sqlite3_open("wal.db", &sqlite), SQLITE_OK);
    sqlite3_stmt *handle = NULL;
    assert_int_equal(sqlite3_prepare_v2(sqlite, "PRAGMA journal_mode=WAL", -1, &handle, NULL), 0);
    assert_int_equal(sqlite3_step(handle), SQLITE_ROW);
    sqlite3_finalize(handle);
    assert_int_equal(pragma_of(sqlite, "PRAGMA user_version"), COUNT(SCHEMAS));
    sqlite3_close(sqlite);
    db_close(open_at("wal.db"));
    read_all("wal.db", &bytes);
    assert_int_equal(bytes.data[18], 1); // "file format write version": 1 is a rollback journal
    bytes_clear(&bytes);
}

static void test_db__the_file_is_its_owners_alone(void **state)
{
    struct stat info;

    (void)state;
    db_close(open_new("private.db"));
    assert_int_equal(stat("private.db", &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(stat("private.db-journal", &info), 0);
    assert_int_equal(info.st_size, 0); // TRUNCATE
    assert_int_equal(info.st_mode & 0777, 0600);
}

static void test_db__a_folder_that_is_not_there_is_one_sentence(void **state)
{
    struct db *db = NULL;

    (void)state;
    check_fails(db_open(&db, "no/such/folder.db", SCHEMAS, COUNT(SCHEMAS), &err), &err,
                ERR_INTERNAL);
    assert_non_null(strstr(err.text, "no/such/folder.db"));
}

static void test_db__later_statements_cannot_change_tables(void **state)
{
    static const char *const refused[] = {
        "CREATE TABLE more (a TEXT)", "DROP TABLE part",
        "ATTACH 'other.db' AS other", "PRAGMA synchronous=OFF",
        "PRAGMA journal_mode=WAL",    "PRAGMA user_version=99",
        "PRAGMA writable_schema=ON",  "CREATE TRIGGER t AFTER INSERT ON part BEGIN SELECT 1; END",
        "DELETE FROM sqlite_schema",  "ALTER TABLE part RENAME TO bit"};
    struct db *db = open_at(":memory:");

    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++)
        check_fails(db_exec(db, refused[i], DB_NONE, &err), &err, ERR_INTERNAL);
    check_fails(db_exec(db, "UPDATE thing SET name = \"oops\"", DB_NONE, &err), &err,
                ERR_INTERNAL); // a text in double quotes is a column misspelt
    check_ok(db_check(db, &err), &err);
    db_close(db);
}

static void test_db__deleted_bytes_are_gone_from_the_file(void **state)
{
    struct db *db = open_new("secure.db");
    struct bytes bytes = {0};

    (void)state;
    check_ok(add(db, 1, "Llanfairpwllgwyngyll", 0), &err);
    check_ok(db_exec(db, "DELETE FROM thing", DB_NONE, &err), &err);
    db_close(db);
    read_all("secure.db", &bytes);
    assert_null(memmem(bytes.data, bytes.length, "Llanfairpwllgwyngyll", 20));
    bytes_clear(&bytes);
}

static void *add_many(void *number)
{
    struct db *db = NULL;
    struct err mine;
    bool ok = db_open(&db, "threads.db", SCHEMAS, COUNT(SCHEMAS), &mine);

    for (int i = 0; ok && i < 50; i++) {
        int64_t pence = 0;

        ok = db_begin(db, &mine) &&
             db_end(
                 db,
                 db_number(db, &pence, "SELECT pence FROM thing", DB_NONE, -1, &mine) &&
                     db_exec(db, "UPDATE thing SET pence = $1", DB_ARGS(db_int(pence + 1)), &mine),
                 &mine);
    }
    db_close(db);
    if (!ok)
        fprintf(stderr, "%s\n", mine.text);
    *(bool *)number = ok;
    return NULL;
}

static void test_db__writers_wait_for_each_other(void **state)
{
    struct db *db = open_new("threads.db");
    pthread_t threads[4];
    bool ok[4] = {false};
    int64_t pence = 0;

    (void)state;
    check_ok(add(db, 1, "a", 0), &err);
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, add_many, &ok[i]), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 4; i++)
        assert_true(ok[i]);
    check_ok(db_number(db, &pence, "SELECT pence FROM thing", DB_NONE, -1, &err), &err);
    assert_int_equal(pence, 200);
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
        cmocka_unit_test(test_db__schemas_are_applied_once_and_in_order),
        cmocka_unit_test(test_db__a_schema_that_fails_changes_nothing),
        cmocka_unit_test(test_db__a_newer_version_is_refused_and_left_alone),
        cmocka_unit_test(test_db__a_damaged_file_is_refused_and_left_alone),
        cmocka_unit_test(test_db__check_finds_a_page_gone_bad),
        cmocka_unit_test(test_db__a_write_ahead_file_is_taken_back_to_a_journal),
        cmocka_unit_test(test_db__the_file_is_its_owners_alone),
        cmocka_unit_test(test_db__a_folder_that_is_not_there_is_one_sentence),
        cmocka_unit_test(test_db__later_statements_cannot_change_tables),
        cmocka_unit_test(test_db__deleted_bytes_are_gone_from_the_file),
        cmocka_unit_test(test_db__writers_wait_for_each_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
