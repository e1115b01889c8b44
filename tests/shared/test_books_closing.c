// SPDX-License-Identifier: Apache-2.0
#include "shared/books.h"

#include "tests/check.h"
#include "tests/shared/clerk.h"

// A meeting is closed at one of its kiosks, at all, or at the office.

static void test_books_closing__closing_ends_every_presence_and_opening_again_none(void **state)
{
    struct body_meeting_opened opened = {.at_ms = 900, .local_date = "2026-05-13"};
    struct body_meeting_closed closed = {.at_ms = 5000};
    struct body_attendance_left left = {.attendance = attendance, .by = "person", .at_ms = 3000};
    struct books_attendance there;
    struct books_meeting now;
    struct id other = id_new();
    struct err err;

    (void)state;
    must(RECORD_MEETING_OPENED, &opened);
    arrive(person, attendance);
    arrive(other, id_new());
    must(RECORD_ATTENDANCE_LEFT, &left);
    check_ok(books_get_meeting(db, meeting, &now, &err), &err);
    assert_int_equal(now.opened_ms, 900);
    assert_int_equal(now.arrived, 2);
    assert_int_equal(now.present, 1);
    must(RECORD_MEETING_CLOSED, &closed);
    check_ok(books_find_attendance(db, meeting, person, &there, &err), &err);
    assert_int_equal(there.left_ms, 3000);
    check_ok(books_find_attendance(db, meeting, other, &there, &err), &err);
    assert_int_equal(there.left_ms, 5000);
    must(RECORD_MEETING_OPENED, &opened);
    check_ok(books_get_meeting(db, meeting, &now, &err), &err);
    assert_int_equal(now.closed_ms, 0);
    assert_int_equal(now.present, 0);
    check_rebuilt();
}

// What two kiosks of one meeting say, in the order in which it comes to the office.
static struct id kiosk[2];

static void open_at(size_t which, int64_t at_ms)
{
    struct body_meeting_opened opened = {.at_ms = at_ms, .local_date = "2026-05-13"};

    log_id = kiosk[which];
    must(RECORD_MEETING_OPENED, &opened);
}

static void close_at(size_t which, int64_t at_ms)
{
    struct body_meeting_closed closed = {.at_ms = at_ms};

    log_id = kiosk[which];
    must(RECORD_MEETING_CLOSED, &closed);
}

static void open_both(void)
{
    kiosk[0] = id_new();
    kiosk[1] = id_new();
    open_at(0, 900);
    open_at(1, 950);
}

static void check_left(struct id whose, int64_t left_ms)
{
    struct books_attendance there;
    struct err err;

    check_ok(books_get_attendance(db, whose, &there, &err), &err);
    assert_int_equal(there.left_ms, left_ms);
}

static void check_closed(int64_t closed_ms)
{
    struct books_meeting now;
    struct err err;

    check_ok(books_get_meeting(db, meeting, &now, &err), &err);
    assert_int_equal(now.closed_ms, closed_ms);
}

static void test_books_closing__closing_at_one_kiosk_leaves_the_others_people_there(void **state)
{
    struct id at_b = id_new();

    (void)state;
    for (size_t first = 0; first < 2; first++) {
        set_up(state);
        open_both();
        arrive(id_new(), at_b);
        log_id = kiosk[0];
        arrive(person, attendance);
        close_at(first, first ? 9000 : 5000);
        check_left(attendance, first ? 0 : 5000);
        check_left(at_b, first ? 9000 : 0);
        check_closed(0);
        close_at(!first, first ? 5000 : 9000);
        check_left(attendance, 5000);
        check_left(at_b, 9000);
        check_closed(9000);
        check_rebuilt();
        tear_down(state);
    }
}

