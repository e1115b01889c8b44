#ifndef KIOSK_STAGE_H
#define KIOSK_STAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "kiosk/listen.h"
#include "kiosk/screen.h"
#include "kiosk/ui.h"

/*
 * The screen that is shown. Part of struct kiosk; nothing here knows what is in that struct. The
 * stage answers by itself what is the same everywhere: language, text size, pages, Help, "Ask a
 * person", "Finish and hide", what is read aloud (listen.h), and the idle rules (accessibility.md
 * 1.5).
 */
#define STAGE_CODE_SIZE 64

/* Work that a slow disk or machine makes long: something is kept for good; a picture is made clean;
 * a PIN or code is looked at; paper is drawn. */
enum stage_work { STAGE_SAVES, STAGE_PICTURES, STAGE_SECRETS, STAGE_PRINTS, STAGE_WORKS };

enum stage_step { STAGE_GO, STAGE_ASIDE, STAGE_RETURN };
/* What hides the screen. */
enum stage_over {
    STAGE_NOTHING,
    STAGE_HELP,
    STAGE_HELPED,
    STAGE_SIZES,
    STAGE_COLOURS,
    STAGE_PRIVACY,
    STAGE_LANGUAGES, // where there are more than two
    STAGE_SOUND,
    STAGE_STILL_THERE,
    STAGE_WAIT, // for as long as something takes
    STAGE_OVERS,
};

struct stage {
    struct ui *ui;
    struct kiosk *kiosk; // handed to the screens and to the functions below
    /* After a frame that acted, before the next is described: the kiosk saves here. May be NULL. */
    void (*settle)(struct kiosk *kiosk);
    /* "Finish and hide" was touched, or nobody was there any more: nothing is to be seen from here
     * on, before anything else is done (PRV-05). May be NULL. */
    void (*blank)(void *data);
    void *blank_data;
    /* Something takes its time: this page is to be seen before it begins. May be NULL. */
    void (*paint)(void *data, const struct ui *ui);
    void *paint_data;
    /* The visit is over, by "Finish and hide" or by silence: wipes what the kiosk knows of the
     * person and calls stage_end with the first screen. */
    void (*forget)(struct kiosk *kiosk);
    /* "Ask a person", and "I am not sure", were touched. */
    void (*ask)(struct kiosk *kiosk);
    void (*unsure)(struct kiosk *kiosk);
    /* What else stands on Help, under its buttons. May be NULL. */
    void (*help)(const struct kiosk *kiosk, struct ui *ui);
    /* Number and amounts of the visit's claim, to be heard and seen again at any time: adds them to
     * the page that says how it is read. May be NULL. */
    void (*recall)(const struct kiosk *kiosk, struct ui *ui);
    /* Somebody's visit is on: the idle rules apply. */
    bool (*personal)(const struct kiosk *kiosk);
    /* The desk's silence: after so many ms it locks at once and asks nothing. 0: the rules for
     * visits. May be NULL. */
    int64_t (*patience)(const struct kiosk *kiosk);
    /* In practice (practice.h): its way out was touched, or nobody was there; and "Show a practice
     * card". */
    void (*practice_end)(struct kiosk *kiosk);
    void (*practice_card)(struct kiosk *kiosk);
    int64_t idle_ms; // until "Are you still there?": 120 s to 3000 s; 0 means 300 s

    /* How long each kind of work took last, ms. What took long is said to before it is begun again;
     * whoever knows better from the start says so here. */
    int64_t took_ms[STAGE_WORKS];

    // the stage's own
    const struct screen *screen;
    const struct screen *next; // asked for by stage_go
    void *state;
    enum stage_step step;       // how `next` is reached
    bool ends;                  // what is next begins another visit
    const struct screen *aside; // kept, with its state and page, while another is shown
    void *aside_state;
    int aside_page;
    char code[STAGE_CODE_SIZE]; // to be shown to the next screen
    bool acts;                  // something was touched or shown, and what it leads to is done
    bool waits;                 // "Please wait" was said to it
    bool works[STAGE_WORKS];    // what it has begun
    int64_t began_ms[STAGE_WORKS];
    int64_t entered_ms; // monotonic, as all here
    int64_t touched_ms;
    enum stage_over over;
    struct listen listen;
};

/* Work that took so long is announced the next time, ms: before it becomes a second (TIM-10). */
#define STAGE_LONG_MS 800

/* Shows the screen from the next frame on; its state begins zeroed. The last call wins. */
void stage_go(struct stage *stage, const struct screen *screen);

/*
 * The same, and the visit is over, however it ended: with the next frame all words are wiped, and
 * language, size and focus are as at the start (PRV-12, SES-01).
 */
void stage_end(struct stage *stage, const struct screen *screen);

/*
 * Shows a screen and keeps the present one as it is, what was half typed too, until stage_return
 * shows it again. Going anywhere else gives it up. One is kept at a time: a screen that was itself
 * shown aside gives way.
 */
void stage_aside(struct stage *stage, const struct screen *screen);
/* False, and nothing happens, if none is kept. */
bool stage_return(struct stage *stage);

/* The next screen gets that code, as if it had been scanned there. */
void stage_show_code(struct stage *stage, const char *code);

/*
 * One event, or none (NULL) when something changed behind the screens: act, settle, go, describe
 * and place. Afterwards the ui's nodes are what is to be seen.
 */
void stage_event(struct stage *stage, const struct ui_event *event);

/*
 * Work begins. If it took long the last time, and somebody's touch led to it, "Please wait" is seen
 * and heard first (TIM-10), once for all that the touch leads to. How long it takes now is counted
 * from here to the end of that.
 */
void stage_work(struct stage *stage, enum stage_work work);

/* Headphones came in or out. */
void stage_plug(struct stage *stage, bool plugged);

/* The camera found a card or a ticket: a sound with what is described next, but for headphones,
 * which are told in words. */
void stage_found(struct stage *stage);

/*
 * A finger or key came down: all is silent. Says whether it was only that (the veil goes, or the
 * question whether somebody is there), so that it must do nothing else.
 */
bool stage_wake(struct stage *stage);

/* A finger came down. Says whether the screen was dark and is seen again, and it must do nothing
 * else either. */
bool stage_lighten(struct stage *stage);

/*
 * Puts the idle rules in force: 60 s, then 300 s, then 45 s. Returns in how many milliseconds to
 * ask again, -1 for never.
 */
int64_t stage_idle(struct stage *stage);
/* In how many milliseconds of silence it asks "Are you still there?" (TIM-01). */
int64_t stage_idle_limit(const struct stage *stage);

/* Shows a screen in one of its states (NULL: as it is entered), for --dump-screens and tests. */
void stage_pose(struct stage *stage, const struct screen *screen, const struct screen_state *state);

/* The same with what hides it: "help", "still-there"; NULL for what this kiosk never shows. */
void stage_pose_over(struct stage *stage, enum stage_over over);
const char *stage_over_name(enum stage_over over);

/* Wipes and frees the state. */
void stage_clear(struct stage *stage);

#endif
