// SPDX-License-Identifier: Apache-2.0
// One meeting: its money, its claims, who was there, and what waits for a person.

import {get, part} from './api.js';
import {make, theirs} from './dom.js';
import {say} from './words.js';
import {date_words, money, time_of, when_on} from './format.js';
import {ledger_fee, ledger_payments, ledger_travel} from './ledger.js';
import {facts, or_none, table} from './table.js';
import {closing_section} from './closing.js';
import {claim_badge, code_words, is_about} from './codes.js';
import {exceptions_table} from './exceptions.js';
import {feedback_section} from './feedback.js';
import {unplanned_section} from './unplanned.js';
import {breadcrumb, claim_address, demonstration_words, meeting_state, meeting_title,
        person_name} from './pieces.js';

function about(meeting) {
    return facts([
        [say('meeting.code'), theirs(meeting.code)],
        [say('meeting.day'), date_words(meeting.local_date)],
        [say('meeting.time'), say('meeting.hours', {start: time_of(meeting.start),
                                                    end: time_of(meeting.end)})],
        [say('meeting.venue'), theirs(or_none(meeting.venue))],
        [say('meeting.policy'), [theirs(meeting.policy_title), ' ',
                                 make('code', {}, theirs(meeting.policy))]],
        [say('meetings.state'), opened_words(meeting)],
    ]);
}

function opened_words(meeting) {
    const day = meeting.local_date;

    if (meeting.closed)
        return say('meeting.opened_closed', {opened: when_on(meeting.opened, day),
                                             closed: when_on(meeting.closed, day)});
    return meeting.opened ? say('meeting.opened_at', {opened: when_on(meeting.opened, day)})
                          : meeting_state(meeting);
}

function travel_card(claims) {
    const travel = ledger_travel(claims);

    return make('section', {class: 'card', 'aria-labelledby': 'travel-sum'},
                make('h2', {id: 'travel-sum'}, say('travel.title')),
                make('p', {class: 'big'}, money(travel.claimed)),
                facts([[say('travel.desk'), money(travel.desk)],
                       [say('travel.next'), travel.next ? money(travel.next) : null],
                       [say('travel.office'), money(travel.office)]], 'sums'));
}

function payment_card(claims) {
    const pay = ledger_payments(claims);

    return make('section', {class: 'card', 'aria-labelledby': 'payment-sum'},
                make('h2', {id: 'payment-sum'}, say('payment.title')),
                make('p', {class: 'big'}, money(pay.all)),
                facts([[say('payment.about'), money(pay.made)],
                       [say('payment.to_approve'), money(pay.to_approve)],
                       [say('payment.held'), pay.held ? money(pay.held) : null],
                       [say('payment.to_pay'), money(pay.approved)],
                       [say('payment.paid'), money(pay.paid)]], 'sums'));
}

function fee_words(claim) {
    const fee = money(ledger_fee(claim));

    return [is_about(claim) ? say('claim.about', {amount: fee}) : fee,
            claim.fee_channel &&
                make('span', {class: 'under'}, code_words('channel', claim.fee_channel))];
}

function travel_words(claim) {
    return [money(claim.expenses_pence),
            claim.cash_pence > 0 &&
                make('span', {class: 'under'},
                     say('travel.desk_paid', {amount: money(claim.cash_pence)}))];
}

function claim_row(meeting, claim) {
    return [[make('a', {href: claim_address(meeting, claim)},
                  say('claim.number', {number: claim.number})),
             make('span', {class: 'under'}, person_name(claim.name))],
            travel_words(claim), fee_words(claim), claim_badge(claim)];
}

function claims_section(meeting, claims) {
    const columns = [{label: say('claims.claim')}, {label: say('travel.title'), money: true},
                     {label: say('payment.title'), money: true}, {label: say('claims.state')}];
    const foot = [say('claims.together'), money(ledger_travel(claims).claimed),
                  money(ledger_payments(claims).all), ''];

    return make('section', {'aria-labelledby': 'claims'},
                make('h2', {id: 'claims'}, say('claims.title')),
                table({caption: say('claims.caption'), columns, foot,
                       rows: claims.map((claim) => claim_row(meeting, claim)),
                       none: say('claims.none')}));
}

function person_row(meeting, claims, person) {
    const claim = claims.find((one) => one.id === person.claim);
    const day = meeting.local_date;

    return [[person_name(person.name),
             person.member_code && make('span', {class: 'under'}, theirs(person.member_code))],
            [code_words('as', person.as),
             person.role && make('span', {class: 'under'}, code_words('role', person.role))],
            [when_on(person.arrived, day),
             make('span', {class: 'under'}, code_words('how', person.how))],
            person.left ? when_on(person.left, day) : say('people.still_here'),
            claim ? make('a', {href: claim_address(meeting, claim)}, claim.number)
                  : say('people.no_claim')];
}

function people_section(meeting, data) {
    const columns = ['name', 'as', 'arrived', 'left', 'claim']
        .map((key) => ({label: say(`people.${key}`)}));

    return make('section', {'aria-labelledby': 'people'},
                make('h2', {id: 'people'}, say('people.title')),
                table({caption: say('people.caption'), columns,
                       rows: data.people.map((one) => person_row(meeting, data.claims, one)),
                       none: say('people.none')}),
                data.sitting_in > 0 &&
                    make('p', {}, say('people.sitting_in', {number: data.sitting_in})));
}

function exceptions_section(data, context) {
    return make('section', {'aria-labelledby': 'exceptions'},
                make('h2', {id: 'exceptions'}, say('exceptions.title')),
                exceptions_table(data.exceptions, data.claims, context));
}

export const meeting_page = {
    load: ([id]) => get(`/api/meetings/${part(id)}`),
    draw: (data, context) => ({
        title: meeting_title(data.meeting),
        way: breadcrumb(['#/meetings', say('meetings.title')], [null, theirs(data.meeting.code)]),
        demo: demonstration_words(data.meeting),
        nodes: [about(data.meeting), unplanned_section(data.meeting, context),
                closing_section(data.meeting, context),
                make('div', {class: 'cards'}, travel_card(data.claims),
                     payment_card(data.claims)),
                claims_section(data.meeting, data.claims),
                people_section(data.meeting, data), exceptions_section(data, context),
                feedback_section(data.meeting, context)],
    }),
};
