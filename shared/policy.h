#ifndef SHARED_POLICY_H
#define SHARED_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/bytes.h"
#include "shared/err.h"
#include "shared/when.h"

/*
 * A policy: what an organisation has decided to pay, with dates of validity, as data.
 *
 * It is one JSON object, in a file of assets/policies or in a down record, and is read strictly: an
 * unknown name or code, a missing rate, a rate that is not whole pence (or tenths of a penny a
 * mile), dates with a gap or overlap are ERR_INVALID with the place and the reason. What each name
 * means stands in docs/policies.md. The struct is a value: no memory of its own, copied and dropped
 * freely. Amounts are pence, rates of miles tenths of a penny, times minutes.
 */
#define POLICY_ID_SIZE 48
#define POLICY_TITLE_SIZE 160
#define POLICY_ROLE_SIZE 48
#define POLICY_ROLES_MAX 32
#define POLICY_ROWS_MAX 16
#define POLICY_BYTES_MAX 65536
#define POLICY_RATE_MAX 100000 // a thousand pounds an hour
#define POLICY_MILE_MAX 10000  // ten pounds a mile, in tenths of a penny

enum policy_basis {
    POLICY_HOURLY,
    POLICY_HOURLY_BY_ROLE,
    POLICY_FLAT_BY_ROLE,
    POLICY_ANNUAL,
    POLICY_NO_FEE,
};

/* How a fee reaches the person. Charity is paid like bank, to another account. */
enum policy_channel {
    POLICY_CHANNEL_NONE,
    POLICY_BANK,
    POLICY_VOUCHER,
    POLICY_TIMESWAP,
    POLICY_CASH,
    POLICY_CHARITY,
};

/* What a journey or a thing was. The four paid by the mile come first. */
enum policy_category {
    POLICY_MILEAGE_CAR,
    POLICY_MILEAGE_MOTORCYCLE,
    POLICY_MILEAGE_BICYCLE,
    POLICY_PASSENGER_SUPPLEMENT,
    POLICY_BUS,
    POLICY_TRAIN,
    POLICY_TAXI,
    POLICY_PARKING,
    POLICY_SUBSISTENCE,
    POLICY_CHILDCARE,
    POLICY_DEPENDENT_ADULT_CARE,
    POLICY_SUPPORT_CARER,
    POLICY_STAMPS,
    POLICY_STATIONERY,
    POLICY_PHONE_INTERNET,
    POLICY_PRINTING,
    POLICY_ACCOMMODATION,
    POLICY_ADMINISTRATION,
    POLICY_OTHER,
    POLICY_LAPTOP,
    POLICY_MOBILE_PHONE,
    POLICY_OTHER_RESOURCES,
    POLICY_CATEGORY_COUNT,
    POLICY_BY_THE_MILE = POLICY_PASSENGER_SUPPLEMENT + 1, // how many are
};

enum policy_age { POLICY_UNDER_18, POLICY_18_TO_20, POLICY_21_UP, POLICY_AGE_COUNT };

enum policy_wage_action { POLICY_WAGE_OFF, POLICY_WAGE_FLAG, POLICY_WAGE_TOP_UP };

enum policy_expense_channel {
    POLICY_EXPENSES_BY_BANK,
    POLICY_EXPENSES_CASH_ON_DAY,
    POLICY_EXPENSES_CASH_OR_BANK, // the desk decides
};

/* Who is paid first when the float is short; who must catch a bus is before all. */
enum policy_when_short {
    POLICY_SHORT_NO_ACCOUNT, // who cannot be paid by bank, then the smallest amounts
    POLICY_SHORT_SMALLEST,   // the smallest amounts, so that most people have all of theirs
};

enum policy_fee_paid { POLICY_PAID_NEXT_RUN, POLICY_PAID_MONTHLY, POLICY_PAID_WEEKLY };

enum policy_way_home { POLICY_HOME_NOT_OFFERED, POLICY_HOME_TICKET_LATER, POLICY_HOME_ADVANCE };

struct policy_role {
    char name[POLICY_ROLE_SIZE]; // the organisation's own word for it
    int64_t pence;
};

struct policy_roles {
    struct policy_role list[POLICY_ROLES_MAX];
    size_t count;
};

struct policy_fee {
    enum policy_basis basis;
    int64_t bank_rate;    // pence an hour
    int64_t voucher_rate; // pence an hour; -1: vouchers are not offered
    bool timeswap;        // may be taken as time credit
    int64_t prep_cap;     // minutes a meeting
    bool prep_requires_attendance;
    struct policy_roles hourly; // pence an hour
    struct policy_roles flat;   // pence a meeting
    int64_t joint_flat;         // for everyone at a joint meeting; -1: none
    int64_t annual;
    int64_t instalments;
    enum policy_fee_paid paid;
    int64_t paid_day; // of the month 1 to 28, of the week 1 to 7
};

struct policy_carer {
    int64_t max_per_person;
    bool extra_needs_agreement;
    bool blocked_if_supported;
    bool prep_paid;
};

