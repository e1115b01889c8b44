// SPDX-License-Identifier: Apache-2.0
#include "shared/assess_work.h"

int64_t assess_fee_for_minutes(int64_t pence_per_hour, int64_t minutes)
{
    return (2 * pence_per_hour * minutes + 60) / 120;
}

static int64_t half_up(int64_t amount, int64_t parts)
{
    return (2 * amount + parts) / (2 * parts);
}

int64_t assess_fee_instalment(int64_t annual_pence, int64_t instalments, int64_t k)
{
    return half_up(annual_pence * k, instalments) - half_up(annual_pence * (k - 1), instalments);
}

// Vouchers and time credit are given only where the policy offers them; otherwise it is money.
static enum policy_channel wanted_channel(const struct assess_work *work)
{
    const struct policy_fee *fee = &work->policy->fee;
    int wanted = policy_channel_find(work->facts->fee_channel_wanted);

    if (wanted == POLICY_VOUCHER && fee->basis == POLICY_HOURLY && fee->voucher_rate < 0)
        return POLICY_BANK;
    if (wanted == POLICY_TIMESWAP && !fee->timeswap)
        return POLICY_BANK;
    if (wanted < 0 || wanted == POLICY_CHARITY)
        return POLICY_BANK;
    return (enum policy_channel)wanted;
}

// Step 10, whether or not a fee comes of it: the flags say what was asked for and cannot be.
static void choose_channel(struct assess_work *work)
{
    const struct policy *policy = work->policy;
    enum policy_channel wanted = wanted_channel(work);

    work->channel = wanted;
    if (work->age == POLICY_UNDER_18 && policy->under_18_channel != POLICY_CHANNEL_NONE) {
        work->channel = policy->under_18_channel;
        work->flags[ASSESS_CHANNEL_FORCED_UNDER_18] = work->channel != wanted;
    } else if (policy->vouchers_one_off_only && !work->facts->one_off &&
               (wanted == POLICY_VOUCHER || wanted == POLICY_CASH)) {
        work->channel = POLICY_BANK;
        work->flags[ASSESS_REGULAR_PAYMENT_MUST_BE_BACS] = true;
    }
}

static int64_t prep_cap(const struct assess_work *work)
{
    if (work->facts->carer.number && !work->policy->carer.prep_paid)
        return 0;
    return work->policy->fee.prep_cap;
}

// Preparation is part of a flat fee by role, so that nothing of it is refused there.
static void count_preparation(struct assess_work *work)
{
    int64_t claimed = work->facts->prep_minutes;
    int64_t cap = prep_cap(work);

    work->paid_prep = claimed < cap ? claimed : cap;
    if (claimed > cap && work->policy->fee.basis != POLICY_FLAT_BY_ROLE)
        assess_line_reject(work, "F2", ASSESS_PREP_OVER_CAP)->minutes = claimed - cap;
}

static int64_t hourly_rate(const struct assess_work *work)
{
    const struct policy_fee *fee = &work->policy->fee;

    if (fee->basis == POLICY_HOURLY)
        return work->channel == POLICY_VOUCHER ? fee->voucher_rate : fee->bank_rate;
    return policy_role_pence(&fee->hourly, work->facts->role);
}

static int64_t flat_amount(const struct assess_work *work)
{
    const struct policy_fee *fee = &work->policy->fee;

    if (work->facts->joint_event && fee->joint_flat >= 0)
        return fee->joint_flat;
    return policy_role_pence(&fee->flat, work->facts->role);
}

// The wage is a floor: rounded up, so that the result is never below it.
static void compare_with_wage(struct assess_work *work)
{
    int64_t rate = policy_wage(work->policy, work->age, work->date);
    int64_t floor = (rate * (work->minutes + work->paid_prep) + 59) / 60;
    int64_t fee = 0;

    for (size_t i = 0; i < work->out->line_count; i++)
        fee += work->out->lines[i].pence;
    if (work->policy->wage_action == POLICY_WAGE_OFF || fee >= floor)
        return;
    if (work->policy->wage_action == POLICY_WAGE_TOP_UP) {
        assess_line_fee(work, "F3", "fee.min_wage_top_up", floor - fee);
        work->flags[ASSESS_MIN_WAGE_TOP_UP] = true;
    } else {
        work->flags[ASSESS_BELOW_MIN_WAGE_REFERENCE] = true;
    }
}

static void pay_for_time(struct assess_work *work)
{
    int64_t flat = flat_amount(work);
    int64_t rate = hourly_rate(work);

    if (work->channel == POLICY_TIMESWAP) {
        count_preparation(work);
        work->out->timeswap_minutes = work->minutes + work->paid_prep;
        return;
    }
    if (flat < 0 && rate < 0) {
        assess_line_reject(work, "F1", ASSESS_NO_RATE_IN_FORCE);
        return;
    }
    count_preparation(work);
    if (flat >= 0) {
        assess_line_fee(work, "F1",
                        work->policy->fee.basis == POLICY_FLAT_BY_ROLE ? "fee.session" : "fee.flat",
                        flat);
    } else {
        assess_line_fee(work, "F1", "fee.attendance", assess_fee_for_minutes(rate, work->minutes));
        assess_line_fee(work, "F2", "fee.preparation",
                        assess_fee_for_minutes(rate, work->paid_prep));
    }
    compare_with_wage(work);
}

static void pay_instalment(struct assess_work *work)
{
    const struct policy_fee *fee = &work->policy->fee;
    int64_t number = work->facts->instalment_number;

    if (number > fee->instalments)
        assess_line_reject(work, "F1", ASSESS_NO_RATE_IN_FORCE);
    else if (number > 0)
        assess_line_fee(work, "F1", "fee.annual",
                        assess_fee_instalment(fee->annual, fee->instalments, number));
}

// Nobody came, or nobody could: preparation is held unless the policy pays it by itself.
static void pay_the_absent(struct assess_work *work)
{
    int64_t rate = hourly_rate(work);

    assess_line_reject(work, "F1", ASSESS_NO_ATTENDANCE);
    if (!work->facts->prep_minutes)
        return;
    if (work->policy->fee.prep_requires_attendance || rate < 0) {
        assess_line_reject(work, "F2", ASSESS_PREP_WITHOUT_ATTENDANCE)->minutes =
            work->facts->prep_minutes;
        return;
    }
    count_preparation(work);
    if (work->channel == POLICY_TIMESWAP) {
        work->out->timeswap_minutes = work->paid_prep;
        return;
    }
    assess_line_fee(work, "F2", "fee.preparation", assess_fee_for_minutes(rate, work->paid_prep));
    compare_with_wage(work);
}

void assess_fee_lines(struct assess_work *work)
{
    const struct policy *policy = work->policy;
    int type = policy_type_find(work->facts->session.type);

    choose_channel(work);
    if (policy->fee.basis == POLICY_NO_FEE)
        return;
    if (policy->fee.basis == POLICY_ANNUAL)
        pay_instalment(work);
    else if (type >= 0 && policy->types_unpaid & UINT32_C(1) << type)
        assess_line_reject(work, "F1", ASSESS_LISTENING_ONLY);
    else if (!work->minutes)
        pay_the_absent(work);
    else
        pay_for_time(work);
}
