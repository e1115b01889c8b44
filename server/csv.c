// SPDX-License-Identifier: Apache-2.0
#include "server/csv.h"

#include <stdlib.h>
#include <string.h>

#include "shared/bytes.h"
#include "shared/mem.h"
#include "shared/str.h"

struct row {
    int line;
    char *cells[CSV_COLUMNS_MAX]; // the caller's columns, in their order; NULL: not in the file
};

struct csv {
    const char *const *columns;
    size_t column_count;
    int place[CSV_COLUMNS_MAX]; // of the file's columns: which of ours
    size_t width;               // how many the file has
    struct row *rows;
    size_t count;
    size_t room;
};

/* Where reading is. */
struct reader {
    const char *at;
    const char *end;
    int line; // from 1
    struct bytes cell;
    bool last; // the cell just read was the last of its line
};

static bool fail(int line, const char *why, struct err *err)
{
    return err_set(err, ERR_INVALID, "line %d: %s", line, why);
}

static bool add_letter(struct reader *reader, char letter, struct err *err)
{
    if (reader->cell.length >= CSV_CELL_MAX)
        return fail(reader->line, "a cell is longer than 4096 letters", err);
    if (letter == '\0')
        return fail(reader->line, "there is a zero byte: save the file as CSV in UTF-8", err);
    if (letter == '\n')
        reader->line++;
    bytes_add(&reader->cell, &letter, 1);
    return true;
}

// After the opening quote, to behind the closing one.
static bool read_quoted(struct reader *reader, struct err *err)
{
    int begun = reader->line;

    while (reader->at < reader->end) {
        char letter = *reader->at++;

        if (letter == '"' && (reader->at == reader->end || *reader->at != '"'))
            return true;
        reader->at += letter == '"';
        if (!add_letter(reader, letter, err))
            return false;
    }
    return fail(begun, "a quote is opened and never closed", err);
}

static bool at_line_end(const struct reader *reader)
{
    return reader->at == reader->end || *reader->at == '\n' ||
           (*reader->at == '\r' && (reader->at + 1 == reader->end || reader->at[1] == '\n'));
}

// Past a comma (false) or the end of the line (true).
static void pass_end(struct reader *reader)
{
    reader->last = at_line_end(reader);
    if (reader->at < reader->end && *reader->at == '\r')
        reader->at++;
    if (reader->at < reader->end)
        reader->at++;
}

static bool read_bare(struct reader *reader, struct err *err)
{
    while (!at_line_end(reader) && *reader->at != ',') {
        if (*reader->at == '"')
            return fail(reader->line, "there is a quote inside a cell that is not quoted", err);
        if (*reader->at == '\r')
            return fail(reader->line, "there is a lone carriage return", err);
        if (!add_letter(reader, *reader->at++, err))
            return false;
    }
    return true;
}

static bool read_cell(struct reader *reader, struct err *err)
{
    bool quoted = reader->at < reader->end && *reader->at == '"';

    bytes_clear(&reader->cell);
    reader->at += quoted;
    if (!(quoted ? read_quoted : read_bare)(reader, err))
        return false;
    if (!at_line_end(reader) && *reader->at != ',')
        return fail(reader->line, "there is something behind a closing quote", err);
    pass_end(reader);
    return true;
}

