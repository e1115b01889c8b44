// SPDX-License-Identifier: Apache-2.0

// Nodes with an inside: buttons, choices, keys, fields, and lines with an amount.

#include "kiosk/block.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "kiosk/block_parts.h"
#include "kiosk/layout.h"
#include "shared/str.h"

#define KEY_LIFT 0.07 // of the capitals' height: half of what a tail has more than an accent
#define KEY_DROP 0.1  // likewise, for the accent of a capital
#define KEY_BELOW 0.2 // which leaves so much below the letter

static bool stands_on_words(const struct block_scale *s, const struct ui_node *node)
{
    return s->level == BLOCK_ROOMY && node->role == UI_CHOICE && node->picture && node->value == 0;
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

double block_value_room(const struct ui *ui, const struct block_scale *s,
                        const struct ui_node *node)
{
    struct wrap value = block_value_of(s, node);

    return node->value ? wrap_natural(ui, &value) + s->cap : 0;
}

static bool is_picture_alone(const struct ui_node *node)
{
    static const char *const signs[] = {"sign-size",   "sign-contrast", "sign-listen",
                                        "sign-delete", "sign-space",    "sign-clear"};

    if (node->zone != UI_BAR_RIGHT && node->role != UI_KEY)
        return false;
    for (size_t i = 0; node->picture && i < sizeof signs / sizeof signs[0]; i++)
        if (str_equal(node->picture, signs[i]))
            return true;
    return false;
}

// All of a control's width that is not for its words, nor for an amount beside them.
static double own_extra(const struct block_scale *s, const struct ui_node *node)
{
    double sum = (node->role == UI_KEY ? 1 : 2 * s->pad_x) + tick_room(s, node);

    if (!stands_on_words(s, node))
        sum += block_picture_size(s, node) + block_picture_gap(s, node);
    return sum;
}

static double control_extra(const struct ui *ui, const struct block_scale *s,
                            const struct ui_node *node)
{
    return own_extra(s, node) + block_value_room(ui, s, node);
}

// How a control of that width is filled: what its words have, and what gave way to them.
struct filling {
    double room;  // of the words
    bool bare;    // without the picture, whose room the longest of them needs
    bool beneath; // the amount below the words
};

static struct filling fill(const struct ui *ui, const struct block_scale *s,
                           const struct ui_node *node, double width, bool beneath)
{
    struct wrap words = block_words_of(s, node);
    double extra = beneath ? own_extra(s, node) : control_extra(ui, s, node);
    struct filling filling = {.room = width - extra, .beneath = beneath};

    filling.bare = node->picture && !stands_on_words(s, node) && !is_picture_alone(node) &&
                   filling.room < wrap_least(ui, &words) - 0.01;
    if (filling.bare)
        filling.room += block_picture_size(s, node) + block_picture_gap(s, node);
    return filling;
}

static double text_height(const struct ui *ui, const struct block_scale *s,
                          const struct ui_node *node, double width)
{
    struct wrap words = block_words_of(s, node);
    struct wrap second = block_second_of(s, node);

    if (is_picture_alone(node))
        return s->cap;
    return wrap_height(ui, &words, width) + wrap_height(ui, &second, width);
}

// Beside their amount the words are broken into so many lines that below them it needs fewer.
static bool wants_beneath(const struct ui *ui, const struct block_scale *s,
                          const struct ui_node *node, double width)
{
    struct wrap value = block_value_of(s, node);
    double beside = text_height(ui, s, node, fill(ui, s, node, width, false).room);
    double beneath = text_height(ui, s, node, fill(ui, s, node, width, true).room);

    return beside > beneath + wrap_line_height(ui, &value) + 0.01;
}

// Of choices below each other all have their amounts at the same place.
static bool has_beneath(const struct ui *ui, const struct block_scale *s,
                        const struct ui_node *node, double width)
{
    int i = node->parent >= 0 ? ui->nodes[node->parent].first : -1;

    if (node->role != UI_CHOICE || !node->value)
        return false;
    for (; i >= 0; i = ui->nodes[i].next)
        if (ui->nodes[i].role == UI_CHOICE && ui->nodes[i].value &&
            wants_beneath(ui, s, &ui->nodes[i], width))
            return true;
    return false;
}

static struct filling filling_of(const struct ui *ui, const struct block_scale *s,
                                 const struct ui_node *node, double width)
{
    return fill(ui, s, node, width, has_beneath(ui, s, node, width));
}

double block_control_width(const struct ui *ui, const struct block_scale *s,
                           const struct ui_node *node,
                           double (*of)(const struct ui *, const struct wrap *))
{
    struct wrap words = block_words_of(s, node);
    struct wrap second = block_second_of(s, node);
    double wide = fmax(of(ui, &words), of(ui, &second));

    if (is_picture_alone(node))
        wide = node->zone == UI_BAR_RIGHT ? 2.2 * s->cap : 0;
    if (stands_on_words(s, node))
        wide = fmax(wide, block_picture_size(s, node));
    wide += control_extra(ui, s, node);
    return fmax(wide, node->role == UI_KEY ? LAYOUT_KEY : LAYOUT_TARGET);
}

// Of all its lines.
static double filled_height(const struct ui *ui, const struct block_scale *s,
                            const struct ui_node *node, const struct filling *filling)
{
    struct wrap value = block_value_of(s, node);

    return text_height(ui, s, node, filling->room) +
           (filling->beneath ? wrap_line_height(ui, &value) : 0);
}

double block_control_height(const struct ui *ui, const struct block_scale *s,
                            const struct ui_node *node, double width)
{
    struct filling filling = filling_of(ui, s, node, width);
    double text = filled_height(ui, s, node, &filling);
    double picture = block_picture_size(s, node);
    double least = node->role == UI_KEY ? LAYOUT_KEY : s->control;

    if (node->zone == UI_BAR_RIGHT ||
        (node->parent >= 0 && node->zone == UI_BODY && ui->nodes[node->parent].role >= UI_LINE))
        least = LAYOUT_TARGET;
    if (node->role == UI_GO && node->zone == UI_BODY && s->level != BLOCK_TIGHT)
        least += 14 * s->roomy;
    if (stands_on_words(s, node))
        return fmax(least, picture + block_picture_gap(s, node) + text + 3 * s->pad_y);
    return fmax(least, fmax(picture, text) + 2 * s->pad_y);
}

// The narrowest with two lines of words, or three with the second text: more is hard to read.
double block_control_least(const struct ui *ui, const struct block_scale *s,
                           const struct ui_node *node)
{
    struct wrap words = block_words_of(s, node);
    double extra = control_extra(ui, s, node);
    double wide = block_control_width(ui, s, node, wrap_natural);
    double narrow = block_control_width(ui, s, node, wrap_least);
    double most = (node->second ? 3 : 2) * wrap_line_height(ui, &words) + 0.01;

    if (text_height(ui, s, node, narrow - extra) <= most)
        return narrow;
    while (wide - narrow > 0.5) {
        double middle = (wide + narrow) / 2;

        if (text_height(ui, s, node, middle - extra) <= most)
            wide = middle;
        else
            narrow = middle;
    }
    return wide;
}

static void place_standing(struct ui *ui, const struct block_scale *s, struct ui_node *node)
{
    struct wrap words = block_words_of(s, node);
    struct wrap second = block_second_of(s, node);
    double width = node->box.w - 2 * s->pad_x;
    double picture = block_picture_size(s, node);
    double all = picture + block_picture_gap(s, node) + text_height(ui, s, node, width);
    double top = (node->box.h - all) / 2;

    words.align = second.align = WRAP_CENTRE;
    node->picture_box = (struct ui_box){node->box.x + (node->box.w - picture) / 2,
                                        node->box.y + top, picture, picture};
    top += picture + block_picture_gap(s, node);
    top += wrap_place(ui, node, &words, s->pad_x, top, width);
    wrap_place(ui, node, &second, s->pad_x, top, width);
}

static bool sign_is_after(const struct ui_node *node)
{
    return str_equal(node->picture, "sign-next") || str_equal(node->picture, "sign-tick");
}

// The picture beside the words; returns where the words begin.
static double place_beside(const struct ui *ui, const struct block_scale *s, struct ui_node *node,
                           const struct filling *filling)
{
    struct wrap words = block_words_of(s, node);
    double picture = filling->bare ? 0 : block_picture_size(s, node);
    double gap = filling->bare ? 0 : block_picture_gap(s, node);
    double used = fmin(wrap_natural(ui, &words), filling->room);
    double left = (node->box.w - picture - gap - used) / 2;
    bool after;

    if (node->role == UI_CHOICE)
        left = s->pad_x;
    if (!node->picture)
        return left;
    after = block_is_sign(node) && sign_is_after(node);
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
            node->box.x + s->pad_x + 0.6 * block_picture_size(s, node),
            node->box.y + fmax(0.8, node->box.h / 2 - 0.75 * block_picture_size(s, node)), size,
            size};
    else if (node->selectable)
        node->tick_box = (struct ui_box){right - size, node->box.y + top, size, size};
}

