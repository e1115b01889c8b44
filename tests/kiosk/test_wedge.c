// SPDX-License-Identifier: Apache-2.0
#include "kiosk/wedge.h"

#include <string.h>

#include "shared/card.h"
#include "tests/check.h"

static struct wedge wedge;
static int64_t now;

static int set_up(void **state)
{
    (void)state;
    wedge = (struct wedge){0};
    now = 1000000;
    return 0;
}

// Types it with so many ms before each key; what the last one was.
static enum wedge_says type(const char *keys, int64_t gap)
{
    enum wedge_says says = WEDGE_NOT_MINE;

    for (; *keys; keys++) {
        now += gap;
        says = wedge_key(&wedge, *keys, now);
        if (says == WEDGE_CODE)
            return says;
    }
    return says;
}

static void a_card(char text[static CARD_TEXT_SIZE + 1])
{
    struct card card;

    card_make(&card, CARD_MEMBER);
    card_write(text, &card);
    text[CARD_TEXT_SIZE - 1] = '\n';
    text[CARD_TEXT_SIZE] = '\0';
}

static void test_wedge__a_scanner_is_heard(void **state)
{
    char text[CARD_TEXT_SIZE + 1];
    struct card read;

    (void)state;
    for (int64_t gap = 0; gap <= 100; gap += 20) {
        a_card(text);
        assert_int_equal(type(text, gap), WEDGE_CODE);
        assert_true(card_parse(&read, wedge.text));
        wedge_clear(&wedge);
        assert_int_equal(wedge.text[0], 0);
    }
}

static void test_wedge__small_letters_are_as_good(void **state)
{
    (void)state;
    assert_int_equal(type("diolch:1:m:aaaabbbbccccddddeeeeffffaa\n", 5), WEDGE_CODE);
    assert_string_equal(wedge.text, "diolch:1:m:aaaabbbbccccddddeeeeffffaa");
}

// From the colon on, no key reaches a button; and the line feed after the return does not either.
static void test_wedge__keeps_its_keys_to_itself(void **state)
{
    (void)state;
    assert_int_equal(type("DIOLCH", 5), WEDGE_NOT_MINE);
    assert_int_equal(type(":", 5), WEDGE_MINE);
    assert_int_equal(type("1", 5), WEDGE_MINE);
    assert_int_equal(type(" ", 5), WEDGE_MINE);
    assert_int_equal(type("\n", 5), WEDGE_CODE);
    wedge_clear(&wedge);
    assert_int_equal(type("\n", 5), WEDGE_MINE);
    assert_int_equal(type("\n", 1000), WEDGE_NOT_MINE);
}

static void test_wedge__a_person_is_not_a_scanner(void **state)
{
    (void)state;
    assert_int_equal(type("DIOLCH:1:M:\n", 400), WEDGE_NOT_MINE);
    assert_int_equal(type("\n", 1000), WEDGE_NOT_MINE);
    assert_int_equal(type("DAVID\n", 5), WEDGE_NOT_MINE);
    assert_int_equal(type("4.20\n", 5), WEDGE_NOT_MINE);
}

static void test_wedge__begins_anew_where_a_card_begins(void **state)
{
    char text[CARD_TEXT_SIZE + 1];

    (void)state;
    type("DIOL", 5);
    now += 500;
    a_card(text);
    assert_int_equal(type(text, 5), WEDGE_CODE);
    wedge_clear(&wedge);
    assert_int_equal(type("XDDIOLCH:1\n", 5), WEDGE_CODE);
    assert_string_equal(wedge.text, "DIOLCH:1");
}

static void test_wedge__what_is_too_long_is_no_card_and_no_trouble(void **state)
{
    struct card read;

    (void)state;
    type("DIOLCH:", 5);
    for (int i = 0; i < WEDGE_SIZE; i++)
        type("A", 5);
    assert_int_equal(type("\n", 5), WEDGE_CODE);
    assert_int_equal(strlen(wedge.text), WEDGE_SIZE - 1);
    assert_false(card_parse(&read, wedge.text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_wedge__a_scanner_is_heard, set_up),
        cmocka_unit_test_setup(test_wedge__small_letters_are_as_good, set_up),
        cmocka_unit_test_setup(test_wedge__keeps_its_keys_to_itself, set_up),
        cmocka_unit_test_setup(test_wedge__a_person_is_not_a_scanner, set_up),
        cmocka_unit_test_setup(test_wedge__begins_anew_where_a_card_begins, set_up),
        cmocka_unit_test_setup(test_wedge__what_is_too_long_is_no_card_and_no_trouble, set_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
