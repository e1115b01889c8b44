// SPDX-License-Identifier: Apache-2.0
// The power goes at any moment of a day (reliability.md H1, F1, F8): nothing that was shown as
// saved is lost, nothing is there twice, and the kiosk goes on. And: a database that does not wait
// for the disk must be caught, or this test is blind.
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include <sqlite3.h>

#include "shared/log.h"
#include "tests/check.h"
#include "tests/faults/audit.h"
#include "tests/faults/cut.h"
#include "tests/faults/day.h"

#define CUTS 800
#define CUTS_CONTROL 160
#define RECOVERIES 160
#define MARKS_MAX 128

struct recording {
    struct disk_log log;
    struct audit_mark marks[MARKS_MAX];
    size_t marks_count;
    struct audit_truth truth;
    struct place place; // its office; the kiosk is closed
};

static uint64_t seed;

static sqlite3 *last_opened;

static int remember(sqlite3 *sqlite, char **message, const struct sqlite3_api_routines *api)
{
    (void)message;
    (void)api;
    last_opened = sqlite;
    return SQLITE_OK;
}

// Takes off the very setting that makes a commit durable, behind the kiosk's back.
static void stop_waiting_for_the_disk(void)
{
    sqlite3_set_authorizer(last_opened, NULL, NULL);
    assert_int_equal(sqlite3_exec(last_opened, "PRAGMA synchronous=OFF", NULL, NULL, NULL),
                     SQLITE_OK);
}

static void mark(struct recording *recording)
{
    struct audit_mark *now = &recording->marks[recording->marks_count++];
    struct store *store = &recording->place.store;
    struct log_head up;
    struct log_head down;
    struct err err;

    assert_true(recording->marks_count < MARKS_MAX);
    check_ok(log_head(store->db, store->log_id, &up, &err), &err);
    check_ok(log_head(store->db, store->enrolment.down_log_id, &down, &err), &err);
    *now = (struct audit_mark){recording->log.count, up.seq, down.seq};
}

// The whole day, with a restart in the middle.
static void record_day(struct recording *recording, const char *folder, bool careless)
{
    struct place *place = &recording->place;
    struct day day;
    struct err err;

    *recording = (struct recording){0};
    disk_remove(folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    disk_watch(&recording->log, folder);
    place_open_in(place, folder, true);
    mark(recording);
    day_begin(&day, place);
    for (size_t step = 0; step < day_steps(); step++) {
        if (step == day_steps() / 2)
            place_restart(place);
        if (careless)
            stop_waiting_for_the_disk();
        check_ok(day_step(&day, step, &err), &err);
        mark(recording);
        check_ok(day_between(&day, &err), &err);
    }
    day_end(&day);
    check_ok(audit_learn(&recording->truth, &place->store, &err), &err);
    store_close(&place->store);
    disk_unwatch();
}

static void drop(struct recording *recording)
{
    audit_forget(&recording->truth);
    disk_log_clear(&recording->log);
    place_close(&recording->place);
}

static const struct audit_mark *mark_before(const struct recording *recording, size_t op)
{
    static const struct audit_mark nothing;
    const struct audit_mark *last = &nothing;

    for (size_t i = 0; i < recording->marks_count && recording->marks[i].op <= op; i++)
        last = &recording->marks[i];
    return last;
}

// The power goes again while the kiosk puts itself right.
static bool cut_recovery(const struct recording *recording, const struct audit_mark *saved,
                         struct audit_count *count, struct err *err)
{
    struct audit_count ignored = {0};
    struct disk_log log;
    struct cut *cut;
    bool ok;

    disk_watch(&log, "found");
    audit_folder("found", &recording->place.office, &recording->truth, saved, &ignored, err);
    disk_unwatch();
    cut = cut_open(&log);
    cut_advance(cut, cut_draw(&seed, log.count + 1));
    disk_remove("found");
    cut_make(cut, (enum cut_mode)cut_draw(&seed, CUT_MODES), &seed, "run", "found");
    cut_close(cut);
    disk_log_clear(&log);
    ok = audit_folder("found", &recording->place.office, NULL, saved, count, err);
    return ok;
}

static size_t replay(const struct recording *recording, size_t cuts, size_t recoveries,
                     struct audit_count *count)
{
    struct cut *cut = cut_open(&recording->log);
    size_t done = 0;
    struct err err;

    for (size_t i = 0; i < cuts; i++) {
        size_t at = (i + 1) * recording->log.count / cuts;
        enum cut_mode mode = (enum cut_mode)(i % CUT_MODES);
        const struct audit_mark *saved = mark_before(recording, at);
        bool again = recoveries && i % (cuts / recoveries) == 0;

        cut_advance(cut, at);
        cut_make(cut, mode, &seed, "run", "found");
        if (!(again ? cut_recovery(recording, saved, count, &err)
                    : audit_folder("found", &recording->place.office, &recording->truth, saved,
                                   count, &err)) &&
            recoveries)
            print_message("cut %zu of %zu, %s%s: %s\n", at, recording->log.count,
                          cut_mode_names[mode], again ? ", and again" : "", err.text);
        disk_remove("found");
        done++;
    }
    cut_close(cut);
    return done;
}

static void test_power_cut__loses_nothing_that_was_shown_as_saved(void **state)
{
    static struct recording recording;
    struct audit_count count = {0};
    size_t done;

    (void)state;
    record_day(&recording, "day", false);
    done = replay(&recording, CUTS, RECOVERIES, &count);
    print_message("%zu cuts over %zu changes, %d modes, %d of them cut again in recovery: "
                  "%zu lost, %zu double, %zu damaged\n",
                  done, recording.log.count, CUT_MODES, RECOVERIES, count.lost, count.twice,
                  count.damaged);
    drop(&recording);
    assert_int_equal(count.lost + count.twice + count.damaged, 0);
}

static void test_power_cut__catches_a_database_that_does_not_wait(void **state)
{
    static struct recording recording;
    struct audit_count count = {0};
    size_t done;

    (void)state;
    record_day(&recording, "careless", true);
    done = replay(&recording, CUTS_CONTROL, 0, &count);
    print_message("synchronous OFF, %zu cuts: %zu lost, %zu double, %zu damaged\n", done,
                  count.lost, count.twice, count.damaged);
    drop(&recording);
    assert_true(count.lost > 0 && count.lost + count.damaged > done / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_power_cut__loses_nothing_that_was_shown_as_saved),
        cmocka_unit_test(test_power_cut__catches_a_database_that_does_not_wait),
    };
    const char *given = getenv("TEST_SEED");

    seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("TEST_SEED=%llu\n", (unsigned long long)seed);
    disk_remove("found");
    sqlite3_auto_extension((void (*)(void))remember);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
