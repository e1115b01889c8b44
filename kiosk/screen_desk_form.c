// SPDX-License-Identifier: Apache-2.0

/*
 * A host types in a paper form: which one it is, and whose. After that come the questions that the
 * person would be asked. A form that is in already is shown, and never a second time.
 */

#include "kiosk/desk_form.h"
#include "kiosk/example.h"
#include "kiosk/remember.h"
#include "kiosk/screens.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/str.h"

enum step { FORM, NAME, WHICH, KNOWN };
enum problem { NOTHING, LETTERS, TOO_SHORT, TOO_MANY, NOBODY, UNSAVED };

struct state {
    enum step step;
    enum problem problem;
    char typed[UI_TYPED_SIZE]; // the form's letters
    char code[FORM_CODE_SIZE];
    char name[UI_TYPED_SIZE];
    struct id found[ROSTER_MATCHES_MAX];
    size_t count;
    bool theirs;              // KNOWN: another claim of that person; else this very form
    struct books_claim claim; // KNOWN
};

static void look_up(struct kiosk *kiosk, struct state *state, const char *text)
{
    struct err err;

    state->problem = NOTHING;
    if (!form_parse(state->code, text))
        state->problem = LETTERS;
    else if (desk_form_find(kiosk, state->code, &state->claim, &err))
        state->step = KNOWN;
    else if (err.kind == ERR_NOT_FOUND)
        state->step = NAME;
    else
        kiosk_failed(kiosk, &err);
}

static void find(struct kiosk *kiosk, struct state *state)
{
    const struct roster_person *found[ROSTER_MATCHES_MAX];
    struct roster_clue clue = {state->name, ""};

    switch (roster_find_letters(&kiosk->roster, &clue, found, &state->count)) {
    case ROSTER_FOUND:
        for (size_t i = 0; i < state->count; i++)
            state->found[i] = found[i]->expected.person;
        state->problem = NOTHING;
        state->step = WHICH;
        break;
    case ROSTER_NOBODY:
        state->problem = NOBODY;
        break;
    case ROSTER_TOO_MANY:
        state->problem = TOO_MANY;
        break;
    case ROSTER_TOO_SHORT:
        state->problem = TOO_SHORT;
        break;
    }
}

static void begin(struct kiosk *kiosk, struct state *state, struct id person)
{
    struct err err;

    if (desk_form_begin(kiosk, state->code, person, &state->claim, &err)) {
        remember_recognise(kiosk);
        kiosk_go(kiosk, &screen_arrived);
    } else if (err.kind == ERR_CONFLICT) {
        state->theirs = true;
        state->step = KNOWN;
    } else {
        visit_forget(&kiosk->visit);
        kiosk_failed(kiosk, &err);
        state->problem = UNSAVED;
    }
}

static void say_problem(const struct state *state, struct ui *ui)
{
    static const char *const keys[] = {
        [LETTERS] = "form.letters", [TOO_SHORT] = "find.short", [TOO_MANY] = "form.many",
        [NOBODY] = "form.nobody",   [UNSAVED] = "unsaved",
    };

    if (state->problem != NOTHING)
        ui_problem(ui, "problem", keys[state->problem]);
}

static void frame_form(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_title(ui, "title", ui_is_short(ui) ? "form.ask.short" : "form.ask");
    ui_field(ui, "typed", "form.field", state->typed);
    say_problem(state, ui);
    if (ui_keyboard(ui, "keys", state->typed, sizeof state->typed, UI_KEYBOARD_LETTERS))
        state->problem = NOTHING;
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk);
    if (ui_go(ui, "next", "next"))
        look_up(kiosk, state, state->typed);
}

static void frame_name(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_title(ui, "title", ui_is_short(ui) ? "form.whose.short" : "form.whose");
    ui_pii(ui);
    ui_field(ui, "name", "find.field", state->name);
    say_problem(state, ui);
    if (ui_keyboard(ui, "keys", state->name, sizeof state->name, UI_KEYBOARD_LETTERS))
        state->problem = NOTHING;
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk);
    if (ui_go(ui, "next", "next"))
        find(kiosk, state);
}

static void frame_which(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    static const char *const ids[ROSTER_MATCHES_MAX] = {"name.1", "name.2", "name.3", "name.4",
                                                        "name.5"};

    ui_title(ui, "title", "form.which");
    say_problem(state, ui);
    ui_grid_begin(ui, 2);
    for (size_t i = 0; i < state->count; i++) {
        const struct roster_person *person = roster_find_person(&kiosk->roster, state->found[i]);

        ui_with(ui, "name", person ? person->mask : "");
        ui_pii(ui);
        if (ui_button(ui, ids[i], "find.name") && person)
            begin(kiosk, state, state->found[i]);
    }
    ui_grid_end(ui);
    if (ui_back(ui))
        state->step = NAME;
}

static void frame_known(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    char amount[MONEY_SIZE];

    money_write(amount, state->claim.expenses_pence);
    ui_centre(ui);
    ui_title(ui, "title", state->theirs ? "form.theirs" : "form.known");
    ui_number(ui, "number", state->claim.number);
    ui_private(ui);
    ui_line(ui, "travel", "check.travel", amount, NULL);
    ui_paragraph(ui, "once", state->theirs ? "form.theirs.why" : "form.known.why");
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk);
    if (ui_go(ui, "show", "form.show")) {
        desk_open_claim(&kiosk->desk, state->claim.claim);
        kiosk_go(kiosk, &screen_desk);
    }
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;
    const char *code = ui_scan(ui);

    ui_page(ui, "form.bar");
    if (code && state->step == FORM) {
        mem_wipe(state->typed, sizeof state->typed); // a scanner types, too
        look_up(kiosk, state, code);
    }
    switch (state->step) {
    case FORM:
        frame_form(kiosk, state, ui);
        break;
    case NAME:
        frame_name(kiosk, state, ui);
        break;
    case WHICH:
        frame_which(kiosk, state, ui);
        break;
    case KNOWN:
        frame_known(kiosk, state, ui);
        break;
    }
}

static void set_letters(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    str_copy(state->typed, sizeof state->typed, "ABCDEFGHJK");
    state->problem = LETTERS;
}

static void set_name(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    state->step = NAME;
}

static void set_nobody(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_name(kiosk, data);
    str_copy(state->name, sizeof state->name, "XYZ");
    state->problem = NOBODY;
}

static void set_which(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    str_copy(state->name, sizeof state->name, "MOR");
    find(kiosk, state);
}

static void set_known(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    example_visit(kiosk, VISIT_BY_HOST);
    example_claim(kiosk);
    state->claim = kiosk->visit.claim;
    visit_forget(&kiosk->visit);
    state->step = KNOWN;
}

static void set_theirs(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_known(kiosk, data);
    state->theirs = true;
}

static const struct screen_state states[] = {
    {"form", NULL},       {"letters", set_letters}, {"name", set_name},     {"nobody", set_nobody},
    {"which", set_which}, {"known", set_known},     {"theirs", set_theirs}, {0},
};

const struct screen screen_desk_form = {
    .name = "desk-form",
    .staff = true,
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
