// SPDX-License-Identifier: Apache-2.0

// What is a display, what is too small for one, and what a card measured.

#include "tests/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "kiosk/display.h"
#include "kiosk/kiosk.h"
#include "kiosk/refusal.h"
#include "kiosk/screens.h"
#include "kiosk/words.h"
#include "shared/bytes.h"
#include "shared/outbox.h"
#include "shared/str.h"

// Seven inches and less, upright ones, and those with too few pixels.
static const char *const TOO_SMALL[] = {"1024x600@152x91",  "800x480@152x91",  "480x320@73x49",
                                        "1280x800@190x119", "600x1024@91x152", "720x1280@68x121",
                                        "1200x1920@136x218"};
#define TOO_SMALL_COUNT (sizeof TOO_SMALL / sizeof TOO_SMALL[0])

static void test_display__is_written_as_it_is_read(void **state)
{
    struct ui_display display;
    char text[DISPLAY_TEXT_SIZE];
    struct err err;

    (void)state;
    check_ok(display_read(&display, "1280x800@218x136", &err), &err);
    assert_int_equal(display.width_px, 1280);
    assert_true(display.height_mm == 136);
    display_write(text, &display);
    assert_string_equal(text, "1280x800@218x136");
    check_ok(display_read(&display, "1920x1080@476mmx268mm", &err), &err);
    assert_true(display.width_mm == 476 && display.height_mm == 268);
}

static void test_display__that_makes_no_sense_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",    "1280x800",          "1280x800@218x136x", "1280x800@100x136",  "1280x800@0x0",
        "x@x", "-1280x800@218x136", "128x80@218x136",    "1280x800@218mmx136"};
    struct ui_display display = {0};
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        check_fails(display_parse(&display, wrong[i], &err), &err, ERR_INVALID);
    assert_int_equal(display.width_px, 0);
}

static void test_display__that_is_too_small_is_known_and_refused(void **state)
{
    struct ui_display display;
    struct err err;

    (void)state;
    for (size_t i = 0; i < TOO_SMALL_COUNT; i++) {
        check_ok(display_parse(&display, TOO_SMALL[i], &err), &err);
        check_fails(display_has_room(&display, &err), &err, ERR_INVALID);
        assert_non_null(strstr(err.text, "10.1 inches"));
        check_fails(display_read(&display, TOO_SMALL[i], &err), &err, ERR_INVALID);
    }
}

// --- says so itself ---

struct refused {
    struct kiosk kiosk;
    struct ui ui;
    struct render *render;
    struct ui_display display;
};

static void open_shown(struct refused *refused, const char *display)
{
    struct stage *stage = &refused->kiosk.stage;
    struct err err;

    memset(refused, 0, sizeof *refused);
    check_ok(words_open(TEST_ASSETS "/words", &err), &err);
    check_ok(display_parse(&refused->display, display, &err), &err);
    check_ok(render_open(&refused->render, &refused->display, TEST_ASSETS, RENDER_HIDDEN, &err),
             &err);
    ui_init(&refused->ui, &refused->display, render_metrics(refused->render));
    stage->ui = &refused->ui;
    stage->kiosk = &refused->kiosk;
}

static void refuse(struct refused *refused, const char *display, const struct screen *screen)
{
    open_shown(refused, display);
    refusal_place(&refused->kiosk.stage, refused->render, &refused->display, screen);
}

static void close_refused(struct refused *refused)
{
    stage_clear(&refused->kiosk.stage);
    kiosk_close(&refused->kiosk);
    ui_clear(&refused->ui);
    render_close(refused->render);
}

static bool says(const struct ui *ui, const char *words)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].placed && !ui->nodes[i].clipped &&
            strstr(ui_text(ui, &ui->nodes[i]), words))
            return true;
    return false;
}

// How much of the height the words take, from the first to the last.
static double used_height(const struct ui *ui)
{
    double top = INFINITY, bottom = 0;

    for (size_t i = 0; i < ui->node_count; i++)
        if (*ui_text(ui, &ui->nodes[i])) {
            top = fmin(top, ui->nodes[i].box.y);
            bottom = fmax(bottom, ui->nodes[i].box.y + ui->nodes[i].box.h);
        }
    return (bottom - top) / ui->display.height_mm;
}

