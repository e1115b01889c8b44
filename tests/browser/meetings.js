// SPDX-License-Identifier: Apache-2.0
// What the office of the tests knows: a meeting that is open, with a claim in every state; one that is not open
// yet, and one that is over.

const DAY = '2026-11-23';
const CLOSED = `${DAY}T12:45:00Z`;
const SPINE = '0190a000-0000-7000-8000-00000000000';

export const id = (number) => SPINE.slice(0, 36 - String(number).length) + number;

// What waits for a step, as the server works it out from the state.
const STEPS = {
    to_approve: {enumerable: true, get() { return waits(this, ['to_approve', 'held']); }},
    to_pay: {enumerable: true, get() { return waits(this, ['approved']); }},
};

function waits(one, states) {
    const {fee_pence, expenses_pence} = one.adjustment ?? one.agreed ?? {};

    return states.includes(one.state) && one.agreed ? {fee_pence, expenses_pence} : null;
}

function claim(number, name, more) {
    return Object.defineProperties({
        id: id(100 + number), number: `A ${number}`, person: id(200 + number), name,
        made: `${DAY}T12:40:00Z`, about: false, state: 'to_approve', waits_for: null, cash_today: true,
        fee_channel: 'bank', fee_pence: 4375, fee_offered_pence: 4375, fee_waived_pence: 0,
        expenses_pence: 974, cash_pence: 974, left_pence: 0, timeswap_minutes: 0,
        agreed: {fee_pence: 4375, expenses_pence: 0, fee_channel: 'bank'},
        lines: [{ref: 'F1', kind: 'fee.attendance', pence: 3125},
                {ref: 'F2', kind: 'fee.preparation', pence: 1250},
                {ref: 'X1', kind: 'expense.bus', pence: 420},
                {ref: 'X2', kind: 'expense.mileage_car', pence: 554}],
        rejected: [], flags: [], same_pence: true, from_form: false, approved: null, paid: null,
        costs: [{ref: 'X1', category: 'bus', pence: 420},
                {ref: 'X2', category: 'mileage_car', miles: '12.3'}],
        proofs: [{ref: 'X1', where: 'here', ticket_seen: true},
                 {ref: 'X2', where: 'none_needed', ticket_seen: false}],
        receipts: [{ref: 'X1', picture: 'ab'.repeat(32), arrived: true}],
        adjustment: null, adjustments: [], ...more,
    }, STEPS);
}

// Paid in April at 45p a mile, and again when the rate had become 55p; then some of the time went.
export function adjusted() {
    return claim(8, 'Mair Penrhyn', {
        state: 'to_approve', expenses_pence: 554, cash_pence: 0, fee_pence: 2500,
        agreed: {fee_pence: 2396, expenses_pence: 677, fee_channel: 'bank'},
        lines: [{ref: 'F1', kind: 'fee.attendance', pence: 2396},
                {ref: 'X1', kind: 'expense.mileage_car', pence: 677}],
        approved: {at: '2026-04-20T10:00:00Z', by: 'office', fee_pence: 2500, expenses_pence: 554},
        paid: {on: '2026-04-24', by: 'office', pence: 3054, channel: 'bank'},
        adjustment: {fee_pence: 0, expenses_pence: 123, fee_over_pence: 104,
                     expenses_over_pence: 0, why: ['policy', 'facts'], rates_from: '2026-04-06',
                     lines: [adjusted_line(1, 'F1', 'fee.attendance', 2500, 2396),
                             adjusted_line(2, 'K1', 'fee.kept', 0, 104),
                             adjusted_line(3, 'X1', 'expense.mileage_car', 554, 677)]},
    });
}

function adjusted_line(number, ref, kind, was_pence, now_pence) {
    return {ref: `A${number}`, kind: 'adjustment', of: {ref, kind}, was_pence, now_pence,
            pence: now_pence - was_pence};
}

