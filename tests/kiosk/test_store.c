// SPDX-License-Identifier: Apache-2.0
#include "kiosk/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "kiosk/look.h"
#include "shared/acknowledgement.h"
#include "shared/log.h"
#include "tests/check.h"
#include "tests/kiosk/place.h"

static struct place place;

static int set_up(void **state)
{
    (void)state;
    place_open(&place, true);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    place_close(&place);
    return 0;
}

static void note_something(size_t times)
{
    struct body_kiosk_noted body = {.what = "started"};
    struct id nowhere = {{0}};
    struct err err;

    while (times-- > 0)
        check_ok(store_save(&place.store, RECORD_KIOSK_NOTED, id_new(), nowhere, &body, &err),
                 &err);
}

// The envelopes in out/, and whether they hold all that waits, each record once.
static size_t count_envelopes(void)
{
    int64_t next = place.store.acknowledged + 1;
    struct outbox_range range;
    struct outbox_list list;
    size_t count = 0;
    struct err err;

    check_ok(outbox_list_open(&list, place.store.out, &err), &err);
    for (size_t i = 0; i < list.count; i++) {
        if (!outbox_parse_envelope(&range, list.names[i]))
            continue;
        assert_int_equal(range.from, next);
        next = range.to + 1;
        count++;
    }
    assert_int_equal(next, place_head(&place) + 1);
    outbox_list_close(&list);
    return count;
}

// --- what goes out ---

static void test_store__each_save_goes_out_once_and_is_not_written_again(void **state)
{
    char path[OUTBOX_PATH_SIZE];
    char name[OUTBOX_NAME_SIZE];
    struct stat before;
    struct stat after;

    (void)state;
    for (int i = 0; i < 5; i++) {
        note_something(1);
        place_post(&place);
    }
    assert_int_equal(count_envelopes(), 5);
    outbox_envelope_name(name, &(struct outbox_range){place.store.log_id, 1, 1});
    outbox_path(path, place.store.out, name);
    assert_int_equal(stat(path, &before), 0);
    note_something(1);
    place_post(&place);
    place_post(&place);
    assert_int_equal(count_envelopes(), 6);
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
}

static void test_store__what_went_missing_is_made_again(void **state)
{
    char name[OUTBOX_NAME_SIZE];
    struct err err;

    (void)state;
    for (int i = 0; i < 4; i++) {
        note_something(1);
        place_post(&place);
    }
    outbox_envelope_name(name, &(struct outbox_range){place.store.log_id, 4, 4});
    check_ok(outbox_remove(place.store.out, name, &err), &err);
    check_ok(outbox_remove(place.store.out, "kiosk.state", &err), &err);
    place_post(&place);
    assert_int_equal(count_envelopes(), 4);
}

static void test_store__more_than_64_files_are_packed_into_full_envelopes(void **state)
{
    (void)state;
    for (int i = 0; i < 64; i++) {
        note_something(1);
        place_post(&place);
    }
    assert_int_equal(count_envelopes(), 64);
    note_something(1);
    place_post(&place);
    assert_int_equal(count_envelopes(), 65);
    place_post(&place);
    assert_int_equal(count_envelopes(), 1);
    note_something(300);
    place_post(&place);
    assert_int_equal(count_envelopes(), 3); // 65, then 256 and the rest
}

static void test_store__another_lifes_envelopes_are_taken_away(void **state)
{
    char name[OUTBOX_NAME_SIZE];
    struct bytes none = {0};
    struct err err;

    (void)state;
    outbox_envelope_name(name, &(struct outbox_range){id_new(), 1, 3});
    check_ok(outbox_put(place.store.out, name, "old", 3, &err), &err);
    note_something(1);
    place_post(&place);
    check_fails(outbox_get(place.store.out, name, 10, &none, &err), &err, ERR_NOT_FOUND);
    assert_int_equal(count_envelopes(), 1);
}

static void test_store__nothing_but_its_state_goes_out_before_enrolment(void **state)
{
    struct outbox_kiosk told;
    struct body_kiosk_noted body = {.what = "started"};
    struct id nowhere = {{0}};
    struct outbox_list list;
    struct store store;
    struct err err;

    (void)state;
    check_ok(store_open(&store, "new", "new-out", "new-in", &err), &err);
    check_ok(store_save(&store, RECORD_KIOSK_NOTED, id_new(), nowhere, &body, &err), &err);
    check_ok(store_post(&store, &err), &err);
    check_ok(outbox_list_open(&list, store.out, &err), &err);
    assert_int_equal(list.count, 1);
    outbox_list_close(&list);
    check_ok(outbox_read_state(store.out, "kiosk.state", &outbox_kiosk_shape, &told, &err), &err);
    assert_true(id_equal(told.log_id, store.log_id));
    assert_true(id_is_none(told.down_log_id));
    assert_memory_equal(told.sign_public, store.keys.sign_public, KEYS_PUBLIC_SIZE);
    store_close(&store);
}

