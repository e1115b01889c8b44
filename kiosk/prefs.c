// SPDX-License-Identifier: Apache-2.0
#include "kiosk/prefs.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "kiosk/palette.h"
#include "kiosk/voice.h"
#include "shared/str.h"

#define PART_SIZE 12

static const char *const spacings[] = {"usual", "spacious"}; // between letters, words, paragraphs
static const char *const speeches[] = {"off", "on"};
static const char *const sizes[UI_SIZES] = {"M", "L", "XL"};

void prefs_write(char out[static BODY_CODE_SIZE], const struct ui_prefs *prefs)
{
    int length =
        snprintf(out, BODY_CODE_SIZE, "%s.%s.%s.%s.%s.%d.%d", words_code(prefs->lang),
                 sizes[prefs->size], palette_name(prefs->contrast), spacings[prefs->spacious],
                 speeches[prefs->speech], prefs->speed, prefs->volume);

    assert(length < BODY_CODE_SIZE);
}

// The next part of the code, and *code stands behind it; "" past the end, and for one too long.
static void take_part(char part[static PART_SIZE], const char **code)
{
    size_t length = strcspn(*code, ".");

    part[0] = '\0';
    if (length < PART_SIZE) {
        memcpy(part, *code, length);
        part[length] = '\0';
    }
    *code += length;
    *code += **code == '.';
}

static bool size_named(enum ui_size *out, const char *name)
{
    for (int i = 0; i < UI_SIZES; i++)
        if (str_equal(sizes[i], name)) {
            *out = (enum ui_size)i;
            return true;
        }
    return false;
}

// One of so many steps; the usual one for anything else.
static int step_of(const char *part, int steps, int usual)
{
    char text[PART_SIZE];

    for (int step = 0; step < steps; step++) {
        snprintf(text, sizeof text, "%d", step);
        if (str_equal(text, part))
            return step;
    }
    return usual;
}

static void read_speech(struct ui_prefs *prefs, const char *code)
{
    char speech[PART_SIZE], speed[PART_SIZE], volume[PART_SIZE];

    take_part(speech, &code);
    take_part(speed, &code);
    take_part(volume, &code);
    prefs->speech = str_equal(speech, speeches[true]);
    prefs->speed = step_of(speed, VOICE_SPEEDS, VOICE_SPEED_USUAL);
    prefs->volume = step_of(volume, VOICE_VOLUMES, VOICE_VOLUME_USUAL);
}

bool prefs_read(struct ui_prefs *out, const char *code)
{
    struct ui_prefs prefs = ui_prefs_usual;
    char lang[PART_SIZE], size[PART_SIZE], contrast[PART_SIZE], spacing[PART_SIZE];

    take_part(lang, &code);
    take_part(size, &code);
    take_part(contrast, &code);
    take_part(spacing, &code);
    if (!words_lang_of(&prefs.lang, lang) || !size_named(&prefs.size, size) ||
        !palette_named(&prefs.contrast, contrast))
        return false;
    prefs.spacious = str_equal(spacing, spacings[true]);
    read_speech(&prefs, code);
    *out = prefs;
    return true;
}
