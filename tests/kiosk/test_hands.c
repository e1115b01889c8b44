// SPDX-License-Identifier: Apache-2.0

// What hands need, on every screen there is: targets (TGT-01 to 05, 13), keys and two switches
// (INP-01 to 03), the ring of the focus (INP-04). "full": in every look, not only in some.

#include "tests/check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kiosk/layout.h"
#include "kiosk/render_parts.h"
#include "shared/str.h"
#include "tests/kiosk/views.h"

#define SLACK 0.05 // mm

static bool full;
static struct views views;

static size_t touchables(const struct ui *ui, const struct ui_node *out[static UI_NODES_MAX])
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(ui, all);
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (all[i]->touchable)
            out[kept++] = all[i];
    return kept;
}

// --- targets ---

// The room between two boxes: 0 when they touch, below when they overlap.
static double room_between(const struct ui_box *a, const struct ui_box *b)
{
    double across = fmax(b->x - (a->x + a->w), a->x - (b->x + b->w));
    double down = fmax(b->y - (a->y + a->h), a->y - (b->y + b->h));

    return fmax(across, down);
}

static bool is_key(const struct ui_node *node)
{
    return node->role == UI_KEY;
}

static void is_alone(struct views *v, const struct ui_node *const *all, size_t count, size_t at)
{
    for (size_t i = at + 1; i < count; i++) {
        double least = is_key(all[at]) && is_key(all[i]) ? LAYOUT_KEY_GAP : LAYOUT_GAP;

        if (room_between(&all[at]->box, &all[i]->box) < least - SLACK)
            views_bad(v, all[at]->id, all[i]->id);
    }
}

static void is_a_target(struct views *v)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = touchables(&v->ui, all);

    for (size_t i = 0; i < count; i++) {
        const struct ui_box *box = &all[i]->box;

        if (fmin(box->w, box->h) < (is_key(all[i]) ? LAYOUT_KEY : LAYOUT_TARGET) - SLACK)
            views_bad(v, all[i]->id, "too small to touch");
        if (box->x < 0 || box->y < 0 || box->x + box->w > v->display.width_mm ||
            box->y + box->h > v->display.height_mm)
            views_bad(v, all[i]->id, "beyond the display");
        is_alone(v, all, count, i);
    }
}

// What ends the visit, and what stands beside it at the foot.
static void ends_apart(struct views *v)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = touchables(&v->ui, all);
    const struct ui_node *finish = ui_node(&v->ui, "finish");

    if (!finish ||
        ui_is_short(&v->ui)) // there it stands in a column, above and beside nothing else
        return;
    for (size_t i = 0; i < count; i++) {
        bool beside = all[i] != finish && all[i]->zone >= UI_FOOT_LEFT &&
                      fabs(all[i]->box.y - finish->box.y) < 1;

        if (beside && room_between(&finish->box, &all[i]->box) < LAYOUT_APART - SLACK)
            views_bad(v, all[i]->id, "too near what ends the visit");
    }
}

// TGT-13.
// --- keys ---

static void goes_round(struct views *v)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = touchables(&v->ui, all);
    char ids[UI_NODES_MAX][UI_ID_SIZE];
    size_t at;

    if (count == 0)
        return;
    for (size_t i = 0; i < count; i++)
        str_copy(ids[i], sizeof ids[i], all[i]->id);
    ui_move_focus(&v->ui, 1);
    for (at = 0; at < count && !str_equal(ids[at], v->ui.focus); at++)
        ;
    for (size_t i = 0; i < count; i++) { // in reading order, each once, and round again
        if (!str_equal(v->ui.focus, ids[(at + i) % count]))
            views_bad(v, v->ui.focus, "is not next in reading order");
        stage_event(&v->kiosk.stage, NULL);
        if (!ui_node(&v->ui, v->ui.focus) || !ui_node(&v->ui, v->ui.focus)->focused)
            views_bad(v, ids[(at + i) % count], "loses the focus");
        ui_move_focus(&v->ui, 1);
    }
    if (!str_equal(v->ui.focus, ids[at]))
        views_bad(v, v->ui.focus, "does not come round");
    ui_move_focus(&v->ui, -1);
    if (!str_equal(v->ui.focus, ids[(at + count - 1) % count]))
        views_bad(v, v->ui.focus, "does not go back");
}

// INP-01, INP-02, INP-03: one key that moves and one that selects reach everything on the page, and
// no page is without a way on.
// What stands beside or below each other in one box is read by rows, left to right.
static void reads_by_rows(struct views *v)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(&v->ui, all);

    for (size_t i = 0; i + 1 < count; i++) {
        const struct ui_node *a = all[i], *b = all[i + 1];

        if (a->zone != b->zone || a->parent != b->parent)
            continue;
        if (b->box.y < a->box.y + a->box.h - SLACK && b->box.x < a->box.x + a->box.w - SLACK &&
            !(a->first >= 0))
            views_bad(v, b->id, "stands before what is read before it");
    }
}

// INP-03: reading order is what an eye would say.
// --- the ring ---

static SDL_Surface *plain; // the page without a focus

static uint32_t pixel_of(const SDL_Surface *surface, int x, int y)
{
    uint32_t colour;

    if (x < 0 || y < 0 || x >= surface->w || y >= surface->h)
        return UINT32_MAX;
    memcpy(&colour,
           (const char *)surface->pixels + (ptrdiff_t)y * surface->pitch + (ptrdiff_t)4 * x,
           sizeof colour);
    return colour & 0xFFFFFF;
}

static uint32_t pixel(int x, int y)
{
    return pixel_of(views.render->surface, x, y);
}

