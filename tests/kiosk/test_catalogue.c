// SPDX-License-Identifier: Apache-2.0

// The rules that all words to people keep, in every language there is (accessibility.md 1.1, 1.7,
// 1.8): t_catalog and t_words of 4.3. What is allowed nevertheless stands here by name, with why.

#include "tests/check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <SDL_ttf.h>

#include "shared/bytes.h"
#include "shared/str.h"
#include "tests/kiosk/catalogue.h"

#define SENTENCE_MAX 15   // words (COG-03)
#define GRADE_MAX 5.0     // Flesch and Kincaid's: read at nine to eleven (COG-04)
#define GRADE_WORDS 6     // shorter ones say too little for the formula
#define GRADE_ALL_MAX 3.0 // of all together
#define SYLLABLES_MAX 3   // of an English word
#define WELSH_WORD_MAX 13 // letters: nobody has a formula for Welsh
#define WORD_SIZE 64

enum { EN, CY, LANGS };
static const char *const CODES[LANGS] = {"en", "cy"};
static const int FORMS[LANGS] = {2, 6}; // plurals (CLDR)
static struct catalogue catalogues[LANGS];

static int read_all(void **state)
{
    (void)state;
    for (int lang = 0; lang < LANGS; lang++)
        catalogue_read(&catalogues[lang], TEST_WORDS, CODES[lang]);
    return 0;
}

static int clear_all(void **state)
{
    (void)state;
    for (int lang = 0; lang < LANGS; lang++)
        catalogue_clear(&catalogues[lang]);
    return 0;
}

static bool is_listed(const char *const *list, const char *word)
{
    for (; *list; list++)
        if (str_equal(*list, word))
            return true;
    return false;
}

static int bad; // in the test that runs

static void check_form(bool ok, int lang, const char *key, const char *form, const char *why)
{
    if (ok)
        return;
    print_message("%s \"%s\" %s: %s\n", CODES[lang], key, why, form);
    bad++;
}

// Every form of every phrase.
static void each_form(void (*check)(int lang, const char *key, const char *form))
{
    bad = 0;
    for (int lang = 0; lang < LANGS; lang++)
        for (size_t i = 0; i < catalogues[lang].count; i++)
            for (size_t k = 0; k < catalogues[lang].phrases[i].count; k++)
                check(lang, catalogues[lang].phrases[i].key, catalogues[lang].phrases[i].forms[k]);
    assert_int_equal(bad, 0);
}

// --- words ---

static bool is_letter(const char *c)
{
    return isalnum((unsigned char)*c) || (unsigned char)*c >= 0x80;
}

// The next word, with what is inside it: "ad-daliad", "e-mail". Apostrophes part it: "i’ch".
// A place for an argument is one word, "it". NULL when there is none left.
static const char *next_word(const char *at, char out[static WORD_SIZE])
{
    size_t length = 0;

    while (*at && *at != '{' &&
           (!is_letter(at) || str_starts(at, "’") || str_starts(at, "·") || str_starts(at, "“") ||
            str_starts(at, "”") || str_starts(at, "–") || str_starts(at, "£")))
        at += str_char_length(at);
    if (!*at)
        return NULL;
    if (*at == '{') {
        str_copy(out, WORD_SIZE, "it");
        at = strchr(at, '}');
        assert_non_null(at);
        return at + 1;
    }
    while (*at && !str_starts(at, "’") && !str_starts(at, "”") &&
           (is_letter(at) || (*at == '-' && length > 0 && is_letter(at + 1)))) {
        assert_true(length < WORD_SIZE - 1);
        out[length++] = *at++;
    }
    out[length] = '\0';
    return at;
}

// A sentence ends, as “Rwy’n gadael.” and "Speed: 5" end.
static bool ends_sentence(const char *at)
{
    return strchr(".?:", *at) && *at && (at[1] == ' ' || !at[1]);
}

static int longest_sentence(const char *text)
{
    int most = 0, words = 0;
    bool inside = false;

    for (; *text; text++) {
        if (*text == ' ')
            inside = false;
        else if (!inside) {
            inside = true;
            words++;
        }
        if (words > most)
            most = words;
        if (ends_sentence(text))
            words = 0;
    }
    return most;
}

// --- the same in every language ---

