// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/place.h"

#include <string.h>
#include <unistd.h>

#include "kiosk/look.h"
#include "tests/check.h"

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

static void test_desk__only_a_hosts_card_opens_the_meeting(void **state)
{
    struct desk_opening opening = place_opening(&place);
    struct card stranger;
    struct err err;

    (void)state;
    card_make(&stranger, CARD_HOST);
    check_fails(desk_open_meeting(&place.desk_place, &stranger, &opening, &err), &err,
                ERR_NOT_FOUND);
    check_fails(desk_open_meeting(&place.desk_place, &place.office.payer, &opening, &err), &err,
                ERR_NOT_FOUND);
    assert_false(place.roster.open);
    check_ok(desk_open_meeting(&place.desk_place, &place.office.host, &opening, &err), &err);
    assert_true(place.roster.open);
    assert_int_equal(place.roster.count, OFFICE_PEOPLE);
}

static void test_desk__tomorrows_meeting_does_not_open_today(void **state)
{
    struct desk_opening opening;
    struct err err;

    (void)state;
    when_advance(INT64_C(86400000));
    opening = place_opening(&place);
    check_fails(desk_open_meeting(&place.desk_place, &place.office.host, &opening, &err), &err,
                ERR_NOT_FOUND);
}

// A kiosk whose clock says 1970 opens all the same, and its minutes are the hall's, over a kill.
static void test_desk__minutes_count_from_the_time_that_was_confirmed(void **state)
{
    struct desk_opening opening = place_opening(&place);
    struct roster_planned planned[ROSTER_PLANNED_MAX];
    size_t count;
    struct err err;

    (void)state;
    when_start_at(INT64_C(86400000));
    check_ok(
        roster_list_planned(&place.store, &place.office.host, when_now_ms(), planned, &count, &err),
        &err);
    assert_int_equal(count, 1);
    assert_memory_equal(&planned[0].meeting, &place.office.meeting, sizeof(struct id));
    check_ok(desk_open_meeting(&place.desk_place, &place.office.host, &opening, &err), &err);
    assert_in_range(when_now_ms() - opening.at_ms, 0, 5000);
    assert_int_equal(place_count_noted(&place, "clock_set"), 1);
    when_start_at(INT64_C(86400000)); // the program starts again, and the machine's clock is as bad
    place_restart(&place);
    assert_in_range(when_now_ms() - opening.at_ms, 0, 5000);
}

static enum desk_pin try_pin(const char *pin)
{
    enum desk_pin answer;
    struct err err;

    check_ok(desk_try_pin(&place.desk, &place.desk_place, pin, &answer, &err), &err);
    return answer;
}

static void test_desk__closing_destroys_the_key_and_the_names(void **state)
{
    struct books_meeting meeting;
    struct visit visit = {0};
    struct vault vault;
    struct id id;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    id = place.roster.meeting;
    visit_begin(&visit, place.office.people[0], VISIT_BY_CARD);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    check_fails(desk_close_meeting(&place.desk, &place.desk_place, &err), &err, ERR_INVALID);
    check_ok(desk_show_card(&place.desk, &place.desk_place, &place.office.host, &err), &err);
    assert_int_equal(try_pin(OFFICE_PIN), DESK_PIN_RIGHT);
    check_ok(desk_close_meeting(&place.desk, &place.desk_place, &err), &err);
    assert_false(place.roster.open);
    check_fails(vault_get(place.desk_place.run, &vault, &err), &err, ERR_NOT_FOUND);
    check_ok(books_get_meeting(place.store.db, id, &meeting, &err), &err);
    assert_int_equal(meeting.present, 0);
    visit_forget(&visit);
}

static bool has_look(struct id claim)
{
    char code[BODY_CODE_SIZE];
    struct err err;

    check_ok(look_find(&place.store, claim, code, &err), &err);
    return *code;
}

static void keep_look(struct id meeting, struct id claim)
{
    struct err err;

    check_ok(store_begin(&place.store, &err), &err);
    check_ok(store_end(&place.store, look_keep(&place.store, meeting, claim, "cy-xl", &err), &err),
             &err);
}

// Nor what is left of a meeting that a power cut ended here.
static void test_desk__how_screens_looked_is_there_no_longer_than_their_meeting(void **state)
{
    struct id here = id_new();
    struct id before = id_new();
    struct err err;

    (void)state;
    keep_look(id_new(), before);
    keep_look(place.office.meeting, here); // opened again after the power cut
    place_open_meeting(&place);
    assert_true(has_look(here));
    assert_false(has_look(before));
    check_ok(desk_show_card(&place.desk, &place.desk_place, &place.office.host, &err), &err);
    assert_int_equal(try_pin(OFFICE_PIN), DESK_PIN_RIGHT);
    check_ok(desk_close_meeting(&place.desk, &place.desk_place, &err), &err);
    assert_false(has_look(here));
}

static void test_desk__a_killed_kiosk_finds_its_meeting_and_a_power_cut_does_not(void **state)
{
    char path[OUTBOX_PATH_SIZE];

    (void)state;
    place_open_meeting(&place);
    place_restart(&place);
    assert_true(place.roster.open);
    assert_int_equal(place.roster.count, OFFICE_PEOPLE);
    outbox_path(path, place.desk_place.run, "meeting.key"); // memory does not outlive the power
    assert_int_equal(unlink(path), 0);
    place_restart(&place);
    assert_false(place.roster.open);
}

