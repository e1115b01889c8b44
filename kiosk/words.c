// SPDX-License-Identifier: Apache-2.0

#include "kiosk/words.h"

#include <assert.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/str.h"

static const struct {
    const char *code;
    const char *domain;
} LANGS[WORDS_LANGS] = {
    [WORDS_EN] = {"en", "diolch-en"},
    [WORDS_CY] = {"cy", "diolch-cy"},
};

bool words_open(const char *folder, struct err *err)
{
    // In the locale C nothing is translated, and a LANGUAGE that changes is not noticed: so it is
    // a constant, and each language has a domain.
    if (!setlocale(LC_ALL, "C.UTF-8"))
        return err_set(err, ERR_INTERNAL, "the locale C.UTF-8 is missing: install libc-bin");
    setenv("LANGUAGE", "diolch", 1);
    for (int lang = 0; lang < WORDS_LANGS; lang++) {
        bindtextdomain(LANGS[lang].domain, folder);
        bind_textdomain_codeset(LANGS[lang].domain, "UTF-8");
        if (!words_has((enum words_lang)lang, "language"))
            return err_set(err, ERR_NOT_FOUND, "no words for \"%s\" in %s: install Diolch again",
                           LANGS[lang].code, folder);
    }
    return true;
}

const char *words_code(enum words_lang lang)
{
    return LANGS[lang].code;
}

bool words_lang_of(enum words_lang *out, const char *code)
{
    for (int lang = 0; lang < WORDS_LANGS; lang++)
        if (str_equal(LANGS[lang].code, code)) {
            *out = (enum words_lang)lang;
            return true;
        }
    return false;
}

enum words_lang words_other(enum words_lang lang)
{
    return lang == WORDS_EN ? WORDS_CY : WORDS_EN;
}

bool words_has(enum words_lang lang, const char *key)
{
    return dgettext(LANGS[lang].domain, key) != key; // gettext gives the key itself back
}

static const char *find(enum words_lang lang, const char *key, const struct words_args *args)
{
    const char *domain = LANGS[lang].domain;
    const char *phrase;

    if (args && args->counted)
        phrase = dngettext(domain, key, key, (unsigned long)args->number);
    else
        phrase = dgettext(domain, key);
    if (phrase == key) {
        fprintf(stderr, "there are no words for \"%s\" in \"%s\"\n", key, LANGS[lang].code);
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
