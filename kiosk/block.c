// SPDX-License-Identifier: Apache-2.0

#include "kiosk/block.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "kiosk/block_parts.h"
#include "kiosk/layout.h"
#include "shared/str.h"

#define KEY_WIDTH_MOST 40.0
#define KEY_HEIGHT_MOST 28.0
#define CELL_MOST 95.0

int block_count(const struct ui *ui, const struct ui_node *box)
{
    int count = 0;

    for (int i = box->first; i >= 0; i = ui->nodes[i].next)
        count++;
    return count;
}

static double inner_pad_x(const struct block_scale *s, const struct ui_node *box)
{
    return box->role == UI_CARD ? fmax(s->pad_x, LAYOUT_CARD_PAD) : 0;
}

static double inner_pad_y(const struct block_scale *s, const struct ui_node *box)
{
    return box->role == UI_CARD ? fmax(s->pad_y, LAYOUT_CARD_PAD) : 0;
}

static bool leads(const struct ui_node *node)
{
    return node->role == UI_TITLE || node->role == UI_PICTURE || node->role == UI_NUMBER;
}

static double below_words(const struct block_scale *s, const struct ui_node *below)
{
    if (block_is_words(below))
        return (s->spacious ? 2 : 0.75) * s->em; // TXT-12; half a line more (TXT-11)
    return s->level == BLOCK_TIGHT ? 2.5 : s->gap * 0.7;
}

// A line has air of its own around its button: that much room above it, or -1 for the usual.
static double above_line(const struct block_scale *s, const struct ui_node *above)
{
    if (above->role == UI_LINE)
        return 0;
    return above->role == UI_ROW && s->low ? s->gap / 2 + 0.1 : -1;
}

double block_between(const struct block_scale *s, const struct ui_node *above,
                     const struct ui_node *below)
{
    bool tight = s->level == BLOCK_TIGHT;

    if (below->role == UI_LINE && above_line(s, above) >= 0)
        return above_line(s, above);
    if (leads(above))
        return block_is_words(below) || tight ? 1.5 : s->gap * 0.6;
    if (above->role == UI_HEADING)
        return tight ? 1 : 2 * s->unit;
    if (block_is_words(above))
        return below_words(s, below);
    if (below->role == UI_NUMBER || above->role == UI_FIELD)
        return tight ? 2.5 : s->gap * 0.7;
    return s->gap;
}

enum width { LEAST, NATURAL, FIXED };

static double width_of(const struct ui *ui, const struct block_scale *s, const struct ui_node *node,
                       enum width which)
{
    if (which == NATURAL || (which == FIXED && node->weight <= 0))
        return block_natural(ui, s, node);
    return block_least(ui, s, node);
}

// Columns side by side are apart further than controls are.
static double row_gap(const struct ui *ui, const struct block_scale *s, const struct ui_node *row)
{
    for (int i = row->first; i >= 0; i = ui->nodes[i].next)
        if (ui->nodes[i].role == UI_COLUMN)
            return s->gap * (1 + s->roomy);
    return s->gap;
}

static double sum_widths(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *row, enum width which)
{
    double sum = 0;

    for (int i = row->first; i >= 0; i = ui->nodes[i].next)
        sum += (i == row->first ? 0 : row_gap(ui, s, row)) + width_of(ui, s, &ui->nodes[i], which);
    return sum;
}

static double most_width(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *box, enum width which)
{
    double most = 0;

    for (int i = box->first; i >= 0; i = ui->nodes[i].next)
        most = fmax(most, width_of(ui, s, &ui->nodes[i], which));
    return most + 2 * inner_pad_x(s, box);
}

bool block_is_stacked(const struct ui *ui, const struct block_scale *s, const struct ui_node *row,
                      double width)
{
    return sum_widths(ui, s, row, FIXED) > width + 0.01;
}

// The first whose share would be less than it needs; -1 if none.
static int find_starved(const struct ui *ui, const struct block_scale *s, const struct ui_node *row,
                        const double shares[UI_NODES_MAX], double one)
{
    for (int i = row->first; i >= 0; i = ui->nodes[i].next)
        if (shares[i] < 0 && one * ui->nodes[i].weight < block_least(ui, s, &ui->nodes[i]))
            return i;
    return -1;
}

