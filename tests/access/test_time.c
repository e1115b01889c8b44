// SPDX-License-Identifier: Apache-2.0

// On every screen there is, silence changes nothing but the veil: t_flash, ten seconds at 30 frames
// a second (CON-10); t_notimers, 299 seconds (TIM-07, TIM-08). The desk is the one exception: it
// locks after a minute.

#include "tests/check.h"

#include <string.h>

#include "kiosk/desk.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/access/every.h"

#define FRAME_MS 33
#define FRAMES 300 // ten seconds

static struct every every;
static int veils, locks;

enum { FLASH, TIMERS, TESTS };
static struct every_test tests[TESTS];

// So much silence, whatever time the test itself takes.
static void be_silent(struct stage *stage, int64_t ms, int64_t in_all)
{
    when_advance(ms);
    stage->touched_ms = when_monotonic_ms() - in_all;
    stage_idle(stage);
}

// --- t_flash ---

// "Are you still there?" counts its last seconds in words: one frame each.
static void check_frames(struct every *e)
{
    int moved = 0;

    render_paint(e->render, &e->ui);
    for (int i = 0; i < FRAMES; i++) {
        when_advance(FRAME_MS);
        stage_idle(&e->kiosk.stage);
        moved += render_paint(e->render, &e->ui);
    }
    every_check(e, moved <= (every_over() == STAGE_STILL_THERE ? 10 : 0), NULL,
                "CON-10: something moves");
    every_again(e);
}

// --- t_notimers ---

// What is to be seen: ids and words, in order.
struct seen {
    size_t count;
    char ids[UI_NODES_MAX][UI_ID_SIZE];
    char words[UI_NODES_MAX][128];
};

static struct seen before, after;

static void remember(struct seen *seen, const struct every *e)
{
    const struct ui *ui = &e->ui;
    const struct ui_node *all[UI_NODES_MAX];

    memset(seen, 0, sizeof *seen);
    seen->count = ui_order(ui, all);
    for (size_t i = 0; i < seen->count; i++) {
        str_copy(seen->ids[i], sizeof seen->ids[i], all[i]->id);
        if (!e->kiosk.stage.screen
                 ->staff) // where staff are asked whether the time is right it goes on
            strncpy(seen->words[i], ui_text(ui, all[i]), sizeof seen->words[i] - 1);
    }
}

static void look_again(struct every *e)
{
    stage_event(&e->kiosk.stage, NULL);
    remember(&after, e);
    every_check(e, memcmp(&before, &after, sizeof before) == 0, NULL,
                "TIM-07: is another after a silence");
}

static void check_lock(struct every *e)
{
    be_silent(&e->kiosk.stage, DESK_IDLE_MS - 59000, DESK_IDLE_MS);
    every_check(e, !e->kiosk.desk.unlocked && !e->ui.veiled, NULL, "the desk is not locked");
    locks++;
}

static void check_veil(struct every *e, bool personal)
{
    be_silent(&e->kiosk.stage, 240000, 299000);
    look_again(e);
    every_check(e, e->ui.veiled == personal || every_over() != STAGE_NOTHING, NULL,
                personal ? "TIM-08: no veil" : "TIM-08: a veil and nothing to hide");
    veils += e->ui.veiled;
}

static void check_timers(struct every *e)
{
    bool personal = kiosk_is_personal(&e->kiosk);

    if (every_over() == STAGE_STILL_THERE)
        return;
    remember(&before, e);
    be_silent(&e->kiosk.stage, 59000, 59000);
    look_again(e);
    every_check(e, !e->ui.veiled, NULL, "TIM-08: veiled before a minute");
    if (kiosk_patience(&e->kiosk) > 0)
        check_lock(e);
    else
        check_veil(e, personal);
    every_again(e);
}

// --- all in one walk ---

static struct every_test tests[TESTS] = {
    [FLASH] = {"t_flash", check_frames, 0, 0},
    [TIMERS] = {"t_notimers", check_timers, 0, 0},
};

static int walk(void **state)
{
    (void)state;
    every_walk(&every, EVERY_STATE, 1, tests, TESTS);
    return 0;
}

static void test_time__nothing_moves(void **state)
{
    (void)state;
    every_passed(&every, &tests[FLASH], 100);
}

static void test_time__changes_nothing_but_the_veil(void **state)
{
    (void)state;
    every_passed(&every, &tests[TIMERS], 500);
    assert_true(veils > 50);
    assert_true(locks > 4);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest list[] = {
        cmocka_unit_test(test_time__nothing_moves),
        cmocka_unit_test(test_time__changes_nothing_but_the_veil),
    };
    int failed;

    every_open(&every, argc, argv);
    failed = cmocka_run_group_tests(list, walk, NULL);
    every_close(&every);
    return failed;
}
