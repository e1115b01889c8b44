#ifndef KIOSK_DESK_REFUSAL_H
#define KIOSK_DESK_REFUSAL_H

#include <stdbool.h>

#include "shared/err.h"

/*
 * Why the desk does not do something: each has a code for staff and the office, and words for the
 * payer. Codes that rules.md 1.4 has are those.
 */
enum desk_refusal {
    DESK_ALLOWED,
    // who is at the desk
    DESK_LOCKED,
    DESK_NOT_NOMINATED, // no payer (rules.md S23)
    DESK_NOT_YET,       // nominated from a later day
    DESK_NO_LONGER,     // nominated until an earlier day
    DESK_NOT_HOST,
    DESK_NO_SECOND, // nobody else counted along
    DESK_OWN_CLAIM,
    DESK_OVER_LIMIT, // more than this payer may pay out at a meeting
    // the float
    DESK_NO_FLOAT,
    DESK_FLOAT_THERE,
    DESK_FLOAT_SMALL,
    DESK_FLOAT_OPEN, // it is to be counted out first
    DESK_WRONG_SUM,  // notes and coins do not come to what they should
    DESK_NO_REASON,  // what was counted differs, and nobody said why
    DESK_MONEY_HELD, // this kiosk's records are not as the office has them
    // the claim
    DESK_WITHDRAWN,
    DESK_NOTHING_DUE,
    DESK_PAID_HERE,
    DESK_PAID_BY_OFFICE,
    DESK_PAID_ELSEWHERE, // in cash, by another kiosk: this claim, or another of that person
    DESK_BY_BANK,        // that is how it was promised, or is paid under this policy
    DESK_NEXT_TIME,      // it is left for next time (desk_next.h)
    DESK_NO_NUMBER,      // it waited since last time, and who is there has neither number nor card
    DESK_HELD,           // the office looks at it
    DESK_HANDED,         // it went to another kiosk's desk on paper
    DESK_TOO_MUCH,
    DESK_NO_EVIDENCE, // that cash may be paid (rules.md S22)
    DESK_NO_TICKET,   // it is said to be here, and nobody has looked
    DESK_NOT_PAID,    // there is no such payment to take back
    DESK_WAITING,     // somebody's money is not settled: the meeting cannot close
    DESK_REFUSALS,
};

/* "OWN_CLAIM". */
const char *desk_refusal_code(enum desk_refusal refusal);

/* The key of its words, "desk.why.own". Not for DESK_ALLOWED. */
const char *desk_refusal_words(enum desk_refusal refusal);

/* True when it is allowed; else ERR_INVALID with the code. *out is set either way. */
bool desk_refusal_answer(enum desk_refusal *out, enum desk_refusal refusal, struct err *err);

#endif
