// SPDX-License-Identifier: Apache-2.0

// What hands need of every page there is, in every look: targets (TGT-01 to 05, 13), and that keys
// and two switches come to all of it (INP-01 to 03): t_target and the page's part of t_keys.

#include "tests/check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kiosk/layout.h"
#include "shared/str.h"
#include "tests/access/every.h"

#define SLACK 0.05 // mm
#define SAMPLE 2   // ways a state is shown in

static struct every every;

enum { TARGETS, KEYED, APART, FAR, OUT, UNSURE, ROWS, ROUND, ASKED, TESTS };
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

// A field, or which coins are counted (desk-count).
static bool is_typed_into(const struct ui_node *node)
{
    return node->role == UI_FIELD || (node->role == UI_CHOICE && node->selected);
}

static bool is_any(const struct ui *ui, bool (*is)(const struct ui_node *))
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].placed && is(&ui->nodes[i]))
            return true;
    return false;
}

// Nobody keys what they neither see nor hear: the field stands on the page of its keys.
static void check_keyed(struct every *e)
{
    if (is_any(&e->ui, is_key))
        every_check(e, is_any(&e->ui, is_typed_into), NULL,
                    "TGT-04, AUD-01: keys without the field they type into");
}

// Buttons that have the same place on every page.
static bool is_of_places(const struct ui_node *node)
{
    static const char *const ids[] = {"back", "earlier", "person", "unsure", "more",
                                      "lang", "listen",  "help",   "size",   "colours"};

    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        if (str_equal(node->id, ids[i]))
            return true;
    return node->role == UI_GO;
}

// In the row of what ends the visit, at the foot. On a short display that stands in a column, and
// the row below it is another.
static bool is_in_its_row(const struct every *e, const struct ui_node *finish,
                          const struct ui_node *node)
{
    double above = fmax(finish->box.y, node->box.y);
    double below = fmin(finish->box.y + finish->box.h, node->box.y + node->box.h);

    return !ui_is_short(&e->ui) && node->zone >= UI_FOOT_LEFT && above < below;
}

// What ends the visit, and whatever stands in its row; and what has a place of its own above or
// below it, or in the column of a short display.
static void check_end_apart(struct every *e)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = every_touchable(&e->ui, all);
    const struct ui_node *finish = ui_node(&e->ui, "finish");

    for (size_t i = 0; finish && i < count; i++)
        if (all[i] != finish &&
            (is_in_its_row(e, finish, all[i]) || (all[i]->zone != UI_BODY && is_of_places(all[i]))))
            every_check(e, every_gap(&finish->box, &all[i]->box) >= LAYOUT_APART - SLACK, all[i],
                        "TGT-13: too near what ends the visit");
}

// How many pages, of those where somebody can end the visit, have all else that far from it. The
// others would be more pages.
static long with_end, with_end_far;

static void check_all_apart(struct every *e)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = every_touchable(&e->ui, all);
    const struct ui_node *finish = ui_node(&e->ui, "finish");
    bool far = true;

    for (size_t i = 0; finish && i < count; i++) {
        double gap = every_gap(&finish->box, &all[i]->box);

        if (all[i] == finish)
            continue;
        every_check(e, gap >= LAYOUT_GAP - SLACK, all[i], "TGT-13: beside what ends the visit");
        far = far && gap >= LAYOUT_APART - SLACK;
    }
    with_end += finish != NULL;
    with_end_far += finish && far;
}

// --- ways out ---

static bool is_visitors(const struct every *e)
{
    return !e->kiosk.stage.screen->staff && !e->ui.first && every_over() != STAGE_STILL_THERE &&
           every_over() != STAGE_WAIT;
}

// PRV-05: on every page of a visitor, and on what hides it. While money is handed over the payer
// stands there, and the desk is to be locked by them.
static void check_way_out(struct every *e)
{
    if (is_visitors(e) && !str_equal(e->screen, "hand-over"))
        every_check(e, ui_node(&e->ui, "finish") != NULL, NULL, "PRV-05: no \"Finish and hide\"");
}

// Choices, something to type, or a title that asks, in the bar too; on any of its pages.
static bool asks_something(const struct ui *ui)
{
    for (size_t i = 0; i < ui->node_count; i++) {
        const struct ui_node *node = &ui->nodes[i];
        bool title = node->role == UI_TITLE || str_equal(node->id, "page");

        if (node->role == UI_CHOICE || node->role == UI_KEY || node->role == UI_FIELD ||
            (title && strchr(ui_text(ui, node), '?')))
            return true;
    }
    return false;
}

// COG-13: at every question, on each of its pages. On 10 inches a person is asked for in Help, and
// behind "Not sure?".
static void check_unsure(struct every *e)
{
    bool smallest = ui_is_short(&e->ui) && ui_is_narrow(&e->ui);

    if (!is_visitors(e) || every_over() != STAGE_NOTHING || !asks_something(&e->ui))
        return;
    every_check(e, ui_node(&e->ui, "unsure") != NULL, NULL, "COG-13: nobody may be unsure");
    every_check(e, smallest || ui_node(&e->ui, "person"), NULL, "COG-13: nobody to ask");
}

