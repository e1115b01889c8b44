// SPDX-License-Identifier: Apache-2.0

/*
 * "Is this right?" Travel money and payment side by side, each with its own total; every answer can
 * be changed; what cannot be paid is said kindly at its line, with a touch beside it that asks
 * somebody to look at that.
 */

#include <stdio.h>

#include "kiosk/check_parts.h"
#include "kiosk/choices.h"
#include "kiosk/example.h"
#include "kiosk/month.h"
#include "kiosk/phrase.h"
#include "kiosk/prefs.h"
#include "kiosk/refused.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "shared/money.h"
#include "shared/str.h"

#define ADVICE_SHARE 3.0 // times as wide as the buttons beside it

struct state {
    bool today; // travel money is handed over at the desk
    bool unsaved;
    bool paid;          // more was handed over than the claim would come to
    bool choices_asked; // the opt-ins are a question of this visit
    struct choices_said said;
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct state *state = data;

    kiosk->visit.checking = false;
    state->today = visit_cash_today(&kiosk->visit, &place);
    state->choices_asked = choices_are_asked(kiosk);
    choices_find(kiosk, &state->said);
    visit_assess(&kiosk->visit, &kiosk->roster);
}

static bool is_refused(const struct visit *visit)
{
    for (size_t i = 0; i < visit->outcome.rejected_count; i++)
        if (!refused_is_waited_for(visit, &visit->outcome.rejected[i]))
            return true;
    return false;
}

static void put_when(const struct kiosk *kiosk, struct ui *ui)
{
    char today[WHEN_DATE_SIZE];
    char day[WHEN_DATE_SIZE];
    char date[PHRASE_SIZE];

    if (kiosk->visit.outcome.fee_pence == 0)
        return;
    if (visit_waits(&kiosk->visit, &kiosk->roster)) {
        ui_hint(ui, "when", "check.when_waits");
        return;
    }
    when_local_date(today, when_now_ms());
    if (!policy_fee_day(&kiosk->roster.policy, today, day)) {
        ui_hint(ui, "when", "check.when_run");
        return;
    }
    phrase_date(date, ui->prefs.lang, day);
    ui_with(ui, "date", date);
    ui_hint(ui, "when", "check.when");
}

static void save(struct kiosk *kiosk, struct state *state)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    if (steps_unfinished(kiosk))
        return;
    state->paid =
        kiosk->visit.claimed && kiosk->visit.claim.cash_pence > kiosk->visit.outcome.expenses_pence;
    if (state->paid)
        return;
    if (steps_ask_fee(kiosk) && !kiosk->visit.benefits_seen_ms)
        kiosk->visit.benefits_seen_ms = when_now_ms();
    if (kiosk->visit.how != VISIT_BY_HOST) // who types a paper form in is somebody else
        prefs_write(kiosk->visit.look, &kiosk->stage.ui->prefs);
    state->unsaved = !visit_save(&kiosk->visit, &place, &err);
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
    else
        kiosk_go(kiosk, &screen_done);
}

static void put_paid(const struct kiosk *kiosk, struct ui *ui)
{
    char amount[MONEY_SIZE];

    money_write(amount, kiosk->visit.claim.cash_pence);
    ui_with(ui, "amount", amount);
    ui_private(ui);
    ui_problem(ui, "paid", "check.paid");
}

// Where the question about payment was not asked, its advice is here (rules.md D32).
static bool has_advice(const struct kiosk *kiosk)
{
    return steps_ask_fee(kiosk) && !kiosk->visit.benefits_seen_ms;
}

static void put_cards(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    bool brief = has_advice(kiosk) && ui_is_low(ui) && check_may_be_brief(kiosk);

    ui_row_begin(ui);
    if (brief) {
        check_put_travel_brief(kiosk, state->today, ui);
        check_put_fee_brief(kiosk, ui);
    } else {
        check_put_travel(kiosk, state->today, ui);
        if (steps_ask_fee(kiosk) || kiosk->roster.policy.fee.basis != POLICY_NO_FEE)
            check_put_fee(kiosk, ui);
    }
    ui_row_end(ui);
}

static void put_advice_words(const struct kiosk *kiosk, struct ui *ui)
{
    month_put(kiosk, ui);
    ui_hint(ui, "benefits", "fee.benefits");
}

