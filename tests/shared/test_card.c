// SPDX-License-Identifier: Apache-2.0
#include "shared/card.h"

#include <string.h>

#include "shared/keys.h"
#include "shared/str.h"
#include "tests/check.h"

static const struct card MEMBER = {CARD_MEMBER, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}};
static const char MEMBER_TEXT[] = "DIOLCH:1:M:AAAQEAYEAUDAOCAJBIFQYDIOAA";

static void test_card__is_written_and_read_as_printed(void **state)
{
    char text[CARD_TEXT_SIZE];
    struct card card;

    (void)state;
    card_write(text, &MEMBER);
    assert_string_equal(text, MEMBER_TEXT);
    assert_true(card_parse(&card, text));
    assert_int_equal(card.kind, CARD_MEMBER);
    assert_memory_equal(card.secret, MEMBER.secret, CARD_SECRET_SIZE);
}

static void test_card__every_new_one_is_another_and_comes_back(void **state)
{
    char text[CARD_TEXT_SIZE];
    struct card first;
    struct card second;
    struct card back;

    (void)state;
    card_make(&first, CARD_HOST);
    card_make(&second, CARD_HOST);
    assert_memory_not_equal(first.secret, second.secret, CARD_SECRET_SIZE);
    card_write(text, &first);
    assert_true(card_parse(&back, text));
    assert_int_equal(back.kind, CARD_HOST);
    assert_memory_equal(back.secret, first.secret, CARD_SECRET_SIZE);
}

struct spelling {
    const char *text;
    bool taken;
};

static const struct spelling spellings[] = {
    {"DIOLCH:1:M:AAAQEAYEAUDAOCAJBIFQYDIOAA", true},
    {"DIOLCH:1:H:AAAQEAYEAUDAOCAJBIFQYDIOAA", true},
    {" \tDIOLCH:1:M:AAAQEAYEAUDAOCAJBIFQYDIOAA\r\n", true},
    {"diolch:1:m:aaaqeayeaudaocajbifqydioaa", true},
    {"DIOLCH:1:M:AAAQEAYEAUDAOCAJB1FQYD10AA", true}, // 1 and 0 typed for I and O
    {"", false},
    {"   ", false},
    {"DIOLCH:1:M:", false},
    {"DIOLCH:1:M:AAAQEAYEAUDAOCAJBIFQYDIOA", false},
    {"DIOLCH:1:M:AAAQEAYEAUDAOCAJBIFQYDIOAAA", false},
    {"DIOLCH:1:M:AAAQEAYEAUDAOCAJBIFQYDIOAB", false}, // bits that carry nothing
    {"DIOLCH:1:M:AAAQEAYEAUDAOCAJBIFQYDIO8A", false},
    {"DIOLCH:1:M:AAAQEAYEAUDAO AJBIFQYDIOAA", false},
    {"DIOLCH:1:X:AAAQEAYEAUDAOCAJBIFQYDIOAA", false},
    {"DIOLCH:2:M:AAAQEAYEAUDAOCAJBIFQYDIOAA", false},
    {"DIOLCH:1:M;AAAQEAYEAUDAOCAJBIFQYDIOAA", false},
    {"XIOLCH:1:M:AAAQEAYEAUDAOCAJBIFQYDIOAA", false},
    {"DIOLCH:1:M:AAAQEAYEAUDAOCAJBIFQYD\xC3\xA9"
     "AA",
     false},
    {"https://example.org/DIOLCH:1:M:AAAQEAY", false},
};

static void test_card__parse_takes_a_card_and_nothing_else(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
        struct card card = {CARD_HOST, {42}};

        if (card_parse(&card, spellings[i].text) != spellings[i].taken)
            fail_msg("spelling %zu", i);
        if (spellings[i].taken)
            assert_memory_equal(card.secret, MEMBER.secret, CARD_SECRET_SIZE);
        else
            assert_int_equal(card.secret[0], 42);
    }
}

static void test_card__every_changed_letter_is_refused_or_another_card(void **state)
{
    uint8_t id[CARD_ID_SIZE];
    uint8_t other[CARD_ID_SIZE];
    char text[CARD_TEXT_SIZE];
    struct card card;

    (void)state;
    card_id(id, &MEMBER);
    for (size_t i = 0; i < sizeof MEMBER_TEXT - 1; i++) {
        memcpy(text, MEMBER_TEXT, sizeof text);
        text[i] = text[i] == 'B' ? 'C' : 'B';
        if (!card_parse(&card, text))
            continue;
        assert_true(i >= 11);
        card_id(other, &card);
        assert_memory_not_equal(id, other, sizeof id);
    }
}

