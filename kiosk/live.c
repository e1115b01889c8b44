// SPDX-License-Identifier: Apache-2.0
#include "kiosk/live.h"

#include "kiosk/camera.h"
#include "shared/mem.h"

static void wipe(struct bytes *frame)
{
    mem_wipe(frame->data, frame->length);
    bytes_clear(frame);
}

void live_add(struct live *live, struct bytes *jpeg)
{
    struct bytes *place = &live->frames[live->count++ % LIVE_FRAMES];

    wipe(place);
    *place = *jpeg;
    *jpeg = (struct bytes){0};
    camera_turn(place, live->turn);
}

void live_clear(struct live *live)
{
    for (size_t i = 0; i < LIVE_FRAMES; i++)
        wipe(&live->frames[i]);
    live->count = 0;
    live->found = false;
}

const struct bytes *live_newest(const struct live *live)
{
    return live->count ? &live->frames[(live->count - 1) % LIVE_FRAMES] : NULL;
}

const struct bytes *live_sharpest(const struct live *live)
{
    const struct bytes *best = NULL;
    double most = 0;

    for (size_t i = 0; i < LIVE_FRAMES; i++) {
        const struct bytes *frame = &live->frames[i];
        double sharpness = frame->length ? camera_sharpness(frame->data, frame->length) : -1;

        if (sharpness >= 0 && (!best || sharpness > most)) {
            best = frame;
            most = sharpness;
        }
    }
    return best;
}
