// SPDX-License-Identifier: Apache-2.0

#include "tests/kiosk/views.h"

#include <string.h>

#include "kiosk/display.h"
#include "kiosk/example.h"
#include "tests/check.h"

static const char *const DISPLAYS[] = {
    "1280x800@218x136", "1920x1200@218x136", "1920x1080@294x166", "1920x1080@345x194",
    "1366x768@345x194", "1920x1080@476x268", "1680x1050@474x296", "1080x1920@166x294",
};

#define LOOKS_EACH ((size_t)2 * UI_SIZES) // of a display: the languages and sizes

const struct views_look views_some[] = {
    {"1920x1080@476x268", WORDS_EN, UI_SIZE_L, UI_MEDIUM},
    {"1280x800@218x136", WORDS_CY, UI_SIZE_L, UI_WHITE},
    {"1366x768@345x194", WORDS_CY, UI_SIZE_XL, UI_BLACK},
    {"1080x1920@166x294", WORDS_EN, UI_SIZE_M, UI_LOW},
};
const size_t views_some_count = sizeof views_some / sizeof views_some[0];

static void open_look(struct views *views, const struct views_look *look)
{
    struct stage *stage = &views->kiosk.stage;
    struct err err;

    views->look = look;
    check_ok(display_read(&views->display, look->display, &err), &err);
    check_ok(words_open(VIEWS_ASSETS "/words", &err), &err);
    check_ok(render_open(&views->render, &views->display, VIEWS_ASSETS, RENDER_HIDDEN, &err), &err);
    ui_init(&views->ui, &views->display, render_metrics(views->render));
    stage->ui = &views->ui;
    stage->kiosk = &views->kiosk;
    stage->forget = kiosk_home;
    stage->ask = kiosk_ask;
    stage->personal = kiosk_is_personal;
    stage->patience = kiosk_patience;
}

void views_close(struct views *views)
{
    stage_clear(&views->kiosk.stage);
    kiosk_close(&views->kiosk);
    ui_clear(&views->ui);
    render_close(views->render);
    views->render = NULL;
}

static void show(struct views *views, int page)
{
    ui_forget(&views->ui);
    example_fill(&views->kiosk);
    stage_pose(&views->kiosk.stage, views->screen, views->state);
    if (views->over != STAGE_NOTHING)
        stage_pose_over(&views->kiosk.stage, views->over);
    views->ui.prefs.lang = views->look->lang; // only now: staff's screens begin with their own
    views->ui.prefs.size = views->look->size;
    views->ui.prefs.contrast = views->look->contrast;
    views->ui.page = page;
    stage_event(&views->kiosk.stage, NULL);
}

static void show_pages(struct views *views, void (*check)(struct views *views))
{
    int pages = 1;

    for (int page = 0; page < pages; page++) {
        show(views, page);
        assert_int_equal(views->ui.page, page);
        pages = views->ui.page_count;
        views->count++;
        check(views);
    }
}

static void show_all(struct views *views, const struct views_look *look,
                     void (*check)(struct views *views))
{
    open_look(views, look);
    views->screen = &screen_travel;
    views->state = screen_travel.states;
    for (int over = 1; over < STAGE_OVERS; over++) {
        views->over = (enum stage_over)over;
        if (stage_over_name(views->over))
            show_pages(views, check);
    }
    views->over = STAGE_NOTHING;
    for (size_t i = 0; screens_all[i]; i++) {
        views->screen = screens_all[i];
        views->state = screens_all[i]->states;
        do
            show_pages(views, check);
        while (views->state && (++views->state)->name);
    }
    views_close(views);
}

void views_each(struct views *views, bool full, void (*check)(struct views *views))
{
    for (size_t i = 0; !full && i < views_some_count; i++)
        show_all(views, &views_some[i], check);
    for (size_t i = 0; full && i < sizeof DISPLAYS / sizeof DISPLAYS[0] * LOOKS_EACH; i++) {
        struct views_look look = {.display = DISPLAYS[i / LOOKS_EACH],
                                  .lang = i / UI_SIZES % 2 ? WORDS_CY : WORDS_EN,
                                  .size = (enum ui_size)(i % UI_SIZES),
                                  .contrast = (enum ui_contrast)(i % UI_CONTRASTS)};

        show_all(views, &look, check);
    }
    assert_true(views->count > 100);
}

void views_bad(struct views *views, const char *id, const char *why)
{
    if (++views->bad > 30)
        return;
    print_message("%s %s size %d contrast %d: %s.%s page %d: %s: %s\n", views->look->display,
                  words_code(views->look->lang), (int)views->look->size, (int)views->look->contrast,
                  views->screen->name, views->state ? views->state->name : "start", views->ui.page,
                  id, why);
}
