// SPDX-License-Identifier: Apache-2.0

// What becomes of every screen when it is used: t_toggle, t_choices, t_pii, t_reset and t_keys of
// accessibility.md 4.3. The walk by keys is the graph of what each key that selects leads to.

#include "tests/check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <SDL_keycode.h>

#include "kiosk/input_keys.h"
#include "kiosk/palette.h"
#include "kiosk/screens.h"
#include "kiosk/settings.h"
#include "kiosk/tree.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/access/every.h"

#define SAMPLE 1
#define LOOKS 3 // of each state, one after the other through all there are
#define SCREENS_MAX 96
#define SILENCE_MS 345000 // 300 s, and 45 to answer

static struct every every;

// The first three also on a small display, where two languages do not stand beside each other.
enum { PII, RESET, KEYS, ON_SMALL, TOGGLE = ON_SMALL, CHOICES, TESTS };
static struct every_test tests[TESTS];

static void touch(struct every *e, const char *id)
{
    stage_event(&e->kiosk.stage, &(struct ui_event){UI_TOUCHED, id, NULL});
}

static bool is_visitors(const struct every *e)
{
    return !e->kiosk.stage.screen->staff && !e->ui.desk;
}

// --- t_toggle ---

struct part {
    char id[UI_ID_SIZE];
    bool selected, disabled;
    char words[128], value[64];
};

struct page {
    size_t count;
    int page;
    char focus[UI_ID_SIZE];
    struct part parts[UI_NODES_MAX];
};

// Of a field what was typed, in any language; of all else the words.
static void keep(struct page *page, const struct ui *ui)
{
    memset(page, 0, sizeof *page);
    page->page = ui->page;
    str_copy(page->focus, sizeof page->focus, ui->focus);
    for (size_t i = 0; i < ui->node_count; i++) {
        const struct ui_node *node = &ui->nodes[i];
        struct part *part = &page->parts[page->count];

        if (!*node->id || node->ghost)
            continue;
        page->count++;
        str_copy(part->id, sizeof part->id, node->id);
        part->selected = node->selected;
        part->disabled = node->disabled;
        snprintf(part->words, sizeof part->words, "%s", ui_text(ui, node));
        snprintf(part->value, sizeof part->value, "%s", ui_value_text(ui, node));
    }
}

static bool is_kept(const struct part *was, const struct part *is, const struct ui_node *node)
{
    return str_equal(was->id, is->id) && was->selected == is->selected &&
           was->disabled == is->disabled &&
           (!node || node->role != UI_FIELD || str_equal(was->value, is->value));
}

static bool is_same(const struct page *a, const struct page *b)
{
    bool same = a->count == b->count && a->page == b->page && str_equal(a->focus, b->focus);

    for (size_t i = 0; same && i < a->count; i++)
        same = is_kept(&a->parts[i], &b->parts[i], NULL) &&
               str_equal(a->parts[i].words, b->parts[i].words) &&
               str_equal(a->parts[i].value, b->parts[i].value);
    return same;
}

static void check_kept(struct every *e, const struct page *was, const struct page *is)
{
    bool same = was->count == is->count;

    every_check(e, same, NULL, "LNG-05: other things in the other language");
    for (size_t i = 0; same && i < was->count; i++)
        every_check(e, is_kept(&was->parts[i], &is->parts[i], ui_node(&e->ui, was->parts[i].id)),
                    ui_node(&e->ui, was->parts[i].id), "LNG-05: an answer is lost");
    every_check(e, str_equal(was->focus, is->focus) || !ui_node(&e->ui, was->focus), NULL,
                "LNG-05: the focus is lost");
}

static void check_toggle(struct every *e)
{
    static struct page before, other, after;
    bool was_there;

    if (!ui_node(&e->ui, "lang")) {
        every_check(e, e->ui.first, NULL, "LNG-04: the other language is not there");
        return;
    }
    ui_move_focus(&e->ui, 1);
    stage_event(&e->kiosk.stage, NULL);
    keep(&before, &e->ui);
    touch(e, "lang");
    keep(&other, &e->ui);
    check_kept(e, &before, &other);
    was_there = e->ui.page_count > before.page;
    touch(e, "lang");
    keep(&after, &e->ui);
    if (!was_there) // it was on the last page, and of the other language there are fewer
        after.page = before.page;
    every_check(e, is_same(&before, &after), NULL, "LNG-05: not the same when it comes back");
    every_again(e);
}

