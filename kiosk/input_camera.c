// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input_camera.h"

#include <stdio.h>

#include "kiosk/camera.h"
#include "kiosk/scan.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

// The picture on the page that is seen, which is what opens the camera; NULL when there is none.
static const struct ui_node *shown_in(const struct ui *ui)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].placed && ui->nodes[i].photo.live)
            return &ui->nodes[i];
    return NULL;
}

static void let_go(struct input_camera *camera, enum live_state state)
{
    video_close(camera->video);
    camera->video = NULL;
    live_clear(camera->live);
    camera->live->state = state;
    mem_wipe(camera->code, sizeof camera->code);
    camera->with = camera->without = 0;
}

static void say(const struct err *err)
{
    fprintf(stderr, "diolch-kiosk: %s\n", err->text);
}

static void open_it(struct input_camera *camera)
{
    struct err err;

    if (video_open(&camera->video, camera->device, camera->path, &err)) {
        camera->live->state = LIVE_ON;
        camera->kept_ms = 0;
    } else {
        camera->live->state = LIVE_GONE;
        say(&err);
    }
}

// One that is gone is tried again when a screen is entered that shows it.
bool input_camera_follow(struct input_camera *camera, const struct ui *ui)
{
    bool shown;

    if (!camera->live)
        return false;
    shown = shown_in(ui) != NULL;
    if (shown && camera->live->state == LIVE_OFF) {
        open_it(camera);
        return true;
    }
    if (!shown && camera->live->state == LIVE_ON) {
        let_go(camera, LIVE_OFF);
        return true;
    }
    return false;
}

int input_camera_descriptor(const struct input_camera *camera)
{
    return camera->video ? video_descriptor(camera->video) : -1;
}

bool input_camera_read(struct input_camera *camera)
{
    struct bytes frame = {0};
    int64_t now = when_monotonic_ms();
    bool kept = false;
    struct err err;

    if (!camera->video)
        return false; // it was closed meanwhile
    if (!video_take(camera->video, &frame, &err)) {
        if (err.kind != ERR_OFFLINE) {
            say(&err);
            let_go(camera, LIVE_GONE);
        }
    } else if (now - camera->kept_ms >= INPUT_CAMERA_PAUSE_MS) {
        live_add(camera->live, &frame);
        camera->kept_ms = now;
        kept = true;
    }
    bytes_clear(&frame);
    return kept;
}

static bool looks_for(const struct ui *ui, bool cards)
{
    const struct ui_node *shown = shown_in(ui);

    return shown && shown->photo.cards == cards;
}

bool input_camera_card(struct input_camera *camera, const struct ui *ui,
                       char out[static BARCODE_SIZE])
{
    const struct bytes *frame = camera->live ? live_newest(camera->live) : NULL;
    char code[BARCODE_SIZE];
    bool fresh;

    if (!frame || !looks_for(ui, true))
        return false;
    if (!camera_see_code(code, frame->data, frame->length) || !scan_is_ours(code)) {
        if (++camera->without >= INPUT_CAMERA_AWAY)
            mem_wipe(camera->code, sizeof camera->code);
        return false;
    }
    camera->without = 0;
    fresh = !str_equal(code, camera->code);
    str_copy(camera->code, sizeof camera->code, code);
    str_copy(out, BARCODE_SIZE, code);
    mem_wipe(code, sizeof code);
    return fresh;
}

bool input_camera_ticket(struct input_camera *camera, const struct ui *ui)
{
    struct live *live = camera->live;
    const struct bytes *frame = live ? live_newest(live) : NULL;
    bool was_there;

    if (!frame || !looks_for(ui, false))
        return false;
    if (!camera_see_paper(frame->data, frame->length)) {
        camera->with = 0;
        live->found = live->found && ++camera->without < INPUT_CAMERA_AWAY;
        return false;
    }
    was_there = live->found;
    camera->without = 0;
    live->found = was_there || ++camera->with >= INPUT_CAMERA_SURE;
    return live->found && !was_there;
}

void input_camera_close(struct input_camera *camera)
{
    if (camera->live && camera->video)
        let_go(camera, LIVE_OFF);
}
