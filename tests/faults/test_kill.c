// SPDX-License-Identifier: Apache-2.0
// kill -9 at any change a kiosk makes to its files (reliability.md H2, F2, F30): a process is
// started, does the day, says over a pipe what it would have shown as saved, and is killed.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shared/log.h"
#include "tests/check.h"
#include "tests/faults/audit.h"
#include "tests/faults/day.h"
#include "tests/faults/disk.h"

#define KILLS_AT_PIN 60
#define CHANGES_LEAST 1000 // of the day: fewer, and something of it no longer comes to the disk
#define PIN_TRIES 4

static size_t kills_most = 240; // spread over all changes; or as the first argument says

static struct place place; // of the office; each child opens the kiosk in a copy of its own

static const char SQL_WRONG[] = "SELECT sum(wrong) FROM pin_try";

static int set_up(void **state)
{
    (void)state;
    disk_remove("kiosk");
    disk_remove("copy");
    if (mkdir("kiosk", 0700) != 0)
        return -1;
    place_open_in(&place, "kiosk", true);
    store_close(&place.store);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    place_close(&place);
    return 0;
}

static void say(int pipe, const void *data, size_t length)
{
    if (write(pipe, data, length) != (ssize_t)length)
        _exit(2);
}

static void live_the_day(int pipe)
{
    struct day day;
    struct err err;

    day_begin(&day, &place);
    for (size_t step = 0; step < day_steps(); step++) {
        struct audit_mark mark = {0};
        struct log_head head;

        if (!day_step(&day, step, &err) ||
            !log_head(place.store.db, place.store.log_id, &head, &err)) {
            fprintf(stderr, "step %zu: %s\n", step, err.text);
            _exit(3);
        }
        mark.up = head.seq;
        if (!log_head(place.store.db, place.store.enrolment.down_log_id, &head, &err))
            _exit(3);
        mark.down = head.seq;
        say(pipe, &mark, sizeof mark);
        if (!day_between(&day, &err))
            _exit(3);
    }
    _exit(0);
}

static void guess_pins(int pipe)
{
    enum desk_pin answer;
    struct err err;

    for (char i = 0; i < PIN_TRIES; i++) {
        if (!desk_show_card(&place.desk, &place.desk_place, &place.office.payer, &err) ||
            !desk_try_pin(&place.desk, &place.desk_place, "000000", &answer, &err))
            _exit(3);
        say(pipe, &i, 1);
    }
    _exit(0);
}

// Runs `act` in a copy of the kiosk, killed at that change; what it said goes to `heard`. False
// when it came to its end first.
static bool run_and_kill(void (*act)(int pipe), size_t at, struct bytes *heard)
{
    char chunk[4096];
    int pipes[2];
    ssize_t got;
    int status;
    pid_t child;

    disk_remove("copy");
    disk_copy("kiosk", "copy");
    assert_int_equal(pipe(pipes), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(pipes[0]);
        disk_fail("copy", at, 0, false);
        place_move(&place, "copy");
        act(pipes[1]);
    }
    close(pipes[1]);
    while ((got = read(pipes[0], chunk, sizeof chunk)) > 0)
        bytes_add(heard, chunk, (size_t)got);
    close(pipes[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status))
        assert_int_equal(WEXITSTATUS(status), 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

static size_t count_changes(void)
{
    struct bytes heard = {0};
    size_t low = 1;
    size_t high = 65536;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (run_and_kill(live_the_day, middle, &heard))
            low = middle + 1;
        else
            high = middle;
        bytes_clear(&heard);
    }
    return low - 1;
}

static void test_kill__loses_nothing_that_was_shown_as_saved(void **state)
{
    struct audit_count count = {0};
    size_t changes = count_changes();
    size_t wanted = kills_most < changes ? kills_most : changes;
    size_t kills = 0;
    struct err err;

    (void)state;
    assert_true(changes > CHANGES_LEAST);
    for (size_t i = 1; i <= wanted; i++) {
        struct audit_mark mark = {0};
        struct bytes heard = {0};

        kills += run_and_kill(live_the_day, i * changes / wanted, &heard);
        if (heard.length)
            memcpy(&mark, heard.data + heard.length - sizeof mark, sizeof mark);
        bytes_clear(&heard);
        if (!audit_folder("copy", &place.office, NULL, &mark, &count, &err))
            print_message("kill %zu of %zu: %s\n", i * changes / wanted, changes, err.text);
    }
    print_message("%zu kills over %zu changes: %zu lost, %zu double, %zu damaged\n", kills, changes,
                  count.lost, count.twice, count.damaged);
    assert_int_equal(kills, wanted);
    assert_int_equal(count.lost + count.twice + count.damaged, 0);
}

static void test_kill__gives_nobody_another_guess_at_a_pin(void **state)
{
    size_t kills = 0;

    (void)state;
    for (size_t at = 1; at <= (size_t)3 * KILLS_AT_PIN; at += 3) { // through all the tries
        struct bytes heard = {0};
        int64_t wrong;
        struct err err;

        kills += run_and_kill(guess_pins, at, &heard);
        place_move(&place, "copy");
        check_ok(db_number(place.store.db, &wrong, SQL_WRONG, DB_NONE, 0, &err), &err);
        assert_true(wrong >= (int64_t)heard.length);
        store_close(&place.store);
        bytes_clear(&heard);
    }
    print_message("%zu kills while PINs were tried: no count was lower than what was answered\n",
                  kills);
    assert_true(kills >= 40);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_kill__loses_nothing_that_was_shown_as_saved, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_kill__gives_nobody_another_guess_at_a_pin, set_up,
                                        tear_down),
    };

    if (argc > 1)
        kills_most = strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
