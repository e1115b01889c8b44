#ifndef KIOSK_TOUCH_H
#define KIOSK_TOUCH_H

#include <stdbool.h>
#include <stdint.h>

#include "kiosk/ui.h"

/*
 * From fingers to one touched node (accessibility.md 1.3). A touch counts when it is released in
 * the node where it went down, or up to 3 mm outside it (TGT-06, 07); one finger at a time
 * (TGT-12); not the same node again within repeat_ms (TGT-08), and nothing for 400 ms after the
 * screen changed (TGT-09).
 *
 * SDL does not say how large a contact is. So a palm that came down first is known by where and how
 * long it lies: beside all nodes, or for three seconds; the finger that comes then takes over, and
 * the palm does nothing when it lifts.
 *
 * A hand that trembles touches several times for one press. What comes down within 350 ms of a
 * touch that counted, or that came too soon, belongs to it and does nothing, and so on until the
 * hand has been off for so long. Between keys, where people type fast, only what comes down near
 * the last place and on another key is taken for trembling.
 *
 * Times are monotonic milliseconds, places millimetres. Begins zeroed.
 */
struct touch {
    int64_t repeat_ms; // 500 to 5000; 0 means 1000

    bool down;
    int64_t finger;
    int64_t down_ms;
    double x, y;
    char id[UI_ID_SIZE]; // "" if it went down beside all nodes
    struct ui_box box;
    bool trembling; // it belongs to the touch before
    bool on_key;

    // the last that counted, or belonged to one that did
    bool was_key;
    int64_t up_ms;
    double up_x, up_y;
    char last_id[UI_ID_SIZE];
    int64_t last_ms;
};

/* Sets ui->pressed. True if it is now to be drawn otherwise. */
bool touch_down(struct touch *touch, struct ui *ui, int64_t finger, double x, double y,
                int64_t since_change_ms);

/* True, and the node's id, if the touch counts. */
bool touch_up(struct touch *touch, struct ui *ui, int64_t finger, double x, double y,
              char id[static UI_ID_SIZE]);

/* A key or switch presses that node: true if it counts, for the same twice is once here too. */
bool touch_press(struct touch *touch, const char *id);

#endif