static void test_display__that_is_too_small_says_so_itself_in_all_that_fits(void **state)
{
    struct refused refused;
    char size[32];

    (void)state;
    for (size_t i = 0; i < TOO_SMALL_COUNT; i++) {
        refuse(&refused, TOO_SMALL[i], &screen_too_small);
        snprintf(size, sizeof size, "%.0f × %.0f mm", refused.display.width_mm,
                 refused.display.height_mm);
        assert_true(says(&refused.ui, "This screen is too small"));
        assert_true(says(&refused.ui, "Mae’r sgrin hon yn rhy fach"));
        assert_true(says(&refused.ui, "10.1 inches"));
        assert_true(says(&refused.ui, "10.1 modfedd"));
        assert_true(says(&refused.ui, size));
        assert_int_equal(refused.ui.page_count, 1);
        if (used_height(&refused.ui) < 0.6)
            fail_msg("%s: only %.2f of the height is used", TOO_SMALL[i], used_height(&refused.ui));
        close_refused(&refused);
    }
}

static void test_display__that_is_too_small_has_nothing_to_touch(void **state)
{
    struct refused refused;

    (void)state;
    refuse(&refused, TOO_SMALL[0], &screen_too_small);
    for (size_t i = 0; i < refused.ui.node_count; i++)
        assert_false(refused.ui.nodes[i].placed && refused.ui.nodes[i].touchable);
    close_refused(&refused);
}

// A display that is large enough has all of it at once too.
static void test_display__a_computer_that_swaps_says_so_itself(void **state)
{
    static const char *const displays[] = {"1280x800@218x136", "1920x1080@476x268",
                                           "1080x1920@268x476"};
    struct refused refused;

    (void)state;
    for (size_t i = 0; i < sizeof displays / sizeof displays[0]; i++) {
        refuse(&refused, displays[i], &screen_swaps);
        assert_true(says(&refused.ui, "This kiosk cannot start yet"));
        assert_true(says(&refused.ui, "Ni all y ciosg hwn gychwyn eto"));
        assert_true(says(&refused.ui, "Please switch swap off"));
        assert_true(says(&refused.ui, "swap = encrypted"));
        assert_int_equal(refused.ui.page_count, 1);
        if (used_height(&refused.ui) < 0.5)
            fail_msg("%s: only %.2f of the height is used", displays[i], used_height(&refused.ui));
        close_refused(&refused);
    }
}

// Nobody has said yet which language is theirs (LNG-01), on 10 inches neither.
static void test_display__an_unknown_card_is_told_in_both_languages_at_once(void **state)
{
    const struct screen_state *unknown = screen_welcome.states;
    struct refused shown;

    (void)state;
    while (!str_equal(unknown->name, "card-unknown"))
        unknown++;
    open_shown(&shown, "1280x800@218x136");
    stage_pose(&shown.kiosk.stage, &screen_welcome, unknown);
    assert_int_equal(shown.ui.page, 0);
    assert_true(says(&shown.ui, "We do not know this card."));
    assert_true(says(&shown.ui, "Nid ydym yn adnabod y cerdyn hwn."));
    assert_non_null(ui_node(&shown.ui, "sign.cy"));
    close_refused(&shown);
}

// LNG-03: nor has anybody to turn a page for it, with the largest words where there is little room.
static void test_display__the_first_screen_has_both_languages_on_one_page(void **state)
{
    static const char *const displays[] = {"1080x1920@166x294", "1366x768@345x194"};

    (void)state;
    for (size_t i = 0; i < sizeof displays / sizeof displays[0]; i++)
        for (const struct screen_state *each = screen_welcome.states; each->name; each++) {
            struct refused shown;

            open_shown(&shown, displays[i]);
            shown.ui.prefs.size = UI_SIZE_XL;
            stage_pose(&shown.kiosk.stage, &screen_welcome, each);
            if (!ui_node(&shown.ui, "sign.en") || !ui_node(&shown.ui, "sign.cy"))
                fail_msg("%s on %s: the languages stand on two pages", each->name, displays[i]);
            close_refused(&shown);
        }
}

