// SPDX-License-Identifier: Apache-2.0

// "Please wait": a still page before work that takes more than a second (TIM-10). One thread does
// the work and the painting, so it must be there before the work begins; how long that took the
// last time says whether it is needed.

#include "kiosk/stage_parts.h"
#include "shared/str.h"

enum ui_work stage_work_of(const struct stage *stage, const struct ui_event *event)
{
    const struct ui_node *node = NULL;

    if (!event || stage->over != STAGE_NOTHING)
        return UI_QUICK;
    if (event->kind == UI_TAKEN)
        return UI_PICTURES;
    if (event->kind == UI_TOUCHED)
        node = ui_node(stage->ui, event->id);
    return node ? node->work : UI_QUICK;
}

void stage_frame_wait(struct ui *ui)
{
    ui_page(ui, "wait.bar");
    ui_centre(ui);
    ui_picture(ui, "wait.picture", "hourglass-done");
    ui_title(ui, "wait.title", "wait.title");
    ui_paragraph(ui, "wait.how", "wait.how");
}

void stage_work_begin(struct stage *stage, enum ui_work work)
{
    struct ui *ui = stage->ui;
    char focus[UI_ID_SIZE];
    int page = ui->page;

    if (work == UI_QUICK || stage->took_ms[work] < STAGE_LONG_MS)
        return;
    str_copy(focus, sizeof focus, ui->focus);
    ui_begin(ui, NULL);
    stage_frame_wait(ui);
    ui_end(ui);
    listen_follow(&stage->listen, ui, stage->screen, (int)STAGE_WAIT);
    if (stage->paint)
        stage->paint(stage->paint_data);
    ui->page = page;
    str_copy(ui->focus, sizeof ui->focus, focus);
}
