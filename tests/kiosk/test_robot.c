// SPDX-License-Identifier: Apache-2.0

// The robot on a small kiosk of its own: a screen to type on, and one that thanks.

#include "tests/check.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kiosk/display.h"
#include "kiosk/input.h"
#include "kiosk/render.h"
#include "kiosk/robot.h"
#include "kiosk/settings.h"
#include "shared/bytes.h"
#include "shared/str.h"

struct kiosk {
    struct ui ui;
    struct stage stage;
};

struct typing {
    char typed[UI_TYPED_SIZE];
    char seen[UI_TYPED_SIZE]; // what the camera read
};

static const struct screen screen_typing, screen_thanks;

static void frame_typing(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct typing *state = data;
    const char *code = ui_scan(ui);

    if (code)
        assert(str_copy(state->seen, sizeof state->seen, code));
    ui_page(ui, "g.find.bar");
    ui_field(ui, "typed", "g.find.field", state->typed);
    ui_number(ui, "seen", *state->seen ? state->seen : "-");
    ui_keyboard(ui, "keys", state->typed, sizeof state->typed, UI_KEYBOARD_LETTERS);
    if (ui_go(ui, "next", "next"))
        stage_go(&kiosk->stage, &screen_thanks);
}

static void frame_thanks(struct kiosk *kiosk, void *data, struct ui *ui)
{
    (void)data;
    ui_page(ui, "g.done.bar");
    ui_title(ui, "thanks", "g.done.title");
    if (ui_back(ui))
        stage_go(&kiosk->stage, &screen_typing);
}

static const struct screen screen_typing = {
    .name = "typing", .state_size = sizeof(struct typing), .frame = frame_typing};
static const struct screen screen_thanks = {.name = "thanks", .frame = frame_thanks};

static void forget(struct kiosk *kiosk)
{
    stage_end(&kiosk->stage, &screen_typing);
}

static bool is_personal(const struct kiosk *kiosk)
{
    return kiosk->stage.screen == &screen_thanks;
}

static int run(void *data, int fd)
{
    struct kiosk kiosk = {0};
    struct robot_child *child = NULL;
    struct render *render = NULL;
    struct input *input = NULL;
    struct config *config = NULL;
    struct ui_display display;
    struct err err;
    bool ok;

    (void)data;
    ok = bytes_write_file("kiosk.conf", "", 0, 0600, &err) &&
         config_open(&config, "kiosk.conf", settings_keys, settings_key_count, &err) &&
         display_read(&display, "1920x1080@476x268", &err) && words_open(GALLERY_WORDS, &err) &&
         render_open(&render, &display, GALLERY_ASSETS, RENDER_HIDDEN, &err);
    if (!ok)
        return 1;
    ui_init(&kiosk.ui, &display, render_metrics(render));
    kiosk.stage =
        (struct stage){.ui = &kiosk.ui, .kiosk = &kiosk, .forget = forget, .personal = is_personal};
    stage_go(&kiosk.stage, &screen_typing);
    ok = input_open(&input, &kiosk.stage, render, config, &err) &&
         robot_serve(&child, fd, &kiosk.stage, render, input, &err);
    if (ok)
        input_run(input);
    input_close(input);
    config_close(config);
    robot_free(child);
    stage_clear(&kiosk.stage);
    ui_clear(&kiosk.ui);
    render_close(render);
    return ok ? 0 : 1;
}

// Plays a script; what it says on stderr stands in `said`.
static int play(const char *text, struct bytes *said)
{
    struct robot_plan plan = {"visit.robot", "out", run, NULL};
    struct err err;
    int kept = dup(STDERR_FILENO);
    int file = open("said", O_RDWR | O_CREAT | O_TRUNC, 0600);
    int status;

    check_ok(bytes_write_file("visit.robot", text, strlen(text), 0600, &err), &err);
    dup2(file, STDERR_FILENO);
    status = robot_play(&plan);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(file);
    bytes_clear(said);
    check_ok(bytes_read_file(said, "said", 100000, &err), &err);
    return status;
}

