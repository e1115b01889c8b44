// SPDX-License-Identifier: Apache-2.0
// What a visit is worth, worked out a second time: a ruler to hold the product's engine against
// (compare.mjs). It was written from rules.md alone, before shared/*.c was read, and shares nothing
// with it. Numbers like 1.7 and D09 are parts and rules of rules.md. Money is exact: whole pence,
// in BigInt wherever anything is multiplied or divided.
//
// Where rules.md leaves a choice, this is what both engines read there:
// - a line of nothing is no line, nor is it a payment in lieu; flags stand in the order of 1.4;
// - a role without a rate is NO_RATE_IN_FORCE for F1 only: costs do not hang on the fee (C18);
// - steps 10 and 15 are taken wherever steps 1 to 8 let the claim pass, so that what they flag does
//   not hang on a fee being due; a declined fee has the channel "none" (1.3), so no time credit;
// - a cancelled meeting has no attendance, whoever was there (fact_fields);
// - a voucher or time credit that the policy does not offer is paid as bank;
// - without an agreed distance no mile is on the way (D17); what is missing is no, none or nought.

// 1.4
export const REASONS = {
    NO_ATTENDANCE: 'no attendance recorded, so no attendance fee and no expenses of attending',
    PREP_WITHOUT_ATTENDANCE:
        'preparation is paid only with attendance; held for the responsible officer',
    PREP_OVER_CAP: 'preparation minutes above the policy cap',
    NO_RATE_IN_FORCE: 'the policy version has no rates for the session date',
    CLAIM_OUTSIDE_FINANCIAL_YEAR: 'claim made after the financial year of the work ended',
    SESSION_TYPE_EXCLUDED: 'policy does not pay for this type of session',
    LISTENING_ONLY:
        'no fee for attending only to listen, or a public meeting attended out of choice',
    NO_PRIOR_AGREEMENT: 'engagement was not agreed before it started',
    NOT_OPTED_IN: 'person was opted out when the session started',
    PAID_CAPACITY: 'person attended in a paid capacity',
    CARER_ALREADY_SUPPORTED: 'person already has carer support in place',
    CARER_LIMIT: 'more than one carer and the extra carer was not agreed in advance',
    NO_RECEIPT: 'no receipt or ticket',
    OVER_RECEIPT: 'amount above the receipt; only the exact amount is reimbursed',
    OVER_CAP: 'amount above the policy maximum',
    ROUTE_NOT_HOME_VENUE: 'miles beyond home to venue and back',
    TAXI_NOT_AGREED: 'taxi not agreed in advance',
    NOT_LEAST_EXPENSIVE: 'a cheaper suitable option was available and no reason was agreed',
    CATEGORY_EXCLUDED: 'policy says this cost cannot be claimed',
    CATEGORY_NOT_LISTED: 'policy does not list this cost; referred to the budget holder',
    NOT_AGREED_IN_ADVANCE: 'this expense item was not agreed in advance',
    ALREADY_PREPAID: 'organisation booked and paid this journey',
    DUPLICATE_RECEIPT: 'the same receipt is already on a claim',
    AMBIGUOUS_LOCAL_TIME:
        'typed local time happens twice on the day the clocks go back; needs UTC or confirmation',
};

// 1.4, whose order is that of an answer.
export const FLAGS = [
    'CHANNEL_FORCED_UNDER_18', 'REGULAR_PAYMENT_MUST_BE_BACS', 'BELOW_MIN_WAGE_REFERENCE',
    'MIN_WAGE_TOP_UP', 'FEE_DECLINED', 'FEE_REDUCED_BY_REQUEST', 'PAYMENT_IN_LIEU',
    'CROSSES_FINANCIAL_YEAR', 'SESSION_CANCELLED_BY_ORGANISATION', 'CASH_PAID_ON_DAY',
    'CASH_REFUSED_NO_ENTITLEMENT_EVIDENCE', 'CASH_REFUSED_NOT_NOMINATED', 'CASH_REFUSED_BUDGET',
];

const MINUTE_MS = 60000;

// Arithmetic: rules.md part 2.

const half_up = (over, under) => Number((2n * BigInt(over) + BigInt(under)) / (2n * BigInt(under)));
const down = (over, under) => Number(BigInt(over) / BigInt(under));
const up = (over, under) => Number((BigInt(over) + BigInt(under) - 1n) / BigInt(under));

