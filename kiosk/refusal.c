// SPDX-License-Identifier: Apache-2.0
#include "kiosk/refusal.h"

#include <math.h>

#include "kiosk/kiosk.h"

#define LARGEST 0.6 // of a page for visitors on that display: capitals of 11.7 mm
#define FINER 1.05
#define STEPS 100 // down to letters of a tenth of a millimetre

static bool all_fits(const struct ui *ui)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].clipped)
            return false;
    return ui->page_count == 1;
}

// Laid out as on a display that is so many times as large, and so that much smaller.
void refusal_place(struct stage *stage, struct render *render, const struct ui_display *display,
                   const struct screen *screen)
{
    struct ui_display larger = *display;

    kiosk_too_small(stage->kiosk, display);
    for (int step = 0; step < STEPS; step++) {
        double times = LARGEST * pow(FINER, step);

        larger.width_mm = times * display->width_mm;
        larger.height_mm = times * display->height_mm;
        render_measure(render, &larger);
        stage->ui->display = larger;
        stage_pose(stage, screen, NULL);
        if (all_fits(stage->ui))
            break;
    }
}
