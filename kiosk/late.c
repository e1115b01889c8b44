// SPDX-License-Identifier: Apache-2.0
#include "kiosk/late.h"

#include <string.h>

#include "kiosk/screens.h"
#include "kiosk/steps.h"
#include "shared/books_completed.h"
#include "shared/str.h"

static bool is_open(struct kiosk *kiosk, const struct body_waiting *waiting)
{
    char today[WHEN_DATE_SIZE];
    bool done = true;
    struct err err;

    when_local_date(today, when_now_ms());
    if (*waiting->until && strcmp(waiting->until, today) < 0)
        return false;
    if (!books_completed_find(kiosk->store.db, waiting->claim, waiting->ref, &done, &err))
        kiosk_failed(kiosk, &err);
    return !done;
}

size_t late_list(struct kiosk *kiosk, const struct body_waiting *out[static BODY_WAITING_MAX])
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);
    size_t count = 0;

    for (size_t i = 0; person && kiosk->visit.recognised && i < person->expected.waiting_count; i++)
        if (is_open(kiosk, &person->expected.waiting[i]))
            out[count++] = &person->expected.waiting[i];
    return count;
}

static void forget(struct visit *visit)
{
    bytes_clear(&visit->viewed);
    ticket_clear(&visit->late_line.ticket);
    visit->late_line = (struct visit_line){0};
    visit->completing = visit->late_unsaved = false;
}

void late_ask(struct kiosk *kiosk, const struct body_waiting *waiting)
{
    int category = policy_category_find(waiting->code);

    if (category < 0)
        return;
    kiosk->visit.completing = true;
    kiosk->visit.late_unsaved = false;
    kiosk->visit.late = *waiting;
    kiosk->visit.late_line =
        (struct visit_line){.category = (enum policy_category)category,
                            .number = 1,
                            .pence = waiting->pence > 0 ? waiting->pence : INT64_C(-1),
                            .milli_miles = -1,
                            .proof = steps_ask_proof(kiosk) ? VISIT_PROOF_UNSAID : VISIT_HERE};
    kiosk_go(kiosk, &screen_amount);
}

static bool record(struct kiosk *kiosk, const struct body_claim_completed *body, struct err *err)
{
    struct body_receipt_taken about = {.claim = body->claim, .by = "person"};

    str_copy(about.ref, sizeof about.ref, body->ref);
    return store_record(&kiosk->store, RECORD_CLAIM_COMPLETED, id_new(), kiosk->roster.meeting,
                        body, err) &&
           ticket_record(&kiosk->visit.late_line.ticket, &kiosk->store, kiosk->roster.meeting,
                         &about, err);
}

// False: it is as if nothing had been done, and said on the screen; or the kiosk is out of service.
static bool save(struct kiosk *kiosk, const struct body_claim_completed *body)
{
    struct err err;

    kiosk->visit.late_unsaved = !store_begin(&kiosk->store, &err) ||
                                !store_end(&kiosk->store, record(kiosk, body, &err), &err);
    return !kiosk->visit.late_unsaved || kiosk_failed(kiosk, &err);
}

static bool save_ticket(struct kiosk *kiosk)
{
    const struct visit_line *line = &kiosk->visit.late_line;
    struct body_claim_completed body = {
        .claim = kiosk->visit.late.claim, .person = kiosk->visit.person, .pence = line->pence};

    str_copy(body.ref, sizeof body.ref, kiosk->visit.late.ref);
    str_copy(body.where, sizeof body.where, line->proof == VISIT_ON_PHONE ? "phone" : "here");
    ticket_name(&line->ticket, body.receipt_id);
    return save(kiosk, &body);
}

bool late_decide(struct kiosk *kiosk, const struct body_waiting *waiting,
                 const struct late_decision *decision)
{
    struct body_claim_completed body = {
        .claim = waiting->claim, .person = kiosk->visit.person, .pence = decision->most_pence};

    str_copy(body.channel, sizeof body.channel, decision->channel);
    return save(kiosk, &body);
}

void late_next(struct kiosk *kiosk)
{
    const struct visit_line *line = &kiosk->visit.late_line;
    bool shown = visit_proof_is_shown(line->proof);

    if (kiosk->stage.screen == &screen_amount && steps_ask_proof(kiosk)) {
        kiosk_go(kiosk, &screen_proof);
        return;
    }
    if (shown && kiosk->stage.screen != &screen_ticket &&
        kiosk->receipt_photo == KIOSK_PHOTO_PERSON) {
        kiosk_go(kiosk, &screen_ticket);
        return;
    }
    if (shown && !save_ticket(kiosk))
        return;
    forget(&kiosk->visit);
    kiosk_go(kiosk, &screen_waiting);
}

void late_back(struct kiosk *kiosk)
{
    bool pictured = kiosk->stage.screen == &screen_ticket;

    if (pictured || kiosk->stage.screen == &screen_proof) {
        bytes_clear(&kiosk->visit.viewed);
        kiosk_go(kiosk, pictured && steps_ask_proof(kiosk) ? &screen_proof : &screen_amount);
        return;
    }
    forget(&kiosk->visit);
    kiosk_go(kiosk, &screen_waiting);
}

void late_put_unsaved(const struct kiosk *kiosk, struct ui *ui)
{
    if (kiosk->visit.late_unsaved)
        ui_problem(ui, "unsaved", "unsaved");
}

struct visit_line *late_or_line(struct kiosk *kiosk)
{
    return kiosk->visit.completing ? &kiosk->visit.late_line : &kiosk->visit.lines[kiosk->visit.at];
}
