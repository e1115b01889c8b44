// SPDX-License-Identifier: Apache-2.0

#include "kiosk/words.h"

#include <assert.h>
#include <dirent.h>
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/str.h"

#define DOMAIN_SIZE 24
#define PREFIX "diolch-"
#define SUFFIX ".mo"

struct lang {
    char code[WORDS_CODE_SIZE];
    char domain[DOMAIN_SIZE];
};

// The first two are always there, in this order: neither comes after the other's list.
static struct lang langs[WORDS_LANGS_MAX];
static int lang_count;

static bool add_lang(const char *code, struct err *err)
{
    struct lang *lang = &langs[lang_count];

    if (lang_count == WORDS_LANGS_MAX)
        return err_set(err, ERR_INVALID, "there are words for more than %d languages: remove some",
                       WORDS_LANGS_MAX);
    if (!str_copy(lang->code, sizeof lang->code, code))
        return err_set(err, ERR_INVALID, "the language \"%s\" has too long a code", code);
    snprintf(lang->domain, sizeof lang->domain, PREFIX "%s", code);
    lang_count++;
    return true;
}

// The code in "diolch-en.mo"; false for any other file.
static bool code_of_file(char *out, size_t size, const char *name)
{
    size_t length = strlen(name);
    size_t around = strlen(PREFIX) + strlen(SUFFIX);

    if (length <= around || length - around >= size || !str_starts(name, PREFIX) ||
        !str_equal(name + length - strlen(SUFFIX), SUFFIX))
        return false;
    memcpy(out, name + strlen(PREFIX), length - around);
    out[length - around] = '\0';
    return true;
}

static int is_catalogue(const struct dirent *entry)
{
    char code[WORDS_CODE_SIZE];

    return code_of_file(code, sizeof code, entry->d_name) && !str_equal(code, "en") &&
           !str_equal(code, "cy");
}

static bool find_langs(const char *folder, struct err *err)
{
    char path[PATH_MAX];
    char code[WORDS_CODE_SIZE];
    struct dirent **files = NULL;
    int count;
    bool ok;

    snprintf(path, sizeof path, "%s/diolch/LC_MESSAGES", folder);
    lang_count = 0;
    ok = add_lang("en", err) && add_lang("cy", err);
    count = scandir(path, &files, is_catalogue, alphasort);
    for (int i = 0; i < count; i++) {
        ok = ok && code_of_file(code, sizeof code, files[i]->d_name) && add_lang(code, err);
        free(files[i]);
    }
    free(files);
    return ok; // a folder that is not there has no English either, which is said better
}

bool words_open(const char *folder, struct err *err)
{
    // In the locale C nothing is translated, and a LANGUAGE that changes is not noticed: so it is
    // a constant, and each language has a domain.
    if (!setlocale(LC_ALL, "C.UTF-8"))
        return err_set(err, ERR_INTERNAL, "the locale C.UTF-8 is missing: install libc-bin");
    setenv("LANGUAGE", "diolch", 1);
    if (!find_langs(folder, err))
        return false;
    for (int lang = 0; lang < lang_count; lang++) {
        bindtextdomain(langs[lang].domain, folder);
        bind_textdomain_codeset(langs[lang].domain, "UTF-8");
        if (!words_has((enum words_lang)lang, "language"))
            return err_set(err, ERR_NOT_FOUND, "no words for \"%s\" in %s: install Diolch again",
                           langs[lang].code, folder);
    }
    return true;
}

int words_count(void)
{
    return lang_count;
}

const char *words_code(enum words_lang lang)
{
    return langs[lang].code;
}

bool words_lang_of(enum words_lang *out, const char *code)
{
    for (int lang = 0; lang < lang_count; lang++)
        if (str_equal(langs[lang].code, code)) {
            *out = (enum words_lang)lang;
            return true;
        }
    return false;
}

enum words_lang words_other(enum words_lang lang)
{
    return (enum words_lang)(((int)lang + 1) % lang_count);
}

bool words_has(enum words_lang lang, const char *key)
{
    return dgettext(langs[lang].domain, key) != key; // gettext gives the key itself back
}

bool words_has_places(enum words_lang lang, const char *key)
{
    return strchr(dgettext(langs[lang].domain, key), '{');
}

static const char *find(enum words_lang lang, const char *key, const struct words_args *args)
{
    const char *domain = langs[lang].domain;
    const char *phrase;

    if (args && args->counted)
        phrase = dngettext(domain, key, key, (unsigned long)args->number);
    else
        phrase = dgettext(domain, key);
    if (phrase == key) {
        fprintf(stderr, "there are no words for \"%s\" in \"%s\"\n", key, langs[lang].code);
        abort();
    }
    return phrase;
}

static void add_argument(struct bytes *out, const char *name, size_t length,
                         const struct words_args *args)
{
    for (size_t i = 0; args && i < args->count; i++)
        if (strlen(args->list[i].name) == length && memcmp(args->list[i].name, name, length) == 0) {
            bytes_add_text(out, args->list[i].text);
            return;
        }
    if (args && args->counted && length == 5 && memcmp(name, "count", 5) == 0)
        bytes_addf(out, "%lld", (long long)args->number);
    else
        assert(0 && "a phrase has a place for an argument that was not given");
}

void words_write(struct bytes *out, enum words_lang lang, const char *key,
                 const struct words_args *args)
{
    const char *at = find(lang, key, args);

    while (*at) {
        size_t plain = strcspn(at, "{*");
        const char *close;

        bytes_add(out, at, plain);
        at += plain;
        if (*at == '*') {
            bytes_add(out, "\x01", 1);
            at++;
        } else if (*at == '{') {
            close = strchr(at, '}');
            assert(close);
            add_argument(out, at + 1, (size_t)(close - at) - 1, args);
            at = close + 1;
        }
    }
}