/* Rates from a day on: up to the threshold of the year's miles, and above it. -1: no such rate. */
struct policy_mile_row {
    char from[WHEN_DATE_SIZE];
    int64_t below[POLICY_BY_THE_MILE];
    int64_t above[POLICY_BY_THE_MILE];
};

struct policy_expenses {
    uint32_t listed;   // bit 1 << category
    uint32_t excluded; // likewise
    struct policy_mile_row miles[POLICY_ROWS_MAX];
    size_t mile_rows;
    int64_t threshold_milli_miles;
    bool round_miles_down; // never above the exact rate, rules.md section 2
    bool home_route_only;
    bool receipt_required;
    bool item_agreement;
    bool taxi_agreement;
    bool least_expensive;
    bool in_lieu_becomes_fee;
    int64_t cap_night[POLICY_CATEGORY_COUNT]; // -1: none
    int64_t cap_day[POLICY_CATEGORY_COUNT];
    enum policy_expense_channel channel;
    bool cash_needs_evidence;
    bool cash_needs_nominated;
    bool cash_needs_budget;
    enum policy_when_short when_short;
    enum policy_way_home way_home;
};

struct policy_wage_row {
    char from[WHEN_DATE_SIZE];
    int64_t pence[POLICY_AGE_COUNT]; // an hour
};

struct policy {
    char id[POLICY_ID_SIZE];
    char title[POLICY_TITLE_SIZE];
    char source[POLICY_TITLE_SIZE];  // what it was decided in; "" if not said
    char issued[WHEN_DATE_SIZE];     // "2025-10" or a date; "" if not said
    char review_due[WHEN_DATE_SIZE]; // likewise
    char valid_from[WHEN_DATE_SIZE];
    char valid_to[WHEN_DATE_SIZE]; // the last day
    char year_start[6];            // of the financial year, "04-01"
    bool illustrative;             // its amounts are invented: a model
    bool claim_in_same_year;
    bool prior_agreement;
    bool vouchers_one_off_only;
    enum policy_channel under_18_channel; // POLICY_CHANNEL_NONE: as they choose
    enum policy_wage_action wage_action;
    uint32_t types_paid;   // bit 1 << meeting type, see policy_type_find
    uint32_t types_unpaid; // no fee, expenses as usual
    int64_t version;
    int64_t late_grace; // minutes after the start that still count from the start
    struct policy_fee fee;
    struct policy_carer carer;
    struct policy_expenses expenses;
    struct policy_wage_row wages[POLICY_ROWS_MAX];
    size_t wage_rows;
};

/*
 * Reads a policy out of JSON. `name`, what stands before a dot, is its id if it says none of its
 * own; it begins the error's text. A policy without a wage table gets the one built in
 * (assets/policies/minimum-wage.json).
 */
bool policy_read(struct policy *out, const char *json, size_t length, const char *name,
                 struct err *err);

/*
 * The same, and adds to `problems` a line for each thing that is wrong, "fee.basis is missing", as
 * far as one can be told from another: of what is no JSON only the first.
 */
bool policy_check(struct policy *out, const char *json, size_t length, const char *name,
                  struct bytes *problems);

/* From a file, under the file's name. ERR_NOT_FOUND if there is none. */
bool policy_load(struct policy *out, const char *path, struct err *err);

/*
 * Every name that may stand in a policy, ended by a NULL: "carer.prep_paid"; the elements of a list
 * share theirs. Under fee it says with which basis, as bits 1 << policy_basis; 0 is with any. Roles
 * and caps are not among them: their names are the organisation's and the categories'.
 */
struct policy_name {
    const char *path;
    uint32_t bases;
};
extern const struct policy_name policy_names[];

/*
 * The words of rules.md 1.3, each list in the order of its enum and ended by NULL. Roles are not
 * among them: an organisation names its own.
 */
extern const char *const policy_categories[];
extern const char *const policy_types[];
extern const char *const policy_channels[];

/* The place of a word in its list; -1 for a word that is none of ours. */
int policy_category_find(const char *name);
int policy_type_find(const char *name);
int policy_channel_find(const char *name);

/* What the role gets, or -1 when the policy has no rate for it. */
int64_t policy_role_pence(const struct policy_roles *roles, const char *role);

/* The row in force on that day, or NULL. */
const struct policy_mile_row *policy_mile_row(const struct policy *policy, const char *date);

/* The wage reference for that age on that day, pence an hour; 0 when the table begins later. */
int64_t policy_wage(const struct policy *policy, enum policy_age age, const char *date);

/* The calendar year in which the financial year of that day began. */
int policy_year(const struct policy *policy, const char *date);

/* The last day on which a claim for that day may be made; false when there is none. */
bool policy_window_end(const struct policy *policy, const char *date,
                       char out[static WHEN_DATE_SIZE]);

/*
 * The first day after `date` on which fees are paid. False when that is whenever the office makes
 * its next run.
 */
bool policy_fee_day(const struct policy *policy, const char *date, char out[static WHEN_DATE_SIZE]);

#endif
