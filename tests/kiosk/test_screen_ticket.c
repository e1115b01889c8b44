// SPDX-License-Identifier: Apache-2.0

/* The picture of a ticket: live, taken, taken again, left to the desk, and without a camera. */

#include <string.h>

#include "kiosk/example.h"
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

static void to_amount(void)
{
    support_arrive(&support, 1);
    support_tap(&support, "Yes, now");
    support_tap(&support, "#none");
    support_tap(&support, "Next");
    support_tap(&support, "#bus");
    support_tap(&support, "Next");
    support_type(&support, "3");
}

static void to_ticket(enum live_state camera)
{
    support.kiosk.live.state = camera;
    to_amount();
    support_tap(&support, "Next");
    support_tap(&support, "#here");
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

static void see_another(void)
{
    struct bytes jpeg = {0};

    example_ticket(&jpeg);
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
    assert_true(line()->ticket.count > 0);
    support_tap(&support, "Take it again");
    assert_true(shows_live());
    assert_int_equal(line()->ticket.count, 0);
}

// Both sides, or several bus tickets.
static void test_screen_ticket__takes_several_and_lets_each_go(void **state)
{
    struct ticket_picture second;

    (void)state;
    to_ticket(LIVE_OFF);
    see();
    support_tap(&support, "Take the picture");
    support_tap(&support, "Take another picture");
    assert_true(shows_live());
    see_another(); // it is sharper than the first, which is among the last few still
    live_clear(&support.kiosk.live);
    see_another();
    support_tap(&support, "Take the picture");
    assert_int_equal(line()->ticket.count, 2);
    assert_true(support_sees(&support, "Picture 2 of 2"));
    assert_false(shows_live());
    second = line()->ticket.pictures[1];
    support_tap(&support, "See the next picture");
    assert_true(support_sees(&support, "Picture 1 of 2"));
    support_tap(&support, "Remove this picture");
    support_tap(&support, "No, keep it");
    support_tap(&support, "Remove this picture");
    support_tap(&support, "Back");
    assert_int_equal(line()->ticket.count, 2); // it is asked before (TGT-13)
    assert_true(support_sees(&support, "Picture 1 of 2"));
    support_tap(&support, "Remove this picture");
    support_tap(&support, "Yes, remove it");
    assert_int_equal(line()->ticket.count, 1);
    assert_memory_equal(line()->ticket.pictures[0].hash, second.hash, TICKET_HASH_SIZE);
    assert_null(ui_node(&support.ui, "which"));
    support_tap(&support, "Take another picture");
    support_tap(&support, "Back"); // one is enough after all
    assert_int_equal(line()->ticket.count, 1);
    support_is_on(&support, "ticket");
    support_tap(&support, "Next");
    assert_string_not_equal(support.kiosk.stage.screen->name, "ticket");
}

static void test_screen_ticket__the_same_picture_is_kept_once(void **state)
{
    (void)state;
    to_ticket(LIVE_OFF);
    see();
    support_tap(&support, "Take the picture");
    support_tap(&support, "Take another picture");
    support_tap(&support, "Take the picture");
    assert_true(support_sees(&support, "We have that picture already."));
    assert_int_equal(line()->ticket.count, 1);
    assert_true(shows_live());
}

static void fill_with(int count)
{
    struct bytes jpeg = {0};
    struct err err;

    place_jpeg(&jpeg);
    while (line()->ticket.count < (size_t)count) {
        bytes_add(&jpeg, "", 1);
        check_ok(
            ticket_add(&support.kiosk.visit.lines[0].ticket, support.kiosk.roster.key, &jpeg, &err),
            &err);
    }
    bytes_clear(&jpeg);
}

static void test_screen_ticket__asks_for_no_more_than_there_is_room_for(void **state)
{
    (void)state;
    to_ticket(LIVE_OFF);
    fill_with(TICKET_PICTURES_MAX - 1);
    see();
    assert_non_null(ui_node(&support.ui, "another"));
    support_tap(&support, "Take another picture");
    support_tap(&support, "Take the picture");
    assert_true(support_sees(&support, "Picture 6 of 6"));
    assert_null(ui_node(&support.ui, "another"));
    support_photo(&support, support_jpeg(&support)); // nor does a scanner's
    assert_int_equal(line()->ticket.count, TICKET_PICTURES_MAX);
}

// Where the desk takes them, or nobody, nobody is asked for one here.
static void test_screen_ticket__is_not_there_where_the_desk_looks_at_tickets(void **state)
{
    static const enum kiosk_photo others[] = {KIOSK_PHOTO_DESK, KIOSK_PHOTO_NONE};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        support.kiosk.receipt_photo = others[i];
        to_amount();
        support_tap(&support, "Next");
        support_tap(&support, "#here");
        support_is_on(&support, "fee");
        assert_true(support.kiosk.visit.lines[0].proof == VISIT_HERE);
    }
}

