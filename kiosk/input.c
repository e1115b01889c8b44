// SPDX-License-Identifier: Apache-2.0

#include "kiosk/input.h"

#include <assert.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <SDL.h>

#include "kiosk/camera.h"
#include "kiosk/input_camera.h"
#include "kiosk/input_keys.h"
#include "kiosk/scan.h"
#include "kiosk/touch.h"
#include "kiosk/wedge.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

#define MOUSE INT64_C(-1) // the finger that a mouse is
#define LONG_MS 1000      // what is touched meanwhile is not meant for what comes after

enum user_event { EVENT_READY, EVENT_SCANNED, EVENT_TAKEN, EVENT_LATER, EVENT_STOP, USER_EVENTS };

struct watch {
    int fd;
    void (*ready)(void *data, int fd);
    void *data;
};

struct later {
    void (*then)(void *data);
    void *data;
};

struct input {
    struct stage *stage;
    struct render *render;
    struct touch touch;
    struct input_keys keys;
    struct wedge wedge;
    struct input_camera camera;
    size_t camera_watch; // its place among the watches
    struct watch watches[INPUT_WATCHES_MAX];
    size_t watch_count;
    Uint32 events; // the first of USER_EVENTS
    int wake[2];   // a pipe: the loop tells the waiting thread to go on
    bool waiting;
    pthread_t waiter;
    int64_t busy_since_ms; // monotonic
    bool stopped;
};

static void push(struct input *input, enum user_event kind, int code, void *data)
{
    SDL_Event event = {0};

    event.type = input->events + (Uint32)kind;
    event.user.code = code;
    event.user.data1 = data;
    SDL_PushEvent(&event);
}

// --- the thread that waits ---

static void tell_waiter(struct input *input, char what)
{
    ssize_t written = write(input->wake[1], &what, 1);

    assert(written == 1);
}

// A descriptor that spoke is left alone until the loop has dealt with it ('0' + its number).
static void *wait_for_all(void *data)
{
    struct input *input = data;
    struct pollfd polls[INPUT_WATCHES_MAX + 1];
    size_t count = input->watch_count;

    // A camera that is closed has the descriptor -1, which poll passes over.
    for (size_t i = 0; i < count; i++)
        polls[i] = (struct pollfd){.fd = input->watches[i].fd, .events = POLLIN};
    polls[count] = (struct pollfd){.fd = input->wake[0], .events = POLLIN};
    for (;;) {
        char what;

        if (poll(polls, (nfds_t)count + 1, -1) < 0)
            continue; // a signal
        for (size_t i = 0; i < count; i++)
            if (polls[i].fd >= 0 && polls[i].revents) {
                polls[i].fd = -1;
                push(input, EVENT_READY, (int)i, NULL);
            }
        if (!polls[count].revents)
            continue;
        if (read(input->wake[0], &what, 1) != 1 || what == 'q')
            return NULL;
        polls[what - '0'].fd = input->watches[what - '0'].fd;
    }
}

// --- fingers and keys ---

static void touched(struct input *input, const char *id)
{
    stage_event(input->stage, &(struct ui_event){UI_TOUCHED, id, NULL});
}

static void finger_down(struct input *input, int64_t finger, double x, double y)
{
    struct stage *stage = input->stage;
    bool lit = stage_lighten(stage);

    if (!input->touch.down && (stage_wake(stage) || lit)) {
        // It only took the veil or the darkness away: as if the screen had changed.
        touch_down(&input->touch, stage->ui, finger, x, y, 0);
        return;
    }
    if (touch_down(&input->touch, stage->ui, finger, x, y, when_monotonic_ms() - stage->entered_ms))
        stage_event(stage, NULL);
}

static void finger_up(struct input *input, int64_t finger, double x, double y)
{
    char id[UI_ID_SIZE];

    if (touch_up(&input->touch, input->stage->ui, finger, x, y, id))
        touched(input, id);
    else
        stage_event(input->stage, NULL);
}

// What a scanner means by a key, '\0' for nothing: letters, digits, colon, and its end.
static char typed_by_scanner(const SDL_Keysym *key)
{
    if (key->sym == SDLK_RETURN || key->sym == SDLK_KP_ENTER || key->sym == SDLK_TAB)
        return '\n';
    if (key->sym == SDLK_COLON || (key->sym == SDLK_SEMICOLON && key->mod & KMOD_SHIFT))
        return ':';
    if (key->sym >= ' ' && key->sym <= '~')
        return (char)key->sym;
    return '\0';
}

// True when the key was of a card that is being scanned, and is nobody else's.
static bool scanner_key(struct input *input, const SDL_Keysym *key)
{
    char typed = typed_by_scanner(key);
    struct ui_event event = {UI_SCANNED, NULL, input->wedge.text};

    if (!typed)
        return false;
    switch (wedge_key(&input->wedge, typed, when_monotonic_ms())) {
    case WEDGE_NOT_MINE:
        return false;
    case WEDGE_MINE:
        break;
    case WEDGE_CODE:
        stage_wake(input->stage);
        stage_event(input->stage, &event);
        wedge_clear(&input->wedge);
        break;
    }
    return true;
}

