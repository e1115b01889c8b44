// SPDX-License-Identifier: Apache-2.0
#include "kiosk/late.h"

#include <string.h>

#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "shared/books_completed.h"
#include "shared/str.h"

static bool is_over(const struct body_waiting *what)
{
    char today[WHEN_DATE_SIZE];

    when_local_date(today, when_now_ms());
    return *what->until && strcmp(what->until, today) < 0;
}

// Of a payment that was decided here, and that the office has not counted yet.
static int64_t taken(const struct body_waiting *what, const struct books_completed *completed)
{
    if (*what->ref || !completed->counts || str_equal(completed->body.channel, "none") ||
        str_equal(completed->body.channel, "timeswap"))
        return 0;
    if (completed->body.pence > 0 && completed->body.pence < what->pence)
        return completed->body.pence;
    return what->pence;
}

static bool find(struct kiosk *kiosk, const struct body_waiting *what, struct err *err)
{
    struct visit *visit = &kiosk->visit;
    struct books_completed completed;

    if (!books_completed_find(kiosk->store.db, what->claim, what->ref, &completed, err))
        return false;
    visit->taken[visit->taken_count].pence = taken(what, &completed);
    str_copy(visit->taken[visit->taken_count++].date, WHEN_DATE_SIZE, what->date);
    if (!completed.counts && !is_over(what))
        visit->waiting[visit->waiting_count++] =
            (struct visit_waiting){.what = *what, .said = completed.there};
    return true;
}

static void forget(struct visit *visit)
{
    bytes_clear(&visit->viewed);
    ticket_clear(&visit->late.line.ticket);
    visit->late = (struct visit_late){0};
    visit->checking = false;
}

void late_find(struct kiosk *kiosk)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);
    struct err err;

    forget(&kiosk->visit);
    kiosk->visit.waiting_count = kiosk->visit.taken_count = 0;
    for (size_t i = 0; person && kiosk->visit.recognised && i < person->expected.waiting_count; i++)
        if (!find(kiosk, &person->expected.waiting[i], &err)) {
            kiosk_failed(kiosk, &err);
            return;
        }
}

void late_ask(struct kiosk *kiosk, const struct body_waiting *what)
{
    int category = policy_category_find(what->code);

    if (*what->ref && category < 0)
        return;
    forget(&kiosk->visit);
    kiosk->visit.late =
        (struct visit_late){.on = true, .what = *what, .op = id_new(), .less_pence = -1};
    if (*what->ref)
        kiosk->visit.late.line =
            (struct visit_line){.category = (enum policy_category)category,
                                .number = 1,
                                .pence = what->pence > 0 ? what->pence : INT64_C(-1),
                                .milli_miles = -1,
                                .proof = steps_ask_proof(kiosk) ? VISIT_PROOF_UNSAID : VISIT_HERE};
    steps_begin(kiosk);
}

static void fill_ticket(const struct visit_line *line, struct body_claim_completed *body)
{
    body->pence = line->pence;
    str_copy(body->where, sizeof body->where, line->proof == VISIT_ON_PHONE ? "phone" : "here");
    ticket_name(&line->ticket, body->receipt_id);
}

static void fill_payment(const struct visit_late *late, struct body_claim_completed *body)
{
    static const char *const channels[] = {[VISIT_FEE_BANK] = "bank",
                                           [VISIT_FEE_VOUCHER] = "voucher",
                                           [VISIT_FEE_TIMESWAP] = "timeswap",
                                           [VISIT_FEE_LESS] = "bank",
                                           [VISIT_FEE_NONE] = "none"};

    body->pence = late->fee == VISIT_FEE_LESS ? late->less_pence : 0;
    body->benefits_seen_ms = late->benefits_seen_ms;
    str_copy(body->channel, sizeof body->channel, channels[late->fee]);
}

// The same was said of that ticket before, and there is no picture of it yet.
static bool is_said(struct kiosk *kiosk, const struct body_claim_completed *body, bool *out,
                    struct err *err)
{
    struct books_completed before;

    if (!books_completed_find(kiosk->store.db, body->claim, body->ref, &before, err))
        return false;
    *out = *body->ref && before.there && !*body->receipt_id && before.body.pence == body->pence &&
           str_equal(before.body.where, body->where);
    return true;
}

static bool record(struct kiosk *kiosk, struct err *err)
{
    const struct visit_late *late = &kiosk->visit.late;
    struct body_claim_completed body = {.claim = late->what.claim, .person = kiosk->visit.person};
    struct body_receipt_taken about = {.claim = body.claim, .by = "person"};
    bool said;

    str_copy(body.ref, sizeof body.ref, late->what.ref);
    str_copy(about.ref, sizeof about.ref, late->what.ref);
    if (*body.ref)
        fill_ticket(&late->line, &body);
    else
        fill_payment(late, &body);
    return is_said(kiosk, &body, &said, err) &&
           (said ||
            (store_record(&kiosk->store, RECORD_CLAIM_COMPLETED, late->op, kiosk->roster.meeting,
                          &body, err) &&
             ticket_record(&late->line.ticket, &kiosk->store, kiosk->roster.meeting, &about, err)));
}

// False: it is as if nothing had been done, and said on the screen; or the kiosk is out of service.
static bool save(struct kiosk *kiosk)
{
    struct visit_late *late = &kiosk->visit.late;
    struct err err;

    late->unsaved =
        !store_begin(&kiosk->store, &err) || !store_end(&kiosk->store, record(kiosk, &err), &err);
    return !late->unsaved || kiosk_failed(kiosk, &err);
}

void late_finish(struct kiosk *kiosk)
{
    const struct visit_late *late = &kiosk->visit.late;

    if (*late->what.ref && !visit_proof_is_shown(late->line.proof)) {
        kiosk_go(kiosk, &screen_waiting); // it is not here after all
        return;
    }
    if (save(kiosk))
        kiosk_go(kiosk, &screen_waiting);
}

void late_put_unsaved(const struct kiosk *kiosk, struct ui *ui)
{
    if (kiosk->visit.late.unsaved)
        ui_problem(ui, "unsaved", "unsaved");
}

struct visit_line *late_or_line(struct kiosk *kiosk)
{
    return kiosk->visit.late.on ? &kiosk->visit.late.line : &kiosk->visit.lines[kiosk->visit.at];
}

int64_t *late_or_less(struct kiosk *kiosk)
{
    return kiosk->visit.late.on ? &kiosk->visit.late.less_pence : &kiosk->visit.less_pence;
}

// The claim of this meeting counts as it is saved.
static int64_t taken_today(const struct kiosk *kiosk, const char *date)
{
    char today[WHEN_DATE_SIZE];

    when_local_date(today, kiosk->roster.planned.start_ms);
    return kiosk->visit.claimed && when_same_month(today, date) ? kiosk->visit.claim.fee_pence : 0;
}

int64_t late_standing(const struct kiosk *kiosk)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);
    const struct body_waiting *what = &kiosk->visit.late.what;
    int64_t left;

    if (!person || person->expected.maximum_pence < 0)
        return 0;
    left = person->expected.maximum_pence - what->month_taken_pence -
           visit_taken_in_month(&kiosk->visit, what->date) - taken_today(kiosk, what->date);
    return left > 0 && left < what->pence ? left : 0;
}