const pro_rata = (pence_per_hour, minutes) =>
    half_up(BigInt(pence_per_hour) * BigInt(minutes), 60);

// "12.34" is 12340 thousandths of a mile; decimal text, never a float
function milli(text) {
    const [whole, part = ''] = text.split('.');

    return Number(whole) * 1000 + Number(part.padEnd(3, '0'));
}

function miles(thousandths) {
    const part = String(thousandths % 1000).padStart(3, '0').replace(/0+$/, '');

    return `${Math.floor(thousandths / 1000)}${part === '' ? '' : `.${part}`}`;
}

// Days: London's date of an instant (A4), financial years (A7), ages (D13, A14).

// 01:00 UTC on the last Sunday of a month (counted from 0) of 31 days: when the clocks change
function clocks_change(year, month) {
    const last = new Date(Date.UTC(year, month, 31, 1));

    return last.getTime() - last.getUTCDay() * 24 * 60 * MINUTE_MS;
}

function london_date(ms) {
    const year = new Date(ms).getUTCFullYear();
    const summer = ms >= clocks_change(year, 2) && ms < clocks_change(year, 9);

    return new Date(ms + (summer ? 60 * MINUTE_MS : 0)).toISOString().slice(0, 10);
}

// The year a financial year is named by: that of its first day. Dates compare as text.
function financial_year(date, first_day) {
    return Number(date.slice(0, 4)) - (date.slice(5) < first_day ? 1 : 0);
}

// 29 February + 18 years is "2026-02-29", which comes after the 28th and before 1 March: A14.
function has_reached(age, born, date) {
    return `${Number(born.slice(0, 4)) + age}${born.slice(4)}` <= date;
}

function age_band(facts, date) {
    if (facts.date_of_birth === undefined)
        return facts.age_band ?? '21_up';
    if (!has_reached(18, facts.date_of_birth, date))
        return 'under_18';
    return has_reached(21, facts.date_of_birth, date) ? '21_up' : '18_to_20';
}

// The last row at or before the date; rows are [date, value] in order.
function in_force(rows, date) {
    return rows.findLast(([from]) => from <= date)?.[1];
}

// Step 9: presence.

// Union of intervals, clipped to the agreed window; each merged interval counts its whole minutes.
// Whoever comes, or comes back, within late_grace_minutes of the start was there from the start.
function minutes_present(policy, facts) {
    const start = Date.parse(facts.session.start_utc);
    const end = Date.parse(facts.session.end_utc);
    const in_time = start + (policy.late_grace_minutes ?? 0) * MINUTE_MS;
    const clipped = (facts.presence_utc ?? [])
        .map(([came, left]) => [Math.max(Date.parse(came), start), Math.min(Date.parse(left), end)])
        .filter(([came, left]) => came < left)
        .map(([came, left]) => [came <= in_time ? start : came, left])
        .sort((a, b) => a[0] - b[0]);
    const merged = [];

    for (const [came, left] of clipped) {
        const last = merged.at(-1);

        if (last !== undefined && came <= last[1])
            last[1] = Math.max(last[1], left);
        else
            merged.push([came, left]);
    }
    return merged.reduce((sum, [came, left]) => sum + Math.floor((left - came) / MINUTE_MS), 0);
}

// Steps 1 to 8: what refuses the whole claim.

function is_fee_zero_type(policy, type) {
    return policy.session_types_fee_zero_expenses_ok.includes(type);
}

function type_excluded(policy, type) {
    const every_type = policy.fee.basis === 'annual' && policy.session_types_paid.length === 0 &&
                       policy.session_types_fee_zero_expenses_ok.length === 0;

    return !every_type && !policy.session_types_paid.includes(type) &&
           !is_fee_zero_type(policy, type);
}

const is_before = (instant, start) => instant != null && Date.parse(instant) < Date.parse(start);

function carer_refusal(policy, facts) {
    const {carer} = facts;

    if (carer == null)
        return null;
    if (policy.carer.blocked_if_existing_support && carer.existing_support)
        return 'CARER_ALREADY_SUPPORTED'; // D18
    if (carer.number > policy.carer.max_per_person &&
        policy.carer.extra_needs_advance_agreement &&
        !is_before(carer.extra_agreed_at_utc, facts.session.start_utc))
        return 'CARER_LIMIT'; // D19
    return null;
}