static void put_advice_buttons(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    if (!ui_is_short(ui)) {
        ui_column_begin(ui);
        if (ui_button(ui, "benefits.more", "fee.find_out"))
            stage_aside(&kiosk->stage, &screen_benefits);
    }
    if (!state->choices_asked && ui_button(ui, "choices", "choices.brief"))
        steps_change(kiosk, &screen_choices, 0);
    if (!ui_is_short(ui))
        ui_column_end(ui);
}

// More about it and the opt-ins stand beside the advice: a page more would be a touch more. Where
// there is little room what was taken this month is above it, and else at its left.
static void put_advice(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    ui_row_begin(ui);
    if (ui_is_low(ui)) {
        ui_weight(ui, ADVICE_SHARE);
        ui_column_begin(ui);
        put_advice_words(kiosk, ui);
        ui_column_end(ui);
    } else {
        put_advice_words(kiosk, ui);
        ui_weight(ui, 0);
    }
    put_advice_buttons(kiosk, state, ui);
    ui_row_end(ui);
}

static void put_below(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    if (has_advice(kiosk)) {
        put_advice(kiosk, state, ui);
    } else if (!state->choices_asked) {
        if (choices_put_rows(kiosk, &state->said, ui))
            steps_change(kiosk, &screen_choices, 0);
    } else if (!is_refused(&kiosk->visit) && !ui_is_low(ui)) { // the next screen says it as well
        put_when(kiosk, ui);
    }
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, ui_is_low(ui) ? "check.ask.low" : "check.bar");
    if (!ui_is_low(ui))
        ui_title(ui, "title", "check.ask");
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (state->paid)
        put_paid(kiosk, ui);
    put_cards(kiosk, state, ui);
    put_below(kiosk, state, ui);
    if (ui_back(ui))
        steps_back(kiosk);
    ui_ask(ui);
    ui_finish(ui);
    ui_picture_of(ui, "sign-tick");
    if (ui_go(ui, "yes", "check.yes"))
        save(kiosk, state);
}

static void set_filled(struct kiosk *kiosk, void *data)
{
    example_answers(kiosk);
    enter(kiosk, data);
}

static void set_pictures(struct kiosk *kiosk, void *data)
{
    struct ticket *ticket;
    struct bytes jpeg = {0};
    struct err err;

    example_answers(kiosk);
    ticket = &visit_line(&kiosk->visit, POLICY_BUS)->ticket;
    example_ticket(&jpeg);
    ticket_add(ticket, kiosk->roster.key, &jpeg, &err);
    bytes_add(&jpeg, "", 1);
    ticket_add(ticket, kiosk->roster.key, &jpeg, &err);
    bytes_clear(&jpeg);
    enter(kiosk, data);
}

// Said at another visit: rows, and no question.
static void set_chosen(struct kiosk *kiosk, void *data)
{
    static const char *const values[VISIT_CHOICES] = {"yes", "no", "letter"};
    struct body_person_expected *expected = &kiosk->roster.people[0].expected;

    set_filled(kiosk, data);
    kiosk->visit.recognised = true;
    expected->choices_count = VISIT_CHOICES;
    for (size_t i = 0; i < VISIT_CHOICES; i++) {
        struct body_remembered_choice *choice = &expected->choices[i];

        *choice = (struct body_remembered_choice){.wording = kiosk->wording.version,
                                                  .at_ms = when_now_ms()};
        str_copy(choice->choice, sizeof choice->choice, visit_choices[i]);
        str_copy(choice->value, sizeof choice->value, values[i]);
    }
    enter(kiosk, data);
}

static void set_bank(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_answers(kiosk);
    enter(kiosk, data);
    state->today = false;
}

static void set_waits(struct kiosk *kiosk, void *data)
{
    example_answers(kiosk);
    kiosk->roster.unplanned = true;
    enter(kiosk, data);
}

static void set_nothing(struct kiosk *kiosk, void *data)
{
    example_arrive(kiosk, VISIT_BY_LETTERS);
    kiosk->visit.fee = VISIT_FEE_NONE;
    enter(kiosk, data);
}

static void say_ticket(struct kiosk *kiosk, enum policy_category category, int64_t pence)
{
    struct visit_line *line = visit_add_line(&kiosk->visit, category);

    line->pence = pence;
    line->proof = VISIT_HERE;
}