// For tests/robot/too_small.sh, which wants to see it in the program's own window.
static void test_display__leaves_a_picture_of_the_refusal(void **state)
{
    struct refused refused;
    struct err err;

    (void)state;
    refuse(&refused, "800x480@152x91", &screen_too_small);
    assert_true(render_paint(refused.render, &refused.ui));
    check_ok(render_save(refused.render, "too-small.png", &err), &err);
    close_refused(&refused);
}

// --- measured with a card ---

static void test_display__is_measured_by_how_large_a_card_must_be_drawn(void **state)
{
    static const struct ui_display thought = {1920, 1080, 476, 268};
    struct ui_display display;
    struct err err;

    (void)state;
    display_measure(&display, &thought, 476.0 / 294);
    assert_int_equal(display.width_px, 1920);
    assert_true(display.width_mm == 294);
    assert_true(fabs(display.height_mm - 294 * 1080.0 / 1920) <= 0.5);
    check_ok(display_has_room(&display, &err), &err);
}

static char *new_folder(void)
{
    static char folder[64];

    str_copy(folder, sizeof folder, "display.XXXXXX");
    assert_non_null(mkdtemp(folder));
    return folder;
}

static void test_display__that_was_measured_holds_from_then_on(void **state)
{
    static const struct ui_display configured = {1920, 1080, 476, 268};
    static const struct ui_display measured = {1920, 1080, 294, 165};
    const char *folder = new_folder();
    struct ui_display display = {0};
    struct err err;

    (void)state;
    check_fails(display_recall(&display, folder, &configured, &err), &err, ERR_NOT_FOUND);
    check_ok(display_keep(folder, &measured, &err), &err);
    check_ok(display_recall(&display, folder, &configured, &err), &err);
    assert_true(display.width_mm == 294);
    check_fails(display_keep("", &measured, &err), &err, ERR_NOT_FOUND);
}

// Half a file, a scribble, a tiny display, and one with other pixels: what is configured holds.
static void test_display__nonsense_that_was_kept_is_not_believed(void **state)
{
    static const char *const wrong[] = {
        "",    "1920x1080@2",       "\0\0\0\0",         "1920x1080@152x86",
        "cat", "1920x1080@294x999", "1280x800@218x136", "1920x1080@294x165@294x165 and so on"};
    static const struct ui_display configured = {1920, 1080, 476, 268};
    const char *folder = new_folder();
    struct ui_display display = {0};
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        check_ok(outbox_put(folder, "display", wrong[i], i == 2 ? 4 : strlen(wrong[i]), &err),
                 &err);
        check_fails(display_recall(&display, folder, &configured, &err), &err, ERR_INVALID);
        assert_int_equal(display.width_px, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_display__is_written_as_it_is_read),
        cmocka_unit_test(test_display__that_makes_no_sense_is_refused),
        cmocka_unit_test(test_display__that_is_too_small_is_known_and_refused),
        cmocka_unit_test(test_display__that_is_too_small_says_so_itself_in_all_that_fits),
        cmocka_unit_test(test_display__that_is_too_small_has_nothing_to_touch),
        cmocka_unit_test(test_display__a_computer_that_swaps_says_so_itself),
        cmocka_unit_test(test_display__an_unknown_card_is_told_in_both_languages_at_once),
        cmocka_unit_test(test_display__the_first_screen_has_both_languages_on_one_page),
        cmocka_unit_test(test_display__leaves_a_picture_of_the_refusal),
        cmocka_unit_test(test_display__is_measured_by_how_large_a_card_must_be_drawn),
        cmocka_unit_test(test_display__that_was_measured_holds_from_then_on),
        cmocka_unit_test(test_display__nonsense_that_was_kept_is_not_believed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