// --- t_choices ---

static bool is_question(const struct ui_node *node)
{
    return node->role == UI_TITLE && node->zone == UI_BODY;
}

static bool is_way_on(const struct ui_node *node)
{
    return node->role == UI_GO && node->placed && !str_equal(node->id, "more");
}

static bool is_untouched(void)
{
    const struct screen_state *state = every_state();

    return every_over() == STAGE_NOTHING && state &&
           (!state->set || str_equal(state->name, "empty"));
}

// On this page or the next, where there is little room.
static const struct ui_node *on_any_page(const struct ui *ui, const char *id)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (str_equal(ui->nodes[i].id, id))
            return &ui->nodes[i];
    return NULL;
}

// Equal on the first screen: size, colours, what a finger hits (LNG-03).
static void check_pair(struct every *e, const struct ui_node *one)
{
    char id[UI_ID_SIZE];
    const struct ui_node *other;
    struct palette_paint a, b;
    size_t length = strlen(one->id);

    if (length < 3 || !str_equal(one->id + length - 3, ".en"))
        return;
    snprintf(id, sizeof id, "%.*s.cy", (int)(length - 3), one->id);
    other = on_any_page(&e->ui, id);
    every_check(e, other != NULL, one, "LNG-03: only in English");
    if (!other)
        return;
    a = palette_paint(&e->ui, one);
    b = palette_paint(&e->ui, other);
    every_check(e, a.ink == b.ink && a.ground == b.ground && a.edge == b.edge, one,
                "LNG-03: other colours in Welsh");
    every_check(e, one->role == other->role && one->cap == other->cap, one,
                "LNG-03: other letters in Welsh");
    if (one->touchable)
        every_check(
            e, fabs(one->box.w - other->box.w) < 0.05 && fabs(one->box.h - other->box.h) < 0.05,
            one, "LNG-03: larger or smaller in Welsh");
}

static void check_pairs(struct every *e)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(&e->ui, all);

    for (size_t i = 0; e->ui.first && every_over() == STAGE_NOTHING && i < count; i++)
        check_pair(e, all[i]);
}

// Of whoever came with somebody the name is all there is; what changes the look shows it.
static bool needs_no_picture(const struct ui_node *node)
{
    return node->pii || every_over() != STAGE_NOTHING;
}

// A picture alone says nothing for sure, and words alone say nothing to who cannot read (COG-05).
static void check_words(struct every *e, const struct ui_node *node)
{
    if (node->role != UI_CHOICE)
        return;
    every_check(e, *ui_text(&e->ui, node), node, "COG-05: a picture without words");
    every_check(e, node->picture || needs_no_picture(node), node,
                "COG-05: words without a picture");
}

static void check_choices(struct every *e)
{
    int questions = 0, ways = 0, choices = 0, chosen = 0, languages = e->ui.first ? 2 : 1;
    bool pictures = true;

    check_pairs(e);
    if (!is_visitors(e))
        return;
    for (size_t i = 0; i < e->ui.node_count; i++) {
        const struct ui_node *node = &e->ui.nodes[i];

        check_words(e, node);
        questions += is_question(node);
        ways += is_way_on(node);
        choices += node->role == UI_CHOICE;
        chosen += node->role == UI_CHOICE && node->selected;
        pictures = pictures && (node->role != UI_CHOICE || node->picture);
    }
    every_check(e, questions <= languages, NULL, "COG-01: more than one question");
    every_check(e, ways <= languages, NULL, "COG-16: more than one way on");
    every_check(e, choices <= (pictures ? 8 : 5), NULL, "COG-02: too many choices");
    if (is_untouched())
        every_check(e, chosen == 0, NULL, "FRM-05: chosen beforehand");
}

// --- t_pii ---

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Six digits or more together, or with the dashes of a sort code: an account, a card.
static bool has_number(const char *text)
{
    int digits = 0;

    for (; *text; text++) {
        if (is_digit(*text))
            digits++;
        else if (*text != '-' || digits == 0)
            digits = 0;
        if (digits >= 6)
            return true;
    }
    return false;
}

