// SPDX-License-Identifier: Apache-2.0

/*
 * Cards as they are printed: the sheets are drawn as a printer would, and their codes are read back
 * as a camera would.
 */

#include "server/cards.h"

#include <stdio.h>
#include <string.h>

#include "server/down.h"
#include "server/people.h"
#include "shared/log.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/server/hall.h"
#include "tests/server/printed.h"

#define CARDS 12 // two sheets

static struct cards_card cards[CARDS];

static void make_cards(void)
{
    static const char *const names[CARDS][2] = {
        {"Siân", "Morgan"},
        {"Dafydd", "Evans"},
        {"Mary", "O’Neill"},
        {"Jo", ""},
        {"Ŵyn", "ŷ Castell"},
        {"Li", "van Dijk"},
        {"Anne-Marie", "Élan"},
        {"", "Smith"},
        {"Bartholomew Maximilian", "Featherstonehaugh"},
        {"Llinos", "Rhys"},
        {"Priya", "Nair"},
        {"Tomos", "Davies"},
    };

    for (size_t i = 0; i < CARDS; i++) {
        cards[i] = (struct cards_card){.lang = "en"};
        card_make(&cards[i].card, i == CARDS - 1 ? CARD_HOST : CARD_MEMBER);
        cards_name(cards[i].name, names[i][0], names[i][1]);
        if (i % 2 == 0)
            str_copy(cards[i].lang, sizeof cards[i].lang, "cy");
    }
}

static int print_sheets(void **state)
{
    struct bytes pdf = {0};
    struct err err;

    (void)state;
    make_cards();
    check_ok(cards_write(cards, CARDS, TEST_ROOT "/assets/fonts", &pdf, &err), &err);
    check_ok(bytes_write_file("cards.pdf", pdf.data, pdf.length, 0600, &err), &err);
    bytes_clear(&pdf);
    printed_run("rm -f sheet*.pgm && for r in 110 150 200 240 300; do "
                "pdftoppm -gray -r $r cards.pdf sheet$r; done");
    printed_run("pdftotext -layout cards.pdf cards.txt && pdffonts cards.pdf >fonts.txt");
    printed_run("pdftotext -bbox cards.pdf boxes.txt");
    return 0;
}

static int remove_sheets(void **state)
{
    (void)state;
    printed_run("rm -f sheet*.pgm");
    return remove("cards.pdf") | remove("cards.txt") | remove("fonts.txt") | remove("boxes.txt");
}

/* --- what a camera reads --- */

static bool is_among(const char (*texts)[CARD_TEXT_SIZE], size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(texts[i], text))
            return true;
    return false;
}

// Ten codes in one picture are more than a reader is made for: a camera comes nearer and farther.
static size_t read_codes(int sheet, char (*texts)[CARD_TEXT_SIZE])
{
    static const int nearness[] = {110, 150, 200, 240, 300};
    size_t count = 0;

    for (size_t near = 0; near < sizeof nearness / sizeof nearness[0]; near++) {
        char codes[CARDS][PRINTED_CODE_SIZE];
        char path[32];
        size_t read;

        snprintf(path, sizeof path, "sheet%d-%d.pgm", nearness[near], sheet);
        read = printed_read_codes(path, codes, CARDS);
        for (size_t i = 0; i < read; i++)
            if (!is_among((const char(*)[CARD_TEXT_SIZE])texts, count, codes[i])) {
                assert_true(count < CARDS);
                assert_true(str_copy(texts[count++], CARD_TEXT_SIZE, codes[i]));
            }
    }
    return count;
}

static void test_cards__every_code_on_the_sheets_is_read_back(void **state)
{
    char texts[2][CARDS][CARD_TEXT_SIZE];
    char text[CARD_TEXT_SIZE];

    (void)state;
    assert_int_equal(read_codes(1, texts[0]), 10);
    assert_int_equal(read_codes(2, texts[1]), 2);
    for (size_t i = 0; i < CARDS; i++) {
        card_write(text, &cards[i].card);
        if (!is_among((const char(*)[CARD_TEXT_SIZE])texts[i / 10], i < 10 ? 10 : 2, text))
            fail_msg("the card of place %zu is not on the sheets", i + 1);
    }
}

