// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/bytes.h"
#include "shared/str.h"
#include "tests/check.h"

#define CATALOGUE_SIZE_MAX (1 << 20)

static char *quoted(const char *line)
{
    const char *open = strchr(line, '"');
    const char *close = strrchr(line, '"');

    assert_true(open && close > open);
    return strndup(open + 1, (size_t)(close - open) - 1);
}

static void go_on(struct catalogue_phrase *phrase, const char *line)
{
    char *more = quoted(line);
    char *all;

    assert_true(asprintf(&all, "%s%s", phrase->forms[phrase->count - 1], more) >= 0);
    free(more);
    free(phrase->forms[phrase->count - 1]);
    phrase->forms[phrase->count - 1] = all;
}

// The first, whose key is "", is the header.
static void read_line(struct catalogue *catalogue, const char *line)
{
    struct catalogue_phrase *phrase;

    if (str_starts(line, "msgid ")) {
        assert_true(catalogue->count < CATALOGUE_PHRASES_MAX);
        catalogue->phrases[catalogue->count++].key = quoted(line);
        return;
    }
    if (catalogue->count == 0)
        return;
    phrase = &catalogue->phrases[catalogue->count - 1];
    if (str_starts(line, "msgstr")) {
        assert_true(phrase->count < CATALOGUE_FORMS_MAX);
        phrase->forms[phrase->count++] = quoted(line);
    } else if (*line == '"' && phrase->count > 0) {
        go_on(phrase, line);
    }
}

static void free_phrase(struct catalogue_phrase *phrase)
{
    free(phrase->key);
    for (size_t i = 0; i < phrase->count; i++)
        free(phrase->forms[i]);
}

void catalogue_read(struct catalogue *catalogue, const char *folder, const char *code)
{
    struct bytes text = {0};
    char path[4096];
    char *line, *end;
    struct err err;

    *catalogue = (struct catalogue){.code = code};
    snprintf(path, sizeof path, "%s/%s.po", folder, code);
    check_ok(bytes_read_file(&text, path, CATALOGUE_SIZE_MAX, &err), &err);
    for (line = (char *)text.data; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        read_line(catalogue, line);
    }
    bytes_clear(&text);
    assert_true(catalogue->count > 1 && !*catalogue->phrases[0].key);
    free_phrase(&catalogue->phrases[0]);
    catalogue->count--;
    memmove(&catalogue->phrases[0], &catalogue->phrases[1],
            catalogue->count * sizeof catalogue->phrases[0]);
}

void catalogue_clear(struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->count; i++)
        free_phrase(&catalogue->phrases[i]);
    catalogue->count = 0;
}

const struct catalogue_phrase *catalogue_find(const struct catalogue *catalogue, const char *key)
{
    for (size_t i = 0; i < catalogue->count; i++)
        if (str_equal(catalogue->phrases[i].key, key))
            return &catalogue->phrases[i];
    return NULL;
}
