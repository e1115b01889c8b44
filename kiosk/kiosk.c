// SPDX-License-Identifier: Apache-2.0
#include "kiosk/kiosk.h"

#include <stdio.h>
#include <string.h>

#include "kiosk/display.h"
#include "kiosk/draft.h"
#include "kiosk/practice.h"
#include "kiosk/question.h"
#include "kiosk/remember.h"
#include "kiosk/screens.h"
#include "shared/log.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/str.h"
#include "shared/when.h"

#define DAY_MS (INT64_C(24) * 3600 * 1000)

static void note_start(struct kiosk *kiosk)
{
    struct body_kiosk_noted body = {.what = "started"};
    struct id nowhere = {{0}};
    struct err err;

    str_copy(body.version, sizeof body.version, DIOLCH_VERSION);
    if (!store_save(&kiosk->store, RECORD_KIOSK_NOTED, id_new(), nowhere, &body, &err))
        kiosk_failed(kiosk, &err);
}

static void save_begins(void *data)
{
    stage_work(data, STAGE_SAVES);
}

// How long one record takes here says whether the first visitor is to be told to wait; of anything
// else nobody knows yet.
static void time_start(struct kiosk *kiosk)
{
    int64_t began = when_monotonic_ms();

    for (int i = 0; i < STAGE_WORKS; i++)
        kiosk->stage.took_ms[i] = STAGE_LONG_MS;
    note_start(kiosk);
    kiosk->stage.took_ms[STAGE_SAVES] = when_monotonic_ms() - began;
    kiosk->store.begins = save_begins;
    kiosk->store.begins_data = &kiosk->stage;
}

static bool open_all(struct kiosk *kiosk, const struct kiosk_folders *folders, struct err *err)
{
    struct desk_place place;
    struct log_head head;

    if (!keys_start(err) ||
        !store_open(&kiosk->store, folders->data, folders->out, folders->in, err) ||
        !outbox_make_folder(folders->run, err) || !outbox_make_folder(folders->camera, err))
        return false;
    place = kiosk_desk_place(kiosk);
    return log_verify(kiosk->store.db, kiosk->store.log_id, &head, err) &&
           desk_find_meeting(&place, err);
}

void kiosk_begin(struct kiosk *kiosk, struct ui *ui)
{
    struct stage *stage = &kiosk->stage;

    stage->ui = ui;
    stage->kiosk = kiosk;
    stage->settle = kiosk_post;
    stage->forget = kiosk_home;
    stage->ask = kiosk_ask;
    stage->unsure = kiosk_unsure;
    stage->help = question_put_complaints;
    stage->recall = kiosk_recall;
    stage->personal = kiosk_is_personal;
    stage->patience = kiosk_patience;
}

void kiosk_open(struct kiosk *kiosk, const struct kiosk_folders *folders)
{
    struct err err;

    str_copy(kiosk->data, sizeof kiosk->data, folders->data);
    str_copy(kiosk->run, sizeof kiosk->run, folders->run);
    str_copy(kiosk->camera, sizeof kiosk->camera, folders->camera);
    practice_sweep(kiosk->run);
    if (!open_all(kiosk, folders, &err)) {
        err.kind = ERR_INTERNAL;
        kiosk_failed(kiosk, &err);
        return;
    }
    time_start(kiosk);
    kiosk_receive(kiosk);
    kiosk_post(kiosk);
}

void kiosk_go(struct kiosk *kiosk, const struct screen *screen)
{
    stage_go(&kiosk->stage, screen);
}

static const struct screen *first_screen(const struct kiosk *kiosk)
{
    if (kiosk->out_of_service)
        return &screen_out_of_service;
    if (!kiosk->store.enrolled || !*kiosk->configured.letter)
        return &screen_new_kiosk;
    return kiosk_is_open(kiosk) ? &screen_welcome : &screen_closed;
}

// Who has but their letters puts nothing in the place of what is there, and a bus alone goes with
// it.
static bool put_draft(struct visit *visit, const struct visit_place *place, struct err *err)
{
    bool there;

    if (!draft_find(place, visit->person, &there, err))
        return false;
    if (there && !visit->recognised)
        return true;
    if (there && !draft_has_answers(visit) && !draft_resume(visit, place, err))
        return false;
    return draft_keep(visit, place, err);
}

// What somebody began waits for them.
static void keep_draft(struct kiosk *kiosk)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct err err;

    if (kiosk->out_of_service || !kiosk->roster.open || !draft_is_worth_keeping(&kiosk->visit))
        return;
    if (!put_draft(&kiosk->visit, &place, &err))
        kiosk_failed(kiosk, &err);
}