// "DE4 3AG", "LL57 1DT"
static bool has_postcode(const char *text)
{
    for (const char *at = strchr(text, ' '); at; at = strchr(at + 1, ' ')) {
        bool before = at - text >= 3 && is_digit(at[-1]) && at[-2] >= '0' && at[-2] <= 'Z' &&
                      (at[-3] >= 'A' && at[-3] <= 'Z');
        bool after =
            is_digit(at[1]) && at[2] >= 'A' && at[2] <= 'Z' && at[3] >= 'A' && at[3] <= 'Z';

        if (before && after)
            return true;
    }
    return false;
}

static bool names_somebody(const struct every *e, const char *text)
{
    for (size_t i = 0; i < e->kiosk.roster.count; i++)
        if (strstr(text, e->kiosk.roster.people[i].names.last))
            return true;
    return false;
}

// "Jo S." or "Siân M.": one letter and a point at the end of the name.
static bool is_masked(const char *text)
{
    const char *end = strchr(text, '.');

    return end && end - text >= 3 && end[-1] >= 'A' && end[-1] <= 'Z' && end[-2] == ' ';
}

static void check_private(struct every *e, const struct ui_node *node)
{
    const char *text = ui_text(&e->ui, node);

    every_check(e, !has_postcode(text), node, "PRV-07: an address");
    if (!is_visitors(e)) // who key in the code of the tin
        return;
    every_check(e, !has_number(text) && !has_number(ui_value_text(&e->ui, node)), node,
                "PRV-07: an account or a card");
    every_check(e, !names_somebody(e, text), node, "PRV-03: a whole surname");
    if (e->ui.first)
        every_check(e, !node->private && !node->pii, node, "PRV-01: personal, on the first screen");
    if (node->pii && node->role != UI_FIELD && node->role != UI_KEY)
        every_check(e, is_masked(text), node, "PRV-03: a name that is not masked");
}

static void check_pii(struct every *e)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(&e->ui, all);
    int people = 0;

    for (size_t i = 0; i < count; i++) {
        check_private(e, all[i]);
        people += all[i]->pii && all[i]->touchable && all[i]->role != UI_KEY;
    }
    every_check(e, people <= 5, NULL, "PRV-02: a list of people");
}

// --- t_reset ---

// The first screen as it is when somebody with no wishes leaves this one.
static struct bytes golden;

static void write_first(struct every *e, struct bytes *out)
{
    bytes_clear(out);
    tree_write(out, &e->ui, e->kiosk.stage.screen->name);
}

static void make_golden(struct every *e)
{
    e->ui.prefs = ui_prefs_usual;
    kiosk_home(&e->kiosk);
    stage_event(&e->kiosk.stage, NULL);
    write_first(e, &golden);
    every_again(e);
}

static void change_all_settings(struct every *e)
{
    static const char *const ids[] = {"lang",   "colours.black", "sizes.m",      "sizes.space",
                                      "listen", "sound.faster",  "sound.louder", "sound.close"};

    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        touch(e, ids[i]);
    every_check(e, !ui_prefs_equal(&e->ui.prefs, &ui_prefs_usual), NULL, "SES-03: nothing changed");
}

static void be_silent(struct every *e)
{
    struct stage *stage = &e->kiosk.stage;

    robot_voice_forget(&e->voice);
    while (listen_is_saying(&stage->listen)) // who is spoken to is not silent
        when_advance(stage_idle(stage) + 1);
    when_advance(SILENCE_MS + 1000);
    stage_idle(stage);
}

static void check_as_before(struct every *e, const char *why)
{
    struct bytes tree = {0};

    write_first(e, &tree);
    every_check(e, ui_prefs_equal(&e->ui.prefs, &ui_prefs_usual), NULL, why);
    every_check(e, tree.length == golden.length && memcmp(tree.data, golden.data, tree.length) == 0,
                NULL, why);
    for (size_t i = 0; i < e->ui.node_count; i++)
        every_check(e, !e->ui.nodes[i].private && !e->ui.nodes[i].pii, &e->ui.nodes[i],
                    "PRV-01: personal, and the visit is over");
    bytes_clear(&tree);
}

static void check_reset(struct every *e)
{
    if (e->ui.page > 0)
        return;
    make_golden(e);
    if (ui_node(&e->ui, "finish")) {
        change_all_settings(e);
        touch(e, "finish");
        check_as_before(e, "SES-01, LNG-07: left over after \"Finish and hide\"");
        every_again(e);
    }
    change_all_settings(e);
    be_silent(e);
    check_as_before(e, "SES-01, LNG-07: left over after silence");
    every_again(e);
}

