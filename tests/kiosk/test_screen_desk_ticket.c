// SPDX-License-Identifier: Apache-2.0

/* Tickets at the desk: photographed there, only looked at, or as the visitor photographed them. */

#include "kiosk/desk_ticket.h"
#include "kiosk/example.h"
#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"
#include "tests/kiosk/place.h"

static struct support support;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    support_open_float(&support);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static void see(void (*make)(struct bytes *out))
{
    struct bytes jpeg = {0};

    make(&jpeg);
    live_clear(&support.kiosk.live);
    live_add(&support.kiosk.live, &jpeg);
    stage_event(&support.kiosk.stage, NULL);
}

static void to_ticket(void)
{
    support_arrive(&support, 1);
    support_tap(&support, "Yes, now");
    support_tap(&support, "#none");
    support_tap(&support, "Next");
    support_tap(&support, "#bus");
    support_tap(&support, "Next");
    support_type(&support, "3");
    support_tap(&support, "Next");
    support_tap(&support, "#here");
}

static void go_on_to(const char *id)
{
    for (int i = 0; i < 8 && !ui_node(&support.ui, id); i++) {
        if (ui_node(&support.ui, "bank"))
            support_tap(&support, "#bank");
        if (ui_node(&support.ui, "photographs"))
            support_tap(&support, "#none");
        support_tap(&support, ui_node(&support.ui, "more") ? "#more" : "Next");
    }
}

static void save(void)
{
    go_on_to("yes");
    support_tap(&support, "#yes");
    support_is_on(&support, "done");
}

static void to_desk(void)
{
    support_start(&support);
    support_to_desk(&support, &support.office.payer);
}

// The visitor leaves it to the desk, which opens the claim.
static void leave_to_desk(enum live_state camera)
{
    support.kiosk.live.state = camera;
    to_ticket();
    support_tap(&support, "The desk will take the picture");
    save();
    assert_true(support_sees(&support, "Please show your ticket at the desk."));
    to_desk();
}

static bool was_taken_by_desk(void)
{
    struct body_receipt_taken body;

    support_last(&support, RECORD_RECEIPT_TAKEN, &body);
    return str_equal(body.by, "desk") && str_equal(body.ref, "X1");
}

static void test_screen_desk_ticket__one_touch_photographs_and_ticks(void **state)
{
    struct ticket none = {.count = 0};
    struct err err;

    (void)state;
    leave_to_desk(LIVE_OFF);
    support_to_page_of(&support, "seen.x1");
    support_tap(&support, "#seen.x1");
    support_is_on(&support, "desk-ticket");
    assert_true(support_sees(&support, "The camera is on"));
    see(place_jpeg);
    support_tap(&support, "#take");
    support_is_on(&support, "desk");
    assert_int_equal(support_count(&support, RECORD_RECEIPT_TAKEN), 1);
    assert_int_equal(support_count(&support, RECORD_EVIDENCE_SEEN), 1);
    assert_true(was_taken_by_desk());
    support_to_page_of(&support, "ticket"); // its picture
    assert_true(support_sees(&support, "We have seen this ticket."));
    assert_false(support_sees(&support, "Photograph the ticket"));
    check_ok(desk_ticket_see(&support.kiosk, "X1", &none, &err), &err);
    assert_int_equal(support_count(&support, RECORD_EVIDENCE_SEEN), 1); // once is enough
}

static void test_screen_desk_ticket__a_scanners_picture_does_so_without_a_touch(void **state)
{
    (void)state;
    leave_to_desk(LIVE_NONE);
    support_to_page_of(&support, "seen.x1");
    support_tap(&support, "#seen.x1");
    assert_true(support_sees(&support, "Is there a scanner here?"));
    support_photo(&support, support_jpeg(&support));
    support_is_on(&support, "desk");
    assert_true(was_taken_by_desk());
    assert_int_equal(support_count(&support, RECORD_EVIDENCE_SEEN), 1);
}

static void test_screen_desk_ticket__without_a_picture_it_is_ticked(void **state)
{
    (void)state;
    leave_to_desk(LIVE_OFF);
    support_to_page_of(&support, "seen.x1");
    support_tap(&support, "#seen.x1");
    support.kiosk.live.state = LIVE_GONE;
    stage_event(&support.kiosk.stage, NULL);
    assert_true(support_sees(&support, "Please look at the ticket yourself."));
    support_tap(&support, "I have seen the ticket");
    support_is_on(&support, "desk");
    assert_int_equal(support_count(&support, RECORD_RECEIPT_TAKEN), 0);
    assert_int_equal(support_count(&support, RECORD_EVIDENCE_SEEN), 1);
}

static void test_screen_desk_ticket__with_no_camera_the_desk_ticks_at_once(void **state)
{
    (void)state;
    support.kiosk.receipt_photo = KIOSK_PHOTO_NONE;
    to_ticket();
    save();
    to_desk();
    support_to_page_of(&support, "seen.x1");
    support_tap(&support, "I have seen the ticket");
    support_is_on(&support, "desk");
    assert_true(support_sees(&support, "We have seen this ticket."));
    assert_int_equal(support_count(&support, RECORD_EVIDENCE_SEEN), 1);
    support_to_page_of(&support, "pay"); // which ticks nothing twice
    support_tap(&support, "#pay");
    support_tap(&support, "#got");
    assert_int_equal(support_count(&support, RECORD_CASH_PAID), 1);
    assert_int_equal(support_count(&support, RECORD_EVIDENCE_SEEN), 1);
}

static void test_screen_desk_ticket__shows_each_picture_the_visitor_took(void **state)
{
    (void)state;
    support.kiosk.live.state = LIVE_OFF;
    to_ticket();
    see(place_jpeg);
    support_tap(&support, "#take");
    support_tap(&support, "Take another picture");
    see(example_ticket);
    support_tap(&support, "#take");
    go_on_to("line.1.see");
    assert_true(support_sees(&support, "2 pictures of the ticket"));
    support_tap(&support, "#line.1.see");
    support_is_on(&support, "ticket");
    support_tap(&support, "Next");
    support_is_on(&support, "check"); // and nothing in between
    save();
    assert_false(support_sees(&support, "Please show your ticket at the desk."));
    to_desk();
    support_to_page_of(&support, "ticket");
    assert_false(support_sees(&support, "Photograph the ticket"));
    assert_true(support_sees(&support, "Picture 1 of 2"));
    support_tap(&support, "#ticket.other");
    assert_true(support_sees(&support, "Picture 2 of 2"));
}

int main(void)
{
#define AT_KIOSK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        AT_KIOSK(test_screen_desk_ticket__one_touch_photographs_and_ticks),
        AT_KIOSK(test_screen_desk_ticket__a_scanners_picture_does_so_without_a_touch),
        AT_KIOSK(test_screen_desk_ticket__without_a_picture_it_is_ticked),
        AT_KIOSK(test_screen_desk_ticket__with_no_camera_the_desk_ticks_at_once),
        AT_KIOSK(test_screen_desk_ticket__shows_each_picture_the_visitor_took),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
