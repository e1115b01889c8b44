// SPDX-License-Identifier: Apache-2.0

#include "tests/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/words.h"
#include "shared/bytes.h"
#include "shared/str.h"

#define CATALOGUE_MAX (1 << 20)
#define PHRASES_MAX 4096
#define FORMS_MAX 6
#define SENTENCE_MAX 15 // words (COG-03)

// A phrase of a .po file: its key, and every form it has.
struct phrase {
    char *key;
    char *forms[FORMS_MAX];
    size_t count;
};

struct catalogue {
    struct phrase phrases[PHRASES_MAX];
    size_t count;
};

static struct catalogue catalogues[WORDS_LANGS_MAX];

// --- reading .po files as msgfmt took them: one line a string ---

static char *quoted(const char *line)
{
    const char *open = strchr(line, '"');
    const char *close = strrchr(line, '"');

    assert_true(open && close > open);
    return strndup(open + 1, (size_t)(close - open) - 1);
}

static void read_line(struct catalogue *catalogue, const char *line)
{
    struct phrase *phrase = &catalogue->phrases[catalogue->count];

    if (str_starts(line, "msgid ")) {
        assert_true(catalogue->count + 1 < PHRASES_MAX);
        catalogue->count++;
        catalogue->phrases[catalogue->count].key = quoted(line);
    } else if (str_starts(line, "msgstr")) {
        assert_true(phrase->count < FORMS_MAX);
        phrase->forms[phrase->count++] = quoted(line);
    } else if (*line == '"' && phrase->count > 0) { // the string goes on
        char *more = quoted(line);
        char *all;

        assert_true(asprintf(&all, "%s%s", phrase->forms[phrase->count - 1], more) >= 0);
        free(more);
        free(phrase->forms[phrase->count - 1]);
        phrase->forms[phrase->count - 1] = all;
    }
}

static int read_catalogues(void **state)
{
    struct err err;

    (void)state;
    check_ok(words_open(GALLERY_WORDS, &err), &err);
    for (int lang = 0; lang < words_count(); lang++) {
        struct bytes text = {0};
        char path[4096];
        char *rest, *line;

        snprintf(path, sizeof path, "%s/../../assets/words/%s.po", getenv("TEST_SOURCE_DIR"),
                 words_code((enum words_lang)lang));
        check_ok(bytes_read_file(&text, path, CATALOGUE_MAX, &err), &err);
        line = (char *)text.data;
        while ((rest = strchr(line, '\n'))) {
            *rest = '\0';
            read_line(&catalogues[lang], line);
            line = rest + 1;
        }
        bytes_clear(&text);
    }
    return 0;
}

static int free_catalogues(void **state)
{
    (void)state;
    for (int lang = 0; lang < words_count(); lang++)
        for (size_t i = 0; i <= catalogues[lang].count; i++) {
            free(catalogues[lang].phrases[i].key);
            for (size_t k = 0; k < catalogues[lang].phrases[i].count; k++)
                free(catalogues[lang].phrases[i].forms[k]);
        }
    return 0;
}

static const struct phrase *find(enum words_lang lang, const char *key)
{
    for (size_t i = 1; i <= catalogues[lang].count; i++)
        if (str_equal(catalogues[lang].phrases[i].key, key))
            return &catalogues[lang].phrases[i];
    return NULL;
}

// --- what words.h promises ---

static void check_written(enum words_lang lang, const char *key, const struct words_args *args,
                          const char *expected)
{
    struct bytes out = {0};

    words_write(&out, lang, key, args);
    assert_string_equal(bytes_text(&out), expected);
    bytes_clear(&out);
}

static void test_words__both_languages_are_always_at_hand(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        check_written(WORDS_EN, "next", NULL, "Next");
        check_written(WORDS_CY, "next", NULL, "Nesaf");
    }
}

static void test_words__arguments_stand_whole_and_are_only_text(void **state)
{
    struct words_args args = {.list = {{"amount", "*{count}*"}}, .count = 1};

    (void)state;
    check_written(WORDS_EN, "g.done.call", &args,
                  "Sit down, we will call your number for \x01*{count}*\x01 travel money.");
}

