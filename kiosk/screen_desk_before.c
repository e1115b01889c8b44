// SPDX-License-Identifier: Apache-2.0

/*
 * Tickets of meetings before, that somebody who is here said they have brought, and that nobody has
 * seen: a look at one closes it. What it is and how much it says, no names; nobody's own.
 */

#include <stdio.h>

#include "kiosk/desk_ticket.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "shared/books_completed.h"
#include "shared/money.h"
#include "shared/str.h"

struct state {
    struct body_claim_completed tickets[BOOKS_UNSEEN_MAX];
    size_t count;
};

// What the office said of it: what it is for, and of which day.
static const struct body_waiting *waiting_of(const struct kiosk *kiosk,
                                             const struct body_claim_completed *ticket)
{
    const struct roster_person *person = roster_find_person(&kiosk->roster, ticket->person);

    for (size_t i = 0; person && i < person->expected.waiting_count; i++) {
        const struct body_waiting *what = &person->expected.waiting[i];

        if (id_equal(what->claim, ticket->claim) && str_equal(what->ref, ticket->ref))
            return what;
    }
    return NULL;
}

// What it is for is known, and it is nobody's own.
static bool is_shown(const struct kiosk *kiosk, const struct body_claim_completed *ticket)
{
    const struct body_waiting *what = waiting_of(kiosk, ticket);

    return what && phrase_cost_of(what->code) &&
           !id_equal(ticket->person, kiosk->desk.staff.person);
}

static void keep_shown(const struct kiosk *kiosk, struct state *state)
{
    size_t kept = 0;

    for (size_t i = 0; i < state->count; i++)
        if (is_shown(kiosk, &state->tickets[i]))
            state->tickets[kept++] = state->tickets[i];
    state->count = kept;
}

static void load(struct kiosk *kiosk, struct state *state)
{
    struct err err;

    desk_open_claim(&kiosk->desk, (struct id){{0}});
    if (!kiosk->store.db) // --dump-screens has no records
        return;
    if (books_completed_unseen(kiosk->store.db, kiosk->roster.meeting, state->tickets,
                               &state->count, &err))
        keep_shown(kiosk, state);
    else
        kiosk_failed(kiosk, &err);
}

static void enter(struct kiosk *kiosk, void *data)
{
    load(kiosk, data);
}

static void see_to(struct kiosk *kiosk, struct state *state, size_t index)
{
    const struct body_claim_completed *ticket = &state->tickets[index];

    desk_open_claim(&kiosk->desk, ticket->claim);
    kiosk->desk.before = true;
    if (desk_ticket_see_to(kiosk, ticket->ref))
        load(kiosk, state);
}

static void put_ticket(struct kiosk *kiosk, struct state *state, struct ui *ui, size_t index)
{
    const struct body_claim_completed *ticket = &state->tickets[index];
    const struct body_waiting *what = waiting_of(kiosk, ticket);
    // No longer, when the office has settled it since the list was made.
    const struct phrase_cost *cost = what ? phrase_cost_of(what->code) : NULL;
    char amount[MONEY_SIZE];
    char date[PHRASE_SIZE];
    char id[UI_ID_SIZE];

    if (!cost)
        return;
    snprintf(id, sizeof id, "ticket.%zu", index + 1);
    money_write(amount, ticket->pence);
    phrase_date(date, ui->prefs.lang, what->date);
    ui_with(ui, "date", date);
    ui_second(ui, "waiting.of");
    ui_value(ui, amount);
    ui_picture_of(ui, cost->picture);
    if (ui_choice(ui, id, cost->name, false))
        see_to(kiosk, state, index);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_desk_page(ui, "before.bar");
    ui_title(ui, "title", state->count ? "before.ask" : "before.none");
    if (state->count)
        ui_hint(ui, "hint", "before.hint");
    for (size_t i = 0; i < state->count; i++)
        put_ticket(kiosk, state, ui, i);
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk);
}

static void set_some(struct kiosk *kiosk, void *data)
{
    struct body_person_expected *expected = &kiosk->roster.people[0].expected;
    struct state *state = data;

    expected->waiting_count = 1;
    expected->waiting[0] = (struct body_waiting){.ref = "X1", .code = "bus", .date = "2026-10-26"};
    state->count = 1;
    state->tickets[0] =
        (struct body_claim_completed){.person = expected->person, .ref = "X1", .pence = 420};
}

static const struct screen_state states[] = {
    {"none", NULL},
    {"some", set_some},
    {0},
};

const struct screen screen_desk_before = {
    .name = "desk-before",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
