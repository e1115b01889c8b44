#ifndef TESTS_KIOSK_VIEWS_H
#define TESTS_KIOSK_VIEWS_H

#include <stdbool.h>
#include <stddef.h>

#include "kiosk/kiosk.h"
#include "kiosk/render.h"
#include "kiosk/screens.h"

/*
 * Every screen in every state on every page, with the kiosk's own fonts, for tests that hold on all
 * of them: a screen that is added later is covered without being named. The kiosk behind them is
 * the example's (example.h).
 */
struct views_look {
    const char *display;
    enum words_lang lang;
    enum ui_size size;
    enum ui_contrast contrast;
};

struct views {
    struct kiosk kiosk;
    struct ui ui;
    struct ui_display display;
    struct render *render;

    // what is shown now
    const struct views_look *look;
    const struct screen *screen;
    const struct screen_state *state; // NULL: as the screen is entered
    enum stage_over over;             // what hides it: Help, the settings, "Are you still there?"
    int count;                        // pages shown so far
    int bad;                          // what was wrong with them
};

/* The looks that show the most, and all there are: every display that is promised, upright too. */
extern const struct views_look views_some[];
extern const size_t views_some_count;

/* Calls check with each page of each state of each screen shown, in those looks; the rest of the
 * arguments of a test program, "full", asks for all of them. The views begin zeroed. */
void views_each(struct views *views, bool full, void (*check)(struct views *views));

/* Says what is wrong on which page in which look, and counts it: the test fails once all were seen.
 */
void views_bad(struct views *views, const char *id, const char *why);

void views_close(struct views *views);

#endif
