// SPDX-License-Identifier: Apache-2.0

/* The loop with real SDL events: what is touched while the kiosk is busy and asks to wait is meant
 * for what is there no more, and is dropped; what is touched afterwards is not (FRM-08, TIM-10). */

#include "tests/check.h"

#include <string.h>
#include <unistd.h>

#include <SDL.h>

#include "kiosk/display.h"
#include "kiosk/input.h"
#include "kiosk/settings.h"
#include "shared/bytes.h"
#include "shared/when.h"

#define LONG_MS 1500 // "Please wait" is for what takes more than a second

struct kiosk {
    struct ui ui;
    struct stage stage;
    bool personal;
};

static struct kiosk kiosk;
static struct render *render;
static struct input *input;
static int64_t work_ms; // that what is begun takes
static int next, other, taken, told;
static int folder[2]; // a pipe: the agent has something to say

// --- people ---

static void finger(Uint32 type, const char *id)
{
    const struct ui_box *box = &ui_node(&kiosk.ui, id)->box;
    SDL_Event event = {.tfinger = {.type = type, .fingerId = 1}};

    event.tfinger.x = (float)((box->x + box->w / 2) / kiosk.ui.display.width_mm);
    event.tfinger.y = (float)((box->y + box->h / 2) / kiosk.ui.display.height_mm);
    assert_int_equal(SDL_PushEvent(&event), 1);
}

static void tap(const char *id)
{
    finger(SDL_FINGERDOWN, id);
    finger(SDL_FINGERUP, id);
}

static void key(SDL_Keycode code)
{
    SDL_Event event = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = code}}};

    assert_int_equal(SDL_PushEvent(&event), 1);
}

static void click(Uint32 type)
{
    SDL_Event event = {.button = {.type = type, .button = SDL_BUTTON_LEFT, .x = 5, .y = 5}};

    assert_int_equal(SDL_PushEvent(&event), 1);
}

// Whoever sees nothing happen touches again, and elsewhere, and takes the keys.
static void be_impatient(void)
{
    tap("next");
    tap("other");
    click(SDL_MOUSEBUTTONDOWN);
    click(SDL_MOUSEBUTTONUP);
    key(SDLK_TAB);
    key(SDLK_RETURN);
    tap("other");
}

static void work(void)
{
    when_advance(work_ms);
    if (work_ms >= LONG_MS)
        be_impatient();
}

// --- a screen with two buttons, and a camera ---

static void frame(struct kiosk *k, void *state, struct ui *ui)
{
    (void)k;
    (void)state;
    ui_page(ui, "ask.bar");
    if (ui_taken(ui)) {
        taken++;
        work();
    }
    if (ui_button(ui, "other", "back"))
        other++;
    if (ui_go(ui, "next", "next")) {
        next++;
        work();
    }
}

static const struct screen screen_busy = {.name = "busy", .frame = frame};

static void stop(void *data)
{
    input_stop(data);
}

// The kiosk is busy no more, and somebody touches it.
static void touch_afterwards(void *data)
{
    (void)data;
    for (size_t i = 0; i < kiosk.ui.node_count; i++)
        assert_false(kiosk.ui.nodes[i].pressed);
    work_ms = 20;
    input_pass(input, 2000);
    tap("next");
    input_later(input, stop, input);
}

// --- what happens by itself ---

static void read_folder(void *data, int fd)
{
    char said;

    (void)data;
    assert_int_equal(read(fd, &said, 1), 1);
    told++;
    work();
    input_later(input, touch_afterwards, NULL);
}

static bool is_personal(const struct kiosk *k)
{
    return k->personal;
}

static void forget(struct kiosk *k)
{
    k->personal = false;
    stage_end(&k->stage, &screen_busy);
    work();
}

