// SPDX-License-Identifier: Apache-2.0

// What is paid back of the costs of coming, and when it is handed out in cash.

#include <inttypes.h>
#include <stdio.h>

#include "server/policy_example.h"
#include "server/policy_page_parts.h"

#define LABEL_SIZE 96
#define RATE_SIZE 32
#define EXAMPLE_MILES 12300
#define EXAMPLE_TICKET 480

static bool is_in(uint32_t set, int category)
{
    return set >> category & 1;
}

// "45p", "5.5p"
static void write_rate(char out[static RATE_SIZE], int64_t tenths)
{
    if (tenths % 10)
        snprintf(out, RATE_SIZE, "%" PRId64 ".%" PRId64 "p", tenths / 10, tenths % 10);
    else
        snprintf(out, RATE_SIZE, "%" PRId64 "p", tenths / 10);
}

// Of a thing that is paid by its ticket: the limits it has.
static void write_ticket(const struct policy_page *page, int category)
{
    const struct policy_expenses *expenses = &page->policy->expenses;
    char pounds[MONEY_SIZE];
    struct bytes words = {0};

    if (category == POLICY_TAXI && expenses->taxi_agreement)
        bytes_add_text(&words, ", only if agreed before (D16)");
    if (expenses->cap_night[category] >= 0) {
        money_write(pounds, expenses->cap_night[category]);
        bytes_addf(&words, ", at most %s a night (S15)", pounds);
    }
    if (expenses->cap_day[category] >= 0) {
        money_write(pounds, expenses->cap_day[category]);
        bytes_addf(&words, ", at most %s a day (S15)", pounds);
    }
    plain_item(page->out, "  -", "%s: what it cost%s", policy_page_category(category),
               bytes_text(&words));
    bytes_clear(&words);
}

static void write_mile_rate(const struct policy_page *page, const struct policy_mile_row *row,
                            int category)
{
    const struct policy_expenses *expenses = &page->policy->expenses;
    char below[RATE_SIZE];
    char above[RATE_SIZE];

    write_rate(below, row->below[category]);
    write_rate(above, row->above[category]);
    if (!is_in(expenses->listed, category))
        return;
    if (row->below[category] == row->above[category])
        plain_item(page->out, "  -", "%s: %s a mile", policy_page_category(category), below);
    else
        plain_item(page->out, "  -",
                   "%s: %s a mile for the first %" PRId64 " miles of a person's tax year, then %s "
                   "(O03)",
                   policy_page_category(category), below, expenses->threshold_milli_miles / 1000,
                   above);
}

static void write_mile_rows(const struct policy_page *page)
{
    const struct policy_expenses *expenses = &page->policy->expenses;
    char date[PLAIN_DATE_SIZE];

    for (size_t i = 0; i < expenses->mile_rows; i++) {
        if (expenses->mile_rows > 1) {
            plain_date(date, expenses->miles[i].from);
            plain_item(page->out, "-", "By the mile, from %s:", date);
        }
        for (int category = 0; category < POLICY_BY_THE_MILE; category++)
            write_mile_rate(page, &expenses->miles[i], category);
    }
}

static bool has_miles(const struct policy *policy)
{
    return policy->expenses.listed & ((UINT32_C(1) << POLICY_BY_THE_MILE) - 1);
}

static void write_conditions(const struct policy_page *page)
{
    const struct policy_expenses *expenses = &page->policy->expenses;
    struct bytes *out = page->out;

    plain_item(out, "-",
               expenses->receipt_required
                   ? "A ticket or receipt is needed, and its exact amount is paid (D15, "
                     "C25)."
                   : "No receipt is needed. Where there is one, no more than its amount "
                     "is paid (C25).");
    plain_item(out, "-",
               expenses->item_agreement
                   ? "Each kind of cost must have been agreed with the person before "
                     "(S13)."
                   : "Costs of these kinds need not be agreed one by one.");
    plain_item(out, "-",
               expenses->least_expensive
                   ? "The cheaper way must be used, unless the dearer one was agreed "
                     "(D16, C33)."
                   : "Nobody looks whether a cheaper way was to be had.");
    plain_item(out, "-",
               expenses->home_route_only
                   ? "Miles count from home to the venue and back, as agreed with the "
                     "person (D17)."
                   : "All miles claimed are paid.");
    plain_item(out, "-",
               expenses->round_miles_down
                   ? "A part of a penny at the end of a line of miles is left out."
                   : "Half a penny at the end of a line of miles is rounded up.");
    plain_item(out, "-",
               expenses->in_lieu_becomes_fee
                   ? "The office may give an amount without a receipt, or more than the "
                     "receipt: that is a payment, and goes with the fee (C25)."
                   : "Nothing is given in place of a receipt or above it.");
}

static void write_way_home(const struct policy_page *page)
{
    static const char *const words[] = {
        [POLICY_HOME_NOT_OFFERED] =
            "The way home is claimed like any cost, when there is a ticket.",
        [POLICY_HOME_TICKET_LATER] = "The way home may be claimed with the ticket to come.",
        [POLICY_HOME_ADVANCE] =
            "The way home may be claimed with the ticket to come. No money is given for it before.",
    };

    plain_item(page->out, "-", "%s", words[page->policy->expenses.way_home]);
}

