// SPDX-License-Identifier: Apache-2.0

/* Still to come, of meetings before: tickets that may be shown now, payments that may be decided.
 */

#include <stdio.h>

#include "kiosk/example.h"
#include "kiosk/late.h"
#include "kiosk/month.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "shared/money.h"
#include "shared/str.h"

enum mode { LIST, DECIDE, LESS };

struct state {
    enum mode mode;
    struct body_waiting payment;  // about which they decide
    char keyed[VISIT_KEYED_SIZE]; // the most they want of it
    bool unclear;
};

static const char *picture_of(const struct body_waiting *waiting)
{
    const struct phrase_cost *cost = phrase_cost_of(waiting->code);

    return cost ? cost->picture : "pound-banknote";
}

static const char *name_of(const struct body_waiting *waiting)
{
    const struct phrase_cost *cost = phrase_cost_of(waiting->code);

    return cost ? cost->name : "check.payment";
}

static void put_waiting(struct kiosk *kiosk, struct state *state, struct ui *ui,
                        const struct body_waiting *waiting, size_t index)
{
    char date[PHRASE_SIZE];
    char amount[MONEY_SIZE] = "";
    char id[UI_ID_SIZE];

    snprintf(id, sizeof id, "waiting.%zu", index + 1);
    phrase_date(date, ui->prefs.lang, waiting->date);
    if (waiting->pence > 0)
        money_write(amount, waiting->pence);
    ui_with(ui, "date", date);
    ui_second(ui, "waiting.of");
    ui_value(ui, amount);
    if (!ui_is_short(ui) ||
        ui->prefs.size != UI_SIZE_XL) // there its words are a page by themselves
        ui_picture_of(ui, picture_of(waiting));
    ui_private(ui);
    if (!ui_choice(ui, id, name_of(waiting), false))
        return;
    state->mode = *waiting->ref ? LIST : DECIDE;
    state->payment = *waiting;
    kiosk->visit.late_unsaved = false;
    if (*waiting->ref)
        late_ask(kiosk, waiting);
}

static void frame_list(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    const struct body_waiting *list[BODY_WAITING_MAX];
    size_t count = late_list(kiosk, list);

    ui_title(ui, "title", count ? "waiting.ask" : "waiting.none");
    if (count)
        ui_hint(ui, "hint", "waiting.hint");
    else
        ui_paragraph(ui, "thanks", "waiting.thanks");
    for (size_t i = 0; i < count; i++)
        put_waiting(kiosk, state, ui, list[i], i);
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_arrived);
    if (ui_go(ui, "next", "next"))
        kiosk_go(kiosk, &screen_arrived);
}

static bool decide(struct kiosk *kiosk, struct state *state, const char *channel, int64_t most)
{
    struct late_decision decision = {channel, most};

    if (!late_decide(kiosk, &state->payment, &decision))
        return false;
    state->mode = LIST;
    return true;
}

static void put_choice(struct kiosk *kiosk, struct state *state, struct ui *ui, enum visit_fee fee)
{
    static const struct {
        const char *id, *key, *picture;
    } options[] = {
        [VISIT_FEE_BANK] = {"bank", "fee.bank", "pound-banknote"},
        [VISIT_FEE_VOUCHER] = {"voucher", "fee.voucher", "wrapped-gift"},
        [VISIT_FEE_TIMESWAP] = {"timeswap", "fee.timeswap", "hourglass-done"},
        [VISIT_FEE_LESS] = {"less", "fee.less", "coin"},
        [VISIT_FEE_NONE] = {"none", "fee.no", "handshake"},
    };

    if (!visit_may_choose(&kiosk->visit, &kiosk->roster, fee))
        return;
    ui_picture_of(ui, options[fee].picture);
    ui_private(ui);
    if (!ui_choice(ui, options[fee].id, options[fee].key, false))
        return;
    if (fee == VISIT_FEE_LESS)
        state->mode = LESS;
    else
        decide(kiosk, state, options[fee].id, 0);
}

// What their own limit leaves of this month; nothing to offer where that is all of it, or none.
static int64_t standing(const struct kiosk *kiosk, const struct state *state)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);
    int64_t left;

    if (!person || person->expected.maximum_pence < 0)
        return 0;
    left = person->expected.maximum_pence - person->expected.month_taken_pence;
    return left > 0 && left < state->payment.pence ? left : 0;
}

