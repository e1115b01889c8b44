// SPDX-License-Identifier: Apache-2.0

/* "Is that you?" At Yes the arrival is recorded, before any question is asked. */

#include "kiosk/example.h"
#include "kiosk/kiosk.h"
#include "kiosk/screens.h"

struct state {
    bool unsaved;
};

static bool arrive(struct kiosk *kiosk, const struct visit_place *place)
{
    struct err err;

    if (!visit_arrive(&kiosk->visit, place, &err))
        return kiosk_failed(kiosk, &err);
    kiosk_go(kiosk, &screen_arrived);
    return true;
}

// Who is not signed in is told so by the next screen.
static bool leave(struct kiosk *kiosk, const struct visit_place *place)
{
    struct visit *visit = &kiosk->visit;
    struct err err;

    if (!visit_find(visit, place, &err) && err.kind != ERR_NOT_FOUND)
        return kiosk_failed(kiosk, &err);
    if (visit->arrived_ms && !visit_leave(visit, place, &err))
        return kiosk_failed(kiosk, &err);
    kiosk_go(kiosk, &screen_leaving);
    return true;
}

static void yes(struct kiosk *kiosk, struct state *state)
{
    struct visit_place place = kiosk_visit_place(kiosk);

    state->unsaved = kiosk->errand == KIOSK_LEAVE ? !leave(kiosk, &place) : !arrive(kiosk, &place);
}

static void no(struct kiosk *kiosk)
{
    visit_forget(&kiosk->visit);
    kiosk_go(kiosk, &screen_find);
    kiosk_miss(kiosk);
}

// What they should know before they answer, by eye or by ear: that it is kept (PRV-21), and when
// the screen clears (TIM-06). Shorter where there is little room, and its button after the answers.
static void put_before(const struct kiosk *kiosk, bool pages, struct ui *ui)
{
    bool low = pages || ui_is_low(ui);
    const char *keep = low ? "confirm.keep.short" : "confirm.keep";

    if (pages)
        ui_paragraph(ui, "privacy", keep);
    else
        ui_note(ui, "privacy", keep, "privacy.more"); // the stage answers its button
    ui_with_count(ui, stage_idle_limit(&kiosk->stage) / 60000);
    ui_hint(ui, "idle", low ? "confirm.idle.short" : "confirm.idle");
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);
    bool pages = ui_is_short(ui) || ui_is_narrow(ui) || ui->prefs.size == UI_SIZE_XL;
    struct state *state = data;

    ui_page(ui, "confirm.bar");
    ui_centre(ui);
    ui_with(ui, "name", person ? person->mask : "");
    ui_pii(ui);
    ui_title(ui, "title", "confirm.ask");
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    put_before(kiosk, pages, ui);
    ui_grid_begin(ui, 2);
    if (ui_main_button(ui, "yes", "confirm.yes") && person)
        yes(kiosk, state);
    if (ui_button(ui, "no", "confirm.no"))
        no(kiosk);
    ui_grid_end(ui);
    if (pages)
        ui_button(ui, "privacy.more", "privacy.more"); // the stage answers it
    if (ui_back(ui))
        no(kiosk);
    ui_ask(ui);
    ui_finish(ui);
}

static void set_person(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_visit(kiosk, VISIT_BY_LETTERS);
}

static void set_long(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_long_name(kiosk);
}

static void set_unsaved(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_visit(kiosk, VISIT_BY_LETTERS);
    state->unsaved = true;
}

static const struct screen_state states[] = {
    {"ask", set_person},
    {"long", set_long},
    {"unsaved", set_unsaved},
    {0},
};

const struct screen screen_confirm = {
    .name = "confirm",
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
