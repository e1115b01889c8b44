#ifndef KIOSK_INPUT_H
#define KIOSK_INPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "kiosk/live.h"
#include "kiosk/render.h"
#include "kiosk/stage.h"
#include "shared/config.h"
#include "shared/err.h"

/*
 * The kiosk's loop: fingers, keys and whatever descriptors have to say, one after the other on one
 * thread. It sleeps until there is something; nothing is polled, and the only timers are the idle
 * rules. One further thread does nothing but wait on the descriptors.
 */
struct input;

/* Stage and render are borrowed until input_close. The config has settings_keys; [touch] and [keys]
 * are read from it. */
bool input_open(struct input **out, struct stage *stage, struct render *render,
                const struct config *config, struct err *err);
void input_close(struct input *input);

/*
 * Calls ready on the loop's thread whenever the descriptor can be read (or was closed); then what
 * is to be seen is described and painted again. Before input_run, at most 8.
 */
#define INPUT_WATCHES_MAX 8
bool input_watch(struct input *input, int fd, void (*ready)(void *data, int fd), void *data,
                 struct err *err);

/* What the camera saw. From any thread; the text is copied. */
void input_scanned(struct input *input, const char *code);
void input_taken(struct input *input, const char *file);

/* Calls then on the loop's thread once all that waits now was dealt with. From any thread. */
void input_later(struct input *input, void (*then)(void *data), void *data);

/*
 * The camera over the tray: its frames go to `live` while a screen shows it. Both are borrowed
 * until input_close. Before input_run.
 */
bool input_camera(struct input *input, struct live *live, const char *path, struct err *err);

/* Lets time go by in which nothing is done, for who plays a person's pace: it is no work, and what
 * was done before it is over: on however busy a machine, who touches now is not early. On the
 * loop's thread. */
void input_pass(struct input *input, int64_t ms);

/* Until input_stop, or the window is closed. */
void input_run(struct input *input);
void input_stop(struct input *input);

#endif
