// SPDX-License-Identifier: Apache-2.0

// What stands around the body: bar, foot, and the column of short displays.

#include "kiosk/layout.h"

#include <math.h>
#include <string.h>

#include "kiosk/layout_parts.h"
#include "shared/str.h"

#define ROW_MAX 12
#define FOOT_ROWS_MOST 2   // more would leave a page no room for what it is about
#define NARROW_WIDTH 220.0 // mm

// Nodes side by side in the foot.
struct foot_row {
    struct ui_node *nodes[ROW_MAX];
    double widths[ROW_MAX];
    size_t count;
    size_t left; // how many of them stand at the left
    double height;
};

static double bar_pad(const struct block_scale *s)
{
    return 2 + 2 * s->roomy;
}

static double margin_of(const struct ui *ui, const struct block_scale *s)
{
    return ui->display.width_mm < ui->display.height_mm ? 10 : 4 + 20 * s->roomy;
}

// On one line, if the display is wide enough for it.
static double bar_width(const struct ui *ui, const struct block_scale *s,
                        const struct ui_node *node)
{
    return fmin(block_natural(ui, s, node), ui->display.width_mm - margin_of(ui, s));
}

static double bar_control(const struct ui *ui, const struct block_scale *s)
{
    double most = LAYOUT_TARGET;

    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].zone == UI_BAR_RIGHT)
            most = fmax(most, block_height(ui, s, &ui->nodes[i], bar_width(ui, s, &ui->nodes[i])));
    return most;
}

// From the right, so that size, language and Listen never move; more rows where it is narrow.
// Returns where the bar's words must end, and *low, where the buttons do.
static double place_bar_right(struct layout_page *page, double *low)
{
    struct ui *ui = page->ui;
    double high = bar_control(ui, &page->frame);
    double x = ui->display.width_mm - page->margin / 2;
    double y = bar_pad(&page->frame);
    double least = x;

    for (size_t i = ui->node_count; i-- > 0;) {
        struct ui_node *node = &ui->nodes[i];
        double wide;

        if (node->zone != UI_BAR_RIGHT)
            continue;
        wide = bar_width(ui, &page->frame, node);
        if (x - wide < page->margin / 2) {
            x = ui->display.width_mm - page->margin / 2;
            y += high + LAYOUT_GAP;
        }
        x -= wide;
        if (!node->ghost)
            block_place(ui, &page->frame, node, (struct ui_box){x, y, wide, high}, 0);
        x -= LAYOUT_GAP;
        least = fmin(least, x);
    }
    *low = y + high;
    return least;
}

// The bar's words beside its buttons if they fit on one line, else below them. Returns where they
// end.
static double place_bar_left(struct layout_page *page, double right, double low)
{
    struct ui *ui = page->ui;
    double left = page->margin / 2;
    double line = bar_control(ui, &page->frame);
    double x = left;
    double y = bar_pad(&page->frame);
    double end = low;

    for (size_t i = 0; i < ui->node_count; i++) {
        struct ui_node *node = &ui->nodes[i];
        double wide, high;

        if (node->zone != UI_BAR_LEFT)
            continue;
        wide = block_natural(ui, &page->frame, node) + 0.1;
        if (x + wide > right) {
            right = ui->display.width_mm - left;
            x = left;
            y = end + bar_pad(&page->frame);
            line = 0;
        }
        wide = fmin(wide, right - x);
        high = block_height(ui, &page->frame, node, wide);
        block_place(ui, &page->frame, node,
                    (struct ui_box){x, y + fmax(0, (line - high) / 2), wide, high}, 0);
        x += wide + page->frame.cap;
        end = fmax(end, y + high);
    }
    return end;
}

static double bar_bottom(struct layout_page *page)
{
    double low;
    double right = place_bar_right(page, &low);

    return place_bar_left(page, right, low) + bar_pad(&page->frame);
}

struct ui_box layout_bar(const struct ui *ui)
{
    struct block_scale s = layout_frame_scale(ui);
    struct ui_box bar = {0, 0, ui->display.width_mm, 0};

    if (ui_is_short(ui))
        return bar;
    bar.h = 2 * bar_pad(&s) + bar_control(ui, &s);
    for (size_t i = 0; i < ui->node_count; i++) {
        const struct ui_node *node = &ui->nodes[i];

        if ((node->zone == UI_BAR_LEFT || node->zone == UI_BAR_RIGHT) && node->placed)
            bar.h = fmax(bar.h, node->box.y + node->box.h + bar_pad(&s));
    }
    return bar;
}