// --- t_keys ---

static struct input_keys keys;
static const char *names[SCREENS_MAX];
static bool leads[SCREENS_MAX][SCREENS_MAX];
static size_t name_count;

static size_t number_of(const char *name)
{
    for (size_t i = 0; i < name_count; i++)
        if (str_equal(names[i], name))
            return i;
    assert_true(name_count < SCREENS_MAX);
    names[name_count] = name;
    return name_count++;
}

static const char *shown_name(const struct every *e)
{
    const struct stage *stage = &e->kiosk.stage;

    return stage->over == STAGE_NOTHING ? stage->screen->name : stage_over_name(stage->over);
}

static enum input_answer press(struct every *e, int32_t code, char id[static UI_ID_SIZE])
{
    when_advance(1000); // nobody is faster
    return input_keys_press(&keys, &e->ui, code, false, id);
}

// By Tab and Enter, or by two switches. Whether it was reached and pressed.
static bool select_by_keys(struct every *e, const char *wanted, bool switches)
{
    char id[UI_ID_SIZE] = "";

    keys.switches = switches;
    keys.visits = e->ui.visits;
    for (int i = 0; i < UI_NODES_MAX; i++) {
        if (press(e, switches ? SDLK_1 : SDLK_TAB, id) != INPUT_MOVED)
            return false;
        if (str_equal(e->ui.focus, wanted))
            break;
    }
    return press(e, switches ? SDLK_2 : SDLK_RETURN, id) == INPUT_PRESSED && str_equal(id, wanted);
}

static bool leads_on(const struct ui *ui)
{
    const struct ui_node *all[UI_NODES_MAX];

    return every_touchable(ui, all) > 0;
}

// What was chosen may be what it goes on to.
static void go_on(struct every *e, size_t from)
{
    for (size_t i = 0; i < e->ui.node_count; i++)
        if (is_way_on(&e->ui.nodes[i]) && e->ui.nodes[i].touchable) {
            touch(e, e->ui.nodes[i].id);
            leads[from][number_of(shown_name(e))] = true;
            return;
        }
}

static void check_key(struct every *e, const char *id, bool switches)
{
    size_t from = number_of(e->screen);
    bool is_choice = ui_node(&e->ui, id) && ui_node(&e->ui, id)->role == UI_CHOICE;

    every_check(e, select_by_keys(e, id, switches), ui_node(&e->ui, id),
                switches ? "INP-02: out of reach of two switches" : "INP-01: out of reach of keys");
    touch(e, id);
    every_check(e, leads_on(&e->ui), NULL, "INP-03: leads into a trap");
    leads[from][number_of(shown_name(e))] = true;
    if (is_choice && str_equal(shown_name(e), e->screen))
        go_on(e, from);
    every_again(e);
}

static void check_keys(struct every *e)
{
    const struct ui_node *all[UI_NODES_MAX];
    static char ids[UI_NODES_MAX][UI_ID_SIZE];
    size_t count = every_touchable(&e->ui, all);
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) // of a keyboard one letter is like another
        if (all[i]->role != UI_KEY || i + 1 == count || all[i + 1]->role != UI_KEY)
            str_copy(ids[kept++], sizeof ids[0], all[i]->id);
    for (size_t i = 0; i < kept; i++)
        check_key(e, ids[i], i % 2 == 1);
}

static bool is_screen(const char *name)
{
    for (const struct screen *const *screen = screens_all; *screen; screen++)
        if (str_equal((*screen)->name, name))
            return true;
    for (enum stage_over over = STAGE_HELP; over < STAGE_OVERS; over++)
        if (stage_over_name(over) && str_equal(stage_over_name(over), name))
            return true;
    return false;
}

