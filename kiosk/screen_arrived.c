// SPDX-License-Identifier: Apache-2.0

/*
 * "You are signed in": recorded already. Now the money, or later, or none; for who has a claim, its
 * number and what became of it. Known by letters alone, nothing of that is shown; the person's own
 * picture opens it.
 */

#include "kiosk/claimed.h"
#include "kiosk/desk_next.h"
#include "kiosk/draft.h"
#include "kiosk/example.h"
#include "kiosk/last_time.h"
#include "kiosk/late.h"
#include "kiosk/other_desk.h"
#include "kiosk/phrase.h"
#include "kiosk/question.h"
#include "kiosk/remember.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "kiosk/together.h"
#include "shared/money.h"
#include "shared/str.h"

struct state {
    struct claimed claimed;
    bool began; // and did not finish: what they said is kept
    struct body_claim_answered answers[ROSTER_ANSWERS_MAX];
    size_t answer_count;
    bool asked; // "Something is wrong" was touched
    bool unsaved;
    bool by_slip;                // another desk pays their travel money
    bool cash;                   // what they have not claimed yet may be handed over at the desk
    struct desk_next_waits next; // what has waited for them since last time
};

// What the office answered: shown at this meeting as often as they look, and then no more.
static void find_answers(struct kiosk *kiosk, struct state *state)
{
    struct id meeting = kiosk->roster.meeting;
    struct err err;

    if (!roster_list_answers(&kiosk->store, kiosk->visit.person, meeting, state->answers,
                             &state->answer_count, &err) ||
        !roster_answers_seen(&kiosk->store, meeting, state->answers, state->answer_count, &err))
        kiosk_failed(kiosk, &err);
}

// What the desk has for them of a meeting before.
static void find_next(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    if (!desk_next_find(&place, kiosk->visit.person, &state->next, &err))
        kiosk_failed(kiosk, &err);
}

static void put_next(const struct state *state, struct ui *ui)
{
    char amount[MONEY_SIZE];

    if (state->next.pence == 0)
        return;
    money_write(amount, state->next.pence);
    ui_with(ui, "amount", amount);
    ui_private(ui);
    ui_paragraph(ui, "next", "arrived.next");
}

static void enter(struct kiosk *kiosk, void *data)
{
    const struct visit *visit = &kiosk->visit;
    struct visit_place place = kiosk_visit_place(kiosk);
    struct desk_place desk = kiosk_desk_place(kiosk);
    struct state *state = data;
    struct err err;

    // It is their turn, and they showed their card when the other signed in.
    if (visit->how == VISIT_BY_CARD && !visit->recognised)
        remember_recognise(kiosk);
    late_find(kiosk);
    state->cash = !visit->claimed && visit_cash_today(visit, &place);
    if (!visit->recognised)
        return;
    state->by_slip = visit->claimed && other_desk_wants(&desk, &visit->claim);
    find_next(kiosk, state);
    find_answers(kiosk, state);
    claimed_find(kiosk, &state->claimed);
    if (!visit->claimed && !draft_find(&place, visit->person, &state->began, &err))
        kiosk_failed(kiosk, &err);
}

static void leave(struct kiosk *kiosk, struct state *state)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    state->unsaved = !visit_leave(&kiosk->visit, &place, &err);
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
    else
        kiosk_go(kiosk, &screen_leaving);
}

// From when their time counts: what is before the agreed start does not. When somebody came earlier
// is not told to who has but their letters.
static bool is_time_told(const struct kiosk *kiosk)
{
    return !kiosk->visit.was_here || kiosk->visit.recognised;
}

// Who is new and lost the page with it.
static bool has_code(const struct kiosk *kiosk)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);

    return kiosk->visit.recognised && person && person->added;
}

// In pounds, all of it, and never as a rate (rules.md K6).
static void put_offer(struct kiosk *kiosk, const char *words, struct ui *ui)
{
    const struct body_meeting_planned *planned = &kiosk->roster.planned;
    int64_t from = kiosk->visit.arrived_ms;
    char amount[MONEY_SIZE];
    char time[WHEN_TIME_SIZE];

    if (from < planned->start_ms + kiosk->roster.policy.late_grace * 60000)
        from = planned->start_ms;
    when_local_time(time, from);
    money_write(amount, visit_offer_in_all(&kiosk->visit, &kiosk->roster));
    ui_with(ui, "amount", amount);
    ui_with(ui, "time", time);
    ui_private(ui);
    ui_paragraph(ui, "offer", words);
}

static void pass(struct kiosk *kiosk)
{
    struct visit *visit = &kiosk->visit;

    visit_unsay(visit);
    visit->prep_minutes = 0;
    visit->travel_said = visit->no_costs = visit->costs_said = true;
    visit->fee = VISIT_FEE_NONE;
    kiosk_go(kiosk, &screen_check);
}

