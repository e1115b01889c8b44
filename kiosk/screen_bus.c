// SPDX-License-Identifier: Apache-2.0

/*
 * "When do you have to go?" Who has a bus to catch is paid first. Said by whoever has a claim that
 * waits at the desk, as often as they like. Shown beside the screen it was asked for on.
 */

#include <string.h>

#include "kiosk/example.h"
#include "kiosk/screens.h"
#include "kiosk/timepad.h"
#include "shared/str.h"

#define HALF_DAY_MS (INT64_C(12) * 3600 * 1000)

struct state {
    struct id op; // twice Next is one change
    char typed[TIMEPAD_SIZE];
    bool unclear;
    int64_t later_ms; // it is past already: half a day later, if that is meant; 0: nothing is asked
    bool unsaved;
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->op = id_new();
}

// A last bus after midnight, as late as the meeting may go on.
static bool is_tonight(const struct kiosk *kiosk, int64_t instant)
{
    const struct body_meeting_planned *planned = &kiosk->roster.planned;

    return roster_is_of(planned->start_ms, planned->end_ms, instant);
}

// "310" in the morning is most likely ten past three in the afternoon: nobody's bus has gone
// already. It may be a slip of the finger too, so it is asked.
static void read_time(const struct kiosk *kiosk, struct state *state, int64_t *out)
{
    char today[WHEN_DATE_SIZE];
    char then[WHEN_DATE_SIZE];
    int64_t now = when_now_ms();

    *out = state->later_ms = 0;
    when_local_date(today, now);
    state->unclear = !timepad_read(state->typed, today, out);
    if (state->unclear || *out > now)
        return;
    if (is_tonight(kiosk, *out + 2 * HALF_DAY_MS)) {
        *out += 2 * HALF_DAY_MS; // after midnight
        return;
    }
    when_local_date(then, *out + HALF_DAY_MS);
    state->unclear = *out + HALF_DAY_MS <= now || strcmp(then, today) != 0;
    if (!state->unclear)
        state->later_ms = *out + HALF_DAY_MS;
}

static void go_back(struct kiosk *kiosk)
{
    if (!stage_return(&kiosk->stage))
        kiosk_home(kiosk);
}

static void leave_at(struct kiosk *kiosk, struct state *state, int64_t leaves_ms)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    state->unsaved = !visit_leave_at(&kiosk->visit, &place, state->op, leaves_ms, &err);
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
    else
        go_back(kiosk);
}

static void finish(struct kiosk *kiosk, struct state *state)
{
    int64_t leaves_ms;

    read_time(kiosk, state, &leaves_ms);
    if (!state->unclear && !state->later_ms)
        leave_at(kiosk, state, leaves_ms);
}

static void ask_later(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    char time[WHEN_TIME_SIZE];

    when_local_time(time, state->later_ms);
    ui_with(ui, "time", time);
    ui_problem(ui, "past", "bus.past");
    ui_with(ui, "time", time);
    if (ui_button(ui, "later", "bus.later"))
        leave_at(kiosk, state, state->later_ms);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "bus.bar");
    ui_row_begin(ui);
    ui_column_begin(ui);
    ui_title(ui, "title", "bus.ask");
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (state->unclear)
        ui_problem(ui, "unclear", "bus.unclear");
    else if (!state->later_ms)
        ui_hint(ui, "hint", "bus.hint");
    timepad_show(ui, "bus.field", state->typed);
    if (state->later_ms)
        ask_later(kiosk, state, ui);
    else if (visit_leaves_ms(&kiosk->visit) && ui_button(ui, "none", "bus.none"))
        leave_at(kiosk, state, 0);
    ui_column_end(ui);
    ui_weight(ui, 0);
    ui_column_begin(ui);
    if (timepad_keys(ui, state->typed)) {
        state->unclear = false;
        state->later_ms = 0;
    }
    ui_column_end(ui);
    ui_row_end(ui);
    if (ui_back(ui))
        go_back(kiosk);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "next", "next"))
        finish(kiosk, state);
}

static void set_empty(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
    example_claim(kiosk);
}

static void set_said(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_empty(kiosk, data);
    kiosk->visit.claim.leaves_ms = when_now_ms() + HALF_DAY_MS / 2;
    str_copy(state->typed, sizeof state->typed, "1510");
}

static void set_unclear(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_empty(kiosk, data);
    state->unclear = true;
}

static void set_past(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_empty(kiosk, data);
    str_copy(state->typed, sizeof state->typed, "355");
    state->later_ms = when_now_ms() + HALF_DAY_MS / 2;
}

static void set_unsaved(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_said(kiosk, data);
    state->unsaved = true;
}

static const struct screen_state states[] = {
    {"empty", set_empty}, {"said", set_said},       {"unclear", set_unclear},
    {"past", set_past},   {"unsaved", set_unsaved}, {0},
};

const struct screen screen_bus = {
    .name = "bus",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
