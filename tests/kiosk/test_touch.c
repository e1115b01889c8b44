// SPDX-License-Identifier: Apache-2.0

#include "tests/check.h"

#include <string.h>

#include "kiosk/touch.h"
#include "shared/when.h"
#include "tests/kiosk/gallery.h"
#include "tests/kiosk/hand.h"

#define LONG_AGO 100000

static struct ui ui;
static struct touch touch;
static char id[UI_ID_SIZE];

static int open(void **state)
{
    (void)state;
    hand_open(&ui, "1920x1080@476x268");
    memset(&touch, 0, sizeof touch);
    ui_begin(&ui, NULL);
    gallery_screens[1]->frame(NULL, NULL, &ui); // travel
    ui_end(&ui);
    when_advance(5000);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    ui_clear(&ui);
    return 0;
}

static struct ui_box box(const char *of)
{
    return ui_node(&ui, of)->box;
}

static bool down(double x, double y)
{
    return touch_down(&touch, &ui, 1, x, y, LONG_AGO);
}

static bool up(double x, double y)
{
    return touch_up(&touch, &ui, 1, x, y, id);
}

static bool press(const char *of)
{
    struct ui_box b = box(of);

    down(b.x + 1, b.y + 1);
    return up(b.x + b.w - 1, b.y + b.h - 1);
}

static void test_touch__acts_on_release_in_the_same_place(void **state)
{
    struct ui_box bus = box("bus");

    (void)state;
    assert_true(down(bus.x + 5, bus.y + 5));
    assert_string_equal(ui.pressed, "bus");
    assert_true(up(bus.x + 9, bus.y + 5));
    assert_string_equal(id, "bus");
    assert_string_equal(ui.pressed, "");
}

static void test_touch__sliding_off_cancels(void **state)
{
    struct ui_box bus = box("bus"), train = box("train");

    (void)state;
    down(bus.x + 5, bus.y + 5);
    assert_false(up(train.x + 5, train.y + 5));
    down(train.x - 1, train.y + 5); // beside both
    assert_false(up(train.x + 5, train.y + 5));
}

static void test_touch__wobbling_out_a_little_still_counts(void **state)
{
    struct ui_box bus = box("bus");

    (void)state;
    down(bus.x + 1, bus.y + 5);
    assert_true(up(bus.x - 2.9, bus.y + 5));
    when_advance(2000);
    down(bus.x + 1, bus.y + 5);
    assert_false(up(bus.x - 3.1, bus.y + 5));
}

static void test_touch__the_same_again_within_a_second_is_one(void **state)
{
    (void)state;
    assert_true(press("bus"));
    when_advance(300);
    assert_false(press("bus"));
    when_advance(300);
    assert_true(press("train")); // another is no repeat
    when_advance(1001);
    assert_true(press("train"));
}

static void test_touch__a_new_screen_rests_for_a_moment(void **state)
{
    struct ui_box bus = box("bus");

    (void)state;
    assert_false(touch_down(&touch, &ui, 1, bus.x + 5, bus.y + 5, 399));
    assert_false(up(bus.x + 5, bus.y + 5));
    assert_true(touch_down(&touch, &ui, 1, bus.x + 5, bus.y + 5, 400));
    assert_true(up(bus.x + 5, bus.y + 5));
}

static void test_touch__a_second_finger_is_not_there(void **state)
{
    struct ui_box bus = box("bus"), train = box("train");

    (void)state;
    down(bus.x + 5, bus.y + 5);
    assert_false(touch_down(&touch, &ui, 2, train.x + 5, train.y + 5, LONG_AGO));
    assert_false(touch_up(&touch, &ui, 2, train.x + 5, train.y + 5, id));
    assert_true(up(bus.x + 5, bus.y + 5));
    assert_string_equal(id, "bus");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_touch__acts_on_release_in_the_same_place, open, clear),
        cmocka_unit_test_setup_teardown(test_touch__sliding_off_cancels, open, clear),
        cmocka_unit_test_setup_teardown(test_touch__wobbling_out_a_little_still_counts, open,
                                        clear),
        cmocka_unit_test_setup_teardown(test_touch__the_same_again_within_a_second_is_one, open,
                                        clear),
        cmocka_unit_test_setup_teardown(test_touch__a_new_screen_rests_for_a_moment, open, clear),
        cmocka_unit_test_setup_teardown(test_touch__a_second_finger_is_not_there, open, clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
