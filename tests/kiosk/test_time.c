// SPDX-License-Identifier: Apache-2.0

// t_notimers: on every screen there is, 299 seconds of silence change nothing but the veil (TIM-07,
// TIM-08), and nothing moves (CON-10). The desk is the one exception: it locks after a minute.

#include "tests/check.h"

#include <string.h>

#include "kiosk/desk.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/kiosk/views.h"

static bool full;
static struct views views;
static int veils, locks;

// What is to be seen: ids and words, in order.
struct seen {
    size_t count;
    char ids[UI_NODES_MAX][UI_ID_SIZE];
    char words[UI_NODES_MAX][128];
};

static struct seen before, after;

static void remember(struct seen *seen, const struct ui *ui)
{
    const struct ui_node *all[UI_NODES_MAX];

    memset(seen, 0, sizeof *seen);
    seen->count = ui_order(ui, all);
    for (size_t i = 0; i < seen->count; i++) {
        str_copy(seen->ids[i], sizeof seen->ids[i], all[i]->id);
        strncpy(seen->words[i], ui_text(ui, all[i]), sizeof seen->words[i] - 1);
    }
}

static void look_again(struct views *v)
{
    stage_event(&v->kiosk.stage, NULL);
    remember(&after, &v->ui);
    if (memcmp(&before, &after, sizeof before) != 0)
        views_bad(v, "page", "is another after a silence");
}

// So much silence, whatever time the test itself takes.
static void be_silent(struct stage *stage, int64_t ms, int64_t in_all)
{
    when_advance(ms);
    stage->touched_ms = when_monotonic_ms() - in_all;
    stage_idle(stage);
}

static void stands_still(struct views *v)
{
    struct stage *stage = &v->kiosk.stage;
    bool personal = kiosk_is_personal(&v->kiosk);

    if (v->over == STAGE_STILL_THERE)
        return;
    render_paint(v->render, &v->ui);
    remember(&before, &v->ui);
    be_silent(stage, 59000, 59000);
    look_again(v);
    if (v->ui.veiled)
        views_bad(v, "page", "is veiled before a minute");
    if (render_paint(v->render, &v->ui))
        views_bad(v, "page", "moves");
    if (kiosk_patience(&v->kiosk) > 0) {
        be_silent(stage, DESK_IDLE_MS - 59000, DESK_IDLE_MS);
        if (v->kiosk.desk.unlocked || v->ui.veiled)
            views_bad(v, "desk", "is not locked");
        locks++;
        return;
    }
    be_silent(stage, 240000, 299000);
    look_again(v);
    if (v->ui.veiled != personal && v->over == STAGE_NOTHING)
        views_bad(v, "page", personal ? "has no veil" : "has a veil and nothing to hide");
    veils += v->ui.veiled;
}

static void test_time__changes_nothing_but_the_veil(void **state)
{
    (void)state;
    views_each(&views, full, stands_still);
    assert_int_equal(views.bad, 0);
    assert_true(veils > 50);
    assert_true(locks > 4);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_time__changes_nothing_but_the_veil),
    };

    full = argc > 1 && strcmp(argv[1], "full") == 0;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
