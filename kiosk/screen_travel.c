// SPDX-License-Identifier: Apache-2.0

/* How did you get here? What the policy pays for, and what costs nothing. */

#include "kiosk/cost.h"
#include "kiosk/example.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"

#define PICTURES_MAX 8

struct state {
    bool unsaid; // Next was touched, and nothing was picked
};

static void put_way(struct kiosk *kiosk, struct ui *ui, const struct phrase_cost *way)
{
    struct visit *visit = &kiosk->visit;
    bool chosen = visit_line(visit, way->category) != NULL;

    cost_put_known(kiosk, ui, way->category);
    ui_picture_of(ui, way->picture);
    ui_private(ui);
    if (!ui_choice(ui, policy_categories[way->category], way->name, chosen))
        return;
    visit->no_costs = false;
    visit_toggle_line(visit, &kiosk->roster, way->category);
}

// One that costs nothing; it goes with others.
static void put_free(struct visit *visit, struct ui *ui, const char *id, const char *key,
                     bool *chosen)
{
    ui_private(ui);
    if (!ui_choice(ui, id, key, *chosen))
        return;
    *chosen = !*chosen;
    visit->no_costs = false;
}

static void put_none(struct visit *visit, struct ui *ui)
{
    ui_picture_of(ui, "cross-mark");
    ui_private(ui);
    if (!ui_choice(ui, "none", "way.none", visit->no_costs))
        return;
    visit->no_costs = !visit->no_costs;
    visit->walked = visit->lift = false;
    for (size_t i = 0; i < phrase_way_count; i++)
        visit_remove_line(visit, phrase_ways[i].category);
}

static void put_ways(struct kiosk *kiosk, struct ui *ui)
{
    struct visit *visit = &kiosk->visit;
    int listed = 0;

    ui_grid_begin(ui, 4);
    for (size_t i = 0; i < phrase_way_count; i++)
        if (cost_is_listed(kiosk, phrase_ways[i].category)) {
            put_way(kiosk, ui, &phrase_ways[i]);
            listed++;
        }
    ui_picture_of(ui, "person-walking");
    if (listed + 3 > PICTURES_MAX) {
        put_free(visit, ui, "walked", "way.walked_or_lift", &visit->walked);
    } else {
        put_free(visit, ui, "walked", "way.walked", &visit->walked);
        ui_picture_of(ui, "busts-in-silhouette");
        put_free(visit, ui, "lift", "way.lift", &visit->lift);
    }
    put_none(visit, ui);
    ui_grid_end(ui);
}

static bool has_way(struct visit *visit)
{
    for (size_t i = 0; i < phrase_way_count; i++)
        if (visit_line(visit, phrase_ways[i].category))
            return true;
    return false;
}

static void finish(struct kiosk *kiosk, struct state *state)
{
    struct visit *visit = &kiosk->visit;

    state->unsaid = !has_way(visit) && !visit->walked && !visit->lift && !visit->no_costs;
    if (state->unsaid)
        return;
    visit->travel_said = true;
    visit_say_home(visit, visit->home);
    steps_next(kiosk);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "travel.bar");
    ui_title(ui, "title", "travel.ask");
    if (state->unsaid)
        ui_problem(ui, "unsaid", "travel.unsaid");
    else
        ui_hint(ui, "hint", "travel.hint");
    put_ways(kiosk, ui);
    if (ui_back(ui))
        steps_back(kiosk);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "next", "next"))
        finish(kiosk, state);
}

static void set_empty(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
}

static void set_filled(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_answers(kiosk);
}

static void set_unsaid(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_arrive(kiosk, VISIT_BY_LETTERS);
    state->unsaid = true;
}

static void set_all(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
    for (size_t i = 0; i < phrase_way_count; i++)
        kiosk->roster.policy.expenses.listed |= UINT32_C(1) << phrase_ways[i].category;
}

static void set_known(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
    example_agreed(kiosk);
}

static const struct screen_state states[] = {
    {"empty", set_empty}, {"filled", set_filled}, {"unsaid", set_unsaid},
    {"all", set_all},     {"known", set_known},   {0},
};

const struct screen screen_travel = {
    .name = "travel",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
