// SPDX-License-Identifier: Apache-2.0

// The kiosk's end of the robot: requests become fingers and keys in SDL's queue.

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <SDL.h>

#include "kiosk/robot.h"
#include "kiosk/robot_voice.h"
#include "kiosk/tree.h"
#include "shared/bytes.h"
#include "shared/mem.h"
#include "shared/str.h"

#define MESSAGE_SIZE 4096
#define BETWEEN_TOUCHES_MS 1100 // a person's pace: the guard against repeats lets it pass

struct robot_child {
    int fd;
    struct stage *stage;
    struct render *render;
    struct input *input;
    char answer[512];
    struct ui_box held; // the middle of it has a finger on it
    struct robot_voice voice;
};

// --- answers ---

static void send_answer(void *data)
{
    struct robot_child *child = data;
    size_t length = strlen(child->answer);

    if (send(child->fd, child->answer, length, MSG_NOSIGNAL) != (ssize_t)length)
        input_stop(child->input);
}

// After all that is in the queue now.
static void answer_later(struct robot_child *child, const char *answer)
{
    snprintf(child->answer, sizeof child->answer, "%s", answer);
    input_later(child->input, send_answer, child);
}

static void refuse(struct robot_child *child, const char *why)
{
    char text[256];

    snprintf(text, sizeof text, "%s (screen %s)", why, child->stage->screen->name);
    answer_later(child, text);
}

// --- fingers ---

static void push_finger(struct robot_child *child, Uint32 type, double x, double y)
{
    const struct ui_display *display = &child->stage->ui->display;
    SDL_Event event = {0};

    event.tfinger.type = type;
    event.tfinger.x = (float)(x / display->width_mm);
    event.tfinger.y = (float)(y / display->height_mm);
    SDL_PushEvent(&event);
}

static void tap_at(struct robot_child *child, double x, double y)
{
    input_pass(child->input, BETWEEN_TOUCHES_MS);
    push_finger(child, SDL_FINGERDOWN, x, y);
    push_finger(child, SDL_FINGERUP, x, y);
}

static void tap_node(struct robot_child *child, const struct ui_node *node)
{
    tap_at(child, node->box.x + node->box.w / 2, node->box.y + node->box.h / 2);
}

// "#id" or words; NULL after an answer why not.
static const struct ui_node *wanted(struct robot_child *child, const char *name)
{
    const struct ui *ui = child->stage->ui;
    const struct ui_node *node = *name == '#' ? ui_node(ui, name + 1) : ui_find(ui, name);

    if (!node)
        refuse(child, "nothing on the screen has this name alone");
    else if (!node->touchable)
        refuse(child, "it cannot be touched");
    else
        return node;
    return NULL;
}

static void do_tap(struct robot_child *child, const char *name)
{
    const struct ui_node *node = wanted(child, name);

    if (!node)
        return;
    tap_node(child, node);
    answer_later(child, "ok");
}

static void lift(void *data)
{
    struct robot_child *child = data;

    push_finger(child, SDL_FINGERUP, child->held.x + child->held.w / 2,
                child->held.y + child->held.h / 2);
    answer_later(child, "ok");
}

static void do_hold(struct robot_child *child, const char *argument)
{
    char *rest;
    long ms = strtol(argument, &rest, 10);
    const struct ui_node *node;

    if (ms < 0 || *rest != ' ') {
        refuse(child, "write: hold 1200 #id");
        return;
    }
    node = wanted(child, rest + 1);
    if (!node)
        return;
    child->held = node->box;
    input_pass(child->input, BETWEEN_TOUCHES_MS);
    push_finger(child, SDL_FINGERDOWN, node->box.x + node->box.w / 2,
                node->box.y + node->box.h / 2);
    input_pass(child->input, ms);
    input_later(child->input, lift, child);
}

static void do_touch(struct robot_child *child, const char *argument)
{
    char *rest;
    double x = strtod(argument, &rest);
    double y = strtod(rest, &rest);

    if (*rest) {
        refuse(child, "write: touch 34.0 120.5");
        return;
    }
    tap_at(child, x, y);
    answer_later(child, "ok");
}

static bool is_key_for(const struct ui *ui, const struct ui_node *node, const char *letter)
{
    char key[16], want[16];

    if (node->role != UI_KEY || !node->placed)
        return false;
    if (str_equal(letter, " "))
        return str_equal(node->key, "keys.space");
    if (str_equal(letter, "'"))
        letter = "’";
    if (str_equal(ui_text(ui, node), letter))
        return true;
    // A capital key types small letters too; accents must be the same.
    return str_fold(key, sizeof key, ui_text(ui, node)) && str_fold(want, sizeof want, letter) &&
           *key && str_equal(key, want) && strlen(ui_text(ui, node)) == strlen(letter);
}

