// SPDX-License-Identifier: Apache-2.0
#include "server/history.h"

#include <stdlib.h>
#include <string.h>

#include "server/assessed.h"
#include "server/ledger.h"
#include "server/window.h"
#include "shared/books.h"
#include "shared/mem.h"
#include "shared/str.h"

static const struct id NONE;

/* What was taken of the payment for one meeting. */
struct taken {
    char date[WHEN_DATE_SIZE];
    int64_t pence;
};

/* One claim after the other, newest first. Large. */
struct work {
    struct db *db;
    const struct meetings_meeting *meeting;
    struct body_person_expected *out;
    const struct books_claim *books;
    struct body_claim body;
    struct assessed_claim assessed;
    char date[WHEN_DATE_SIZE];  // of the claim's meeting
    char until[WHEN_DATE_SIZE]; // the last day for what is still to come of it; "" none
    struct taken *taken;        // of every claim that was looked at
    size_t taken_count;
    bool has_usual;
    bool has_maximum; // somebody said something of it in a newer claim
};

// --- last time ---

static bool has_usual(const struct body_person_expected *out, const char *category)
{
    for (size_t i = 0; i < out->usual_count; i++)
        if (str_equal(out->usual[i].code, category))
            return true;
    return false;
}

// The second of one category is the way home: that is asked each time.
static void add_usual(struct body_person_expected *out, const struct facts_expense *expense)
{
    struct body_usual *usual = &out->usual[out->usual_count];

    if (expense->prepaid_by_organisation || out->usual_count == BODY_USUAL_MAX ||
        has_usual(out, expense->category))
        return;
    str_copy(usual->code, sizeof usual->code, expense->category);
    usual->pence = expense->claimed_pence;
    usual->miles = expense->miles_claimed;
    out->usual_count++;
}

static void take_usual(struct work *work)
{
    if (work->has_usual)
        return;
    work->has_usual = true;
    work->out->usual_prep_minutes = work->body.facts.prep_minutes;
    for (size_t i = 0; i < work->body.facts.expense_count; i++)
        add_usual(work->out, &work->body.facts.expenses[i]);
}

// Of what was paid nobody can tell: travel money goes to the bank too.
static const char *chosen(const struct body_claim *body)
{
    const struct facts *facts = &body->facts;

    if (body->undecided)
        return "";
    if (str_equal(facts->fee_election.type, "declined"))
        return "no";
    return str_equal(facts->fee_election.type, "reduced") ? "less" : facts->fee_channel_wanted;
}

static bool take_last(struct work *work, struct err *err)
{
    struct body_person_expected *out = work->out;
    struct ledger_payment payment;
    struct ledger_sums sums;

    if (!id_is_none(out->last_claim))
        return true;
    if (!ledger_get_sums(work->db, work->books->claim, &sums, err))
        return false;
    if (work->books->cash_pence + sums.fee_paid + sums.expenses_paid <= 0)
        return true;
    out->last_claim = work->books->claim;
    str_copy(out->last_fee, sizeof out->last_fee, chosen(&work->body));
    out->last_cash_pence = work->books->cash_pence;
    out->last_paid_pence = sums.fee_paid + sums.expenses_paid;
    if (sums.turns_paid == 0)
        return true;
    if (!ledger_get_payment(work->db, work->books->claim, sums.turns_paid - 1, &payment, err))
        return err->kind == ERR_NOT_FOUND;
    out->last_voucher_pence = str_equal(payment.channel, "voucher") ? sums.fee_paid : 0;
    str_copy(out->last_paid_on, sizeof out->last_paid_on, payment.paid_on);
    return true;
}

// --- their month, and their own maximum ---

// As it is agreed; before that as the kiosk said it, which counts to the agreed end.
static bool find_offered(struct work *work, int64_t *pence, struct err *err)
{
    struct assessment *outcome;
    bool ok;

    *pence = work->body.outcome.fee_offered_pence;
    if (!work->assessed.agreed)
        return true;
    outcome = mem_new(1, sizeof *outcome);
    ok = assessed_lines(work->db, work->books, work->assessed.policy_hash, outcome, err);
    if (ok)
        *pence = outcome->fee_offered_pence;
    free(outcome);
    return ok || err->kind == ERR_NOT_FOUND;
}

// What they took: as it is agreed, with what was decided later; before that as the kiosk said it.
static bool take_month(struct work *work, struct err *err)
{
    const struct assessed_claim *assessed = &work->assessed;
    struct taken *taken = &work->taken[work->taken_count];
    char date[WHEN_DATE_SIZE];
    int64_t offered;

    str_copy(taken->date, sizeof taken->date, work->date);
    taken->pence = assessed->agreed ? assessed->fee_pence : work->body.outcome.fee_pence;
    work->taken_count++;
    when_local_date(date, work->meeting->start_ms);
    if (!when_same_month(date, work->date))
        return true;
    if (!find_offered(work, &offered, err))
        return false;
    work->out->month_offered_pence += offered;
    work->out->month_taken_pence += taken->pence;
    return true;
}

// Their own maximum is of each month: of a payment that waits, of the month that its meeting was
// in.
static void fill_waiting(const struct work *work)
{
    for (size_t i = 0; i < work->out->waiting_count; i++) {
        struct body_waiting *waiting = &work->out->waiting[i];

        for (size_t j = 0; !*waiting->ref && j < work->taken_count; j++)
            if (when_same_month(waiting->date, work->taken[j].date))
                waiting->month_taken_pence += work->taken[j].pence;
    }
}

static void take_maximum(struct work *work)
{
    if (work->has_maximum || !*work->body.maximum)
        return;
    work->has_maximum = true;
    if (str_equal(work->body.maximum, "kept"))
        work->out->maximum_pence = work->body.facts.fee_election.max_pence;
}

