// SPDX-License-Identifier: Apache-2.0
// The disk is full, or broken, at any change a kiosk makes (reliability.md F3, F4): what visit and
// desk say is what a fresh opening reads, and doing the act again has no second effect.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "shared/log.h"
#include "tests/check.h"
#include "tests/faults/audit.h"
#include "tests/faults/day.h"
#include "tests/faults/disk.h"

#define STARTS 60
#define TRIES_MAX 3
#define VARIANTS 8         // full or broken, once or lasting, with a restart after it or without
#define CHANGES_LEAST 1000 // of the day: fewer, and something of it no longer comes to the disk

static size_t points_most = 240; // spread over all changes; or as the first argument says

static struct place place;

static const char SQL_COUNT[] = "SELECT count(*) FROM attendance";
static const char SQL_CLAIMS[] = "SELECT count(*) FROM claim";
static const char SQL_PAID[] = "SELECT count(*) FROM entry WHERE account = 'claim'";
static const char SQL_CASH[] = "SELECT sum(pence) FROM entry WHERE account = 'claim'";
static const char SQL_FLOATS[] = "SELECT sum(pence) FROM entry WHERE account = 'office'";

static int set_up(void **state)
{
    (void)state;
    disk_remove("kiosk");
    disk_remove("copy");
    if (mkdir("kiosk", 0700) != 0)
        return -1;
    place_open_in(&place, "kiosk", true);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    place_close(&place);
    return 0;
}

static int64_t number(const char *sql)
{
    int64_t out;
    struct err err;

    check_ok(db_number(place.store.db, &out, sql, DB_NONE, 0, &err), &err);
    return out;
}

// What this process believes, as far as its database answers at all.
struct belief {
    bool known;
    struct log_head up;
    struct log_head down;
    int64_t acknowledged;
    bool money_held;
    uint8_t books[RECORD_HASH_SIZE];
};

static void ask(struct belief *belief)
{
    struct store *store = &place.store;
    struct err err;

    belief->known = log_head(store->db, store->log_id, &belief->up, &err) &&
                    log_head(store->db, store->enrolment.down_log_id, &belief->down, &err) &&
                    books_digest(store->db, belief->books, &err);
    belief->acknowledged = store->acknowledged;
    belief->money_held = store->money_held;
}

static void check_visit(const struct visit *visit)
{
    struct books_attendance there;
    struct books_claim claim;
    struct err err;
    bool found;

    found =
        books_find_attendance(place.store.db, place.office.meeting, visit->person, &there, &err);
    assert_int_equal(found, visit->arrived_ms != 0);
    if (visit->left) // the host's closing ends the others' presence
        assert_true(found && there.left_ms != 0);
    found = books_find_claim(place.store.db, place.office.meeting, visit->person, &claim, &err);
    assert_int_equal(found, visit->claimed);
    if (found)
        assert_int_equal(claim.expenses_pence, visit->claim.expenses_pence);
}

// The kiosk is started again, as staff would; what it reads then is what is true.
static void compare_with_the_disk(const struct day *day, bool unknown)
{
    struct belief before;
    struct belief after;

    ask(&before);
    place_restart(&place);
    ask(&after);
    assert_true(after.known);
    if (!before.known)
        return; // it is out of service, says nothing, and has forgotten who was there
    assert_memory_equal(before.up.hash, after.up.hash, RECORD_HASH_SIZE);
    assert_memory_equal(before.down.hash, after.down.hash, RECORD_HASH_SIZE);
    assert_memory_equal(before.books, after.books, RECORD_HASH_SIZE);
    assert_int_equal(before.acknowledged, after.acknowledged);
    assert_int_equal(before.money_held, after.money_held);
    for (size_t i = 0; !unknown && i < OFFICE_PEOPLE; i++)
        check_visit(&day->visits[i]);
}

static size_t out_of_service;

// One step until it is done. The trouble is over after the first failure.
static void do_step(struct day *day, size_t step, bool restart)
{
    struct err err;
    size_t tries = 0;

    while (!day_step(day, step, &err)) {
        struct belief now;

        disk_obey();
        ask(&now);
        out_of_service += !now.known;
        for (size_t i = 0; now.known && i < OFFICE_PEOPLE; i++)
            check_visit(&day->visits[i]);
        if (restart || !now.known)
            compare_with_the_disk(day, !now.known);
        if (++tries > TRIES_MAX)
            fail_msg("step %zu: %s", step, err.text);
    }
}

static void live_the_day(bool restart)
{
    struct day day;
    struct err err;

    when_start_at(place.office.start_ms - INT64_C(300000));
    day_begin(&day, &place);
    for (size_t step = 0; step < day_steps(); step++) {
        bool changed;

        do_step(&day, step, restart);
        if (!store_receive(&place.store, &changed, &err)) {
            disk_obey();
            place_restart(&place);
        }
        store_post(&place.store, &err); // what it cannot write now it writes after the next touch
    }
    disk_obey();
    compare_with_the_disk(&day, false);
    day_end(&day);
}

