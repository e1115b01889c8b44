// SPDX-License-Identifier: Apache-2.0

// What is paid for time, how it reaches people, and how it compares with the minimum wage.

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "server/policy_example.h"
#include "server/policy_page_parts.h"
#include "shared/str.h"

#define LABEL_SIZE 128
#define PARTS_SHOWN 12
#define EXAMPLE_PREP 30

// "selection_panel_half_day" as people say it.
static const char *spoken(char out[static POLICY_ROLE_SIZE], const struct policy_role *role)
{
    str_copy(out, POLICY_ROLE_SIZE, role->name);
    for (char *at = out; *at; at++)
        if (*at == '_')
            *at = ' ';
    return out;
}

static void write_rates(const struct policy_page *page)
{
    const struct policy_fee *fee = &page->policy->fee;
    const struct policy_role *role;
    char pounds[MONEY_SIZE];
    char other[MONEY_SIZE];
    char name[POLICY_ROLE_SIZE];
    bool hourly;

    money_write(pounds, fee->bank_rate);
    money_write(other, fee->voucher_rate);
    if (fee->basis == POLICY_HOURLY && fee->voucher_rate >= 0)
        plain_item(page->out, "-", "%s an hour; in vouchers %s an hour (D08, D11).", pounds, other);
    else if (fee->basis == POLICY_HOURLY)
        plain_item(page->out, "-", "%s an hour (D08).", pounds);
    else
        plain_item(page->out, "-",
                   "By role, in money and in vouchers alike (C03, C20, S18); a "
                   "role that is not named here has no rate and is not paid:");
    for (size_t k = 0; (role = policy_example_role(page->policy, k, &hourly)); k++) {
        money_write(pounds, role->pence);
        plain_row(page->out, pounds, "%s, %s", spoken(name, role),
                  hourly ? "an hour" : "a meeting");
    }
    if (fee->joint_flat >= 0) {
        money_write(pounds, fee->joint_flat);
        plain_item(page->out, "-",
                   "At a meeting held together with other organisations everybody "
                   "gets %s, whatever their role (C29).",
                   pounds);
    }
}

static void write_preparation(const struct policy_page *page)
{
    const struct policy_fee *fee = &page->policy->fee;
    char minutes[POLICY_PAGE_MINUTES_SIZE];

    policy_page_minutes(minutes, fee->prep_cap);
    if (fee->basis == POLICY_FLAT_BY_ROLE)
        plain_item(page->out, "-",
                   "Preparation is part of the fee for the meeting: nothing more is "
                   "paid for it.");
    else if (!fee->prep_cap)
        plain_item(page->out, "-", "Preparation is not paid.");
    else
        plain_item(page->out, "-",
                   "Preparation is paid at the rate by the hour, up to %s for each "
                   "meeting (D09).",
                   minutes);
    if (fee->basis == POLICY_FLAT_BY_ROLE && fee->prep_cap && fee->timeswap)
        plain_item(page->out, "-", "As time credit up to %s of it count for each meeting.",
                   minutes);
    if (fee->prep_requires_attendance)
        plain_item(page->out, "-",
                   "Who prepared and then did not come is not paid for that; it "
                   "waits for a decision.");
    else
        plain_item(page->out, "-",
                   "Who prepared and then did not come is paid for preparing, where "
                   "there is a rate by the hour.");
    plain_item(page->out, "-", "Work after a meeting is not paid (K11).");
}

static void write_example(const struct policy_page *page, const struct facts *facts,
                          const char *label)
{
    char value[MONEY_SIZE];
    char minutes[POLICY_PAGE_MINUTES_SIZE];
    struct assessment assessment;

    assess(page->policy, facts, &assessment);
    money_write(value, assessment.fee_pence);
    policy_page_minutes(minutes, assessment.timeswap_minutes);
    plain_row(page->out, str_equal(assessment.fee_channel, "timeswap") ? minutes : value, "%s",
              label);
}

