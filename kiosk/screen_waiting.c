// SPDX-License-Identifier: Apache-2.0

/* Still to come, of meetings before: tickets that may be shown now, payments that may be decided.
 */

#include <stdio.h>

#include "kiosk/example.h"
#include "kiosk/late.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "shared/money.h"
#include "shared/str.h"

struct state {
    bool decides; // about a payment
    struct body_waiting payment;
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
    state->decides = !*waiting->ref;
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

static void frame_decide(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    static const struct {
        enum visit_fee fee;
        const char *id, *key, *picture;
    } options[] = {
        {VISIT_FEE_BANK, "bank", "fee.bank", "pound-banknote"},
        {VISIT_FEE_VOUCHER, "voucher", "fee.voucher", "wrapped-gift"},
        {VISIT_FEE_TIMESWAP, "timeswap", "fee.timeswap", "hourglass-done"},
        {VISIT_FEE_NONE, "none", "fee.no", "handshake"},
    };

    ui_title(ui, "title", "fee.ask");
    late_put_unsaved(kiosk, ui);
    ui_grid_begin(ui, 2);
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        if (!visit_may_choose(&kiosk->visit, &kiosk->roster, options[i].fee))
            continue;
        ui_picture_of(ui, options[i].picture);
        ui_private(ui);
        if (ui_choice(ui, options[i].id, options[i].key, false) &&
            late_decide(kiosk, &state->payment, options[i].id))
            state->decides = false;
    }
    ui_grid_end(ui);
    ui_hint(ui, "benefits", "fee.benefits");
    if (ui_back(ui))
        state->decides = false;
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "waiting.bar");
    if (state->decides)
        frame_decide(kiosk, state, ui);
    else
        frame_list(kiosk, state, ui);
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
    state->decides = true;
    state->payment = kiosk->roster.people[0].expected.waiting[1];
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
    {"list", set_list}, {"decide", set_decide}, {"unsaved", set_unsaved}, {"none", set_none}, {0},
};

const struct screen screen_waiting = {
    .name = "waiting",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