// "Last time: … Right?" Who was paid otherwise says so here.
static void put_last(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    if (state->asked) {
        question_put_promise(kiosk, ui);
        return;
    }
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (!last_time_put_paid(kiosk, ui))
        return;
    state->asked = visit_question_last(&kiosk->visit, &place, &err);
    state->unsaved = !state->asked;
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
}

static void go_on(struct kiosk *kiosk, struct state *state)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    state->began = draft_resume(&kiosk->visit, &place, &err);
    if (state->began)
        steps_resume(kiosk);
    else
        kiosk_failed(kiosk, &err);
}

// Somebody began and was called away: what they said waits for them.
static void frame_began(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_picture(ui, "tick", "check-mark-button");
    ui_title(ui, "thanks", "arrived.thanks");
    question_put_answers(ui, state->answers, state->answer_count);
    ui_paragraph(ui, "question", "arrived.began");
    ui_grid_begin(ui, 3);
    ui_picture_of(ui, "receipt");
    ui_second(ui, "arrived.on2");
    if (ui_choice(ui, "on", "arrived.on", false))
        go_on(kiosk, state);
    ui_picture_of(ui, "pencil");
    ui_second(ui, "arrived.anew2");
    if (ui_choice(ui, "anew", "arrived.anew", false))
        state->began = false;
    ui_picture_of(ui, "alarm-clock");
    ui_second(ui, "arrived.later2");
    if (ui_choice(ui, "later", "arrived.later", false))
        kiosk_end(kiosk);
    ui_grid_end(ui);
}

// Where there is little room the question stands on one page with the offer, its answers and what
// was paid last time: the bar says that they are signed in, and answers have no second line.
static bool is_brief(const struct kiosk *kiosk, const struct state *state, const struct ui *ui)
{
    return ui_is_low(ui) && !kiosk->visit.claimed && !state->began;
}

static void put_answer(struct ui *ui, bool brief, const char *picture, const char *second)
{
    ui_picture_of(ui, picture);
    if (!brief)
        ui_second(ui, second);
}

static void put_answers(struct kiosk *kiosk, bool brief, struct ui *ui)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    bool usual = visit_has_usual(&kiosk->visit, &kiosk->roster);

    ui_grid_begin(ui, usual ? 2 : 3);
    if (last_time_put_same(kiosk, ui)) {
        visit_take_usual(&kiosk->visit, &place);
        steps_resume(kiosk);
    }
    put_answer(ui, brief, "receipt", "arrived.now2");
    if (ui_choice(ui, "now", "arrived.now", false))
        steps_begin(kiosk);
    put_answer(ui, brief, "alarm-clock", "arrived.later2");
    if (ui_choice(ui, "later", "arrived.later", false))
        kiosk_end(kiosk);
    put_answer(ui, brief, "handshake", "arrived.none2");
    if (ui_choice(ui, "none", "arrived.none", false))
        pass(kiosk);
    ui_grid_end(ui);
}

#define SIGNED_IN_AND_OFFER "arrived.offer_in"

// Other news takes the first page, a further button or the largest letters both: then it gains
// nothing.
static bool may_say_in_offer(const struct kiosk *kiosk, const struct state *state,
                             const struct ui *ui)
{
    return state->answer_count == 0 && state->next.pence == 0 && !has_code(kiosk) &&
           ui->prefs.size < UI_SIZE_XL;
}

// NULL: there is none. told: that they are signed in stands there already, or as a title.
static const char *words_of_offer(const struct kiosk *kiosk, bool brief, bool told)
{
    if (kiosk->roster.unplanned || !steps_ask_fee(kiosk))
        return NULL;
    if (!is_time_told(kiosk))
        return "arrived.offer";
    if (!brief)
        return "arrived.offer_from";
    return told ? "arrived.offer_from.brief" : SIGNED_IN_AND_OFFER;
}

static void put_question(const struct kiosk *kiosk, bool as_title, struct ui *ui)
{
    if (as_title) // with the offer, which is of a payment
        ui_title(ui, "question", "arrived.both.brief");
    else
        ui_paragraph(ui, "question", steps_ask_fee(kiosk) ? "arrived.both" : "arrived.travel");
}

static void frame_ask(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    bool brief = is_brief(kiosk, state, ui);
    bool usual = visit_has_usual(&kiosk->visit, &kiosk->roster);
    const char *offer;
    bool told, in_offer;

    if (!state->answer_count && !last_time_is_known(kiosk))
        ui_picture(ui, "tick", "check-mark-button");
    told = together_put_thanks(kiosk, ui) || (brief && usual);
    offer = words_of_offer(kiosk, brief, told || !may_say_in_offer(kiosk, state, ui));
    in_offer = offer && str_equal(offer, SIGNED_IN_AND_OFFER);
    if (!told && !in_offer)
        ui_title(ui, "thanks", "arrived.thanks");
    put_next(state, ui);
    question_put_answers(ui, state->answers, state->answer_count);
    put_last(kiosk, state, ui);
    if (kiosk->roster.unplanned)
        ui_paragraph(ui, "unplanned", "arrived.unplanned");
    else if (offer)
        put_offer(kiosk, offer, ui);
    if (!usual)
        put_question(kiosk, in_offer, ui);
    put_answers(kiosk, brief, ui);
}

