#ifndef KIOSK_SPEECH_H
#define KIOSK_SPEECH_H

#include <stdbool.h>

#include "kiosk/listen.h"
#include "shared/err.h"

/*
 * The kiosk's voice: recordings, or espeak-ng (espeak.h), through SDL's audio. The sound card is
 * open only while something is said and a moment after, for it wakes the machine ten times a
 * second; all of it may be missing, and then the kiosk is silent and says so to staff, once.
 */
struct speech_plan {
    const char *espeak;     // the program
    const char *recordings; // a folder: <language>/<catalogue key>.wav; assets/voices/README.md
    const char *speaker;    // the name of an ALSA card; "auto": the machine's own choice
    const char *headphones; // the same
    double speaker_db;      // dB SPL of speech at full, as it was measured at the kiosk
    double headphones_db;
    /* From another thread, when something was said to its end: listen_idle is to be asked. */
    void (*wake)(void *data);
    void *data;
};

struct speech;

/* Opens nothing yet. The plan's texts are borrowed. */
struct speech *speech_create(const struct speech_plan *plan);
void speech_free(struct speech *speech);

/* Tries voice and sound card for a moment; ERR_NOT_FOUND says what is missing. */
bool speech_works(struct speech *speech, struct err *err);

/* Borrowed from speech. */
const struct listen_voice *speech_voice(struct speech *speech);

#endif
