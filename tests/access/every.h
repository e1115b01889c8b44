#ifndef TESTS_ACCESS_EVERY_H
#define TESTS_ACCESS_EVERY_H

#include <stdbool.h>
#include <stddef.h>

#include "kiosk/kiosk.h"
#include "kiosk/render.h"
#include "kiosk/robot_voice.h"

/*
 * Every screen there is, in every state and with whatever may hide it, as people may see it: in
 * each language, size and spacing, silent and read aloud, on each display that is promised
 * (accessibility.md 4.1), page by page, with the real fonts. A screen that is added later is
 * covered without being named. The kiosk behind them is the example's (example.h).
 *
 * They are walked once for many tests: each looks at every page, and says what it found when its
 * turn comes. A test program takes "full" for all ways there are; else each state is shown in a
 * few, the same each time, that differ from state to state. "pseudo" shows them in a language that
 * nobody speaks and that is 40 % longer than English (LNG-11), "twice" in words twice as large as
 * the smallest (TXT-07).
 */
enum every_what {
    EVERY_STATE,   // once: as it is usually, on a 21.5-inch display, or as it is set below
    EVERY_LAYOUT,  // displays, sizes, languages, spacings, silent or not
    EVERY_COLOURS, // displays, sizes, contrasts
};

/* One row of accessibility.md 4.3: looks at the page that is shown, with every_check. */
struct every;
struct every_test {
    const char *name; // "t_cap"
    void (*check)(struct every *every);
    long checks;
    int bad;
};

struct every {
    struct kiosk kiosk;
    struct ui ui;
    struct robot_voice voice; // what is said stands there
    bool full, pseudo, twice;
    bool cramped; // of EVERY_LAYOUT each state also where there is the least room, in each language
    struct ui_prefs usual;     // of EVERY_STATE
    const char *usual_display; // "1920x1080@476x268"

    // what is shown
    struct render *render;
    const char *display; // "1280x800@218x136"
    const char *screen, *state;

    long pages;
    struct every_test *test; // whose turn it is
};

void every_open(struct every *every, int argc, char **argv);
void every_close(struct every *every);

/* Shows them all, or so many ways of each state, to each of the tests. A test that changes what is
 * shown puts it back with every_again. */
void every_walk(struct every *every, enum every_what what, int sample, struct every_test *tests,
                size_t count);

/* What came of it: prints the number of checks; fails if one of them was bad, or if there were not
 * so many. */
void every_passed(const struct every *every, const struct every_test *test, long least);

/* One thing that was looked at; says what is wrong with which node (may be NULL) if it is not ok,
 * and leaves a picture, bad-t_cap-1.png and so on, in the folder it runs in. */
void every_check(struct every *every, bool ok, const struct ui_node *node, const char *why);

/* The same page in the same way, from the state's beginning. */
void every_again(struct every *every);

/* Something hides the screen: Help, the settings, "Are you still there?". */
enum stage_over every_over(void);

/* How the state that is shown was set up; NULL: as the screen is entered. */
const struct screen_state *every_state(void);

/* The boxes of two nodes: the room between them, below 0 when they overlap; whether one holds the
 * other. Millimetres. */
double every_gap(const struct ui_box *a, const struct ui_box *b);
bool every_holds(const struct ui *ui, const struct ui_node *box, const struct ui_node *node);

/* What can be touched, in reading order. */
size_t every_touchable(const struct ui *ui, const struct ui_node *out[static UI_NODES_MAX]);

#endif
