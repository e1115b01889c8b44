// SPDX-License-Identifier: Apache-2.0

/*
 * The real voice: espeak-ng's child and SDL's audio, which writes what it plays to a file (SDL's
 * "disk" driver). AUD-02, AUD-04, AUD-11; recordings; what is missing.
 */

#include "tests/check.h"

#include <dirent.h>
#include <math.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "kiosk/espeak.h"
#include "kiosk/speech.h"
#include "kiosk/voice.h"
#include "kiosk/wav.h"
#include "shared/bytes.h"

#define PLAYED "played.raw"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t woken = PTHREAD_COND_INITIALIZER;
static int wakes;

static void wake(void *data)
{
    (void)data;
    pthread_mutex_lock(&lock);
    wakes++;
    pthread_cond_signal(&woken);
    pthread_mutex_unlock(&lock);
}

static struct speech_plan plan = {.espeak = "espeak-ng",
                                  .recordings = "recordings",
                                  .speaker = "auto",
                                  .headphones = "auto",
                                  .speaker_db = 60, // plays at full
                                  .headphones_db = 60,
                                  .wake = wake};
static struct speech *speech;
static const struct listen_voice *voice;

static int begin(void **state)
{
    (void)state;
    unlink(PLAYED);
    wakes = 0;
    speech = speech_create(&plan);
    voice = speech_voice(speech);
    return 0;
}

static int end(void **state)
{
    (void)state;
    speech_free(speech);
    return 0;
}

static struct listen_words words_of(const char *text, enum words_lang lang)
{
    return (struct listen_words){.text = text,
                                 .lang = lang,
                                 .sink = LISTEN_SPEAKER,
                                 .speed = VOICE_SPEED_USUAL,
                                 .volume = VOICE_VOLUME_USUAL};
}

static void wait_until_said(void)
{
    int64_t ask_ms;

    pthread_mutex_lock(&lock);
    while (wakes == 0)
        pthread_cond_wait(&woken, &lock);
    wakes = 0;
    pthread_mutex_unlock(&lock);
    assert_true(voice->is_over(voice->data, &ask_ms));
    voice->stop(voice->data);
}

// What left the machine since the last time, as samples; their count.
static size_t take_played(float **out)
{
    struct bytes file = {0};
    struct err err;
    size_t count;

    speech_free(speech); // the driver writes the rest
    speech = NULL;
    check_ok(bytes_read_file(&file, PLAYED, 64U << 20, &err), &err);
    count = file.length / sizeof(float);
    *out = malloc(file.length + 1);
    memcpy(*out, file.data, count * sizeof(float));
    bytes_clear(&file);
    return count;
}

static double rms(const float *samples, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += (double)samples[i] * (double)samples[i];
    return count ? sqrt(sum / (double)count) : 0;
}

// What was heard, without the silence around it: how much of that there is depends on the machine.
static size_t say_whole(const struct listen_words *words, float **out)
{
    size_t from = 0;
    size_t to;

    begin(NULL);
    assert_true(voice->say(voice->data, words));
    wait_until_said();
    to = take_played(out);
    while (to > 0 && (*out)[to - 1] == 0.0F)
        to--;
    while (from < to && (*out)[from] == 0.0F)
        from++;
    memmove(*out, *out + from, (to - from) * sizeof **out);
    return to - from;
}

static void test_speech__is_heard_in_both_languages(void **state)
{
    struct listen_words english = words_of("How much was the bus?", WORDS_EN);
    struct listen_words welsh = words_of("How much was the bus?", WORDS_CY);
    float *in_english, *in_welsh;
    size_t english_count = say_whole(&english, &in_english);
    size_t welsh_count = say_whole(&welsh, &in_welsh);
    size_t both = english_count < welsh_count ? english_count : welsh_count;

    (void)state;
    assert_true(english_count > WAV_RATE / 2);
    assert_true(rms(in_english, english_count) > 0.01);
    assert_true(rms(in_welsh, welsh_count) > 0.01);
    // The same letters in two languages are two sounds.
    for (size_t i = 0; i < both; i++)
        in_english[i] -= in_welsh[i];
    assert_true(rms(in_english, both) > 0.01);
    free(in_english);
    free(in_welsh);
}

