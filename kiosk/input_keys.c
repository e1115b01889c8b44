// SPDX-License-Identifier: Apache-2.0

#include "kiosk/input_keys.h"

#include <string.h>

#include <SDL.h>

#include "shared/str.h"
#include "shared/when.h"

static const char *const NAMES[INPUT_WISHES] = {
    [INPUT_NEXT] = "next",     [INPUT_PREVIOUS] = "previous", [INPUT_SELECT] = "select",
    [INPUT_MOVE] = "move",     [INPUT_PICK] = "pick",         [INPUT_BACK] = "back",
    [INPUT_HELP] = "help",     [INPUT_LANGUAGE] = "language", [INPUT_FINISH] = "finish",
    [INPUT_LISTEN] = "listen", [INPUT_AGAIN] = "again",       [INPUT_PAUSE] = "pause",
    [INPUT_SLOWER] = "slower", [INPUT_FASTER] = "faster",     [INPUT_QUIETER] = "quieter",
    [INPUT_LOUDER] = "louder",
};

// --- which key is which ---

static bool wish_of(const struct input_keys *keys, int32_t code, enum input_wish *out)
{
    for (int wish = 0; wish < INPUT_WISHES; wish++)
        for (int i = 0; i < INPUT_KEYS_EACH && keys->codes[wish][i]; i++)
            if (keys->codes[wish][i] == code) {
                *out = (enum input_wish)wish;
                return true;
            }
    return false;
}

static bool add_key(struct input_keys *keys, enum input_wish wish, const char *name,
                    struct err *err)
{
    int32_t code = SDL_GetKeyFromName(name);
    enum input_wish taken;
    int i = 0;

    if (code == SDLK_UNKNOWN)
        return err_set(err, ERR_INVALID, "%s in [keys]: there is no key called \"%s\": correct it",
                       NAMES[wish], name);
    if (wish_of(keys, code, &taken))
        return err_set(err, ERR_INVALID, "[keys]: \"%s\" is there for %s and for %s: leave one",
                       name, NAMES[taken], NAMES[wish]);
    while (i < INPUT_KEYS_EACH && keys->codes[wish][i])
        i++;
    if (i == INPUT_KEYS_EACH)
        return err_set(err, ERR_INVALID, "%s in [keys]: at most %d keys: take some out",
                       NAMES[wish], INPUT_KEYS_EACH);
    keys->codes[wish][i] = code;
    return true;
}

// "Tab, Keypad 6"
static bool read_list(struct input_keys *keys, enum input_wish wish, const char *list,
                      struct err *err)
{
    while (*list) {
        char name[32] = "";
        size_t length;

        list += strspn(list, " ,");
        length = strcspn(list, ",");
        for (size_t end = length; end > 0 && length > 0 && list[end - 1] == ' '; end--)
            length--;
        if (length == 0)
            continue;
        if (length < sizeof name)
            memcpy(name, list, length);
        if (!add_key(keys, wish, name, err))
            return false;
        list += length;
    }
    return true;
}

bool input_keys_read(struct input_keys *keys, const struct config *config, struct err *err)
{
    struct input_keys read = {0};

    for (int wish = 0; wish < INPUT_WISHES; wish++)
        if (!read_list(&read, (enum input_wish)wish, config_text(config, "keys", NAMES[wish]), err))
            return false;
    if (!config_int(config, "keys", "repeat_ms", (struct config_range){0, 5000}, &read.repeat_ms,
                    err))
        return false;
    *keys = read;
    return true;
}

// --- letters ---

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);

    return length >= strlen(end) && str_equal(text + length - strlen(end), end);
}

// The number pad's digits are digits.
static int32_t plain(int32_t code)
{
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9)
        return '1' + (code - SDLK_KP_1);
    if (code == SDLK_KP_0)
        return '0';
    return code == SDLK_KP_PERIOD || code == SDLK_KP_COMMA || code == ',' ? '.' : code;
}

static bool is_typed_by(const struct ui *ui, const struct ui_node *node, int32_t code)
{
    const char *text = ui_text(ui, node);

    if (code == SDLK_BACKSPACE || code == SDLK_DELETE)
        return ends_with(node->id, ".delete");
    if (code == SDLK_SPACE)
        return ends_with(node->id, ".space");
    return strlen(text) == 1 && SDL_tolower(text[0]) == code;
}

// The key of the screen's keyboard that a real one's stands for, or NULL.
static const struct ui_node *typed_by(const struct ui *ui, int32_t code)
{
    for (size_t i = 0; i < ui->node_count; i++) {
        const struct ui_node *node = &ui->nodes[i];

        if (node->placed && node->role == UI_KEY && is_typed_by(ui, node, plain(code)))
            return node;
    }
    return NULL;
}

// --- what they do ---

