// SPDX-License-Identifier: Apache-2.0

// What was placed: in which order, under which words, at which place.

#include "kiosk/ui.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/layout.h"
#include "kiosk/ui_parts.h"
#include "shared/mem.h"
#include "shared/str.h"

#define SHORT_HEIGHT 180.0 // mm (screens.md)
#define SHORT_CAP 8.75     // of the largest words
#define LOW_HEIGHT 220.0
#define NARROW_WIDTH 220.0

static bool is_seen(const struct ui_node *node)
{
    return node->placed && node->role > UI_KEYS;
}

static bool stands_before(const struct ui_node *a, const struct ui_node *b)
{
    if (a->box.y + a->box.h <= b->box.y)
        return true;
    return a->box.y < b->box.y + b->box.h && a->box.x < b->box.x;
}

// Bar and foot are filled from both ends and by rank; an eye reads them by rows.
static void sort_by_place(const struct ui_node **nodes, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && stands_before(nodes[k], nodes[k - 1]); k--) {
            const struct ui_node *later = nodes[k - 1];

            nodes[k - 1] = nodes[k];
            nodes[k] = later;
        }
}

size_t ui_order(const struct ui *ui, const struct ui_node *out[static UI_NODES_MAX])
{
    size_t count = 0;

    for (int zone = 0; zone < UI_ZONES; zone++) {
        size_t first = count;

        for (size_t i = 0; i < ui->node_count; i++)
            if (ui->nodes[i].zone == (enum ui_zone)zone && is_seen(&ui->nodes[i]))
                out[count++] = &ui->nodes[i];
        if (zone != UI_BODY)
            sort_by_place(out + first, count - first);
    }
    return count;
}

const struct ui_node *ui_node(const struct ui *ui, const char *id)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (is_seen(&ui->nodes[i]) && str_equal(ui->nodes[i].id, id))
            return &ui->nodes[i];
    return NULL;
}

static bool says(const struct ui *ui, const struct ui_node *node, const char *words, bool whole)
{
    if (whole)
        return str_equal(ui_text(ui, node), words) || str_equal(ui_value_text(ui, node), words);
    return str_starts(ui_text(ui, node), words);
}

const struct ui_node *ui_find(const struct ui *ui, const char *words)
{
    // What can be touched comes before a heading that says the same.
    for (int pass = 0; pass < 4; pass++) {
        const struct ui_node *found = NULL;
        int count = 0;

        for (size_t i = 0; i < ui->node_count; i++) {
            const struct ui_node *node = &ui->nodes[i];

            if (is_seen(node) && node->touchable == (pass % 2 == 0) &&
                says(ui, node, words, pass < 2)) {
                found = node;
                count++;
            }
        }
        if (count > 0)
            return count == 1 || pass < 2 ? found : NULL;
    }
    return NULL;
}

const struct ui_node *ui_at(const struct ui *ui, double x, double y)
{
    for (size_t i = 0; i < ui->node_count; i++) {
        const struct ui_node *node = &ui->nodes[i];
        const struct ui_box *box = &node->box;

        if (is_seen(node) && node->touchable && x >= box->x && x < box->x + box->w && y >= box->y &&
            y < box->y + box->h)
            return node;
    }
    return NULL;
}

// Where a walk begins: at the question. The bar above it, the same on every screen, comes round.
static size_t first_of_body(const struct ui_node *const *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (all[i]->zone >= UI_BODY)
            return i;
    return 0;
}

void ui_move_focus(struct ui *ui, int step)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(ui, all);
    size_t by = step > 0 ? 1 : count - 1;
    size_t at = 0;

    while (at < count && !str_equal(all[at]->id, ui->focus))
        at++;
    if (!*ui->focus || at == count)
        at = first_of_body(all, count) + (step > 0 ? count - 1 : 0);
    for (size_t i = 0; i < count; i++) {
        at = (at + by) % count;
        if (all[at]->touchable) {
            str_copy(ui->focus, sizeof ui->focus, all[at]->id);
            return;
        }
    }
}

bool ui_is_short(const struct ui *ui)
{
    // Words larger than any that are offered would need more room still (TXT-07).
    double larger = fmax(1, layout_cap(ui->prefs.size) / SHORT_CAP);

    return ui->display.height_mm < SHORT_HEIGHT * larger;
}

bool ui_is_low(const struct ui *ui)
{
    return !ui_is_short(ui) && ui->display.height_mm < LOW_HEIGHT;
}

bool ui_is_narrow(const struct ui *ui)
{
    return ui->display.width_mm < NARROW_WIDTH;
}

bool ui_is_small(const struct ui *ui)
{
    return ui->display.height_mm < LOW_HEIGHT || ui->display.width_mm < ui->display.height_mm;
}
