// SPDX-License-Identifier: Apache-2.0

/* The picture of a ticket: live, taken, taken again, left to the desk, and without a camera. */

#include <string.h>

#include "kiosk/input_camera.h"
#include "kiosk/screens.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"
#include "tests/kiosk/place.h"

static struct support support;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static void to_ticket(enum live_state camera)
{
    support.kiosk.live.state = camera;
    support_arrive(&support, 1);
    support_tap(&support, "Yes, now");
    support_tap(&support, "#none");
    support_tap(&support, "Next");
    support_tap(&support, "#bus");
    support_tap(&support, "Next");
    support_type(&support, "3");
    support_tap(&support, "#here");
    support_tap(&support, "Next");
    support_is_on(&support, "ticket");
}

// As the loop does it when the camera has a frame.
static void see(void)
{
    struct bytes jpeg = {0};

    place_jpeg(&jpeg);
    live_add(&support.kiosk.live, &jpeg);
    stage_event(&support.kiosk.stage, NULL);
}

static bool shows_live(void)
{
    for (size_t i = 0; i < support.ui.node_count; i++)
        if (support.ui.nodes[i].photo.live)
            return true;
    return false;
}

static const struct visit_line *line(void)
{
    return &support.kiosk.visit.lines[support.kiosk.visit.at];
}

static void test_screen_ticket__shows_what_the_camera_sees_and_takes_it(void **state)
{
    (void)state;
    to_ticket(LIVE_OFF);
    assert_true(shows_live()); // which is what opens the camera
    assert_true(support_sees(&support, "The camera is on while this page is open."));
    see();
    assert_true(shows_live());
    assert_true(ui_node(&support.ui, "photo")->private);
    support_tap(&support, "Take the picture");
    assert_true(support_sees(&support, "Can you read the ticket?"));
    assert_false(shows_live()); // and it is closed
    assert_true(line()->picture.length > 0);
    support_tap(&support, "Take it again");
    assert_true(shows_live());
    assert_int_equal(line()->picture.length, 0);
}

static void test_screen_ticket__nothing_seen_yet_is_no_picture(void **state)
{
    (void)state;
    to_ticket(LIVE_OFF);
    support_tap(&support, "Take the picture");
    assert_true(support_sees(&support, "That picture did not work."));
    assert_int_equal(line()->picture.length, 0);
    see();
    support_tap(&support, "Take the picture");
    assert_true(line()->picture.length > 0);
}

static void test_screen_ticket__help_hides_the_picture_and_closes_the_camera(void **state)
{
    (void)state;
    to_ticket(LIVE_OFF);
    see();
    support_tap(&support, "#help");
    assert_false(shows_live());
    support_tap(&support, "#help.close");
    assert_true(shows_live());
    support_tap(&support, "#finish");
    support_is_on(&support, "welcome");
    assert_false(shows_live());
}

static void test_screen_ticket__the_desk_is_always_an_answer(void **state)
{
    (void)state;
    to_ticket(LIVE_OFF);
    support_tap(&support, "The desk will take the picture");
    assert_string_not_equal(support.kiosk.stage.screen->name, "ticket");
    assert_int_equal(line()->picture.length, 0);
}

static void test_screen_ticket__a_camera_that_is_gone_loses_nobody_their_money(void **state)
{
    (void)state;
    to_ticket(LIVE_OFF);
    see();
    support.kiosk.live.state = LIVE_GONE; // unplugged
    stage_event(&support.kiosk.stage, NULL);
    assert_true(support_sees(&support, "The camera is not working now"));
    assert_true(support_sees(&support, "you lose nothing"));
    assert_false(shows_live());
    support_tap(&support, "Back");
    support_tap(&support, "Next");
    support_is_on(&support, "ticket");
    assert_true(shows_live()); // tried again when the screen comes again
    support.kiosk.live.state = LIVE_GONE;
    stage_event(&support.kiosk.stage, NULL);
    support_tap(&support, "Next");
    assert_string_not_equal(support.kiosk.stage.screen->name, "ticket");
    assert_int_equal(support.kiosk.visit.lines[0].pence, 300);
    assert_true(support.kiosk.visit.lines[0].proof == VISIT_HERE);
}

static void test_screen_ticket__without_a_camera_it_waits_for_the_scanner(void **state)
{
    (void)state;
    to_ticket(LIVE_NONE);
    assert_false(shows_live());
    assert_true(support_sees(&support, "The picture comes by itself."));
    support_photo(&support, support_jpeg(&support));
    assert_true(support_sees(&support, "Can you read the ticket?"));
}

int main(void)
{
#define AT_KIOSK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        AT_KIOSK(test_screen_ticket__shows_what_the_camera_sees_and_takes_it),
        AT_KIOSK(test_screen_ticket__nothing_seen_yet_is_no_picture),
        AT_KIOSK(test_screen_ticket__help_hides_the_picture_and_closes_the_camera),
        AT_KIOSK(test_screen_ticket__the_desk_is_always_an_answer),
        AT_KIOSK(test_screen_ticket__a_camera_that_is_gone_loses_nobody_their_money),
        AT_KIOSK(test_screen_ticket__without_a_camera_it_waits_for_the_scanner),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
