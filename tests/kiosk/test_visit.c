// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/place.h"

#include <stdlib.h>
#include <string.h>

#include "shared/log.h"
#include "shared/mem.h"
#include "tests/check.h"

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

static void say_all(struct visit *visit)
{
    struct bytes jpeg = {0};
    struct err err;
    struct visit_line *bus = visit_add_line(visit, POLICY_BUS);
    struct visit_line *car = visit_add_line(visit, POLICY_MILEAGE_CAR);

    visit->prep_minutes = 60;
    bus->pence = 420;
    bus->proof = VISIT_HERE;
    place_jpeg(&jpeg);
    check_ok(ticket_add(&bus->ticket, place.roster.key, &jpeg, &err), &err);
    bytes_clear(&jpeg);
    car->milli_miles = 12300;
    visit->fee = VISIT_FEE_BANK;
    visit->choices[0] = VISIT_NO;
}

static void add_picture(struct visit_line *line, size_t bytes)
{
    struct bytes jpeg = {0};
    struct err err;

    place_jpeg(&jpeg);
    memset(bytes_extend(&jpeg, bytes), 0, bytes);
    check_ok(ticket_add(&line->ticket, place.roster.key, &jpeg, &err), &err);
    bytes_clear(&jpeg);
}

static void test_visit__a_ticket_on_two_lines_is_one_receipt_whichever_picture_it_is(void **state)
{
    struct facts *facts = mem_new(1, sizeof *facts);
    struct visit visit = {0};
    struct visit_line *line;

    (void)state;
    visit_begin(&visit, place.office.people[0], VISIT_BY_CARD);
    for (size_t i = 0; i < 3; i++) {
        line = visit_add_line(&visit, i == 0 ? POLICY_BUS : i == 1 ? POLICY_TRAIN : POLICY_TAXI);
        line->pence = 100;
        line->proof = VISIT_HERE;
        add_picture(line, 2 * i + 1);
        add_picture(line, i < 2 ? 2 * i + 2 : 4); // the taxi's second is the train's second
    }
    visit_facts(&visit, &place.roster, facts);
    assert_string_not_equal(facts->expenses[0].receipt_id, facts->expenses[1].receipt_id);
    assert_string_equal(facts->expenses[1].receipt_id, facts->expenses[2].receipt_id);
    free(facts);
    visit_forget(&visit);
}

static void test_visit__arrival_is_recorded_once_before_any_question(void **state)
{
    struct visit visit = {0};
    int64_t before = place_head(&place);
    struct err err;

    (void)state;
    visit_begin(&visit, place.office.people[0], VISIT_BY_LETTERS);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    assert_int_equal(place_head(&place), before + 1);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    assert_int_equal(place_head(&place), before + 1);
    visit_begin(&visit, place.office.people[0], VISIT_BY_CARD);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    assert_int_equal(place_head(&place), before + 1);
    visit_forget(&visit);
}

// 10:00 to 11:30, and again from 12:20: both are in every sum that they see. Whole minutes count,
// and the clock runs while the test does: a quarter of a minute stands between it and the next one.
static void test_visit__who_comes_back_is_offered_both_times(void **state)
{
    const int64_t minute_ms = 60000;
    const int64_t start_ms = place.office.start_ms;
    struct visit visit = {0};
    struct err err;

    (void)state;
    visit_begin(&visit, place.office.people[0], VISIT_BY_CARD);
    when_start_at(start_ms);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    when_start_at(start_ms + 90 * minute_ms + minute_ms / 4);
    check_ok(visit_leave(&visit, &place.visit, &err), &err);
    for (int again = 0; again < 2; again++) { // and when they come to it once more
        visit_begin(&visit, place.office.people[0], VISIT_BY_CARD);
        when_start_at(start_ms + 140 * minute_ms - minute_ms / 4);
        check_ok(visit_arrive(&visit, &place.visit, &err), &err);
        visit.fee = VISIT_FEE_BANK;
        visit_assess(&visit, &place.roster);
        assert_int_equal(visit.outcome.fee_pence, 1875 + 208); // 90 minutes and 10
        assert_int_equal(visit_offer(&visit, &place.roster, VISIT_FEE_BANK), 1875 + 208);
        // The whole offer stays what all of the meeting would come to.
        assert_int_equal(visit_offer_whole(&visit, &place.roster, VISIT_FEE_BANK), 4375);
    }
    check_ok(visit_save(&visit, &place.visit, &err), &err);
    assert_int_equal(visit.claim.fee_pence, 1875 + 208);
    visit_forget(&visit);
}

static void test_visit__claim_comes_to_the_pence_of_the_design(void **state)
{
    struct visit visit = {0};
    struct err err;

    (void)state;
    place_open_float(&place, 15000);
    visit_begin(&visit, place.office.people[0], VISIT_BY_LETTERS);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    say_all(&visit);
    check_ok(visit_save(&visit, &place.visit, &err), &err);
    assert_string_equal(visit.claim.number, "A 1");
    assert_int_equal(visit.claim.expenses_pence, 420 + 554);
    assert_int_equal(visit.claim.fee_pence, 4375);
    assert_true(visit.claim.about);
    assert_true(visit.claim.cash_today);
    assert_int_equal(visit.claim.tickets_wanted, 1);
    visit_forget(&visit);
}

