// SPDX-License-Identifier: Apache-2.0

// The foot. At its left Back, "Ask a person", "I am not sure" and "Finish and hide" have places of
// their own, kept free where a screen has not all of them, so that nothing moves from screen to
// screen (COG-07). At the right stands the way on. What else a screen has comes between, or in rows
// above.

#include "kiosk/layout.h"

#include <math.h>
#include <string.h>

#include "kiosk/layout_parts.h"
#include "shared/str.h"

#define ROW_MAX 12
#define ROWS_MAX 4
#define PLACES 4        // Back, "Ask a person", "I am not sure", "Finish and hide"
#define ROOM_LEAST 75.0 // mm between bar and places: a keyboard
#define ROWS_MOST 2     // more would leave a page no room for what it is about
#define BODY_LEAST 65.0 // mm, for the same reason: three buttons of one line

enum rank { BACK, EARLIER, PERSON, UNSURE, FINISH, EXTRA, PLAIN, MORE, GO };

// Nodes side by side.
struct row {
    struct ui_node *nodes[ROW_MAX];
    double widths[ROW_MAX];
    size_t count;
    size_t left; // how many of them stand at the left
    double height;
};

struct foot {
    struct row places[PLACES]; // from the bottom; with ghosts, which keep a place free
    size_t place_rows;
    struct row beside; // those at the bottom, right of the places
    struct row above[ROWS_MAX];
    size_t above_rows;
};

static enum rank rank_of(const struct ui_node *node)
{
    static const char *const places[] = {"back", "earlier", "person", "unsure", "finish"};

    if (node->zone == UI_FOOT_RIGHT)
        return str_equal(node->id, "more") ? MORE : node->role == UI_GO ? GO : PLAIN;
    for (int i = 0; i < EXTRA; i++)
        if (str_equal(node->id, places[i]))
            return (enum rank)i;
    return EXTRA;
}

static bool is_free(const struct ui_node *node)
{
    return !node || node->ghost;
}

// On 10 inches "Not sure?" alone, which leads to a person too; Help has both where they do not fit.
static bool has_place_to_ask(const struct layout_page *page)
{
    return page->left_out < 1 && !(ui_is_short(page->ui) && ui_is_narrow(page->ui));
}

static bool is_in_foot(const struct layout_page *page, const struct ui_node *node)
{
    enum rank rank = rank_of(node);

    if ((node->zone != UI_FOOT_LEFT && node->zone != UI_FOOT_RIGHT) || node->ghost)
        return false;
    if (rank == MORE)
        return page->more;
    if (rank == EARLIER)
        return page->ui->page > 0 && is_free(layout_called(page->ui, "back"));
    if (rank == PERSON)
        return has_place_to_ask(page);
    if (rank == UNSURE)
        return page->left_out < 2;
    if (rank == FINISH)
        return !ui_is_short(page->ui);
    return node->role != UI_GO || page->go;
}

// What ends the visit stands away from what does not (TGT-13).
static double gap_before(const struct layout_page *page, const struct row *row, size_t at)
{
    if (at == 0)
        return 0;
    if (rank_of(row->nodes[at]) == FINISH || rank_of(row->nodes[at - 1]) == FINISH)
        return LAYOUT_APART;
    return page->frame.gap;
}

static double set_widths(struct layout_page *page, struct row *row,
                         double (*of)(const struct ui *, const struct block_scale *,
                                      const struct ui_node *))
{
    double sum = 0;

    for (size_t i = 0; i < row->count; i++) {
        row->widths[i] = of(page->ui, &page->frame, row->nodes[i]);
        sum += row->widths[i] + gap_before(page, row, i);
    }
    return sum;
}

// The node whose words can be broken for the most room. False if there is none.
static bool find_slack(struct layout_page *page, const struct row *row, size_t *at, double *gain)
{
    *gain = 0;
    for (size_t i = row->count; i-- > 0;) {
        double slack = row->widths[i] - block_least(page->ui, &page->frame, row->nodes[i]);

        if (slack > *gain) {
            *gain = slack;
            *at = i;
        }
    }
    return *gain > 0.01;
}

// Breaks the words of one after the other until the row fits. False if it does not.
static bool squeeze(struct layout_page *page, struct row *row, double width)
{
    double sum = set_widths(page, row, block_natural);
    size_t at = 0;
    double gain;

    while (sum > width + 0.01) {
        if (!find_slack(page, row, &at, &gain))
            return false;
        row->widths[at] -= gain;
        sum -= gain;
    }
    return true;
}

