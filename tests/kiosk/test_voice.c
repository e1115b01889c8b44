// SPDX-License-Identifier: Apache-2.0

/* How loud and how fast: AUD-09, AUD-10, AUD-11 (t_gain). */

#include "tests/check.h"

#include <math.h>
#include <stdlib.h>

#include "kiosk/voice.h"
#include "kiosk/wav.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_voice__goes_from_20_to_100_db_in_steps_of_8),
        cmocka_unit_test(test_voice__is_as_loud_as_the_step_says),
        cmocka_unit_test(test_voice__never_clips),
        cmocka_unit_test(test_voice__changes_the_speed_and_not_the_pitch),
    };

    return cmocka_run_group_tests(tests, make_vowel, NULL);
}
