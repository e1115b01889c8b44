// SPDX-License-Identifier: Apache-2.0

/* Every cost: the way home, other costs, what is there already, and one car for two. */

#include <stdlib.h>

#include "kiosk/phrase.h"
#include "shared/mem.h"
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

static void list(enum policy_category category)
{
    support.kiosk.roster.policy.expenses.listed |= UINT32_C(1) << category;
}

static void list_nothing_else(void)
{
    struct policy_expenses *expenses = &support.kiosk.roster.policy.expenses;

    expenses->listed &= UINT32_C(1) << POLICY_BUS | UINT32_C(1) << POLICY_TRAIN |
                        UINT32_C(1) << POLICY_TAXI | UINT32_C(1) << POLICY_MILEAGE_CAR;
    expenses->way_home = POLICY_HOME_NOT_OFFERED;
}

static void to_travel(void)
{
    support_tap(&support, "Yes, now");
    if (ui_node(&support.ui, "time.4")) {
        support_tap(&support, "#none");
        support_tap(&support, "Next");
    }
    support_is_on(&support, "travel");
}

static void say_bus(const char *where)
{
    to_travel();
    support_tap(&support, "#bus");
    support_tap(&support, "Next");
    support_type(&support, "4.20");
    support_tap(&support, "Next");
    support_tap(&support, where);
}

static const struct visit_line *line(enum policy_category category)
{
    return visit_line(&support.kiosk.visit, category);
}

static const struct visit_line *home_line(enum policy_category category)
{
    const struct visit *visit = &support.kiosk.visit;

    for (size_t i = 0; i < visit->line_count; i++)
        if (visit->lines[i].category == category && visit->lines[i].home)
            return &visit->lines[i];
    return NULL;
}

// From the payment to what was saved.
static void save(struct body_claim *claim)
{
    struct err err;

    support_is_on(&support, "fee");
    support_tap(&support, ui_node(&support.ui, "bank") ? "#bank" : "#voucher");
    support_tap(&support, "Next");
    if (ui_node(&support.ui, "photographs")) {
        support_tap(&support, "#none");
        support_tap(&support, "Next");
    }
    support_is_on(&support, "check");
    support_to_page_of(&support, "yes");
    support_tap(&support, "#yes");
    support_is_on(&support, "done");
    check_ok(
        books_get_claim_body(support.kiosk.store.db, support.kiosk.visit.claim.claim, claim, &err),
        &err);
}

// COG-05: one meaning a picture, on whichever screen.
static void test_screen_costs__no_two_have_the_same_picture(void **state)
{
    const struct phrase_cost *costs[POLICY_CATEGORY_COUNT];
    size_t count = 0;

    (void)state;
    assert_true(phrase_way_count + phrase_other_count <= POLICY_CATEGORY_COUNT);
    for (size_t i = 0; i < phrase_way_count; i++)
        costs[count++] = &phrase_ways[i];
    for (size_t i = 0; i < phrase_other_count; i++)
        costs[count++] = &phrase_others[i];
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(costs[i]->picture, costs[k]->picture);
}

static void test_screen_costs__are_not_asked_where_the_policy_lists_none(void **state)
{
    (void)state;
    list_nothing_else();
    support_arrive(&support, 0);
    say_bus("I lost it");
    support_is_on(&support, "fee");
}

static void test_screen_costs__nothing_more_is_one_touch(void **state)
{
    (void)state;
    list_nothing_else();
    list(POLICY_CHILDCARE);
    support_arrive(&support, 0);
    say_bus("I lost it");
    support_is_on(&support, "costs");
    assert_non_null(ui_node(&support.ui, "childcare"));
    assert_null(ui_node(&support.ui, "parking"));
    support_tap(&support, "No other costs");
    support_is_on(&support, "fee");
}

static void test_screen_costs__each_has_its_amount_and_its_receipt(void **state)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);

    (void)state;
    list_nothing_else();
    list(POLICY_CHILDCARE);
    list(POLICY_PARKING);
    support_arrive(&support, 0);
    say_bus("On my phone");
    support_tap(&support, "#desk");
    support_tap(&support, "Childcare");
    support_tap(&support, "Parking");
    support_tap(&support, "Next");
    assert_true(support_sees(&support, "How much was the childcare?"));
    support_type(&support, "36");
    support_tap(&support, "Next");
    assert_true(support_sees(&support, "Where is the receipt?"));
    support_tap(&support, "Here");
    support_is_on(&support, "ticket");
    support_photo(&support, support_jpeg(&support));
    support_tap(&support, "Next");
    assert_true(support_sees(&support, "How much was the parking?"));
    support_type(&support, "2.50");
    support_tap(&support, "Next");
    support_tap(&support, "I will bring it");
    save(claim);
    assert_int_equal(claim->facts.expense_count, 3);
    assert_int_equal(claim->outcome.expenses_pence, 420 + 3600);
    assert_string_equal(claim->proofs[2].where, "later");
    assert_string_equal(claim->outcome.rejected[0].ref, "X3");
    free(claim);
}

