// SPDX-License-Identifier: Apache-2.0

// Every screen of the gallery, in both languages and all sizes, on every display we promise.

#include "tests/check.h"

#include <math.h>
#include <string.h>

#include "kiosk/display.h"
#include "kiosk/layout.h"
#include "kiosk/measured.h"
#include "kiosk/wrap.h"
#include "tests/kiosk/gallery.h"
#include "tests/kiosk/hand.h"

#define SLACK 0.01 // mm
#define LIMITS 200
#define MEASURED_MOST 3000 // widths of one page; without remembering them it was 157512

static const char *const DISPLAYS[] = {
    "1280x800@218x136", "1920x1200@218x136", "1920x1080@294x166", "1920x1080@345x194",
    "1366x768@345x194", "1920x1080@476x268", "1680x1050@474x296", "1080x1920@166x294",
};
#define DISPLAY_COUNT (sizeof DISPLAYS / sizeof DISPLAYS[0])

// What is being looked at, for a message that helps.
static const char *at_display, *at_screen;
static struct ui ui;

static void bad(const struct ui_node *a, const struct ui_node *b, const char *why)
{
    fail_msg("%s: %s %s size %d page %d: %s %s: %s", at_display, at_screen,
             words_code(ui.prefs.lang), (int)ui.prefs.size, ui.page, a->id, b ? b->id : "", why);
}

static void check_all_pages(const struct screen *screen,
                            void (*check)(const struct ui_node *const *all, size_t count))
{
    const struct ui_node *all[UI_NODES_MAX];
    int page = 0;

    at_screen = screen->name;
    do {
        ui.page = page;
        ui_begin(&ui, NULL);
        screen->frame(NULL, NULL, &ui);
        ui_end(&ui);
        assert_int_equal(ui.page, page);
        check(all, ui_order(&ui, all));
    } while (++page < ui.page_count);
}

static void check_everywhere(void (*check)(const struct ui_node *const *all, size_t count))
{
    for (size_t d = 0; d < DISPLAY_COUNT; d++)
        for (int lang = 0; lang < words_count(); lang++)
            for (int size = 0; size < UI_SIZES; size++) {
                at_display = DISPLAYS[d];
                hand_open(&ui, DISPLAYS[d]);
                ui.prefs.lang = (enum words_lang)lang;
                ui.prefs.size = (enum ui_size)size;
                for (size_t i = 0; gallery_screens[i]; i++)
                    check_all_pages(gallery_screens[i], check);
                ui_clear(&ui);
            }
}

static void check_targets(const struct ui_node *const *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double least = all[i]->role == UI_KEY ? LAYOUT_KEY : LAYOUT_TARGET;

        if (all[i]->touchable && fmin(all[i]->box.w, all[i]->box.h) < least - SLACK)
            bad(all[i], NULL, "too small to touch");
    }
}

// The room between two boxes: 0 when they touch, below when they overlap.
static double gap(const struct ui_box *a, const struct ui_box *b)
{
    double across = fmax(b->x - (a->x + a->w), a->x - (b->x + b->w));
    double down = fmax(b->y - (a->y + a->h), a->y - (b->y + b->h));

    return fmax(across, down);
}

static void check_gaps(const struct ui_node *const *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++) {
            bool keys = all[i]->role == UI_KEY && all[k]->role == UI_KEY;
            double room;

            if (!all[i]->touchable || !all[k]->touchable)
                continue;
            room = gap(&all[i]->box, &all[k]->box);
            if (room < (keys ? LAYOUT_KEY_GAP : LAYOUT_GAP) - SLACK)
                bad(all[i], all[k], "too close together");
        }
}

static bool holds(const struct ui_node *box, const struct ui_node *node)
{
    int index = (int)(box - ui.nodes);

    for (int i = node->parent; i >= 0; i = ui.nodes[i].parent)
        if (i == index)
            return true;
    return false;
}

static void check_apart(const struct ui_node *const *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++)
            if (!holds(all[i], all[k]) && !holds(all[k], all[i]) &&
                gap(&all[i]->box, &all[k]->box) < -SLACK)
                bad(all[i], all[k], "one over the other");
}

static void check_inside(const struct ui_node *const *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct ui_box *b = &all[i]->box;

        if (b->x < -SLACK || b->y < -SLACK || b->x + b->w > ui.display.width_mm + SLACK ||
            b->y + b->h > ui.display.height_mm + SLACK || b->w <= 0 || b->h <= 0)
            bad(all[i], NULL, "beyond the display");
    }
}

static void check_words(const struct ui_node *const *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (all[i]->clipped)
            bad(all[i], NULL, "clipped");
        for (size_t r = 0; r < all[i]->run_count; r++) {
            const struct ui_run *run = &ui.runs[all[i]->run + r];

            if (run->x < -SLACK || run->x + run->width > all[i]->box.w + SLACK ||
                run->baseline - run->cap < -SLACK || run->baseline > all[i]->box.h + SLACK)
                bad(all[i], NULL, "words beyond their box");
            if (run->length > 75)
                bad(all[i], NULL, "a line too long to read");
        }
    }
}

