#ifndef SHARED_ASSESS_H
#define SHARED_ASSESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/facts.h"
#include "shared/policy.h"
#include "shared/shape.h"

/*
 * What a policy gives for what happened: the engine of rules.md, in the order of its 1.5.
 *
 * A pure function of its two arguments: no clock, no database, no floating point, no memory of its
 * own, so kiosk and server get the same pence from the same facts. Each line is rounded once, half
 * a penny up, and totals are sums of lines. The assessment is a value.
 *
 * Lines are what is offered: those of the fee first ("F1" attendance or the fee as a whole, "F2"
 * preparation, "F3" topping up, and what an expense "X…" gives as a fee), then the expenses in the
 * order they were claimed. What the person gives up of the fee is fee_waived_pence:
 * total_pence = sum of lines - fee_waived_pence = fee_pence + expenses_pence.
 */
#define ASSESS_CODE_SIZE 48
#define ASSESS_LINES_MAX (3 + 2 * FACTS_EXPENSES_MAX)
#define ASSESS_REJECTED_MAX (2 + 2 * FACTS_EXPENSES_MAX)

/* Why something is not paid, in the order and with the names of rules.md 1.4. */
enum assess_reason {
    ASSESS_PAID, // no reason against it
    ASSESS_NO_ATTENDANCE,
    ASSESS_PREP_WITHOUT_ATTENDANCE,
    ASSESS_PREP_OVER_CAP,
    ASSESS_NO_RATE_IN_FORCE,
    ASSESS_CLAIM_OUTSIDE_FINANCIAL_YEAR,
    ASSESS_SESSION_TYPE_EXCLUDED,
    ASSESS_LISTENING_ONLY,
    ASSESS_NO_PRIOR_AGREEMENT,
    ASSESS_NOT_OPTED_IN,
    ASSESS_PAID_CAPACITY,
    ASSESS_CARER_ALREADY_SUPPORTED,
    ASSESS_CARER_LIMIT,
    ASSESS_NO_RECEIPT,
    ASSESS_OVER_RECEIPT,
    ASSESS_OVER_CAP,
    ASSESS_ROUTE_NOT_HOME_VENUE,
    ASSESS_TAXI_NOT_AGREED,
    ASSESS_NOT_LEAST_EXPENSIVE,
    ASSESS_CATEGORY_EXCLUDED,
    ASSESS_CATEGORY_NOT_LISTED,
    ASSESS_NOT_AGREED_IN_ADVANCE,
    ASSESS_ALREADY_PREPAID,
    ASSESS_DUPLICATE_RECEIPT,
    ASSESS_AMBIGUOUS_LOCAL_TIME,
    ASSESS_REASON_COUNT,
};

/* What somebody should know about a claim that is paid all the same. */
enum assess_flag {
    ASSESS_CHANNEL_FORCED_UNDER_18,
    ASSESS_REGULAR_PAYMENT_MUST_BE_BACS,
    ASSESS_BELOW_MIN_WAGE_REFERENCE,
    ASSESS_MIN_WAGE_TOP_UP,
    ASSESS_FEE_DECLINED,
    ASSESS_FEE_REDUCED_BY_REQUEST,
    ASSESS_PAYMENT_IN_LIEU,
    ASSESS_CROSSES_FINANCIAL_YEAR,
    ASSESS_SESSION_CANCELLED_BY_ORGANISATION,
    ASSESS_CASH_PAID_ON_DAY,
    ASSESS_CASH_REFUSED_NO_ENTITLEMENT_EVIDENCE,
    ASSESS_CASH_REFUSED_NOT_NOMINATED,
    ASSESS_CASH_REFUSED_BUDGET,
    ASSESS_FLAG_COUNT,
};

struct assess_line {
    char ref[FACTS_REF_SIZE];
    char kind[ASSESS_CODE_SIZE]; // "fee.attendance", "expense.bus"
    int64_t pence;
};

/* A line not paid, or the part of it that is not: then how much that is. */
struct assess_rejected {
    char ref[FACTS_REF_SIZE];
    char code[ASSESS_CODE_SIZE];
    int64_t pence; // FACTS_NONE where it is not a part in pence, minutes or miles
    int64_t minutes;
    int64_t miles; // thousandths
};

struct assessment {
    int64_t fee_pence; // what is taken of the fee
    int64_t expenses_pence;
    int64_t total_pence;
    char fee_channel[ASSESS_CODE_SIZE]; // bank, voucher, timeswap, cash; "" when none is needed
    int64_t fee_offered_pence;
    int64_t fee_waived_pence;
    int64_t timeswap_minutes;
    struct assess_line lines[ASSESS_LINES_MAX];
    size_t line_count;
    struct assess_rejected rejected[ASSESS_REJECTED_MAX];
    size_t rejected_count;
    char flags[ASSESS_FLAG_COUNT][ASSESS_CODE_SIZE]; // in the order of assess_flag
    size_t flag_count;
};

/* The facts are ones that facts_check took. */
void assess(const struct policy *policy, const struct facts *facts, struct assessment *out);

/* For records: codes and numbers only, what is empty left out. */
extern const struct shape assess_shape;

/* As contract.md prints it: all members, null for no channel, the reason beside its code. */
void assess_write(struct bytes *out, const struct assessment *assessment);

const char *assess_reason_code(enum assess_reason reason);
const char *assess_flag_code(enum assess_flag flag);

/* ASSESS_PAID for a code that is none. */
enum assess_reason assess_reason_find(const char *code);

/* The reason of that code in words for staff, and the rule it keeps ("D15"); NULL for no code. */
const char *assess_reason_words(const char *code);
const char *assess_reason_rule(const char *code);

bool assess_has_flag(const struct assessment *assessment, enum assess_flag flag);

/* Half a penny up, once. Amounts and rates are not negative; the result fits by their limits. */
int64_t assess_fee_for_minutes(int64_t pence_per_hour, int64_t minutes);

/* The k-th of `instalments` parts of a year, so that all of them make the whole. */
int64_t assess_fee_instalment(int64_t annual_pence, int64_t instalments, int64_t k);

#endif
