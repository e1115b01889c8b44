#ifndef KIOSK_ESPEAK_H
#define KIOSK_ESPEAK_H

#include <stdbool.h>
#include <sys/types.h>

#include "kiosk/words.h"
#include "shared/err.h"

/*
 * espeak-ng, run as a program: it is GPL-3, and Diolch is not. One child an utterance, without a
 * shell. The words go to its standard input, never into arguments, which everybody on the machine
 * can read. It answers with a WAV file (wav.h) on a pipe.
 */
struct espeak {
    pid_t pid;
    int fd; // never blocks
};

/* program: a path, or a name that is looked for in PATH. It speaks at 125 words a minute; other
 * speeds are made of that (voice.h). */
bool espeak_start(struct espeak *espeak, const char *program, enum words_lang lang,
                  const char *text, struct err *err);

/* Kills it if it still speaks, and waits until it is gone. True if it had come to its end well. */
bool espeak_end(struct espeak *espeak);

/* It is there and knows English and Welsh. Takes some 30 ms. */
bool espeak_works(const char *program, struct err *err);

#endif