static void test_catalogue__says_the_same_things_in_both_languages(void **state)
{
    (void)state;
    assert_true(catalogues[EN].count > 300);
    for (int lang = 0; lang < LANGS; lang++)
        for (size_t i = 0; i < catalogues[lang].count; i++) {
            const struct catalogue_phrase *phrase = &catalogues[lang].phrases[i];
            const struct catalogue_phrase *other =
                catalogue_find(&catalogues[LANGS - 1 - lang], phrase->key);

            if (!other || (phrase->count > 1) != (other->count > 1))
                fail_msg("\"%s\" is not the same thing in both languages", phrase->key);
            if (phrase->count > 1)
                assert_int_equal(phrase->count, FORMS[lang]);
        }
}

static void check_whole(int lang, const char *key, const char *form)
{
    size_t length = strlen(form);

    check_form(length > 0, lang, key, form, "says nothing");
    check_form(length == 0 || (form[0] != ' ' && form[length - 1] != ' '), lang, key, form,
               "is a piece to be glued");
    check_form(!strstr(form, "  "), lang, key, form, "has two spaces");
    check_form(!strchr(form, '%'), lang, key, form, "is for printf");
    check_form(!strchr(form, '\'') && !strchr(form, '`') && !strstr(form, "..."), lang, key, form,
               "is typed as for a typewriter");
}

// LNG-10.
static void test_catalogue__phrases_are_whole_and_never_glued(void **state)
{
    (void)state;
    each_form(check_whole);
}

// Whether each place for an argument in one form is in the other too; "{count}" may be a word.
static bool has_places_of(const char *form, const char *other)
{
    const char *open = form;

    while ((open = strchr(open, '{'))) {
        const char *close = strchr(open, '}');
        char place[WORD_SIZE] = "";

        assert_true(close && (size_t)(close - open) < sizeof place - 1);
        memcpy(place, open, (size_t)(close - open) + 1);
        if (!str_equal(place, "{count}") && !strstr(other, place))
            return false;
        open = close;
    }
    return true;
}

static void check_places(const struct catalogue_phrase *en, const struct catalogue_phrase *cy)
{
    for (size_t i = 0; i < en->count; i++)
        for (size_t k = 0; k < cy->count; k++)
            if (!has_places_of(en->forms[i], cy->forms[k]) ||
                !has_places_of(cy->forms[k], en->forms[i]))
                fail_msg("\"%s\" has other arguments in Welsh: %s", en->key, cy->forms[k]);
}

static void test_catalogue__arguments_have_a_place_in_both_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < catalogues[EN].count; i++)
        check_places(&catalogues[EN].phrases[i],
                     catalogue_find(&catalogues[CY], catalogues[EN].phrases[i].key));
}

// Nothing in it but places and what stands between them: "{day} {number} {month}".
static bool is_only_places(const char *form)
{
    for (; *form; form++)
        if (*form == '{')
            form = strchr(form, '}');
        else if (isalpha((unsigned char)*form))
            return false;
    return true;
}

// LNG-01: the two languages share few words.
static void test_catalogue__nothing_was_left_in_english(void **state)
{
    static const char *const shared[] = {"help",
                                         "help.title",       // Welsh has the word
                                         "cost.mileage_car", // as well
                                         "keys.accents",
                                         "keys.letters", // what stands on keys
                                         NULL};

    (void)state;
    for (size_t i = 0; i < catalogues[EN].count; i++) {
        const struct catalogue_phrase *en = &catalogues[EN].phrases[i];
        const struct catalogue_phrase *cy = catalogue_find(&catalogues[CY], en->key);
        bool same = str_equal(en->forms[0], cy->forms[0]);

        if (same && !is_only_places(en->forms[0]) && !is_listed(shared, en->key))
            fail_msg("\"%s\" is the same in Welsh: %s", en->key, en->forms[0]);
        if (!same && is_listed(shared, en->key))
            fail_msg("\"%s\" need no longer be allowed", en->key);
    }
}

// --- plain ---

static void check_bold(int lang, const char *key, const char *form)
{
    int marks = 0;

    for (const char *c = form; *c; c++)
        marks += *c == '*';
    check_form(marks % 2 == 0, lang, key, form, "begins bold words and does not end them");
}

static void test_catalogue__bold_words_end(void **state)
{
    (void)state;
    each_form(check_bold);
}

static void check_sentences(int lang, const char *key, const char *form)
{
    check_form(longest_sentence(form) <= SENTENCE_MAX, lang, key, form, "has a long sentence");
}

