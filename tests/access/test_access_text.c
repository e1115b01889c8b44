// SPDX-License-Identifier: Apache-2.0

// Words on every screen: large enough, whole, apart, and nothing beyond or behind anything
// (accessibility.md 1.1; t_cap, t_fit, t_leading, t_stable of 4.3).

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kiosk/layout.h"
#include "shared/str.h"
#include "tests/access/every.h"
#include "tests/check.h"

#define SLACK 0.02       // mm
#define VIEWING_MM 550.0 // the distance we declare (TXT-03)
#define LINE_LETTERS 70  // RNIB clear print (TXT-13)
#define SAMPLE 2         // ways a state is shown in

static struct every every;

enum { CAP, FIT, PAIR, LEADING, STABLE, SAID, TOLD, TESTS };
static struct every_test tests[TESTS];

static bool is_paragraph(const struct ui_node *node)
{
    return node->role == UI_TEXT || node->role == UI_HINT || node->role == UI_PROBLEM;
}

static void each_run(struct every *e, void (*check)(struct every *e, const struct ui_node *node,
                                                    const struct ui_run *run))
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(&e->ui, all);

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < all[i]->run_count; k++)
            check(e, all[i], &e->ui.runs[all[i]->run + k]);
}

static bool is_words(const struct ui_node *node)
{
    return is_paragraph(node) || node->role == UI_TITLE || node->role == UI_HEADING ||
           node->role == UI_NUMBER || node->role == UI_LINE;
}

// --- t_cap ---

// Runs that are smaller than was chosen, and those that are smaller than L too: few.
static struct {
    long all, smaller, smallest;
} caps;

static bool is_button(const struct ui_node *node)
{
    return node->role == UI_CHOICE || node->role == UI_BUTTON || node->role == UI_GO;
}

// A button of a page that would else be higher than it: on 10 inches where the largest words stand
// apart; there and upright, where they are larger or longer than any that we have.
static bool may_be_smaller(const struct every *e, const struct ui_node *node)
{
    const struct ui_prefs *prefs = &e->ui.prefs;
    bool small = e->ui.display.height_mm < 150;
    bool narrow = e->ui.display.width_mm < 170;
    bool most = prefs->spacious && prefs->size == UI_SIZE_XL;
    bool beyond = e->pseudo || e->twice;

    return ((small && most) || ((small || narrow) && beyond)) && node->zone == UI_BODY &&
           is_button(node);
}

static void count_cap(double cap, double chosen)
{
    caps.all++;
    caps.smaller += cap < chosen - SLACK;
    caps.smallest += cap < fmin(chosen, layout_cap(UI_SIZE_L)) - SLACK;
}

static void check_cap(struct every *e, const struct ui_node *node, const struct ui_run *run)
{
    double chosen = layout_cap(node->look.size);
    double angle = run->cap * 180 / (3.14159265 * VIEWING_MM);

    if (node->role == UI_KEY && *node->key) // a word must not make its key wider than the others
        chosen = fmin(chosen, layout_cap(UI_SIZE_L));
    count_cap(run->cap, chosen);
    if (may_be_smaller(e, node))
        chosen = fmin(chosen, layout_cap(UI_SIZE_M));
    every_check(e, run->cap >= 4.8 - SLACK, node, "TXT-01: capitals below 4.8 mm");
    every_check(e, run->cap >= chosen - SLACK, node, "TXT-05: smaller than was chosen");
    if (chosen >= layout_cap(UI_SIZE_L))
        every_check(e, angle >= 0.7, node, "TXT-02: less than 0.7 degrees");
    if (is_paragraph(node))
        every_check(e, fabs(run->cap - chosen) < SLACK, node, "TXT-04: out of its band");
}

static void check_caps(struct every *e)
{
    each_run(e, check_cap);
}

static void test_access__TXT_01_no_text_is_smaller_than_promised(void **state)
{
    (void)state;
    every_passed(&every, &tests[CAP], 10000);
    print_message("%ld of %ld runs are smaller than was chosen, %ld smaller than L too\n",
                  caps.smaller, caps.all, caps.smallest);
    assert_true(caps.smaller * (every.twice ? 100 : 500) <= caps.all);
    assert_true(caps.smallest * 1000 <= caps.all);
}