void kiosk_close(struct kiosk *kiosk)
{
    if (kiosk->practice)
        practice_drop(kiosk);
    else
        keep_draft(kiosk);
    printer_close(&kiosk->printer);
    visit_forget(&kiosk->visit);
    live_clear(&kiosk->live);
    roster_close(&kiosk->roster);
    store_close(&kiosk->store);
    mem_wipe(&kiosk->desk, sizeof kiosk->desk);
}

static void forget(struct kiosk *kiosk)
{
    keep_draft(kiosk);
    visit_forget(&kiosk->visit);
    desk_lock(&kiosk->desk);
    kiosk->guesses = 0;
    kiosk->errand = KIOSK_SIGN_IN;
}

void kiosk_home(struct kiosk *kiosk)
{
    forget(kiosk);
    stage_end(&kiosk->stage, first_screen(kiosk));
}

void kiosk_turn(struct kiosk *kiosk)
{
    enum visit_how how = kiosk->visit.with_card ? VISIT_BY_CARD : VISIT_TOGETHER;
    struct visit_place place = kiosk_visit_place(kiosk);
    struct id person = kiosk->visit.with;
    struct err err;

    forget(kiosk);
    visit_begin(&kiosk->visit, person, how);
    if (visit_arrive(&kiosk->visit, &place, &err)) {
        // Until the screen has forgotten the other: screen_arrived sees to it.
        kiosk->visit.recognised = false;
        stage_end(&kiosk->stage, &screen_arrived);
        return;
    }
    kiosk_home(kiosk);
    kiosk_failed(kiosk, &err);
}

void kiosk_end(struct kiosk *kiosk)
{
    kiosk->visit.ending = remember_is_due(kiosk);
    if (kiosk->visit.ending)
        kiosk_go(kiosk, &screen_remember);
    else
        kiosk_home(kiosk);
}

void kiosk_miss(struct kiosk *kiosk)
{
    if (kiosk->out_of_service || ++kiosk->guesses < KIOSK_GUESSES_MAX)
        return;
    visit_forget(&kiosk->visit);
    kiosk_go(kiosk, &screen_ask);
}

bool kiosk_failed(struct kiosk *kiosk, const struct err *err)
{
    fprintf(stderr, "diolch-kiosk: %s\n", err->text);
    if (err->kind != ERR_INTERNAL)
        return false;
    kiosk->out_of_service = true;
    str_copy(kiosk->trouble, sizeof kiosk->trouble, err->text);
    kiosk_home(kiosk);
    return false;
}

bool kiosk_measured(struct kiosk *kiosk, const struct ui_display *display)
{
    struct err err;

    if (!display_keep(kiosk->data, display, &err))
        return kiosk_failed(kiosk, &err);
    kiosk->stage.ui->display = *display;
    if (kiosk->measured)
        kiosk->measured(kiosk->draw_data, display);
    return true;
}

void kiosk_too_small(struct kiosk *kiosk, const struct ui_display *display)
{
    snprintf(kiosk->trouble, sizeof kiosk->trouble, "%.0f × %.0f", display->width_mm,
             display->height_mm);
}

void kiosk_ask(struct kiosk *kiosk)
{
    stage_aside(&kiosk->stage, &screen_ask);
}

void kiosk_unsure(struct kiosk *kiosk)
{
    stage_aside(&kiosk->stage, &screen_unsure);
}

void kiosk_ask_nameless(struct kiosk *kiosk)
{
    visit_forget(&kiosk->visit);
    kiosk_go(kiosk, &screen_feedback);
}

static void recall_amount(struct ui *ui, const char *id, const char *key, int64_t pence)
{
    char amount[MONEY_SIZE];

    if (pence == 0)
        return;
    money_write(amount, pence);
    ui_private(ui);
    ui_line(ui, id, key, amount, NULL);
}

void kiosk_recall(const struct kiosk *kiosk, struct ui *ui)
{
    const struct visit *visit = &kiosk->visit;

    if (!visit->on || !visit->claimed || !(visit->recognised || visit->travel_said))
        return;
    ui_card_begin(ui, "recall");
    ui_private(ui);
    ui_with(ui, "number", visit->claim.number);
    ui_heading(ui, "recall.number", "recall.number");
    recall_amount(ui, "recall.travel", "check.travel", visit->claim.expenses_pence);
    recall_amount(ui, "recall.fee", "arrived.fee_about", visit->claim.fee_pence);
    ui_card_end(ui);
}

