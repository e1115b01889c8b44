#ifndef KIOSK_LAYOUT_H
#define KIOSK_LAYOUT_H

#include "kiosk/ui.h"

/*
 * Where the nodes stand, in millimetres. All sizes follow from the height of capitals and the
 * display (accessibility.md 1.1, 1.3; screens.md): text 7.0 mm by default, targets of 20 mm and
 * keys of 15, gaps of 5 and 2.54.
 *
 * A page that does not fit is first laid out more tightly, then its columns one below the other,
 * and then it becomes several pages.
 */
#define LAYOUT_TARGET 20.0
#define LAYOUT_KEY 15.0
#define LAYOUT_GAP 5.0
#define LAYOUT_KEY_GAP 2.54
#define LAYOUT_CARD_PAD                                                                            \
    3.7                   // at least: the ring of what has the focus must not touch the card's edge
#define LAYOUT_APART 20.0 // between what ends a visit and what does not

/* Places every node of ui->page; sets page_count, and page if it was beyond. */
void layout_place(struct ui *ui);

/* For painting: the corners, the edges of controls, and of what is chosen or has the focus. */
double layout_radius(const struct ui *ui);
double layout_edge(const struct ui *ui);
double layout_thick_edge(const struct ui *ui);

/* Height of capitals of body text: 5.2, 7.0, 8.75. */
double layout_cap(enum ui_size size);

/* The bar's ground; no height where there is none. */
struct ui_box layout_bar(const struct ui *ui);

#endif
