// SPDX-License-Identifier: Apache-2.0

/*
 * What is all right for you: photographs, your words, keeping in touch. Each touched one is a yes,
 * each other one a no; "No to all of these" stands first (rules.md C06, P22). Who may be kept in
 * touch with says how. Whose claim went by slip comes here from "You are signed in", and this is
 * all that they change.
 */

#include <string.h>

#include "kiosk/choices.h"
#include "kiosk/example.h"
#include "kiosk/remember.h"
#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "shared/str.h"

struct state {
    bool yes[VISIT_CHOICES];
    char contact[BODY_CODE_SIZE];
    int64_t wording; // the version of the words that were answered
    bool none;
    bool how;    // the second question: how to keep in touch
    bool safe;   // the third: whether that is safe
    bool unsaid; // Next was touched, and nothing was picked
    bool unsaved;
};

// Of a claim that is not changed any more.
static bool is_alone(const struct visit *visit)
{
    return visit->claimed && visit->claim.handed != BOOKS_NOT_HANDED;
}

static const struct {
    const char *id, *key, *picture;
} options[VISIT_CHOICES] = {
    {"photographs", "choices.photographs", "camera-with-flash"},
    {"words", "choices.words", "speech-balloon"},
    {"contact", "choices.contact", "waving-hand"},
};

static const struct {
    const char *code, *key, *picture, *safe;
} ways[] = {
    {"letter", "choices.letter", "envelope", "choices.safe.letter"},
    {"telephone", "choices.telephone", "telephone-receiver", "choices.safe.telephone"},
    {"email", "choices.email", "e-mail", "choices.safe.email"},
};

// An older answer may be yes and no way.
static bool is_way(const char *contact)
{
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (str_equal(contact, ways[i].code))
            return true;
    return false;
}

static bool any_yes(const struct state *state)
{
    for (size_t i = 0; i < VISIT_CHOICES; i++)
        if (state->yes[i])
            return true;
    return false;
}

static void recall_half(struct state *state, const struct visit_half *half)
{
    memcpy(state->yes, half->choices, sizeof state->yes);
    state->none = half->none;
    str_copy(state->contact, sizeof state->contact, half->contact);
}

// What was said before, and is being changed, is where the answer begins; shown to who was
// recognised only.
static void recall_said(const struct kiosk *kiosk, struct state *state)
{
    struct choices_said said;

    if (!kiosk->visit.recognised || !(kiosk->visit.checking || is_alone(&kiosk->visit)))
        return;
    choices_find(kiosk, &said);
    state->none = true;
    for (size_t i = 0; i < VISIT_CHOICES; i++) {
        state->yes[i] = *said.values[i] && !str_equal(said.values[i], REMEMBER_NO);
        state->none = state->none && str_equal(said.values[i], REMEMBER_NO);
    }
    if (state->yes[VISIT_CONTACT])
        str_copy(state->contact, sizeof state->contact, said.values[VISIT_CONTACT]);
}

static void recall_visit(const struct visit *visit, struct state *state)
{
    for (size_t i = 0; i < VISIT_CHOICES; i++)
        state->yes[i] = visit->choices[i] == VISIT_YES;
    state->none = !any_yes(state);
    str_copy(state->contact, sizeof state->contact, visit->contact);
}

static void enter(struct kiosk *kiosk, void *data)
{
    const struct visit *visit = &kiosk->visit;
    struct state *state = data;

    if (visit->half.chosen)
        recall_half(state, &visit->half);
    else if (visit->choices[0] != VISIT_UNSAID)
        recall_visit(visit, state);
    else
        recall_said(kiosk, state);
}

static void save_alone(struct kiosk *kiosk, struct state *state)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    state->unsaved = !visit_save_choices(&kiosk->visit, &place, &err);
    if (state->unsaved)
        kiosk_failed(kiosk, &err);
    else
        kiosk_go(kiosk, &screen_arrived);
}

// All of it was answered: only now it is said.
static void keep(struct kiosk *kiosk, struct state *state)
{
    struct visit *visit = &kiosk->visit;

    visit->wording = state->wording;
    for (size_t i = 0; i < VISIT_CHOICES; i++)
        visit->choices[i] = state->yes[i] ? VISIT_YES : VISIT_NO;
    str_copy(visit->contact, sizeof visit->contact,
             state->yes[VISIT_CONTACT] ? state->contact : "");
    visit->half.chosen = false;
    if (is_alone(visit))
        save_alone(kiosk, state);
    else
        steps_next(kiosk);
}

static void go_back(struct kiosk *kiosk, const struct state *state)
{
    struct visit_half *half = &kiosk->visit.half;

    if (is_alone(&kiosk->visit)) {
        kiosk_go(kiosk, &screen_arrived);
        return;
    }
    half->chosen = !kiosk->visit.checking && (state->none || any_yes(state));
    half->none = state->none;
    memcpy(half->choices, state->yes, sizeof half->choices);
    str_copy(half->contact, sizeof half->contact, state->contact);
    steps_back(kiosk);
}

static void finish(struct kiosk *kiosk, struct state *state)
{
    state->unsaid = !state->none && !any_yes(state);
    if (state->unsaid)
        return;
    state->wording = choices_version(kiosk, kiosk->stage.ui->prefs.lang);
    state->how = state->yes[VISIT_CONTACT];
    if (!state->how)
        keep(kiosk, state);
}