static void set_height(struct layout_page *page, struct row *row)
{
    row->height = 0;
    for (size_t i = 0; i < row->count; i++)
        row->height =
            fmax(row->height, block_height(page->ui, &page->frame, row->nodes[i], row->widths[i]));
}

static void add(struct row *row, struct ui_node *node)
{
    if (!node || row->count == ROW_MAX)
        return;
    row->nodes[row->count++] = node;
    row->left += node->zone == UI_FOOT_LEFT;
}

static struct row part_of(const struct row *row, size_t from, size_t to)
{
    struct row part = {0};

    for (size_t i = from; i < to; i++)
        add(&part, row->nodes[i]);
    return part;
}

// --- places that never move ---

static struct row all_places(struct layout_page *page)
{
    struct ui *ui = page->ui;
    struct ui_node *back = layout_called(ui, "back");
    struct ui_node *earlier = layout_called(ui, "earlier");
    struct row row = {0};

    add(&row, earlier && is_in_foot(page, earlier) ? earlier : back);
    if (has_place_to_ask(page))
        add(&row, layout_called(ui, "person"));
    if (page->left_out < 2)
        add(&row, layout_called(ui, "unsure"));
    if (!ui_is_short(ui))
        add(&row, layout_called(ui, "finish"));
    return row;
}

// In as many rows as they need, each with as many as it holds. Returns how many rows.
static size_t stack(struct layout_page *page, const struct row *all, size_t from, struct row *rows,
                    size_t most)
{
    size_t count = 0;

    while (from < all->count && count < most) {
        struct row *row = &rows[count++];
        size_t to = all->count;

        do
            *row = part_of(all, from, to);
        while (!squeeze(page, row, page->foot_w) && --to > from);
        from = to > from ? to : from + 1;
    }
    return count;
}

// What comes beside the places: "More", away from what ends the visit if that is among them.
static double kept_for_more(struct layout_page *page)
{
    const struct ui_node *more = layout_called(page->ui, "more");
    double gap = ui_is_short(page->ui) ? page->frame.gap : LAYOUT_APART;

    return gap + (more ? block_natural(page->ui, &page->frame, more) : 0);
}

static bool is_one_row(struct layout_page *page, struct row *row)
{
    return squeeze(page, row, page->foot_w - kept_for_more(page));
}

// In one row; where that is too narrow, Back at the bottom, beside the way on, and the others
// above.
static void set_rows(struct layout_page *page, struct foot *foot)
{
    struct row all = all_places(page);
    struct row *low = &foot->places[0];

    *low = all;
    foot->place_rows = all.count > 0;
    if (all.count > 1 && !is_one_row(page, low)) {
        *low = part_of(&all, 0, 1);
        foot->place_rows += stack(page, &all, 1, &foot->places[1], PLACES - 1);
    }
    if (low->count == 1)
        squeeze(page, low, page->foot_w);
}

// What the rows of places leave for everything else, whatever the page.
static double room_above(struct layout_page *page, struct foot *foot)
{
    double high = LAYOUT_APART;

    for (size_t i = 0; i < foot->place_rows; i++) {
        set_height(page, &foot->places[i]);
        high += foot->places[i].height + page->frame.gap;
    }
    return page->ui->display.height_mm - page->body.y - high;
}

// The same on every page in that look, whatever else there is: beside them "More" has room. Where
// there is little room they have one row, and what it cannot hold stands in Help.
static void set_places(struct layout_page *page, struct foot *foot)
{
    const struct ui *ui = page->ui;
    size_t most = ui_is_short(ui) || ui_is_low(ui) ? 1 : PLACES - 1;

    page->left_out = 0;
    set_rows(page, foot);
    while (page->left_out < 2 &&
           (foot->place_rows > most || (most > 1 && room_above(page, foot) < ROOM_LEAST))) {
        page->left_out++;
        set_rows(page, foot);
    }
    for (size_t i = 0; i < foot->place_rows; i++)
        set_height(page, &foot->places[i]);
}

// How much of the bottom row is taken, with the gap that follows; 0 for nothing.
static double taken(struct layout_page *page, const struct row *row)
{
    double x = 0, end = 0;

    for (size_t i = 0; i < row->count; i++) {
        x += gap_before(page, row, i) + row->widths[i];
        if (is_in_foot(page, row->nodes[i]))
            end = x + (rank_of(row->nodes[i]) == FINISH ? LAYOUT_APART : page->frame.gap);
    }
    return end;
}

