// SPDX-License-Identifier: Apache-2.0
#include "server/policy_page.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "server/policy_example.h"
#include "server/policy_page_parts.h"
#include "server/policy_warning.h"
#include "shared/str.h"

static const char *const categories[] = {
    [POLICY_MILEAGE_CAR] = "miles by car",
    [POLICY_MILEAGE_MOTORCYCLE] = "miles by motorcycle",
    [POLICY_MILEAGE_BICYCLE] = "miles by bicycle",
    [POLICY_PASSENGER_SUPPLEMENT] = "miles with a passenger",
    [POLICY_BUS] = "bus",
    [POLICY_TRAIN] = "train",
    [POLICY_TAXI] = "taxi",
    [POLICY_PARKING] = "parking",
    [POLICY_SUBSISTENCE] = "meals",
    [POLICY_CHILDCARE] = "childcare",
    [POLICY_DEPENDENT_ADULT_CARE] = "care of an adult at home",
    [POLICY_SUPPORT_CARER] = "a support worker or carer",
    [POLICY_STAMPS] = "stamps",
    [POLICY_STATIONERY] = "stationery",
    [POLICY_PHONE_INTERNET] = "phone and internet",
    [POLICY_PRINTING] = "printing",
    [POLICY_ACCOMMODATION] = "a night's stay",
    [POLICY_ADMINISTRATION] = "administration",
    [POLICY_OTHER] = "other costs",
    [POLICY_LAPTOP] = "a laptop",
    [POLICY_MOBILE_PHONE] = "a mobile phone",
    [POLICY_OTHER_RESOURCES] = "other things needed to take part",
};

const char *policy_page_category(int category)
{
    return categories[category];
}

// In the order of policy_types.
const char *policy_page_type(int type)
{
    static const char *const words[] = {
        "agreed co-production",
        "forums",
        "committees",
        "focus groups",
        "selection panels",
        "meetings just to listen",
        "public meetings",
        "open meetings",
        "open workshops",
        "consultations",
        "surveys",
        "webinars",
        "learning events",
        "one-off engagement",
        "feedback to practitioners",
        "audits",
        "a person's own care plan",
    };

    return words[type];
}

void policy_page_set(struct bytes *out, uint32_t set, const char *(*word)(int place))
{
    size_t count = 0;
    size_t index = 0;

    for (int i = 0; i < 32; i++)
        count += set >> i & 1;
    for (int i = 0; i < 32; i++)
        if (set >> i & 1)
            plain_list(out, word(i), index++, count);
    if (!count)
        bytes_add_text(out, "none");
}

void policy_page_minutes(char out[static POLICY_PAGE_MINUTES_SIZE], int64_t minutes)
{
    if (minutes > 90)
        snprintf(out, POLICY_PAGE_MINUTES_SIZE, "%" PRId64 " h %02" PRId64 " min", minutes / 60,
                 minutes % 60);
    else
        snprintf(out, POLICY_PAGE_MINUTES_SIZE, "%" PRId64 " minute%s", minutes,
                 minutes == 1 ? "" : "s");
}

bool policy_page_pays_time(const struct policy *policy)
{
    return policy->fee.basis != POLICY_NO_FEE && policy->fee.basis != POLICY_ANNUAL;
}

void policy_page_year_start(char out[static PLAIN_DATE_SIZE], const struct policy *policy)
{
    char in_some_year[WHEN_DATE_SIZE + 1];

    snprintf(in_some_year, sizeof in_some_year, "2001-%s", policy->year_start);
    plain_date(out, in_some_year);
    out[strlen(out) - strlen(" 2001")] = '\0';
}

static void write_head(const struct policy_page *page, const char *today)
{
    const struct policy *policy = page->policy;
    struct bytes *out = page->out;
    char one[PLAIN_DATE_SIZE];
    char two[PLAIN_DATE_SIZE];

    bytes_add_text(out, "A POLICY IN PLAIN WORDS\n\n");
    plain_paragraph(out, "%s", policy->title);
    plain_gap(out);
    plain_fact(out, "Policy", "%s, version %" PRId64, policy->id, policy->version);
    if (policy->source[0])
        plain_fact(out, "Decided in", "%s", policy->source);
    if (policy->issued[0]) {
        plain_date(one, policy->issued);
        plain_fact(out, "Issued", "%s", one);
    }
    plain_date(one, policy->review_due);
    plain_fact(out, "Review due", "%s", policy->review_due[0] ? one : "no day is set");
    plain_date(one, policy->valid_from);
    plain_date(two, policy->valid_to);
    plain_fact(out, "For meetings", "from %s to %s", one, two);
    plain_date(one, today);
    plain_fact(out, "This page", "of %s", one);
    plain_gap(out);
    plain_paragraph(out, "The program that pays claims wrote this page, and worked out its "
                         "examples. Letters and numbers such as D08 are the rules behind a "
                         "sentence; docs/rules.md lists them.");
}

static void write_warnings(const struct policy_page *page, const char *today)
{
    struct bytes warnings = {0};
    const char *line;

    policy_warning_write(&warnings, page->policy, today);
    if (warnings.length)
        plain_heading(page->out, "TO KNOW BEFORE YOU SIGN");
    for (line = bytes_text(&warnings); *line; line += strcspn(line, "\n") + 1)
        plain_item(page->out, "!", "%.*s", (int)strcspn(line, "\n"), line);
    bytes_clear(&warnings);
}

