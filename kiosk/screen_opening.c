// SPDX-License-Identifier: Apache-2.0

/*
 * A host's card was shown, and no meeting is open: "Is this right?" Day, time and meeting are
 * looked at before anybody signs in, for every minute is counted from the time that is confirmed
 * here. A wrong day is put right by picking the meeting, a wrong time by keying it. A meeting that
 * nobody planned is opened as well, once the host has read what that means, and said when it ends;
 * and one whose hosts did not come, by the code from the float tin (desk_tin.h).
 */

#include "kiosk/desk_tin.h"
#include "kiosk/desk_unplanned.h"
#include "kiosk/kiosk.h"
#include "kiosk/phrase.h"
#include "kiosk/screens.h"
#include "kiosk/timepad.h"
#include "shared/mem.h"
#include "shared/str.h"

struct state {
    enum { OPENING_CHECK, OPENING_DAY, OPENING_TIME, OPENING_TOLD, OPENING_END } mode;
    struct roster_planned planned[ROSTER_PLANNED_MAX]; // the nearest first
    size_t count;
    size_t picked; // count: none of this day
    bool anyway;   // none of them: a meeting that nobody planned
    struct desk_unplanned unplanned;
    int64_t ahead_ms; // of the program's clock, as the host has put it right
    char date[WHEN_DATE_SIZE];
    char typed[TIMEPAD_SIZE];
    bool unclear;
    enum { END_GOOD, END_OVER, END_FAR } end; // of what was keyed: before now; after too long
    bool tin;                                 // the tin's code opens another meeting than these
    bool refused;
};

static int64_t now(const struct state *state)
{
    return when_now_ms() + state->ahead_ms;
}

static bool is_of_now(const struct state *state, size_t index)
{
    const struct roster_planned *planned = &state->planned[index];

    return roster_is_of(planned->start_ms, planned->end_ms, now(state));
}

static void load(struct kiosk *kiosk, struct state *state)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    const struct card *card = &kiosk->desk.card;
    struct err err;

    if (!roster_list_planned(&kiosk->store, card, when_now_ms(), state->planned, &state->count,
                             &err) ||
        !desk_tin_helps(&place, state->planned, state->count, &state->tin, &err))
        kiosk_failed(kiosk, &err);
}

static void enter(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    desk_unplanned_begin(&state->unplanned);
    when_local_date(state->date, when_now_ms());
    if (kiosk->desk.has_card)
        load(kiosk, state);
    while (state->picked < state->count && !is_of_now(state, state->picked))
        state->picked++;
}

static bool open_anyway(struct kiosk *kiosk, struct state *state, struct err *err)
{
    struct desk_place place = kiosk_desk_place(kiosk);

    state->unplanned.start_ms = now(state); // of each try: the clock is set by it
    return desk_unplanned_open(&state->unplanned, &place, &kiosk->desk.card, err);
}

static bool open_picked(struct kiosk *kiosk, const struct state *state, struct err *err)
{
    struct desk_opening opening = {state->planned[state->picked].meeting, now(state)};
    struct desk_place place = kiosk_desk_place(kiosk);

    return desk_open_meeting(&place, &kiosk->desk.card, &opening, err);
}

static void open_it(struct kiosk *kiosk, struct state *state)
{
    struct err err;

    state->refused =
        !(state->anyway ? open_anyway(kiosk, state, &err) : open_picked(kiosk, state, &err));
    if (state->refused)
        kiosk_failed(kiosk, &err);
    else
        kiosk_home(kiosk);
}

static void ask_tin(struct kiosk *kiosk)
{
    struct desk_place place = kiosk_desk_place(kiosk);
    struct card card = kiosk->desk.card; // which is wiped before it is shown
    struct err err;

    if (desk_tin_begin(&kiosk->desk, &place, &card, &err))
        kiosk_go(kiosk, &screen_desk_tin);
    else
        kiosk_failed(kiosk, &err);
    mem_wipe(&card, sizeof card);
}

static void put_tin(struct kiosk *kiosk, const struct state *state, struct ui *ui)
{
    if (state->tin && ui_button(ui, "tin", "opening.tin"))
        ask_tin(kiosk);
}

static void put_day(struct ui *ui, const char *id, const char *key, const char *date)
{
    char day[PHRASE_SIZE];

    phrase_date(day, ui->prefs.lang, date);
    ui_with(ui, "date", day);
    ui_public(ui);
    ui_paragraph(ui, id, key);
}

static void put_hours(struct ui *ui, int64_t from_ms, int64_t to_ms, const char *title)
{
    char from[WHEN_TIME_SIZE];
    char to[WHEN_TIME_SIZE];

    when_local_time(from, from_ms);
    when_local_time(to, to_ms);
    if (title)
        ui_with(ui, "title", title);
    ui_with(ui, "from", from);
    ui_with(ui, "to", to);
    ui_public(ui);
    ui_paragraph(ui, "meeting", title ? "opening.meeting" : "opening.made");
}

