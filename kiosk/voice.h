#ifndef KIOSK_VOICE_H
#define KIOSK_VOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * From a WAV file as it was synthesised or recorded to the samples that leave the machine, as fast
 * and as loud as the listener wants it. No sound card here.
 *
 * How loud is a step: 20 to 100 dB SPL, 8 dB apart (AUD-09); each visit begins at 60 (AUD-10). The
 * machine's own volume stays where the installer put it; we change nothing but the samples. How
 * fast is a step too: 50 to 200 % of 125 words a minute (AUD-11), the pitch unchanged.
 */
#define VOICE_VOLUMES 11
#define VOICE_VOLUME_USUAL 5
#define VOICE_SPEEDS 7
#define VOICE_SPEED_USUAL 2

int voice_volume_db(int volume);
int voice_speed_percent(int speed);

/* What samples are multiplied by, where speech as it is (full) was measured to have full_db. */
double voice_gain(int volume, double full_db);

/* Between -1 and 1, whatever comes: nothing changes to 0.7, and beyond it bends. */
double voice_limit(double sample);

struct voice;
struct voice *voice_create(int speed, double gain);
/* Nothing of what was said is left in its buffers (PRV-12). */
void voice_free(struct voice *voice);

/* The next bytes of the WAV file; false when it is none (wav.h). */
bool voice_feed(struct voice *voice, const void *data, size_t length);
/* The WAV file is at its end, and another may follow. False if there was no sound in it. */
bool voice_next(struct voice *voice);
/* Samples at WAV_RATE, in place of a file. */
void voice_feed_samples(struct voice *voice, const int16_t *samples, size_t count);
/* That was all of it. */
void voice_finish(struct voice *voice);

/* Up to count samples, at WAV_RATE; how many. Fewer than asked for: more must be fed, or, once it
 * was finished, that was the end. */
size_t voice_take(struct voice *voice, float *out, size_t count);

#endif