static bool is_called(const struct ui_node *node, const char *id)
{
    return str_equal(node->id, id);
}

static struct ui_node *called(struct ui *ui, const char *id)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (is_called(&ui->nodes[i], id))
            return &ui->nodes[i];
    return NULL;
}

// Those of a short display's column, from the top: language, Listen, Help, Finish and hide, the
// screen's. The first screen has room for what else Help holds (INP-05).
static size_t side_nodes(struct ui *ui, struct ui_node *out[ROW_MAX])
{
    static const char *const first[] = {"lang", "listen", "listen.again", "help", "finish"};
    size_t count = 0;

    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++) {
        struct ui_node *node = called(ui, first[i]);

        if (node)
            out[count++] = node;
    }
    for (size_t i = 0; i < ui->node_count && count < ROW_MAX; i++) {
        struct ui_node *node = &ui->nodes[i];
        bool in_help = is_called(node, "size") || is_called(node, "colours");
        bool extra = node->zone == UI_BAR_RIGHT && !is_called(node, "lang") &&
                     !is_called(node, "listen") && !is_called(node, "listen.again") &&
                     !is_called(node, "help") && (!in_help || ui->first);

        if (extra)
            out[count++] = node;
    }
    return count;
}

static double side_width(struct layout_page *page)
{
    struct ui_node *nodes[ROW_MAX];
    size_t count = side_nodes(page->ui, nodes);
    double most = 0;

    for (size_t i = 0; i < count; i++)
        most = fmax(most, block_least(page->ui, &page->frame, nodes[i]));
    return most;
}

static void place_side(struct layout_page *page, double width)
{
    struct ui *ui = page->ui;
    struct ui_node *nodes[ROW_MAX];
    size_t count = side_nodes(ui, nodes);
    double x = ui->display.width_mm - page->margin - width;
    double y = page->margin;

    for (size_t i = 0; i < count; i++) {
        double high = block_height(ui, &page->frame, nodes[i], width);

        if (nodes[i]->ghost)
            continue;
        block_place(ui, &page->frame, nodes[i], (struct ui_box){x, y, width, high}, 0);
        y += high + LAYOUT_GAP;
    }
}

static int foot_rank(const struct ui_node *node)
{
    static const char *const first[] = {"back", "earlier", "person", "finish"};
    int count = (int)(sizeof first / sizeof first[0]);

    if (node->zone == UI_FOOT_RIGHT)
        return count + (is_called(node, "more") ? 2 : node->role == UI_GO ? 3 : 1);
    for (int i = 0; i < count; i++)
        if (is_called(node, first[i]))
            return i;
    return count;
}

static bool is_in_foot(const struct layout_page *page, const struct ui_node *node)
{
    bool small = ui_is_short(page->ui);

    if (node->zone != UI_FOOT_LEFT && node->zone != UI_FOOT_RIGHT)
        return false;
    if (node->ghost)
        return false;
    if (is_called(node, "more"))
        return page->more;
    if (is_called(node, "earlier"))
        return page->ui->page > 0 && !called(page->ui, "back");
    if (is_called(node, "person") || is_called(node, "finish"))
        return !small;
    return node->role != UI_GO || page->go;
}

static struct foot_row foot_row(struct layout_page *page)
{
    struct foot_row row = {0};

    for (int rank = 0; rank < 8; rank++)
        for (size_t i = 0; i < page->ui->node_count; i++) {
            struct ui_node *node = &page->ui->nodes[i];

            if (row.count < ROW_MAX && is_in_foot(page, node) && foot_rank(node) == rank) {
                row.nodes[row.count++] = node;
                row.left += node->zone == UI_FOOT_LEFT;
            }
        }
    return row;
}

// What ends the visit stands away from what does not (TGT-13).
static double gap_before(const struct layout_page *page, const struct foot_row *row, size_t at)
{
    if (at == 0)
        return 0;
    if (is_called(row->nodes[at], "finish") || is_called(row->nodes[at - 1], "finish"))
        return LAYOUT_APART;
    return page->frame.gap;
}