static void test_words__plurals_follow_each_language(void **state)
{
    static const struct {
        int64_t number;
        const char *en, *cy;
    } cases[] = {
        {0, "0 cats", "dim cath"},  {1, "1 cat", "1 gath"},   {2, "2 cats", "2 gath"},
        {3, "3 cats", "3 cath"},    {6, "6 cats", "6 chath"}, {5, "5 cats", "5 cath"},
        {14, "14 cats", "14 cath"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct words_args args = {.counted = true, .number = cases[i].number};

        check_written(WORDS_EN, "g.cats", &args, cases[i].en);
        check_written(WORDS_CY, "g.cats", &args, cases[i].cy);
    }
}

static void test_words__a_folder_without_words_is_refused(void **state)
{
    struct err err;

    (void)state;
    check_fails(words_open("/nowhere", &err), &err, ERR_NOT_FOUND);
    check_ok(words_open(GALLERY_WORDS, &err), &err);
}

// --- what every catalogue must keep ---

static void test_words__every_phrase_is_in_both_languages(void **state)
{
    (void)state;
    assert_true(catalogues[WORDS_EN].count > 20);
    for (int lang = 0; lang < words_count(); lang++)
        for (size_t i = 1; i <= catalogues[lang].count; i++) {
            const struct phrase *phrase = &catalogues[lang].phrases[i];
            const struct phrase *other = find(words_other((enum words_lang)lang), phrase->key);

            if (!other || (phrase->count > 1) != (other->count > 1))
                fail_msg("\"%s\" is not the same thing in both languages", phrase->key);
            assert_true(phrase->count == 1 || phrase->count == (lang == WORDS_EN ? 2 : 6));
        }
}

// Whether each place for an argument in one form is in the other too.
static bool has_places_of(const char *form, const char *other)
{
    const char *open = form;

    while ((open = strchr(open, '{'))) {
        const char *close = strchr(open, '}');
        char place[64] = "";

        assert_true(close && (size_t)(close - open) < sizeof place - 1);
        memcpy(place, open, (size_t)(close - open) + 1);
        if (!strstr(other, place))
            return false;
        open = close;
    }
    return true;
}

static void test_words__arguments_have_a_place_in_both_languages(void **state)
{
    (void)state;
    for (size_t i = 1; i <= catalogues[WORDS_EN].count; i++) {
        const struct phrase *en = &catalogues[WORDS_EN].phrases[i];
        const struct phrase *cy = find(WORDS_CY, en->key);

        if (en->count == 1 && (!has_places_of(en->forms[0], cy->forms[0]) ||
                               !has_places_of(cy->forms[0], en->forms[0])))
            fail_msg("\"%s\" has other arguments in Welsh", en->key);
        assert_null(strchr(en->forms[0], '%'));
    }
}

static void test_words__bold_words_end(void **state)
{
    (void)state;
    for (int lang = 0; lang < words_count(); lang++)
        for (size_t i = 1; i <= catalogues[lang].count; i++)
            for (size_t k = 0; k < catalogues[lang].phrases[i].count; k++) {
                const char *c = catalogues[lang].phrases[i].forms[k];
                int marks = 0;

                for (; *c; c++)
                    marks += *c == '*';
                if (marks % 2)
                    fail_msg("\"%s\" begins bold words and does not end them",
                             catalogues[lang].phrases[i].key);
            }
}

// Words of the longest sentence.
static int longest_sentence(const char *text)
{
    int most = 0, words = 0;
    bool inside = false;

    for (; *text; text++) {
        if (*text == ' ') {
            inside = false;
        } else if (!inside) {
            inside = true;
            words++;
        }
        if (words > most)
            most = words;
        if (strchr(".?:", *text) && (text[1] == ' ' || !text[1]))
            words = 0;
    }
    return most;
}

static void test_words__sentences_are_short(void **state)
{
    (void)state;
    for (int lang = 0; lang < words_count(); lang++)
        for (size_t i = 1; i <= catalogues[lang].count; i++)
            for (size_t k = 0; k < catalogues[lang].phrases[i].count; k++)
                if (longest_sentence(catalogues[lang].phrases[i].forms[k]) > SENTENCE_MAX)
                    fail_msg("\"%s\" has a long sentence in %s", catalogues[lang].phrases[i].key,
                             words_code((enum words_lang)lang));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words__both_languages_are_always_at_hand),
        cmocka_unit_test(test_words__arguments_stand_whole_and_are_only_text),
        cmocka_unit_test(test_words__plurals_follow_each_language),
        cmocka_unit_test(test_words__a_folder_without_words_is_refused),
        cmocka_unit_test(test_words__every_phrase_is_in_both_languages),
        cmocka_unit_test(test_words__arguments_have_a_place_in_both_languages),
        cmocka_unit_test(test_words__bold_words_end),
        cmocka_unit_test(test_words__sentences_are_short),
    };

    return cmocka_run_group_tests(tests, read_catalogues, free_catalogues);
}
