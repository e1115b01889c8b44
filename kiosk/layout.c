// SPDX-License-Identifier: Apache-2.0

#include "kiosk/layout.h"

#include <math.h>
#include <string.h>

#include "kiosk/block.h"
#include "shared/str.h"

#define ROW_MAX 12
#define NARROW_WIDTH 220.0 // mm

// One way to lay the page out, and what it leaves for the body.
struct page {
    struct ui *ui;
    struct block_scale s;     // of the body
    struct block_scale frame; // of bar and foot: the same on every screen (COG-07)
    bool more, go;            // which of the two stand at the bottom right
    double margin;
    struct ui_box body;
};

// Nodes side by side in the foot.
struct foot_row {
    struct ui_node *nodes[ROW_MAX];
    double widths[ROW_MAX];
    size_t count;
    size_t left; // how many of them stand at the left
    double height;
};

double layout_cap(enum ui_size size)
{
    static const double caps[UI_SIZES] = {5.2, 7.0, 8.75};

    return caps[size];
}

static struct block_scale frame_scale(const struct ui *ui)
{
    return block_scale(ui, ui_is_short(ui) ? BLOCK_TIGHT : BLOCK_FLAT);
}

double layout_radius(const struct ui *ui)
{
    struct block_scale s = block_scale(ui, BLOCK_FLAT);

    return (3 + 2.5 * s.roomy) * s.unit;
}

double layout_edge(const struct ui *ui)
{
    return 0.7 + 0.2 * block_scale(ui, BLOCK_FLAT).unit * block_scale(ui, BLOCK_FLAT).roomy;
}

double layout_thick_edge(const struct ui *ui)
{
    return 1.7 * layout_edge(ui);
}

static double bar_pad(const struct block_scale *s)
{
    return 2 + 2 * s->roomy;
}

static double bar_control(const struct ui *ui, const struct block_scale *s)
{
    double most = LAYOUT_TARGET;

    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].zone == UI_BAR_RIGHT)
            most = fmax(most, block_height(ui, s, &ui->nodes[i], 1000));
    return most;
}

// --- the bar at the top ---

// From the right, so that language and size never move; more rows where it is narrow. Returns
// where the bar's words must end, and *low, where the buttons do.
static double place_bar_right(struct page *page, double *low)
{
    struct ui *ui = page->ui;
    double high = bar_control(ui, &page->frame);
    double x = ui->display.width_mm - page->margin / 2;
    double y = bar_pad(&page->frame);

    for (size_t i = ui->node_count; i-- > 0;) {
        struct ui_node *node = &ui->nodes[i];
        double wide;

        if (node->zone != UI_BAR_RIGHT)
            continue;
        wide = block_natural(ui, &page->frame, node);
        if (x - wide < page->margin / 2) {
            x = ui->display.width_mm - page->margin / 2;
            y += high + LAYOUT_GAP;
        }
        x -= wide;
        block_place(ui, &page->frame, node, (struct ui_box){x, y, wide, high}, 0);
        x -= LAYOUT_GAP;
    }
    *low = y + high;
    return x;
}

// The bar's words beside its buttons if they fit on one line, else below them. Returns where they
// end.
static double place_bar_left(struct page *page, double right, double low)
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

static double bar_bottom(struct page *page)
{
    double low;
    double right = place_bar_right(page, &low);

    return place_bar_left(page, right, low) + bar_pad(&page->frame);
}

struct ui_box layout_bar(const struct ui *ui)
{
    struct block_scale s = frame_scale(ui);
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

// --- the column at the right of a short display ---

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

// Those of a short display's column, from the top: language, Help, Finish and hide, the screen's.
static size_t side_nodes(struct ui *ui, struct ui_node *out[ROW_MAX])
{
    static const char *const first[] = {"lang", "help", "finish"};
    size_t count = 0;

    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++) {
        struct ui_node *node = called(ui, first[i]);

        if (node)
            out[count++] = node;
    }
    for (size_t i = 0; i < ui->node_count && count < ROW_MAX; i++) {
        struct ui_node *node = &ui->nodes[i];
        bool extra = node->zone == UI_BAR_RIGHT && !is_called(node, "lang") &&
                     !is_called(node, "help") && !is_called(node, "size");

        if (extra)
            out[count++] = node;
    }
    return count;
}

