#ifndef KIOSK_LAYOUT_PARTS_H
#define KIOSK_LAYOUT_PARTS_H

#include "kiosk/block.h"
#include "kiosk/layout.h"

/* One way to lay the page out, and what it leaves for the body. */
struct layout_page {
    struct ui *ui;
    struct block_scale s;     // of the body
    struct block_scale frame; // of bar and foot: the same on every screen (COG-07)
    bool more, go;            // which of the two stand at the bottom right
    int left_out;             // of the places: 1 "Ask a person", 2 "Not sure?" too
    double margin;
    double foot_w; // as wide as the foot may be
    struct ui_box body;
};

struct block_scale layout_frame_scale(const struct ui *ui);

/* The node of that id, to be placed; NULL. */
struct ui_node *layout_called(struct ui *ui, const char *id);

/* Everything but the body, and how much room that leaves for it. */
void layout_place_frame(struct layout_page *page, struct ui *ui, enum block_level level, bool more,
                        bool go);

/* Where the title is left out of the bar, the desk's figures become the body's first words. */
void layout_move_bar_words(struct ui *ui);

/* The foot, and how much room it leaves for the body; before it, where a foot has no room for them,
 * a screen's further buttons become the last of its body. */
void layout_spill_foot(struct layout_page *page);
void layout_place_foot(struct layout_page *page);

/* More and the main action have room beside each other. */
bool layout_fits_unbroken(struct layout_page *page);

/* The body over as many pages as it needs: how many. */
int layout_flow(struct layout_page *page);

/* Cards that were split become what of them stands on this page. */
void layout_close_boxes(struct ui *ui, const struct block_scale *s);

#endif
