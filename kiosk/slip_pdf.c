// SPDX-License-Identifier: Apache-2.0
// A slip for an office printer: the same lines, on A4.
#include "kiosk/slip.h"

#include <string.h>

#include "shared/paper.h"

#define MARGIN 20.0
#define WIDTH (PAPER_WIDTH_MM - 2 * MARGIN)
#define BOTTOM (PAPER_HEIGHT_MM - MARGIN)
#define VALUE 45.0 // what an amount has room in, at the right
#define WORDS_PT 18.0
#define NUMBER_PT 44.0
#define GAP 2.0         // between two lines
#define HEAD_KEEPS 30.0 // what follows a heading stands under it, not overleaf
#define CODE_SHORT 40.0
#define CODE_LONG 90.0
#define CODE_SHORT_MAX 200 // letters

/* One slip being laid out. */
struct sheet {
    struct paper *paper;
    const struct slip *slip;
    double y; // mm from the top
};

static void make_room(struct sheet *sheet, double height)
{
    if (sheet->y + height <= BOTTOM)
        return;
    paper_next_page(sheet->paper);
    sheet->y = MARGIN;
}

static void put_words(struct sheet *sheet, const struct slip_line *line, double pt)
{
    struct paper_style style = {
        .pt = pt, .bold = line->style != SLIP_WORDS, .lang = words_code(sheet->slip->lang)};
    struct paper_style value = {.pt = pt, .bold = true, .lang = words_code(sheet->slip->lang)};
    struct paper_box box = {MARGIN, sheet->y, *line->value ? WIDTH - VALUE : WIDTH, 0};

    box.h = BOTTOM - box.y;
    if (box.h <= 0 || !paper_fits(sheet->paper, &box, &style, line->text)) {
        make_room(sheet, PAPER_HEIGHT_MM);
        box.y = sheet->y;
        box.h = BOTTOM - box.y;
    }
    sheet->y += paper_words(sheet->paper, &box, &style, line->text) + GAP;
    if (*line->value)
        paper_amount(sheet->paper, &(struct paper_box){MARGIN + WIDTH - VALUE, box.y, VALUE, box.h},
                     &value, line->value);
}

static void put_rule(struct sheet *sheet)
{
    make_room(sheet, 2 * GAP);
    sheet->y += GAP;
    paper_line(sheet->paper, MARGIN, sheet->y, MARGIN + WIDTH, sheet->y);
    sheet->y += 2 * GAP;
}

static void put_code(struct sheet *sheet)
{
    double side = strlen(sheet->slip->code) > CODE_SHORT_MAX ? CODE_LONG : CODE_SHORT;

    make_room(sheet, side);
    paper_code(sheet->paper, &(struct paper_box){MARGIN, sheet->y, side, side}, sheet->slip->code);
    sheet->y += side + GAP;
}

static void put(struct sheet *sheet, const struct slip_line *line)
{
    switch (line->style) {
    case SLIP_HEAD:
        make_room(sheet, HEAD_KEEPS);
        put_words(sheet, line, WORDS_PT);
        break;
    case SLIP_WORDS:
        put_words(sheet, line, WORDS_PT);
        break;
    case SLIP_NUMBER:
        put_words(sheet, line, NUMBER_PT);
        break;
    case SLIP_RULE:
        put_rule(sheet);
        break;
    case SLIP_CODE:
        put_code(sheet);
        break;
    }
}

bool slip_pdf(const struct slip *slip, const char *fonts, struct bytes *out, struct err *err)
{
    struct sheet sheet = {.slip = slip, .y = MARGIN};

    // The title stands in the printer's list of jobs: it is nobody's.
    if (!paper_open(&sheet.paper, "Diolch", fonts, err))
        return err_wrap(err, "lay out a slip");
    for (size_t i = 0; i < slip->count; i++)
        put(&sheet, &slip->lines[i]);
    return paper_close(sheet.paper, out, err);
}
