// SPDX-License-Identifier: Apache-2.0
#include "server/claims.h"

#include <stdlib.h>
#include <string.h>

#include "server/down.h"
#include "server/exceptions.h"
#include "server/kiosks.h"
#include "shared/mem.h"
#include "shared/str.h"

const char *claims_state_word(enum claims_state state)
{
    static const char *const words[] = {
        [CLAIMS_MADE] = "made",
        [CLAIMS_TO_APPROVE] = "to_approve",
        [CLAIMS_APPROVED] = "approved",
        [CLAIMS_PAID] = "paid",
        [CLAIMS_HELD] = "held",
        [CLAIMS_WITHDRAWN] = "withdrawn",
        [CLAIMS_NOTHING_DUE] = "nothing_due",
    };

    return words[state];
}

// Something is missing that a claim need not have.
static bool maybe(bool found, bool *has, const struct err *err)
{
    *has = found;
    return found || err->kind == ERR_NOT_FOUND;
}

static bool is_held(struct db *db, const struct claims_claim *claim, bool *held, struct err *err)
{
    struct kiosks_life life;
    int64_t open;
    bool known;

    if (!exceptions_count_claim(db, claim->books.claim, &open, err) ||
        !maybe(kiosks_find_log(db, claim->assessed.log_id, &life, err), &known, err))
        return false;
    *held = open > 0 || (known && life.forked);
    return true;
}

static enum claims_state state_of(const struct claims_claim *claim, bool held, bool closed)
{
    if (claim->has_payment)
        return CLAIMS_PAID;
    if (claim->books.withdrawn)
        return CLAIMS_WITHDRAWN;
    if (held)
        return CLAIMS_HELD;
    // Travel money that was promised at the desk is the desk's until the meeting is closed.
    if (!claim->assessed.agreed || (claim->books.cash_today && claim->expenses_due > 0 && !closed))
        return CLAIMS_MADE;
    if (claim->has_approval)
        return CLAIMS_APPROVED;
    return claim->fee_due + claim->expenses_due > 0 ? CLAIMS_TO_APPROVE : CLAIMS_NOTHING_DUE;
}

static bool is_closed(struct db *db, struct id meeting, bool *closed, struct err *err)
{
    struct books_meeting state;

    if (!books_get_meeting(db, meeting, &state, err))
        return false;
    *closed = state.closed_ms != 0;
    return true;
}

static bool fill(struct db *db, struct claims_claim *claim, bool closed, struct err *err)
{
    struct id id = claim->books.claim;
    bool assessed;
    bool held;

    if (!maybe(assessed_get(db, id, &claim->assessed, err), &assessed, err) ||
        !maybe(ledger_get_approval(db, id, &claim->approval, err), &claim->has_approval, err) ||
        !maybe(ledger_get_payment(db, id, &claim->payment, err), &claim->has_payment, err) ||
        !is_held(db, claim, &held, err))
        return false;
    if (claim->assessed.agreed) {
        claim->fee_due = claim->assessed.fee_pence;
        if (claim->assessed.expenses_pence > claim->books.cash_pence)
            claim->expenses_due = claim->assessed.expenses_pence - claim->books.cash_pence;
    }
    claim->same_pence = assessed && claim->assessed.same_pence;
    claim->has_approval =
        claim->has_approval &&
        (claim->has_payment || (claim->approval.fee_pence == claim->fee_due &&
                                claim->approval.expenses_pence == claim->expenses_due));
    claim->state = state_of(claim, held, closed);
    return true;
}

bool claims_get(struct db *db, struct id claim, struct claims_claim *out, struct err *err)
{
    struct claims_claim found = {0};
    bool closed;

    if (!books_get_claim(db, claim, &found.books, err) ||
        !is_closed(db, found.books.meeting, &closed, err) || !fill(db, &found, closed, err))
        return false;
    *out = found;
    return true;
}

bool claims_list(struct db *db, struct id meeting, struct claims_claim **out, size_t *count,
                 struct err *err)
{
    struct claims_claim *list;
    struct books_claim *books;
    size_t used;
    bool closed;
    bool ok;

