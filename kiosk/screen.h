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
 * whatever they answer, nothing is changed except where a widget answered, and stage_go and saving
 * take effect only after the call.
 */
struct screen {
    const char *name;
    size_t state_size;
    void (*enter)(struct kiosk *kiosk, void *state); // may be NULL
    void (*frame)(struct kiosk *kiosk, void *state, struct ui *ui);
    const struct screen_state *states; // what --dump-screens shows, ended by {0}; NULL: just as
                                       // enter leaves it
};

/* One way the screen can look. `set` runs after enter; it may change kiosk and state at will. */
struct screen_state {
    const char *name; // small letters and hyphens: it becomes a file name
    void (*set)(struct kiosk *kiosk, void *state);
};

/*
 * The screen that is shown. Part of struct kiosk; nothing here knows what is in that struct, so the
 * stage can be tried with any.
 */
struct stage {
    const struct screen *screen;
    const struct screen *next; // asked for by stage_go
    void *state;
    bool fresh;          // `next` must be entered anew, even if it is `screen`
    int64_t entered_ms;  // monotonic
    struct kiosk *kiosk; // what is handed to the screens
    struct ui *ui;
    void (*settle)(struct kiosk *kiosk); // after each frame that acted, before the next is
                                         // described: the kiosk saves here. May be NULL
    void (*forget)(struct kiosk *kiosk); // the visit is over (idle, or Finish and hide): must wipe
                                         // what it knows of the person and stage_go home
    void (*ask)(struct kiosk *kiosk);    // "Ask a person" was touched
    bool (*personal)(const struct kiosk *kiosk); // somebody's visit is on: the idle rules apply
};

/* Shows the screen from the next frame on; its state begins zeroed. The last call wins. */
void stage_go(struct stage *stage, const struct screen *screen);

/*
 * One event, or none (NULL) when something changed behind the screens: act, settle, go, describe
 * and place. Afterwards ui->nodes are what is to be seen.
 */
void stage_event(struct stage *stage, const struct ui_event *event);

/* Wipes and frees the state. */
void stage_clear(struct stage *stage);

#endif
