// SPDX-License-Identifier: Apache-2.0
// Policies that no organisation has, each field of which an organisation could have.

import {maybe, some} from './draw.mjs';

export const ROLES = ['member', 'chair', 'trainer_day', 'selection_panel_half_day',
                      'peer_researcher'];
export const TYPES = ['agreed_coproduction', 'forum', 'committee', 'focus_group',
                      'selection_panel', 'listening_only', 'public_meeting', 'open_meeting',
                      'survey', 'care_plan'];
export const CATEGORIES = [
    'mileage_car', 'mileage_motorcycle', 'mileage_bicycle', 'passenger_supplement', 'bus', 'train',
    'taxi', 'parking', 'subsistence', 'childcare', 'dependent_adult_care', 'support_carer',
    'stamps', 'stationery', 'phone_internet', 'printing', 'accommodation', 'administration',
    'other',
];
export const MILEAGE = CATEGORIES.slice(0, 4);

const rate = (draw) => draw.one([0, 1, 29, 30, 999, 1000, 1085, 1221, 1250, 1271,
                                 draw.between(1, 9999)]);

const flat = (draw) => draw.between(0, 20000);

function amounts(draw, roles, amount) {
    return Object.fromEntries([roles[0], ...some(draw, roles.slice(1), 60)]
        .map((role) => [role, amount(draw)]));
}

function time(draw) {
    return {
        prep_cap_minutes: draw.one([0, 1, 30, 60, 90]),
        ...maybe(draw, 60, {prep_requires_attendance: draw.often(60)}),
        ...maybe(draw, 60, {timeswap: draw.often(80)}),
        ...maybe(draw, 40, {joint_event_flat_pence: draw.between(0, 9999)}),
    };
}

function fee(draw) {
    const [by_hour, by_day] = [ROLES.slice(0, 3), ROLES.slice(3)];

    switch (draw.one(['hourly', 'hourly', 'hourly_by_role', 'hourly_by_role', 'flat_by_role',
                      'flat_by_role', 'annual', 'none'])) {
    case 'hourly':
        return {basis: 'hourly', bank_pence_per_hour: rate(draw),
                ...maybe(draw, 80, {voucher_pence_per_hour: rate(draw)}), ...time(draw)};
    case 'hourly_by_role':
        return {basis: 'hourly_by_role', role_pence_per_hour: amounts(draw, by_hour, rate),
                ...maybe(draw, 70, {role_flat_pence: amounts(draw, by_day, flat)}),
                ...time(draw)};
    case 'flat_by_role':
        return {basis: 'flat_by_role', role_flat_pence: amounts(draw, ROLES, flat),
                ...maybe(draw, 50, {prep_included_in_flat: true}), ...time(draw)};
    case 'annual':
        return {basis: 'annual', annual_pence: draw.between(1, 500000),
                instalments: draw.one([1, 2, 3, 4, 7, 12]),
                instalment_rule: 'cumulative: pay(k) = round_half_up(annual*k/n)' +
                                 ' - round_half_up(annual*(k-1)/n)'};
    default:
        return {basis: 'none'};
    }
}

function mileage(draw, categories) {
    const driven = MILEAGE.filter((category) => categories.includes(category));

    if (draw.often(50))
        return {mileage_source: 'policy',
                mileage_tenth_pence_per_mile: Object.fromEntries(driven.map(
                    (category) => [category, draw.one([1, 50, 450, 455, 550,
                                                       draw.between(1, 999)])]))};
    const row = (from) => ({from, ...Object.fromEntries(MILEAGE.map(
        (category) => [category, [draw.between(1, 600), draw.between(1, 300)]]))});

    return {mileage_source: 'hmrc_table',
            hmrc_table_tenth_pence: [row('2011-04-06'), row('2026-04-06')],
            hmrc_threshold_miles: draw.one([1, 100, 10000])};
}

function caps(draw) {
    return Object.fromEntries(['accommodation_per_night', 'subsistence_per_day', 'parking_per_day',
                               'childcare_per_day', 'childcare_per_night']
        .filter(() => draw.often(50)).map((name) => [name, draw.between(0, 10000)]));
}

