#ifndef SHARED_ASSESS_WORK_H
#define SHARED_ASSESS_WORK_H

#include "shared/assess.h"

/*
 * One assessment under way, for the files named assess*.c alone. Expense lines wait in a list of
 * their own, because those of the fee, to which an expense may add, come first.
 */
struct assess_work {
    const struct policy *policy;
    const struct facts *facts;
    struct assessment *out;
    char date[WHEN_DATE_SIZE];
    enum policy_age age;
    int64_t minutes;             // present inside the agreed window, whole minutes
    int64_t paid_prep;           // minutes of preparation that the policy pays
    enum policy_channel channel; // for the fee, if there is one
    struct assess_line expenses[FACTS_EXPENSES_MAX];
    size_t expense_count;
    bool flags[ASSESS_FLAG_COUNT];
};

/* A line of nothing is no line. */
void assess_line_fee(struct assess_work *work, const char *ref, const char *kind, int64_t pence);
void assess_line_expense(struct assess_work *work, const struct facts_expense *expense,
                         int64_t pence);

/* A whole line; the amount of a part is then put into what is returned. */
struct assess_rejected *assess_line_reject(struct assess_work *work, const char *ref,
                                           enum assess_reason reason);

/* Steps 9: minutes of presence. */
void assess_presence_count(struct assess_work *work);

/* Steps 10 to 12: channel, fee lines, wage reference. */
void assess_fee_lines(struct assess_work *work);

/* Step 13 and 14: expense lines, and what of them becomes a fee. */
void assess_expense_lines(struct assess_work *work);

#endif