static void test_speech__is_twice_as_fast_when_asked(void **state)
{
    struct listen_words slow = words_of("Put your ticket under the camera.", WORDS_EN);
    struct listen_words fast = slow;
    float *samples;
    double ratio;

    (void)state;
    fast.speed = VOICE_SPEEDS - 1;
    ratio = (double)say_whole(&slow, &samples);
    free(samples);
    ratio /= (double)say_whole(&fast, &samples);
    free(samples);
    assert_true(ratio > 1.7 && ratio < 2.2);
}

// --- AUD-02 ---

static double now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

static const char LONG[] = "This is a long sentence, with a word like ZZQX7CANARY in it, that goes "
                           "on and on and on, and nobody wants to hear the end of it today.";

static size_t played_size(void)
{
    struct stat stat_of;

    return stat(PLAYED, &stat_of) == 0 ? (size_t)stat_of.st_size : 0;
}

// It speaks: so many samples were played. How many, to be exact.
static size_t wait_until_played(size_t count)
{
    int watch = inotify_init1(IN_CLOEXEC);
    char events[4096];

    assert_true(inotify_add_watch(watch, PLAYED, IN_MODIFY) >= 0);
    while (played_size() / sizeof(float) < count)
        assert_true(read(watch, events, sizeof events) > 0);
    close(watch);
    return played_size() / sizeof(float);
}

static void test_speech__is_silent_100_ms_after_a_touch(void **state)
{
    struct listen_words words = words_of(LONG, WORDS_EN);
    float *samples;
    size_t count, before, loud;
    double asked;

    (void)state;
    assert_true(voice->say(voice->data, &words));
    before = wait_until_played(WAV_RATE / 2);
    asked = now_ms();
    voice->stop(voice->data);
    asked = now_ms() - asked;
    count = take_played(&samples);
    for (loud = count; loud > 0 && samples[loud - 1] == 0.0F;)
        loud--;
    // What came out after the call, beyond what the card had in hand then.
    assert_true(rms(samples, loud) > 0.01);
    print_message("stop took %.1f ms, and %.0f ms of sound came out after it\n", asked,
                  loud > before ? (double)(loud - before) * 1000 / WAV_RATE : 0.0);
    assert_true(asked < 60);
    assert_true(loud <= before + WAV_RATE / 10);
    free(samples);
}

// --- what others on the machine can see ---

static int processes_with(const char *text)
{
    DIR *folder = opendir("/proc");
    struct dirent *entry;
    int found = 0;

    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        char path[300], line[4096];
        size_t length;
        FILE *file;

        snprintf(path, sizeof path, "/proc/%s/cmdline", entry->d_name);
        file = fopen(path, "r");
        if (!file)
            continue;
        length = fread(line, 1, sizeof line, file);
        found += memmem(line, length, text, strlen(text)) != NULL;
        fclose(file);
    }
    closedir(folder);
    return found;
}

// Nobody takes the sound here: once the child has written some of it, it is there until it is
// ended.
static void test_speech__shows_its_words_to_nobody(void **state)
{
    struct espeak espeak;
    struct pollfd sound = {.events = POLLIN};
    struct err err;

    (void)state;
    check_ok(espeak_start(&espeak, "espeak-ng", WORDS_EN, LONG, &err), &err);
    sound.fd = espeak.fd;
    assert_int_equal(poll(&sound, 1, -1), 1);
    assert_true(processes_with("--stdout") > 0); // the child is there
    assert_int_equal(processes_with("ZZQX7CANARY"), 0);
    assert_false(espeak_end(&espeak));
}

// --- recordings ---

static void record(const char *path, double hertz)
{
    static const unsigned char header[] = "RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x22\x56\0\0"
                                          "\x44\xac\0\0\x02\0\x10\0data\0\x7d\0\0";
    struct bytes file = {0};
    struct err err;

    bytes_add(&file, header, 44);
    for (int i = 0; i < 16000; i++) {
        int16_t sample = (int16_t)(12000 * sin(2 * M_PI * hertz * i / WAV_RATE));

        bytes_add(&file, &sample, 2);
    }
    check_ok(bytes_write_file(path, file.data, file.length, 0600, &err), &err);
    bytes_clear(&file);
}

static double crossings_hertz(const float *samples, size_t count)
{
    int crossings = 0;

    for (size_t i = 1; i < count; i++)
        crossings += samples[i - 1] < 0 && samples[i] >= 0;
    return crossings * (double)WAV_RATE / (double)count;
}