// --- t_fit ---

static bool is_within(const struct ui_box *inner, const struct ui_box *outer)
{
    return inner->x >= outer->x - SLACK && inner->y >= outer->y - SLACK &&
           inner->x + inner->w <= outer->x + outer->w + SLACK &&
           inner->y + inner->h <= outer->y + outer->h + SLACK;
}

static void check_place(struct every *e, const struct ui_node *node)
{
    const struct ui *ui = &e->ui;
    struct ui_box whole = {0, 0, ui->display.width_mm, ui->display.height_mm};
    const struct ui_node *parent = node->parent >= 0 ? &ui->nodes[node->parent] : NULL;

    every_check(e, !node->clipped, node, "TXT-06: cut off");
    every_check(e, node->box.w > 0 && node->box.h > 0, node, "TXT-06: no room at all");
    every_check(e, is_within(&node->box, &whole), node, "TXT-06: beyond the display");
    if (node->tick_box.w > 0)
        every_check(e, is_within(&node->tick_box, &node->box), node, "its tick is outside");
    if (node->picture_box.w > 0)
        every_check(e, is_within(&node->picture_box, &node->box), node, "its picture is outside");
    if (parent && parent->placed && (parent->role == UI_CARD || parent->role == UI_LINE))
        every_check(e, is_within(&node->box, &parent->box), node, "TXT-06: out of its box");
}

// TXT-10: wherever it stands, each of its lines begins where the first does.
static void check_left(struct every *e, const struct ui_node *node)
{
    double left = INFINITY, line = -INFINITY;

    if (!is_words(node) || node->role == UI_LINE)
        return;
    for (size_t i = 0; i < node->run_count; i++) {
        const struct ui_run *run = &e->ui.runs[node->run + i];

        if (run->baseline - line < SLACK)
            continue;
        every_check(e, isinf(left) || fabs(run->x - left) < SLACK, node,
                    "TXT-10: a line begins elsewhere than the first");
        left = isinf(left) ? run->x : left;
        line = run->baseline;
    }
}

static void check_places(struct every *e)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(&e->ui, all);

    for (size_t i = 0; i < count; i++) {
        check_place(e, all[i]);
        check_left(e, all[i]);
        for (size_t k = i + 1; k < count; k++)
            if (!every_holds(&e->ui, all[i], all[k]) && !every_holds(&e->ui, all[k], all[i]))
                every_check(e, every_gap(&all[i]->box, &all[k]->box) >= -SLACK, all[i],
                            "TXT-06: over another");
    }
}