// a to z, and in UTF-8 the small ones of Latin-1 and of the letters with a roof (ŵ, ŷ).
static bool is_small(const char *letter)
{
    unsigned char first = (unsigned char)letter[0], second = (unsigned char)letter[1];

    return (first >= 'a' && first <= 'z') || (first == 0xC3 && second >= 0xA0) ||
           (first == 0xC5 && second % 2 == 1);
}

// Not of ASCII: the letters with an accent or a roof; a key with a picture has none.
static bool has_mark(const char *letter)
{
    return (unsigned char)letter[0] == 0xC3 || (unsigned char)letter[0] == 0xC5;
}

// Small letters have tails, and large ones may have a roof: centred as capitals are, these would
// touch the edge of a low key.
static double key_lift(const struct ui *ui, const struct block_scale *s, const struct ui_node *node)
{
    const char *letter = ui->pool + node->text;
    double room;

    if (node->role != UI_KEY)
        return 0;
    if (is_small(letter))
        return KEY_LIFT * s->cap;
    room = (node->box.h - s->cap) / 2 - KEY_BELOW * s->cap;
    return has_mark(letter) ? -fmax(0, fmin(KEY_DROP * s->cap, room)) : 0;
}

static void place_amount(struct ui *ui, const struct block_scale *s, struct ui_node *node)
{
    struct wrap value = block_value_of(s, node);
    double line = wrap_line_height(ui, &value);

    value.align = WRAP_RIGHT;
    wrap_place(ui, node, &value, 0, (node->box.h - line) / 2,
               node->box.w - s->pad_x - tick_room(s, node));
    node->lines = 0;
}

