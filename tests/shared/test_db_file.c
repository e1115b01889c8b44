// SPDX-License-Identifier: Apache-2.0

/* The file: its tables, what is wrong with it, whose it is, and two who write at once. */

#include "shared/db.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "shared/bytes.h"
#include "tests/check.h"
#include "tests/shared/things.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static struct err err;

static void test_db_file__schemas_are_applied_once_and_in_order(void **state)
{
    struct db *db = NULL;

    (void)state;
    unlink("steps.db");
    check_ok(db_open(&db, "steps.db", things_schemas, 1, &err), &err);
    check_ok(things_add(db, 1, "a", 0, &err), &err);
    assert_false(db_exec(db, "INSERT INTO part (thing) VALUES (x'01')", DB_NONE, &err));
    db_close(db);
    for (int i = 0; i < 2; i++) {
        db = things_open("steps.db");
        assert_int_equal(things_count(db), 1);
        check_ok(db_exec(db, "DELETE FROM part", DB_NONE, &err), &err);
        db_close(db);
    }
}

static void test_db_file__a_schema_that_fails_changes_nothing(void **state)
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

static void test_db_file__a_newer_version_is_refused_and_left_alone(void **state)
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
    check_fails(db_open(&db, "newer.db", things_schemas, THINGS_SCHEMAS, &err), &err, ERR_INVALID);
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
    check_fails(db_open(&db, path, things_schemas, THINGS_SCHEMAS, &err), &err, ERR_INTERNAL);
    assert_non_null(strstr(err.text, "the database is damaged"));
    read_all(path, &after);
    assert_int_equal(after.length, bytes->length);
    assert_memory_equal(after.data, bytes->data, bytes->length);
    bytes_clear(&after);
}

static void test_db_file__a_damaged_file_is_refused_and_left_alone(void **state)
{
    struct bytes bytes = {0};

    (void)state;
    for (int i = 0; i < 20; i++)
        bytes_add_text(&bytes, "This is a shopping list and no database at all.\n");
    refuse_damaged("damaged.db", &bytes);
    bytes_clear(&bytes);
    db_close(things_open_new("damaged.db"));
    read_all("damaged.db", &bytes);
    bytes.length /= 2;
    refuse_damaged("damaged.db", &bytes);
    bytes_clear(&bytes);
}

