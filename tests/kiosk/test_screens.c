// SPDX-License-Identifier: Apache-2.0

/* What every screen in every state says, and that it can be left; how it looks is tests/access. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/example.h"
#include "kiosk/screens.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/check.h"
#include "tests/kiosk/kiosk_support.h"

static struct support support; // for its ui and words; its kiosk is the example

static int set_up(void **state)
{
    (void)state;
    support_open(&support, SUPPORT_CASH);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_close(&support);
    return 0;
}

struct view {
    const struct screen *screen;
    const struct screen_state *state;
};

static void pose(const struct view *view, enum words_lang lang, enum ui_size size)
{
    ui_forget(&support.ui);
    example_fill(&support.kiosk);
    stage_pose(&support.kiosk.stage, view->screen, view->state);
    support.ui.prefs = ui_prefs_usual;
    support.ui.prefs.lang = lang;
    support.ui.prefs.size = size;
    stage_event(&support.kiosk.stage, NULL);
}

static void each_state(void (*check)(const struct view *view))
{
    static const struct screen_state plain = {.name = "start"};

    for (size_t i = 0; screens_all[i]; i++) {
        const struct screen_state *state = screens_all[i]->states;

        if (!state) {
            check(&(struct view){screens_all[i], &plain});
            continue;
        }
        for (; state->name; state++)
            check(&(struct view){screens_all[i], state});
    }
}

static void describes_alike(const struct view *view)
{
    struct ui_node *before = malloc(UI_NODES_MAX * sizeof *before);
    size_t count;

    pose(view, WORDS_EN, UI_SIZE_L);
    count = support.ui.node_count;
    memcpy(before, support.ui.nodes, UI_NODES_MAX * sizeof *before);
    stage_event(&support.kiosk.stage, NULL);
    if (support.ui.node_count != count ||
        memcmp(before, support.ui.nodes, count * sizeof *before) != 0)
        fail_msg("%s.%s is not the same when it is described again", view->screen->name,
                 view->state->name);
    free(before);
}

static void test_screens__describing_twice_is_the_same(void **state)
{
    (void)state;
    each_state(describes_alike);
}

// Who is being served may always ask a person, or finish and hide.
static void lets_go(const struct view *view)
{
    static const char *const exits[] = {"ask", "finish", "end", "back.there", "back", "got"};
    bool found = false;

    pose(view, WORDS_EN, UI_SIZE_L);
    if (!support.kiosk.visit.on)
        return;
    for (size_t i = 0; i < sizeof exits / sizeof exits[0]; i++)
        for (size_t k = 0; k < support.ui.node_count; k++)
            found = found ||
                    (strcmp(support.ui.nodes[k].id, exits[i]) == 0 && !support.ui.nodes[k].ghost);
    if (!found)
        fail_msg("%s.%s holds people", view->screen->name, view->state->name);
}

static void test_screens__let_people_go(void **state)
{
    (void)state;
    each_state(lets_go);
}

static void hides_what_is_theirs(const struct view *view)
{
    pose(view, WORDS_EN, UI_SIZE_L);
    if (!support.kiosk.visit.on)
        return;
    for (size_t i = 0; i < support.ui.node_count; i++) {
        const struct ui_node *node = &support.ui.nodes[i];
        const char *texts[] = {ui_text(&support.ui, node), ui_second_text(&support.ui, node),
                               ui_value_text(&support.ui, node)};

        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++)
            if (strstr(texts[k], "£") && !node->private)
                fail_msg("%s.%s says \"%s\" aloud", view->screen->name, view->state->name,
                         texts[k]);
    }
}

static void test_screens__keep_amounts_private(void **state)
{
    (void)state;
    each_state(hides_what_is_theirs);
}

// --- what is heard (AUD-01, 05, 13, 16, COG-05) ---

static bool is_a_kind(const struct ui_node *node)
{
    return node->touchable || node->disabled;
}

// What is seen is heard, in its language; what can be touched says so, and a choice says its state.
static void check_spoken(const struct view *view, const struct ui_node *node)
{
    const struct ui *ui = &support.ui;
    const char *spoken = ui_spoken_text(ui, node);
    const char *seen[] = {ui_text(ui, node), ui_second_text(ui, node), ui_value_text(ui, node)};
    const char *key = ui_spoken_key(node);
    struct bytes kind = {0};

    if (node->both) // one after the other: checked by what their catalogues say
        seen[0] = "";
    if (node->masked)
        seen[2] = "";
    for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++)
        if (!strstr(spoken, seen[i]))
            fail_msg("%s.%s: %s shows \"%s\" and says \"%s\"", view->screen->name,
                     view->state->name, node->id, seen[i], spoken);
    if (node->role != UI_PICTURE && node->role != UI_CARD && !*spoken)
        fail_msg("%s.%s: nothing is said of %s", view->screen->name, view->state->name, node->id);
    if (is_a_kind(node) != (*key != '\0'))
        fail_msg("%s.%s: %s does not say what it is", view->screen->name, view->state->name,
                 node->id);
    if (*key)
        words_write(&kind, node->both ? WORDS_EN : node->lang, key, NULL);
    if (!strstr(spoken, bytes_text(&kind)))
        fail_msg("%s.%s: %s says \"%s\", without \"%s\"", view->screen->name, view->state->name,
                 node->id, spoken, bytes_text(&kind));
    bytes_clear(&kind);
}

static void is_heard(const struct view *view)
{
    const struct ui_node *all[UI_NODES_MAX];

    for (int lang = 0; lang < WORDS_OTHER; lang++) {
        size_t count;

        pose(view, (enum words_lang)lang, UI_SIZE_M);
        count = ui_order(&support.ui, all);
        for (size_t i = 0; i < count; i++)
            check_spoken(view, all[i]);
    }
}

static void test_screens__are_heard_as_they_are_seen(void **state)
{
    (void)state;
    each_state(is_heard);
}

// Reads all of the page that is shown; what was said stands in support.voice.heard.
static void listen_to(const struct view *view, enum words_lang lang, bool plugged)
{
    struct stage *stage = &support.kiosk.stage;

    pose(view, lang, UI_SIZE_M);
    robot_voice_forget(&support.voice);
    if (plugged)
        stage_plug(stage, true);
    else
        stage_event(stage, &(struct ui_event){UI_TOUCHED, "listen", NULL});
    while (listen_is_saying(&stage->listen))
        when_advance(stage_idle(stage) + 1);
}

// In headphones the whole page is read, each thing once.
static void reads_everything(const struct view *view)
{
    const struct ui_node *all[UI_NODES_MAX];
    const char *heard;
    size_t count;

    listen_to(view, WORDS_CY, true);
    heard = bytes_text(&support.voice.heard);
    count = ui_order(&support.ui, all);
    for (size_t i = 0; i < count; i++)
        if (all[i]->role != UI_KEY && !str_starts(all[i]->id, "listen.") &&
            !strstr(heard, ui_spoken_text(&support.ui, all[i])))
            fail_msg("%s.%s: %s is not read", view->screen->name, view->state->name, all[i]->id);
    stage_plug(&support.kiosk.stage, false);
}

static void test_screens__are_read_to_their_end(void **state)
{
    (void)state;
    each_state(reads_everything);
}

// AUD-06, AUD-07, PRV-10, PRV-11: no amount, no number, no name, no answer, and no sentence with a
// place in it for them.
static void tells_nothing(const struct view *view)
{
    static const char *const secrets[] = {"£", "A 4", "A4", "9.74", "•"};
    const struct ui_node *all[UI_NODES_MAX];
    const char *heard;
    size_t count;

    listen_to(view, WORDS_EN, false);
    heard = bytes_text(&support.voice.heard);
    assert_true(strlen(heard) > 0);
    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++)
        if (strstr(heard, secrets[i]))
            fail_msg("%s.%s tells a loudspeaker:\n%s", view->screen->name, view->state->name,
                     heard);
    for (size_t i = 0; i < support.kiosk.roster.count; i++)
        if (strstr(heard, support.kiosk.roster.people[i].mask))
            fail_msg("%s.%s tells a loudspeaker who is there", view->screen->name,
                     view->state->name);
    count = ui_order(&support.ui, all);
    for (size_t i = 0; i < count; i++)
        if (*ui_aloud_text(&support.ui, all[i]) && !all[i]->public && *all[i]->key &&
            words_has_places(all[i]->lang, all[i]->key))
            fail_msg("%s.%s: %s says aloud a phrase with places", view->screen->name,
                     view->state->name, all[i]->id);
}

static void test_screens__tell_a_loudspeaker_nothing_private(void **state)
{
    (void)state;
    each_state(tells_nothing);
}

// Choices, something to type, or a title that asks, in the bar too.
static bool asks_something(void)
{
    for (size_t i = 0; i < support.ui.node_count; i++) {
        const struct ui_node *node = &support.ui.nodes[i];

        if (node->role == UI_CHOICE || node->role == UI_KEY || node->role == UI_FIELD)
            return true;
        if ((node->role == UI_TITLE || str_equal(node->id, "page")) &&
            strchr(ui_text(&support.ui, node), '?'))
            return true;
    }
    return false;
}

static bool has(const char *id)
{
    for (size_t i = 0; i < support.ui.node_count; i++)
        if (support.ui.nodes[i].placed && support.ui.nodes[i].touchable &&
            str_equal(support.ui.nodes[i].id, id))
            return true;
    return false;
}

// Of a visitor; both on the page itself, and in Help.
static void lets_be_unsure(const struct view *view)
{
    pose(view, WORDS_EN, UI_SIZE_M);
    if (view->screen->staff || support.ui.first || !asks_something())
        return;
    if (!has("person") || !has("unsure") || !has("help"))
        fail_msg("%s.%s asks without \"Ask a person\", \"Not sure?\" and Help", view->screen->name,
                 view->state->name);
    stage_event(&support.kiosk.stage, &(struct ui_event){UI_TOUCHED, "help", NULL});
    if (!has("help.person") || !has("help.unsure"))
        fail_msg("Help of %s.%s is without \"I am not sure\"", view->screen->name,
                 view->state->name);
}

// COG-13.
static void test_screens__let_people_be_unsure_at_every_question(void **state)
{
    (void)state;
    each_state(lets_be_unsure);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screens__describing_twice_is_the_same),
        cmocka_unit_test(test_screens__let_people_go),
        cmocka_unit_test(test_screens__let_people_be_unsure_at_every_question),
        cmocka_unit_test(test_screens__keep_amounts_private),
        cmocka_unit_test(test_screens__are_heard_as_they_are_seen),
        cmocka_unit_test(test_screens__are_read_to_their_end),
        cmocka_unit_test(test_screens__tell_a_loudspeaker_nothing_private),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