static const struct ui_node *key_with(const struct ui *ui, const char *letter, const char *words)
{
    for (size_t i = 0; i < ui->node_count; i++) {
        const struct ui_node *node = &ui->nodes[i];

        if (letter ? is_key_for(ui, node, letter)
                   : node->placed && node->role == UI_KEY && str_equal(node->key, words))
            return node;
    }
    return NULL;
}

static void do_type(struct robot_child *child, const char *letter)
{
    const struct ui *ui = child->stage->ui;
    const struct ui_node *key = key_with(ui, letter, NULL);
    const struct ui_node *turn = key_with(ui, NULL, ui->accents ? "keys.letters" : "keys.accents");
    bool accented = (unsigned char)*letter >= 0x80 || str_equal(letter, "-");

    if (key) {
        tap_node(child, key);
        answer_later(child, "ok");
    } else if (turn && accented != ui->accents) {
        tap_node(child, turn);
        answer_later(child, "turned");
    } else {
        refuse(child, "there is no key for one of the letters");
    }
}

// --- keys, camera, time ---

static void do_key(struct robot_child *child, const char *name)
{
    SDL_Event event = {0};

    event.key.type = SDL_KEYDOWN;
    event.key.keysym.sym = SDL_GetKeyFromName(name);
    if (event.key.keysym.sym == SDLK_UNKNOWN) {
        refuse(child, "there is no key of that name");
        return;
    }
    input_pass(child->input, BETWEEN_TOUCHES_MS);
    SDL_PushEvent(&event);
    answer_later(child, "ok");
}

static void do_scan(struct robot_child *child, const char *code)
{
    input_pass(child->input, BETWEEN_TOUCHES_MS);
    input_scanned(child->input, code);
    answer_later(child, "ok");
}

// One key as a scanner of a British keyboard sends it: capitals and the colon with Shift.
static void push_scanned(char letter)
{
    SDL_Event event = {0};

    event.key.type = SDL_KEYDOWN;
    event.key.keysym.sym = letter == ':' ? SDLK_SEMICOLON : SDL_tolower(letter);
    event.key.keysym.mod = letter == ':' || SDL_isupper(letter) ? KMOD_LSHIFT : KMOD_NONE;
    SDL_PushEvent(&event);
}

static void do_wedge(struct robot_child *child, const char *code)
{
    input_pass(child->input, BETWEEN_TOUCHES_MS);
    for (; *code; code++)
        push_scanned(*code);
    push_scanned('\r');
    push_scanned('\r'); // many send a line feed as well
    answer_later(child, "ok");
}

static void do_photo(struct robot_child *child, const char *path)
{
    input_pass(child->input, BETWEEN_TOUCHES_MS);
    input_taken(child->input, path);
    answer_later(child, "ok");
}

// As far as something happens by itself, again and again.
static void pass_time(struct robot_child *child, int64_t ms)
{
    while (ms > 0) {
        int64_t next = stage_idle(child->stage);
        int64_t step = next >= 0 && next < ms ? next + 1 : ms;

        input_pass(child->input, step);
        ms -= step;
    }
    stage_idle(child->stage);
}

static void do_wait(struct robot_child *child, const char *argument)
{
    char *rest;
    long long count = strtoll(argument, &rest, 10);

    if (str_equal(rest, "s"))
        count *= 1000;
    else if (str_equal(rest, "min"))
        count *= 60000;
    else if (!str_equal(rest, "ms"))
        count = -1;
    if (count < 0) {
        refuse(child, "write: wait 61s");
        return;
    }
    pass_time(child, count);
    answer_later(child, "ok");
}

// --- looking ---

static bool is_said(const struct ui *ui, const struct ui_node *node, const char *words, bool spoken)
{
    if (spoken)
        return strstr(ui_spoken_text(ui, node), words) ||
               strstr(ui_spoken_cy_text(ui, node), words);
    return strstr(ui_text(ui, node), words) || strstr(ui_second_text(ui, node), words) ||
           strstr(ui_value_text(ui, node), words);
}

static bool is_anywhere(const struct ui *ui, const char *words, bool spoken)
{
    const struct ui_node *all[UI_NODES_MAX];
    size_t count = ui_order(ui, all);

    for (size_t i = 0; i < count; i++)
        if (is_said(ui, all[i], words, spoken))
            return true;
    return false;
}

static void do_expect(struct robot_child *child, const char *words)
{
    if (is_anywhere(child->stage->ui, words, false))
        answer_later(child, "ok");
    else
        refuse(child, "not on the screen");
}

static void do_expect_not(struct robot_child *child, const char *words)
{
    if (is_anywhere(child->stage->ui, words, false))
        refuse(child, "it is on the screen");
    else
        answer_later(child, "ok");
}

// Whether somebody who goes on listening hears it.
static bool is_heard(struct robot_child *child, const char *words)
{
    const struct listen *listen = &child->stage->listen;

    while (!strstr(bytes_text(&child->voice.heard), words) && listen_is_saying(listen))
        pass_time(child, 100);
    return strstr(bytes_text(&child->voice.heard), words);
}