static void test_screen_costs__more_than_eight_are_two_parts(void **state)
{
    (void)state;
    list_nothing_else();
    for (int category = POLICY_PARKING; category <= POLICY_OTHER; category++)
        list((enum policy_category)category);
    support_arrive(&support, 0);
    to_travel();
    support_tap(&support, "#none");
    support_tap(&support, "Next");
    support_is_on(&support, "costs");
    assert_non_null(ui_node(&support.ui, "childcare"));
    assert_null(ui_node(&support.ui, "stamps"));
    support_tap(&support, "Next");
    assert_null(ui_node(&support.ui, "childcare"));
    assert_non_null(ui_node(&support.ui, "stamps"));
    assert_non_null(ui_find(&support.ui, "Something else"));
    support_tap(&support, "Back");
    assert_non_null(ui_node(&support.ui, "childcare"));
    support_tap(&support, "Next");
    support_tap(&support, "No other costs");
    support_is_on(&support, "fee");
}

static void test_screen_costs__a_card_is_shown_what_was_agreed_and_letters_are_not(void **state)
{
    struct body_person_expected *person = support_expected(&support, 0);

    (void)state;
    list_nothing_else();
    list(POLICY_CHILDCARE);
    person->items_count = 1;
    person->items[0] = (struct body_item){"childcare"};
    support_arrive_by_card(&support, 0);
    to_travel();
    support_tap(&support, "#none");
    support_tap(&support, "Next");
    assert_true(support_sees(&support, "agreed before"));
    support_arrive(&support, 0);
    to_travel();
    support_tap(&support, "#none");
    support_tap(&support, "Next");
    support_is_on(&support, "costs");
    assert_false(support_sees(&support, "agreed before"));
}

static void test_screen_costs__what_is_supplied_is_no_money_and_no_question(void **state)
{
    struct body_person_expected *person = support_expected(&support, 1);
    struct body_claim *claim = mem_new(1, sizeof *claim);

    (void)state;
    list_nothing_else();
    list(POLICY_SUBSISTENCE);
    person->prepaid_count = 2;
    person->prepaid[0] = (struct body_item){"train"};
    person->prepaid[1] = (struct body_item){"subsistence"};
    support_arrive_by_card(&support, 1);
    to_travel();
    assert_true(support_sees(&support, "already paid for you"));
    support_tap(&support, "#train");
    support_tap(&support, "Next");
    support_is_on(&support, "costs");
    support_tap(&support, "#subsistence");
    support_tap(&support, "Next");
    save(claim);
    assert_int_equal(claim->facts.expense_count, 2);
    assert_true(claim->facts.expenses[1].prepaid_by_organisation);
    assert_int_equal(claim->outcome.expenses_pence, 0);
    assert_string_equal(claim->outcome.rejected[1].code, "ALREADY_PREPAID");
    free(claim);
}

static void test_screen_way_home__same_ticket_adds_nothing(void **state)
{
    (void)state;
    list_nothing_else();
    support.kiosk.roster.policy.expenses.way_home = POLICY_HOME_TICKET_LATER;
    support_arrive(&support, 0);
    say_bus("I lost it");
    support_is_on(&support, "way-home");
    support_tap(&support, "Yes, it is on the same ticket");
    support_is_on(&support, "fee");
    assert_int_equal(support.kiosk.visit.line_count, 1);
}

static void test_screen_way_home__another_ticket_is_asked_about(void **state)
{
    (void)state;
    list_nothing_else();
    support.kiosk.roster.policy.expenses.way_home = POLICY_HOME_TICKET_LATER;
    support_arrive(&support, 0);
    say_bus("I lost it");
    support_tap(&support, "Yes, with another ticket");
    support_is_on(&support, "amount");
    assert_true(support_sees(&support, "How much is the bus home?"));
    support_type(&support, "3.80");
    support_tap(&support, "Next");
    support_tap(&support, "I lost it");
    support_is_on(&support, "fee");
    assert_int_equal(home_line(POLICY_BUS)->pence, 380);
    // Said otherwise, it goes again; and without the bus there is no way home by it.
    support_tap(&support, "Back");
    support_tap(&support, "Back");
    support_tap(&support, "Back");
    support_tap(&support, "Yes, it is on the same ticket");
    assert_null(home_line(POLICY_BUS));
}

static void test_screen_way_home__not_yet_is_a_ticket_to_come(void **state)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);
    struct err err;

    (void)state;
    list_nothing_else();
    support.kiosk.roster.policy.expenses.way_home = POLICY_HOME_TICKET_LATER;
    support_arrive(&support, 2);
    say_bus("On my phone");
    support_tap(&support, "#desk");
    support_tap(&support, "Not yet");
    save(claim);
    assert_true(facts_check(&claim->facts, &err));
    assert_string_equal(claim->facts.expenses[1].category, "bus");
    assert_string_equal(claim->proofs[1].where, "later");
    assert_int_equal(claim->outcome.expenses_pence, 420);
    assert_string_equal(claim->outcome.rejected[0].ref, "X2");
    assert_string_equal(claim->outcome.rejected[0].code, "NO_RECEIPT");
    free(claim);
}