static void key_down(struct input *input, const SDL_Keysym *key)
{
    struct ui *ui = input->stage->ui;
    char id[UI_ID_SIZE];

    if (scanner_key(input, key) || stage_wake(input->stage))
        return;
    switch (input_keys_press(&input->keys, ui, key->sym, key->mod & KMOD_SHIFT, id)) {
    case INPUT_NOTHING: // but that it is silent now
    case INPUT_MOVED:
        stage_event(input->stage, NULL);
        break;
    case INPUT_PRESSED:
        if (touch_press(&input->touch, id))
            touched(input, id);
        break;
    case INPUT_TYPED:
        touched(input, id);
        break;
    }
}

// --- events ---

static void finger_event(struct input *input, const SDL_TouchFingerEvent *finger)
{
    const struct ui_display *display = &input->stage->ui->display;
    double x = (double)finger->x * display->width_mm;
    double y = (double)finger->y * display->height_mm;

    if (finger->type == SDL_FINGERDOWN)
        finger_down(input, finger->fingerId, x, y);
    else
        finger_up(input, finger->fingerId, x, y);
}

static void mouse_event(struct input *input, const SDL_MouseButtonEvent *button)
{
    double x = button->x;
    double y = button->y;

    if (button->which == SDL_TOUCH_MOUSEID || button->button != SDL_BUTTON_LEFT)
        return;
    render_to_mm(input->render, &x, &y);
    if (button->type == SDL_MOUSEBUTTONDOWN)
        finger_down(input, MOUSE, x, y);
    else
        finger_up(input, MOUSE, x, y);
}

static void camera_event(struct input *input, enum ui_event_kind kind, char *text)
{
    struct ui_event event = {kind, NULL, text};

    stage_wake(input->stage);
    stage_event(input->stage, &event);
    mem_wipe(text, strlen(text));
    free(text);
}

// Card and ticket lie in the same place: a picture of a card is a scan.
static void taken_event(struct input *input, char *path)
{
    char code[BARCODE_SIZE];

    if (camera_read_code(code, path) && scan_is_ours(code)) {
        camera_event(input, UI_SCANNED, mem_dup(code));
        mem_wipe(code, sizeof code);
        free(path);
    } else {
        camera_event(input, UI_TAKEN, path);
    }
}

static void user_event(struct input *input, const SDL_UserEvent *user)
{
    struct watch *watch;
    struct later *later = user->data1;

    switch ((enum user_event)(user->type - input->events)) {
    case EVENT_READY:
        watch = &input->watches[user->code];
        watch->ready(watch->data, watch->fd);
        stage_event(input->stage, NULL);
        tell_waiter(input, (char)('0' + user->code));
        break;
    case EVENT_SCANNED:
        camera_event(input, UI_SCANNED, user->data1);
        break;
    case EVENT_TAKEN:
        taken_event(input, user->data1);
        break;
    case EVENT_LATER:
        later->then(later->data);
        free(later);
        break;
    case EVENT_STOP:
        input->stopped = true;
        break;
    case USER_EVENTS:
        break;
    }
}

static void handle(struct input *input, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT:
        input->stopped = true;
        break;
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
        finger_event(input, &event->tfinger);
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        mouse_event(input, &event->button);
        break;
    case SDL_KEYDOWN:
        if (!event->key.repeat)
            key_down(input, &event->key.keysym);
        break;
    case SDL_WINDOWEVENT:
        if (event->window.event == SDL_WINDOWEVENT_EXPOSED)
            render_expose(input->render);
        break;
    default:
        if (event->type >= input->events && event->type < input->events + USER_EVENTS)
            user_event(input, &event->user);
        break;
    }
}

// The camera is open exactly while its picture is on the screen.
static void follow_camera(struct input *input)
{
    if (!input_camera_follow(&input->camera, input->stage->ui))
        return;
    input->watches[input->camera_watch].fd = input_camera_descriptor(&input->camera);
    tell_waiter(input, (char)('0' + input->camera_watch));
    stage_event(input->stage, NULL);
}

static void on_frame(void *data, int fd)
{
    struct input *input = data;
    char code[BARCODE_SIZE];

    (void)fd;
    if (!input_camera_read(&input->camera)) {
        // it is only to be looked at when the next is due
    } else if (input_camera_card(&input->camera, input->stage->ui, code)) {
        stage_found(input->stage);
        camera_event(input, UI_SCANNED, mem_dup(code));
        mem_wipe(code, sizeof code);
    } else if (input_camera_ticket(&input->camera, input->stage->ui)) {
        stage_found(input->stage);
    }
    input->watches[input->camera_watch].fd = input_camera_descriptor(&input->camera);
}

static void paint(struct input *input)
{
    render_paint(input->render, input->stage->ui);
}

