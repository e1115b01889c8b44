// SPDX-License-Identifier: Apache-2.0
// Facts that stand on the edges of rules.md: one minute, one penny, one day either side.

import {maybe, some} from './draw.mjs';
import {CATEGORIES, MILEAGE, ROLES, TYPES} from './draw_policy.mjs';
import {assess} from './engine.mjs';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// whole seconds without a fraction, as most write them
const utc = (ms) => new Date(ms).toISOString().replace('.000Z', 'Z');
const day_after = (date, days) =>
    new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
const LONDON = new Intl.DateTimeFormat('sv-SE', {timeZone: 'Europe/London'}); // "2026-03-31"
const london_day = (ms) => LONDON.format(ms);

// Days on which something changes: rates, clocks, years, ages.
function edge_day(draw, policy) {
    const day = draw.one([
        policy.valid_from, policy.valid_from, policy.valid_to, policy.valid_to, '2025-10-26',
        '2026-03-29', '2026-10-25', '2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01',
        '2026-04-05', '2026-04-06', '2025-12-31', '2024-02-29',
    ]);

    return day_after(day, draw.one([0, 0, 0, 1, -1]));
}

function draw_session(draw, policy) {
    const inside = day_after(policy.valid_from, draw.between(0, 364));
    const date = draw.often(35) ? edge_day(draw, policy) : inside;
    const at = draw.one([10 * HOUR, 10 * HOUR, 0, HOUR, 22 * HOUR, 23 * HOUR,
                         23 * HOUR + 59 * MINUTE, draw.between(0, 1439) * MINUTE]);
    const start = Date.parse(date) + at;
    const length = draw.one([1, 59, 60, 61, 105, 120, draw.between(1, 600)]);

    return {start, end: start + length * MINUTE};
}

// Comings and goings that overlap, nest, touch, straddle the window's ends, and end within minutes.
function draw_presence(draw, {start, end}) {
    const length = end - start;
    const unit = draw.one([MINUTE, MINUTE, MINUTE, SECOND, 1]);
    const some_time = () => start + unit * draw.between(-5, length / unit + 5);
    const pairs = [];

    if (draw.often(8))
        return [];
    if (draw.often(40))
        return [[start, end]];
    for (let i = draw.between(1, 5); i > 0; i--) {
        const came = draw.one([start, start - unit, start + unit, pairs.at(-1)?.[1] ?? start,
                               (pairs.at(-1)?.[1] ?? start) + unit, start + 10 * MINUTE,
                               start + 10 * MINUTE + unit, some_time()]);
        const left = draw.one([end, end - unit, end + unit, came + unit, came + 59 * SECOND,
                               came + MINUTE, some_time()]);

        if (came <= left)
            pairs.push([came, left]);
    }
    return pairs;
}

const AGE_BANDS = ['under_18', '18_to_20', '21_up'];

// Born so that the meeting is on, before or after a birthday that matters; or on a leap day.
function draw_age(draw, date) {
    if (draw.often(3))
        return {}; // nobody asked: an adult
    if (draw.often(15))
        return {age_band: draw.one(AGE_BANDS)};
    if (draw.often(40))
        return {date_of_birth: '1980-01-01'};
    if (draw.often(15))
        return {date_of_birth: draw.one(['2008-02-29', '2004-02-29', '2005-03-01', '2008-03-01'])};
    const birthday = day_after(date, draw.one([-1, 0, 1, draw.between(-400, 400)]));
    const year = Number(birthday.slice(0, 4)) - draw.one([18, 21]);

    // a 29 February of a year that has none is the day before it
    return {date_of_birth: birthday.endsWith('02-29') && year % 4 !== 0
        ? `${year}-02-28` : `${year}${birthday.slice(4)}`};
}

function draw_claim_date(draw, policy, date) {
    const year = Number(date.slice(0, 4)) + draw.one([0, 0, 1]);

    if (draw.often(65))
        return date;
    return draw.one([day_after(date, 1), day_after(date, draw.between(0, 60)),
                     `${year}-${policy.financial_year_start}`,
                     day_after(`${year}-${policy.financial_year_start}`, -1), day_after(date, -1)]);
}