static bool is_between_words(char c)
{
    return c == '\0' || c == ' ' || c == '_' || c == WORDS_BOLD; // codes have parts
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// A telephone's number: digits, and a space or two, on both sides of that space.
static bool is_number(const char *space)
{
    const char *from = space, *to = space;

    if (!is_digit(space[-1]) || !is_digit(space[1]))
        return false;
    while (is_digit(from[-1]) || (from[-1] == ' ' && is_digit(from[-2])))
        from--;
    while (is_digit(to[1]) || (to[1] == ' ' && is_digit(to[2])))
        to++;
    return to - from < 13;
}

static size_t letters(const char *text, size_t length)
{
    size_t count = 0;

    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static size_t letters_of_line(const struct ui *ui, const struct ui_node *node, double baseline)
{
    size_t sum = 0;

    for (size_t i = 0; i < node->run_count; i++) {
        const struct ui_run *run = &ui->runs[node->run + i];

        if (fabs(run->baseline - baseline) < SLACK)
            sum += letters(ui->pool + run->start, run->length);
    }
    return sum;
}

static void check_run(struct every *e, const struct ui_node *node, const struct ui_run *run)
{
    const char *text = e->ui.pool + run->start;
    double ink = 0.15 * run->cap; // the room that a letter's descender or accent may share

    every_check(e, run->x >= -SLACK && run->x + run->width <= node->box.w + SLACK, node,
                "TXT-06: words beyond their box");
    every_check(e, run->baseline - run->cap >= -SLACK && run->baseline + ink <= node->box.h + SLACK,
                node, "TXT-06: words above or below their box");
    if (node->role != UI_FIELD) // the end of what is typed is what matters
        every_check(e,
                    is_between_words(text[-1]) &&
                        (is_between_words(text[run->length]) || text[run->length - 1] == '_'),
                    node, "TXT-10: a word is broken");
    every_check(e, text[-1] != ' ' || !is_number(text - 1), node, "TXT-10: a number is broken");
    every_check(e, letters_of_line(&e->ui, node, run->baseline) <= LINE_LETTERS, node,
                "TXT-13: a line of more than 70 letters");
}

static bool must_be_seen(const struct ui_node *node)
{
    // Where there is no bar its title is left out: the question says it.
    return node->zone == UI_BODY && node->role > UI_CARD && node->role != UI_PICTURE &&
           !str_equal(node->id, "page");
}

// What a screen holds stands on one of its pages, wherever they break.
static void check_nothing_is_lost(struct every *e)
{
    static bool seen[UI_NODES_MAX];
    const struct ui *ui = &e->ui;

    if (ui->page == 0)
        memset(seen, 0, sizeof seen);
    for (size_t i = 0; i < ui->node_count; i++)
        seen[i] = seen[i] || ui->nodes[i].placed;
    for (size_t i = 0; ui->page == ui->page_count - 1 && i < ui->node_count; i++)
        if (must_be_seen(&ui->nodes[i]))
            every_check(e, seen[i], &ui->nodes[i], "TXT-07: on no page");
}

// On this page or another.
static const struct ui_node *called(const struct ui *ui, const char *id)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (str_equal(ui->nodes[i].id, id))
            return &ui->nodes[i];
    return NULL;
}

// LNG-03: nobody has to turn a page to find their language. An unknown card in the largest words is
// more than 10 inches hold in both: there the turning is said in both. So do words that are larger
// than any that we have.
static void check_pair(struct every *e)
{
    const struct ui_node *english = called(&e->ui, "sign.en");
    const struct ui_node *welsh = called(&e->ui, "sign.cy");
    bool too_much = e->ui.display.height_mm < 150 && e->ui.prefs.size == UI_SIZE_XL &&
                    str_equal(e->state, "card-unknown");

    if (english && welsh && !too_much && !e->twice)
        every_check(e, english->placed == welsh->placed, welsh, "LNG-03: on another page");
}

static void check_fit(struct every *e)
{
    check_places(e);
    each_run(e, check_run);
    check_nothing_is_lost(e);
}

static void test_access__TXT_06_everything_fits_and_nothing_is_cut_off(void **state)
{
    (void)state;
    every_passed(&every, &tests[FIT], 300000);
}

static void test_access__LNG_03_both_languages_stand_on_one_page(void **state)
{
    (void)state;
    if (every.pseudo || every.twice) // there is one language; or the words are larger than ours
        skip();
    every_passed(&every, &tests[PAIR], 20);
}

// --- t_leading ---

static double size_of_font(const struct every *e, double cap)
{
    return e->ui.metrics->em(e->ui.metrics->data, cap);
}

static void check_lines(struct every *e, const struct ui_node *node)
{
    double least = is_paragraph(node) || e->ui.prefs.spacious ? 1.5 : 1.2;

    for (size_t i = 1; i < node->run_count; i++) {
        const struct ui_run *above = &e->ui.runs[node->run + i - 1];
        const struct ui_run *below = above + 1;
        double apart = below->baseline - above->baseline;

        if (apart > SLACK && above->cap == below->cap && node->role != UI_LINE)
            every_check(e, apart >= least * size_of_font(e, below->cap) - SLACK, node,
                        "TXT-11: lines too close together");
    }
}

// TXT-12: letters 0.12 and words 0.16 of the font's size further apart than they are by themselves,
// in all that is read.
static void check_letters(struct every *e, const struct ui_node *node, const struct ui_run *run)
{
    const struct ui_metrics *metrics = e->ui.metrics;
    const char *from = e->ui.pool + run->start;
    const char *to = from + run->length;
    double em = size_of_font(e, run->cap);
    double least = 0;

    if (!e->ui.prefs.spacious || node->zone != UI_BODY || !is_words(node))
        return;
    while (from < to) {
        size_t length = str_char_length(from);

        least += metrics->width(metrics->data, from, length, run->cap, run->bold);
        least += (0.12 + (*from == ' ' ? 0.16 : 0)) * em;
        from += length;
    }
    every_check(e, run->width >= least - SLACK, node, "TXT-12: letters or words too close");
    every_check(e, run->tracking >= 0.12 * em - SLACK, node, "TXT-12: painted too close");
}

// Between two paragraphs at least half as much again as between their lines.
static void check_paragraphs(struct every *e, const struct ui_node *above)
{
    const struct ui_node *below = above->next >= 0 ? &e->ui.nodes[above->next] : NULL;
    const struct ui_run *last, *first;
    double apart, least;

    if (!below || !is_paragraph(above) || !is_paragraph(below) || !below->placed ||
        above->run_count == 0 || below->run_count == 0 || below->box.y <= above->box.y)
        return;
    last = &e->ui.runs[above->run + above->run_count - 1];
    first = &e->ui.runs[below->run];
    apart = below->box.y + first->baseline - above->box.y - last->baseline;
    least = (e->ui.prefs.spacious ? 1.5 + 2.0 : 1.5 * 1.5) * size_of_font(e, last->cap);
    every_check(e, apart >= least - SLACK, above, "TXT-11, TXT-12: paragraphs too close together");
}

static void check_leading(struct every *e)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(&e->ui, all);

    for (size_t i = 0; i < count; i++) {
        check_lines(e, all[i]);
        check_paragraphs(e, all[i]);
    }
    each_run(e, check_letters);
}

