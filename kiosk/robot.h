#ifndef KIOSK_ROBOT_H
#define KIOSK_ROBOT_H

#include <stdbool.h>

#include "kiosk/input.h"
#include "kiosk/render.h"
#include "kiosk/stage.h"
#include "shared/err.h"

/*
 * A visitor that follows a script (contract.md, "Robot scripts"). The kiosk runs as a child, begun
 * before SDL, SQLite and threads, so that it can be killed and go on; the two talk over a
 * socketpair, one message a step. After each step the robot waits until the kiosk has dealt with
 * all that was in its queue; nobody sleeps.
 */
struct robot_plan {
    const char *script;
    const char *out; // folder for pictures and trees; it is made if it is not there
    /* Runs the kiosk with robot_serve on that descriptor until it is stopped. Its exit status. */
    int (*run)(void *data, int fd);
    void *data;
};

/* 0: every step was done and seen. 1: it says which was not. 2: the script cannot be read. */
int robot_play(const struct robot_plan *plan);

/* In the child, before input_run. All three are borrowed for as long as the input lives. */
struct robot_child;
bool robot_serve(struct robot_child **out, int fd, struct stage *stage, struct render *render,
                 struct input *input, struct err *err);
void robot_free(struct robot_child *child);

#endif
