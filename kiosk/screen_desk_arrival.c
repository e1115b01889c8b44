// SPDX-License-Identifier: Apache-2.0

/*
 * For hosts: one person's presence is put right. They are found as at the first screen, by letters
 * or by their card; then when they came and why, or when they went. Who is not signed in is signed
 * in by it. There is no list to leaf through (PRV-02).
 */

#include <stdio.h>
#include <string.h>

#include "kiosk/host.h"
#include "kiosk/kiosk.h"
#include "kiosk/screens.h"
#include "kiosk/timepad.h"
#include "shared/mem.h"
#include "shared/str.h"

enum mode { ARRIVAL_WHO, ARRIVAL_WHICH, ARRIVAL_CAME, ARRIVAL_WHY, ARRIVAL_WENT, ARRIVAL_DONE };
enum trouble { ARRIVAL_FINE, ARRIVAL_SHORT, ARRIVAL_MANY, ARRIVAL_UNCLEAR, ARRIVAL_UNSAVED };

struct state {
    enum mode mode;
    enum trouble trouble;
    char letters[UI_TYPED_SIZE];
    struct id found[ROSTER_MATCHES_MAX];
    size_t count;
    struct id person;
    struct books_attendance there; // zeros: not signed in
    char typed[TIMEPAD_SIZE];
    int64_t arrived_ms; // as it is put right
};

static void show_trouble(struct ui *ui, enum trouble trouble)
{
    static const char *const keys[] = {
        [ARRIVAL_SHORT] = "find.short",
        [ARRIVAL_MANY] = "find.many",
        [ARRIVAL_UNCLEAR] = "arrival.unclear",
        [ARRIVAL_UNSAVED] = "unsaved",
    };

    if (keys[trouble])
        ui_problem(ui, "trouble", keys[trouble]);
}

static const char *mask(const struct kiosk *kiosk, struct id person)
{
    const struct roster_person *known = roster_find_person(&kiosk->roster, person);

    return known ? known->mask : "";
}

// --- who ---

static void choose(struct kiosk *kiosk, struct state *state, struct id person)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    state->person = person;
    state->trouble = ARRIVAL_FINE;
    state->mode = ARRIVAL_CAME;
    if (!host_find_presence(&place, person, &state->there, &err))
        kiosk_failed(kiosk, &err);
}

static void look(struct kiosk *kiosk, struct state *state)
{
    const struct roster_person *found[ROSTER_MATCHES_MAX];
    struct roster_clue clue = {state->letters, ""};

    switch (roster_find_letters(&kiosk->roster, &clue, found, &state->count)) {
    case ROSTER_FOUND:
    case ROSTER_NOBODY:
        for (size_t i = 0; i < state->count; i++)
            state->found[i] = found[i]->expected.person;
        state->mode = ARRIVAL_WHICH;
        break;
    case ROSTER_TOO_MANY:
        state->trouble = ARRIVAL_MANY;
        break;
    case ROSTER_TOO_SHORT:
        state->trouble = ARRIVAL_SHORT;
        break;
    }
}

static void take_card(struct kiosk *kiosk, struct state *state, const char *code)
{
    const struct roster_person *person = NULL;
    struct card card;

    mem_wipe(state->letters, sizeof state->letters); // a scanner's first letters reach the keys
    if (card_parse(&card, code) && card.kind == CARD_MEMBER)
        person = roster_find_card(&kiosk->roster, &card);
    mem_wipe(&card, sizeof card);
    if (person)
        choose(kiosk, state, person->expected.person);
}

static void frame_who(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    const char *code = ui_scan(ui);

    ui_title(ui, "title", ui_is_short(ui) ? "arrival.who.short" : "arrival.who");
    ui_pii(ui);
    ui_field(ui, "typed", "find.field", state->letters);
    show_trouble(ui, state->trouble);
    if (ui_keyboard(ui, "keys", state->letters, sizeof state->letters, UI_KEYBOARD_LETTERS))
        state->trouble = ARRIVAL_FINE;
    if (ui_back(ui))
        kiosk_go(kiosk, &screen_desk_people);
    if (ui_go(ui, "next", "next"))
        look(kiosk, state);
    if (code)
        take_card(kiosk, state, code);
}

