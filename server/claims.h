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
 */
enum claims_state {
    CLAIMS_MADE, // somebody is still there, or travel money may still be paid at the desk
    CLAIMS_TO_APPROVE,
    CLAIMS_APPROVED,
    CLAIMS_PAID,
    CLAIMS_HELD, // an exception is open, or the kiosk has two histories
    CLAIMS_WITHDRAWN,
    CLAIMS_NOTHING_DUE,
};

struct claims_claim {
    struct books_claim books;
    struct assessed_claim assessed;
    enum claims_state state;
    int64_t fee_due;      // what the office is to pay of the agreed fee
    int64_t expenses_due; // and of travel money that was not paid in cash
    bool same_pence;      // the server's own assessment of the same facts gave the same
    bool has_approval;    // of these very amounts
    struct ledger_approval approval;
    bool has_payment;
    struct ledger_payment payment;
};

const char *claims_state_word(enum claims_state state);

/* ERR_NOT_FOUND. */
bool claims_get(struct db *db, struct id claim, struct claims_claim *out, struct err *err);
/* Of one meeting, by number. The caller frees. */
bool claims_list(struct db *db, struct id meeting, struct claims_claim **out, size_t *count,
                 struct err *err);

struct claims_amounts {
    int64_t fee_pence;
    int64_t expenses_pence;
};

/*
 * Approves what is due; the pence must be just that, and the claim to be approved, else
 * ERR_CONFLICT. Approved with the same pence already is no failure.
 */
bool claims_approve(struct db *db, const struct office *office, struct id claim,
                    const struct claims_amounts *amounts, struct id user, struct err *err);
/* Marks it as paid on that day and tells the kiosks; office_ring after. Idempotent likewise. */
bool claims_pay(struct db *db, const struct office *office, struct id claim, const char *paid_on,
                struct id user, struct err *err);

#endif
