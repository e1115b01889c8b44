#ifndef KIOSK_SCREEN_H
#define KIOSK_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "kiosk/ui.h"

struct kiosk;

/*
 * One screen is one file, screen_<name>.c, and exports one `const struct screen`.
 *
 * Its state is a struct of that file: zeroed before enter, wiped when the screen is left. `frame`
 * runs twice an event: first it acts (a widget answers true for the node that was touched), then it
 * describes (each widget adds its node). It must do the same both times: widgets are called
 * whatever they answer, nothing is changed except where a widget answered, and going on (stage.h)
 * and saving take effect only after the call.
 */
struct screen {
    const char *name;
    bool staff; // it is theirs, not a visitor's: shown with prefs of their own (SES-04)
    size_t state_size;
    void (*enter)(struct kiosk *kiosk, void *state); // may be NULL
    void (*frame)(struct kiosk *kiosk, void *state, struct ui *ui);
    const struct screen_state *states; // what --dump-screens shows, ended by {0}; NULL: just as
                                       // enter leaves it
};

/* One way the screen can look. `set` runs after enter and may change kiosk and state at will; NULL:
 * just as enter leaves it. */
struct screen_state {
    const char *name; // small letters and hyphens: it becomes a file name
    void (*set)(struct kiosk *kiosk, void *state);
};

#endif
