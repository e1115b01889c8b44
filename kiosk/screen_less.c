// SPDX-License-Identifier: Apache-2.0

/* The most they would like to be paid, for this meeting, or for one before that was not decided
 * then. */

#include "kiosk/example.h"
#include "kiosk/late.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "shared/money.h"
#include "shared/str.h"

struct state {
    char keyed[VISIT_KEYED_SIZE];
    bool unclear; // Next was touched, and the amount could not be read
};

// What was keyed and not gone on from.
static char *half_of(struct kiosk *kiosk)
{
    return kiosk->visit.late.on ? kiosk->visit.late.line.keyed : kiosk->visit.half.less;
}

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;
    char plain[MONEY_SIZE];

    str_copy(state->keyed, sizeof state->keyed, half_of(kiosk));
    if (*state->keyed || *late_or_less(kiosk) < 0)
        return;
    money_write_plain(plain, *late_or_less(kiosk));
    str_copy(state->keyed, sizeof state->keyed, plain);
}

static void finish(struct kiosk *kiosk, struct state *state)
{
    int64_t pence = 0;

    state->unclear = !money_parse(state->keyed, &pence) || pence <= 0;
    if (state->unclear)
        return;
    *late_or_less(kiosk) = pence;
    half_of(kiosk)[0] = '\0';
    steps_next(kiosk);
}

static void go_back(struct kiosk *kiosk, const struct state *state)
{
    steps_keep(kiosk, half_of(kiosk), state->keyed);
    steps_back(kiosk);
}

static void put_words(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    char about[MONEY_SIZE];

    money_write(about, kiosk->visit.late.on
                           ? kiosk->visit.late.what.pence
                           : visit_offer(&kiosk->visit, &kiosk->roster, VISIT_FEE_BANK));
    ui_picture_of(ui, "coin");
    ui_title(ui, "title", "less.ask");
    if (state->unclear) {
        ui_problem(ui, "unclear", "less.unclear");
    } else {
        ui_with(ui, "amount", about);
        ui_private(ui);
        ui_hint(ui, "hint", "less.hint");
    }
    ui_pounds(ui, "keyed", "less.field", state->keyed);
}

static void put_limit(struct kiosk *kiosk, struct ui *ui, const char *id, const char *key,
                      enum visit_limit limit)
{
    bool chosen = kiosk->visit.limit == limit;

    ui_picture_of(ui, limit == VISIT_LIMIT_KEPT ? "spiral-calendar" : "cross-mark");
    ui_private(ui);
    if (ui_choice(ui, id, key, chosen))
        kiosk->visit.limit = chosen ? VISIT_LIMIT_NOW : limit;
}

// It is for this meeting, unless they say that it is theirs for every month. Who has one may end
// it.
static void put_limits(struct kiosk *kiosk, struct ui *ui)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);

    ui_grid_begin(ui, 1);
    put_limit(kiosk, ui, "kept", "less.kept", VISIT_LIMIT_KEPT);
    if (kiosk->visit.recognised && person && person->expected.maximum_pence >= 0)
        put_limit(kiosk, ui, "ended", "less.ended", VISIT_LIMIT_ENDED);
    ui_grid_end(ui);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "fee.bar");
    ui_row_begin(ui);
    ui_column_begin(ui);
    put_words(kiosk, state, ui);
    if (!kiosk->visit.late.on) // of one meeting that was, it says nothing of those to come
        put_limits(kiosk, ui);
    ui_column_end(ui);
    ui_weight(ui, 0);
    ui_column_begin(ui);
    if (ui_keypad(ui, "keys", state->keyed, sizeof state->keyed, UI_KEYPAD_POINT))
        state->unclear = false;
    ui_column_end(ui);
    ui_row_end(ui);
    if (ui_back(ui))
        go_back(kiosk, state);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "next", "next"))
        finish(kiosk, state);
}

static void set_empty(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    state->keyed[0] = '\0';
    example_arrive(kiosk, VISIT_BY_LETTERS);
    kiosk->visit.fee = VISIT_FEE_LESS;
}

static void set_filled(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_empty(kiosk, data);
    str_copy(state->keyed, sizeof state->keyed, "20");
}

static void set_standing(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_empty(kiosk, data);
    kiosk->visit.recognised = true;
    kiosk->roster.people[0].expected.maximum_pence = 6000;
    kiosk->visit.limit = VISIT_LIMIT_KEPT;
    str_copy(state->keyed, sizeof state->keyed, "80");
}

static void set_unclear(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_empty(kiosk, data);
    finish(kiosk, state);
}

static void set_late(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_arrive(kiosk, VISIT_BY_CARD);
    example_late(kiosk, 1);
    str_copy(state->keyed, sizeof state->keyed, "20");
}

static const struct screen_state states[] = {
    {"empty", set_empty},     {"filled", set_filled}, {"standing", set_standing},
    {"unclear", set_unclear}, {"late", set_late},     {0},
};

const struct screen screen_less = {
    .name = "less",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
