// SPDX-License-Identifier: Apache-2.0

// gallery DISPLAY OUT [LANGS SIZES CONTRASTS]: the gallery's pictures, for looking at.

#include <stdio.h>
#include <stdlib.h>

#include "kiosk/display.h"
#include "kiosk/dump.h"
#include "kiosk/render.h"
#include "kiosk/words.h"
#include "tests/kiosk/gallery.h"

static bool show(int argc, char **argv, struct err *err)
{
    struct dump_plan plan = {.out = argv[2],
                             .screens = gallery_screens,
                             .langs = argc > 3 ? argv[3] : "en,cy",
                             .sizes = argc > 4 ? argv[4] : "M,L,XL",
                             .contrasts = argc > 5 ? argv[5] : "medium"};
    struct ui_display display;
    struct render *render = NULL;
    struct ui ui = {0};
    struct stage stage = {.ui = &ui};
    bool ok;

    if (!display_read(&display, argv[1], err) || !words_open(GALLERY_WORDS, err) ||
        !render_open(&render, &display, GALLERY_ASSETS, RENDER_HIDDEN, err))
        return false;
    ui_init(&ui, &display, render_metrics(render));
    ui.hearing = UI_SILENT;
    ok = dump_screens(&plan, &stage, render, err);
    stage_clear(&stage);
    ui_clear(&ui);
    render_close(render);
    return ok;
}

int main(int argc, char **argv)
{
    struct err err;

    if (argc < 3)
        return 2;
    if (show(argc, argv, &err))
        return 0;
    fprintf(stderr, "%s\n", err.text);
    return 1;
}
