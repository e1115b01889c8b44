// SPDX-License-Identifier: Apache-2.0
#include "kiosk/print.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "kiosk/phrase.h"
#include "kiosk/question.h"
#include "kiosk/slip.h"
#include "shared/mem.h"

bool print_is_ready(const struct kiosk *kiosk)
{
    return kiosk->draw_slip &&
           (kiosk->printer.state == PRINTER_READY || kiosk->printer.state == PRINTER_FAILED);
}

bool print_is_offered(const struct kiosk *kiosk)
{
    return kiosk->visit.claimed && print_is_ready(kiosk);
}

bool print_month_is_offered(const struct kiosk *kiosk)
{
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);

    return print_is_offered(kiosk) && kiosk->visit.recognised && person &&
           person->expected.month_offered_pence > 0;
}

static void send(struct kiosk *kiosk, const struct slip *slip)
{
    struct bytes bytes = {0};
    struct err err;

    stage_work(&kiosk->stage, STAGE_PRINTS);
    if (kiosk->draw_slip(kiosk->draw_data, slip, &bytes, &err)) {
        printer_start(&kiosk->printer, &bytes);
    } else {
        fprintf(stderr, "diolch-kiosk: %s\n", err.text);
        kiosk->printer.state = PRINTER_FAILED;
    }
    bytes_clear(&bytes);
}

static void print_facts(struct kiosk *kiosk, const struct slip_facts *facts)
{
    struct slip *slip = mem_new(1, sizeof *slip);

    slip_describe(slip, facts);
    send(kiosk, slip);
    mem_wipe(slip, sizeof *slip);
    free(slip);
}

void print_new(struct kiosk *kiosk, enum words_lang lang, const char *code)
{
    struct slip *slip = mem_new(1, sizeof *slip);

    slip_describe_new(slip, lang, code, question_contact(kiosk, lang));
    send(kiosk, slip);
    free(slip);
}

bool print_has_offer(const struct kiosk *kiosk)
{
    return print_is_ready(kiosk) && !visit_waits(&kiosk->visit, &kiosk->roster);
}

static void add_ways(const struct kiosk *kiosk, struct slip_offer *offer)
{
    const struct visit *visit = &kiosk->visit;

    static_assert(PHRASE_FEES == SLIP_WAYS_MAX, "every way has its line");
    for (size_t i = 0; i < PHRASE_FEES; i++) {
        const struct phrase_fee *way = &phrase_fees[i];

        if (visit_may_choose(visit, &kiosk->roster, way->fee))
            offer->ways[offer->way_count++] = (struct slip_way){
                way->name, way->in_money ? visit_offer_whole(visit, &kiosk->roster, way->fee) : 0};
    }
}

void print_offer(struct kiosk *kiosk, enum words_lang lang)
{
    const struct body_meeting_planned *planned = &kiosk->roster.planned;
    struct visit_place place = kiosk_visit_place(kiosk);
    struct slip_offer offer = {.lang = lang,
                               .policy = &kiosk->roster.policy,
                               .start_ms = planned->start_ms,
                               .end_ms = planned->end_ms,
                               .pence = visit_offer_in_all(&kiosk->visit, &kiosk->roster),
                               .cash_today = visit_cash_today(&kiosk->visit, &place),
                               .adviser = question_adviser(kiosk, lang),
                               .contact = question_contact(kiosk, lang)};
    struct slip *slip = mem_new(1, sizeof *slip);

    add_ways(kiosk, &offer);
    slip_describe_offer(slip, &offer);
    send(kiosk, slip);
    free(slip);
}

void print_sheet(struct kiosk *kiosk, enum words_lang lang, const struct desk_sheet *sheet)
{
    struct slip *slip = mem_new(1, sizeof *slip);
    char today[WHEN_DATE_SIZE];

    when_local_date(today, when_now_ms());
    slip_describe_sheet(slip, lang, today, sheet);
    send(kiosk, slip);
    free(slip);
}

void print_put_state(const struct kiosk *kiosk, struct ui *ui, const char *failed, bool reminded)
{
    switch (kiosk->printer.state) {
    case PRINTER_BUSY:
        ui_hint(ui, "printing", "done.printing");
        break;
    case PRINTER_DONE:
        if (reminded)
            ui_problem(ui, "take.first", "done.take_first");
        else
            ui_paragraph(ui, "take", "done.take");
        break;
    case PRINTER_FAILED:
        ui_problem(ui, "no.paper", failed);
        break;
    case PRINTER_NONE:
    case PRINTER_READY:
        break;
    }
}

bool print_slip(struct kiosk *kiosk, const struct print_how *how)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct body_claim *claim = mem_new(1, sizeof *claim);
    char today[WHEN_DATE_SIZE], fee_day[WHEN_DATE_SIZE] = "", due[WHEN_DATE_SIZE] = "";
    struct slip_facts facts = {.claim = claim,
                               .handed = how->handed,
                               .lang = how->lang,
                               .next_pence = kiosk->visit.claim.left_pence,
                               .waits = visit_waits(&kiosk->visit, &kiosk->roster),
                               .today = today,
                               .fee_day = fee_day,
                               .due = due,
                               .owner = kiosk_owner(kiosk),
                               .contact = question_contact(kiosk, how->lang)};
    const struct roster_person *person = visit_person(&kiosk->visit, &kiosk->roster);
    struct err err;
    bool ok = books_get_claim_body(kiosk->store.db, kiosk->visit.claim.claim, claim, &err);

    when_local_date(today, when_now_ms());
    policy_fee_day(&kiosk->roster.policy, today, fee_day);
    if (how->asked)
        visit_answer_due(&place, due);
    if (how->month && person)
        facts.month = &person->expected;
    if (ok)
        print_facts(kiosk, &facts);
    mem_wipe(claim, sizeof *claim);
    free(claim);
    return ok || kiosk_failed(kiosk, &err);
}