// Steps 3 to 8, in their order.
function refusal_of_person(policy, facts, date) {
    const year_of = (day) => financial_year(day, policy.financial_year_start);

    if (facts.opted_in_at_start === false)
        return 'NOT_OPTED_IN';
    if (facts.paid_capacity)
        return 'PAID_CAPACITY';
    if (type_excluded(policy, facts.session.type))
        return 'SESSION_TYPE_EXCLUDED';
    if (policy.prior_agreement_required &&
        !is_before(facts.agreed_at_utc, facts.session.start_utc))
        return 'NO_PRIOR_AGREEMENT';
    if (policy.claim_window === 'same_financial_year_as_session' &&
        year_of(facts.claim_date) !== year_of(date))
        return 'CLAIM_OUTSIDE_FINANCIAL_YEAR'; // D28
    return carer_refusal(policy, facts);
}

// Steps 10 to 12: the fee.

// "`charity` is paid as bank"; so is what the policy does not offer, D12.
function offered_channel({fee}, wanted) {
    const has_vouchers = fee.basis !== 'hourly' || fee.voucher_pence_per_hour !== undefined;

    if (wanted === 'charity' || (wanted === 'timeswap' && !fee.timeswap) ||
        (wanted === 'voucher' && !has_vouchers))
        return 'bank';
    return wanted;
}

function choose_channel(policy, facts, band, flag) {
    const wanted = offered_channel(policy, facts.fee_channel_wanted ?? 'bank');
    const forced = policy.under_18_fee_channel;

    if (band === 'under_18' && forced != null) { // D13, and K5: the age rule first
        if (wanted !== forced)
            flag('CHANNEL_FORCED_UNDER_18');
        return forced;
    }
    if (policy.vouchers_one_off_only && facts.one_off === false &&
        (wanted === 'voucher' || wanted === 'cash')) {
        flag('REGULAR_PAYMENT_MUST_BE_BACS'); // C23
        return 'bank';
    }
    return wanted;
}

// S02. Without a number none is due with this claim; the year has no more than so many.
function pay_instalment({annual_pence, instalments}, number, claim) {
    const paid_by = (k) => half_up(BigInt(annual_pence) * BigInt(k), instalments);

    if (number > instalments)
        claim.refuse('F1', 'NO_RATE_IN_FORCE');
    else if (number > 0)
        claim.fee('F1', 'fee.annual', paid_by(number) - paid_by(number - 1));
}

// The rate of an hour, or the flat sum, that this person's fee is made of; null if there is none.
function rate_of({fee}, facts, channel) {
    const flat = facts.joint_event ? fee.joint_event_flat_pence ?? fee.role_flat_pence?.[facts.role]
                                   : fee.role_flat_pence?.[facts.role]; // C29

    if (flat !== undefined)
        return {flat, kind: fee.basis === 'flat_by_role' ? 'fee.session' : 'fee.flat'};
    const hourly = hourly_rate(fee, facts.role, channel);

    return hourly === undefined ? null : {hourly};
}

function hourly_rate(fee, role, channel) {
    if (fee.basis !== 'hourly')
        return fee.role_pence_per_hour?.[role];
    return channel === 'voucher' ? fee.voucher_pence_per_hour : fee.bank_pence_per_hour;
}

// D09, A1, A3: what of the preparation is paid. Under flat_by_role nothing of it is refused.
function pay_preparation(policy, facts, claim) {
    const cap = facts.carer != null && !policy.carer.prep_paid ? 0 : policy.fee.prep_cap_minutes;
    const claimed = facts.prep_minutes ?? 0;

    if (claimed > cap && policy.fee.basis !== 'flat_by_role')
        claim.refuse('F2', 'PREP_OVER_CAP', {minutes: claimed - cap});
    return Math.min(claimed, cap);
}

function price_time(policy, facts, channel, minutes, claim) {
    const rate = rate_of(policy, facts, channel);

    if (rate === null && channel !== 'timeswap') {
        claim.refuse('F1', 'NO_RATE_IN_FORCE');
        return;
    }
    const prep = pay_preparation(policy, facts, claim);

    if (channel === 'timeswap') { // D12
        claim.credit = minutes + prep;
        return;
    }
    if (rate.hourly === undefined) {
        claim.fee('F1', rate.kind, rate.flat);
    } else {
        claim.fee('F1', 'fee.attendance', pro_rata(rate.hourly, minutes));
        claim.fee('F2', 'fee.preparation', pro_rata(rate.hourly, prep));
    }
    check_wage(policy, claim, minutes + prep); // 1.7: over attendance and paid preparation
}

