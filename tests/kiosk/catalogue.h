#ifndef TESTS_KIOSK_CATALOGUE_H
#define TESTS_KIOSK_CATALOGUE_H

#include <stddef.h>

/*
 * A language's catalogue as its author wrote it, for tests of the words themselves: assets/words/
 * <code>.po, one line a string as msgfmt takes them. Reading asserts that it is one.
 */
#define CATALOGUE_PHRASES_MAX 4096
#define CATALOGUE_FORMS_MAX 6

struct catalogue_phrase {
    char *key;
    char *forms[CATALOGUE_FORMS_MAX]; // one, or one for each plural
    size_t count;
};

struct catalogue {
    const char *code; // "en"
    struct catalogue_phrase phrases[CATALOGUE_PHRASES_MAX];
    size_t count;
};

void catalogue_read(struct catalogue *catalogue, const char *folder, const char *code);
void catalogue_clear(struct catalogue *catalogue);

/* NULL if it has none of that key. */
const struct catalogue_phrase *catalogue_find(const struct catalogue *catalogue, const char *key);

#endif
