// SPDX-License-Identifier: Apache-2.0

/* How loud and how fast: AUD-09, AUD-10, AUD-11 (t_gain). */

#include "tests/check.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "kiosk/voice.h"
#include "kiosk/wav.h"
#include "shared/mem.h"

#define SECOND WAV_RATE
#define PITCH 120.0 // hertz, of a vowel

static int16_t vowel[2 * SECOND];
static float heard[6 * SECOND];

// A voice's pulse with its overtones, at an even loudness.
static int make_vowel(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * SECOND; i++) {
        double sum = 0;

        for (int k = 1; k <= 12; k++)
            sum += sin(2 * M_PI * PITCH * k * i / SECOND) / k;
        vowel[i] = (int16_t)(sum * 9000);
    }
    return 0;
}

// Plays it; how many samples came out.
static size_t play(int speed, int volume, double full_db)
{
    struct voice *voice = voice_create(speed, voice_gain(volume, full_db));
    size_t count;

    voice_feed_samples(voice, vowel, (size_t)2 * SECOND);
    voice_finish(voice);
    count = voice_take(voice, heard, sizeof heard / sizeof heard[0]);
    voice_free(voice);
    return count;
}

static double rms_db(size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += (double)heard[i] * (double)heard[i];
    return 10 * log10(sum / (double)count);
}

// By autocorrelation, between its octaves.
static double pitch(size_t from, size_t count)
{
    double best = -1;
    int best_lag = 1;

    for (int lag = SECOND / 200; lag <= SECOND / 80; lag++) {
        double sum = 0;

        for (size_t i = from; i + (size_t)lag < from + count; i++)
            sum += (double)heard[i] * (double)heard[i + (size_t)lag];
        sum /= (double)(count - (size_t)lag);
        if (sum > best) {
            best = sum;
            best_lag = lag;
        }
    }
    return (double)SECOND / best_lag;
}

static void test_voice__goes_from_20_to_100_db_in_steps_of_8(void **state)
{
    (void)state;
    assert_int_equal(voice_volume_db(0), 20);
    assert_int_equal(voice_volume_db(VOICE_VOLUMES - 1), 100);
    for (int i = 1; i < VOICE_VOLUMES; i++)
        assert_int_equal(voice_volume_db(i) - voice_volume_db(i - 1), 8);
    assert_in_range(voice_volume_db(VOICE_VOLUME_USUAL), 60, 65);
}

static void test_voice__is_as_loud_as_the_step_says(void **state)
{
    double usual;

    (void)state;
    usual = rms_db(play(VOICE_SPEED_USUAL, VOICE_VOLUME_USUAL, 100));
    for (int i = 0; i < VOICE_VOLUMES; i++) {
        double here = rms_db(play(VOICE_SPEED_USUAL, i, 100));

        assert_true(fabs(here - usual - (voice_volume_db(i) - 60)) < 0.3);
    }
    // A kiosk that is 20 dB louder by itself is turned down as much.
    assert_true(fabs(rms_db(play(VOICE_SPEED_USUAL, 5, 120)) - usual + 20) < 0.1);
}

static void test_voice__never_clips(void **state)
{
    size_t count;

    (void)state;
    count = play(VOICE_SPEED_USUAL, VOICE_VOLUMES - 1, 60); // 40 dB beyond full
    for (size_t i = 0; i < count; i++)
        assert_true(fabsf(heard[i]) <= 1);
    for (int i = -800; i < 800; i++) {
        double x = i / 100.0;

        assert_true(voice_limit(x) <= voice_limit(x + 0.01));
        assert_true(voice_limit(x) == -voice_limit(-x));
        if (fabs(x) < 0.7)
            assert_true(voice_limit(x) == x);
    }
}

