// SPDX-License-Identifier: Apache-2.0

/*
 * "How was the meeting?" Without a name: the visit is forgotten before this screen is shown, and
 * nothing here knows whose it was.
 */

#include <stdio.h>

#include "kiosk/feedback.h"
#include "kiosk/kiosk.h"
#include "kiosk/screens.h"
#include "shared/mem.h"
#include "shared/str.h"

#define MARKS 3
#define NO_MARK MARKS

static const char *const faces[MARKS] = {"slightly-smiling-face", "neutral-face",
                                         "slightly-frowning-face"};

struct state {
    enum { FEEDBACK_MARK, FEEDBACK_WORDS, FEEDBACK_DONE } mode;
    size_t mark;
    char typed[FEEDBACK_WORDS_SIZE];
    bool unsaid;
    bool unsaved;
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->mark = NO_MARK;
}

static void frame_mark(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    char id[UI_ID_SIZE];
    char key[WORDS_KEY_SIZE];

    ui_title(ui, "title", "feedback.ask");
    if (state->unsaid)
        ui_problem(ui, "unsaid", "feedback.unsaid");
    ui_hint(ui, "nameless", "feedback.nameless");
    ui_grid_begin(ui, MARKS);
    for (size_t i = 0; i < MARKS; i++) {
        snprintf(id, sizeof id, "mark.%s", feedback_marks[i]);
        snprintf(key, sizeof key, "feedback.%s", feedback_marks[i]);
        ui_picture_of(ui, faces[i]);
        ui_private(ui);
        if (ui_choice(ui, id, key, state->mark == i)) {
            state->mark = i;
            state->unsaid = false;
        }
    }
    ui_grid_end(ui);
    if (ui_back(ui))
        kiosk_home(kiosk);
    if (ui_go(ui, "next", "next")) {
        state->unsaid = state->mark == NO_MARK;
        if (!state->unsaid)
            state->mode = FEEDBACK_WORDS;
    }
}

static void send(struct kiosk *kiosk, struct state *state)
{
    struct err err;

    state->unsaved = !feedback_keep(&kiosk->store, kiosk->roster.meeting,
                                    feedback_marks[state->mark], state->typed, &err);
    if (state->unsaved) {
        kiosk_failed(kiosk, &err);
        return;
    }
    mem_wipe(state->typed, sizeof state->typed);
    state->mode = FEEDBACK_DONE;
}

static void frame_words(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_title(ui, "title", "feedback.words");
    ui_private(ui);
    ui_field(ui, "typed", "feedback.field", state->typed);
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    ui_keyboard(ui, "keys", state->typed, sizeof state->typed, UI_KEYBOARD_WORDS);
    if (ui_back(ui))
        state->mode = FEEDBACK_MARK;
    if (ui_go(ui, "send", "feedback.send"))
        send(kiosk, state);
}

static void frame_done(struct kiosk *kiosk, struct ui *ui)
{
    ui_centre(ui);
    ui_picture(ui, "tick", "check-mark-button");
    ui_title(ui, "thanks", "feedback.thanks");
    ui_paragraph(ui, "mixed", "feedback.mixed");
    if (ui_go(ui, "end", "end"))
        kiosk_home(kiosk);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "feedback.bar");
    switch (state->mode) {
    case FEEDBACK_MARK:
        frame_mark(kiosk, state, ui);
        break;
    case FEEDBACK_WORDS:
        frame_words(kiosk, state, ui);
        break;
    case FEEDBACK_DONE:
        frame_done(kiosk, ui);
        break;
    }
    ui_ask(ui);
    ui_finish(ui);
}

static void set_picked(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->mark = 1;
}

static void set_unsaid(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->unsaid = true;
}

static void set_words(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_picked(kiosk, data);
    state->mode = FEEDBACK_WORDS;
    str_copy(state->typed, sizeof state->typed, "More breaks please");
}

static void set_done(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->mode = FEEDBACK_DONE;
}

static const struct screen_state states[] = {
    {"ask", NULL},        {"picked", set_picked}, {"unsaid", set_unsaid},
    {"words", set_words}, {"done", set_done},     {0},
};

const struct screen screen_feedback = {
    .name = "feedback",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