// --- acknowledgements ---

static void test_store__a_server_that_was_restored_is_sent_it_again(void **state)
{
    struct acknowledgement all;
    struct acknowledgement less;
    int64_t records;
    int64_t notes;
    struct err err;

    (void)state;
    note_something(6);
    all = place_answer_for(&place, 6);
    place_answer(&place, &all);
    assert_true(place_receive(&place));
    place_post(&place);
    assert_int_equal(count_envelopes(), 0);
    when_advance(1000);
    less = place_answer_for(&place, 2);
    place_answer(&place, &less);
    assert_true(place_receive(&place));
    assert_false(place.store.money_held);
    place_post(&place);
    assert_int_equal(count_envelopes(), 1);
    check_ok(store_waiting(&place.store, &records, &notes, &err), &err);
    assert_int_equal(records, 4);
    place_restart(&place);
    assert_int_equal(place.store.acknowledged, 2);
}

static void test_store__an_older_answer_moves_nothing(void **state)
{
    struct acknowledgement old;
    struct acknowledgement now;

    (void)state;
    note_something(4);
    old = place_answer_for(&place, 4);
    when_advance(1000);
    now = place_answer_for(&place, 2); // restored from a backup meanwhile
    place_answer(&place, &now);
    assert_true(place_receive(&place));
    assert_int_equal(place.store.acknowledged, 2);
    place_answer(&place, &old);
    assert_false(place_receive(&place));
    assert_int_equal(place.store.acknowledged, 2);
    place_restart(&place);
    assert_false(place_receive(&place));
    assert_int_equal(place.store.acknowledged, 2);
}

static void test_store__an_older_answer_frees_no_money(void **state)
{
    struct acknowledgement old;
    struct acknowledgement held;

    (void)state;
    note_something(4);
    old = place_answer_for(&place, 4);
    when_advance(1000);
    held = place_answer_for(&place, 4);
    held.forked = true;
    place_answer(&place, &held);
    assert_true(place_receive(&place));
    assert_true(place.store.money_held);
    place_answer(&place, &old);
    assert_false(place_receive(&place));
    assert_true(place.store.money_held);
    place_restart(&place);
    assert_false(place_receive(&place));
    assert_true(place.store.money_held);
    when_advance(1000);
    held = place_answer_for(&place, 4); // a person has looked
    place_answer(&place, &held);
    assert_true(place_receive(&place));
    assert_false(place.store.money_held);
    assert_int_equal(place.store.acknowledged, 4);
}

static void test_store__a_server_that_knows_more_of_us_holds_the_money(void **state)
{
    struct acknowledgement more;

    (void)state;
    note_something(3);
    more = place_answer_for(&place, 3);
    more.seq = 4; // an old image of this kiosk was put back
    place_answer(&place, &more);
    assert_true(place_receive(&place));
    assert_true(place.store.money_held);
    assert_int_equal(place.store.acknowledged, 0); // all of it is offered again
    place_post(&place);
    assert_int_equal(count_envelopes(), 1);
}

static void test_store__another_history_of_us_holds_the_money(void **state)
{
    struct acknowledgement other;

    (void)state;
    note_something(3);
    other = place_answer_for(&place, 3);
    other.hash[5] ^= 1; // there are two of us
    place_answer(&place, &other);
    assert_true(place_receive(&place));
    assert_true(place.store.money_held);
}

static void test_store__an_answer_of_another_server_or_for_another_log_is_passed_over(void **state)
{
    struct acknowledgement what;
    struct keys stranger;

    (void)state;
    note_something(3);
    what = place_answer_for(&place, 3);
    keys_make(&stranger);
    place_answer_as(&place, &what, &stranger);
    assert_false(place_receive(&place));
    what.log_id = id_new();
    place_answer(&place, &what);
    assert_false(place_receive(&place));
    assert_int_equal(place.store.acknowledged, 0);
    assert_false(place.store.money_held);
}

// --- opening ---

