#ifndef KIOSK_ROBOT_VOICE_H
#define KIOSK_ROBOT_VOICE_H

#include <stdbool.h>
#include <stdint.h>

#include "kiosk/listen.h"
#include "shared/bytes.h"
#include "shared/err.h"

/*
 * A voice without sound: it takes as long to speak as a person would, by the kiosk's clock, and
 * writes down what it said, a line of JSON an utterance: at_ms, text, lang, private, sink
 * ("speaker", "headphones"), interrupted, speed and volume.
 */
struct robot_voice {
    struct listen_voice voice;
    int log;            // -1 for none
    struct bytes line;  // of what is being said
    struct bytes heard; // all that was begun since robot_voice_forget, a line each
    int64_t until_ms;
};

/* The struct stays where it is until robot_voice_clear. */
void robot_voice_init(struct robot_voice *voice);
bool robot_voice_log(struct robot_voice *voice, const char *path, struct err *err);
void robot_voice_forget(struct robot_voice *voice);
void robot_voice_clear(struct robot_voice *voice);

#endif
