// SPDX-License-Identifier: Apache-2.0
// The paper of somebody new: a code, and room to write what the kiosk must not know.
#include "kiosk/slip.h"

#include <assert.h>

#include "shared/str.h"

#define WRITING_LINES 2 // under each heading

static struct slip_line *add_line(struct slip *slip, enum slip_style style, const char *text)
{
    struct slip_line *line = &slip->lines[slip->count++];

    assert(slip->count <= SLIP_LINES_MAX);
    *line = (struct slip_line){.style = style};
    str_copy(line->text, sizeof line->text, text);
    return line;
}

static void add_words(struct slip *slip, enum slip_style style, enum words_lang lang,
                      const char *key)
{
    struct bytes words = {0};

    words_write(&words, lang, key, NULL);
    add_line(slip, style, bytes_text(&words));
    bytes_clear(&words);
}

static void add_room(struct slip *slip, enum words_lang lang, const char *key)
{
    add_words(slip, SLIP_HEAD, lang, key);
    for (int i = 0; i < WRITING_LINES; i++) {
        add_line(slip, SLIP_WORDS, " ");
        add_line(slip, SLIP_RULE, "");
    }
}

void slip_describe_new(struct slip *out, enum words_lang lang, const char *code)
{
    *out = (struct slip){.lang = lang};
    add_words(out, SLIP_HEAD, lang, "slip.new.title");
    add_line(out, SLIP_NUMBER, code);
    add_words(out, SLIP_WORDS, lang, "slip.new.how");
    add_room(out, lang, "slip.new.reach");
    add_room(out, lang, "slip.new.address");
    add_room(out, lang, "slip.new.bank");
    add_words(out, SLIP_WORDS, lang, "slip.new.envelope");
}
