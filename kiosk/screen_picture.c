// SPDX-License-Identifier: Apache-2.0

/*
 * The person's own picture, one of twelve that always stand in the same order. Who is known by
 * letters alone touches it, and what is remembered opens; what is said and how long it takes are
 * the same for who has none (PRV-04). Instead they may show their card, or a host theirs, who nods
 * for them. Who was recognised chooses one here.
 */

#include <stdio.h>

#include "kiosk/example.h"
#include "kiosk/remember.h"
#include "kiosk/scan.h"
#include "kiosk/screens.h"
#include "shared/own_picture.h"

struct state {
    struct id op_id; // of the choice
    bool chosen;     // one was touched, and is shown by itself
    size_t picture;  // which
    int wrong;       // what opened nothing
    bool unsaved;
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->op_id = id_new();
}

// "picture.apple" is both the node's id and the key of its word.
static void name_picture(char out[static UI_ID_SIZE], size_t picture)
{
    snprintf(out, UI_ID_SIZE, "picture.%s", own_picture_names[picture]);
}

static const char *file_of(size_t picture)
{
    static const char *const files[OWN_PICTURES] = {
        "red-apple",    "soccer-ball", "bell",  "sailboat", "closed-book",    "chair",
        "hot-beverage", "fish",        "tulip", "key",      "deciduous-tree", "umbrella",
    };

    return files[picture];
}

// True when one was touched; *picture is which.
static bool put_pictures(struct ui *ui, size_t *picture)
{
    char id[UI_ID_SIZE];
    bool touched = false;

    ui_grid_begin(ui, ui_is_short(ui) ? 4 : 6);
    for (size_t i = 0; i < OWN_PICTURES; i++) {
        name_picture(id, i);
        ui_picture_of(ui, file_of(i));
        if (ui_button(ui, id, id)) {
            *picture = i;
            touched = true;
        }
    }
    ui_grid_end(ui);
    return touched;
}

// --- touching one's own ---

static void recognise(struct kiosk *kiosk)
{
    remember_recognise(kiosk);
    kiosk_go(kiosk, &screen_arrived);
}

static void try_picture(struct kiosk *kiosk, struct state *state, size_t picture)
{
    bool right;
    struct err err;

    if (!remember_try_picture(kiosk, picture, &right, &err))
        kiosk_failed(kiosk, &err);
    else if (right)
        recognise(kiosk);
    else
        state->wrong++;
}

static void show_card(struct kiosk *kiosk, struct state *state, const char *code)
{
    state->wrong += scan_for_visitor(kiosk, code) != SCAN_WENT;
}

static void frame_open(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);
    const char *code = ui_scan(ui);
    size_t picture;

    ui_with(ui, "name", person ? person->mask : "");
    ui_pii(ui);
    ui_title(ui, "title", "picture.open");
    if (state->wrong >= REMEMBER_TRIES) {
        ui_centre(ui);
        ui_paragraph(ui, "ask", "picture.ask");
    } else {
        if (state->wrong > 0)
            ui_problem(ui, "wrong", "picture.wrong");
        else if (!ui_is_low(ui))
            ui_hint(ui, "why", "picture.why");
        if (put_pictures(ui, &picture))
            try_picture(kiosk, state, picture);
    }
    if (kiosk->live.state != LIVE_NONE && ui_foot_right(ui, "card", "find.show"))
        stage_aside(&kiosk->stage, &screen_card);
    if (ui_go(ui, "skip", "picture.skip"))
        kiosk_go(kiosk, &screen_arrived);
    if (code)
        show_card(kiosk, state, code);
}

// --- choosing one ---

static void keep(struct kiosk *kiosk, struct state *state)
{
    char proof[OWN_PICTURE_PROOF_SIZE];
    struct err err;

    own_picture_prove(proof, kiosk->roster.key, kiosk->visit.person, state->picture);
    state->unsaved = !remember_keep(kiosk, state->op_id, "picture", proof, &err);
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
    else
        kiosk_go(kiosk, &screen_remember);
}

static void frame_keep(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    char word[UI_ID_SIZE];

    name_picture(word, state->picture);
    ui_centre(ui);
    ui_private(ui);
    ui_picture(ui, "chosen", file_of(state->picture));
    ui_private(ui);
    ui_title(ui, "title", word);
    ui_paragraph(ui, "next.time", "picture.next_time");
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (ui_back(ui))
        state->chosen = false;
    if (ui_go(ui, "keep", "picture.keep"))
        keep(kiosk, state);
}

static void frame_choose(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_title(ui, "title", "picture.choose");
    if (!ui_is_low(ui))
        ui_hint(ui, "why", "picture.next_time");
    if (put_pictures(ui, &state->picture))
        state->chosen = true;
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_remember);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "picture.bar");
    if (!kiosk->visit.recognised)
        frame_open(kiosk, state, ui);
    else if (state->chosen)
        frame_keep(kiosk, state, ui);
    else
        frame_choose(kiosk, state, ui);
    ui_ask(ui);
    ui_finish(ui);
}

static void set_open(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
}

static void set_wrong(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_open(kiosk, data);
    state->wrong = 1;
}

static void set_camera(struct kiosk *kiosk, void *data)
{
    set_open(kiosk, data);
    kiosk->live.state = LIVE_OFF;
}

static void set_person(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_open(kiosk, data);
    state->wrong = REMEMBER_TRIES;
}

static void set_choose(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
}

static void set_chosen(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_choose(kiosk, data);
    state->chosen = true;
    state->picture = 3;
}

static const struct screen_state states[] = {
    {"open", set_open},
    {"wrong", set_wrong},
    {"ask", set_person},
    {"choose", set_choose},
    {"chosen", set_chosen},
    {"camera", set_camera},
    {0},
};

const struct screen screen_picture = {
    .name = "picture",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
