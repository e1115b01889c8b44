// SPDX-License-Identifier: Apache-2.0

/* Saved: the number, what happens next and when. */

#include "kiosk/desk_pay.h"
#include "kiosk/example.h"
#include "kiosk/other_desk.h"
#include "kiosk/phrase.h"
#include "kiosk/print.h"
#include "kiosk/question.h"
#include "kiosk/screens.h"
#include "kiosk/together.h"
#include "shared/money.h"
#include "shared/str.h"

struct state {
    bool asked;    // somebody is to look at it
    bool reminded; // of the paper, before they go
    bool unsaved;
    bool elsewhere;       // another desk pays the travel money
    int64_t office_pence; // of it: paid by the office
};

static void load(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct desk_pay_view view;
    struct err err;

    state->elsewhere = other_desk_wants(&place, &kiosk->visit.claim);
    if (desk_pay_look(&kiosk->desk, &place, kiosk->visit.claim.claim, &view, &err))
        state->office_pence = view.office_pence;
    else if (err.kind != ERR_NOT_FOUND) // --dump-screens has no records
        kiosk_failed(kiosk, &err);
}

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    state->asked = visit_has_questions(&kiosk->visit); // saved with the claim
    if (kiosk->store.db)                               // --dump-screens has no records
        load(kiosk, state);
    printer_reset(&kiosk->printer);
}

static void put_sum(struct ui *ui, const char *key, int64_t pence)
{
    char amount[MONEY_SIZE];

    money_write(amount, pence);
    ui_with(ui, "amount", amount);
    ui_private(ui);
    ui_paragraph(ui, "travel", key);
}

// Who wanted cash before any was here cannot be called yet; and nobody knows whether it comes.
static const char *travel_key(const struct visit *visit, bool elsewhere)
{
    if (elsewhere)
        return "done.elsewhere";
    if (visit->cash_wanted)
        return "done.travel_early";
    return visit->claim.cash_today ? "done.call" : "done.travel_bank";
}

// What is still to come of it: who came again has what they got before in their hand.
static void put_travel(const struct visit *visit, const struct state *state, struct ui *ui)
{
    const struct books_claim *claim = &visit->claim;
    int64_t rest = claim->expenses_pence - claim->cash_pence - state->office_pence;
    int64_t now = rest - claim->left_pence;
    char next[MONEY_SIZE];

    if (claim->expenses_pence == 0)
        return;
    if (now > 0)
        put_sum(ui, travel_key(visit, state->elsewhere), now);
    else if (claim->left_pence > 0)
        put_sum(ui, "done.travel_next", claim->left_pence);
    else
        put_sum(ui, "done.travel_had", claim->expenses_pence);
    if (now <= 0 || claim->left_pence == 0)
        return;
    money_write(next, claim->left_pence);
    ui_with(ui, "rest", next);
    ui_private(ui);
    ui_paragraph(ui, "next", "hand.next");
}

static void put_hurry(const struct books_claim *claim, struct ui *ui)
{
    char time[WHEN_TIME_SIZE];

    if (!claim->leaves_ms)
        return;
    when_local_time(time, claim->leaves_ms);
    ui_with(ui, "time", time);
    ui_private(ui);
    ui_paragraph(ui, "bus.at", "bus.at");
}

static const char *fee_key(const struct books_claim *claim, bool dated)
{
    if (str_equal(claim->fee_channel, "voucher"))
        return "done.voucher";
    return dated ? "done.bank_on" : "done.bank";
}

static void put_fee(const struct kiosk *kiosk, struct ui *ui)
{
    const struct books_claim *claim = &kiosk->visit.claim;
    char amount[MONEY_SIZE];
    char date[PHRASE_SIZE];
    char today[WHEN_DATE_SIZE];
    char day[WHEN_DATE_SIZE];
    bool dated;

    if (claim->fee_pence == 0)
        return;
    when_local_date(today, when_now_ms());
    dated = policy_fee_day(&kiosk->roster.policy, today, day);
    if (dated)
        phrase_date(date, ui->prefs.lang, day);
    money_write(amount, claim->fee_pence);
    ui_with(ui, "amount", amount);
    if (dated)
        ui_with(ui, "date", date);
    ui_private(ui);
    ui_paragraph(ui, "fee", fee_key(claim, dated));
}