function declined() {
    return claim(2, 'Siân Ŵyn-Prydderch', {
        fee_pence: 0, fee_offered_pence: 3125, fee_waived_pence: 3125, fee_channel: '',
        expenses_pence: 820, cash_pence: 0,
        agreed: {fee_pence: 0, expenses_pence: 820, fee_channel: ''},
        lines: [{ref: 'F1', kind: 'fee.attendance', pence: 3125},
                {ref: 'X1', kind: 'expense.train', pence: 820}],
        flags: ['FEE_DECLINED'],
        proofs: [{ref: 'X1', where: 'later', ticket_seen: false}],
        receipts: [{ref: 'X1', picture: 'cd'.repeat(32), arrived: false}],
    });
}

function refused() {
    return claim(3, 'Dave Ashworth', {
        costs: [{ref: 'X1', category: 'bus', pence: 420},
                {ref: 'X2', category: 'mileage_car', miles: '20'},
                {ref: 'X3', category: 'taxi', pence: 1200}],
        rejected: [{ref: 'X3', code: 'TAXI_NOT_AGREED', reason: 'taxi not agreed in advance'},
                   {ref: 'X2', code: 'ROUTE_NOT_HOME_VENUE', miles: '7.7',
                    reason: 'miles beyond home to venue and back'},
                   {ref: 'F2', code: 'PREP_OVER_CAP', minutes: 15,
                    reason: 'preparation minutes above the policy cap'}],
        flags: ['BELOW_MIN_WAGE_REFERENCE', 'CASH_PAID_ON_DAY'],
    });
}

function claims() {
    return [
        claim(1, 'Jo Smith', {}), declined(), refused(),
        claim(4, 'Still Here', {state: 'made', waits_for: 'person', about: true, agreed: null, cash_pence: 0}),
        claim(5, 'Held Person', {state: 'held', same_pence: false}),
        claim(6, 'Gone Home', {state: 'withdrawn', fee_pence: 0, expenses_pence: 0, cash_pence: 0,
                               agreed: null, lines: [], proofs: [], receipts: []}),
        claim(7, 'Only Bus', {state: 'nothing_due', fee_pence: 0, fee_channel: '',
                              lines: [{ref: 'X1', kind: 'expense.bus', pence: 974}],
                              agreed: {fee_pence: 0, expenses_pence: 0, fee_channel: ''}}),
    ];
}

function person(one, index) {
    return {person: one.person, name: one.name, member_code: `M-${1000 + index}`, role: 'member',
            as: 'participant', how: index % 2 ? 'card' : 'letters',
            arrived: `${DAY}T10:0${index}:00Z`, left: one.about ? null : `${DAY}T12:45:00Z`,
            claim: one.id};
}

function meeting(number, title, more) {
    return {id: id(number), code: `M-2026-${number}`, public_title: title,
            venue: 'Buxton Methodist Church Hall', start: `${DAY}T10:00:00Z`,
            end: `${DAY}T12:30:00Z`, local_date: DAY, policy: 'demo-2026',
            policy_title: 'Demonstration policy', demonstration: true, waits: false,
            type: 'agreed_coproduction',
            opened: `${DAY}T09:45:00Z`, closed: null, arrived: 9, present: 2, claims: 7,
            to_approve: 3, to_pay: 0, exceptions: 1, cash_paid_pence: 2922, ...more};
}

// A host opened it; nobody in the office had planned it.
export function unplanned() {
    return meeting(3, '', {code: 'N-7KQ2', waits: true, venue: '', closed: CLOSED});
}

// Somebody who was new at the meeting.
export function newcomer() {
    return {id: id(304), at: `${DAY}T12:56:00Z`, meeting: id(1), claim: null, person: id(209),
            name: 'Nia Newydd', kind: 'new_person', action: 'agree', role: 'coordinator', kiosk: 'Buxton hall', owner: 'coordinator', seq: 42, solved: null,
            reason: 'Somebody new was signed in; their slip says 7KQ2-W9DA. Agree it with them, ' +
                    'and put them on the list.', question: null};
}

function payers() {
    return [{id: id(501), name: 'Demo payer', member_code: '', limit_pence: 15000,
             from: '2026-04-01', until: '2027-03-31'},
            {id: id(502), name: 'Hywel Prys', member_code: 'M-1003', limit_pence: null, from: '',
             until: ''}];
}

function feedback() {
    return [{mark: 'good', words: ''}, {mark: 'bad', words: 'The room was cold'},
            {mark: 'good', words: 'Te da iawn'}, {mark: 'middling', words: ''},
            {mark: 'good', words: ''}];
}

