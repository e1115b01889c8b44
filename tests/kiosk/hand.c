// SPDX-License-Identifier: Apache-2.0

#include "tests/kiosk/hand.h"

#include "tests/check.h"

#include <string.h>

#include "kiosk/display.h"
#include "shared/str.h"

static double letter_width(void *data, const char *text, size_t length, double cap_mm, bool bold)
{
    double letters = 0;

    (void)data;
    for (size_t i = 0; i < length; i++)
        letters += ((unsigned char)text[i] & 0xC0) != 0x80;
    return letters * (bold ? 0.60 : 0.56) * cap_mm / 0.668;
}

static double font_size(void *data, double cap_mm)
{
    (void)data;
    return cap_mm / 0.668;
}

const struct ui_metrics hand_metrics = {NULL, letter_width, font_size};

void hand_open(struct ui *ui, const char *display)
{
    struct ui_display size;
    struct err err;

    check_ok(display_read(&size, display, &err), &err);
    check_ok(words_open(GALLERY_WORDS, &err), &err);
    ui_init(ui, &size, &hand_metrics);
    ui->hearing = UI_SILENT; // with all the buttons that a kiosk has
}

void hand_tap(struct stage *stage, const char *words)
{
    const struct ui_node *node =
        *words == '#' ? ui_node(stage->ui, words + 1) : ui_find(stage->ui, words);
    struct ui_event event = {.kind = UI_TOUCHED};

    if (!node || !node->touchable)
        fail_msg("on the screen %s there is nothing to touch called %s", stage->screen->name,
                 words);
    event.id = node->id;
    stage_event(stage, &event);
}

void hand_type(struct stage *stage, const char *text)
{
    while (*text) {
        char letter[8] = "";

        memcpy(letter, text, str_char_length(text));
        text += strlen(letter);
        hand_tap(stage, letter);
    }
}

void hand_scan(struct stage *stage, const char *code)
{
    struct ui_event event = {.kind = UI_SCANNED, .text = code};

    stage_event(stage, &event);
}

bool hand_sees(const struct ui *ui, const char *words)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(ui, all);

    for (size_t i = 0; i < count; i++)
        if (strstr(ui_text(ui, all[i]), words) || strstr(ui_second_text(ui, all[i]), words) ||
            strstr(ui_value_text(ui, all[i]), words))
            return true;
    return false;
}