static void set_refused(struct kiosk *kiosk, void *data)
{
    example_answers(kiosk);
    visit_line(&kiosk->visit, POLICY_BUS)->proof = VISIT_LATER;
    say_ticket(kiosk, POLICY_TAXI, 1850);
    kiosk->visit.fee = VISIT_FEE_LESS;
    kiosk->visit.less_pence = 2000;
    enter(kiosk, data);
}

static void set_unsaved(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_filled(kiosk, data);
    state->unsaved = true;
}

static void set_paid(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_filled(kiosk, data);
    example_claim(kiosk);
    kiosk->visit.claim.cash_pence = 1474;
    state->paid = true;
}

static void set_standing(struct kiosk *kiosk, void *data)
{
    example_answers(kiosk);
    kiosk->visit.fee = VISIT_FEE_LESS;
    kiosk->visit.less_pence = 6000;
    kiosk->visit.limit = VISIT_LIMIT_KEPT;
    enter(kiosk, data);
}

static void set_later(struct kiosk *kiosk, void *data)
{
    example_answers(kiosk);
    kiosk->visit.fee = VISIT_FEE_LATER;
    enter(kiosk, data);
}

static void set_same(struct kiosk *kiosk, void *data)
{
    struct body_person_expected *expected = &kiosk->roster.people[0].expected;

    set_chosen(kiosk, data);
    expected->month_offered_pence = 8750;
    expected->month_taken_pence = 4375;
    visit_remove_line(&kiosk->visit, POLICY_MILEAGE_CAR);
    kiosk->visit.same = true;
    kiosk->visit.benefits_seen_ms = 0;
    enter(kiosk, data);
}

static void set_same_by_bank(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_same(kiosk, data);
    state->today = false;
    kiosk->visit.prep_minutes = 30;
    kiosk->visit.fee = VISIT_FEE_VOUCHER;
    visit_assess(&kiosk->visit, &kiosk->roster);
}

static void set_looked(struct kiosk *kiosk, void *data)
{
    example_answers(kiosk);
    visit_line(&kiosk->visit, POLICY_BUS)->proof = VISIT_LOST;
    visit_remove_line(&kiosk->visit, POLICY_MILEAGE_CAR);
    enter(kiosk, data);
    visit_question_line(&kiosk->visit, &kiosk->visit.outcome.rejected[0]);
}

// The way home with its ticket to come, and costs of other kinds: one supplied, one agreed.
static void set_costs(struct kiosk *kiosk, void *data)
{
    example_answers(kiosk);
    example_agreed(kiosk);
    for (size_t i = 0; i < phrase_other_count; i++)
        kiosk->roster.policy.expenses.listed |= UINT32_C(1) << phrase_others[i].category;
    visit_toggle_line(&kiosk->visit, &kiosk->roster, POLICY_TRAIN);
    visit_say_home(&kiosk->visit, VISIT_HOME_LATER);
    say_ticket(kiosk, POLICY_CHILDCARE, 3600);
    visit_add_line(&kiosk->visit, POLICY_PASSENGER_SUPPLEMENT);
    visit_say_miles(&kiosk->visit, visit_line(&kiosk->visit, POLICY_MILEAGE_CAR), 12300);
    enter(kiosk, data);
}

/*
 * Every reason there is, four at a time: against the bus, the car, the train, and the payment. A
 * policy gives few of them together.
 */
#define SHOWN 4
static const enum assess_reason shown[][SHOWN] = {
    {ASSESS_NO_RECEIPT, ASSESS_ROUTE_NOT_HOME_VENUE, ASSESS_OVER_RECEIPT, ASSESS_PREP_OVER_CAP},
    {ASSESS_DUPLICATE_RECEIPT, ASSESS_NO_RATE_IN_FORCE, ASSESS_OVER_CAP,
     ASSESS_PREP_WITHOUT_ATTENDANCE},
    {ASSESS_ALREADY_PREPAID, ASSESS_CATEGORY_EXCLUDED, ASSESS_NOT_LEAST_EXPENSIVE,
     ASSESS_LISTENING_ONLY},
    {ASSESS_TAXI_NOT_AGREED, ASSESS_CATEGORY_NOT_LISTED, ASSESS_NOT_AGREED_IN_ADVANCE,
     ASSESS_NO_ATTENDANCE},
    {ASSESS_NOT_OPTED_IN, ASSESS_PAID_CAPACITY, ASSESS_CARER_ALREADY_SUPPORTED,
     ASSESS_SESSION_TYPE_EXCLUDED},
    {ASSESS_CARER_LIMIT, ASSESS_CLAIM_OUTSIDE_FINANCIAL_YEAR, ASSESS_AMBIGUOUS_LOCAL_TIME,
     ASSESS_NO_PRIOR_AGREEMENT},
};

