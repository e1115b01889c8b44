// SPDX-License-Identifier: Apache-2.0

/* A ticket on the tray is found however it lies and whatever the light is; an empty tray is not. */

#include "kiosk/paper.h"

#include <math.h>

#include "kiosk/camera.h"
#include "kiosk/input_camera.h"
#include "tests/check.h"

#define WIDTH 480
#define HEIGHT 270

static uint8_t tray[WIDTH * HEIGHT];

struct look {
    double angle; // degrees, of what lies there
    double light; // of the hall: 1 is good
    double slope; // darker to one side
    int grain;
};

static unsigned chance;

static int grain_of(int most)
{
    chance = chance * 1103515245U + 12345U;
    return most > 0 ? (int)(chance >> 16) % (2 * most + 1) - most : 0;
}

static double ground(double x, double y)
{
    (void)x;
    (void)y;
    return 90;
}

// With a black line round it, as some are printed.
static double square(double x, double y)
{
    double far = fmax(fabs(x), fabs(y));

    return far < 80 ? 200 : far < 83 ? 20 : 90;
}

// A hand has soft edges; its shadow too.
static double hand(double x, double y)
{
    double far = hypot(x * 0.7, y);

    return square(x, y) - (far < 60 ? 90 : far < 90 ? 90 * (90 - far) / 30 : 0);
}

// A slip of paper with nothing on it proves no cost.
static double blank(double x, double y)
{
    return fabs(x) < 40 && fabs(y) < 60 ? 245 : square(x, y);
}

// Lines of letters, a few of them large.
static double ticket(double x, double y)
{
    bool letters = fmod(y + 200, 10) < 5 && fmod(x + 200, 4) < 2 && fabs(x) < 32 && fabs(y) < 50;

    return letters ? 50 : blank(x, y);
}

// Light letters on a dark screen.
static double phone(double x, double y)
{
    bool letters = fmod(y + 200, 12) < 6 && fmod(x + 200, 6) < 3 && fabs(x) < 32 && fabs(y) < 50;

    return fabs(x) < 40 && fabs(y) < 70 ? (letters ? 230 : 25) : square(x, y);
}

static bool finds(double (*thing)(double x, double y), const struct look *look)
{
    double turn = look->angle * 3.14159265358979 / 180;

    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            double across = x - WIDTH / 2.0;
            double down = y - HEIGHT / 2.0;
            double level =
                thing(across * cos(turn) + down * sin(turn), down * cos(turn) - across * sin(turn));

            level *= look->light * (1 - look->slope * x / WIDTH);
            level += grain_of(look->grain);
            tray[y * WIDTH + x] = (uint8_t)fmax(0, fmin(255, level));
        }
    return paper_is_there(tray, WIDTH, HEIGHT);
}

static const struct look looks[] = {
    {0, 1, 0, 3},    {17, 1, 0, 3},     {45, 1, 0, 3},     {90, 1, 0, 3},
    {30, 0.3, 0, 3}, {10, 1.5, 0, 3},   {60, 1, 0.6, 3},   {5, 0.6, 0.4, 4},
    {0, 0.3, 0, 4},  {45, 1.5, 0.5, 2}, {33, 0.8, 0.2, 0}, {75, 1.2, 0, 3},
};

static void check_each(double (*thing)(double x, double y), bool there, const char *name)
{
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++)
        if (finds(thing, &looks[i]) != there)
            fail_msg("%s is %s in look %zu", name, there ? "not found" : "taken for a ticket", i);
}

static void test_paper__is_found_however_it_lies_and_whatever_the_light(void **state)
{
    (void)state;
    check_each(ticket, true, "a ticket");
    check_each(phone, true, "a phone");
}

static void test_paper__an_empty_tray_a_hand_and_blank_paper_are_none(void **state)
{
    (void)state;
    check_each(ground, false, "the ground");
    check_each(square, false, "the yellow square");
    check_each(hand, false, "a hand");
    check_each(blank, false, "blank paper");
    assert_false(paper_is_there(tray, 2, 2));
    assert_false(paper_is_there(tray, 0, 0));
}

// --- under the camera that is shown live ---

static void see(struct live *live, bool ticket_lies_there)
{
    struct bytes jpeg = {0};
    struct err err;

    if (ticket_lies_there)
        check_ok(bytes_read_file(&jpeg, TEST_TICKET, CAMERA_FILE_MAX, &err), &err);
    else
        bytes_add_text(&jpeg, "no picture");
    live_add(live, &jpeg);
}

static void test_input_camera__finds_a_ticket_once_and_not_a_hand_that_passes(void **state)
{
    struct ui_node node = {.role = UI_PHOTO, .placed = true, .photo = {.live = true}};
    struct ui ui = {.nodes = &node, .node_count = 1};
    struct live live = {.state = LIVE_ON};
    struct input_camera camera = {.live = &live};

    (void)state;
    assert_false(input_camera_ticket(&camera, &ui)); // no frame yet
    see(&live, true);
    assert_false(input_camera_ticket(&camera, &ui)); // it may be passing
    assert_false(live.found);
    see(&live, false);
    assert_false(input_camera_ticket(&camera, &ui));
    see(&live, true);
    assert_false(input_camera_ticket(&camera, &ui));
    see(&live, true);
    assert_true(input_camera_ticket(&camera, &ui));
    assert_true(live.found);
    see(&live, true);
    assert_false(input_camera_ticket(&camera, &ui)); // told once
    see(&live, false);
    for (int i = 0; i < INPUT_CAMERA_AWAY; i++) {
        assert_true(live.found); // one bad frame takes nothing away
        assert_false(input_camera_ticket(&camera, &ui));
    }
    assert_false(live.found);
    node.photo.cards = true; // the card's screen looks for no ticket
    see(&live, true);
    for (int i = 0; i < 2 * INPUT_CAMERA_SURE; i++)
        assert_false(input_camera_ticket(&camera, &ui));
    live_clear(&live);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paper__is_found_however_it_lies_and_whatever_the_light),
        cmocka_unit_test(test_paper__an_empty_tray_a_hand_and_blank_paper_are_none),
        cmocka_unit_test(test_input_camera__finds_a_ticket_once_and_not_a_hand_that_passes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