/* --- what somebody reads --- */

static void test_cards__say_a_first_name_and_one_letter(void **state)
{
    static const char *const there[] = {"Siân M.", "Dafydd E.", "Mary O.", "Jo",
                                        "Ŵyn ŷ.",  "Li v.",     "Smith",   "Priya N.",
                                        "Desk",    "yellow",    "melyn"};
    static const char *const absent[] = {"Morgan", "Evans",  "Neill",  "Castell", "Dijk",
                                         "Nair",   "Davies", "DIOLCH", "health",  "group"};

    (void)state;
    for (size_t i = 0; i < sizeof there / sizeof there[0]; i++)
        printed_check_has("cards.txt", there[i], true);
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++)
        printed_check_has("cards.txt", absent[i], false);
    printed_check_has("fonts.txt", "AtkinsonHyperlegible", true);
}

// TXT-15. A word's box is as high as its line: 16 pt and more at our face's spacing.
static void test_cards__are_in_large_print(void **state)
{
    (void)state;
    printed_check_large("boxes.txt", 60);
}

static void test_cards__a_name_is_never_more_than_it_needs(void **state)
{
    char name[CARDS_NAME_SIZE];

    (void)state;
    cards_name(name, "Siân", "Ŵyn");
    assert_string_equal(name, "Siân Ŵ.");
    cards_name(name, "", "Smith");
    assert_string_equal(name, "Smith");
    cards_name(name, "Jo", "");
    assert_string_equal(name, "Jo");
}

/* --- at a kiosk --- */

struct known {
    struct id person;
    uint8_t card[CARD_ID_SIZE]; // as the kiosk was told last
};

static bool hear(const struct record *record, void *context, struct err *err)
{
    struct known *known = context;
    struct body_person_expected body;

    if (record->kind != RECORD_PERSON_EXPECTED)
        return true;
    if (!body_read(record, &body, err))
        return false;
    if (id_equal(body.person, known->person))
        memcpy(known->card, body.card, sizeof known->card);
    return true;
}

static bool opens(struct hall *hall, const struct card *card)
{
    struct known known = {.person = hall->people[0]};
    uint8_t id[CARD_ID_SIZE];
    struct err err;

    check_ok(log_each(hall->db, hall->enrolment.down_log_id, 0, hear, &known, &err), &err);
    card_id(id, card);
    return memcmp(id, known.card, sizeof id) == 0;
}

static void test_cards__a_card_opens_its_person_until_there_is_a_new_one(void **state)
{
    struct people_person person;
    struct hall hall;
    struct card fresh;
    struct err err;

    (void)state;
    hall_open(&hall);
    check_ok(people_get(hall.db, &hall.office, hall.people[0], &person, &err), &err);
    assert_true(opens(&hall, &person.card));
    check_ok(db_begin(hall.db, &err), &err);
    check_ok(people_renew_card(hall.db, &hall.office, hall.people[0], &fresh, &err) &&
                 down_some(hall.db, &hall.office, hall.people, 1, &err),
             &err);
    check_ok(db_end(hall.db, true, &err), &err);
    assert_false(opens(&hall, &person.card));
    assert_true(opens(&hall, &fresh));
    check_ok(people_get(hall.db, &hall.office, hall.people[0], &person, &err), &err);
    assert_memory_equal(person.card.secret, fresh.secret, sizeof fresh.secret);
    hall_close(&hall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cards__every_code_on_the_sheets_is_read_back),
        cmocka_unit_test(test_cards__say_a_first_name_and_one_letter),
        cmocka_unit_test(test_cards__are_in_large_print),
        cmocka_unit_test(test_cards__a_name_is_never_more_than_it_needs),
        cmocka_unit_test(test_cards__a_card_opens_its_person_until_there_is_a_new_one),
    };

    return cmocka_run_group_tests(tests, print_sheets, remove_sheets);
}
