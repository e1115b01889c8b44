// SPDX-License-Identifier: Apache-2.0
#include "kiosk/desk_pay.h"

#include <stdlib.h>
#include <string.h>

#include "kiosk/amend.h"
#include "kiosk/desk_handing.h"
#include "kiosk/desk_next.h"
#include "kiosk/desk_parts.h"
#include "shared/books_left.h"
#include "shared/mem.h"
#include "shared/str.h"
#include "shared/when.h"

// --- looking ---

static bool office_paid(const struct desk_place *place, struct desk_pay_view *view, struct err *err)
{
    static const char *const whats[] = {"travel", "travel_more"};
    struct body_payment_made made;
    int64_t *pence = &view->office_pence;

    if (!roster_paid_elsewhere(place->store, &view->claim, pence, err))
        return false;
    view->elsewhere = *pence > 0;
    for (size_t i = 0; i < sizeof whats / sizeof whats[0]; i++) {
        if (roster_find_payment(place->store, view->claim.claim, whats[i], &made, err))
            *pence += made.pence;
        else if (err->kind != ERR_NOT_FOUND)
            return false;
    }
    return true;
}

// Of what waited for next time: what this kiosk left, and not for too long.
static int64_t payable(const struct desk_place *place, const struct books_left *left)
{
    char today[WHEN_DATE_SIZE];

    when_local_date(today, when_now_ms());
    return id_equal(left->log_id, place->store->log_id) &&
                   (!*left->until || strcmp(today, left->until) <= 0)
               ? left->pence
               : 0;
}

static int64_t due_of(const struct desk_place *place, const struct desk_pay_view *view,
                      const struct books_left *left)
{
    const struct books_claim *claim = &view->claim;
    int64_t due = claim->expenses_pence - claim->cash_pence - view->office_pence;

    if (claim->withdrawn || !claim->cash_today || claim->handed == BOOKS_HANDED)
        return 0;
    if (!view->before)
        due -= left->pence;
    else if (due > payable(place, left))
        due = payable(place, left);
    return due < 0 ? 0 : due;
}

static enum desk_refusal why_not_claim(const struct desk_pay_view *view, bool held)
{
    const struct books_claim *claim = &view->claim;

    if (claim->withdrawn)
        return DESK_WITHDRAWN;
    if (claim->handed == BOOKS_HANDED)
        return DESK_HANDED;
    if (claim->expenses_pence == 0)
        return DESK_NOTHING_DUE;
    if (claim->cash_pence >= claim->expenses_pence)
        return DESK_PAID_HERE;
    if (claim->cash_pence + view->office_pence >= claim->expenses_pence)
        return view->elsewhere ? DESK_PAID_ELSEWHERE : DESK_PAID_BY_OFFICE;
    if (held)
        return DESK_HELD;
    if (!claim->cash_today)
        return DESK_BY_BANK;
    if (view->due)
        return DESK_ALLOWED;
    return view->before ? DESK_NOTHING_DUE : DESK_NEXT_TIME;
}

// A ticket of what went on by slip is shown where that is paid; of what waits for next time, when
// it is handed over; and of what the office has paid, to nobody.
static bool is_to_see(const struct desk_pay_view *view)
{
    const struct books_claim *claim = &view->claim;

    return claim->tickets_unseen > 0 && !view->before && !claim->withdrawn &&
           claim->handed == BOOKS_NOT_HANDED &&
           claim->cash_pence + claim->left_pence + view->office_pence < claim->expenses_pence;
}

// What the policy wants seen before cash is handed out. Where it says "cash or bank" the desk
// decides (rules.md 1.7), and asks nobody.
static bool evidence_is_good(const struct desk_place *place, struct id claim, struct id person,
                             bool *good, struct err *err)
{
    const struct policy_expenses *policy = &place->roster->policy.expenses;
    const struct roster_person *known = roster_find_person(place->roster, person);
    char today[WHEN_DATE_SIZE];
    char until[WHEN_DATE_SIZE];

    *good = policy->channel != POLICY_EXPENSES_CASH_ON_DAY || !policy->cash_needs_evidence;
    if (*good)
        return true;
    when_local_date(today, when_now_ms());
    if (!books_get_evidence(place->store->db, claim, until, err))
        return false;
    *good =
        strcmp(until, today) >= 0 || (known && strcmp(known->expected.evidence_until, today) >= 0);
    return true;
}

