#ifndef TESTS_ACCESS_EVERY_H
#define TESTS_ACCESS_EVERY_H

#include <stdbool.h>

#include "kiosk/kiosk.h"
#include "kiosk/render.h"

/*
 * Every screen there is, in every state and with whatever may hide it, as people may see it: in
 * each language, size and spacing, on each display that is promised (accessibility.md 4.1) and
 * upright, page by page, with the real fonts. A screen that is added later is covered without being
 * named. The kiosk behind them is the example's (example.h).
 *
 * A test program takes "full" for all of them; else each state is shown in a few, the same each
 * time, that differ from state to state. "pseudo" shows them in a language that nobody speaks and
 * that is 40 % longer than English (LNG-11).
 */
struct every {
    struct kiosk kiosk;
    struct ui ui;
    bool full, pseudo;

    // what is shown
    struct render *render;
    const char *display; // "1280x800@218x136"
    const char *screen, *state;

    long pages, checks;
    int bad;
};

enum every_what {
    EVERY_STATE,   // once: as it is usually, on a 21.5-inch display
    EVERY_LAYOUT,  // languages, sizes, spacings, displays
    EVERY_COLOURS, // the same but spacing, and contrasts
};

void every_open(struct every *every, int argc, char **argv);
void every_close(struct every *every);

/* Shows them all, or so many of each state, and calls `check` for each page. The test fails, once
 * all were seen, if one of them was bad. Prints the number of checks. */
void every_page(struct every *every, enum every_what what, int sample, const char *name,
                void (*check)(struct every *every));

/* One thing that was looked at; says what is wrong with which node (may be NULL) if it is not ok,
 * and leaves a picture, bad-1.png and so on, in the folder it runs in. */
void every_check(struct every *every, bool ok, const struct ui_node *node, const char *why);

/* The state that is shown again, from its beginning, in whatever way it is shown. */
void every_again(struct every *every);

/* Whether people who are not staff meet it before anybody has said who they are. */
bool every_is_first(const struct every *every);

#endif
