// SPDX-License-Identifier: Apache-2.0

#include "kiosk/wav.h"

#include <string.h>

#define FORMAT_SIZE 16
#define SKIPPED_MAX (1U << 20)

struct input {
    const uint8_t *at;
    size_t left;
};

static uint32_t number(const uint8_t *at, size_t width)
{
    uint32_t value = 0;

    for (size_t i = 0; i < width; i++)
        value |= (uint32_t)at[i] << (8 * i);
    return value;
}

// Until that many bytes stand together. False: more must come.
static bool hold(struct wav *wav, struct input *input, size_t want)
{
    size_t take = want - wav->held_count;

    if (take > input->left)
        take = input->left;
    memcpy(wav->held + wav->held_count, input->at, take);
    wav->held_count += take;
    input->at += take;
    input->left -= take;
    if (wav->held_count < want)
        return false;
    wav->held_count = 0;
    return true;
}

static enum wav_part after_file_header(const struct wav *wav)
{
    // The size that stands between the two is a guess when the file is written to a pipe.
    return memcmp(wav->held, "RIFF", 4) == 0 && memcmp(wav->held + 8, "WAVE", 4) == 0 ? WAV_CHUNK
                                                                                      : WAV_BROKEN;
}

static enum wav_part after_chunk_header(struct wav *wav)
{
    wav->left = number(wav->held + 4, 4);
    if (memcmp(wav->held, "data", 4) == 0)
        return wav->has_format ? WAV_SOUND : WAV_BROKEN;
    if (wav->left > SKIPPED_MAX)
        return WAV_BROKEN;
    wav->left += wav->left % 2; // chunks begin at even places
    if (memcmp(wav->held, "fmt ", 4) != 0)
        return WAV_SKIPPED;
    if (wav->left < FORMAT_SIZE || wav->has_format)
        return WAV_BROKEN;
    wav->left -= FORMAT_SIZE;
    return WAV_FORMAT;
}

static enum wav_part after_format(struct wav *wav)
{
    const uint8_t *at = wav->held;

    wav->has_format = number(at, 2) == 1 && number(at + 2, 2) == 1 &&
                      number(at + 4, 4) == WAV_RATE && number(at + 14, 2) == 16;
    return wav->has_format ? WAV_SKIPPED : WAV_BROKEN;
}

static enum wav_part skip(struct wav *wav, struct input *input)
{
    size_t take = wav->left < input->left ? wav->left : input->left;

    input->at += take;
    input->left -= take;
    wav->left -= (uint32_t)take;
    return wav->left > 0 ? WAV_SKIPPED : WAV_CHUNK;
}

static enum wav_part take_sound(struct wav *wav, struct input *input, int16_t *out, size_t *count)
{
    while (wav->left >= 2 && hold(wav, input, 2)) {
        out[(*count)++] = (int16_t)number(wav->held, 2);
        wav->left -= 2;
    }
    return wav->left < 2 ? WAV_REST : WAV_SOUND;
}

static enum wav_part go_on(struct wav *wav, struct input *input, int16_t *out, size_t *count)
{
    switch (wav->part) {
    case WAV_FILE:
        return hold(wav, input, 12) ? after_file_header(wav) : WAV_FILE;
    case WAV_CHUNK:
        return hold(wav, input, 8) ? after_chunk_header(wav) : WAV_CHUNK;
    case WAV_FORMAT:
        return hold(wav, input, FORMAT_SIZE) ? after_format(wav) : WAV_FORMAT;
    case WAV_SKIPPED:
        return skip(wav, input);
    case WAV_SOUND:
        return take_sound(wav, input, out, count);
    case WAV_REST:
        input->left = 0;
        return WAV_REST;
    case WAV_BROKEN:
        break;
    }
    return WAV_BROKEN;
}

bool wav_take(struct wav *wav, const void *data, size_t length, int16_t *out, size_t *count)
{
    struct input input = {data, length};

    *count = 0;
    while (input.left > 0 && wav->part != WAV_BROKEN)
        wav->part = go_on(wav, &input, out, count);
    return wav->part != WAV_BROKEN;
}