static void check_caps(const struct ui_node *const *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < all[i]->run_count; r++) {
            double cap = ui.runs[all[i]->run + r].cap;
            double least = layout_cap(ui.prefs.size);

            if (all[i]->role == UI_KEY) // "ÂÉ" keeps the keys narrow
                least = fmin(least, 7.0);
            if (cap < least - SLACK)
                bad(all[i], NULL, "smaller than the size that was chosen");
        }
}

static void check_one_way_on(const struct ui_node *const *all, size_t count)
{
    int ways = 0;
    bool keys = false;

    for (size_t i = 0; i < count; i++) {
        ways += all[i]->role == UI_GO && all[i]->zone == UI_FOOT_RIGHT;
        keys = keys || all[i]->role == UI_KEY;
    }
    if (ways > (keys ? 2 : 1) || (ui.page < ui.page_count - 1 && !ui_node(&ui, "more")))
        bad(all[0], NULL, "not one way on");
    if (ui.page == ui.page_count - 1 && ui_node(&ui, "more"))
        bad(all[0], NULL, "more, where there is no more");
}

static void test_layout__targets_are_large(void **state)
{
    (void)state;
    check_everywhere(check_targets);
}

static void test_layout__targets_are_apart(void **state)
{
    (void)state;
    check_everywhere(check_gaps);
}

static void test_layout__nothing_lies_over_anything(void **state)
{
    (void)state;
    check_everywhere(check_apart);
}

static void test_layout__everything_is_on_the_display(void **state)
{
    (void)state;
    check_everywhere(check_inside);
}

static void test_layout__words_are_whole_and_lines_short(void **state)
{
    (void)state;
    check_everywhere(check_words);
}

static void test_layout__no_words_are_smaller_than_asked_for(void **state)
{
    (void)state;
    check_everywhere(check_caps);
}

static void test_layout__there_is_one_way_on(void **state)
{
    (void)state;
    check_everywhere(check_one_way_on);
}

// Everything a screen has is on one of its pages, and on one only.
static void test_layout__turning_the_pages_shows_all(void **state)
{
    (void)state;
    for (size_t i = 0; gallery_screens[i]; i++) {
        int seen[UI_NODES_MAX] = {0};

        hand_open(&ui, "1280x800@218x136");
        ui.prefs.size = UI_SIZE_XL;
        ui.page = 0;
        do {
            ui_begin(&ui, NULL);
            gallery_screens[i]->frame(NULL, NULL, &ui);
            ui_end(&ui);
            for (size_t k = 0; k < ui.node_count; k++)
                seen[k] += ui.nodes[k].placed && ui.nodes[k].role > UI_CARD;
            ui.page++;
        } while (ui.page < ui.page_count);
        for (size_t k = 0; k < ui.node_count; k++) {
            const struct ui_node *node = &ui.nodes[k];

            if (node->zone == UI_BODY && node->parent >= 0 && node->role > UI_CARD &&
                node->role != UI_PICTURE && (seen[k] < 1 || (node->touchable && seen[k] > 1)))
                fail_msg("%s: %s is seen %d times", gallery_screens[i]->name, node->id, seen[k]);
        }
        ui_clear(&ui);
    }
}

static struct ui_box place_of(const struct screen *screen, const char *id)
{
    const struct ui_node *node;
    struct ui_box none = {0};

    ui_begin(&ui, NULL);
    screen->frame(NULL, NULL, &ui);
    ui_end(&ui);
    node = ui_node(&ui, id);
    return node ? node->box : none;
}

// The desk, which nobody hides, has places of its own.
static void check_place(const char *id)
{
    struct ui_box first[2] = {{0}};

    for (size_t i = 0; gallery_screens[i]; i++) {
        struct ui_box here = place_of(gallery_screens[i], id);
        struct ui_box *there = &first[ui.desk];

        if (here.w <= 0)
            continue;
        if (there->w > 0 && (fabs(here.x - there->x) > SLACK || fabs(here.y - there->y) > SLACK))
            fail_msg("%s: %s moves on %s", at_display, id, gallery_screens[i]->name);
        *there = here;
    }
}

// COG-07: what is on every screen is at the same place on every screen.
static void test_layout__the_same_things_stand_at_the_same_places(void **state)
{
    static const char *const ids[] = {"lang", "size", "back", "person", "finish"};

    (void)state;
    for (size_t d = 0; d < DISPLAY_COUNT; d++) {
        at_display = DISPLAYS[d];
        hand_open(&ui, DISPLAYS[d]);
        for (size_t k = 0; k < sizeof ids / sizeof ids[0]; k++)
            check_place(ids[k]);
        ui_clear(&ui);
    }
}