// Each child's width in a row that is not stacked: shares by weight, none less than it needs.
static void share_widths(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *row, double width, double shares[UI_NODES_MAX])
{
    double left = width + row_gap(ui, s, row);
    double weights = 0;
    int starved;

    for (int i = row->first; i >= 0; i = ui->nodes[i].next) {
        bool fixed = ui->nodes[i].weight <= 0;

        shares[i] = fixed ? block_natural(ui, s, &ui->nodes[i]) : -1;
        left -= row_gap(ui, s, row) + fmax(shares[i], 0);
        weights += fmax(ui->nodes[i].weight, 0);
    }
    while (weights > 0 && (starved = find_starved(ui, s, row, shares, left / weights)) >= 0) {
        shares[starved] = block_least(ui, s, &ui->nodes[starved]);
        left -= shares[starved];
        weights -= ui->nodes[starved].weight;
    }
    for (int i = row->first; i >= 0; i = ui->nodes[i].next)
        if (shares[i] < 0)
            shares[i] = left * ui->nodes[i].weight / weights;
}

double block_child_height(const struct ui *ui, const struct block_scale *s,
                          const struct ui_node *node, double width)
{
    double most = 0;

    if (node->role != UI_CHOICE || node->parent < 0)
        return block_height(ui, s, node, width);
    for (int i = ui->nodes[node->parent].first; i >= 0; i = ui->nodes[i].next)
        if (ui->nodes[i].role == UI_CHOICE)
            most = fmax(most, block_height(ui, s, &ui->nodes[i], width));
    return most;
}

// Where there is little room, what the last of a card has below it is part of the card's pad.
static double pad_below(const struct ui *ui, const struct block_scale *s, const struct ui_node *box,
                        double inner)
{
    double air = 0;

    if (box->role == UI_CARD && s->low && box->last >= 0)
        air = block_line_air(ui, s, &ui->nodes[box->last], inner);
    return inner_pad_y(s, box) - air;
}

static double column_height(const struct ui *ui, const struct block_scale *s,
                            const struct ui_node *box, double width)
{
    double inner = width - 2 * inner_pad_x(s, box);
    double sum = inner_pad_y(s, box) + pad_below(ui, s, box, inner);
    const struct ui_node *above = NULL;

    for (int i = box->first; i >= 0; i = ui->nodes[i].next) {
        const struct ui_node *node = &ui->nodes[i];

        if (above)
            sum += block_between(s, above, node);
        sum += block_child_height(ui, s, node, inner);
        above = node;
    }
    return sum;
}

static double row_height(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *row, double width)
{
    double shares[UI_NODES_MAX];
    double most = 0;

    if (block_is_stacked(ui, s, row, width))
        return column_height(ui, s, row, width);
    share_widths(ui, s, row, width, shares);
    for (int i = row->first; i >= 0; i = ui->nodes[i].next)
        most = fmax(most, block_height(ui, s, &ui->nodes[i], shares[i]));
    return most;
}

static double cell_gap(const struct block_scale *s, const struct ui_node *grid)
{
    if (grid->role == UI_KEYS)
        return grid->across == 3 ? s->key_gap + s->roomy : s->key_gap;
    return s->gap;
}

static double cell_width(const struct block_scale *s, const struct ui_node *grid, double width,
                         int across)
{
    double wide = (width - (across - 1) * cell_gap(s, grid)) / across;

    return grid->role == UI_KEYS ? fmin(wide, KEY_WIDTH_MOST) : wide;
}

static double cell_least(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *grid)
{
    return grid->role == UI_KEYS ? LAYOUT_KEY : most_width(ui, s, grid, LEAST);
}

int block_across(const struct ui *ui, const struct block_scale *s, const struct ui_node *grid,
                 double width)
{
    int across = grid->across;
    double least = cell_least(ui, s, grid);

    while (across > 1 && cell_width(s, grid, width, across) < least - 0.01)
        across--;
    return across;
}

static bool is_space_bar(const struct ui *ui, int i)
{
    return ui->nodes[i].role == UI_KEY && ui->nodes[i].next < 0 &&
           str_equal(ui->nodes[i].key, "keys.space");
}

static int rows_of(const struct ui *ui, const struct ui_node *grid, int across)
{
    return (block_count(ui, grid) + across - 1) / across;
}

static double cell_height(const struct ui *ui, const struct block_scale *s,
                          const struct ui_node *grid, double width)
{
    double most = 0;

    if (grid->role == UI_KEYS)
        return fmax(LAYOUT_KEY + (grid->across == 3 ? 11 : 6) * s->roomy, 1.4 * s->cap);
    for (int i = grid->first; i >= 0; i = ui->nodes[i].next)
        most = fmax(most, block_height(ui, s, &ui->nodes[i], width));
    return most;
}

static double rows_height(const struct block_scale *s, const struct ui_node *grid, int rows,
                          double cell)
{
    return rows > 0 ? rows * cell + (rows - 1) * cell_gap(s, grid) : 0;
}

