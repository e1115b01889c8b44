#ifndef KIOSK_DESK_QUEUE_H
#define KIOSK_DESK_QUEUE_H

#include "kiosk/desk_pay.h"
#include "shared/books.h"
#include "shared/coins.h"

/*
 * Everybody's claim at this meeting, in the order in which the desk takes them, and whether the
 * float has enough for those who wait. Among them what was left for next time of meetings before
 * (desk_next.h), of those who are here; it keeps no meeting open.
 *
 * Who must catch a bus comes first, the earliest before all. Then it is the order in which the
 * claims were made; but when the float is short, those of whom only a ticket is to be seen, and
 * then the rule that the policy names (cash_when_short). What came by slip comes after all of them.
 */
struct desk_queue {
    struct desk_pay_view *list; // those who wait first
    size_t count;
    size_t turns;   // how many wait for something: money, or that their ticket is seen
    size_t waiting; // how many have money due here, and are not held
    size_t to_see;  // how many others have a ticket to show, and get no money here
    size_t ours;    // of those who wait for money, who claimed at this kiosk: they keep the meeting
                    // open
    size_t promised; // of those, who have some to come in cash next time
    struct books_float held;
    int64_t short_pence; // how much the float is short of what all wait for; 0: enough
    struct coins change; // what is missing to pay each of them exactly; none where nobody knows
                         // which coins there are
};

/* Fills it; desk_queue_clear frees what it holds. */
bool desk_queue_load(const struct desk *desk, const struct desk_place *place,
                     struct desk_queue *out, struct err *err);
void desk_queue_clear(struct desk_queue *queue);

/* Whether its money is due here, and may be paid. */
bool desk_queue_is_paid_here(const struct desk_pay_view *view);

/* Why whoever is at the desk may not close the meeting now. */
bool desk_queue_why_open(const struct desk *desk, const struct desk_place *place,
                         enum desk_refusal *why, struct err *err);

/* All who wait and claimed at this kiosk (ours) are paid by bank, one after the other: cut off, and
 * some still wait. What was promised in cash next time (promised) stays, and what is due beside it
 * waits with it. */
bool desk_queue_by_bank(struct desk *desk, const struct desk_place *place, struct err *err);

#endif