static void test_screen_way_home__is_not_asked_of_who_drove(void **state)
{
    (void)state;
    list_nothing_else();
    support.kiosk.roster.policy.expenses.way_home = POLICY_HOME_TICKET_LATER;
    support_arrive(&support, 0);
    to_travel();
    support_tap(&support, "#mileage_car");
    support_tap(&support, "Next");
    support_type(&support, "12.3");
    support_tap(&support, "Next");
    support_is_on(&support, "fee");
}

static void test_screen_miles__one_car_is_paid_once(void **state)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);
    struct body_person_expected *supporter = support_expected(&support, 4);

    (void)state;
    list_nothing_else();
    supporter->supports = support.office.people[3];
    support_arrive(&support, 3);
    to_travel();
    support_tap(&support, "#mileage_car");
    support_tap(&support, "Next");
    support_type(&support, "12.3");
    support_tap(&support, "Next");
    save(claim);
    support_arrive(&support, 4);
    to_travel();
    support_tap(&support, "#mileage_car");
    support_tap(&support, "Next");
    assert_true(support_sees(&support, "Did you come in one car?"));
    support_tap(&support, "#own");
    assert_non_null(ui_node(&support.ui, "keyed"));
    support_tap(&support, "Back");
    support_tap(&support, "Next");
    support_tap(&support, "Yes, in one car");
    support_is_on(&support, "fee");
    assert_null(line(POLICY_MILEAGE_CAR));
    assert_true(support.kiosk.visit.lift);
    // Who came with nobody is not asked.
    support_arrive(&support, 0);
    to_travel();
    support_tap(&support, "#mileage_car");
    support_tap(&support, "Next");
    assert_non_null(ui_node(&support.ui, "keyed"));
    free(claim);
}

// Nobody reads who else came: it is theirs to say, by letters too.
static void test_screen_costs__who_rode_with_somebody_asks_for_no_miles(void **state)
{
    (void)state;
    list_nothing_else();
    support_arrive(&support, 2);
    to_travel();
    support_tap(&support, "#mileage_car");
    support_tap(&support, "Next");
    support_tap(&support, "I came in someone else’s car");
    support_is_on(&support, "fee");
    assert_null(line(POLICY_MILEAGE_CAR));
    support_tap(&support, "Back");
    support_is_on(&support, "travel");
    assert_true(ui_node(&support.ui, "lift")->selected);
}

static void test_screen_costs__a_passenger_comes_as_far_as_the_car(void **state)
{
    (void)state;
    list_nothing_else();
    list(POLICY_PASSENGER_SUPPLEMENT);
    support_arrive(&support, 0);
    to_travel();
    support_tap(&support, "#mileage_car");
    support_tap(&support, "Next");
    support_type(&support, "12.3");
    support_tap(&support, "Next");
    support_tap(&support, "I brought someone in my car");
    support_tap(&support, "Next");
    support_is_on(&support, "fee");
    assert_int_equal(line(POLICY_PASSENGER_SUPPLEMENT)->milli_miles, 12300);
}

static void test_visit__a_line_keeps_its_ref_when_another_goes(void **state)
{
    struct visit *visit = &support.kiosk.visit;
    char ref[FACTS_REF_SIZE];

    (void)state;
    support_arrive(&support, 0);
    visit_add_line(visit, POLICY_BUS)->pence = 100;
    visit_add_line(visit, POLICY_TRAIN)->pence = 200;
    visit_remove_line(visit, POLICY_BUS);
    visit_line_ref(ref, line(POLICY_TRAIN));
    assert_string_equal(ref, "X2");
    visit_add_line(visit, POLICY_BUS)->pence = 300;
    visit_line_ref(ref, line(POLICY_BUS));
    assert_string_equal(ref, "X3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screen_costs__no_two_have_the_same_picture),
        cmocka_unit_test_setup_teardown(
            test_screen_costs__are_not_asked_where_the_policy_lists_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_screen_costs__nothing_more_is_one_touch, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_screen_costs__each_has_its_amount_and_its_receipt,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_screen_costs__more_than_eight_are_two_parts, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            test_screen_costs__a_card_is_shown_what_was_agreed_and_letters_are_not, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            test_screen_costs__what_is_supplied_is_no_money_and_no_question, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_screen_way_home__same_ticket_adds_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_screen_way_home__another_ticket_is_asked_about, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_screen_way_home__not_yet_is_a_ticket_to_come, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_screen_way_home__is_not_asked_of_who_drove, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_screen_miles__one_car_is_paid_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_screen_costs__who_rode_with_somebody_asks_for_no_miles,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_screen_costs__a_passenger_comes_as_far_as_the_car,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_visit__a_line_keeps_its_ref_when_another_goes, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