// A2: preparation alone, where the policy pays that and there is a rate for it.
function price_preparation_alone(policy, facts, channel, claim) {
    const rate = hourly_rate(policy.fee, facts.role, channel);

    if ((policy.fee.prep_requires_attendance ?? true) || rate === undefined) {
        claim.refuse('F2', 'PREP_WITHOUT_ATTENDANCE', {minutes: facts.prep_minutes});
        return;
    }
    const prep = pay_preparation(policy, facts, claim);

    if (channel === 'timeswap') {
        claim.credit = prep;
        return;
    }
    claim.fee('F2', 'fee.preparation', pro_rata(rate, prep));
    check_wage(policy, claim, prep);
}

// Step 12, K1, C21.
function check_wage(policy, claim, minutes) {
    const row = {under_18: 'u18', '18_to_20': '18', '21_up': '21'}[claim.band];
    const wage = in_force(claim.wages[row], claim.date);
    const offered = claim.fees.reduce((sum, line) => sum + line.pence, 0);

    if (policy.min_wage_action === 'off' || wage === undefined)
        return;
    const floor = up(BigInt(wage) * BigInt(minutes), 60);

    if (offered >= floor)
        return;
    if (policy.min_wage_action === 'flag') {
        claim.flag('BELOW_MIN_WAGE_REFERENCE');
        return;
    }
    claim.fee('F3', 'fee.min_wage_top_up', floor - offered);
    claim.flag('MIN_WAGE_TOP_UP');
}

// Steps 9 to 12 for every basis but annual and none.
function price_attendance(policy, facts, channel, minutes, claim) {
    if (is_fee_zero_type(policy, facts.session.type)) {
        claim.refuse('F1', 'LISTENING_ONLY'); // S20
        return;
    }
    if (minutes > 0) {
        price_time(policy, facts, channel, minutes, claim);
        return;
    }
    claim.refuse('F1', 'NO_ATTENDANCE');
    if (facts.prep_minutes > 0)
        price_preparation_alone(policy, facts, channel, claim);
}

// Steps 13 and 14: expenses.

function mileage_rates(expenses, category, date) {
    if (expenses.mileage_source === 'policy')
        return [expenses.mileage_tenth_pence_per_mile?.[category]];
    return in_force(expenses.hmrc_table_tenth_pence.map((row) => [row.from, row[category]]), date);
}

// O01 to O03: the miles below the threshold at one rate, those above at the other, rounded once.
function price_miles(policy, line, paid, date) {
    const {expenses} = policy;
    const [rate, rate_above = rate] = mileage_rates(expenses, line.category, date);
    const left = expenses.mileage_source === 'policy'
        ? paid
        : Math.max(0, expenses.hmrc_threshold_miles * 1000 -
                      milli(line.miles_already_this_tax_year ?? '0'));
    const below = Math.min(paid, left);
    const exact = BigInt(below) * BigInt(rate) + BigInt(paid - below) * BigInt(rate_above);

    // tenths of a penny a mile times thousandths of a mile
    return (expenses.mileage_rounding === 'floor' ? down : half_up)(exact, 10000);
}

function assess_miles(policy, line, claim) {
    const claimed = milli(line.miles_claimed);
    // S16, D17: where no distance was agreed, no mile is known to be on the way
    const agreed = policy.expenses.route === 'any' ? claimed
                                                   : milli(line.agreed_return_miles ?? '0');
    const paid = Math.min(claimed, agreed);

    if (claimed > agreed)
        claim.refuse(line.ref, 'ROUTE_NOT_HOME_VENUE', {miles: miles(claimed - agreed)}); // D17
    claim.expense(line, price_miles(policy, line, paid, claim.date));
}

// S15: the lower one, where the policy has both.
function cap_of({caps_pence: caps}, {category, nights}) {
    return Math.min((caps[`${category}_per_night`] ?? Infinity) * (nights ?? 1),
                    caps[`${category}_per_day`] ?? Infinity);
}

