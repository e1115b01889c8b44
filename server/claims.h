#ifndef SERVER_CLAIMS_H
#define SERVER_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/assessed.h"
#include "server/ledger.h"
#include "server/office.h"
#include "shared/books.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"

/*
 * A claim as the office works with it: what the books have, what is agreed, and how far it has come
 * on its way to the bank.
 *
 * What changes after an approval, the facts or the policy's rates, is an adjustment: it waits to be
 * approved like the claim did, and is then approved and paid as one more turn of it. What was
 * approved or paid is never edited. An adjustment takes off only what is approved and not paid yet.
 * What was paid beyond what is agreed now is never taken back: it is `over`, an exception holds the
 * claim until a person has looked, and whatever becomes due later fills it up first.
 *
 * Travel money promised at the desk is the desk's until the log of the kiosk that made the claim
 * says that the meeting was closed, or one that speaks for it does (books.h). Of a claim that went
 * on by slip, also a float must be known and counted out: the closing is that of the kiosk that did
 * not pay it. Where one never sends a word, the office says so (slips.h). What was left at the desk
 * for next time is none of the office's while it waits for that (left.h); the rest of the claim
 * goes its way.
 */
enum claims_state {
    CLAIMS_MADE, // somebody is still there, or travel money may still be paid at the desk
    CLAIMS_TO_APPROVE,
    CLAIMS_APPROVED,
    CLAIMS_PAID,
    CLAIMS_HELD, // an exception is open, the kiosk has two histories, or the meeting waits
    CLAIMS_WITHDRAWN,
    CLAIMS_NOTHING_DUE,
};

/* What one that is only made waits for. */
enum claims_wait {
    CLAIMS_WAIT_NONE,
    CLAIMS_WAIT_PERSON,    // somebody is still there
    CLAIMS_WAIT_DESK,      // the meeting is not closed where its travel money was promised
    CLAIMS_WAIT_SLIP,      // whether the kiosk it went to by slip paid it
    CLAIMS_WAIT_PRESENCE,  // the kiosk where they came does not say how long they were there
    CLAIMS_WAIT_NEXT_TIME, // its travel money, or the rest of it, is left to be paid in cash
                           // (left.h)
};

struct claims_amounts {
    int64_t fee_pence;
    int64_t expenses_pence;
};

struct claims_claim {
    struct books_claim books;
    struct assessed_claim assessed;
    enum claims_state state;
    enum claims_wait waits_for;
    int64_t left_pence;               // of the travel money, that wait for cash next time (left.h)
    struct claims_amounts due;        // of what is agreed, the office's: without either
    struct claims_amounts to_approve; // that less what was approved; may be negative
    struct claims_amounts to_pay;     // approved and not paid
    struct claims_amounts over;       // paid beyond what is due
    bool same_pence;                  // the server's own assessment of the same facts gave the same
    struct ledger_sums sums;
};

/* What would be approved now, line by line; and of an adjustment why. Large. */
struct claims_change {
    struct adjust_account was; // what was approved so far
    struct adjust_account now; // what is due, with what is not taken back
    struct adjust_account lines;
    char why[BODY_WHY_MAX][BODY_CODE_SIZE]; // policy, facts, desk
    size_t why_count;
    char rates_from[WHEN_DATE_SIZE]; // the first day of the rates that changed; "" when none did
};

const char *claims_state_word(enum claims_state state);
/* "" for none. */
const char *claims_wait_word(enum claims_wait wait);

/* ERR_NOT_FOUND. */
bool claims_get(struct db *db, struct id claim, struct claims_claim *out, struct err *err);
/* Of one meeting, by number. The caller frees. */
bool claims_list(struct db *db, struct id meeting, struct claims_claim **out, size_t *count,
                 struct err *err);

/* Only for a claim that is agreed. */
bool claims_find_change(struct db *db, const struct claims_claim *claim, struct claims_change *out,
                        struct err *err);

/*
 * Approves what is to be approved; the pence must be just that, and the claim in that state, else
 * ERR_CONFLICT. Approved with the same pence just before is no failure.
 */
bool claims_approve(struct db *db, const struct office *office, struct id claim,
                    const struct claims_amounts *amounts, struct id user, struct err *err);
/* Marks what is approved as paid on that day and tells the kiosks; office_ring after. Idempotent
 * likewise. */
bool claims_pay(struct db *db, const struct office *office, struct id claim, const char *paid_on,
                struct id user, struct err *err);

#endif
