// SPDX-License-Identifier: Apache-2.0

/*
 * Would you like to be paid for your time? What the policy allows, each with what it comes to; no
 * thank you is an answer like the others, and asks for no reason. It is asked of this meeting, and
 * of one before that was not decided then.
 */

#include "kiosk/example.h"
#include "kiosk/last_time.h"
#include "kiosk/late.h"
#include "kiosk/month.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "shared/money.h"
#include "shared/str.h"

struct state {
    bool unsaid; // Next was touched, and nothing was picked
};

static bool takes_standing(const struct kiosk *kiosk)
{
    return kiosk->visit.late.on ? kiosk->visit.late.standing
                                : visit_takes_standing(&kiosk->visit, &kiosk->roster);
}

// Their own standing maximum, where they have one: known, so it is offered and not asked. -1: none.
static int64_t standing(const struct kiosk *kiosk)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);
    int64_t left;

    if (!kiosk->visit.recognised || !person ||
        !visit_may_choose(&kiosk->visit, &kiosk->roster, VISIT_FEE_LESS))
        return -1;
    if (!kiosk->visit.late.on)
        return person->expected.maximum_pence;
    left = late_standing(kiosk);
    return left > 0 ? left : -1;
}

static void choose(struct kiosk *kiosk, enum visit_fee fee, bool stands)
{
    struct visit *visit = &kiosk->visit;
    bool stood = visit->late.on ? visit->late.standing : visit->limit == VISIT_LIMIT_KEPT;

    if (stands)
        *late_or_less(kiosk) = standing(kiosk);
    else if (fee == VISIT_FEE_LESS && stood)
        *late_or_less(kiosk) = -1; // another than the standing one: ask for it
    if (visit->late.on) {
        visit->late.fee = fee;
        visit->late.standing = stands;
        return;
    }
    visit->fee = fee;
    if (stands)
        visit->limit = VISIT_LIMIT_KEPT;
    else if (fee == VISIT_FEE_LESS && stood)
        visit->limit = VISIT_LIMIT_NOW;
}

static void put_standing(struct kiosk *kiosk, struct ui *ui)
{
    char most[MONEY_SIZE];

    if (standing(kiosk) < 0)
        return;
    money_write(most, standing(kiosk));
    ui_with(ui, "amount", most);
    ui_second(ui, kiosk->visit.late.on ? "waiting.standing2" : "fee.standing2");
    ui_picture_of(ui, "coin");
    ui_private(ui);
    if (ui_choice(ui, "standing", "fee.standing", takes_standing(kiosk)))
        choose(kiosk, VISIT_FEE_LESS, true);
}

// What they chose when something was last paid is shown to who was recognised.
static bool is_as_last_time(const struct kiosk *kiosk, const struct phrase_fee *way)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);

    return way->in_money && last_time_is_known(kiosk) &&
           str_equal(person->expected.last_fee, way->id);
}

// What it comes to. Of a meeting before only what was offered is known, and that is by bank.
static void with_second(const struct kiosk *kiosk, struct ui *ui, const struct phrase_fee *way)
{
    bool late = kiosk->visit.late.on;
    char about[MONEY_SIZE];

    if (late && way->in_money && way->fee != VISIT_FEE_BANK)
        return;
    money_write(about, late ? kiosk->visit.late.what.pence
                            : visit_offer(&kiosk->visit, &kiosk->roster, way->fee));
    ui_with(ui, "amount", about);
    ui_second(ui, !late && is_as_last_time(kiosk, way) ? "fee.as_last" : way->second);
}

static void put_way(struct kiosk *kiosk, struct ui *ui, const struct phrase_fee *way)
{
    const struct visit *visit = &kiosk->visit;
    enum visit_fee said = visit->late.on ? visit->late.fee : visit->fee;

    if (!visit_may_choose(visit, &kiosk->roster, way->fee) ||
        (visit->late.on && way->fee == VISIT_FEE_LATER))
        return;
    with_second(kiosk, ui, way);
    ui_picture_of(ui, way->picture);
    ui_private(ui);
    if (ui_choice(ui, way->id, way->name, said == way->fee && !takes_standing(kiosk)))
        choose(kiosk, way->fee, false);
}

// The note was on the screen, or on the pages before this button (rules.md D32).
static void finish(struct kiosk *kiosk, struct state *state)
{
    struct visit *visit = &kiosk->visit;
    int64_t *seen_ms = visit->late.on ? &visit->late.benefits_seen_ms : &visit->benefits_seen_ms;

    state->unsaid = (visit->late.on ? visit->late.fee : visit->fee) == VISIT_FEE_UNSAID;
    if (state->unsaid)
        return;
    if (!*seen_ms)
        *seen_ms = when_now_ms();
    steps_next(kiosk);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "fee.bar");
    ui_title(ui, "title", "fee.ask");
    if (state->unsaid)
        ui_problem(ui, "unsaid", "fee.unsaid");
    else if (!month_put(kiosk, ui) && !ui_is_low(ui))
        ui_hint(ui, "hint", "fee.hint");
    ui_grid_begin(ui, standing(kiosk) < 0 ? 3 : 4);
    for (size_t i = 0; i < PHRASE_FEES; i++)
        put_way(kiosk, ui, &phrase_fees[i]);
    put_standing(kiosk, ui);
    ui_grid_end(ui);
    ui_picture_of(ui, "information");
    if (ui_note(ui, "benefits", "fee.benefits", "fee.find_out"))
        kiosk_go(kiosk, &screen_benefits);
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
    example_arrive(kiosk, VISIT_BY_CARD);
    example_last_time(kiosk);
    kiosk->visit.prep_minutes = 60;
    kiosk->visit.fee = VISIT_FEE_BANK;
}

static void set_unsaid(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_arrive(kiosk, VISIT_BY_LETTERS);
    state->unsaid = true;
}

static void set_standing(struct kiosk *kiosk, void *data)
{
    struct body_person_expected *expected = &kiosk->roster.people[0].expected;

    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
    expected->maximum_pence = kiosk->visit.less_pence = 6000;
    kiosk->visit.fee = VISIT_FEE_LESS;
    kiosk->visit.limit = VISIT_LIMIT_KEPT;
}

static void set_late(struct kiosk *kiosk, void *data)
{
    struct body_person_expected *expected = &kiosk->roster.people[0].expected;

    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
    example_late(kiosk, 1);
    expected->maximum_pence = 6000;
    kiosk->visit.late.what.month_taken_pence = 4375;
}

static void set_under_18(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
    example_under_18(kiosk);
}

static const struct screen_state states[] = {
    {"empty", set_empty},
    {"filled", set_filled},
    {"unsaid", set_unsaid},
    {"standing", set_standing},
    {"under-18", set_under_18},
    {"late", set_late},
    {0},
};

const struct screen screen_fee = {
    .name = "fee",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
