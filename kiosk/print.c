// SPDX-License-Identifier: Apache-2.0
#include "kiosk/print.h"

#include <stdio.h>
#include <stdlib.h>

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

    slip_describe_new(slip, lang, code);
    send(kiosk, slip);
    free(slip);
}

bool print_slip(struct kiosk *kiosk, const struct print_how *how)
{
    struct visit_place place = kiosk_visit_place(kiosk);
    struct body_claim *claim = mem_new(1, sizeof *claim);
    char today[WHEN_DATE_SIZE], fee_day[WHEN_DATE_SIZE] = "", due[WHEN_DATE_SIZE] = "";
    struct slip_facts facts = {.claim = claim,
                               .handed = how->handed,
                               .lang = how->lang,
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
