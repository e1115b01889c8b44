// SPDX-License-Identifier: Apache-2.0

/*
 * For hosts: of whom no photographs are taken. They came, and have not said yes; masked, as names
 * are everywhere here, and gone with the desk's silence. Nothing else about them stands here.
 */

#include <stdio.h>

#include "kiosk/choices.h"
#include "kiosk/host.h"
#include "kiosk/screens.h"

struct state {
    struct choices_photographs people;
    struct host_counts counts;
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct state *state = data;
    struct err err;

    if (!choices_list_photographs(kiosk, &state->people, &err) ||
        !host_count(&place, &state->counts, &err))
        kiosk_failed(kiosk, &err);
}

static void put_people(const struct kiosk *kiosk, const struct choices_photographs *people,
                       struct ui *ui)
{
    char id[UI_ID_SIZE];

    for (size_t i = 0; i < people->no_count; i++) {
        const struct roster_person *person = roster_find_person(&kiosk->roster, people->no[i]);

        if (!person)
            continue; // the office took them off the list meanwhile
        snprintf(id, sizeof id, "person.%zu", i + 1);
        ui_with(ui, "name", person->mask);
        ui_pii(ui);
        ui_line(ui, id, "find.name", "", NULL);
    }
    if (people->more > 0) {
        ui_with_count(ui, (int64_t)people->more);
        ui_public(ui);
        ui_paragraph(ui, "more.people", "photos.more");
    }
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    const struct state *state = data;

    ui_page(ui, "photos.bar");
    ui_title(ui, "title", state->people.no_count > 0 ? "photos.none_of" : "photos.all_yes");
    put_people(kiosk, &state->people, ui);
    ui_with_count(ui, (int64_t)state->people.yes);
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
    struct choices_photographs *people = &state->people;

    for (people->no_count = 0; people->no_count < 7; people->no_count++)
        people->no[people->no_count] = kiosk->roster.people[people->no_count].expected.person;
    people->yes = 5;
    state->counts.sitting_in = 1;
}

static void set_many(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_some(kiosk, data);
    state->people.more = 12;
}

static const struct screen_state states[] = {
    {"all-yes", NULL},
    {"some", set_some},
    {"many", set_many},
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
