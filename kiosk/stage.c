// SPDX-License-Identifier: Apache-2.0

#include "kiosk/stage.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "kiosk/stage_parts.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

#define IDLE_MS 300000
#define VEIL_MS 60000
#define ALERT_MS 45000
#define NUMBER_MS 22000 // words first, a number only towards the end (TIM-05)
#define GOES_MAX 8

static void free_state(const struct screen *screen, void **state)
{
    if (*state) {
        assert(screen);
        mem_wipe(*state, screen->state_size);
        free(*state);
    }
    *state = NULL;
}

static void drop_aside(struct stage *stage)
{
    free_state(stage->aside, &stage->aside_state);
    stage->aside = NULL;
}

void stage_go(struct stage *stage, const struct screen *screen)
{
    stage->next = screen;
    stage->step = STAGE_GO;
}

void stage_end(struct stage *stage, const struct screen *screen)
{
    stage_go(stage, screen);
    stage->ends = true;
}

void stage_aside(struct stage *stage, const struct screen *screen)
{
    stage_go(stage, screen);
    stage->step = STAGE_ASIDE;
}

bool stage_return(struct stage *stage)
{
    if (!stage->aside)
        return false;
    stage_go(stage, stage->aside);
    stage->step = STAGE_RETURN;
    return true;
}

void stage_clear(struct stage *stage)
{
    free_state(stage->screen, &stage->state);
    drop_aside(stage);
    stage->screen = stage->next = NULL;
}

static void keep_aside(struct stage *stage)
{
    if (stage->aside) {
        free_state(stage->screen, &stage->state);
        return;
    }
    stage->aside = stage->screen;
    stage->aside_state = stage->state;
    stage->aside_page = stage->ui->page;
    stage->state = NULL;
}

static void take_back(struct stage *stage)
{
    free_state(stage->screen, &stage->state);
    stage->screen = stage->aside;
    stage->state = stage->aside_state;
    stage->ui->page = stage->aside_page;
    stage->aside = NULL;
    stage->aside_state = NULL;
}

static void forget(struct stage *stage)
{
    stage->ends = false;
    stage->over = STAGE_NOTHING;
    ui_forget(stage->ui);
    listen_forget(&stage->listen, stage->ui);
}

static bool is_staffs(const struct screen *screen)
{
    return screen && screen->staff;
}

// Leaves what is shown, as `step` says; the ui is ready for the next screen.
static void leave(struct stage *stage, enum stage_step step, const struct screen *next)
{
    struct ui *ui = stage->ui;

    if (is_staffs(stage->screen) != is_staffs(next))
        ui_change_hands(ui);
    ui->page = 0;
    ui->accents = false;
    ui->focus[0] = '\0';
    stage->entered_ms = when_monotonic_ms();
    if (step == STAGE_RETURN) {
        take_back(stage);
        return;
    }
    if (step == STAGE_ASIDE)
        keep_aside(stage);
    else
        drop_aside(stage);
    free_state(stage->screen, &stage->state);
    if (stage->ends)
        forget(stage);
}

// A screen's enter may go on at once, but not for ever.
static void enter_next(struct stage *stage)
{
    for (int i = 0; stage->next; i++) {
        const struct screen *screen = stage->next;
        enum stage_step step = stage->step;

        assert(i < GOES_MAX);
        stage->next = NULL;
        leave(stage, step, screen);
        if (step == STAGE_RETURN)
            return;
        stage->screen = screen;
        stage->state = mem_new(1, screen->state_size + 1);
        if (screen->enter)
            screen->enter(stage->kiosk, stage->state);
    }
}

// --- what hides the screen ---

int64_t stage_idle_limit(const struct stage *stage)
{
    return stage->idle_ms > 0 ? stage->idle_ms : IDLE_MS;
}

static int64_t left_ms(const struct stage *stage)
{
    return stage->touched_ms + stage_idle_limit(stage) + ALERT_MS - when_monotonic_ms();
}

