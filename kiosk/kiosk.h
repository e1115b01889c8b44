#ifndef KIOSK_KIOSK_H
#define KIOSK_KIOSK_H

#include <stdbool.h>
#include <stdint.h>

#include "kiosk/desk.h"
#include "kiosk/live.h"
#include "kiosk/printer.h"
#include "kiosk/roster.h"
#include "kiosk/slip.h"
#include "kiosk/stage.h"
#include "kiosk/store.h"
#include "kiosk/visit.h"
#include "shared/body.h"
#include "shared/err.h"

/*
 * All that a running kiosk is, in one struct that is handed to every screen. Screens read it in
 * both frames and change it only where a widget answered.
 */
/* What somebody gives their name for; and a host signs in somebody who is not on the list. */
enum kiosk_errand { KIOSK_SIGN_IN, KIOSK_LEAVE, KIOSK_VOUCH };

/* Who takes the pictures of tickets: the visitor, the desk alone, or nobody; then the desk ticks
 * that it saw them. */
enum kiosk_photo { KIOSK_PHOTO_PERSON, KIOSK_PHOTO_DESK, KIOSK_PHOTO_NONE };

struct kiosk {
    struct stage stage;
    struct store store;
    struct roster roster;
    struct visit visit;
    struct desk desk;
    struct live live;                        // what the camera sees, fed by the loop
    struct body_kiosk_configured configured; // letter "" before the office sent it
    struct body_wording_set wording;         // of the opt-ins, as choices.h has it
    enum kiosk_photo receipt_photo;          // a setting
    bool calls;                              // a setting: the first screen shows who is called
    enum kiosk_errand errand;
    int64_t keep_days;           // names and pictures after a meeting was closed; 0: for good
    int guesses;                 // kiosk_miss, in this visit
    char data[OUTBOX_PATH_SIZE]; // this program's own files
    char run[OUTBOX_PATH_SIZE];  // where the open meeting's key lives
    char camera[OUTBOX_PATH_SIZE];
    struct printer printer;
    /* Adds what the printer takes for a slip, with what data is; NULL: there is no paper. */
    bool (*draw_slip)(void *data, const struct slip *slip, struct bytes *out, struct err *err);
    /* The display was measured: from now on that is its size. NULL: nothing is drawn. */
    void (*measured)(void *data, const struct ui_display *display);
    void *draw_data;           // for both
    struct practice *practice; // NULL: it is none (practice.h)
    bool out_of_service;       // what is on the disk cannot be trusted to be kept: no more is taken
    char trouble[ERR_TEXT_SIZE]; // for staff: what happened; holds no person's data
};

/* First of all: the stage draws on ui (borrowed), and asks this kiosk what only it knows. */
void kiosk_begin(struct kiosk *kiosk, struct ui *ui);

/*
 * Opens store and meeting. The stage's first screen is the caller's to set. When the
 * records cannot be opened the kiosk is there all the same, out of service, and says why to staff.
 */
struct kiosk_folders {
    const char *data;
    const char *out;
    const char *in;
    const char *run;
    const char *camera;
};
void kiosk_open(struct kiosk *kiosk, const struct kiosk_folders *folders);
/* What somebody has begun is kept for them (draft.h). */
void kiosk_close(struct kiosk *kiosk);

/* Shows a screen from the next frame on. */
void kiosk_go(struct kiosk *kiosk, const struct screen *screen);

/* The visit is over: wipes it, locks the desk, and shows the first screen as it always is. */
void kiosk_home(struct kiosk *kiosk);

/* The visitor is done: the same, after the one question that may be due (remember.h). */
void kiosk_end(struct kiosk *kiosk);

/* The visitor is done and visit->with goes on: nothing of the one is left for the other, who is
 * signed in already (together.h). */
void kiosk_turn(struct kiosk *kiosk);

/*
 * Somebody was not found, or was not who they said, or a card or picture opened nothing. After
 * KIOSK_GUESSES_MAX of these in one visit: "Please ask a person" (PRV-04). The next visitor begins
 * anew.
 */
#define KIOSK_GUESSES_MAX 3
void kiosk_miss(struct kiosk *kiosk);

/*
 * Something could not be done. ERR_INTERNAL puts the kiosk out of service; anything else is logged
 * (no person's data) and left to the screen. Always returns false.
 */
bool kiosk_failed(struct kiosk *kiosk, const struct err *err);

/* The display's true size, measured with a card: kept for good and in force at once. False when it
 * could not be kept; then nothing has changed. */
bool kiosk_measured(struct kiosk *kiosk, const struct ui_display *display);

/* The display has no room for large print: what screen_too_small says of it. */
void kiosk_too_small(struct kiosk *kiosk, const struct ui_display *display);

/* in/ changed: takes what came. The roster of the open meeting is read again if need be. */
void kiosk_receive(struct kiosk *kiosk);

/* out/ is brought up to the log. Called after each frame that acted. */
void kiosk_post(struct kiosk *kiosk);

/* "Ask a person", or "I am not sure", was touched: what is asked now waits as it is. */
void kiosk_ask(struct kiosk *kiosk);
void kiosk_unsure(struct kiosk *kiosk);

/* "How was the meeting?" The visit is forgotten first: what is said has nobody. */
void kiosk_ask_nameless(struct kiosk *kiosk);

/* Number and amounts of the visit's claim, once more, to who was recognised or has just said them:
 * letters alone show nothing that was stored. */
void kiosk_recall(const struct kiosk *kiosk, struct ui *ui);

/* Somebody is at a screen that is not one of those it rests at, or has set it otherwise: the idle
 * rules apply. */
bool kiosk_is_personal(const struct kiosk *kiosk);

/* Milliseconds of silence after which the desk locks; 0 during a visit, in practice, and while
 * money is handed over, which is the person's screen. */
int64_t kiosk_patience(const struct kiosk *kiosk);

/* Places for visit and desk, borrowed from the kiosk. */
struct visit_place kiosk_visit_place(struct kiosk *kiosk);
struct desk_place kiosk_desk_place(struct kiosk *kiosk);

/* Who answers what is asked at this meeting, by name; "" when the office named nobody. */
const char *kiosk_owner(const struct kiosk *kiosk);

/* A meeting is open here, and people may sign in. */
bool kiosk_is_open(const struct kiosk *kiosk);

#endif
