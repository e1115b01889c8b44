// SPDX-License-Identifier: Apache-2.0

/*
 * Would you like to be paid for your time? What the policy allows, each with what it comes to; no
 * thank you is an answer like the others, and asks for no reason.
 */

#include "kiosk/example.h"
#include "kiosk/last_time.h"
#include "kiosk/month.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "shared/money.h"
#include "shared/str.h"

struct state {
    bool unsaid; // Next was touched, and nothing was picked
};

static const struct option {
    enum visit_fee fee;
    const char *id, *key, *second, *picture;
} options[] = {
    {VISIT_FEE_BANK, "bank", "fee.bank", "fee.about", "pound-banknote"},
    {VISIT_FEE_VOUCHER, "voucher", "fee.voucher", "fee.about", "wrapped-gift"},
    {VISIT_FEE_TIMESWAP, "timeswap", "fee.timeswap", "fee.timeswap2", "hourglass-done"},
    {VISIT_FEE_LESS, "less", "fee.less", "fee.less2", "coin"},
    {VISIT_FEE_LATER, "later", "fee.later", "fee.later2", "alarm-clock"},
    {VISIT_FEE_NONE, "no", "fee.no", "fee.no2", "handshake"},
};

static bool has_standing(const struct kiosk *kiosk)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);

    return kiosk->visit.recognised && person && person->expected.maximum_pence >= 0 &&
           visit_may_choose(&kiosk->visit, &kiosk->roster, VISIT_FEE_LESS);
}

// Their own standing maximum, where they have one: known, so it is offered and not asked.
static void put_standing(struct kiosk *kiosk, struct ui *ui)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);
    struct visit *visit = &kiosk->visit;
    char most[MONEY_SIZE];

    if (!has_standing(kiosk))
        return;
    money_write(most, person->expected.maximum_pence);
    ui_with(ui, "amount", most);
    ui_second(ui, "fee.standing2");
    ui_picture_of(ui, "coin");
    ui_private(ui);
    if (!ui_choice(ui, "standing", "fee.standing", visit_takes_standing(visit, &kiosk->roster)))
        return;
    visit->fee = VISIT_FEE_LESS;
    visit->limit = VISIT_LIMIT_KEPT;
    visit->less_pence = person->expected.maximum_pence;
}

static void choose(struct visit *visit, enum visit_fee fee)
{
    visit->fee = fee;
    if (fee != VISIT_FEE_LESS || visit->limit != VISIT_LIMIT_KEPT)
        return;
    visit->limit = VISIT_LIMIT_NOW; // another than the standing one: ask for it
    visit->less_pence = -1;
}

// What was paid last time, and how, is shown to who was recognised.
static bool is_as_last_time(const struct kiosk *kiosk, const struct option *option)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);

    return last_time_is_known(kiosk) && str_equal(person->expected.last_channel, option->id);
}

static void put_option(struct kiosk *kiosk, struct ui *ui, const struct option *option)
{
    const struct visit *visit = &kiosk->visit;
    bool chosen = visit->fee == option->fee && !visit_takes_standing(visit, &kiosk->roster);
    char about[MONEY_SIZE];

    if (!visit_may_choose(&kiosk->visit, &kiosk->roster, option->fee))
        return;
    money_write(about, visit_offer(&kiosk->visit, &kiosk->roster, option->fee));
    ui_with(ui, "amount", about);
    ui_second(ui, is_as_last_time(kiosk, option) ? "fee.as_last" : option->second);
    ui_picture_of(ui, option->picture);
    ui_private(ui);
    if (ui_choice(ui, option->id, option->key, chosen))
        choose(&kiosk->visit, option->fee);
}

// The note was on the screen, or on the pages before this button (rules.md D32).
static void finish(struct kiosk *kiosk, struct state *state)
{
    state->unsaid = kiosk->visit.fee == VISIT_FEE_UNSAID;
    if (state->unsaid)
        return;
    if (!kiosk->visit.benefits_seen_ms)
        kiosk->visit.benefits_seen_ms = when_now_ms();
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
    ui_grid_begin(ui, has_standing(kiosk) ? 4 : 3);
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        put_option(kiosk, ui, &options[i]);
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

static void set_under_18(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
    example_under_18(kiosk);
}

static const struct screen_state states[] = {
    {"empty", set_empty},       {"filled", set_filled},     {"unsaid", set_unsaid},
    {"standing", set_standing}, {"under-18", set_under_18}, {0},
};

const struct screen screen_fee = {
    .name = "fee",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
