// SPDX-License-Identifier: Apache-2.0

/* Counting the float in: the payer keys what is in the tin, a second person shows their card. */

#include <string.h>

#include "kiosk/kiosk.h"
#include "kiosk/screens.h"
#include "shared/money.h"
#include "shared/str.h"

struct state {
    char keyed[9];
    struct id float_id; // made when the form opened
    struct id witness;
    enum { FLOAT_ASKED, FLOAT_UNCLEAR, FLOAT_NO_WITNESS, FLOAT_SAME, FLOAT_REFUSED } problem;
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->float_id = id_new();
}

static void take_witness(struct kiosk *kiosk, struct state *state, const char *code)
{
    struct body_payer_set staff;
    struct card card;
    struct err err;

    if (!card_parse(&card, code) || !roster_find_staff(&kiosk->store, &card, &staff, &err)) {
        state->problem = FLOAT_NO_WITNESS;
        return;
    }
    if (id_equal(staff.staff, kiosk->desk.staff.staff)) {
        state->problem = FLOAT_SAME;
        return;
    }
    state->problem = FLOAT_ASKED;
    state->witness = staff.staff;
}

static void count_in(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    int64_t pence;
    struct err err;

    if (!money_parse(state->keyed, &pence)) {
        state->problem = FLOAT_UNCLEAR;
    } else if (id_is_none(state->witness)) {
        state->problem = FLOAT_NO_WITNESS;
    } else if (desk_open_float(&kiosk->desk, &place, state->float_id, pence, state->witness,
                               &err)) {
        kiosk_go(kiosk, &screen_desk);
    } else {
        kiosk_failed(kiosk, &err);
        state->problem = FLOAT_REFUSED;
    }
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    static const char *const problems[] = {
        [FLOAT_UNCLEAR] = "desk.float.unclear",
        [FLOAT_NO_WITNESS] = "desk.float.witness",
        [FLOAT_SAME] = "desk.float.same",
        [FLOAT_REFUSED] = "desk.float.refused",
    };
    struct state *state = data;
    const char *code = ui_scan(ui);
    char shown[MONEY_SIZE + sizeof state->keyed] = "£";

    str_copy(shown + strlen("£"), sizeof state->keyed, state->keyed);
    ui_desk_page(ui, "desk.float");
    ui_row_begin(ui);
    ui_column_begin(ui);
    ui_title(ui, "title", "desk.float.ask");
    ui_hint(ui, "how", "desk.float.how");
    if (kiosk->roster.policy.illustrative)
        ui_hint(ui, "model", "desk.float.model");
    ui_field(ui, "amount", "desk.float.ask", shown);
    ui_paragraph(ui, "second",
                 id_is_none(state->witness) ? "desk.float.second" : "desk.float.second.here");
    if (problems[state->problem])
        ui_problem(ui, "problem", problems[state->problem]);
    ui_column_end(ui);
    if (ui_keypad(ui, "keys", state->keyed, sizeof state->keyed, UI_KEYPAD_POINT))
        state->problem = FLOAT_ASKED;
    ui_row_end(ui);
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk);
    if (ui_go(ui, "count.in", "desk.float.go"))
        count_in(kiosk, state);
    if (code)
        take_witness(kiosk, state, code);
}

static void set_problem(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    str_copy(state->keyed, sizeof state->keyed, "150.00");
    state->problem = FLOAT_NO_WITNESS;
}

static void set_ready(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    str_copy(state->keyed, sizeof state->keyed, "150.00");
    state->witness = id_new();
}

static const struct screen_state states[] = {
    {"start", NULL},
    {"problem", set_problem},
    {"ready", set_ready},
    {0},
};

const struct screen screen_desk_float = {
    .name = "desk-float",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
