// SPDX-License-Identifier: Apache-2.0

// "Please wait": a still page before work that takes more than a second (TIM-10). One thread does
// the work and the painting, so it must be there before the work begins; how long that took the
// last time says whether it is needed.

#include <string.h>

#include "kiosk/stage_parts.h"
#include "shared/when.h"

void stage_frame_wait(struct ui *ui)
{
    ui_page(ui, "wait.bar");
    ui_centre(ui);
    ui_picture(ui, "wait.picture", "hourglass-done");
    ui_title(ui, "wait.title", "wait.title");
    ui_paragraph(ui, "wait.how", "wait.how");
}

// A page of its own: the frame that does the work is not over.
static void ask_to_wait(struct stage *stage)
{
    const struct ui *asked = stage->ui;
    struct ui ui;

    ui_init(&ui, &asked->display, asked->metrics);
    ui.prefs = asked->prefs;
    ui.practice = asked->practice;
    ui.hearing = asked->hearing;
    ui.visits = asked->visits;
    ui_begin(&ui, NULL);
    stage_frame_wait(&ui);
    ui_end(&ui);
    listen_follow(&stage->listen, &ui, stage->screen, (int)STAGE_WAIT);
    if (stage->paint)
        stage->paint(stage->paint_data, &ui);
    ui_clear(&ui);
}

void stage_act_begin(struct stage *stage)
{
    stage->acts = true;
    stage->waits = false;
    memset(stage->works, 0, sizeof stage->works);
}

void stage_work(struct stage *stage, enum stage_work work)
{
    if (!stage->acts || stage->works[work])
        return;
    if (stage->took_ms[work] >= STAGE_LONG_MS && !stage->waits) {
        stage->waits = true;
        ask_to_wait(stage);
    }
    stage->works[work] = true;
    stage->began_ms[work] = when_monotonic_ms();
}

void stage_act_end(struct stage *stage)
{
    stage->acts = false;
    for (int i = 0; i < STAGE_WORKS; i++)
        if (stage->works[i])
            stage->took_ms[i] = when_monotonic_ms() - stage->began_ms[i];
    memset(stage->works, 0, sizeof stage->works);
}