static void put_standing(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    int64_t left = standing(kiosk, state);
    char amount[MONEY_SIZE];

    if (left == 0 || !visit_may_choose(&kiosk->visit, &kiosk->roster, VISIT_FEE_LESS))
        return;
    money_write(amount, left);
    ui_with(ui, "amount", amount);
    ui_second(ui, "waiting.standing2");
    ui_picture_of(ui, "coin");
    ui_private(ui);
    if (ui_choice(ui, "standing", "fee.standing", false))
        decide(kiosk, state, "bank", left);
}

static void frame_decide(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    static const enum visit_fee fees[] = {VISIT_FEE_BANK, VISIT_FEE_VOUCHER, VISIT_FEE_TIMESWAP,
                                          VISIT_FEE_LESS, VISIT_FEE_NONE};

    ui_title(ui, "title", "fee.ask");
    late_put_unsaved(kiosk, ui);
    month_put(kiosk, ui);
    ui_grid_begin(ui, 2);
    for (size_t i = 0; i < sizeof fees / sizeof fees[0]; i++)
        put_choice(kiosk, state, ui, fees[i]);
    put_standing(kiosk, state, ui);
    ui_grid_end(ui);
    ui_hint(ui, "benefits", "fee.benefits");
    if (ui_back(ui))
        state->mode = LIST;
}

static void finish_less(struct kiosk *kiosk, struct state *state)
{
    int64_t pence = 0;

    state->unclear = !money_parse(state->keyed, &pence) || pence <= 0;
    if (!state->unclear)
        decide(kiosk, state, "bank", pence);
}

static void put_most(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    char about[MONEY_SIZE];

    money_write(about, state->payment.pence);
    ui_picture_of(ui, "coin");
    ui_title(ui, "title", "less.ask");
    late_put_unsaved(kiosk, ui);
    if (state->unclear) {
        ui_problem(ui, "unclear", "less.unclear");
    } else {
        ui_with(ui, "amount", about);
        ui_private(ui);
        ui_hint(ui, "hint", "less.hint");
    }
    ui_pounds(ui, "keyed", "less.field", state->keyed);
}

static void frame_less(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_row_begin(ui);
    ui_column_begin(ui);
    put_most(kiosk, state, ui);
    ui_column_end(ui);
    ui_weight(ui, 0);
    ui_column_begin(ui);
    if (ui_keypad(ui, "keys", state->keyed, sizeof state->keyed, UI_KEYPAD_POINT))
        state->unclear = false;
    ui_column_end(ui);
    ui_row_end(ui);
    if (ui_back(ui))
        state->mode = DECIDE;
    if (ui_go(ui, "next", "next"))
        finish_less(kiosk, state);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "waiting.bar");
    switch (state->mode) {
    case LIST:
        frame_list(kiosk, state, ui);
        break;
    case DECIDE:
        frame_decide(kiosk, state, ui);
        break;
    case LESS:
        frame_less(kiosk, state, ui);
        break;
    }
    ui_ask(ui);
    ui_finish(ui);
}

static void set_list(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
    example_waiting(kiosk);
}

static void set_decide(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_list(kiosk, data);
    state->mode = DECIDE;
    state->payment = kiosk->roster.people[0].expected.waiting[1];
}

static void set_limit(struct kiosk *kiosk, void *data)
{
    struct body_person_expected *expected = &kiosk->roster.people[0].expected;

    set_decide(kiosk, data);
    expected->maximum_pence = 6000;
    expected->month_offered_pence = 8750;
    expected->month_taken_pence = 4375;
}

static void set_less(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_decide(kiosk, data);
    state->mode = LESS;
    str_copy(state->keyed, sizeof state->keyed, "20");
}

static void set_unclear(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_less(kiosk, data);
    state->unclear = true;
}

static void set_unsaved(struct kiosk *kiosk, void *data)
{
    set_decide(kiosk, data);
    kiosk->visit.late_unsaved = true;
}

static void set_none(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
}

static const struct screen_state states[] = {
    {"list", set_list}, {"decide", set_decide},   {"unsaved", set_unsaved}, {"limit", set_limit},
    {"less", set_less}, {"unclear", set_unclear}, {"none", set_none},       {0},
};

const struct screen screen_waiting = {
    .name = "waiting",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