function expenses(draw) {
    const categories = some(draw, CATEGORIES, 70);
    return {
        categories,
        excluded: some(draw, CATEGORIES, 40).filter((category) => !categories.includes(category)),
        unlisted_action: 'refer_to_budget_holder', ...mileage(draw, categories),
        ...maybe(draw, 50, {mileage_rounding: draw.one(['floor', 'half_up'])}),
        route: draw.often(85) ? 'home_to_venue_and_return_only' : 'any',
        receipt_required: draw.often(85),
        item_prior_agreement: draw.often(30), taxi_needs_prior_agreement: draw.often(70),
        least_expensive_required: draw.often(70),
        ...maybe(draw, 70, {in_lieu_becomes_fee: draw.often(80)}), caps_pence: caps(draw),
    };
}

function wages(draw) {
    const days = ['2024-02-29', ...some(draw, ['2025-04-01', '2026-04-01', '2026-10-26'], 60)];

    return Object.fromEntries(['21', '18', 'u18'].map(
        (age) => [age, days.map((day) => [day, draw.between(1, 2000)])]));
}

const CASH_NEEDS = ['receipt', 'entitlement_evidence', 'nominated_individual', 'budget'];

export function draw_policy(draw, number) {
    const paid = some(draw, TYPES, 50);
    const [valid_from, valid_to] = draw.one([
        ['2025-04-01', '2026-03-31'], ['2025-04-06', '2027-04-05'],
        ['2026-04-01', '2027-03-31'], ['2024-02-29', '2027-12-31'],
    ]);
    const channel = draw.one(['bank', 'cash_on_day', 'cash_on_day', 'cash_on_day_or_bank']);
    const chosen_fee = fee(draw);
    const has_vouchers = chosen_fee.basis !== 'hourly' ||
                         chosen_fee.voucher_pence_per_hour !== undefined;
    const all_types = chosen_fee.basis === 'annual' && draw.often(50);

    return {
        id: `generated-${number}`, title: 'Drawn by tests/oracle', illustrative_values: true,
        valid_from, valid_to,
        financial_year_start: draw.one(['04-01', '04-06', '01-01']),
        claim_window: draw.one(['same_financial_year_as_session', 'none']),
        fee: chosen_fee,
        under_18_fee_channel: draw.one([has_vouchers ? 'voucher' : 'bank', 'bank', null]),
        session_types_paid: all_types ? [] : paid,
        session_types_fee_zero_expenses_ok: all_types
            ? [] : some(draw, TYPES, 60).filter((type) => !paid.includes(type)),
        prior_agreement_required: draw.often(80),
        carer: {max_per_person: draw.between(0, 3), extra_needs_advance_agreement: draw.often(70),
                blocked_if_existing_support: draw.often(50), prep_paid: draw.often(50)},
        expenses: expenses(draw),
        expense_channel: channel,
        ...maybe(draw, 50, {cash_needs: some(draw, CASH_NEEDS, 70)}),
        min_wage_action: draw.one(['off', 'flag', 'top_up']),
        ...maybe(draw, 20, {minimum_wage_pence_per_hour: wages(draw)}),
        vouchers_one_off_only: draw.often(50),
        ...maybe(draw, 30, {late_grace_minutes: draw.one([0, 1, 10])}),
    };
}

// A shipped policy of which one thing is another: what a manager would do to it.
export function draw_change(draw, shipped, number) {
    const drawn = draw_policy(draw, number);
    const types = {session_types_paid: drawn.session_types_paid,
                   session_types_fee_zero_expenses_ok: drawn.session_types_fee_zero_expenses_ok};
    const dates = {valid_from: drawn.valid_from, valid_to: drawn.valid_to};
    const fee_and_channel = {fee: drawn.fee, under_18_fee_channel: drawn.under_18_fee_channel};
    const alone = ['financial_year_start', 'claim_window', 'prior_agreement_required', 'expenses',
                   'expense_channel', 'min_wage_action', 'vouchers_one_off_only', 'cash_needs',
                   'minimum_wage_pence_per_hour', 'late_grace_minutes']
        .filter((name) => drawn[name] !== undefined).map((name) => ({[name]: drawn[name]}));
    const carer = Object.keys(drawn.carer)
        .map((name) => ({carer: {...shipped.carer, [name]: drawn.carer[name]}}));
    const costs = ['receipt_required', 'item_prior_agreement', 'taxi_needs_prior_agreement',
                   'least_expensive_required', 'route', 'caps_pence']
        .map((name) => ({expenses: {...shipped.expenses, [name]: drawn.expenses[name]}}));

    return {...shipped,
            ...draw.one([types, dates, fee_and_channel, ...alone, ...carer, ...costs])};
}
