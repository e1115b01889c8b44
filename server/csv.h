#ifndef SERVER_CSV_H
#define SERVER_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "shared/err.h"

/*
 * A table from a spreadsheet: UTF-8 with or without a byte order mark, commas, cells quoted or not
 * (RFC 4180), lines that end in LF or CRLF, the first of which names the columns. Every refusal
 * says the line, and the column where there is one. A cell is text, whatever it begins with: "=1+1"
 * stays those letters.
 */
#define CSV_ROWS_MAX 20000
#define CSV_COLUMNS_MAX 32
#define CSV_CELL_MAX 4096
#define CSV_BYTES_MAX ((size_t)8 * 1024 * 1024)

struct csv;

/*
 * Reads all of it. columns: the names it may have, ended by NULL; an unknown one, one twice, or a
 * line with more or fewer cells than the first is ERR_INVALID. The table is the caller's.
 */
bool csv_read(struct csv **out, const char *text, size_t length, const char *const columns[],
              struct err *err);
void csv_free(struct csv *csv);

/* Lines below the first that are not empty. */
size_t csv_rows(const struct csv *csv);
bool csv_has(const struct csv *csv, const char *column);

/* Borrowed, without spaces at its ends; "" when the table has no such column. */
const char *csv_cell(const struct csv *csv, size_t row, const char *column);
/* Where that row begins in the file, from 1. */
int csv_line(const struct csv *csv, size_t row);

/* "line 7, birth_date: …", as ERR_INVALID. Returns false. */
bool csv_refuse(const struct csv *csv, size_t row, const char *column, const char *why,
                struct err *err);

#endif