static void put_claim(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    ui_paragraph(ui, "has", "arrived.has");
    ui_private(ui);
    ui_number(ui, "number", kiosk->visit.claim.number);
    claimed_put(kiosk, &state->claimed, ui);
    put_next(state, ui);
    question_put_answers(ui, state->answers, state->answer_count);
}

static void change(struct kiosk *kiosk, struct state *state)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    state->unsaved = !visit_load(&kiosk->visit, &place, &err);
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
    else
        kiosk_go(kiosk, &screen_check);
}

// By letters alone there is only the way out, and a person to ask.
static void put_what_next(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    bool handed = kiosk->visit.claim.handed != BOOKS_NOT_HANDED; // what the paper says stays

    ui_grid_begin(ui, 3);
    if (kiosk->visit.recognised && state->by_slip) {
        ui_picture_of(ui, "receipt");
        ui_second(ui, "arrived.slip2");
        if (ui_choice(ui, "slip", "done.slip", false))
            kiosk_go(kiosk, &screen_slip);
    }
    if (kiosk->visit.recognised && !handed) {
        ui_picture_of(ui, "pencil");
        ui_second(ui, "arrived.change2");
        if (ui_choice(ui, "change", "arrived.change", false))
            change(kiosk, state);
    }
    ui_picture_of(ui, "waving-hand");
    ui_second(ui, "arrived.leaving2");
    if (ui_choice(ui, "leaving", "arrived.leaving", false))
        leave(kiosk, state);
    if (kiosk->visit.recognised && kiosk->visit.claim.cash_pence == 0 && !handed) {
        ui_picture_of(ui, "sign-back");
        ui_second(ui, "arrived.withdraw2");
        if (ui_choice(ui, "withdraw", "arrived.withdraw", false))
            kiosk_go(kiosk, &screen_withdraw);
    }
    ui_grid_end(ui);
}

static void frame_claim(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_title(ui, "thanks", "arrived.back");
    if (kiosk->visit.recognised)
        put_claim(kiosk, state, ui);
    else
        ui_paragraph(ui, "hidden", "arrived.hidden");
    if (kiosk->visit.claim.handed != BOOKS_NOT_HANDED && kiosk->visit.choices[0] != VISIT_UNSAID)
        ui_hint(ui, "chosen", "arrived.chosen");
    if (state->asked)
        question_put_promise(kiosk, ui);
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    put_what_next(kiosk, state, ui);
}

// Tickets and decisions of meetings before, as long as they may still come.
static void put_late(struct kiosk *kiosk, struct ui *ui)
{
    if (kiosk->visit.waiting_count > 0 && ui_foot(ui, "late", "arrived.late"))
        kiosk_go(kiosk, &screen_waiting);
}

static void put_remembered(struct kiosk *kiosk, struct ui *ui)
{
    if (kiosk->visit.recognised) {
        if (ui_foot(ui, "remembered", "arrived.remembered"))
            kiosk_go(kiosk, &screen_remember);
    } else if (ui_foot(ui, "picture", "arrived.picture")) {
        kiosk_go(kiosk, &screen_picture);
    }
}

// Whoever came along signs in in the same act, and claims when it is their turn.
static void put_together(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    if (together_put_turn(kiosk, ui))
        kiosk_turn(kiosk);
    if (kiosk->visit.claimed || state->asked)
        return;
    if (ui_foot(ui, "together", "together.bar"))
        stage_aside(&kiosk->stage, &screen_together);
}

// Before they claim it is kept for the claim; after that it is their own to say.
static bool may_hurry(const struct kiosk *kiosk, const struct state *state)
{
    return kiosk->visit.claimed ? kiosk->visit.recognised && visit_may_hurry(&kiosk->visit)
                                : state->cash && !state->asked;
}

// The rest of it is on the paper; before that it is at "Change my answers".
static void put_choices(struct kiosk *kiosk, struct ui *ui)
{
    if (kiosk->visit.claimed && kiosk->visit.recognised &&
        kiosk->visit.claim.handed != BOOKS_NOT_HANDED && ui_foot(ui, "choices", "choices.brief"))
        kiosk_go(kiosk, &screen_choices);
}