// Somebody at the desk is still to look at it, or to take its picture.
static bool is_ticket_to_be_shown(const struct visit *visit)
{
    for (size_t i = 0; i < visit->line_count; i++) {
        const struct visit_line *line = &visit->lines[i];

        if (visit_proof_is_shown(line->proof) && line->ticket.count == 0)
            return true;
    }
    return false;
}

// Paper that is left behind is read by the next person (PRV-16): once they are asked to take it.
static bool is_paper_left(const struct kiosk *kiosk, const struct state *state)
{
    return kiosk->printer.state == PRINTER_DONE && !state->reminded;
}

static void end(struct kiosk *kiosk, struct state *state)
{
    if (is_paper_left(kiosk, state))
        state->reminded = true;
    else
        kiosk_end(kiosk);
}

static void turn(struct kiosk *kiosk, struct state *state)
{
    if (is_paper_left(kiosk, state))
        state->reminded = true;
    else
        kiosk_turn(kiosk);
}

static void want_letter(struct kiosk *kiosk, struct state *state)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    state->unsaved = !visit_want_letter(&kiosk->visit, &place, &err);
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
}

static void put_end(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    struct print_how how = {.lang = ui->prefs.lang, .asked = state->asked, .handed = ""};
    bool print = print_is_offered(kiosk) && ui_foot(ui, "print", "done.print");

    how.month = print_month_is_offered(kiosk) && ui_foot(ui, "month", "done.print_month");
    if (print || how.month)
        print_slip(kiosk, &how);
    if (ui_go(ui, "end", "end"))
        end(kiosk, state);
}

// Another desk pays: the slip is the thing to do, now or when they come again.
static void put_slip(struct kiosk *kiosk, struct ui *ui)
{
    if (ui_foot(ui, "end", "end"))
        kiosk_end(kiosk);
    if (ui_go(ui, "slip", "done.slip"))
        kiosk_go(kiosk, &screen_slip);
}

// What comes next of it, and when.
static void put_money(const struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    const struct books_claim *claim = &kiosk->visit.claim;
    bool waits = visit_waits(&kiosk->visit, &kiosk->roster);

    if (waits)
        ui_paragraph(ui, "waits", "done.waits");
    else
        put_travel(&kiosk->visit, state, ui);
    ui_private(ui);
    ui_number(ui, "number", claim->number);
    put_hurry(claim, ui);
    if (is_ticket_to_be_shown(&kiosk->visit))
        ui_paragraph(ui, "ticket", "done.ticket");
    if (waits)
        return;
    put_fee(kiosk, ui);
    if (claim->expenses_pence == 0 && claim->fee_pence == 0)
        ui_paragraph(ui, "saved", "done.saved");
}

static void put_asked(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    if (state->asked)
        question_put_promise(kiosk, ui);
    if (kiosk->visit.letter) {
        ui_private(ui); // it says what they live on
        ui_hint(ui, "letter.asked", "done.letter_asked");
    }
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (!kiosk->visit.letter && ui_foot(ui, "letter", "benefits.letter"))
        want_letter(kiosk, state);
    if (!state->asked && ui_foot(ui, "wrong", "done.wrong")) {
        state->asked = question_claim(kiosk);
        state->unsaved = !state->asked;
    }
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "done.bar");
    ui_finish(ui);
    ui_centre(ui);
    ui_picture(ui, "tick", "check-mark-button");
    ui_title(ui, "thanks", "done.thanks");
    print_put_state(kiosk, ui, "done.no_paper", state->reminded);
    put_money(kiosk, state, ui);
    put_asked(kiosk, state, ui);
    if (!state->elsewhere && visit_may_hurry(&kiosk->visit) && ui_foot(ui, "bus", "bus.bar"))
        stage_aside(&kiosk->stage, &screen_bus);
    if (together_put_turn(kiosk, ui))
        turn(kiosk, state);
    if (state->elsewhere)
        put_slip(kiosk, ui);
    else
        put_end(kiosk, state, ui);
}

