// SPDX-License-Identifier: Apache-2.0

/* t_guess (PRV-04): who tries letters, pictures or cards learns nothing from the words, nor from
 * how long it takes. What takes time is counted, not the time: letters folded, names compared,
 * hashes made, statements run. After three tries a person is to be asked. */

#include <string.h>

#include <sodium.h>
#include <sqlite3.h>

#include "kiosk/remember.h"
#include "shared/bytes.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

#define MANY 200 // people expected

static struct support support;

// --- what is counted: the linker leads these calls here ---

struct work {
    long folds;
    long compares;
    long hashes;
    long statements;
};
static struct work work;

bool __real_str_fold(char *out, size_t size, const char *text);
bool __wrap_str_fold(char *out, size_t size, const char *text);
int __real_sodium_memcmp(const void *a, const void *b, size_t length);
int __wrap_sodium_memcmp(const void *a, const void *b, size_t length);
int __real_crypto_generichash_update(crypto_generichash_state *state, const unsigned char *in,
                                     unsigned long long length);
int __wrap_crypto_generichash_update(crypto_generichash_state *state, const unsigned char *in,
                                     unsigned long long length);
int __real_sqlite3_step(sqlite3_stmt *statement);
int __wrap_sqlite3_step(sqlite3_stmt *statement);

bool __wrap_str_fold(char *out, size_t size, const char *text)
{
    work.folds++;
    return __real_str_fold(out, size, text);
}

int __wrap_sodium_memcmp(const void *a, const void *b, size_t length)
{
    work.compares++;
    return __real_sodium_memcmp(a, b, length);
}

int __wrap_crypto_generichash_update(crypto_generichash_state *state, const unsigned char *in,
                                     unsigned long long length)
{
    work.hashes++;
    return __real_crypto_generichash_update(state, in, length);
}

int __wrap_sqlite3_step(sqlite3_stmt *statement)
{
    work.statements++;
    return __real_sqlite3_step(statement);
}

static void check_same(const struct work *known, const struct work *unknown)
{
    assert_int_equal(known->folds, unknown->folds);
    assert_int_equal(known->compares, unknown->compares);
    assert_int_equal(known->hashes, unknown->hashes);
    assert_int_equal(known->statements, unknown->statements);
}

