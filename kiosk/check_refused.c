// SPDX-License-Identifier: Apache-2.0
// What stands at a line of "Is this right?" that is not paid, or not all of it.
#include "kiosk/check_parts.h"

#include <stdio.h>

#include "kiosk/refused.h"
#include "shared/str.h"

static void put_part(const struct kiosk *kiosk, struct ui *ui, size_t index)
{
    const struct assessment *outcome = &kiosk->visit.outcome;
    struct refused_part part;
    char id[UI_ID_SIZE];

    if (!refused_find_part(outcome, &outcome->rejected[index], ui->prefs.lang, &part))
        return;
    snprintf(id, sizeof id, "part.%zu", index);
    ui_with(ui, "paid", part.paid);
    ui_with(ui, "rest", part.rest);
    ui_private(ui);
    ui_hint(ui, id, part.key);
}

// "Ask someone to look at this", or that somebody will; another touch takes it back.
static void put_look(struct kiosk *kiosk, struct ui *ui, size_t index)
{
    const struct assess_rejected *rejected = &kiosk->visit.outcome.rejected[index];
    bool asked = visit_is_questioned(&kiosk->visit, rejected);
    char id[UI_ID_SIZE];

    snprintf(id, sizeof id, "look.%zu", index);
    ui_picture_of(ui, "eyes");
    if (asked)
        ui_second(ui, "check.unlook");
    if (ui_choice(ui, id, asked ? "check.looked" : "check.look", asked))
        visit_question_line(&kiosk->visit, rejected);
}

void check_put_refused(struct kiosk *kiosk, struct ui *ui, const char *ref)
{
    const struct assessment *outcome = &kiosk->visit.outcome;
    char id[UI_ID_SIZE];

    for (size_t i = 0; i < outcome->rejected_count; i++) {
        const struct assess_rejected *rejected = &outcome->rejected[i];

        if (!str_equal(rejected->ref, ref))
            continue;
        snprintf(id, sizeof id, "refused.%zu", i);
        put_part(kiosk, ui, i);
        ui_row_begin(ui);
        ui_private(ui);
        ui_hint(ui, id, refused_key(&kiosk->visit, rejected));
        if (!refused_is_waited_for(&kiosk->visit, rejected))
            put_look(kiosk, ui, i);
        ui_row_end(ui);
    }
}

bool check_put_heading(struct ui *ui, const char *id, const char *key)
{
    char part[UI_ID_SIZE];
    bool touched;

    ui_row_begin(ui);
    snprintf(part, sizeof part, "%s.head", id);
    ui_private(ui);
    ui_heading(ui, part, key);
    snprintf(part, sizeof part, "%s.change", id);
    ui_weight(ui, 0);
    touched = ui_button(ui, part, "change");
    ui_row_end(ui);
    return touched;
}
