// SPDX-License-Identifier: Apache-2.0

#include "kiosk/speech.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <SDL.h>

#include "kiosk/espeak.h"
#include "kiosk/voice.h"
#include "kiosk/wav.h"
#include "shared/bytes.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

#define BUFFER 512          // samples: 23 ms, so that silence is quick
#define PIECE 4096          // bytes from the pipe at a time
#define CLOSE_AFTER_MS 1500 // from word to word of somebody typing it stays open
#define RECORDING_MAX (4U << 20)
#define CHIME_SAMPLES (WAV_RATE * 6 / 10)

// What the sound card's thread reads; changed only while that is locked out.
struct source {
    struct voice *voice; // NULL: silence
    int fd;              // of espeak; -1: all of it is in the voice
    bool whole;          // nothing more will come
    bool broken;         // what came was no sound
    bool over;           // all of it was played
};

struct speech {
    struct speech_plan plan;
    struct listen_voice listen;
    SDL_AudioDeviceID device; // 0: closed
    enum listen_sink sink;    // it is open for
    struct source source;
    bool speaking; // the child is there
    bool may_fail; // a language that was added, which espeak may not know
    bool dead;     // it did not come to its end well: staff were told
    struct espeak espeak;
    int64_t quiet_since_ms;
};

// --- the sound card's thread ---

// Until there is enough, or nothing to be had now.
static void read_more(struct source *source)
{
    uint8_t piece[PIECE];
    ssize_t length = source->fd < 0 ? 0 : read(source->fd, piece, sizeof piece);

    if (length < 0)
        return;
    source->broken = length > 0 && !voice_feed(source->voice, piece, (size_t)length);
    mem_wipe(piece, (size_t)length);
    if (length > 0 && !source->broken)
        return;
    source->whole = true;
    voice_finish(source->voice);
}

static size_t take(struct source *source, float *out, size_t count)
{
    size_t got = voice_take(source->voice, out, count);
    size_t before;

    while (got < count && !source->whole) {
        before = got;
        read_more(source);
        got += voice_take(source->voice, out + got, count - got);
        if (got == before && !source->whole)
            break; // espeak is slower than the ear: a gap
    }
    return got;
}

static void SDLCALL fill(void *data, Uint8 *out, int length)
{
    struct speech *speech = data;
    struct source *source = &speech->source;
    size_t count = (size_t)length / sizeof(float);
    float *samples = (float *)(void *)out;
    size_t got = 0;

    if (source->voice && !source->over) {
        got = take(source, samples, count);
        source->over = source->whole && got < count;
        if (source->over)
            speech->plan.wake(speech->plan.data);
    }
    memset(samples + got, 0, (count - got) * sizeof *samples);
}

// --- the sound card ---

static void close_device(struct speech *speech)
{
    if (!speech->device)
        return;
    SDL_CloseAudioDevice(speech->device);
    speech->device = 0;
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

// SDL plays on the card that AUDIODEV names.
static void choose_card(const char *card)
{
    char name[96];

    if (str_equal(card, "auto")) {
        unsetenv("AUDIODEV");
        return;
    }
    snprintf(name, sizeof name, "plughw:CARD=%s", card);
    setenv("AUDIODEV", name, 1);
}

static bool open_device(struct speech *speech, enum listen_sink sink, struct err *err)
{
    SDL_AudioSpec wanted = {.freq = WAV_RATE,
                            .format = AUDIO_F32SYS,
                            .channels = 1,
                            .samples = BUFFER,
                            .callback = fill,
                            .userdata = speech};

    if (speech->device && speech->sink == sink)
        return true;
    close_device(speech);
    choose_card(sink == LISTEN_HEADPHONES ? speech->plan.headphones : speech->plan.speaker);
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)
        return err_set(err, ERR_NOT_FOUND, "no sound card can be used: %s", SDL_GetError());
    speech->device = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
    if (!speech->device) {
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        return err_set(err, ERR_NOT_FOUND, "the sound card does not open: %s", SDL_GetError());
    }
    speech->sink = sink;
    SDL_PauseAudioDevice(speech->device, 0);
    return true;
}

static void play(struct speech *speech, struct source source)
{
    SDL_LockAudioDevice(speech->device);
    speech->source = source;
    SDL_UnlockAudioDevice(speech->device);
}

// --- what is played ---

static struct voice *new_voice(const struct speech *speech, enum listen_sink sink, int speed,
                               int volume)
{
    double full = sink == LISTEN_HEADPHONES ? speech->plan.headphones_db : speech->plan.speaker_db;

    return voice_create(speed, voice_gain(volume, full));
}

static bool add_recording(const struct speech *speech, struct voice *voice, enum words_lang lang,
                          const char *key)
{
    char path[PATH_MAX];
    struct bytes file = {0};
    struct err err;
    bool ok;

    if (snprintf(path, sizeof path, "%s/%s/%s.wav", speech->plan.recordings, words_code(lang),
                 key) >= (int)sizeof path ||
        access(path, R_OK) != 0)
        return false;
    ok = bytes_read_file(&file, path, RECORDING_MAX, &err) &&
         voice_feed(voice, file.data, file.length) && voice_next(voice);
    if (!ok)
        fprintf(stderr,
                "diolch-kiosk: %s is no recording we can play: it must be WAV, PCM, mono, 16 bits, "
                "22050 Hz\n",
                path);
    bytes_clear(&file);
    return ok;
}

