// SPDX-License-Identifier: Apache-2.0
// The two decisions of the office about a claim: approved, and paid. What is sent is what was on
// the screen; if the server has something else by now, nothing is done and the page says what.

import {get, part, post} from './api.js';
import {make} from './dom.js';
import {say} from './words.js';
import {date_of, date_words, money} from './format.js';
import {ask_once} from './dialog.js';
import {is_conflict} from './problem.js';
import {code_words} from './codes.js';
import {facts} from './table.js';
import {shell_now} from './shell.js';
import {changes_note} from './changes.js';
import {person_name} from './pieces.js';

// Of what is approved or paid now: the claim, or an adjustment of it.
function amounts(claim, pence) {
    const channel = claim.agreed?.fee_channel ?? claim.fee_channel;

    return facts([[say('claim.person'), person_name(claim.name)],
                  [say('payment.title'), make('strong', {}, money(pence.fee_pence))],
                  [say('payment.channel'), channel ? code_words('channel', channel) : null],
                  [say('approve.travel_desk'), money(claim.cash_pence)],
                  [say('approve.travel_office'), make('strong', {}, money(pence.expenses_pence))]],
                 'sums');
}

// What an approver should know before saying yes, and might have scrolled past.
function cautions(data, claim) {
    const asked = data.exceptions.some((one) => one.question && !one.solved &&
                                                one.claim === claim.id);
    const coming = claim.receipts.filter((receipt) => !receipt.arrived).length;

    return [!claim.same_pence && make('p', {class: 'careful'}, say('check.differs')),
            claim.rejected.length > 0 &&
                make('p', {class: 'careful'}, say('approve.refused', {number: claim.rejected.length})),
            asked && make('p', {class: 'careful'}, say('approve.asked')),
            coming > 0 && make('p', {class: 'careful'}, say('approve.coming', {number: coming}))];
}

function replace_claim(data, claim) {
    return {...data, claims: data.claims.map((one) => one.id === claim.id ? claim : one)};
}

// Draws the claim as it is now, from a fresh reading, beside what had been on the screen.
async function show_changes(data, claim, context) {
    try {
        const fresh = await get(`/api/meetings/${part(data.meeting.id)}`);
        const now = fresh.claims.find((one) => one.id === claim.id);

        context.redraw(fresh, {tell: say('changed.title'), focus: false,
                               notice: now && changes_note(claim, now)});
        document.getElementById('changed')?.focus();
    } catch (error) {
        if (!context.lost(error))
            context.again();
    }
}

function handler(data, claim, context) {
    return (error) => {
        if (!is_conflict(error))
            return context.lost(error);
        show_changes(data, claim, context);
        return true;
    };
}

export function ask_approve(data, claim, context) {
    ask_once({
        title: say(claim.adjustment ? 'approve.adjustment' : 'approve.title',
                   {number: claim.number}),
        body: make('div', {}, amounts(claim, claim.to_approve), cautions(data, claim)),
        yes: say('approve.yes'),
        act: () => post(`/api/claims/${part(claim.id)}/approve`,
                        {fee_pence: claim.to_approve.fee_pence,
                         expenses_pence: claim.to_approve.expenses_pence}),
        done: (approved) => context.redraw(replace_claim(data, approved), {
            tell: say('approve.done', {number: approved.number}),
            notice: make('p', {class: 'notice'}, say('approve.done', {number: approved.number})),
        }),
        handled: handler(data, claim, context),
    });
}

// The date is a plain field of the browser's; beneath it stands how we read it.
function date_field() {
    const words = make('output', {for: 'paid-on', class: 'hint', id: 'paid-on-words'});
    const input = make('input', {type: 'date', id: 'paid-on', name: 'paid-on', required: true,
                                 'aria-describedby': 'paid-on-words',
                                 value: date_of(shell_now())});
    const read = () => { words.textContent = input.value ? date_words(input.value) : ''; };

    input.addEventListener('input', read);
    read();
    return {input, node: make('p', {class: 'field'},
                              make('label', {for: 'paid-on'}, say('paid.date')), input, words)};
}

export function ask_paid(data, claim, context) {
    const date = date_field();

    ask_once({
        title: say('paid.title', {number: claim.number}),
        body: make('div', {}, amounts(claim, claim.to_pay), date.node),
        yes: say('paid.yes'),
        act: () => post(`/api/claims/${part(claim.id)}/paid`, {paid_on: date.input.value}),
        done: (paid) => context.redraw(replace_claim(data, paid), {
            tell: say('paid.done', {number: paid.number}),
            notice: make('p', {class: 'notice'}, say('paid.done', {number: paid.number})),
        }),
        handled: handler(data, claim, context),
    });
}
