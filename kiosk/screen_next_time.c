// SPDX-License-Identifier: Apache-2.0

/*
 * The whole screen is the person's (hand.h): what they get in cash next time, because it cannot be
 * handed over now. It is recorded already; who would rather have it otherwise says so, and it is
 * due again.
 */

#include "kiosk/desk_next.h"
#include "kiosk/hand.h"
#include "kiosk/kiosk.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "shared/books_left.h"
#include "shared/money.h"
#include "shared/str.h"

struct state {
    struct hand hand;
    struct books_left left;
    struct id op;
    bool unsaved;
    bool unread; // how much it is
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;
    struct err err;

    state->op = id_new();
    state->unread = !hand_begin(kiosk, &state->hand);
    if (id_is_none(kiosk->desk.claim) || state->unread)
        return;
    state->unread = !books_left_get(kiosk->store.db, kiosk->desk.claim, &state->left, &err);
    if (state->unread)
        kiosk_failed(kiosk, &err);
}

static void otherwise(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    state->unsaved = !desk_next_take_back(&kiosk->desk, &place, state->op, kiosk->desk.claim, &err);
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
    else
        hand_end(kiosk, &state->hand);
}

static void agree(struct kiosk *kiosk, const struct state *state)
{
    desk_open_claim(&kiosk->desk, (struct id){{0}}); // the next who waits
    hand_end(kiosk, &state->hand);
}

static void put_until(const struct state *state, struct ui *ui)
{
    char date[PHRASE_SIZE];

    if (!*state->left.until)
        return;
    phrase_date(date, ui->prefs.lang, state->left.until);
    ui_with(ui, "date", date);
    ui_paragraph(ui, "until", "next.until");
}

static void put_left(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    char amount[MONEY_SIZE];

    money_write(amount, state->left.pence);
    ui_title(ui, "title", "next.title");
    ui_private(ui);
    ui_number(ui, "amount", amount);
    ui_paragraph(ui, "how", "next.how");
    put_until(state, ui);
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (ui_foot(ui, "otherwise", "next.otherwise"))
        otherwise(kiosk, state);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "hand.bar");
    ui_finish(ui);
    ui_centre(ui);
    if (state->unread) {
        ui_title(ui, "title", "next.unread.title");
        ui_problem(ui, "unread", "next.unread");
    } else {
        put_left(kiosk, state, ui);
    }
    if (ui_go(ui, "agree", "next.agree"))
        agree(kiosk, state);
}

static void set_left(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    kiosk->desk.unlocked = true;
    state->left = (struct books_left){.pence = 554, .until = "2027-02-26"};
}

static void set_unsaved(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_left(kiosk, data);
    state->unsaved = true;
}

static void set_unread(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    kiosk->desk.unlocked = true;
    state->unread = true;
}

static const struct screen_state states[] = {
    {"left", set_left},
    {"unsaved", set_unsaved},
    {"unread", set_unread},
    {0},
};

const struct screen screen_next_time = {
    .name = "next-time",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