static double grid_height(const struct ui *ui, const struct block_scale *s,
                          const struct ui_node *grid, double width)
{
    int across = block_across(ui, s, grid, width);
    double cell = cell_height(ui, s, grid, cell_width(s, grid, width, across));

    return rows_height(s, grid, rows_of(ui, grid, across), cell);
}

bool block_has_photo(const struct ui *ui, const struct ui_node *row)
{
    return row->role == UI_ROW && row->first >= 0 && ui->nodes[row->first].role == UI_PHOTO;
}

double block_most(const struct ui *ui, const struct block_scale *s, const struct ui_node *node,
                  double width)
{
    double most = CELL_MOST;
    int across;

    if (block_has_photo(ui, node))
        return fmax(block_height(ui, s, node, width), 0.4 * width);
    if (node->role != UI_GRID && node->role != UI_KEYS)
        return block_height(ui, s, node, width);
    across = block_across(ui, s, node, width);
    if (node->role == UI_KEYS)
        most = fmin(KEY_HEIGHT_MOST, 1.2 * cell_width(s, node, width, across));
    else
        most = fmin(most, 2.2 * cell_height(ui, s, node, cell_width(s, node, width, across)));
    return fmax(rows_height(s, node, rows_of(ui, node, across), most),
                grid_height(ui, s, node, width));
}

static void place_column(struct ui *ui, const struct block_scale *s, struct ui_node *box)
{
    double x = box->box.x + inner_pad_x(s, box);
    double y = box->box.y + inner_pad_y(s, box);
    double width = box->box.w - 2 * inner_pad_x(s, box);
    const struct ui_node *above = NULL;

    for (int i = box->first; i >= 0; i = ui->nodes[i].next) {
        struct ui_node *node = &ui->nodes[i];
        double high = block_child_height(ui, s, node, width);
        double wide = node->role == UI_FIELD ? fmin(width, block_field_width(s)) : width;

        if (above)
            y += block_between(s, above, node);
        block_place(ui, s, node, (struct ui_box){x, y, wide, high}, box->page);
        y += high;
        above = node;
    }
}

static void place_row(struct ui *ui, const struct block_scale *s, struct ui_node *row)
{
    double shares[UI_NODES_MAX];
    double x = row->box.x;

    if (block_is_stacked(ui, s, row, row->box.w)) {
        place_column(ui, s, row);
        return;
    }
    share_widths(ui, s, row, row->box.w, shares);
    for (int i = row->first; i >= 0; i = ui->nodes[i].next) {
        struct ui_node *node = &ui->nodes[i];
        double high = block_height(ui, s, node, shares[i]);
        double top = 0;

        if (node->role == UI_CARD || node->role == UI_CHOICE || node->role == UI_COLUMN ||
            (node->role == UI_PHOTO && block_has_photo(ui, row)))
            high = row->box.h;
        else if (node->role != UI_PHOTO)
            top = (row->box.h - high) / 2;
        block_place(ui, s, node, (struct ui_box){x, row->box.y + top, shares[i], high}, row->page);
        x += shares[i] + row_gap(ui, s, row);
    }
}

static void place_grid(struct ui *ui, const struct block_scale *s, struct ui_node *grid)
{
    int across = block_across(ui, s, grid, grid->box.w);
    int rows = rows_of(ui, grid, across);
    double gap = cell_gap(s, grid);
    double wide = cell_width(s, grid, grid->box.w, across);
    double high = rows > 0 ? (grid->box.h - (rows - 1) * gap) / rows : 0;
    int at = 0;

    for (int i = grid->first; i >= 0; i = ui->nodes[i].next) {
        int column = at % across;
        int row = at / across;
        double span = is_space_bar(ui, i) ? (across - column) * (wide + gap) - gap : wide;

        block_place(ui, s, &ui->nodes[i],
                    (struct ui_box){grid->box.x + column * (wide + gap),
                                    grid->box.y + row * (high + gap), span, high},
                    grid->page);
        at++;
    }
}

// --- all of them ---

double block_least(const struct ui *ui, const struct block_scale *s, const struct ui_node *node)
{
    switch (node->role) {
    case UI_ROW: // it can be stacked
    case UI_COLUMN:
    case UI_CARD:
    case UI_GRID:
        return most_width(ui, s, node, LEAST);
    case UI_KEYS:
        return fmin(node->across, 8) * (LAYOUT_KEY + LAYOUT_KEY_GAP);
    case UI_BUTTON:
    case UI_GO:
    case UI_CHOICE:
    case UI_KEY:
        return block_control_least(ui, s, node);
    case UI_FIELD:
        return 0.6 * block_field_width(s);
    case UI_LINE: {
        struct wrap words = block_words_of(s, node);

        return fmax(wrap_least(ui, &words),
                    block_value_room(ui, s, node) + block_line_button_room(ui, s, node));
    }
    case UI_PHOTO:
        return 40;
    case UI_PICTURE:
        return block_picture_size(s, node);
    case UI_OUTLINE:
        return node->wide;
    case UI_TITLE:
    case UI_HEADING:
    case UI_TEXT:
    case UI_HINT:
    case UI_PROBLEM:
    case UI_NUMBER:
        break;
    }
    // Beside something else words want room for a few of them, or they go below each other.
    if (block_is_words(node) && node->parent >= 0 && ui->nodes[node->parent].role == UI_ROW)
        return fmin(block_words_width(ui, s, node, wrap_natural), 14 * s->cap);
    return block_words_width(ui, s, node, wrap_least);
}