static void write_types(const struct policy_page *page)
{
    const struct policy *policy = page->policy;
    struct bytes types = {0};

    if (policy->fee.basis == POLICY_ANNUAL && !(policy->types_paid | policy->types_unpaid)) {
        plain_item(page->out, "-", "Costs of coming are paid for meetings of every type.");
        return;
    }
    policy_page_set(&types, policy->types_paid, policy_page_type);
    plain_item(page->out, "-", "Paid as this page says: %s.", bytes_text(&types));
    bytes_clear(&types);
    policy_page_set(&types, policy->types_unpaid, policy_page_type);
    plain_item(page->out, "-", "Without a fee, but with the costs of coming: %s.",
               bytes_text(&types));
    bytes_clear(&types);
    plain_item(page->out, "-",
               "For every other type of meeting nothing is paid. People may sign "
               "in all the same (D05).");
}

static void write_who(const struct policy_page *page)
{
    plain_heading(page->out, "1. WHO IS PAID, AND FOR WHICH MEETINGS");
    plain_item(page->out, "-",
               "People who take part for themselves. Who is there in a paid role "
               "gets no fee and no costs (D03), and nobody is paid while they have "
               "opted out (C17).");
    write_types(page);
    if (page->policy->prior_agreement)
        plain_item(page->out, "-",
                   "The meeting must have been agreed with the person before it "
                   "begins. If it was not, the claim waits for a decision (D20, "
                   "D21, C26).");
    else
        plain_item(page->out, "-", "Nothing has to be agreed with the person beforehand.");
}

static void write_supporters(const struct policy_page *page)
{
    const struct policy_carer *carer = &page->policy->carer;
    struct bytes *out = page->out;

    plain_heading(out, "5. SUPPORTERS AND CARERS WHO COME WITH SOMEBODY");
    plain_item(out, "-", "They are paid at the same rates, in their own right (D18).");
    if (carer->blocked_if_supported)
        plain_item(out, "-",
                   "Not when the person has support already, from a care package or "
                   "privately (D18).");
    else
        plain_item(out, "-", "Also when the person has other support already.");
    if (carer->extra_needs_agreement)
        plain_item(out, "-",
                   "At most %" PRId64 " for each person; a further one only if that was agreed "
                   "before the meeting (D19).",
                   carer->max_per_person);
    else
        plain_item(out, "-",
                   "%" PRId64 " for each person is usual; a further one needs no "
                   "agreement, and is paid.",
                   carer->max_per_person);
    plain_item(out, "-",
               carer->prep_paid ? "Their preparation is paid like everybody's."
                                : "Their preparation is not paid.");
}

static void write_days(const struct policy_page *page)
{
    const struct policy *policy = page->policy;
    struct bytes *out = page->out;
    char day[PLAIN_DATE_SIZE];
    char minutes[POLICY_PAGE_MINUTES_SIZE];

    policy_page_year_start(day, policy);
    plain_heading(out, "8. DAYS, YEARS AND MINUTES");
    plain_item(out, "-",
               "The day of a meeting is the day on which it begins, by the clock in the "
               "United Kingdom. It decides age, rates and year. No rate, no payment: old "
               "rates are never carried on (D07).");
    plain_item(out, "-", "The financial year begins on %s (D28).", day);
    if (policy->claim_in_same_year)
        plain_item(out, "-", "A claim must be made in the financial year of its meeting (D28).");
    else
        plain_item(out, "-", "A claim may be made in any year after its meeting.");
    policy_page_minutes(minutes, policy->late_grace);
    if (policy->late_grace)
        plain_item(out, "-", "Who comes up to %s late counts as there from the start.", minutes);
    else
        plain_item(out, "-", "Who comes late is paid from the minute of coming.");
    plain_item(out, "-",
               "Time before the agreed start and after the agreed end does not count. "
               "Breaks do (C10). Who leaves early is paid up to then (J02).");
    plain_item(out, "-",
               "If the organisation cancels on the day, the costs of coming are paid and "
               "the fee is not.");
}

static void write_signature(const struct policy_page *page,
                            const uint8_t hash[static RECORD_HASH_SIZE])
{
    static const char *const lines[] = {"Name", "Role", "Date", "Signature"};
    const struct policy *policy = page->policy;
    char text[2 * RECORD_HASH_SIZE + 1];
    struct bytes *out = page->out;

    str_hex(text, hash, RECORD_HASH_SIZE);
    plain_heading(out, "11. SIGNED FOR THE ORGANISATION");
    plain_paragraph(out, "I have read this page. It is what we have decided to pay.");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        bytes_addf(out, "\n  %-12s__________________________________________\n", lines[i]);
    plain_gap(out);
    plain_fact(out, "Policy", "%s, version %" PRId64, policy->id, policy->version);
    plain_fact(out, "Fingerprint", "%.32s %s", text, text + RECORD_HASH_SIZE);
    plain_paragraph(out, "Each claim carries this fingerprint of the very file it was worked out "
                         "by. Any change to the file makes another.");
}

void policy_page_write(struct bytes *out, const struct policy *policy,
                       const uint8_t hash[static RECORD_HASH_SIZE], const char *today)
{
    struct policy_page page = {.out = out, .policy = policy};

    policy_example_day(page.day, policy, today);
    write_head(&page, today);
    write_warnings(&page, today);
    write_who(&page);
    policy_page_time(&page);
    policy_page_channels(&page);
    policy_page_young(&page);
    policy_page_costs(&page);
    write_supporters(&page);
    policy_page_cash(&page);
    policy_page_refused(&page);
    write_days(&page);
    policy_page_wages(&page);
    policy_page_decided(&page);
    write_signature(&page, hash);
}
