#ifndef KIOSK_DESK_PAY_H
#define KIOSK_DESK_PAY_H

#include "kiosk/desk.h"
#include "shared/coins.h"

/*
 * What is handed over at the desk: travel money, whole or in parts, once. Acts are refused with
 * ERR_INVALID and desk->refused; a payment that was already made under the same id is true and
 * changes nothing.
 */
struct desk_pay_view {
    struct books_claim claim;
    bool before;           // of a meeting before: some of it was left for this time (desk_next.h);
                           // its number is that of their claim of today, or ""
    int64_t paid_pence;    // of such a one: at this meeting; desk_queue_load says it
    int64_t due;           // to be handed over here; 0: nothing
    int64_t office_pence;  // that is paid of it and not by this kiosk, as the feed says
    bool elsewhere;        // some of that by another kiosk, in cash
    enum desk_refusal why; // why whoever is at the desk may hand over none of it now
    bool to_see;           // a ticket of it is still to be shown at this desk, paid here or not
};

/* Looks at a claim as it is in the books now. ERR_NOT_FOUND. */
bool desk_pay_look(const struct desk *desk, const struct desk_place *place, struct id claim,
                   struct desk_pay_view *out, struct err *err);

struct desk_payment {
    struct id payment; // made when the claim was opened
    struct id claim;
    int64_t pence;
    struct coins coins; // that were handed over, change back below zero; none: nobody said
    bool tickets_seen;  // the payer says so of every ticket that is said to be here
};

/* After the person touched that they have it: the tickets are seen and the cash is paid, in one
 * commit. */
bool desk_pay(struct desk *desk, const struct desk_place *place, const struct desk_payment *payment,
              struct err *err);

/* Paid by mistake: the money is back in the float. The payment stays in the books, and so does
 * this. */
struct desk_return {
    struct id op;
    struct id payment;
    struct id claim;
    struct coins coins;
};
bool desk_pay_return(struct desk *desk, const struct desk_place *place,
                     const struct desk_return *back, struct err *err);

/* What goes another way when it is not handed over today: what is due, and what was left for next
 * time of it before. */
int64_t desk_pay_rest(const struct desk_pay_view *view);

/*
 * By bank instead, or what is left of it (desk_pay_rest), also of what waited from a meeting
 * before; and back to cash, where the policy has it, a float is open and the office has not paid.
 * Whoever may pay may do so, and a host.
 */
bool desk_pay_by_bank(struct desk *desk, const struct desk_place *place, struct id op,
                      struct id claim, struct err *err);
bool desk_pay_in_cash(struct desk *desk, const struct desk_place *place, struct id op,
                      struct id claim, struct err *err);

/* "My bus goes at 15:10": they are paid first. 0 takes it back. */
bool desk_pay_leaves_at(struct desk *desk, const struct desk_place *place, struct id op,
                        struct id claim, int64_t leaves_ms, struct err *err);

/* Somebody at the desk has seen what the policy wants before cash: a tick, who, until
 * when. Refused of who looks at their own claim. */
bool desk_pay_evidence(struct desk *desk, const struct desk_place *place, struct id op,
                       struct id claim, const char *until, struct err *err);

#endif
