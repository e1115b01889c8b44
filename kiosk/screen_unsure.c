// SPDX-License-Identifier: Apache-2.0

/*
 * "I am not sure", from any question: nothing is wrong with that. Somebody can help, or it is done
 * later: what was said so far is kept then (draft.h), and the host sees that it is not finished. A
 * claim that was saved stays as it was.
 */

#include "kiosk/draft.h"
#include "kiosk/example.h"
#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

static void frame(struct kiosk *kiosk, void *state, struct ui *ui)
{
    (void)state;
    ui_page(ui, "unsure.bar");
    ui_title(ui, "title", "unsure.title");
    ui_paragraph(ui, "how", "unsure.how");
    if (kiosk->visit.claimed)
        ui_paragraph(ui, "stays", "unsure.stays");
    else if (draft_is_worth_keeping(&kiosk->visit))
        ui_paragraph(ui, "kept", "unsure.kept");
    ui_grid_begin(ui, 2);
    ui_picture_of(ui, "person-raising-hand");
    ui_button(ui, "help.person", "ask"); // the stage answers it
    ui_picture_of(ui, "hourglass-done");
    if (ui_button(ui, "later", "unsure.later"))
        kiosk_end(kiosk);
    ui_grid_end(ui);
    ui_finish(ui);
    if (ui_go(ui, "back.there", "ask.back") && !stage_return(&kiosk->stage))
        kiosk_home(kiosk);
}

static void set_visit(struct kiosk *kiosk, void *state)
{
    (void)state;
    example_arrive(kiosk, VISIT_BY_LETTERS);
}

static void set_begun(struct kiosk *kiosk, void *state)
{
    (void)state;
    example_answers(kiosk);
}

static void set_claimed(struct kiosk *kiosk, void *state)
{
    (void)state;
    example_arrive(kiosk, VISIT_BY_CARD);
    example_claim(kiosk);
}

static const struct screen_state states[] = {
    {"visit", set_visit},
    {"begun", set_begun},
    {"claimed", set_claimed},
    {0},
};

const struct screen screen_unsure = {
    .name = "unsure",
    .frame = frame,
    .states = states,
};
