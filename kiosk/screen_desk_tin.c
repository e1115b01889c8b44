// SPDX-License-Identifier: Apache-2.0

/*
 * The float tin's one-time code: for who showed their card and has no PIN that lets them pay out.
 * Three questions, one after the other: the code, a second person's card, a PIN for today.
 */

#include "kiosk/desk_second.h"
#include "kiosk/desk_tin.h"
#include "kiosk/kiosk.h"
#include "kiosk/screens.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/str.h"

enum step { CODE, SECOND, PIN };

struct state {
    enum step step;
    const char *problem;  // its key; NULL: none
    int64_t wait_seconds; // as it was when the last try was refused
    char code[TIN_CODE_SIZE];
    char pin[CARD_PIN_DIGITS + 1];
    struct id op_id; // made when the form opened
    struct id witness;
};

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->op_id = id_new();
}

static void try_code(struct kiosk *kiosk, struct state *state)
{
    static const char *const problems[] = {
        [DESK_TIN_RIGHT] = NULL,           [DESK_TIN_WRONG] = "desk.tin.wrong",
        [DESK_TIN_WAIT] = "desk.pin.wait", [DESK_TIN_NONE] = "desk.tin.none",
        [DESK_TIN_USED] = "desk.tin.used",
    };
    struct desk_place place = kiosk_desk_place(kiosk);
    char code[TIN_CODE_SIZE];
    enum desk_tin answer;
    struct err err;
    bool ok;

    if (!tin_parse(code, state->code)) {
        state->problem = "desk.tin.short";
        return;
    }
    stage_work(&kiosk->stage, STAGE_SECRETS);
    ok = desk_tin_try(&kiosk->desk, &place, code, &answer, &err);
    mem_wipe(code, sizeof code);
    mem_wipe(state->code, sizeof state->code);
    if (!ok) {
        kiosk_failed(kiosk, &err);
        return;
    }
    state->problem = problems[answer];
    state->wait_seconds = (desk_wait_ms(&kiosk->desk) + 999) / 1000;
    if (answer == DESK_TIN_RIGHT)
        state->step = SECOND;
}

static void take_second(struct kiosk *kiosk, struct state *state, const char *code)
{
    state->problem = desk_second_show(kiosk, code, &state->witness);
    if (!state->problem)
        state->step = PIN;
}

static void use(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct desk_tin_use use = {state->op_id, state->witness, state->pin};
    struct err err;

    if (!card_is_pin(state->pin)) {
        state->problem = "desk.pin.short";
        return;
    }
    stage_work(&kiosk->stage, STAGE_SECRETS);
    if (desk_tin_use(&kiosk->desk, &place, &use, &err)) {
        kiosk_go(kiosk, kiosk_is_open(kiosk) ? &screen_desk : &screen_opening);
    } else {
        kiosk_failed(kiosk, &err);
        state->problem = "desk.tin.refused";
    }
}

static void take_scan(struct kiosk *kiosk, struct state *state, const char *text)
{
    if (state->step == SECOND) {
        take_second(kiosk, state, text);
    } else if (state->step == CODE && tin_parse(state->code, text)) {
        try_code(kiosk, state);
    }
}

static void say_problem(const struct state *state, struct ui *ui)
{
    if (!state->problem)
        return;
    if (str_equal(state->problem, "desk.pin.wait"))
        ui_with_count(ui, state->wait_seconds);
    ui_problem(ui, "problem", state->problem);
}

// The field shows the last ones; all of them are to be compared with the paper.
static void say_so_far(const struct state *state, struct ui *ui)
{
    char shown[TIN_SHOWN_SIZE];

    if (!*state->code || ui_is_short(ui))
        return;
    tin_show(shown, state->code);
    ui_with(ui, "digits", shown);
    ui_paragraph(ui, "so.far", "desk.tin.so.far");
}

static void frame_code(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_row_begin(ui);
    ui_column_begin(ui);
    ui_title(ui, "title", "desk.tin.code");
    if (!ui_is_short(ui)) // field and keys stand on one page
        ui_hint(ui, "how", kiosk_is_open(kiosk) ? "desk.tin.code.how" : "desk.tin.closed");
    ui_field(ui, "code", "desk.tin.field", state->code);
    say_so_far(state, ui);
    say_problem(state, ui);
    ui_column_end(ui);
    if (ui_keypad(ui, "keys", state->code, sizeof state->code, UI_KEYPAD_DIGITS))
        state->problem = NULL;
    ui_row_end(ui);
    if (ui_go(ui, "next", "next"))
        try_code(kiosk, state);
}

static void frame_second(const struct state *state, struct ui *ui)
{
    ui_centre(ui);
    ui_picture(ui, "card", "identification-card");
    ui_title(ui, "title", "desk.tin.second");
    ui_paragraph(ui, "how", "desk.tin.second.how");
    say_problem(state, ui);
}

static void frame_pin(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    char limit[MONEY_SIZE];

    money_write(limit, kiosk->desk.tin.limit_pence);
    ui_row_begin(ui);
    ui_column_begin(ui);
    ui_title(ui, "title", "desk.tin.pin");
    ui_with(ui, "amount", limit);
    if (ui_is_short(ui))
        ui_hint(ui, "how", "desk.tin.pin.short");
    else
        ui_hint(ui, "how", "desk.tin.pin.how");
    ui_masked(ui);
    ui_field(ui, "pin", "desk.pin", state->pin);
    say_problem(state, ui);
    ui_column_end(ui);
    if (ui_keypad(ui, "keys", state->pin, sizeof state->pin, UI_KEYPAD_DIGITS))
        state->problem = NULL;
    ui_row_end(ui);
    if (ui_go(ui, "unlock", "desk.unlock"))
        use(kiosk, state);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    const char *code = ui_scan(ui);

    ui_page(ui, "desk.bar");
    switch (state->step) {
    case CODE:
        frame_code(kiosk, state, ui);
        break;
    case SECOND:
        frame_second(state, ui);
        break;
    case PIN:
        frame_pin(kiosk, state, ui);
        break;
    }
    if (ui_back(ui))
        kiosk_home(kiosk);
    if (code)
        take_scan(kiosk, state, code);
}

static void set_card(struct kiosk *kiosk, void *data)
{
    (void)data;
    kiosk->desk.has_card = true; // or nobody is asked
}

static void set_wrong(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_card(kiosk, data);
    state->problem = "desk.tin.wrong";
}

static void set_wait(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_card(kiosk, data);
    str_copy(state->code, sizeof state->code, "1234567890123456");
    state->problem = "desk.pin.wait";
    state->wait_seconds = 30;
}

static void set_none(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_card(kiosk, data);
    state->problem = "desk.tin.none";
}

static void set_used(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_card(kiosk, data);
    state->problem = "desk.tin.used";
}

static void set_second(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_card(kiosk, data);
    state->step = SECOND;
}

static void set_same(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_second(kiosk, data);
    state->problem = "desk.second.same";
}

static void set_pin(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_card(kiosk, data);
    kiosk->desk.tin.limit_pence = TIN_LIMIT_PENCE;
    state->step = PIN;
}

static const struct screen_state states[] = {
    {"code", set_card}, {"wrong", set_wrong}, {"wait", set_wait},
    {"none", set_none}, {"used", set_used},   {"second", set_second},
    {"same", set_same}, {"pin", set_pin},     {0},
};

const struct screen screen_desk_tin = {
    .name = "desk-tin",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
