// SPDX-License-Identifier: Apache-2.0

#include "kiosk/voice.h"

#include <assert.h>
#include <math.h>
#include <sonic.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/wav.h"
#include "shared/mem.h"

#define LOWEST_DB 20
#define STEP_DB 8
#define BENDS_AT 0.7
#define PIECE 1024 // samples
#define SILENCE (4 * PIECE)

static const int PERCENTS[VOICE_SPEEDS] = {50, 75, 100, 125, 150, 175, 200};

struct voice {
    struct wav wav;
    sonicStream stream;
    double gain;
    int16_t samples[PIECE];
};

int voice_volume_db(int volume)
{
    assert(volume >= 0 && volume < VOICE_VOLUMES);
    return LOWEST_DB + STEP_DB * volume;
}

int voice_speed_percent(int speed)
{
    assert(speed >= 0 && speed < VOICE_SPEEDS);
    return PERCENTS[speed];
}

double voice_gain(int volume, double full_db)
{
    return pow(10, (voice_volume_db(volume) - full_db) / 20);
}

double voice_limit(double sample)
{
    double size = fabs(sample);
    double room = 1 - BENDS_AT;

    if (size <= BENDS_AT)
        return sample;
    return copysign(BENDS_AT + room * tanh((size - BENDS_AT) / room), sample);
}

// The library grows its buffers by copying, and gives them back as they are. So they are grown
// while there is nothing in them, and silence goes the way of the words before they are given back.
static void silence(struct voice *voice, int at_a_time)
{
    int16_t none[SILENCE] = {0};

    for (int i = 0; i <= SILENCE; i += at_a_time) {
        while (sonicReadShortFromStream(voice->stream, none, SILENCE) > 0)
            mem_wipe(none, sizeof none);
        if (i < SILENCE)
            sonicWriteShortToStream(voice->stream, none, at_a_time);
    }
}

struct voice *voice_create(int speed, double gain)
{
    struct voice *voice = mem_new(1, sizeof *voice);

    voice->stream = sonicCreateStream(WAV_RATE, 1);
    if (!voice->stream)
        abort();             // as mem_new does when there is no memory
    silence(voice, SILENCE); // at its own speed none of it stays
    sonicSetSpeed(voice->stream, (float)voice_speed_percent(speed) / 100);
    voice->gain = gain;
    return voice;
}

void voice_free(struct voice *voice)
{
    if (!voice)
        return;
    silence(voice, PIECE);
    sonicDestroyStream(voice->stream);
    mem_wipe(voice, sizeof *voice);
    free(voice);
}

bool voice_feed(struct voice *voice, const void *data, size_t length)
{
    const unsigned char *at = data;

    while (length > 0) {
        size_t piece = length < PIECE ? length : PIECE;
        size_t count;
        bool ok = wav_take(&voice->wav, at, piece, voice->samples, &count);

        sonicWriteShortToStream(voice->stream, voice->samples, (int)count);
        if (!ok)
            return false;
        at += piece;
        length -= piece;
    }
    return true;
}

bool voice_next(struct voice *voice)
{
    bool whole = voice->wav.part == WAV_SOUND || voice->wav.part == WAV_REST;

    voice->wav = (struct wav){0};
    return whole;
}

void voice_feed_samples(struct voice *voice, const int16_t *samples, size_t count)
{
    while (count > 0) {
        size_t piece = count < PIECE ? count : PIECE;

        memcpy(voice->samples, samples, piece * sizeof *samples); // sonic would change them
        sonicWriteShortToStream(voice->stream, voice->samples, (int)piece);
        samples += piece;
        count -= piece;
    }
}

void voice_finish(struct voice *voice)
{
    sonicFlushStream(voice->stream);
}

size_t voice_take(struct voice *voice, float *out, size_t count)
{
    size_t taken = 0;

    while (taken < count) {
        size_t piece = count - taken < PIECE ? count - taken : PIECE;
        int got = sonicReadShortFromStream(voice->stream, voice->samples, (int)piece);

        if (got <= 0)
            break;
        for (int i = 0; i < got; i++)
            out[taken++] = (float)voice_limit(voice->samples[i] / 32768.0 * voice->gain);
    }
    return taken;
}