static double row_width(struct layout_page *page, struct foot_row *row,
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

static void set_row_height(struct layout_page *page, struct foot_row *row)
{
    row->height = 0;
    for (size_t i = 0; i < row->count; i++)
        row->height =
            fmax(row->height, block_height(page->ui, &page->frame, row->nodes[i], row->widths[i]));
}

static struct foot_row part_of(const struct foot_row *row, size_t from, size_t to)
{
    struct foot_row part = {.count = to - from};

    for (size_t i = 0; i < part.count; i++)
        part.nodes[i] = row->nodes[from + i];
    part.left = row->left > from ? row->left - from : 0;
    if (part.left > part.count)
        part.left = part.count;
    return part;
}

// The node whose words can be broken for the most room: at the right, for what is at the left
// stands at the same place on every screen; there only if it must be. False if there is none.
static bool find_slack(struct layout_page *page, const struct foot_row *row, size_t *at,
                       double *gain)
{
    *gain = 0;
    for (size_t i = row->count; i-- > 0;) {
        double slack = row->widths[i] - block_least(page->ui, &page->frame, row->nodes[i]);

        if (i + 1 == row->left && *gain > 0.01)
            return true;
        if (slack > *gain) {
            *gain = slack;
            *at = i;
        }
    }
    return *gain > 0.01;
}

// Breaks the words of one after the other until the row fits. False if it does not.
static bool squeeze(struct layout_page *page, struct foot_row *row, double width)
{
    double sum = row_width(page, row, block_natural);
    size_t at = 0;
    double gain;

    while (sum > width) {
        if (!find_slack(page, row, &at, &gain))
            return false;
        row->widths[at] -= gain;
        sum -= gain;
    }
    return true;
}

// Into one row: first with its words broken, then without the signs beside them.
static bool squeeze_all(struct layout_page *page, struct foot_row *row)
{
    page->frame.bare = false;
    if (squeeze(page, row, page->body.w))
        return true;
    page->frame.bare = true;
    if (squeeze(page, row, page->body.w))
        return true;
    page->frame.bare = false;
    return false;
}

// One row if it fits, with its words broken if need be; else more. Returns how many.
static size_t foot_rows(struct layout_page *page, struct foot_row rows[ROW_MAX])
{
    struct foot_row all = foot_row(page);
    size_t count = 0;
    size_t from = 0;

    rows[0] = all;
    if (squeeze_all(page, &rows[0])) {
        from = all.count;
        count = 1;
    }
    while (from < all.count) {
        size_t to = all.count;

        do
            rows[count] = part_of(&all, from, to);
        while (!squeeze(page, &rows[count], page->body.w) && --to > from);
        from = to > from ? to : from + 1;
        count++;
    }
    for (size_t i = 0; i < count; i++)
        set_row_height(page, &rows[i]);
    return count;
}

static bool fits_one_row(struct layout_page *page, bool more, bool go)
{
    struct foot_row row;

    page->more = more;
    page->go = go;
    row = foot_row(page);
    return squeeze(page, &row, page->body.w);
}

bool layout_fits_unbroken(struct layout_page *page)
{
    struct foot_row row;

    page->more = page->go = true;
    row = foot_row(page);
    return row_width(page, &row, block_natural) <= page->body.w;
}

// As on a later page, where a way back stands there too: all pages must break alike.
static bool foot_has_room(struct layout_page *page)
{
    struct ui *ui = page->ui;
    struct foot_row rows[ROW_MAX];
    int shown = ui->page;
    bool fits;

    ui->page = 1;
    page->more = true;
    page->go = false;
    if (ui_is_short(ui))
        fits = fits_one_row(page, true, false) && fits_one_row(page, false, true);
    else
        fits = foot_rows(page, rows) <= FOOT_ROWS_MOST;
    ui->page = shown;
    return fits;
}

// Where the foot of a short or narrow display has no room for them, a screen's further buttons come
// last on the page.
static void spill_foot(struct layout_page *page)
{
    struct ui *ui = page->ui;
    struct ui_node *row = &ui->nodes[ui->spill];

    if (row->parent >= 0 || foot_has_room(page))
        return;
    for (size_t i = 0; i < ui->node_count; i++) {
        int rank = is_in_foot(page, &ui->nodes[i]) ? foot_rank(&ui->nodes[i]) : 0;

        if (rank == 4 || rank == 5) {
            ui->nodes[i].zone = UI_BODY;
            ui_adopt(ui, ui->spill, (int)i);
        }
    }
    if (row->first >= 0)
        ui_adopt(ui, 0, ui->spill);
}

// A foot without Back and without a main action is a row of choices: it takes the whole width.
static bool foot_fills(const struct foot_row *row)
{
    return row->count > 0 && row->left == row->count && foot_rank(row->nodes[0]) == 4;
}

static void place_foot_row(struct layout_page *page, struct foot_row *row, double top)
{
    double spare = page->body.w;
    double x = page->body.x;
    bool fills = foot_fills(row);

    for (size_t i = 0; i < row->count; i++)
        spare -= row->widths[i] + gap_before(page, row, i);
    for (size_t i = 0; i < row->count; i++) {
        double wide = row->widths[i] + (fills ? spare / (double)row->count : 0);

        x += gap_before(page, row, i);
        if (i == row->left && !fills)
            x += spare;
        block_place(page->ui, &page->frame, row->nodes[i],
                    (struct ui_box){x, top, wide, row->height}, 0);
        x += wide;
    }
}

static double foot_height(struct layout_page *page, const struct foot_row *rows, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += rows[i].height + (i > 0 ? page->frame.gap : 0);
    return sum;
}

static void unplace(struct ui *ui)
{
    ui->run_count = 0;
    for (size_t i = 0; i < ui->node_count; i++) {
        ui->nodes[i].placed = ui->nodes[i].clipped = false;
        ui->nodes[i].page = 0;
        ui->nodes[i].run = ui->nodes[i].run_count = 0;
        ui->nodes[i].lines = 0;
    }
}

static void place_foot(struct layout_page *page)
{
    struct foot_row rows[ROW_MAX];
    size_t count = foot_rows(page, rows);
    double bottom = page->ui->display.height_mm - (3 + 6 * page->frame.roomy);
    double top = bottom - foot_height(page, rows, count);

    page->body.h = (count > 0 && rows[0].count > 0 ? top - page->frame.gap : bottom) - page->body.y;
    for (size_t i = 0; i < count; i++) {
        place_foot_row(page, &rows[i], top);
        top += rows[i].height + page->frame.gap;
    }
}

// The title, or what else the bar says, stands beside its buttons.
static bool bar_is_one_row(const struct ui *ui)
{
    struct block_scale s = layout_frame_scale(ui);
    double sum = 0;

    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].zone == UI_BAR_LEFT || ui->nodes[i].zone == UI_BAR_RIGHT)
            sum += bar_width(ui, &s, &ui->nodes[i]) + LAYOUT_GAP;
    return sum + 2 * s.cap < ui->display.width_mm;
}

