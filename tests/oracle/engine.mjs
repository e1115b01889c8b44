// SPDX-License-Identifier: Apache-2.0
// What a visit is worth, worked out a second time, from rules.md alone: a ruler to hold the product's
// engine against (compare.mjs). It was written without looking at shared/*.c and shares nothing with
// it; numbers like 1.7 and D09 are parts and rules of rules.md. Money is exact: whole pence in BigInt
// wherever anything is multiplied or divided.

// 1.4
const REASONS = {
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

const MINUTE_MS = 60000;

// -- arithmetic: rules.md part 2 --------------------------------------------------------------

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

// -- days: London's date of an instant (A4), financial years (A7), ages (D13, A14) --------------

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
    if (facts.age_band !== undefined)
        return facts.age_band;
    if (!has_reached(18, facts.date_of_birth, date))
        return 'under_18';
    return has_reached(21, facts.date_of_birth, date) ? '21_up' : '18_to_20';
}

// The last row at or before the date; rows are [date, value] in order.
function in_force(rows, date) {
    return rows.findLast(([from]) => from <= date)?.[1];
}

// -- step 9: presence -----------------------------------------------------------------------------

// Union of intervals, clipped to the agreed window; "each merged interval counts its whole minutes".
function minutes_present(facts) {
    const start = Date.parse(facts.session.start_utc);
    const end = Date.parse(facts.session.end_utc);
    const clipped = (facts.presence_utc ?? [])
        .map(([came, left]) => [Math.max(Date.parse(came), start), Math.min(Date.parse(left), end)])
        .filter(([came, left]) => came < left)
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

// -- steps 1 to 8: what refuses the whole claim -------------------------------------------------------

function no_rate(policy, date) {
    return date < policy.valid_from || date > policy.valid_to;
}

function is_paid_type(policy, type) {
    return policy.session_types_paid.includes(type);
}

function is_fee_zero_type(policy, type) {
    return policy.session_types_fee_zero_expenses_ok.includes(type);
}

function type_excluded(policy, type) {
    const every_type = policy.fee.basis === 'annual' && policy.session_types_paid.length === 0 &&
                       policy.session_types_fee_zero_expenses_ok.length === 0;

    return !every_type && !is_paid_type(policy, type) && !is_fee_zero_type(policy, type);
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

// -- steps 10 to 12: the fee ------------------------------------------------------------------------------

function choose_channel(policy, facts, band, flag) {
    const wanted = facts.fee_channel_wanted === 'charity' ? 'bank' : facts.fee_channel_wanted;
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
    if (wanted === 'timeswap' && !policy.fee.timeswap)
        return 'bank';
    return wanted;
}

function instalment({annual_pence, instalments}, number) {
    const paid_by = (k) => half_up(BigInt(annual_pence) * BigInt(k), instalments);

    return paid_by(number) - paid_by(number - 1); // S02
}

// The rate of an hour, or the flat sum, that this person's fee is made of.
function rate_of(policy, facts, channel) {
    const {fee} = policy;

    if (fee.basis === 'hourly')
        return {hourly: channel === 'voucher' ? fee.voucher_pence_per_hour
                                              : fee.bank_pence_per_hour};
    if (fee.basis === 'flat_by_role') {
        if (facts.joint_event && fee.joint_event_flat_pence !== undefined)
            return {flat: fee.joint_event_flat_pence, kind: 'fee.session'}; // C29
        return {flat: fee.role_flat_pence[facts.role], kind: 'fee.session'};
    }
    if (fee.role_flat_pence?.[facts.role] !== undefined)
        return {flat: fee.role_flat_pence[facts.role], kind: 'fee.flat'};
    return {hourly: fee.role_pence_per_hour[facts.role]};
}

const has_role = (policy, role) =>
    !['flat_by_role', 'hourly_by_role'].includes(policy.fee.basis) ||
    policy.fee.role_flat_pence?.[role] !== undefined ||
    policy.fee.role_pence_per_hour?.[role] !== undefined;

function price_time(policy, facts, channel, minutes, claim) {
    const is_flat = policy.fee.basis === 'flat_by_role';
    const prep_cap = facts.carer != null && !policy.carer.prep_paid ? 0
                                                                    : policy.fee.prep_cap_minutes;
    const claimed = facts.prep_minutes ?? 0;
    const prep = is_flat ? 0 : Math.min(claimed, prep_cap);
    const rate = rate_of(policy, facts, channel);

    if (!is_flat && claimed > prep_cap) // D09, A3
        claim.refuse('F2', 'PREP_OVER_CAP', {minutes: claimed - prep_cap});
    if (channel === 'timeswap') { // D12
        claim.credit = minutes + prep;
        return;
    }
    if (rate.hourly === undefined) {
        claim.fee('F1', rate.kind, rate.flat);
    } else {
        claim.fee('F1', 'fee.attendance', pro_rata(rate.hourly, minutes));
        if (prep > 0)
            claim.fee('F2', 'fee.preparation', pro_rata(rate.hourly, prep));
    }
    check_wage(policy, claim, minutes + prep); // 1.7: over attendance and paid preparation
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
    if (is_fee_zero_type(policy, facts.session.type) && !is_paid_type(policy, facts.session.type)) {
        claim.refuse('F1', 'LISTENING_ONLY'); // S20
        return;
    }
    if (minutes > 0) {
        price_time(policy, facts, channel, minutes, claim);
        return;
    }
    claim.refuse('F1', 'NO_ATTENDANCE');
    if (facts.prep_minutes > 0)
        claim.refuse('F2', 'PREP_WITHOUT_ATTENDANCE', {minutes: facts.prep_minutes}); // A2
}

// -- step 13: expenses -------------------------------------------------------------------------------------

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
    const agreed = milli(line.agreed_return_miles);
    const paid = Math.min(claimed, agreed);

    if (claimed > agreed)
        claim.refuse(line.ref, 'ROUTE_NOT_HOME_VENUE', {miles: miles(claimed - agreed)}); // D17
    claim.expense(line, price_miles(policy, line, paid, claim.date));
}

function cap_of(expenses, line) {
    const {caps_pence} = expenses;
    const a_night = caps_pence[`${line.category}_per_night`];

    if (a_night !== undefined)
        return a_night * (line.nights ?? 1); // S15
    return caps_pence[`${line.category}_per_day`];
}

function assess_receipt(policy, line, claim) {
    const {expenses} = policy;
    const receipt = line.receipt_pence ?? null;
    let pence = line.claimed_pence;

    if (receipt === null && expenses.receipt_required) {
        if (line.paid_as_allowance && expenses.in_lieu_becomes_fee)
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

    if (cap !== undefined && pence > cap) {
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

// -- steps 15 and 16 -----------------------------------------------------------------------------------

function elect(election, offered, flag) {
    if (election.type === 'declined') {
        flag('FEE_DECLINED');
        return 0;
    }
    if (election.type === 'reduced' && election.max_pence < offered) {
        flag('FEE_REDUCED_BY_REQUEST');
        return election.max_pence;
    }
    return offered;
}

function test_cash(policy, facts, expenses_pence, flag) {
    const cash = facts.cash ?? {};

    if (policy.expense_channel !== 'cash_on_day' || expenses_pence === 0)
        return;
    if (!cash.entitlement_evidence_seen)
        flag('CASH_REFUSED_NO_ENTITLEMENT_EVIDENCE'); // S22
    else if (!cash.payer_is_nominated)
        flag('CASH_REFUSED_NOT_NOMINATED'); // S23
    else if ((cash.budget_remaining_pence ?? 0) < expenses_pence)
        flag('CASH_REFUSED_BUDGET');
    else
        flag('CASH_PAID_ON_DAY');
}

// -- the whole of it -------------------------------------------------------------------------------------

function begin(facts, wages) {
    const date = london_date(Date.parse(facts.session.start_utc));
    const claim = {
        date, wages, band: age_band(facts, date), receipts: new Set(facts.receipts_already_claimed),
        fees: [], moved: [], expenses: [], refused: [], flags: [], credit: 0,
    };

    claim.flag = (name) => claim.flags.includes(name) || claim.flags.push(name);
    claim.refuse = (ref, code, part = {}) =>
        claim.refused.push({ref, code, reason: REASONS[code], ...part});
    claim.fee = (ref, kind, pence) => claim.fees.push({ref, kind, pence});
    claim.expense = ({ref, category}, pence) =>
        claim.expenses.push({ref, kind: `expense.${category}`, pence});
    claim.in_lieu = (ref, kind, pence) => { // step 14
        claim.moved.push({ref, kind, pence});
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
        rejected: claim.refused, flags: claim.flags,
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

export function assess(policy, wages, facts) {
    const claim = begin(facts, wages);
    const {basis} = policy.fee;
    const is_annual = basis === 'annual';

    if (facts.typed_local_time_ambiguous) {
        refuse_all(claim, facts, 'AMBIGUOUS_LOCAL_TIME');
        return finish(claim, 0, null);
    }
    if (no_rate(policy, claim.date) || !has_role(policy, facts.role)) {
        refuse_all(claim, facts, 'NO_RATE_IN_FORCE');
        return finish(claim, 0, null);
    }
    if (is_annual) // 1.7: right after the rate check, whatever the attendance
        claim.fee('F1', 'fee.annual', instalment(policy.fee, facts.instalment_number));

    const refusal = refusal_of_person(policy, facts, claim.date);

    if (refusal !== null) {
        refuse_all(claim, facts, refusal, !is_annual);
        if (!is_annual)
            return finish(claim, 0, null);
    }
    const minutes = facts.cancelled_by_organisation ? 0 : minutes_present(facts); // A5
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

    test_cash(policy, facts, claim.expenses.reduce((sum, line) => sum + line.pence, 0), claim.flag);
    return finish(claim, accepted, channel);
}
