// SPDX-License-Identifier: Apache-2.0
#include "kiosk/steps.h"

#include <assert.h>

#include "kiosk/choices.h"
#include "kiosk/cost.h"
#include "kiosk/late.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "shared/str.h"

// Amount, where its ticket is, and the ticket, of each line; and what is asked once.
#define STEPS_OF_LINE 3
#define STEPS_ONCE 9
#define STEPS_MAX (STEPS_OF_LINE * VISIT_LINES_MAX + STEPS_ONCE)

struct step {
    const struct screen *screen;
    size_t line;
};

struct steps {
    struct step list[STEPS_MAX];
    size_t count;
};

bool steps_ask_fee(const struct kiosk *kiosk)
{
    const struct policy_fee *fee = &kiosk->roster.policy.fee;

    if (fee->basis == POLICY_NO_FEE || fee->basis == POLICY_ANNUAL)
        return false;
    return visit_offer(&kiosk->visit, &kiosk->roster, VISIT_FEE_BANK) > 0 ||
           visit_offer(&kiosk->visit, &kiosk->roster, VISIT_FEE_VOUCHER) > 0;
}

bool steps_ask_preparation(const struct kiosk *kiosk)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);
    const struct policy *policy = &kiosk->roster.policy;
    bool hourly = policy->fee.basis == POLICY_HOURLY || policy->fee.basis == POLICY_HOURLY_BY_ROLE;
    bool supporter = person && person->expected.supporter_number > 0;

    return hourly && policy->fee.prep_cap > 0 && (!supporter || policy->carer.prep_paid) &&
           steps_ask_fee(kiosk);
}

bool steps_ask_proof(const struct kiosk *kiosk)
{
    return kiosk->roster.policy.expenses.receipt_required;
}

static void add(struct steps *steps, const struct screen *screen, size_t line)
{
    assert(steps->count < STEPS_MAX);
    steps->list[steps->count++] = (struct step){screen, line};
}

static void add_line(struct steps *steps, const struct kiosk *kiosk, const struct visit_line *line,
                     size_t index)
{
    bool shown = visit_proof_is_shown(line->proof);

    // Nothing to ask of what is supplied, of what comes later, and of who came as far as the car.
    if (line->supplied || visit_line_comes_later(line) ||
        line->category == POLICY_PASSENGER_SUPPLEMENT)
        return;
    if (line->category < POLICY_BY_THE_MILE) {
        add(steps, &screen_miles, index);
        return;
    }
    add(steps, &screen_amount, index);
    if (steps_ask_proof(kiosk))
        add(steps, &screen_proof, index);
    if (shown && kiosk->receipt_photo == KIOSK_PHOTO_PERSON)
        add(steps, &screen_ticket, index);
}

enum part { WAYS, HOME, COSTS };

static enum part part_of(const struct visit_line *line)
{
    if (line->home)
        return HOME;
    for (size_t i = 0; i < phrase_way_count; i++)
        if (phrase_ways[i].category == line->category)
            return WAYS;
    return COSTS;
}

static void add_lines(struct steps *steps, const struct kiosk *kiosk, enum part part)
{
    for (size_t i = 0; i < kiosk->visit.line_count; i++)
        if (part_of(&kiosk->visit.lines[i]) == part)
            add_line(steps, kiosk, &kiosk->visit.lines[i], i);
}

// Of who came by a ticket that may be claimed for the way home as well.
static bool ask_home(const struct kiosk *kiosk)
{
    const struct visit *visit = &kiosk->visit;

    for (size_t i = 0; i < visit->line_count; i++)
        if (phrase_is_ticketed(visit->lines[i].category) && !visit->lines[i].supplied)
            return kiosk->roster.policy.expenses.way_home != POLICY_HOME_NOT_OFFERED;
    return false;
}

static bool ask_costs(const struct kiosk *kiosk)
{
    for (size_t i = 0; i < phrase_other_count; i++)
        if (cost_is_offered(kiosk, phrase_others[i].category))
            return true;
    return false;
}