// Where there is little room the title is left out: the question says it. The desk's figures stay.
static bool leaves_title_out(const struct ui *ui)
{
    return ui_is_short(ui) || ui->display.width_mm < NARROW_WIDTH ||
           (ui_is_low(ui) && !bar_is_one_row(ui));
}

// "Say it again" and "Pause" need the room that the title has, if nothing else would give them any.
static bool is_crowded(const struct ui *ui)
{
    struct block_scale s = layout_frame_scale(ui);
    double sum = margin_of(ui, &s);

    if (ui->hearing <= UI_SILENT || ui->desk)
        return false;
    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].zone == UI_BAR_LEFT || ui->nodes[i].zone == UI_BAR_RIGHT)
            sum += bar_width(ui, &s, &ui->nodes[i]) + LAYOUT_GAP;
    return sum > ui->display.width_mm;
}

void layout_move_bar_words(struct ui *ui)
{
    struct ui_node *root = &ui->nodes[0];

    if (!leaves_title_out(ui) && !is_crowded(ui))
        return;
    for (size_t i = ui->node_count; i-- > 0;) {
        struct ui_node *node = &ui->nodes[i];

        if (node->zone != UI_BAR_LEFT)
            continue;
        node->zone = UI_BODY;
        if (node->role != UI_TEXT)
            continue;
        node->parent = 0;
        node->next = root->first;
        root->first = (int)i;
        if (root->last < 0)
            root->last = (int)i;
    }
}

// Everything but the body.
void layout_place_frame(struct layout_page *page, struct ui *ui, enum block_level level, bool more,
                        bool go)
{
    double bar;

    *page = (struct layout_page){.ui = ui,
                                 .s = block_scale(ui, level),
                                 .frame = layout_frame_scale(ui),
                                 .more = more,
                                 .go = go};
    page->margin = margin_of(ui, &page->frame);
    unplace(ui);
    page->body =
        (struct ui_box){page->margin, page->margin, ui->display.width_mm - 2 * page->margin, 0};
    if (ui_is_short(ui)) {
        bar = side_width(page);
        place_side(page, bar);
        if (bar > 0)
            page->body.w -= bar + LAYOUT_GAP;
    } else {
        bar = bar_bottom(page);
        page->body.y = bar + (level == BLOCK_TIGHT ? 3 : 4 + 4 * page->frame.roomy);
    }
    if (ui_is_short(ui) || level == BLOCK_TIGHT)
        spill_foot(page);
    page->more = more;
    page->go = go;
    place_foot(page);
}
