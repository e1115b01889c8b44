// SPDX-License-Identifier: Apache-2.0

/*
 * "Who came with you?" Whom the office has noted is signed in by their name, and whoever shows a
 * card by that; anybody else may sit in, counted without a name (rules.md C11, D18). Shown beside
 * "You are signed in", which waits.
 */

#include <stdio.h>
#include <string.h>

#include "kiosk/example.h"
#include "kiosk/screens.h"
#include "kiosk/together.h"
#include "kiosk/tray.h"

struct state {
    struct id sitting; // made when it was shown: twice is one person
    size_t sat;        // how many sit in
    bool tray;         // a card is to be shown to the camera
    bool unknown;      // the card opened nothing
    bool unsaved;
    struct id noted[TOGETHER_MAX]; // who belongs to them and is not signed in
    size_t noted_count;
};

static void find_noted(struct kiosk *kiosk, struct state *state)
{
    const struct roster_person *list[TOGETHER_MAX];

    state->noted_count = together_list(kiosk, list);
    for (size_t i = 0; i < state->noted_count; i++)
        state->noted[i] = list[i]->expected.person;
}

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    state->sitting = id_new();
    find_noted(kiosk, state);
}

static void sit_in(struct kiosk *kiosk, struct state *state)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    state->unsaved = !visit_sit_in(&place, state->sitting, &err);
    if (state->unsaved) {
        kiosk_failed(kiosk, &err);
        return;
    }
    state->sat++;
    state->sitting = id_new();
}

static void show(struct kiosk *kiosk, struct state *state, const char *code)
{
    state->unsaved = !together_scan(kiosk, code, &state->unknown);
    state->tray = state->tray && (state->unsaved || state->unknown);
    find_noted(kiosk, state);
}

static void sign_in(struct kiosk *kiosk, struct state *state, struct id person)
{
    state->unsaved = !together_arrive(kiosk, person);
    find_noted(kiosk, state);
}

static void put_people(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    struct id noted[TOGETHER_MAX];
    size_t count = state->noted_count;
    char id[UI_ID_SIZE];

    memcpy(noted, state->noted, sizeof noted); // a touch changes whom there is to name
    for (size_t i = 0; i < count; i++) {
        const struct roster_person *person = roster_find_person(&kiosk->roster, noted[i]);

        if (!person)
            continue; // the office took them off the list meanwhile
        snprintf(id, sizeof id, "with.%zu", i + 1);
        ui_with(ui, "name", person->mask);
        ui_pii(ui);
        ui_picture_of(ui, "handshake");
        if (ui_choice(ui, id, "find.name", false))
            sign_in(kiosk, state, noted[i]);
    }
}

static void go_back(struct kiosk *kiosk)
{
    if (!stage_return(&kiosk->stage))
        kiosk_home(kiosk);
}

static void put_others(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    if (tray_is_there(kiosk)) {
        ui_picture_of(ui, "identification-card");
        ui_second(ui, "together.card2");
        if (ui_choice(ui, "card", "together.card", false)) {
            tray_enter(kiosk);
            state->tray = true;
        }
    }
    ui_picture_of(ui, "eyes");
    ui_second(ui, "together.sit2");
    if (ui_choice(ui, "sit", "together.sit", false))
        sit_in(kiosk, state);
}

static void put_troubles(const struct state *state, struct ui *ui)
{
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (state->unknown)
        ui_problem(ui, "unknown", "together.unknown");
}

static void frame_who(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_title(ui, "title", "together.ask");
    put_troubles(state, ui);
    together_put_here(kiosk, ui);
    if (state->sat > 0) {
        ui_with_count(ui, (int64_t)state->sat);
        ui_paragraph(ui, "sat", "together.sat");
    }
    ui_grid_begin(ui, 2);
    put_people(kiosk, state, ui);
    put_others(kiosk, state, ui);
    ui_grid_end(ui);
    ui_hint(ui, "others", "together.others");
    if (ui_back(ui))
        go_back(kiosk);
    if (ui_go(ui, "next", "next"))
        go_back(kiosk);
}

static void frame_tray(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_title(ui, "title", "tray.card");
    ui_row_begin(ui);
    tray_put(kiosk, ui, true);
    ui_column_begin(ui);
    put_troubles(state, ui);
    tray_say(kiosk, ui);
    ui_column_end(ui);
    ui_row_end(ui);
    if (ui_back(ui))
        state->tray = state->unknown = false;
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    const char *code = ui_scan(ui);

    if (code)
        show(kiosk, state, code);
    ui_page(ui, "together.bar");
    if (state->tray && tray_is_there(kiosk))
        frame_tray(kiosk, state, ui);
    else
        frame_who(kiosk, state, ui);
    ui_ask(ui);
    ui_finish(ui);
}

static void set_nobody(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
}

static void set_noted(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
    example_supporters(kiosk);
    find_noted(kiosk, data);
    kiosk->live.state = LIVE_ON;
}

static void set_here(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_noted(kiosk, data);
    sign_in(kiosk, state, kiosk->roster.people[2].expected.person);
    state->sat = 1;
}

static void set_tray(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_nobody(kiosk, data);
    kiosk->live.state = LIVE_ON;
    state->tray = state->unknown = true;
}

static void set_unsaved(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_noted(kiosk, data);
    state->unsaved = true;
}

static const struct screen_state states[] = {
    {"nobody", set_nobody},   {"noted", set_noted}, {"here", set_here},
    {"unsaved", set_unsaved}, {"tray", set_tray},   {0},
};

const struct screen screen_together = {
    .name = "together",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
