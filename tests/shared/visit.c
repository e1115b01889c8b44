// SPDX-License-Identifier: Apache-2.0
#include "tests/shared/visit.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/bytes.h"
#include "shared/str.h"
#include "tests/check.h"

struct policy visit_policy(const char *id)
{
    char path[512];
    struct policy policy;
    struct err err;

    snprintf(path, sizeof path, "%s/../../assets/policies/%s.json", getenv("TEST_SOURCE_DIR"), id);
    check_ok(policy_load(&policy, path, &err), &err);
    return policy;
}

int64_t visit_at(const char *instant)
{
    int64_t out;

    assert_true(when_read(&out, instant));
    return out;
}

struct facts visit_on(const char *type, const char *start, int64_t minutes)
{
    struct facts facts;

    facts_init(&facts);
    str_copy(facts.role, sizeof facts.role, "member");
    str_copy(facts.date_of_birth, sizeof facts.date_of_birth, "1980-01-01");
    facts.presence_count = 1;
    str_copy(facts.session.type, sizeof facts.session.type, type);
    facts.session.start_ms = visit_at(start);
    facts.session.end_ms = facts.session.start_ms + minutes * 60000;
    facts.agreed_at_ms = facts.session.start_ms - INT64_C(14) * 24 * 3600 * 1000;
    facts.presence[0].from_ms = facts.session.start_ms;
    facts.presence[0].to_ms = facts.session.end_ms;
    facts_date(&facts, facts.claim_date);
    return facts;
}

struct facts_expense *visit_cost(struct facts *facts, const char *category, int64_t pence)
{
    struct facts_expense *expense = facts_add_expense(facts, category);

    expense->claimed_pence = expense->receipt_pence = pence;
    return expense;
}

struct facts_expense *visit_miles(struct facts *facts, const char *category, int64_t milli_miles)
{
    struct facts_expense *expense = facts_add_expense(facts, category);

    expense->miles_claimed = expense->agreed_return_miles = milli_miles;
    return expense;
}

static void write_rejected(struct bytes *out, const struct assess_rejected *rejected)
{
    char miles[SHAPE_MILES_SIZE];

    bytes_addf(out, "%s %s", rejected->ref, rejected->code);
    if (rejected->pence >= 0)
        bytes_addf(out, " %" PRId64 "p", rejected->pence);
    if (rejected->minutes >= 0)
        bytes_addf(out, " %" PRId64 "min", rejected->minutes);
    if (rejected->miles >= 0) {
        shape_write_miles(miles, rejected->miles);
        bytes_addf(out, " %smi", miles);
    }
}

static void write_fee(struct bytes *out, const struct assessment *a)
{
    const char *channel = a->fee_channel[0] ? a->fee_channel : "none";

    if (a->timeswap_minutes)
        bytes_addf(out, "%s %" PRId64 " min", channel, a->timeswap_minutes);
    else if (a->fee_offered_pence)
        bytes_addf(out, "%s %" PRId64 " of %" PRId64, channel, a->fee_pence, a->fee_offered_pence);
    else
        bytes_add_text(out, a->fee_channel[0] ? channel : "-");
}

static void write_summary(struct bytes *out, const struct assessment *a)
{
    for (size_t i = 0; i < a->line_count; i++)
        bytes_addf(out, "%s%s %s %" PRId64, i ? "; " : "", a->lines[i].ref, a->lines[i].kind,
                   a->lines[i].pence);
    bytes_add_text(out, a->line_count ? " | " : "- | ");
    for (size_t i = 0; i < a->rejected_count; i++) {
        bytes_add_text(out, i ? "; " : "");
        write_rejected(out, &a->rejected[i]);
    }
    bytes_add_text(out, a->rejected_count ? " | " : "- | ");
    for (size_t i = 0; i < a->flag_count; i++)
        bytes_addf(out, "%s%s", i ? "; " : "", a->flags[i]);
    bytes_add_text(out, a->flag_count ? " | " : "- | ");
    write_fee(out, a);
}

static void check_sums(const struct assessment *a)
{
    int64_t sum = 0;

    for (size_t i = 0; i < a->line_count; i++)
        sum += a->lines[i].pence;
    assert_int_equal(a->total_pence, sum - a->fee_waived_pence);
    assert_int_equal(a->total_pence, a->fee_pence + a->expenses_pence);
    assert_int_equal(a->fee_offered_pence, a->fee_pence + a->fee_waived_pence);
}

void visit_check(const struct policy *policy, const struct facts *facts, const char *expected,
                 const char *file, int line)
{
    struct bytes summary = {0};
    struct assessment assessment;
    struct err err;

    if (!facts_check(facts, &err))
        fail_msg("%s:%d: %s", file, line, err.text);
    assess(policy, facts, &assessment);
    write_summary(&summary, &assessment);
    if (!str_equal(bytes_text(&summary), expected))
        fail_msg("%s:%d: it gives\n%s\nand not\n%s", file, line, bytes_text(&summary), expected);
    check_sums(&assessment);
    bytes_clear(&summary);
}
