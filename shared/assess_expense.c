// SPDX-License-Identifier: Apache-2.0
#include "shared/assess_work.h"

#include "shared/str.h"

static bool is_listed(uint32_t set, int category)
{
    return category >= 0 && set & UINT32_C(1) << category;
}

static bool has_cheaper(const struct facts_expense *expense)
{
    return expense->cheaper_option_pence >= 0 &&
           expense->cheaper_option_pence < expense->claimed_pence;
}

// Step 14: what of an expense is a payment, if it is anything.
static void move_to_fee(struct assess_work *work, const char *ref, const char *kind, int64_t pence)
{
    assess_line_fee(work, ref, kind, pence);
    if (pence)
        work->flags[ASSESS_PAYMENT_IN_LIEU] = true;
}

// What is against the whole line before its amount is looked at, in the order of rules.md 1.7.
static enum assess_reason against(const struct assess_work *work,
                                  const struct facts_expense *expense, int category)
{
    const struct policy_expenses *policy = &work->policy->expenses;
    bool agreed = expense->item_agreed_in_advance;

    if (!work->minutes && !work->facts->cancelled_by_organisation)
        return ASSESS_NO_ATTENDANCE;
    if (is_listed(policy->excluded, category))
        return ASSESS_CATEGORY_EXCLUDED;
    if (!is_listed(policy->listed, category))
        return ASSESS_CATEGORY_NOT_LISTED;
    if (expense->prepaid_by_organisation)
        return ASSESS_ALREADY_PREPAID;
    if (policy->item_agreement && !agreed)
        return ASSESS_NOT_AGREED_IN_ADVANCE;
    if (category == POLICY_TAXI && policy->taxi_agreement && !agreed)
        return ASSESS_TAXI_NOT_AGREED;
    if (policy->least_expensive && has_cheaper(expense) && !agreed)
        return ASSESS_NOT_LEAST_EXPENSIVE;
    return ASSESS_PAID;
}

// Both sides of the threshold go into one sum, which is rounded once.
static int64_t price_of_miles(const struct assess_work *work, const struct policy_mile_row *row,
                              const struct facts_expense *expense, int category, int64_t miles)
{
    int64_t left =
        work->policy->expenses.threshold_milli_miles - expense->miles_already_this_tax_year;
    int64_t below = left < 0 ? 0 : left;
    int64_t sum;

    if (below > miles)
        below = miles;
    sum = row->below[category] * below + row->above[category] * (miles - below);
    return work->policy->expenses.round_miles_down ? sum / 10000 : (2 * sum + 10000) / 20000;
}

static void pay_miles(struct assess_work *work, const struct facts_expense *expense, int category)
{
    const struct policy_mile_row *row = policy_mile_row(work->policy, work->date);
    int64_t miles = expense->miles_claimed;
    int64_t agreed = expense->agreed_return_miles < 0 ? 0 : expense->agreed_return_miles;

    if (!row || row->below[category] < 0) {
        assess_line_reject(work, expense->ref, ASSESS_NO_RATE_IN_FORCE);
        return;
    }
    if (work->policy->expenses.home_route_only && miles > agreed) {
        assess_line_reject(work, expense->ref, ASSESS_ROUTE_NOT_HOME_VENUE)->miles = miles - agreed;
        miles = agreed;
    }
    assess_line_expense(work, expense, price_of_miles(work, row, expense, category, miles));
}

// Claimed before, or on a line above that got as far as this question.
static bool is_duplicate(const struct assess_work *work, bool asked[], size_t index)
{
    const struct facts *facts = work->facts;
    const char *receipt = facts->expenses[index].receipt_id;

    asked[index] = true;
    if (!receipt[0])
        return false;
    for (size_t i = 0; i < facts->receipt_count; i++)
        if (str_equal(facts->receipts_already_claimed[i], receipt))
            return true;
    for (size_t i = 0; i < index; i++)
        if (asked[i] && str_equal(facts->expenses[i].receipt_id, receipt))
            return true;
    return false;
}

static int64_t cap_of(const struct policy_expenses *policy, const struct facts_expense *expense,
                      int category)
{
    int64_t night = policy->cap_night[category];
    int64_t day = policy->cap_day[category];

    if (night >= 0)
        night *= expense->nights;
    if (night < 0 || day < 0)
        return night < 0 ? day : night;
    return night < day ? night : day;
}

static void pay_with_receipt(struct assess_work *work, const struct facts_expense *expense,
                             int category)
{
    const struct policy_expenses *policy = &work->policy->expenses;
    int64_t pence = expense->claimed_pence;
    int64_t cap = cap_of(policy, expense, category);

    if (expense->receipt_pence >= 0 && pence > expense->receipt_pence) {
        int64_t excess = pence - expense->receipt_pence;

        pence = expense->receipt_pence;
        if (expense->pay_excess_as_fee && policy->in_lieu_becomes_fee)
            move_to_fee(work, expense->ref, "fee.excess_over_receipt", excess);
        else
            assess_line_reject(work, expense->ref, ASSESS_OVER_RECEIPT)->pence = excess;
    }
    if (cap >= 0 && pence > cap) {
        assess_line_reject(work, expense->ref, ASSESS_OVER_CAP)->pence = pence - cap;
        pence = cap;
    }
    assess_line_expense(work, expense, pence);
}

// An amount in place of a receipt is a payment, rule C25, even where receipts are not asked for.
static bool is_in_lieu(const struct assess_work *work, const struct facts_expense *expense)
{
    return expense->paid_as_allowance && work->policy->expenses.in_lieu_becomes_fee;
}

static bool lacks_receipt(const struct assess_work *work, const struct facts_expense *expense)
{
    return expense->receipt_pence < 0 &&
           (work->policy->expenses.receipt_required || is_in_lieu(work, expense));
}

static void pay_without_receipt(struct assess_work *work, const struct facts_expense *expense)
{
    if (is_in_lieu(work, expense))
        move_to_fee(work, expense->ref, "fee.in_lieu_of_expense", expense->claimed_pence);
    else
        assess_line_reject(work, expense->ref, ASSESS_NO_RECEIPT);
}

void assess_expense_lines(struct assess_work *work)
{
    const struct facts *facts = work->facts;
    bool asked[FACTS_EXPENSES_MAX] = {false};

    for (size_t i = 0; i < facts->expense_count; i++) {
        const struct facts_expense *expense = &facts->expenses[i];
        int category = policy_category_find(expense->category);
        enum assess_reason reason = against(work, expense, category);

        if (reason != ASSESS_PAID) {
            assess_line_reject(work, expense->ref, reason);
        } else if (category < POLICY_BY_THE_MILE) {
            pay_miles(work, expense, category);
        } else if (lacks_receipt(work, expense)) {
            pay_without_receipt(work, expense);
        } else if (is_duplicate(work, asked, i)) {
            assess_line_reject(work, expense->ref, ASSESS_DUPLICATE_RECEIPT);
        } else {
            pay_with_receipt(work, expense, category);
        }
    }
}