// Where nobody is read to: what they would hear.
static bool is_spoken(struct robot_child *child, const char *words)
{
    if (child->stage->ui->hearing > UI_SILENT || child->voice.heard.length > 0)
        return is_heard(child, words);
    return is_anywhere(child->stage->ui, words, true);
}

static void do_expect_speech(struct robot_child *child, const char *words)
{
    if (is_spoken(child, words))
        answer_later(child, "ok");
    else
        refuse(child, "it is not spoken");
}

static void do_expect_not_speech(struct robot_child *child, const char *words)
{
    if (is_spoken(child, words))
        refuse(child, "it is spoken");
    else
        answer_later(child, "ok");
}

static void do_speech_log(struct robot_child *child, const char *path)
{
    struct err err;

    if (robot_voice_log(&child->voice, path, &err))
        answer_later(child, "ok");
    else
        refuse(child, err.text);
}

static void do_expect_screen(struct robot_child *child, const char *name)
{
    if (str_equal(child->stage->screen->name, name))
        answer_later(child, "ok");
    else
        refuse(child, "it is another screen");
}

static void do_shot(struct robot_child *child, const char *path)
{
    char file[MESSAGE_SIZE + 8];
    struct bytes tree = {0};
    struct err err;
    bool ok;

    render_paint(child->render, child->stage->ui);
    snprintf(file, sizeof file, "%s.png", path);
    ok = render_save(child->render, file, &err);
    tree_write(&tree, child->stage->ui, child->stage->screen->name);
    snprintf(file, sizeof file, "%s.json", path);
    ok = ok && bytes_write_file(file, tree.data, tree.length, 0600, &err);
    bytes_clear(&tree);
    if (ok)
        answer_later(child, "ok");
    else
        refuse(child, err.text);
}

static void do_stop(struct robot_child *child, const char *argument)
{
    (void)argument;
    answer_later(child, "ok");
    input_stop(child->input);
}

static void plug(struct robot_child *child, const char *argument, bool plugged)
{
    if (!str_equal(argument, "headphones")) {
        refuse(child, "only headphones can be plugged in");
        return;
    }
    stage_plug(child->stage, plugged);
    answer_later(child, "ok");
}

static void do_plug(struct robot_child *child, const char *argument)
{
    plug(child, argument, true);
}

static void do_unplug(struct robot_child *child, const char *argument)
{
    plug(child, argument, false);
}

static const struct {
    const char *verb;
    void (*act)(struct robot_child *child, const char *argument);
} VERBS[] = {
    {"tap", do_tap},
    {"hold", do_hold},
    {"touch", do_touch},
    {"type", do_type},
    {"key", do_key},
    {"scan", do_scan},
    {"wedge", do_wedge},
    {"photo", do_photo},
    {"wait", do_wait},
    {"expect", do_expect},
    {"expect-not", do_expect_not},
    {"expect-screen", do_expect_screen},
    {"expect-speech", do_expect_speech},
    {"plug", do_plug},
    {"unplug", do_unplug},
    {"expect-not-speech", do_expect_not_speech},
    {"speech-log", do_speech_log},
    {"shot", do_shot},
    {"stop", do_stop},
};
#define VERB_COUNT (sizeof VERBS / sizeof VERBS[0])

static void ready(void *data, int fd)
{
    struct robot_child *child = data;
    char message[MESSAGE_SIZE];
    ssize_t length = recv(fd, message, sizeof message - 1, 0);
    char *argument;

    if (length <= 0) { // the robot is gone, and so is the reason to be here
        input_stop(child->input);
        return;
    }
    message[length] = '\0';
    argument = strchr(message, ' ');
    assert(argument);
    *argument++ = '\0';
    if (!str_starts(message, "expect"))
        robot_voice_forget(&child->voice);
    for (size_t i = 0; i < VERB_COUNT; i++)
        if (str_equal(VERBS[i].verb, message)) {
            VERBS[i].act(child, argument);
            return;
        }
    refuse(child, "there is no such step");
}

bool robot_serve(struct robot_child **out, int fd, struct stage *stage, struct render *render,
                 struct input *input, struct err *err)
{
    struct robot_child *child = mem_new(1, sizeof *child);

    child->fd = fd;
    child->stage = stage;
    child->render = render;
    child->input = input;
    if (!input_watch(input, fd, ready, child, err)) {
        free(child);
        return false;
    }
    robot_voice_init(&child->voice);
    stage->listen.speaker = true;
    listen_begin(&stage->listen, stage->ui, &child->voice.voice);
    answer_later(child, "ready");
    *out = child;
    return true;
}

void robot_free(struct robot_child *child)
{
    if (!child)
        return;
    child->stage->listen.voice = NULL;
    robot_voice_clear(&child->voice);
    free(child);
}
