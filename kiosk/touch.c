// SPDX-License-Identifier: Apache-2.0

#include "kiosk/touch.h"

#include <math.h>
#include <string.h>

#include "shared/str.h"
#include "shared/when.h"

#define HALO 3.0
#define REPEAT_MS 1000
#define SETTLE_MS 400
#define TREMBLE_MS 350
#define TREMBLE_NEAR 12.0 // mm; the middles of two keys are 17.5 apart, or more
#define REST_MS 3000 // longer than anybody presses: a resting hand, dirt on the glass, a lost event

static bool is_trembling(const struct touch *touch, const struct ui_node *node, int64_t now)
{
    if (touch->up_ms == 0 || now - touch->up_ms >= TREMBLE_MS)
        return false;
    if (!touch->was_key)
        return true;
    return hypot(touch->x - touch->up_x, touch->y - touch->up_y) < TREMBLE_NEAR &&
           !(node && str_equal(node->id, touch->last_id));
}

// A palm, which came down before the finger did: beside all that can be touched, or for so long
// that it presses nothing. It is the finger beside it that is meant.
static bool is_resting(const struct touch *touch, int64_t now)
{
    return (!*touch->id && !touch->trembling) || now - touch->down_ms >= REST_MS;
}

bool touch_down(struct touch *touch, struct ui *ui, int64_t finger, double x, double y,
                int64_t since_change_ms)
{
    const struct ui_node *node = ui_at(ui, x, y);
    int64_t now = when_monotonic_ms();

    if (touch->down && touch->finger != finger && !is_resting(touch, now))
        return false;
    touch->down = true;
    touch->finger = finger;
    touch->down_ms = now;
    touch->x = x;
    touch->y = y;
    touch->id[0] = '\0';
    ui->pressed[0] = '\0';
    if (since_change_ms < SETTLE_MS)
        touch->was_key = false;
    touch->trembling = since_change_ms < SETTLE_MS || is_trembling(touch, node, now);
    if (touch->trembling || !node)
        return false;
    str_copy(touch->id, sizeof touch->id, node->id);
    touch->box = node->box;
    touch->on_key = node->role == UI_KEY;
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

bool touch_press(struct touch *touch, const char *id)
{
    int64_t now = when_monotonic_ms();
    int64_t guard = touch->repeat_ms > 0 ? touch->repeat_ms : REPEAT_MS;
    bool repeated = str_equal(id, touch->last_id) && now - touch->last_ms < guard;

    if (!repeated)
        str_copy(touch->last_id, sizeof touch->last_id, id);
    touch->last_ms = now;
    return !repeated;
}

// From here on the hand must be off for a moment.
static void rest(struct touch *touch, bool on_key)
{
    touch->was_key = on_key;
    touch->up_ms = when_monotonic_ms();
    touch->up_x = touch->x;
    touch->up_y = touch->y;
}

bool touch_up(struct touch *touch, struct ui *ui, int64_t finger, double x, double y,
              char id[static UI_ID_SIZE])
{
    if (!touch->down || touch->finger != finger)
        return false;
    touch->down = false;
    ui->pressed[0] = '\0';
    if (touch->trembling) {
        rest(touch, touch->was_key);
        touch->last_ms = touch->up_ms;
        return false;
    }
    if (!*touch->id || !is_inside(touch, ui, x, y))
        return false;
    rest(touch, touch->on_key);
    if (!touch_press(touch, touch->id))
        return false;
    str_copy(id, UI_ID_SIZE, touch->id);
    return true;
}
