// SPDX-License-Identifier: Apache-2.0

/* "I have a bus to catch": said by the person, at any time of day. */

#include "kiosk/desk_queue.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

static struct support support;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    support_open_float(&support);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static void say(const char *time)
{
    support_tap(&support, "#bus");
    support_is_on(&support, "bus");
    support_type(&support, time);
    support_tap(&support, "Next");
}

static struct id first_who_waits(void)
{
    struct desk_place place = kiosk_desk_place(&support.kiosk);
    struct desk_queue queue = {0};
    struct id person;
    struct err err;

    check_ok(desk_queue_load(&support.kiosk.desk, &place, &queue, &err), &err);
    assert_int_equal(queue.waiting, 2);
    person = queue.list[0].claim.person;
    desk_queue_clear(&queue);
    return person;
}

// Who must go says so when they come, and not only when all is said.
static void test_screen_bus__can_be_said_before_there_is_a_claim(void **state)
{
    struct visit *visit = &support.kiosk.visit;
    struct visit_place place = kiosk_visit_place(&support.kiosk);
    struct visit_line *bus;
    struct err err;

    (void)state;
    support_arrive(&support, 3);
    assert_true(support_sees(&support, "I have a bus to catch"));
    say("1510");
    support_is_on(&support, "arrived");
    support_tap(&support, "I have to go by 15:10");
    support_tap(&support, "No hurry after all");
    say("1510");
    bus = visit_add_line(visit, POLICY_BUS);
    bus->pence = 420;
    bus->proof = VISIT_HERE;
    visit->fee = VISIT_FEE_NONE;
    check_ok(visit_save(visit, &place, &err), &err);
    assert_true(visit->claim.leaves_ms > when_now_ms());
}

// They claim later; or it was said anew, before they went on with what they had begun.
static void test_screen_bus__waits_with_what_was_begun(void **state)
{
    char time[WHEN_TIME_SIZE];

    (void)state;
    support_arrive_by_card(&support, 4);
    say("1510");
    support_tap(&support, "#later");
    support_arrive_by_card(&support, 4);
    support_tap(&support, "#on");
    when_local_time(time, support.kiosk.visit.leaves_ms);
    assert_string_equal(time, "15:10");
    support_arrive_by_card(&support, 4);
    say("1630");
    assert_true(support_sees(&support, "I have to go by 16:30"));
    support_tap(&support, "#on");
    when_local_time(time, support.kiosk.visit.leaves_ms);
    assert_string_equal(time, "16:30");
}

// The bus is said where it is asked whether to go on, or after beginning anew: nothing else is
// lost.
static void test_screen_bus__alone_takes_the_place_of_nothing(void **state)
{
    struct visit *visit = &support.kiosk.visit;
    char time[WHEN_TIME_SIZE];

    (void)state;
    support_arrive_by_card(&support, 5);
    visit_add_line(visit, POLICY_BUS)->pence = 420;
    visit->travel_said = true;
    support_tap(&support, "#later");
    for (int anew = 0; anew < 2; anew++) {
        support_arrive_by_card(&support, 5);
        if (anew)
            support_tap(&support, "#anew");
        say(anew ? "1630" : "1510");
        support_tap(&support, "#later");
    }
    support_arrive_by_card(&support, 5);
    support_tap(&support, "#on");
    assert_int_equal(visit->line_count, 1);
    assert_int_equal(visit->lines[0].pence, 420);
    when_local_time(time, visit->leaves_ms);
    assert_string_equal(time, "16:30");
}

static void test_screen_bus__who_says_so_is_paid_first(void **state)
{
    char time[WHEN_TIME_SIZE];

    (void)state;
    support_claim(&support, 0, 420, "");
    support_claim(&support, 1, 420, "");
    assert_true(id_equal(first_who_waits(), support.office.people[0]));
    support_arrive_by_card(&support, 1);
    say("1510");
    support_is_on(&support, "arrived");
    assert_true(id_equal(first_who_waits(), support.office.people[1]));
    when_local_time(time, support.kiosk.visit.claim.leaves_ms);
    assert_string_equal(time, "15:10");
    // And taken back.
    support_tap(&support, "#bus");
    support_tap(&support, "No hurry after all");
    assert_true(id_equal(first_who_waits(), support.office.people[0]));
}