static void frame_which(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    static const char *const ids[ROSTER_MATCHES_MAX] = {"name.1", "name.2", "name.3", "name.4",
                                                        "name.5"};

    ui_title(ui, "title", state->count > 0 ? "arrival.which" : "arrival.nobody");
    if (state->count > 0)
        ui_grid_begin(ui, 2);
    for (size_t i = 0; i < state->count; i++) {
        ui_with(ui, "name", mask(kiosk, state->found[i]));
        ui_pii(ui);
        if (ui_button(ui, ids[i], "find.name"))
            choose(kiosk, state, state->found[i]);
    }
    if (state->count > 0)
        ui_grid_end(ui);
    if (ui_back(ui))
        state->mode = ARRIVAL_WHO;
}

// --- when ---

static const char *presence_key(const struct books_attendance *there)
{
    if (id_is_none(there->attendance))
        return "arrival.not_here";
    return there->left_ms ? "arrival.left" : "arrival.here";
}

static void put_presence(const struct state *state, struct ui *ui)
{
    int64_t left_ms = state->there.left_ms;
    char came[WHEN_TIME_SIZE];
    char went[WHEN_TIME_SIZE];

    when_local_time(came, state->there.arrived_ms);
    when_local_time(went, left_ms ? left_ms : state->there.arrived_ms);
    ui_with(ui, "came", came);
    ui_with(ui, "went", went);
    ui_private(ui);
    ui_hint(ui, "presence", presence_key(&state->there));
}

static void put_when(const struct kiosk *kiosk, struct state *state, struct ui *ui, const char *ask)
{
    ui_row_begin(ui);
    ui_column_begin(ui);
    ui_with(ui, "name", mask(kiosk, state->person));
    ui_pii(ui);
    ui_title(ui, "title", ask);
    put_presence(state, ui);
    timepad_show(ui, "arrival.field", state->typed);
    show_trouble(ui, state->trouble);
    ui_column_end(ui);
    if (timepad_keys(ui, state->typed))
        state->trouble = ARRIVAL_FINE;
    ui_row_end(ui);
}

// The last such time that is over: where the meeting runs over midnight it may be yesterday's.
static bool read_time(struct kiosk *kiosk, struct state *state, int64_t *out)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    char day[WHEN_DATE_SIZE];
    char first[WHEN_DATE_SIZE];

    when_local_date(day, when_now_ms());
    when_local_date(first, host_first_ms(&place));
    while (strcmp(day, first) >= 0) {
        if (timepad_read(state->typed, day, out) && *out <= when_now_ms())
            return true;
        when_date_of_days(day, when_days(day) - 1);
    }
    state->trouble = ARRIVAL_UNCLEAR;
    return false;
}

static void save(struct kiosk *kiosk, struct state *state, const struct host_correction *correction)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct err err;

    if (host_correct(&kiosk->desk, &place, correction, &err)) {
        state->mode = ARRIVAL_DONE;
        return;
    }
    state->trouble = err.kind == ERR_INVALID ? ARRIVAL_UNCLEAR : ARRIVAL_UNSAVED;
    kiosk_failed(kiosk, &err);
}

static void take_arrival(struct state *state, int64_t arrived_ms)
{
    state->arrived_ms = arrived_ms;
    mem_wipe(state->typed, sizeof state->typed);
    state->mode = ARRIVAL_WHY;
}

static void frame_came(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    int64_t start = kiosk->roster.planned.start_ms;
    bool here = !id_is_none(state->there.attendance) && !state->there.left_ms;
    char time[WHEN_TIME_SIZE];
    int64_t came;

    put_when(kiosk, state, ui, "arrival.came");
    when_local_time(time, start);
    ui_with(ui, "start", time);
    ui_public(ui);
    if (start <= when_now_ms() && ui_foot(ui, "start", "arrival.start"))
        take_arrival(state, start);
    if (here && ui_foot(ui, "went", "arrival.has_left"))
        state->mode = ARRIVAL_WENT;
    if (ui_back(ui))
        state->mode = ARRIVAL_WHO;
    if (ui_go(ui, "next", "next") && read_time(kiosk, state, &came))
        take_arrival(state, came);
}