// Who keys just their standing maximum, each month, is not asked again, but is there now.
static bool asks_less(const struct kiosk *kiosk)
{
    return kiosk->visit.fee == VISIT_FEE_LESS &&
           (kiosk->stage.screen == &screen_less ||
            !visit_takes_standing(&kiosk->visit, &kiosk->roster));
}

// Of what is still to come of a claim made before: its ticket, or the decision about its payment.
static struct steps list_late(const struct kiosk *kiosk)
{
    const struct visit_late *late = &kiosk->visit.late;
    struct steps steps = {0};

    add(&steps, &screen_waiting, 0);
    if (*late->what.ref) {
        add_line(&steps, kiosk, &late->line, 0);
        return steps;
    }
    add(&steps, &screen_fee, 0);
    if (late->fee == VISIT_FEE_LESS && !late->standing)
        add(&steps, &screen_less, 0);
    add(&steps, &screen_waiting_check, 0);
    return steps;
}

static struct steps list_steps(const struct kiosk *kiosk)
{
    struct steps steps = {0};

    if (kiosk->visit.late.on)
        return list_late(kiosk);

    add(&steps, &screen_arrived, 0);
    if (steps_ask_preparation(kiosk))
        add(&steps, &screen_preparation, 0);
    add(&steps, &screen_travel, 0);
    add_lines(&steps, kiosk, WAYS);
    if (ask_home(kiosk))
        add(&steps, &screen_way_home, 0);
    add_lines(&steps, kiosk, HOME);
    if (ask_costs(kiosk))
        add(&steps, &screen_costs, 0);
    add_lines(&steps, kiosk, COSTS);
    if (steps_ask_fee(kiosk))
        add(&steps, &screen_fee, 0);
    if (asks_less(kiosk))
        add(&steps, &screen_less, 0);
    if (choices_are_asked(kiosk))
        add(&steps, &screen_choices, 0);
    add(&steps, &screen_check, 0);
    return steps;
}

static bool is_of_line(const struct screen *screen)
{
    return screen == &screen_amount || screen == &screen_proof || screen == &screen_miles ||
           screen == &screen_ticket;
}

// Where we are: what is shown is a step as long as it is shown, whatever was just said there.
static size_t here(const struct steps *steps, const struct kiosk *kiosk)
{
    const struct screen *screen = kiosk->stage.screen;

    for (size_t i = 0; i < steps->count; i++)
        if (steps->list[i].screen == screen &&
            (!is_of_line(screen) || steps->list[i].line == kiosk->visit.at))
            return i;
    return 0;
}

static void go(struct kiosk *kiosk, const struct step *step)
{
    bytes_clear(&kiosk->visit.viewed);
    kiosk->visit.at = step->line;
    kiosk_go(kiosk, step->screen);
}

static bool is_open(const struct kiosk *kiosk, const struct step *step)
{
    if (kiosk->visit.late.on)
        return step->screen == &screen_less && kiosk->visit.late.less_pence < 0;
    if (step->screen == &screen_amount || step->screen == &screen_miles)
        return visit_line_is_open(&kiosk->visit.lines[step->line]);
    if (step->screen == &screen_proof)
        return kiosk->visit.lines[step->line].proof == VISIT_PROOF_UNSAID;
    if (step->screen == &screen_way_home)
        return kiosk->visit.home == VISIT_HOME_UNSAID;
    return step->screen == &screen_less && kiosk->visit.less_pence < 0;
}

// What a change brings with it: where that ticket is, its picture, how much less.
static bool belongs(const struct kiosk *kiosk, const struct step *from, const struct step *step)
{
    if (step->screen == &screen_proof)
        return from->screen == &screen_amount;
    if (step->screen == &screen_ticket)
        return is_of_line(from->screen) && kiosk->visit.lines[step->line].ticket.count == 0;
    return step->screen == &screen_less && from->screen == &screen_fee;
}

