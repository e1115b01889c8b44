// SPDX-License-Identifier: Apache-2.0

/*
 * "I am new here": told first that somebody must agree before money can be paid, then signed in
 * like everybody. The rest goes on paper in an envelope, under the code that is shown here. A host
 * comes here as well, for somebody whose name is not on the list; and who is signed in already and
 * has lost the code, once they were recognised.
 */

#include <string.h>

#include "kiosk/kiosk.h"
#include "kiosk/newcomer.h"
#include "kiosk/print.h"
#include "kiosk/screens.h"
#include "shared/mem.h"
#include "shared/str.h"

struct state {
    enum { NEW_TOLD, NEW_NAME, NEW_SIGNED_IN } mode;
    struct newcomer newcomer;
    char typed[UI_TYPED_SIZE];
    bool unclear;
    bool unsaved;
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    newcomer_begin(&state->newcomer);
    printer_reset(&kiosk->printer);
    if (!kiosk->visit.on || !kiosk->visit.recognised)
        return;
    state->newcomer.person = kiosk->visit.person;
    state->mode = NEW_SIGNED_IN;
}

static void frame_told(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_centre(ui);
    ui_picture(ui, "hello", "waving-hand");
    ui_title(ui, "welcome", "new_here.title");
    ui_paragraph(ui, "money", "new_here.money");
    ui_paragraph(ui, "waits", "new_here.waits");
    ui_hint(ui, "keep", "confirm.keep");
    if (ui_back(ui))
        kiosk_home(kiosk);
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "sign.in", "new_here.go"))
        state->mode = NEW_NAME;
}

static void sign_in(struct kiosk *kiosk, struct state *state)
{
    enum visit_how how = kiosk->errand == KIOSK_VOUCH ? VISIT_BY_HOST : VISIT_BY_LETTERS;
    struct visit_place place = kiosk_visit_place(kiosk);
    struct body_names names;
    struct err err;

    state->unclear = !newcomer_names(state->typed, &names);
    if (state->unclear)
        return;
    state->unsaved = !newcomer_sign_in(&state->newcomer, &names, how, &place, &kiosk->visit, &err);
    mem_wipe(&names, sizeof names);
    if (state->unsaved) {
        kiosk_failed(kiosk, &err);
        return;
    }
    mem_wipe(state->typed, sizeof state->typed);
    state->mode = NEW_SIGNED_IN;
}

static void frame_name(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_title(ui, "title", "new_here.name");
    ui_pii(ui);
    ui_field(ui, "typed", "new_here.field", state->typed);
    if (state->unclear)
        ui_problem(ui, "unclear", "new_here.unclear");
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (ui_keyboard(ui, "keys", state->typed, sizeof state->typed, UI_KEYBOARD_NAMES))
        state->unclear = false;
    if (ui_back(ui))
        state->mode = NEW_TOLD;
    ui_ask(ui);
    ui_finish(ui);
    if (ui_go(ui, "next", "next"))
        sign_in(kiosk, state);
}

static void put_paper(const struct kiosk *kiosk, struct ui *ui)
{
    if (kiosk->printer.state == PRINTER_BUSY)
        ui_hint(ui, "printing", "done.printing");
    if (kiosk->printer.state == PRINTER_DONE)
        ui_paragraph(ui, "take", "done.take");
    if (kiosk->printer.state == PRINTER_FAILED)
        ui_problem(ui, "no.paper", "new_here.no_paper");
}

static void frame_signed_in(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    char code[ID_SHORT_SIZE];

    id_short(code, state->newcomer.person);
    ui_centre(ui);
    ui_picture(ui, "tick", "check-mark-button");
    ui_title(ui, "thanks", "arrived.thanks");
    ui_paragraph(ui, "code.is", "new_here.code");
    ui_private(ui);
    ui_number(ui, "code", code);
    ui_paragraph(ui, "envelope", "new_here.envelope");
    put_paper(kiosk, ui);
    ui_ask(ui);
    ui_finish(ui);
    if (print_is_ready(kiosk) && ui_foot(ui, "print", "done.print"))
        print_new(kiosk, ui->prefs.lang, code);
    if (ui_go(ui, "next", "next"))
        kiosk_go(kiosk, &screen_arrived);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "new_here.bar");
    switch (state->mode) {
    case NEW_TOLD:
        frame_told(kiosk, state, ui);
        break;
    case NEW_NAME:
        frame_name(kiosk, state, ui);
        break;
    case NEW_SIGNED_IN:
        frame_signed_in(kiosk, state, ui);
        break;
    }
}

static void set_name(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->mode = NEW_NAME;
    str_copy(state->typed, sizeof state->typed, "Mair Price");
}

static void set_unclear(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->mode = NEW_NAME;
    state->unclear = true;
}

// The same code in every picture.
static void set_signed_in(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->mode = NEW_SIGNED_IN;
    memset(&state->newcomer.person, 42, sizeof state->newcomer.person);
}

static void set_printer(struct kiosk *kiosk, void *data)
{
    set_signed_in(kiosk, data);
    kiosk->printer.state = PRINTER_FAILED;
}

static const struct screen_state states[] = {
    {"told", NULL},
    {"name", set_name},
    {"unclear", set_unclear},
    {"signed-in", set_signed_in},
    {"no-paper", set_printer},
    {0},
};

const struct screen screen_new_here = {
    .name = "new-here",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
