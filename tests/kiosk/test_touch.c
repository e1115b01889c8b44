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

// TGT-06.
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

// TGT-06: sliding off, and sliding on.
static void test_touch__sliding_off_cancels(void **state)
{
    struct ui_box bus = box("bus"), train = box("train");

    (void)state;
    assert_true(down(bus.x + 5, bus.y + 5));
    assert_false(up(train.x + 5, train.y + 5));
    assert_false(down(train.x - 1, train.y + 5)); // beside both
    assert_false(up(train.x + 5, train.y + 5));
    assert_true(press("bus")); // nothing was done, so nothing is repeated
}

// TGT-07: however far inside, and a little outside.
static void test_touch__wobbling_inside_counts(void **state)
{
    struct ui_box bus = box("bus");

    (void)state;
    assert_true(down(bus.x, bus.y));
    assert_true(up(bus.x + bus.w - 0.1, bus.y + bus.h - 0.1));
}

// TGT-07.
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

// TGT-08.
static void test_touch__the_same_again_within_a_second_is_one(void **state)
{
    (void)state;
    assert_true(press("bus"));
    when_advance(500);
    assert_false(press("bus"));
    when_advance(500);
    assert_true(press("train")); // another is no repeat
    when_advance(1001);
    assert_true(press("train"));
    touch.repeat_ms = 3000;
    when_advance(2500);
    assert_false(press("train"));
    when_advance(3001);
    assert_true(press("train"));
}

// TGT-08: a switch that is pressed twice, too.
static void test_touch__the_same_key_within_a_second_is_one(void **state)
{
    (void)state;
    assert_true(touch_press(&touch, "bus"));
    assert_false(touch_press(&touch, "bus"));
    assert_true(touch_press(&touch, "train"));
    when_advance(1001);
    assert_true(touch_press(&touch, "train"));
}

// TGT-09.
static void test_touch__a_new_screen_rests_for_a_moment(void **state)
{
    struct ui_box bus = box("bus");

    (void)state;
    assert_true(touch_down(&touch, &ui, 1, bus.x + 5, bus.y + 5, 400));
    assert_true(up(bus.x + 5, bus.y + 5));
    when_advance(5000);
    assert_false(touch_down(&touch, &ui, 1, bus.x + 5, bus.y + 5, 399));
    assert_false(up(bus.x + 5, bus.y + 5));
}

// TGT-09: a hand that trembles does not touch the new screen either, however long it goes on.
static void test_touch__trembling_on_from_the_last_screen_does_nothing(void **state)
{
    struct ui_box bus = box("bus");

    (void)state;
    for (int64_t since = 200; since < 1400; since += 300) {
        assert_false(touch_down(&touch, &ui, 1, bus.x + 5, bus.y + 5, since));
        assert_false(up(bus.x + 5, bus.y + 5));
        when_advance(300);
    }
    when_advance(100);
    assert_true(touch_down(&touch, &ui, 1, bus.x + 5, bus.y + 5, 2000));
    assert_true(up(bus.x + 5, bus.y + 5));
}

static void test_touch__what_a_trembling_hand_hits_beside_is_not_meant(void **state)
{
    (void)state;
    assert_true(press("bus"));
    for (int i = 0; i < 5; i++) {
        when_advance(300);
        assert_false(press("train"));
    }
    when_advance(350);
    assert_true(press("train"));
}

// Missing all of them is no touch: the hand may come again at once.
static void test_touch__beside_everything_is_nothing(void **state)
{
    struct ui_box train = box("train");

    (void)state;
    assert_false(down(train.x - 1, train.y + 5));
    assert_false(up(train.x - 1, train.y + 5));
    when_advance(100);
    assert_true(press("train"));
}

static bool press_at(const char *key, double right)
{
    struct ui_box b = box(key);

    touch_down(&touch, &ui, 1, b.x + b.w / 2 + right, b.y + b.h / 2, LONG_AGO);
    return touch_up(&touch, &ui, 1, b.x + b.w / 2 + right, b.y + b.h / 2, id);
}

static void test_touch__keys_may_follow_each_other_fast(void **state)
{
    struct ui_box a;

    (void)state;
    ui_begin(&ui, NULL);
    gallery_screens[4]->frame(NULL, NULL, &ui); // find
    ui_end(&ui);
    a = box("keys.a");
    assert_true(press_at("keys.a", 0));
    when_advance(100);
    assert_true(press_at("keys.b", 1 - a.w / 2)); // all are as wide
    when_advance(100);
    assert_false(press_at("keys.a", a.w / 2 - 1)); // beside b, and near: that hand again
    when_advance(100);
    assert_true(press_at("keys.z", 0));
    when_advance(500);
    assert_false(press_at("keys.z", 0)); // TGT-08
}