static void put_meeting(const struct state *state, struct ui *ui)
{
    const struct roster_planned *planned = &state->planned[state->picked];

    if (state->anyway)
        put_hours(ui, now(state), state->unplanned.end_ms, NULL);
    else if (state->picked == state->count)
        ui_problem(ui, "none", "opening.none");
    else
        put_hours(ui, planned->start_ms, planned->end_ms, *planned->title ? planned->title : NULL);
}

static void frame_check(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    bool opens = state->anyway || state->picked < state->count;
    char time[WHEN_TIME_SIZE];

    when_local_time(time, now(state));
    ui_centre(ui);
    ui_title(ui, "title", "opening.ask");
    put_day(ui, "date", "opening.date", state->date);
    ui_number(ui, "clock", time);
    put_meeting(state, ui);
    if (state->refused)
        ui_problem(ui, "refused", "opening.refused");
    if (!ui_is_short(ui))
        ui_hint(ui, "why", "opening.why");
    if (!opens)
        put_tin(kiosk, state, ui);
    if (state->picked == state->count && !state->anyway &&
        ui_foot(ui, "unplanned", "opening.unplanned"))
        state->mode = OPENING_TOLD;
    if (state->count > 0 && ui_foot(ui, "day", "opening.day_wrong"))
        state->mode = OPENING_DAY;
    if (ui_foot(ui, "wrong", "opening.time_wrong"))
        state->mode = OPENING_TIME;
    if (ui_back(ui))
        kiosk_home(kiosk);
    if (opens && ui_go(ui, "open", "opening.open"))
        open_it(kiosk, state);
}

// Another day: its time is keyed next, for a clock with a wrong day has no right time.
static void pick(struct state *state, size_t index)
{
    bool same = is_of_now(state, index);

    state->picked = index;
    state->anyway = false;
    if (!same)
        when_local_date(state->date, state->planned[index].start_ms);
    state->mode = same ? OPENING_CHECK : OPENING_TIME;
}

static void frame_day(struct kiosk *kiosk, struct state *state, struct ui *ui)
{
    static const char *const ids[ROSTER_PLANNED_MAX] = {"meeting.1", "meeting.2", "meeting.3",
                                                        "meeting.4", "meeting.5"};

    ui_title(ui, "title", "opening.which");
    ui_grid_begin(ui, 2);
    for (size_t i = 0; i < state->count; i++) {
        char date[WHEN_DATE_SIZE];
        char day[PHRASE_SIZE];

        when_local_date(date, state->planned[i].start_ms);
        phrase_date(day, ui->prefs.lang, date);
        ui_with(ui, "date", day);
        ui_with(ui, "title", state->planned[i].title);
        ui_public(ui);
        ui_second(ui, "opening.day");
        if (ui_choice(ui, ids[i], "opening.title", i == state->picked))
            pick(state, i);
    }
    ui_grid_end(ui);
    put_tin(kiosk, state, ui);
    if (ui_foot(ui, "unplanned", "opening.unplanned"))
        state->mode = OPENING_TOLD;
    if (ui_back(ui))
        state->mode = OPENING_CHECK;
}

// Said to the host before it is opened, and to everybody who signs in (screen_unplanned).
static void frame_told(struct state *state, struct ui *ui)
{
    ui_centre(ui);
    ui_title(ui, "title", "opening.told");
    ui_paragraph(ui, "in", "opening.told.in");
    ui_paragraph(ui, "waits", "opening.told.waits");
    ui_paragraph(ui, "say", "opening.told.say");
    if (ui_back(ui))
        state->mode = OPENING_CHECK;
    if (ui_go(ui, "next", "next"))
        state->mode = OPENING_END;
}

static bool end_is_good(struct state *state, int64_t end_ms)
{
    int64_t long_ms = end_ms - now(state);

    state->end = long_ms <= 0 ? END_OVER : long_ms > DESK_UNPLANNED_MAX_MS ? END_FAR : END_GOOD;
    return state->end == END_GOOD;
}

// Of the meeting that is opened, which may have begun before midnight.
static bool read_time(const struct state *state, int64_t *out)
{
    const struct roster_planned *planned = &state->planned[state->picked];

    if (state->anyway || state->picked == state->count)
        return timepad_read(state->typed, state->date, out);
    return timepad_read_near(state->typed, planned->start_ms, planned->end_ms, out);
}

static void take_time(struct state *state)
{
    int64_t instant;

    state->unclear = !read_time(state, &instant);
    if (state->unclear)
        return;
    state->ahead_ms = instant - when_now_ms();
    when_local_date(state->date, instant);
    mem_wipe(state->typed, sizeof state->typed);
    state->mode = OPENING_CHECK;
    if (state->anyway && !end_is_good(state, state->unplanned.end_ms))
        state->mode = OPENING_END;
}

