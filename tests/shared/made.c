// SPDX-License-Identifier: Apache-2.0
#include "tests/shared/made.h"

#include <assert.h>

#include "shared/str.h"
#include "tests/check.h"
#include "tests/shared/visit.h"

#define MINUTE INT64_C(60000)
#define DAY (24 * 60 * MINUTE)
#define COUNT(list) ((int64_t)(sizeof(list) / sizeof(list)[0]))
#define PICK(field, words) pick(field, sizeof(field), words, COUNT(words))

static uint64_t state;

// SplitMix64: the same numbers everywhere.
static uint64_t next(void)
{
    uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

void made_begin(uint64_t seed)
{
    state = seed;
}

int64_t made_below(int64_t limit)
{
    return (int64_t)(next() % (uint64_t)limit);
}

bool made_one_in(int64_t n)
{
    return made_below(n) == 0;
}

static void pick(char *out, size_t size, const char *const words[], int64_t n)
{
    bool fits = str_copy(out, size, words[made_below(n)]);

    assert(fits);
}

// Each is read once.
const struct policy *made_shipped(int64_t index)
{
    static const char *const ids[MADE_SHIPPED] = {"dcc-2025-26", "sip2-model",   "clinks-model",
                                                  "hmrc-linked", "annual-board", "demo"};
    static struct policy policies[MADE_SHIPPED];

    if (!policies[index].id[0])
        policies[index] = visit_policy(ids[index]);
    return &policies[index];
}

static void change_expenses(struct policy_expenses *expenses)
{
    for (int i = 0; i < 3; i++) {
        int64_t *caps = made_one_in(2) ? expenses->cap_night : expenses->cap_day;

        caps[POLICY_BY_THE_MILE + made_below(POLICY_CATEGORY_COUNT - POLICY_BY_THE_MILE)] =
            made_below(12000);
    }
    expenses->in_lieu_becomes_fee = made_one_in(2);
    expenses->receipt_required = !made_one_in(4);
    expenses->home_route_only = !made_one_in(4);
    expenses->round_miles_down = made_one_in(2);
    expenses->item_agreement = made_one_in(4);
    expenses->channel = (enum policy_expense_channel)made_below(3);
}

struct policy made_policy(void)
{
    static const enum policy_channel forced[] = {POLICY_CHANNEL_NONE, POLICY_BANK};
    struct policy policy = *made_shipped(made_below(MADE_SHIPPED));

    if (made_one_in(2))
        return policy;
    policy.wage_action = (enum policy_wage_action)made_below(3);
    policy.late_grace = made_one_in(2) ? made_below(16) : 0;
    policy.vouchers_one_off_only = made_one_in(2);
    policy.under_18_channel = made_one_in(2) ? policy.under_18_channel : forced[made_below(2)];
    policy.fee.timeswap = made_one_in(2);
    policy.fee.prep_requires_attendance = made_one_in(2);
    policy.fee.prep_cap = made_below(90);
    policy.carer.prep_paid = made_one_in(2);
    change_expenses(&policy.expenses);
    return policy;
}

static void make_presence(struct facts *facts, int64_t minutes)
{
    facts->presence_count = (size_t)made_below(4);
    for (size_t i = 0; i < facts->presence_count; i++) {
        // about the start, or any time from before it to after the end
        int64_t late = made_one_in(2) ? made_below(20) : made_below(minutes + 60) - 30;
        int64_t from = facts->session.start_ms + late * MINUTE;

        facts->presence[i].from_ms = from + made_below(60) * 1000;
        facts->presence[i].to_ms =
            facts->presence[i].from_ms + made_below(minutes * 60 + 60) * 1000;
    }
}

static void make_receipt(struct facts_expense *expense)
{
    static const char *const ids[] = {"", "", "", "r-1", "r-2", "r-3"};

    if (made_one_in(3))
        expense->receipt_pence = made_one_in(2) ? FACTS_NONE : made_below(15000);
    if (made_one_in(4) && expense->claimed_pence > 0)
        expense->receipt_pence = expense->claimed_pence + made_below(3) - 1;
    PICK(expense->receipt_id, ids);
    expense->cheaper_option_pence = made_one_in(6) ? made_below(15000) : FACTS_NONE;
    expense->nights = 1 + made_below(3);
}

static void make_expense(struct facts *facts)
{
    int64_t kind = made_below(POLICY_CATEGORY_COUNT);
    struct facts_expense *expense;

    if (kind < POLICY_BY_THE_MILE) {
        expense = visit_miles(facts, policy_categories[kind], made_below(60000));
        if (made_one_in(4))
            expense->agreed_return_miles = made_below(60000);
        expense->miles_already_this_tax_year =
            made_one_in(3) ? 9970000 + made_below(60000) : made_below(9000000);
    } else {
        expense = visit_cost(facts, policy_categories[kind], made_below(15000));
        make_receipt(expense);
    }
    expense->item_agreed_in_advance = made_one_in(2);
    expense->prepaid_by_organisation = made_one_in(12);
    expense->paid_as_allowance = made_one_in(4);
    expense->pay_excess_as_fee = made_one_in(4);
}

static void make_person(struct facts *facts)
{
    static const char *const roles[] = {"member", "chair", "selection_panel_half_day",
                                        "trainer_day", "peer_researcher"};
    static const char *const births[] = {"1980-01-01", "2004-11-12", "2007-11-13", "2008-02-29"};
    static const char *const bands[] = {"under_18", "18_to_20", "21_up"};

    pick(facts->role, sizeof facts->role, roles, made_one_in(3) ? COUNT(roles) : 1);
    pick(facts->date_of_birth, sizeof facts->date_of_birth, births,
         made_one_in(3) ? COUNT(births) : 1);
    if (made_one_in(8)) {
        facts->date_of_birth[0] = '\0';
        PICK(facts->age_band, bands);
    }
    facts->one_off = made_one_in(2);
    facts->opted_in_at_start = !made_one_in(20);
    facts->paid_capacity = made_one_in(20);
    if (made_one_in(15))
        facts->agreed_at_ms = facts->session.start_ms + made_below(3) - 1;
    if (made_one_in(4))
        facts->carer = (struct facts_carer){1 + made_below(2), made_one_in(4), FACTS_NEVER};
}

static void make_choices(struct facts *facts)
{
    static const char *const channels[] = {"bank", "voucher", "timeswap", "cash", "charity"};
    static const char *const elections[] = {"full", "full", "reduced", "declined"};

    PICK(facts->fee_channel_wanted, channels);
    PICK(facts->fee_election.type, elections);
    facts->fee_election.max_pence = made_below(8000);
    facts->fee_election.taken_pence = made_one_in(4) ? made_below(8000) : 0;
    facts->cash = (struct facts_cash){!made_one_in(4), !made_one_in(4), made_below(30000)};
}

struct facts made_facts(void)
{
    static const char *const starts[] = {"2025-10-26T00:15:00Z", "2025-11-12T10:00:00Z",
                                         "2026-02-28T10:00:00Z", "2026-03-29T00:30:00Z",
                                         "2026-03-31T22:30:00Z", "2026-04-05T22:00:00Z",
                                         "2026-06-10T09:00:00Z", "2027-03-15T10:00:00Z"};
    static const char *const types[] = {"agreed_coproduction", "forum", "committee",
                                        "public_meeting", "survey"};
    int64_t minutes = 1 + made_below(400);
    struct facts facts = visit_on(types[made_one_in(2) ? 0 : made_below(COUNT(types))],
                                  starts[made_below(COUNT(starts))], minutes);

    make_person(&facts);
    make_choices(&facts);
    if (!made_one_in(3))
        make_presence(&facts, minutes);
    facts.prep_minutes = made_one_in(2) ? 0 : made_below(120);
    facts.joint_event = made_one_in(8);
    facts.cancelled_by_organisation = made_one_in(15);
    facts.typed_local_time_ambiguous = made_one_in(30);
    facts.instalment_number = made_below(14);
    if (made_one_in(4)) {
        facts.receipt_count = 1;
        str_copy(facts.receipts_already_claimed[0], FACTS_RECEIPT_SIZE, "r-2");
    }
    for (int64_t n = made_below(5); n > 0; n--)
        make_expense(&facts);
    return facts;
}
