// SPDX-License-Identifier: Apache-2.0

/*
 * For hosts: the queue was long, or the bus late. Everyone who came by a time is counted from the
 * agreed start, in one act.
 */

#include "kiosk/host.h"
#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

#define MINUTE_MS INT64_C(60000)
#define OFFERS 6
#define NONE_PICKED OFFERS

struct state {
    struct {
        int64_t by_ms;
        size_t late; // who came after the start and by then
    } offers[OFFERS];
    size_t count;
    size_t picked;
    size_t done; // how many are counted from the start now
    bool unsaid;
    bool unsaved;
};

static bool offer(struct kiosk *kiosk, struct state *state, int64_t by_ms)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    size_t late;
    struct err err;

    if (!host_count_late(&place, by_ms, &late, &err))
        return kiosk_failed(kiosk, &err);
    if (late == 0 || (state->count > 0 && late == state->offers[state->count - 1].late))
        return true; // nobody more than by the time before
    state->offers[state->count].by_ms = by_ms;
    state->offers[state->count].late = late;
    state->count++;
    return true;
}

static void enter(struct kiosk *kiosk, void *data)
{
    static const int64_t minutes[] = {5, 10, 15, 20, 30};
    int64_t start = kiosk->roster.planned.start_ms;
    struct state *state = data;
    int64_t now = when_now_ms();

    state->picked = NONE_PICKED;
    for (size_t i = 0; i < sizeof minutes / sizeof minutes[0]; i++)
        if (start + minutes[i] * MINUTE_MS < now &&
            !offer(kiosk, state, start + minutes[i] * MINUTE_MS))
            return;
    offer(kiosk, state, now);
}

static void count_them(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    state->unsaid = state->picked == NONE_PICKED;
    if (state->unsaid)
        return;
    state->unsaved =
        !host_count_from_start(&kiosk->desk, &place, state->offers[state->picked].by_ms, &err);
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
    else
        state->done = state->offers[state->picked].late;
}

static void with_start(const struct kiosk *kiosk, struct ui *ui)
{
    char start[WHEN_TIME_SIZE];

    when_local_time(start, kiosk->roster.planned.start_ms);
    ui_with(ui, "start", start);
    ui_public(ui);
}

static void put_offers(struct state *state, struct ui *ui)
{
    static const char *const ids[OFFERS] = {"by.1", "by.2", "by.3", "by.4", "by.5", "by.6"};

    ui_grid_begin(ui, 3);
    for (size_t i = 0; i < state->count; i++) {
        char time[WHEN_TIME_SIZE];

        when_local_time(time, state->offers[i].by_ms);
        ui_with(ui, "time", time);
        ui_with_count(ui, (int64_t)state->offers[i].late);
        ui_public(ui);
        ui_second(ui, "late.people");
        if (ui_choice(ui, ids[i], "late.by", state->picked == i)) {
            state->picked = i;
            state->unsaid = false;
        }
    }
    ui_grid_end(ui);
}

static void frame_ask(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    with_start(kiosk, ui);
    ui_title(ui, "title", "late.ask");
    if (state->unsaid)
        ui_problem(ui, "unsaid", "late.unsaid");
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (state->count > 0)
        put_offers(state, ui);
    else
        ui_paragraph(ui, "none", "late.none");
    if (state->count > 0 && ui_go(ui, "count", "late.go"))
        count_them(kiosk, state);
}

static void frame_done(const struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    ui_centre(ui);
    ui_picture(ui, "tick", "check-mark-button");
    ui_with_count(ui, (int64_t)state->done);
    with_start(kiosk, ui);
    ui_title(ui, "done", "late.done");
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "late.bar");
    if (state->done)
        frame_done(kiosk, state, ui);
    else
        frame_ask(kiosk, state, ui);
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk_people);
}

static void set_offers(struct kiosk *kiosk, void *data)
{
    struct state *state = data;
    int64_t start = kiosk->roster.planned.start_ms;

    for (state->count = 0; state->count < 4; state->count++) {
        state->offers[state->count].by_ms = start + (int64_t)(state->count + 1) * 5 * MINUTE_MS;
        state->offers[state->count].late = 1 + 2 * state->count;
    }
    state->picked = 1;
}

static void set_unsaid(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_offers(kiosk, data);
    state->picked = NONE_PICKED;
    state->unsaid = true;
}

static void set_done(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->done = 3;
}

static const struct screen_state states[] = {
    {"nobody", NULL}, {"offers", set_offers}, {"unsaid", set_unsaid}, {"done", set_done}, {0},
};

const struct screen screen_desk_late = {
    .name = "desk-late",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