static void test_card__id_is_always_the_same_and_differs_by_kind(void **state)
{
    struct card host = MEMBER;
    uint8_t first[CARD_ID_SIZE];
    uint8_t second[CARD_ID_SIZE];

    (void)state;
    card_id(first, &MEMBER);
    card_id(second, &MEMBER);
    assert_memory_equal(first, second, CARD_ID_SIZE);
    host.kind = CARD_HOST;
    card_id(second, &host);
    assert_memory_not_equal(first, second, CARD_ID_SIZE);
    assert_memory_not_equal(first, MEMBER.secret, CARD_ID_SIZE);
}

static void test_card__unwraps_only_what_was_wrapped_for_it(void **state)
{
    uint8_t wrapped[CARD_WRAPPED_SIZE];
    uint8_t key[NOTE_KEY_SIZE];
    uint8_t back[NOTE_KEY_SIZE] = {42};
    struct card host;
    struct card other;

    (void)state;
    card_make(&host, CARD_HOST);
    card_make(&other, CARD_HOST);
    note_make_key(key);
    card_wrap(wrapped, &host, key);
    assert_false(card_unwrap(back, &other, wrapped));
    assert_int_equal(back[0], 42);
    for (size_t bit = 0; bit < 8 * sizeof wrapped; bit++) {
        wrapped[bit / 8] ^= (uint8_t)(1U << bit % 8);
        assert_false(card_unwrap(back, &host, wrapped));
        wrapped[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
    assert_int_equal(back[0], 42);
    assert_true(card_unwrap(back, &host, wrapped));
    assert_memory_equal(back, key, sizeof key);
}

static void test_card__a_pin_is_six_digits(void **state)
{
    static const char *const wrong[] = {"",        "12345",  "1234567", "12345a", " 12345",
                                        "123456 ", "-12345", "12 456",  "١٢٣",    "1234\n6"};

    (void)state;
    assert_true(card_is_pin("000000"));
    assert_true(card_is_pin("123456"));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(card_is_pin(wrong[i]));
}

static void test_card__a_pin_is_right_only_with_its_card(void **state)
{
    char hash[CARD_PIN_HASH_SIZE];
    char again[CARD_PIN_HASH_SIZE];
    struct card host;
    struct card other;

    (void)state;
    card_make(&host, CARD_HOST);
    card_make(&other, CARD_HOST);
    card_hash_pin(hash, &host, "123456");
    assert_true(str_starts(hash, "$argon2id$"));
    assert_null(strstr(hash, "123456"));
    assert_true(card_check_pin(hash, &host, "123456"));
    assert_false(card_check_pin(hash, &host, "123457"));
    assert_false(card_check_pin(hash, &host, "12345"));
    assert_false(card_check_pin(hash, &host, "1234567"));
    assert_false(card_check_pin(hash, &other, "123456"));
    card_hash_pin(again, &host, "123456");
    assert_string_not_equal(hash, again);
}

static void test_card__a_hash_that_is_none_lets_nobody_in(void **state)
{
    static const char *const wrong[] = {"", "123456", "$argon2id$", "$argon2id$v=19$m=65536,t=2"};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(card_check_pin(wrong[i], &MEMBER, "123456"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_card__is_written_and_read_as_printed),
        cmocka_unit_test(test_card__every_new_one_is_another_and_comes_back),
        cmocka_unit_test(test_card__parse_takes_a_card_and_nothing_else),
        cmocka_unit_test(test_card__every_changed_letter_is_refused_or_another_card),
        cmocka_unit_test(test_card__id_is_always_the_same_and_differs_by_kind),
        cmocka_unit_test(test_card__unwraps_only_what_was_wrapped_for_it),
        cmocka_unit_test(test_card__a_pin_is_six_digits),
        cmocka_unit_test(test_card__a_pin_is_right_only_with_its_card),
        cmocka_unit_test(test_card__a_hash_that_is_none_lets_nobody_in),
    };
    struct err err;

    return keys_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