static void set_today(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
    example_claim(kiosk);
}

static void set_ticket(struct kiosk *kiosk, void *data)
{
    set_today(kiosk, data);
    visit_add_line(&kiosk->visit, POLICY_BUS)->proof = VISIT_HERE;
}

static void set_bank(struct kiosk *kiosk, void *data)
{
    set_today(kiosk, data);
    kiosk->visit.claim.cash_today = false;
}

static void set_next(struct kiosk *kiosk, void *data)
{
    set_today(kiosk, data);
    kiosk->visit.claim.left_pence = kiosk->visit.claim.expenses_pence;
}

static void set_early(struct kiosk *kiosk, void *data)
{
    set_bank(kiosk, data);
    kiosk->visit.cash_wanted = true;
}

// More was claimed after it was left.
static void set_both(struct kiosk *kiosk, void *data)
{
    set_today(kiosk, data);
    kiosk->visit.claim.left_pence = kiosk->visit.claim.expenses_pence - 426;
}

static void set_had(struct kiosk *kiosk, void *data)
{
    set_today(kiosk, data);
    kiosk->visit.claim.cash_pence = kiosk->visit.claim.expenses_pence;
}

static void set_waits(struct kiosk *kiosk, void *data)
{
    set_bank(kiosk, data);
    kiosk->roster.unplanned = true;
}

static void set_elsewhere(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_today(kiosk, data);
    state->elsewhere = true;
}

static void set_nothing(struct kiosk *kiosk, void *data)
{
    set_today(kiosk, data);
    kiosk->visit.claim.expenses_pence = kiosk->visit.claim.fee_pence = 0;
}

static void set_letter(struct kiosk *kiosk, void *data)
{
    set_today(kiosk, data);
    kiosk->visit.letter = true;
}

static void set_asked(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_today(kiosk, data);
    state->asked = true;
}

static void set_bus(struct kiosk *kiosk, void *data)
{
    set_today(kiosk, data);
    kiosk->visit.claim.leaves_ms = when_now_ms() + INT64_C(5) * 3600000;
}

static void set_together(struct kiosk *kiosk, void *data)
{
    set_today(kiosk, data);
    kiosk->visit.with = kiosk->roster.people[2].expected.person;
}

static void set_printer(struct kiosk *kiosk, void *data)
{
    set_today(kiosk, data);
    example_printer(kiosk);
}

static void set_month(struct kiosk *kiosk, void *data)
{
    set_printer(kiosk, data);
    kiosk->visit.recognised = true;
    kiosk->roster.people[0].expected.month_offered_pence = 8750;
    kiosk->roster.people[0].expected.month_taken_pence = 4375;
}

static void set_take(struct kiosk *kiosk, void *data)
{
    set_today(kiosk, data);
    kiosk->printer.state = PRINTER_DONE;
}

static void set_no_paper(struct kiosk *kiosk, void *data)
{
    set_printer(kiosk, data);
    kiosk->printer.state = PRINTER_FAILED;
}

static const struct screen_state states[] = {
    {"today", set_today},
    {"to-bank", set_bank},
    {"early", set_early},
    {"both", set_both},
    {"had", set_had},
    {"next-time", set_next},
    {"nothing", set_nothing},
    {"asked", set_asked},
    {"letter", set_letter},
    {"printer", set_printer},
    {"take-paper", set_take},
    {"no-paper", set_no_paper},
    {"ticket", set_ticket},
    {"elsewhere", set_elsewhere},
    {"printer-month", set_month},
    {"waits", set_waits},
    {"bus", set_bus},
    {"together", set_together},
    {0},
};

const struct screen screen_done = {
    .name = "done",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
