// SPDX-License-Identifier: Apache-2.0

/* How long did you prepare? Picked, never typed; no longer than the policy pays. */

#include "kiosk/example.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"

#define PICKS 4

struct state {
    bool unsaid; // Next was touched, and nothing was picked
};

// Quarters of an hour to one hour, longer steps where the policy pays for more.
static int64_t step_of(const struct policy *policy)
{
    return policy->fee.prep_cap <= 60 ? 15 : policy->fee.prep_cap <= 120 ? 30 : 60;
}

static void pick(struct kiosk *kiosk, struct ui *ui, int64_t minutes, bool last)
{
    static const struct {
        const char *id, *picture;
    } picks[PICKS] = {{"time.1", "quarters-1"},
                      {"time.2", "quarters-2"},
                      {"time.3", "quarters-3"},
                      {"time.4", "quarters-4"}};
    int64_t step = step_of(&kiosk->roster.policy);
    char time[PHRASE_SIZE];

    phrase_minutes(time, ui->prefs.lang, minutes);
    ui_with(ui, "time", time);
    ui_picture_of(ui, picks[minutes / step - 1].picture);
    ui_public(ui);
    ui_private(ui);
    if (ui_choice(ui, picks[minutes / step - 1].id, last ? "prep.more" : "prep.time",
                  kiosk->visit.prep_minutes == minutes))
        kiosk->visit.prep_minutes = minutes;
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    int64_t step = step_of(&kiosk->roster.policy);
    struct state *state = data;

    ui_page(ui, "prep.bar");
    ui_title(ui, "title", "prep.ask");
    ui_hint(ui, "hint", "prep.hint");
    if (state->unsaid)
        ui_problem(ui, "unsaid", "prep.unsaid");
    ui_grid_begin(ui, 3);
    ui_picture_of(ui, "cross-mark");
    ui_private(ui);
    if (ui_choice(ui, "none", "prep.none", kiosk->visit.prep_minutes == 0))
        kiosk->visit.prep_minutes = 0;
    for (int i = 1; i <= PICKS; i++)
        pick(kiosk, ui, i * step, i == PICKS);
    ui_grid_end(ui);
    if (ui_back(ui))
        steps_back(kiosk);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "next", "next")) {
        state->unsaid = kiosk->visit.prep_minutes < 0;
        if (!state->unsaid)
            steps_next(kiosk);
    }
}

static void set_empty(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
}

static void set_filled(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
    kiosk->visit.prep_minutes = 60;
}

static void set_unsaid(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_arrive(kiosk, VISIT_BY_LETTERS);
    state->unsaid = true;
}

static const struct screen_state states[] = {
    {"empty", set_empty},
    {"filled", set_filled},
    {"unsaid", set_unsaid},
    {0},
};

const struct screen screen_preparation = {
    .name = "preparation",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