static void write_example(const struct policy_page *page, const struct facts *facts,
                          const char *label)
{
    struct assessment assessment;
    char pounds[MONEY_SIZE];

    assess(page->policy, facts, &assessment);
    money_write(pounds, assessment.expenses_pence);
    if (assessment.rejected_count)
        plain_row(page->out, pounds, "%s (%s)", label,
                  assessment.rejected[assessment.rejected_count - 1].code);
    else
        plain_row(page->out, pounds, "%s", label);
}

static void write_mile_example(const struct policy_page *page, int category)
{
    struct facts facts;
    struct facts_expense *expense;
    char label[LABEL_SIZE];

    policy_example_facts(&facts, page->policy, page->day, 60);
    expense = policy_example_cost(&facts, (enum policy_category)category, 0);
    expense->claimed_pence = expense->receipt_pence = FACTS_NONE;
    expense->miles_claimed = expense->agreed_return_miles = EXAMPLE_MILES;
    snprintf(label, sizeof label, "12.3 %s", policy_page_category(category));
    write_example(page, &facts, label);
}

// With its ticket or without, and for more than its cap.
static void write_ticket_examples(const struct policy_page *page, int category)
{
    const struct policy_expenses *expenses = &page->policy->expenses;
    int64_t cap = expenses->cap_night[category] >= 0 ? expenses->cap_night[category]
                                                     : expenses->cap_day[category];
    int64_t pence = cap < 0 ? EXAMPLE_TICKET : cap + EXAMPLE_TICKET;
    struct facts facts;
    char label[LABEL_SIZE];
    char pounds[MONEY_SIZE];

    money_write(pounds, pence);
    policy_example_facts(&facts, page->policy, page->day, 60);
    policy_example_cost(&facts, (enum policy_category)category, pence);
    snprintf(label, sizeof label, "%s, %s with a ticket", policy_page_category(category), pounds);
    write_example(page, &facts, label);
    if (category != POLICY_BUS)
        return;
    facts.expenses[0].receipt_pence = FACTS_NONE;
    snprintf(label, sizeof label, "%s, %s without a ticket", policy_page_category(category),
             pounds);
    write_example(page, &facts, label);
}

static void write_examples(const struct policy_page *page)
{
    uint32_t listed = page->policy->expenses.listed;

    plain_gap(page->out);
    plain_paragraph(page->out, "For example, where whatever must be agreed was agreed:");
    plain_gap(page->out);
    for (int category = 0; category < POLICY_CATEGORY_COUNT; category++) {
        if (!is_in(listed, category))
            continue;
        if (category < POLICY_BY_THE_MILE)
            write_mile_example(page, category);
        else
            write_ticket_examples(page, category);
    }
}

void policy_page_costs(const struct policy_page *page)
{
    const struct policy_expenses *expenses = &page->policy->expenses;
    struct bytes words = {0};

    plain_heading(page->out, "4. TRAVEL AND OTHER COSTS OF TAKING PART");
    plain_item(page->out, "-",
               "Costs are paid back apart from the fee, and never hang on it "
               "(D32, S17, C18). Paid are:");
    for (int category = POLICY_BY_THE_MILE; category < POLICY_CATEGORY_COUNT; category++)
        if (is_in(expenses->listed, category))
            write_ticket(page, category);
    if (has_miles(page->policy))
        write_mile_rows(page);
    if (!expenses->listed)
        plain_item(page->out, "  -", "none");
    policy_page_set(&words, expenses->excluded, policy_page_category);
    if (expenses->excluded)
        plain_item(page->out, "-", "Never paid: %s (D29).", bytes_text(&words));
    bytes_clear(&words);
    plain_item(page->out, "-",
               "Any other cost is referred to whoever holds the budget (D06, D23).");
    write_conditions(page);
    write_way_home(page);
    if (expenses->listed)
        write_examples(page);
}

void policy_page_cash(const struct policy_page *page)
{
    static const char *const words[] = {
        [POLICY_EXPENSES_BY_BANK] = "Costs are paid by bank, and not in cash (D14, K2).",
        [POLICY_EXPENSES_CASH_ON_DAY] = "Costs are paid in cash on the day of the meeting (S12).",
        [POLICY_EXPENSES_CASH_OR_BANK] =
            "Costs are paid in cash on the day or by bank, as the desk decides with the person.",
    };
    const struct policy_expenses *expenses = &page->policy->expenses;
    struct bytes *out = page->out;

    plain_heading(out, "6. CASH");
    plain_item(out, "-", "%s", words[expenses->channel]);
    if (expenses->channel == POLICY_EXPENSES_BY_BANK)
        return;
    if (expenses->cash_needs_evidence)
        plain_item(out, "-",
                   "Cash needs evidence that the person is entitled to state benefits: a "
                   "tick, a name and a day are kept, and no paper (S22).");
    if (expenses->cash_needs_nominated)
        plain_item(out, "-", "Cash is handed out by the nominated person only (S23).");
    if (expenses->cash_needs_budget)
        plain_item(out, "-", "Cash is handed out only as far as the meeting's budget goes (S24).");
    if (!expenses->cash_needs_evidence && !expenses->cash_needs_nominated &&
        !expenses->cash_needs_budget)
        plain_item(out, "-", "Cash needs nothing but the claim itself.");
    plain_item(out, "-",
               "When there is not enough cash for all: %s. Who must catch a bus or train is "
               "always first (S12).",
               expenses->when_short == POLICY_SHORT_SMALLEST
                   ? "the smallest amounts first"
                   : "who has no bank account first, then the smallest amounts");
    plain_item(out, "-", "What cannot be paid in cash is still owed, and goes by bank.");
}
