// SPDX-License-Identifier: Apache-2.0
#include "shared/facts.h"

#include <stdio.h>

#include "shared/money.h"
#include "shared/str.h"

#define MINUTE INT64_C(60000)
#define SESSION_MAX (MINUTE * 60 * 24 * 31)
#define MINUTES_MAX 100000
#define MILES_MAX INT64_C(10000000) // ten thousand miles in one claim, in thousandths

#define NAMED(of, as, kind, member) .name = (as), .type = (kind), SHAPE_AT(of, member)
#define MAYBE_INSTANT(of, as, member)                                                              \
    {                                                                                              \
        NAMED(of, as, SHAPE_INSTANT, member), .optional = true, .absent = FACTS_NEVER              \
    }
#define MAYBE_OBJECT(of, member, inner)                                                            \
    {                                                                                              \
        .name = #member, .type = SHAPE_OBJECT, .optional = true, .object = (inner),                \
        SHAPE_AT(of, member)                                                                       \
    }
#define LIST(of, as, member, counter, kind, inner)                                                 \
    {                                                                                              \
        .name = (as), .type = (kind), .list = true, .optional = true, .object = (inner),           \
        .offset = offsetof(of, member), .size = sizeof(((of *)0)->member[0]),                      \
        .count_offset = offsetof(of, counter),                                                     \
        .count_max = sizeof(((of *)0)->member) / sizeof(((of *)0)->member[0])                      \
    }

static const struct shape_field session_fields[] = {
    SHAPE_FIELD_CODE(struct facts_session, type),
    {NAMED(struct facts_session, "start_utc", SHAPE_INSTANT, start_ms)},
    {NAMED(struct facts_session, "end_utc", SHAPE_INSTANT, end_ms)},
};
static const struct shape session_shape = SHAPE(struct facts_session, session_fields);

static const struct shape_field election_fields[] = {
    SHAPE_FIELD_CODE(struct facts_election, type),
    SHAPE_MAYBE_INT(struct facts_election, max_pence, 0, MONEY_MAX, FACTS_NONE),
    SHAPE_MAYBE_INT(struct facts_election, taken_pence, 0, MONEY_MAX, 0),
};
static const struct shape election_shape = SHAPE(struct facts_election, election_fields);

static const struct shape_field carer_fields[] = {
    SHAPE_FIELD_INT(struct facts_carer, number, 1, 100),
    SHAPE_MAYBE_BOOL(struct facts_carer, existing_support, false),
    MAYBE_INSTANT(struct facts_carer, "extra_agreed_at_utc", extra_agreed_at_ms),
};
static const struct shape carer_shape = SHAPE(struct facts_carer, carer_fields);

static const struct shape_field cash_fields[] = {
    SHAPE_MAYBE_BOOL(struct facts_cash, entitlement_evidence_seen, false),
    SHAPE_MAYBE_BOOL(struct facts_cash, payer_is_nominated, false),
    SHAPE_MAYBE_INT(struct facts_cash, budget_remaining_pence, 0, JSON_INT_MAX, 0),
};
static const struct shape cash_shape = SHAPE(struct facts_cash, cash_fields);

static const struct shape_field expense_fields[] = {
    SHAPE_FIELD_CODE(struct facts_expense, ref),
    SHAPE_FIELD_CODE(struct facts_expense, category),
    SHAPE_MAYBE_INT(struct facts_expense, claimed_pence, 0, MONEY_MAX, FACTS_NONE),
    SHAPE_MAYBE_INT(struct facts_expense, receipt_pence, 0, MONEY_MAX, FACTS_NONE),
    SHAPE_MAYBE_CODE(struct facts_expense, receipt_id),
    SHAPE_MAYBE_MILES(struct facts_expense, miles_claimed, FACTS_NONE),
    SHAPE_MAYBE_MILES(struct facts_expense, agreed_return_miles, FACTS_NONE),
    SHAPE_MAYBE_MILES(struct facts_expense, miles_already_this_tax_year, 0),
    SHAPE_MAYBE_INT(struct facts_expense, cheaper_option_pence, 0, MONEY_MAX, FACTS_NONE),
    SHAPE_MAYBE_INT(struct facts_expense, nights, 1, 366, 1),
    SHAPE_MAYBE_BOOL(struct facts_expense, item_agreed_in_advance, false),
    SHAPE_MAYBE_BOOL(struct facts_expense, prepaid_by_organisation, false),
    SHAPE_MAYBE_BOOL(struct facts_expense, paid_as_allowance, false),
    SHAPE_MAYBE_BOOL(struct facts_expense, pay_excess_as_fee, false),
};
static const struct shape expense_shape = SHAPE(struct facts_expense, expense_fields);