// never, long before, or within a second of the start
function draw_agreement(draw, start, percent_good) {
    if (draw.often(percent_good))
        return utc(start - 14 * DAY);
    return draw.one([null, utc(start), utc(start - SECOND), utc(start + SECOND)]);
}

const decimal = (thousandths, places) => (thousandths / 1000).toFixed(places);

function draw_miles(draw, policy) {
    const places = draw.below(4);
    const step = 10 ** (3 - places);
    const claimed = draw.one([0, 1, draw.between(1, 40000), draw.between(1, 40000)]) *
                    step % 400000;
    const agreed = draw.one([claimed, claimed, claimed + step, Math.max(0, claimed - step),
                             draw.between(0, 400) * step]);
    const threshold = (policy.expenses.hmrc_threshold_miles ?? 10000) * 1000;
    const before = draw.one([0, threshold, threshold - step, threshold + step,
                             Math.max(0, threshold - claimed),
                             Math.max(0, threshold - agreed)]);

    return {miles_claimed: decimal(claimed, places), agreed_return_miles: decimal(agreed, places),
            ...maybe(draw, 60, {miles_already_this_tax_year: decimal(before, places)})};
}

function draw_receipt(draw, policy, category) {
    const {caps_pence: caps} = policy.expenses;
    const nights = draw.one([1, 1, 2, 3]);
    const cap = draw.one([(caps[`${category}_per_night`] ?? 5) * nights,
                          caps[`${category}_per_day`] ?? 500]);
    const claimed = draw.one([draw.near(cap), draw.near(cap), draw.below(3), 480,
                              draw.between(1, 20000)]);
    const line = {claimed_pence: claimed};

    if (draw.often(90))
        line.receipt_pence = draw.one([claimed, claimed, draw.near(claimed), draw.near(claimed), 0,
                                       draw.between(0, 20000), null]);
    if (draw.often(50))
        line.receipt_id = `r-${draw.below(4)}`;
    if (nights > 1 || draw.often(10))
        line.nights = nights;
    if (draw.often(30))
        line.paid_as_allowance = draw.often(70);
    if (draw.often(30))
        line.pay_excess_as_fee = draw.often(70);
    return line;
}

function draw_expense(draw, policy, ref) {
    const {categories} = policy.expenses;
    const category = categories.length > 0 && draw.often(85)
        ? draw.one(categories)
        : draw.one([...CATEGORIES, 'laptop', 'mobile_phone', 'other_resources', 'hot_air_balloon']);
    const is_driven = MILEAGE.includes(category);
    const line = {ref, category,
                  ...(is_driven ? draw_miles(draw, policy) : draw_receipt(draw, policy, category))};

    if (draw.often(60))
        line.item_agreed_in_advance = draw.often(75);
    if (draw.often(8))
        line.prepaid_by_organisation = draw.often(80);
    if (is_driven && draw.often(4))
        delete line.agreed_return_miles;
    if (!is_driven && draw.often(20))
        line.cheaper_option_pence = draw.one([draw.near(line.claimed_pence), 0, null]);
    return line;
}

function draw_carer(draw, start) {
    return {number: draw.between(1, 4), ...maybe(draw, 70, {existing_support: draw.often(30)}),
            ...maybe(draw, 70, {extra_agreed_at_utc: draw_agreement(draw, start, 40)})};
}

// What is seldom said, and is said both ways.
function draw_seldom(draw, policy, start) {
    const facts = {};

    if (draw.often(10))
        facts.carer = draw_carer(draw, start);
    if (draw.often(6))
        facts.opted_in_at_start = draw.often(60);
    if (draw.often(6))
        facts.paid_capacity = draw.often(40);
    if (draw.often(8))
        facts.cancelled_by_organisation = draw.often(70);
    if (draw.often(4))
        facts.typed_local_time_ambiguous = draw.often(50);
    if (draw.often(30))
        facts.one_off = draw.often(50);
    if (draw.often(20))
        facts.joint_event = draw.often(70);
    if (draw.often(25))
        facts.receipts_already_claimed = some(draw, ['r-0', 'r-1', 'r-9'], 50);
    if (policy.fee.basis === 'annual' || draw.often(5))
        facts.instalment_number = draw.between(0, (policy.fee.instalments ?? 12) + 1);
    if (draw.often(3))
        facts.age_band = draw.one(AGE_BANDS); // beside a date of birth or alone
    return facts;
}

