// SPDX-License-Identifier: Apache-2.0

// What is touched to be read to.

#include "kiosk/stage_parts.h"
#include "kiosk/voice.h"
#include "shared/str.h"

static void step_button(struct ui *ui, const char *id, bool possible)
{
    if (!possible)
        ui_disabled(ui);
    ui_button(ui, id, id);
}

void stage_frame_sound(const struct stage *stage, struct ui *ui)
{
    const struct ui_prefs *prefs = &ui->prefs;

    ui_page(ui, "listen");
    ui_title(ui, "sound.title", "sound.title");
    if (stage->recall)
        stage->recall(stage->kiosk, ui);
    ui_grid_begin(ui, 2);
    step_button(ui, "sound.slower", prefs->speed > 0);
    step_button(ui, "sound.faster", prefs->speed < VOICE_SPEEDS - 1);
    step_button(ui, "sound.quieter", prefs->volume > 0);
    step_button(ui, "sound.louder", prefs->volume < VOICE_VOLUMES - 1);
    ui_button(ui, "sound.again", "listen.again");
    ui_button(ui, "sound.off", "sound.off");
    step_button(ui, "sound.dark", stage->listen.plugged);
    ui_grid_end(ui);
    ui_go(ui, "sound.close", "sound.close");
}

// The first touch begins; the next offers how.
static void hear(struct stage *stage)
{
    if (stage->ui->hearing > UI_SILENT)
        stage_show_over(stage, STAGE_SOUND);
    else
        listen_on(&stage->listen, stage->ui);
}

static void hear_again(struct stage *stage)
{
    if (stage->over == STAGE_SOUND)
        stage_show_over(stage, STAGE_NOTHING);
    listen_on(&stage->listen, stage->ui);
}

// Nobody reads along who sits behind (PRV-08). A loudspeaker would not say what is not seen.
static void darken(struct stage *stage)
{
    bool *dark = &stage->ui->prefs.dark;

    *dark = stage->listen.plugged && !*dark;
    listen_darkness(&stage->listen, stage->ui);
}

static void hear_no_more(struct stage *stage)
{
    stage_show_over(stage, STAGE_NOTHING);
    listen_off(&stage->listen, stage->ui);
}

static bool answers_how(struct stage *stage, const char *id)
{
    struct listen *listen = &stage->listen;
    struct ui *ui = stage->ui;

    if (str_equal(id, "sound.slower") || str_equal(id, "sound.faster"))
        listen_faster(listen, ui, str_equal(id, "sound.faster") ? 1 : -1);
    else if (str_equal(id, "sound.quieter") || str_equal(id, "sound.louder"))
        listen_louder(listen, ui, str_equal(id, "sound.louder") ? 1 : -1);
    else if (str_equal(id, "sound.dark"))
        darken(stage);
    else
        return false;
    return true;
}

bool stage_answers_sound(struct stage *stage, const char *id)
{
    if (str_equal(id, "listen"))
        hear(stage);
    else if (str_equal(id, "listen.again") || str_equal(id, "sound.again"))
        hear_again(stage);
    else if (str_equal(id, "listen.pause"))
        listen_pause(&stage->listen, stage->ui);
    else if (str_equal(id, "sound.off"))
        hear_no_more(stage);
    else if (str_equal(id, "sound.close"))
        stage_show_over(stage, STAGE_NOTHING);
    else
        return answers_how(stage, id);
    return true;
}