void steps_begin(struct kiosk *kiosk)
{
    struct steps steps = list_steps(kiosk);

    kiosk->visit.checking = false;
    go(kiosk, &steps.list[1]);
}

static bool is_unsaid(const struct kiosk *kiosk, const struct step *step)
{
    const struct visit *visit = &kiosk->visit;

    if (step->screen == &screen_preparation)
        return visit->prep_minutes < 0;
    if (step->screen == &screen_travel)
        return !visit->travel_said;
    if (step->screen == &screen_costs)
        return !visit->costs_said;
    if (step->screen == &screen_fee)
        return visit->fee == VISIT_FEE_UNSAID;
    if (step->screen == &screen_choices)
        return visit->choices[0] == VISIT_UNSAID;
    if (step->screen == &screen_ticket)
        return kiosk->visit.lines[step->line].ticket.count == 0;
    return is_open(kiosk, step);
}

void steps_resume(struct kiosk *kiosk)
{
    struct steps steps = list_steps(kiosk);
    size_t at = 1;

    kiosk->visit.checking = false;
    while (at < steps.count - 1 && !is_unsaid(kiosk, &steps.list[at]))
        at++;
    go(kiosk, &steps.list[at]);
}

// On from what was answered.
static void go_on(struct kiosk *kiosk, const struct steps *steps, size_t at)
{
    size_t next = at + 1;

    assert(next < steps->count);
    if (kiosk->visit.same && !kiosk->visit.late.on)
        while (next < steps->count - 1 && !is_unsaid(kiosk, &steps->list[next]))
            next++;
    else if (kiosk->visit.checking && !belongs(kiosk, &steps->list[at], &steps->list[next]))
        while (next < steps->count - 1 && !is_open(kiosk, &steps->list[next]))
            next++;
    go(kiosk, &steps->list[next]);
}

void steps_next(struct kiosk *kiosk)
{
    struct steps steps = list_steps(kiosk);
    size_t at = here(&steps, kiosk);

    if (kiosk->visit.late.on && at + 1 == steps.count)
        late_finish(kiosk);
    else
        go_on(kiosk, &steps, at);
}

// The ticket before, or "You are signed in": between them nothing was asked.
static size_t before_same(const struct steps *steps, size_t at)
{
    do
        at--;
    while (at > 0 && steps->list[at].screen != &screen_ticket);
    return at;
}

void steps_back(struct kiosk *kiosk)
{
    struct steps steps = list_steps(kiosk);
    size_t at = here(&steps, kiosk);

    if (kiosk->visit.checking)
        at = steps.count - 1;
    else if (at > 0)
        at = kiosk->visit.same && !kiosk->visit.late.on ? before_same(&steps, at) : at - 1;
    go(kiosk, &steps.list[at]);
}

void steps_keep(const struct kiosk *kiosk, char kept[static VISIT_KEYED_SIZE], const char *keyed)
{
    if (!kiosk->visit.checking)
        str_copy(kept, VISIT_KEYED_SIZE, keyed);
}

void steps_change(struct kiosk *kiosk, const struct screen *screen, size_t line)
{
    kiosk->visit.checking = true;
    kiosk->visit.same = false;
    go(kiosk, &(struct step){screen, line});
}

void steps_drop_line(struct kiosk *kiosk)
{
    struct steps steps = list_steps(kiosk);
    size_t before = here(&steps, kiosk) - 1;

    visit_remove_line(&kiosk->visit, kiosk->visit.lines[kiosk->visit.at].category);
    steps = list_steps(kiosk);
    go_on(kiosk, &steps, before);
}

bool steps_unfinished(struct kiosk *kiosk)
{
    struct steps steps = list_steps(kiosk);

    for (size_t i = 0; i < steps.count; i++)
        if (is_open(kiosk, &steps.list[i])) {
            steps_change(kiosk, steps.list[i].screen, steps.list[i].line);
            return true;
        }
    return false;
}
