// SPDX-License-Identifier: Apache-2.0

// Measuring the display with a bank card: by staff, at the desk or before there is an office.

#include "tests/check.h"

#include <math.h>
#include <string.h>

#include "kiosk/display.h"
#include "kiosk/screens.h"
#include "tests/kiosk/kiosk_support.h"

#define HALF_A_MM 0.5

static struct support support;

static int open_support(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_BANK);
    return 0;
}

static int close_support(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static void at_a_new_kiosk(void)
{
    support_start(&support);
    support.kiosk.store.enrolled = false;
    kiosk_home(&support.kiosk);
    stage_event(&support.kiosk.stage, NULL);
    support_is_on(&support, "new-kiosk");
    support_to_page_of(&support, "measure");
    support_tap(&support, "#measure");
    support_is_on(&support, "measure");
}

static void leave_new_kiosk(void)
{
    support_tap(&support, "#back");
    support_is_on(&support, "new-kiosk");
    support.kiosk.store.enrolled = true;
}

// The frame in true millimetres, on a display that is truly so wide.
static double frame_on(double true_width)
{
    const struct ui *ui = &support.ui;

    return ui_node(ui, "card")->box.w * true_width / ui->display.width_mm;
}

// What somebody with a card does: looks, and touches one button or the other.
static void fit_a_card(double true_width)
{
    while (fabs(frame_on(true_width) - DISPLAY_CARD_WIDE) > HALF_A_MM) {
        support_tap(&support, frame_on(true_width) < DISPLAY_CARD_WIDE ? "#larger" : "#smaller");
        assert_true(support.touches < 30);
    }
}

static void test_screen_measure__finds_the_width_whatever_was_thought(void **state)
{
    // The smallest and largest that are of use with these pixels, and some between.
    static const double widths[] = {225, 294, 345, 474, 476, 600, 1200};
    struct ui_display display;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        support.ui.display = (struct ui_display){1920, 1080, 476, 268};
        at_a_new_kiosk();
        fit_a_card(widths[i]);
        support_tap(&support, "#fits");
        assert_true(support_sees(&support, "Saved:"));
        assert_true(fabs(support.ui.display.width_mm - widths[i]) <= 0.008 * widths[i]);
        assert_true(fabs(frame_on(widths[i]) - DISPLAY_CARD_WIDE) <= 0.008 * DISPLAY_CARD_WIDE);
        check_ok(display_recall(&display, support.kiosk.data, &support.ui.display, &err), &err);
        assert_true(display.width_mm == support.ui.display.width_mm);
        leave_new_kiosk();
    }
}

static void test_screen_measure__is_as_large_as_a_card_where_the_width_is_right(void **state)
{
    (void)state;
    support.ui.display = (struct ui_display){1280, 800, 218, 136};
    at_a_new_kiosk();
    assert_true(fabs(ui_node(&support.ui, "card")->box.w - 85.60) < 0.01);
    assert_true(fabs(ui_node(&support.ui, "card")->box.h - 53.98) < 0.01);
    leave_new_kiosk();
}

// A display of seven inches, thought to be one of 12: no width is kept with which nothing starts.
static void test_screen_measure__says_when_the_display_is_too_small(void **state)
{
    struct ui_display display;
    struct err err;

    (void)state;
    support.ui.display = (struct ui_display){1600, 1200, 244, 183};
    at_a_new_kiosk();
    for (int i = 0; i < 10; i++)
        support_tap(&support, "#larger");
    assert_true(support_sees(&support, "This screen is too small"));
    support_tap(&support, "#fits");
    check_ok(display_recall(&display, support.kiosk.data, &support.ui.display, &err), &err);
    check_ok(display_has_room(&display, &err), &err);
    support_to_page_of(&support, "smaller");
    support_tap(&support, "#smaller");
    assert_false(support_sees(&support, "This screen is too small"));
    leave_new_kiosk();
}

// Frame, both buttons and "It fits" are of no use on different pages.
static void test_screen_measure__stands_on_one_page_even_on_a_small_display(void **state)
{
    (void)state;
    support.ui.display = (struct ui_display){1280, 800, 218, 136};
    at_a_new_kiosk();
    assert_int_equal(support.ui.page_count, 1);
    leave_new_kiosk();
}

static void test_screen_measure__is_reached_from_the_desk_and_goes_back_there(void **state)
{
    (void)state;
    support.ui.display = (struct ui_display){1920, 1080, 476, 268};
    support_start(&support);
    support_tap(&support, "Desk");
    support_is_on(&support, "desk-card");
    support_scan(&support, &support.office.payer);
    support_type(&support, OFFICE_PIN);
    support_tap(&support, "Unlock");
    support_is_on(&support, "desk");
    support_tap(&support, "#tasks");
    support_tap(&support, "#measure");
    support_is_on(&support, "measure");
    support_tap(&support, "#back");
    support_is_on(&support, "desk-tasks");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screen_measure__finds_the_width_whatever_was_thought),
        cmocka_unit_test(test_screen_measure__is_as_large_as_a_card_where_the_width_is_right),
        cmocka_unit_test(test_screen_measure__says_when_the_display_is_too_small),
        cmocka_unit_test(test_screen_measure__stands_on_one_page_even_on_a_small_display),
        cmocka_unit_test(test_screen_measure__is_reached_from_the_desk_and_goes_back_there),
    };

    return cmocka_run_group_tests(tests, open_support, close_support);
}