    if (!is_closed(db, meeting, &closed, err) ||
        !books_list_claims(db, meeting, &books, &used, err))
        return false;
    list = mem_new(used, sizeof *list);
    ok = true;
    for (size_t i = 0; ok && i < used; i++) {
        list[i].books = books[i];
        ok = fill(db, &list[i], closed, err);
    }
    free(books);
    if (!ok) {
        free(list);
        return false;
    }
    *out = list;
    *count = used;
    return true;
}

static bool approve(struct db *db, const struct office *office, const struct claims_claim *claim,
                    struct id user, struct err *err)
{
    struct body_fee_approved body = {.claim = claim->books.claim,
                                     .person = claim->books.person,
                                     .fee_pence = claim->fee_due,
                                     .expenses_pence = claim->expenses_due,
                                     .by = user};

    str_copy(body.channel, sizeof body.channel,
             claim->fee_due > 0 ? claim->assessed.fee_channel : "bank");
    return ledger_approve(db, office, claim->books.meeting, &body, claim->assessed.version, err);
}

bool claims_approve(struct db *db, const struct office *office, struct id id,
                    const struct claims_amounts *amounts, struct id user, struct err *err)
{
    struct claims_claim claim;
    bool ok;

    if (!db_begin(db, err))
        return false;
    ok = claims_get(db, id, &claim, err);
    if (ok && (claim.state == CLAIMS_APPROVED || claim.state == CLAIMS_PAID) &&
        claim.approval.fee_pence == amounts->fee_pence &&
        claim.approval.expenses_pence == amounts->expenses_pence)
        return db_end(db, true, err);
    if (ok && claim.state != CLAIMS_TO_APPROVE)
        ok = err_set(err, ERR_CONFLICT, "This claim is not waiting to be approved.");
    if (ok &&
        (claim.fee_due != amounts->fee_pence || claim.expenses_due != amounts->expenses_pence))
        ok = err_set(err, ERR_CONFLICT, "The amounts have changed since this page was opened.");
    ok = ok && approve(db, office, &claim, user, err);
    return db_end(db, ok, err);
}

static bool tell(struct db *db, const struct claims_claim *claim, const char *what, int64_t pence,
                 const char *paid_on, struct err *err)
{
    struct body_payment_made body = {
        .claim = claim->books.claim, .person = claim->books.person, .pence = pence};

    if (pence == 0)
        return true;
    str_copy(body.what, sizeof body.what, what);
    str_copy(body.channel, sizeof body.channel,
             str_equal(what, "fee") ? claim->approval.channel : "bank");
    str_copy(body.paid_on, sizeof body.paid_on, paid_on);
    return down_payment(db, claim->books.meeting, &body, err);
}

static bool pay(struct db *db, const struct office *office, const struct claims_claim *claim,
                const char *paid_on, struct id user, struct err *err)
{
    const struct ledger_approval *approval = &claim->approval;
    struct body_fee_paid body = {.payment = ledger_payment_id(claim->books.claim),
                                 .claim = claim->books.claim,
                                 .pence = approval->fee_pence + approval->expenses_pence,
                                 .by = user};

    str_copy(body.channel, sizeof body.channel, approval->channel);
    str_copy(body.paid_on, sizeof body.paid_on, paid_on);
    return ledger_pay(db, office, claim->books.meeting, &body, err) &&
           tell(db, claim, "fee", approval->fee_pence, paid_on, err) &&
           tell(db, claim, "travel", approval->expenses_pence, paid_on, err);
}

bool claims_pay(struct db *db, const struct office *office, struct id id, const char *paid_on,
                struct id user, struct err *err)
{
    struct claims_claim claim;
    bool ok;

    if (!when_is_date(paid_on))
        return err_set(err, ERR_INVALID, "The day of payment must be a day that exists.");
    if (!db_begin(db, err))
        return false;
    ok = claims_get(db, id, &claim, err);
    if (ok && claim.state == CLAIMS_PAID && str_equal(claim.payment.paid_on, paid_on))
        return db_end(db, true, err);
    if (ok && claim.state == CLAIMS_PAID)
        ok = err_set(err, ERR_CONFLICT, "This claim was paid on another day.");
    else if (ok && claim.state != CLAIMS_APPROVED)
        ok = err_set(err, ERR_CONFLICT, "This claim is not approved.");
    ok = ok && pay(db, office, &claim, paid_on, user, err);
    return db_end(db, ok, err);
}