static void put_none(struct state *state, struct ui *ui)
{
    ui_picture_of(ui, "cross-mark");
    ui_private(ui);
    if (!ui_choice(ui, "none", "choices.none", state->none))
        return;
    state->none = !state->none;
    for (size_t i = 0; i < VISIT_CHOICES; i++)
        state->yes[i] = false;
}

static void put_choice(const struct kiosk *kiosk, struct state *state, struct ui *ui,
                       enum visit_choice choice)
{
    const char *own = choices_own_words(kiosk, choice, ui->prefs.lang);

    ui_with(ui, "words", own);
    ui_public(ui);
    ui_picture_of(ui, options[choice].picture);
    ui_private(ui);
    if (!ui_choice(ui, options[choice].id, *own ? "choices.own" : options[choice].key,
                   state->yes[choice]))
        return;
    state->yes[choice] = !state->yes[choice];
    state->none = false;
}

static void frame_what(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_title(ui, "title", "choices.ask");
    if (state->unsaid)
        ui_problem(ui, "unsaid", "choices.unsaid");
    else
        ui_hint(ui, "hint", "choices.hint");
    ui_grid_begin(ui, 2);
    put_none(state, ui);
    for (size_t i = 0; i < VISIT_CHOICES; i++)
        put_choice(kiosk, state, ui, (enum visit_choice)i);
    ui_grid_end(ui);
    if (ui_back(ui))
        go_back(kiosk, state);
    if (ui_go(ui, "next", "next"))
        finish(kiosk, state);
}

static void frame_how(struct state *state, struct ui *ui)
{
    ui_title(ui, "title", "choices.how");
    if (state->unsaid)
        ui_problem(ui, "unsaid", "choices.how_unsaid");
    ui_grid_begin(ui, 3);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        ui_picture_of(ui, ways[i].picture);
        ui_private(ui);
        if (ui_choice(ui, ways[i].code, ways[i].key, str_equal(state->contact, ways[i].code)))
            str_copy(state->contact, sizeof state->contact, ways[i].code);
    }
    ui_grid_end(ui);
    if (ui_back(ui))
        state->how = state->unsaid = false;
    if (ui_go(ui, "next", "next")) {
        state->unsaid = !is_way(state->contact);
        state->safe = !state->unsaid;
    }
}

// Somebody else may open their letters or hear their telephone (PRV-23).
static const char *safe_key(const char *contact)
{
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (str_equal(contact, ways[i].code))
            return ways[i].safe;
    return "choices.safe.letter";
}

static void frame_safe(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_title(ui, "title", safe_key(state->contact));
    ui_hint(ui, "hint", "choices.safe.hint");
    ui_grid_begin(ui, 2);
    ui_picture_of(ui, "check-mark-button");
    ui_private(ui);
    if (ui_choice(ui, "safe", "choices.safe.yes", false))
        keep(kiosk, state);
    ui_picture_of(ui, "cross-mark");
    ui_private(ui);
    if (ui_choice(ui, "unsafe", "choices.safe.no", false)) {
        state->yes[VISIT_CONTACT] = false;
        keep(kiosk, state);
    }
    ui_grid_end(ui);
    if (ui_back(ui))
        state->safe = false;
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "choices.bar");
    if (state->unsaved)
        ui_problem(ui, "unsaved", "unsaved");
    if (state->safe)
        frame_safe(kiosk, state, ui);
    else if (state->how)
        frame_how(state, ui);
    else
        frame_what(kiosk, state, ui);
    ui_ask(ui);
    ui_finish(ui);
}

static void set_empty(struct kiosk *kiosk, void *data)
{
    (void)data;
    example_arrive(kiosk, VISIT_BY_LETTERS);
}

static void set_filled(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_empty(kiosk, data);
    state->yes[0] = state->yes[VISIT_CONTACT] = true;
}

static void set_unsaid(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_empty(kiosk, data);
    state->unsaid = true;
}

// As long as an office may make them.
static void set_own(struct kiosk *kiosk, void *data)
{
    static const struct body_wording words[VISIT_CHOICES] = {
        {"photographs", "Photographs in newsletter, Web and press",
         "Lluniau yn y cylchlythyr ac ar y wefan"},
        {"words", "Using my words, without my name, in news",
         "Defnyddio fy ngeiriau, ond heb fy enw i"},
        {"contact", "Keeping in touch about further meetings",
         "Cadw mewn cysylltiad am gyfarfodydd"}};

    set_empty(kiosk, data);
    kiosk->wording.words_count = VISIT_CHOICES;
    for (size_t i = 0; i < VISIT_CHOICES; i++)
        kiosk->wording.words[i] = words[i];
}

static void set_how(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_empty(kiosk, data);
    state->how = true;
}

static void set_safe(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_how(kiosk, data);
    str_copy(state->contact, sizeof state->contact, "telephone");
    state->safe = true;
}

static const struct screen_state states[] = {
    {"empty", set_empty},
    {"filled", set_filled},
    {"unsaid", set_unsaid},
    {"own-words", set_own},
    {"how", set_how},
    {"safe", set_safe},
    {0},
};

const struct screen screen_choices = {
    .name = "choices",
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