static double side_width(struct page *page)
{
    struct ui_node *nodes[ROW_MAX];
    size_t count = side_nodes(page->ui, nodes);
    double most = 0;

    for (size_t i = 0; i < count; i++)
        most = fmax(most, block_least(page->ui, &page->frame, nodes[i]));
    return most;
}

static void place_side(struct page *page, double width)
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

// --- the foot ---

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

static bool is_in_foot(const struct page *page, const struct ui_node *node)
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

static struct foot_row foot_row(struct page *page)
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

static double row_width(struct page *page, struct foot_row *row,
                        double (*of)(const struct ui *, const struct block_scale *,
                                     const struct ui_node *))
{
    double sum = 0;

    for (size_t i = 0; i < row->count; i++) {
        row->widths[i] = of(page->ui, &page->frame, row->nodes[i]);
        sum += row->widths[i] + (i > 0 ? page->frame.gap : 0);
    }
    return sum;
}

static void set_row_height(struct page *page, struct foot_row *row)
{
    row->height = 0;
    for (size_t i = 0; i < row->count; i++)
        row->height =
            fmax(row->height, block_height(page->ui, &page->frame, row->nodes[i], row->widths[i]));
}

static struct foot_row part_of(const struct foot_row *row, size_t from, size_t to)
{
    struct foot_row part = {.count = to - from};

    memcpy(part.nodes, row->nodes + from, part.count * sizeof part.nodes[0]);
    part.left = row->left > from ? row->left - from : 0;
    if (part.left > part.count)
        part.left = part.count;
    return part;
}

// The node whose words can be broken for the most room: at the right, for what is at the left
// stands at the same place on every screen; there only if it must be. False if there is none.
static bool find_slack(struct page *page, const struct foot_row *row, size_t *at, double *gain)
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
static bool squeeze(struct page *page, struct foot_row *row, double width)
{
    double sum = row_width(page, row, block_natural);
    size_t at;
    double gain;

    while (sum > width) {
        if (!find_slack(page, row, &at, &gain))
            return false;
        row->widths[at] -= gain;
        sum -= gain;
    }
    return true;
}

