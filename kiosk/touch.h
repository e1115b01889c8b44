#ifndef KIOSK_TOUCH_H
#define KIOSK_TOUCH_H

#include <stdbool.h>
#include <stdint.h>

#include "kiosk/ui.h"

/*
 * From fingers to one touched node (accessibility.md 1.3). A touch counts when it is released in
 * the node where it went down, or up to 3 mm outside it (TGT-06, 07); one finger at a time
 * (TGT-12); not the same node again within a second (TGT-08), and nothing for 400 ms after the
 * screen changed (TGT-09). Times are monotonic milliseconds, places millimetres.
 */
struct touch {
    bool down;
    int64_t finger;
    char id[UI_ID_SIZE]; // "" if it went down beside all nodes
    struct ui_box box;
    char last_id[UI_ID_SIZE];
    int64_t last_ms;
};

/* Sets ui->pressed. True if it is now to be drawn otherwise. */
bool touch_down(struct touch *touch, struct ui *ui, int64_t finger, double x, double y,
                int64_t since_change_ms);

/* True, and the node's id, if the touch counts. */
bool touch_up(struct touch *touch, struct ui *ui, int64_t finger, double x, double y,
              char id[static UI_ID_SIZE]);

#endif
