// SPDX-License-Identifier: Apache-2.0

// What hands need of every page there is, in every look: targets (TGT-01 to 05, 13), and that keys
// and two switches come to all of it (INP-01 to 03): t_target and the page's part of t_keys.

#include "tests/check.h"

#include <math.h>
#include <string.h>

#include "kiosk/layout.h"
#include "shared/str.h"
#include "tests/access/every.h"

#define SLACK 0.05 // mm
#define SAMPLE 2   // ways a state is shown in

static struct every every;

enum { TARGETS, APART, ROWS, ROUND, TESTS };
static struct every_test tests[TESTS];

// --- targets ---

static bool is_key(const struct ui_node *node)
{
    return node->role == UI_KEY;
}

static void check_alone(struct every *e, const struct ui_node *const *all, size_t count, size_t at)
{
    for (size_t i = at + 1; i < count; i++) {
        double least = is_key(all[at]) && is_key(all[i]) ? LAYOUT_KEY_GAP : LAYOUT_GAP;

        every_check(e, every_gap(&all[at]->box, &all[i]->box) >= least - SLACK, all[at],
                    "TGT-02, TGT-03: too near another");
    }
}

static void check_targets(struct every *e)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = every_touchable(&e->ui, all);

    for (size_t i = 0; i < count; i++) {
        const struct ui_box *box = &all[i]->box;
        double least = is_key(all[i]) ? LAYOUT_KEY : LAYOUT_TARGET;

        every_check(e, fmin(box->w, box->h) >= least - SLACK, all[i],
                    "TGT-01, TGT-03, TGT-04: too small to touch");
        every_check(e,
                    box->x >= 0 && box->y >= 0 && box->x + box->w <= e->ui.display.width_mm &&
                        box->y + box->h <= e->ui.display.height_mm,
                    all[i], "TGT-02: beyond the display");
        check_alone(e, all, count, i);
    }
}

// What ends the visit, and what stands beside it at the foot. On a short display it stands in a
// column, above and beside nothing else.
static void check_end_apart(struct every *e)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = every_touchable(&e->ui, all);
    const struct ui_node *finish = ui_node(&e->ui, "finish");

    for (size_t i = 0; finish && !ui_is_short(&e->ui) && i < count; i++)
        if (all[i] != finish && all[i]->zone >= UI_FOOT_LEFT &&
            fabs(all[i]->box.y - finish->box.y) < 1)
            every_check(e, every_gap(&finish->box, &all[i]->box) >= LAYOUT_APART - SLACK, all[i],
                        "TGT-13: too near what ends the visit");
}

// --- keys ---

// What stands beside or below each other in one box is read by rows, left to right.
static void check_rows(struct every *e)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(&e->ui, all);

    for (size_t i = 0; i + 1 < count; i++) {
        const struct ui_node *a = all[i], *b = all[i + 1];
        bool before = b->box.y < a->box.y + a->box.h - SLACK &&
                      b->box.x < a->box.x + a->box.w - SLACK && a->first < 0;

        if (a->zone == b->zone && a->parent == b->parent)
            every_check(e, !before, b, "INP-03: stands before what is read before it");
    }
}

// Where the bar has room for one of the two, "Again" becomes "Pause" as it is read.
static bool is_at(const struct every *e, const char *id)
{
    return str_equal(e->ui.focus, id) || (!ui_node(&e->ui, id) && str_starts(id, "listen.") &&
                                          str_starts(e->ui.focus, "listen."));
}

static void check_next(struct every *e, const char *id, bool look)
{
    every_check(e, is_at(e, id), ui_node(&e->ui, id), "INP-03: is not next in reading order");
    if (!look)
        return;
    stage_event(&e->kiosk.stage, NULL);
    every_check(e, ui_node(&e->ui, e->ui.focus) && ui_node(&e->ui, e->ui.focus)->focused,
                ui_node(&e->ui, id), "INP-03: loses the focus");
}

// One key that moves comes to everything on the page, each once, and round again; and back.
static void check_round(struct every *e)
{
    const struct ui_node *all[UI_NODES_MAX];
    static char ids[UI_NODES_MAX][UI_ID_SIZE];
    size_t count, at = 0;

    ui_move_focus(&e->ui, 1);
    stage_event(&e->kiosk.stage, NULL); // who was listening hears of it: other buttons for that
    count = every_touchable(&e->ui, all);
    for (size_t i = 0; i < count; i++)
        str_copy(ids[i], sizeof ids[i], all[i]->id);
    // A display that is too small says so on one page, and the program stops.
    every_check(e, count > 0 || (e->ui.bare && e->ui.page_count == 1), NULL,
                "INP-03: nothing to touch: a trap");
    while (at < count && !str_equal(ids[at], e->ui.focus))
        at++;
    for (size_t i = 0; i <= count && count > 0; i++) {
        check_next(e, ids[(at + i) % count], i % 8 == 0); // describing is what takes long
        ui_move_focus(&e->ui, 1);
    }
    ui_move_focus(&e->ui, -1);
    if (count > 0)
        check_next(e, ids[at], true);
    e->ui.focus[0] = '\0';
}

// --- all in one walk ---

static struct every_test tests[TESTS] = {
    [TARGETS] = {"t_target", check_targets, 0, 0},
    [APART] = {"t_apart", check_end_apart, 0, 0},
    [ROWS] = {"t_rows", check_rows, 0, 0},
    [ROUND] = {"t_round", check_round, 0, 0},
};

static int walk(void **state)
{
    (void)state;
    every_walk(&every, EVERY_LAYOUT, SAMPLE, tests, TESTS);
    return 0;
}

// TGT-01 to 05: 20 mm and 5 between; keys 15 and 2.54; nothing over another, nothing beyond.
static void test_hands__every_target_is_big_and_apart(void **state)
{
    (void)state;
    every_passed(&every, &tests[TARGETS], 100000);
}

static void test_hands__what_ends_the_visit_stands_apart(void **state)
{
    (void)state;
    every_passed(&every, &tests[APART], 500);
}

// INP-01 to 03: one key that moves and one that selects reach everything on the page, each once,
// and come round.
static void test_hands__the_focus_reaches_everything_in_reading_order(void **state)
{
    (void)state;
    every_passed(&every, &tests[ROUND], 5000);
}

// INP-03: reading order is what an eye would say.
static void test_hands__reading_order_is_by_rows(void **state)
{
    (void)state;
    every_passed(&every, &tests[ROWS], 5000);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest list[] = {
        cmocka_unit_test(test_hands__every_target_is_big_and_apart),
        cmocka_unit_test(test_hands__what_ends_the_visit_stands_apart),
        cmocka_unit_test(test_hands__the_focus_reaches_everything_in_reading_order),
        cmocka_unit_test(test_hands__reading_order_is_by_rows),
    };
    int failed;

    every_open(&every, argc, argv);
    failed = cmocka_run_group_tests(list, walk, NULL);
    every_close(&every);
    return failed;
}
