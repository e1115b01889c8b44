// SPDX-License-Identifier: Apache-2.0

// What is not paid under a policy, and what was decided where its sources leave a question open.

#include <ctype.h>

#include "server/policy_example.h"
#include "server/policy_page_parts.h"
#include "shared/assess.h"

static bool has_cap(const struct policy_expenses *expenses)
{
    for (int i = 0; i < POLICY_CATEGORY_COUNT; i++)
        if (expenses->cap_night[i] >= 0 || expenses->cap_day[i] >= 0)
            return true;
    return false;
}

static bool can_be_of_fee(const struct policy *policy, enum assess_reason reason)
{
    const struct policy_fee *fee = &policy->fee;
    bool time = policy_page_pays_time(policy);

    switch ((int)reason) {
    case ASSESS_PREP_WITHOUT_ATTENDANCE:
        return time && (fee->prep_requires_attendance || fee->flat.count);
    case ASSESS_PREP_OVER_CAP:
        return time && fee->basis != POLICY_FLAT_BY_ROLE;
    case ASSESS_CLAIM_OUTSIDE_FINANCIAL_YEAR:
        return policy->claim_in_same_year;
    case ASSESS_SESSION_TYPE_EXCLUDED:
        return fee->basis != POLICY_ANNUAL || policy->types_paid || policy->types_unpaid;
    case ASSESS_LISTENING_ONLY:
        return time && policy->types_unpaid;
    case ASSESS_NO_PRIOR_AGREEMENT:
        return policy->prior_agreement;
    case ASSESS_CARER_ALREADY_SUPPORTED:
        return policy->carer.blocked_if_supported;
    case ASSESS_CARER_LIMIT:
        return policy->carer.extra_needs_agreement;
    default:
        return true;
    }
}

static bool can_be_of_cost(const struct policy *policy, enum assess_reason reason)
{
    const struct policy_expenses *expenses = &policy->expenses;
    uint32_t by_mile = (UINT32_C(1) << POLICY_BY_THE_MILE) - 1;

    switch ((int)reason) {
    case ASSESS_NO_RECEIPT:
        return expenses->receipt_required && expenses->listed & ~by_mile;
    case ASSESS_OVER_RECEIPT:
    case ASSESS_DUPLICATE_RECEIPT:
        return expenses->listed & ~by_mile;
    case ASSESS_OVER_CAP:
        return has_cap(expenses);
    case ASSESS_ROUTE_NOT_HOME_VENUE:
        return expenses->home_route_only && expenses->listed & by_mile;
    case ASSESS_TAXI_NOT_AGREED:
        return expenses->taxi_agreement && !expenses->item_agreement &&
               expenses->listed & UINT32_C(1) << POLICY_TAXI;
    case ASSESS_NOT_LEAST_EXPENSIVE:
        return expenses->least_expensive && !expenses->item_agreement;
    case ASSESS_CATEGORY_EXCLUDED:
        return expenses->excluded;
    case ASSESS_NOT_AGREED_IN_ADVANCE:
        return expenses->item_agreement;
    default:
        return true;
    }
}

void policy_page_refused(const struct policy_page *page)
{
    plain_heading(page->out, "7. WHAT IS REFUSED, AND WHY");
    plain_paragraph(page->out,
                    "A person always sees the reason in kind words, and may ask somebody "
                    "to look at it. The office sees it with its code:");
    plain_gap(page->out);
    for (int i = ASSESS_PAID + 1; i < ASSESS_REASON_COUNT; i++) {
        const char *code = assess_reason_code((enum assess_reason)i);
        const char *words = assess_reason_words(code);

        if (can_be_of_fee(page->policy, (enum assess_reason)i) &&
            can_be_of_cost(page->policy, (enum assess_reason)i))
            plain_item(page->out, "-", "%c%s. %s (%s)", toupper((unsigned char)words[0]), words + 1,
                       code, assess_reason_rule(code));
    }
}