static void check_the_day(size_t at)
{
    struct audit_mark mark = {0};
    struct audit_count count = {0};
    struct log_head head;
    struct err err;

    check_ok(log_head(place.store.db, place.store.log_id, &head, &err), &err);
    mark.up = head.seq;
    assert_int_equal(number(SQL_COUNT), 6);
    assert_int_equal(number(SQL_CLAIMS), 5);
    assert_int_equal(number(SQL_PAID), 5); // one of them came back, and one is a part
    assert_int_equal(number(SQL_CASH), (420 + 554) + (422 + 554) + 200);
    assert_int_equal(number(SQL_FLOATS), -number(SQL_CASH) - 100); // a pound was missing
    roster_close(&place.roster);
    store_close(&place.store);
    if (!audit_folder(place.folder, &place.office, NULL, &mark, &count, &err))
        fail_msg("point %zu: %s", at, err.text);
}

// A kiosk and an office that know nothing of the days before.
static void begin_anew(void)
{
    void *state = NULL;

    tear_down(&state);
    assert_int_equal(set_up(&state), 0);
}

static size_t count_changes(void)
{
    size_t changes;

    disk_fail("kiosk", 0, 0, false);
    live_the_day(false);
    changes = disk_changes();
    check_the_day(0);
    return changes;
}

// True when the day came to that place.
static bool fail_at(size_t at, size_t variant)
{
    bool came;

    begin_anew();
    disk_fail("kiosk", at, variant & 1 ? EIO : ENOSPC, variant & 2);
    live_the_day(variant & 4);
    came = disk_changes() >= at;
    check_the_day(at);
    return came;
}

static void test_disk_error__says_what_is_so_and_does_nothing_twice(void **state)
{
    size_t changes = count_changes();
    size_t points = points_most < changes ? points_most : changes;
    size_t failed[VARIANTS] = {0};

    (void)state;
    assert_true(changes > CHANGES_LEAST);
    for (size_t i = 0; i < points; i++)
        failed[i % VARIANTS] += fail_at(1 + i * changes / points, i % VARIANTS);
    for (size_t i = 0; i < VARIANTS; i++)
        assert_true(failed[i] >= points / VARIANTS);
    print_message("%zu points over %zu changes, ENOSPC and EIO, once and lasting: nothing lost, "
                  "nothing double; %zu times out of service until a restart\n",
                  points, changes, out_of_service);
}

// Every single change of one Save, the last sync of its commit among them: it is there by then, and
// must be said to be.
static void test_disk_error__knows_what_became_of_a_commit(void **state)
{
    size_t settled = 0;
    size_t at = 0;
    bool ended = false;

    (void)state;
    while (!ended) {
        struct visit visit = {0};
        struct books_claim claim;
        struct err err;
        bool usable;
        bool saved;

        disk_remove("copy");
        disk_copy("kiosk", "copy");
        place_move(&place, "copy");
        place_open_meeting(&place);
        visit_begin(&visit, place.office.people[0], VISIT_BY_CARD);
        check_ok(visit_arrive(&visit, &place.visit, &err), &err);
        visit_add_line(&visit, POLICY_MILEAGE_CAR)->milli_miles = 12300;
        disk_fail("copy", ++at, EIO, false);
        saved = visit_save(&visit, &place.visit, &err);
        ended = disk_changes() < at;
        disk_obey();
        usable =
            books_find_claim(place.store.db, place.office.meeting, visit.person, &claim, &err) ||
            err.kind == ERR_NOT_FOUND;
        place_restart(&place);
        if (usable)
            assert_int_equal(saved, books_find_claim(place.store.db, place.office.meeting,
                                                     visit.person, &claim, &err));
        settled += saved && !ended;
        visit_forget(&visit);
    }
    print_message("%zu places to fail in one Save, %zu of them saved all the same\n", at - 1,
                  settled);
    assert_true(settled > 0);
}

// The same while it starts: it says that it cannot, and can when the disk does its work again.
static void test_disk_error__a_start_that_failed_is_made_again(void **state)
{
    size_t refused = 0;

    (void)state;
    place_move(&place, "kiosk");
    for (size_t at = 1; at <= STARTS; at++) {
        struct audit_mark nothing = {0};
        struct audit_count count = {0};
        struct store store;
        struct err err;
        bool ok;

        disk_remove("copy");
        assert_int_equal(mkdir("copy", 0700), 0);
        disk_fail("copy", at, at % 2 ? EIO : ENOSPC, at % 4 >= 2);
        ok = store_open(&store, "copy/data", "copy/out", "copy/in", &err) &&
             store_post(&store, &err);
        disk_obey();
        refused += !ok;
        store_close(&store);
        check_ok(audit_folder("copy", &place.office, NULL, &nothing, &count, &err), &err);
    }
    print_message("%zu starts of %d could not be made, and then could\n", refused, STARTS);
    assert_true(refused > 20);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_disk_error__says_what_is_so_and_does_nothing_twice,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_disk_error__knows_what_became_of_a_commit, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_disk_error__a_start_that_failed_is_made_again, set_up,
                                        tear_down),
    };

    if (argc > 1)
        points_most = strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
