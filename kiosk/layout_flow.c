// SPDX-License-Identifier: Apache-2.0

// A body that does not fit, over several pages.

#include "kiosk/layout.h"

#include <math.h>
#include <string.h>

#include "kiosk/block_parts.h"
#include "kiosk/layout_parts.h"
#include "shared/str.h"

#define ACROSS_MOST 13 // keys: the letters from A to M, and from N to Z

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

static double grid_cell(const struct flow *flow, const struct ui_node *grid, double width)
{
    int across = block_across(flow->ui, flow->s, grid, width);

    return (width - (across - 1) * flow->s->gap) / across;
}

// All its rows have the height of the highest.
static double grid_row(const struct flow *flow, const struct ui_node *grid, double width)
{
    double cell = grid_cell(flow, grid, width);
    double high = 0;

    for (int i = grid->first; i >= 0; i = flow->ui->nodes[i].next)
        high = fmax(high, block_height(flow->ui, flow->s, &flow->ui->nodes[i], cell));
    return high;
}

// The height of what must stand below a heading, at least.
static double first_height(const struct flow *flow, const struct ui_node *node, double width)
{
    if (node->role == UI_GRID)
        return grid_row(flow, node, width);
    if (is_split(flow, node, width) && node->first >= 0)
        return first_height(flow, &flow->ui->nodes[node->first], width);
    return block_height(flow->ui, flow->s, node, width);
}

// A question that is not the title: its answers follow.
static bool asks(const struct ui *ui, const struct ui_node *node, const struct ui_node *next)
{
    return node->role == UI_TEXT && strchr(ui_text(ui, node), '?') &&
           (next->role == UI_GRID || next->role == UI_CHOICE);
}

// Whether it would say little without what follows it, so that no page ends between them.
static bool leads(const struct ui *ui, const struct ui_node *node, const struct ui_node *next)
{
    const struct ui_node *first =
        next->role == UI_ROW && next->first >= 0 ? &ui->nodes[next->first] : next;

    return node->role == UI_TITLE || node->role == UI_HEADING || node->role == UI_PICTURE ||
           asks(ui, node, next) || (node->role == UI_LINE && first->role == UI_HINT) ||
           (node->role == UI_HINT && (next->role == UI_CHOICE || first != next));
}

static double needed(const struct flow *flow, const struct ui_node *node, double width)
{
    double high = block_child_height(flow->ui, flow->s, node, width);
    const struct ui_node *next = node->next >= 0 ? &flow->ui->nodes[node->next] : NULL;

    if (next && leads(flow->ui, node, next))
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
        run.baseline = fmax(run.baseline - from * line, 1.1 * run.cap);
        ui->runs[node->run + kept++] = run;
    }
    if (node->run + node->run_count == ui->run_count) // no button's stand behind them
        ui->run_count = node->run + kept;
    node->run_count = kept;
    node->lines = to - from;
    node->box.h = (to - from) * line;
    node->picture_box.y = node->box.y;
    if (from > 0 || node->picture_box.h > node->box.h) // it stands where its words begin
        node->picture_box = (struct ui_box){0};
}

// A line with an amount, where that stands below its words: theirs, and one for the amount.
static int lines_of_amount(const struct flow *flow, const struct ui_node *node, double high)
{
    struct wrap words = block_words_of(flow->s, node);

    return (int)fmax(1, floor(high / wrap_line_height(flow->ui, &words) + 0.1));
}

// A line's button goes with the last of its lines.
static void keep_button(struct ui *ui, struct ui_node *node, double top, int from, int to,
                        double line)
{
    struct ui_node *button = node->first >= 0 ? &ui->nodes[node->first] : NULL;
    double middle = button ? button->box.y + button->box.h / 2 - top : 0;

    if (!button)
        return;
    if (middle < from * line || middle >= to * line) {
        button->placed = false;
        return;
    }
    node->box.h = fmax(node->box.h, button->box.h); // of its words there may be less than it needs
    button->box.y = fmax(top, fmin(button->box.y - from * line, top + node->box.h - button->box.h));
    button->page = ui->page;
}

