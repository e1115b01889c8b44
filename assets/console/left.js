// SPDX-License-Identifier: Apache-2.0
// Travel money that a desk left to be paid in cash next time, and that finance may pay by bank.

import {part, post} from './api.js';
import {make} from './dom.js';
import {say} from './words.js';
import {money} from './format.js';
import {ask_once} from './dialog.js';

function ask_bank(claim, context) {
    ask_once({
        title: say('left.title', {amount: money(claim.left_pence)}),
        body: make('p', {class: 'careful'}, say('left.ask_first')),
        yes: say('left.yes'),
        act: () => post(`/api/claims/${part(claim.id)}/by-bank`, {}),
        done: () => context.again({tell: say('left.done')}),
        handled: context.lost,
    });
}

// How much waits, and the button for whoever may pay it by bank; nothing where none does.
export function left_step(data, claim, context) {
    if (!(claim.left_pence > 0))
        return null;
    return [make('p', {}, say('left.waits', {amount: money(claim.left_pence)})),
            data.meeting.closed && claim.state !== 'held' &&
                context.session.roles.includes('finance') &&
                make('button', {type: 'button', id: 'by-bank',
                                on_click: () => ask_bank(claim, context)}, say('left.button'))];
}
