// SPDX-License-Identifier: Apache-2.0
#include "server/cash_plan.h"

#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"
#include "tests/check.h"
#include "tests/server/hall.h"

static struct hall hall;

static int set_up(void **state)
{
    (void)state;
    hall_open(&hall);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hall_close(&hall);
    return 0;
}

static int64_t count_of(const struct cash_plan *plan, int64_t pence)
{
    return plan->coins.count[coins_find(pence)];
}

static void test_cash_plan__has_coins_for_each_to_the_penny(void **state)
{
    const int64_t usual[] = {974, 420, 0};
    struct cash_plan plan;

    (void)state;
    cash_plan_make(usual, 3, &plan);
    assert_int_equal(plan.total_pence, 1394);
    assert_int_equal(coins_sum(&plan.coins), 1394);
    assert_int_equal(count_of(&plan, 1000), 0); // one £10 would pay nobody
    assert_int_equal(count_of(&plan, 500), 1);  // £5 for the first
    assert_int_equal(count_of(&plan, 200), 4);  // 2 × £2 each
    assert_int_equal(count_of(&plan, 20), 2);   // 20p each
    assert_int_equal(count_of(&plan, 2), 2);    // 2 × 2p
    assert_int_equal(plan.unknown, 0);
}

static void test_cash_plan__who_never_claimed_counts_as_the_mean(void **state)
{
    const int64_t usual[] = {301, CASH_PLAN_UNKNOWN, 600, CASH_PLAN_UNKNOWN};
    struct bytes text = {0};
    struct cash_plan plan;

    (void)state;
    cash_plan_make(usual, 4, &plan);
    assert_int_equal(plan.unknown, 2);
    assert_int_equal(plan.mean_pence, 460); // 450.5, up to ten pence
    assert_int_equal(plan.total_pence, 901 + 2 * 460);
    cash_plan_write(&plan, &text);
    assert_non_null(strstr(bytes_text(&text), "2 of them have claimed no journey before, and "
                                              "count as £4.60 each."));
    bytes_clear(&text);
}

static void test_cash_plan__one_kiosk_is_enough_for_25(void **state)
{
    int64_t usual[51] = {0};
    struct cash_plan plan;

    (void)state;
    cash_plan_make(usual, 25, &plan);
    assert_int_equal(plan.kiosks, 1);
    cash_plan_make(usual, 26, &plan);
    assert_int_equal(plan.kiosks, 2);
    cash_plan_make(usual, 51, &plan);
    assert_int_equal(plan.kiosks, 3);
    cash_plan_make(usual, 0, &plan);
    assert_int_equal(plan.kiosks, 1);
    assert_int_equal(coins_sum(&plan.coins), 0);
}

// It is true of cards alone: who keys letters stands there longer.
static void test_cash_plan__says_that_it_counts_on_cards(void **state)
{
    int64_t usual[26] = {0};

    (void)state;
    for (size_t people = 25; people <= 26; people++) {
        struct bytes text = {0};
        struct cash_plan plan;

        cash_plan_make(usual, people, &plan);
        cash_plan_write(&plan, &text);
        assert_non_null(strstr(bytes_text(&text), "by card"));
        assert_non_null(strstr(bytes_text(&text), "letters"));
        bytes_clear(&text);
    }
}

// M1 claimed a bus ticket for £4.20 at the meeting, and so much of that was left for next time.
static void claim_and_leave(int64_t left_pence)
{
    struct body_attendance_arrived there = hall_arrival(&hall, 0);
    struct body_claim *claim = mem_new(1, sizeof *claim);
    struct body_cash_left left = {.pence = left_pence, .by = {{9}}};

    hall_fill_claim(&hall, &there, 420, claim);
    claim->cash_today = true;
    left.claim = claim->claim;
    hall_record(&hall, RECORD_ATTENDANCE_ARRIVED, &there);
    hall_record(&hall, RECORD_CLAIM_MADE, claim);
    if (left_pence)
        hall_record(&hall, RECORD_CASH_LEFT, &left);
    hall_send(&hall, 0);
    free(claim);
}

// Of that meeting, and of another to which both are invited.
static void plan_both(struct cash_plan *same, struct cash_plan *next_plan)
{
    struct meetings_meeting *meetings, next;
    size_t count;
    struct err err;

    check_ok(meetings_list(hall.db, &hall.office, 0, &meetings, &count, &err), &err);
    check_ok(cash_plan_find(hall.db, &meetings[0], same, &err), &err);
    next = meetings[0];
    memset(next.code, 'N', 3);
    memset(&next.meeting, 0, sizeof next.meeting);
    check_ok(db_begin(hall.db, &err), &err);
    check_ok(db_end(hall.db,
                    meetings_put(hall.db, &hall.office, &next, &err) &&
                        meetings_invite(hall.db, next.meeting, hall.people[0], &err) &&
                        meetings_invite(hall.db, next.meeting, hall.people[1], &err),
                    &err),
             &err);
    check_ok(cash_plan_find(hall.db, &next, next_plan, &err), &err);
    free(meetings);
}

// Of those invited, by what they claimed at the meeting before.
static void test_cash_plan__reads_the_last_journey_of_those_invited(void **state)
{
    struct cash_plan same;
    struct cash_plan plan;

    (void)state;
    claim_and_leave(0);
    plan_both(&same, &plan);
    assert_int_equal(same.unknown, same.people); // nothing of the meeting itself
    assert_int_equal(plan.people, 2);
    assert_int_equal(plan.unknown, 1);
    assert_int_equal(plan.total_pence, 2 * 420);
    assert_int_equal(coins_sum(&plan.coins), plan.total_pence);
}

static void test_cash_plan__brings_what_was_left_for_next_time(void **state)
{
    struct bytes text = {0};
    struct cash_plan same;
    struct cash_plan plan;

    (void)state;
    claim_and_leave(320);
    plan_both(&same, &plan);
    assert_int_equal(same.left_pence, 0);
    assert_int_equal(plan.left_pence, 320);
    assert_int_equal(plan.total_pence, 2 * 420 + 320);
    assert_int_equal(coins_sum(&plan.coins), plan.total_pence);
    cash_plan_write(&plan, &text);
    assert_non_null(strstr(bytes_text(&text), "£3.20 was left"));
    bytes_clear(&text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cash_plan__has_coins_for_each_to_the_penny),
        cmocka_unit_test(test_cash_plan__who_never_claimed_counts_as_the_mean),
        cmocka_unit_test(test_cash_plan__one_kiosk_is_enough_for_25),
        cmocka_unit_test(test_cash_plan__says_that_it_counts_on_cards),
        TEST(test_cash_plan__reads_the_last_journey_of_those_invited),
        TEST(test_cash_plan__brings_what_was_left_for_next_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