static int set_up(void **state)
{
    struct roster *roster = &support.kiosk.roster;
    size_t few;

    (void)state;
    support_open(&support, SUPPORT_CASH);
    few = roster->count;
    roster->people = mem_resize(roster->people, MANY, sizeof *roster->people);
    for (size_t i = few; i < MANY; i++) {
        roster->people[i] = roster->people[few - 1];
        roster->people[i].expected.person = id_new();
        memset(roster->people[i].expected.card, (int)i, CARD_ID_SIZE);
    }
    roster->count = MANY;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

// All that is read on the page, but names and what was typed.
static void read_page(struct bytes *words)
{
    for (size_t i = 0; i < support.ui.node_count; i++) {
        const struct ui_node *node = &support.ui.nodes[i];

        if (!node->placed || node->pii || !*ui_text(&support.ui, node))
            continue;
        bytes_add_text(words, ui_text(&support.ui, node));
        bytes_add_text(words, "\n");
    }
}

static void check_same_words(struct bytes *known, struct bytes *unknown)
{
    assert_true(known->length > 100);
    assert_string_equal(bytes_text(known), bytes_text(unknown));
    bytes_clear(known);
    bytes_clear(unknown);
}

// --- letters ---

static struct work work_of_letters(const char *letters)
{
    support_start(&support);
    support_tap(&support, "#sign.en");
    support_type(&support, letters);
    work = (struct work){0};
    support_tap(&support, "Next");
    return work;
}

static void test_guess__letters_take_the_same_work_for_nobody(void **state)
{
    struct work first, last, none;
    struct bytes found = {0}, not_found = {0};

    (void)state;
    first = work_of_letters("DAF"); // whose name is looked at first
    assert_non_null(ui_node(&support.ui, "name.1"));
    read_page(&found);
    last = work_of_letters("MOR");
    none = work_of_letters("XYZ");
    assert_null(ui_node(&support.ui, "name.1"));
    read_page(&not_found);
    check_same_words(&found, &not_found);
    assert_true(none.folds > MANY); // it is of them all
    check_same(&first, &none);
    check_same(&last, &none);
}

// --- pictures ---

static void choose_picture(int person)
{
    support_arrive_by_card(&support, person);
    support_tap(&support, "Remember me");
    support_to_page_of(&support, "picture.choose");
    support_tap(&support, "#picture.choose");
    support_tap(&support, "Cup");
    support_tap(&support, "Keep this picture");
}

static struct work work_of_picture(const char *letters)
{
    work_of_letters(letters);
    support_tap(&support, "#name.1");
    support_tap(&support, "#yes");
    support_tap(&support, "My picture");
    work = (struct work){0};
    support_tap(&support, "Bell");
    return work;
}

static void test_guess__a_picture_takes_the_same_work_for_who_has_none(void **state)
{
    struct work with, without;
    struct bytes wrong = {0}, none = {0};

    (void)state;
    choose_picture(1);
    with = work_of_picture("MOR");
    support_is_on(&support, "picture");
    read_page(&wrong);
    without = work_of_picture("ONE");
    support_is_on(&support, "picture");
    read_page(&none);
    check_same_words(&wrong, &none);
    assert_true(without.hashes > 0 && without.compares > 0 && without.statements > 0);
    check_same(&with, &without);
}

// --- cards ---

static struct card stranger(enum card_kind kind)
{
    struct card card;

    card_make(&card, kind);
    return card;
}

// Who is expected is looked for in all of them; what comes after that only who has the card sees.
static void test_guess__a_card_is_compared_with_everybodys(void **state)
{
    const struct roster *roster = &support.kiosk.roster;
    struct card none = stranger(CARD_MEMBER);
    struct work known, unknown;

    (void)state;
    work = (struct work){0};
    assert_non_null(roster_find_card(roster, &support.office.members[0]));
    known = work;
    work = (struct work){0};
    assert_null(roster_find_card(roster, &none));
    unknown = work;
    assert_int_equal(unknown.compares, MANY);
    check_same(&known, &unknown);
}

static const char *words_of_unknown(const char *code)
{
    support_start(&support);
    support_tap(&support, "#sign.en");
    support_scan_text(&support, code);
    support_is_on(&support, "find");
    return ui_text(&support.ui, ui_node(&support.ui, "trouble"));
}

static void test_guess__every_card_that_opens_nothing_gets_the_same_words(void **state)
{
    struct card member = stranger(CARD_MEMBER);
    struct card claim = stranger(CARD_CLAIM);
    char code[CARD_TEXT_SIZE];
    char words[200];

    (void)state;
    card_write(code, &member);
    assert_true(str_copy(words, sizeof words, words_of_unknown(code)));
    assert_true(*words);
    card_write(code, &claim);
    assert_string_equal(words_of_unknown(code), words);
    assert_string_equal(words_of_unknown("5012345678900"), words); // of a tin of soup
}

// --- three tries ---

static void test_guess__three_cards_that_open_nothing_lead_to_a_person(void **state)
{
    struct card card = stranger(CARD_MEMBER);

    (void)state;
    support_start(&support);
    support_tap(&support, "#sign.en");
    for (int i = 1; i < KIOSK_GUESSES_MAX; i++) {
        support_scan(&support, &card);
        support_is_on(&support, "find");
    }
    support_scan(&support, &card);
    support_is_on(&support, "ask");
}

// Letters and cards are counted together.
static void test_guess__a_card_is_no_new_try_after_letters(void **state)
{
    struct card card = stranger(CARD_MEMBER);

    (void)state;
    work_of_letters("XYZ");
    for (int i = 2; i < KIOSK_GUESSES_MAX; i++) {
        support_tap(&support, "Try other letters");
        support_type(&support, "QQQ");
        support_tap(&support, "Next");
    }
    support_tap(&support, "Try other letters");
    support_is_on(&support, "find");
    support_scan(&support, &card);
    support_is_on(&support, "ask");
}

static void test_guess__three_wrong_pictures_lead_to_a_person(void **state)
{
    (void)state;
    choose_picture(1);
    work_of_picture("MOR");
    for (int i = 1; i < REMEMBER_TRIES; i++)
        support_tap(&support, "Bell");
    assert_null(ui_node(&support.ui, "picture.bell"));
    assert_non_null(ui_node(&support.ui, "ask"));
    // And not by coming again, nor with the right one.
    work_of_picture("MOR");
    assert_false(support.kiosk.visit.recognised);
    support_tap(&support, "Cup");
    assert_false(support.kiosk.visit.recognised);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_guess__letters_take_the_same_work_for_nobody, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_guess__a_picture_takes_the_same_work_for_who_has_none,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_guess__a_card_is_compared_with_everybodys, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            test_guess__every_card_that_opens_nothing_gets_the_same_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_guess__three_cards_that_open_nothing_lead_to_a_person,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_guess__a_card_is_no_new_try_after_letters, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_guess__three_wrong_pictures_lead_to_a_person, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
