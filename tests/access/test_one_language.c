// SPDX-License-Identifier: Apache-2.0

// LNG-06: no screen, and nothing that is said, mixes the languages. A word that one catalogue has
// and the other has not stands in none but its own.

#include "tests/check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/str.h"
#include "tests/access/every.h"
#include "tests/kiosk/catalogue.h"

#define WORD_SIZE 32
#define WORDS_MAX 8192
#define LETTERS_MIN 3 // "am" and "on" are words of both

struct vocabulary {
    char words[WORDS_MAX][WORD_SIZE];
    size_t count;
};

static struct every every;
static struct vocabulary vocabularies[2]; // by enum words_lang
static struct every_test tests[] = {{"t_one_language", NULL, 0, 0}};

static bool is_letter(const char *at)
{
    return isalpha((unsigned char)*at) || *at == '_' || // of a code, TAXI_NOT_AGREED
           ((unsigned char)*at >= 0x80 && !str_starts(at, "’") && !str_starts(at, "·") &&
            !str_starts(at, "–") && !str_starts(at, "£"));
}

// The next word in small letters, of at most WORD_SIZE - 1 bytes; NULL when there is none left.
// Places for arguments are passed over.
static const char *next_word(const char *at, char out[static WORD_SIZE])
{
    size_t length = 0;

    while (length < LETTERS_MIN) {
        while (*at && !is_letter(at))
            at = *at == '{' && strchr(at, '}') ? strchr(at, '}') : at + str_char_length(at);
        if (!*at)
            return NULL;
        for (length = 0; is_letter(at); at++)
            if (length < WORD_SIZE - 1)
                out[length++] = (char)tolower((unsigned char)*at);
    }
    out[length] = '\0';
    return at;
}

static int compare(const void *a, const void *b)
{
    return strcmp(a, b);
}

static bool has(const struct vocabulary *vocabulary, const char *word)
{
    return bsearch(word, vocabulary->words, vocabulary->count, WORD_SIZE, compare) != NULL;
}

static void learn(struct vocabulary *vocabulary, const char *text)
{
    char word[WORD_SIZE] = "";

    while ((text = next_word(text, word))) {
        assert_true(vocabulary->count < WORDS_MAX);
        memcpy(vocabulary->words[vocabulary->count++], word, WORD_SIZE);
    }
}

static void learn_all(struct vocabulary *vocabulary, const char *code)
{
    struct catalogue *catalogue = calloc(1, sizeof *catalogue);

    catalogue_read(catalogue, EVERY_SOURCES, code);
    for (size_t i = 0; i < catalogue->count; i++)
        if (!str_equal(catalogue->phrases[i].key, "language")) // each is called by its own name
            for (size_t k = 0; k < catalogue->phrases[i].count; k++)
                learn(vocabulary, catalogue->phrases[i].forms[k]);
    catalogue_clear(catalogue);
    free(catalogue);
    qsort(vocabulary->words, vocabulary->count, WORD_SIZE, compare);
}

// The first word that is the other language's alone; false if there is none.
static bool find_foreign(const char *text, enum words_lang lang, char word[static WORD_SIZE])
{
    while ((text = next_word(text, word)))
        if (has(&vocabularies[!lang], word) && !has(&vocabularies[lang], word))
            return true;
    return false;
}

static void check_node(struct every *e, const struct ui_node *node)
{
    const char *texts[] = {ui_text(&e->ui, node), ui_second_text(&e->ui, node),
                           ui_value_text(&e->ui, node), ui_spoken_text(&e->ui, node)};
    char word[WORD_SIZE];
    char why[80];

    every_check(e, e->ui.first || !*texts[0] || node->lang == e->ui.prefs.lang, node,
                "LNG-06: in the other language");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bool foreign = find_foreign(texts[i], node->lang, word);

        snprintf(why, sizeof why, "LNG-06: \"%s\" is of the other language", foreign ? word : "");
        every_check(e, !foreign, node, why);
    }
}

// Its own name, what somebody typed, and what an office called its meeting and its adviser.
static bool is_in_any_language(const struct ui_node *node)
{
    return str_equal(node->id, "lang") || str_equal(node->id, "adviser") ||
           node->role == UI_FIELD || str_starts(node->id, "meeting");
}

static void check_page(struct every *e)
{
    for (size_t i = 0; i < e->ui.node_count; i++) {
        const struct ui_node *node = &e->ui.nodes[i];

        if (*node->id && !node->both && !is_in_any_language(node))
            check_node(e, node);
    }
}

static void check(struct every *e)
{
    check_page(e);
    stage_event(&e->kiosk.stage, &(struct ui_event){UI_TOUCHED, "lang", NULL});
    check_page(e);
    every_again(e);
}

static int walk(void **state)
{
    (void)state;
    learn_all(&vocabularies[WORDS_EN], "en");
    learn_all(&vocabularies[WORDS_CY], "cy");
    tests[0].check = check;
    every_walk(&every, EVERY_LAYOUT, 2, tests, 1);
    return 0;
}

static void test_one_language__can_tell_them_apart(void **state)
{
    char word[WORD_SIZE];

    (void)state;
    assert_true(find_foreign("Faint oedd the bws?", WORDS_CY, word));
    assert_string_equal(word, "the");
    assert_true(find_foreign("On ddydd Mawrth 1 Rhagfyr", WORDS_EN, word));
    assert_false(find_foreign("Faint oedd y bws?", WORDS_CY, word));
    assert_false(find_foreign("How much was the bus?", WORDS_EN, word));
}

static void test_one_language__LNG_06_is_all_of_a_screen_and_of_what_is_said(void **state)
{
    (void)state;
    every_passed(&every, &tests[0], 50000);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest list[] = {
        cmocka_unit_test(test_one_language__can_tell_them_apart),
        cmocka_unit_test(test_one_language__LNG_06_is_all_of_a_screen_and_of_what_is_said),
    };
    int failed;

    every_open(&every, argc, argv);
    failed = cmocka_run_group_tests(list, walk, NULL);
    every_close(&every);
    return failed;
}