static void show_reason(struct assessment *outcome, enum assess_reason reason, const char *ref)
{
    struct assess_rejected *rejected = &outcome->rejected[outcome->rejected_count++];

    *rejected =
        (struct assess_rejected){.pence = FACTS_NONE, .minutes = FACTS_NONE, .miles = FACTS_NONE};
    str_copy(rejected->ref, sizeof rejected->ref, ref);
    str_copy(rejected->code, sizeof rejected->code, assess_reason_code(reason));
    if (reason == ASSESS_OVER_RECEIPT || reason == ASSESS_OVER_CAP)
        rejected->pence = 150;
    if (reason == ASSESS_PREP_OVER_CAP)
        rejected->minutes = 30;
    if (reason == ASSESS_ROUTE_NOT_HOME_VENUE)
        rejected->miles = 2500;
}

static bool is_of_preparation(enum assess_reason reason)
{
    return reason == ASSESS_PREP_OVER_CAP || reason == ASSESS_PREP_WITHOUT_ATTENDANCE;
}

static void set_reasons(struct kiosk *kiosk, void *data, const enum assess_reason reasons[SHOWN])
{
    const char *const refs[SHOWN] = {"X1", "X2", "X3", is_of_preparation(reasons[3]) ? "F2" : "F1"};
    struct assessment *outcome = &kiosk->visit.outcome;

    example_answers(kiosk);
    say_ticket(kiosk, POLICY_TRAIN, 690);
    enter(kiosk, data);
    outcome->line_count = 0;
    outcome->rejected_count = 0;
    outcome->fee_pence = outcome->expenses_pence = 0;
    for (size_t i = 0; i < SHOWN; i++)
        show_reason(outcome, reasons[i], refs[i]);
    if (outcome->rejected[2].pence > 0) { // the rest of the train is paid
        outcome->lines[outcome->line_count++] = (struct assess_line){"X3", "expense.train", 540};
        outcome->expenses_pence = 540;
    }
}

static void set_reasons_1(struct kiosk *kiosk, void *data)
{
    set_reasons(kiosk, data, shown[0]);
}

static void set_reasons_2(struct kiosk *kiosk, void *data)
{
    set_reasons(kiosk, data, shown[1]);
}

static void set_reasons_3(struct kiosk *kiosk, void *data)
{
    set_reasons(kiosk, data, shown[2]);
}

static void set_reasons_4(struct kiosk *kiosk, void *data)
{
    set_reasons(kiosk, data, shown[3]);
}

static void set_reasons_5(struct kiosk *kiosk, void *data)
{
    set_reasons(kiosk, data, shown[4]);
}

static void set_reasons_6(struct kiosk *kiosk, void *data)
{
    set_reasons(kiosk, data, shown[5]);
}

static const struct screen_state states[] = {
    {"filled", set_filled},
    {"chosen", set_chosen},
    {"to-bank", set_bank},
    {"nothing", set_nothing},
    {"waits", set_waits},
    {"refused", set_refused},
    {"paid", set_paid},
    {"pictures", set_pictures},
    {"looked-at", set_looked},
    {"costs", set_costs},
    {"later", set_later},
    {"same", set_same},
    {"same-by-bank", set_same_by_bank},
    {"standing", set_standing},
    {"unsaved", set_unsaved},
    {"reasons-1", set_reasons_1},
    {"reasons-2", set_reasons_2},
    {"reasons-3", set_reasons_3},
    {"reasons-4", set_reasons_4},
    {"reasons-5", set_reasons_5},
    {"reasons-6", set_reasons_6},
    {0},
};

const struct screen screen_check = {
    .name = "check",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