// The same visits for one role, and one way of payment.
static void write_visits(const struct policy_page *page, const char *role, const char *wish,
                         const char *who)
{
    static const struct {
        int64_t minutes;
        int64_t prep;
        const char *words;
    } visits[] = {
        {45, 0, "45 minutes"},
        {60, 0, "one hour"},
        {120, EXAMPLE_PREP, "two hours and half an hour of preparation"},
        {300, 90, "five hours and 90 minutes of preparation"},
    };
    struct facts facts;
    char label[LABEL_SIZE];

    for (size_t i = 0; i < sizeof visits / sizeof visits[0]; i++) {
        policy_example_facts(&facts, page->policy, page->day, visits[i].minutes);
        facts.prep_minutes = visits[i].prep;
        str_copy(facts.fee_channel_wanted, sizeof facts.fee_channel_wanted, wish);
        if (role)
            str_copy(facts.role, sizeof facts.role, role);
        snprintf(label, sizeof label, "%s: %s", who, visits[i].words);
        write_example(page, &facts, label);
    }
}

static void write_joint(const struct policy_page *page)
{
    struct facts facts;

    policy_example_facts(&facts, page->policy, page->day, 120);
    facts.joint_event = true;
    write_example(page, &facts, "together with other organisations: two hours");
}

static bool gives(const struct policy_page *page, const char *wish, bool one_off,
                  enum policy_channel channel)
{
    struct facts facts;

    policy_example_facts(&facts, page->policy, page->day, 60);
    facts.one_off = one_off;
    str_copy(facts.fee_channel_wanted, sizeof facts.fee_channel_wanted, wish);
    return policy_example_channel(page->policy, &facts) == channel;
}

static void write_examples(const struct policy_page *page)
{
    const struct policy_role *role;
    char name[POLICY_ROLE_SIZE];
    bool hourly;

    plain_gap(page->out);
    plain_paragraph(page->out, "For example, all of it worked out as a claim is:");
    plain_gap(page->out);
    for (size_t k = 0; (role = policy_example_role(page->policy, k, &hourly)); k++)
        write_visits(page, role->name, "bank", spoken(name, role));
    if (page->policy->fee.basis == POLICY_HOURLY)
        write_visits(page, NULL, "bank", "by bank");
    if (page->policy->fee.basis == POLICY_HOURLY && gives(page, "voucher", true, POLICY_VOUCHER))
        write_visits(page, NULL, "voucher", "in vouchers");
    if (gives(page, "timeswap", true, POLICY_TIMESWAP))
        write_visits(page, NULL, "timeswap", "as time credit");
    if (page->policy->fee.joint_flat >= 0)
        write_joint(page);
}

// What each part is, and that they make the whole.
static void write_parts(const struct policy_page *page)
{
    const struct policy_fee *fee = &page->policy->fee;
    struct assessment assessment;
    struct facts facts;
    char pounds[MONEY_SIZE];
    int64_t sum = 0;

    money_write(pounds, fee->annual);
    plain_item(page->out, "-",
               "%s a year in %" PRId64 " parts, whichever meetings the person came to (S02). "
               "Each part is rounded so that all of them make the year exactly.",
               pounds, fee->instalments);
    plain_gap(page->out);
    policy_example_facts(&facts, page->policy, page->day, 60);
    for (int64_t k = 1; k <= fee->instalments; k++) {
        facts.instalment_number = k;
        assess(page->policy, &facts, &assessment);
        sum += assessment.fee_pence;
        money_write(pounds, assessment.fee_pence);
        if (k <= PARTS_SHOWN || k == fee->instalments)
            plain_row(page->out, pounds, "Part %" PRId64, k);
    }
    money_write(pounds, sum);
    plain_row(page->out, pounds, "All parts");
}

