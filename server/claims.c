// SPDX-License-Identifier: Apache-2.0
#include "server/claims.h"

#include <stdlib.h>
#include <string.h>

#include "server/down.h"
#include "server/exceptions.h"
#include "server/kiosks.h"
#include "server/left.h"
#include "server/meetings.h"
#include "server/presence.h"
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

const char *claims_wait_word(enum claims_wait wait)
{
    static const char *const words[] = {
        [CLAIMS_WAIT_NONE] = "",
        [CLAIMS_WAIT_PERSON] = "person",
        [CLAIMS_WAIT_DESK] = "desk",
        [CLAIMS_WAIT_SLIP] = "slip",
        [CLAIMS_WAIT_PRESENCE] = "presence",
        [CLAIMS_WAIT_NEXT_TIME] = "next_time",
    };

    return words[wait];
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

static bool is_any(const struct claims_amounts *amounts)
{
    return amounts->fee_pence != 0 || amounts->expenses_pence != 0;
}

// All is paid, and nothing is left to say about it.
static bool is_settled(const struct claims_claim *claim, bool held)
{
    return claim->sums.turns_paid > 0 && claim->left_pence == 0 && !is_any(&claim->to_approve) &&
           !is_any(&claim->to_pay) && !(held && is_any(&claim->over));
}

/* What is known of a claim's meeting: of its desks as the logs say that have come. */
struct desks {
    bool waits;       // nobody has accepted the meeting
    bool some_closed; // one kiosk has closed it
    bool closed;      // where this claim is
    bool counted;     // there was a float, and none is out
};

// What is left for next time holds up nothing else of the claim.
static enum claims_wait wait_of_left(const struct claims_claim *claim)
{
    return claim->left_pence > 0 && !is_any(&claim->to_approve) && !is_any(&claim->to_pay)
               ? CLAIMS_WAIT_NEXT_TIME
               : CLAIMS_WAIT_NONE;
}

// Travel money that was promised at a desk is that desk's until it is done; another kiosk that has
// closed says nothing of it. Nor does the one which handed a claim over of the one that pays it by
// its slip, whose log may still be on its way: that one is done when its float is counted out.
static enum claims_wait wait_of(const struct claims_claim *claim, const struct desks *desks,
                                bool unsaid)
{
    if (!claim->assessed.agreed)
        return unsaid ? CLAIMS_WAIT_PRESENCE : CLAIMS_WAIT_PERSON;
    if (!claim->books.cash_today || claim->due.expenses_pence <= 0)
        return wait_of_left(claim);
    if (!desks->closed)
        return CLAIMS_WAIT_DESK;
    return claim->books.handed == BOOKS_NOT_HANDED || desks->counted ? wait_of_left(claim)
                                                                     : CLAIMS_WAIT_SLIP;
}

static enum claims_state state_of(const struct claims_claim *claim, bool held)
{
    if (is_settled(claim, held))
        return CLAIMS_PAID;
    if (claim->books.withdrawn)
        return CLAIMS_WITHDRAWN;
    if (held)
        return CLAIMS_HELD;
    if (claim->waits_for != CLAIMS_WAIT_NONE)
        return CLAIMS_MADE;
    if (is_any(&claim->to_approve))
        return CLAIMS_TO_APPROVE;
    return is_any(&claim->to_pay) ? CLAIMS_APPROVED : CLAIMS_NOTHING_DUE;
}

static bool find_desks(struct db *db, struct id meeting, struct desks *out, struct err *err)
{
    struct books_meeting state;
    struct books_floats floats;

    bool waits;

    if (!books_get_meeting(db, meeting, &state, err) ||
        !books_get_floats(db, meeting, &floats, err) || !meetings_waits(db, meeting, &waits, err))
        return false;
    *out = (struct desks){.waits = waits,
                          .some_closed = state.some_closed,
                          .counted = floats.is_any && !floats.is_open};
    return true;
}

// Taken off is at most what is approved and not paid; what is paid beyond that is only shown.
static void compare_ledger(int64_t due, int64_t approved, int64_t paid, int64_t *to_approve,
                           int64_t *over)
{
    *to_approve = due > paid ? due - approved : paid - approved;
    *over = paid > due ? paid - due : 0;
}

static void fill_amounts(struct claims_claim *claim)
{
    const struct ledger_sums *sums = &claim->sums;
    int64_t desk = claim->books.cash_pence + claim->left_pence;

    claim->to_pay.fee_pence = sums->fee_pence - sums->fee_paid;
    claim->to_pay.expenses_pence = sums->expenses_pence - sums->expenses_paid;
    if (!claim->assessed.agreed)
        return;
    claim->due.fee_pence = claim->assessed.fee_pence;
    if (claim->assessed.expenses_pence > desk)
        claim->due.expenses_pence = claim->assessed.expenses_pence - desk;
    compare_ledger(claim->due.fee_pence, sums->fee_pence, sums->fee_paid,
                   &claim->to_approve.fee_pence, &claim->over.fee_pence);
    compare_ledger(claim->due.expenses_pence, sums->expenses_pence, sums->expenses_paid,
                   &claim->to_approve.expenses_pence, &claim->over.expenses_pence);
}

// Its own kiosk has not said that they came, of a claim that came by its slip; or not that they
// left, and at another the meeting is over.
static bool find_unsaid(struct db *db, const struct claims_claim *claim, const struct desks *desks,
                        bool *unsaid, struct err *err)
{
    struct books_attendance *list;
    size_t count;

    if (!presence_list(db, claim->books.meeting, claim->books.person, &list, &count, err))
        return false;
    if (count == 0)
        *unsaid = claim->books.handed == BOOKS_BY_PAPER;
    else
        *unsaid = presence_is_open(list, count) && desks->some_closed;
    free(list);
    return true;
}

static bool fill(struct db *db, struct claims_claim *claim, const struct desks *all,
                 struct err *err)
{
    struct id id = claim->books.claim;
    struct desks desks = *all;
    bool assessed;
    bool unsaid;
    bool held;

    if (!maybe(assessed_get(db, id, &claim->assessed, err), &assessed, err) ||
        !ledger_get_sums(db, id, &claim->sums, err) || !is_held(db, claim, &held, err) ||
        !find_unsaid(db, claim, &desks, &unsaid, err) ||
        !books_is_over(db, claim->books.meeting, claim->books.log_id, &desks.closed, err) ||
        !left_find(db, id, &claim->left_pence, err))
        return false;
    fill_amounts(claim);
    claim->same_pence = assessed && claim->assessed.same_pence;
    claim->waits_for = wait_of(claim, &desks, unsaid);
    claim->state = state_of(claim, held || desks.waits);
    if (claim->state != CLAIMS_MADE)
        claim->waits_for = CLAIMS_WAIT_NONE;
    return true;
}

bool claims_get(struct db *db, struct id claim, struct claims_claim *out, struct err *err)
{
    struct claims_claim found = {0};
    struct desks desks;

    if (!books_get_claim(db, claim, &found.books, err) ||
        !find_desks(db, found.books.meeting, &desks, err) || !fill(db, &found, &desks, err))
        return false;
    *out = found;
    return true;
}

bool claims_list(struct db *db, struct id meeting, struct claims_claim **out, size_t *count,
                 struct err *err)
{
    struct claims_claim *list;
    struct books_claim *books;
    struct desks desks;
    size_t used;
    bool ok;

    if (!find_desks(db, meeting, &desks, err) ||
        !books_list_claims(db, meeting, &books, &used, err))
        return false;
    list = mem_new(used, sizeof *list);
    ok = true;
    for (size_t i = 0; ok && i < used; i++) {
        list[i].books = books[i];
        ok = fill(db, &list[i], &desks, err);
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

static void fill_approved(const struct claims_claim *claim, const struct claims_change *change,
                          struct id user, struct body_fee_approved *out)
{
    *out = (struct body_fee_approved){.claim = claim->books.claim,
                                      .person = claim->books.person,
                                      .turn = claim->sums.turns,
                                      .fee_pence = claim->to_approve.fee_pence,
                                      .expenses_pence = claim->to_approve.expenses_pence,
                                      .why_count = change->why_count,
                                      .account_count = change->lines.count,
                                      .by = user};
    str_copy(out->channel, sizeof out->channel,
             claim->due.fee_pence > 0 ? claim->assessed.fee_channel : "bank");
    memcpy(out->policy_hash, claim->assessed.policy_hash, sizeof out->policy_hash);
    memcpy(out->why, change->why, sizeof out->why);
    memcpy(out->account, change->lines.lines, sizeof out->account);
    str_copy(out->rates_from, sizeof out->rates_from, change->rates_from);
}

static bool approve(struct db *db, const struct office *office, const struct claims_claim *claim,
                    struct id user, struct err *err)
{
    struct body_fee_approved *body = mem_new(1, sizeof *body);
    struct claims_change *change = mem_new(1, sizeof *change);
    bool ok = claims_find_change(db, claim, change, err);

    if (ok) {
        fill_approved(claim, change, user, body);
        ok = ledger_approve(db, office, claim->books.meeting, body, claim->assessed.version, err);
    }
    free(change);
    free(body);
    return ok;
}

// All that the office is to pay now; some may wait to be paid in cash.
static bool is_paid_up(const struct claims_claim *claim)
{
    return claim->state == CLAIMS_PAID ||
           (claim->waits_for == CLAIMS_WAIT_NEXT_TIME && claim->sums.turns_paid > 0);
}

// Pressed twice: the last approval was of just this.
static bool was_approved(struct db *db, const struct claims_claim *claim,
                         const struct claims_amounts *amounts, bool *was, struct err *err)
{
    struct ledger_approval last;

    *was = false;
    if (claim->sums.turns == 0 || (claim->state != CLAIMS_APPROVED && !is_paid_up(claim)))
        return true;
    if (!ledger_get_approval(db, claim->books.claim, claim->sums.turns - 1, &last, err))
        return false;
    *was = last.fee_pence == amounts->fee_pence && last.expenses_pence == amounts->expenses_pence;
    return true;
}

bool claims_approve(struct db *db, const struct office *office, struct id id,
                    const struct claims_amounts *amounts, struct id user, struct err *err)
{
    struct claims_claim claim;
    bool already = false;
    bool ok;

    if (!db_begin(db, err))
        return false;
    ok = claims_get(db, id, &claim, err) && was_approved(db, &claim, amounts, &already, err);
    if (ok && already)
        return db_end(db, true, err);
    if (ok && claim.state != CLAIMS_TO_APPROVE)
        ok = err_set(err, ERR_CONFLICT, "This claim is not waiting to be approved.");
    if (ok && (claim.to_approve.fee_pence != amounts->fee_pence ||
               claim.to_approve.expenses_pence != amounts->expenses_pence))
        ok = err_set(err, ERR_CONFLICT, "The amounts have changed since this page was opened.");
    ok = ok && approve(db, office, &claim, user, err);
    return db_end(db, ok, err);
}

/* One ledger's part of a payment, as the kiosks are told of it. */
struct part {
    const char *what;
    const char *more; // what it is called when some was paid before
    const char *channel;
    int64_t pence;
    int64_t paid;  // before
    int64_t first; // of that, the first time
};

// What was told before stays true: all that is paid later is one sum of its own.
static bool tell(struct db *db, const struct claims_claim *claim, const struct part *part,
                 const char *paid_on, struct err *err)
{
    bool more = part->paid > 0;
    struct body_payment_made body = {.claim = claim->books.claim,
                                     .person = claim->books.person,
                                     .pence = part->pence + (more ? part->paid - part->first : 0)};

    if (part->pence == 0)
        return true;
    str_copy(body.what, sizeof body.what, more ? part->more : part->what);
    str_copy(body.channel, sizeof body.channel, part->channel);
    str_copy(body.paid_on, sizeof body.paid_on, paid_on);
    return down_payment(db, claim->books.meeting, &body, err);
}

static bool tell_all(struct db *db, const struct claims_claim *claim, const char *channel,
                     const char *paid_on, struct err *err)
{
    const struct ledger_sums *sums = &claim->sums;
    const struct part fee = {"fee",          "fee_more",     channel, claim->to_pay.fee_pence,
                             sums->fee_paid, sums->fee_first};
    const struct part travel = {"travel",
                                "travel_more",
                                "bank",
                                claim->to_pay.expenses_pence,
                                sums->expenses_paid,
                                sums->expenses_first};

    return tell(db, claim, &fee, paid_on, err) && tell(db, claim, &travel, paid_on, err);
}

static bool pay(struct db *db, const struct office *office, const struct claims_claim *claim,
                const char *paid_on, struct id user, struct err *err)
{
    int64_t turn = claim->sums.turns - 1;
    struct body_fee_paid body = {.payment = ledger_payment_id(claim->books.claim, turn),
                                 .claim = claim->books.claim,
                                 .turn = turn,
                                 .pence = claim->to_pay.fee_pence + claim->to_pay.expenses_pence,
                                 .by = user};
    struct ledger_approval last;

    if (!ledger_get_approval(db, claim->books.claim, turn, &last, err))
        return false;
    str_copy(body.channel, sizeof body.channel, last.channel);
    str_copy(body.paid_on, sizeof body.paid_on, paid_on);
    return ledger_pay(db, office, claim->books.meeting, &body, err) &&
           tell_all(db, claim, last.channel, paid_on, err);
}

// *paid_on: the day of the last payment, "" when there is none.
static bool last_paid(struct db *db, const struct claims_claim *claim,
                      char paid_on[static WHEN_DATE_SIZE], struct err *err)
{
    struct ledger_payment payment;

    paid_on[0] = '\0';
    if (claim->sums.turns_paid == 0)
        return true;
    if (!ledger_get_payment(db, claim->books.claim, claim->sums.turns_paid - 1, &payment, err))
        return false;
    str_copy(paid_on, WHEN_DATE_SIZE, payment.paid_on);
    return true;
}

bool claims_pay(struct db *db, const struct office *office, struct id id, const char *paid_on,
                struct id user, struct err *err)
{
    struct claims_claim claim;
    char before[WHEN_DATE_SIZE];
    bool ok;

    if (!when_is_date(paid_on))
        return err_set(err, ERR_INVALID, "The day of payment must be a day that exists.");
    if (!db_begin(db, err))
        return false;
    ok = claims_get(db, id, &claim, err) && last_paid(db, &claim, before, err);
    if (ok && is_paid_up(&claim) && str_equal(before, paid_on))
        return db_end(db, true, err);
    if (ok && is_paid_up(&claim))
        ok = err_set(err, ERR_CONFLICT, "This claim was paid on another day.");
    else if (ok && claim.state != CLAIMS_APPROVED)
        ok = err_set(err, ERR_CONFLICT, "This claim is not approved.");
    ok = ok && pay(db, office, &claim, paid_on, user, err) &&
         down_some(db, office, &claim.books.person, 1, err);
    return db_end(db, ok, err);
}