static void test_speech__plays_recordings_where_there_are_all(void **state)
{
    struct listen_words words = words_of("Nesaf. Botwm.", WORDS_CY);
    float *samples;
    size_t count;

    (void)state;
    mkdir("recordings", 0700);
    mkdir("recordings/cy", 0700);
    record("recordings/cy/next.wav", 440);
    record("recordings/cy/spoken.button.wav", 440);
    words.keys[0] = "next";
    words.keys[1] = "spoken.button";
    words.key_count = 2;
    count = say_whole(&words, &samples);
    assert_in_range(count, 31900, 32100);
    assert_true(fabs(crossings_hertz(samples, count) - 440) < 3);
    free(samples);
    words.speed = 0; // recordings are as slow as they are wanted, and no lower
    count = say_whole(&words, &samples);
    assert_in_range(count, 62000, 68000);
    assert_true(fabs(crossings_hertz(samples, count) - 440) < 13);
    free(samples);
    words.speed = VOICE_SPEED_USUAL;
    words.keys[1] = "spoken.choice"; // not recorded: all of it is synthesised
    count = say_whole(&words, &samples);
    assert_true(fabs(crossings_hertz(samples, count) - 440) > 20);
    free(samples);
}

static void test_speech__goes_on_where_a_recording_is_spoilt(void **state)
{
    struct listen_words words = words_of("Mwy. Botwm.", WORDS_CY);
    struct err err;
    float *samples;
    size_t count;

    (void)state;
    mkdir("recordings", 0700);
    mkdir("recordings/cy", 0700);
    check_ok(bytes_write_file("recordings/cy/more.wav", "not a sound", 11, 0600, &err), &err);
    words.keys[0] = "more";
    words.key_count = 1;
    count = say_whole(&words, &samples);
    assert_true(rms(samples, count) > 0.01);
    free(samples);
}

// --- what is missing ---

static void test_speech__says_what_is_missing(void **state)
{
    struct listen_words words = words_of("Welcome.", WORDS_EN);
    struct err err;

    (void)state;
    check_ok(speech_works(speech, &err), &err);
    end(NULL);
    plan.espeak = "no-such-program";
    begin(NULL);
    check_fails(speech_works(speech, &err), &err, ERR_NOT_FOUND);
    assert_non_null(strstr(err.text, "install espeak-ng"));
    assert_false(voice->say(voice->data, &words));
    end(NULL);
    plan.espeak = "false"; // it is there, and dies
    begin(NULL);
    check_fails(speech_works(speech, &err), &err, ERR_NOT_FOUND);
    assert_true(voice->say(voice->data, &words));
    wait_until_said();
    assert_false(voice->say(voice->data, &words));
    plan.espeak = "espeak-ng";
}

static void test_speech__needs_a_sound_card(void **state)
{
    struct err err;

    (void)state;
    setenv("SDL_AUDIODRIVER", "no-such-driver", 1);
    check_fails(speech_works(speech, &err), &err, ERR_NOT_FOUND);
    setenv("SDL_AUDIODRIVER", "disk", 1);
}

static void test_speech__rings_softly(void **state)
{
    float *samples;
    size_t count;

    (void)state;
    assert_true(voice->chime(voice->data, LISTEN_SPEAKER, VOICE_VOLUME_USUAL));
    wait_until_said();
    count = take_played(&samples);
    assert_in_range(count, WAV_RATE / 2, WAV_RATE);
    assert_true(rms(samples, count) > 0.01);
    free(samples);
}

#define SPEECH_TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_speech__is_heard_in_both_languages),
        cmocka_unit_test(test_speech__is_twice_as_fast_when_asked),
        SPEECH_TEST(test_speech__is_silent_100_ms_after_a_touch),
        SPEECH_TEST(test_speech__shows_its_words_to_nobody),
        cmocka_unit_test(test_speech__plays_recordings_where_there_are_all),
        cmocka_unit_test(test_speech__goes_on_where_a_recording_is_spoilt),
        SPEECH_TEST(test_speech__says_what_is_missing),
        SPEECH_TEST(test_speech__needs_a_sound_card),
        SPEECH_TEST(test_speech__rings_softly),
    };
    struct err err;

    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", PLAYED, 1);
    check_ok(words_open(TEST_WORDS, &err), &err);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
