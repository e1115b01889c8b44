// SPDX-License-Identifier: Apache-2.0

// t_back: walks through a visit, forwards, back and by "Change", as chance has it. What was said is
// never lost and never asked for again (COG-08, FRM-01, FRM-03).

#include <stdio.h>
#include <string.h>

#include "shared/str.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

#define WALKS 20
#define STEPS_MAX 200

static struct support support;
static uint64_t seed = 20261123;

static unsigned chance(unsigned of)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (unsigned)((seed * UINT64_C(2685821657736338717)) >> 33) % of;
}

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

static void take_picture(void)
{
    support_photo(&support, support_jpeg(&support));
}

// How each question is answered, once.
static const struct answer {
    const char *screen;
    const char *typed;
    const char *taps[3];
    void (*other)(void);
    const char *on; // what goes on from there; NULL: "Next"
} ANSWERS[] = {
    {.screen = "preparation", .taps = {"#time.4"}},
    {.screen = "travel", .taps = {"#bus", "#mileage_car"}},
    {.screen = "amount", .typed = "4.20"},
    {.screen = "proof", .on = "here"},
    {.screen = "ticket", .other = take_picture},
    {.screen = "miles", .typed = "12.3"},
    {.screen = "fee", .taps = {"#bank"}},
    {.screen = "choices", .taps = {"#none"}},
};
#define QUESTIONS (sizeof ANSWERS / sizeof ANSWERS[0])

static const char *screen(void)
{
    return support.kiosk.stage.screen->name;
}

static size_t question(void)
{
    size_t i = 0;

    while (i < QUESTIONS && !str_equal(ANSWERS[i].screen, screen()))
        i++;
    return i;
}

static void answer(size_t at)
{
    const struct answer *answer = &ANSWERS[at];

    for (size_t i = 0; i < 3 && answer->taps[i]; i++) {
        support_to_page_of(&support, answer->taps[i] + 1);
        support_tap(&support, answer->taps[i]);
    }
    if (answer->typed)
        support_type(&support, answer->typed);
    if (answer->other)
        answer->other();
}

static void go_on(size_t at)
{
    const char *on = ANSWERS[at].on ? ANSWERS[at].on : "next";
    char id[UI_ID_SIZE + 1];

    snprintf(id, sizeof id, "#%s", on);
    support_to_page_of(&support, on);
    support_tap(&support, id);
}

// Every answer, as the claim will have it.
static void has_all_answers(void)
{
    const struct visit *visit = &support.kiosk.visit;

    assert_int_equal(visit->prep_minutes, 60);
    assert_int_equal(visit->line_count, 2);
    assert_int_equal(visit->lines[0].pence, 420);
    assert_int_equal(visit->lines[0].proof, VISIT_HERE);
    assert_int_equal(visit->lines[0].ticket.count, 1);
    assert_int_equal(visit->lines[1].milli_miles, 12300);
    assert_int_equal(visit->fee, VISIT_FEE_BANK);
}

// Touches any one "Change" there is on this page.
static bool change(void)
{
    const struct ui *ui = &support.ui;
    char id[UI_ID_SIZE + 1];
    const struct ui_node *found[UI_NODES_MAX];
    size_t count = 0;

    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].placed && ui->nodes[i].touchable && strstr(ui->nodes[i].id, ".change"))
            found[count++] = &ui->nodes[i];
    if (count == 0)
        return false;
    snprintf(id, sizeof id, "#%s", found[chance((unsigned)count)]->id);
    support_tap(&support, id);
    return true;
}

static void step_back(void)
{
    if (ui_node(&support.ui, "back"))
        support_tap(&support, "#back");
}

// One walk from "Now" to the page that shows everything. `wander`: of ten steps, how many go
// astray.
static void walk(unsigned wander, int seen[QUESTIONS + 1])
{
    bool said[QUESTIONS + 1] = {false};
    int changes = wander ? 3 : 0;

    support_arrive(&support, 0);
    for (int i = 0; i < STEPS_MAX; i++) {
        size_t at = question();

        seen[at] += at < QUESTIONS;
        if (str_equal(screen(), "arrived")) {
            support_tap(&support, "#now");
        } else if (str_equal(screen(), "check")) {
            if (changes-- <= 0 || !change())
                return;
        } else if (at == QUESTIONS) {
            fail_msg("the walk came to %s", screen());
        } else if (chance(10) < wander) {
            step_back();
        } else {
            if (!said[at])
                answer(at);
            said[at] = true;
            go_on(at); // without a word, if it was said before
        }
    }
    fail_msg("the walk does not end: it stands at %s", screen());
}