static void frame_asks(struct kiosk *kiosk, void *state, struct ui *asking)
{
    static const char *const choices[] = {"now", "later", "none"};
    static const char *const more[] = {"remembered", "together", "bus"};
    static const char *const keys[] = {"arrived.remembered", "together.bar", "bus.bar"};

    (void)kiosk;
    (void)state;
    ui_page(asking, "arrived.bar");
    ui_title(asking, "thanks", "arrived.thanks");
    ui_paragraph(asking, "waits", "arrived.unplanned");
    ui_paragraph(asking, "question", "arrived.travel");
    ui_grid_begin(asking, 3);
    for (int i = 0; i < 3; i++)
        ui_choice(asking, choices[i], "arrived.now", false);
    ui_grid_end(asking);
    ui_ask(asking);
    ui_finish(asking);
    for (int i = 0; i < 3; i++)
        ui_foot(asking, more[i], keys[i]);
}

static void place_page(const struct screen *screen, int page)
{
    ui.page = page;
    ui_begin(&ui, NULL);
    screen->frame(NULL, NULL, &ui);
    ui_end(&ui);
}

// What can be answered must not wait on a second page for what is asked by nobody.
static void test_layout__answers_come_before_what_else_there_is(void **state)
{
    static const struct screen asks = {.name = "asks", .frame = frame_asks};

    (void)state;
    hand_open(&ui, "1920x1080@345x194");
    place_page(&asks, 0);
    assert_int_equal(ui.page_count, 2);
    assert_true(ui_node(&ui, "none")->placed);
    assert_null(ui_node(&ui, "bus"));
    place_page(&asks, 1);
    assert_non_null(ui_node(&ui, "remembered"));
    assert_non_null(ui_node(&ui, "bus"));
    ui_clear(&ui);
}

static size_t asked; // for the width of words

static double count_width(void *data, const char *text, size_t length, double cap_mm, bool bold)
{
    asked++;
    return hand_metrics.width(data, text, length, cap_mm, bold);
}

// However often a page is tried, its words are measured anew only for breaking them anew.
static void test_layout__a_page_is_tried_in_many_ways_and_measured_once(void **state)
{
    struct ui_metrics counting = hand_metrics;

    (void)state;
    counting.width = count_width;
    hand_open(&ui, "1920x1080@345x194");
    ui.metrics = &counting;
    ui.prefs.size = UI_SIZE_XL;
    for (size_t i = 0; gallery_screens[i]; i++) {
        asked = 0;
        place_page(gallery_screens[i], 0);
        if (asked > MEASURED_MOST)
            fail_msg("%s: %zu widths", gallery_screens[i]->name, asked);
    }
    ui_clear(&ui);
}

static void check_known(const struct wrap *words)
{
    double known[2 * LIMITS];

    for (int i = 0; i < 2 * LIMITS; i++) // there and back
        known[i] = wrap_height(&ui, words, (i < LIMITS ? i : 2 * LIMITS - 1 - i) * 1.7);
    for (int i = 0; i < LIMITS; i++) {
        measured_forget(ui.measured);
        assert_true(known[i] == wrap_height(&ui, words, i * 1.7));
        assert_true(known[2 * LIMITS - 1 - i] == known[i]);
    }
}

static void test_layout__what_is_known_of_words_is_what_is_measured(void **state)
{
    (void)state;
    hand_open(&ui, "1920x1080@476x268");
    for (size_t i = 0; gallery_screens[i]; i++) {
        place_page(gallery_screens[i], 0);
        for (size_t n = 0; n < ui.node_count; n++)
            check_known(&(struct wrap){.rich = ui.nodes[n].rich,
                                       .cap = 7,
                                       .spacing = 1.25,
                                       .spacious = n % 3 == 0,
                                       .bold = n % 2 == 0});
    }
    ui_clear(&ui);
}

static void test_layout__a_display_that_is_too_small_or_mismeasured_is_refused(void **state)
{
    static const char *const wrong[] = {
        "1024x600@152x91",  "1280x800@100x136", "1280x800", "1280x800@218x136x", "x@x",
        "1200x1920@136x218"};
    struct ui_display display;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        check_fails(display_read(&display, wrong[i], &err), &err, ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout__targets_are_large),
        cmocka_unit_test(test_layout__targets_are_apart),
        cmocka_unit_test(test_layout__nothing_lies_over_anything),
        cmocka_unit_test(test_layout__everything_is_on_the_display),
        cmocka_unit_test(test_layout__words_are_whole_and_lines_short),
        cmocka_unit_test(test_layout__no_words_are_smaller_than_asked_for),
        cmocka_unit_test(test_layout__there_is_one_way_on),
        cmocka_unit_test(test_layout__turning_the_pages_shows_all),
        cmocka_unit_test(test_layout__the_same_things_stand_at_the_same_places),
        cmocka_unit_test(test_layout__answers_come_before_what_else_there_is),
        cmocka_unit_test(test_layout__a_page_is_tried_in_many_ways_and_measured_once),
        cmocka_unit_test(test_layout__what_is_known_of_words_is_what_is_measured),
        cmocka_unit_test(test_layout__a_display_that_is_too_small_or_mismeasured_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
