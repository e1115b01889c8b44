#ifndef KIOSK_PALETTE_H
#define KIOSK_PALETTE_H

#include <stdbool.h>
#include <stdint.h>

#include "kiosk/ui.h"

/*
 * The colours of each contrast, as 0xRRGGBB (accessibility.md 1.2). "black" is light on black,
 * "white" dark on white, both 20:1; "medium" is 10:1 or more; "low" is calm, 4.5 to 8.
 */
struct palette {
    uint32_t paper, desk_paper, ground; // the page; the inside of controls and cards
    uint32_t ink, soft;
    uint32_t go, on_go;
    uint32_t pick, on_pick;
    uint32_t line; // edges that carry no meaning
    uint32_t bar, on_bar;
    uint32_t desk_bar, on_desk_bar;
};

const struct palette *palette_of(enum ui_contrast contrast);

const char *palette_name(enum ui_contrast contrast);
bool palette_named(enum ui_contrast *out, const char *name);

/* What a node is painted in. */
struct palette_paint {
    uint32_t ink, ground, edge;
    bool has_edge;
};
struct palette_paint palette_paint(const struct ui *ui, const struct ui_node *node);

#endif