function exceptions() {
    return [{id: id(301), at: `${DAY}T12:50:00Z`, meeting: id(1), claim: id(105),
             kind: 'pence_differ', kiosk: 'Buxton hall', owner: 'finance', seq: 41, solved: null,
             reason: 'The kiosk said 4375 pence and the office says 4374.', question: null,
             action: 'settle', role: 'finance'},
            {id: id(302), at: `${DAY}T12:55:00Z`, meeting: null, claim: null,
             kind: 'fork', kiosk: 'Old kiosk', owner: 'installer', seq: 17, solved: null,
             reason: 'Two records have the number 17.', question: null,
             action: 'settle', role: 'coordinator'},
            {id: id(303), at: '2026-11-02T10:20:00Z', meeting: id(1), claim: id(101),
             kind: 'questioned', action: 'answer', role: 'approver', kiosk: 'Buxton hall', owner: 'coordinator', seq: 39, solved: null,
             reason: 'They asked somebody to look at it, and were promised an answer.',
             question: {number: 'A 1', ref: 'X3', about: 'taxi', code: 'TAXI_NOT_AGREED',
                        rule: 'D16', reason: 'taxi not agreed in advance', owner: 'Siân Evans',
                        due: '2026-11-16', overdue: true, answer: null}}];
}

function kiosks() {
    return [{id: id(401), name: 'Buxton hall', letter: 'A', enrolled: '2026-10-01T09:00:00Z',
             last_contact: '2026-11-23T12:58:00Z', up_seq: 214, down_seq: 88, forked: false,
             pictures_waiting: 1},
            {id: id(402), name: 'Old kiosk', letter: 'B', enrolled: '2026-09-01T09:00:00Z',
             last_contact: '2026-09-30T16:00:00Z', up_seq: 17, down_seq: 12, forked: true,
             pictures_waiting: 0},
            {id: id(403), name: 'Matlock', letter: 'C', enrolled: null, last_contact: null,
             up_seq: 0, down_seq: 0, forked: false, pictures_waiting: 0}];
}

export function office_data() {
    const all = claims();

    return {
        organisation: 'Demo Council',
        meetings: [meeting(1, 'Monday forum'),
                   meeting(2, 'Getting about', {opened: null, arrived: 0, present: 0, claims: 0,
                                                to_approve: 0, exceptions: 0, cash_paid_pence: 0,
                                                demonstration: false, policy: 'dcc-2025-26',
                                                policy_title: 'Derbyshire 2025-26'}),
                   meeting(4, 'Spring forum', {closed: CLOSED, present: 0, cash_paid_pence: 0})],
        claims: all, people: all.map(person), sitting_in: 2,
        form: {letters: 'KWRTXPLMNB', claim: null,
               costs: [{category: 'mileage_car', by_mile: true}, {category: 'bus', by_mile: false},
                       {category: 'taxi', by_mile: false}]},
        exceptions: exceptions(), kiosks: kiosks(), feedback: feedback(), payers: payers(),
        status: {version: '0.1.0', demonstration: true, now: '2026-11-23T13:00:00Z',
                 backup: {last_tested: null, text: 'none yet'},
                 certificate: {fingerprint: '3A:7F:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD',
                               until: '2027-11-23T00:00:00Z'}},
    };
}

// The same with text in every place that people, files or kiosks can fill.
export function poison(value, text, key = '') {
    if (Array.isArray(value))
        return value.map((one) => poison(one, text, key));
    if (value && typeof value === 'object')
        return Object.fromEntries(Object.entries(value)
            .map(([name, one]) => [name, poison(one, text, name)]));
    return typeof value === 'string' && POISONED.has(key) ? text : value;
}

const POISONED = new Set([
    'organisation', 'name', 'public_title', 'venue', 'policy', 'policy_title', 'code', 'role', 'as',
    'how', 'member_code', 'kiosk', 'reason', 'owner', 'kind', 'number', 'flags',
    'fee_channel', 'where', 'about', 'rule', 'ref', 'answer', 'letter', 'version', 'text', 'fingerprint', 'by', 'picture', 'words', 'mark', 'type',
]);