function assess_receipt(policy, line, claim) {
    const {expenses} = policy;
    const receipt = line.receipt_pence ?? null;
    let pence = line.claimed_pence;

    const in_lieu = line.paid_as_allowance && expenses.in_lieu_becomes_fee;

    if (receipt === null && (expenses.receipt_required || in_lieu)) {
        if (in_lieu)
            claim.in_lieu(line.ref, 'fee.in_lieu_of_expense', pence); // C25
        else
            claim.refuse(line.ref, 'NO_RECEIPT');
        return;
    }
    if (line.receipt_id != null) {
        if (claim.receipts.has(line.receipt_id)) {
            claim.refuse(line.ref, 'DUPLICATE_RECEIPT');
            return;
        }
        claim.receipts.add(line.receipt_id);
    }
    if (receipt !== null && pence > receipt) {
        if (line.pay_excess_as_fee && expenses.in_lieu_becomes_fee)
            claim.in_lieu(line.ref, 'fee.excess_over_receipt', pence - receipt);
        else
            claim.refuse(line.ref, 'OVER_RECEIPT', {pence: pence - receipt});
        pence = receipt;
    }
    const cap = cap_of(expenses, line);

    if (pence > cap) {
        claim.refuse(line.ref, 'OVER_CAP', {pence: pence - cap});
        pence = cap;
    }
    claim.expense(line, pence);
}

const is_mileage = (category) =>
    category.startsWith('mileage_') || category === 'passenger_supplement';

// What refuses a whole line, in the order of 1.7.
function refusal_of_line(policy, facts, line, minutes) {
    const {expenses} = policy;
    const agreed = line.item_agreed_in_advance === true;

    if (minutes === 0 && !facts.cancelled_by_organisation)
        return 'NO_ATTENDANCE';
    if (expenses.excluded.includes(line.category))
        return 'CATEGORY_EXCLUDED';
    if (!expenses.categories.includes(line.category))
        return 'CATEGORY_NOT_LISTED';
    if (line.prepaid_by_organisation)
        return 'ALREADY_PREPAID';
    if (expenses.item_prior_agreement && !agreed)
        return 'NOT_AGREED_IN_ADVANCE';
    if (line.category === 'taxi' && expenses.taxi_needs_prior_agreement && !agreed)
        return 'TAXI_NOT_AGREED';
    if (expenses.least_expensive_required && !agreed && line.cheaper_option_pence != null &&
        line.cheaper_option_pence < line.claimed_pence)
        return 'NOT_LEAST_EXPENSIVE';
    return null;
}

function assess_expenses(policy, facts, minutes, claim) {
    for (const line of facts.expenses ?? []) {
        const code = refusal_of_line(policy, facts, line, minutes);

        if (code !== null)
            claim.refuse(line.ref, code);
        else if (is_mileage(line.category))
            assess_miles(policy, line, claim);
        else
            assess_receipt(policy, line, claim);
    }
}

// Steps 15 and 16.

function elect(election, offered, flag) {
    if (election.type === 'declined') {
        flag('FEE_DECLINED');
        return 0;
    }
    if (election.type !== 'reduced')
        return offered;
    // N02: of a maximum for a period, what was taken in it before is gone
    const left = Math.max(0, election.max_pence - (election.taken_pence ?? 0));

    if (left < offered)
        flag('FEE_REDUCED_BY_REQUEST');
    return Math.min(left, offered);
}

function test_cash(policy, facts, expenses_pence, flag) {
    const cash = facts.cash ?? {};
    const needs = (what) => policy.cash_needs?.includes(what) ?? true;

    if (policy.expense_channel !== 'cash_on_day' || expenses_pence === 0)
        return;
    if (needs('entitlement_evidence') && !cash.entitlement_evidence_seen)
        flag('CASH_REFUSED_NO_ENTITLEMENT_EVIDENCE'); // S22
    else if (needs('nominated_individual') && !cash.payer_is_nominated)
        flag('CASH_REFUSED_NOT_NOMINATED'); // S23
    else if (needs('budget') && (cash.budget_remaining_pence ?? 0) < expenses_pence)
        flag('CASH_REFUSED_BUDGET');
    else
        flag('CASH_PAID_ON_DAY');
}

// The whole of it.