// TGT-12.
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

// The heel of a hand comes down before its finger, most often beside the buttons.
static void test_touch__a_palm_beside_the_buttons_swallows_no_finger(void **state)
{
    struct ui_box bus = box("bus");

    (void)state;
    assert_false(touch_down(&touch, &ui, 2, bus.x - 4, bus.y - 4, LONG_AGO));
    when_advance(50);
    assert_true(press("bus"));
    assert_string_equal(id, "bus");
    assert_false(touch_up(&touch, &ui, 2, bus.x + 5, bus.y + 5, id)); // it rolled onto the button
}

// Nor one that rests on a button, after a while; and what it rests on is not touched by it.
static void test_touch__a_hand_that_rests_on_a_button_presses_nothing(void **state)
{
    struct ui_box bus = box("bus"), train = box("train");

    (void)state;
    touch_down(&touch, &ui, 2, train.x + 5, train.y + 5, LONG_AGO);
    when_advance(2900);
    assert_false(touch_down(&touch, &ui, 1, bus.x + 5, bus.y + 5, LONG_AGO)); // a slow press still
    when_advance(101);
    assert_true(press("bus"));
    assert_false(touch_up(&touch, &ui, 2, train.x + 5, train.y + 5, id));
}

// What trembled on from the screen before is no palm: a second contact of it does nothing either.
static void test_touch__a_hand_that_trembles_is_no_palm(void **state)
{
    struct ui_box bus = box("bus");

    (void)state;
    touch_down(&touch, &ui, 2, bus.x + 5, bus.y + 5, 100);
    when_advance(400);
    assert_false(down(bus.x + 5, bus.y + 5));
    assert_false(up(bus.x + 5, bus.y + 5));
}

static void test_touch__a_finger_that_never_lifts_locks_nobody_out(void **state)
{
    struct ui_box bus = box("bus");

    (void)state;
    down(bus.x + 5, bus.y + 5);
    when_advance(60000);
    assert_true(touch_down(&touch, &ui, 2, bus.x + 5, bus.y + 5, LONG_AGO));
    assert_false(up(bus.x + 5, bus.y + 5)); // the first: it is no finger any more
    assert_true(touch_up(&touch, &ui, 2, bus.x + 5, bus.y + 5, id));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_touch__acts_on_release_in_the_same_place, open, clear),
        cmocka_unit_test_setup_teardown(test_touch__sliding_off_cancels, open, clear),
        cmocka_unit_test_setup_teardown(test_touch__wobbling_inside_counts, open, clear),
        cmocka_unit_test_setup_teardown(test_touch__wobbling_out_a_little_still_counts, open,
                                        clear),
        cmocka_unit_test_setup_teardown(test_touch__the_same_again_within_a_second_is_one, open,
                                        clear),
        cmocka_unit_test_setup_teardown(test_touch__the_same_key_within_a_second_is_one, open,
                                        clear),
        cmocka_unit_test_setup_teardown(test_touch__a_new_screen_rests_for_a_moment, open, clear),
        cmocka_unit_test_setup_teardown(test_touch__trembling_on_from_the_last_screen_does_nothing,
                                        open, clear),
        cmocka_unit_test_setup_teardown(test_touch__what_a_trembling_hand_hits_beside_is_not_meant,
                                        open, clear),
        cmocka_unit_test_setup_teardown(test_touch__beside_everything_is_nothing, open, clear),
        cmocka_unit_test_setup_teardown(test_touch__keys_may_follow_each_other_fast, open, clear),
        cmocka_unit_test_setup_teardown(test_touch__a_second_finger_is_not_there, open, clear),
        cmocka_unit_test_setup_teardown(test_touch__a_palm_beside_the_buttons_swallows_no_finger,
                                        open, clear),
        cmocka_unit_test_setup_teardown(test_touch__a_hand_that_rests_on_a_button_presses_nothing,
                                        open, clear),
        cmocka_unit_test_setup_teardown(test_touch__a_hand_that_trembles_is_no_palm, open, clear),
        cmocka_unit_test_setup_teardown(test_touch__a_finger_that_never_lifts_locks_nobody_out,
                                        open, clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