// --- what else there is ---

static struct row ranked(struct layout_page *page, enum rank from, enum rank to)
{
    struct row row = {0};

    for (int rank = (int)from; rank <= (int)to; rank++)
        for (size_t i = 0; i < page->ui->node_count; i++) {
            struct ui_node *node = &page->ui->nodes[i];

            if (is_in_foot(page, node) && rank_of(node) == (enum rank)rank)
                add(&row, node);
        }
    return row;
}

// With its words broken if need be; then without the signs beside them.
static bool squeeze_all(struct layout_page *page, struct row *row, double width)
{
    page->frame.bare = false;
    if (squeeze(page, row, width))
        return true;
    page->frame.bare = true;
    if (squeeze(page, row, width))
        return true;
    page->frame.bare = false;
    return false;
}

// Under a second row of places it must not be higher than those beside it, or it would move them.
static bool fits_beside(struct layout_page *page, struct foot *foot)
{
    const struct row *low = &foot->places[0];
    bool fits = squeeze_all(page, &foot->beside, page->foot_w - taken(page, low));

    set_height(page, &foot->beside);
    return fits && (foot->place_rows < 2 || foot->beside.height <= low->height + 0.01);
}

static struct foot plan(struct layout_page *page)
{
    struct foot foot = {.place_rows = 0};
    struct row others = ranked(page, EXTRA, GO);
    struct row extras = ranked(page, EXTRA, PLAIN);

    page->frame.bare = false;
    set_places(page, &foot);
    foot.beside = others;
    if (!fits_beside(page, &foot)) {
        foot.beside = ranked(page, MORE, GO);
        if (!fits_beside(page, &foot)) {
            foot.beside = (struct row){.height = 0};
            extras = others;
        }
        foot.above_rows = stack(page, &extras, 0, foot.above, ROWS_MAX);
    }
    for (size_t i = 0; i < foot.above_rows; i++)
        set_height(page, &foot.above[i]);
    return foot;
}

static bool is_used(const struct layout_page *page, const struct row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (is_in_foot(page, row->nodes[i]))
            return true;
    return false;
}

// Rows of places, up to the highest that is used: one that is not keeps the others where they are.
static size_t places_used(const struct layout_page *page, const struct foot *foot)
{
    size_t count = foot->place_rows;

    while (count > 0 && !is_used(page, &foot->places[count - 1]))
        count--;
    return count;
}

static size_t rows_of(const struct layout_page *page, const struct foot *foot)
{
    size_t used = places_used(page, foot);

    return foot->above_rows + (used > 0 ? used : foot->beside.count > 0);
}

static double lowest(const struct layout_page *page, const struct foot *foot)
{
    const struct row *low = &foot->places[0];

    return fmax(is_used(page, low) ? low->height : 0, foot->beside.height);
}

// --- onto the page ---

static void place_places(struct layout_page *page, const struct row *row, double bottom)
{
    double x = page->body.x;

    for (size_t i = 0; i < row->count; i++) {
        x += gap_before(page, row, i);
        if (is_in_foot(page, row->nodes[i]))
            block_place(page->ui, &page->frame, row->nodes[i],
                        (struct ui_box){x, bottom - row->height, row->widths[i], row->height}, 0);
        x += row->widths[i];
    }
}

// From x to the right end of the page. Several that are nothing but choices take all of it.
static void place_row(struct layout_page *page, const struct row *row, double x, double bottom)
{
    double spare = page->body.x + page->foot_w - x;
    bool fills = row->left == row->count && row->count > 1 && x <= page->body.x;

    for (size_t i = 0; i < row->count; i++)
        spare -= row->widths[i] + gap_before(page, row, i);
    for (size_t i = 0; i < row->count; i++) {
        double wide = row->widths[i] + (fills ? spare / (double)row->count : 0);

        x += gap_before(page, row, i);
        if (i == row->left && !fills)
            x += spare;
        block_place(page->ui, &page->frame, row->nodes[i],
                    (struct ui_box){x, bottom - row->height, wide, row->height}, 0);
        x += wide;
    }
}

static bool has_end(const struct row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (rank_of(row->nodes[i]) == FINISH)
            return true;
    return false;
}

static bool has_go(const struct foot *foot)
{
    for (size_t i = 0; i < foot->above_rows; i++)
        for (size_t k = 0; k < foot->above[i].count; k++)
            if (rank_of(foot->above[i].nodes[k]) == GO)
                return true;
    return false;
}

