// SPDX-License-Identifier: Apache-2.0

/* Still to come, of meetings before: tickets that may be shown now, payments that may be decided.
 */

#include <stdio.h>

#include "kiosk/example.h"
#include "kiosk/late.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "shared/money.h"

static void enter(struct kiosk *kiosk, void *data)
{
    (void)data;
    late_find(kiosk);
}

static const char *picture_of(const struct body_waiting *what)
{
    const struct phrase_cost *cost = phrase_cost_of(what->code);

    return cost ? cost->picture : "pound-banknote";
}

static const char *name_of(const struct body_waiting *what)
{
    const struct phrase_cost *cost = phrase_cost_of(what->code);

    return cost ? cost->name : "check.payment";
}

static void put_waiting(struct kiosk *kiosk, struct ui *ui, size_t index)
{
    const struct visit_waiting *waiting = &kiosk->visit.waiting[index];
    char date[PHRASE_SIZE];
    char amount[MONEY_SIZE] = "";
    char id[UI_ID_SIZE];

    snprintf(id, sizeof id, "waiting.%zu", index + 1);
    phrase_date(date, ui->prefs.lang, waiting->what.date);
    if (waiting->what.pence > 0)
        money_write(amount, waiting->what.pence);
    ui_with(ui, "date", date);
    ui_second(ui, waiting->said ? "waiting.said" : "waiting.of");
    ui_value(ui, amount);
    ui_picture_of(ui, picture_of(&waiting->what));
    ui_private(ui);
    if (ui_choice(ui, id, name_of(&waiting->what), false))
        late_ask(kiosk, &kiosk->visit.waiting[index].what);
}

static size_t count_said(const struct kiosk *kiosk)
{
    size_t said = 0;

    for (size_t i = 0; i < kiosk->visit.waiting_count; i++)
        said += kiosk->visit.waiting[i].said;
    return said;
}

static const char *title_of(const struct kiosk *kiosk)
{
    if (kiosk->visit.waiting_count == 0)
        return "waiting.none";
    return count_said(kiosk) ? "waiting.desk" : "waiting.ask";
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    size_t count = kiosk->visit.waiting_count;

    (void)data;
    ui_page(ui, "waiting.bar");
    ui_title(ui, "title", title_of(kiosk));
    if (count > count_said(kiosk))
        ui_hint(ui, "hint", "waiting.hint");
    if (count == 0)
        ui_paragraph(ui, "thanks", "waiting.thanks");
    for (size_t i = 0; i < count; i++)
        put_waiting(kiosk, ui, i);
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_arrived);
    if (ui_go(ui, "next", "next"))
        kiosk_go(kiosk, &screen_arrived);
    ui_ask(ui);
    ui_finish(ui);
}

static void set_list(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
    example_waiting(kiosk);
}

static void set_said(struct kiosk *kiosk, void *data)
{
    set_list(kiosk, data);
    kiosk->visit.waiting[0].said = true;
}

static void set_none(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
}

static const struct screen_state states[] = {
    {"list", set_list},
    {"said", set_said},
    {"none", set_none},
    {0},
};

const struct screen screen_waiting = {
    .name = "waiting",
    .enter = enter,
    .frame = frame,
    .states = states,
};
