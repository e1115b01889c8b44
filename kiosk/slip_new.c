// SPDX-License-Identifier: Apache-2.0
// The paper of somebody new: a code, and room to write what the kiosk must not know.
#include "kiosk/slip_parts.h"

#define WRITING_LINES 2 // under each heading

static void add_room(struct slip *slip, const char *key)
{
    slip_add_words(slip, SLIP_HEAD, key, NULL);
    slip_add_room(slip, WRITING_LINES);
}

void slip_describe_new(struct slip *out, enum words_lang lang, const char *code,
                       const char *contact)
{
    *out = (struct slip){.lang = lang};
    slip_add_words(out, SLIP_HEAD, "slip.new.title", NULL);
    slip_add(out, SLIP_NUMBER, code);
    slip_add_words(out, SLIP_WORDS, "slip.new.how", NULL);
    add_room(out, "slip.new.reach");
    add_room(out, "slip.new.address");
    add_room(out, "slip.new.bank");
    slip_add_words(out, SLIP_WORDS, "slip.new.envelope", NULL);
    slip_add_complaints(out, contact);
}
