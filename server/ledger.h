#ifndef SERVER_LEDGER_H
#define SERVER_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "server/office.h"
#include "shared/adjust.h"
#include "shared/body.h"
#include "shared/db.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/log.h"
#include "shared/record.h"

/*
 * The office's own log: what was approved, paid, looked at and imported, and by whom. Approvals and
 * payments are also rows, made in the same transaction and never edited: what changes after an
 * approval is approved as one more of the claim, its next turn (adjust.h). All inside db_begin.
 */
struct ledger_approval {
    int64_t turn;      // 0, and one more with each adjustment
    int64_t version;   // of the claim
    int64_t fee_pence; // what it adds or, below zero, takes off
    int64_t expenses_pence;
    char channel[BODY_CODE_SIZE]; // of the fee; travel money goes to the bank
    int64_t at_ms;
    struct id user;
    uint8_t policy_hash[RECORD_HASH_SIZE]; // zeros: was not kept
    char why[BODY_WHY_MAX][BODY_CODE_SIZE];
    size_t why_count;
    char rates_from[WHEN_DATE_SIZE];
};

struct ledger_payment {
    int64_t turn; // the last that it pays
    struct id payment;
    int64_t pence;
    char channel[BODY_CODE_SIZE];
    char paid_on[WHEN_DATE_SIZE];
    struct id user;
};

/* What all approvals of a claim come to, and how much of that is paid. */
struct ledger_sums {
    int64_t turns; // 0: nothing was approved
    int64_t fee_pence;
    int64_t expenses_pence;
    int64_t turns_paid;
    int64_t fee_paid;
    int64_t expenses_paid;
    int64_t fee_first; // of that, the first payment in which there was a fee
    int64_t expenses_first;
};

bool ledger_import(struct db *db, const struct office *office, const char *what, int64_t count,
                   struct err *err);
/* Any other record of what the office did. An op_id of none is made anew; the same one again is no
 * other record. */
bool ledger_note(struct db *db, const struct office *office, const struct log_entry *entry,
                 const void *body, struct err *err);
bool ledger_view(struct db *db, const struct office *office, struct id person, struct id user,
                 struct err *err);

/* What somebody was answered, with who answered. The same again is one record. */
bool ledger_answer(struct db *db, const struct office *office, struct id meeting,
                   const struct body_claim_answered *answered, struct err *err);

/* A claim's pence under a new version of its policy; *seq is the record's place in the log. */
bool ledger_reassess(struct db *db, const struct office *office, struct id meeting,
                     const struct body_claim_reassessed *body, int64_t *seq, struct err *err);

/* ERR_CONFLICT when the claim has that turn already. */
bool ledger_approve(struct db *db, const struct office *office, struct id meeting,
                    const struct body_fee_approved *approved, int64_t version, struct err *err);
/* The acts by their names: of one content one, however often it is pressed. */
struct id ledger_approval_id(struct id claim, const struct ledger_approval *approval);
struct id ledger_payment_id(struct id claim, int64_t turn);
/* ERR_CONFLICT when it is paid already. */
bool ledger_pay(struct db *db, const struct office *office, struct id meeting,
                const struct body_fee_paid *paid, struct err *err);

/* Each ERR_NOT_FOUND when there is none. */
bool ledger_get_approval(struct db *db, struct id claim, int64_t turn, struct ledger_approval *out,
                         struct err *err);
/* The first payment at that turn or after it: the one that paid it. */
bool ledger_get_payment(struct db *db, struct id claim, int64_t turn, struct ledger_payment *out,
                        struct err *err);
bool ledger_get_sums(struct db *db, struct id claim, struct ledger_sums *out, struct err *err);

/* The lines of one turn; of an adjustment, those that say what they correct. */
bool ledger_get_lines(struct db *db, struct id claim, int64_t turn, struct adjust_account *out,
                      struct err *err);

/* Whether the rows, with their lines, are what the office's log says: ERR_INVALID with the rule.
 * Not in db_begin. */
bool ledger_verify(struct db *db, const struct office *office, int64_t *count, struct err *err);

#endif