static void check_plays(const char *text)
{
    struct bytes said = {0};

    if (play(text, &said) != 0)
        fail_msg("%s", bytes_text(&said));
    bytes_clear(&said);
}

static void check_stops(const char *text, const char *expected)
{
    struct bytes said = {0};
    int status = play(text, &said);

    if (status != 1 || !strstr(bytes_text(&said), expected))
        fail_msg("status %d, and it said: %s", status, bytes_text(&said));
    bytes_clear(&said);
}

static void test_robot__taps_types_and_looks(void **state)
{
    (void)state;
    check_plays("# a visit\n"
                "expect-screen typing\n"
                "type \"SIÂNLLOYD\"\n"
                "\n"
                "expect \"SIÂNLLOYD\"  # accents and double letters\n");
}

static void test_robot__goes_on_by_words_id_place_and_key(void **state)
{
    (void)state;
    check_plays("tap \"Ne\"\n"
                "expect-screen thanks\n"
                "expect-speech \"Back. Button.\"\n"
                "tap #back\n"
                "expect-screen typing\n"
                "hold 1200 #next\n"
                "expect-not \"Letters\"\n"
                "key Tab\nkey Space\n" // the first below the bar is Back
                "expect-screen typing\n"
                "touch 0 0\n"
                "expect-screen typing\n"
                "key D\nkey A\nkey Backspace\n"
                "expect \"D\"\n");
}

static void test_robot__shows_codes_and_makes_time_pass(void **state)
{
    (void)state;
    check_plays("scan \"DIOLCH:1:M:ABC\"\n"
                "expect \"DIOLCH:1:M:ABC\"\n"
                "tap \"Next\"\n"
                "wait 301s\n"
                "expect \"Are you still there?\"\n"
                "wait 45s\n"
                "expect-screen typing\n"
                "expect-not \"DIOLCH\"\n");
}

static void test_robot__restarts_and_kills(void **state)
{
    (void)state;
    check_plays("type \"AB\"\n"
                "restart\n"
                "expect-not \"AB\"\n"
                "tap \"Next\"\n"
                "kill\n"
                "expect-screen typing\n");
}

static void test_robot__leaves_a_picture_and_its_tree(void **state)
{
    struct bytes tree = {0};
    struct bytes picture = {0};
    struct err err;

    (void)state;
    check_plays("type \"DAV\"\nshot first\n");
    check_ok(bytes_read_file(&tree, "out/first.json", 1 << 20, &err), &err);
    check_ok(bytes_read_file(&picture, "out/first.png", 1 << 24, &err), &err);
    assert_non_null(strstr(bytes_text(&tree), "\"screen\":\"typing\""));
    assert_non_null(strstr(bytes_text(&tree), "\"value\":\"DAV\""));
    assert_memory_equal(picture.data + 1, "PNG", 3);
    bytes_clear(&tree);
    bytes_clear(&picture);
}

static void test_robot__says_at_which_line_what_was_not_seen(void **state)
{
    (void)state;
    check_stops("tap \"Next\"\nexpect \"Sorry\"\n",
                "visit.robot:2: expect Sorry: not on the screen (screen thanks)");
    check_stops("expect-screen thanks\n", "visit.robot:1:");
    check_stops("expect-not \"Next\"\n", "it is on the screen");
    check_stops("tap \"Helicopter\"\n", "nothing on the screen has this name alone");
    check_stops("tap \"Find your name\"\n", "it cannot be touched");
    check_stops("type \"a%\"\n", "no key");
    check_stops("dance\n", "there is no such step");
    check_stops("tap \"Next\n", "cannot be read");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_robot__taps_types_and_looks),
        cmocka_unit_test(test_robot__goes_on_by_words_id_place_and_key),
        cmocka_unit_test(test_robot__shows_codes_and_makes_time_pass),
        cmocka_unit_test(test_robot__restarts_and_kills),
        cmocka_unit_test(test_robot__leaves_a_picture_and_its_tree),
        cmocka_unit_test(test_robot__says_at_which_line_what_was_not_seen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
