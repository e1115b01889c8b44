#ifndef SERVER_LEDGER_H
#define SERVER_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "server/office.h"
#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/record.h"

/*
 * The office's own log: what was approved, paid, looked at and imported, and by whom. Approvals and
 * payments are also rows, made in the same transaction. All inside db_begin.
 */
struct ledger_approval {
    int64_t version; // of the claim
    int64_t fee_pence;
    int64_t expenses_pence;
    char channel[BODY_CODE_SIZE]; // of the fee; travel money goes to the bank
    int64_t at_ms;
    struct id user;
};

struct ledger_payment {
    struct id payment;
    int64_t pence;
    char channel[BODY_CODE_SIZE];
    char paid_on[WHEN_DATE_SIZE];
    struct id user;
};

bool ledger_import(struct db *db, const struct office *office, const char *what, int64_t count,
                   struct err *err);
bool ledger_view(struct db *db, const struct office *office, struct id person, struct id user,
                 struct err *err);

/* An approval takes the place of an older version's. The same again is one record. */
bool ledger_approve(struct db *db, const struct office *office, struct id meeting,
                    const struct body_fee_approved *approved, int64_t version, struct err *err);
/* The payment of a claim: there is only one. */
struct id ledger_payment_id(struct id claim);
/* ERR_CONFLICT when it is paid already. */
bool ledger_pay(struct db *db, const struct office *office, struct id meeting,
                const struct body_fee_paid *paid, struct err *err);

/* Each ERR_NOT_FOUND when there is none. */
bool ledger_get_approval(struct db *db, struct id claim, struct ledger_approval *out,
                         struct err *err);
bool ledger_get_payment(struct db *db, struct id claim, struct ledger_payment *out,
                        struct err *err);

/* Whether the rows are what the office's log says: ERR_INVALID with the rule. Not in db_begin. */
bool ledger_verify(struct db *db, const struct office *office, int64_t *count, struct err *err);

#endif
