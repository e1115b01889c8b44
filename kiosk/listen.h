#ifndef KIOSK_LISTEN_H
#define KIOSK_LISTEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kiosk/ui.h"

/*
 * What is said, to whom, and when it stops (accessibility.md 1.6). Part of the stage; it says the
 * nodes that were placed last, and keeps no words of its own. No sound here: who speaks is a
 * listen_voice.
 *
 * While ui->prefs.speech is on or headphones are in, each new page is read from its title on.
 * After that what is new is said: a problem, what was chosen or typed, what the focus came to. A
 * touch or key stops it at once; the place is kept for "Go on". What is private goes to headphones
 * only: a loudspeaker says ui_aloud_text, or that the screen is to be looked at (AUD-07, PRV-10).
 * Headphones out: silence, and never the loudspeaker instead.
 */
enum listen_sink { LISTEN_NOWHERE, LISTEN_SPEAKER, LISTEN_HEADPHONES };

#define LISTEN_KEYS_MAX 3
#define LISTEN_NEWS_MAX 8

/* One utterance. All borrowed until say returns. */
struct listen_words {
    const char *text;
    enum words_lang lang;
    bool private;
    enum listen_sink sink;
    int speed, volume; // voice.h
    // the phrases it is made of, if it is nothing else: a recording may stand for each
    const char *keys[LISTEN_KEYS_MAX];
    size_t key_count;
};

/* Who says it: the loudspeaker of the kiosk (speech.h), or what writes down (robot_voice.h). */
struct listen_voice {
    void *data;
    /* Begins; nothing else is being said. False: it never will again, and staff were told. */
    bool (*say)(void *data, const struct listen_words *words);
    /* A short, neutral sound. */
    bool (*chime)(void *data, enum listen_sink sink, int volume);
    /* At once, in the middle of a word. */
    void (*stop)(void *data);
    /* Whether it has come to its end; and in how many ms to ask again, -1 if it will wake us. */
    bool (*is_over)(void *data, int64_t *ask_ms);
};

struct listen_seen {
    uint64_t id, words; // hashes
};

struct listen {
    const struct listen_voice *voice; // NULL: nothing can be said
    bool speaker;                     // there is a loudspeaker
    bool plugged;                     // headphones are in
    bool declined;                    // "Stop listening", though they are

    // its own
    bool saying;
    bool hushed;        // a touch has just stopped the reading of the page
    bool going, paused; // the page is being read; it waits for "Go on"
    bool again;         // what was said last is to be said once more
    bool chime;         // before what comes next
    bool looked;        // it was said that the screen is to be looked at
    bool told;          // something was said out of turn; what is new on the page need not be
    int64_t since_ms;
    char at[UI_ID_SIZE]; // how far it is; "" before the first
    bool half;           // of what is in both languages, the second half
    char news[LISTEN_NEWS_MAX][UI_ID_SIZE];
    size_t news_count;
    // what was there when it was looked at last
    const void *screen;
    int over, page;
    int64_t visits;
    enum words_lang lang;
    char focus[UI_ID_SIZE];
    struct listen_seen seen[UI_NODES_MAX];
    size_t seen_count;
};

/* There is a voice; sets ui->hearing. */
void listen_begin(struct listen *listen, struct ui *ui, const struct listen_voice *voice);

/* Headphones came in or out. The page must be described afterwards. */
void listen_plug(struct listen *listen, struct ui *ui, bool plugged);

/* A finger or key came down: silence within this call. */
void listen_hush(struct listen *listen);

/* After each frame that was described, on this screen with that over it: says what is to be said.
 */
void listen_follow(struct listen *listen, struct ui *ui, const void *screen, int over);

/* Goes on when something has been said. In how many ms to ask again, -1 for never; *changed if the
 * page must be described anew. */
int64_t listen_idle(struct listen *listen, struct ui *ui, bool *changed);

/* Somebody is being spoken to: that is no silence (stage_idle). */
bool listen_is_saying(const struct listen *listen);

/* What is described next comes with a sound first, where nobody has headphones: "Are you still
 * there?", and what the camera found. */
void listen_ring(struct listen *listen, const struct ui *ui);

/* The visit is over: back to how one begins. */
void listen_forget(struct listen *listen, struct ui *ui);

/* The buttons and keys. The page must be described afterwards. */
void listen_on(struct listen *listen, struct ui *ui); // from the title
void listen_off(struct listen *listen, struct ui *ui);
void listen_pause(struct listen *listen, struct ui *ui); // or goes on
void listen_faster(struct listen *listen, struct ui *ui, int steps);
void listen_louder(struct listen *listen, struct ui *ui, int steps);
/* Says whether anything is still seen, and how to see it again. */
void listen_darkness(struct listen *listen, struct ui *ui);

#endif
