#ifndef SHARED_FACTS_H
#define SHARED_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/policy.h"
#include "shared/shape.h"
#include "shared/when.h"

/*
 * What happened, as far as money depends on it: all that assess reads besides the policy.
 *
 * A value. Kiosk and server read and write it by one shape, so a claim carries its facts and the
 * other end assesses the very same. Codes of meetings, roles and categories that no policy knows
 * are facts too: the engine refuses them with a reason. Names in JSON are those of the member
 * unless a comment says otherwise.
 */
#define FACTS_CODE_SIZE 48
#define FACTS_REF_SIZE 16
#define FACTS_RECEIPT_SIZE 72 // a hash in hex fits
#define FACTS_EXPENSES_MAX 32
#define FACTS_PRESENCE_MAX 64
#define FACTS_RECEIPTS_MAX 256
#define FACTS_BYTES_MAX 65536
#define FACTS_NEVER INT64_MIN // no such instant
#define FACTS_NONE (-1)       // no such amount or distance

struct facts_session {
    char type[FACTS_CODE_SIZE];
    int64_t start_ms; // "start_utc", "end_utc": the agreed window, at most 31 days
    int64_t end_ms;
};

struct facts_election {
    char type[FACTS_CODE_SIZE]; // full, declined, reduced
    int64_t max_pence;          // what they will take at most: for this meeting, or in a period of
    int64_t taken_pence;        // which they have already taken so much
};

struct facts_carer {
    int64_t number; // 1 for the first; all zero: the claimant is no supporter
    bool existing_support;
    int64_t extra_agreed_at_ms; // "extra_agreed_at_utc"
};

struct facts_cash {
    bool entitlement_evidence_seen;
    bool payer_is_nominated;
    int64_t budget_remaining_pence;
};

struct facts_expense {
    char ref[FACTS_REF_SIZE]; // "X1"
    char category[FACTS_CODE_SIZE];
    int64_t claimed_pence;
    int64_t receipt_pence; // FACTS_NONE: no receipt
    char receipt_id[FACTS_RECEIPT_SIZE];
    int64_t miles_claimed; // thousandths of a mile, as are the next two
    int64_t agreed_return_miles;
    int64_t miles_already_this_tax_year;
    int64_t cheaper_option_pence;
    int64_t nights;
    bool item_agreed_in_advance;
    bool prepaid_by_organisation;
    bool paid_as_allowance;
    bool pay_excess_as_fee;
};

struct facts {
    char claimant_ref[FACTS_CODE_SIZE]; // a code, never a name; not used
    char role[FACTS_CODE_SIZE];
    char date_of_birth[WHEN_DATE_SIZE]; // or the band a kiosk is given; with neither, 21 or over
    char age_band[FACTS_CODE_SIZE];     // under_18, 18_to_20, 21_up
    struct facts_session session;
    int64_t agreed_at_ms;                           // "agreed_at_utc", FACTS_NEVER
    struct shape_span presence[FACTS_PRESENCE_MAX]; // "presence_utc"
    size_t presence_count;
    int64_t prep_minutes;
    char fee_channel_wanted[FACTS_CODE_SIZE]; // policy_channels; bank if not said
    struct facts_election fee_election;
    char claim_date[WHEN_DATE_SIZE];
    struct facts_expense expenses[FACTS_EXPENSES_MAX];
    size_t expense_count;
    char receipts_already_claimed[FACTS_RECEIPTS_MAX][FACTS_RECEIPT_SIZE];
    size_t receipt_count;
    struct facts_carer carer;
    struct facts_cash cash;
    bool one_off; // unless said otherwise
    bool joint_event;
    bool opted_in_at_start; // unless said otherwise
    bool paid_capacity;
    bool cancelled_by_organisation;
    bool typed_local_time_ambiguous;
    int64_t instalment_number; // from 1; 0: none is due with this claim
};

extern const struct shape facts_shape;
/* The same for a claim made at a kiosk: it has no room for a date of birth, which never comes near
 * one (architecture.md decision 9). */
extern const struct shape facts_claim_shape;

/*
 * Nothing known: what facts_read gives for members that are not there. The caller then says at
 * least role, session and claim_date.
 */
void facts_init(struct facts *facts);

/* One more cost of that category, "X1" and on, nothing else known of it; NULL when there is no
 * room. Borrowed from facts. */
struct facts_expense *facts_add_expense(struct facts *facts, const char *category);

/* The cost that is called so; NULL for none, as for a line of the fee. */
const struct facts_expense *facts_find_expense(const struct facts *facts, const char *ref);

/* By facts_shape, and then what a shape cannot say. ERR_INVALID with the path and the reason. */
bool facts_read(struct facts *out, const struct json *json, struct err *err);

/* What facts_read checks beyond the shape; for facts that came inside a record of ours. */
bool facts_check(const struct facts *facts, struct err *err);

/* The local day of the agreed start: it decides age, policy, rates and year. */
void facts_date(const struct facts *facts, char out[static WHEN_DATE_SIZE]);

/* On that day. */
enum policy_age facts_age(const struct facts *facts);

#endif