void policy_page_time(const struct policy_page *page)
{
    plain_heading(page->out, "2. WHAT IS PAID FOR TIME");
    if (page->policy->fee.basis == POLICY_NO_FEE) {
        plain_item(page->out, "-",
                   "Nothing is paid for time: people get the costs of coming back "
                   "(S04).");
        return;
    }
    if (page->policy->fee.basis == POLICY_ANNUAL) {
        write_parts(page);
        return;
    }
    write_rates(page);
    if (page->policy->fee.basis != POLICY_FLAT_BY_ROLE)
        plain_item(page->out, "-",
                   "Any part of an hour counts by the minute (D10). Each line is "
                   "rounded once, half a penny up.");
    write_preparation(page);
    write_examples(page);
}

static void write_day_of_payment(const struct policy_page *page)
{
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    const struct policy_fee *fee = &page->policy->fee;

    switch (fee->paid) {
    case POLICY_PAID_NEXT_RUN:
        plain_item(page->out, "-", "Fees are paid when the office makes its next payments.");
        break;
    case POLICY_PAID_MONTHLY:
        plain_item(page->out, "-", "Fees are paid once a month, on day %" PRId64 " (J06).",
                   fee->paid_day);
        break;
    case POLICY_PAID_WEEKLY:
        plain_item(page->out, "-", "Fees are paid once a week, on %s.", days[fee->paid_day - 1]);
        break;
    }
}

void policy_page_channels(const struct policy_page *page)
{
    static const struct {
        const char *wish;
        enum policy_channel channel;
        const char *words;
    } ways[] = {
        {"bank", POLICY_BANK, "to a bank account"},
        {"voucher", POLICY_VOUCHER, "in vouchers"},
        {"timeswap", POLICY_TIMESWAP, "as time credit: minutes, and no money"},
        {"cash", POLICY_CASH, "in cash, which the office records and no kiosk offers"},
        {"charity", POLICY_BANK, "to a charity of their choice, by bank"},
    };

    plain_heading(page->out, "3. HOW AND WHEN A FEE REACHES PEOPLE");
    if (page->policy->fee.basis == POLICY_NO_FEE) {
        plain_item(page->out, "-", "There is no fee.");
        return;
    }
    plain_item(page->out, "-", "People choose how they take it (D12):");
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (!gives(page, ways[i].wish, true, ways[i].channel))
            continue;
        if (!gives(page, ways[i].wish, false, ways[i].channel))
            plain_item(page->out, "  -",
                       "%s, for involvement that is a one-off; who is involved "
                       "regularly is paid by bank instead (C23)",
                       ways[i].words);
        else
            plain_item(page->out, "  -", "%s", ways[i].words);
    }
    write_day_of_payment(page);
    plain_item(page->out, "-",
               "Anybody may take less than is offered, or nothing, and is asked for "
               "no reason (J05, N02). What was offered and what was taken are kept "
               "apart (D33). The costs of coming are paid all the same (C18).");
}

void policy_page_young(const struct policy_page *page)
{
    const struct policy *policy = page->policy;
    struct facts facts;

    if (policy->fee.basis == POLICY_NO_FEE)
        return;
    if (policy->under_18_channel == POLICY_CHANNEL_NONE) {
        plain_item(page->out, "-", "People under 18 choose like everybody else.");
        return;
    }
    plain_item(page->out, "-", "People under 18 on the day of the meeting get it %s only (D13).",
               policy->under_18_channel == POLICY_VOUCHER ? "in vouchers" : "to a bank account");
    if (!policy_page_pays_time(policy))
        return;
    policy_example_facts(&facts, policy, page->day, 120);
    facts.prep_minutes = EXAMPLE_PREP;
    str_copy(facts.age_band, sizeof facts.age_band, "under_18");
    plain_gap(page->out);
    write_example(page, &facts, "under 18: two hours and half an hour of preparation");
}