// A line of nothing is no line.
function begin(facts, wages) {
    const date = london_date(Date.parse(facts.session.start_utc));
    const claim = {
        date, wages, band: age_band(facts, date), receipts: new Set(facts.receipts_already_claimed),
        fees: [], moved: [], expenses: [], refused: [], flags: new Set(), credit: 0,
    };

    const put = (list, ref, kind, pence) => pence > 0 && list.push({ref, kind, pence});

    claim.flag = (name) => claim.flags.add(name);
    claim.refuse = (ref, code, part = {}) =>
        claim.refused.push({ref, code, reason: REASONS[code], ...part});
    claim.fee = (ref, kind, pence) => put(claim.fees, ref, kind, pence);
    claim.expense = ({ref, category}, pence) =>
        put(claim.expenses, ref, `expense.${category}`, pence);
    claim.in_lieu = (ref, kind, pence) => { // step 14
        if (put(claim.moved, ref, kind, pence))
            claim.flag('PAYMENT_IN_LIEU');
    };
    return claim;
}

function finish(claim, accepted, channel) {
    const sum = (lines) => lines.reduce((total, line) => total + line.pence, 0);
    const offered = sum(claim.fees) + sum(claim.moved);
    const expenses_pence = sum(claim.expenses);

    return {
        fee_pence: accepted, expenses_pence, total_pence: accepted + expenses_pence,
        fee_channel: accepted > 0 || claim.credit > 0 ? channel : null,
        fee_offered_pence: offered, fee_waived_pence: offered - accepted,
        timeswap_minutes: claim.credit, lines: [...claim.fees, ...claim.moved, ...claim.expenses],
        rejected: claim.refused, flags: FLAGS.filter((name) => claim.flags.has(name)),
    };
}

// 1.7: "A refusal at steps 1 to 8 names F1 and every X line (not F2)."
function refuse_all(claim, facts, code, names_fee = true) {
    if (names_fee)
        claim.refuse('F1', code);
    for (const line of facts.expenses ?? [])
        claim.refuse(line.ref, code);
}

function crosses_year(policy, facts, date) {
    const last = london_date(Date.parse(facts.session.end_utc) - 1);

    return financial_year(last, policy.financial_year_start) !==
           financial_year(date, policy.financial_year_start);
}

// `wages` is the table in force where the policy has none of its own.
export function assess(policy, wages, facts) {
    const claim = begin(facts, policy.minimum_wage_pence_per_hour ?? wages);
    const {basis} = policy.fee;
    const is_annual = basis === 'annual';

    if (facts.typed_local_time_ambiguous) {
        refuse_all(claim, facts, 'AMBIGUOUS_LOCAL_TIME');
        return finish(claim, 0, null);
    }
    if (claim.date < policy.valid_from || claim.date > policy.valid_to) { // D07, D25
        refuse_all(claim, facts, 'NO_RATE_IN_FORCE');
        return finish(claim, 0, null);
    }
    if (is_annual) // 1.7: right after the rate check, whatever the attendance
        pay_instalment(policy.fee, facts.instalment_number ?? 0, claim);

    const refusal = refusal_of_person(policy, facts, claim.date);

    if (refusal !== null) {
        refuse_all(claim, facts, refusal, !is_annual);
        if (!is_annual)
            return finish(claim, 0, null);
    }
    const minutes = facts.cancelled_by_organisation ? 0 : minutes_present(policy, facts); // A5
    const channel = choose_channel(policy, facts, claim.band, claim.flag);

    if (crosses_year(policy, facts, claim.date))
        claim.flag('CROSSES_FINANCIAL_YEAR');
    if (facts.cancelled_by_organisation)
        claim.flag('SESSION_CANCELLED_BY_ORGANISATION');
    if (!is_annual && basis !== 'none')
        price_attendance(policy, facts, channel, minutes, claim);
    if (refusal === null)
        assess_expenses(policy, facts, minutes, claim);

    const offered = [...claim.fees, ...claim.moved].reduce((sum, line) => sum + line.pence, 0);
    const accepted = elect(facts.fee_election ?? {type: 'full'}, offered, claim.flag);

    if (claim.flags.has('FEE_DECLINED'))
        claim.credit = 0; // 1.3: the channel of a declined fee is none

    test_cash(policy, facts, claim.expenses.reduce((sum, line) => sum + line.pence, 0), claim.flag);
    return finish(claim, accepted, channel);
}