static bool why_not_money(const struct desk *desk, const struct desk_place *place,
                          enum desk_refusal *why, struct err *err)
{
    struct books_float held;
    int64_t paid;

    if (!books_get_float(place->store->db, place->roster->meeting, &held, err) ||
        !books_paid_by(place->store->db, place->roster->meeting, desk->staff.staff, &paid, err))
        return false;
    if (place->store->money_held)
        *why = DESK_MONEY_HELD;
    else if (id_is_none(held.float_id))
        *why = DESK_NO_FLOAT;
    else if (held.pence == 0)
        *why = DESK_FLOAT_SMALL;
    else if (desk->staff.limit_pence && paid >= desk->staff.limit_pence)
        *why = DESK_OVER_LIMIT;
    return true;
}

// Somebody the office does not know yet: nothing is paid before it is agreed with them.
static bool is_added(const struct desk_place *place, const struct books_claim *claim)
{
    const struct roster_person *person = roster_find_person(place->roster, claim->person);

    return person && person->added;
}

static bool why_not(const struct desk *desk, const struct desk_place *place,
                    struct desk_pay_view *view, struct err *err)
{
    bool held;
    bool good;

    if (!roster_is_held(place->store, view->claim.claim, &held, err) ||
        !evidence_is_good(place, view->claim.claim, view->claim.person, &good, err))
        return false;
    held = held || is_added(place, &view->claim) || place->roster->unplanned;
    view->why = why_not_claim(view, held);
    if (view->why == DESK_ALLOWED && !*view->claim.number &&
        !id_equal(desk->by_card, view->claim.claim))
        view->why = DESK_NO_NUMBER;
    if (view->why == DESK_ALLOWED)
        view->why = desk_why_not_payer(desk);
    if (view->why == DESK_ALLOWED && desk_is_own(desk, view->claim.person))
        view->why = DESK_OWN_CLAIM;
    if (view->why == DESK_ALLOWED && !why_not_money(desk, place, &view->why, err))
        return false;
    if (view->why == DESK_ALLOWED && !good)
        view->why = DESK_NO_EVIDENCE;
    return true;
}

// The numbers of that day are somebody else's today. They have the one of what they claimed since.
static bool take_today(const struct desk_place *place, struct books_claim *claim, struct err *err)
{
    struct books_claim today;

    claim->leaves_ms = 0; // it was another day's bus
    claim->number[0] = '\0';
    if (books_find_claim(place->store->db, place->roster->meeting, claim->person, &today, err))
        str_copy(claim->number, sizeof claim->number, today.number);
    else if (err->kind != ERR_NOT_FOUND)
        return false;
    return true;
}

bool desk_pay_look(const struct desk *desk, const struct desk_place *place, struct id claim,
                   struct desk_pay_view *out, struct err *err)
{
    struct desk_pay_view view = {0};
    struct books_left left;

    if (!books_get_claim(place->store->db, claim, &view.claim, err) ||
        !office_paid(place, &view, err) || !books_left_get(place->store->db, claim, &left, err))
        return false;
    view.before = !id_equal(view.claim.meeting, place->roster->meeting);
    view.due = due_of(place, &view, &left);
    if (view.before && !take_today(place, &view.claim, err))
        return false;
    if (!why_not(desk, place, &view, err))
        return false;
    view.to_see = is_to_see(&view);
    *out = view;
    return true;
}

// --- paying ---

static bool see_tickets(const struct desk *desk, const struct desk_place *place, struct id claim,
                        struct err *err)
{
    struct body_claim *body = mem_new(1, sizeof *body);
    bool ok = books_get_claim_body(place->store->db, claim, body, err);

    for (size_t i = 0; ok && i < body->proofs_count; i++) {
        const struct body_proof *proof = &body->proofs[i];

        if (str_equal(proof->where, "here") || str_equal(proof->where, "phone"))
            ok = desk_see_ticket(desk, place, claim, proof->ref, err);
    }
    mem_wipe(body, sizeof *body);
    free(body);
    return ok;
}

// Beyond what stands against any payment of that claim: what stands against this one.
static bool why_not_payment(const struct desk *desk, const struct desk_place *place,
                            const struct desk_pay_view *view, const struct desk_payment *payment,
                            enum desk_refusal *why, struct err *err)
{
    bool said = coins_are_any(&payment->coins);
    struct books_float held;
    int64_t paid;