static void frame_still_there(const struct stage *stage, struct ui *ui)
{
    int64_t left = left_ms(stage);

    ui_page(ui, "still.bar");
    ui_centre(ui);
    ui_title(ui, "still.ask", "still.ask");
    ui_paragraph(ui, "still.why", "still.why");
    if (left <= NUMBER_MS) {
        ui_with_count(ui, (left + 999) / 1000);
        ui_public(ui);
        ui_paragraph(ui, "still.left", "still.left");
    }
    ui_go(ui, "still.yes", "still.yes");
}

// Whatever hides a visitor's screen (PRV-05). Where it is asked whether somebody is there, any
// touch is the answer; while something is done there is nobody to take one.
static bool can_finish(const struct stage *stage)
{
    return stage->over != STAGE_NOTHING && stage->over != STAGE_STILL_THERE &&
           stage->over != STAGE_WAIT && !is_staffs(stage->screen);
}

static void frame(const struct stage *stage)
{
    struct ui *ui = stage->ui;

    switch (stage->over) {
    case STAGE_HELP:
        stage_frame_help(stage, ui);
        break;
    case STAGE_HELPED:
        stage_frame_helped(ui);
        break;
    case STAGE_SIZES:
        stage_frame_sizes(ui);
        break;
    case STAGE_COLOURS:
        stage_frame_colours(ui);
        break;
    case STAGE_PRIVACY:
        stage_frame_privacy(ui);
        break;
    case STAGE_LANGUAGES:
        stage_frame_languages(ui);
        break;
    case STAGE_SOUND:
        stage_frame_sound(stage, ui);
        break;
    case STAGE_STILL_THERE:
        frame_still_there(stage, ui);
        break;
    case STAGE_WAIT:
        stage_frame_wait(ui);
        break;
    case STAGE_NOTHING:
    case STAGE_OVERS:
        stage->screen->frame(stage->kiosk, stage->state, ui);
        break;
    }
    if (can_finish(stage))
        ui_finish(ui);
}

static void place(const struct stage *stage)
{
    assert(stage->screen);
    ui_begin(stage->ui, NULL);
    frame(stage);
    ui_end(stage->ui);
}

// What is not seen is heard, or it is lost (PRV-08).
static bool may_be_dark(const struct stage *stage)
{
    return stage->listen.plugged && stage->ui->hearing > UI_SILENT;
}

static void describe(struct stage *stage)
{
    enum ui_hearing before = stage->ui->hearing;

    place(stage);
    listen_follow(&stage->listen, stage->ui, stage->screen, (int)stage->over);
    stage->ui->prefs.dark = stage->ui->prefs.dark && may_be_dark(stage);
    if (stage->ui->hearing != before) // another button for it
        place(stage);
}

// --- what is the same on every screen ---

static void end_visit(struct stage *stage)
{
    if (stage->blank)
        stage->blank(stage->blank_data);
    stage->forget(stage->kiosk);
    assert(stage->next && stage->ends); // the first screen
}

static void turn_page(struct stage *stage, int step)
{
    stage->ui->page += step;
    stage->ui->focus[0] = '\0';
    stage->entered_ms = when_monotonic_ms();
}

void stage_show_over(struct stage *stage, enum stage_over over)
{
    stage->over = over;
    stage->ui->page = 0;
    stage->ui->focus[0] = '\0';
    stage->entered_ms = when_monotonic_ms();
}

static void ask_person(struct stage *stage)
{
    stage_show_over(stage, STAGE_NOTHING);
    if (stage->ask)
        stage->ask(stage->kiosk);
}

static void be_unsure(struct stage *stage)
{
    stage_show_over(stage, STAGE_NOTHING);
    if (stage->unsure)
        stage->unsure(stage->kiosk);
}

// The kit's own buttons. False for all that is the screen's.
static bool answers(struct stage *stage, const char *id)
{
    struct ui *ui = stage->ui;

    if (str_equal(id, "more"))
        turn_page(stage, 1);
    else if (str_equal(id, "earlier") || (str_equal(id, "back") && ui->page > 0))
        turn_page(stage, -1);
    else if (str_equal(id, "person") || str_equal(id, "help.person"))
        ask_person(stage);
    else if (str_equal(id, "unsure") || str_equal(id, "help.unsure"))
        be_unsure(stage);
    else if (str_equal(id, "finish"))
        end_visit(stage);
    else if (str_equal(id, "practice.end") && stage->practice_end)
        stage->practice_end(stage->kiosk);
    else if (str_equal(id, "practice.card") && stage->practice_card)
        stage->practice_card(stage->kiosk);
    else
        return stage_answers_look(stage, id) || stage_answers_sound(stage, id) ||
               stage->over != STAGE_NOTHING;
    return true;
}