// Breadth first from where a kiosk begins, and from what opens without a key: by the office, by a
// card, a ticket or a PIN, by speech that is heard, by silence, by what takes long, in practice, as
// the claim is, or once the desk has recorded something of it.
static size_t reach(bool reached[SCREENS_MAX])
{
    static const char *const first[] = {
        "welcome", "new-kiosk", "closed",   "opening",  "desk-pin",       "desk",     "still-there",
        "wait",    "sound",     "way-home", "practice", "out-of-service", "next-time"};
    size_t queue[SCREENS_MAX];
    size_t count = 0;

    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++) {
        assert_true(is_screen(first[i]));
        queue[count] = number_of(first[i]);
        reached[queue[count++]] = true;
    }
    for (size_t at = 0; at < count; at++)
        for (size_t to = 0; to < name_count; to++)
            if (leads[queue[at]][to] && !reached[to]) {
                reached[to] = true;
                queue[count++] = to;
            }
    return count;
}

// --- all in one walk ---

static struct every_test tests[TESTS] = {
    [TOGGLE] = {"t_toggle", check_toggle, 0, 0}, [CHOICES] = {"t_choices", check_choices, 0, 0},
    [PII] = {"t_pii", check_pii, 0, 0},          [RESET] = {"t_reset", check_reset, 0, 0},
    [KEYS] = {"t_keys", check_keys, 0, 0},
};

static int walk(void **state)
{
    struct config *config;
    struct err err;

    (void)state;
    check_ok(bytes_write_file("kiosk.conf", "", 0, 0600, &err), &err); // as it comes
    check_ok(config_open(&config, "kiosk.conf", settings_keys, settings_key_count, &err), &err);
    check_ok(input_keys_read(&keys, config, &err), &err);
    config_close(config);
    every_walk(&every, EVERY_STATE, SAMPLE, tests, every.usual_display ? ON_SMALL : CHOICES);
    if (!every.usual_display) // what a screen asks may depend on the room it has
        every_walk(&every, EVERY_LAYOUT, LOOKS, &tests[CHOICES], 1);
    return 0;
}

static void test_flow__LNG_05_the_other_language_loses_nothing(void **state)
{
    (void)state;
    every_passed(&every, &tests[TOGGLE], 2000);
}

static void test_flow__COG_01_one_question_with_few_choices(void **state)
{
    (void)state;
    every_passed(&every, &tests[CHOICES], 300);
}

static void test_flow__PRV_03_nobody_is_named_and_no_account_is_shown(void **state)
{
    (void)state;
    every_passed(&every, &tests[PII], 2000);
}

static void test_flow__SES_01_every_end_is_as_it_was_before(void **state)
{
    (void)state;
    every_passed(&every, &tests[RESET], 300);
}

static void test_flow__INP_01_keys_or_two_switches_do_everything(void **state)
{
    (void)state;
    every_passed(&every, &tests[KEYS], 5000);
}

static void test_flow__INP_01_keys_lead_to_every_screen(void **state)
{
    bool reached[SCREENS_MAX] = {false};
    size_t count = reach(reached);
    int missing = 0;

    (void)state;
    for (size_t i = 0; i < name_count; i++)
        if (!reached[i]) {
            print_message("no key leads to %s\n", names[i]);
            missing++;
        }
    printf("t_walk: %zu screens of %zu are reached by keys\n", count, name_count);
    assert_int_equal(missing, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest on_small[] = {
        cmocka_unit_test(test_flow__PRV_03_nobody_is_named_and_no_account_is_shown),
        cmocka_unit_test(test_flow__SES_01_every_end_is_as_it_was_before),
        cmocka_unit_test(test_flow__INP_01_keys_or_two_switches_do_everything),
    };
    const struct CMUnitTest list[] = {
        cmocka_unit_test(test_flow__LNG_05_the_other_language_loses_nothing),
        cmocka_unit_test(test_flow__COG_01_one_question_with_few_choices),
        cmocka_unit_test(test_flow__PRV_03_nobody_is_named_and_no_account_is_shown),
        cmocka_unit_test(test_flow__SES_01_every_end_is_as_it_was_before),
        cmocka_unit_test(test_flow__INP_01_keys_or_two_switches_do_everything),
        cmocka_unit_test(test_flow__INP_01_keys_lead_to_every_screen),
    };
    int failed;

    every_open(&every, argc, argv);
    if (argc > 1 && str_equal(argv[1], "small")) {
        every.usual_display = "1280x800@218x136"; // 10.1 inches
        every.usual.lang = WORDS_CY;
        failed = cmocka_run_group_tests(on_small, walk, NULL);
    } else {
        failed = cmocka_run_group_tests(list, walk, NULL);
    }
    bytes_clear(&golden);
    every_close(&every);
    return failed;
}