    if (!books_get_float(place->store->db, place->roster->meeting, &held, err) ||
        !books_paid_by(place->store->db, place->roster->meeting, desk->staff.staff, &paid, err))
        return false;
    if (payment->pence <= 0)
        *why = DESK_NOTHING_DUE;
    else if (payment->pence > view->due)
        *why = DESK_TOO_MUCH;
    else if (payment->pence > held.pence)
        *why = DESK_FLOAT_SMALL;
    else if (desk->staff.limit_pence && paid + payment->pence > desk->staff.limit_pence)
        *why = DESK_OVER_LIMIT;
    else if (said && coins_sum(&payment->coins) != payment->pence)
        *why = DESK_WRONG_SUM;
    else if (view->claim.tickets_wanted && !payment->tickets_seen)
        *why = DESK_NO_TICKET;
    return true;
}

static bool record_payment(const struct desk *desk, const struct desk_place *place,
                           const struct desk_payment *payment, struct err *err)
{
    struct body_cash body = {.payment = payment->payment,
                             .claim = payment->claim,
                             .pence = payment->pence,
                             .payer = desk->staff.staff,
                             .confirmed = "person"};
    struct books_float held;

    if (!books_get_float(place->store->db, place->roster->meeting, &held, err))
        return false;
    body.float_id = held.float_id;
    body.coins_count = body_put_coins(body.coins, &payment->coins);
    return store_begin(place->store, err) &&
           store_end(place->store,
                     see_tickets(desk, place, payment->claim, err) &&
                         desk_handing_done(place, payment->claim, err) &&
                         store_record(place->store, RECORD_CASH_PAID, payment->payment,
                                      place->roster->meeting, &body, err),
                     err);
}

bool desk_pay(struct desk *desk, const struct desk_place *place, const struct desk_payment *payment,
              struct err *err)
{
    struct desk_pay_view view;
    bool done;

    if (!store_did(place->store, payment->payment, &done, err) ||
        !desk_pay_look(desk, place, payment->claim, &view, err))
        return false;
    if (done)
        return true; // "I got it" was touched twice, or the first answer was lost
    if (view.why == DESK_ALLOWED && !why_not_payment(desk, place, &view, payment, &view.why, err))
        return false;
    return desk_refusal_answer(&desk->refused, view.why, err) &&
           record_payment(desk, place, payment, err);
}

// --- taking back ---