// What was touched while something took its time was meant for what is there no more, or means the
// same again (FRM-08).
static void drop_touches(struct input *input)
{
    struct ui *ui = input->stage->ui;

    SDL_PumpEvents();
    SDL_FlushEvents(SDL_KEYDOWN, SDL_KEYUP);
    SDL_FlushEvents(SDL_MOUSEMOTION, SDL_MOUSEBUTTONUP);
    SDL_FlushEvents(SDL_FINGERDOWN, SDL_FINGERMOTION);
    input->touch.down = false;
    if (!*ui->pressed)
        return;
    ui->pressed[0] = '\0';
    stage_event(input->stage, NULL);
}

// Whatever was done, and whoever began it: a touch, a card, the agent, or nobody being there.
static void busy_begin(struct input *input)
{
    input->busy_since_ms = when_monotonic_ms();
}

static void busy_end(struct input *input)
{
    if (when_monotonic_ms() - input->busy_since_ms >= LONG_MS)
        drop_touches(input);
}

static void paint_now(void *data, const struct ui *ui)
{
    const struct input *input = data;

    render_paint(input->render, ui);
}

static void blank(void *data)
{
    render_blank(data);
}

// Sleeps until an event, or until the idle rules have something to do.
static bool wait_event(struct input *input, SDL_Event *event)
{
    int64_t ms;

    busy_begin(input);
    ms = stage_idle(input->stage);
    follow_camera(input);
    busy_end(input);
    paint(input);
    if (ms < 0)
        return SDL_WaitEvent(event);
    return SDL_WaitEventTimeout(event, (int)ms + 1);
}

void input_run(struct input *input)
{
    SDL_Event event;

    input->waiting = pthread_create(&input->waiter, NULL, wait_for_all, input) == 0;
    assert(input->waiting);
    stage_event(input->stage, NULL);
    while (!input->stopped) {
        if (!wait_event(input, &event))
            continue;
        do {
            busy_begin(input);
            handle(input, &event);
            busy_end(input);
        } while (!input->stopped && SDL_PollEvent(&event));
    }
}

// --- from elsewhere ---

void input_scanned(struct input *input, const char *code)
{
    push(input, EVENT_SCANNED, 0, mem_dup(code));
}

void input_taken(struct input *input, const char *file)
{
    push(input, EVENT_TAKEN, 0, mem_dup(file));
}

void input_later(struct input *input, void (*then)(void *data), void *data)
{
    struct later *later = mem_new(1, sizeof *later);

    *later = (struct later){then, data};
    push(input, EVENT_LATER, 0, later);
}

void input_pass(struct input *input, int64_t ms)
{
    when_advance(ms);
    busy_begin(input);
}

void input_stop(struct input *input)
{
    push(input, EVENT_STOP, 0, NULL);
}

bool input_watch(struct input *input, int fd, void (*ready)(void *data, int fd), void *data,
                 struct err *err)
{
    if (input->watch_count == INPUT_WATCHES_MAX || input->waiting)
        return err_set(err, ERR_INTERNAL, "too many things to wait for");
    input->watches[input->watch_count++] = (struct watch){fd, ready, data};
    return true;
}

bool input_camera(struct input *input, struct live *live, const char *path, struct err *err)
{
    input->camera = (struct input_camera){.live = live, .path = path, .device = &video_hardware};
    input->camera_watch = input->watch_count;
    live->state = LIVE_OFF;
    return input_watch(input, -1, on_frame, input, err);
}

// What can be refused comes first: there is nothing to undo.
static bool read_config(struct input *input, const struct config *config, struct err *err)
{
    return input_keys_read(&input->keys, config, err) &&
           config_int(config, "touch", "repeat_ms", (struct config_range){500, 5000},
                      &input->touch.repeat_ms, err);
}

bool input_open(struct input **out, struct stage *stage, struct render *render,
                const struct config *config, struct err *err)
{
    struct input *input;
    struct input read = {0};
    int wake[2];

    if (!read_config(&read, config, err))
        return false;
    if (SDL_InitSubSystem(SDL_INIT_EVENTS) != 0)
        return err_set(err, ERR_INTERNAL, "cannot read touches: %s", SDL_GetError());
    if (pipe(wake) != 0)
        return err_set(err, ERR_INTERNAL, "cannot make a pipe: too many files are open");
    input = mem_new(1, sizeof *input);
    *input = read;
    input->stage = stage;
    input->render = render;
    stage->blank = blank;
    stage->blank_data = render;
    stage->paint = paint_now;
    stage->paint_data = input;
    input->events = SDL_RegisterEvents(USER_EVENTS);
    input->wake[0] = wake[0];
    input->wake[1] = wake[1];
    *out = input;
    return true;
}

void input_close(struct input *input)
{
    if (!input)
        return;
    if (input->waiting) {
        tell_waiter(input, 'q');
        pthread_join(input->waiter, NULL);
    }
    input_camera_close(&input->camera);
    input->stage->blank = NULL;
    input->stage->paint = NULL;
    close(input->wake[0]);
    close(input->wake[1]);
    SDL_QuitSubSystem(SDL_INIT_EVENTS);
    free(input);
}
