// SPDX-License-Identifier: Apache-2.0
// A claim that went by slip from one kiosk to another, when one of the two never sends a word: what
// it would have said, somebody says here.

import {part, post} from './api.js';
import {make} from './dom.js';
import {say} from './words.js';
import {time_of} from './format.js';
import {ask_once} from './dialog.js';
import {field} from './pieces.js';

function ask_unpaid(data, claim, context) {
    ask_once({
        title: say('slip.title', {number: claim.number}),
        body: make('p', {class: 'careful'}, say('slip.ask_first')),
        yes: say('slip.yes'),
        act: () => post(`/api/claims/${part(claim.id)}/taken-back`, {}),
        done: () => context.again({tell: say('slip.done')}),
        handled: context.lost,
    });
}

function time_input(id, value) {
    return make('input', {type: 'time', id, value, required: true});
}

function ask_presence(data, claim, context) {
    const from = time_input('there-from', time_of(data.meeting.start));
    const to = time_input('there-to', time_of(data.meeting.end));

    ask_once({
        title: say('presence.title'),
        body: make('div', {}, field(say('presence.from'), from), field(say('presence.to'), to)),
        yes: say('presence.yes'),
        act: () => post(`/api/claims/${part(claim.id)}/presence`,
                        {from: from.value, to: to.value}),
        done: () => context.again({tell: say('presence.done')}),
        handled: context.lost,
    });
}

const STEPS = {
    slip: {role: 'finance', id: 'unpaid', ask: ask_unpaid, words: () => say('slip.button')},
    presence: {role: 'coordinator', id: 'presence', ask: ask_presence,
               words: () => say('presence.button')},
};

// The button for whoever may say it; nothing for others, and for a claim that waits for no word.
export function slip_step(data, claim, context) {
    const step = STEPS[claim.waits_for];

    return step && context.session.roles.includes(step.role) &&
        make('button', {type: 'button', id: step.id,
                        on_click: () => step.ask(data, claim, context)}, step.words());
}