static void act(struct stage *stage, const struct ui_event *event)
{
    char id[UI_ID_SIZE] = "";
    struct ui_event copy = *event; // its id may be a node's, and the nodes will be wiped
    bool fits;

    if (event->kind == UI_TOUCHED) {
        fits = str_copy(id, sizeof id, event->id);
        assert(fits);
        copy.id = id;
        if (answers(stage, id))
            return;
    }
    ui_begin(stage->ui, &copy);
    stage->screen->frame(stage->kiosk, stage->state, stage->ui);
    ui_end(stage->ui);
    if (stage->settle)
        stage->settle(stage->kiosk);
}

static const struct ui_node *problem_of(const struct ui *ui)
{
    for (size_t i = 0; i < ui->node_count; i++)
        if (ui->nodes[i].role == UI_PROBLEM)
            return &ui->nodes[i];
    return NULL;
}

// Why Next did not go on is to be seen, on whichever page it stands, and has the focus of who uses
// keys (FRM-07).
static void show_problem(struct stage *stage)
{
    struct ui *ui = stage->ui;
    const struct ui_node *problem = problem_of(ui);

    if (!problem)
        return;
    if (*ui->focus)
        str_copy(ui->focus, sizeof ui->focus, problem->id);
    if (problem->page != ui->page) {
        ui->page = problem->page;
        stage->entered_ms = when_monotonic_ms();
    }
    describe(stage);
}

static bool is_go(const struct ui *ui, const struct ui_event *event)
{
    const struct ui_node *node = event && event->kind == UI_TOUCHED ? ui_node(ui, event->id) : NULL;

    return node && node->role == UI_GO && !str_equal(node->id, "more");
}

// In another language, or when what is read has buttons of its own, it may stand on another page
// (LNG-05, INP-03).
static void follow_focus(struct stage *stage, const char *id)
{
    struct ui *ui = stage->ui;

    for (size_t i = 0; i < ui->node_count; i++) {
        const struct ui_node *node = &ui->nodes[i];

        if (!str_equal(node->id, id) || node->placed || node->ghost || node->page == ui->page)
            continue;
        ui->page = node->page;
        str_copy(ui->focus, sizeof ui->focus, id);
        describe(stage);
        return;
    }
}

void stage_show_code(struct stage *stage, const char *code)
{
    bool fits = str_copy(stage->code, sizeof stage->code, code);

    assert(fits);
}

static void give_code(struct stage *stage)
{
    struct ui_event event = {.kind = UI_SCANNED, .text = stage->code};

    if (!*stage->code)
        return;
    act(stage, &event);
    mem_wipe(stage->code, sizeof stage->code);
    enter_next(stage);
}

void stage_event(struct stage *stage, const struct ui_event *event)
{
    bool go = is_go(stage->ui, event);
    bool had_problem = problem_of(stage->ui) != NULL;
    enum stage_over over = stage->over;
    int page = stage->ui->page;
    char focus[UI_ID_SIZE];
    bool went;
    bool stays;

    str_copy(focus, sizeof focus, stage->ui->focus);
    if (event)
        stage_act_begin(stage);
    if (event && stage->screen)
        act(stage, event);
    went = stage->next != NULL;
    enter_next(stage);
    give_code(stage);
    stage_act_end(stage);
    stays = !went && stage->over == over && stage->ui->page == page;
    describe(stage);
    if (*focus && stays)
        follow_focus(stage, focus);
    if (event && !went && (go || !had_problem))
        show_problem(stage);
}

void stage_pose(struct stage *stage, const struct screen *screen, const struct screen_state *state)
{
    stage->over = STAGE_NOTHING;
    stage_go(stage, screen);
    enter_next(stage);
    if (state && state->set)
        state->set(stage->kiosk, stage->state);
    enter_next(stage);
    describe(stage);
}

