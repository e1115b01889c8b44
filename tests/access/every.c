// SPDX-License-Identifier: Apache-2.0

#include "tests/access/every.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kiosk/display.h"
#include "kiosk/example.h"
#include "kiosk/palette.h"
#include "kiosk/practice.h"
#include "kiosk/screens.h"
#include "shared/str.h"
#include "shared/when.h"
#include "tests/check.h"

#define BAD_SHOWN 20

static const char *const DISPLAYS[] = {
    "1280x800@218x136",  // 10.1 inches
    "1920x1200@218x136", // 10.1, finer
    "1920x1080@294x166", // 13.3
    "1920x1080@345x194", // 15.6
    "1366x768@345x194",  // 15.6, coarse
    "1920x1080@476x268", // 21.5
    "1680x1050@474x296", // 22
    "1080x1920@166x294", // 13.3, upright
};
#define DISPLAY_COUNT ((int)(sizeof DISPLAYS / sizeof DISPLAYS[0]))
#define USUAL_DISPLAY 5

// All displays at once: a screen is entered once, and then shown on each.
static struct ui_display displays[DISPLAY_COUNT];
static struct render *renders[DISPLAY_COUNT];

static bool has_word(int argc, char **argv, const char *word)
{
    for (int i = 1; i < argc; i++)
        if (str_equal(argv[i], word))
            return true;
    return false;
}

static void open_stage(struct every *every)
{
    struct stage *stage = &every->kiosk.stage;

    ui_init(&every->ui, &displays[USUAL_DISPLAY], render_metrics(renders[USUAL_DISPLAY]));
    kiosk_begin(&every->kiosk, &every->ui);
    stage->settle = NULL; // nothing is kept here: there is no log to bring out/ up to
    stage->listen.speaker = true;
    robot_voice_init(&every->voice);
    listen_begin(&stage->listen, &every->ui, &every->voice.voice);
}

static bool twice; // the largest words are twice as large as the smallest

double __real_layout_cap(enum ui_size size);
double __wrap_layout_cap(enum ui_size size);

// The linker puts it in the kiosk's place (CMakeLists.txt): all sizes follow from this one.
double __wrap_layout_cap(enum ui_size size)
{
    return twice && size == UI_SIZE_XL ? 2 * __real_layout_cap(UI_SIZE_M) : __real_layout_cap(size);
}

void every_open(struct every *every, int argc, char **argv)
{
    struct err err;

    memset(every, 0, sizeof *every);
    every->usual = ui_prefs_usual;
    every->full = has_word(argc, argv, "full");
    every->pseudo = has_word(argc, argv, "pseudo");
    every->twice = twice = has_word(argc, argv, "twice");
    check_ok(words_open(every->pseudo ? EVERY_PSEUDO : EVERY_ASSETS "/words", &err), &err);
    for (int i = 0; i < DISPLAY_COUNT; i++) {
        check_ok(display_read(&displays[i], DISPLAYS[i], &err), &err);
        check_ok(render_open(&renders[i], &displays[i], EVERY_ASSETS, RENDER_HIDDEN, &err), &err);
    }
    open_stage(every);
}

void every_close(struct every *every)
{
    stage_clear(&every->kiosk.stage);
    kiosk_close(&every->kiosk);
    ui_clear(&every->ui);
    robot_voice_clear(&every->voice);
    for (int i = 0; i < DISPLAY_COUNT; i++)
        render_close(renders[i]);
}

// --- one of the ways to show it ---

// What is shown, and how; a test may have changed what the stage has of it.
struct posed {
    const struct screen *screen;
    const struct screen_state *state;
    enum stage_over over;
    struct ui_prefs prefs;
    int page;
};
static struct posed shown;

// A number below `count`, and what is left of `way` for the next question.
static int take(int *way, int count)
{
    int answer = *way % count;

    *way /= count;
    return answer;
}

// A longer language, larger words and wider spacing are one test each (t_fit), not all at once.
static int count_spacings(const struct every *every)
{
    return every->pseudo || every->twice ? 1 : 2;
}