// All of an utterance, or none of it: two voices in one sentence are hard to follow.
static struct voice *recorded(const struct speech *speech, const struct listen_words *words)
{
    struct voice *voice;

    if (words->key_count == 0)
        return NULL;
    voice = new_voice(speech, words->sink, words->speed, words->volume);
    for (size_t i = 0; i < words->key_count; i++)
        if (!add_recording(speech, voice, words->lang, words->keys[i])) {
            voice_free(voice);
            return NULL;
        }
    voice_finish(voice);
    return voice;
}

static bool start(struct speech *speech, const struct listen_words *words, struct err *err)
{
    struct source source = {.fd = -1, .whole = true};

    if (!open_device(speech, words->sink, err))
        return false;
    source.voice = recorded(speech, words);
    if (!source.voice) {
        if (!espeak_start(&speech->espeak, speech->plan.espeak, words->lang, words->text, err))
            return false;
        speech->speaking = true;
        speech->may_fail = words->lang >= WORDS_OTHER;
        source.fd = speech->espeak.fd;
        source.whole = false;
        source.voice = new_voice(speech, words->sink, words->speed, words->volume);
    }
    play(speech, source);
    return true;
}

static bool give_up(struct speech *speech, const struct err *err)
{
    fprintf(stderr, "diolch-kiosk: %s. The kiosk goes on without speech.\n", err->text);
    close_device(speech);
    return false;
}

static bool say(void *data, const struct listen_words *words)
{
    struct speech *speech = data;
    struct err err;

    return !speech->dead && (start(speech, words, &err) || give_up(speech, &err));
}

// Two soft notes that fade.
static void ring(int16_t samples[static CHIME_SAMPLES])
{
    for (int i = 0; i < CHIME_SAMPLES; i++) {
        double at = (double)i / WAV_RATE;
        double half = at < 0.25 ? at : at - 0.25;
        double hertz = at < 0.25 ? 523.25 : 392;

        samples[i] = (int16_t)(9000 * exp(-9 * half) * fmin(1, half * 200) *
                               sin(2 * 3.14159265358979 * hertz * half));
    }
}

static bool chime(void *data, enum listen_sink sink, int volume)
{
    static int16_t samples[CHIME_SAMPLES];
    struct speech *speech = data;
    struct source source = {.fd = -1, .whole = true};
    struct err err;

    if (!open_device(speech, sink, &err))
        return give_up(speech, &err);
    ring(samples);
    source.voice = new_voice(speech, sink, VOICE_SPEED_USUAL, volume);
    voice_feed_samples(source.voice, samples, CHIME_SAMPLES);
    voice_finish(source.voice);
    play(speech, source);
    return true;
}

static struct source take_away(struct speech *speech)
{
    struct source was;

    SDL_LockAudioDevice(speech->device);
    was = speech->source;
    speech->source = (struct source){.fd = -1};
    SDL_UnlockAudioDevice(speech->device);
    return was;
}

static void stop(void *data)
{
    struct speech *speech = data;
    struct source was = take_away(speech);
    struct err err;

    voice_free(was.voice);
    if (speech->speaking && (!espeak_end(&speech->espeak) || was.broken) && was.over &&
        !speech->may_fail) {
        err_set(&err, ERR_NOT_FOUND, "%s stopped while it spoke", speech->plan.espeak);
        give_up(speech, &err);
        speech->dead = true;
    }
    speech->speaking = false;
    speech->quiet_since_ms = when_monotonic_ms();
}

static bool is_over(void *data, int64_t *ask_ms)
{
    struct speech *speech = data;
    bool over = true;
    int64_t quiet;

    *ask_ms = -1;
    if (!speech->device)
        return true;
    if (speech->source.voice) {
        SDL_LockAudioDevice(speech->device);
        over = speech->source.over;
        SDL_UnlockAudioDevice(speech->device);
        return over;
    }
    quiet = when_monotonic_ms() - speech->quiet_since_ms;
    if (quiet >= CLOSE_AFTER_MS)
        close_device(speech);
    else
        *ask_ms = CLOSE_AFTER_MS - quiet;
    return true;
}

struct speech *speech_create(const struct speech_plan *plan)
{
    struct speech *speech = mem_new(1, sizeof *speech);

    speech->plan = *plan;
    speech->listen = (struct listen_voice){speech, say, chime, stop, is_over};
    speech->source.fd = -1;
    return speech;
}

void speech_free(struct speech *speech)
{
    if (!speech)
        return;
    stop(speech);
    close_device(speech);
    free(speech);
}

bool speech_works(struct speech *speech, struct err *err)
{
    enum listen_sink sink =
        str_equal(speech->plan.speaker, "none") ? LISTEN_HEADPHONES : LISTEN_SPEAKER;

    if (!espeak_works(speech->plan.espeak, err) || !open_device(speech, sink, err))
        return false;
    speech->quiet_since_ms = when_monotonic_ms();
    return true;
}

const struct listen_voice *speech_voice(struct speech *speech)
{
    return &speech->listen;
}