static void test_books_closing__opening_at_another_kiosk_opens_nothing_that_was_closed(void **state)
{
    bool over;
    struct err err;

    (void)state;
    kiosk[0] = id_new();
    kiosk[1] = id_new();
    open_at(0, 900);
    arrive(person, attendance);
    close_at(0, 5000);
    open_at(1, 950);
    check_closed(0); // it goes on there
    check_ok(books_is_over(db, meeting, kiosk[0], &over, &err), &err);
    assert_true(over);
    check_ok(books_is_over(db, meeting, kiosk[1], &over, &err), &err);
    assert_false(over);
    close_at(1, 5100);
    check_left(attendance, 5000);
    check_closed(5100);
}

static void take_over_at(size_t which)
{
    struct body_kiosk_noted noted = {.what = "takes_over"};

    log_id = kiosk[which];
    must(RECORD_KIOSK_NOTED, &noted);
}

// A stopped for good, and B went on for it. What A had said comes before, or after, or never.
static void test_books_closing__who_took_over_closes_for_the_kiosk_that_stopped(void **state)
{
    (void)state;
    for (int late = 0; late < 2; late++) {
        set_up(state);
        open_both();
        if (!late) {
            log_id = kiosk[0];
            arrive(person, attendance);
        }
        take_over_at(1);
        close_at(1, 9000);
        if (late) {
            log_id = kiosk[0];
            arrive(person, attendance);
        }
        check_left(attendance, 9000);
        check_closed(9000);
        close_at(0, 7000); // it had not stopped: its own word counts more
        check_left(attendance, 7000);
        check_rebuilt();
        tear_down(state);
    }
}

static void test_books_closing__who_pays_here_again_closes_for_itself(void **state)
{
    struct body_kiosk_noted noted = {.what = "pays_here"};

    (void)state;
    open_both();
    log_id = kiosk[0];
    arrive(person, attendance);
    take_over_at(1);
    must(RECORD_KIOSK_NOTED, &noted);
    close_at(1, 9000);
    check_left(attendance, 0);
    check_closed(0);
}

// The office never opens a meeting: where it closes one, it says so of every kiosk.
static void test_books_closing__the_office_closes_for_every_kiosk(void **state)
{
    struct body_meeting_closed closed = {.at_ms = 9000};
    struct id at_b = id_new();

    (void)state;
    open_both();
    arrive(id_new(), at_b);
    log_id = kiosk[0];
    arrive(person, attendance);
    close_at(0, 5000);
    log_id = id_new();
    must(RECORD_MEETING_CLOSED, &closed);
    check_left(attendance, 5000);
    check_left(at_b, 9000);
    check_closed(9000);
    check_rebuilt();
}

// Those of a database from before these rules: once, and no more.
static void test_books_closing__old_ones_are_made_again_once(void **state)
{
    static const char spoil[] = "UPDATE attendance SET left_ms = 1, log_id = NULL";
    struct err err;

    (void)state;
    open_both();
    arrive(person, attendance);
    close_at(0, 5000);
    close_at(1, 9000);
    check_ok(db_exec(db, spoil, DB_NONE, &err), &err);
    check_ok(books_bring_up(db, &err), &err);
    check_left(attendance, 9000);
    check_ok(db_exec(db, spoil, DB_NONE, &err), &err);
    check_ok(books_bring_up(db, &err), &err);
    check_left(attendance, 1);
}

#define IN_BOOKS(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOOKS(test_books_closing__closing_ends_every_presence_and_opening_again_none),
        cmocka_unit_test(test_books_closing__closing_at_one_kiosk_leaves_the_others_people_there),
        IN_BOOKS(test_books_closing__opening_at_another_kiosk_opens_nothing_that_was_closed),
        cmocka_unit_test(test_books_closing__who_took_over_closes_for_the_kiosk_that_stopped),
        IN_BOOKS(test_books_closing__who_pays_here_again_closes_for_itself),
        IN_BOOKS(test_books_closing__the_office_closes_for_every_kiosk),
        IN_BOOKS(test_books_closing__old_ones_are_made_again_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
