// SPDX-License-Identifier: Apache-2.0

#include "kiosk/block.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "kiosk/layout.h"
#include "kiosk/wrap.h"
#include "shared/str.h"

#define HEIGHT_SMALL 136.0 // mm of a 10.1-inch display, and of a 21.5-inch one
#define HEIGHT_LARGE 268.0
#define KEY_WIDTH_MOST 40.0
#define KEY_HEIGHT_MOST 28.0
#define CELL_MOST 95.0
#define LINE_LENGTH 32.0 // in font sizes: at most 70 characters (TXT-13)

static double clamp(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

static double roominess(double high, enum block_level level)
{
    static const double ease[BLOCK_LEVELS] = {1, 1, 0.5, 0.2, 0};
    double roomy = (high - HEIGHT_SMALL) / (HEIGHT_LARGE - HEIGHT_SMALL);

    return clamp(roomy, 0, 1) * ease[level];
}

struct block_scale block_scale(const struct ui *ui, enum block_level level)
{
    bool tight = level == BLOCK_TIGHT;
    struct block_scale s = {.level = level, .centred = ui->centred};
    double high = fmin(ui->display.height_mm, ui->display.width_mm);

    s.cap = layout_cap(ui->size);
    s.unit = s.cap / layout_cap(UI_SIZE_L);
    s.roomy = roominess(high, level);
    s.gap = LAYOUT_GAP + 2 * s.roomy * s.unit;
    s.pad_x = ((tight ? 3.5 : 4) + 4 * s.roomy) * s.unit;
    s.pad_y = ((tight ? 1.5 : 2) + 2 * s.roomy) * s.unit;
    s.control = LAYOUT_TARGET + 8 * s.roomy;
    s.key_gap = LAYOUT_KEY_GAP + 2.5 * s.roomy;
    // Headings grow less than the text, and less on small displays.
    s.title_cap = clamp(7.0 * high / 150, (tight ? 1.05 : 1.15) * s.cap, 1.8 * s.cap);
    if (tight)
        s.title_cap = fmin(s.title_cap, 1.3 * s.cap);
    return s;
}

// --- words ---

static double number_cap(const struct block_scale *s)
{
    return s->cap * (s->centred ? 1.8 + 2.4 * s->roomy : 1.5 + 0.8 * s->roomy);
}

static bool is_words(const struct ui_node *node)
{
    return node->role == UI_TEXT || node->role == UI_HINT || node->role == UI_PROBLEM;
}

// How a node's words are set.
static struct wrap words_of(const struct block_scale *s, const struct ui_node *node)
{
    struct wrap wrap = {.rich = node->rich, .cap = s->cap, .spacing = 1.5};
    bool centred = s->centred && node->zone == UI_BODY && !(is_words(node) && node->picture);

    wrap.align = centred ? WRAP_CENTRE : WRAP_LEFT;
    switch (node->role) {
    case UI_TITLE:
        wrap.cap = s->title_cap;
        wrap.spacing = 1.25;
        wrap.bold = true;
        break;
    case UI_NUMBER:
        wrap.cap = number_cap(s);
        wrap.spacing = 1.1;
        wrap.bold = true;
        break;
    case UI_HEADING:
    case UI_PROBLEM:
        wrap.spacing = node->role == UI_HEADING ? 1.3 : 1.5;
        wrap.bold = true;
        break;
    case UI_HINT:
        wrap.soft = true;
        break;
    case UI_BUTTON:
    case UI_GO:
    case UI_CHOICE:
    case UI_KEY:
        wrap.spacing = 1.25;
        wrap.bold = true;
        wrap.align = node->role == UI_CHOICE ? WRAP_LEFT : WRAP_CENTRE;
        break;
    case UI_LINE:
        wrap.spacing = 1.25;
        wrap.bold = node->selected;
        wrap.align = WRAP_LEFT;
        break;
    case UI_ROW:
    case UI_COLUMN:
    case UI_GRID:
    case UI_KEYS:
    case UI_CARD:
    case UI_TEXT:
    case UI_FIELD:
    case UI_PHOTO:
    case UI_PICTURE:
        break;
    }
    if (node->role == UI_GO && node->zone == UI_BODY)
        wrap.cap = s->cap * (1 + 0.5 * s->roomy);
    if (node->role == UI_CHOICE)
        wrap.cap = s->cap * (1 + 0.1 * s->roomy);
    if (node->role == UI_KEY && *node->key) // more than a letter: it must not make the keys wider
        wrap.cap = fmin(s->cap, layout_cap(UI_SIZE_L));
    return wrap;
}

static struct wrap second_of(const struct block_scale *s, const struct ui_node *node)
{
    return (struct wrap){.rich = node->second,
                         .cap = s->cap,
                         .spacing = 1.25,
                         .align = node->role == UI_CHOICE ? WRAP_LEFT : WRAP_CENTRE};
}

static struct wrap value_of(const struct block_scale *s, const struct ui_node *node)
{
    struct wrap wrap = {.rich = node->value, .cap = s->cap, .spacing = 1.25, .bold = true};

    if (node->role == UI_LINE && node->selected)
        wrap.cap = s->cap * (1.2 + 0.4 * s->roomy);
    if (node->role == UI_FIELD && s->level != BLOCK_TIGHT)
        wrap.cap = s->cap * (1 + 0.5 * s->roomy);
    return wrap;
}

static double text_limit(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *node, double width)
{
    struct wrap wrap = words_of(s, node);

    return fmin(width, LINE_LENGTH * ui->metrics->em(ui->metrics->data, wrap.cap));
}

// --- controls: buttons, choices, keys ---

static bool is_sign(const struct ui_node *node)
{
    return node->picture && str_starts(node->picture, "sign-");
}

static bool stands_on_words(const struct block_scale *s, const struct ui_node *node)
{
    return s->level == BLOCK_ROOMY && node->role == UI_CHOICE && node->picture && node->value == 0;
}

static double picture_size(const struct block_scale *s, const struct ui_node *node)
{
    if (!node->picture)
        return 0;
    if (is_sign(node))
        return 1.3 * s->cap;
    if (is_words(node))
        return (10 + 2 * s->roomy) * s->unit;
    if (node->role == UI_PICTURE)
        return (16 + 14 * s->roomy) * s->unit;
    if (node->role == UI_TITLE)
        return 1.5 * s->title_cap;
    return ((s->level == BLOCK_TIGHT ? 12 : 13) + 12 * s->roomy) * s->unit;
}

static double picture_gap(const struct block_scale *s, const struct ui_node *node)
{
    if (!node->picture)
        return 0;
    return is_sign(node) ? 0.5 * s->cap : 0.7 * s->cap;
}

static double tick_size(const struct block_scale *s)
{
    return s->level == BLOCK_TIGHT ? s->cap : 1.4 * s->cap;
}

// Where all is tight the tick stands on the picture's corner.
static bool has_badge(const struct block_scale *s, const struct ui_node *node)
{
    return s->level == BLOCK_TIGHT && node->picture;
}

static double tick_room(const struct block_scale *s, const struct ui_node *node)
{
    if (!node->selectable || stands_on_words(s, node) || has_badge(s, node))
        return 0;
    return tick_size(s) + 0.3 * s->cap;
}

static double value_room(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *node)
{
    struct wrap value = value_of(s, node);

    return node->value ? wrap_natural(ui, &value) + s->cap : 0;
}

static bool is_picture_alone(const struct ui_node *node)
{
    static const char *const signs[] = {"sign-size", "sign-delete", "sign-space", "sign-clear"};

    for (size_t i = 0; node->picture && i < sizeof signs / sizeof signs[0]; i++)
        if (str_equal(node->picture, signs[i]))
            return true;
    return false;
}

// All of a control's width that is not for its words.
static double control_extra(const struct ui *ui, const struct block_scale *s,
                            const struct ui_node *node)
{
    double sum =
        (node->role == UI_KEY ? 1 : 2 * s->pad_x) + tick_room(s, node) + value_room(ui, s, node);

    if (!stands_on_words(s, node))
        sum += picture_size(s, node) + picture_gap(s, node);
    return sum;
}

static double control_width(const struct ui *ui, const struct block_scale *s,
                            const struct ui_node *node,
                            double (*of)(const struct ui *, const struct wrap *))
{
    struct wrap words = words_of(s, node);
    struct wrap second = second_of(s, node);
    double wide = fmax(of(ui, &words), of(ui, &second));

    if (is_picture_alone(node))
        wide = str_equal(node->picture, "sign-size") ? 2.2 * s->cap : 0;
    if (stands_on_words(s, node))
        wide = fmax(wide, picture_size(s, node));
    wide += control_extra(ui, s, node);
    return fmax(wide, node->role == UI_KEY ? LAYOUT_KEY : LAYOUT_TARGET);
}

static double control_text_height(const struct ui *ui, const struct block_scale *s,
                                  const struct ui_node *node, double width)
{
    struct wrap words = words_of(s, node);
    struct wrap second = second_of(s, node);

    if (is_picture_alone(node))
        return s->cap;
    return wrap_height(ui, &words, width) + wrap_height(ui, &second, width);
}

static double control_height(const struct ui *ui, const struct block_scale *s,
                             const struct ui_node *node, double width)
{
    double text = control_text_height(ui, s, node, width - control_extra(ui, s, node));
    double picture = picture_size(s, node);
    double least = node->role == UI_KEY ? LAYOUT_KEY : s->control;

    if (node->zone == UI_BAR_RIGHT ||
        (node->parent >= 0 && node->zone == UI_BODY && ui->nodes[node->parent].role >= UI_LINE))
        least = LAYOUT_TARGET;
    if (node->role == UI_GO && node->zone == UI_BODY && s->level != BLOCK_TIGHT)
        least += 14 * s->roomy;
    if (stands_on_words(s, node))
        return fmax(least, picture + picture_gap(s, node) + text + 3 * s->pad_y);
    return fmax(least, fmax(picture, text) + 2 * s->pad_y);
}

static void place_standing(struct ui *ui, const struct block_scale *s, struct ui_node *node)
{
    struct wrap words = words_of(s, node);
    struct wrap second = second_of(s, node);
    double width = node->box.w - 2 * s->pad_x;
    double picture = picture_size(s, node);
    double all = picture + picture_gap(s, node) + control_text_height(ui, s, node, width);
    double top = (node->box.h - all) / 2;

    words.align = second.align = WRAP_CENTRE;
    node->picture_box = (struct ui_box){node->box.x + (node->box.w - picture) / 2,
                                        node->box.y + top, picture, picture};
    top += picture + picture_gap(s, node);
    top += wrap_place(ui, node, &words, s->pad_x, top, width);
    wrap_place(ui, node, &second, s->pad_x, top, width);
}

static bool sign_is_after(const struct ui_node *node)
{
    return str_equal(node->picture, "sign-next") || str_equal(node->picture, "sign-tick");
}

// The picture beside the words; returns where the words begin. `width` is left for the words.
static double place_beside(const struct ui *ui, const struct block_scale *s, struct ui_node *node,
                           double width)
{
    struct wrap words = words_of(s, node);
    double picture = picture_size(s, node);
    double gap = picture_gap(s, node);
    double used = fmin(wrap_natural(ui, &words), width);
    double left = (node->box.w - picture - gap - used) / 2;
    bool after;

    if (node->role == UI_CHOICE)
        left = s->pad_x;
    if (!node->picture)
        return left;
    after = is_sign(node) && sign_is_after(node);
    node->picture_box =
        (struct ui_box){node->box.x + (after ? left + used + gap : left),
                        node->box.y + (node->box.h - picture) / 2, picture, picture};
    return after ? left : left + picture + gap;
}

static void place_tick(const struct block_scale *s, struct ui_node *node)
{
    double size = tick_size(s);
    double right = node->box.x + node->box.w - s->pad_x;
    double top = stands_on_words(s, node) ? s->pad_y * 1.2 : (node->box.h - size) / 2;

    if (node->selectable && has_badge(s, node))
        node->tick_box = (struct ui_box){
            node->box.x + s->pad_x + 0.6 * picture_size(s, node),
            node->box.y + node->box.h / 2 - 0.75 * picture_size(s, node), size, size};
    else if (node->selectable)
        node->tick_box = (struct ui_box){right - size, node->box.y + top, size, size};
}

static void place_control(struct ui *ui, const struct block_scale *s, struct ui_node *node)
{
    struct wrap words = words_of(s, node);
    struct wrap second = second_of(s, node);
    struct wrap value = value_of(s, node);
    double width = node->box.w - control_extra(ui, s, node);
    double high = control_text_height(ui, s, node, width);
    double top = (node->box.h - high) / 2;
    double left;

    place_tick(s, node);
    if (is_picture_alone(node)) {
        double size = fmin(2 * s->cap, node->box.h - 2);

        node->picture_box = (struct ui_box){node->box.x + (node->box.w - size) / 2,
                                            node->box.y + (node->box.h - size) / 2, size, size};
        return;
    }
    if (stands_on_words(s, node)) {
        place_standing(ui, s, node);
        return;
    }
    left = place_beside(ui, s, node, width);
    if (node->role != UI_CHOICE && !node->picture) {
        left = (node->box.w - width) / 2;
    } else if (node->role != UI_CHOICE) {
        words.align = WRAP_LEFT;
    }
    if (node->value) {
        double line = wrap_line_height(ui, &value);

        value.align = WRAP_RIGHT;
        wrap_place(ui, node, &value, 0, (node->box.h - line) / 2,
                   node->box.w - s->pad_x - tick_room(s, node));
        node->lines = 0;
    }
    top += wrap_place(ui, node, &words, left, top, width);
    wrap_place(ui, node, &second, left, top, width);
}

// --- fields, lines, notes ---

static double field_width(const struct block_scale *s)
{
    return (70 + 20 * s->roomy) * s->unit;
}

static double field_height(const struct ui *ui, const struct block_scale *s,
                           const struct ui_node *node)
{
    struct wrap value = value_of(s, node);

    return fmax(wrap_line_height(ui, &value) + 2 * s->pad_y,
                s->level == BLOCK_TIGHT ? 0 : s->control);
}

static void place_field(struct ui *ui, const struct block_scale *s, struct ui_node *node)
{
    struct wrap value = value_of(s, node);
    double line = wrap_line_height(ui, &value);
    double room = node->box.w - 2 * s->pad_x;

    // The end of what is typed is what matters; long ends push the beginning out of the field.
    while (wrap_natural(ui, &value) > room && ui->pool[value.rich]) {
        value.rich += str_char_length(ui->pool + value.rich);
    }
    wrap_place(ui, node, &value, s->pad_x, (node->box.h - line) / 2, 10 * room);
}

static struct ui_node *own_button(struct ui *ui, const struct ui_node *node)
{
    return node->first >= 0 ? &ui->nodes[node->first] : NULL;
}

static const struct ui_node *own_button_of(const struct ui *ui, const struct ui_node *node)
{
    return node->first >= 0 ? &ui->nodes[node->first] : NULL;
}

// The widest button of the lines of one card, so that their amounts stand below each other.
static double line_button_room(const struct ui *ui, const struct block_scale *s,
                               const struct ui_node *node)
{
    double most = 0;
    int i = node->parent >= 0 ? ui->nodes[node->parent].first : -1;

    for (; i >= 0; i = ui->nodes[i].next) {
        const struct ui_node *button = own_button_of(ui, &ui->nodes[i]);

        if (ui->nodes[i].role == UI_LINE && button)
            most = fmax(most, block_natural(ui, s, button) + LAYOUT_GAP);
    }
    return most;
}

static double line_label_width(const struct ui *ui, const struct block_scale *s,
                               const struct ui_node *node, double width)
{
    return width - line_button_room(ui, s, node) - value_room(ui, s, node);
}

// Where the words have no room beside amount and button, these stand below.
static bool line_is_stacked(const struct ui *ui, const struct block_scale *s,
                            const struct ui_node *node, double width)
{
    struct wrap words = words_of(s, node);
    double label = line_label_width(ui, s, node, width);

    return label < wrap_least(ui, &words) ||
           wrap_height(ui, &words, label) > 2.1 * wrap_line_height(ui, &words);
}

static double line_height(const struct ui *ui, const struct block_scale *s,
                          const struct ui_node *node, double width)
{
    struct wrap words = words_of(s, node);
    struct wrap value = value_of(s, node);
    double end = wrap_line_height(ui, &value) + LAYOUT_GAP;

    if (line_button_room(ui, s, node) > 0) // all lines of a card are equally high
        end = LAYOUT_TARGET + LAYOUT_GAP;
    if (line_is_stacked(ui, s, node, width)) // its words keep the buttons apart
        return wrap_height(ui, &words, width) + end - LAYOUT_GAP + 1;
    return fmax(wrap_height(ui, &words, line_label_width(ui, s, node, width)) + LAYOUT_GAP, end);
}

static void place_line(struct ui *ui, const struct block_scale *s, struct ui_node *node)
{
    struct wrap words = words_of(s, node);
    struct wrap value = value_of(s, node);
    struct ui_node *button = own_button(ui, node);
    bool stacked = line_is_stacked(ui, s, node, node->box.w);
    double label = stacked ? node->box.w : line_label_width(ui, s, node, node->box.w);
    double high = wrap_height(ui, &words, label);
    double end = stacked ? high : 0;
    double room = line_button_room(ui, s, node);

    wrap_place(ui, node, &words, 0, stacked ? 0 : (node->box.h - high) / 2, label);
    value.align = WRAP_RIGHT;
    wrap_place(ui, node, &value, 0, end + (node->box.h - end - wrap_line_height(ui, &value)) / 2,
               node->box.w - room);
    node->lines = 1;
    if (button) {
        double wide = room - LAYOUT_GAP;

        block_place(ui, s, button,
                    (struct ui_box){node->box.x + node->box.w - wide,
                                    node->box.y + end + (node->box.h - end - LAYOUT_TARGET) / 2,
                                    wide, LAYOUT_TARGET},
                    node->page);
    }
}

// --- boxes ---

#define EACH(ui, box, child)                                                                       \
    for (int child = (box)->first; child >= 0; child = (ui)->nodes[child].next)

int block_count(const struct ui *ui, const struct ui_node *box)
{
    int count = 0;

    EACH(ui, box, i)
    count++;
    return count;
}

static double inner_pad_x(const struct block_scale *s, const struct ui_node *box)
{
    return box->role == UI_CARD ? s->pad_x : 0;
}

static double inner_pad_y(const struct block_scale *s, const struct ui_node *box)
{
    return box->role == UI_CARD ? fmax(s->pad_y, 2.5) : 0;
}

double block_between(const struct block_scale *s, const struct ui_node *above,
                     const struct ui_node *below)
{
    bool tight = s->level == BLOCK_TIGHT;

    if (above->role == UI_LINE && below->role == UI_LINE)
        return 0;
    if (above->role == UI_TITLE || above->role == UI_PICTURE || above->role == UI_NUMBER)
        return is_words(below) || tight ? 1.5 : s->gap * 0.6;
    if (above->role == UI_HEADING)
        return tight ? 1 : 2 * s->unit;
    if (is_words(above) && is_words(below))
        return 0.75 * s->cap / 0.668; // a paragraph's gap: half a line more (TXT-11)
    if (is_words(above) || below->role == UI_NUMBER || above->role == UI_FIELD)
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
    EACH(ui, row, i)
    if (ui->nodes[i].role == UI_COLUMN)
        return s->gap * (1 + s->roomy);
    return s->gap;
}

static double sum_widths(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *row, enum width which)
{
    double sum = 0;

    EACH(ui, row, i)
    sum += (i == row->first ? 0 : row_gap(ui, s, row)) + width_of(ui, s, &ui->nodes[i], which);
    return sum;
}

static double most_width(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *box, enum width which)
{
    double most = 0;

    EACH(ui, box, i)
    most = fmax(most, width_of(ui, s, &ui->nodes[i], which));
    return most + 2 * inner_pad_x(s, box);
}

bool block_is_stacked(const struct ui *ui, const struct block_scale *s, const struct ui_node *row,
                      double width)
{
    return sum_widths(ui, s, row, FIXED) > width + 0.01;
}

// Each child's width in a row that is not stacked: shares by weight, none less than it needs.
static void share_widths(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *row, double width, double shares[UI_NODES_MAX])
{
    double left = width;
    double weights = 0;
    bool changed = true;

    EACH(ui, row, i)
    {
        const struct ui_node *node = &ui->nodes[i];

        left -= i == row->first ? 0 : row_gap(ui, s, row);
        shares[i] = node->weight > 0 ? -1 : block_natural(ui, s, node);
        if (node->weight > 0)
            weights += node->weight;
        else
            left -= shares[i];
    }
    while (changed) {
        changed = false;
        EACH(ui, row, i)
        {
            const struct ui_node *node = &ui->nodes[i];
            double least = block_least(ui, s, node);

            if (shares[i] < 0 && left * node->weight / weights < least) {
                shares[i] = least;
                left -= least;
                weights -= node->weight;
                changed = true;
                break;
            }
        }
    }
    EACH(ui, row, i)
    if (shares[i] < 0)
        shares[i] = left * ui->nodes[i].weight / weights;
}

double block_child_height(const struct ui *ui, const struct block_scale *s,
                          const struct ui_node *node, double width)
{
    double most = 0;

    if (node->role != UI_CHOICE || node->parent < 0)
        return block_height(ui, s, node, width);
    EACH(ui, &ui->nodes[node->parent], i)
    if (ui->nodes[i].role == UI_CHOICE)
        most = fmax(most, block_height(ui, s, &ui->nodes[i], width));
    return most;
}

static double column_height(const struct ui *ui, const struct block_scale *s,
                            const struct ui_node *box, double width)
{
    double inner = width - 2 * inner_pad_x(s, box);
    double sum = 2 * inner_pad_y(s, box);
    const struct ui_node *above = NULL;

    EACH(ui, box, i)
    {
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
    EACH(ui, row, i)
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
        return fmax(LAYOUT_KEY + (grid->across == 3 ? 11 : 6) * s->roomy, 1.5 * s->cap);
    EACH(ui, grid, i)
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

    EACH(ui, box, i)
    {
        struct ui_node *node = &ui->nodes[i];
        double high = block_child_height(ui, s, node, width);
        double wide = node->role == UI_FIELD ? fmin(width, field_width(s)) : width;

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
    EACH(ui, row, i)
    {
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
    double high = (grid->box.h - (rows - 1) * gap) / rows;
    int at = 0;

    EACH(ui, grid, i)
    {
        int column = at % across;
        double span = is_space_bar(ui, i) ? (across - column) * (wide + gap) - gap : wide;

        block_place(ui, s, &ui->nodes[i],
                    (struct ui_box){grid->box.x + column * (wide + gap),
                                    grid->box.y + at / across * (high + gap), span, high},
                    grid->page);
        at++;
    }
}

// --- all of them ---

static double text_width(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *node,
                         double (*of)(const struct ui *, const struct wrap *))
{
    struct wrap words = words_of(s, node);

    return of(ui, &words) + picture_size(s, node) + picture_gap(s, node) +
           (node->role == UI_PROBLEM ? s->cap : 0);
}

// The narrowest with two lines of words, or three with the second text: more is hard to read.
static double control_least(const struct ui *ui, const struct block_scale *s,
                            const struct ui_node *node)
{
    struct wrap words = words_of(s, node);
    double extra = control_extra(ui, s, node);
    double wide = control_width(ui, s, node, wrap_natural);
    double narrow = control_width(ui, s, node, wrap_least);
    double most = (node->second ? 3 : 2) * wrap_line_height(ui, &words) + 0.01;

    if (control_text_height(ui, s, node, narrow - extra) <= most)
        return narrow;
    while (wide - narrow > 0.5) {
        double middle = (wide + narrow) / 2;

        if (control_text_height(ui, s, node, middle - extra) <= most)
            wide = middle;
        else
            narrow = middle;
    }
    return wide;
}

double block_least(const struct ui *ui, const struct block_scale *s, const struct ui_node *node)
{
    switch (node->role) {
    case UI_ROW:
        return most_width(ui, s, node, LEAST); // it can be stacked
    case UI_COLUMN:
    case UI_CARD:
        return most_width(ui, s, node, LEAST);
    case UI_GRID:
        return most_width(ui, s, node, LEAST);
    case UI_KEYS:
        return fmin(node->across, 8) * (LAYOUT_KEY + LAYOUT_KEY_GAP);
    case UI_BUTTON:
    case UI_GO:
    case UI_CHOICE:
    case UI_KEY:
        return control_least(ui, s, node);
    case UI_FIELD:
        return 0.6 * field_width(s);
    case UI_LINE: {
        struct wrap words = words_of(s, node);

        return fmax(wrap_least(ui, &words),
                    value_room(ui, s, node) + line_button_room(ui, s, node));
    }
    case UI_PHOTO:
        return 40;
    case UI_PICTURE:
        return picture_size(s, node);
    case UI_TITLE:
    case UI_HEADING:
    case UI_TEXT:
    case UI_HINT:
    case UI_PROBLEM:
    case UI_NUMBER:
        break;
    }
    // Beside something else words want room for a few of them, or they go below each other.
    if (is_words(node) && node->parent >= 0 && ui->nodes[node->parent].role == UI_ROW)
        return fmin(text_width(ui, s, node, wrap_natural), 14 * s->cap);
    return text_width(ui, s, node, wrap_least);
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
        return control_width(ui, s, node, wrap_natural);
    case UI_FIELD:
        return field_width(s);
    case UI_LINE: {
        struct wrap words = words_of(s, node);

        return wrap_natural(ui, &words) + value_room(ui, s, node) + line_button_room(ui, s, node);
    }
    case UI_PHOTO:
        return 50 + 20 * s->roomy;
    case UI_PICTURE:
        return picture_size(s, node);
    case UI_TITLE:
    case UI_HEADING:
    case UI_TEXT:
    case UI_HINT:
    case UI_PROBLEM:
    case UI_NUMBER:
        break;
    }
    return text_width(ui, s, node, wrap_natural);
}

// What stands before words: a picture, unless their longest one needs its room, or a bar.
static double words_beside(const struct ui *ui, const struct block_scale *s,
                           const struct ui_node *node, double width, double *picture)
{
    struct wrap words = words_of(s, node);
    double bar = node->role == UI_PROBLEM ? s->cap : 0;

    *picture = picture_size(s, node);
    if (width - *picture - picture_gap(s, node) - bar < wrap_least(ui, &words))
        *picture = 0;
    return bar + (*picture > 0 ? *picture + picture_gap(s, node) : 0);
}

static double words_height(const struct ui *ui, const struct block_scale *s,
                           const struct ui_node *node, double width)
{
    struct wrap words = words_of(s, node);
    double picture;
    double beside = words_beside(ui, s, node, width, &picture);

    return fmax(wrap_height(ui, &words, text_limit(ui, s, node, width - beside)), picture);
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
        return control_height(ui, s, node, width);
    case UI_FIELD:
        return field_height(ui, s, node);
    case UI_LINE:
        return line_height(ui, s, node, width);
    case UI_PHOTO:
        return fmin(width, 50 + 40 * s->roomy);
    case UI_PICTURE:
        return picture_size(s, node);
    case UI_TITLE:
    case UI_HEADING:
    case UI_TEXT:
    case UI_HINT:
    case UI_PROBLEM:
    case UI_NUMBER:
        break;
    }
    return words_height(ui, s, node, width);
}

// On a page whose things stand in the middle the bar stays beside its words, and they begin there.
static void gather_problem(const struct ui *ui, const struct block_scale *s, struct ui_node *node,
                           struct wrap *words)
{
    double limit = text_limit(ui, s, node, node->box.w - s->cap);
    double wide = fmin(wrap_natural(ui, words) + 0.1, limit) + s->cap;

    words->align = WRAP_LEFT;
    node->box.x += (node->box.w - wide) / 2;
    node->box.w = wide;
}

static void place_words(struct ui *ui, const struct block_scale *s, struct ui_node *node)
{
    struct wrap words = words_of(s, node);
    double picture, beside, width, limit, high, left;

    if (node->role == UI_PROBLEM && words.align == WRAP_CENTRE)
        gather_problem(ui, s, node, &words);
    beside = words_beside(ui, s, node, node->box.w, &picture);
    width = node->box.w - beside;
    limit = text_limit(ui, s, node, width);
    high = wrap_height(ui, &words, limit);
    left = words.align == WRAP_CENTRE ? (width - limit) / 2 : 0;

    node->picture_box =
        (struct ui_box){node->box.x, node->box.y + (node->box.h - picture) / 2, picture, picture};
    // Words narrower than their box keep to its top: they are read before what is below.
    wrap_place(ui, node, &words, beside + left, picture > high ? (node->box.h - high) / 2 : 0,
               limit);
}

static void place_picture(const struct block_scale *s, struct ui_node *node)
{
    double size = picture_size(s, node);
    double left = s->centred ? (node->box.w - size) / 2 : 0;

    node->picture_box = (struct ui_box){node->box.x + left, node->box.y, size, size};
}

void block_place(struct ui *ui, const struct block_scale *s, struct ui_node *node,
                 struct ui_box box, int page)
{
    node->box = box;
    node->page = page;
    node->placed = true;
    node->cap = words_of(s, node).cap;
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
        place_control(ui, s, node);
        break;
    case UI_FIELD:
        node->cap = value_of(s, node).cap;
        place_field(ui, s, node);
        break;
    case UI_LINE:
        place_line(ui, s, node);
        break;
    case UI_PHOTO:
        node->picture_box = box;
        break;
    case UI_PICTURE:
        place_picture(s, node);
        break;
    case UI_TITLE:
    case UI_HEADING:
    case UI_TEXT:
    case UI_HINT:
    case UI_PROBLEM:
    case UI_NUMBER:
        place_words(ui, s, node);
        break;
    }
}