static void flow_lines(struct flow *flow, struct ui_node *node, double x, double width)
{
    double high = block_height(flow->ui, flow->s, node, width);
    int first = flow->y > flow->top ? flow->page + 1 : flow->page;
    int lines, each, pages, part;
    double line;

    block_place(flow->ui, flow->s, node, (struct ui_box){x, flow->top, width, high}, first);
    lines = node->role == UI_LINE ? lines_of_amount(flow, node, high) : node->lines;
    line = high / lines;
    each = (int)fmax(1, (flow->bottom - flow->top) / line);
    pages = (lines + each - 1) / each;
    part = flow->ui->page - first;
    if (part >= 0 && part < pages) {
        int end = (part + 1) * each < lines ? (part + 1) * each : lines;

        keep_lines(flow->ui, node, part * each, end, line);
        keep_button(flow->ui, node, flow->top, part * each, end, line);
        node->page = flow->ui->page;
    }
    flow->page = first + pages - 1;
    flow->y = flow->top + (lines - (pages - 1) * each) * line;
    if (node->role == UI_LINE && node->first >= 0) // its button may need more than its last words
        flow->y = fmax(flow->y, flow->top + LAYOUT_TARGET);
}

static bool is_long(const struct flow *flow, const struct ui_node *node, double width)
{
    bool words = node->role == UI_TITLE || node->role == UI_HEADING || node->role == UI_TEXT ||
                 node->role == UI_HINT || node->role == UI_PROBLEM || node->role == UI_LINE;

    return words && block_height(flow->ui, flow->s, node, width) > flow->bottom - flow->top;
}

static void flow_whole(struct flow *flow, struct ui_node *node, double x, double width)
{
    double high = block_child_height(flow->ui, flow->s, node, width);
    double need = split_next(flow, node, width);

    if (node->role == UI_PHOTO) // it is shown as large as there is room
        high = fmin(high, flow->bottom - flow->top);
    if (flow->y + need > flow->bottom + 0.01 && flow->y > flow->top)
        turn(flow);
    if (high > flow->bottom - flow->top + 0.01)
        node->clipped = true;
    block_place(flow->ui, flow->s, node, (struct ui_box){x, flow->y, width, high}, flow->page);
    flow->y += high;
}

static int flow_typing(struct flow *flow, int at, double x, double width);

static void flow_from(struct flow *flow, const struct ui_node *above, int first, double x,
                      double width)
{
    struct ui *ui = flow->ui;

    for (int i = first; i >= 0; i = ui->nodes[i].next) {
        int keys;

        if (ui->nodes[i].role == UI_PICTURE)
            continue; // it says nothing, and there is no room
        if (above && flow->y > flow->top)
            flow->y += block_between(flow->s, above, &ui->nodes[i]);
        keys = flow_typing(flow, i, x, width);
        if (keys >= 0)
            i = keys;
        else
            flow_node(flow, &ui->nodes[i], x, width);
        above = &ui->nodes[i];
    }
}

static void flow_children(struct flow *flow, struct ui_node *box, double x, double width)
{
    flow_from(flow, NULL, box->first, x, width);
}

// --- keys, and what is typed with them ---

/* How much of a question is seen while its keys are touched: the rest has a page before. */
enum seen { SEEN_ALL, SEEN_PROBLEM, SEEN_FIELD };

/* What stands on the page of its keys: of some siblings, those that are seen. */
struct typing {
    struct ui_node *keys;
    int first, last;
    enum seen seen;
    double beside; // mm of the keys, at the right of all that; 0: they stand below it
};

static bool is_seen(const struct typing *typing, const struct ui_node *node)
{
    return typing->seen == SEEN_ALL || node->role == UI_FIELD ||
           (typing->seen == SEEN_PROBLEM && node->role == UI_PROBLEM);
}

// The next that is seen, from there on; -1 after the last.
static int seen_from(const struct ui *ui, const struct typing *typing, int i)
{
    while (i >= 0 && !is_seen(typing, &ui->nodes[i]))
        i = i == typing->last ? -1 : ui->nodes[i].next;
    return i;
}

static int seen_after(const struct ui *ui, const struct typing *typing, int i)
{
    return i == typing->last ? -1 : seen_from(ui, typing, ui->nodes[i].next);
}

static double seen_width(const struct typing *typing, double width)
{
    return typing->beside > 0 ? width - typing->beside - LAYOUT_GAP : width;
}

// No word of theirs needs more.
static bool are_as_narrow(const struct flow *flow, const struct typing *typing, double width)
{
    const struct ui *ui = flow->ui;

    for (int i = seen_from(ui, typing, typing->first); i >= 0; i = seen_after(ui, typing, i))
        if (block_least(ui, flow->s, &ui->nodes[i]) > width)
            return false;
    return true;
}