static void test_db_file__check_finds_a_page_gone_bad(void **state)
{
    struct db *db = things_open_new("page.db");
    struct bytes bytes = {0};
    uint8_t *found;

    (void)state;
    check_ok(things_add(db, 1, "aaaaaaaaaaaaaaaa", 0, &err) &&
                 things_add(db, 2, "bbbbbbbbbbbbbbbb", 0, &err),
             &err);
    check_ok(db_check(db, &err), &err);
    db_close(db);
    read_all("page.db", &bytes);
    found = memmem(bytes.data, bytes.length, "aaaaaaaaaaaaaaaa", 16);
    assert_non_null(found);
    found[0] = 'z'; // the table's copy or the index's: they no longer agree
    check_ok(bytes_write_file("page.db", bytes.data, bytes.length, 0600, &err), &err);
    db = things_open("page.db");
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

static void test_db_file__a_write_ahead_file_is_taken_back_to_a_journal(void **state)
{
    sqlite3 *sqlite = NULL;
    struct bytes bytes = {0};

    (void)state;
    db_close(things_open_new("wal.db"));
    assert_int_equal(sqlite3_open("wal.db", &sqlite), SQLITE_OK);
    sqlite3_stmt *handle = NULL;
    assert_int_equal(sqlite3_prepare_v2(sqlite, "PRAGMA journal_mode=WAL", -1, &handle, NULL), 0);
    assert_int_equal(sqlite3_step(handle), SQLITE_ROW);
    sqlite3_finalize(handle);
    assert_int_equal(pragma_of(sqlite, "PRAGMA user_version"), THINGS_SCHEMAS);
    sqlite3_close(sqlite);
    db_close(things_open("wal.db"));
    read_all("wal.db", &bytes);
    assert_int_equal(bytes.data[18], 1); // "file format write version": 1 is a rollback journal
    bytes_clear(&bytes);
}

static void test_db_file__the_file_is_its_owners_alone(void **state)
{
    struct stat info;

    (void)state;
    db_close(things_open_new("private.db"));
    assert_int_equal(stat("private.db", &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(stat("private.db-journal", &info), 0);
    assert_int_equal(info.st_size, 0); // TRUNCATE
    assert_int_equal(info.st_mode & 0777, 0600);
}

static void test_db_file__a_folder_that_is_not_there_is_one_sentence(void **state)
{
    struct db *db = NULL;

    (void)state;
    check_fails(db_open(&db, "no/such/folder.db", things_schemas, THINGS_SCHEMAS, &err), &err,
                ERR_INTERNAL);
    assert_non_null(strstr(err.text, "no/such/folder.db"));
}

static void test_db_file__later_statements_cannot_change_tables(void **state)
{
    static const char *const refused[] = {
        "CREATE TABLE more (a TEXT)", "DROP TABLE part",
        "ATTACH 'other.db' AS other", "PRAGMA synchronous=OFF",
        "PRAGMA journal_mode=WAL",    "PRAGMA user_version=99",
        "PRAGMA writable_schema=ON",  "CREATE TRIGGER t AFTER INSERT ON part BEGIN SELECT 1; END",
        "DELETE FROM sqlite_schema",  "ALTER TABLE part RENAME TO bit"};
    struct db *db = things_open(":memory:");

    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++)
        check_fails(db_exec(db, refused[i], DB_NONE, &err), &err, ERR_INTERNAL);
    check_fails(db_exec(db, "UPDATE thing SET name = \"oops\"", DB_NONE, &err), &err,
                ERR_INTERNAL); // a text in double quotes is a column misspelt
    check_ok(db_check(db, &err), &err);
    db_close(db);
}

static void test_db_file__deleted_bytes_are_gone_from_the_file(void **state)
{
    struct db *db = things_open_new("secure.db");
    struct bytes bytes = {0};

    (void)state;
    check_ok(things_add(db, 1, "Llanfairpwllgwyngyll", 0, &err), &err);
    check_ok(db_exec(db, "DELETE FROM thing", DB_NONE, &err), &err);
    db_close(db);
    read_all("secure.db", &bytes);
    assert_null(memmem(bytes.data, bytes.length, "Llanfairpwllgwyngyll", 20));
    bytes_clear(&bytes);
}

#define ADDED_EACH 50

static void *add_many(void *number)
{
    struct db *db = NULL;
    struct err mine;
    bool ok = db_open(&db, "threads.db", things_schemas, THINGS_SCHEMAS, &mine);

    for (int i = 0; ok && i < ADDED_EACH; i++) {
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

static void test_db_file__writers_wait_for_each_other(void **state)
{
    struct db *db = things_open_new("threads.db");
    pthread_t threads[4];
    bool ok[4] = {false};
    int64_t pence = 0;

    (void)state;
    check_ok(things_add(db, 1, "a", 0, &err), &err);
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, add_many, &ok[i]), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 4; i++)
        assert_true(ok[i]);
    check_ok(db_number(db, &pence, "SELECT pence FROM thing", DB_NONE, -1, &err), &err);
    assert_int_equal(pence, 4 * ADDED_EACH);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_db_file__schemas_are_applied_once_and_in_order),
        cmocka_unit_test(test_db_file__a_schema_that_fails_changes_nothing),
        cmocka_unit_test(test_db_file__a_newer_version_is_refused_and_left_alone),
        cmocka_unit_test(test_db_file__a_damaged_file_is_refused_and_left_alone),
        cmocka_unit_test(test_db_file__check_finds_a_page_gone_bad),
        cmocka_unit_test(test_db_file__a_write_ahead_file_is_taken_back_to_a_journal),
        cmocka_unit_test(test_db_file__the_file_is_its_owners_alone),
        cmocka_unit_test(test_db_file__a_folder_that_is_not_there_is_one_sentence),
        cmocka_unit_test(test_db_file__later_statements_cannot_change_tables),
        cmocka_unit_test(test_db_file__deleted_bytes_are_gone_from_the_file),
        cmocka_unit_test(test_db_file__writers_wait_for_each_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
