// SPDX-License-Identifier: Apache-2.0

// How a node's words are set, and nodes that are nothing but words.

#include "kiosk/block.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "kiosk/block_parts.h"
#include "kiosk/layout.h"
#include "shared/str.h"

#define HEIGHT_SMALL 136.0 // mm of a 10.1-inch display, and of a 21.5-inch one
#define HEIGHT_LARGE 268.0
#define LINE_LENGTH 30.0 // in font sizes: at most 70 characters (TXT-13)

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
    struct block_scale s = {.level = level, .grand = ui->centred, .spacious = ui->prefs.spacious};
    double high = fmin(ui->display.height_mm, ui->display.width_mm);

    // Words that need all the width would each begin elsewhere.
    s.centred = ui->centred && (!tight || ui->first);
    s.low = tight && ui_is_low(ui) && ui->prefs.size < UI_SIZE_XL; // which breaks elsewhere
    s.cap = layout_cap(ui->prefs.size);
    s.most = INFINITY;
    s.em = ui->metrics->em(ui->metrics->data, s.cap);
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

static double number_cap(const struct block_scale *s)
{
    return s->cap * (s->grand ? 1.8 + 2.4 * s->roomy : 1.5 + 0.8 * s->roomy);
}

bool block_is_words(const struct ui_node *node)
{
    return node->role == UI_TEXT || node->role == UI_HINT || node->role == UI_PROBLEM;
}

static bool is_in_body(const struct ui_node *node)
{
    bool control = node->role == UI_CHOICE || node->role == UI_BUTTON || node->role == UI_GO;

    return control && node->zone == UI_BODY;
}

// Where there is room for it: what is read, and then what is touched.
static bool stands_apart(const struct block_scale *s, const struct ui_node *node)
{
    return !s->close || (node->zone == UI_BODY && !is_in_body(node));
}

// How a node's words are set.
struct wrap block_words_of(const struct block_scale *s, const struct ui_node *node)
{
    struct wrap wrap = {.rich = node->rich, .cap = s->cap, .spacing = 1.5};
    bool centred = s->centred && node->zone == UI_BODY && !(block_is_words(node) && node->picture);

    wrap.align = centred ? WRAP_GATHERED : WRAP_LEFT;
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
    case UI_OUTLINE:
        break;
    }
    if (node->role == UI_GO && node->zone == UI_BODY)
        wrap.cap = s->cap * (1 + 0.5 * s->roomy);
    if (node->role == UI_CHOICE)
        wrap.cap = layout_cap(node->look.size) * (1 + 0.1 * s->roomy);
    if (is_in_body(node))
        wrap.cap = fmin(wrap.cap, s->most);
    if (node->role == UI_KEY && *node->key) // more than a letter: it must not make the keys wider
        wrap.cap = fmin(s->cap, layout_cap(UI_SIZE_L));
    if (node->look.spacious && node->role != UI_KEY) { // which has a letter or two
        wrap.spacious = stands_apart(s, node);
        wrap.spacing = fmax(wrap.spacing, 1.5);
    }
    return wrap;
}

struct wrap block_second_of(const struct block_scale *s, const struct ui_node *node)
{
    return (struct wrap){.rich = node->second,
                         .cap = is_in_body(node) ? fmin(s->cap, s->most) : s->cap,
                         .spacing = s->spacious ? 1.5 : 1.25,
                         .spacious = s->spacious && stands_apart(s, node),
                         .align = node->role == UI_CHOICE ? WRAP_LEFT : WRAP_CENTRE};
}

struct wrap block_value_of(const struct block_scale *s, const struct ui_node *node)
{
    struct wrap wrap = {.rich = node->value,
                        .cap = s->cap,
                        .spacing = s->spacious ? 1.5 : 1.25,
                        .spacious = s->spacious,
                        .bold = true};

    if (node->role == UI_LINE && node->selected)
        wrap.cap = s->cap * (1.2 + 0.4 * s->roomy);
    if (node->role == UI_FIELD && s->level != BLOCK_TIGHT)
        wrap.cap = s->cap * (1 + 0.5 * s->roomy);
    else if (node->role == UI_FIELD) // it has one line, which needs no room between lines
        wrap.spacing = 1.15;
    return wrap;
}

