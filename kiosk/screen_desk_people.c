// SPDX-License-Identifier: Apache-2.0

/* For hosts: the people of the meeting. How many, never who; and what a host can do for them. */

#include "kiosk/draft.h"
#include "kiosk/host.h"
#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

struct state {
    struct host_counts counts;
    int64_t began; // a claim, and did not save it
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct state *state = data;
    struct err err;

    if (!host_count(&place, &state->counts, &err) ||
        !draft_count(&kiosk->store, kiosk->roster.meeting, &state->began, &err))
        kiosk_failed(kiosk, &err);
}

static void put_count(struct ui *ui, const char *id, const char *key, size_t count)
{
    ui_with_count(ui, (int64_t)count);
    ui_public(ui);
    ui_paragraph(ui, id, key);
}

// From here on the screen is the newcomer's: the desk is locked behind them.
static void vouch(struct kiosk *kiosk)
{
    desk_lock(&kiosk->desk);
    kiosk->errand = KIOSK_VOUCH;
    kiosk_go(kiosk, &screen_new_here);
}

static void put_acts(struct kiosk *kiosk, struct ui *ui)
{
    static const struct {
        const char *id, *key, *picture;
        const struct screen *screen;
    } acts[] = {
        {"late", "people.late", "alarm-clock", &screen_desk_late},
        {"arrival", "people.arrival", "person-walking", &screen_desk_arrival},
        {"photos", "photos.bar", "camera-with-flash", &screen_desk_photos},
    };

    ui_grid_begin(ui, 2);
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        ui_picture_of(ui, acts[i].picture);
        if (ui_choice(ui, acts[i].id, acts[i].key, false))
            kiosk_go(kiosk, acts[i].screen);
    }
    ui_picture_of(ui, "waving-hand");
    if (ui_choice(ui, "new", "people.new", false))
        vouch(kiosk);
    ui_grid_end(ui);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    const struct state *state = data;

    ui_page(ui, "people.bar");
    put_count(ui, "came", "people.came", state->counts.came);
    put_count(ui, "here", "people.here", state->counts.here);
    if (state->counts.sitting_in)
        put_count(ui, "sitting", "people.sitting", state->counts.sitting_in);
    if (state->began)
        put_count(ui, "began", "people.began", (size_t)state->began);
    put_acts(kiosk, ui);
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk);
}

static void set_some(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->counts = (struct host_counts){14, 12, 1};
    state->began = 2;
}

static const struct screen_state states[] = {
    {"nobody", NULL},
    {"some", set_some},
    {0},
};

const struct screen screen_desk_people = {
    .name = "desk-people",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