static const struct ui_node *first_of(const struct ui *ui, const char *const *ids)
{
    for (; *ids; ids++) {
        const struct ui_node *node = ui_node(ui, *ids);

        if (node && node->touchable)
            return node;
    }
    return NULL;
}

static const struct ui_node *with_role(const struct ui *ui, enum ui_role role)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].placed && ui->nodes[i].touchable && ui->nodes[i].role == role)
            return &ui->nodes[i];
    return NULL;
}

// Who types on a real keyboard looks for nothing on the screen: Enter goes on.
static const struct ui_node *selected(const struct ui *ui)
{
    if (!*ui->focus)
        return with_role(ui, UI_KEY) ? with_role(ui, UI_GO) : NULL;
    return ui_node(ui, ui->focus);
}

static const struct ui_node *wished(const struct ui *ui, enum input_wish wish)
{
    static const char *const back[] = {"back", "earlier", "help.close", "sound.close", NULL};
    static const char *const help[] = {"help", "person", "help.close", NULL};
    static const char *const language[] = {"lang", NULL};
    static const char *const finish[] = {"finish", NULL};

    switch (wish) {
    case INPUT_SELECT:
    case INPUT_PICK:
        return selected(ui);
    case INPUT_BACK:
        return first_of(ui, back);
    case INPUT_HELP:
        return first_of(ui, help);
    case INPUT_LANGUAGE:
        return first_of(ui, language);
    case INPUT_FINISH:
        return first_of(ui, finish);
    case INPUT_NEXT:
    case INPUT_PREVIOUS:
    case INPUT_MOVE:
    case INPUT_LISTEN:
    case INPUT_AGAIN:
    case INPUT_PAUSE:
    case INPUT_SLOWER:
    case INPUT_FASTER:
    case INPUT_QUIETER:
    case INPUT_LOUDER:
    case INPUT_WISHES:
        break;
    }
    return NULL;
}

// How it is read, whether a button for it is shown or not; NULL for all others.
static const char *heard(enum input_wish wish)
{
    static const char *const ids[INPUT_WISHES] = {
        [INPUT_LISTEN] = "listen",       [INPUT_AGAIN] = "listen.again",
        [INPUT_PAUSE] = "listen.pause",  [INPUT_SLOWER] = "sound.slower",
        [INPUT_FASTER] = "sound.faster", [INPUT_QUIETER] = "sound.quieter",
        [INPUT_LOUDER] = "sound.louder",
    };

    return ids[wish];
}

static enum input_answer do_wish(struct ui *ui, enum input_wish wish, bool back,
                                 char id[static UI_ID_SIZE])
{
    const struct ui_node *node = wished(ui, wish);

    if (wish == INPUT_NEXT || wish == INPUT_MOVE || wish == INPUT_PREVIOUS) {
        ui_move_focus(ui, (wish == INPUT_PREVIOUS) != back ? -1 : 1);
        return INPUT_MOVED;
    }
    if (heard(wish)) {
        str_copy(id, UI_ID_SIZE, heard(wish));
        return INPUT_PRESSED;
    }
    if (!node || !node->touchable)
        return INPUT_NOTHING;
    str_copy(id, UI_ID_SIZE, node->id);
    return INPUT_PRESSED;
}

static bool is_repeated(struct input_keys *keys, int32_t code)
{
    int64_t now = when_monotonic_ms();
    bool repeated = code == keys->last && now - keys->last_ms < keys->repeat_ms;

    keys->last = code;
    keys->last_ms = now;
    return repeated;
}

// Whether the key types here, given what else it stands for.
static bool types(struct input_keys *keys, const struct ui *ui, bool is_wish, enum input_wish wish,
                  int32_t code)
{
    bool is_switch = is_wish && (wish == INPUT_MOVE || wish == INPUT_PICK);

    if (keys->visits != ui->visits) {
        keys->visits = ui->visits;
        keys->switches = false;
    }
    if (is_switch && (keys->switches || !typed_by(ui, code))) {
        keys->switches = true;
        return false;
    }
    keys->switches = false;
    if (code == SDLK_SPACE && *ui->focus)
        return false; // it selects what has the focus
    return typed_by(ui, code) != NULL;
}

enum input_answer input_keys_press(struct input_keys *keys, struct ui *ui, int32_t code, bool back,
                                   char id[static UI_ID_SIZE])
{
    enum input_wish wish = INPUT_WISHES;
    bool is_wish = wish_of(keys, code, &wish);

    if (is_repeated(keys, code))
        return INPUT_NOTHING;
    if (types(keys, ui, is_wish, wish, code)) {
        str_copy(id, UI_ID_SIZE, typed_by(ui, code)->id);
        return INPUT_TYPED;
    }
    return is_wish ? do_wish(ui, wish, back, id) : INPUT_NOTHING;
}
