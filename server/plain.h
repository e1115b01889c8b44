#ifndef SERVER_PLAIN_H
#define SERVER_PLAIN_H

#include <stdint.h>

#include "shared/bytes.h"
#include "shared/err.h"

/*
 * A page of plain text for people, at most PLAIN_WIDTH characters wide: headings, paragraphs that
 * wrap between words, items, and rows with a value at the right. UTF-8; a line for each call.
 */
#define PLAIN_WIDTH 76
#define PLAIN_DATE_SIZE 24 // "30 September 2026"

/* In capitals as it is given, with an empty line before and after. */
void plain_heading(struct bytes *out, const char *text);

/* Indented by two; wraps. */
void plain_paragraph(struct bytes *out, const char *fmt, ...) ERR_PRINTF(2, 3);

/* A paragraph behind a mark, "-" or "!", its further lines under its first word. */
void plain_item(struct bytes *out, const char *mark, const char *fmt, ...) ERR_PRINTF(3, 4);

/* A name at the left and a value at the right of a dotted line. */
void plain_row(struct bytes *out, const char *value, const char *fmt, ...) ERR_PRINTF(3, 4);

/* A name, and beside it what it is; wraps in a column of its own. */
void plain_fact(struct bytes *out, const char *name, const char *fmt, ...) ERR_PRINTF(3, 4);

/* An empty line, unless one has just been left. */
void plain_gap(struct bytes *out);

/* "2026-11-23" as "23 November 2026", "2026-11" as "November 2026"; "" as "". */
void plain_date(char out[static PLAIN_DATE_SIZE], const char *date);

/* "a", "a and b", "a, b and c": adds the next word of a list of `count`. */
void plain_list(struct bytes *out, const char *word, size_t index, size_t count);

#endif
