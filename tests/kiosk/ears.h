#ifndef TESTS_KIOSK_EARS_H
#define TESTS_KIOSK_EARS_H

#include "kiosk/stage.h"

/*
 * Ears for tests of what is said: a voice that keeps its words, and a kiosk of three screens,
 * "home" in two languages, "asking" with somebody's own things on it, and "secret", which asks for
 * a PIN. One a program. Nothing may be said or ring while something is (AUD-08): asserted.
 */
#define EARS_MAX 200

struct ears_said {
    char text[256];
    enum words_lang lang;
    bool private;
    enum listen_sink sink;
    int speed, volume;
    char keys[LISTEN_KEYS_MAX][WORDS_KEY_SIZE]; // what recordings may stand for, from the first on
};

struct kiosk {
    struct ui ui;
    struct stage stage;
    bool personal;
};

struct ears {
    struct kiosk kiosk;
    struct ears_said said[EARS_MAX];
    int said_count;
    bool speaking;
    bool over;   // what is said has come to its end, and nobody has asked yet
    bool broken; // the voice says nothing any more
    int stops, chimes;
};
extern struct ears ears;
extern const struct listen_voice ears_voice;
extern const struct screen ears_home, ears_asking, ears_secret;

/* The first screen, on a display with room for its title, with a loudspeaker and no headphones. */
void ears_open(void);
void ears_close(void);

/* A finger: down, and up on it; by words, or by id. */
void ears_tap(const char *what);
void ears_press(const char *id);
/* To "asking". */
void ears_start_asking(void);

/* What is said comes to its end, once, or until nothing more is. */
void ears_hear_one(void);
void ears_hear_all(void);

/* Of what was said: the last, which may be checked; how often some words; and forget it. */
const struct ears_said *ears_last(void);
void ears_check_last(const char *text);
int ears_times(const char *words);
void ears_forget_said(void);

#endif
