// SPDX-License-Identifier: Apache-2.0

/* The journey: preparation, travel, amount, miles, ticket. */

#include "kiosk/phrase.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

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

static void to_travel(void)
{
    support_arrive(&support, 0);
    support_tap(&support, "Yes, now");
    support_tap(&support, "1 hour or more");
    support_tap(&support, "Next");
    support_is_on(&support, "travel");
}

static void to_bus(void)
{
    to_travel();
    support_tap(&support, "Bus");
    support_tap(&support, "Next");
    support_is_on(&support, "amount");
}

static const struct visit_line *line(enum policy_category category)
{
    return visit_line(&support.kiosk.visit, category);
}

static void test_screen_preparation__keeps_what_was_picked(void **state)
{
    (void)state;
    to_travel();
    assert_int_equal(support.kiosk.visit.prep_minutes, 60);
    support_tap(&support, "Back");
    support_is_on(&support, "preparation");
    assert_true(ui_node(&support.ui, "time.4")->selected);
}

static void test_screen_preparation__stays_and_says_why_when_nothing_was_picked(void **state)
{
    (void)state;
    support_arrive(&support, 0);
    support_tap(&support, "Yes, now");
    support_tap(&support, "Next");
    support_is_on(&support, "preparation");
    assert_true(support_sees(&support, "Please touch one answer"));
}

static void test_screen_travel__offers_what_the_policy_lists(void **state)
{
    (void)state;
    to_travel();
    assert_non_null(ui_node(&support.ui, "bus"));
    assert_non_null(ui_node(&support.ui, "taxi"));
    assert_null(ui_node(&support.ui, "mileage_bicycle"));
    assert_non_null(ui_find(&support.ui, "I walked"));
    assert_non_null(ui_find(&support.ui, "No travel costs"));
}

static void test_screen_travel__none_takes_the_others_away(void **state)
{
    (void)state;
    to_travel();
    support_tap(&support, "Bus");
    support_tap(&support, "My car");
    support_tap(&support, "No travel costs");
    assert_int_equal(support.kiosk.visit.line_count, 0);
    support_tap(&support, "Bus");
    assert_false(ui_node(&support.ui, "none")->selected);
    assert_int_equal(support.kiosk.visit.line_count, 1);
}

static void test_screen_travel__stays_and_says_why_when_nothing_was_touched(void **state)
{
    (void)state;
    to_travel();
    support_tap(&support, "Next");
    support_is_on(&support, "travel");
    assert_non_null(ui_find(&support.ui, "Please touch how you came"));
}

static void test_screen_amount__puts_what_was_keyed_on_the_line(void **state)
{
    (void)state;
    to_bus();
    support_type(&support, "4.20");
    assert_true(support_sees(&support, "£4.20"));
    support_tap(&support, "Next");
    support_tap(&support, "I lost it");
    assert_int_equal(line(POLICY_BUS)->pence, 420);
    support_is_on(&support, "fee");
    support_tap(&support, "Back");
    support_is_on(&support, "proof");
    assert_true(ui_node(&support.ui, "lost")->selected);
    support_tap(&support, "Back");
    support_is_on(&support, "amount");
    assert_true(support_sees(&support, "£4.20"));
}

static void test_screen_amount__stays_and_says_why_when_unclear(void **state)
{
    (void)state;
    to_bus();
    support_tap(&support, "#keys.point");
    support_tap(&support, "Next");
    support_is_on(&support, "amount");
    assert_non_null(ui_find(&support.ui, "Please key in an amount, like 4.20"));
    support_tap(&support, "#keys.delete");
    support_type(&support, "0");
    support_tap(&support, "Next");
    support_is_on(&support, "amount");
    assert_int_equal(line(POLICY_BUS)->pence, -1);
}

// COG-01: it is a question of its own, and one touch answers it.
static void test_screen_proof__asks_where_the_ticket_is(void **state)
{
    (void)state;
    to_bus();
    assert_null(ui_find(&support.ui, "Where is the ticket?"));
    support_type(&support, "4");
    support_tap(&support, "Next");
    support_is_on(&support, "proof");
    assert_non_null(ui_find(&support.ui, "Where is the ticket?"));
    assert_null(ui_node(&support.ui, "next"));
    support_tap(&support, "I will bring it");
    support_is_on(&support, "fee");
    assert_int_equal(line(POLICY_BUS)->proof, VISIT_LATER);
}

