// SPDX-License-Identifier: Apache-2.0

// bench_touch ASSETS TIMES: of every screen, the time from a finger going down on a button to its
// picture, and that of painting everything again. Prints the middle of each for the screen where it
// is longest. Without a window: what the X server does with the pixels is not in it.

#include <stdio.h>
#include <stdlib.h>

#include "kiosk/display.h"
#include "kiosk/example.h"
#include "kiosk/kiosk.h"
#include "kiosk/render.h"
#include "kiosk/screens.h"
#include "kiosk/touch.h"
#include "kiosk/words.h"
#include "shared/mem.h"
#include "tests/bench/bench.h"

struct bench {
    struct kiosk kiosk;
    struct ui ui;
    struct render *render;
    double *us;
    size_t times;
    double full_us, touch_us; // the longest of all screens
};

static const struct ui_node *find_button(const struct ui *ui)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].placed && ui->nodes[i].touchable && !ui->nodes[i].disabled)
            return &ui->nodes[i];
    return NULL;
}

static double longer(double a, double b)
{
    return a > b ? a : b;
}

static void paint_all(struct bench *bench)
{
    for (size_t i = 0; i < bench->times; i++) {
        double begin = bench_us();

        render_expose(bench->render);
        render_paint(bench->render, &bench->ui);
        bench->us[i] = bench_us() - begin;
    }
    bench->full_us = longer(bench->full_us, bench_median(bench->us, bench->times));
}

// Down, and up again far from it, so that nothing else happens.
static void press(struct bench *bench)
{
    const struct ui_node *node = find_button(&bench->ui);
    struct touch touch = {0};
    struct ui_box box;
    char id[UI_ID_SIZE];

    if (!node)
        return;
    box = node->box;
    for (size_t i = 0; i < bench->times; i++) {
        double begin = bench_us();

        touch_down(&touch, &bench->ui, 1, box.x + box.w / 2, box.y + box.h / 2, INT64_MAX);
        stage_event(&bench->kiosk.stage, NULL);
        render_paint(bench->render, &bench->ui);
        bench->us[i] = bench_us() - begin;
        touch_up(&touch, &bench->ui, 1, -1000, -1000, id);
        stage_event(&bench->kiosk.stage, NULL);
        render_paint(bench->render, &bench->ui);
    }
    bench->touch_us = longer(bench->touch_us, bench_median(bench->us, bench->times));
}

static bool open_bench(struct bench *bench, struct ui_display *display, const char *assets,
                       struct err *err)
{
    char words[4200];

    snprintf(words, sizeof words, "%s/words", assets);
    if (!display_read(display, "1920x1080@476x268", err) || !words_open(words, err) ||
        !render_open(&bench->render, display, assets, RENDER_HIDDEN, err))
        return false;
    ui_init(&bench->ui, display, render_metrics(bench->render));
    bench->kiosk.stage.ui = &bench->ui;
    bench->kiosk.stage.kiosk = &bench->kiosk;
    return true;
}

static void run(struct bench *bench)
{
    for (size_t i = 0; screens_all[i]; i++) {
        example_fill(&bench->kiosk);
        ui_forget(&bench->ui);
        stage_pose(&bench->kiosk.stage, screens_all[i],
                   screens_all[i]->states ? &screens_all[i]->states[0] : NULL);
        render_paint(bench->render, &bench->ui);
        paint_all(bench);
        press(bench);
    }
    bench_say("full_ms", bench->full_us / 1000);
    bench_say("touch_ms", bench->touch_us / 1000);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    struct ui_display display;
    struct err err;

    if (argc != 3)
        return 2;
    bench.times = bench_count(argv[2]);
    bench.us = mem_new(bench.times, sizeof *bench.us);
    if (!open_bench(&bench, &display, argv[1], &err)) {
        fprintf(stderr, "bench_touch: %s\n", err.text);
        return 1;
    }
    run(&bench);
    stage_clear(&bench.kiosk.stage);
    kiosk_close(&bench.kiosk);
    ui_clear(&bench.ui);
    render_close(bench.render);
    free(bench.us);
    return 0;
}