static const struct shape_field fields[] = {
    SHAPE_MAYBE_CODE(struct facts, claimant_ref),
    SHAPE_FIELD_CODE(struct facts, role),
    SHAPE_MAYBE_CODE(struct facts, age_band),
    SHAPE_FIELD_OBJECT(struct facts, session, &session_shape),
    MAYBE_INSTANT(struct facts, "agreed_at_utc", agreed_at_ms),
    LIST(struct facts, "presence_utc", presence, presence_count, SHAPE_SPAN, NULL),
    SHAPE_MAYBE_INT(struct facts, prep_minutes, 0, MINUTES_MAX, 0),
    SHAPE_MAYBE_CODE(struct facts, fee_channel_wanted),
    MAYBE_OBJECT(struct facts, fee_election, &election_shape),
    SHAPE_FIELD_DATE(struct facts, claim_date),
    LIST(struct facts, "expenses", expenses, expense_count, SHAPE_OBJECT, &expense_shape),
    LIST(struct facts, "receipts_already_claimed", receipts_already_claimed, receipt_count,
         SHAPE_CODE, NULL),
    MAYBE_OBJECT(struct facts, carer, &carer_shape),
    MAYBE_OBJECT(struct facts, cash, &cash_shape),
    SHAPE_MAYBE_BOOL(struct facts, one_off, true),
    SHAPE_MAYBE_BOOL(struct facts, joint_event, false),
    SHAPE_MAYBE_BOOL(struct facts, opted_in_at_start, true),
    SHAPE_MAYBE_BOOL(struct facts, paid_capacity, false),
    SHAPE_MAYBE_BOOL(struct facts, cancelled_by_organisation, false),
    SHAPE_MAYBE_BOOL(struct facts, typed_local_time_ambiguous, false),
    SHAPE_MAYBE_INT(struct facts, instalment_number, 0, 1000, 0),
    SHAPE_MAYBE_DATE(struct facts, date_of_birth), // last: a claim's shape ends before it
};
#define FIELDS (sizeof fields / sizeof fields[0])
const struct shape facts_shape = SHAPE(struct facts, fields);
const struct shape facts_claim_shape = {fields, FIELDS - 1, sizeof(struct facts)};

void facts_init(struct facts *facts)
{
    *facts =
        (struct facts){.agreed_at_ms = FACTS_NEVER, .one_off = true, .opted_in_at_start = true};
}

struct facts_expense *facts_add_expense(struct facts *facts, const char *category)
{
    struct facts_expense *expense;

    if (facts->expense_count == FACTS_EXPENSES_MAX)
        return NULL;
    expense = &facts->expenses[facts->expense_count++];
    *expense = (struct facts_expense){
        .claimed_pence = FACTS_NONE,
        .receipt_pence = FACTS_NONE,
        .miles_claimed = FACTS_NONE,
        .agreed_return_miles = FACTS_NONE,
        .cheaper_option_pence = FACTS_NONE,
        .nights = 1,
    };
    snprintf(expense->ref, sizeof expense->ref, "X%zu", facts->expense_count);
    snprintf(expense->category, sizeof expense->category, "%s", category);
    return expense;
}

const struct facts_expense *facts_find_expense(const struct facts *facts, const char *ref)
{
    for (size_t i = 0; i < facts->expense_count; i++)
        if (str_equal(facts->expenses[i].ref, ref))
            return &facts->expenses[i];
    return NULL;
}

static const char *const bands[] = {"under_18", "18_to_20", "21_up"};

static int find_band(const char *band)
{
    for (int i = 0; i < POLICY_AGE_COUNT; i++)
        if (str_equal(bands[i], band))
            return i;
    return -1;
}

static bool check_session(const struct facts_session *session, struct err *err)
{
    if (session->end_ms < session->start_ms)
        return err_set(err, ERR_INVALID, "session.end_utc is before session.start_utc");
    if (session->end_ms - session->start_ms > SESSION_MAX)
        return err_set(err, ERR_INVALID, "session.end_utc is more than 31 days after the start");
    return true;
}

static bool check_election(const struct facts_election *election, struct err *err)
{
    bool reduced = str_equal(election->type, "reduced");

    if (election->type[0] && !reduced && !str_equal(election->type, "full") &&
        !str_equal(election->type, "declined"))
        return err_set(err, ERR_INVALID,
                       "fee_election.type must be one of: full, declined, reduced");
    if (reduced && election->max_pence < 0)
        return err_set(err, ERR_INVALID, "fee_election.max_pence is missing");
    return true;
}

static bool check_expense(const struct facts_expense *expense, size_t index, struct err *err)
{
    int category = policy_category_find(expense->category);

    if (category >= 0 && category < POLICY_BY_THE_MILE) {
        if (expense->miles_claimed < 0)
            return err_set(err, ERR_INVALID, "expenses[%zu].miles_claimed is missing", index);
        if (expense->miles_claimed > MILES_MAX || expense->agreed_return_miles > MILES_MAX)
            return err_set(err, ERR_INVALID, "expenses[%zu] has more than 10000 miles", index);
    } else if (expense->claimed_pence < 0) {
        return err_set(err, ERR_INVALID, "expenses[%zu].claimed_pence is missing", index);
    }
    return true;
}

bool facts_check(const struct facts *facts, struct err *err)
{
    if (facts->age_band[0] && find_band(facts->age_band) < 0)
        return err_set(err, ERR_INVALID, "age_band must be one of: under_18, 18_to_20, 21_up");
    if (facts->fee_channel_wanted[0] && policy_channel_find(facts->fee_channel_wanted) < 0)
        return err_set(err, ERR_INVALID,
                       "fee_channel_wanted must be one of: bank, voucher, timeswap, cash, charity");
    for (size_t i = 0; i < facts->expense_count; i++)
        if (!check_expense(&facts->expenses[i], i, err))
            return false;
    return check_session(&facts->session, err) && check_election(&facts->fee_election, err);
}

bool facts_read(struct facts *out, const struct json *json, struct err *err)
{
    struct facts facts;

    if (!shape_read(&facts_shape, json, &facts, err) || !facts_check(&facts, err))
        return false;
    *out = facts;
    return true;
}

void facts_date(const struct facts *facts, char out[static WHEN_DATE_SIZE])
{
    when_local_date(out, facts->session.start_ms);
}

enum policy_age facts_age(const struct facts *facts)
{
    char date[WHEN_DATE_SIZE];
    int band = find_band(facts->age_band);
    int age;

    if (!facts->date_of_birth[0])
        return band < 0 ? POLICY_21_UP : (enum policy_age)band;
    facts_date(facts, date);
    age = when_age(facts->date_of_birth, date);
    if (age >= 21)
        return POLICY_21_UP;
    return age >= 18 ? POLICY_18_TO_20 : POLICY_UNDER_18;
}
