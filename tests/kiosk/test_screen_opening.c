// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "kiosk/desk_unplanned.h"
#include "kiosk/vault.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

#define HOUR_MS INT64_C(3600000)
static const char CODE[] = "4071882359016634";

static struct support support;

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH); // 9:55
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

static void say(enum record_kind kind, const void *body)
{
    struct err err;

    check_ok(office_say(&support.office, &support.kiosk.store, kind, body, &err), &err);
    kiosk_receive(&support.kiosk);
}

// Power was cut: no meeting is open, and no key is anywhere but on cards.
static void lose_power(void)
{
    struct err err;

    check_ok(vault_destroy(support.kiosk.run, &err), &err);
    support_restart(&support);
    support_is_on(&support, "closed");
}

static void set_host(const struct card *card, struct id staff, bool is_host)
{
    struct body_payer_set body = {.staff = staff, .host = is_host};

    card_id(body.card, card);
    card_hash_pin(body.pin_hash, card, OFFICE_PIN);
    say(RECORD_PAYER_SET, &body);
}

static void seal_tin(void)
{
    struct err err;

    check_ok(office_seal_tin(&support.office, &support.kiosk.store, CODE, 1000, &err), &err);
    kiosk_receive(&support.kiosk);
}

static void to_unplanned_end(const char *time)
{
    support_tap(&support, "#unplanned");
    support_tap(&support, "#next");
    support_type(&support, time);
    support_tap(&support, "#next");
}

// Another meeting's host, after a power cut, to the tin's code.
static void to_tin(void)
{
    struct card card;

    card_make(&card, CARD_HOST);
    set_host(&card, id_new(), true);
    seal_tin();
    lose_power();
    support_scan(&support, &card);
    support_is_on(&support, "opening");
    assert_null(ui_node(&support.ui, "open"));
    support_to_page_of(&support, "tin");
    support_tap(&support, "#tin");
    support_is_on(&support, "desk-tin");
    support_type(&support, CODE);
}

static void test_screen_opening__another_meetings_host_may_use_the_tins_code(void **state)
{
    (void)state;
    to_tin();
    support_tap(&support, "#next");
    support_scan(&support, &support.office.payer);
    support_type(&support, "135791");
    support_tap(&support, "#unlock");
    support_is_on(&support, "opening");
    support_tap(&support, "#open");
    support_is_on(&support, "welcome");
    assert_true(id_equal(support.kiosk.roster.meeting, support.office.meeting));
}

static bool asked_to_wait;

static void paint(void *data, const struct ui *ui)
{
    (void)data;
    asked_to_wait = asked_to_wait || ui_node(ui, "wait.title");
}

// For a secret, not for the disk.
static bool waits_after(const char *what)
{
    support.kiosk.stage.took_ms[STAGE_SAVES] = 0;
    asked_to_wait = false;
    support.kiosk.stage.paint = paint;
    support_tap(&support, what);
    support.kiosk.stage.paint = NULL;
    return asked_to_wait;
}

// How long a secret takes here nobody knows the first time; after that, as long as the last one.
static void test_screen_opening__code_and_pin_ask_to_wait(void **state)
{
    (void)state;
    to_tin();
    assert_true(waits_after("#next"));
    support_scan(&support, &support.office.payer);
    support_type(&support, "135791");
    support.kiosk.stage.took_ms[STAGE_SECRETS] = STAGE_LONG_MS;
    assert_true(waits_after("#unlock"));
}

// What their card opens they open with it: there is nothing to use up.
static void test_screen_opening__offers_no_code_for_what_the_card_opens(void **state)
{
    (void)state;
    seal_tin();
    lose_power();
    support_scan(&support, &support.office.host);
    support_tap(&support, "#day");
    assert_null(ui_node(&support.ui, "tin"));
}

static void test_screen_opening__says_that_a_meeting_is_at_most_twelve_hours(void **state)
{
    (void)state;
    when_release();
    when_start_at(support.office.start_ms - 3 * HOUR_MS); // 7:00, another day's host
    lose_power();
    support_scan(&support, &support.office.host);
    support_tap(&support, "#day");
    to_unplanned_end("1901");
    support_must_see(&support, "A meeting lasts 12 hours at most.");
    for (int i = 0; i < 4; i++)
        support_tap(&support, "#keys.delete");
    support_type(&support, "1900");
    support_tap(&support, "#next");
    support_must_see(&support, "A meeting that was not planned, from 07:00 to 19:00");
    support_tap(&support, "#open");
    support_is_on(&support, "welcome");
}

