// SPDX-License-Identifier: Apache-2.0
// Travel money, on "Is this right?": a card with a row for each cost, or briefly.
#include <stdio.h>

#include "kiosk/check_parts.h"
#include "kiosk/phrase.h"
#include "kiosk/refused.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "shared/money.h"

// A ticket to come that is here now is asked about like any other.
static const struct screen *screen_of(const struct visit_line *line)
{
    if (line->category == POLICY_PASSENGER_SUPPLEMENT)
        return &screen_costs;
    return line->category < POLICY_BY_THE_MILE ? &screen_miles : &screen_amount;
}

// One is what every ticket has; more are worth a row, and a look.
static void put_pictures(struct kiosk *kiosk, struct ui *ui, size_t index)
{
    size_t count = kiosk->visit.lines[index].ticket.count;
    char id[UI_ID_SIZE];

    if (count < 2)
        return;
    ui_row_begin(ui);
    snprintf(id, sizeof id, "line.%zu.pictures", index + 1);
    ui_private(ui);
    ui_with_count(ui, (int64_t)count);
    ui_hint(ui, id, "check.pictures");
    snprintf(id, sizeof id, "line.%zu.see", index + 1);
    ui_weight(ui, 0);
    if (ui_button(ui, id, "check.pictures.see"))
        steps_change(kiosk, &screen_ticket, index);
    ui_row_end(ui);
}

// What the row says. Returns its key.
static const char *with_row(const struct kiosk *kiosk, struct ui *ui, size_t index)
{
    const struct visit_line *line = &kiosk->visit.lines[index];
    const struct phrase_cost *cost = phrase_cost(line->category);
    char miles[PHRASE_SIZE];

    phrase_miles(miles, line->milli_miles > 0 ? line->milli_miles : 0);
    ui_with(ui, "miles", miles);
    ui_private(ui);
    return line->home ? cost->row_home : cost->row;
}

static void put_line(struct kiosk *kiosk, struct ui *ui, size_t index)
{
    const struct visit_line *line = &kiosk->visit.lines[index];
    char amount[MONEY_SIZE] = "–";
    char ref[FACTS_REF_SIZE];
    char id[UI_ID_SIZE];
    int64_t pence;

    visit_line_ref(ref, line);
    pence = refused_paid_for(&kiosk->visit.outcome, ref);
    if (pence > 0)
        money_write(amount, pence);
    snprintf(id, sizeof id, "line.%zu", index + 1);
    if (ui_line(ui, id, with_row(kiosk, ui, index), amount, line->supplied ? NULL : "change"))
        steps_change(kiosk, screen_of(line), index);
    put_pictures(kiosk, ui, index);
    check_put_refused(kiosk, ui, ref);
}

static const char *travel_heading(const struct kiosk *kiosk, bool today)
{
    if (kiosk->visit.line_count == 0)
        return "check.travel";
    if (visit_waits(&kiosk->visit, &kiosk->roster))
        return "check.travel_waits";
    return today ? "check.travel_today" : "check.travel_bank";
}

static const char *travel_total(const struct kiosk *kiosk, bool today)
{
    if (visit_waits(&kiosk->visit, &kiosk->roster))
        return "check.waits";
    return today ? "check.today" : "check.bank";
}

void check_put_travel(struct kiosk *kiosk, bool today, struct ui *ui)
{
    const struct visit *visit = &kiosk->visit;
    char total[MONEY_SIZE];

    ui_card_begin(ui, "travel");
    if (check_put_heading(ui, "travel", travel_heading(kiosk, today)))
        steps_change(kiosk, &screen_travel, 0);
    if (visit->line_count == 0)
        ui_paragraph(ui, "none", "check.no_travel");
    for (size_t i = 0; i < visit->line_count; i++)
        put_line(kiosk, ui, i);
    if (visit->line_count > 0) {
        money_write(total, visit->outcome.expenses_pence);
        ui_private(ui);
        ui_total(ui, "travel.total", travel_total(kiosk, today), total, NULL);
    }
    ui_card_end(ui);
}

// Who came another way goes back, to "Yes, now".
void check_put_travel_brief(struct kiosk *kiosk, bool today, struct ui *ui)
{
    char amount[MONEY_SIZE];

    ui_card_begin(ui, "travel");
    if (check_put_heading(ui, "travel",
                          today ? "check.travel_today.brief" : "check.travel_bank.brief"))
        steps_change(kiosk, screen_of(&kiosk->visit.lines[0]), 0);
    money_write(amount, kiosk->visit.outcome.expenses_pence);
    ui_total(ui, "line.1", with_row(kiosk, ui, 0), amount, NULL);
    ui_card_end(ui);
}
