// SPDX-License-Identifier: Apache-2.0
#include "kiosk/host.h"

#include <stdlib.h>

#include "tests/check.h"
#include "tests/kiosk/place.h"

#define MINUTE INT64_C(60000)

static struct place place;

static int set_up(void **state)
{
    (void)state;
    place_open(&place, true);
    place_open_meeting(&place);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    place_close(&place);
    return 0;
}

static void unlock(const struct card *card)
{
    enum desk_pin answer;
    struct err err;

    check_ok(desk_show_card(&place.desk, &place.desk_place, card, &err), &err);
    check_ok(desk_try_pin(&place.desk, &place.desk_place, OFFICE_PIN, &answer, &err), &err);
    assert_int_equal(answer, DESK_PIN_RIGHT);
}

// So many minutes after the agreed start; the meeting was opened five before.
static void go_to(int64_t minutes)
{
    when_advance(place.office.start_ms + minutes * MINUTE - when_now_ms());
}

static void arrive(int person)
{
    struct visit visit = {0};
    struct err err;

    visit_begin(&visit, place.office.people[person], VISIT_BY_LETTERS);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    visit_forget(&visit);
}

static struct books_attendance presence(int person)
{
    struct books_attendance there;
    struct err err;

    check_ok(host_find_presence(&place.desk_place, place.office.people[person], &there, &err),
             &err);
    return there;
}

static int64_t minutes_late(int person)
{
    return (presence(person).arrived_ms - place.office.start_ms) / MINUTE;
}

static size_t late_by(int64_t minutes)
{
    size_t count;
    struct err err;

    check_ok(
        host_count_late(&place.desk_place, place.office.start_ms + minutes * MINUTE, &count, &err),
        &err);
    return count;
}

static void test_host__one_act_counts_all_who_came_by_a_time_from_the_start(void **state)
{
    struct err err;

    (void)state;
    arrive(0); // before the start
    go_to(4);
    arrive(1);
    go_to(9);
    arrive(2);
    go_to(30);
    arrive(3);
    unlock(&place.office.host);
    assert_int_equal(late_by(10), 2);
    check_ok(host_count_from_start(&place.desk, &place.desk_place,
                                   place.office.start_ms + 10 * MINUTE, &err),
             &err);
    assert_int_equal(minutes_late(1), 0);
    assert_int_equal(minutes_late(2), 0);
    assert_int_equal(minutes_late(3), 30);
    assert_true(presence(0).arrived_ms < place.office.start_ms);
    assert_int_equal(late_by(10), 0);
}

// Who went out and came back was not there in between, and who just sits in has no time to count.
static void test_host__who_came_back_is_not_counted_from_the_start(void **state)
{
    struct visit visit = {0};
    struct err err;

    (void)state;
    visit_begin(&visit, place.office.people[0], VISIT_BY_LETTERS);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    go_to(2);
    check_ok(visit_leave(&visit, &place.visit, &err), &err);
    visit_forget(&visit);
    go_to(6);
    arrive(0);
    check_ok(visit_sit_in(&place.visit, id_new(), &err), &err);
    assert_int_equal(late_by(10), 0);
}

static void test_host__puts_an_arrival_right_with_a_reason(void **state)
{
    struct host_correction correction = {.reason = "transport_late"};
    struct err err;

    (void)state;
    go_to(12);
    arrive(0);
    unlock(&place.office.host);
    correction.person = place.office.people[0];
    correction.arrived_ms = place.office.start_ms + 3 * MINUTE;
    check_ok(host_correct(&place.desk, &place.desk_place, &correction, &err), &err);
    assert_int_equal(minutes_late(0), 3);
    assert_int_equal(presence(0).left_ms, 0);
}

static void test_host__signs_in_who_forgot_and_out_who_went(void **state)
{
    struct host_correction came = {.reason = "forgot"};
    struct host_correction went = {.reason = ""};
    struct err err;

    (void)state;
    go_to(60);
    unlock(&place.office.host);
    assert_true(id_is_none(presence(4).attendance));
    came.person = went.person = place.office.people[4];
    came.arrived_ms = place.office.start_ms;
    check_ok(host_correct(&place.desk, &place.desk_place, &came, &err), &err);
    assert_int_equal(minutes_late(4), 0);
    assert_string_equal(presence(4).how, "host");
    went.left_ms = place.office.start_ms + 45 * MINUTE;
    check_ok(host_correct(&place.desk, &place.desk_place, &went, &err), &err);
    assert_int_equal(presence(4).left_ms, went.left_ms);
    assert_int_equal(minutes_late(4), 0);
}