static void put_hurry(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    int64_t leaves_ms = visit_leaves_ms(&kiosk->visit);
    char time[WHEN_TIME_SIZE] = "";

    if (!may_hurry(kiosk, state))
        return;
    if (leaves_ms) {
        when_local_time(time, leaves_ms);
        ui_with(ui, "time", time);
        ui_private(ui);
    }
    if (ui_foot(ui, "bus", leaves_ms ? "bus.bar_at" : "bus.bar"))
        stage_aside(&kiosk->stage, &screen_bus);
}

static void put_code(struct kiosk *kiosk, struct ui *ui)
{
    if (has_code(kiosk) && ui_foot(ui, "code", "arrived.code"))
        kiosk_go(kiosk, &screen_new_here);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, is_brief(kiosk, state, ui) ? "arrived.bar.brief" : "arrived.bar");
    ui_centre(ui);
    if (kiosk->visit.claimed)
        frame_claim(kiosk, state, ui);
    else if (state->began)
        frame_began(kiosk, state, ui);
    else
        frame_ask(kiosk, state, ui);
    ui_ask(ui);
    ui_finish(ui);
    put_remembered(kiosk, ui);
    put_code(kiosk, ui);
    put_choices(kiosk, ui);
    put_late(kiosk, ui);
    put_together(kiosk, state, ui);
    put_hurry(kiosk, state, ui);
    if (kiosk->visit.claimed && kiosk->visit.recognised && !state->asked &&
        ui_foot(ui, "wrong", "done.wrong")) {
        state->asked = question_claim(kiosk);
        state->unsaved = !state->asked;
    }
}

static void set_ask(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
}

static void set_bus(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_ask(kiosk, data);
    state->cash = true;
    kiosk->visit.leaves_ms = when_now_ms() + INT64_C(5) * 3600000;
}

static void set_unplanned(struct kiosk *kiosk, void *data)
{
    set_ask(kiosk, data);
    kiosk->roster.unplanned = true;
}

static void set_claim(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
    example_claim(kiosk);
}

static void set_by_card(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
    example_claim(kiosk);
}

static void set_by_slip(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_by_card(kiosk, data);
    kiosk->visit.claim.handed = BOOKS_HANDED;
    state->by_slip = true;
}

static void set_paid(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_by_card(kiosk, data);
    kiosk->visit.claim.cash_pence = kiosk->visit.claim.expenses_pence;
    state->claimed.has_fee = true;
    state->claimed.fee = (struct body_payment_made){
        .what = "fee", .channel = "bank", .pence = 4375, .paid_on = "2026-11-28"};
}

static void set_adjusted(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_paid(kiosk, data);
    state->claimed.has_fee_more = state->claimed.has_travel_more = true;
    state->claimed.fee_more = (struct body_payment_made){
        .what = "fee_more", .channel = "bank", .pence = 175, .paid_on = "2026-12-12"};
    state->claimed.travel_more = (struct body_payment_made){
        .what = "travel_more", .channel = "bank", .pence = 123, .paid_on = "2026-12-12"};
}

static void add_answer(struct state *state, const char *about, const char *answer)
{
    struct body_claim_answered *answered = &state->answers[state->answer_count++];

    str_copy(answered->about, sizeof answered->about, about);
    str_copy(answered->answer, sizeof answered->answer, answer);
}

static void set_answer(struct kiosk *kiosk, void *data)
{
    example_arrive(kiosk, VISIT_BY_CARD);
    add_answer(data, "taxi", "paid_after_all");
}

static void set_answers(struct kiosk *kiosk, void *data)
{
    example_arrive(kiosk, VISIT_BY_CARD);
    add_answer(data, "bus", "bring_proof");
    add_answer(data, "fee", "stays_as_it_is");
    add_answer(data, "claim", "put_right_at_office");
}

static void set_asked(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_by_card(kiosk, data);
    state->asked = true;
}

static void set_usual(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
    example_last_time(kiosk);
    example_waiting(kiosk);
}

static void set_next(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_arrive(kiosk, VISIT_BY_CARD);
    state->next.pence = 554;
}

static void set_together(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_CARD);
    example_supporters(kiosk);
    together_arrive(kiosk, kiosk->roster.people[2].expected.person);
}

static void set_began(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_arrive(kiosk, VISIT_BY_CARD);
    state->began = true;
}

static void set_new(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_HOST);
    kiosk->roster.people[0].added = true;
}

static const struct screen_state states[] = {
    {"ask", set_ask},
    {"began", set_began},
    {"usual", set_usual},
    {"next-time", set_next},
    {"claim-by-slip", set_by_slip},
    {"claim", set_claim},
    {"claim-by-card", set_by_card},
    {"paid", set_paid},
    {"adjusted", set_adjusted},
    {"answer", set_answer},
    {"answers", set_answers},
    {"asked", set_asked},
    {"unplanned", set_unplanned},
    {"together", set_together},
    {"bus", set_bus},
    {"new", set_new},
    {0},
};

const struct screen screen_arrived = {
    .name = "arrived",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
