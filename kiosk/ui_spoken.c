// SPDX-License-Identifier: Apache-2.0

// How a node is said: whole to headphones, and to a room without what is somebody's own.

#include "kiosk/ui.h"

#include <string.h>

#include "kiosk/ui_parts.h"
#include "kiosk/words.h"
#include "shared/bytes.h"

bool ui_can_touch(const struct ui_node *node)
{
    return node->role == UI_BUTTON || node->role == UI_GO || node->role == UI_CHOICE ||
           node->role == UI_KEY;
}

const char *ui_spoken_key(const struct ui_node *node)
{
    if (node->role == UI_BUTTON || node->role == UI_GO || node->role == UI_KEY)
        return node->disabled ? "spoken.button.off" : "spoken.button";
    if (node->role == UI_CHOICE)
        return node->selected ? "spoken.choice.on" : "spoken.choice";
    return "";
}

// As a sentence of its own.
static void say(struct bytes *out, const char *text)
{
    size_t length = strlen(text);

    if (length == 0)
        return;
    bytes_add_text(out, out->length ? " " : "");
    bytes_add_text(out, text);
    if (!strchr(".?!:", text[length - 1]))
        bytes_add_text(out, ".");
}

static void say_key(struct bytes *out, enum words_lang lang, const char *key)
{
    struct bytes words = {0};

    if (!*key)
        return;
    words_write(&words, lang, key, NULL);
    say(out, bytes_text(&words));
    bytes_clear(&words);
}

static size_t keep_all(struct ui *ui, struct bytes *out)
{
    size_t at = ui_keep(ui, bytes_text(out));

    bytes_clear(out);
    return at;
}

// Words, second line and value; then what kind of thing it is.
static size_t all_of(struct ui *ui, const struct ui_node *node)
{
    struct bytes out = {0};

    say(&out, ui->pool + node->text);
    say(&out, ui->pool + node->second);
    say(&out, ui->pool + node->value);
    say_key(&out, node->lang, ui_spoken_key(node));
    return keep_all(ui, &out);
}

static size_t one_half(struct ui *ui, const struct ui_node *node, enum words_lang lang)
{
    struct bytes out = {0};

    say_key(&out, lang, node->key);
    say_key(&out, lang, ui_spoken_key(node));
    return keep_all(ui, &out);
}

static bool has_places(const struct ui_node *node, const char *key)
{
    return !node->public && words_has_places(node->lang, key);
}

// The label of what can be touched or filled is no secret; what was answered is.
static bool has_label(const struct ui_node *node)
{
    return ui_can_touch(node) || node->role == UI_FIELD;
}

// The public form of a private thing: its label, without the answer.
static size_t label_of(struct ui *ui, const struct ui_node *node)
{
    struct bytes out = {0};

    say(&out, ui->pool + node->text);
    if (node->second_key && !has_places(node, node->second_key))
        say(&out, ui->pool + node->second);
    if (node->role != UI_CHOICE)
        say_key(&out, node->lang, ui_spoken_key(node));
    return keep_all(ui, &out);
}

static size_t aloud(struct ui *ui, const struct ui_node *node)
{
    bool whole =
        !node->private && !node->value && !(node->second_key && has_places(node, node->second_key));

    if (!*node->key || node->pii || has_places(node, node->key))
        return 0;
    if (whole)
        return node->spoken;
    return has_label(node) ? label_of(ui, node) : 0;
}

void ui_speak(struct ui *ui, struct ui_node *node)
{
    if (node->both) {
        node->spoken = one_half(ui, node, WORDS_EN);
        node->spoken_cy = one_half(ui, node, WORDS_CY);
    } else {
        node->spoken = all_of(ui, node);
    }
    node->aloud = aloud(ui, node);
    node->recorded = *node->key && !node->value && !words_has_places(node->lang, node->key) &&
                     !(node->second_key && words_has_places(node->lang, node->second_key));
}