const char *stage_over_name(enum stage_over over)
{
    static const char *const names[STAGE_OVERS] = {
        [STAGE_HELP] = "help",           [STAGE_HELPED] = "helped",
        [STAGE_SIZES] = "sizes",         [STAGE_COLOURS] = "colours",
        [STAGE_LANGUAGES] = "languages", [STAGE_PRIVACY] = "privacy",
        [STAGE_SOUND] = "sound",         [STAGE_STILL_THERE] = "still-there",
        [STAGE_WAIT] = "wait",
    };

    return over == STAGE_LANGUAGES && words_count() < 3 ? NULL : names[over];
}

void stage_pose_over(struct stage *stage, enum stage_over over)
{
    stage_show_over(stage, over);
    // With the number, as in the last seconds: it is the most there is to see.
    stage->touched_ms = when_monotonic_ms() - stage_idle_limit(stage) - ALERT_MS + NUMBER_MS / 2;
    describe(stage);
}

void stage_plug(struct stage *stage, bool plugged)
{
    stage_wake(stage);
    // Who pulls them out by mistake is not shown to the room.
    stage->ui->veiled = stage->ui->prefs.dark && !plugged;
    stage->ui->prefs.dark = stage->ui->others.dark = false;
    listen_plug(&stage->listen, stage->ui, plugged);
    describe(stage);
}

void stage_found(struct stage *stage)
{
    listen_ring(&stage->listen, stage->ui);
}

// --- silence ---

bool stage_wake(struct stage *stage)
{
    bool slept = stage->over == STAGE_STILL_THERE || stage->ui->veiled;

    stage->touched_ms = when_monotonic_ms();
    listen_hush(&stage->listen);
    if (!slept)
        return false;
    if (stage->over == STAGE_STILL_THERE)
        stage_show_over(stage, STAGE_NOTHING);
    stage->ui->veiled = false;
    describe(stage);
    return true;
}

bool stage_lighten(struct stage *stage)
{
    if (!stage->ui->prefs.dark)
        return false;
    stage->ui->prefs.dark = false;
    describe(stage);
    return true;
}

static int64_t keep_waiting(struct stage *stage)
{
    int64_t left = left_ms(stage);

    if (stage->over != STAGE_STILL_THERE) {
        stage_show_over(stage, STAGE_STILL_THERE);
        listen_ring(&stage->listen, stage->ui);
    }
    describe(stage);
    if (left > NUMBER_MS)
        return left - NUMBER_MS;
    return left % 1000 > 0 ? left % 1000 : 1000;
}

static int64_t end_silence(struct stage *stage)
{
    if (stage->ui->practice && stage->practice_end)
        stage->practice_end(stage->kiosk);
    else
        end_visit(stage);
    enter_next(stage);
    describe(stage);
    return -1;
}

static int64_t keep_idle_rules(struct stage *stage)
{
    int64_t silent = when_monotonic_ms() - stage->touched_ms;
    int64_t patience;

    if (stage->over == STAGE_NOTHING && !(stage->personal && stage->personal(stage->kiosk))) {
        stage->touched_ms = when_monotonic_ms();
        return -1;
    }
    patience = stage->patience ? stage->patience(stage->kiosk) : 0;
    if (patience > 0)
        return silent < patience ? patience - silent : end_silence(stage);
    if (left_ms(stage) <= 0)
        return end_silence(stage);
    if (silent >= stage_idle_limit(stage))
        return keep_waiting(stage);
    if (silent < VEIL_MS)
        return VEIL_MS - silent;
    if (!stage->ui->veiled && !stage->ui->prefs.dark) {
        stage->ui->veiled = true;
        describe(stage);
    }
    return stage_idle_limit(stage) - silent;
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

int64_t stage_idle(struct stage *stage)
{
    bool changed;
    int64_t heard = listen_idle(&stage->listen, stage->ui, &changed);

    if (listen_is_saying(&stage->listen) && stage->over != STAGE_STILL_THERE)
        stage->touched_ms = when_monotonic_ms();
    if (changed)
        describe(stage);
    return sooner(keep_idle_rules(stage), heard);
}
