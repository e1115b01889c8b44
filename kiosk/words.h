#ifndef KIOSK_WORDS_H
#define KIOSK_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/err.h"

/*
 * What people read and hear, by key. Each language is a gettext catalogue of its own
 * (assets/words/en.po, cy.po) whose msgids are keys like "amount.ask": all are always at hand,
 * nothing is switched, and any thread may ask. English and Welsh are always there; every other
 * catalogue that lies beside them is one more language, without a line of code.
 *
 * A phrase is a whole sentence (LNG-10). "{amount}" in it is replaced whole by the argument of
 * that name. Words between asterisks are bold: "*a payment can change them*". An argument is never
 * read as anything but text.
 */
enum words_lang {
    WORDS_EN,
    WORDS_CY,
    WORDS_OTHER, // from here to words_count() - 1, in the order of their codes
    WORDS_LANGS_MAX = 16,
};

#define WORDS_CODE_SIZE 12
#define WORDS_ARGS_MAX 6
#define WORDS_KEY_SIZE 48

/* Starts and ends bold words in what words_write gives; occurs nowhere else. */
#define WORDS_BOLD '\x01'

struct words_arg {
    const char *name; // "amount", for "{amount}"
    const char *text;
};

struct words_args {
    struct words_arg list[WORDS_ARGS_MAX];
    size_t count;
    bool counted;   // the phrase has plural forms, and is picked by `number`
    int64_t number; // 0 or more
};

/* The folder holds diolch/LC_MESSAGES/diolch-en.mo, diolch-cy.mo and maybe more. Before any thread;
 * again for another folder. */
bool words_open(const char *folder, struct err *err);

/* How many languages there are: 2 or more. */
int words_count(void);

/* "en", "cy". */
const char *words_code(enum words_lang lang);
bool words_lang_of(enum words_lang *out, const char *code);

/* The next one, round and round: where there are two, the other. */
enum words_lang words_other(enum words_lang lang);

bool words_has(enum words_lang lang, const char *key);

/* The phrase has places for arguments; so it may say what is only for one person. */
bool words_has_places(enum words_lang lang, const char *key);

/*
 * Adds the phrase to out. `args` may be NULL. A key without a phrase, and a phrase with a place for
 * an argument that was not given, are our own mistakes: asserted.
 */
void words_write(struct bytes *out, enum words_lang lang, const char *key,
                 const struct words_args *args);

#endif