// COG-03.
static void test_catalogue__sentences_are_at_most_15_words(void **state)
{
    (void)state;
    assert_int_equal(longest_sentence("One two three. One {two}, three four five: six."), 5);
    each_form(check_sentences);
}

static int count_syllables(const char *word)
{
    size_t length = strlen(word);
    int count = 0;
    bool vowel = false;

    for (size_t i = 0; i < length; i++) {
        bool now = strchr("aeiouy", tolower((unsigned char)word[i])) != NULL;

        count += now && !vowel;
        vowel = now;
    }
    if (count > 1 && word[length - 1] == 'e' && word[length - 2] != 'l')
        count--;
    return count > 0 ? count : 1;
}

struct tally {
    int words, sentences, syllables;
};

static void count_text(struct tally *tally, const char *text)
{
    char word[WORD_SIZE];
    const char *at = text;

    while ((at = next_word(at, word))) {
        tally->words++;
        tally->syllables += count_syllables(word);
    }
    for (at = text; *at; at++)
        tally->sentences += ends_sentence(at);
    if (!ends_sentence(text + strlen(text) - 1))
        tally->sentences++;
}

// The school year (American) in which a text of these words and sentences is read.
static double grade(const struct tally *tally)
{
    return 0.39 * tally->words / tally->sentences + 11.8 * tally->syllables / tally->words - 15.59;
}

// What hosts and payers read at the desk; it is plain, and may be as exact as their work.
static bool is_staffs(const char *key)
{
    return str_starts(key, "desk.");
}

static void check_grade(int lang, const char *key, const char *form)
{
    struct tally tally = {0};

    if (lang != EN || is_staffs(key))
        return;
    count_text(&tally, form);
    check_form(tally.words < GRADE_WORDS || grade(&tally) <= GRADE_MAX, lang, key, form,
               "is too hard to read");
}

// COG-04: each phrase that is long enough to say so, and all of them together.
static void test_catalogue__english_is_read_at_nine_to_eleven(void **state)
{
    struct tally hard = {0}, all = {0};

    (void)state;
    count_text(&hard, "Reimbursement of subsistence expenditure necessitates documentation.");
    assert_true(grade(&hard) > GRADE_MAX);
    each_form(check_grade);
    for (size_t i = 0; i < catalogues[EN].count; i++)
        if (!is_only_places(catalogues[EN].phrases[i].forms[0]))
            count_text(&all, catalogues[EN].phrases[i].forms[0]);
    printf("%d words in %d sentences are read in year %.1f\n", all.words, all.sentences,
           grade(&all));
    assert_true(grade(&all) <= GRADE_ALL_MAX);
}

static size_t count_letters(const char *word)
{
    size_t count = 0;

    for (; *word; word += str_char_length(word))
        count++;
    return count;
}

static void check_words(int lang, const char *key, const char *form)
{
    static const char *const long_ones[] = {"Motorcycle",           // it is one
                                            "somebody", "Somebody", // three, as it is said
                                            "remembered",           // three, as it is said
                                            NULL};
    char word[WORD_SIZE];
    const char *at = form;

    while ((at = next_word(at, word)))
        if (lang == EN)
            check_form(is_staffs(key) || count_syllables(word) <= SYLLABLES_MAX ||
                           is_listed(long_ones, word),
                       lang, key, form, "has a long word");
        else
            check_form(count_letters(word) <= WELSH_WORD_MAX, lang, key, form, "has a long word");
}

static void test_catalogue__words_are_short(void **state)
{
    (void)state;
    each_form(check_words);
}

// --- kind ---

struct avoided {
    char lang[3];
    char word[WORD_SIZE]; // "reimburs-" is a start
    char why[160];
};

static struct avoided avoided[128];
static size_t avoided_count;

static void read_avoided(void)
{
    FILE *file = fopen(TEST_AVOIDED, "r");
    char line[256];

    assert_non_null(file);
    avoided_count = 0;
    while (fgets(line, sizeof line, file)) {
        struct avoided *one = &avoided[avoided_count];

        if (*line == '#' || *line == '\n')
            continue;
        assert_true(avoided_count < sizeof avoided / sizeof avoided[0]);
        assert_int_equal(sscanf(line, "%2s %63s %159[^\n]", one->lang, one->word, one->why), 3);
        avoided_count++;
    }
    fclose(file);
}