static int count_langs(const struct every *every)
{
    return every->pseudo ? 1 : words_count();
}

static int count_sizes(const struct every *every)
{
    return every->twice ? 1 : UI_SIZES;
}

static int count_ways(const struct every *every, enum every_what what)
{
    int ways = DISPLAY_COUNT * count_sizes(every);

    if (what == EVERY_STATE)
        return 1;
    if (what == EVERY_COLOURS)
        return ways * UI_CONTRASTS;
    return ways * count_langs(every) * count_spacings(every) * 2;
}

// The look that most often has too little room: 10.1 inches, and the largest words.
static int cramped_way(const struct every *every, int lang, bool heard)
{
    int sizes = count_sizes(every);
    int speech = heard ? count_spacings(every) : 0;

    return DISPLAY_COUNT * (sizes - 1 + sizes * (lang + count_langs(every) * speech));
}

static void set_display(struct every *every, int display)
{
    every->display = DISPLAYS[display];
    every->render = renders[display];
    every->ui.display = displays[display];
    every->ui.metrics = render_metrics(renders[display]);
}

static int usual_display(const struct every *every)
{
    for (int i = 0; every->usual_display && i < DISPLAY_COUNT; i++)
        if (str_equal(DISPLAYS[i], every->usual_display))
            return i;
    return USUAL_DISPLAY;
}

static void set_way(struct every *every, enum every_what what, int way)
{
    struct ui_prefs prefs = every->usual;
    int display = usual_display(every);

    if (what != EVERY_STATE) {
        display = take(&way, DISPLAY_COUNT);
        prefs.size = every->twice ? UI_SIZE_XL : (enum ui_size)take(&way, UI_SIZES);
    }
    if (what == EVERY_LAYOUT) {
        prefs.lang = (enum words_lang)take(&way, count_langs(every));
        prefs.spacious = take(&way, count_spacings(every)) == 1;
        prefs.speech = take(&way, 2) == 1;
    }
    if (what == EVERY_COLOURS) {
        prefs.contrast = (enum ui_contrast)take(&way, UI_CONTRASTS);
        prefs.lang = (enum words_lang)((display + (int)prefs.size) % count_langs(every));
    }
    if (every->pseudo)
        prefs.lang = WORDS_OTHER;
    set_display(every, display);
    shown.prefs = every->ui.prefs = prefs;
}

// --- one state ---

enum stage_over every_over(void)
{
    return shown.over;
}

const struct screen_state *every_state(void)
{
    return shown.state;
}

static void pose(struct every *every)
{
    struct stage *stage = &every->kiosk.stage;

    practice_drop(&every->kiosk); // a key may have begun it
    ui_forget(&every->ui);
    listen_forget(&stage->listen, &every->ui);
    example_fill(&every->kiosk);
    stage_pose(stage, shown.screen, shown.state);
    if (shown.over != STAGE_NOTHING)
        stage_pose_over(stage, shown.over);
    if (shown.over != STAGE_STILL_THERE)
        stage->touched_ms = when_monotonic_ms();
    every->screen = shown.over == STAGE_NOTHING ? shown.screen->name : stage_over_name(shown.over);
    every->state = shown.state ? shown.state->name : "start";
}

void every_again(struct every *every)
{
    pose(every);
    every->ui.prefs = shown.prefs;
    every->ui.page = shown.page;
    stage_event(&every->kiosk.stage, NULL);
}

struct plan {
    enum every_what what;
    int sample;
    struct every_test *tests;
    size_t count;
};

static void show_pages(struct every *every, const struct plan *plan)
{
    int page = 0;

    do {
        every->ui.page = shown.page = page;
        stage_event(&every->kiosk.stage, NULL);
        every->pages++;
        for (size_t i = 0; i < plan->count; i++) {
            every->test = &plan->tests[i];
            every->test->check(every);
        }
    } while (++page < every->ui.page_count);
}

