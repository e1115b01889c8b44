// SPDX-License-Identifier: Apache-2.0

/* "Please wait a moment", before what takes more than a second (TIM-10). */

#include "tests/check.h"

#include <string.h>

#include "kiosk/robot_voice.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/kiosk/hand.h"

struct kiosk {
    struct ui ui;
    struct stage stage;
};

static struct kiosk kiosk;

// Keeps something for good, on a disk that takes so many ms.
static int64_t disk_ms;
static int kept;

static void slow_frame(struct kiosk *k, void *state, struct ui *ui)
{
    (void)state;
    ui_page(ui, "ask.bar");
    ui_back(ui);
    if (!ui_go(ui, "next", "next"))
        return;
    stage_work(&k->stage, STAGE_SAVES);
    kept++;
    when_advance(disk_ms);
    stage_work(&k->stage, STAGE_SAVES); // and once more in the same touch
}

static const struct screen screen_slow = {.name = "slow", .frame = slow_frame};

// What was painted before something was begun: its title, "" for nothing; and what was kept by
// then.
static char painted[64];
static int times_painted;
static int kept_when_painted;

static void paint(void *data, const struct ui *ui)
{
    const struct ui_node *title = ui_node(ui, "wait.title");

    (void)data;
    str_copy(painted, sizeof painted, title ? ui_text(ui, title) : "?");
    times_painted++;
    kept_when_painted = kept;
}

static void keep_on_a_disk(int64_t ms)
{
    painted[0] = '\0';
    times_painted = 0;
    disk_ms = ms;
    when_advance(2000);
    hand_tap(&kiosk.stage, "#next");
}

static int begin(void **state)
{
    (void)state;
    memset(&kiosk, 0, sizeof kiosk);
    kept = 0;
    hand_open(&kiosk.ui, "1920x1080@476x268");
    kiosk.stage = (struct stage){.ui = &kiosk.ui, .kiosk = &kiosk, .paint = paint};
    stage_go(&kiosk.stage, &screen_slow);
    stage_event(&kiosk.stage, NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    stage_clear(&kiosk.stage);
    ui_clear(&kiosk.ui);
    return 0;
}

// It is said before the work is begun, and the work is done once.
static void test_stage__what_takes_long_asks_to_wait_first(void **state)
{
    (void)state;
    keep_on_a_disk(20);
    assert_string_equal(painted, ""); // nothing flashes by
    keep_on_a_disk(1500);
    keep_on_a_disk(1500);
    assert_string_equal(painted, "Please wait a moment");
    assert_int_equal(times_painted, 1);
    assert_int_equal(kept_when_painted, 2); // before the third
    assert_int_equal(kept, 3);
    assert_non_null(ui_node(&kiosk.ui, "next")); // and the page is there again
    keep_on_a_disk(20);
    assert_string_equal(painted, "Please wait a moment");
    keep_on_a_disk(20); // the disk is well again
    assert_string_equal(painted, "");
    assert_int_equal(kept, 5);
}

// What keeps nothing says nothing about the disk.
static void test_stage__a_touch_with_no_work_does_not_count(void **state)
{
    (void)state;
    keep_on_a_disk(1500);
    when_advance(2000);
    hand_tap(&kiosk.stage, "#back");
    keep_on_a_disk(1500);
    assert_string_equal(painted, "Please wait a moment");
}

// Nobody waits for what the office sent.
static void test_stage__work_that_nobody_began_asks_nobody_to_wait(void **state)
{
    (void)state;
    painted[0] = '\0';
    kiosk.stage.took_ms[STAGE_SAVES] = 1500;
    stage_work(&kiosk.stage, STAGE_SAVES);
    assert_string_equal(painted, "");
}

// A slow disk is known from the start (kiosk_open), so the first visitor is told too.
static void test_stage__who_listens_is_asked_to_wait_too(void **state)
{
    struct robot_voice voice;

    (void)state;
    kiosk.stage.took_ms[STAGE_SAVES] = 1000;
    kiosk.stage.listen.speaker = true;
    robot_voice_init(&voice);
    listen_begin(&kiosk.stage.listen, &kiosk.ui, &voice.voice);
    kiosk.ui.prefs.speech = true;
    robot_voice_forget(&voice);
    keep_on_a_disk(1500);
    assert_string_equal(painted, "Please wait a moment");
    assert_non_null(strstr(bytes_text(&voice.heard), "Please wait"));
    assert_int_equal(kept, 1);
    robot_voice_clear(&voice);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_stage__what_takes_long_asks_to_wait_first, begin, end),
        cmocka_unit_test_setup_teardown(test_stage__a_touch_with_no_work_does_not_count, begin,
                                        end),
        cmocka_unit_test_setup_teardown(test_stage__work_that_nobody_began_asks_nobody_to_wait,
                                        begin, end),
        cmocka_unit_test_setup_teardown(test_stage__who_listens_is_asked_to_wait_too, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