static void test_screen_ticket__keeps_the_picture_sealed(void **state)
{
    (void)state;
    to_bus();
    support_type(&support, "4.20");
    support_tap(&support, "Next");
    support_tap(&support, "Here");
    support_is_on(&support, "ticket");
    assert_true(support_sees(&support, "Is there a scanner here?"));
    assert_null(ui_find(&support.ui, "Next"));
    support_photo(&support, support_jpeg(&support));
    assert_non_null(ui_node(&support.ui, "photo"));
    assert_true(line(POLICY_BUS)->ticket.count > 0);
    support_tap(&support, "Take it again");
    assert_int_equal(line(POLICY_BUS)->ticket.count, 0);
    support_photo(&support, support_jpeg(&support));
    support_tap(&support, "Next");
    support_is_on(&support, "fee");
    assert_int_equal(support.kiosk.visit.viewed.length, 0);
}

static void test_screen_ticket__takes_no_text_for_a_picture(void **state)
{
    struct err err;

    (void)state;
    to_bus();
    support_type(&support, "4.20");
    support_tap(&support, "Next");
    support_tap(&support, "On my phone");
    check_ok(bytes_write_file("text.jpg", "no picture", 10, 0600, &err), &err);
    support_photo(&support, "text.jpg");
    support_is_on(&support, "ticket");
    assert_non_null(ui_node(&support.ui, "unreadable"));
    support_tap(&support, "The desk will take the picture");
    support_is_on(&support, "fee");
}

static void test_screen_miles__reads_what_was_keyed(void **state)
{
    (void)state;
    to_travel();
    support_tap(&support, "My car");
    support_tap(&support, "Next");
    support_is_on(&support, "miles");
    assert_null(ui_node(&support.ui, "agreed")); // by letters: not shown
    support_tap(&support, "Next");
    assert_non_null(ui_node(&support.ui, "unclear"));
    support_type(&support, "12.3");
    support_tap(&support, "Next");
    assert_int_equal(line(POLICY_MILEAGE_CAR)->milli_miles, 12300);
    support_is_on(&support, "fee");
}

static void test_screen_miles__offers_the_agreed_distance_to_a_card(void **state)
{
    (void)state;
    support_arrive_by_card(&support, 1);
    support_tap(&support, "Yes, now");
    support_tap(&support, "#none");
    support_tap(&support, "Next");
    support_tap(&support, "My car");
    support_tap(&support, "Next");
    support_tap(&support, "12.3 miles, as agreed");
    support_is_on(&support, "fee");
    assert_int_equal(line(POLICY_MILEAGE_CAR)->milli_miles, 12300);
}

static void test_phrase__reads_and_writes_miles(void **state)
{
    static const struct {
        const char *text;
        int64_t milli_miles;
    } good[] = {{"12.3", 12300}, {"12", 12000}, {".5", 500}, {"0.125", 125}, {"999", 999000}};
    static const char *const bad[] = {"", ".", "1000", "1.2345", "1.2.3", "-1", "1e3"};
    char out[PHRASE_SIZE];
    int64_t miles;

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(phrase_read_miles(good[i].text, &miles));
        assert_int_equal(miles, good[i].milli_miles);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(phrase_read_miles(bad[i], &miles));
    phrase_miles(out, 12300);
    assert_string_equal(out, "12.3");
    phrase_miles(out, 20000);
    assert_string_equal(out, "20");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screen_preparation__keeps_what_was_picked),
        cmocka_unit_test(test_screen_preparation__stays_and_says_why_when_nothing_was_picked),
        cmocka_unit_test(test_screen_travel__offers_what_the_policy_lists),
        cmocka_unit_test(test_screen_travel__none_takes_the_others_away),
        cmocka_unit_test(test_screen_travel__stays_and_says_why_when_nothing_was_touched),
        cmocka_unit_test(test_screen_amount__puts_what_was_keyed_on_the_line),
        cmocka_unit_test(test_screen_amount__stays_and_says_why_when_unclear),
        cmocka_unit_test(test_screen_proof__asks_where_the_ticket_is),
        cmocka_unit_test(test_screen_ticket__keeps_the_picture_sealed),
        cmocka_unit_test(test_screen_ticket__takes_no_text_for_a_picture),
        cmocka_unit_test(test_screen_miles__reads_what_was_keyed),
        cmocka_unit_test(test_screen_miles__offers_the_agreed_distance_to_a_card),
        cmocka_unit_test(test_phrase__reads_and_writes_miles),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