static void test_access__TXT_11_lines_and_paragraphs_stand_apart(void **state)
{
    (void)state;
    every_passed(&every, &tests[LEADING], 5000);
}

// --- t_stable ---

#define PLACES_MAX 8192

// Where what is the same everywhere stood when it was seen first, in that look.
static struct place {
    char key[112];
    struct ui_box box;
} places[PLACES_MAX];
static size_t place_count;

static const struct place *place_of(const char *key, const struct ui_box *box)
{
    for (size_t i = 0; i < place_count; i++)
        if (str_equal(places[i].key, key))
            return &places[i];
    assert_true(place_count < PLACES_MAX);
    str_copy(places[place_count].key, sizeof places[0].key, key);
    places[place_count].box = *box;
    return &places[place_count++];
}

static bool is_as_wide(const struct ui_box *a, const struct ui_box *b)
{
    return fabs(a->x - b->x) < SLACK && fabs(a->y - b->y) < SLACK && fabs(a->w - b->w) < SLACK &&
           fabs(a->h - b->h) < SLACK;
}

static void check_stable(struct every *e)
{
    static const char *const ids[] = {"back",   "help",   "listen", "lang",         "size",
                                      "finish", "person", "unsure", "listen.again", "listen.pause"};
    const struct ui_prefs *prefs = &e->ui.prefs;

    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const struct ui_node *node = ui_node(&e->ui, ids[i]);
        char key[112];

        if (!node)
            continue;
        snprintf(key, sizeof key, "%s %s %d %d %d %d %d%d", ids[i], e->display, (int)prefs->size,
                 (int)prefs->lang, prefs->spacious, (int)e->ui.hearing, e->ui.desk,
                 e->ui.first + e->ui.bare); // a bare page has nothing to touch but Listen
        every_check(e, is_as_wide(&node->box, &place_of(key, &node->box)->box), node,
                    "COG-07: stands elsewhere than on other screens");
    }
}

static void test_access__COG_07_the_same_things_stand_at_the_same_places(void **state)
{
    (void)state;
    every_passed(&every, &tests[STABLE], 1000);
}

// --- t_said ---