static void damage(const char *path, long at, const char *bytes)
{
    FILE *file = fopen(path, "r+");

    assert_non_null(file);
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    assert_true(fputs(bytes, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

// Refused with one sentence, and the files stay as they are.
static void check_refused(const char *file, const char *word)
{
    struct bytes before = {0};
    struct bytes after = {0};
    char path[OUTBOX_PATH_SIZE];
    struct store store;
    struct err err;

    outbox_path(path, "bad.data", file);
    check_ok(bytes_read_file(&before, path, 1 << 24, &err), &err);
    assert_false(store_open(&store, "bad.data", "bad.out", "bad.in", &err));
    if (!strstr(err.text, word))
        fail_msg("it does not say '%s': %s", word, err.text);
    check_ok(bytes_read_file(&after, path, 1 << 24, &err), &err);
    assert_int_equal(before.length, after.length);
    assert_memory_equal(before.data, after.data, after.length);
    bytes_clear(&before);
    bytes_clear(&after);
}

static void test_store__refuses_what_is_damaged_or_newer_and_changes_nothing(void **state)
{
    struct store store;
    sqlite3 *sqlite;
    struct err err;

    (void)state;
    check_ok(store_open(&store, "bad.data", "bad.out", "bad.in", &err), &err);
    store_close(&store);
    assert_int_equal(sqlite3_open("bad.data/kiosk.db", &sqlite), SQLITE_OK);
    assert_int_equal(sqlite3_exec(sqlite, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(sqlite);
    check_refused("kiosk.db", "newer");
    damage("bad.data/kiosk.db", 0, "this is no database at all, nor was it ever");
    check_refused("kiosk.db", "damaged");
    assert_int_equal(chmod("bad.data/kiosk.key", 0600), 0);
    damage("bad.data/kiosk.key", 20, "x?");
    check_refused("kiosk.key", "damaged");
}

#define BEFORE_LOOK 5 // so many schemas there were

static void test_store__of_an_earlier_version_gets_what_it_does_not_have(void **state)
{
    char code[BODY_CODE_SIZE] = "?";
    struct store store;
    struct db *db;
    struct err err;

    (void)state;
    assert_int_equal(mkdir("earlier.data", 0700), 0);
    check_ok(db_open(&db, "earlier.data/kiosk.db", store_schemas, BEFORE_LOOK, &err), &err);
    check_fails(look_find(&(struct store){.db = db}, id_new(), code, &err), &err, ERR_INTERNAL);
    db_close(db);
    check_ok(store_open(&store, "earlier.data", "earlier.out", "earlier.in", &err), &err);
    check_ok(look_find(&store, id_new(), code, &err), &err);
    assert_string_equal(code, "");
    store_close(&store);
}

static void test_store__the_same_act_twice_is_one_record(void **state)
{
    struct body_kiosk_noted body = {.what = "started"};
    struct body_kiosk_noted other = {.what = "stopped"};
    struct id nowhere = {{0}};
    struct id op = id_new();
    struct err err;

    (void)state;
    check_ok(store_save(&place.store, RECORD_KIOSK_NOTED, op, nowhere, &body, &err), &err);
    check_ok(store_save(&place.store, RECORD_KIOSK_NOTED, op, nowhere, &body, &err), &err);
    assert_int_equal(place_head(&place), 1);
    check_fails(store_save(&place.store, RECORD_KIOSK_NOTED, op, nowhere, &other, &err), &err,
                ERR_CONFLICT);
    assert_int_equal(place_head(&place), 1);
}

#define IN_PLACE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    char folder[] = "store.XXXXXX";
    const struct CMUnitTest tests[] = {
        IN_PLACE(test_store__each_save_goes_out_once_and_is_not_written_again),
        IN_PLACE(test_store__what_went_missing_is_made_again),
        IN_PLACE(test_store__more_than_64_files_are_packed_into_full_envelopes),
        IN_PLACE(test_store__another_lifes_envelopes_are_taken_away),
        IN_PLACE(test_store__nothing_but_its_state_goes_out_before_enrolment),
        IN_PLACE(test_store__a_server_that_was_restored_is_sent_it_again),
        IN_PLACE(test_store__an_older_answer_moves_nothing),
        IN_PLACE(test_store__an_older_answer_frees_no_money),
        IN_PLACE(test_store__a_server_that_knows_more_of_us_holds_the_money),
        IN_PLACE(test_store__another_history_of_us_holds_the_money),
        IN_PLACE(test_store__an_answer_of_another_server_or_for_another_log_is_passed_over),
        IN_PLACE(test_store__refuses_what_is_damaged_or_newer_and_changes_nothing),
        IN_PLACE(test_store__of_an_earlier_version_gets_what_it_does_not_have),
        IN_PLACE(test_store__the_same_act_twice_is_one_record),
    };

    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
