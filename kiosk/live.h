#ifndef KIOSK_LIVE_H
#define KIOSK_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"

/*
 * What the camera sees while a screen shows it (PRV-17a): the last few frames, in memory only, and
 * wiped with live_clear when the screen is left. No device here: the loop feeds it.
 */
#define LIVE_FRAMES 4

enum live_state {
    LIVE_NONE, // this kiosk has no camera of that kind
    LIVE_OFF,  // it has, and no screen shows it
    LIVE_ON,
    LIVE_GONE, // it could not be opened, or was unplugged
};

struct live {
    enum live_state state;
    int turn; // degrees clockwise, from how the camera is mounted to upright: 0, 90, 180 or 270
    struct bytes frames[LIVE_FRAMES]; // round and round
    int64_t count;                    // of all since it was opened
    bool found;                       // a ticket lies there
};

/* Takes a frame over, and says in it how it is turned (camera_turn): the caller's bytes are empty
 * afterwards. */
void live_add(struct live *live, struct bytes *jpeg);

/* Wipes the frames; the state is the caller's to set. */
void live_clear(struct live *live);

/* NULL when none has come. Borrowed until the next. */
const struct bytes *live_newest(const struct live *live);

/*
 * The sharpest of the last few: a hand that shook the table, or a camera that was still finding its
 * focus, spoils one and not all. NULL when there is none that can be read.
 */
const struct bytes *live_sharpest(const struct live *live);

#endif
