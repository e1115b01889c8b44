// SPDX-License-Identifier: Apache-2.0

/*
 * Payment and benefits: what to know before choosing, and who can advise. No advice is given. The
 * offer can be taken along on paper (rules.md C15).
 */

#include "kiosk/example.h"
#include "kiosk/kiosk.h"
#include "kiosk/print.h"
#include "kiosk/question.h"
#include "kiosk/screens.h"
#include "shared/str.h"

struct state {
    bool reminded; // of the paper, before they go back
};

static void enter(struct kiosk *kiosk, void *data)
{
    (void)data;
    printer_reset(&kiosk->printer);
}

static void put_adviser(const struct kiosk *kiosk, struct ui *ui)
{
    const char *adviser = question_adviser(kiosk, ui->prefs.lang);

    if (!*adviser)
        return;
    ui_with(ui, "adviser", adviser);
    ui_paragraph(ui, "adviser", "benefits.adviser");
}

static void put_letter(struct kiosk *kiosk, struct ui *ui)
{
    ui_picture_of(ui, "envelope");
    if (kiosk->visit.letter)
        ui_second(ui, "benefits.letter2");
    ui_private(ui);
    if (ui_choice(ui, "letter", "benefits.letter", kiosk->visit.letter))
        kiosk->visit.letter = !kiosk->visit.letter;
}

static void put_offer(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    print_put_state(kiosk, ui, "offer.no_paper", state->reminded);
    if (!print_has_offer(kiosk))
        return;
    ui_picture_of(ui, "receipt");
    ui_second(ui, "offer.print2");
    if (ui_choice(ui, "offer", "offer.print", false))
        print_offer(kiosk, ui->prefs.lang);
}

// Paper that is left behind is read by the next person (PRV-16).
static void go_back(struct kiosk *kiosk, struct state *state)
{
    if (kiosk->printer.state == PRINTER_DONE && !state->reminded)
        state->reminded = true;
    else if (!stage_return(&kiosk->stage)) // to check, which has the same advice
        kiosk_go(kiosk, &screen_fee);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "fee.bar");
    ui_picture_of(ui, "information");
    ui_title(ui, "title", "benefits.title");
    ui_paragraph(ui, "tell", "benefits.tell");
    ui_paragraph(ui, "time", "benefits.time");
    ui_paragraph(ui, "refuse", "benefits.refuse");
    ui_paragraph(ui, "advice", "benefits.advice");
    put_adviser(kiosk, ui);
    if (!kiosk->visit.late.on) { // both are of this meeting
        put_letter(kiosk, ui);
        put_offer(kiosk, state, ui);
    }
    if (ui_back(ui))
        go_back(kiosk, state);
    ui_ask(ui);
    ui_finish(ui);
}

static void set_plain(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
}

static void set_letter(struct kiosk *kiosk, void *data)
{
    set_plain(kiosk, data);
    kiosk->visit.letter = true;
}

static void set_adviser(struct kiosk *kiosk, void *data)
{
    set_plain(kiosk, data);
    str_copy(kiosk->configured.adviser_en, sizeof kiosk->configured.adviser_en,
             "Rhys Lewis at Village Advice, 01632 960 123");
    example_printer(kiosk);
}

static void set_take(struct kiosk *kiosk, void *data)
{
    set_adviser(kiosk, data);
    kiosk->printer.state = PRINTER_DONE;
}

static const struct screen_state states[] = {
    {"plain", set_plain},
    {"letter", set_letter},
    {"adviser", set_adviser},
    {"take-paper", set_take},
    {0},
};

const struct screen screen_benefits = {
    .name = "benefits",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