// Above what ends the visit.
static double apart_room(const struct layout_page *page, const struct foot *foot)
{
    if (ui_is_short(page->ui) || !(page->ui->apart || has_go(foot)))
        return 0;
    return LAYOUT_APART - page->frame.gap;
}

// Returns how much of the page's height the foot takes; unless `put`, nothing is placed.
static double go_up(struct layout_page *page, struct foot *foot, bool put)
{
    double foot_line = page->ui->display.height_mm - (3 + 6 * page->frame.roomy);
    double bottom = foot_line;
    double low = lowest(page, foot);

    foot->beside.height = low;
    if (put) {
        place_places(page, &foot->places[0], bottom);
        place_row(page, &foot->beside, page->body.x + taken(page, &foot->places[0]), bottom);
    }
    bottom -= low > 0 ? low + page->frame.gap : 0;
    for (size_t i = 1; i < places_used(page, foot); i++) {
        bottom = fmin(bottom, foot_line - foot->places[0].height - page->frame.gap);
        if (has_end(&foot->places[i]))
            bottom -= LAYOUT_APART - page->frame.gap;
        if (put)
            place_places(page, &foot->places[i], bottom);
        bottom -= foot->places[i].height + page->frame.gap;
    }
    bottom -= apart_room(page, foot);
    for (size_t i = foot->above_rows; i-- > 0;) {
        if (put)
            place_row(page, &foot->above[i], page->body.x, bottom);
        bottom -= foot->above[i].height + page->frame.gap;
    }
    return page->ui->display.height_mm - bottom;
}

void layout_place_foot(struct layout_page *page)
{
    struct foot foot = plan(page);
    double high = go_up(page, &foot, true);

    page->body.h = page->ui->display.height_mm - high - page->body.y;
}

bool layout_fits_unbroken(struct layout_page *page)
{
    struct foot foot;
    struct row others;

    page->more = page->go = true;
    foot = plan(page);
    others = ranked(page, EXTRA, GO);
    return set_widths(page, &others, block_natural) + taken(page, &foot.places[0]) <= page->foot_w;
}

// --- where there is no room ---

static bool fits(struct layout_page *page, bool more, bool go)
{
    struct foot foot;
    double left;

    page->more = more;
    page->go = go;
    foot = plan(page);
    if (ui_is_short(page->ui))
        return rows_of(page, &foot) <= 1;
    left = page->ui->display.height_mm - page->body.y - go_up(page, &foot, false);
    left += apart_room(page, &foot); // no reason to move anything
    return foot.above_rows == 0 || (rows_of(page, &foot) <= ROWS_MOST && left >= BODY_LEAST);
}

// What is asked comes before what else there is: a row of such buttons must not push the answers to
// a page of their own.
static bool gives_way(struct layout_page *page)
{
    page->more = true;
    page->go = false;
    return page->ui->flows && plan(page).above_rows > 0;
}

// As on a later page, where a way back stands there too: all pages must break alike.
static bool has_room(struct layout_page *page)
{
    int shown = page->ui->page;
    bool all;

    page->ui->page = 1;
    all = fits(page, true, false) && fits(page, false, true);
    page->ui->page = shown;
    return all;
}

// Those of the foot that become the last of the body.
static void take_out(struct layout_page *page, enum rank last, bool taken_out[UI_NODES_MAX])
{
    struct ui *ui = page->ui;

    for (size_t i = 0; i < ui->node_count; i++) {
        enum rank rank = rank_of(&ui->nodes[i]);

        if (rank < EXTRA || rank > last || rank == MORE || !is_in_foot(page, &ui->nodes[i]))
            continue;
        ui->nodes[i].zone = UI_BODY;
        taken_out[i] = true;
    }
}

void layout_spill_foot(struct layout_page *page)
{
    struct ui *ui = page->ui;
    struct ui_node *row = &ui->nodes[ui->spill];
    bool taken_out[UI_NODES_MAX] = {false};

    if (row->parent >= 0)
        return;
    if (gives_way(page) || !has_room(page))
        take_out(page, PLAIN, taken_out);
    if (!has_room(page)) // a way on in so many words that it needs a row of its own
        take_out(page, GO, taken_out);
    for (size_t i = 0; i < ui->node_count; i++)
        if (taken_out[i])
            ui_adopt(ui, ui->spill, (int)i);
    if (row->first >= 0)
        ui_adopt(ui, 0, ui->spill);
}