// --- what is still to come ---

static void add_waiting(struct work *work, const char *ref, const char *code, int64_t pence)
{
    struct body_waiting *waiting = &work->out->waiting[work->out->waiting_count];

    *waiting = (struct body_waiting){.claim = work->books->claim, .pence = pence};
    str_copy(waiting->ref, sizeof waiting->ref, ref);
    str_copy(waiting->code, sizeof waiting->code, code);
    str_copy(waiting->date, sizeof waiting->date, work->date);
    str_copy(waiting->until, sizeof waiting->until, work->until);
    work->out->waiting_count++;
}

static bool is_over(const struct work *work)
{
    char today[WHEN_DATE_SIZE];

    when_local_date(today, when_now_ms());
    return work->until[0] && strcmp(work->until, today) < 0;
}

// Not of a claim whose policy this office cannot read: nobody can tell whether there is time.
static bool take_waiting(struct work *work, struct err *err)
{
    const struct body_claim *body = &work->body;
    int64_t offered;

    if (!window_last_day(work->db, body, work->until, err))
        return err->kind == ERR_NOT_FOUND || err->kind == ERR_INVALID;
    if (is_over(work))
        return true;
    for (size_t i = 0; i < body->proofs_count; i++) {
        const struct facts_expense *cost = facts_find_expense(&body->facts, body->proofs[i].ref);

        if (cost && str_equal(body->proofs[i].where, "later") &&
            work->out->waiting_count < BODY_WAITING_MAX)
            add_waiting(work, cost->ref, cost->category, cost->claimed_pence);
    }
    if (!body->undecided || work->out->waiting_count == BODY_WAITING_MAX)
        return true;
    if (!find_offered(work, &offered, err))
        return false;
    add_waiting(work, "", "fee", offered);
    return true;
}

// --- what was seen ---

// At whatever meeting: the latest day that somebody said.
static bool take_evidence(struct work *work, struct err *err)
{
    char until[WHEN_DATE_SIZE];

    if (!books_get_evidence(work->db, work->books->claim, until, err))
        return false;
    if (strcmp(until, work->out->evidence_until) > 0)
        str_copy(work->out->evidence_until, sizeof work->out->evidence_until, until);
    return true;
}

// --- all of it ---

static bool take(struct work *work, struct err *err)
{
    if (id_equal(work->books->meeting, work->meeting->meeting))
        return true;
    if (!books_get_claim_body(work->db, work->books->claim, &work->body, err))
        return false;
    if (work->body.facts.session.start_ms >= work->meeting->start_ms)
        return true;
    work->assessed = (struct assessed_claim){.agreed = false};
    if (!assessed_get(work->db, work->books->claim, &work->assessed, err) &&
        err->kind != ERR_NOT_FOUND)
        return false;
    facts_date(&work->body.facts, work->date);
    take_usual(work);
    if (!take_month(work, err))
        return false;
    take_maximum(work);
    return take_waiting(work, err) && take_last(work, err);
}

bool history_fill(struct db *db, const struct meetings_meeting *meeting, struct id person,
                  struct body_person_expected *body, struct err *err)
{
    struct work *work;
    struct books_claim *list;
    size_t count;
    bool ok = true;

    body->usual_prep_minutes = -1;
    if (!books_list_person_claims(db, person, &list, &count, err))
        return err_wrap(err, "find what came before");
    work = mem_new(1, sizeof *work);
    work->db = db;
    work->meeting = meeting;
    work->out = body;
    work->taken = mem_new(count ? count : 1, sizeof *work->taken);
    for (size_t i = 0; ok && i < count; i++) {
        work->books = &list[i];
        ok = take_evidence(work, err) && take(work, err);
    }
    fill_waiting(work);
    free(work->taken);
    free(work);
    free(list);
    return ok || err_wrap(err, "find what came before");
}

static struct id made_claim(const struct record *record)
{
    struct body_claim *made = mem_new(1, sizeof *made);
    struct id claim = {{0}};
    struct err err;

    if (body_read(record, made, &err))
        claim = made->claim;
    free(made);
    return claim;
}

struct id history_claim(const struct record *record)
{
    struct body_claim_withdrawn withdrawn;
    struct body_claim_completed completed;
    struct body_claim_taken_back back;
    struct body_evidence_seen seen;
    struct body_cash_left left;
    struct body_cash cash;
    struct err err;

    switch ((int)record->kind) {
    case RECORD_CLAIM_MADE:
    case RECORD_CLAIM_AMENDED:
        return made_claim(record);
    case RECORD_CLAIM_WITHDRAWN:
        return body_read(record, &withdrawn, &err) ? withdrawn.claim : NONE;
    case RECORD_CLAIM_COMPLETED:
        return body_read(record, &completed, &err) ? completed.claim : NONE;
    case RECORD_CLAIM_TAKEN_BACK:
        return body_read(record, &back, &err) ? back.claim : NONE;
    case RECORD_EVIDENCE_SEEN:
        return body_read(record, &seen, &err) ? seen.claim : NONE;
    case RECORD_CASH_PAID:
    case RECORD_CASH_RETURNED:
        return body_read(record, &cash, &err) ? cash.claim : NONE;
    case RECORD_CASH_LEFT:
        return body_read(record, &left, &err) ? left.claim : NONE;
    default:
        return NONE;
    }
}

struct id history_of(struct db *db, const struct record *record)
{
    struct books_claim books = {0};
    struct err err;

    return books_get_claim(db, history_claim(record), &books, &err) ? books.person : NONE;
}
