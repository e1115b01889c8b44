#ifndef KIOSK_BLOCK_H
#define KIOSK_BLOCK_H

#include <stdbool.h>

#include "kiosk/ui.h"

/*
 * How much room one node wants, and how it uses what it gets; a box's node with all inside it.
 * Pages are layout's business.
 */
enum block_level {
    BLOCK_ROOMY, // pictures above their words
    BLOCK_FLAT,  // pictures beside their words
    BLOCK_SNUG,  // half the spare room
    BLOCK_CLOSE, // a fifth of it
    BLOCK_TIGHT, // the smallest gaps and targets that are allowed
    BLOCK_LEVELS,
};

struct block_scale {
    enum block_level level;
    bool centred;  // it stands in the middle; where all is tight only on the first screen
    bool grand;    // a number is what the page is about
    bool spacious; // TXT-12
    bool low;      // tight, between bars: a line's air is part of what is above and below it
    bool close;    // though spacious, the letters on controls are not set apart: no room
    bool plain;    // no pictures beside the words of choices: these would be cut off
    bool bare;     // no signs beside the words at the right of the foot: no room
    double cap;    // of body text, mm
    double most;   // of the words on controls: smaller where else they would be cut off
    double em;     // its font's size
    double unit;   // 1 at size L
    double roomy;  // 0 for 10.1 inches, or where all is tight, to 1 for 21.5
    double gap;    // between controls
    double pad_x;  // inside controls and cards
    double pad_y;
    double control; // height of a button
    double key_gap;
    double title_cap;
};

struct block_scale block_scale(const struct ui *ui, enum block_level level);

/* Millimetres: the least width (no word is broken, and a control has no more than two lines of
 * them), the width on one line, the height. */
double block_least(const struct ui *ui, const struct block_scale *s, const struct ui_node *node);
double block_natural(const struct ui *ui, const struct block_scale *s, const struct ui_node *node);
double block_height(const struct ui *ui, const struct block_scale *s, const struct ui_node *node,
                    double width);

/* The node, and what is in it, onto the page. */
void block_place(struct ui *ui, const struct block_scale *s, struct ui_node *node,
                 struct ui_box box, int page);

/* Room between two that stand one below the other. */
double block_between(const struct block_scale *s, const struct ui_node *above,
                     const struct ui_node *below);

/* Whether a row's things must stand one below the other in that width. */
bool block_is_stacked(const struct ui *ui, const struct block_scale *s, const struct ui_node *row,
                      double width);

/* How many cells of a grid or keys of a keyboard stand side by side in that width. */
int block_across(const struct ui *ui, const struct block_scale *s, const struct ui_node *grid,
                 double width);

/* A column's thing: choices that stand one below the other are equally high. */
double block_child_height(const struct ui *ui, const struct block_scale *s,
                          const struct ui_node *node, double width);

/* A row that begins with a photo: it grows, so that a ticket can be read. */
bool block_has_photo(const struct ui *ui, const struct ui_node *row);

/* How high it may become where there is room to spare; what it has if it does not grow. */
double block_most(const struct ui *ui, const struct block_scale *s, const struct ui_node *node,
                  double width);

int block_count(const struct ui *ui, const struct ui_node *box);

#endif
