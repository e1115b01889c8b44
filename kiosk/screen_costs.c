// SPDX-License-Identifier: Apache-2.0

/* Any other costs? What the policy lists; in two parts where it lists more than one page may ask.
 */

#include "kiosk/cost.h"
#include "kiosk/example.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"

#define PICTURES_MAX 8
#define FIRST_PART 6 // of phrase_others: care, food and parking

struct state {
    bool second; // part
};

static size_t count_offered(const struct kiosk *kiosk)
{
    size_t count = 0;

    for (size_t i = 0; i < phrase_other_count; i++)
        count += cost_is_offered(kiosk, phrase_others[i].category);
    return count;
}

static bool has_costs(struct kiosk *kiosk)
{
    for (size_t i = 0; i < phrase_other_count; i++)
        if (visit_line(&kiosk->visit, phrase_others[i].category))
            return true;
    return false;
}

static void put_cost(struct kiosk *kiosk, struct ui *ui, const struct phrase_cost *cost)
{
    bool chosen = visit_line(&kiosk->visit, cost->category) != NULL;

    cost_put_known(kiosk, ui, cost->category);
    ui_picture_of(ui, cost->picture);
    ui_private(ui);
    if (ui_choice(ui, policy_categories[cost->category], cost->name, chosen))
        visit_toggle_line(&kiosk->visit, &kiosk->roster, cost->category);
}

static void put_costs(struct kiosk *kiosk, const struct state *state, bool parts, struct ui *ui)
{
    ui_grid_begin(ui, 4);
    for (size_t i = 0; i < phrase_other_count; i++)
        if (cost_is_offered(kiosk, phrase_others[i].category) &&
            (!parts || (i < FIRST_PART) != state->second))
            put_cost(kiosk, ui, &phrase_others[i]);
    ui_grid_end(ui);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    bool parts = count_offered(kiosk) > PICTURES_MAX;
    bool more = parts && !state->second;

    ui_page(ui, "costs.bar");
    ui_title(ui, "title", state->second ? "costs.and" : "costs.ask");
    if (!ui_is_short(ui))
        ui_hint(ui, "hint", "costs.touch");
    put_costs(kiosk, state, parts, ui);
    if (ui_back(ui)) {
        if (state->second)
            state->second = false;
        else
            steps_back(kiosk);
    }
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "next", more || has_costs(kiosk) ? "next" : "costs.none")) {
        state->second = more;
        kiosk->visit.costs_said = true;
        if (!more)
            steps_next(kiosk);
    }
}

static void set_listed(struct kiosk *kiosk, size_t count)
{
    example_arrive(kiosk, VISIT_BY_LETTERS);
    for (size_t i = phrase_other_count - count; i < phrase_other_count; i++)
        kiosk->roster.policy.expenses.listed |= UINT32_C(1) << phrase_others[i].category;
}

static void set_empty(struct kiosk *kiosk, void *data)
{
    (void)data;
    set_listed(kiosk, PICTURES_MAX);
}

static void set_filled(struct kiosk *kiosk, void *data)
{
    set_empty(kiosk, data);
    visit_add_line(&kiosk->visit, POLICY_STAMPS);
}

static void set_known(struct kiosk *kiosk, void *data)
{
    (void)data;
    set_listed(kiosk, phrase_other_count);
    kiosk->visit.recognised = true;
    example_agreed(kiosk);
}

static void set_all(struct kiosk *kiosk, void *data)
{
    (void)data;
    set_listed(kiosk, phrase_other_count);
    visit_add_line(&kiosk->visit, POLICY_MILEAGE_CAR);
}

static void set_second(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_all(kiosk, data);
    state->second = true;
}

static const struct screen_state states[] = {
    {"empty", set_empty}, {"filled", set_filled}, {"known", set_known},
    {"all", set_all},     {"second", set_second}, {0},
};

const struct screen screen_costs = {
    .name = "costs",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
