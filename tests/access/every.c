// SPDX-License-Identifier: Apache-2.0

#include "tests/access/every.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kiosk/display.h"
#include "kiosk/example.h"
#include "kiosk/palette.h"
#include "kiosk/screens.h"
#include "shared/str.h"
#include "tests/check.h"

#define BAD_SHOWN 40

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
    stage->ui = &every->ui;
    stage->kiosk = &every->kiosk;
    stage->forget = kiosk_home;
    stage->ask = kiosk_ask;
    stage->personal = kiosk_is_personal;
    stage->patience = kiosk_patience;
}

void every_open(struct every *every, int argc, char **argv)
{
    struct err err;

    memset(every, 0, sizeof *every);
    every->full = has_word(argc, argv, "full");
    every->pseudo = has_word(argc, argv, "pseudo");
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
    for (int i = 0; i < DISPLAY_COUNT; i++)
        render_close(renders[i]);
}

// --- one of the ways to show it ---

// A number below `count`, and what is left of `way` for the next question.
static int take(int *way, int count)
{
    int answer = *way % count;

    *way /= count;
    return answer;
}

// A longer language and wider spacing are one test each (t_fit), not both at once.
static int count_spacings(const struct every *every)
{
    return every->pseudo ? 1 : 2;
}

static int count_langs(const struct every *every)
{
    return every->pseudo ? 1 : words_count();
}

static int count_ways(const struct every *every, enum every_what what)
{
    int ways = DISPLAY_COUNT * UI_SIZES * count_langs(every);

    if (what == EVERY_STATE)
        return 1;
    return ways * (what == EVERY_COLOURS ? (int)UI_CONTRASTS : count_spacings(every));
}

static void set_way(struct every *every, enum every_what what, int way)
{
    struct ui *ui = &every->ui;
    int display = USUAL_DISPLAY;

    ui->prefs = ui_prefs_usual;
    if (what != EVERY_STATE) {
        display = take(&way, DISPLAY_COUNT);
        ui->prefs.size = (enum ui_size)take(&way, UI_SIZES);
        ui->prefs.lang = (enum words_lang)take(&way, count_langs(every));
    }
    if (what == EVERY_LAYOUT)
        ui->prefs.spacious = take(&way, count_spacings(every)) == 1;
    if (what == EVERY_COLOURS)
        ui->prefs.contrast = (enum ui_contrast)take(&way, UI_CONTRASTS);
    if (every->pseudo)
        ui->prefs.lang = WORDS_OTHER;
    // There it is one or the other (stage_help.c).
    if (ui->prefs.spacious && ui->prefs.size == UI_SIZE_XL && displays[display].height_mm < 180)
        ui->prefs.size = UI_SIZE_L;
    // On 10.1 inches and upright the longest of its words and choices have no room in XL.
    if (every->pseudo && displays[display].width_mm < 220 && ui->prefs.size == UI_SIZE_XL)
        ui->prefs.size = UI_SIZE_L;
    every->display = DISPLAYS[display];
    every->render = renders[display];
    ui->display = displays[display];
    ui->metrics = render_metrics(renders[display]);
}

// --- one state ---

struct posed {
    const struct screen *screen;
    const struct screen_state *state; // NULL: as the screen is entered
    enum stage_over over;
};
static struct posed shown;

static void pose(struct every *every)
{
    struct stage *stage = &every->kiosk.stage;

    ui_forget(&every->ui);
    example_fill(&every->kiosk);
    stage_pose(stage, shown.screen, shown.state);
    if (shown.over != STAGE_NOTHING)
        stage_pose_over(stage, shown.over);
    every->screen = shown.over == STAGE_NOTHING ? shown.screen->name : stage_over_name(shown.over);
    every->state = shown.state ? shown.state->name : "start";
}

void every_again(struct every *every)
{
    struct ui_prefs prefs = every->ui.prefs;

    pose(every);
    every->ui.prefs = prefs;
    stage_event(&every->kiosk.stage, NULL);
}

bool every_is_first(const struct every *every)
{
    return every->ui.first && shown.over == STAGE_NOTHING;
}

static void show_pages(struct every *every, void (*check)(struct every *every))
{
    int page = 0;

    do {
        every->ui.page = page;
        stage_event(&every->kiosk.stage, NULL);
        every->pages++;
        check(every);
    } while (++page < every->ui.page_count);
}

struct plan {
    enum every_what what;
    int sample;
    void (*check)(struct every *every);
};

// The ways of a sample lie evenly among all, and elsewhere for each state: the golden ratio.
static void show_state(struct every *every, const struct plan *plan, int number)
{
    int ways = count_ways(every, plan->what);
    int count = every->full || plan->sample > ways ? ways : plan->sample;

    pose(every);
    for (int i = 0; i < count; i++) {
        double at = (number * plan->sample + i) * 0.6180339887;
        int way = count == ways ? i : (int)((at - floor(at)) * ways);

        set_way(every, plan->what, way);
        show_pages(every, plan->check);
    }
}

static void show_all(struct every *every, const struct plan *plan)
{
    int number = 0;

    shown = (struct posed){.screen = screens_all[0]};
    for (int over = 1; over < STAGE_OVERS; over++) {
        shown.over = (enum stage_over)over;
        if (stage_over_name(shown.over))
            show_state(every, plan, number++);
    }
    shown.over = STAGE_NOTHING;
    for (size_t i = 0; screens_all[i]; i++) {
        shown.screen = screens_all[i];
        shown.state = shown.screen->states;
        do
            show_state(every, plan, number++);
        while (shown.state && (++shown.state)->name);
    }
    assert_true(number > 50);
}

void every_page(struct every *every, enum every_what what, int sample, const char *name,
                void (*check)(struct every *every))
{
    struct plan plan = {what, sample, check};

    every->bad = 0;
    every->pages = every->checks = 0;
    show_all(every, &plan);
    printf("%s: %ld checks on %ld pages\n", name, every->checks, every->pages);
    fflush(stdout);
    if (every->bad > 0)
        fail_msg("%s: %d of %ld checks were bad", name, every->bad, every->checks);
}

// What is bad is best looked at.
static void save_picture(struct every *every)
{
    char path[64];
    struct err err;

    snprintf(path, sizeof path, "bad-%d.png", every->bad);
    render_expose(every->render);
    render_paint(every->render, &every->ui);
    if (!render_save(every->render, path, &err))
        print_message("%s\n", err.text);
}

void every_check(struct every *every, bool ok, const struct ui_node *node, const char *why)
{
    static const char *const sizes[UI_SIZES] = {"M", "L", "XL"};
    const struct ui_prefs *prefs = &every->ui.prefs;

    every->checks++;
    if (ok || ++every->bad > BAD_SHOWN)
        return;
    save_picture(every);
    print_message("%s.%s-%s-%s%s-%s-%s page %d: %s: %s\n", every->screen, every->state,
                  words_code(prefs->lang), sizes[prefs->size], prefs->spacious ? "+space" : "",
                  palette_name(prefs->contrast), every->display, every->ui.page + 1,
                  node ? node->id : "-", why);
}