static void test_back__asks_nothing_twice(void **state)
{
    int seen[QUESTIONS + 1] = {0};

    (void)state;
    walk(0, seen);
    for (size_t i = 0; i < QUESTIONS; i++)
        if (seen[i] != 1)
            fail_msg("%s was asked %d times", ANSWERS[i].screen, seen[i]);
    has_all_answers();
    support_tap(&support, "#finish");
}

static void test_back__loses_nothing_however_somebody_wanders(void **state)
{
    int seen[QUESTIONS + 1] = {0};
    int all = 0;

    (void)state;
    for (unsigned i = 0; i < WALKS; i++) {
        walk(1 + i % 4, seen);
        has_all_answers();
        assert_true(support_sees(&support, "£9.74"));
        support_tap(&support, "#finish");
    }
    for (size_t i = 0; i < QUESTIONS; i++)
        all += seen[i];
    assert_true(all > WALKS * (int)QUESTIONS * 3 / 2); // there was wandering
}

static void leave_and_come_back(const char *words)
{
    support_tap(&support, "Back");
    support_tap(&support, ui_node(&support.ui, "lost") ? "#lost" : "Next"); // as it was said
    if (!support_sees(&support, words))
        fail_msg("\"%s\" was lost on %s", words, screen());
}

// To the answers about the payment, each half typed once and then finished.
static void answer_by_halves(void)
{
    support_type(&support, "4.2");
    leave_and_come_back("£4.2");
    support_tap(&support, "Next");
    support_tap(&support, "#lost");
    support_is_on(&support, "miles");
    support_type(&support, "12.");
    leave_and_come_back("12.");
    support_type(&support, "3");
    support_tap(&support, "Next");
    support_is_on(&support, "fee");
    support_tap(&support, "#less");
    go_on(question());
    support_is_on(&support, "less");
    support_type(&support, "2");
    support_tap(&support, "Back");
    go_on(question());
    assert_true(support_sees(&support, "£2"));
    support_type(&support, "0");
    support_tap(&support, "Next");
}

// The second question of the opt-ins: by which way.
static void keep_how_to_keep_in_touch(void)
{
    support_tap(&support, "#contact");
    support_tap(&support, "Next");
    support_tap(&support, "#telephone");
    support_tap(&support, "Back");
    leave_and_come_back("Using my words");
    support_tap(&support, "Next");
    assert_true(ui_node(&support.ui, "telephone")->selected);
    assert_string_equal(support.kiosk.visit.contact, "");
    support_tap(&support, "Back");
    support_tap(&support, "#contact");
}

// What nobody has said yes to is no answer, and yet it is not lost.
static void test_back__keeps_what_is_half_said(void **state)
{
    const struct visit *visit = &support.kiosk.visit;

    (void)state;
    support_arrive(&support, 1);
    support_tap(&support, "#now");
    support_tap(&support, "#time.4");
    support_tap(&support, "Next");
    support_tap(&support, "#bus");
    support_tap(&support, "#mileage_car");
    support_tap(&support, "Next");
    answer_by_halves();
    support_is_on(&support, "choices");
    support_tap(&support, "#words");
    leave_and_come_back("Using my words");
    assert_true(ui_node(&support.ui, "words")->selected);
    assert_int_equal(visit->choices[VISIT_WORDS], VISIT_UNSAID);
    keep_how_to_keep_in_touch();
    support_tap(&support, "Next");
    support_is_on(&support, "check");
    assert_int_equal(visit->less_pence, 2000);
    assert_int_equal(visit->lines[1].milli_miles, 12300);
    // A change that is given up leaves all as it was, and nothing half said behind.
    support_to_page_of(&support, "line.1.change");
    support_tap(&support, "#line.1.change");
    support_type(&support, "9");
    support_tap(&support, "Back");
    support_is_on(&support, "check");
    support_to_page_of(&support, "line.1.change");
    support_tap(&support, "#line.1.change");
    assert_true(support_sees(&support, "£4.20"));
    assert_false(support_sees(&support, "£4.209"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_back__asks_nothing_twice),
        cmocka_unit_test(test_back__loses_nothing_however_somebody_wanders),
        cmocka_unit_test(test_back__keeps_what_is_half_said),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
