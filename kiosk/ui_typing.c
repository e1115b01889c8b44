// SPDX-License-Identifier: Apache-2.0

// Fields, keyboard and keypad.

#include "kiosk/ui.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/ui_parts.h"
#include "shared/mem.h"
#include "shared/str.h"

static const char *const LETTERS[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J",
                                      "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T",
                                      "U", "V", "W", "X", "Y", "Z", "Ŵ", "Ŷ"};
static const char *const ACCENTS[] = {"Â", "Ê", "Î", "Ô", "Û", "Á", "É", "Í", "Ó", "Ú",
                                      "Ẃ", "Ý", "À", "È", "Ì", "Ò", "Ù", "Ẁ", "Ỳ", "Ä",
                                      "Ë", "Ï", "Ö", "Ü", "Ẅ", "Ÿ", "’", "-"};
// The same in small letters, for what follows a capital.
static const char *const SMALL_LETTERS[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
                                            "k", "l", "m", "n", "o", "p", "q", "r", "s", "t",
                                            "u", "v", "w", "x", "y", "z", "ŵ", "ŷ"};
static const char *const SMALL_ACCENTS[] = {"â", "ê", "î", "ô", "û", "á", "é", "í", "ó", "ú",
                                            "ẃ", "ý", "à", "è", "ì", "ò", "ù", "ẁ", "ỳ", "ä",
                                            "ë", "ï", "ö", "ü", "ẅ", "ÿ", "’", "-"};
#define KEY_COUNT (sizeof LETTERS / sizeof LETTERS[0])

void ui_field(struct ui *ui, const char *id, const char *key, const char *text)
{
    struct ui_node *node;
    struct bytes dots = {0};

    bool masked = ui->coming->masked;

    node = ui_add(ui, UI_FIELD, UI_BODY, id, key);
    if (!node)
        return;
    if (masked) {
        for (size_t i = 0; i < strlen(text); i++)
            bytes_add_text(&dots, "•");
        node->value = ui_keep(ui, bytes_text(&dots));
        bytes_clear(&dots);
        return;
    }
    node->value = ui_keep(ui, text);
    ui_speak(ui, node);
}

void ui_pounds(struct ui *ui, const char *id, const char *key, const char *keyed)
{
    char shown[UI_TYPED_SIZE] = "";

    if (*keyed)
        snprintf(shown, sizeof shown, "£%s", keyed);
    ui_private(ui);
    ui_field(ui, id, key, shown);
}

static bool type(char *text, size_t size, const char *letter)
{
    if (strlen(text) + strlen(letter) + 1 > size)
        return false;
    return str_copy(text + strlen(text), size - strlen(text), letter);
}

static bool type_back(char *text)
{
    size_t length = strlen(text);

    if (length == 0)
        return false;
    while (length > 1 && ((unsigned char)text[length - 1] & 0xC0) == 0x80)
        length--;
    text[length - 1] = '\0';
    return true;
}

static bool begins_word(const char *text)
{
    size_t length = strlen(text);

    return length == 0 || strchr(" -", text[length - 1]) ||
           (length >= 3 && strcmp(text + length - 3, "’") == 0);
}

// What the keys write is not for other ears (AUD-06).
static bool has_masked(const struct ui *ui)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].masked)
            return true;
    return false;
}

static bool key(struct ui *ui, const char *id, const char *part, const char *shown)
{
    char full[UI_ID_SIZE];
    struct ui_node *node;

    ui_make_id(full, id, part);
    node = ui_add(ui, UI_KEY, UI_BODY, full, "");
    if (node) {
        ui_set_text(ui, node, shown);
        node->aloud = has_masked(ui) ? 0 : node->spoken;
    }
    return ui_was_touched(ui, full);
}

static bool named_key(struct ui *ui, const char *id, const char *part, const char *words,
                      const char *picture)
{
    char full[UI_ID_SIZE];

    ui_make_id(full, id, part);
    ui_picture_of(ui, picture);
    ui_add(ui, UI_KEY, UI_BODY, full, words);
    return ui_was_touched(ui, full);
}

static bool letter_keys(struct ui *ui, const char *id, char *text, size_t size, bool small)
{
    bool accents = ui->accents;
    bool changed = false;

    for (size_t i = 0; i < KEY_COUNT; i++) {
        const char *capital = accents ? ACCENTS[i] : LETTERS[i];
        const char *little = accents ? SMALL_ACCENTS[i] : SMALL_LETTERS[i];

        if (key(ui, id, little, small ? little : capital))
            changed = type(text, size, small ? little : capital);
    }
    return changed;
}

// Whether the next letter is a small one.
static bool is_small(const char *text, enum ui_keyboard kind)
{
    switch (kind) {
    case UI_KEYBOARD_LETTERS:
        return false;
    case UI_KEYBOARD_NAMES:
        return !begins_word(text);
    case UI_KEYBOARD_WORDS:
        return *text != '\0';
    }
    return false;
}

bool ui_keyboard(struct ui *ui, const char *id, char *text, size_t size, enum ui_keyboard kind)
{
    bool spaced = kind != UI_KEYBOARD_LETTERS;
    struct ui_node *box = ui_begin_box(ui, UI_KEYS, id);
    bool changed;

    if (box)
        box->across = 10;
    changed = letter_keys(ui, id, text, size, is_small(text, kind));
    if (named_key(ui, id, "accents", ui->accents ? "keys.letters" : "keys.accents", NULL))
        ui->accents = !ui->accents;
    if (named_key(ui, id, "delete", "keys.delete", "sign-delete"))
        changed = type_back(text);
    if (spaced && named_key(ui, id, "space", "keys.space", "sign-space") && *text)
        changed = type(text, size, " ");
    ui_end_box(ui, UI_KEYS);
    return changed;
}

bool ui_keypad(struct ui *ui, const char *id, char *text, size_t size, enum ui_keypad kind)
{
    static const char *const digits[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
    bool changed = false;
    struct ui_node *box = ui_begin_box(ui, UI_KEYS, id);

    if (box)
        box->across = 3;
    for (size_t i = 0; i < sizeof digits / sizeof digits[0]; i++)
        if (key(ui, id, digits[i], digits[i]))
            changed = type(text, size, digits[i]);
    if (kind == UI_KEYPAD_POINT && key(ui, id, "point", "."))
        changed = type(text, size, ".");
    if (kind == UI_KEYPAD_DIGITS && named_key(ui, id, "clear", "keys.clear", "sign-clear")) {
        changed = *text != '\0';
        mem_wipe(text, size);
    }
    if (key(ui, id, "0", "0"))
        changed = type(text, size, "0");
    if (named_key(ui, id, "delete", "keys.delete", "sign-delete"))
        changed = type_back(text);
    ui_end_box(ui, UI_KEYS);
    return changed;
}