void block_place_control(struct ui *ui, const struct block_scale *s, struct ui_node *node)
{
    struct wrap words = block_words_of(s, node);
    struct wrap second = block_second_of(s, node);
    struct wrap value = block_value_of(s, node);
    struct filling filling = filling_of(ui, s, node, node->box.w);
    double high = filled_height(ui, s, node, &filling);
    double top = (node->box.h - high) / 2 - key_lift(ui, s, node);
    double left;

    place_tick(s, node);
    if (is_picture_alone(node)) {
        double size = fmin(2 * s->cap, fmin(node->box.w, node->box.h) - 2);

        node->picture_box = (struct ui_box){node->box.x + (node->box.w - size) / 2,
                                            node->box.y + (node->box.h - size) / 2, size, size};
        return;
    }
    if (stands_on_words(s, node)) {
        place_standing(ui, s, node);
        return;
    }
    left = place_beside(ui, s, node, &filling);
    if (node->role != UI_CHOICE && !node->picture) {
        left = (node->box.w - filling.room) / 2;
    } else if (node->role != UI_CHOICE) {
        words.align = WRAP_LEFT;
    }
    if (node->value && !filling.beneath)
        place_amount(ui, s, node);
    top += wrap_place(ui, node, &words, left, top, filling.room);
    top += wrap_place(ui, node, &second, left, top, filling.room);
    if (filling.beneath)
        wrap_place(ui, node, &value, left, top, filling.room);
}

