// SPDX-License-Identifier: Apache-2.0

/* The offer on paper, before anything is chosen, and who advises on benefits. */

#include <string.h>

#include "kiosk/slip.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

static struct support support;
static struct slip paper; // the last that was drawn
static int drawn;

// The printer is hardware: what it was to print is looked at instead.
static bool draw(void *data, const struct slip *slip, struct bytes *out, struct err *err)
{
    (void)data;
    (void)err;
    paper = *slip;
    drawn++;
    bytes_add(out, "x", 1);
    return true;
}

static int set_up(void **state)
{
    (void)state;
    drawn = 0;
    support_open(&support, SUPPORT_CASH);
    support.kiosk.draw_slip = draw;
    support.kiosk.printer.state = PRINTER_READY;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support.kiosk.printer.state = PRINTER_NONE;
    support_close(&support);
    return 0;
}

static void to_benefits(void)
{
    support_arrive_by_card(&support, 0);
    support_tap(&support, "Yes, now");
    support_tap(&support, "None");
    support_tap(&support, "Next");
    support_tap(&support, "I walked");
    support_tap(&support, "Next");
    support_tap(&support, "Find out more");
    support_is_on(&support, "benefits");
}

// What stands at the right of the line that says so; NULL: there is no such line.
static const char *value_of(const char *text)
{
    for (size_t i = 0; i < paper.count; i++)
        if (str_equal(paper.lines[i].text, text))
            return paper.lines[i].value;
    return NULL;
}

static bool says(const char *words)
{
    for (size_t i = 0; i < paper.count; i++)
        if (strstr(paper.lines[i].text, words))
            return true;
    return false;
}

static void test_offer__is_printed_whole_before_anything_is_chosen(void **state)
{
    (void)state;
    to_benefits();
    support_to_page_of(&support, "offer");
    support_tap(&support, "#offer");
    assert_int_equal(drawn, 1);
    assert_string_equal(value_of("For all of your time"), "£43.75");
    assert_string_equal(value_of("To my bank"), "£43.75");
    assert_string_equal(value_of("A voucher"), "£35.00");
    assert_string_equal(value_of("Time credits"), "");
    assert_string_equal(value_of("Less"), "");
    assert_string_equal(value_of("No, thank you"), "");
    assert_true(says("tell the Jobcentre what we offer you"));
    assert_int_equal(support.kiosk.visit.fee, VISIT_FEE_UNSAID);
}

static void test_offer__has_the_costs_of_the_policy_and_no_others(void **state)
{
    (void)state;
    to_benefits();
    support_to_page_of(&support, "offer");
    support_tap(&support, "#offer");
    assert_string_equal(value_of("Car"), "45p a mile");
    assert_string_equal(value_of("Bus"), "");
    assert_null(value_of("Laptop"));
    assert_true(says("bring the ticket"));
    assert_true(says("A taxi has to be agreed before"));
}

// Cash is promised only where there is some.
static void test_offer__promises_cash_where_a_float_is_open_and_nowhere_else(void **state)
{
    (void)state;
    to_benefits();
    support_to_page_of(&support, "offer");
    support_tap(&support, "#offer");
    assert_true(says("This money comes to your bank."));
    assert_false(says("at the desk today"));
    support_open_float(&support);
    support.kiosk.printer.state = PRINTER_READY;
    support_tap(&support, "Back");
    support_tap(&support, "Find out more");
    support_to_page_of(&support, "offer");
    support_tap(&support, "#offer");
    assert_int_equal(drawn, 2);
    assert_true(says("at the desk today, or by bank"));
}

// Somebody who is new has agreed nothing with anybody yet.
static void test_offer__is_not_made_to_who_waits_for_the_office(void **state)
{
    (void)state;
    to_benefits();
    support_to_page_of(&support, "offer");
    for (size_t i = 0; i < support.kiosk.roster.count; i++)
        support.kiosk.roster.people[i].added = true;
    support_tap(&support, "Cymraeg");
    assert_null(ui_node(&support.ui, "offer"));
}

static void test_offer__is_in_the_language_of_the_screen(void **state)
{
    (void)state;
    to_benefits();
    support_tap(&support, "Cymraeg");
    support_to_page_of(&support, "offer");
    support_tap(&support, "#offer");
    assert_int_equal(paper.lang, WORDS_CY);
    assert_string_equal(value_of("Am eich amser i gyd"), "£43.75");
    assert_string_equal(value_of("Car"), "45c y filltir");
}

// Whose offer it was must not be read off a paper that was left there (PRV-16).
static void test_offer__names_nobody_and_no_group(void **state)
{
    (void)state;
    to_benefits();
    support_to_page_of(&support, "offer");
    support_tap(&support, "#offer");
    assert_false(says(support.kiosk.roster.planned.public_title));
    assert_false(says(visit_person(&support.kiosk.visit, &support.kiosk.roster)->names.last));
    assert_string_equal(paper.code, "");
}

static void test_offer__that_lies_in_the_printer_is_taken_before_they_go_on(void **state)
{
    (void)state;
    to_benefits();
    support.kiosk.printer.state = PRINTER_DONE;
    support_tap(&support, "Back");
    support_is_on(&support, "benefits");
    support_to_page_of(&support, "take.first");
    support_tap(&support, "Back");
    support_is_on(&support, "fee");
}

static void configure(const char *en, const char *cy)
{
    struct body_kiosk_configured body = support.kiosk.configured;
    struct err err;

    str_copy(body.adviser_en, sizeof body.adviser_en, en);
    str_copy(body.adviser_cy, sizeof body.adviser_cy, cy);
    check_ok(
        office_say(&support.office, &support.kiosk.store, RECORD_KIOSK_CONFIGURED, &body, &err),
        &err);
    kiosk_receive(&support.kiosk);
}

static void test_adviser__is_named_on_the_screen_and_on_the_paper(void **state)
{
    (void)state;
    configure("Rhys Lewis, 01632 960 123", "");
    to_benefits();
    support_to_page_of(&support, "adviser");
    assert_true(support_sees(&support, "Someone who can advise you: Rhys Lewis, 01632 960 123"));
    support_to_page_of(&support, "offer");
    support_tap(&support, "#offer");
    assert_true(says("Rhys Lewis, 01632 960 123"));
}

static void test_adviser__is_not_spoken_of_where_the_office_named_nobody(void **state)
{
    (void)state;
    to_benefits();
    assert_null(ui_node(&support.ui, "adviser"));
    support_to_page_of(&support, "offer");
    support_tap(&support, "#offer");
    assert_false(says("Someone who can advise you"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_offer__is_printed_whole_before_anything_is_chosen),
        TEST(test_offer__has_the_costs_of_the_policy_and_no_others),
        TEST(test_offer__promises_cash_where_a_float_is_open_and_nowhere_else),
        TEST(test_offer__is_not_made_to_who_waits_for_the_office),
        TEST(test_offer__is_in_the_language_of_the_screen),
        TEST(test_offer__names_nobody_and_no_group),
        TEST(test_offer__that_lies_in_the_printer_is_taken_before_they_go_on),
        TEST(test_adviser__is_named_on_the_screen_and_on_the_paper),
        TEST(test_adviser__is_not_spoken_of_where_the_office_named_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