// What was asked last before a node, as a title or as text; NULL: only the bar asks it.
static const struct ui_node *question_of(const struct ui *ui, const struct ui_node *answer)
{
    for (const struct ui_node *node = answer - 1; node >= ui->nodes; node--)
        if ((node->role == UI_TITLE || node->role == UI_HEADING || node->role == UI_TEXT) &&
            node->zone == UI_BODY && strchr(ui_text(ui, node), '?'))
            return node;
    return NULL;
}

// Between bar and foot.
static double body_height(const struct ui *ui)
{
    double top = 0, bottom = ui->display.height_mm;

    for (size_t i = 1; i < ui->node_count; i++) {
        const struct ui_node *node = &ui->nodes[i];

        if (!node->placed)
            continue;
        if (node->zone == UI_BAR_LEFT || node->zone == UI_BAR_RIGHT)
            top = fmax(top, node->box.y + node->box.h);
        else if (node->zone != UI_BODY)
            bottom = fmin(bottom, node->box.y);
    }
    return bottom - top;
}

// Question, what is said of it, and the first answer; a page may be too small for the three.
static bool have_room(const struct ui *ui, const struct ui_node *asked,
                      const struct ui_node *answer)
{
    double high = 0;

    for (const struct ui_node *node = asked; node <= answer; node++)
        if (node->first < 0 && node->role != UI_PICTURE)
            high += node->box.h;
    return high < 0.8 * body_height(ui);
}

// COG-01: who sees the first answers sees what is asked.
static void check_asked(struct every *e)
{
    const struct ui_node *asked;

    if (every_over() != STAGE_NOTHING)
        return;
    for (size_t i = 0; i < e->ui.node_count; i++) {
        const struct ui_node *node = &e->ui.nodes[i];

        if (node->role != UI_CHOICE || node->zone != UI_BODY || node->ghost)
            continue;
        asked = question_of(&e->ui, node);
        every_check(e, !node->placed || !asked || asked->placed || !have_room(&e->ui, asked, node),
                    asked, "COG-01: its answers stand on another page");
        return;
    }
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
    [TARGETS] = {"t_target", check_targets, 0, 0}, [KEYED] = {"t_keyed", check_keyed, 0, 0},
    [APART] = {"t_apart", check_end_apart, 0, 0},  [FAR] = {"t_far", check_all_apart, 0, 0},
    [OUT] = {"t_hide", check_way_out, 0, 0},       [UNSURE] = {"t_unsure", check_unsure, 0, 0},
    [ROWS] = {"t_rows", check_rows, 0, 0},         [ROUND] = {"t_round", check_round, 0, 0},
    [ASKED] = {"t_asked", check_asked, 0, 0},
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

// TGT-04, TXT-06, AUD-01: what is typed is seen, and heard, where it is typed.
static void test_hands__nobody_keys_blind(void **state)
{
    (void)state;
    every_passed(&every, &tests[KEYED], 60);
}

static void test_hands__what_ends_the_visit_stands_apart(void **state)
{
    (void)state;
    every_passed(&every, &tests[APART], 4000);
    every_passed(&every, &tests[FAR], 6000);
    printf("t_far: %ld of %ld pages are 20 mm from it all round\n", with_end_far, with_end);
    assert_true(with_end_far * 100 > with_end * 80);
}

static void test_hands__every_page_can_be_finished_and_hidden(void **state)
{
    (void)state;
    every_passed(&every, &tests[OUT], 300);
}

static void test_hands__every_question_can_be_left_to_a_person(void **state)
{
    (void)state;
    every_passed(&every, &tests[UNSURE], 300);
}

// INP-01 to 03: one key that moves and one that selects reach everything on the page, each once,
// and come round.
static void test_hands__COG_01_a_question_stands_with_its_answers(void **state)
{
    (void)state;
    every_passed(&every, &tests[ASKED], 300);
}

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
        cmocka_unit_test(test_hands__nobody_keys_blind),
        cmocka_unit_test(test_hands__what_ends_the_visit_stands_apart),
        cmocka_unit_test(test_hands__every_page_can_be_finished_and_hidden),
        cmocka_unit_test(test_hands__every_question_can_be_left_to_a_person),
        cmocka_unit_test(test_hands__COG_01_a_question_stands_with_its_answers),
        cmocka_unit_test(test_hands__the_focus_reaches_everything_in_reading_order),
        cmocka_unit_test(test_hands__reading_order_is_by_rows),
    };
    int failed;

    every_open(&every, argc, argv);
    failed = cmocka_run_group_tests(list, walk, NULL);
    every_close(&every);
    return failed;
}