static bool has(const struct ui *ui, enum ui_role role, const char *id)
{
    for (size_t i = 0; i < ui->node_count; i++) {
        const struct ui_node *node = &ui->nodes[i];

        if (node->placed && node->role == role && (!id || str_equal(node->id, id)))
            return true;
    }
    return false;
}

// What asks nothing: the bar has its name or how the float is, its first words say whether the
// meeting can be closed, or there is a frame to hold a card to, or what came of that.
static bool needs_no_title(const struct every *e)
{
    static const struct {
        const char *screen;
        enum ui_role role;
        const char *id;
    } untitled[] = {
        {"check", UI_HEADING, "page"},       {"desk", UI_TEXT, "float.none"},
        {"desk-close", UI_TEXT, "ready"},    {"desk-close", UI_PROBLEM, "why"},
        {"desk-people", UI_HEADING, "page"}, {"measure", UI_OUTLINE, "card"},
        {"desk", UI_TEXT, "float.held"},     {"desk", UI_TEXT, "float.short"},
        {"desk", UI_TEXT, "float.enough"},   {"measure", UI_PROBLEM, "small"},
        {"measure", UI_HEADING, "kept"},
    };

    for (size_t i = 0; i < sizeof untitled / sizeof untitled[0]; i++)
        if (str_equal(e->screen, untitled[i].screen) &&
            has(&e->ui, untitled[i].role, untitled[i].id))
            return true;
    return false;
}

// On its first page.
static void check_said(struct every *e)
{
    if (e->ui.page == 0)
        every_check(e, has(&e->ui, UI_TITLE, NULL) || needs_no_title(e), NULL,
                    "COG-01: nowhere is said what is asked");
}

static void test_access__COG_01_every_screen_says_what_it_asks(void **state)
{
    (void)state;
    every_passed(&every, &tests[SAID], 850);
}

// --- t_told ---

// Who touches Yes has seen, and heard, that it is kept and when the screen clears.
static void check_told(struct every *e)
{
    static const char *const ids[] = {"privacy", "idle"};
    const struct ui_node *yes = called(&e->ui, "yes");

    for (size_t i = 0; yes && str_equal(e->screen, "confirm") && i < 2; i++) {
        const struct ui_node *told = called(&e->ui, ids[i]);

        every_check(e, told && told < yes && told->page <= yes->page, told,
                    "TIM-06, PRV-21: told after the first answer");
    }
}

static void test_access__TIM_06_what_is_kept_is_told_before_the_first_answer(void **state)
{
    (void)state;
    every_passed(&every, &tests[TOLD], 20);
}

// --- all in one walk ---

static struct every_test tests[TESTS] = {
    [CAP] = {"t_cap", check_caps, 0, 0},         [FIT] = {"t_fit", check_fit, 0, 0},
    [PAIR] = {"t_pair", check_pair, 0, 0},       [LEADING] = {"t_leading", check_leading, 0, 0},
    [STABLE] = {"t_stable", check_stable, 0, 0}, [SAID] = {"t_said", check_said, 0, 0},
    [TOLD] = {"t_told", check_told, 0, 0},
};

static int walk(void **state)
{
    (void)state;
    every_walk(&every, EVERY_LAYOUT, every.cramped ? SAMPLE : SAMPLE + 1, tests, TESTS);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest list[] = {
        cmocka_unit_test(test_access__TXT_01_no_text_is_smaller_than_promised),
        cmocka_unit_test(test_access__TXT_06_everything_fits_and_nothing_is_cut_off),
        cmocka_unit_test(test_access__LNG_03_both_languages_stand_on_one_page),
        cmocka_unit_test(test_access__TXT_11_lines_and_paragraphs_stand_apart),
        cmocka_unit_test(test_access__COG_07_the_same_things_stand_at_the_same_places),
        cmocka_unit_test(test_access__COG_01_every_screen_says_what_it_asks),
        cmocka_unit_test(test_access__TIM_06_what_is_kept_is_told_before_the_first_answer),
    };
    int failed;

    every_open(&every, argc, argv);
    every.cramped = !every.pseudo && !every.twice; // those are cramped everywhere
    failed = cmocka_run_group_tests(list, walk, NULL);
    every_close(&every);
    return failed;
}
