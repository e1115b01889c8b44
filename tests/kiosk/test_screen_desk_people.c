// SPDX-License-Identifier: Apache-2.0
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

#define MINUTE INT64_C(60000)

static struct support support;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static void go_to(int64_t minutes)
{
    when_advance(support.office.start_ms + minutes * MINUTE - when_now_ms());
}

static void to_people(void)
{
    support_start(&support);
    support_scan(&support, &support.office.host);
    support_type(&support, OFFICE_PIN);
    support_tap(&support, "#unlock");
    support_is_on(&support, "desk");
    support_tap(&support, "Other tasks");
    support_tap(&support, "#people");
    support_is_on(&support, "desk-people");
}

// The office's start is no whole minute; a time that is keyed is.
static int64_t minutes_late(int person)
{
    struct books_attendance there;
    struct err err;

    check_ok(books_find_attendance(support.kiosk.store.db, support.kiosk.roster.meeting,
                                   support.office.people[person], &there, &err),
             &err);
    return (there.arrived_ms - support.office.start_ms + MINUTE / 2) / MINUTE;
}

static void test_screen_desk_people__says_how_many_and_never_who(void **state)
{
    (void)state;
    support_arrive(&support, 0);
    support_arrive(&support, 3);
    to_people();
    assert_true(support_sees(&support, "2 people have signed in."));
    assert_false(support_sees(&support, "Dafydd"));
    assert_false(support_sees(&support, "Jo S."));
}

static void test_screen_desk_late__counts_who_came_by_a_time_in_one_act(void **state)
{
    (void)state;
    go_to(3);
    support_arrive(&support, 0);
    go_to(8);
    support_arrive(&support, 1);
    go_to(40);
    support_arrive(&support, 2);
    to_people();
    support_tap(&support, "#late");
    assert_true(support_sees(&support, "Came by 10:10"));
    assert_true(support_sees(&support, "2 people"));
    support_tap(&support, "#count"); // nothing is picked for them
    assert_true(support_sees(&support, "Please touch one time."));
    assert_int_equal(minutes_late(1), 8);
    support_tap(&support, "#by.2");
    support_tap(&support, "#count");
    assert_true(support_sees(&support, "2 people are counted from 10:00 now."));
    assert_int_equal(minutes_late(0), 0);
    assert_int_equal(minutes_late(1), 0);
    assert_int_equal(minutes_late(2), 40);
}

static void test_screen_desk_arrival__puts_one_arrival_right(void **state)
{
    (void)state;
    go_to(12);
    support_arrive(&support, 3);
    to_people();
    support_tap(&support, "#arrival");
    support_type(&support, "SMI");
    support_tap(&support, "Next");
    support_tap(&support, "Jo S.");
    assert_true(support_sees(&support, "Signed in at 10:12."));
    support_type(&support, "1103");
    support_tap(&support, "Next"); // not yet
    assert_true(support_sees(&support, "a time of today that has passed"));
    for (int i = 0; i < 4; i++)
        support_tap(&support, "#keys.delete");
    support_type(&support, "1003");
    support_tap(&support, "Next");
    support_tap(&support, "The bus or train was late");
    assert_true(support_sees(&support, "It is saved: Jo S."));
    assert_int_equal(minutes_late(3), 3);
}

static void test_screen_desk_arrival__a_time_before_midnight_is_yesterdays(void **state)
{
    struct roster *roster = &support.kiosk.roster;
    struct body_attendance_corrected said;
    char time[WHEN_TIME_SIZE];
    int64_t start_ms = roster->planned.start_ms;

    (void)state;
    roster->planned.start_ms += INT64_C(12) * 3600000;             // at ten in the evening
    when_advance(start_ms + INT64_C(870) * 60000 - when_now_ms()); // half past midnight
    support_arrive(&support, 3);
    to_people();
    support_tap(&support, "#arrival");
    support_type(&support, "SMI");
    support_tap(&support, "Next");
    support_tap(&support, "Jo S.");
    support_type(&support, "2210");
    support_tap(&support, "Next");
    support_tap(&support, "The bus or train was late");
    support_last(&support, RECORD_ATTENDANCE_CORRECTED, &said);
    when_local_time(time, said.arrived_ms);
    assert_string_equal(time, "22:10");
    assert_true(said.arrived_ms < when_now_ms());
    roster->planned.start_ms = start_ms;
}

static void test_screen_desk_arrival__signs_in_who_is_there_by_their_card(void **state)
{
    (void)state;
    go_to(20);
    to_people();
    support_tap(&support, "#arrival");
    support_scan(&support, &support.office.members[4]);
    assert_true(support_sees(&support, "Not signed in yet."));
    support_tap(&support, "#start");
    support_tap(&support, "They forgot to sign in");
    assert_int_equal(minutes_late(4), 0);
    assert_int_equal(support_count(&support, RECORD_ATTENDANCE_CORRECTED), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_screen_desk_people__says_how_many_and_never_who),
        TEST(test_screen_desk_late__counts_who_came_by_a_time_in_one_act),
        TEST(test_screen_desk_arrival__puts_one_arrival_right),
        TEST(test_screen_desk_arrival__a_time_before_midnight_is_yesterdays),
        TEST(test_screen_desk_arrival__signs_in_who_is_there_by_their_card),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