static void take_end(struct state *state)
{
    int64_t from_ms = now(state);
    int64_t instant;

    state->unclear =
        !timepad_read_near(state->typed, from_ms, from_ms + DESK_UNPLANNED_MAX_MS, &instant);
    if (state->unclear || !end_is_good(state, instant))
        return;
    state->unplanned.end_ms = instant;
    state->anyway = true;
    mem_wipe(state->typed, sizeof state->typed);
    state->mode = OPENING_CHECK;
}

static void frame_end(struct state *state, struct ui *ui)
{
    ui_row_begin(ui);
    ui_column_begin(ui);
    ui_title(ui, "title", "opening.end");
    timepad_show(ui, "opening.end", state->typed);
    if (state->unclear)
        ui_problem(ui, "unclear", "timepad.unclear");
    if (state->end == END_OVER)
        ui_problem(ui, "over", "opening.end.over");
    if (state->end == END_FAR)
        ui_problem(ui, "far", "opening.end.far");
    ui_column_end(ui);
    if (timepad_keys(ui, state->typed)) {
        state->unclear = false;
        state->end = END_GOOD;
    }
    ui_row_end(ui);
    if (ui_back(ui))
        state->mode = OPENING_TOLD;
    if (ui_go(ui, "next", "next"))
        take_end(state);
}

static void frame_time(struct state *state, struct ui *ui)
{
    ui_row_begin(ui);
    ui_column_begin(ui);
    ui_title(ui, "title", "opening.time");
    put_day(ui, "date", "opening.date", state->date);
    timepad_show(ui, "opening.time", state->typed);
    if (state->unclear)
        ui_problem(ui, "unclear", "timepad.unclear");
    ui_column_end(ui);
    if (timepad_keys(ui, state->typed))
        state->unclear = false;
    ui_row_end(ui);
    if (ui_back(ui))
        state->mode = OPENING_CHECK;
    if (ui_go(ui, "next", "next"))
        take_time(state);
}

static void frame(struct kiosk *kiosk, void *data, struct ui *ui)
{
    struct state *state = data;

    ui_page(ui, "opening.bar");
    switch (state->mode) {
    case OPENING_CHECK:
        frame_check(kiosk, state, ui);
        break;
    case OPENING_DAY:
        frame_day(kiosk, state, ui);
        break;
    case OPENING_TIME:
        frame_time(state, ui);
        break;
    case OPENING_TOLD:
        frame_told(state, ui);
        break;
    case OPENING_END:
        frame_end(state, ui);
        break;
    }
}

static void set_planned(struct kiosk *kiosk, void *data)
{
    struct state *state = data;
    struct roster_planned *one = state->planned;

    one[0] = (struct roster_planned){.start_ms = kiosk->roster.planned.start_ms,
                                     .end_ms = kiosk->roster.planned.end_ms};
    str_copy(one[0].title, sizeof one[0].title, kiosk->roster.planned.public_title);
    one[1] = one[0];
    one[1].start_ms += INT64_C(7) * 86400000;
    one[1].end_ms += INT64_C(7) * 86400000;
    state->count = 2;
    state->picked = 0;
}

static void set_none(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_planned(kiosk, data);
    state->picked = state->count;
}

static void set_refused(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_planned(kiosk, data);
    state->refused = true;
}

static void set_day(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_planned(kiosk, data);
    state->mode = OPENING_DAY;
}

static void set_time(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_planned(kiosk, data);
    str_copy(state->typed, sizeof state->typed, "955");
    state->mode = OPENING_TIME;
}

static void set_unclear(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_time(kiosk, data);
    str_copy(state->typed, sizeof state->typed, "2575");
    state->unclear = true;
}

static void set_told(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_none(kiosk, data);
    state->mode = OPENING_TOLD;
}

static void set_end(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_none(kiosk, data);
    str_copy(state->typed, sizeof state->typed, "1230");
    state->mode = OPENING_END;
}

static void set_over(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_end(kiosk, data);
    str_copy(state->typed, sizeof state->typed, "0830");
    state->end = END_OVER;
}

static void set_far(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_end(kiosk, data);
    str_copy(state->typed, sizeof state->typed, "2330");
    state->end = END_FAR;
}

// A host of other meetings, and none of theirs is today.
static void set_tin(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_none(kiosk, data);
    state->tin = true;
}

static void set_anyway(struct kiosk *kiosk, void *data)
{
    struct state *state = data;

    set_none(kiosk, data);
    state->anyway = true;
    state->unplanned.end_ms = now(state) + INT64_C(9000000);
}

static const struct screen_state states[] = {
    {"planned", set_planned},
    {"none", set_none},
    {"refused", set_refused},
    {"day", set_day},
    {"time", set_time},
    {"time-unclear", set_unclear},
    {"told", set_told},
    {"end", set_end},
    {"end-over", set_over},
    {"end-far", set_far},
    {"tin", set_tin},
    {"anyway", set_anyway},
    {0},
};

const struct screen screen_opening = {
    .name = "opening",
    .staff = true,
    .state_size = sizeof(struct state),
    .enter = enter,
    .frame = frame,
    .states = states,
};