static void test_voice__changes_the_speed_and_not_the_pitch(void **state)
{
    static const int percents[] = {50, 75, 100, 125, 150, 175, 200};

    (void)state;
    assert_int_equal(VOICE_SPEEDS, sizeof percents / sizeof percents[0]);
    assert_int_equal(voice_speed_percent(VOICE_SPEED_USUAL), 100);
    for (int i = 0; i < VOICE_SPEEDS; i++) {
        size_t count = play(i, VOICE_VOLUME_USUAL, 80);
        double wanted = 2.0 * SECOND * 100 / percents[i];
        double found = pitch(count / 4, count / 2);

        assert_int_equal(voice_speed_percent(i), percents[i]);
        if (fabs((double)count - wanted) > 0.06 * wanted)
            fail_msg("%d %%: %zu samples for %.0f", percents[i], count, wanted);
        if (fabs(found - PITCH) > 0.03 * PITCH)
            fail_msg("%d %%: the pitch is %.1f Hz", percents[i], found);
    }
}

// --- nothing of it is left (PRV-12) ---

#define NOISE 4096  // samples, of which each is another
#define NEEDLE 24   // in a row are found nowhere by chance
#define CHUNK 65536 // bytes

static int16_t noise_at(unsigned i)
{
    unsigned mixed = (i + 1) * 2654435761U;

    return (int16_t)((int)((mixed >> 16) % 20001) - 10000);
}

static size_t count_noise(const uint8_t *bytes, size_t length)
{
    static const unsigned places[] = {100, 1500, 3000, NOISE - NEEDLE};
    size_t count = 0;

    for (size_t at = 0; at + NEEDLE * sizeof(int16_t) <= length; at += sizeof(int16_t))
        for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
            const int16_t *samples = (const int16_t *)(const void *)(bytes + at);
            unsigned same = 0;

            while (same < NEEDLE && samples[same] == noise_at(places[i] + same))
                same++;
            count += same == NEEDLE;
        }
    return count;
}

// In the memory that this program can write, its own place for looking left out.
static size_t look_for_noise(void)
{
    static uint8_t chunk[CHUNK];
    FILE *maps = fopen("/proc/self/maps", "re");
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    unsigned long from, to;
    char rights[8];
    char line[512];
    size_t count = 0;

    assert_non_null(maps);
    assert_true(memory >= 0);
    while (fgets(line, sizeof line, maps))
        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) == 3 && rights[1] == 'w' &&
            to - from <= 4UL << 20)
            for (unsigned long at = from; at < to; at += CHUNK - NEEDLE * sizeof(int16_t)) {
                ssize_t got = pread(memory, chunk, to - at < CHUNK ? to - at : CHUNK, (off_t)at);
                bool ours = at + CHUNK > (unsigned long)chunk && at < (unsigned long)chunk + CHUNK;

                if (got > 0 && !ours)
                    count += count_noise(chunk, (size_t)got);
            }
    fclose(maps);
    close(memory);
    return count;
}

static struct voice *say_noise(int speed)
{
    struct voice *voice = voice_create(speed, 1);
    int16_t piece[256];
    float out[64];

    for (unsigned i = 0; i < NOISE; i++) {
        piece[i % 256] = noise_at(i);
        if (i % 256 < 255)
            continue;
        voice_feed_samples(voice, piece, 256);
        while (i + 256 < NOISE && voice_take(voice, out, 64) == 64)
            continue; // as the sound card does, but for the last
    }
    mem_wipe(piece, sizeof piece);
    return voice;
}

static void test_voice__leaves_nothing_of_what_was_said(void **state)
{
    static const int speeds[] = {0, VOICE_SPEED_USUAL, VOICE_SPEEDS - 1};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct voice *voice = say_noise(speeds[i]);

        if (speeds[i] == VOICE_SPEED_USUAL)
            assert_true(look_for_noise() > 0); // as it was fed, and so it is found
        voice_free(voice);
        assert_int_equal(look_for_noise(), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_voice__leaves_nothing_of_what_was_said),
        cmocka_unit_test(test_voice__goes_from_20_to_100_db_in_steps_of_8),
        cmocka_unit_test(test_voice__is_as_loud_as_the_step_says),
        cmocka_unit_test(test_voice__never_clips),
        cmocka_unit_test(test_voice__changes_the_speed_and_not_the_pitch),
    };

    return cmocka_run_group_tests(tests, make_vowel, NULL);
}