static char *trimmed(const struct bytes *cell)
{
    const char *text = bytes_text(cell);
    size_t length = cell->length;
    char *out;

    while (length > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        length--;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    out = mem_new(length + 1, 1);
    memcpy(out, text, length);
    return out;
}

static int find_column(const struct csv *csv, const char *name)
{
    for (size_t i = 0; i < csv->column_count; i++)
        if (str_equal(csv->columns[i], name))
            return (int)i;
    return -1;
}

static bool add_column(struct csv *csv, const char *name, struct err *err)
{
    int place = find_column(csv, name);

    if (place < 0)
        return err_set(err, ERR_INVALID,
                       "line 1, column %zu: \"%.40s\" is no column we know: take it out or "
                       "correct it",
                       csv->width + 1, name);
    for (size_t i = 0; i < csv->width; i++)
        if (csv->place[i] == place)
            return err_set(err, ERR_INVALID, "line 1: the column %s stands there twice", name);
    csv->place[csv->width++] = place;
    return true;
}

static bool read_header(struct csv *csv, struct reader *reader, struct err *err)
{
    do {
        char *name;
        bool ok;

        if (!read_cell(reader, err))
            return false;
        name = trimmed(&reader->cell);
        ok = add_column(csv, name, err);
        free(name);
        if (!ok)
            return false;
    } while (!reader->last);
    return true;
}

static bool is_blank(const struct reader *reader)
{
    return reader->last && reader->cell.length == 0;
}

static bool end_line(struct csv *csv, const struct row *row, size_t cells, struct err *err)
{
    if (cells != csv->width)
        return err_set(err, ERR_INVALID, "line %d has %zu cells, and line 1 has %zu", row->line,
                       cells, csv->width);
    return true;
}

static bool read_row(struct csv *csv, struct reader *reader, struct err *err)
{
    int line = reader->line;
    struct row *row;
    size_t cells = 0;

    if (!read_cell(reader, err))
        return false;
    if (is_blank(reader)) {
        reader->line++;
        return true;
    }
    if (csv->count >= CSV_ROWS_MAX)
        return fail(line, "there are more than 20000 lines: split the file", err);
    if (csv->count == csv->room) {
        csv->room = csv->room ? 2 * csv->room : 64;
        csv->rows = mem_resize(csv->rows, csv->room, sizeof *csv->rows);
    }
    row = &csv->rows[csv->count++];
    *row = (struct row){.line = line};
    for (;;) {
        if (cells < csv->width)
            row->cells[csv->place[cells]] = trimmed(&reader->cell);
        cells++;
        if (reader->last)
            break;
        if (!read_cell(reader, err))
            return false;
    }
    reader->line++;
    return end_line(csv, row, cells, err);
}

static bool read_all(struct csv *csv, struct reader *reader, struct err *err)
{
    if (!read_header(csv, reader, err))
        return false;
    reader->line++;
    while (reader->at < reader->end)
        if (!read_row(csv, reader, err))
            return false;
    return csv->count > 0 || err_set(err, ERR_INVALID, "there is nothing below the first line");
}

bool csv_read(struct csv **out, const char *text, size_t length, const char *const columns[],
              struct err *err)
{
    struct reader reader = {.at = text, .end = text + length, .line = 1};
    struct csv *csv;
    bool ok;

    if (length > CSV_BYTES_MAX)
        return err_set(err, ERR_INVALID, "the file is larger than 8 MB");
    if (!str_is_utf8(text, length))
        return err_set(err, ERR_INVALID,
                       "the file is not UTF-8: save it as \"CSV UTF-8\" and try again");
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        reader.at += 3;
    csv = mem_new(1, sizeof *csv);
    csv->columns = columns;
    while (columns[csv->column_count])
        csv->column_count++;
    ok = read_all(csv, &reader, err);
    bytes_clear(&reader.cell);
    if (ok)
        *out = csv;
    else
        csv_free(csv);
    return ok;
}

void csv_free(struct csv *csv)
{
    if (!csv)
        return;
    for (size_t i = 0; i < csv->count; i++)
        for (size_t j = 0; j < csv->column_count; j++) {
            char *cell = csv->rows[i].cells[j];

            mem_wipe(cell, cell ? strlen(cell) : 0); // names
            free(cell);
        }
    free(csv->rows);
    free(csv);
}

size_t csv_rows(const struct csv *csv)
{
    return csv->count;
}

bool csv_has(const struct csv *csv, const char *column)
{
    int place = find_column(csv, column);

    for (size_t i = 0; i < csv->width; i++)
        if (csv->place[i] == place)
            return true;
    return false;
}

const char *csv_cell(const struct csv *csv, size_t row, const char *column)
{
    int place = find_column(csv, column);
    const char *cell = place < 0 ? NULL : csv->rows[row].cells[place];

    return cell ? cell : "";
}

int csv_line(const struct csv *csv, size_t row)
{
    return csv->rows[row].line;
}

bool csv_refuse(const struct csv *csv, size_t row, const char *column, const char *why,
                struct err *err)
{
    return err_set(err, ERR_INVALID, "line %d, %s: %s", csv_line(csv, row), column, why);
}
