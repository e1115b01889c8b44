#ifndef KIOSK_HEADPHONES_H
#define KIOSK_HEADPHONES_H

#include <stdbool.h>

#include "shared/err.h"

/*
 * Whether headphones are in. A jack says so on an input device of the kernel (EV_SW,
 * SW_HEADPHONE_INSERT); headphones on USB are a sound card that comes and goes. Nothing is asked
 * for again and again: fd can be read when something has changed.
 */
struct headphones {
    int fd;        // -1: there is nothing to tell
    char card[32]; // "" for a jack
    bool in;
};

/*
 * setting: "auto", the first jack that there is; the path of an input device; the name of a sound
 * card as in /proc/asound; or "none". Fails only for a setting that cannot be meant.
 */
bool headphones_open(struct headphones *headphones, const char *setting, struct err *err);
void headphones_close(struct headphones *headphones);

/* Takes what there is to be read from fd; says whether `in` is another than before. */
bool headphones_read(struct headphones *headphones);

#endif