static int open(void **state)
{
    struct ui_display display;
    struct config *config;
    struct err err;

    (void)state;
    next = other = taken = told = 0;
    work_ms = 0;
    check_ok(bytes_write_file("kiosk.conf", "", 0, 0600, &err), &err);
    check_ok(config_open(&config, "kiosk.conf", settings_keys, settings_key_count, &err), &err);
    check_ok(display_read(&display, "1920x1080@476x268", &err), &err);
    check_ok(words_open(GALLERY_WORDS, &err), &err);
    check_ok(render_open(&render, &display, GALLERY_ASSETS, RENDER_HIDDEN, &err), &err);
    memset(&kiosk, 0, sizeof kiosk);
    ui_init(&kiosk.ui, &display, render_metrics(render));
    kiosk.stage =
        (struct stage){.ui = &kiosk.ui, .kiosk = &kiosk, .forget = forget, .personal = is_personal};
    stage_go(&kiosk.stage, &screen_busy);
    stage_event(&kiosk.stage, NULL);
    check_ok(input_open(&input, &kiosk.stage, render, config, &err), &err);
    assert_int_equal(pipe(folder), 0);
    check_ok(input_watch(input, folder[0], read_folder, NULL, &err), &err);
    config_close(config);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    input_close(input);
    close(folder[0]);
    close(folder[1]);
    stage_clear(&kiosk.stage);
    ui_clear(&kiosk.ui);
    render_close(render);
    return 0;
}

static void begin(void)
{
    when_advance(2000); // longer than a new screen rests
    input_later(input, touch_afterwards, NULL);
    input_run(input);
}

static void test_input__drops_what_is_touched_while_it_saves(void **state)
{
    (void)state;
    work_ms = LONG_MS;
    when_advance(2000);
    tap("next");
    begin();
    assert_int_equal(next, 2); // the first, and the one afterwards
    assert_int_equal(other, 0);
}

static void test_input__drops_what_is_touched_while_it_reads_a_picture(void **state)
{
    (void)state;
    work_ms = LONG_MS;
    input_taken(input, "no-such-picture.jpg");
    begin();
    assert_int_equal(taken, 1);
    assert_int_equal(next, 1);
    assert_int_equal(other, 0);
}

// What the agent brought, read in one go, and whoever has a finger on the glass meanwhile.
static void test_input__drops_what_is_touched_during_a_slow_reading(void **state)
{
    (void)state;
    work_ms = LONG_MS;
    when_advance(2000);
    finger(SDL_FINGERDOWN, "other");
    assert_int_equal(write(folder[1], "!", 1), 1);
    input_run(input);
    assert_int_equal(told, 1);
    assert_int_equal(next, 1);
    assert_int_equal(other, 0);
}

// The visit of whoever went away is put away, and the next is at the screen already.
static void test_input__drops_what_is_touched_while_a_visit_is_forgotten(void **state)
{
    (void)state;
    work_ms = LONG_MS;
    kiosk.personal = true;
    stage_event(&kiosk.stage, NULL);
    when_advance(400000);
    begin();
    assert_false(kiosk.personal);
    assert_int_equal(next, 1);
    assert_int_equal(other, 0);
}

// What was short drops nothing: whoever is quick is not held up.
static void touch_other(void *data)
{
    (void)data;
    input_pass(input, 2000);
    tap("other");
    input_later(input, stop, input);
}

static void test_input__drops_nothing_after_what_is_quick(void **state)
{
    (void)state;
    work_ms = 20;
    when_advance(2000);
    tap("next");
    input_later(input, touch_other, NULL);
    input_run(input);
    assert_int_equal(next, 1);
    assert_int_equal(other, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_input__drops_what_is_touched_while_it_saves, open,
                                        close_all),
        cmocka_unit_test_setup_teardown(test_input__drops_what_is_touched_while_it_reads_a_picture,
                                        open, close_all),
        cmocka_unit_test_setup_teardown(test_input__drops_what_is_touched_during_a_slow_reading,
                                        open, close_all),
        cmocka_unit_test_setup_teardown(
            test_input__drops_what_is_touched_while_a_visit_is_forgotten, open, close_all),
        cmocka_unit_test_setup_teardown(test_input__drops_nothing_after_what_is_quick, open,
                                        close_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
