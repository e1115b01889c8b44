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
    printed_run("rm -f sheet*.pgm && pdftoppm -gray -r 150 cards.pdf sheet");
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

#define DOTS_A_MM (150 / 25.4)

// One card of a sheet of two by five, in the middle of A4; what a camera sees that looks at it.
static struct printed_part place_of(size_t place)
{
    size_t row = place / 2, column = place % 2;
    double x = (210 - 2 * 85.6) / 2 + (double)column * 85.6;
    double y = (297 - 5 * 53.98) / 2 + (double)row * 53.98;

    return (struct printed_part){(unsigned)(x * DOTS_A_MM), (unsigned)(y * DOTS_A_MM),
                                 (unsigned)(85.6 * DOTS_A_MM), (unsigned)(53.98 * DOTS_A_MM)};
}

static size_t read_card(size_t index, char (*codes)[PRINTED_CODE_SIZE])
{
    struct printed_part part = place_of(index % 10);
    char path[32];

    snprintf(path, sizeof path, "sheet-%zu.pgm", index / 10 + 1);
    return printed_read_part(path, &part, codes, CARDS);
}

static void test_cards__each_has_its_own_code_and_no_other(void **state)
{
    char codes[CARDS][PRINTED_CODE_SIZE];
    char text[CARD_TEXT_SIZE];

    (void)state;
    for (size_t i = 0; i < CARDS; i++) {
        if (read_card(i, codes) != 1)
            fail_msg("the card of place %zu has not just one code", i + 1);
        card_write(text, &cards[i].card);
        assert_string_equal(codes[0], text);
    }
    for (size_t i = CARDS; i < 20; i++)
        assert_int_equal(read_card(i, codes), 0); // the rest of the second sheet is empty
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
        cmocka_unit_test(test_cards__each_has_its_own_code_and_no_other),
        cmocka_unit_test(test_cards__say_a_first_name_and_one_letter),
        cmocka_unit_test(test_cards__are_in_large_print),
        cmocka_unit_test(test_cards__a_name_is_never_more_than_it_needs),
        cmocka_unit_test(test_cards__a_card_opens_its_person_until_there_is_a_new_one),
    };

    return cmocka_run_group_tests(tests, print_sheets, remove_sheets);
}