static void test_host__refuses_times_that_cannot_be(void **state)
{
    struct host_correction correction = {.reason = "waited"};
    struct err err;

    (void)state;
    go_to(10);
    arrive(0);
    unlock(&place.office.host);
    correction.person = place.office.people[0];
    correction.arrived_ms = when_now_ms() + MINUTE; // not yet
    check_fails(host_correct(&place.desk, &place.desk_place, &correction, &err), &err, ERR_INVALID);
    correction.arrived_ms = when_now_ms() - INT64_C(86400000); // another day
    check_fails(host_correct(&place.desk, &place.desk_place, &correction, &err), &err, ERR_INVALID);
    correction.arrived_ms = 0;
    correction.left_ms = place.office.start_ms; // before they came
    check_fails(host_correct(&place.desk, &place.desk_place, &correction, &err), &err, ERR_INVALID);
    correction.person = id_new(); // nobody we know
    correction.left_ms = 0;
    correction.arrived_ms = place.office.start_ms;
    check_fails(host_correct(&place.desk, &place.desk_place, &correction, &err), &err,
                ERR_NOT_FOUND);
    assert_int_equal(minutes_late(0), 10);
}

// From ten in the evening; the host puts it right at half past midnight.
static void test_host__times_of_a_meeting_over_midnight_are_of_both_days(void **state)
{
    struct host_correction correction = {.reason = "waited"};
    struct err err;

    (void)state;
    place.roster.planned.start_ms += 720 * MINUTE;
    place.roster.planned.end_ms += 720 * MINUTE;
    go_to(720 + 150);
    arrive(0);
    unlock(&place.office.host);
    correction.person = place.office.people[0];
    correction.arrived_ms = place.roster.planned.start_ms + 10 * MINUTE; // yesterday
    check_ok(host_correct(&place.desk, &place.desk_place, &correction, &err), &err);
    assert_int_equal(presence(0).arrived_ms, correction.arrived_ms);
    correction.arrived_ms = when_now_ms() - 20 * MINUTE; // today
    check_ok(host_correct(&place.desk, &place.desk_place, &correction, &err), &err);
    correction.arrived_ms = place.roster.planned.start_ms - INT64_C(86400000); // before both
    check_fails(host_correct(&place.desk, &place.desk_place, &correction, &err), &err, ERR_INVALID);
}

static void test_host__only_a_host_puts_arrivals_right(void **state)
{
    struct host_correction correction = {.reason = "waited"};
    struct err err;

    (void)state;
    go_to(10);
    arrive(0);
    correction.person = place.office.people[0];
    correction.arrived_ms = place.office.start_ms;
    check_fails(host_correct(&place.desk, &place.desk_place, &correction, &err), &err,
                ERR_INVALID); // locked
    unlock(&place.office.payer);
    check_fails(host_correct(&place.desk, &place.desk_place, &correction, &err), &err, ERR_INVALID);
    check_fails(host_count_from_start(&place.desk, &place.desk_place, when_now_ms(), &err), &err,
                ERR_INVALID);
    assert_int_equal(minutes_late(0), 10);
}

static void test_host__counts_people_once_each(void **state)
{
    struct host_counts counts;
    struct visit visit = {0};
    struct err err;

    (void)state;
    arrive(0);
    visit_begin(&visit, place.office.people[1], VISIT_BY_LETTERS);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    check_ok(visit_leave(&visit, &place.visit, &err), &err);
    visit_forget(&visit);
    arrive(1);
    check_ok(visit_sit_in(&place.visit, id_new(), &err), &err);
    check_ok(host_count(&place.desk_place, &counts, &err), &err);
    assert_int_equal(counts.came, 2);
    assert_int_equal(counts.here, 2);
    assert_int_equal(counts.sitting_in, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_host__one_act_counts_all_who_came_by_a_time_from_the_start),
        TEST(test_host__who_came_back_is_not_counted_from_the_start),
        TEST(test_host__puts_an_arrival_right_with_a_reason),
        TEST(test_host__signs_in_who_forgot_and_out_who_went),
        TEST(test_host__refuses_times_that_cannot_be),
        TEST(test_host__times_of_a_meeting_over_midnight_are_of_both_days),
        TEST(test_host__only_a_host_puts_arrivals_right),
        TEST(test_host__counts_people_once_each),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