static void show_way(struct every *every, const struct plan *plan, int way)
{
    set_way(every, plan->what, way);
    every_again(every); // a state may be made for the display it is shown on
    show_pages(every, plan);
}

// The ways of a sample lie evenly among all, and elsewhere for each state: the golden ratio.
static void show_state(struct every *every, const struct plan *plan, int number)
{
    int ways = count_ways(every, plan->what);
    int count = every->full || plan->sample > ways ? ways : plan->sample;

    for (int i = 0; i < count; i++) {
        double at = (number * plan->sample + i) * 0.6180339887;

        show_way(every, plan, count == ways ? i : (int)((at - floor(at)) * ways));
    }
    for (int i = 0; every->cramped && count < ways && i < count_langs(every); i++)
        show_way(every, plan, cramped_way(every, i, number % 2 == 1));
}

static int show_overs(struct every *every, const struct plan *plan)
{
    int number = 0;

    shown = (struct posed){.screen = screens_all[0]};
    for (int over = 1; over < STAGE_OVERS; over++) {
        shown.over = (enum stage_over)over;
        if (stage_over_name(shown.over))
            show_state(every, plan, number++);
    }
    shown.over = STAGE_NOTHING;
    return number;
}

void every_walk(struct every *every, enum every_what what, int sample, struct every_test *tests,
                size_t count)
{
    struct plan plan = {what, sample, tests, count};
    int number = show_overs(every, &plan);

    for (size_t i = 0; screens_all[i]; i++) {
        shown.screen = screens_all[i];
        shown.state = shown.screen->states;
        do
            show_state(every, &plan, number++);
        while (shown.state && (++shown.state)->name);
    }
    assert_true(number > 50);
}

void every_passed(const struct every *every, const struct every_test *test, long least)
{
    printf("%s: %ld checks on %ld pages\n", test->name, test->checks, every->pages);
    fflush(stdout);
    if (test->bad > 0)
        fail_msg("%s: %d of %ld checks were bad", test->name, test->bad, test->checks);
    if (test->checks < least)
        fail_msg("%s: only %ld checks", test->name, test->checks);
}

// What is bad is best looked at.
static void save_picture(struct every *every)
{
    char path[64];
    struct err err;

    snprintf(path, sizeof path, "bad-%s-%d.png", every->test->name, every->test->bad);
    render_expose(every->render);
    render_paint(every->render, &every->ui);
    if (!render_save(every->render, path, &err))
        print_message("%s\n", err.text);
}

void every_check(struct every *every, bool ok, const struct ui_node *node, const char *why)
{
    static const char *const sizes[UI_SIZES] = {"M", "L", "XL"};
    const struct ui_prefs *prefs = &every->ui.prefs;

    every->test->checks++;
    if (ok || ++every->test->bad > BAD_SHOWN)
        return;
    save_picture(every);
    print_message("%s: %s.%s-%s-%s%s%s-%s-%s page %d: %s: %s\n", every->test->name, every->screen,
                  every->state, words_code(prefs->lang), sizes[prefs->size],
                  prefs->spacious ? "+space" : "", prefs->speech ? "+heard" : "",
                  palette_name(prefs->contrast), every->display, every->ui.page + 1,
                  node ? node->id : "-", why);
}

// --- what tests ask of a page ---

double every_gap(const struct ui_box *a, const struct ui_box *b)
{
    double across = fmax(b->x - (a->x + a->w), a->x - (b->x + b->w));
    double down = fmax(b->y - (a->y + a->h), a->y - (b->y + b->h));

    return fmax(across, down);
}

bool every_holds(const struct ui *ui, const struct ui_node *box, const struct ui_node *node)
{
    for (int i = node->parent; i >= 0; i = ui->nodes[i].parent)
        if (&ui->nodes[i] == box)
            return true;
    return false;
}

size_t every_touchable(const struct ui *ui, const struct ui_node *out[static UI_NODES_MAX])
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(ui, all);
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (all[i]->touchable)
            out[kept++] = all[i];
    return kept;
}