// Where those that are seen end, one below the other; placed only if they are to be.
static double stand_seen(struct flow *flow, const struct typing *typing, double x, double width,
                         bool place)
{
    struct ui *ui = flow->ui;
    const struct ui_node *above = NULL;
    double y = place ? flow->y : 0;

    for (int i = seen_from(ui, typing, typing->first); i >= 0; i = seen_after(ui, typing, i)) {
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

static double keys_height(const struct flow *flow, const struct typing *typing, double width)
{
    return block_height(flow->ui, flow->s, typing->keys,
                        typing->beside > 0 ? typing->beside : width);
}

static double above_keys(const struct flow *flow, const struct typing *typing)
{
    return block_between(flow->s, &flow->ui->nodes[typing->last], typing->keys);
}

static double typing_height(struct flow *flow, const struct typing *typing, double width)
{
    double high = keys_height(flow, typing, width);
    double words = stand_seen(flow, typing, 0, seen_width(typing, width), false);

    return typing->beside > 0 ? fmax(high, words) : words + above_keys(flow, typing) + high;
}

static bool typing_fits(struct flow *flow, const struct typing *typing, double width)
{
    return are_as_narrow(flow, typing, seen_width(typing, width)) &&
           typing_height(flow, typing, width) <= flow->bottom - flow->top + 0.01;
}

// All on one page: this one, if there is room for it.
static void place_typing(struct flow *flow, const struct typing *typing, double x, double width)
{
    double high = keys_height(flow, typing, width);
    double end;

    if (flow->y + typing_height(flow, typing, width) > flow->bottom + 0.01 && flow->y > flow->top)
        turn(flow);
    end = stand_seen(flow, typing, x, seen_width(typing, width), true);
    if (typing->beside > 0) {
        x += width - typing->beside;
        width = typing->beside;
    } else {
        flow->y = end + above_keys(flow, typing);
    }
    block_place(flow->ui, flow->s, typing->keys, (struct ui_box){x, flow->y, width, high},
                flow->page);
    flow->y = fmax(end, flow->y + high);
}

// The siblings that are not seen while typing, before it.
static void flow_unseen(struct flow *flow, const struct typing *typing, int first, double x,
                        double width)
{
    struct ui *ui = flow->ui;
    const struct ui_node *above = NULL;

    for (int i = first; i >= 0 && &ui->nodes[i] != typing->keys; i = ui->nodes[i].next) {
        if (is_seen(typing, &ui->nodes[i]) || ui->nodes[i].role == UI_PICTURE)
            continue;
        if (above && flow->y > flow->top)
            flow->y += block_between(flow->s, above, &ui->nodes[i]);
        flow_node(flow, &ui->nodes[i], x, width);
        above = &ui->nodes[i];
    }
    if (above && flow->y > flow->top)
        flow->y += LAYOUT_GAP;
}

// A field, what is wrong with it, and its keyboard: on one page, if need be without what is wrong,
// which is said before. Returns the keyboard, or -1 if it is not that or does not fit.
static int flow_typing(struct flow *flow, int at, double x, double width)
{
    struct ui *ui = flow->ui;
    struct typing typing = {.first = at, .last = at, .seen = SEEN_PROBLEM};
    int keys = ui->nodes[at].role == UI_FIELD ? ui->nodes[at].next : -1;

    while (keys >= 0 && ui->nodes[keys].role == UI_PROBLEM) {
        typing.last = keys;
        keys = ui->nodes[keys].next;
    }
    if (keys < 0 || ui->nodes[keys].role != UI_KEYS)
        return -1;
    typing.keys = &ui->nodes[keys];
    if (!typing_fits(flow, &typing, width))
        typing.seen = SEEN_FIELD;
    while (typing.keys->across < ACROSS_MOST && !typing_fits(flow, &typing, width))
        typing.keys->across++;
    typing.keys->clipped = !typing_fits(flow, &typing, width);
    if (typing.keys->clipped)
        return -1;
    flow_unseen(flow, &typing, ui->nodes[at].next, x, width);
    place_typing(flow, &typing, x, width);
    return keys;
}

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
static int last_seen(const struct ui *ui, const struct ui_node *column)
{
    int last = -1;

    for (int i = column->first; i >= 0; i = ui->nodes[i].next)
        if (ui->nodes[i].role == UI_FIELD || (last >= 0 && ui->nodes[i].role == UI_PROBLEM))
            last = i;
    return last;
}

// Something below says what to do about what is wrong: "Yes, 15:55".
static bool has_answer(const struct ui *ui, const struct typing *typing)
{
    const struct ui_node *last = &ui->nodes[typing->last];

    return last->role == UI_PROBLEM && last->next >= 0;
}

// The most of the question that fits beside its keys, or above them. False if nothing does.
static bool find_typing(struct flow *flow, struct typing *typing, double width)
{
    static const struct {
        enum seen seen;
        double key; // mm
    } ways[] = {
        {SEEN_ALL, LAYOUT_TARGET},     {SEEN_ALL, LAYOUT_KEY},     {SEEN_ALL, 0},
        {SEEN_PROBLEM, LAYOUT_TARGET}, {SEEN_PROBLEM, LAYOUT_KEY}, {SEEN_PROBLEM, 0},
        {SEEN_FIELD, LAYOUT_TARGET},   {SEEN_FIELD, LAYOUT_KEY},   {SEEN_FIELD, 0},
    };

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (ways[i].seen == SEEN_PROBLEM && has_answer(flow->ui, typing))
            continue;
        typing->seen = ways[i].seen;
        typing->beside =
            ways[i].key > 0 ? typing->keys->across * (ways[i].key + LAYOUT_KEY_GAP) : 0;
        if (typing_fits(flow, typing, width))
            return true;
    }
    return false;
}

// Keeps pad and field on one page; what else the question has comes below, or before if the
// question is not there. False, and nothing is placed, if it does not fit.
static bool flow_with_pad(struct flow *flow, struct ui_node *row, double x, double width)
{
    struct ui *ui = flow->ui;
    struct ui_node *column = child(ui, row);
    struct typing typing = {.keys = pad_of(ui, row)};
    int below;

    if (!typing.keys)
        return false;
    typing.first = column->first;
    typing.last = last_seen(ui, column);
    typing.keys->clipped = typing.last >= 0 && !find_typing(flow, &typing, width);
    if (typing.last < 0 || typing.keys->clipped)
        return false;
    column->placed = true;
    below = ui->nodes[typing.last].next;
    if (typing.seen != SEEN_ALL)
        flow_unseen(flow, &typing, column->first, x, width);
    place_typing(flow, &typing, x, width);
    column->page = flow->page;
    if (typing.seen != SEEN_ALL || below < 0)
        return true;
    flow->y +=
        fmax(0, LAYOUT_GAP - block_between(flow->s, &ui->nodes[typing.last], &ui->nodes[below]));
    flow_from(flow, &ui->nodes[typing.last], below, x, width);
    return true;
}

static void flow_card(struct flow *flow, struct ui_node *card, double x, double width)
{
    double pad_x = fmax(flow->s->pad_x, LAYOUT_CARD_PAD);
    double pad_y = fmax(flow->s->pad_y, LAYOUT_CARD_PAD);

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
    double cell = grid_cell(flow, grid, width);
    double high = grid_row(flow, grid, width);
    int at = 0;

    for (int i = grid->first; i >= 0; i = ui->nodes[i].next) {
        int column = at % across;

        if (column == 0 && at > 0)
            flow->y += high + flow->s->gap;
        if (column == 0 && flow->y + high > flow->bottom + 0.01 && flow->y > flow->top)
            turn(flow);
        if (high > flow->bottom - flow->top + 0.01)
            ui->nodes[i].clipped = true;
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

// From where to where the page that is shown has something of the box.
static void reach(const struct ui *ui, const struct ui_node *box, double *top, double *bottom)
{
    for (int i = box->first; i >= 0; i = ui->nodes[i].next) {
        const struct ui_node *node = &ui->nodes[i];

        if (node->first >= 0 && node->box.h <= 0) { // was split as well
            reach(ui, node, top, bottom);
        } else if (node->page == ui->page) {
            *top = fmin(*top, node->box.y);
            *bottom = fmax(*bottom, node->box.y + node->box.h);
        }
    }
}

// A box that was split is what of it stands on this page.
void layout_close_boxes(struct ui *ui, const struct block_scale *s)
{
    for (size_t i = 0; i < ui->node_count; i++) {
        struct ui_node *box = &ui->nodes[i];
        double top = INFINITY, bottom = -INFINITY;

        if (box->role != UI_CARD || box->box.h > 0)
            continue;
        reach(ui, box, &top, &bottom);
        if (bottom > top) {
            box->page = ui->page;
            box->box.y = top - fmax(s->pad_y, LAYOUT_CARD_PAD);
            box->box.h = bottom - top + 2 * fmax(s->pad_y, LAYOUT_CARD_PAD);
        } else {
            box->placed = false;
        }
    }
}

int layout_flow(struct layout_page *page)
{
    struct flow flow = {.ui = page->ui,
                        .s = &page->s,
                        .top = page->body.y,
                        .bottom = page->body.y + page->body.h,
                        .y = page->body.y};

    flow_children(&flow, &page->ui->nodes[0], page->body.x, page->body.w);
    return flow.page + 1;
}
