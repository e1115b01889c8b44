#ifndef KIOSK_BLOCK_PARTS_H
#define KIOSK_BLOCK_PARTS_H

#include "kiosk/block.h"
#include "kiosk/wrap.h"

/* What the files of block share: one node each, by its kind. Millimetres, as all here. */

/* --- words --- */

bool block_is_words(const struct ui_node *node);
struct wrap block_words_of(const struct block_scale *s, const struct ui_node *node);
struct wrap block_second_of(const struct block_scale *s, const struct ui_node *node);
struct wrap block_value_of(const struct block_scale *s, const struct ui_node *node);
bool block_is_sign(const struct ui_node *node);
double block_picture_size(const struct block_scale *s, const struct ui_node *node);
double block_picture_gap(const struct block_scale *s, const struct ui_node *node);
double block_words_width(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *node,
                         double (*of)(const struct ui *, const struct wrap *));
double block_words_height(const struct ui *ui, const struct block_scale *s,
                          const struct ui_node *node, double width);
void block_place_words(struct ui *ui, const struct block_scale *s, struct ui_node *node);
void block_place_picture(const struct block_scale *s, struct ui_node *node);

/* --- controls --- */

double block_value_room(const struct ui *ui, const struct block_scale *s,
                        const struct ui_node *node);
double block_control_width(const struct ui *ui, const struct block_scale *s,
                           const struct ui_node *node,
                           double (*of)(const struct ui *, const struct wrap *));
double block_control_height(const struct ui *ui, const struct block_scale *s,
                            const struct ui_node *node, double width);
double block_control_least(const struct ui *ui, const struct block_scale *s,
                           const struct ui_node *node);
void block_place_control(struct ui *ui, const struct block_scale *s, struct ui_node *node);
double block_field_width(const struct block_scale *s);
double block_field_height(const struct ui *ui, const struct block_scale *s,
                          const struct ui_node *node);
void block_place_field(struct ui *ui, const struct block_scale *s, struct ui_node *node);
double block_line_button_room(const struct ui *ui, const struct block_scale *s,
                              const struct ui_node *node);
double block_line_height(const struct ui *ui, const struct block_scale *s,
                         const struct ui_node *node, double width);
/* What it has above and below its words, amount and button; 0 where they stand below each other. */
double block_line_air(const struct ui *ui, const struct block_scale *s, const struct ui_node *node,
                      double width);
void block_place_line(struct ui *ui, const struct block_scale *s, struct ui_node *node);

#endif