static bool is_avoided(const struct avoided *one, int lang, const char *word)
{
    size_t length = strlen(one->word);

    if (!str_equal(one->lang, CODES[lang]))
        return false;
    if (one->word[length - 1] == '-')
        return strncasecmp(word, one->word, length - 1) == 0;
    return strcasecmp(word, one->word) == 0;
}

static void check_kind(int lang, const char *key, const char *form)
{
    char word[WORD_SIZE];
    const char *at = form;

    check_form(!strchr(form, '!'), lang, key, form, "shouts");
    while ((at = next_word(at, word)))
        for (size_t i = 0; i < avoided_count; i++)
            check_form(!is_avoided(&avoided[i], lang, word), lang, key, form, avoided[i].why);
}

// COG-14; and J11, no word of employment.
static void test_catalogue__words_are_calm_and_blame_nobody(void **state)
{
    (void)state;
    read_avoided();
    assert_true(avoided_count > 80);
    assert_true(is_avoided(&avoided[0], EN, "reimbursement"));
    each_form(check_kind);
}

static bool is_shouted(const char *word)
{
    int large = 0;

    for (; *word; word++) {
        if (islower((unsigned char)*word))
            return false;
        large += isupper((unsigned char)*word) != 0;
    }
    return large > 1;
}

static void check_capitals(int lang, const char *key, const char *form)
{
    static const char *const allowed[] = {"PIN", "AB", NULL}; // a name, and a key's letters
    char word[WORD_SIZE];

    while ((form = next_word(form, word)))
        check_form(!is_shouted(word) || is_listed(allowed, word), lang, key, word,
                   "is a block of capitals");
}

// TXT-09.
static void test_catalogue__nothing_is_in_blocks_of_capitals(void **state)
{
    (void)state;
    each_form(check_capitals);
}

// --- letters ---

static TTF_Font *fonts[2];

static uint32_t code_point(const char *c)
{
    const unsigned char *b = (const unsigned char *)c;

    switch (str_char_length(c)) {
    case 1:
        return b[0];
    case 2:
        return (b[0] & 0x1FU) << 6 | (b[1] & 0x3FU);
    case 3:
        return (b[0] & 0x0FU) << 12 | (b[1] & 0x3FU) << 6 | (b[2] & 0x3FU);
    default:
        return (b[0] & 0x07U) << 18 | (b[1] & 0x3FU) << 12 | (b[2] & 0x3FU) << 6 | (b[3] & 0x3FU);
    }
}

static void check_letters(int lang, const char *key, const char *form)
{
    for (const char *c = form; *c; c += str_char_length(c))
        for (int i = 0; i < 2; i++)
            check_form(TTF_GlyphIsProvided32(fonts[i], code_point(c)), lang, key, form,
                       "has a letter that the font has not");
}

// LNG-08, for what is truly written.
static void test_catalogue__fonts_have_every_letter(void **state)
{
    static const char *const names[] = {"AtkinsonHyperlegibleNext_400Regular.ttf",
                                        "AtkinsonHyperlegibleNext_700Bold.ttf"};

    (void)state;
    TTF_Init();
    for (int i = 0; i < 2; i++) {
        char path[4096];

        snprintf(path, sizeof path, "%s/%s", TEST_FONTS, names[i]);
        fonts[i] = TTF_OpenFont(path, 20);
        assert_non_null(fonts[i]);
        assert_false(TTF_GlyphIsProvided32(fonts[i], 0x4E2D)); // it can say no
    }
    each_form(check_letters);
    for (int i = 0; i < 2; i++)
        TTF_CloseFont(fonts[i]);
    TTF_Quit();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_catalogue__says_the_same_things_in_both_languages),
        cmocka_unit_test(test_catalogue__phrases_are_whole_and_never_glued),
        cmocka_unit_test(test_catalogue__arguments_have_a_place_in_both_languages),
        cmocka_unit_test(test_catalogue__nothing_was_left_in_english),
        cmocka_unit_test(test_catalogue__bold_words_end),
        cmocka_unit_test(test_catalogue__sentences_are_at_most_15_words),
        cmocka_unit_test(test_catalogue__english_is_read_at_nine_to_eleven),
        cmocka_unit_test(test_catalogue__words_are_short),
        cmocka_unit_test(test_catalogue__words_are_calm_and_blame_nobody),
        cmocka_unit_test(test_catalogue__nothing_is_in_blocks_of_capitals),
        cmocka_unit_test(test_catalogue__fonts_have_every_letter),
    };

    return cmocka_run_group_tests(tests, read_all, clear_all);
}
