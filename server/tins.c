// SPDX-License-Identifier: Apache-2.0
#include "server/tins.h"

#include <assert.h>
#include <stdio.h>

#include "shared/mem.h"
#include "shared/money.h"
#include "shared/paper.h"
#include "shared/when.h"

static const char SQL_PUT[] =
    "INSERT INTO tin_code (meeting_id, wrapped, limit_pence) VALUES ($1, $2, $3) "
    "ON CONFLICT (meeting_id) DO UPDATE SET wrapped = excluded.wrapped, "
    "limit_pence = excluded.limit_pence";
static const char SQL_GET[] = "SELECT wrapped, limit_pence FROM tin_code WHERE meeting_id = $1";

bool tins_make(struct db *db, const struct meetings_meeting *meeting, int64_t limit_pence,
               char code[static TIN_CODE_SIZE], struct err *err)
{
    uint8_t wrapped[TIN_WRAPPED_SIZE];

    tin_make(code);
    tin_wrap(wrapped, code, meeting->meeting, meeting->key);
    return db_exec(db, SQL_PUT,
                   DB_ARGS(db_id(&meeting->meeting), db_blob(wrapped, sizeof wrapped),
                           db_int(limit_pence)),
                   err) ||
           err_wrap(err, "keep a tin's code");
}

bool tins_fill(struct db *db, struct id meeting, struct body_meeting_planned *planned,
               struct err *err)
{
    struct db_rows *rows;

    if (!db_query(db, &rows, SQL_GET, DB_ARGS(db_id(&meeting)), err))
        return false;
    if (db_next(rows) && db_get_bytes(rows, 0, planned->tin_key, sizeof planned->tin_key))
        planned->tin_limit_pence = db_get_int(rows, 1);
    return db_done(rows, err);
}

/* --- the paper --- */

#define MARGIN 20.0
#define BOTTOM 12.0
#define WIDTH (PAPER_WIDTH_MM - 2 * MARGIN)
#define TITLE_PT 24.0
#define TITLE_MM 33.0 // three lines
#define CODE_PT 28.0
#define CODE_MM 50.0
#define FOLD (PAPER_HEIGHT_MM / 2) // the code is below it, and inside once folded
#define GAP 4.0

/* The outside, in both languages; {amount} and the like are filled in by print_words. */
static const char OUTSIDE_EN[] =
    "Put this in a sealed envelope, in the float tin. Open it only when a "
    "PIN is forgotten or the payer is not there.";
static const char OUTSIDE_CY[] =
    "Rhowch hwn mewn amlen wedi’i selio, yn y tun arian. Agorwch hi dim ond os yw PIN wedi’i "
    "anghofio, neu os nad yw’r sawl sy’n talu yno.";
static const char INSIDE_EN[] = "At the desk: show your card, then touch “No PIN, or no payer?”. A "
                                "second person shows their card. This works once, for payments up "
                                "to %s. The office is told.";
static const char INSIDE_CY[] =
    "Wrth y ddesg: dangoswch eich cerdyn, yna cyffwrdd â “Dim PIN, neu neb i dalu?”. Mae ail "
    "berson yn dangos eu cerdyn. Mae hwn yn gweithio unwaith, am daliadau hyd at %s. Bydd y "
    "swyddfa’n cael gwybod.";

static double words(struct paper *paper, double y, const struct paper_style *style,
                    const char *text)
{
    struct paper_box box = {MARGIN, y, WIDTH, PAPER_HEIGHT_MM - BOTTOM - y};

    assert(paper_fits(paper, &box, style, text)); // words of our own
    return y + paper_words(paper, &box, style, text) + GAP;
}

static void print_outside(struct paper *paper, const struct tins_paper *tin)
{
    const struct paper_style title = {TITLE_PT, true, "en"};
    const struct paper_style english = {PAPER_PRINT_PT, false, "en"};
    const struct paper_style welsh = {PAPER_PRINT_PT, false, "cy"};
    char date[WHEN_DATE_SIZE];
    char what[BODY_TITLE_SIZE + WHEN_DATE_SIZE + 4];
    struct paper_box box = {.x = MARGIN, .w = WIDTH, .h = TITLE_MM};
    double y = MARGIN;

    when_local_date(date, tin->start_ms);
    snprintf(what, sizeof what, "%s, %s", tin->title, date);
    y = words(paper, y, &title, "Float tin · Tun arian");
    box.y = y;
    y += paper_words(paper, &box, &title, what) + GAP;
    y = words(paper, y, &english, OUTSIDE_EN);
    words(paper, y, &welsh, OUTSIDE_CY);
    paper_line(paper, 0, FOLD, PAPER_WIDTH_MM, FOLD);
}

static void print_code(struct paper *paper, const char *code, double y)
{
    const struct paper_style style = {CODE_PT, true, "en"};
    struct paper_box square = {MARGIN, y, CODE_MM, CODE_MM};
    struct paper_box beside = {MARGIN + CODE_MM + GAP, y + CODE_MM / 3, WIDTH - CODE_MM - GAP,
                               CODE_MM};
    char shown[TIN_SHOWN_SIZE];
    char text[TIN_TEXT_SIZE];

    tin_write(text, code);
    tin_show(shown, code);
    paper_code(paper, &square, text);
    paper_words(paper, &beside, &style, shown);
    mem_wipe(text, sizeof text);
    mem_wipe(shown, sizeof shown);
}

static void print_inside(struct paper *paper, const struct tins_paper *tin)
{
    const struct paper_style english = {PAPER_PRINT_PT, false, "en"};
    const struct paper_style welsh = {PAPER_PRINT_PT, false, "cy"};
    double y = FOLD + MARGIN / 2;
    char limit[MONEY_SIZE];
    char text[512];

    money_write(limit, tin->limit_pence);
    print_code(paper, tin->code, y);
    y += CODE_MM + GAP;
    snprintf(text, sizeof text, INSIDE_EN, limit);
    y = words(paper, y, &english, text);
    snprintf(text, sizeof text, INSIDE_CY, limit);
    words(paper, y, &welsh, text);
}

bool tins_print(const struct tins_paper *tin, const char *fonts, struct bytes *out, struct err *err)
{
    struct paper *paper;

    if (!paper_open(&paper, "Diolch", fonts, err))
        return false;
    print_outside(paper, tin);
    print_inside(paper, tin);
    return paper_close(paper, out, err);
}