static void write_hourly_verdict(const struct policy_page *page, struct facts *facts,
                                 struct bytes *words)
{
    static const struct {
        const char *wish;
        enum policy_channel channel;
        const char *words;
    } ways[] = {{"bank", POLICY_BANK, "bank"}, {"voucher", POLICY_VOUCHER, "vouchers"}};

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        str_copy(facts->fee_channel_wanted, sizeof facts->fee_channel_wanted, ways[i].wish);
        if (policy_example_channel(page->policy, facts) == ways[i].channel)
            bytes_addf(words, "; %s %s", ways[i].words,
                       policy_example_below_wage(page->policy, facts) ? "BELOW it"
                                                                      : "not below it");
    }
}

// A fee for the meeting is above the wage until the meeting is too long.
static void write_role_verdict(const struct policy_page *page, struct facts *facts, int64_t wage,
                               struct bytes *words)
{
    const struct policy_role *role;
    char minutes[POLICY_PAGE_MINUTES_SIZE];
    char name[POLICY_ROLE_SIZE];
    bool hourly;

    for (size_t k = 0; (role = policy_example_role(page->policy, k, &hourly)); k++) {
        str_copy(facts->role, sizeof facts->role, role->name);
        policy_page_minutes(minutes, role->pence * 60 / wage);
        if (!hourly)
            bytes_addf(words, "; %s not below it up to %s", spoken(name, role), minutes);
        else
            bytes_addf(words, "; %s %s", spoken(name, role),
                       policy_example_below_wage(page->policy, facts) ? "BELOW it"
                                                                      : "not below it");
    }
}

static void write_wage_day(const struct policy_page *page, const char *day)
{
    static const char *const bands[] = {"under_18", "18_to_20", "21_up"};
    static const char *const names[] = {"under 18", "18 to 20", "21 and over"};
    char date[PLAIN_DATE_SIZE];

    plain_date(date, day);
    plain_gap(page->out);
    plain_paragraph(page->out, "From %s:", date);
    for (int age = POLICY_AGE_COUNT - 1; age >= 0; age--) {
        int64_t wage = policy_wage(page->policy, (enum policy_age)age, day);
        struct bytes words = {0};
        struct facts facts;
        char pounds[MONEY_SIZE];

        policy_example_facts(&facts, page->policy, day, 60);
        str_copy(facts.age_band, sizeof facts.age_band, bands[age]);
        if (page->policy->fee.basis == POLICY_HOURLY)
            write_hourly_verdict(page, &facts, &words);
        else if (wage)
            write_role_verdict(page, &facts, wage, &words);
        money_write(pounds, wage);
        if (wage)
            plain_item(page->out, "-", "%s: %s an hour%s", names[age], pounds, bytes_text(&words));
        bytes_clear(&words);
    }
}

void policy_page_wages(const struct policy_page *page)
{
    static const char *const then[] = {
        [POLICY_WAGE_OFF] = "The program compares nothing, and a fee below it is paid as it is.",
        [POLICY_WAGE_FLAG] = "A fee below it is paid as it is, and marked for the office to see.",
        [POLICY_WAGE_TOP_UP] = "A fee below it is raised to it by a line of its own, rounded up.",
    };
    const struct policy *policy = page->policy;

    plain_heading(page->out, "9. COMPARED WITH THE MINIMUM WAGE");
    plain_item(page->out, "-", "%s", then[policy->wage_action]);
    plain_item(page->out, "-",
               "Whether people who take part are workers in law is not decided "
               "here. The figures are for comparison (C21, S21, K1).");
    if (!policy_page_pays_time(policy)) {
        plain_item(page->out, "-", "This policy pays nothing by time that could be compared.");
        return;
    }
    for (size_t row = 0; row < policy->wage_rows; row++) {
        const char *day = policy->wages[row].from;

        if (strcmp(day, policy->valid_to) > 0)
            break;
        if (row + 1 < policy->wage_rows &&
            strcmp(policy->wages[row + 1].from, policy->valid_from) <= 0)
            continue;
        write_wage_day(page, strcmp(day, policy->valid_from) < 0 ? policy->valid_from : day);
    }
}