static bool find_payment(const struct desk_place *place, const struct desk_return *back,
                         int64_t *left, struct err *err)
{
    struct books_payment *payments = NULL;
    size_t count;

    *left = 0;
    if (!books_list_payments(place->store->db, back->claim, &payments, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (id_equal(payments[i].payment, back->payment))
            *left = payments[i].pence;
    free(payments);
    return true;
}

bool desk_pay_return(struct desk *desk, const struct desk_place *place,
                     const struct desk_return *back, struct err *err)
{
    struct body_cash body = {.payment = back->payment,
                             .claim = back->claim,
                             .pence = coins_sum(&back->coins),
                             .payer = desk->staff.staff,
                             .confirmed = "payer",
                             .reason = "paid_by_mistake"};
    enum desk_refusal why = desk_why_not_payer(desk);
    struct books_float held;
    int64_t left;
    bool done;

    if (!store_did(place->store, back->op, &done, err) || !find_payment(place, back, &left, err) ||
        !books_get_float(place->store->db, place->roster->meeting, &held, err))
        return false;
    if (done)
        return true;
    if (why == DESK_ALLOWED && id_is_none(held.float_id))
        why = DESK_NO_FLOAT;
    if (why == DESK_ALLOWED && !left)
        why = DESK_NOT_PAID;
    if (why == DESK_ALLOWED && (body.pence <= 0 || body.pence > left))
        why = DESK_WRONG_SUM;
    body.float_id = held.float_id;
    body.coins_count = body_put_coins(body.coins, &back->coins);
    return desk_refusal_answer(&desk->refused, why, err) &&
           store_save(place->store, RECORD_CASH_RETURNED, back->op, place->roster->meeting, &body,
                      err);
}

// --- how it is to be paid ---

static bool amend(const struct desk_place *place, struct id op, struct id claim,
                  const struct amend *change, struct err *err)
{
    return amend_claim(place->store, op, place->roster->meeting, claim, change, err);
}

int64_t desk_pay_rest(const struct desk_pay_view *view)
{
    return view->before ? view->due : view->due + view->claim.left_pence;
}

// A paper stands as it was printed, at both desks; and a claim of a meeting before as it was made.
static enum desk_refusal why_not_amend(const struct desk_pay_view *view)
{
    if (view->before)
        return DESK_NEXT_TIME;
    if (view->claim.handed != BOOKS_NOT_HANDED)
        return DESK_HANDED;
    return view->due ? DESK_ALLOWED : view->why;
}

enum desk_refusal desk_pay_why_not_staff(const struct desk *desk, const struct desk_place *place)
{
    if (desk->unlocked && roster_is_host(place->roster, desk->staff.staff))
        return DESK_ALLOWED;
    return desk_why_not_payer(desk);
}

bool desk_pay_by_bank(struct desk *desk, const struct desk_place *place, struct id op,
                      struct id claim, struct err *err)
{
    enum desk_refusal why = desk_pay_why_not_staff(desk, place);
    struct desk_pay_view view;
    bool done;

    if (!store_did(place->store, op, &done, err) || !desk_pay_look(desk, place, claim, &view, err))
        return false;
    if (done)
        return true;
    if (view.before)
        return desk_next_take_back(desk, place, op, claim, err);
    if (why == DESK_ALLOWED)
        why = why_not_amend(&view);
    return desk_refusal_answer(&desk->refused, why, err) &&
           amend(place, op, claim, &(struct amend){false, view.claim.leaves_ms}, err);
}

bool desk_pay_in_cash(struct desk *desk, const struct desk_place *place, struct id op,
                      struct id claim, struct err *err)
{
    bool by_bank = place->roster->policy.expenses.channel == POLICY_EXPENSES_BY_BANK;
    enum desk_refusal why = desk_pay_why_not_staff(desk, place);
    struct desk_pay_view view;
    struct books_float held;
    bool done;

    if (!store_did(place->store, op, &done, err) ||
        !desk_pay_look(desk, place, claim, &view, err) ||
        !books_get_float(place->store->db, place->roster->meeting, &held, err))
        return false;
    if (done)
        return true;
    if (why == DESK_ALLOWED && view.claim.handed != BOOKS_NOT_HANDED)
        why = DESK_HANDED;
    if (why == DESK_ALLOWED && (view.why != DESK_BY_BANK || by_bank || view.office_pence))
        why = view.why == DESK_ALLOWED ? DESK_NOTHING_DUE : view.why;
    if (why == DESK_ALLOWED && id_is_none(held.float_id))
        why = DESK_NO_FLOAT;
    return desk_refusal_answer(&desk->refused, why, err) &&
           amend(place, op, claim, &(struct amend){true, view.claim.leaves_ms}, err);
}

bool desk_pay_leaves_at(struct desk *desk, const struct desk_place *place, struct id op,
                        struct id claim, int64_t leaves_ms, struct err *err)
{
    enum desk_refusal why = desk_pay_why_not_staff(desk, place);
    struct desk_pay_view view;

    if (!desk_pay_look(desk, place, claim, &view, err))
        return false;
    if (why == DESK_ALLOWED)
        why = why_not_amend(&view);
    return desk_refusal_answer(&desk->refused, why, err) &&
           amend(place, op, claim, &(struct amend){view.claim.cash_today, leaves_ms}, err);
}

bool desk_pay_evidence(struct desk *desk, const struct desk_place *place, struct id op,
                       struct id claim, const char *until, struct err *err)
{
    struct body_evidence_seen seen = {
        .claim = claim, .what = "entitlement", .by = desk->staff.staff};
    enum desk_refusal why = desk_why_not_payer(desk);
    struct books_claim found;
    char today[WHEN_DATE_SIZE];

    if (!books_get_claim(place->store->db, claim, &found, err))
        return false;
    when_local_date(today, when_now_ms());
    if (why == DESK_ALLOWED && desk_is_own(desk, found.person))
        why = DESK_OWN_CLAIM;
    if (why == DESK_ALLOWED && strcmp(until, today) < 0)
        why = DESK_NO_EVIDENCE;
    str_copy(seen.until, sizeof seen.until, until);
    return desk_refusal_answer(&desk->refused, why, err) &&
           store_save(place->store, RECORD_EVIDENCE_SEEN, op, place->roster->meeting, &seen, err);
}
