// SPDX-License-Identifier: Apache-2.0
// The lines of a visit's claim: what was said of each cost, its ticket, and who is to look at it.
#include "kiosk/visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/phrase.h"
#include "kiosk/visit_parts.h"
#include "shared/known.h"
#include "shared/mem.h"
#include "shared/str.h"

static struct visit_line *find(struct visit *visit, enum policy_category category, bool home)
{
    for (size_t i = 0; i < visit->line_count; i++)
        if (visit->lines[i].category == category && visit->lines[i].home == home)
            return &visit->lines[i];
    return NULL;
}

struct visit_line *visit_line(struct visit *visit, enum policy_category category)
{
    return find(visit, category, false);
}

static struct visit_line *add(struct visit *visit, enum policy_category category, bool home)
{
    struct visit_line *line = find(visit, category, home);

    if (line || visit->line_count == VISIT_LINES_MAX)
        return line;
    line = &visit->lines[visit->line_count++];
    *line = (struct visit_line){.category = category,
                                .number = ++visit->last_number,
                                .home = home,
                                .pence = -1,
                                .milli_miles = -1};
    return line;
}

struct visit_line *visit_add_line(struct visit *visit, enum policy_category category)
{
    return add(visit, category, false);
}

static void take_out(struct visit *visit, struct visit_line *line)
{
    size_t after;

    if (!line)
        return;
    ticket_clear(&line->ticket);
    after = (size_t)(&visit->lines[--visit->line_count] - line);
    memmove(line, line + 1, after * sizeof *line);
    mem_wipe(&visit->lines[visit->line_count], sizeof *line);
}

void visit_remove_line(struct visit *visit, enum policy_category category)
{
    take_out(visit, find(visit, category, false));
    take_out(visit, find(visit, category, true));
    if (category == POLICY_MILEAGE_CAR)
        take_out(visit, find(visit, POLICY_PASSENGER_SUPPLEMENT, false));
}

bool visit_is_agreed(const struct visit *visit, const struct roster *roster,
                     enum policy_category category)
{
    const struct roster_person *person = visit_person(visit, roster);

    return person && known_is_agreed(&person->expected, category);
}

bool visit_is_supplied(const struct visit *visit, const struct roster *roster,
                       enum policy_category category)
{
    const struct roster_person *person = visit_person(visit, roster);

    return person && known_is_supplied(&person->expected, category);
}

void visit_toggle_line(struct visit *visit, const struct roster *roster,
                       enum policy_category category)
{
    const struct visit_line *car = visit_line(visit, POLICY_MILEAGE_CAR);
    struct visit_line *line;

    if (visit_line(visit, category)) {
        visit_remove_line(visit, category);
        return;
    }
    line = visit_add_line(visit, category);
    if (!line)
        return;
    line->supplied = visit_is_supplied(visit, roster, category);
    if (category == POLICY_PASSENGER_SUPPLEMENT && car)
        line->milli_miles = car->milli_miles;
}

void visit_say_miles(struct visit *visit, struct visit_line *line, int64_t milli_miles)
{
    struct visit_line *passenger = visit_line(visit, POLICY_PASSENGER_SUPPLEMENT);

    line->milli_miles = milli_miles;
    if (passenger && line->category == POLICY_MILEAGE_CAR)
        passenger->milli_miles = milli_miles;
}

static void say_home_of(struct visit *visit, const struct visit_line *there, enum visit_home home)
{
    struct visit_line *line = find(visit, there->category, true);

    if (home == VISIT_HOME_PAID || there->supplied) {
        take_out(visit, line);
        return;
    }
    line = add(visit, there->category, true);
    if (!line)
        return;
    if (home == VISIT_HOME_LATER) {
        ticket_clear(&line->ticket);
        line->pence = -1;
        line->proof = VISIT_LATER;
    } else if (visit_line_comes_later(line)) {
        line->proof = VISIT_PROOF_UNSAID;
    }
}

void visit_say_home(struct visit *visit, enum visit_home home)
{
    visit->home = home;
    if (home == VISIT_HOME_UNSAID)
        return;
    for (size_t i = 0; i < visit->line_count; i++)
        if (!visit->lines[i].home && phrase_is_ticketed(visit->lines[i].category))
            say_home_of(visit, &visit->lines[i], home);
}

bool visit_proof_is_shown(enum visit_proof proof)
{
    return proof == VISIT_HERE || proof == VISIT_ON_PHONE;
}

bool visit_line_comes_later(const struct visit_line *line)
{
    return line->home && line->proof == VISIT_LATER && line->pence < 0;
}

bool visit_is_said(const struct visit_line *line)
{
    return line->pence >= 0 || line->milli_miles >= 0 || line->supplied ||
           visit_line_comes_later(line);
}

bool visit_line_is_open(const struct visit_line *line)
{
    return !visit_is_said(line);
}

void visit_line_ref(char out[static FACTS_REF_SIZE], const struct visit_line *line)
{
    snprintf(out, FACTS_REF_SIZE, "X%lld", (long long)line->number);
}

const struct visit_line *visit_line_of(const struct visit *visit, const char *ref)
{
    char here[FACTS_REF_SIZE];

    for (size_t i = 0; i < visit->line_count; i++) {
        visit_line_ref(here, &visit->lines[i]);
        if (str_equal(here, ref))
            return &visit->lines[i];
    }
    return NULL;
}

// --- two people in one car ---

static bool claims_miles(const struct visit_place *place, struct id person)
{
    struct body_claim *claim = mem_new(1, sizeof *claim);
    struct books_claim found;
    struct err err;
    bool miles = false;

    if (books_find_claim(place->store->db, place->roster->meeting, person, &found, &err) &&
        books_get_claim_body(place->store->db, found.claim, claim, &err))
        for (size_t i = 0; i < claim->facts.expense_count; i++)
            miles = miles || str_equal(claim->facts.expenses[i].category,
                                       policy_categories[POLICY_MILEAGE_CAR]);
    mem_wipe(claim, sizeof *claim);
    free(claim);
    return miles;
}

bool visit_miles_are_taken(const struct visit *visit, const struct visit_place *place)
{
    const struct roster_person *me = visit_person(visit, place->roster);

    for (size_t i = 0; me && i < place->roster->count; i++) {
        const struct roster_person *other = &place->roster->people[i];

        if (other != me && roster_belong(me, other) && claims_miles(place, other->expected.person))
            return true;
    }
    return false;
}

// --- "Ask someone to look at this" ---

bool visit_is_questioned(const struct visit *visit, const struct assess_rejected *rejected)
{
    const struct visit_line *line = visit_line_of(visit, rejected->ref);
    uint32_t questioned = line ? line->questioned : visit->questioned;

    return questioned & UINT32_C(1) << assess_reason_find(rejected->code);
}

void visit_question_line(struct visit *visit, const struct assess_rejected *rejected)
{
    const struct visit_line *line = visit_line_of(visit, rejected->ref);
    uint32_t *questioned =
        line ? &visit->lines[line - visit->lines].questioned : &visit->questioned;

    *questioned ^= UINT32_C(1) << assess_reason_find(rejected->code);
}

bool visit_has_questions(const struct visit *visit)
{
    for (size_t i = 0; i < visit->outcome.rejected_count; i++)
        if (visit_is_questioned(visit, &visit->outcome.rejected[i]))
            return true;
    return false;
}

void visit_answer_due(const struct visit_place *place, char out[static WHEN_DATE_SIZE])
{
    char today[WHEN_DATE_SIZE];

    when_local_date(today, when_now_ms());
    when_working_day(out, today, place->answer_days);
}