static void test_desk__wrong_pins_wait_longer_and_longer_even_over_a_restart(void **state)
{
    struct err err;

    (void)state;
    check_ok(desk_show_card(&place.desk, &place.desk_place, &place.office.payer, &err), &err);
    for (int i = 0; i < DESK_FREE_TRIES - 1; i++)
        assert_int_equal(try_pin("111111"), DESK_PIN_WRONG);
    assert_int_equal(try_pin("111111"), DESK_PIN_WAIT);
    assert_int_equal(try_pin(OFFICE_PIN), DESK_PIN_WAIT); // not even looked at
    place_restart(&place);
    check_ok(desk_show_card(&place.desk, &place.desk_place, &place.office.payer, &err), &err);
    assert_int_equal(try_pin(OFFICE_PIN), DESK_PIN_WAIT);
    when_advance(DESK_FIRST_WAIT_MS);
    assert_int_equal(try_pin("111111"), DESK_PIN_WAIT);
    when_advance(DESK_FIRST_WAIT_MS);
    assert_int_equal(try_pin(OFFICE_PIN), DESK_PIN_WAIT); // doubled
    when_advance(DESK_FIRST_WAIT_MS);
    assert_int_equal(try_pin(OFFICE_PIN), DESK_PIN_RIGHT);
    assert_true(place.desk.unlocked);
}

static void test_desk__the_card_alone_reopens_within_a_quarter_of_an_hour(void **state)
{
    struct err err;

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 1000);
    desk_lock(&place.desk);
    check_ok(desk_show_card(&place.desk, &place.desk_place, &place.office.payer, &err), &err);
    assert_true(place.desk.unlocked);
    desk_lock(&place.desk);
    when_advance(DESK_CARD_MS);
    check_ok(desk_show_card(&place.desk, &place.desk_place, &place.office.payer, &err), &err);
    assert_false(place.desk.unlocked);
}

static void test_desk__a_float_takes_two_people(void **state)
{
    struct desk_float_count count = place_count(&place, 1000);
    struct err err;

    (void)state;
    place_open_meeting(&place);
    check_ok(desk_show_card(&place.desk, &place.desk_place, &place.office.payer, &err), &err);
    check_fails(desk_float_open(&place.desk, &place.desk_place, &count, &err), &err, ERR_INVALID);
    assert_int_equal(place.desk.refused, DESK_LOCKED);
    assert_int_equal(try_pin(OFFICE_PIN), DESK_PIN_RIGHT);
    count.witness = place.office.payer_id;
    check_fails(desk_float_open(&place.desk, &place.desk_place, &count, &err), &err, ERR_INVALID);
    assert_int_equal(place.desk.refused, DESK_NO_SECOND);
    count.witness = place.office.host_id;
    check_ok(desk_float_open(&place.desk, &place.desk_place, &count, &err), &err);
    count.op = id_new();
    check_fails(desk_float_open(&place.desk, &place.desk_place, &count, &err), &err, ERR_INVALID);
    assert_int_equal(place.desk.refused, DESK_FLOAT_THERE);
}

static void test_desk__swaps_and_tops_up_what_is_in_the_float(void **state)
{
    struct desk_float_count change = {.op = id_new(), .coins = {.count = {0, -1, 0, 0, 0, 20}}};
    struct desk_float_count more;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 2000); // in a note
    check_fails(desk_float_swap(&place.desk, &place.desk_place, &change, &err), &err, ERR_INVALID);
    assert_int_equal(place.desk.refused, DESK_NO_SECOND);
    change.witness = place.office.host_id;
    check_ok(desk_float_swap(&place.desk, &place.desk_place, &change, &err), &err);
    assert_int_equal(place_held(&place).coins.count[5], 20);
    change.op = id_new();
    change.coins.count[5] = 21;
    check_fails(desk_float_swap(&place.desk, &place.desk_place, &change, &err), &err, ERR_INVALID);
    assert_int_equal(place.desk.refused, DESK_WRONG_SUM);
    more = place_count(&place, 500);
    check_ok(desk_float_add(&place.desk, &place.desk_place, &more, &err), &err);
    assert_int_equal(place_held(&place).pence, 2500);
    assert_true(place_held(&place).coins_known);
}

static void test_desk__a_difference_is_a_fact_with_a_reason(void **state)
{
    struct desk_float_count count;
    struct books_floats floats;
    struct err err;

    (void)state;
    place_open_meeting(&place);
    place_open_float(&place, 2000);
    count = place_count(&place, 1950);
    check_fails(desk_float_count_out(&place.desk, &place.desk_place, &count, "", &err), &err,
                ERR_INVALID);
    assert_int_equal(place.desk.refused, DESK_NO_REASON);
    check_ok(
        desk_float_count_out(&place.desk, &place.desk_place, &count, desk_float_reasons[1], &err),
        &err);
    check_ok(books_get_floats(place.store.db, place.roster.meeting, &floats, &err), &err);
    assert_int_equal(floats.missing_pence, 50);
    assert_int_equal(floats.counted_pence, 1950);
    assert_false(floats.is_open);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_desk__only_a_hosts_card_opens_the_meeting),
        TEST(test_desk__tomorrows_meeting_does_not_open_today),
        TEST(test_desk__minutes_count_from_the_time_that_was_confirmed),
        TEST(test_desk__closing_destroys_the_key_and_the_names),
        TEST(test_desk__how_screens_looked_is_there_no_longer_than_their_meeting),
        TEST(test_desk__a_killed_kiosk_finds_its_meeting_and_a_power_cut_does_not),
        TEST(test_desk__wrong_pins_wait_longer_and_longer_even_over_a_restart),
        TEST(test_desk__the_card_alone_reopens_within_a_quarter_of_an_hour),
        TEST(test_desk__a_float_takes_two_people),
        TEST(test_desk__swaps_and_tops_up_what_is_in_the_float),
        TEST(test_desk__a_difference_is_a_fact_with_a_reason),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