function draw_type(draw, policy) {
    const {session_types_paid: paid, session_types_fee_zero_expenses_ok: zero} = policy;
    const pool = draw.often(75) ? paid : zero;

    return pool.length > 0 && draw.often(93) ? draw.one(pool)
                                                : draw.one([...TYPES, 'webinar', 'tea_dance']);
}

function draw_role(draw, policy) {
    const known = Object.keys({...policy.fee.role_pence_per_hour, ...policy.fee.role_flat_pence});

    return known.length > 0 && draw.often(95) ? draw.one(known)
                                                 : draw.one([...ROLES, 'juggler']);
}

function draw_prep(draw, policy) {
    const cap = policy.fee.prep_cap_minutes ?? 60;

    return draw.one([0, 0, 0, draw.near(cap), draw.near(cap), cap + 60, draw.between(1, 300)]);
}

// What the elections and the cash box turn on is known only after a first look.
function aim(draw, policy, wages, facts) {
    const {fee_offered_pence, expenses_pence} = assess(policy, wages, facts);

    facts.fee_election = draw.one([
        {type: 'full'}, {type: 'full'}, {type: 'declined'},
        {type: 'reduced', max_pence: draw.near(fee_offered_pence)},
        {type: 'reduced', max_pence: draw.one([0, 1, draw.between(0, 5000)])},
        {type: 'reduced', max_pence: 5000, // in a period
         taken_pence: draw.one([draw.near(Math.max(0, 5000 - fee_offered_pence)), 5001])},
    ]);
    if (draw.often(policy.expense_channel === 'bank' ? 10 : 90))
        facts.cash = {...maybe(draw, 97, {entitlement_evidence_seen: draw.often(85)}),
                      ...maybe(draw, 97, {payer_is_nominated: draw.often(85)}),
                      ...maybe(draw, 97, {budget_remaining_pence:
                                          draw.one([draw.near(expenses_pence), 20000])})};
}

// What need not be said is now and then not said.
function forget(draw, facts) {
    for (const name of ['claimant_ref', 'agreed_at_utc', 'presence_utc', 'prep_minutes',
                        'fee_channel_wanted', 'fee_election', 'expenses'])
        if (draw.often(1))
            delete facts[name];
}

export function draw_facts(draw, policy, wages) {
    const session = draw_session(draw, policy);
    const date = london_day(session.start);
    const presence = draw_presence(draw, session);
    const prep = draw_prep(draw, policy);
    const facts = {
        claimant_ref: 'C-TEST', role: draw_role(draw, policy), ...draw_age(draw, date),
        session: {type: draw_type(draw, policy), start_utc: utc(session.start),
                  end_utc: utc(session.end), time_zone: 'Europe/London', session_date: date},
        agreed_at_utc: draw_agreement(draw, session.start, 88),
        presence_minutes_raw: 1, // which "the engine must not use"
        presence_utc: presence.map((pair) => pair.map(utc)),
        prep_minutes: prep,
        fee_channel_wanted: draw.one(['bank', 'bank', 'voucher', 'timeswap', 'cash', 'charity']),
        fee_election: {type: 'full'},
        claim_date: draw_claim_date(draw, policy, date),
        expenses: Array.from({length: draw.one([0, 1, 2, 3, 6])},
                             (_, i) => draw_expense(draw, policy, `X${i + 1}`)),
        ...draw_seldom(draw, policy, session.start),
    };

    aim(draw, policy, wages, facts);
    forget(draw, facts);
    return facts;
}
