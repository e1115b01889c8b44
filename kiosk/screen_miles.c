// SPDX-License-Identifier: Apache-2.0

/* How many miles? Who was recognised is offered the distance that was agreed. */

#include "kiosk/example.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "shared/str.h"

struct state {
    char keyed[VISIT_KEYED_SIZE];
    bool unclear; // Next was touched, and the miles could not be read
    bool taken;   // who came with them has the miles of their car: was it the same one?
};

static struct visit_line *line_of(struct kiosk *kiosk)
{
    return &kiosk->visit.lines[kiosk->visit.at];
}

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;
    struct visit_place place = kiosk_visit_place(kiosk);
    char miles[PHRASE_SIZE];

    state->taken = line_of(kiosk)->category == POLICY_MILEAGE_CAR &&
                   line_of(kiosk)->milli_miles < 0 && visit_miles_are_taken(&kiosk->visit, &place);
    str_copy(state->keyed, sizeof state->keyed, line_of(kiosk)->keyed);
    if (*state->keyed || line_of(kiosk)->milli_miles < 0)
        return;
    phrase_miles(miles, line_of(kiosk)->milli_miles);
    str_copy(state->keyed, sizeof state->keyed, miles);
}

static void say(struct kiosk *kiosk, int64_t milli_miles)
{
    struct visit_line *line = line_of(kiosk);

    visit_say_miles(&kiosk->visit, line, milli_miles);
    line->keyed[0] = '\0';
    steps_next(kiosk);
}

static void finish(struct kiosk *kiosk, struct state *state)
{
    int64_t milli_miles = 0;

    state->unclear = !phrase_read_miles(state->keyed, &milli_miles) || milli_miles == 0;
    if (state->unclear)
        return;
    say(kiosk, milli_miles);
}

static void go_back(struct kiosk *kiosk, const struct state *state)
{
    steps_keep(kiosk, line_of(kiosk)->keyed, state->keyed);
    steps_back(kiosk);
}

// Known answers are offered, not asked; but letters alone do not show what is known of a person.
static void offer_agreed(struct kiosk *kiosk, struct ui *ui)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);
    char miles[PHRASE_SIZE];

    if (!kiosk->visit.recognised || !person || person->expected.return_miles <= 0)
        return;
    phrase_miles(miles, person->expected.return_miles);
    ui_with(ui, "miles", miles);
    ui_private(ui);
    if (ui_button(ui, "agreed", "miles.agreed"))
        say(kiosk, person->expected.return_miles);
}

static void ride(struct kiosk *kiosk)
{
    kiosk->visit.lift = true;
    steps_drop_line(kiosk);
}

// Two people in one car: its miles are paid once.
static void frame_taken(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_centre(ui);
    ui_picture(ui, "car", "automobile");
    ui_title(ui, "title", "miles.taken");
    ui_paragraph(ui, "once", "miles.once");
    ui_grid_begin(ui, 2);
    ui_picture_of(ui, "busts-in-silhouette");
    ui_private(ui);
    if (ui_choice(ui, "same", "miles.same_car", false))
        ride(kiosk);
    ui_picture_of(ui, "automobile");
    ui_private(ui);
    if (ui_choice(ui, "own", "miles.own_car", false))
        state->taken = false;
    ui_grid_end(ui);
}

static void frame_miles(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    const struct phrase_cost *way = phrase_cost(line_of(kiosk)->category);

    ui_row_begin(ui);
    ui_column_begin(ui);
    ui_picture_of(ui, way->picture);
    ui_title(ui, "title", way->ask);
    if (state->unclear)
        ui_problem(ui, "unclear", "miles.unclear");
    else
        ui_hint(ui, "hint", "miles.hint");
    ui_private(ui);
    ui_field(ui, "keyed", "miles.field", state->keyed);
    offer_agreed(kiosk, ui);
    // Whose car it was is nobody's to read: who rode in it says so of themselves.
    if (line_of(kiosk)->category == POLICY_MILEAGE_CAR && ui_button(ui, "ride", "miles.ride"))
        ride(kiosk);
    ui_column_end(ui);
    ui_weight(ui, 0);
    ui_column_begin(ui);
    if (ui_keypad(ui, "keys", state->keyed, sizeof state->keyed, UI_KEYPAD_POINT))
        state->unclear = false;
    ui_column_end(ui);
    ui_row_end(ui);
    if (ui_go(ui, "next", "next"))
        finish(kiosk, state);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "travel.bar");
    if (state->taken)
        frame_taken(kiosk, state, ui);
    else
        frame_miles(kiosk, state, ui);
    if (ui_back(ui))
        go_back(kiosk, state);
    ui_ask(ui);
    ui_finish(ui);
}

static void set_empty(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    state->keyed[0] = '\0';
    example_line(kiosk, POLICY_MILEAGE_CAR);
}

static void set_agreed(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_line(kiosk, POLICY_MILEAGE_CAR);
    kiosk->visit.recognised = true;
    str_copy(state->keyed, sizeof state->keyed, "12.3");
}

static void set_unclear(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_line(kiosk, POLICY_MILEAGE_CAR);
    state->keyed[0] = '\0';
    finish(kiosk, state);
}

static void set_taken(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_empty(kiosk, data);
    state->taken = true;
}

static const struct screen_state states[] = {
    {"empty", set_empty},
    {"agreed", set_agreed},
    {"unclear", set_unclear},
    {"taken", set_taken},
    {0},
};

const struct screen screen_miles = {
    .name = "miles",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