double block_field_width(const struct block_scale *s)
{
    return (70 + 20 * s->roomy) * s->unit;
}

double block_field_height(const struct ui *ui, const struct block_scale *s,
                          const struct ui_node *node)
{
    struct wrap value = block_value_of(s, node);

    // On 10 inches what is typed and its keyboard have just the room for one page.
    if (s->level == BLOCK_TIGHT)
        return wrap_line_height(ui, &value) + 0.75 * s->pad_y;
    return fmax(wrap_line_height(ui, &value) + 2 * s->pad_y, s->control);
}

void block_place_field(struct ui *ui, const struct block_scale *s, struct ui_node *node)
{
    struct wrap value = block_value_of(s, node);
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
double block_line_button_room(const struct ui *ui, const struct block_scale *s,
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
    return width - block_line_button_room(ui, s, node) - block_value_room(ui, s, node);
}

// How words, amount and button of a line stand: side by side; the last two below the words; or each
// below the other.
enum way { BESIDE, BELOW, STEEP };

static enum way line_way(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *node, double width)
{
    struct wrap words = block_words_of(s, node);
    double label = line_label_width(ui, s, node, width);

    if (label < 0)
        return STEEP;
    if (label < wrap_least(ui, &words) ||
        wrap_height(ui, &words, label) > 2.1 * wrap_line_height(ui, &words))
        return BELOW;
    return BESIDE;
}

double block_line_air(const struct ui *ui, const struct block_scale *s, const struct ui_node *node,
                      double width)
{
    return node->role == UI_LINE && line_way(ui, s, node, width) == BESIDE ? LAYOUT_GAP / 2 : 0;
}

double block_line_height(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *node, double width)
{
    struct wrap words = block_words_of(s, node);
    struct wrap value = block_value_of(s, node);
    double amount = wrap_line_height(ui, &value);
    double end = amount + LAYOUT_GAP;

    if (block_line_button_room(ui, s, node) > 0) // all lines of a card are equally high
        end = LAYOUT_TARGET + LAYOUT_GAP;
    switch (line_way(ui, s, node, width)) {
    case BESIDE:
        break;
    case BELOW: // its words keep the buttons apart
        return wrap_height(ui, &words, width) + end - LAYOUT_GAP + 1;
    case STEEP:
        return wrap_height(ui, &words, width) + amount +
               (own_button_of(ui, node) ? LAYOUT_TARGET : 0) + 1;
    }
    return fmax(wrap_height(ui, &words, line_label_width(ui, s, node, width)) + LAYOUT_GAP, end);
}

void block_place_line(struct ui *ui, const struct block_scale *s, struct ui_node *node)
{
    struct wrap words = block_words_of(s, node);
    struct wrap value = block_value_of(s, node);
    struct ui_node *button = own_button(ui, node);
    enum way way = line_way(ui, s, node, node->box.w);
    double label = way == BESIDE ? line_label_width(ui, s, node, node->box.w) : node->box.w;
    double high = wrap_height(ui, &words, label);
    double amount = wrap_line_height(ui, &value);
    double room = block_line_button_room(ui, s, node);
    double end = way == BESIDE ? 0 : high;

    wrap_place(ui, node, &words, 0, way == BESIDE ? (node->box.h - high) / 2 : 0, label);
    value.align = WRAP_RIGHT;
    if (way == STEEP)
        wrap_place(ui, node, &value, 0, end, node->box.w);
    else
        wrap_place(ui, node, &value, 0, end + (node->box.h - end - amount) / 2, node->box.w - room);
    if (way == STEEP)
        end += amount;
    node->lines = 1;
    if (button) {
        double wide = fmin(room - LAYOUT_GAP, node->box.w);

        block_place(ui, s, button,
                    (struct ui_box){node->box.x + node->box.w - wide,
                                    node->box.y + end + (node->box.h - end - LAYOUT_TARGET) / 2,
                                    wide, LAYOUT_TARGET},
                    node->page);
    }
}