static double text_limit(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *node, double width)
{
    struct wrap wrap = block_words_of(s, node);

    return fmin(width, LINE_LENGTH * ui->metrics->em(ui->metrics->data, wrap.cap));
}

bool block_is_sign(const struct ui_node *node)
{
    return node->picture && str_starts(node->picture, "sign-");
}

static bool is_bare(const struct block_scale *s, const struct ui_node *node)
{
    return (s->bare && block_is_sign(node) && node->zone == UI_FOOT_RIGHT) ||
           (s->plain && is_in_body(node));
}

double block_picture_size(const struct block_scale *s, const struct ui_node *node)
{
    if (!node->picture || is_bare(s, node))
        return 0;
    if (block_is_sign(node))
        return 1.3 * s->cap;
    if (block_is_words(node))
        return (10 + 2 * s->roomy) * s->unit;
    if (node->role == UI_PICTURE)
        return (16 + 14 * s->roomy) * s->unit;
    if (node->role == UI_TITLE)
        return 1.5 * s->title_cap;
    return ((s->level == BLOCK_TIGHT ? 12 : 13) + 12 * s->roomy) * s->unit;
}

double block_picture_gap(const struct block_scale *s, const struct ui_node *node)
{
    if (!node->picture || is_bare(s, node))
        return 0;
    return block_is_sign(node) ? 0.5 * s->cap : 0.7 * s->cap;
}

double block_words_width(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *node,
                         double (*of)(const struct ui *, const struct wrap *))
{
    struct wrap words = block_words_of(s, node);

    return of(ui, &words) + block_picture_size(s, node) + block_picture_gap(s, node) +
           (node->role == UI_PROBLEM ? s->cap : 0);
}

// What stands before words: a picture, unless their longest one needs its room, or a bar.
static double words_beside(const struct ui *ui, const struct block_scale *s,
                           const struct ui_node *node, double width, double *picture)
{
    struct wrap words = block_words_of(s, node);
    double bar = node->role == UI_PROBLEM ? s->cap : 0;

    *picture = block_picture_size(s, node);
    if (width - *picture - block_picture_gap(s, node) - bar < wrap_least(ui, &words))
        *picture = 0;
    return bar + (*picture > 0 ? *picture + block_picture_gap(s, node) : 0);
}

double block_words_height(const struct ui *ui, const struct block_scale *s,
                          const struct ui_node *node, double width)
{
    struct wrap words = block_words_of(s, node);
    double picture;
    double beside = words_beside(ui, s, node, width, &picture);

    return fmax(wrap_height(ui, &words, text_limit(ui, s, node, width - beside)), picture);
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

void block_place_words(struct ui *ui, const struct block_scale *s, struct ui_node *node)
{
    struct wrap words = block_words_of(s, node);
    double picture, beside, width, limit, high, left;

    if (node->role == UI_PROBLEM && words.align == WRAP_GATHERED)
        gather_problem(ui, s, node, &words);
    beside = words_beside(ui, s, node, node->box.w, &picture);
    width = node->box.w - beside;
    limit = text_limit(ui, s, node, width);
    high = wrap_height(ui, &words, limit);
    left = words.align == WRAP_GATHERED ? (width - limit) / 2 : 0;

    node->picture_box =
        (struct ui_box){node->box.x, node->box.y + (node->box.h - picture) / 2, picture, picture};
    // Words narrower than their box keep to its top: they are read before what is below.
    wrap_place(ui, node, &words, beside + left, picture > high ? (node->box.h - high) / 2 : 0,
               limit);
}

void block_place_picture(const struct block_scale *s, struct ui_node *node)
{
    double size = block_picture_size(s, node);
    double left = s->centred ? (node->box.w - size) / 2 : 0;

    node->picture_box = (struct ui_box){node->box.x + left, node->box.y, size, size};
}
