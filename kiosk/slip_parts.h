#ifndef KIOSK_SLIP_PARTS_H
#define KIOSK_SLIP_PARTS_H

#include <stdint.h>

#include "kiosk/slip.h"

/*
 * How a slip is written down, for the files that describe one (slip*.c). Words come in the slip's
 * language. Each adds one line; more than SLIP_LINES_MAX is a mistake of ours.
 */
struct slip_line *slip_add(struct slip *slip, enum slip_style style, const char *text);
struct slip_line *slip_add_words(struct slip *slip, enum slip_style style, const char *key,
                                 const struct words_args *args);
/* With one name in the words. */
struct slip_line *slip_add_with(struct slip *slip, const char *key, const char *name,
                                const char *text);

void slip_add_amount(struct slip *slip, enum slip_style style, const char *key, int64_t pence);
void slip_add_rule(struct slip *slip);

/* So many lines to write on by hand. */
void slip_add_room(struct slip *slip, int lines);
/* "On 28 November 2026". */
void slip_add_day(struct slip *slip, const char *today);

/* How to complain: contact in the office's words; "": to anyone of the team. */
void slip_add_complaints(struct slip *slip, const char *contact);

#endif