static void test_visit__saving_twice_is_one_claim_and_changing_keeps_its_number(void **state)
{
    struct visit visit = {0};
    struct books_claim *claims;
    size_t count;
    struct err err;

    (void)state;
    visit_begin(&visit, place.office.people[1], VISIT_BY_CARD);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    say_all(&visit);
    check_ok(visit_save(&visit, &place.visit, &err), &err);
    visit_line(&visit, POLICY_BUS)->pence = 500;
    check_ok(visit_save(&visit, &place.visit, &err), &err);
    check_ok(books_list_claims(place.store.db, place.roster.meeting, &claims, &count, &err), &err);
    assert_int_equal(count, 1);
    assert_string_equal(claims[0].number, "A 1");
    assert_int_equal(claims[0].expenses_pence, 500 + 554);
    free(claims);
    visit_forget(&visit);
}

static void test_visit__is_there_after_a_kill_and_known_as_claimed(void **state)
{
    struct visit visit = {0};
    struct err err;

    (void)state;
    visit_begin(&visit, place.office.people[2], VISIT_BY_LETTERS);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    say_all(&visit);
    check_ok(visit_save(&visit, &place.visit, &err), &err);
    visit_forget(&visit);
    place_restart(&place);
    visit_begin(&visit, place.office.people[2], VISIT_BY_LETTERS);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    assert_true(visit.claimed);
    assert_string_equal(visit.claim.number, "A 1");
    visit_forget(&visit);
}

static void test_visit__declining_keeps_the_travel_money(void **state)
{
    struct visit visit = {0};
    struct err err;

    (void)state;
    visit_begin(&visit, place.office.people[3], VISIT_BY_CARD);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    say_all(&visit);
    visit.fee = VISIT_FEE_NONE;
    assert_int_equal(visit_offer(&visit, &place.roster, VISIT_FEE_BANK), 4375);
    assert_int_equal(visit_offer(&visit, &place.roster, VISIT_FEE_VOUCHER), 3500);
    check_ok(visit_save(&visit, &place.visit, &err), &err);
    assert_int_equal(visit.claim.fee_pence, 0);
    assert_int_equal(visit.claim.expenses_pence, 974);
    assert_false(visit.claim.cash_today); // no float is open
    visit_forget(&visit);
}

static void test_visit__sitting_in_is_counted_without_a_name(void **state)
{
    struct books_meeting meeting;
    struct id op_id = id_new();
    struct err err;

    (void)state;
    check_ok(visit_sit_in(&place.visit, op_id, &err), &err);
    check_ok(visit_sit_in(&place.visit, op_id, &err), &err);
    check_ok(books_get_meeting(place.store.db, place.roster.meeting, &meeting, &err), &err);
    assert_int_equal(meeting.arrived, 1);
}

static void test_visit__cash_is_paid_once_and_books_sum_to_zero(void **state)
{
    struct visit visit = {0};
    struct books_float held;
    struct id payment = id_new();
    int64_t sum;
    struct err err;

    (void)state;
    place_open_float(&place, 15000);
    visit_begin(&visit, place.office.people[0], VISIT_BY_LETTERS);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    say_all(&visit);
    check_ok(visit_save(&visit, &place.visit, &err), &err);
    check_ok(place_pay(&place, payment, visit.claim.claim, &err), &err);
    check_ok(books_get_claim(place.store.db, visit.claim.claim, &visit.claim, &err), &err);
    assert_int_equal(visit.claim.cash_pence, 974);
    assert_int_equal(visit.claim.tickets_wanted, 0);
    check_fails(place_pay(&place, id_new(), visit.claim.claim, &err), &err, ERR_INVALID);
    check_ok(books_get_float(place.store.db, place.roster.meeting, &held, &err), &err);
    assert_int_equal(held.pence, 15000 - 974);
    check_ok(books_sum(place.store.db, &sum, &err), &err);
    assert_int_equal(sum, 0);
    visit_forget(&visit);
}

static void test_visit__bank_only_policy_promises_no_cash(void **state)
{
    struct visit visit = {0};

    (void)state;
    place_close(&place);
    place_open(&place, false);
    place_open_meeting(&place);
    place_open_float(&place, 15000);
    assert_false(visit_cash_today(&visit, &place.visit));
}

static void test_visit__everything_goes_out_as_files_and_away_when_acknowledged(void **state)
{
    struct visit visit = {0};
    struct outbox_list list;
    struct err err;

    (void)state;
    visit_begin(&visit, place.office.people[0], VISIT_BY_LETTERS);
    check_ok(visit_arrive(&visit, &place.visit, &err), &err);
    say_all(&visit);
    check_ok(visit_save(&visit, &place.visit, &err), &err);
    visit_forget(&visit);
    place_post(&place);
    check_ok(outbox_list_open(&list, place.store.out, &err), &err);
    assert_int_equal(list.count, 3); // one envelope, one picture, kiosk.state
    outbox_list_close(&list);
    check_ok(office_acknowledge(&place.office, &place.store, place_head(&place), &err), &err);
    place_receive(&place);
    assert_int_equal(place.store.acknowledged, place_head(&place));
    place_post(&place);
    check_ok(outbox_list_open(&list, place.store.out, &err), &err);
    assert_int_equal(list.count, 2);
    outbox_list_close(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_visit__a_ticket_on_two_lines_is_one_receipt_whichever_picture_it_is, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(test_visit__arrival_is_recorded_once_before_any_question,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_visit__who_comes_back_is_offered_both_times, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_visit__claim_comes_to_the_pence_of_the_design, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            test_visit__saving_twice_is_one_claim_and_changing_keeps_its_number, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_visit__is_there_after_a_kill_and_known_as_claimed,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_visit__declining_keeps_the_travel_money, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_visit__sitting_in_is_counted_without_a_name, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_visit__cash_is_paid_once_and_books_sum_to_zero, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_visit__bank_only_policy_promises_no_cash, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            test_visit__everything_goes_out_as_files_and_away_when_acknowledged, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