static void decide_time(const struct policy_page *page)
{
    const struct policy *policy = page->policy;
    const struct policy_fee *fee = &policy->fee;
    char minutes[POLICY_PAGE_MINUTES_SIZE];

    policy_page_minutes(minutes, fee->prep_cap);
    if (!policy_page_pays_time(policy)) {
        plain_fact(page->out, "A1, A2", "No preparation is paid, so nothing was decided of it.");
    } else if (fee->basis == POLICY_FLAT_BY_ROLE) {
        plain_fact(page->out, "A1",
                   "Preparation has no limit of its own: a fee for the meeting "
                   "pays for all of it.");
    } else {
        plain_fact(page->out, "A1",
                   "The limit for preparation, %s, is for each meeting and not for "
                   "each day or month.",
                   minutes);
    }
    if (policy_page_pays_time(policy))
        plain_fact(page->out, "A2",
                   fee->prep_requires_attendance
                       ? "Preparation for a meeting that the person did not come "
                         "to is not paid; the responsible officer decides."
                       : "Preparation is paid also to a person who did not come.");
    plain_fact(page->out, "A3",
               policy->carer.prep_paid ? "Supporters are paid for preparation."
                                       : "Supporters are not paid for "
                                         "preparation.");
}

static void decide_year(const struct policy_page *page)
{
    const struct policy *policy = page->policy;
    char day[PLAIN_DATE_SIZE];

    policy_page_year_start(day, policy);
    plain_fact(page->out, "A7", "The financial year begins on %s, and a claim %s.", day,
               policy->claim_in_same_year ? "must be made in the year of its meeting"
                                          : "may be made later");
}

static void decide_costs(const struct policy_page *page)
{
    const struct policy_expenses *expenses = &page->policy->expenses;
    uint32_t by_mile = (UINT32_C(1) << POLICY_BY_THE_MILE) - 1;
    struct bytes words = {0};

    policy_page_set(&words, expenses->listed & by_mile, policy_page_category);
    plain_fact(page->out, "A8", "Paid by the mile: %s. Miles of any other kind are referred.",
               bytes_text(&words));
    bytes_clear(&words);
    plain_fact(page->out, "A9",
               "What the letter for the Jobcentre cites is text of its own, and no "
               "part of this policy.");
    plain_fact(page->out, "A10",
               "Costs of people under 18 are paid like anybody's. Into whose "
               "account, the organisation settles with each person.");
    plain_fact(page->out, "A11",
               expenses->least_expensive
                   ? "A dearer way that was not agreed is held, and nothing of it is paid, until "
                     "somebody decides."
                   : "A dearer way is paid like any.");
}

void policy_page_decided(const struct policy_page *page)
{
    const struct policy *policy = page->policy;
    char date[PLAIN_DATE_SIZE];

    plain_date(date, policy->valid_from);
    plain_heading(page->out, "10. DECIDED, WHERE THE SOURCES LEAVE A QUESTION OPEN");
    plain_paragraph(page->out, "Who signs this page has decided these too (docs/rules.md, A1 to "
                               "A14):");
    plain_gap(page->out);
    decide_time(page);
    plain_fact(page->out, "A4", "A meeting across midnight belongs to the day it begins on.");
    plain_fact(page->out, "A5",
               "If the organisation cancels after people set out, costs are paid "
               "and the fee is not.");
    plain_fact(page->out, "A6",
               policy->expenses.channel == POLICY_EXPENSES_BY_BANK
                   ? "Costs go by bank, so cash is never refused."
                   : "Costs that cannot be handed out in cash are owed all the same, and go with "
                     "the next payments by bank.");
    decide_year(page);
    decide_costs(page);
    plain_fact(page->out, "A12",
               "Time outside the agreed hours does not count; an extension that "
               "was approved changes the hours.");
    plain_fact(page->out, "A13", "These rates hold from %s.", date);
    plain_fact(page->out, "A14", "Who was born on 29 February comes of age on 1 March.");
}