static void frame_why(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    char time[WHEN_TIME_SIZE];
    char id[UI_ID_SIZE];
    char key[WORDS_KEY_SIZE];

    when_local_time(time, state->arrived_ms);
    ui_with(ui, "time", time);
    ui_private(ui);
    ui_title(ui, "title", "arrival.why");
    show_trouble(ui, state->trouble);
    ui_grid_begin(ui, 2);
    for (size_t i = 0; host_reasons[i]; i++) {
        snprintf(id, sizeof id, "why.%zu", i + 1);
        snprintf(key, sizeof key, "arrival.why.%.20s", host_reasons[i]);
        if (ui_choice(ui, id, key, false))
            save(kiosk, state,
                 &(struct host_correction){state->person, state->arrived_ms, 0, host_reasons[i]});
    }
    ui_grid_end(ui);
    if (ui_back(ui))
        state->mode = ARRIVAL_CAME;
}

static void frame_went(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    int64_t went;

    put_when(kiosk, state, ui, "arrival.when_left");
    if (ui_back(ui))
        state->mode = ARRIVAL_CAME;
    if (ui_go(ui, "next", "next") && read_time(kiosk, state, &went))
        save(kiosk, state, &(struct host_correction){state->person, 0, went, ""});
}

static void frame_done(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    ui_centre(ui);
    ui_picture(ui, "tick", "check-mark-button");
    ui_with(ui, "name", mask(kiosk, state->person));
    ui_pii(ui);
    ui_title(ui, "done", "arrival.done");
    ui_paragraph(ui, "office", "arrival.office");
    if (ui_foot(ui, "another", "arrival.another"))
        mem_wipe(state, sizeof *state);
    if (ui_go(ui, "end", "people.go"))
        kiosk_go(kiosk, &screen_desk_people);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    static void (*const frames[])(struct kiosk *, struct state *, struct ui *) = {
        [ARRIVAL_WHO] = frame_who, [ARRIVAL_WHICH] = frame_which, [ARRIVAL_CAME] = frame_came,
        [ARRIVAL_WHY] = frame_why, [ARRIVAL_WENT] = frame_went,   [ARRIVAL_DONE] = frame_done,
    };
    struct state *state = data;

    ui_page(ui, "arrival.bar");
    frames[state->mode](kiosk, state, ui);
}

static void set_typed(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    (void)kiosk;
    str_copy(state->letters, sizeof state->letters, "DAV");
}

static void set_short(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    str_copy(state->letters, sizeof state->letters, "D");
    look(kiosk, state);
}

static void set_found(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    str_copy(state->letters, sizeof state->letters, "MOR");
    look(kiosk, state);
}

static void set_nobody(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    str_copy(state->letters, sizeof state->letters, "XYZ");
    look(kiosk, state);
}

static void set_not_here(struct kiosk *kiosk, void *data)
{
    choose(kiosk, data, kiosk->roster.people[0].expected.person);
}

static void set_came(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_not_here(kiosk, data);
    state->there = (struct books_attendance){.attendance = id_new(),
                                             .arrived_ms = kiosk->roster.planned.start_ms};
    str_copy(state->typed, sizeof state->typed, "955");
}

static void set_unclear(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_came(kiosk, data);
    state->trouble = ARRIVAL_UNCLEAR;
}

static void set_left(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_came(kiosk, data);
    state->there.left_ms = kiosk->roster.planned.end_ms;
}

static void set_why(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_came(kiosk, data);
    take_arrival(state, kiosk->roster.planned.start_ms);
}

static void set_went(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_came(kiosk, data);
    state->mode = ARRIVAL_WENT;
}

static void set_done(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_came(kiosk, data);
    state->mode = ARRIVAL_DONE;
}

static const struct screen_state states[] = {
    {"who", NULL},
    {"typed", set_typed},
    {"too-short", set_short},
    {"found", set_found},
    {"nobody", set_nobody},
    {"not-here", set_not_here},
    {"came", set_came},
    {"unclear", set_unclear},
    {"has-left", set_left},
    {"why", set_why},
    {"went", set_went},
    {"done", set_done},
    {0},
};

const struct screen screen_desk_arrival = {
    .name = "desk-arrival",
    .staff = true,
    .state_size = sizeof(struct state),
    .frame = frame,
    .states = states,
};