// It is five to ten in the morning.
static void test_screen_bus__knows_morning_from_afternoon_and_no_yesterday(void **state)
{
    char time[WHEN_TIME_SIZE];

    (void)state;
    support_claim(&support, 0, 420, "");
    support_arrive_by_card(&support, 0);
    say("310");
    support_is_on(&support, "bus");
    assert_true(support_sees(&support, "Do you mean 15:10?"));
    assert_int_equal(support_count(&support, RECORD_CLAIM_AMENDED), 0); // nobody has said so yet
    support_tap(&support, "#keys.delete");
    assert_null(ui_node(&support.ui, "later"));
    support_type(&support, "0");
    support_tap(&support, "Next");
    support_tap(&support, "Yes, 15:10");
    support_is_on(&support, "arrived");
    when_local_time(time, support.kiosk.visit.claim.leaves_ms);
    assert_string_equal(time, "15:10");
    when_advance(INT64_C(7) * 3600000);
    say("1510");
    support_is_on(&support, "bus");
    assert_true(support_sees(&support, "Please key a time later today"));
    support_tap(&support, "Back");
    support_is_on(&support, "arrived");
    assert_int_equal(support_count(&support, RECORD_CLAIM_AMENDED), 1);
}

// Where the meeting runs over midnight, or nearly.
static void test_screen_bus__the_last_one_may_go_after_midnight(void **state)
{
    struct body_meeting_planned *planned = &support.kiosk.roster.planned;
    char time[WHEN_TIME_SIZE];

    (void)state;
    support_claim(&support, 0, 420, "");
    when_advance(INT64_C(13) * 3600000); // five to eleven in the evening
    planned->start_ms += INT64_C(9) * 3600000;
    planned->end_ms = when_now_ms() + 1800000;
    support_arrive_by_card(&support, 0);
    say("0010");
    support_is_on(&support, "arrived");
    when_local_time(time, support.kiosk.visit.claim.leaves_ms);
    assert_string_equal(time, "00:10");
    assert_true(support.kiosk.visit.claim.leaves_ms > when_now_ms());
}

// By letters: £4.20 for the bus, and then it is saved.
static void to_done(int person)
{
    support_arrive(&support, person);
    support_tap(&support, "Yes, now");
    support_tap(&support, "#none");
    support_tap(&support, "Next");
    support_tap(&support, "#bus");
    support_tap(&support, "Next");
    support_type(&support, "4.20");
    support_tap(&support, "Next");
    support_tap(&support, "#here");
    support_tap(&support, "#desk");
    support_to_page_of(&support, "no");
    support_tap(&support, "#no");
    support_to_page_of(&support, "next");
    support_tap(&support, "Next");
    support_tap(&support, "#none");
    support_tap(&support, "Next");
    support_to_page_of(&support, "yes");
    support_tap(&support, "#yes");
    support_is_on(&support, "done");
}

// Of what they have just said themselves, by letters too; later letters alone show nothing of it.
static void test_screen_bus__is_asked_where_there_is_travel_money_to_wait_for(void **state)
{
    struct visit_place place = kiosk_visit_place(&support.kiosk);
    struct err err;

    (void)state;
    support_claim(&support, 0, 420, "");
    support_arrive(&support, 0);
    assert_null(ui_node(&support.ui, "bus"));
    support_arrive_by_card(&support, 2);
    support_tap(&support, "#none");
    support_tap(&support, "#yes");
    support_is_on(&support, "done");
    assert_null(ui_node(&support.ui, "bus"));
    check_fails(visit_leave_at(&support.kiosk.visit, &place, id_new(), when_now_ms() + 1, &err),
                &err, ERR_INVALID);
    to_done(1);
    say("1510");
    support_is_on(&support, "done");
    assert_true(support_sees(&support, "You have to go by 15:10."));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_screen_bus__can_be_said_before_there_is_a_claim),
        TEST(test_screen_bus__waits_with_what_was_begun),
        TEST(test_screen_bus__alone_takes_the_place_of_nothing),
        TEST(test_screen_bus__who_says_so_is_paid_first),
        TEST(test_screen_bus__knows_morning_from_afternoon_and_no_yesterday),
        TEST(test_screen_bus__the_last_one_may_go_after_midnight),
        TEST(test_screen_bus__is_asked_where_there_is_travel_money_to_wait_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
