// SPDX-License-Identifier: Apache-2.0

#include "kiosk/measured.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"

#define WORDS_MAX 512 // of one frame; with more it begins anew
#define PLACES 1024   // a power of two

struct measured {
    struct measured_words words[WORDS_MAX];
    size_t count;
    uint16_t places[PLACES]; // by hash: the index in words plus one; 0 is free
};

struct measured *measured_create(void)
{
    return mem_new(1, sizeof(struct measured));
}

void measured_forget(struct measured *measured)
{
    mem_wipe(measured->words, measured->count * sizeof measured->words[0]);
    memset(measured->places, 0, sizeof measured->places);
    measured->count = 0;
}

void measured_free(struct measured *measured)
{
    if (measured)
        measured_forget(measured);
    free(measured);
}

static size_t place_of(size_t rich, double cap, bool spacious, bool bold)
{
    uint64_t bits;

    memcpy(&bits, &cap, sizeof bits);
    bits = (bits ^ (rich << 2) ^ (uint64_t)(spacious << 1) ^ bold) * UINT64_C(0x9E3779B97F4A7C15);
    return bits >> 54 & (PLACES - 1);
}

struct measured_words *measured_of(struct measured *measured, size_t rich, double cap,
                                   bool spacious, bool bold)
{
    size_t place = place_of(rich, cap, spacious, bold);
    struct measured_words *words;

    for (; measured->places[place]; place = (place + 1) % PLACES) {
        words = &measured->words[measured->places[place] - 1];
        if (words->rich == rich && words->cap == cap && words->spacious == spacious &&
            words->bold == bold)
            return words;
    }
    if (measured->count == WORDS_MAX) {
        measured_forget(measured);
        place = place_of(rich, cap, spacious, bold);
    }
    words = &measured->words[measured->count++];
    measured->places[place] = (uint16_t)measured->count;
    *words = (struct measured_words){
        .rich = rich, .cap = cap, .spacious = spacious, .bold = bold, .natural = -1, .least = -1};
    return words;
}

void measured_add_step(struct measured_words *words, const struct measured_step *step)
{
    words->steps[words->next_step] = *step;
    words->next_step = (words->next_step + 1) % MEASURED_STEPS_MAX;
    if (words->step_count < MEASURED_STEPS_MAX)
        words->step_count++;
}
