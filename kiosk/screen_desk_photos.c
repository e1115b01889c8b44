// SPDX-License-Identifier: Apache-2.0

/*
 * For hosts: of whom no photographs are taken. They came, and have not said yes; masked, as names
 * are everywhere here, and gone with the desk's silence. Nothing else about them stands here.
 */

#include <stdio.h>

#include "kiosk/choices.h"
#include "kiosk/host.h"
#include "kiosk/screens.h"

#define SHOWN 60 // as many as a page's nodes hold with room to spare

struct state {
    const struct roster_person *people[SHOWN];
    size_t count;
    size_t yes;
    struct host_counts counts;
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct state *state = data;
    struct err err;

    if (!choices_list_no_photographs(kiosk, state->people, SHOWN, &state->count, &state->yes,
                                     &err) ||
        !host_count(&place, &state->counts, &err))
        kiosk_failed(kiosk, &err);
}

static void put_people(const struct state *state, struct ui *ui)
{
    char id[UI_ID_SIZE];

    for (size_t i = 0; i < state->count; i++) {
        snprintf(id, sizeof id, "person.%zu", i + 1);
        ui_with(ui, "name", state->people[i]->mask);
        ui_pii(ui);
        ui_line(ui, id, "find.name", "", NULL);
    }
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    const struct state *state = data;

    ui_page(ui, "photos.bar");
    ui_title(ui, "title", state->count > 0 ? "photos.none_of" : "photos.all_yes");
    if (state->count > 0)
        put_people(state, ui);
    ui_with_count(ui, (int64_t)state->yes);
    ui_public(ui);
    ui_paragraph(ui, "yes", "photos.yes");
    if (state->counts.sitting_in > 0)
        ui_paragraph(ui, "sitting", "photos.sitting");
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk_people);
}

static void set_some(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    for (state->count = 0; state->count < 7; state->count++)
        state->people[state->count] = &kiosk->roster.people[state->count];
    state->yes = 5;
    state->counts.sitting_in = 1;
}

static const struct screen_state states[] = {
    {"all-yes", NULL},
    {"some", set_some},
    {0},
};

const struct screen screen_desk_photos = {
    .name = "desk-photos",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