static void read_configured(struct kiosk *kiosk)
{
    struct err err;

    if (!roster_configured(&kiosk->store, &kiosk->configured, &err))
        kiosk->configured = (struct body_kiosk_configured){0};
    if (!roster_wording(&kiosk->store, &kiosk->wording, &err))
        kiosk->wording = (struct body_wording_set){.version = BODY_WORDING_FIRST};
}

// People who come later (a name put right, somebody added) are found without opening again.
static bool refresh_roster(struct kiosk *kiosk, struct err *err)
{
    uint8_t key[NOTE_KEY_SIZE];
    bool ok;

    if (!kiosk->roster.open)
        return true;
    memcpy(key, kiosk->roster.key, sizeof key);
    ok = roster_open(&kiosk->roster, &kiosk->store, kiosk->roster.meeting, key, err);
    mem_wipe(key, sizeof key);
    return ok;
}

// PRV-20.
static bool forget_old(struct kiosk *kiosk, struct err *err)
{
    return kiosk->keep_days == 0 || kiosk->store.secured == 0 ||
           store_forget(&kiosk->store, when_now_ms() - kiosk->keep_days * DAY_MS, err);
}

void kiosk_receive(struct kiosk *kiosk)
{
    bool was_ready = *kiosk->configured.letter != '\0';
    bool changed;
    struct err err;

    if (kiosk->out_of_service || kiosk->practice)
        return;
    if (!store_receive(&kiosk->store, &changed, &err) || !forget_old(kiosk, &err) ||
        (changed && !refresh_roster(kiosk, &err))) {
        kiosk_failed(kiosk, &err);
        return;
    }
    read_configured(kiosk);
    kiosk_post(kiosk);
    if (!was_ready && *kiosk->configured.letter && !kiosk_is_personal(kiosk))
        kiosk_home(kiosk);
}

void kiosk_post(struct kiosk *kiosk)
{
    struct err err;

    // Nothing shown as saved depends on this: it is tried again after the next touch.
    if (!kiosk->out_of_service && !kiosk->practice && !store_post(&kiosk->store, &err))
        fprintf(stderr, "diolch-kiosk: %s\n", err.text);
}

// Letters somebody typed, or a thank-you that nobody finished, must not stay on the screen either.
static bool is_at_rest(const struct kiosk *kiosk)
{
    const struct screen *screen = kiosk->stage.screen;

    return !screen || screen == &screen_out_of_service || screen == &screen_new_kiosk ||
           screen == &screen_closed || screen == &screen_welcome;
}

// Nor the large letters of somebody who left the first screen again, or its darkness.
static bool is_as_usual(const struct kiosk *kiosk)
{
    const struct ui_prefs *prefs = &kiosk->stage.ui->prefs;

    return ui_prefs_equal(prefs, &ui_prefs_usual) && !prefs->dark;
}

bool kiosk_is_personal(const struct kiosk *kiosk)
{
    return kiosk->visit.on || kiosk->desk.unlocked || kiosk->desk.has_card || !is_at_rest(kiosk) ||
           !is_as_usual(kiosk) || kiosk->practice;
}

// Who counts their coins is no staff, nor when they ask somebody meanwhile.
static bool is_handing_over(const struct stage *stage)
{
    return stage->screen == &screen_hand_over || stage->aside == &screen_hand_over ||
           stage->screen == &screen_next_time || stage->aside == &screen_next_time;
}

int64_t kiosk_patience(const struct kiosk *kiosk)
{
    bool at_desk = kiosk->desk.unlocked || kiosk->desk.has_card;

    // Who practises is talked to meanwhile, and silence ends it.
    return at_desk && !kiosk->practice && !is_handing_over(&kiosk->stage) ? DESK_IDLE_MS : 0;
}

struct visit_place kiosk_visit_place(struct kiosk *kiosk)
{
    int64_t days = kiosk->configured.answer_days;

    return (struct visit_place){&kiosk->store, &kiosk->roster, kiosk->configured.letter,
                                days > 0 ? days : BODY_ANSWER_DAYS};
}

struct desk_place kiosk_desk_place(struct kiosk *kiosk)
{
    return (struct desk_place){&kiosk->store, &kiosk->roster, kiosk->run};
}

const char *kiosk_owner(const struct kiosk *kiosk)
{
    return *kiosk->roster.planned.owner ? kiosk->roster.planned.owner : kiosk->configured.owner;
}

bool kiosk_is_open(const struct kiosk *kiosk)
{
    return kiosk->roster.open;
}