// One row if it fits, with its words broken if need be; else more. Returns how many.
static size_t foot_rows(struct page *page, struct foot_row rows[ROW_MAX])
{
    struct foot_row all = foot_row(page);
    size_t count = 0;
    size_t from = 0;

    rows[0] = all;
    if (squeeze(page, &rows[0], page->body.w)) {
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

static bool fits_one_row(struct page *page, bool more, bool go)
{
    struct foot_row row;

    page->more = more;
    page->go = go;
    row = foot_row(page);
    return squeeze(page, &row, page->body.w);
}

static bool fits_unbroken(struct page *page)
{
    struct foot_row row;

    page->more = page->go = true;
    row = foot_row(page);
    return row_width(page, &row, block_natural) <= page->body.w;
}

// Where the foot of a short display has no room for them, a screen's further buttons come last on
// the page.
static void spill_foot(struct page *page)
{
    struct ui *ui = page->ui;
    struct ui_node *row = &ui->nodes[ui->spill];
    int shown = ui->page;
    bool fits;

    if (row->parent >= 0)
        return;
    // As on a later page, where a way back stands there too: all pages must break alike.
    ui->page = 1;
    fits = fits_one_row(page, true, false) && fits_one_row(page, false, true);
    ui->page = shown;
    if (fits)
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

static void place_foot_row(struct page *page, struct foot_row *row, double top)
{
    double spare = page->body.w;
    double x = page->body.x;
    bool fills = foot_fills(row);

    for (size_t i = 0; i < row->count; i++)
        spare -= row->widths[i] + (i > 0 ? page->frame.gap : 0);
    for (size_t i = 0; i < row->count; i++) {
        double wide = row->widths[i] + (fills ? spare / (double)row->count : 0);

        if (i == row->left && !fills)
            x += spare;
        block_place(page->ui, &page->frame, row->nodes[i],
                    (struct ui_box){x, top, wide, row->height}, 0);
        x += wide + page->frame.gap;
    }
}

static double foot_height(struct page *page, const struct foot_row *rows, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += rows[i].height + (i > 0 ? page->frame.gap : 0);
    return sum;
}

// --- the whole page ---

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

static void place_foot(struct page *page)
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

// Where there is little room the title is left out: the question says it. The desk's figures stay.
static bool leaves_title_out(const struct ui *ui)
{
    return ui_is_short(ui) || ui->display.width_mm < NARROW_WIDTH;
}

static void move_bar_words(struct ui *ui)
{
    struct ui_node *root = &ui->nodes[0];

    if (!leaves_title_out(ui))
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
static void place_frame(struct page *page, struct ui *ui, enum block_level level, bool more,
                        bool go)
{
    double bar;

    *page = (struct page){
        .ui = ui, .s = block_scale(ui, level), .frame = frame_scale(ui), .more = more, .go = go};
    page->margin = 4 + 20 * page->frame.roomy;
    if (ui->display.width_mm < ui->display.height_mm)
        page->margin = 10;
    unplace(ui);
    page->body =
        (struct ui_box){page->margin, page->margin, ui->display.width_mm - 2 * page->margin, 0};
    if (ui_is_short(ui)) {
        bar = side_width(page);
        place_side(page, bar);
        if (bar > 0)
            page->body.w -= bar + LAYOUT_GAP;
        spill_foot(page);
        page->more = more;
        page->go = go;
    } else {
        bar = bar_bottom(page);
        page->body.y = bar + (level == BLOCK_TIGHT ? 3 : 4 + 4 * page->frame.roomy);
    }
    place_foot(page);
}

// --- one page ---

static bool grows(const struct ui *ui, const struct ui_node *node)
{
    return node->role == UI_GRID || node->role == UI_KEYS || block_has_photo(ui, node);
}

static double spare_share(const struct page *page, double spare)
{
    const struct ui *ui = page->ui;
    int count = 0;

    for (int i = ui->nodes[0].first; i >= 0; i = ui->nodes[i].next)
        count += grows(ui, &ui->nodes[i]);
    return count > 0 ? spare / count : 0;
}

static double grown(const struct page *page, const struct ui_node *node, double share)
{
    double high = block_child_height(page->ui, &page->s, node, page->body.w);

    if (grows(page->ui, node))
        high = fmin(high + share, block_most(page->ui, &page->s, node, page->body.w));
    return high;
}

static void place_body(struct page *page, double spare)
{
    struct ui *ui = page->ui;
    struct ui_node *root = &ui->nodes[0];
    double share = spare_share(page, spare);
    double y = page->body.y;
    const struct ui_node *above = NULL;

    root->placed = true;
    root->box = page->body;
    for (int i = root->first; i >= 0; i = ui->nodes[i].next)
        spare -= grown(page, &ui->nodes[i], share) -
                 block_child_height(ui, &page->s, &ui->nodes[i], page->body.w);
    if (ui->centred)
        y += spare * 0.45;
    for (int i = root->first; i >= 0; i = ui->nodes[i].next) {
        struct ui_node *node = &ui->nodes[i];
        double high = grown(page, node, share);

        if (above)
            y += block_between(&page->s, above, node);
        block_place(ui, &page->s, node, (struct ui_box){page->body.x, y, page->body.w, high}, 0);
        y += high;
        above = node;
    }
}

static bool fits_one_page(struct ui *ui, enum block_level level)
{
    struct page page;
    double spare;

    place_frame(&page, ui, level, false, true);
    spare = page.body.h - block_height(ui, &page.s, &ui->nodes[0], page.body.w);
    if (spare < -0.01)
        return false;
    place_body(&page, spare);
    return true;
}

// --- several pages ---

struct flow {
    struct ui *ui;
    const struct block_scale *s;
    double top, bottom, y;
    int page;
    const struct ui_node *split[2]; // whole they would fit a page, but not with their title
};

static void flow_node(struct flow *flow, struct ui_node *node, double x, double width);

static void turn(struct flow *flow)
{
    flow->page++;
    flow->y = flow->top;
}

static bool is_split(const struct flow *flow, const struct ui_node *node, double width)
{
    bool whole = block_height(flow->ui, flow->s, node, width) <= flow->bottom - flow->top;

    if (node->role == UI_COLUMN || node->role == UI_GRID || node == flow->split[0] ||
        node == flow->split[1])
        return true;
    if (node->role == UI_ROW)
        return !whole || block_is_stacked(flow->ui, flow->s, node, width);
    return node->role == UI_CARD && !whole;
}

// The height of what must stand below a heading, at least.
static double first_height(const struct flow *flow, const struct ui_node *node, double width)
{
    if (is_split(flow, node, width) && node->first >= 0)
        return first_height(flow, &flow->ui->nodes[node->first], width);
    return block_height(flow->ui, flow->s, node, width);
}

static double needed(const struct flow *flow, const struct ui_node *node, double width)
{
    double high = block_child_height(flow->ui, flow->s, node, width);
    const struct ui_node *next = node->next >= 0 ? &flow->ui->nodes[node->next] : NULL;
    bool leads = node->role == UI_TITLE || node->role == UI_HEADING || node->role == UI_PICTURE ||
                 (next && next->role == UI_KEYS); // what is typed, and the keys

    if (leads && next)
        high += block_between(flow->s, node, next) + first_height(flow, next, width);
    return high;
}

// What follows a title is taken apart until its beginning stands below it on one page.
static double split_next(struct flow *flow, const struct ui_node *title, double width)
{
    const struct ui_node *next = title->next >= 0 ? &flow->ui->nodes[title->next] : NULL;
    double page = flow->bottom - flow->top;
    double need = needed(flow, title, width);

    for (int i = 0; i < 2 && need > page && next; i++) {
        if (next->role != UI_ROW && next->role != UI_CARD)
            break;
        flow->split[i] = next;
        need = needed(flow, title, width);
        next = next->first >= 0 ? &flow->ui->nodes[next->first] : NULL;
    }
    return fmin(need, page);
}

// What is longer than a page: as many of its lines on each as there is room for.
static void keep_lines(struct ui *ui, struct ui_node *node, int from, int to, double line)
{
    size_t kept = 0;

    for (size_t i = 0; i < node->run_count; i++) {
        struct ui_run run = ui->runs[node->run + i];

        if (run.baseline < from * line || run.baseline >= to * line)
            continue;
        run.baseline -= from * line;
        ui->runs[node->run + kept++] = run;
    }
    ui->run_count -= node->run_count - kept;
    node->run_count = kept;
    node->lines = to - from;
    node->box.h = (to - from) * line;
}

static void flow_lines(struct flow *flow, struct ui_node *node, double x, double width)
{
    double high = block_height(flow->ui, flow->s, node, width);
    int first = flow->y > flow->top ? flow->page + 1 : flow->page;
    int lines, each, pages, part;
    double line;

    block_place(flow->ui, flow->s, node, (struct ui_box){x, flow->top, width, high}, first);
    lines = node->lines;
    line = high / lines;
    each = (int)fmax(1, (flow->bottom - flow->top) / line);
    pages = (lines + each - 1) / each;
    part = flow->ui->page - first;
    if (part >= 0 && part < pages) {
        int end = (part + 1) * each < lines ? (part + 1) * each : lines;

        keep_lines(flow->ui, node, part * each, end, line);
        node->page = flow->ui->page;
    }
    flow->page = first + pages - 1;
    flow->y = flow->top + (lines - (pages - 1) * each) * line;
}

static bool is_long(const struct flow *flow, const struct ui_node *node, double width)
{
    bool words = node->role == UI_TITLE || node->role == UI_HEADING || node->role == UI_TEXT ||
                 node->role == UI_HINT || node->role == UI_PROBLEM;

    return words && block_height(flow->ui, flow->s, node, width) > flow->bottom - flow->top;
}

static void flow_whole(struct flow *flow, struct ui_node *node, double x, double width)
{
    double high = block_child_height(flow->ui, flow->s, node, width);
    double need = split_next(flow, node, width);

    if (flow->y + need > flow->bottom + 0.01 && flow->y > flow->top)
        turn(flow);
    if (high > flow->bottom - flow->top + 0.01)
        node->clipped = true;
    block_place(flow->ui, flow->s, node, (struct ui_box){x, flow->y, width, high}, flow->page);
    flow->y += high;
}

static void flow_from(struct flow *flow, const struct ui_node *above, int first, double x,
                      double width)
{
    struct ui *ui = flow->ui;

    for (int i = first; i >= 0; i = ui->nodes[i].next) {
        if (ui->nodes[i].role == UI_PICTURE)
            continue; // it says nothing, and there is no room
        if (above && flow->y > flow->top)
            flow->y += block_between(flow->s, above, &ui->nodes[i]);
        flow_node(flow, &ui->nodes[i], x, width);
        above = &ui->nodes[i];
    }
}

static void flow_children(struct flow *flow, struct ui_node *box, double x, double width)
{
    flow_from(flow, NULL, box->first, x, width);
}

// --- a question with a number pad ---

static struct ui_node *child(struct ui *ui, const struct ui_node *box)
{
    return box->first >= 0 ? &ui->nodes[box->first] : NULL;
}

// The pad of a row that has the question at the left and nothing but the pad at the right.
static struct ui_node *pad_of(struct ui *ui, const struct ui_node *row)
{
    struct ui_node *left = child(ui, row);
    struct ui_node *right = left && left->next >= 0 ? &ui->nodes[left->next] : NULL;

    if (!right || left->role != UI_COLUMN || right->next >= 0)
        return NULL;
    if (right->role == UI_COLUMN)
        right = child(ui, right);
    return right && right->role == UI_KEYS && right->next < 0 ? right : NULL;
}

// The last of the left column that must be seen while typing: the field, and what is wrong with it.
static int last_beside(const struct ui *ui, const struct ui_node *column)
{
    int last = -1;

    for (int i = column->first; i >= 0; i = ui->nodes[i].next)
        if (ui->nodes[i].role == UI_FIELD || (last >= 0 && ui->nodes[i].role == UI_PROBLEM))
            last = i;
    return last;
}

// Their height, one below the other; placed only if they are to be.
static double stand_beside(struct flow *flow, const struct ui_node *column, int last, double x,
                           double width, bool place)
{
    struct ui *ui = flow->ui;
    const struct ui_node *above = NULL;
    double y = place ? flow->y : 0;

    for (int i = column->first; i >= 0; i = i == last ? -1 : ui->nodes[i].next) {
        double high = block_height(ui, flow->s, &ui->nodes[i], width);

        if (above)
            y += block_between(flow->s, above, &ui->nodes[i]);
        if (place)
            block_place(ui, flow->s, &ui->nodes[i], (struct ui_box){x, y, width, high}, flow->page);
        y += high;
        above = &ui->nodes[i];
    }
    return y;
}

// Keeps pad and field on one page, side by side; what else the question has comes below. False,
// and nothing is placed, if it does not fit.
static bool flow_with_pad(struct flow *flow, struct ui_node *row, double x, double width)
{
    struct ui *ui = flow->ui;
    struct ui_node *pad = pad_of(ui, row);
    struct ui_node *column = child(ui, row);
    int last = pad ? last_beside(ui, column) : -1;
    double wide = pad ? pad->across * (LAYOUT_TARGET + LAYOUT_KEY_GAP) : 0;
    double high = pad ? block_height(ui, flow->s, pad, wide) : 0;
    double rest = width - wide - LAYOUT_GAP;
    double end;

    if (last < 0 ||
        fmax(high, stand_beside(flow, column, last, x, rest, false)) > flow->bottom - flow->top)
        return false;
    if (flow->y > flow->top)
        turn(flow);
    end = stand_beside(flow, column, last, x, rest, true);
    column->placed = true;
    column->page = flow->page;
    block_place(ui, flow->s, pad, (struct ui_box){x + width - wide, flow->y, wide, high},
                flow->page);
    flow->y = fmax(end, flow->y + high);
    flow_from(flow, &ui->nodes[last], ui->nodes[last].next, x, width);
    return true;
}

static void flow_card(struct flow *flow, struct ui_node *card, double x, double width)
{
    double pad_x = flow->s->pad_x;
    double pad_y = fmax(flow->s->pad_y, 2.5);

    flow->top += pad_y;
    flow->bottom -= pad_y;
    flow->y += pad_y;
    flow_children(flow, card, x + pad_x, width - 2 * pad_x);
    flow->y += pad_y;
    flow->top -= pad_y;
    flow->bottom += pad_y;
}

static void flow_grid(struct flow *flow, struct ui_node *grid, double x, double width)
{
    struct ui *ui = flow->ui;
    int across = block_across(ui, flow->s, grid, width);
    double cell = (width - (across - 1) * flow->s->gap) / across;
    double high = 0;
    int at = 0;

    for (int i = grid->first; i >= 0; i = ui->nodes[i].next)
        high = fmax(high, block_height(ui, flow->s, &ui->nodes[i], cell));
    for (int i = grid->first; i >= 0; i = ui->nodes[i].next) {
        int column = at % across;

        if (column == 0 && at > 0)
            flow->y += high + flow->s->gap;
        if (column == 0 && flow->y + high > flow->bottom + 0.01 && flow->y > flow->top)
            turn(flow);
        block_place(ui, flow->s, &ui->nodes[i],
                    (struct ui_box){x + column * (cell + flow->s->gap), flow->y, cell, high},
                    flow->page);
        at++;
    }
    flow->y += high;
}

static void flow_node(struct flow *flow, struct ui_node *node, double x, double width)
{
    if (is_long(flow, node, width)) {
        flow_lines(flow, node, x, width);
        return;
    }
    if (!is_split(flow, node, width)) {
        flow_whole(flow, node, x, width);
        return;
    }
    node->placed = true;
    node->box = (struct ui_box){x, flow->y, width, 0};
    if (node->role == UI_GRID)
        flow_grid(flow, node, x, width);
    else if (node->role == UI_CARD)
        flow_card(flow, node, x, width);
    else if (node->role != UI_ROW || !flow_with_pad(flow, node, x, width))
        flow_children(flow, node, x, width);
}

// A box that was split is what of it stands on this page.
static void close_boxes(struct ui *ui, const struct block_scale *s)
{
    for (size_t i = 0; i < ui->node_count; i++) {
        struct ui_node *box = &ui->nodes[i];
        double top = INFINITY, bottom = -INFINITY;

        if (box->role != UI_CARD || box->box.h > 0)
            continue;
        for (int k = box->first; k >= 0; k = ui->nodes[k].next)
            if (ui->nodes[k].page == ui->page) {
                top = fmin(top, ui->nodes[k].box.y);
                bottom = fmax(bottom, ui->nodes[k].box.y + ui->nodes[k].box.h);
            }
        if (bottom > top) {
            box->page = ui->page;
            box->box.y = top - fmax(s->pad_y, 2.5);
            box->box.h = bottom - top + 2 * fmax(s->pad_y, 2.5);
        } else {
            box->placed = false;
        }
    }
}

static bool has_keys(const struct ui *ui, int page)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].role == UI_KEY && ui->nodes[i].page == page)
            return true;
    return false;
}

static int flow_all(struct page *page)
{
    struct flow flow = {.ui = page->ui,
                        .s = &page->s,
                        .top = page->body.y,
                        .bottom = page->body.y + page->body.h,
                        .y = page->body.y};

    flow_children(&flow, &page->ui->nodes[0], page->body.x, page->body.w);
    return flow.page + 1;
}

// Room for the highest of the feet that a page can have, so that all break at the same places.
static struct ui_box body_of_pages(struct ui *ui)
{
    struct ui_box least = {.h = INFINITY};
    int shown = ui->page;
    struct page page;

    for (int i = 0; i < 4; i++) {
        bool more = i % 2 == 0;

        ui->page = i / 2;
        place_frame(&page, ui, BLOCK_TIGHT, more, !more);
        if (page.body.h < least.h)
            least = page.body;
    }
    ui->page = shown;
    return least;
}

static void place_pages(struct ui *ui)
{
    struct ui_box body = body_of_pages(ui);
    struct page page;
    bool last, go;

    place_frame(&page, ui, BLOCK_TIGHT, true, false);
    page.body = body;
    ui->page_count = flow_all(&page);
    if (ui->page >= ui->page_count)
        ui->page = ui->page_count - 1;
    last = ui->page == ui->page_count - 1;
    // Where there is typing to do, going on must not need a turn of the page.
    go = last || (has_keys(ui, ui->page) && fits_unbroken(&page));
    place_frame(&page, ui, BLOCK_TIGHT, !last, go);
    page.body = body;
    flow_all(&page);
    close_boxes(ui, &page.s);
    for (size_t i = 1; i < ui->node_count; i++)
        if (ui->nodes[i].zone == UI_BODY && ui->nodes[i].parent >= 0 &&
            ui->nodes[i].page != ui->page)
            ui->nodes[i].placed = false;
}

void layout_place(struct ui *ui)
{
    int page = ui->page;

    move_bar_words(ui);
    ui->page_count = 1;
    ui->page = 0;
    for (int level = 0; level < BLOCK_LEVELS; level++)
        if (fits_one_page(ui, (enum block_level)level))
            return;
    ui->page = page;
    place_pages(ui);
}