// The clock is put back afterwards: then the end is too far, and is asked for again.
static void test_screen_opening__asks_the_end_again_when_the_time_was_wrong(void **state)
{
    (void)state;
    lose_power();
    support_scan(&support, &support.office.host);
    support_tap(&support, "#day");
    to_unplanned_end("1900");
    support_tap(&support, "#wrong");
    support_type(&support, "0655");
    support_tap(&support, "#next");
    support_must_see(&support, "A meeting lasts 12 hours at most.");
    support_type(&support, "1800");
    support_tap(&support, "#next");
    support_must_see(&support, "from 06:55 to 18:00");
}

static void test_screen_opening__a_second_try_does_not_set_the_clock_back(void **state)
{
    int64_t before_ms;

    (void)state;
    lose_power();
    support_scan(&support, &support.office.host);
    support_tap(&support, "#day");
    to_unplanned_end("1200");
    set_host(&support.office.host, support.office.host_id, false);
    support_tap(&support, "#open");
    support_is_on(&support, "opening");
    support_must_see(&support, "The meeting was not opened.");
    set_host(&support.office.host, support.office.host_id, true);
    when_advance(HOUR_MS / 2);
    before_ms = when_now_ms();
    support_tap(&support, "#open");
    support_is_on(&support, "welcome");
    assert_true(when_now_ms() >= before_ms);
    assert_true(support.kiosk.roster.planned.start_ms >= before_ms);
}

// Of a meeting from 22:05 to 0:35 that was open when the power went.
static void open_in_the_evening(void)
{
    struct err err;

    when_advance(INT64_C(12) * HOUR_MS + HOUR_MS / 12);
    db_close(support.office.db); // it is made anew
    check_ok(office_plan_next(&support.office, &support.kiosk.store, &err), &err);
    kiosk_receive(&support.kiosk);
}

static void test_screen_opening__a_meeting_over_midnight_is_opened_again_after_it(void **state)
{
    (void)state;
    open_in_the_evening();
    when_advance(INT64_C(2) * HOUR_MS + HOUR_MS / 2);
    lose_power();
    support_scan(&support, &support.office.host);
    support_must_see(&support, "22:05");
    support_tap(&support, "#open");
    support_is_on(&support, "welcome");
    assert_true(id_equal(support.kiosk.roster.meeting, support.office.meeting));
}

// The clock stood still with the power: what the host keys is the time after midnight.
static void test_screen_opening__a_time_after_midnight_is_the_next_days(void **state)
{
    int64_t before_ms;

    (void)state;
    open_in_the_evening();
    lose_power();
    before_ms = when_now_ms(); // 22:00
    support_scan(&support, &support.office.host);
    support_tap(&support, "#wrong");
    support_type(&support, "0020");
    support_tap(&support, "#next");
    support_tap(&support, "#open");
    support_is_on(&support, "welcome");
    assert_true(when_now_ms() - before_ms > INT64_C(2) * HOUR_MS);
    assert_true(when_now_ms() - before_ms < INT64_C(3) * HOUR_MS);
    assert_true(id_equal(support.kiosk.roster.meeting, support.office.meeting));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_screen_opening__another_meetings_host_may_use_the_tins_code),
        TEST(test_screen_opening__code_and_pin_ask_to_wait),
        TEST(test_screen_opening__offers_no_code_for_what_the_card_opens),
        TEST(test_screen_opening__says_that_a_meeting_is_at_most_twelve_hours),
        TEST(test_screen_opening__asks_the_end_again_when_the_time_was_wrong),
        TEST(test_screen_opening__a_second_try_does_not_set_the_clock_back),
        TEST(test_screen_opening__a_meeting_over_midnight_is_opened_again_after_it),
        TEST(test_screen_opening__a_time_after_midnight_is_the_next_days),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
