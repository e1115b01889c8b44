// SPDX-License-Identifier: Apache-2.0

/* Closing the meeting: what is still to do, and the day counted three ways. */

#include <stdio.h>

#include "kiosk/desk_queue.h"
#include "kiosk/desk_sheet.h"
#include "kiosk/example.h"
#include "kiosk/kiosk.h"
#include "kiosk/print.h"
#include "kiosk/screens.h"
#include "shared/money.h"

struct state {
    enum desk_refusal why; // why it cannot be closed now
    int64_t waiting;       // who claimed here
    int64_t promised;      // of those, who were promised some in cash next time
    int64_t to_see;        // claims of which nobody has seen a ticket
    struct desk_sheet sheet;
};

static void load(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct desk_queue queue;
    struct err err;

    if (!desk_queue_why_open(&kiosk->desk, &place, &state->why, &err) ||
        !desk_sheet_count(&kiosk->desk, &place, &state->sheet, &err) ||
        !desk_queue_load(&kiosk->desk, &place, &queue, &err)) {
        kiosk_failed(kiosk, &err);
        return;
    }
    state->waiting = (int64_t)queue.ours;
    state->promised = (int64_t)queue.promised;
    state->to_see = (int64_t)queue.to_see;
    desk_queue_clear(&queue);
}

static void enter(struct kiosk *kiosk, void *data)
{
    if (!kiosk->store.db) // --dump-screens has no records
        return;
    printer_reset(&kiosk->printer);
    load(kiosk, data);
}

static void all_by_bank(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    if (!desk_queue_by_bank(&kiosk->desk, &place, &err))
        kiosk_failed(kiosk, &err);
    if (!kiosk->out_of_service)
        load(kiosk, state);
}

static void close_meeting(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    if (desk_close_meeting(&kiosk->desk, &place, &err)) {
        kiosk_home(kiosk);
        return;
    }
    kiosk_failed(kiosk, &err);
    state->why = kiosk->desk.refused;
}

// Nobody need see a ticket for the meeting to be closed, but whoever closes it is to know.
static void put_ready(const struct state *state, struct ui *ui)
{
    if (state->to_see == 0) {
        ui_paragraph(ui, "ready", "desk.close.ready");
        return;
    }
    ui_with_count(ui, state->to_see);
    ui_problem(ui, "why", "desk.close.tickets");
}

static void put_to_do(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    if (state->why == DESK_ALLOWED) {
        put_ready(state, ui);
        return;
    }
    if (state->why == DESK_WAITING) {
        ui_with_count(ui, state->waiting);
        ui_problem(ui, "why", "desk.close.waiting");
        if (state->promised)
            ui_hint(ui, "promised", "desk.close.promised");
        if (ui_button(ui, "all.bank", "desk.close.bank"))
            all_by_bank(kiosk, state);
        return;
    }
    ui_problem(ui, "why", desk_refusal_words(state->why));
    if (state->why == DESK_FLOAT_OPEN && ui_main_button(ui, "out", "desk.float.out")) {
        kiosk->desk.errand = DESK_COUNT_OUT;
        kiosk_go(kiosk, &screen_desk_count);
    }
}

// What the kiosk, the desk and the office have of this meeting, and how much cash of it.
static void put_sheet(const struct desk_sheet *sheet, struct ui *ui)
{
    struct desk_sheet_line lines[DESK_SHEET_LINES_MAX];
    size_t count = desk_sheet_list(sheet, lines);

    for (size_t i = 0; i < count; i++) {
        char people[MONEY_SIZE];
        char claims[MONEY_SIZE];
        char amount[MONEY_SIZE];

        snprintf(people, sizeof people, "%d", (int)lines[i].people);
        snprintf(claims, sizeof claims, "%d", (int)lines[i].claims);
        money_write(amount, lines[i].pence);
        ui_with(ui, "people", people);
        ui_with(ui, "claims", claims);
        ui_line(ui, lines[i].id, lines[i].key, amount, NULL);
    }
}

static void put_paper(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    print_put_state(kiosk, ui, "sheet.no_paper", false);
    if (print_is_ready(kiosk) && ui_foot(ui, "print", "done.print"))
        print_sheet(kiosk, ui->prefs.lang, &state->sheet);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_desk_page(ui, "desk.close");
    put_to_do(kiosk, state, ui);
    put_sheet(&state->sheet, ui);
    put_paper(kiosk, state, ui);
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk);
    if (state->why == DESK_ALLOWED && ui_go(ui, "close", "desk.close"))
        close_meeting(kiosk, state);
}

static void set_ready(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->why = DESK_ALLOWED;
    state->sheet = (struct desk_sheet){
        .ways = {{25, 23, 18740}, {20, 23, 18790}, {25, 23, 18740}},
        .bank_pence = 4210,
        .next_pence = 460,
        .floats = {.in_pence = 25000, .counted_pence = 6210, .missing_pence = 50}};
}

static void set_waiting(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_ready(kiosk, data);
    state->why = DESK_WAITING;
    state->waiting = 2;
    state->sheet.ways[DESK_SHEET_DESK].claims = 21;
    state->sheet.floats = (struct books_floats){.in_pence = 25000, .open_pence = 6260};
}

static void set_promised(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_waiting(kiosk, data);
    state->promised = 1;
}

static void set_float(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_waiting(kiosk, data);
    state->why = DESK_FLOAT_OPEN;
}

static void set_not_host(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_waiting(kiosk, data);
    state->why = DESK_NOT_HOST;
    state->sheet.ways[DESK_SHEET_SENT].people = 0;
    state->sheet.ways[DESK_SHEET_SENT].claims = 0;
    state->sheet.ways[DESK_SHEET_SENT].pence = 0;
}

static void set_tickets(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_ready(kiosk, data);
    state->to_see = 2;
    state->sheet.to_come_pence = 4420;
}

static void set_printer(struct kiosk *kiosk, void *data)
{
    set_ready(kiosk, data);
    example_printer(kiosk);
    kiosk->printer.state = PRINTER_FAILED;
}

static const struct screen_state states[] = {
    {"ready", set_ready},     {"printer", set_printer},
    {"waiting", set_waiting}, {"promised", set_promised},
    {"float", set_float},     {"not-host", set_not_host},
    {"tickets", set_tickets}, {0},
};

const struct screen screen_desk_close = {
    .name = "desk-close",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