double block_natural(const struct ui *ui, const struct block_scale *s, const struct ui_node *node)
{
    switch (node->role) {
    case UI_ROW:
        return sum_widths(ui, s, node, NATURAL);
    case UI_COLUMN:
    case UI_CARD:
        return most_width(ui, s, node, NATURAL);
    case UI_GRID:
        return node->across * (most_width(ui, s, node, NATURAL) + s->gap) - s->gap;
    case UI_KEYS:
        return node->across * KEY_WIDTH_MOST * (0.6 + 0.4 * s->roomy) +
               (node->across - 1) * cell_gap(s, node);
    case UI_BUTTON:
    case UI_GO:
    case UI_CHOICE:
    case UI_KEY:
        return block_control_width(ui, s, node, wrap_natural);
    case UI_FIELD:
        return block_field_width(s);
    case UI_LINE: {
        struct wrap words = block_words_of(s, node);

        return wrap_natural(ui, &words) + block_value_room(ui, s, node) +
               block_line_button_room(ui, s, node);
    }
    case UI_PHOTO:
        return 50 + 20 * s->roomy;
    case UI_PICTURE:
        return block_picture_size(s, node);
    case UI_OUTLINE:
        return node->wide;
    case UI_TITLE:
    case UI_HEADING:
    case UI_TEXT:
    case UI_HINT:
    case UI_PROBLEM:
    case UI_NUMBER:
        break;
    }
    return block_words_width(ui, s, node, wrap_natural);
}

double block_height(const struct ui *ui, const struct block_scale *s, const struct ui_node *node,
                    double width)
{
    switch (node->role) {
    case UI_ROW:
        return row_height(ui, s, node, width);
    case UI_COLUMN:
    case UI_CARD:
        return column_height(ui, s, node, width);
    case UI_GRID:
    case UI_KEYS:
        return grid_height(ui, s, node, width);
    case UI_BUTTON:
    case UI_GO:
    case UI_CHOICE:
    case UI_KEY:
        return block_control_height(ui, s, node, width);
    case UI_FIELD:
        return block_field_height(ui, s, node);
    case UI_LINE:
        return block_line_height(ui, s, node, width);
    case UI_PHOTO:
        return fmin(width, 50 + 40 * s->roomy);
    case UI_PICTURE:
        return block_picture_size(s, node);
    case UI_OUTLINE:
        return node->high;
    case UI_TITLE:
    case UI_HEADING:
    case UI_TEXT:
    case UI_HINT:
    case UI_PROBLEM:
    case UI_NUMBER:
        break;
    }
    return block_words_height(ui, s, node, width);
}

void block_place(struct ui *ui, const struct block_scale *s, struct ui_node *node,
                 struct ui_box box, int page)
{
    node->box = box;
    node->page = page;
    node->placed = true;
    node->cap = block_words_of(s, node).cap;
    switch (node->role) {
    case UI_ROW:
        place_row(ui, s, node);
        break;
    case UI_COLUMN:
    case UI_CARD:
        place_column(ui, s, node);
        break;
    case UI_GRID:
    case UI_KEYS:
        place_grid(ui, s, node);
        break;
    case UI_BUTTON:
    case UI_GO:
    case UI_CHOICE:
    case UI_KEY:
        block_place_control(ui, s, node);
        break;
    case UI_FIELD:
        node->cap = block_value_of(s, node).cap;
        block_place_field(ui, s, node);
        break;
    case UI_LINE:
        block_place_line(ui, s, node);
        break;
    case UI_PHOTO:
        node->picture_box = box;
        break;
    case UI_OUTLINE: // whatever room it was given
        node->box = (struct ui_box){box.x, box.y, node->wide, node->high};
        break;
    case UI_PICTURE:
        block_place_picture(s, node);
        break;
    case UI_TITLE:
    case UI_HEADING:
    case UI_TEXT:
    case UI_HINT:
    case UI_PROBLEM:
    case UI_NUMBER:
        block_place_words(ui, s, node);
        break;
    }
}