static double part_of_light(uint32_t part)
{
    double c = (part & 0xFF) / 255.0;

    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double contrast(uint32_t a, uint32_t b)
{
    double la = 0.2126 * part_of_light(a >> 16) + 0.7152 * part_of_light(a >> 8) +
                0.0722 * part_of_light(a);
    double lb = 0.2126 * part_of_light(b >> 16) + 0.7152 * part_of_light(b >> 8) +
                0.0722 * part_of_light(b);

    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

// From the box outwards: a millimetre or more is otherwise than without the focus.
static bool has_changed(int x, int y, int dx, int dy, double scale)
{
    int changed = 0;

    for (int i = 0; i < (int)ceil(3.5 * scale); i++)
        changed += pixel(x + i * dx, y + i * dy) != pixel_of(plain, x + i * dx, y + i * dy);
    return changed >= (int)floor(1.0 * scale);
}

// And there is a band of one colour, a millimetre wide, that stands out on both sides.
static bool has_band(int x, int y, int dx, int dy, double scale)
{
    int least = (int)floor(1.0 * scale);
    int reach = (int)ceil(3.5 * scale);
    int start = -(int)ceil(1.5 * scale); // the edge of the control itself

    for (int from = start; from < reach; from++) {
        uint32_t band = pixel(x + from * dx, y + from * dy);
        int to = from;

        if (band == UINT32_MAX)
            return false;
        while (to < reach && pixel(x + to * dx, y + to * dy) == band)
            to++;
        if (to - from >= least && to < reach && from > start &&
            contrast(band, pixel(x + (from - 1) * dx, y + (from - 1) * dy)) >= 3 &&
            contrast(band, pixel(x + to * dx, y + to * dy)) >= 3)
            return true;
        from = to - 1;
    }
    return false;
}

static bool has_ring(const struct ui_node *node)
{
    double scale = views.render->scale;
    int left = (int)lround(node->box.x * scale),
        right = (int)lround((node->box.x + node->box.w) * scale);
    int top = (int)lround(node->box.y * scale),
        low = (int)lround((node->box.y + node->box.h) * scale);
    int x = (left + right) / 2, y = (top + low) / 2;

    const int probes[4][4] = {
        {left, y, -1, 0}, {right - 1, y, 1, 0}, {x, top, 0, -1}, {x, low - 1, 0, 1}};

    for (int i = 0; i < 4; i++) {
        const int *p = probes[i];

        if (!has_changed(p[0], p[1], p[2], p[3], scale) || !has_band(p[0], p[1], p[2], p[3], scale))
            return false;
    }
    return true;
}

static void shows_the_focus(struct views *v)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = touchables(&v->ui, all);

    if (*v->ui.focus)
        views_bad(v, v->ui.focus, "has a focus before a key was used");
    stage_event(&v->kiosk.stage, NULL);
    render_paint(v->render, &v->ui);
    plain = SDL_DuplicateSurface(v->render->surface);
    for (size_t i = 0; i < count; i++) {
        ui_move_focus(&v->ui, 1);
        stage_event(&v->kiosk.stage, NULL);
        render_paint(v->render, &v->ui);
        if (!has_ring(ui_node(&v->ui, v->ui.focus)))
            views_bad(v, v->ui.focus, "has no ring that is seen");
    }
    SDL_FreeSurface(plain);
}

// INP-04: 1 mm or more, 3:1 on both sides, on each side of the control, in all contrasts.
// --- all of it in one walk, for a walk takes long ---

enum { TARGETS, APART, ROUND, ROWS, RING, CHECKS };

static int bad[CHECKS];

static void check_all(struct views *v)
{
    static void (*const checks[CHECKS])(struct views *) = {
        [TARGETS] = is_a_target, [APART] = ends_apart,     [ROUND] = goes_round,
        [ROWS] = reads_by_rows,  [RING] = shows_the_focus,
    };

    for (int i = 0; i < CHECKS; i++) {
        int before = v->bad;

        if (i == RING && !full && v->count % 3 != 0)
            continue; // painting is what takes long
        v->ui.focus[0] = '\0';
        checks[i](v);
        bad[i] += v->bad - before;
    }
}

static int walk(void **state)
{
    (void)state;
    views_each(&views, full, check_all);
    print_message("%d pages\n", views.count);
    return 0;
}

// TGT-01 to 05: 20 mm and 5 between; keys 15 and 2.54; nothing over another, nothing beyond.
static void test_hands__every_target_is_big_and_apart(void **state)
{
    (void)state;
    assert_int_equal(bad[TARGETS], 0);
}

// TGT-13: what ends the visit, and what stands beside it at the foot.
static void test_hands__what_ends_the_visit_stands_apart(void **state)
{
    (void)state;
    assert_int_equal(bad[APART], 0);
}

// INP-01 to 03: one key that moves and one that selects reach everything on the page, each once,
// and come round.
static void test_hands__the_focus_reaches_everything_in_reading_order(void **state)
{
    (void)state;
    assert_int_equal(bad[ROUND], 0);
}

// INP-03: reading order is what an eye would say.
static void test_hands__reading_order_is_by_rows(void **state)
{
    (void)state;
    assert_int_equal(bad[ROWS], 0);
}

// INP-04: there once a key was used; 1 mm or more, 3:1 on both sides, in all contrasts.
static void test_hands__the_focus_is_seen(void **state)
{
    (void)state;
    assert_int_equal(bad[RING], 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hands__every_target_is_big_and_apart),
        cmocka_unit_test(test_hands__what_ends_the_visit_stands_apart),
        cmocka_unit_test(test_hands__the_focus_reaches_everything_in_reading_order),
        cmocka_unit_test(test_hands__reading_order_is_by_rows),
        cmocka_unit_test(test_hands__the_focus_is_seen),
    };

    full = argc > 1 && strcmp(argv[1], "full") == 0;
    return cmocka_run_group_tests(tests, walk, NULL);
}
