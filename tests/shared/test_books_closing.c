// SPDX-License-Identifier: Apache-2.0
#include "shared/books.h"

#include "shared/str.h"
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

/* What somebody says of the meeting, and when. */
struct word {
    size_t who; // A, B, and the office
    enum record_kind kind;
    const char *what;
    int64_t at_ms;
};

// In the order in which each says it; between them there is none.
struct days {
    const struct word *words[3];
    size_t counts[3];
    int64_t first_left, second_left; // of two people at A
};

static struct id come_late;

static void say_word(const struct word *word)
{
    struct body_attendance_arrived there = {.attendance =
                                                word->at_ms > 5000 ? come_late : attendance,
                                            .as = "participant",
                                            .how = "card",
                                            .at_ms = word->at_ms};
    struct body_meeting_opened opened = {.at_ms = word->at_ms, .local_date = "2026-05-13"};
    struct body_meeting_closed closed = {.at_ms = word->at_ms};
    struct body_kiosk_noted noted = {.what = ""};

    log_id = (struct id){{(uint8_t)(word->who + 1)}};
    if (word->kind == RECORD_ATTENDANCE_ARRIVED)
        must(word->kind, &there);
    else if (word->kind == RECORD_MEETING_OPENED)
        must(word->kind, &opened);
    else if (word->kind == RECORD_MEETING_CLOSED)
        must(word->kind, &closed);
    else if (str_copy(noted.what, sizeof noted.what, word->what))
        must(word->kind, &noted);
}

// Which of them speaks next: a number in base three, all digits of it; false when one has no more.
static bool say_in_order(const struct days *days, size_t order, size_t all)
{
    size_t said[3] = {0};
    size_t check[3] = {0};

    for (size_t i = 0, rest = order; i < all; i++, rest /= 3)
        if (check[rest % 3]++ >= days->counts[rest % 3])
            return false;
    for (size_t i = 0; i < all; i++, order /= 3)
        say_word(&days->words[order % 3][said[order % 3]++]);
    return true;
}

static void check_in_every_order(void **state, const struct days *days)
{
    size_t all = days->counts[0] + days->counts[1] + days->counts[2];
    size_t orders = 1;
    size_t tried = 0;

    for (size_t i = 0; i < all; i++)
        orders *= 3;
    set_up(state);
    come_late = id_new();
    for (size_t order = 0; order < orders; order++) {
        meeting = id_new();
        attendance = id_new();
        come_late = id_new();
        if (!say_in_order(days, order, all))
            continue;
        check_left(attendance, days->first_left);
        check_left(come_late, days->second_left);
        tried++;
    }
    assert_true(tried > 20);
    check_rebuilt();
    tear_down(state);
}

static const struct word at_a[] = {{0, RECORD_MEETING_OPENED, "", 900},
                                   {0, RECORD_ATTENDANCE_ARRIVED, "", 1000},
                                   {0, RECORD_ATTENDANCE_ARRIVED, "", 7500}};
static const struct word at_office[] = {{2, RECORD_MEETING_CLOSED, "", 8000}};

// A never says when it was over. It was at the first time that anybody says it was for all, as long
// as that stands.
static void test_books_closing__for_all_it_is_over_in_whatever_order_that_is_said(void **state)
{
    static const struct word at_b[] = {{1, RECORD_MEETING_OPENED, "", 950},
                                       {1, RECORD_KIOSK_NOTED, "takes_over", 0},
                                       {1, RECORD_MEETING_CLOSED, "", 7000}};
    static const struct days days = {{at_a, at_b, at_office}, {3, 3, 1}, 7000, 8000};

    check_in_every_order(state, &days);
}

static void test_books_closing__opened_again_it_is_over_at_the_next_closing(void **state)
{
    static const struct word at_b[] = {{1, RECORD_MEETING_OPENED, "", 950},
                                       {1, RECORD_KIOSK_NOTED, "takes_over", 0},
                                       {1, RECORD_MEETING_CLOSED, "", 7000},
                                       {1, RECORD_MEETING_OPENED, "", 7100},
                                       {1, RECORD_MEETING_CLOSED, "", 9000}};
    static const struct days days = {{at_a, at_b, at_office}, {3, 5, 1}, 8000, 8000};
    static const struct days alone = {{at_a, at_b, at_office}, {3, 5, 0}, 9000, 9000};

    check_in_every_order(state, &days);
    check_in_every_order(state, &alone);
}

static void test_books_closing__who_pays_here_again_has_closed_for_itself(void **state)
{
    static const struct word at_b[] = {{1, RECORD_MEETING_OPENED, "", 950},
                                       {1, RECORD_KIOSK_NOTED, "takes_over", 0},
                                       {1, RECORD_MEETING_CLOSED, "", 7000},
                                       {1, RECORD_KIOSK_NOTED, "pays_here", 0}};
    static const struct days days = {{at_a, at_b, at_office}, {3, 4, 0}, 0, 0};

    check_in_every_order(state, &days);
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
        cmocka_unit_test(test_books_closing__for_all_it_is_over_in_whatever_order_that_is_said),
        cmocka_unit_test(test_books_closing__opened_again_it_is_over_at_the_next_closing),
        cmocka_unit_test(test_books_closing__who_pays_here_again_has_closed_for_itself),
        IN_BOOKS(test_books_closing__old_ones_are_made_again_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