// --- nobody must aim, or see ---

// As the loop does it when a ticket has come to lie on the tray.
static const char *find(void)
{
    robot_voice_forget(&support.voice);
    support.kiosk.live.found = true;
    stage_found(&support.kiosk.stage);
    stage_event(&support.kiosk.stage, NULL);
    return bytes_text(&support.voice.heard);
}

static void lose(void)
{
    support.kiosk.live.found = false;
    stage_event(&support.kiosk.stage, NULL);
    stage_wake(&support.kiosk.stage); // what is being said ends
}

static void test_screen_ticket__says_found_by_a_sound_and_in_words(void **state)
{
    (void)state;
    to_ticket(LIVE_OFF);
    see();
    assert_false(support_sees(&support, "Found it."));
    assert_non_null(strstr(find(), "(chime)")); // for everybody, and it says nothing
    assert_null(strstr(bytes_text(&support.voice.heard), "Found"));
    assert_true(support_sees(&support, "Found it."));
    lose();
    assert_false(support_sees(&support, "Found it."));
    stage_plug(&support.kiosk.stage, true);
    lose();
    assert_non_null(strstr(find(), "Found it. Now you can take the picture."));
    assert_null(strstr(bytes_text(&support.voice.heard), "(chime)"));
    lose();
    stage_plug(&support.kiosk.stage, false);
}

static void test_screen_ticket__who_listens_to_a_loudspeaker_hears_both(void **state)
{
    int64_t ms;

    (void)state;
    to_ticket(LIVE_OFF);
    see();
    support_tap(&support, "#listen");
    lose();
    assert_non_null(strstr(find(), "(chime)"));
    ms = stage_idle(&support.kiosk.stage);
    when_advance(ms + 1000);
    stage_idle(&support.kiosk.stage);
    assert_non_null(strstr(bytes_text(&support.voice.heard), "Found it."));
}

static void test_screen_ticket__nothing_seen_yet_is_no_picture(void **state)
{
    (void)state;
    to_ticket(LIVE_OFF);
    support_tap(&support, "Take the picture");
    assert_true(support_sees(&support, "That picture did not work."));
    assert_int_equal(line()->ticket.count, 0);
    see();
    support_tap(&support, "Take the picture");
    assert_true(line()->ticket.count > 0);
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
    assert_int_equal(line()->ticket.count, 0);
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
    support_tap(&support, "#here");
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
    assert_true(support_sees(&support, "Is there a scanner here?"));
    assert_false(support_sees(&support, "The camera is on")); // there is none
    assert_false(support_sees(&support, "yellow square"));
    assert_int_equal(ui_node(&support.ui, "desk")->role, UI_GO);
    support_photo(&support, support_jpeg(&support));
    assert_true(support_sees(&support, "Can you read the ticket?"));
}

int main(void)
{
#define AT_KIOSK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        AT_KIOSK(test_screen_ticket__shows_what_the_camera_sees_and_takes_it),
        AT_KIOSK(test_screen_ticket__takes_several_and_lets_each_go),
        AT_KIOSK(test_screen_ticket__the_same_picture_is_kept_once),
        AT_KIOSK(test_screen_ticket__asks_for_no_more_than_there_is_room_for),
        AT_KIOSK(test_screen_ticket__is_not_there_where_the_desk_looks_at_tickets),
        AT_KIOSK(test_screen_ticket__says_found_by_a_sound_and_in_words),
        AT_KIOSK(test_screen_ticket__who_listens_to_a_loudspeaker_hears_both),
        AT_KIOSK(test_screen_ticket__nothing_seen_yet_is_no_picture),
        AT_KIOSK(test_screen_ticket__help_hides_the_picture_and_closes_the_camera),
        AT_KIOSK(test_screen_ticket__the_desk_is_always_an_answer),
        AT_KIOSK(test_screen_ticket__a_camera_that_is_gone_loses_nobody_their_money),
        AT_KIOSK(test_screen_ticket__without_a_camera_it_waits_for_the_scanner),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
