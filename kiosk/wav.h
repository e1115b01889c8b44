#ifndef KIOSK_WAV_H
#define KIOSK_WAV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The sound in a WAV file that comes in pieces, as from espeak-ng's pipe, or whole, as a recording
 * does. It must be PCM, one channel, 16 bits, 22,050 samples a second: nothing is converted. What
 * stands behind the sound is not read. A zeroed struct begins.
 */
#define WAV_RATE 22050

enum wav_part { WAV_FILE, WAV_CHUNK, WAV_FORMAT, WAV_SKIPPED, WAV_SOUND, WAV_REST, WAV_BROKEN };

struct wav {
    enum wav_part part;
    uint8_t held[16]; // of a header that is not whole yet, or of a sample
    size_t held_count;
    uint32_t left; // of a chunk
    bool has_format;
};

/*
 * Takes the next bytes. Samples go to out, which has room for length / 2 + 1; count says how many.
 * False, now and from then on, when this is no such file; what it gave before may be played.
 */
bool wav_take(struct wav *wav, const void *data, size_t length, int16_t *out, size_t *count);

#endif
