// SPDX-License-Identifier: Apache-2.0

#include "kiosk/touch.h"

#include <string.h>

#include "shared/str.h"
#include "shared/when.h"

#define HALO 3.0
#define REPEAT_MS 1000
#define SETTLE_MS 400

bool touch_down(struct touch *touch, struct ui *ui, int64_t finger, double x, double y,
                int64_t since_change_ms)
{
    const struct ui_node *node;

    if (touch->down)
        return false;
    touch->down = true;
    touch->finger = finger;
    touch->id[0] = '\0';
    if (since_change_ms < SETTLE_MS)
        return false;
    node = ui_at(ui, x, y);
    if (!node)
        return false;
    str_copy(touch->id, sizeof touch->id, node->id);
    touch->box = node->box;
    str_copy(ui->pressed, sizeof ui->pressed, node->id);
    return true;
}

// In its box or the dead space around it, and in nobody else's.
static bool is_inside(const struct touch *touch, const struct ui *ui, double x, double y)
{
    const struct ui_box *box = &touch->box;
    const struct ui_node *there = ui_at(ui, x, y);

    if (there)
        return str_equal(there->id, touch->id);
    return x >= box->x - HALO && x < box->x + box->w + HALO && y >= box->y - HALO &&
           y < box->y + box->h + HALO;
}

bool touch_up(struct touch *touch, struct ui *ui, int64_t finger, double x, double y,
              char id[static UI_ID_SIZE])
{
    int64_t now = when_monotonic_ms();
    bool repeated;

    if (!touch->down || touch->finger != finger)
        return false;
    touch->down = false;
    ui->pressed[0] = '\0';
    if (!*touch->id || !is_inside(touch, ui, x, y))
        return false;
    repeated = str_equal(touch->id, touch->last_id) && now - touch->last_ms < REPEAT_MS;
    str_copy(touch->last_id, sizeof touch->last_id, touch->id);
    touch->last_ms = now;
    if (repeated)
        return false;
    str_copy(id, UI_ID_SIZE, touch->id);
    return true;
}
